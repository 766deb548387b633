"""The index of an archive that answers now, under the decisions in force, held open for many requests.

An index is closed when a newer one answers and no request uses it any longer. This module must not
know a URL or a page.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from searchapp.archive.comparing.file import ComparedFile
from searchapp.collections.tags import Tags
from searchapp.compare.compared import Compared
from searchapp.curation.authority import Authority
from searchapp.curation.corrections import Corrections
from searchapp.curation.decisions import Decisions
from searchapp.curation.watched_files import CorrectionsFile, NamesFile, TagsFile
from searchapp.engines import Index, Place, current_generation, load, open_index
from searchapp.errors import EngineUnavailable, IndexMissing, SearchAppError
from searchapp.provenance import enrichment_notice
from searchapp.system.looks import seen

logger = logging.getLogger(__name__)


class _Held:
    """An open index, and how many requests use it."""

    def __init__(self, index: Index, shown: str) -> None:
        self.index = index
        self.shown = shown
        self.users = 0
        self.retired = False


class NewestIndex:
    """The index of one place, always the newest published one; safe to share between threads."""

    def __init__(
        self,
        place: Place,
        names: NamesFile | None = None,
        corrections: CorrectionsFile | None = None,
        tags: TagsFile | None = None,
        compared: ComparedFile | None = None,
    ) -> None:
        self.place = place
        load(place.engine)  # An engine that is not there is said at the start, not on each page.
        self._names = names
        self._corrections = corrections
        self._tags = tags
        self._compared = compared
        self._held: _Held | None = None
        self._refused = ""
        self._told = ("", "")
        self._unsettled = 0.0
        self._fault: EngineUnavailable | None = None
        self._asking = threading.Lock()
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._shaping = threading.Lock()

    @contextmanager
    def lease(self) -> Iterator[Index]:
        """The index that answers now, kept open until the block is left.

        Raises IndexMissing, IndexRefused or EngineUnavailable. While a new generation is being opened, other
        requests are answered by the old one; if the new one is refused, the old one answers on.
        """
        held = self._enter()
        try:
            index = self._decided(held)
            self._look_at(index)
            yield index
            self._look_at(index)
        finally:
            self._leave(held)

    def _look_at(self, index: Index) -> None:
        if index.pending:
            self._unsettled = time.monotonic()

    def unsettled_since(self, moment: float) -> bool:
        """Whether decisions were still being applied to an index that was leased since then (`time.monotonic`)."""
        return self._unsettled >= moment

    def _decided(self, held: _Held) -> Index:
        """The open index under the decisions in force now; made anew only when these change."""
        with self._shaping:
            decisions = Decisions(
                self._names.current()[0] if self._names else Authority(),
                self._corrections.current()[0] if self._corrections else Corrections(),
                self._tags.current()[0] if self._tags else Tags(),
                self._compared.current()[0] if self._compared else Compared(),
                resolving=True,
            )
            files = self._names, self._corrections, self._tags, self._compared
            if any(files) and held.index.decisions != decisions:
                held.index = held.index.with_decisions(decisions)
            return held.index

    def enrichment_notice(self, index: Index) -> str:
        """What a reader has to be told of how an open index's names and statements were found; "" normally."""
        generation, said = self._told
        if generation != index.generation:
            try:
                said = enrichment_notice(index.status().enrichment)
            except FileNotFoundError:
                return ""  # A newer generation answers already, and this one's files are cleared away.
            self._told = (index.generation, said)
        return said

    def close(self) -> None:
        """Let go of the index as soon as nobody uses it."""
        with self._lock:
            held, self._held = self._held, None
        if held is not None:
            self._retire(held)

    def shown(self) -> str | None:
        """The generation that the place shows now; None where there is none.

        EngineUnavailable where nobody answers there. That too is found out once for an answer, and then by one of
        all that ask: the others need not wait as long as it takes to give up.
        """
        found = seen(self, self._ask)
        if isinstance(found, EngineUnavailable):
            raise EngineUnavailable(found.message, hint=found.hint)
        return found

    def _ask(self) -> str | EngineUnavailable | None:
        fault = self._fault
        if fault and not self._asking.acquire(blocking=False):
            return fault
        try:
            found = current_generation(self.place)
            self._fault = None
            return found
        except EngineUnavailable as error:
            self._fault = error
            return error
        finally:
            if fault:
                self._asking.release()

    def _enter(self) -> _Held:
        shown = self.shown()
        if shown is None:
            self.close()
            raise IndexMissing(
                "There is no index to search yet.",
                hint="Build one with `searchapp index corpus/`, then load this page again.",
            )
        with self._lock:
            held = self._held
            if held is not None and shown in (held.shown, self._refused):
                held.users += 1
                return held
        if not self._opening.acquire(blocking=held is None):
            return self._take() or self._enter()
        try:
            shown = current_generation(self.place) or shown  # what this answer saw may be older than what is open
            with self._lock:
                fresh = self._held is not None and shown in (self._held.shown, self._refused)
            return (fresh and self._take()) or self._open(shown)
        finally:
            self._opening.release()

    def _take(self) -> _Held | None:
        """The open index as it is, newest or not."""
        with self._lock:
            if self._held is not None:
                self._held.users += 1
            return self._held

    def _open(self, shown: str) -> _Held:
        try:
            new = _Held(open_index(self.place), shown)
        except SearchAppError as error:
            with self._lock:
                if self._held is None or isinstance(error, EngineUnavailable):
                    raise
                logger.warning("a new index can't be used, the old one answers on: %s", error.in_a_line)
                self._refused = shown
                self._held.users += 1
                return self._held
        with self._lock:
            old, self._held = self._held, new
            self._refused = ""
            new.users += 1
        if old is not None:
            self._retire(old)
        return new

    def _leave(self, held: _Held) -> None:
        with self._lock:
            held.users -= 1
            last = held.retired and held.users == 0
        if last:
            held.index.close()

    def _retire(self, held: _Held) -> None:
        with self._lock:
            held.retired = True
            idle = held.users == 0
        if idle:
            held.index.close()
