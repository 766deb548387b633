"""When stories came into an archive, as the runs that first had them noted it; read once an index."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from searchapp.archive.indexing.origin import Origin
from searchapp.engines import Index, Place, remembered

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class Arrivals:
    """The moments at which stories came into the archive of one place; safe to share between threads."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._generation = ""
        self._moments: Mapping[str, str] = MappingProxyType({})

    def of(self, index: Index) -> Mapping[str, str]:
        """The moments by story, for an index that is open; "" for a story that is older than such notes."""
        with self._lock:
            if self._generation != index.generation:
                self._moments = MappingProxyType(self._read())
                self._generation = index.generation
            return self._moments

    def _read(self) -> dict[str, str]:
        moments: dict[str, str] = {}
        for story_id, fingerprint in remembered(self._place).items():
            moments[story_id] = ""
            with suppress(ValueError, TypeError, AttributeError):  # as another program wrote it
                came = Origin.unpacked(story_id, fingerprint).came
                moments[story_id] = sys.intern(came) if _MOMENT.fullmatch(came) else ""  # one for all of a run
        return moments
