"""Watching the files and folders of an archive: waits until something has changed there and it is quiet again.

Must not read what lies there. The system tells of changes (inotify); where it has no more watches to give, the
folders are looked through every few seconds, and that is said. A folder that goes away, as a disk does, is watched
again when it is back.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from searchapp.ingest.metadata.sidecar import ENDING, stems

QUIET = 1.0
"""Seconds without a change after which what changed is taken for whole."""
PATIENCE = 60.0
"""Seconds after which it is taken as it is, where there is never quiet."""
LOOK_EVERY = 5.0
TICK = 0.1
_NO_MORE = {errno.ENOSPC, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
_ONLY_READ = frozenset({"opened", "closed_no_write"})
POLLING = (
    "The system watches no more folders for this user (fs.inotify.max_user_watches):"
    f" they are looked through every {LOOK_EVERY:g} seconds instead."
)


class Watch(FileSystemEventHandler):
    """Changes under some paths, from when it is entered until it is left; not those in folders that are `apart`.

    `say` hears once when folders have to be looked through instead of being told of.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        apart: Callable[[Path], bool] = lambda folder: False,
        say: Callable[[str], object] = lambda line: None,
        quiet: float = QUIET,
        patience: float = PATIENCE,
    ) -> None:
        self._roots = tuple(dict.fromkeys(Path(os.path.realpath(path)) for path in paths))
        self._apart = apart
        self._say = say
        self._quiet, self._patience = quiet, patience
        self._observer: BaseObserver | None = None
        self._places: tuple[object, ...] = ()
        self._polls = False
        self._lock = threading.Lock()
        self._first = self._last = -1.0

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def wait(self, stop: Callable[[], bool], *, again: float | None = None) -> bool:
        """Wait for a change and for quiet after it, or for `again` seconds; False once `stop` says so."""
        latest = None if again is None else time.monotonic() + again
        while not stop():
            self._mend()
            if self._is_due(time.monotonic(), latest):
                if not self._polls and not _has_watches(self._roots):  # new folders may have gone without
                    self._look_through()
                return True
            time.sleep(TICK)
        return False

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change of what may be a story; called by the watching threads."""
        if event.event_type in _ONLY_READ or (event.is_directory and event.event_type == "modified"):
            return
        paths = (Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path)
        if any(map(self._counts, paths)):
            self._note()

    def _note(self) -> None:
        now = time.monotonic()
        with self._lock:
            self._first, self._last = (now if self._first < 0 else self._first), now

    def _is_due(self, now: float, latest: float | None) -> bool:
        with self._lock:
            changed = self._first >= 0
            is_due = changed and (now - self._last >= self._quiet or now - self._first >= self._patience)
            if is_due or (latest is not None and now >= latest):
                self._first = -1.0
                return True
        return False

    def _counts(self, path: Path) -> bool:
        """Whether what lies there is looked at by a run: nothing hidden, nothing of the program's own."""
        for root in self._roots:
            if path == root or (path.parent == root.parent and path.name in _beside(root)):
                return True
            if path.is_relative_to(root):
                inner = path.relative_to(root).parts
                folders = (root.joinpath(*inner[:depth]) for depth in range(1, len(inner) + 1))
                if not any(part.startswith(".") for part in inner) and not any(map(self._apart, folders)):
                    return True
        return False

    # -- the threads that watch -----------------------------------------------------------------------

    def _begin(self) -> None:
        self._places = tuple(map(_place, self._roots))
        try:
            self._observer = self._observing(PollingObserver(timeout=LOOK_EVERY) if self._polls else Observer())
        except (FileNotFoundError, NotADirectoryError):
            self._places = ()  # it went away this very moment: begun again in the next
        except OSError as error:
            if error.errno not in _NO_MORE or self._polls:
                raise
            self._look_through()
        else:
            if not self._polls and not _has_watches(self._roots):
                self._look_through()

    def _observing(self, observer: BaseObserver) -> BaseObserver:
        for root in self._roots:
            if root.is_dir():
                observer.schedule(self, str(root), recursive=True)
            elif root.parent.is_dir():
                observer.schedule(self, str(root.parent), recursive=False)
        try:
            observer.start()
        except OSError:
            observer.stop()
            raise
        return observer

    def _look_through(self) -> None:
        self._end()
        self._polls = True
        self._say(POLLING)
        self._begin()

    def _mend(self) -> None:
        """Watch anew where a root has gone, come or been replaced, or a thread ended: no more is told then."""
        observer = self._observer
        works = observer is not None and observer.is_alive() and all(e.is_alive() for e in observer.emitters)
        if works and tuple(map(_place, self._roots)) == self._places:
            return
        self._end()
        self._begin()
        if self._observer is not None:
            self._note()

    def _end(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            with suppress(RuntimeError):  # it was not begun
                self._observer.join()
            self._observer = None


def _beside(file: Path) -> set[str]:
    """The names under which the sidecar of a file may lie."""
    return {stem + ENDING for stem in stems(file.name)}


def _place(root: Path) -> object:
    """Which folder a path leads to now; of a file that of its own folder, since editors replace files."""
    try:
        found = os.stat(root if root.is_dir() else root.parent)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _has_watches(roots: Sequence[Path]) -> bool:
    """Whether the system would watch one more folder: if not, some below these may go without."""
    root = next((root if root.is_dir() else root.parent for root in roots if root.parent.is_dir()), None)
    if root is None:
        return True
    try:
        probe = Observer()
        probe.schedule(FileSystemEventHandler(), str(root), recursive=False)
        probe.start()
    except OSError as error:
        return error.errno not in _NO_MORE
    probe.stop()
    probe.join()
    return True
