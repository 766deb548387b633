"""Where a paragraph quotes: pairs of quotation marks, and what kind of quotation stands between them.

Works on the view of one paragraph (all double marks are straight there). Linear in its length.
Knows nothing of speakers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOUBLE = re.compile('"')
_SINGLE = re.compile(r"(?<![\w.,;:?!])'(?=[\w\[.])|(?<=[\w.,?!\]])'(?!\w)")
_WORD = re.compile(r"\w+")
CLAUSE_WORDS = 5
"""A quotation of at least so many words that opens or closes a sentence is words said, not a term."""
QUOTES_A_PARAGRAPH = 60
"""More pairs than this in one paragraph is no prose; the rest stay unpaired."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `start` and `end` with its marks. `closed` is False where the paragraph ended first."""

    start: int
    end: int
    closed: bool = True

    def inner(self, view: str) -> str:
        """The words between the marks."""
        return view[self.start + 1 : self.end - 1 if self.closed else self.end]


def quotes_in(view: str, start: int, end: int) -> list[Quote]:
    """The quotations of one paragraph, in order, never overlapping."""
    found = _paired(view, start, end)
    if not found and "'" in view[start:end]:
        found = _single_paired(view, start, end)
    return found


def _paired(view: str, start: int, end: int) -> list[Quote]:
    quotes: list[Quote] = []
    opened: int | None = None
    for mark in _DOUBLE.finditer(view, start, end):
        at = mark.start()
        if opened is None:
            opened = at
        else:
            if _opens(view, at, start) and not _closes(view, at, end):
                # A second opening mark: the one before was never closed, or is an inch sign.
                opened = at
                continue
            quotes.append(Quote(opened, at + 1))
            opened = None
        if len(quotes) >= QUOTES_A_PARAGRAPH:
            return quotes
    if opened is not None and _opens(view, opened, start) and len(_WORD.findall(view[opened:end])) >= 2:
        quotes.append(Quote(opened, end, closed=False))
    return quotes


def _opens(view: str, at: int, start: int) -> bool:
    return at == start or view[at - 1] in " \n([-—–"


def _closes(view: str, at: int, end: int) -> bool:
    return at + 1 >= end or not (view[at + 1].isalnum() or view[at + 1] in "'[$")


def _single_paired(view: str, start: int, end: int) -> list[Quote]:
    """British style: 'Words said,' he said. An apostrophe at a word's end must not close one."""
    quotes: list[Quote] = []
    opened: int | None = None
    for mark in _SINGLE.finditer(view, start, end):
        at = mark.start()
        opening = at + 1 < end and (view[at + 1].isalnum() or view[at + 1] in "[.")
        if opening and (at == start or not view[at - 1].isalnum()):
            if opened is None:
                opened = at
        elif opened is not None and _ends_single(view, opened, at, end):
            quotes.append(Quote(opened, at + 1))
            opened = None
        if len(quotes) >= QUOTES_A_PARAGRAPH:
            break
    return quotes


def _ends_single(view: str, opened: int, at: int, end: int) -> bool:
    """Whether the mark at `at` closes: after punctuation, or at the last mark after a letter but s."""
    if view[at - 1] in ".,?!]":
        return True
    later = view.find("'", at + 1, min(end, at + 400))
    return view[at - 1] != "s" or later < 0
