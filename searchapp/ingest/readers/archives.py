"""Readers for ZIP and tar: each file in them is read by its suffix, as those in a folder are.

An archive is read as a stream, one member unpacked at a time. What can't be is a Failure under its own name, and
the rest is read.
"""

from __future__ import annotations

import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO, NamedTuple

from searchapp.errors import IngestError
from searchapp.ingest.files.containers import (
    Blocks,
    Readable,
    as_container,
    count_member,
    emptied,
    member_of,
    named_in,
    own_folder,
    place_of,
    plain_blocks,
    refuse_used_up,
    seekable,
    unpack_to,
)
from searchapp.ingest.files.discovery import format_of, sort_members
from searchapp.ingest.files.encoding_guess import other_script
from searchapp.ingest.files.safe_open import MEGABYTE, opened
from searchapp.ingest.formats import BY_SUFFIX
from searchapp.ingest.metadata.sidecar import ENDING, stems, with_defaults
from searchapp.ingest.source import Failure, Item, Reader, Source

_DIRECTORY_CAP = 512 * MEGABYTE
_END_WITHIN = 2**16 + 200
"""Bytes at the end of a ZIP that say how large its directory is."""
_IN_ZIP64 = 2**32 - 1
_SIDECAR_CAP = 4 * MEGABYTE
_EXTENSION_CAP = MEGABYTE
_OUT = "its path leads out of the archive"
_LINK = "a link, which is not followed"
_SPECIAL = "not a regular file (a pipe, a socket or a device)"
_TWICE = "another file of the same name follows in the archive, and that one is read"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_AES = 99
_NAMES_TOLD_BY = 2_000
_BROKEN = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError),
)
"""What zipfile and tarfile raise on archives that they do not expect."""


class Member(NamedTuple):
    """A file in an archive: its place there, how it is opened, and its size as it is packed."""

    place: str
    open: Callable[[], Readable]
    packed: int | None = None


# -- ZIP --------------------------------------------------------------------------------------------------


def read_zip(source: Source, members: Reader) -> Iterator[Item]:
    """What lies in a ZIP, in the order of names; raises IngestError for what is none."""
    return with_defaults(source, _read_zip(as_container(source), members))


def _read_zip(source: Source, members: Reader) -> Iterator[Item]:
    with open_zip(source) as (archive, found, failures):
        yield from failures
        yield from _by_name(source, archive, found, members)


@contextmanager
def open_zip(source: Source) -> Iterator[tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo], list[Failure]]]:
    """A ZIP with the files in it that can be read, by place, and the others; raises IngestError without any."""
    with seekable(source) as plain, opened(plain) as file:
        try:
            _refuse_giant(file)
            archive = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise IngestError(f"damaged, or not a ZIP file: {error}") from error
        with archive:
            found: dict[str, zipfile.ZipInfo] = {}
            failures: list[Failure] = []
            codec = _codec_of_names(archive.infolist())
            for info in archive.infolist():
                count_member(source)
                place, why = _zip_place(info, codec)
                if info.is_dir():
                    continue
                if not why:
                    why = _TWICE if place in found else ""
                    found[place] = info
                if why:
                    failures.append(Failure(named_in(source, place), "", why))
            if not found and not failures:
                raise IngestError("there is no file in it")
            yield archive, found, failures


def _refuse_giant(file: BinaryIO) -> None:
    """Refuse a directory that would take all memory; where there is none, zipfile says so."""
    file.seek(max(0, file.seek(0, SEEK_END) - _END_WITHIN))
    tail = file.read()
    sizes = [struct.unpack_from("<I", tail, at + 12)[0] for at in [tail.rfind(b"PK\5\6")] if at >= 0]
    sizes += [struct.unpack_from("<Q", tail, at + 40)[0] for at in [tail.rfind(b"PK\6\6")] if at >= 0]
    if any(_DIRECTORY_CAP < size != _IN_ZIP64 for size in sizes):
        raise IngestError("it says that it holds more files than can be read: split it")


