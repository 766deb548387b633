"""What matches where in a text: one matcher for the count, the snippet and the reader's marks.

A leaf of the query is a row of slots, one a position; an engine joins postings over the same slots, so
that a story is found exactly when it has a mark. A phrase is marked whole or not at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from searchapp.model import BETWEEN_PARTS, Offsets, RecordKind, Statement, words_said
from searchapp.query.result import Span
from searchapp.query.tree import Leaf, Near, Node, Phrase, Prefix, Word, positive_leaves
from searchapp.text.analysis import Token, index_terms, phrase_terms, prefix_terms, tokenize, word_terms
from searchapp.text.languages import SENTENCE_CLOSERS, SENTENCE_ENDS

DEFAULT_FIELDS: dict[RecordKind, tuple[str, ...]] = {"story": ("title", "text"), "statement": ("text",)}
"""Where a word is looked for unless it names its field: a statement is only what was said."""
SNIPPET_WIDTH = 260
MOST_WEIGHED = 500
"""Matches of a story among which the best passage is looked for."""
_FEW = 12
"""Matches that are gone through one by one sooner than those of a passage are looked for."""
MOST_PAIRED = 1000
"""Runs of either side of a NEAR that are paired for marks."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What may stand at one position: an index term, or every exact term that begins with one of `starts`."""

    term: str = ""
    starts: tuple[str, ...] = ()

    def matches(self, terms: tuple[str, ...]) -> bool:
        """Whether a token with these index terms fits."""
        return any(term.startswith(self.starts) for term in terms) if self.starts else self.term in terms


@lru_cache(maxsize=4096)
def slots(leaf: Leaf) -> tuple[Slot, ...]:
    """The row of positions a leaf asks for; empty where it has no letter or digit."""
    match leaf:
        case Word(text=text):
            return tuple(Slot(t) for t in word_terms(text))
        case Phrase(text=text):
            return tuple(Slot(t) for t in phrase_terms(text))
        case Prefix(text=text):
            before, starts = prefix_terms(text)
            return (*(Slot(t) for t in before), *([Slot(starts=starts)] if starts else []))


@lru_cache(maxsize=4096)
def as_typed(word: Word) -> Slot | None:
    """The exact form of a word that is looked for in all inflections; None where it is looked for as it stands."""
    row, exact = slots(word), phrase_terms(word.text)
    return Slot(exact[0]) if len(row) == 1 and row[0].term != exact[0] else None


def occurrences(terms: list[tuple[str, ...]], row: tuple[Slot, ...]) -> list[tuple[int, int]]:
    """Each run of positions [first, last] that a row of slots fits, in order."""
    if not row:
        return []
    first, rest = row[0], row[1:]
    out: list[tuple[int, int]] = []
    for i in range(len(terms) - len(rest)):
        if first.matches(terms[i]) and all(s.matches(terms[i + k]) for k, s in enumerate(rest, 1)):
            out.append((i, i + len(rest)))
    return out


