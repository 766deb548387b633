"""Stories side by side: rows in which what they share, and what one speaker says, faces each other. Pure.

Each story is a column, and each of its sentences stands in it once, in the story's order: what others tell in
another order can't face it, and is known by its `Copy`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, takewhile
from math import fsum, log
from typing import NamedTuple

from searchapp.compare.compared import Pair
from searchapp.model import Offsets, Story
from searchapp.text.analysis import is_function_word, stem_term, tokenize
from searchapp.text.sentences import sentences

ALIKE_FROM = 0.3
"""The weighted share of their words that two sentences must have in common to face each other for that alone."""
COPIED, SAME_SPEAKER = 2.0, 0.5
"""What shared copy and one speaker count for, beside the likeness of words, which is 1 at most."""
COMMON = 24
"""Sentences of one story that have a word, or are one speaker's, from which on it leads to none of them."""
MOST = 2_000
"""Sentences of a story that are set beside others, from its first on."""

Column = tuple[int, int]
"""A sentence: the number of its story, and its own."""
Called = Callable[[str], str]
"""The one name of someone who is called so in a story."""


class Copy(NamedTuple):
    """Two sentences of two stories that are the same words, edited or not."""

    one: Column
    other: Column


@dataclass(frozen=True, slots=True)
class Row:
    """What faces each other: a run of sentences of each story, an empty one where it has nothing of it.

    `copied` are the columns whose words here another one has here too, `speakers` those whose statements these
    are, `elsewhere` what stands in another story too but, since it has another order, in another row.
    """

    cells: tuple[range, ...]
    copied: frozenset[int] = frozenset()
    speakers: tuple[str, ...] = ()
    elsewhere: tuple[Copy, ...] = ()

    @property
    def told(self) -> tuple[int, ...]:
        """The columns that have something here."""
        return tuple(column for column, cell in enumerate(self.cells) if cell)

    @property
    def only(self) -> bool:
        """Whether one story alone has this."""
        return len(self.told) == 1 and not self.elsewhere


@dataclass(frozen=True, slots=True)
class Aligned:
    """Stories side by side: the sentences of each, and the rows."""

    sentences: tuple[tuple[Offsets, ...], ...]
    rows: tuple[Row, ...]


def side_by_side(
    stories: Sequence[Story], pairs: Iterable[Pair], *, called: Called = lambda name: name
) -> Aligned:
    """These stories in rows, by what they share (`pairs`), by who speaks, and by likeness of words."""
    found = tuple(tuple(islice(sentences(story.text), MOST)) for story in stories)
    words = _Words([[_words(story.text[a:b]) for a, b in own] for story, own in zip(stories, found, strict=True)])
    copies = _copies(stories, found, pairs, words)
    said = [_speakers(story, own, called) for story, own in zip(stories, found, strict=True)]
    likeness = _likeness(words, copies, said)
    rows = [{0: [n]} for n in range(len(found[0]))] if found else []
    for column in range(1, len(stories)):
        rows = _with_column(rows, column, len(found[column]), likeness)
    at = {(column, n): number for number, row in enumerate(rows) for column, own in row.items() for n in own}
    made = [_row(row, len(stories), said) for row in rows]
    for copy in copies:
        for one, other in (copy, reversed(copy)):
            made[at[one]] = _copied(made[at[one]], one, other, here=at[one] == at[other])
    return Aligned(found, tuple(_joined(made, copies)))


