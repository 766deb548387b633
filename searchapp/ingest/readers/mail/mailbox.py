"""Reader for mailboxes (mbox): a stream of mails, each read as one in a file of its own would be.

A line that begins with "From " stands before each; one in a text does too, where the program that wrote it took no
care. So such a line counts only with an empty line above it, a date in it, and a header below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from searchapp.errors import IngestError
from searchapp.ingest.files.containers import Blocks, as_container, count_member, emptied, member_of, own_folder
from searchapp.ingest.files.safe_open import MEGABYTE, STREAM_CAP, TEXT_CAP, read_blocks
from searchapp.ingest.metadata.sidecar import with_defaults
from searchapp.ingest.source import Failure, Item, Reader, Source

_LINE_CAP = MEGABYTE
_BETWEEN = re.compile(rb"From \S{1,400}\s.{0,200}\b\d{4}\b")
_TIME = re.compile(rb"\b\d{1,2}:\d\d\b|\b\d{4}-\d\d-\d\d")
_BETWEEN_FOR_SURE = re.compile(
    rb"From \S{1,400} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d"
    rb" (?:[+-]\d{4} )?\d{4}\s*"
)
"""As programs write it: such a line counts without an empty one above it, too."""
_HEADER = re.compile(rb">?[A-Za-z][A-Za-z0-9-]{0,80}:|>From ")
_ESCAPED = re.compile(rb">+From ")
_Mail = Iterator[bytes]


def read_mbox(source: Source, members: Reader) -> Iterator[Item]:
    """Each mail of a mailbox, and what came with it; raises IngestError for what is no mailbox."""
    return with_defaults(source, _read_mbox(as_container(source), members))


def _read_mbox(source: Source, members: Reader) -> Iterator[Item]:
    with own_folder() as own:
        for number, lines in enumerate(_mails(Blocks(read_blocks(source, cap=STREAM_CAP))), start=1):
            count_member(source)
            with emptied(own) as folder:
                path = folder / "mail.eml"
                size = _write(lines, path)
                mail = member_of(source, str(number), path, suffix=".eml")
                if size > TEXT_CAP:
                    yield Failure(mail.name, "", f"the mail has {size:,} bytes, and at most {TEXT_CAP:,} are read")
                else:
                    yield from members(mail)


def _write(lines: _Mail, path: Path) -> int:
    """Put a mail into a file of its own, up to the most that is read, and say how many bytes it has."""
    size = 0
    with open(path, "xb") as file:
        for line in lines:
            size += len(line)
            if size <= TEXT_CAP:
                file.write(line[1:] if _ESCAPED.match(line) else line)
    return size


def _mails(stream: Blocks) -> Iterator[_Mail]:
    """The lines of each mail, without those between mails; each has to be read before the next."""
    lines = _Lines(stream)
    while (first := lines.next()) is not None and not first.strip():
        pass
    if first is None or not _BETWEEN.match(first):
        raise IngestError("not a mailbox: it does not begin with a line “From ” that has a date")
    while not lines.ended:
        yield lines.mail()


def _may_part(line: bytes, *, empty_above: bool) -> bool:
    """Whether a line "From …" may stand between two mails, told from it and the line above."""
    if _BETWEEN_FOR_SURE.fullmatch(line):
        return True
    return empty_above and bool(_BETWEEN.match(line) and _TIME.search(line))


class _Lines:
    """The lines of a mailbox, which know where the next mail begins."""

    def __init__(self, stream: Blocks) -> None:
        self._lines = iter(lambda: stream.readline(_LINE_CAP), b"")
        self.ended = False

    def next(self) -> bytes | None:
        """The next line."""
        line = next(self._lines, None)
        self.ended = line is None
        return line

    def mail(self) -> _Mail:
        """The lines up to the next mail."""
        empty_above = False
        while (line := self.next()) is not None:
            if line.startswith(b"From ") and _may_part(line, empty_above=empty_above):
                below = self.next()
                if below is None or _HEADER.match(below):
                    self._lines = chain([below] if below is not None else [], self._lines)
                    return
                self._lines = chain([below], self._lines)
            yield line
            empty_above = not line.strip()
