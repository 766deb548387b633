"""Paths a user names -> the sources in them, in one order on every machine.

Must not read a file's content. Links that leave the archive, pipes and devices are reported, not followed.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from searchapp.ingest.opening import reason_of
from searchapp.ingest.source import Failure, Source

NOT_STORIES = frozenset({"readme", "changelog", "license"})
_OUT = "a link that leads out of the archive is not followed"
_SPECIAL = "not a regular file (a pipe, a socket or a device)"
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def format_of(name: str) -> str:
    """The suffix that decides the reader: ".txt", or ".txt.gz" for a compressed one; "" without any."""
    stem, suffix = os.path.splitext(name.rpartition("/")[2].lower())
    return os.path.splitext(stem)[1] + suffix if suffix == ".gz" else suffix


def find_sources(paths: Sequence[Path], formats: Collection[str]) -> tuple[list[Source], list[Failure]]:
    """All sources under `paths` whose format is one of `formats`, and what was refused on the way.

    A file reached twice counts once. Two archives with the same name in them: the later name gets its
    folder's name before it.
    """
    sources: dict[str, Source] = {}
    failures: list[Failure] = []
    reached: set[Path] = set()
    for path in paths:
        for found in _named(path, formats):
            if isinstance(found, Failure):
                failures.append(found)
                continue
            real = found.path.resolve() if found.path.is_symlink() else found.path
            if real in reached:
                continue
            reached.add(real)
            name = _free_name(found, sources)
            sources[name] = Source(found.path, name)
    return list(sources.values()), failures


def safe_name(name: str) -> str:
    """The name as text that can be printed, stored and hashed anywhere: NFC, odd characters spelled out."""
    if name.isascii() and name.isprintable():
        return name
    return "".join(_spelled(c) for c in unicodedata.normalize("NFC", name))


def _spelled(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte of a name that is not UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    if unicodedata.category(character) in _UNSEEN_CATEGORIES or character in _BIDI:
        return character.encode("unicode_escape").decode("ascii")
    return character


def _free_name(source: Source, taken: Collection[str]) -> str:
    if source.name not in taken:
        return source.name
    root = source.path.parents[source.name.count("/")].name
    longer = f"{safe_name(root) or 'archive'}/{source.name}"
    name, number = longer, 2
    while name in taken:
        name, number = f"{number}/{longer}", number + 1
    return name


def _named(path: Path, formats: Collection[str]) -> Iterator[Source | Failure]:
    shown = safe_name(str(path))
    try:
        real = path.resolve()
        mode = real.stat().st_mode
    except FileNotFoundError:
        yield Failure(shown, "", "there is no such file or folder")
        return
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the path; a loop of links
        yield Failure(shown, "", reason_of(error) if isinstance(error, OSError) else str(error))
        return
    if stat.S_ISDIR(mode):
        yield from sorted(_within(real, formats), key=lambda found: found.name)
    elif not stat.S_ISREG(mode):
        yield Failure(shown, "", _SPECIAL)
    elif format_of(path.name) not in formats:
        known = ", ".join(sorted(f for f in formats if not f.endswith(".gz")))
        yield Failure(shown, "", f"not a kind of file that can be read; {known} can, and each with .gz")
    else:
        yield Source(real, safe_name(path.name))


def _within(root: Path, formats: Collection[str]) -> Iterator[Source | Failure]:
    folders = [(root, "")]
    links: list[Source] = []
    real: set[Path] = set()
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            yield Failure(safe_name(prefix.rstrip("/")) or safe_name(folder.name), "", reason_of(error))
            continue
        for entry in entries:
            path, name = folder / entry.name, safe_name(prefix + entry.name)
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                found = _linked(path, name, root, formats)
                if isinstance(found, Failure):
                    yield found
                elif found:
                    links.append(found)
            elif entry.is_dir(follow_symlinks=False):
                folders.append((path, f"{prefix}{entry.name}/"))
            elif not entry.is_file(follow_symlinks=False):
                yield Failure(name, "", _SPECIAL)
            elif _is_story(entry.name, formats):
                real.add(path)
                yield Source(path, name)
    for link in sorted(links, key=lambda source: source.name):
        if (target := link.path.resolve()) not in real:  # else it is found under its own name
            real.add(target)
            yield link


def _linked(path: Path, name: str, root: Path, formats: Collection[str]) -> Source | Failure | None:
    try:
        target = path.resolve()
        if not target.is_relative_to(root):
            return Failure(name, "", _OUT)
        mode = target.stat().st_mode
    except (OSError, RuntimeError):
        return Failure(name, "", "a link that leads nowhere")
    if stat.S_ISDIR(mode):
        return None  # within the archive: its files are found where they are
    if not stat.S_ISREG(mode):
        return Failure(name, "", _SPECIAL)
    return Source(path, name) if _is_story(path.name, formats) else None


def _is_story(name: str, formats: Collection[str]) -> bool:
    stem = name.partition(".")[0]
    return format_of(name) in formats and not name.startswith("README") and stem.lower() not in NOT_STORIES
