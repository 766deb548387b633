"""What all files of files share: what they may unpack to, where that is put, and how what lies in them is named.

Every member goes into a private temporary file under a name of ours, so no path in an archive leads anywhere.
Must not know how an archive is packed, or what a member is.
"""

from __future__ import annotations

import bz2
import lzma
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from searchapp.errors import IngestError
from searchapp.ingest.files.discovery import safe_name
from searchapp.ingest.files.safe_open import (
    BOMB_FLOOR,
    BOMB_RATIO,
    MEGABYTE,
    STREAM_CAP,
    read_blocks,
    size_of,
)
from searchapp.ingest.source import Allowance, Source

MOST_DEPTH = 3
MOST_MEMBERS = 1_000_000
TOTAL_CAP = 64 * 1024 * MEGABYTE
_XZ_MEMORY = 256 * MEGABYTE
_RATIO = f"more than {BOMB_RATIO} times its size, or than is read at all: taken for a decompression bomb"
_DRIVE = re.compile(r"[A-Za-z]:")


class Readable(Protocol):
    """What gives the next bytes of a member."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, none at the end."""
        ...


def as_container(source: Source) -> Source:
    """The source with what it may unpack to; raises IngestError where it lies too deep to be opened."""
    if source.depth >= MOST_DEPTH:
        raise IngestError(f"lies in {source.depth} files, one in the other, and at most {MOST_DEPTH} are opened")
    if source.allowance:
        return source
    size = min(TOTAL_CAP, max(BOMB_FLOOR, BOMB_RATIO * size_of(source)))
    return replace(source, allowance=Allowance(size, MOST_MEMBERS))


def named_in(source: Source, place: str) -> str:
    """The name of what lies at a place in a file: "2017.zip#may/vote.html", "box.mbox#17/report.pdf"."""
    return f"{source.name}{'/' if source.suffix else '#'}{safe_name(place)}"


def member_of(source: Source, place: str, path: Path, *, suffix: str = "") -> Source:
    """What lies at a place in a file and was unpacked to a path, as a source of its own."""
    name = named_in(source, place)
    return replace(source, path=path, name=name, suffix=suffix, depth=source.depth + 1)


def count_member(source: Source) -> None:
    """Count one more member of a container; raises IngestError where there were too many."""
    assert source.allowance is not None
    source.allowance.members -= 1
    if source.allowance.members < 0:
        raise IngestError(f"more than {MOST_MEMBERS:,} files in one: the rest is not read")


def refuse_used_up(source: Source) -> None:
    """Raise IngestError where a container, with all that it lies in, has unpacked to as much as it may."""
    assert source.allowance is not None
    if source.allowance.size <= 0:
        raise IngestError(f"unpacks to {_RATIO}; the rest is not read")


def unpack_to(path: Path, member: Readable, source: Source, *, packed: int | None = None) -> None:
    """Write a member of a container to a file of ours; raises IngestError where it unpacks to too much.

    `packed` is the size that it has in the container, where that is known.
    """
    assert source.allowance is not None
    most = STREAM_CAP if packed is None else min(STREAM_CAP, max(BOMB_FLOOR, BOMB_RATIO * packed))
    most = min(most, source.allowance.size)
    with open(path, "xb") as file:
        given = 0
        while block := member.read(MEGABYTE):
            given += len(block)
            source.allowance.size -= len(block)
            if given > most:
                raise IngestError(f"unpacks to {_RATIO}")
            file.write(block)


def place_of(written: str) -> str | None:
    """The path of a member in one form, with "/" between its parts; None for one that leads out of the archive."""
    path = written.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in {"", "."}]
    if path.startswith("/") or _DRIVE.match(path) or ".." in parts or "\0" in path:
        return None
    return "/".join(parts)


@contextmanager
def own_folder() -> Iterator[Path]:
    """A private temporary folder, gone afterwards with all that is in it."""
    with TemporaryDirectory(prefix="searchapp-") as folder:
        yield Path(folder)


@contextmanager
def emptied(folder: Path) -> Iterator[Path]:
    """A folder for one member after the other, empty again afterwards: to make one for each takes far longer."""
    try:
        yield folder
    finally:
        for path in folder.iterdir():
            path.unlink()


@contextmanager
def seekable(source: Source) -> Iterator[Source]:
    """The source as a plain file, gzip undone."""
    if not (source.suffix or source.name).lower().endswith(".gz"):
        yield source
        return
    with own_folder() as folder:
        unpack_to(folder / "plain", Blocks(read_blocks(source)), source)
        yield replace(source, path=folder / "plain", suffix=".plain")


def plain_blocks(source: Source) -> Iterator[bytes]:
    """The blocks of a container that is packed as a whole, unpacked, by what it is and not by what it is called.

    Raises IngestError where it can't go on.
    """
    raw = replace(source, suffix=".raw")
    head = next(read_blocks(raw, cap=TOTAL_CAP), b"")
    if head.startswith(b"\x1f\x8b"):
        return read_blocks(replace(source, suffix=".gz"), cap=TOTAL_CAP)
    if head.startswith(b"BZh"):
        return _unpacked(raw, bz2.BZ2Decompressor)
    if head.startswith(b"\xfd7zXZ"):
        return _unpacked(raw, _xz)
    return read_blocks(raw, cap=TOTAL_CAP)


def _xz() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)


def _unpacked(
    source: Source, decompressor: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]
) -> Iterator[bytes]:
    left = min(TOTAL_CAP, max(BOMB_FLOOR, BOMB_RATIO * size_of(source)))
    work = decompressor()
    try:
        for block in read_blocks(source, cap=TOTAL_CAP):
            while block or not work.needs_input:
                if work.eof:  # several packed files one after the other are one
                    if not block.strip(b"\0"):
                        break
                    work = decompressor()
                plain = work.decompress(block, MEGABYTE)
                block = work.unused_data if work.eof else b""
                left -= len(plain)
                if left < 0:
                    raise IngestError(f"unpacks to {_RATIO}")
                yield plain
                if work.eof and not block:
                    break
    except (OSError, ValueError, EOFError, lzma.LZMAError) as error:
        raise IngestError(f"damaged: {error}") from error
    if not work.eof:
        raise IngestError("the packed file is cut short")


class Blocks:
    """A stream of blocks as a file that is read forward: so many bytes, or a line, at a time."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._held = b""
        self._at = 0

    def read(self, size: int = MEGABYTE, /) -> bytes:
        """The next `size` bytes, fewer only at the end."""
        parts: list[bytes] = []
        while size > 0 and self._fill():
            part = self._held[self._at : self._at + size]
            self._at += len(part)
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def readline(self, most: int) -> bytes:
        """The next line with its end, or the next `most` bytes of a longer one; b"" at the end."""
        parts: list[bytes] = []
        while most > 0 and self._fill():
            end = self._held.find(b"\n", self._at, self._at + most)
            stop = end + 1 if end >= 0 else min(len(self._held), self._at + most)
            parts.append(self._held[self._at : stop])
            most -= stop - self._at
            self._at = stop
            if end >= 0:
                break
        return b"".join(parts)

    def _fill(self) -> bool:
        while self._at >= len(self._held):
            block = next(self._blocks, None)
            if block is None:
                return False
            self._held, self._at = block, 0
        return True
