"""The records of a WARC file, one after the other as a stream. Knows the format, not what is wanted of it.

Written out here because the libraries for it read lines and chunks of any length into memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from searchapp.errors import IngestError
from searchapp.ingest.files.containers import Blocks
from searchapp.ingest.files.safe_open import MEGABYTE

_LINE_CAP = 2**16
_MOST_HEADERS = 500
_BEGINS = b"WARC/"


class Block:
    """The content of one record, to be read forward, and never beyond its end."""

    def __init__(self, stream: Blocks, size: int) -> None:
        self._stream = stream
        self.left = size

    def read(self, size: int, /) -> bytes:
        """The next bytes, fewer at the end."""
        part = self._stream.read(min(size, self.left))
        self.left -= len(part)
        return part

    def readline(self) -> bytes:
        """The next line, or as much of it as is taken for one."""
        line = self._stream.readline(min(_LINE_CAP, self.left))
        self.left -= len(line)
        return line

    def skip(self) -> bool:
        """Go to the end; whether that was there."""
        while self.left and self.read(MEGABYTE):
            pass
        return not self.left


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its headers by lower-case name, and its block, which stands before the next record is asked for.

    Of an answer over HTTP `status` and `http` were read off the block; else they are 0 and empty.
    """

    headers: Mapping[str, str]
    block: Block
    status: int = 0
    http: Mapping[str, str] | None = None

    @property
    def kind(self) -> str:
        """What the record is: "response", "revisit", …"""
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """The address that was captured."""
        return self.headers.get("warc-target-uri", "").strip("<> ")


def records(stream: Blocks) -> Iterator[Record]:
    """The records of a file; raises IngestError for what is no WARC, and where it is damaged, after the last one.

    Where a record's length is wrong, the next that begins as one does is read on from.
    """
    fault = ""
    number = 0
    while line := stream.readline(_LINE_CAP):
        if not line.strip():
            continue
        if not line.startswith(_BEGINS):
            if not number:
                raise IngestError("not a WARC file: it begins with no record")
            fault = fault or f"damaged after record {number}: not all captures could be read"
            continue
        number += 1
        headers = read_headers(lambda: stream.readline(_LINE_CAP))
        size = headers.get("content-length", "")
        if not (size.isascii() and size.isdecimal() and len(size) < 20):
            fault = fault or f"damaged: record {number} does not say how long it is"
            continue
        block = Block(stream, int(size))
        yield _with_http(headers, block)
        if not block.skip():
            fault = fault or f"cut short within record {number}"
    if not number:
        raise IngestError("not a WARC file: it has no record")
    if fault:
        raise IngestError(fault)


def _with_http(headers: Mapping[str, str], block: Block) -> Record:
    kind = headers.get("content-type", "").lower()
    if headers.get("warc-type", "").lower() not in {"response", "revisit"} or "http" not in kind:
        return Record(headers, block)
    words = block.readline().split(maxsplit=2)
    status = int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP") and words[1].isdigit() else 0
    return Record(headers, block, min(status, 999), read_headers(block.readline))


def read_headers(readline: Callable[[], bytes]) -> dict[str, str]:
    """The headers up to an empty line, the first of each name, in lower case."""
    found: dict[str, str] = {}
    last = ""
    for _ in range(_MOST_HEADERS):
        line = readline()
        if not line.strip():
            break
        written = line.decode("utf-8", "replace").strip("\r\n")
        if written[:1] in " \t" and last:
            found[last] = f"{found[last]} {written.strip()}"
            continue
        name, _, value = written.partition(":")
        last = name.strip().lower()
        found.setdefault(last, value.strip())
    return found