def _zip_place(info: zipfile.ZipInfo, codec: str) -> tuple[str, str]:
    """The place of a member, and why it is not read, if so."""
    name = _name_of(info, codec)
    place = place_of(name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if not place:
        return name, _OUT
    if kind == stat.S_IFLNK:
        return place, _LINK
    if kind not in (0, stat.S_IFREG):
        return place, _SPECIAL
    if info.flag_bits & 1 or info.compress_type == _AES:
        return place, "encrypted: unpack it with its password, then read the folder"
    if info.compress_type not in _METHODS:
        return (
            place,
            f"packed in a way that is not read (method {info.compress_type}): unpack it, then read the folder",
        )
    return place, ""


def _name_of(info: zipfile.ZipInfo, codec: str) -> str:
    """A member's name; what old programs wrote without a mark is mostly UTF-8, else in `codec` if that is told."""
    raw = _unmarked(info)
    for encoding in ("utf-8", codec):
        try:
            return raw.decode(encoding) if raw and encoding else info.filename
        except UnicodeError:
            continue
    return info.filename


def _unmarked(info: zipfile.ZipInfo) -> bytes:
    """A name as it was written, where it does not say in which encoding."""
    try:
        return b"" if info.flag_bits & 0x800 else info.filename.encode("cp437")
    except UnicodeError:
        return b""


def _codec_of_names(members: Sequence[zipfile.ZipInfo]) -> str:
    """The encoding of another script than Latin that the names in a ZIP are surely in; "" where none is."""
    written = [name for name in map(_unmarked, members[:_NAMES_TOLD_BY]) if not name.isascii()]
    return other_script(b"\n".join(name for name in written if not _is_utf8(name)))


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _by_name(
    source: Source, archive: zipfile.ZipFile, found: dict[str, zipfile.ZipInfo], members: Reader
) -> Iterator[Item]:
    stories, left_out = sort_members(found, BY_SUFFIX.keys())
    yield from (replace(left, name=named_in(source, left.name)) for left in left_out)
    with own_folder() as own:
        for place in stories:
            with emptied(own) as folder:
                for name, ending in _sidecars(place):
                    if name in found:
                        yield from _unpacked(source, folder, _packed(archive, name, found[name]), ending)
                yield from _read_member(source, folder, _packed(archive, place, found[place]), members)


def _packed(archive: zipfile.ZipFile, place: str, info: zipfile.ZipInfo) -> Member:
    return Member(place, partial(archive.open, info), info.compress_size)


# -- tar --------------------------------------------------------------------------------------------------


def read_tar(source: Source, members: Reader) -> Iterator[Item]:
    """What lies in a tar, packed or not, in its own order; raises IngestError for what is none.

    It is gone through twice: which file is no story, or has a sidecar, the names beside it tell.
    """
    return with_defaults(source, _read_tar(as_container(source), members))


def _read_tar(source: Source, members: Reader) -> Iterator[Item]:
    with own_folder() as kept:
        listed = _listed(source, kept)
        if not listed.last and not listed.seen:
            raise listed.fault or IngestError("there is no file in it")
        stories, left_out = sort_members(listed.last, BY_SUFFIX.keys())
        yield from (replace(left, name=named_in(source, left.name)) for left in left_out)
        yield from _in_order(source, listed, {listed.last[place] for place in stories}, members)
        if listed.fault:
            raise listed.fault


class _Listed(NamedTuple):
    """A tar gone through once: how many members it has, the last of each name, where its sidecars are kept."""

    seen: int
    last: dict[str, int]
    sidecars: dict[str, Path]
    fault: IngestError | None


def _listed(source: Source, kept: Path) -> _Listed:
    seen = 0
    last: dict[str, int] = {}
    sidecars: dict[str, Path] = {}
    try:
        for info, file in _tar_members(source):
            count_member(source)
            place = place_of(info.name)
            if file and place:
                last[place] = seen
                if place.endswith(ENDING) and info.size <= _SIDECAR_CAP:
                    sidecars[place] = kept / str(seen)
                    unpack_to(sidecars[place], file, source)
            seen += 1
    except IngestError as error:
        return _Listed(seen, last, sidecars, error)
    return _Listed(seen, last, sidecars, None)


def _in_order(source: Source, listed: _Listed, stories: set[int], members: Reader) -> Iterator[Item]:
    with own_folder() as own:
        for number, (info, file) in enumerate(islice(_tar_members(source), listed.seen)):
            place = place_of(info.name)
            if info.isdir():
                continue
            if why := _not_read(info, place) or (_TWICE if listed.last.get(place or "") != number else ""):
                yield Failure(named_in(source, place or info.name), "", why)
            elif place and file and number in stories:
                with emptied(own) as folder:
                    for name, ending in _sidecars(place):
                        if name in listed.sidecars:
                            (folder / f"member{ending}").write_bytes(listed.sidecars[name].read_bytes())
                    yield from _read_member(source, folder, Member(place, partial(_same, file)), members)


def _not_read(info: tarfile.TarInfo, place: str | None) -> str:
    """Why a member is not read, if so."""
    if not place:
        return _OUT
    if info.issym() or info.islnk():
        return _LINK
    return "" if info.isreg() else _SPECIAL


def _same(file: Readable) -> Readable:
    return file


def _tar_members(source: Source) -> Iterator[tuple[tarfile.TarInfo, Readable | None]]:
    """Each member with its content, if it is a regular file; raises IngestError where the archive is damaged."""
    faults: list[str] = []
    stream = Blocks(plain_blocks(source))
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_header(faults)) as archive:  # type: ignore[call-overload]
            while (info := archive.next()) is not None:
                yield info, archive.extractfile(info) if info.isreg() else None
                archive.members.clear()
    except _BROKEN as error:
        raise IngestError(f"damaged, or not a tar file: {error}") from error
    if faults:
        raise IngestError(f"damaged: {faults[0]}; what follows is not read")