def near_pairs(
    left: list[tuple[int, int]], right: list[tuple[int, int]], distance: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Each pair of runs that do not overlap and lie at most `distance` words apart, in either order."""
    return [(a, b) for a in left for b in right if 1 <= b[0] - a[1] <= distance or 1 <= a[0] - b[1] <= distance]


def marks(node: Node, text: str, *, field: str = "text", tokens: list[Token] | None = None) -> list[Offsets]:
    """The stretches of a text that a query matches, in order, none overlapping another.

    `field` says which text it is; leaves bound to another field mark nothing here.
    """
    leaves = [leaf for name, leaf in positive_leaves(node) if name in ("", field)]
    if not leaves:
        return []
    tokens = tokenize(text) if tokens is None else tokens
    terms = [index_terms(t) for t in tokens]
    runs = found_runs(leaves, lambda row: occurrences(terms, row))
    return stretches((tokens[first].start, tokens[last].end) for first, last in runs)


def found_runs(
    leaves: Iterable[Leaf | Near], runs_of: Callable[[tuple[Slot, ...]], list[tuple[int, int]]]
) -> set[tuple[int, int]]:
    """Every run of positions that a leaf matches; `runs_of` finds the runs of one row of slots, in order."""
    runs: set[tuple[int, int]] = set()
    for leaf in dict.fromkeys(leaves):
        if isinstance(leaf, Near):
            left, right = runs_of(slots(leaf.left)), runs_of(slots(leaf.right))
            for pair in near_pairs(left[:MOST_PAIRED], right[:MOST_PAIRED], leaf.distance):
                runs.update(pair)
        else:
            runs.update(runs_of(slots(leaf)))
    return runs


def stretches(found: Iterable[Offsets]) -> list[Offsets]:
    """Stretches of a text in order, those that overlap joined."""
    out: list[Offsets] = []
    for start, end in sorted(found, key=lambda r: (r[0], -r[1])):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def cut(text: str, start: int, end: int, found: Iterable[Offsets], *, one_line: bool = False) -> tuple[Span, ...]:
    """text[start:end] as runs, those within `found` marked; with `one_line` white space as single spaces."""
    out: list[Span] = []
    at = start
    for a, b in found:
        a, b = max(a, at), min(b, end)
        if a >= b:
            continue
        if at < a:
            out.append(Span(_flat(text[at:a]) if one_line else text[at:a]))
        out.append(Span(_flat(text[a:b]) if one_line else text[a:b], hit=True))
        at = b
    if at < end:
        out.append(Span(_flat(text[at:end]) if one_line else text[at:end]))
    return tuple(out)


def _flat(text: str) -> str:
    """A text that is not empty, with every run of white space as one space."""
    flat = " ".join(text.split())
    if len(flat) == len(text):
        return flat
    if text[0].isspace():
        flat = f" {flat}"
    return f"{flat} " if text[-1].isspace() and flat != " " else flat


_SENTENCE_END = f"[{SENTENCE_ENDS}][{SENTENCE_CLOSERS}]*"
_BREAK_BEFORE = re.compile(rf"{_SENTENCE_END}\s+\Z|\n\s*\n\Z")
_BREAK = re.compile(rf"{_SENTENCE_END}\s+|\n\s*\n")


def passage(text: str, found: list[Offsets], *, width: int = SNIPPET_WIDTH) -> tuple[Span, ...]:
    """The stretch of about `width` characters with the most different matches; the lead if none.

    It begins at a sentence or word, and an ellipsis stands where the story goes on.
    """
    start = _comfortable_start(text, _densest(text, found[:MOST_WEIGHED], width), width) if found else 0
    while start < len(text) and text[start].isspace():
        start += 1
    end = _comfortable_end(text, start + width)
    if len(found) > _FEW:
        found = found[bisect_left(found, start, key=itemgetter(1)) : bisect_left(found, end, key=itemgetter(0))]
    spans = cut(text, start, end, found, one_line=True)
    head = (Span("… "),) if start and not _at_break(text, start) else ()
    tail = (Span(" …"),) if end < len(text) and not text[end:].isspace() else ()
    return head + spans + tail


def _densest(text: str, found: list[Offsets], width: int) -> int:
    """Where the stretch with the most different matches begins: at the first such match."""
    if len(found) == 1:
        return found[0][0]
    kinds = [text[a:b].casefold() for a, b in found]
    inside: dict[str, int] = {}
    best, start, last = -1, 0, 0
    for i, (a, _) in enumerate(found):
        while last < len(found) and (last == i or found[last][1] <= a + width):
            inside[kinds[last]] = inside.get(kinds[last], 0) + 1
            last += 1
        value = len(inside) * 100 + min(last - i, 20)
        if value > best:
            best, start = value, a
        inside[kinds[i]] -= 1
        if not inside[kinds[i]]:
            del inside[kinds[i]]
    return start


def _comfortable_start(text: str, at: int, width: int) -> int:
    earliest = max(0, at - width * 2 // 3)
    breaks = [m.end() for m in _BREAK.finditer(text, earliest, at)]
    if breaks:
        return breaks[0] if at - breaks[0] <= width // 2 else breaks[-1]
    if earliest == 0:
        return 0
    earliest = max(0, at - width // 3)
    space = text.find(" ", earliest, at)
    return space + 1 if space >= 0 else at


def _at_break(text: str, at: int) -> bool:
    return bool(_BREAK_BEFORE.search(text, max(0, at - 8), at)) or not text[:at].strip()


def _comfortable_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text.rstrip())
    for m in _BREAK.finditer(text, max(0, at - 60), min(len(text), at + 30)):
        return m.start() + len(m[0].rstrip())
    space = text.rfind(" ", max(0, at - 40), at)
    return space if space > 0 else at


def holds(found: list[Offsets], start: int, end: int) -> bool:
    """Whether any of the sorted, separate stretches lies at least partly within [start, end)."""
    i = bisect_right(found, (start, start)) - 1
    return any(a < end and b > start for a, b in found[max(i, 0) : i + 3])


def marks_in_words(text: str, statement: Statement, node: Node) -> list[Offsets]:
    """What a query matches in a statement's words, which are matched as they are indexed: as one text.

    Offsets are into the story's text; a match over two parts is marked in both.
    """
    out: list[Offsets] = []
    for a, b in marks(node, words_said(text, statement)):
        at = 0
        for start, end in statement.spans:
            low, high = max(a, at), min(b, at + end - start)
            if low < high:
                out.append((start + low - at, start + high - at))
            at += end - start + len(BETWEEN_PARTS)
    return sorted(out)


def words(text: str, statement: Statement, found: list[Offsets]) -> tuple[Span, ...]:
    """The words of a statement as runs, its matches marked, an ellipsis between its parts."""
    out: list[Span] = []
    for a, b in statement.spans:
        if out:
            out.append(Span(BETWEEN_PARTS))
        out.extend(cut(text, a, b, found, one_line=True))
    return tuple(out)


def best_quotes(
    statements: Iterable[Statement], found: list[Offsets], most: int, *, or_first: bool
) -> list[Statement]:
    """The first of these statements that have a match; where none has, with `or_first` simply the first."""
    first: list[Statement] = []
    matched: list[Statement] = []
    for statement in statements:
        if len(first) < most:
            first.append(statement)
        if any(holds(found, a, b) for a, b in statement.spans):
            matched.append(statement)
            if len(matched) == most:
                break
    return matched or (first if or_first else [])


def main_place(text: str, places: Sequence[str]) -> str:
    """Of the places that a story names the one it begins with in capitals, as a dateline does, else the one that
    stands there most often, the first of these; "" where it names none."""
    begins = text.lstrip()
    if written := [place for place in places if begins.startswith(place.upper())]:
        return max(written, key=len)
    return max(places, key=lambda place: (text.count(place), -text.find(place)), default="")
