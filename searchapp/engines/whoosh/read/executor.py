"""Query AST -> the records that match and their scores, by array operations on postings.

Scores are BM25 with Lucene's idf, ln(1 + (N - n + .5) / (n + .5)), summed over words and fields
(Robertson and Zaragoza 2009; Lucene's BM25Similarity). N and the average length count the records of the
asked kind only. A phrase or NEAR scores as the sum of its words; a prefix, a facet field and a date score
1, 0 and 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import chain
from typing import Any, assert_never

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.arrays import Bools, Ints, Longs, distinct
from searchapp.engines.whoosh.layout import DECODED_LENGTHS, NO_DAY
from searchapp.engines.whoosh.read.kept import Kept
from searchapp.engines.whoosh.read.postings import KEY_SHIFT, Keys, Occurrences, PostingsReader
from searchapp.engines.whoosh.read.tables import Table
from searchapp.model import Offsets, RecordKind
from searchapp.query.matching import Slot, found_runs, slots
from searchapp.query.tree import (
    TEXT_FIELDS,
    After,
    And,
    Before,
    Everything,
    Field,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    positive_leaves,
)

Floats = npt.NDArray[np.float64]
K1 = 1.2
B = 0.75
FIELD_WEIGHTS = {"title": 0.6, "text": 1.0}
"""What a word in the headline adds to what it is worth in the text. Headlines are short and their words rare,
so that a match there is worth more already; over .75 headlines drown texts (benchmarks/relevance.py)."""
DEFAULT_FIELDS: dict[RecordKind, tuple[str, ...]] = {"story": ("title", "text"), "statement": ("text",)}
"""Where a word is looked for unless it names its field: a statement is only what was said."""
_BYTES_KEPT = 48 * 1024 * 1024
"""Matches of words that are kept for the next question with the same words."""
_LEAST = 4 * 1024
"""What matches count for at least, so that words that are nowhere fill no memory either."""
_FEW = 4
"""Two lists are merged where one has less than this share of the other, else laid over one another."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Record numbers, ascending, and the score of each (None: 0 for all).

    The numbers are of the type that numpy indexes with, so that each further look by them costs no conversion.
    """

    ids: Longs
    scores: Floats | None = None

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""
        return self.ids.nbytes + (0 if self.scores is None else self.scores.nbytes)

    def score_of(self, ids: Longs) -> Floats:
        """The scores of some of these records."""
        return np.zeros(len(ids)) if self.scores is None else self.scores[np.searchsorted(self.ids, ids)]


NOTHING = Matches(np.empty(0, dtype=np.int64))


class Executor:
    """Evaluates nodes for one kind of record over one generation."""

    def __init__(self, table: Table, postings: PostingsReader) -> None:
        self._table = table
        self._postings = postings
        self.size = table.size
        self._defaults = DEFAULT_FIELDS[table.kind]
        self.everything: Longs = np.flatnonzero(table.live)
        self.count = len(self.everything)
        self._leaves: Kept[tuple[Leaf | Near, str, bool], Matches] = Kept(
            _BYTES_KEPT, lambda found: max(_LEAST, found.nbytes)
        )
        self._norms: dict[str, Floats] = {}
        for name, codes in table.lengths.items():
            filled = np.bincount(codes, minlength=256)[1:]
            average = float(filled @ DECODED_LENGTHS[1:]) / max(1, int(filled.sum())) or 1.0
            self._norms[name] = K1 * (1 - B + B * DECODED_LENGTHS / average)

    def run(self, node: Node, *, scored: bool = True) -> Matches:
        """All records of the kind that the node matches; without scores where only their number is wanted."""
        return self._evaluate(node, "", scored)

    def at_least(self, parts: Sequence[Node], binding: Sequence[Node], wanted: int | None) -> tuple[Matches, int]:
        """The records that match all of `binding` and at least `wanted` of `parts`, and that number.

        None for `wanted` takes the largest number that any record reaches, half of the parts or more.
        """
        have = np.zeros(self._table.size, dtype=np.int16)
        scores = np.zeros(self._table.size)
        for part in parts:
            found = self.run(part)
            have[found.ids] += 1
            if found.scores is not None:
                scores[found.ids] += found.scores
        for node in binding:
            mask = np.zeros(self._table.size, dtype=np.bool_)
            mask[self.run(node, scored=False).ids] = True
            have[~mask] = 0
        if wanted is None:
            wanted = max(int(have.max(initial=0)), (len(parts) + 1) // 2)
        ids = np.flatnonzero(have >= max(1, wanted))
        return Matches(ids, scores[ids]), wanted

    def runs(self, node: Node, field: str, numbers: Sequence[int]) -> list[list[Offsets]]:
        """For each record the runs of positions [first, last] in a field that the query's leaves match."""
        leaves = list(dict.fromkeys(leaf for name, leaf in positive_leaves(node) if name in ("", field)))
        records = np.asarray(numbers, dtype=np.int32)
        wanted = {slot for leaf in leaves for slot in _all_slots(leaf)}
        places = {slot: self._postings.find(field, slot).places_in(records) for slot in wanted}
        if places and all(isinstance(leaf, Word | Prefix) and len(slots(leaf)) == 1 for leaf in leaves):
            return [[(p, p) for p in chain.from_iterable(each)] for each in zip(*places.values(), strict=True)]
        return [list(found_runs(leaves, partial(_fitting, places, i))) for i in range(len(numbers))]

    def _evaluate(self, node: Node, field: str, scored: bool) -> Matches:
        match node:
            case Everything():
                return Matches(self.everything)
            case Word() | Phrase() | Prefix() | Near():
                return self._leaf(node, field, scored)
            case Field(name=name, node=inner) if name in TEXT_FIELDS:
                return self._evaluate(inner, name, scored)
            case Field(name=name, node=inner):
                return self._where(self._in_facet(name, inner))
            case After(day=day):
                return self._where(self._table.day >= day.toordinal())
            case Before(day=day):
                days = self._table.day
                return self._where((days <= day.toordinal()) & (days != NO_DAY))
            case And(nodes=nodes):
                return self._intersection([self._evaluate(n, field, scored) for n in nodes])
            case Or(nodes=nodes):
                return self._union([self._evaluate(n, field, scored) for n in nodes])
            case Not(node=inner):
                mask = self._table.live.copy()
                mask[self._evaluate(inner, field, False).ids] = False
                return Matches(np.flatnonzero(mask))
            case _:
                assert_never(node)

    def _leaf(self, leaf: Leaf | Near, field: str, scored: bool) -> Matches:
        """What a leaf matches; the last ones are kept, since a click on a facet asks for the same words again."""
        if (found := self._leaves.get((leaf, field, scored))) is None:
            fields = (field,) if field else self._defaults
            found = self._union([self._in_field(leaf, f, scored) for f in fields])
            self._leaves.keep((leaf, field, scored), found)
        return found

    def _where(self, mask: Bools) -> Matches:
        return Matches(np.flatnonzero(mask & self._table.live))

    def _union(self, parts: list[Matches]) -> Matches:
        parts = sorted((p for p in parts if len(p.ids)), key=lambda p: -len(p.ids))
        if len(parts) < 2:
            return parts[0] if parts else NOTHING
        if len(parts) == 2 and len(parts[1].ids) * _FEW < len(parts[0].ids):
            return _merged(*parts)
        scores = np.zeros(self._table.size)
        mask = np.zeros(self._table.size, dtype=np.bool_)
        for part in parts:
            mask[part.ids] = True
            if part.scores is not None:
                scores[part.ids] += part.scores
        ids = np.flatnonzero(mask)
        return Matches(ids, None if all(p.scores is None for p in parts) else scores[ids])

    def _intersection(self, parts: list[Matches]) -> Matches:
        ids = reduce(common, sorted((p.ids for p in parts), key=len))
        scores = None
        for part in parts:
            if part.scores is not None:
                scores = part.score_of(ids) if scores is None else scores + part.score_of(ids)
        return Matches(ids, scores)

    def _in_field(self, leaf: Leaf | Near, field: str, scored: bool) -> Matches:
        if isinstance(leaf, Near):
            left, right = slots(leaf.left), slots(leaf.right)
            row: tuple[Slot, ...] = (*left, *right)
            ids = self._near(field, left, right, leaf.distance)
        else:
            row = slots(leaf)
            if not row:
                return NOTHING
            if len(row) == 1:
                found = self._postings.find(field, row[0])
                ids = found.records().astype(np.int64)
                if found.single and scored:
                    return Matches(ids, self._bm25(field, len(ids), ids, found.freqs))
            else:
                founds = [self._postings.find(field, slot) for slot in row]
                ids = distinct(_runs(founds, _shared(founds)) >> KEY_SHIFT)
        return Matches(ids, self._score(field, ids, row) if scored else None)

    def _bm25(self, field: str, df: int, ids: Longs, freqs: npt.NDArray[Any]) -> Floats:
        """The score of a term in some of the `df` records that it is in."""
        idf = math.log(1 + (self.count - df + 0.5) / (df + 0.5))
        tf = freqs.astype(np.float64)
        norm = self._norms[field][self._table.lengths[field][ids]]
        scores: Floats = (FIELD_WEIGHTS[field] * idf * (K1 + 1)) * tf / (tf + norm)
        return scores

    def _score(self, field: str, ids: Longs, row: Sequence[Slot]) -> Floats:
        """The sum of the scores of the row's terms in these records, in each of which all of them are."""
        scores = np.zeros(len(ids))
        for slot in row if len(ids) else ():
            found = self._postings.find(field, slot)
            if found.single:
                freqs = found.freqs[found.ids.searchsorted(ids.astype(np.int32))]
                scores += self._bm25(field, len(found.ids), ids, freqs)
            else:
                scores += FIELD_WEIGHTS[field]
        return scores

    def _near(self, field: str, left: Sequence[Slot], right: Sequence[Slot], distance: int) -> Longs:
        if not left or not right:
            return NOTHING.ids
        found_left = [self._postings.find(field, slot) for slot in left]
        found_right = [self._postings.find(field, slot) for slot in right]
        ids = _shared([*found_left, *found_right])
        a, b = _runs(found_left, ids), _runs(found_right, ids)
        after = _within(a + len(left) - 1, b, distance)
        before = _within(b + len(right) - 1, a, distance)
        return distinct(np.concatenate((a[after], b[before])) >> KEY_SHIFT)

    def _in_facet(self, key: str, node: Node) -> Bools:
        column = self._table.facets[key]
        return column.matrix.having(column.labels.search.matching(node))


