"""What a file of a news database is parted into, and what one document of it says: values, without any layout.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from searchapp.ingest.metadata.fields import FieldName
from searchapp.text.paragraphs import paragraphs

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one document: its `number` in the file (0: none), whether it is `closed` by its end mark.

    `heading` is its title in the table of contents.
    """

    lines: Lines
    number: int = 0
    closed: bool = True
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The documents of a file, the numbers that its first page says it has, and text that belongs to none."""

    documents: tuple[Part, ...]
    announced: frozenset[int] = frozenset()
    loose: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What one document says: fields as written, its text, and the number of words that is stated (0: none is).

    `closed` is whether it has what stands below the text of a whole document, `abstract` whether the text is only
    that.
    """

    values: Mapping[FieldName, str] = field(default_factory=dict)
    text: str = ""
    words: int = 0
    closed: bool = True
    abstract: bool = False


def text_of_lines(lines: Lines) -> str:
    """The lines as a text without blank ends; where each line is a paragraph, a blank line stands between two."""
    text = "\n".join(lines).strip("\n\r \t\xa0")
    own = [line.strip() for line in text.split("\n")]
    if all(own) and len(own) > 1 and sum(1 for _ in paragraphs(text)) == len(own):
        return "\n\n".join(own)
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(line for i, line in enumerate(lines) if line or lines[i - 1])


def joined(lines: Lines) -> str:
    """The lines as one, without the blanks at their ends."""
    return " ".join(line.strip() for line in lines if line.strip())


def first_filled(lines: Lines, start: int = 0) -> int:
    """The number of the first line from `start` on that is not blank; the number of lines where there is none."""
    return next((i for i in range(start, len(lines)) if lines[i].strip()), len(lines))


def parted_at_ends(lines: Lines, ends: Sequence[int]) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    """The stretches that end with the lines `ends`, these not within, and the stretch after the last of them."""
    starts = [0, *(end + 1 for end in ends)]
    return list(zip(starts, ends, strict=False)), (starts[-1], len(lines))
