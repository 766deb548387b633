"""Query AST -> the records that match and their scores, by array operations on postings.

A word scores as `searchapp.engines.ranking` says, a phrase or NEAR as the sum of its words; a facet field
and a date score 0.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import chain
from typing import Any, assert_never

import numpy as np
import numpy.typing as npt

from searchapp.engines import ranking
from searchapp.engines.arrays import Bools, Ints, Longs, distinct
from searchapp.engines.kept import Kept
from searchapp.engines.ranking import idf, weights
from searchapp.engines.whoosh.layout import DECODED_LENGTHS, NO_DAY
from searchapp.engines.whoosh.read.postings import KEY_SHIFT, Keys, Occurrences, PostingsReader
from searchapp.engines.whoosh.read.tables import Table
from searchapp.model import Offsets
from searchapp.query.matching import DEFAULT_FIELDS, Slot, as_typed, found_runs, slots
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
_BYTES_KEPT = 48 * 1024 * 1024
"""Matches of words that are kept for the next question with the same words."""
_LEAST = 4 * 1024
"""What matches count for at least, so that words that are nowhere fill no memory either."""
_FEW = 4
"""Two lists are merged where one has less than this share of the other, else laid over one another."""
_SPARSE = 64
"""A term's records are searched for others where these are less than this share of all, else laid out whole."""


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