def _all_slots(leaf: Leaf | Near) -> tuple[Slot, ...]:
    return (*slots(leaf.left), *slots(leaf.right)) if isinstance(leaf, Near) else slots(leaf)


def _fitting(places: Mapping[Slot, Sequence[list[int]]], record: int, row: Sequence[Slot]) -> list[Offsets]:
    """The runs in one record that a row of slots fits, given each slot's places in all of them."""
    if len(row) == 1:
        return [(p, p) for p in places[row[0]][record]]
    if not row:
        return []
    found = [places[slot][record] for slot in row]
    firsts = set(found[0]).intersection(*({p - i for p in here} for i, here in enumerate(found[1:], 1)))
    return [(first, first + len(row) - 1) for first in sorted(firsts)]


def _merged(many: Matches, few: Matches) -> Matches:
    """The records of either, where the second list is much the shorter."""
    at = np.searchsorted(many.ids, few.ids)
    known = many.ids[np.minimum(at, len(many.ids) - 1)] == few.ids
    ids, scores = many.ids, many.scores
    if few.scores is not None:
        scores = np.zeros(len(ids)) if scores is None else scores.copy()
        scores[at[known]] += few.scores[known]
    if not known.all():
        fresh = Matches(few.ids[~known], None if few.scores is None else few.scores[~known])
        ids, scores = _spliced(Matches(ids, scores), fresh, at[~known])
    return Matches(ids, scores)


