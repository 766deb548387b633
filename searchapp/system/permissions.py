"""Who may change a file: what others can write, others can make say anything. It must not know what files hold."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from searchapp.errors import IndexRefused

_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def refuse_strangers(paths: Iterable[Path], *, mend: str) -> None:
    """Raise IndexRefused where another user owns one of these paths, or others than its owner may write it.

    `mend` is the command that takes that right away. A file that is not there is nobody's.
    """
    me = os.geteuid()
    for path in paths:
        try:
            found = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        if found.st_uid not in (me, 0):
            raise IndexRefused(
                f"{path} belongs to another user, who could change what it says.",
                hint="Build an index of your own, or serve it as that user.",
            )
        sticky = stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX  # others may add, but not replace
        if found.st_mode & _OTHERS and not sticky:
            who = "every user" if found.st_mode & stat.S_IWOTH else "other users of its group"
            raise IndexRefused(
                f"{path} can be written by {who}, who could change what it says.",
                hint=f"Take that right away: {mend}",
            )


def make_folder(path: Path) -> None:
    """Make a folder, with those above it, that its user alone may write, whatever the umask is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o755, exist_ok=True)


def keep_to_oneself(path: Path) -> None:
    """Let nobody else write a file or folder of one's own."""
    found = path.stat()
    if found.st_mode & _OTHERS and found.st_uid == os.geteuid():
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def let_in_readers(folder: Path, like: Path) -> None:
    """Let those enter a folder who may read a file, and no one else."""
    readers = like.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
    folder.chmod(stat.S_IRWXU | readers | readers >> 2)