def heaviest_chain(matches: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Of matches of a row and a place those that rise in both, with the greatest sum of what they count for."""
    places: list[int] = []
    sums: list[float] = []  # rising, as the places do
    chains: list[tuple[tuple[int, int], object] | None] = []
    for _, several in groupby(sorted(matches), key=lambda match: match[0]):
        new = []
        for match in several:
            before = bisect_left(places, match[1]) - 1
            earlier = (sums[before], chains[before]) if before >= 0 else (0.0, None)
            new.append((match[1], earlier[0] + matches[match], (match, earlier[1])))
        for place, total, chain in new:
            at = bisect_left(places, place)
            if (at and sums[at - 1] >= total) or (at < len(places) and places[at] == place and sums[at] >= total):
                continue
            end = at
            while end < len(places) and sums[end] <= total:
                end += 1
            places[at:end], sums[at:end], chains[at:end] = [place], [total], [chain]
    out: list[tuple[int, int]] = []
    link: object = chains[-1] if chains else None
    while isinstance(link, tuple):
        match, link = link
        out.append(match)
    return out[::-1]


# -- what sentences have in common ----------------------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(stem_term(token.exact) for token in tokenize(text) if not is_function_word(token.exact))


class _Words:
    """The words of each sentence, and how telling each word is: the fewer sentences have it, the more."""

    def __init__(self, of: Sequence[Sequence[frozenset[str]]]) -> None:
        self.of = of
        self.having: dict[str, list[Column]] = defaultdict(list)
        for column, own in enumerate(of):
            for n, words in enumerate(own):
                for word in words:
                    self.having[word].append((column, n))
        everything = sum(map(len, of))
        self._weight = {word: log(1 + everything / len(where)) ** 2 for word, where in self.having.items()}
        self._sums = [[self._sum(words) for words in own] for own in of]

    def alike(self, one: Column, other: Column) -> float:
        """How much two sentences have in common, 0 to 1."""
        a, b = self.of[one[0]][one[1]], self.of[other[0]][other[1]]
        whole = self._sums[one[0]][one[1]] + self._sums[other[0]][other[1]]
        return 2 * self._sum(a & b) / whole if whole else 0.0

    def _sum(self, words: Iterable[str]) -> float:
        return fsum(self._weight[word] for word in words)


def _speakers(story: Story, own: Sequence[Offsets], called: Called) -> dict[int, tuple[str, ...]]:
    """By sentence who says something in it, by one name each, those without a name left out."""
    starts = [start for start, _ in own]
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for statement in story.statements:
        if statement.speaker_kind == "unnamed" or statement.uncertain:
            continue
        for start, end in statement.spans:
            for n in range(max(bisect_left(starts, start + 1) - 1, 0), bisect_left(starts, end)):
                if own[n][1] > start:
                    found[n].update(dict.fromkeys(map(called, statement.everyone)))
    return {n: tuple(names) for n, names in found.items()}


def _copies(
    stories: Sequence[Story], found: Sequence[Sequence[Offsets]], pairs: Iterable[Pair], words: _Words
) -> tuple[Copy, ...]:
    """The sentences that are the same words: of each in a shared passage, the one most like it across."""
    column = {story.id: n for n, story in enumerate(stories)}
    out: dict[Copy, None] = {}
    for pair in pairs:
        if pair.a == pair.b or pair.a not in column or pair.b not in column:
            continue
        if column[pair.a] > column[pair.b]:
            pair = pair.seen_from(pair.b)
        for passage in pair.passages:
            ours = [(column[pair.a], n) for n in _within(found[column[pair.a]], passage.a)]
            theirs = [(column[pair.b], n) for n in _within(found[column[pair.b]], passage.b)]
            if ours and theirs:
                out |= {Copy(a, max(theirs, key=lambda b: words.alike(a, b))): None for a in ours}
                out |= {Copy(max(ours, key=lambda a: words.alike(a, b)), b): None for b in theirs}
    return tuple(sorted(out))


def _within(own: Sequence[Offsets], span: Offsets) -> Iterator[int]:
    """The sentences that lie in a span by half at least, or of which the span is a half."""
    for n in range(max(bisect_left(own, (span[0] + 1,)) - 1, 0), len(own)):
        start, end = own[n]
        if start >= span[1]:
            break
        if 2 * (min(end, span[1]) - max(start, span[0])) >= min(end - start, span[1] - span[0]) > 0:
            yield n


def _likeness(
    words: _Words, copies: Iterable[Copy], said: Sequence[Mapping[int, tuple[str, ...]]]
) -> dict[Column, dict[Column, float]]:
    """By sentence those of the stories before it that it may face, and what speaks for that."""
    out: dict[Column, dict[Column, float]] = defaultdict(dict)

    def across(where: Iterable[Column]) -> Iterator[tuple[Column, Column]]:
        by_story = [list(own) for _, own in groupby(sorted(where), key=lambda place: place[0])]
        few = [own for own in by_story if len(own) < COMMON]
        yield from ((a, b) for i, later in enumerate(few) for own in few[:i] for a in own for b in later)

    for where in words.having.values():
        for a, b in across(where):
            if a not in out[b]:
                out[b][a] = words.alike(a, b)
    for earlier in out.values():
        for a in [a for a, alike in earlier.items() if alike < ALIKE_FROM]:
            del earlier[a]
    speaking: dict[str, list[Column]] = defaultdict(list)
    for column, own in enumerate(said):
        for n, names in own.items():
            for name in names:
                speaking[name].append((column, n))
    for where in speaking.values():
        for a, b in across(where):
            out[b][a] = SAME_SPEAKER + words.alike(a, b)
    for a, b in copies:
        out[b][a] = COPIED + words.alike(a, b)
    return out


# -- rows -----------------------------------------------------------------------------------------------

_Cells = dict[int, list[int]]


def _with_column(
    rows: list[_Cells], column: int, size: int, likeness: Mapping[Column, Mapping[Column, float]]
) -> list[_Cells]:
    """The rows with one more story, whose sentences face what they are like as far as all keep their order."""
    at = {(c, n): number for number, row in enumerate(rows) for c, own in row.items() for n in own}
    matches: dict[tuple[int, int], float] = {}
    for place in range(size):
        for other, alike in likeness.get((column, place), {}).items():
            match = at[other], place
            matches[match] = max(alike, matches.get(match, 0.0))
    out: list[_Cells] = []
    row_at = place_at = 0
    for row, place in [*heaviest_chain(matches), (len(rows), size)]:
        earlier, own = rows[row_at:row], [{column: [n]} for n in range(place_at, place)]
        first = _leading(own, out[-1] if out else {}, likeness)
        last = len(earlier) - _leading(earlier[::-1], {column: [place]}, likeness)
        out += [*own[:first], *earlier[:last], *own[first:], *earlier[last:]]
        if row < len(rows):
            out.append({**rows[row], column: [place]})
        row_at, place_at = row + 1, place + 1
    return out


def _leading(rows: Iterable[_Cells], beside: _Cells, likeness: Mapping[Column, Mapping[Column, float]]) -> int:
    """How many rows, from the first on, have the same words as the one beside them."""

    def same(row: _Cells) -> bool:
        places = [[(c, n) for c, own in cells.items() for n in own] for cells in (row, beside)]
        both = ((max(a, b), min(a, b)) for a in places[0] for b in places[1])
        return any(likeness.get(later, {}).get(earlier, 0.0) >= COPIED for later, earlier in both)

    return sum(1 for _ in takewhile(same, rows))


def _row(cells: _Cells, columns: int, said: Sequence[Mapping[int, tuple[str, ...]]]) -> Row:
    runs = tuple(range(cells[c][0], cells[c][-1] + 1) if c in cells else range(0) for c in range(columns))
    names = [name for c in range(columns) for n in runs[c] for name in said[c].get(n, ())]
    return Row(runs, speakers=tuple(dict.fromkeys(names)))


def _copied(row: Row, one: Column, other: Column, *, here: bool) -> Row:
    if here:
        return replace(row, copied=row.copied | {one[0]})
    return replace(row, elsewhere=(*row.elsewhere, Copy(one, other)))


def _joined(rows: Iterable[Row], copies: Iterable[Copy]) -> Iterator[Row]:
    """The rows, those that stand together and belong together as one.

    That is a sentence of one story beside what it was a part of in another, and what one story alone goes on with.
    """
    same = {frozenset(copy) for copy in copies}
    last: Row | None = None
    for row in rows:
        if last and (_split(last, row, same) or _goes_on(last, row)):
            last = _both(last, row, same)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _split(last: Row, row: Row, same: set[frozenset[Column]]) -> bool:
    """Whether two rows are one sentence of a story that another has in two."""
    if min(len(last.told), len(row.told)) > 1:
        return False
    return any(frozenset(copy) in same for copy in _across(last, row))


def _goes_on(last: Row, row: Row) -> bool:
    alone = last.only and row.only and last.told == row.told
    return alone and last.speakers == row.speakers


def _across(last: Row, row: Row) -> Iterator[Copy]:
    """Each sentence of a row with each of another story in the next."""
    for a in last.told:
        for b in row.told:
            if a != b:
                yield from (Copy((a, n), (b, m)) for n in last.cells[a] for m in row.cells[b])


def _both(last: Row, row: Row, same: set[frozenset[Column]]) -> Row:
    """Two rows as one."""
    cells = tuple(
        range(one.start, two.stop) if one and two else one or two
        for one, two in zip(last.cells, row.cells, strict=True)
    )
    shared = {column for copy in _across(last, row) if frozenset(copy) in same for column, _ in copy}
    both = Row(cells)
    elsewhere = (*last.elsewhere, *row.elsewhere)
    return Row(
        cells,
        last.copied | row.copied | shared,
        tuple(dict.fromkeys((*last.speakers, *row.speakers))),
        tuple(copy for copy in elsewhere if copy.other[1] not in both.cells[copy.other[0]]),
    )
