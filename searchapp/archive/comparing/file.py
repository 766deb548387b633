"""What comparing stories found, read again whenever that changes.

The library that reads the file is imported where there is one: most archives that are searched have none yet, and
a search should not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from searchapp.compare.compared import Compared, Pair, Reason
from searchapp.curation.watched_files import WatchedFile


class ComparedFile(WatchedFile[Compared]):
    """What was found of one archive; nothing where no stories were compared."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, empty=Compared(), broken="", before="")

    def _load(self) -> tuple[Compared, str]:
        if not self.path.is_file():
            return Compared(), ""
        from searchapp.archive.comparing.store import read_compared

        return read_compared(self.path), ""

    def pairs(self, stories: Iterable[str]) -> dict[str, tuple[Pair, ...]]:
        """By each of these stories, where it shares any, those that it shares passages with, as seen from it."""
        from searchapp.archive.comparing.store import read_pairs

        return read_pairs(self.path, stories)

    def all_pairs(self) -> Iterator[Pair]:
        """Every pair of stories that share passages, and every story that repeats its own, in the order of ids."""
        from searchapp.archive.comparing.store import read_all_pairs

        return read_all_pairs(self.path)

    def reasons(self, slug: str) -> dict[str, tuple[Reason, ...]]:
        """Why each story of an event is taken to tell of it."""
        from searchapp.archive.comparing.store import read_reasons

        return read_reasons(self.path, slug)