def _header(faults: list[str]) -> type[tarfile.TarInfo]:
    """How a member's header is read: faults that tarfile takes for the archive's end are noted."""

    class Header(tarfile.TarInfo):
        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Header:
            try:
                header = super().frombuf(buf, encoding, errors)
            except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
                faults.append(str(error))
                raise
            if not (header.isreg() or header.isdir()) and header.size > _EXTENSION_CAP:
                raise IngestError("damaged: the name of a file is longer than a megabyte")
            return header

    return Header


# -- both -------------------------------------------------------------------------------------------------


def _sidecars(place: str) -> Iterator[tuple[str, str]]:
    """Where the sidecar of a member may lie, and what is put after the name of its file here."""
    folder, slash, file = place.rpartition("/")
    own = "member" + format_of(file)
    for theirs, ours in zip(stems(file), stems(own), strict=False):
        yield folder + slash + theirs + ENDING, ours.removeprefix("member") + ENDING


def _read_member(source: Source, folder: Path, member: Member, members: Reader) -> Iterator[Item]:
    """Unpack a story's file beside its sidecar, and read it; raises IngestError where the container is used up."""
    refuse_used_up(source)
    ending = format_of(member.place)
    yield from (failures := list(_unpacked(source, folder, member, ending)))
    if not failures:
        yield from members(member_of(source, member.place, folder / f"member{ending}"))


def _unpacked(source: Source, folder: Path, member: Member, ending: str) -> Iterator[Failure]:
    """Put a member into a file of ours; a Failure where it can't be."""
    path = folder / f"member{ending}"
    try:
        unpack_to(path, member.open(), source, packed=member.packed)
    except IngestError as error:
        yield Failure(named_in(source, member.place), "", error.message)
    except _BROKEN as error:
        path.unlink(missing_ok=True)
        yield Failure(named_in(source, member.place), "", f"damaged, can't be unpacked: {error}")
