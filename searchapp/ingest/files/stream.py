"""A long text as it is read: in lines, or in blocks of its characters; never more of it than a line or a block.

Must not know what the text means.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from typing import TypeVar

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import binary_reason, wide_codec
from searchapp.ingest.files.encoding_guess import guess

_SAMPLE = 2**16
T = TypeVar("T")


def narrow(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks in an encoding whose line ends are single bytes; raises IngestError for a binary file."""
    head = next(blocks, b"")
    if reason := binary_reason(head[:_SAMPLE]):
        raise IngestError(reason)
    if not (wide := wide_codec(head[:_SAMPLE])):
        yield head
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(wide)("replace")
    yield decoder.decode(head).encode("utf-8", "replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def lines_of(blocks: Iterator[bytes], *, longest: int) -> Iterator[bytes | None]:
    """The lines without their ends; None for one that has more bytes than `longest`."""
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        *ended, rest = block.split(b"\n")
        for end in ended:
            yield None if size + len(end) > longest else b"".join([*parts, end])
            parts, size = [], 0
        size += len(rest)
        if size > longest:
            parts = []  # the rest of a giant line is counted, not kept
        else:
            parts.append(rest)
    if size:
        yield None if size > longest else b"".join(parts)


def characters(blocks: Iterator[bytes]) -> Iterator[str]:
    """The text in blocks, without a byte-order mark; raises IngestError for a binary file.

    It is UTF-8 as long as it can be, and else, from its first letter that is not ASCII, what its letters say.
    """
    plain = True
    decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")("strict")
    first = True
    for block in narrow(blocks):
        try:
            text = decoder.decode(block)
        except UnicodeDecodeError:
            kept = decoder.getstate()[0]
            decoder = _other(kept + block) if plain else codecs.getincrementaldecoder("utf-8")("replace")
            text = decoder.decode(kept + block)
        plain = plain and text.isascii()
        yield text.removeprefix("\ufeff") if first else text
        first = first and not text
    try:
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        yield "\ufffd"


def _other(sample: bytes) -> codecs.IncrementalDecoder:
    """A decoder for text that is not whole UTF-8: an old encoding, or UTF-8 with a few bad bytes."""
    text = sample[:_SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return codecs.getincrementaldecoder("utf-8" if good > bad else guess(sample[:_SAMPLE]))("replace")


def lines_with_ends(texts: Iterator[str], *, longest: int) -> Iterator[str]:
    """The lines of a text, each with one "\\n" whatever ended it; raises IngestError for a longer one."""
    held = ""
    for text in texts:
        held += text
        late = held.endswith("\r")  # the other half of its line end may be in the next block
        whole = held[:-1] if late else held
        *lines, held = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        held += "\r" if late else ""
        for line in lines:
            yield line + "\n"
        if len(held) > longest:
            raise IngestError(f"a line is longer than {longest:,} characters")
    if held:
        yield held.removesuffix("\r") + "\n"


def beginning(
    items: Iterator[T], most: int, weight: Callable[[T], int] = lambda item: 1
) -> tuple[list[T], Iterator[T]]:
    """The first items, up to a weight of all together, and the whole of them again.

    An IngestError that comes among the first is raised after them, unless there are none.
    """
    first: list[T] = []
    weighed = 0
    fault: IngestError | None = None
    try:
        for item in items:
            first.append(item)
            weighed += weight(item)
            if weighed >= most:
                break
    except IngestError as error:
        if not first:
            raise
        fault = error

    def whole() -> Iterator[T]:
        yield from first
        if fault:
            raise fault
        yield from items

    return first, whole()
