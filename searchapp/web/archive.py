"""What the web process holds open: the index that answers now, and the names file. Both reload by themselves.

An index is closed when a newer one answers and no request uses it any longer. This module must not
know a URL or a page.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from searchapp.authority import load_authority
from searchapp.engines import Index, current_generation, open_index
from searchapp.errors import IndexMissing, SearchAppError
from searchapp.names import Authority

logger = logging.getLogger(__name__)


class _Held:
    """An open index, and how many requests use it."""

    def __init__(self, index: Index, shown: str) -> None:
        self.index = index
        self.named = index
        self.authority: Authority | None = None
        self.shown = shown
        self.users = 0
        self.retired = False


class Archive:
    """The index of one directory, always the newest published one; safe to share between threads."""

    def __init__(self, directory: Path, names: NamesFile | None = None) -> None:
        self.directory = directory
        self._names = names
        self._held: _Held | None = None
        self._refused = ""
        self._lock = threading.Lock()
        self._opening = threading.Lock()

    @contextmanager
    def lease(self) -> Iterator[Index]:
        """The index that answers now, kept open until the block is left.

        Raises IndexMissing or IndexRefused. While a new generation is being opened, other requests
        are answered by the old one; if the new one is refused, the old one answers on.
        """
        held = self._enter()
        try:
            yield self._named(held)
        finally:
            self._leave(held)

    def _named(self, held: _Held) -> Index:
        """The open index under the names that are in force now."""
        if self._names is None:
            return held.index
        authority, _ = self._names.current()
        with self._lock:
            if held.authority is not authority:
                held.named, held.authority = held.index.with_names(authority), authority
            return held.named

    def close(self) -> None:
        """Let go of the index as soon as nobody uses it."""
        with self._lock:
            held, self._held = self._held, None
        if held is not None:
            self._retire(held)

    def _enter(self) -> _Held:
        shown = current_generation(self.directory)
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
            new = _Held(open_index(self.directory), shown)
        except SearchAppError as error:
            with self._lock:
                if self._held is None:
                    raise
                logger.warning("a new index can't be used, the old one answers on: %s", error)
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


class NamesFile:
    """The authority file, read again when it changes; a file that can't be read is reported, not fatal."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._authority = Authority(())
        self._notice = ""

    def current(self) -> tuple[Authority, str]:
        """The names in force, and a notice where the file could not be read ("" otherwise)."""
        try:
            found = self.path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
        except OSError:
            stamp = (0, 0)
        with self._lock:
            if stamp != self._stamp:
                try:
                    self._authority, self._notice = load_authority(self.path), ""
                except SearchAppError as error:
                    logger.warning("%s", error)
                    self._notice = f"The names file can't be read; names stay as they were before. {error.hint}"
                self._stamp = stamp
            return self._authority, self._notice