def _spliced(many: Matches, few: Matches, at: npt.NDArray[np.int64]) -> tuple[Longs, Floats | None]:
    """Two lists without a common record as one; `at` is the place in the first of each of the second."""
    places = at + np.arange(len(at))
    is_few = np.zeros(len(many.ids) + len(few.ids), dtype=np.bool_)
    is_few[places] = True
    is_many = ~is_few
    ids = np.empty(len(is_few), dtype=np.int64)
    ids[places], ids[is_many] = few.ids, many.ids
    if many.scores is None and few.scores is None:
        return ids, None
    scores = np.zeros(len(is_few))
    if few.scores is not None:
        scores[places] = few.scores
    if many.scores is not None:
        scores[is_many] = many.scores
    return ids, scores


def _shared(founds: Sequence[Occurrences]) -> Ints:
    """The records in which all of these are."""
    return reduce(common, sorted((f.records() for f in founds), key=len))


def _runs(founds: Sequence[Occurrences], ids: Ints) -> Keys:
    """The first place of each run in these records in which these stand one after the other."""
    return reduce(common, (found.keys_in(ids) - i for i, found in enumerate(founds)))


def common(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """What two ascending arrays without repeats have in common."""
    if len(a) > len(b):
        a, b = b, a
    if not len(a):
        return a
    at = np.searchsorted(b, a)
    at[at == len(b)] = 0
    shared: npt.NDArray[Any] = a[b[at] == a]
    return shared


def _within(ends: Keys, starts: Keys, distance: int) -> Bools:
    """For each end of a run: whether a run starts one to `distance` places after it."""
    low = np.searchsorted(starts, ends + 1)
    found: Bools = low < np.searchsorted(starts, ends + distance, side="right")
    return found