ALL = -1
"""Stands for a number of records that are all given."""
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
        self._kept: Kept[tuple[Node, str, bool], Matches] = Kept(
            _BYTES_KEPT, lambda found: max(_LEAST, found.nbytes)
        )
        self._ranking = ranking.RANKING
        self._norms: dict[tuple[str, ...], Floats] = {}

    def run(self, node: Node, *, scored: bool = True) -> Matches:
        """All records of the kind that the node matches; without scores where only their number is wanted."""
        if not isinstance(node, And | Or):
            return self._evaluate(node, "", scored)
        if (
            found := self._kept.get((node, "", scored))
        ) is None:  # A click on a facet asks for the same words again.
            found = self._evaluate(node, "", scored)
            self._kept.keep((node, "", scored), found)
        return found

    def at_least(self, parts: Sequence[Node], binding: Sequence[Node], wanted: int | None) -> tuple[Matches, int]:
        """The records that match all of `binding` and at least `wanted` of `parts`, and that number.

        None for `wanted` takes the largest number that any record reaches, half of the parts or more.
        """
        have = np.zeros(self._table.size, dtype=np.int16)
        scores = np.zeros(self._table.size)
        for part, weight in zip(parts, _weights(parts), strict=True):
            found = self.run(part)
            have[found.ids] += 1
            if found.scores is not None:
                scores[found.ids] += weight * found.scores
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
                return self._intersection(nodes, field, scored)
            case Or(nodes=nodes):
                return self._union([self._evaluate(n, field, scored) for n in nodes])
            case Not(node=inner):
                mask = self._table.live.copy()
                mask[self._evaluate(inner, field, False).ids] = False
                return Matches(np.flatnonzero(mask))
            case _:
                assert_never(node)

    def _leaf(self, leaf: Leaf | Near, field: str, scored: bool) -> Matches:
        """What a leaf matches; what matched last is kept, as it is of whole queries."""
        if (found := self._kept.get((leaf, field, scored))) is None:
            fields = self._fields(field)
            if scored:
                ids = self._leaf(leaf, field, False).ids
                found = Matches(ids, self._worth(leaf, fields, ids, len(ids)))
            else:
                found = Matches(self._matching(leaf, fields))
            self._kept.keep((leaf, field, scored), found)
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

    def _intersection(self, nodes: Sequence[Node], field: str, scored: bool) -> Matches:
        """What all of the nodes match; a leaf is weighed only in the records that the others match too."""
        parts = [self._evaluate(n, field, scored and not isinstance(n, Leaf | Near)) for n in nodes]
        ids = reduce(common, sorted((p.ids for p in parts), key=len))
        if not scored:
            return Matches(ids)
        scores = np.zeros(len(ids))
        for node, part, weight in zip(nodes, parts, _weights(nodes), strict=True):
            if isinstance(node, Leaf | Near):
                own = self._worth(node, self._fields(field), ids, len(part.ids))
            else:
                own = part.score_of(ids)
            scores += own if weight == 1 else weight * own
        return Matches(ids, scores)

    def _fields(self, field: str) -> tuple[str, ...]:
        """The fields in which a word is looked for that is bound to one, or to none."""
        return (field,) if field else self._defaults

    def _matching(self, leaf: Leaf | Near, fields: Sequence[str]) -> Longs:
        """The records that have a leaf in any of these fields."""
        return self._union([Matches(self._in_field(leaf, f)) for f in fields]).ids

    def _in_field(self, leaf: Leaf | Near, field: str) -> Longs:
        if isinstance(leaf, Near):
            return self._near(field, slots(leaf.left), slots(leaf.right), leaf.distance)
        row = slots(leaf)
        if len(row) < 2:
            return self._postings.find(field, row[0]).records().astype(np.int64) if row else NOTHING.ids
        founds = [self._postings.find(field, slot) for slot in row]
        return distinct(_runs(founds, _shared(founds)) >> KEY_SHIFT)

    def _worth(self, leaf: Leaf | Near, fields: tuple[str, ...], ids: Longs, df: int) -> Floats:
        """What a leaf that `df` records match is worth in some of them, `ids`."""
        row = _all_slots(leaf)
        if not isinstance(leaf, Word) or len(row) != 1 or not len(ids):
            scores = np.zeros(len(ids))
            for slot in row if len(ids) else ():
                scores += self._ranking.prefix if slot.starts else self._bm25(slot, fields, ids)
            return scores
        scores = self._bm25(row[0], fields, ids, df)
        if typed := as_typed(leaf):
            scores += self._ranking.exact * self._bm25(typed, fields, ids, None if len(ids) < df else ALL)
        return scores

    def _bm25(self, slot: Slot, fields: tuple[str, ...], ids: Longs, df: int | None = None) -> Floats:
        """What a term is worth in each of these records, 0 where it is not.

        `df` is how many records have it: None where that is to be found out, ALL where it is in no others.
        """
        founds = [(self._postings.find(f, slot), self._ranking.fields[f]) for f in fields]
        counts = self._counts(founds, ids)
        if df is None:
            df = _size_of_union([found.ids for found, _ in founds])
        elif df == ALL:
            df = int(np.count_nonzero(counts))
        scores = counts / (counts + self._norm(fields)[ids])
        scores *= (self._ranking.k1 + 1) * idf(self.count, df)
        return scores

    def _counts(self, founds: Sequence[tuple[Occurrences, float]], ids: Longs) -> Floats:
        """How often a term is in each of these records: what each field has of it, and how much that counts."""
        there = [(found.ids, found.freqs if times == 1 else found.freqs * times) for found, times in founds]
        if len(ids) * _SPARSE > self._table.size:
            whole = np.zeros(self._table.size)
            for i, (numbers, freqs) in enumerate(there):
                if i:
                    whole[numbers] += freqs
                else:
                    whole[numbers] = freqs
            return whole[ids]
        counts = np.zeros(len(ids))
        narrow = ids.astype(np.int32)
        for numbers, freqs in there:
            if len(numbers):
                at = np.minimum(numbers.searchsorted(narrow), len(numbers) - 1)
                counts += np.where(numbers[at] == narrow, freqs[at], 0)
        return counts

    def _norm(self, fields: tuple[str, ...]) -> Floats:
        """What each record's length makes of the count of a word in these fields."""
        if (norm := self._norms.get(fields)) is None:
            k1, b = self._ranking.k1, self._ranking.b
            found = (self._ranking.fields[f] * DECODED_LENGTHS[self._table.lengths[f]] for f in fields)
            lengths: Floats = sum(found, np.zeros(self._table.size))
            average = float(lengths.sum()) / max(1, int(np.count_nonzero(lengths))) or 1.0
            norm = self._norms[fields] = k1 * (1 - b + b * lengths / average)
        return norm

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


def _weights(nodes: Sequence[Node]) -> list[float]:
    """What each part of a query counts, where one may stand in it more than once."""
    said: list[Hashable] = [slots(node) if isinstance(node, Word) else node for node in nodes]
    return weights(said)


def _size_of_union(lists: Sequence[Ints]) -> int:
    """How many records are in one or both of two ascending lists, or in one list."""
    size = sum(map(len, lists))
    return size if len(lists) < 2 else size - len(common(lists[0], lists[1]))


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
