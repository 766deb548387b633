"""Writes what users make whole or not at all, one writer at a time, and puts the disk's errors into words.

A file is written beside and then put in place, or appended to and cut back when that fails; a link is followed,
and stays a link. This module must not know what a file holds.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from searchapp.errors import DiskError

LOCK = ".searchapp.lock"
PART = ".part"
"""Ends the name of a file that is being written beside another."""
WAIT_SECONDS = 10.0
_STAMP = "%Y%m%d-%H%M%S"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_MISPLACED = "There is something else in its place; move that away, or name another path."
_HINTS = {
    errno.ENOSPC: "Free some space on that disk, then do it again.",
    errno.EDQUOT: "Free some space, or have your quota raised, then do it again.",
    errno.EFBIG: "The disk, or a limit (ulimit -f), takes no file of that size; raise it, then do it again.",
    errno.EROFS: "That disk is read-only: mount it for writing, or name another folder (--index, --data).",
    errno.EACCES: "Give the user who runs searchapp the right to it (chmod, chown), or name another place.",
    errno.EPERM: "Give the user who runs searchapp the right to it (chmod, chown), or name another place.",
    errno.ENOENT: "Check the path.",
    errno.ENOTDIR: _MISPLACED,
    errno.EISDIR: _MISPLACED,
    errno.EEXIST: _MISPLACED,
    errno.ELOOP: "It is a link that leads to itself; remove it.",
    errno.EMFILE: "Let the program have more open files (ulimit -n), then do it again.",
    errno.EIO: "The disk reports a fault: check it, and copy what is on it to another.",
}


def disk_error(error: OSError, what: str = "") -> DiskError:
    """An operating system's error in words: `what` says which file or folder could not be written or read."""
    name = error.filename if isinstance(error.filename, str | bytes) else ""
    what = what or (f"{os.fsdecode(name)} can't be used" if name else "The disk can't be used")
    reason = os.strerror(error.errno) if error.errno else str(error)
    at = f" ({os.fsdecode(name)})" if name and os.fsdecode(name) not in what else ""
    hint = _HINTS.get(error.errno or 0, "Check the disk and the path, then do it again.")
    return DiskError(f"{what}: {reason}{at}.", hint=hint, full=error.errno in _FULL)


@contextmanager
def in_words(what: str) -> Iterator[None]:
    """The disk's errors as DiskError, which says that `what` failed ("data/x can't be written")."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise disk_error(error, what) from error


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """The right to write a file, which no other process or thread has meanwhile; gives the file that a link names.

    Its folder is made where it is absent. DiskError where the right can't be had.
    """
    target = Path(os.path.realpath(path))
    with in_words(f"{path} can't be written"):
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = _locked(target.parent / LOCK)
    try:
        yield target
    finally:
        os.close(lock)


def _locked(path: Path) -> int:
    """The locked lock file, as it lies there now: its folder may have been put in another's place meanwhile."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(lock), os.stat(path)):
                return lock
        except (BlockingIOError, FileNotFoundError):
            pass
        except OSError:
            os.close(lock)
            raise
        os.close(lock)
        if time.monotonic() > deadline:
            raise DiskError(f"{path.parent} is in use by another program.", hint="Try again in a moment.")
        time.sleep(0.01)


def write_whole(path: Path, content: bytes) -> None:
    """Put content in a file's place at once and for good: whoever reads it sees the old or the new, whole.

    DiskError leaves what was there.
    """
    target = Path(os.path.realpath(path))
    with in_words(f"{path} can't be written"):
        fresh = new_beside(target)
        try:
            with fresh.open("xb") as f:
                f.write(content)
                f.flush()
                os.fsync(f.fileno())
            with suppress(FileNotFoundError):
                os.chmod(fresh, target.stat().st_mode & 0o777)
            fresh.replace(target)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        sync(target.parent)


def append_whole(path: Path, content: bytes) -> None:
    """Add content at the end of a file for good. DiskError leaves the file as long as it was."""
    with in_words(f"{path} can't be written"):
        new = not path.exists()
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            before = os.fstat(handle).st_size
            try:
                left = memoryview(content)
                while left:
                    left = left[os.write(handle, left) :]
                os.fsync(handle)
            except BaseException:
                os.ftruncate(handle, before)
                os.fsync(handle)
                raise
        finally:
            os.close(handle)
        if new:
            sync(path.parent)


def new_beside(path: Path) -> Path:
    """A name beside a file that no other writer uses."""
    return path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}{PART}")


def aside_of(path: Path, *, ending: str = "") -> Path:
    """Where a damaged file, or a part of it, is set aside: "corrections.damaged-20261125-101112.jsonl"."""
    stem = f"{path.stem}.damaged-{datetime.now().strftime(_STAMP)}"
    ending = ending or path.suffix
    names = (path.with_name(stem + (f"-{n}" if n else "") + ending) for n in range(1000))
    return next(p for p in names if not os.path.lexists(p))


def sync(path: Path) -> None:
    """Have what is in a file on disk, or the names that are in a folder."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_there(path: Path) -> bool:
    """Whether a path names a file; False for nothing. OSError where that can't be told, or it is no file."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            raise
        return False
    if not stat.S_ISREG(mode):
        raise OSError(errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL, "it is no file", str(path))
    return True
