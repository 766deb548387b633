"""Files that people and pages write while the server runs: read again when they change, never fatal.

A file that can't be read is reported, and what was read from it last stays in force; so does a line that was read
before and is damaged now.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Generic, TypeVar

from searchapp.collections.kept import Kept
from searchapp.collections.kept_file import read_kept
from searchapp.collections.tags import Tags
from searchapp.collections.tags_file import read_tags
from searchapp.collections.verdicts_file import read_verdicts
from searchapp.compare.cues.verdicts import Verdicts
from searchapp.curation.authority import Authority
from searchapp.curation.authority_file import load_authority
from searchapp.curation.corrections import Corrections
from searchapp.curation.corrections_file import Noted, corrections_in_force, read_corrections
from searchapp.errors import SearchAppError
from searchapp.system.looks import seen

logger = logging.getLogger(__name__)
T = TypeVar("T")


class WatchedFile(Generic[T]):
    """What a file holds now; safe to share between threads. `broken` is said while it can't be read."""

    def __init__(self, path: Path, *, empty: T, broken: str, before: str) -> None:
        self.path = path
        self._broken = broken
        self._before = before
        self._lock = threading.Lock()
        self._stamp: tuple[int, ...] | None = None
        self._held = empty
        self._ever = False
        self._notice = ""
        self._error: SearchAppError | None = None

    def _load(self) -> tuple[T, str]:
        """What the file holds, and what is to be said of it; SearchAppError where it can't be read."""
        raise NotImplementedError

    def stamp(self) -> tuple[int, ...]:
        """What changes whenever the file or the right to read it does."""
        return seen(self, self._look)

    def _look(self) -> tuple[int, ...]:
        try:
            found = self.path.stat()
        except OSError as error:
            return (error.errno or 0,)
        return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino

    def current(self) -> tuple[T, str]:
        """What is in force, the same object until the file changes; and a notice, "" where all is well."""
        stamp = self.stamp()
        with self._lock:
            if stamp != self._stamp:
                try:
                    self._held, self._notice = self._load()
                    self._ever, self._error = True, None
                except SearchAppError as error:
                    self._error = error
                    logger.warning("%s", error)
                    stays = self._before if self._ever else "Until it is mended nothing of it is in force."
                    self._notice = f"{self._broken} {stays} {error.hint}"
                self._stamp = stamp
            return self._held, self._notice

    def required(self) -> T:
        """What is in force; the error that says what is wrong while the file can't be read."""
        held, _ = self.current()
        if self._error:
            raise self._error
        return held


class NamesFile(WatchedFile[Authority]):
    """The authority file."""

    def __init__(self, path: Path) -> None:
        broken, before = "The names file can't be read.", "Names stay as they were before."
        super().__init__(path, empty=Authority(), broken=broken, before=before)

    def _load(self) -> tuple[Authority, str]:
        return load_authority(self.path), ""


class CorrectionsFile(WatchedFile[Corrections]):
    """What readers corrected."""

    def __init__(self, path: Path) -> None:
        broken, before = "The corrections can't be read.", "Those read before stay in force."
        super().__init__(path, empty=Corrections(), broken=broken, before=before)
        self._noted: dict[str, Noted] = {}

    def _load(self) -> tuple[Corrections, str]:
        found = read_corrections(self.path)
        noted = {n.id: n for n in found.noted}
        self._noted = {**self._noted, **noted} if found.damaged else noted
        if found.notice:
            logger.warning("%s: %s", self.path, found.notice)
        return corrections_in_force(self._noted.values()), found.notice


class TagsFile(WatchedFile[Tags]):
    """The tags of stories; none where they are `hidden`, as those of a public archive are."""

    def __init__(self, path: Path, *, hidden: bool = False) -> None:
        broken, before = "The tags can't be read.", "Those read before stay in force."
        super().__init__(path, empty=Tags(), broken=broken, before=before)
        self._hidden = hidden

    def _load(self) -> tuple[Tags, str]:
        if self._hidden:
            return Tags(), ""
        found = read_tags(self.path)
        return found.tags, found.notice


class CollectionsFile(WatchedFile[Kept]):
    """Collections and notes."""

    def __init__(self, path: Path) -> None:
        broken, before = "The collections can't be read.", "Those read before are shown."
        super().__init__(path, empty=Kept(), broken=broken, before=before)

    def _load(self) -> tuple[Kept, str]:
        found = read_kept(self.path)
        return found.kept, found.notice


class VerdictsFile(WatchedFile[Verdicts]):
    """What readers said of cues."""

    def __init__(self, path: Path) -> None:
        broken, before = "What was said of cues can't be read.", "What was read before stays in force."
        super().__init__(path, empty=Verdicts(), broken=broken, before=before)

    def _load(self) -> tuple[Verdicts, str]:
        found = read_verdicts(self.path)
        return found.verdicts, found.notice
