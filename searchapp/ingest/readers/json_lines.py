"""Reader for JSON Lines: one object a line, one story a line, read as a stream.

A bad line is a Failure and the next is read. Never holds more than one line.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import binary_reason, decode_part, wide_codec
from searchapp.ingest.files.safe_open import MEGABYTE, STREAM_CAP, read_blocks
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.json_object import fields_of, parse_object, text_of
from searchapp.ingest.metadata.mending import mended
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_defaults
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, Source
from searchapp.model import Story

LINE_CAP = 64 * MEGABYTE
ORIGIN = "given"


def read_jsonl(source: Source) -> Iterator[Item]:
    """Each line as a story or a Failure; raises IngestError for a file that is no text.

    What the file's sidecar says stands for every story that does not say it itself.
    """
    defaults = read_defaults(source)
    if isinstance(defaults, Failure):
        yield defaults
        defaults = None
    number = 0
    try:
        for number, line in enumerate(_lines(_narrow(read_blocks(source, cap=STREAM_CAP))), start=1):
            if line is None:
                reason = f"the line is longer than {LINE_CAP // MEGABYTE} MB"
                yield Failure(source.name, f"line {number}", reason)
            elif written := decode_part(line).strip():
                yield _story(source.name, number, written, defaults)
    except IngestError as error:
        yield Failure(source.name, f"line {number + 1}" if number else "", error.message)


def _story(name: str, number: int, written: str, defaults: Fields | None) -> Story | Failure:
    try:
        record = parse_object(written)
        text, fields = text_of(record), fields_of(record, origin=ORIGIN)
    except IngestError as error:
        hint = "; JSON Lines wants each story on a line of its own" if written in {"[", "{"} else ""
        return Failure(name, f"line {number}", error.message + hint)
    text, layers, twice = mended(text, (fields, defaults) if defaults else (fields,))
    doubts = (*doubts_of(text), *twice)
    return make_story(text, layers, source=f"{name}#{number}", id_from_content=True, doubts=doubts)


def _narrow(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks in an encoding whose line ends are single bytes; raises IngestError for a binary file."""
    head = next(blocks, b"")
    if reason := binary_reason(head[:65536]):
        raise IngestError(reason)
    if not (wide := wide_codec(head[:65536])):
        yield head
        yield from blocks
        return
    decoder = codecs.getincrementaldecoder(wide)("replace")
    yield decoder.decode(head).encode("utf-8")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8")
    yield decoder.decode(b"", final=True).encode("utf-8")


def _lines(blocks: Iterator[bytes]) -> Iterator[bytes | None]:
    """The lines without their ends; None for one that is longer than the cap."""
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        *ended, rest = block.split(b"\n")
        for end in ended:
            yield None if size + len(end) > LINE_CAP else b"".join([*parts, end])
            parts, size = [], 0
        size += len(rest)
        if size > LINE_CAP:
            parts = []  # the rest of a giant line is counted, not kept
        else:
            parts.append(rest)
    if size:
        yield None if size > LINE_CAP else b"".join(parts)
