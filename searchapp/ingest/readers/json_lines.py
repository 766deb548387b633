"""Reader for JSON Lines: one object a line, one story a line, read as a stream.

A bad line is a Failure and the next is read. Never holds more than one line. What is called so and is a list, or
objects spread over lines, is read all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from searchapp.errors import IngestError
from searchapp.ingest.columns.json_values import values
from searchapp.ingest.columns.record import Tally, told_by
from searchapp.ingest.columns.state import is_command, left_out
from searchapp.ingest.files.encoding import decode_part
from searchapp.ingest.files.safe_open import MEGABYTE, STREAM_CAP, read_blocks
from searchapp.ingest.files.stream import characters, lines_of, narrow
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.json_object import DECODER, parse_object
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_defaults
from searchapp.ingest.readers.json_document import read_records
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, LeftOut, Remark, Source
from searchapp.model import Story

LINE_CAP = 64 * MEGABYTE
ORIGIN = "given"


def read_jsonl(source: Source) -> Iterator[Item]:
    """Each line as a story or a Failure; raises IngestError for a file that is no text.

    What the file's sidecar says stands for every story that does not say it itself.
    """
    blocks = narrow(read_blocks(source, cap=STREAM_CAP))
    head = next(blocks, b"")
    if _is_spread(decode_part(head)):
        text = characters(chain([head], blocks))
        yield from read_records(source, (one.value for one in values(text, longest=LINE_CAP)))
        return
    defaults = read_defaults(source)
    if isinstance(defaults, Failure):
        yield defaults
        defaults = None
    number = 0
    tally = Tally()
    try:
        for number, line in enumerate(lines_of(chain([head], blocks), longest=LINE_CAP), start=1):
            if line is None:
                reason = f"the line is longer than {LINE_CAP // MEGABYTE} MB"
                yield Failure(source.name, f"line {number}", reason)
            elif (written := decode_part(line).strip()) and (
                item := _story(source, number, written, defaults, tally)
            ):
                yield item
    except IngestError as error:
        yield Failure(source.name, f"line {number + 1}" if number else "", error.message)
    if not tally.is_plain:
        yield Remark(source.name, tally.said())


def _is_spread(head: str) -> bool:
    """Whether a file that begins so is a list of objects, or of objects that have several lines each."""
    head = head.lstrip()
    line, _, _ = head.partition("\n")
    try:
        if head.startswith("["):
            value, _ = DECODER.raw_decode(head, 1 + len(head[1:]) - len(head[1:].lstrip()))
            return isinstance(value, dict)
        value, end = DECODER.raw_decode(head)
        return isinstance(value, dict) and end > len(line)
    except (ValueError, RecursionError):
        return False


def _story(
    source: Source, number: int, written: str, defaults: Fields | None, tally: Tally
) -> Story | Failure | LeftOut | None:
    try:
        record = parse_object(written)
        if is_command(record):
            return None
        if why := left_out(record):
            return LeftOut(f"{source.name}#{number}", why)
        told = told_by(record, source.choices.columns, origin=ORIGIN)
    except IngestError as error:
        hint = "; JSON Lines wants each story on a line of its own" if written in {"[", "{"} else ""
        return Failure(source.name, f"line {number}", error.message + hint)
    tally.note(told, record)
    return make_story(
        told.text,
        (told.fields, defaults) if defaults else (told.fields,),
        source=f"{source.name}#{number}",
        id_from_content=True,
        doubts=(*told.doubts, *doubts_of(told.text)),
    )
