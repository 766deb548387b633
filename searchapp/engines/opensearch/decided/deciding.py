"""Brings the records of a generation under decisions: at once where few change, in a thread where many do.

A thread breaks off where something else is decided meanwhile, and goes on with that: what it wrote is told by the
signs that it left.
"""

from __future__ import annotations

import logging
import threading
import time

from opensearchpy.exceptions import OpenSearchException

from searchapp.curation.corrections import Corrections
from searchapp.curation.decisions import Decisions
from searchapp.engines.opensearch.decided.applying import Applying
from searchapp.engines.opensearch.decided.corrected import Correcting
from searchapp.engines.opensearch.decided.laid import ResolvedNames
from searchapp.errors import IndexLocked, SearchAppError

logger = logging.getLogger(__name__)
FEW = 2_000
"""Records that are written before an index under decisions answers."""
_RETRY = 10.0
"""Seconds before what failed is tried again."""


class Deciding:
    """The decisions that a generation is under, for all views of it in this process; safe to share.

    `pending` says how far what goes on in a thread is; "" where nothing does.
    """

    def __init__(self, applying: Applying) -> None:
        self._applying = applying
        self._asked = Decisions()
        self._thread: threading.Thread | None = None
        self._failed: float | None = None
        self._starting = threading.Lock()
        self._working = threading.Lock()
        self.pending = ""

    @property
    def resolved(self) -> ResolvedNames:
        """What the archive resolved last."""
        return self._applying.resolved

    def correcting(self, corrections: Corrections) -> Correcting:
        """These corrections over this archive."""
        return self._applying.correcting(corrections)

    def under(self, decisions: Decisions) -> None:
        """Bring the records under these decisions: before it returns, or as `pending` says."""
        with self._starting:
            self._asked = decisions
            if self._thread is not None:
                return
        if not self._brought(decisions, most=FEW):
            self._start()

    def go_on(self) -> None:
        """Try again what failed a while ago."""
        if self._failed is not None and time.monotonic() - self._failed > _RETRY:
            self._start()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._failed = None
                self.pending = self.pending or "Decisions are being applied."
                self._thread = threading.Thread(target=self._all, name="decisions", daemon=True)
                self._thread.start()

    def _all(self) -> None:
        """Bring the records under what is asked for, until nothing else is."""
        while True:
            asked = self._asked
            try:
                done = self._brought(asked, most=FEW) or self._brought(asked, most=None)
            except (SearchAppError, OpenSearchException) as error:
                logger.warning("decisions could not be applied, and will be tried again: %s", error)
                self._failed, done = time.monotonic(), True
            with self._starting:
                if done and self._asked is asked:
                    self._thread = None
                    self.pending = "" if self._failed is None else "Decisions could not be applied so far."
                    return

    def _brought(self, decisions: Decisions, *, most: int | None) -> bool:
        """Bring the records under decisions; False where that is not done yet."""
        with self._working:
            try:
                return self._applying.bring(decisions, most=most, told=self._told)
            except IndexLocked as error:
                self.pending = f"Decisions wait: {error}"
                return False

    def _told(self, decisions: Decisions, pending: str) -> bool:
        """Take down how far it is; whether to go on."""
        if self._thread is not None:
            self.pending = pending
        return self._asked is decisions
