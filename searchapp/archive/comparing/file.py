"""What comparing stories found, read again whenever that changes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from searchapp.archive.comparing.store import read_compared, read_pairs, read_reasons
from searchapp.compare.compared import Compared, Pair, Reason
from searchapp.curation.watched_files import WatchedFile


class ComparedFile(WatchedFile[Compared]):
    """What was found of one archive; nothing where no stories were compared."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, empty=Compared(), broken="", before="")

    def _load(self) -> tuple[Compared, str]:
        return read_compared(self.path), ""

    def pairs(self, stories: Iterable[str]) -> dict[str, tuple[Pair, ...]]:
        """By each of these stories, where it shares any, those that it shares passages with, as seen from it."""
        return read_pairs(self.path, stories)

    def reasons(self, slug: str) -> dict[str, tuple[Reason, ...]]:
        """Why each story of an event is taken to tell of it."""
        return read_reasons(self.path, slug)
