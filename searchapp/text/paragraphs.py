"""Where the paragraphs of a text are. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchapp.model import Offsets
from searchapp.text.languages import SENTENCE_CLOSERS, SENTENCE_ENDS

WINDOW = 1_500
"""Characters looked at on either side of a stretch for the ends of its paragraph."""
_WRAPPED_LINE = 140
_BLOCK = re.compile(r"\S(?:.++|\n(?![^\S\n]*\n))*+")
"""What stands between blank lines."""
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(rf"[{SENTENCE_ENDS}:][{SENTENCE_CLOSERS}»]*\s*\Z")


def paragraphs(text: str) -> Iterator[Offsets]:
    """The paragraphs of a text. A blank line parts them; a line break does too unless lines are hard-wrapped."""
    for block in _BLOCK.finditer(text):
        lines = [m.span() for m in _LINE.finditer(block[0])]
        if len(lines) > 1 and not _is_wrapped([block[0][a:b] for a, b in lines]):
            for a, b in lines:
                if block[0][a:b].strip():
                    yield block.start() + a, block.start() + b
        else:
            yield block.start(), block.start() + len(block[0].rstrip())


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken at a width: none is long, and most of them stop within a sentence."""
    inner = [line for line in lines[:-1] if line.strip()]
    if max(map(len, lines)) > _WRAPPED_LINE:
        return False
    return sum(bool(_SENTENCE_END.search(line)) for line in inner) * 2 <= len(inner)


def paragraphs_around(text: str, start: int, end: int) -> list[Offsets]:
    """The paragraph that a stretch stands in; its neighbours too where the stretch is all of it.

    Very long ones are cut at a word.
    """
    first, last = max(0, start - WINDOW), min(len(text), end + WINDOW)
    near = [(first + a, first + b) for a, b in paragraphs(text[first:last])]
    within = [i for i, (a, b) in enumerate(near) if a < end and b > start]
    if not within:
        return [(start, end)]
    i, j = within[0], within[-1] + 1
    if len(text[near[i][0] : near[j - 1][1]].strip()) <= end - start:
        i, j = max(0, i - 1), j + 1
    kept = near[i:j]
    if kept[0][0] == first > 0:
        kept[0] = (text.find(" ", first, start) + 1 or first, kept[0][1])
    if kept[-1][1] == last < len(text):
        space = text.rfind(" ", end, last)
        kept[-1] = (kept[-1][0], space if space > 0 else last)
    return [(a, b) for a, b in kept if a < b]
