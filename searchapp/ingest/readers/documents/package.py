"""The parts of a document that is a ZIP of XML (DOCX, ODT), opened as what may be hostile.

A part is read up to a cap, and a DTD that declares entities is refused. Must not know what the XML means.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from searchapp.errors import IngestError
from searchapp.ingest.files.safe_open import BOMB_RATIO, MEGABYTE, read_bytes
from searchapp.ingest.source import Source

SIZE_CAP = 256 * MEGABYTE
PART_CAP = 64 * MEGABYTE
_BOMB_FLOOR = 4 * MEGABYTE
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)

Part = Callable[[str], Any]
"""The root of a part's XML by its name in the package; None where there is no such part."""


def read_whole(source: Source) -> bytes:
    """A file's bytes; raises IngestError where there are none, or too many."""
    data = read_bytes(source, cap=SIZE_CAP)
    if not data.strip():
        raise IngestError("the file is empty")
    return data


def open_package(data: bytes) -> tuple[Part, frozenset[str]]:
    """How to get at the parts of a package and their names; raises IngestError where it is none, or locked."""
    if data.startswith(_OLD):
        raise IngestError(_old_reason(data))
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        names = frozenset(package.namelist())
    except _BROKEN as error:
        raise IngestError("damaged, or not a document of this kind") from error
    return (lambda name: _root(package, name, names)), names


def parse_xml(data: bytes) -> Any:
    """The root of a document of XML; raises IngestError for what is none, nests too deep or declares entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise IngestError(f"damaged: its XML can't be read ({str(error)[:120]})") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise IngestError("its XML declares entities, as no program that writes documents does: taken for a bomb")
    return root


def local(element: Any) -> str:
    """An element's name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """The value of an attribute by its name without namespace; "" where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def number(written: str) -> int | None:
    """A whole number as an attribute has it; None where there is none, or one that no document means."""
    return int(written) if written.isdecimal() and len(written) < 8 else None


def children(element: Any, name: str) -> Iterator[Any]:
    """The elements of a name right within another, where that is there."""
    return (inner for inner in (() if element is None else element) if local(inner) == name)


def child(element: Any, *path: str) -> Any:
    """The first element at a path of names below another; None where there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def _root(package: zipfile.ZipFile, name: str, names: frozenset[str]) -> Any:
    if name not in names:
        return None
    try:
        part = package.getinfo(name)
        if part.flag_bits & 1:
            raise IngestError("encrypted: it opens only with a password; save it without one")
        if part.file_size > PART_CAP:
            raise IngestError(f"its part {name} has {part.file_size:,} bytes, and at most {PART_CAP:,} are read")
        if part.file_size > max(_BOMB_FLOOR, BOMB_RATIO * part.compress_size):
            raise IngestError(f"its part {name} unpacks to {BOMB_RATIO} times its size: taken for a bomb")
        data = package.read(part)
    except _BROKEN as error:
        raise IngestError(f"damaged: its part {name} can't be read") from error
    return parse_xml(data)


def _old_reason(data: bytes) -> str:
    if _LOCKED in data:
        return "encrypted: it opens only with a password; save it without one"
    return "a document of old Word (.doc), whatever its name: save it as .docx"
