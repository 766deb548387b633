"""Where a paragraph quotes: pairs of quotation marks, and what kind of quotation stands between them.

Works on the view of one paragraph (all double marks are straight there). Linear in its length.
Knows nothing of speakers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

_DOUBLE = re.compile('"')
_SINGLE = re.compile(r"(?<![\w.,;:?!])'(?=[\w\[.\"])|(?<=[\w.,?!…\]\"])'(?!\w)")
_WORD = re.compile(r"\w+")
CLAUSE_WORDS = 5
"""A quotation of at least so many words that opens or closes a sentence is words said, not a term."""
QUOTES_A_PARAGRAPH = 60
"""More pairs than this in one paragraph is no prose; the rest stay unpaired."""
_MARKS_WITHIN = 8
_LOOK_AHEAD = 400
_MARKS_A_PARAGRAPH = 4 * QUOTES_A_PARAGRAPH


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `start` and `end` with its marks. `closed` is False where the paragraph ended first."""

    start: int
    end: int
    closed: bool = True

    def inner(self, view: str) -> str:
        """The words between the marks."""
        return view[self.start + 1 : self.end - 1 if self.closed else self.end]

    def last_words(self, view: str) -> str:
        """The same up to its own stop, without the marks of a quotation that ends with it."""
        return self.inner(view).rstrip().rstrip("\"'").rstrip()


def quotes_in(view: str, start: int, end: int) -> list[Quote]:
    """The quotations of one paragraph, in order, never overlapping; one within another is a part of that."""
    found = _paired(view, start, end)
    if "'" not in view[start:end]:
        return found
    single = _single_paired(view, start, end)
    if not found or any(_holds(view, one, found) for one in single):
        # Single marks are the outer ones of this paragraph.
        within = [q for q in found if not any(one.start < q.end and q.start < one.end for one in single)]
        return sorted((*single, *within), key=lambda q: q.start)
    return found


def _holds(view: str, outer: Quote, quotes: Sequence[Quote]) -> bool:
    """Whether single marks stand around whole quotations, and close after a stop as words said do."""
    met = [q for q in quotes if q.start < outer.end and q.end > outer.start]
    return (
        bool(met)
        and all(outer.start < q.start and q.end < outer.end and q.closed for q in met)
        and view[outer.end - 2] in '.,?!…"'
    )


def _paired(view: str, start: int, end: int) -> list[Quote]:
    quotes: list[Quote] = []
    opened: int | None = None
    marks = [m.start() for m in islice(_DOUBLE.finditer(view, start, end), _MARKS_A_PARAGRAPH)]
    within = start
    for n, at in enumerate(marks):
        if at < within:
            continue
        if opened is None:
            opened = at
        elif _only_opens(view, at, start, end):
            if outer_end := _nested_until(view, marks[n + 1 : n + _MARKS_WITHIN], start, end):
                within = outer_end
                continue
            # A second opening mark: the one before was never closed, or is an inch sign.
            opened = at
        else:
            quotes.append(Quote(opened, at + 1))
            opened = None
        if len(quotes) >= QUOTES_A_PARAGRAPH:
            return quotes
    if opened is not None and _opens(view, opened, start) and len(_WORD.findall(view[opened:end])) >= 2:
        quotes.append(Quote(opened, end, closed=False))
    return quotes


def _only_opens(view: str, at: int, start: int, end: int) -> bool:
    return _opens(view, at, start) and not _closes(view, at, end)


def _nested_until(view: str, following: Sequence[int], start: int, end: int) -> int | None:
    """Where the outer quotation closes, where one within it has just opened and all marks go in pairs."""
    depth = 2
    for at in following:
        opens, closes = _opens(view, at, start), _closes(view, at, end)
        if opens == closes:
            return None
        depth += 1 if opens else -1
        if depth == 0:
            return at
        if depth > 2:
            return None
    return None


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
        if _opens_single(view, at, start, end):
            if opened is None:
                opened = at
        elif opened is not None and _ends_single(view, opened, at, end):
            quotes.append(Quote(opened, at + 1))
            opened = None
        if len(quotes) >= QUOTES_A_PARAGRAPH:
            return quotes
    if opened == start and _goes_on(view, start, end):
        quotes.append(Quote(start, end, closed=False))
    return quotes


def _opens_single(view: str, at: int, start: int, end: int) -> bool:
    if at > start and (view[at - 1].isalnum() or view[at - 1] == '"'):
        # After a double mark it opens where that does.
        return (
            at > start and view[at - 1] == '"' and _opens(view, at - 1, start) and view[at + 1 : at + 2].isalnum()
        )
    return at + 1 < end and (view[at + 1].isalnum() or view[at + 1] in '[."')


def _ends_single(view: str, opened: int, at: int, end: int) -> bool:
    """Whether the mark at `at` closes: after punctuation, or at the last mark after a letter but s."""
    if view[at - 1] in '.,?!…]"':
        return True
    later = view.find("'", at + 1, min(end, at + _LOOK_AHEAD))
    return view[at - 1] != "s" or later < 0


def _goes_on(view: str, start: int, end: int) -> bool:
    """Whether a quotation that a paragraph opens and doesn't close is taken up by the next."""
    words = len(_WORD.findall(view, start, min(end, start + _LOOK_AHEAD)))
    return words >= CLAUSE_WORDS and view[end - 1] in ".?!…" and view[end : end + 3].lstrip("\n ")[:1] == "'"
