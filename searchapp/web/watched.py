"""Files that people and pages write while the server runs: read again when they change, never fatal.

A file that can't be read is reported, and what was read from it last stays in force.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from searchapp.authority import load_authority
from searchapp.correction_file import load_corrections
from searchapp.corrections import Corrections
from searchapp.errors import SearchAppError
from searchapp.names import Authority

logger = logging.getLogger(__name__)
T = TypeVar("T")


class WatchedFile(Generic[T]):
    """What a file holds now; safe to share between threads. `broken` is said while it can't be read."""

    def __init__(self, path: Path, load: Callable[[Path], T], *, empty: T, broken: str) -> None:
        self.path = path
        self._load = load
        self._broken = broken
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._held = empty
        self._notice = ""

    def stamp(self) -> tuple[int, int, int]:
        """What changes whenever the file does."""
        try:
            found = self.path.stat()
        except OSError:
            return 0, 0, 0
        return found.st_mtime_ns, found.st_size, found.st_ino

    def current(self) -> tuple[T, str]:
        """What is in force, the same object until the file changes; and a notice, "" where all is well."""
        stamp = self.stamp()
        with self._lock:
            if stamp != self._stamp:
                try:
                    self._held, self._notice = self._load(self.path), ""
                except SearchAppError as error:
                    logger.warning("%s", error)
                    self._notice = f"{self._broken} {error.hint}"
                self._stamp = stamp
            return self._held, self._notice


class NamesFile(WatchedFile[Authority]):
    """The authority file."""

    def __init__(self, path: Path) -> None:
        broken = "The names file can't be read; names stay as they were before."
        super().__init__(path, load_authority, empty=Authority(), broken=broken)


class CorrectionsFile(WatchedFile[Corrections]):
    """What readers corrected."""

    def __init__(self, path: Path) -> None:
        broken = "The corrections can't be read; those read before stay in force."
        super().__init__(path, load_corrections, empty=Corrections(), broken=broken)
