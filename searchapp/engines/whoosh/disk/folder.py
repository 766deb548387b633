"""The folder of an index: whether it is ours, and what in it is. What is not is never written to or cleared away.

    index/LOCK                    says that the folder was made, or found empty, by the program: its mark
    index/<generation>/SEARCHAPP  the same, in every generation and every build
    index/NOTE                    what the last runs could not take

An index from before there were marks is known by its manifests. Must not know what the files say.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

from searchapp.errors import IndexRefused
from searchapp.text import wording

MARK = "SEARCHAPP"
MARK_LINE = "This folder was made by searchapp, which clears away what it no longer needs of it.\n"
_POINTERS = frozenset({"CURRENT", "CURRENT.new"})
LOCK = "LOCK"
NOTE = "NOTE"
_MEMORIES = ("found.sqlite3", "compared.sqlite3", ".searchapp.lock")
_NEUTRAL = frozenset({"README.md", ".gitignore", ".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"})
"""What a checkout, a desktop or a file system leaves in a folder; it stays as it is."""
_MANIFEST = "manifest.json"
_FOLDER = re.compile(r"(building-)?[0-9]{6}-[0-9a-f]{6}")
_FILE = re.compile(
    rf"_?MAIN[\w.-]*|part-[0-9]+|stories\.json|{re.escape(_MANIFEST)}|{MARK}|columns(/[\w.-]+\.bin)?"
)
"""The names in a build that died before it had a manifest."""
_MOST_NAMED = 3
_ELSEWHERE = "Name a new or empty folder for the index: --index DIR"


def refuse_foreign(directory: Path) -> None:
    """Raise IndexRefused, with the remedy, where a folder can't be an index or holds anything but one of ours.

    A folder that is not there yet, or is empty, may become one. Nothing is made or changed.
    """
    try:
        with os.scandir(directory) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        foreign = _foreign(directory, entries)
    except FileNotFoundError:
        if directory.is_symlink():
            raise IndexRefused(f"{directory} is a link that leads nowhere.", hint=_ELSEWHERE) from None
        return
    except NotADirectoryError:
        raise IndexRefused(f"{directory} is a file, or lies in one, and no folder.", hint=_ELSEWHERE) from None
    except OSError as error:
        raise IndexRefused(
            f"The index folder {directory} can't be looked into: {error.strerror}.", hint=_ELSEWHERE
        ) from error
    if foreign:
        raise IndexRefused(
            f"{directory} holds {wording.names(foreign, most=_MOST_NAMED)}, which is no part of an index of this"
            " program; nothing was touched.",
            hint=f"{_ELSEWHERE}; or move that out of it.",
        )


def mark(folder: Path) -> None:
    """Put the mark into the folder of a build that was just made."""
    (folder / MARK).write_text(MARK_LINE, encoding="ascii")


def is_index(folder: Path) -> bool:
    """Whether a folder is an index, or a part of one, of whatever version."""
    return _is_marked(folder) or (os.path.isfile(folder / "CURRENT") and any(map(is_ours, folder.glob("0*"))))


def is_ours(folder: Path) -> bool:
    """Whether a folder in an index is a generation or a build that we made, and nothing was put into it."""
    return not _strangers(folder)


def clear(folder: Path) -> None:
    """Clear a generation or build away, if it is ours."""
    if is_ours(folder):
        shutil.rmtree(folder, ignore_errors=True)


def _foreign(directory: Path, entries: list[os.DirEntry[str]]) -> list[str]:
    """What in a folder is no part of an index."""
    strangers = {entry.name: _strangers(directory / entry.name) for entry in entries}
    generations = [name for name, found in strangers.items() if not found and not name.startswith("building-")]
    known = bool(generations) or _is_marked(directory)

    def belongs(entry: os.DirEntry[str]) -> bool:
        name = entry.name
        if name in _NEUTRAL or not strangers[name]:
            return True
        if not entry.is_file(follow_symlinks=False):
            return False
        if name == MARK:
            return _is_mark(directory / MARK)
        if name == LOCK:
            return known or entry.stat(follow_symlinks=False).st_size == 0
        return name.startswith(_MEMORIES) or ((name in _POINTERS or name == NOTE) and known)

    return [stranger for entry in entries if not belongs(entry) for stranger in strangers[entry.name]]


def _strangers(folder: Path) -> list[str]:
    """What the program did not make: the folder itself, or what was put into one that it made."""
    if not _FOLDER.fullmatch(folder.name) or os.path.islink(folder) or not os.path.isdir(folder):
        return [_shown(folder.name)]
    there = sorted(
        (Path(inside) / name).relative_to(folder).as_posix()
        for inside, _, names in os.walk(folder)
        for name in names
    )
    row, marked = _manifest(folder), _is_marked(folder)
    files = row.get("files")
    if not isinstance(files, dict):
        return [] if marked or all(map(_FILE.fullmatch, there)) else [folder.name]
    made = row.get("engine") == "whoosh" and row.get("generation") == folder.name.removeprefix("building-")
    if not made and not marked:
        return [folder.name]
    # The list of a marked folder may be damaged, and a rebuild is what mends that.
    known = {*files, _MANIFEST, MARK, *(n for n in there if marked and _FILE.fullmatch(n))}
    return [_shown(f"{folder.name}/{name}") for name in there if name not in known]


def _is_marked(folder: Path) -> bool:
    return _is_mark(folder / LOCK) or _is_mark(folder / MARK)


def _is_mark(path: Path) -> bool:
    try:
        return not path.is_symlink() and path.read_bytes() == MARK_LINE.encode("ascii")
    except OSError:
        return False


def _manifest(folder: Path) -> dict[str, object]:
    try:
        row = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return row if isinstance(row, dict) else {}


def _shown(name: str) -> str:
    return name if name.isprintable() else ascii(name)
