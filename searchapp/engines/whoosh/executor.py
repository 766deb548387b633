"""Query AST -> the records that match and their scores, by array operations on postings.

Scores are BM25 with Lucene's idf, ln(1 + (N - n + .5) / (n + .5)), summed over words and fields
(Robertson and Zaragoza 2009; Lucene's BM25Similarity). N and the average length count the records of the
asked kind only. A phrase or NEAR scores as the sum of its words; a prefix, a facet field and a date score
1, 0 and 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, assert_never

import numpy as np
import numpy.typing as npt

from searchapp.analysis import index_terms, tokenize
from searchapp.engines.whoosh.columns import KINDS, NO_DAY, Bools, Columns, Floats, Ints
from searchapp.engines.whoosh.postings import KEY_SHIFT, NO_KEYS, Keys, PostingsReader
from searchapp.engines.whoosh.schema import KIND_FIELDS, unpack_offsets
from searchapp.matching import Slot, found_runs, near_pairs, occurrences, slots, stretches
from searchapp.model import Offsets, RecordKind
from searchapp.query import (
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

K1 = 1.2
B = 0.75
FIELD_WEIGHTS = {"title": 0.6, "text": 1.0}
"""What a word in the headline adds to what it is worth in the text. Headlines are short and their words rare,
so that a match there is worth more already; over .75 headlines drown texts (benchmarks/relevance.py)."""
DEFAULT_FIELDS: dict[RecordKind, tuple[str, ...]] = {"story": ("title", "text"), "statement": ("text",)}
"""Where a word is looked for unless it names its field: a statement is only what was said."""
MAX_EXPANSION = 2000
"""Terms a prefix may stand for; beyond that the first in alphabetical order are taken."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Record numbers, ascending, and the score of each."""

    ids: Ints
    scores: Floats


NOTHING = Matches(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class KindStatistics:
    """How many records of a kind there are, and how long each text field is on average where it is filled."""

    count: int
    average: dict[str, float]


class Executor:
    """Evaluates nodes for one kind of record over one generation."""

    def __init__(self, columns: Columns, postings: PostingsReader, kind: RecordKind) -> None:
        self._columns = columns
        self._postings = postings
        self._fields = KIND_FIELDS[kind]
        self._defaults = DEFAULT_FIELDS[kind]
        self.of_kind: Bools = columns.kind == KINDS[kind]
        self.all_ids: Ints = np.flatnonzero(self.of_kind).astype(np.int32)
        lengths = {f: columns.lengths[f][self.of_kind] for f in self._fields.values()}
        self.statistics = KindStatistics(
            count=len(self.all_ids),
            average={f: float(x.sum()) / max(1, int(np.count_nonzero(x))) for f, x in lengths.items()},
        )

    def run(self, node: Node) -> Matches:
        """All records of the kind that the node matches."""
        return self._evaluate(node, "")

    def at_least(self, parts: Sequence[Node], binding: Sequence[Node], wanted: int | None) -> tuple[Matches, int]:
        """The records that match all of `binding` and at least `wanted` of `parts`, and that number.

        None for `wanted` takes the largest number that any record reaches, half of the parts or more.
        """
        have = np.zeros(self._columns.size, dtype=np.int16)
        scores = np.zeros(self._columns.size, dtype=np.float64)
        for part in parts:
            found = self.run(part)
            have[found.ids] += 1
            scores[found.ids] += found.scores
        for node in binding:
            mask = np.zeros(self._columns.size, dtype=np.bool_)
            mask[self.run(node).ids] = True
            have[~mask] = 0
        if wanted is None:
            wanted = max(int(have.max(initial=0)), (len(parts) + 1) // 2)
        ids = np.flatnonzero(have >= max(1, wanted)).astype(np.int32)
        return Matches(ids, scores[ids]), wanted

    def marks(self, node: Node, number: int, packed: bytes) -> list[Offsets] | None:
        """What `matching.marks` finds in the text of a record, out of postings; `packed` are its token offsets.

        None where a prefix is asked for, whose many terms cost more than reading the text again.
        """
        leaves = [leaf for name, leaf in positive_leaves(node) if name in ("", "text")]
        if any(slot.starts for leaf in leaves for slot in _all_slots(leaf)):
            return None
        name = self._fields["text"]
        runs = found_runs(leaves, lambda row: self._runs_in(name, row, number))
        starts, ends = unpack_offsets(packed)
        return stretches((int(starts[first]), int(ends[last])) for first, last in runs)

    def _runs_in(self, name: str, row: Sequence[Slot], number: int) -> list[tuple[int, int]]:
        """The runs of positions in one record that a row of slots fits."""
        places: list[Keys] = []
        for i, slot in enumerate(row):
            keys = self._postings.keys(name, slot.term)
            low, high = np.searchsorted(keys, (number << KEY_SHIFT, (number + 1) << KEY_SHIFT))
            places.append((keys[low:high] & ((1 << KEY_SHIFT) - 1)) - i)
        if not places:
            return []
        return [(first, first + len(row) - 1) for first in reduce(_common, places).tolist()]

    def _evaluate(self, node: Node, field: str) -> Matches:
        match node:
            case Everything():
                return self._unscored(self.of_kind)
            case Word() | Phrase() | Prefix() | Near():
                fields = (field,) if field else self._defaults
                return self._union([self._in_field(node, f) for f in fields])
            case Field(name=name, node=inner) if name in TEXT_FIELDS:
                return self._evaluate(inner, name)
            case Field(name=name, node=inner):
                return self._unscored(self.of_kind & self._in_facet(name, inner))
            case After(day=day):
                return self._unscored(self.of_kind & (self._columns.day >= day.toordinal()))
            case Before(day=day):
                days = self._columns.day
                return self._unscored(self.of_kind & (days <= day.toordinal()) & (days != NO_DAY))
            case And(nodes=nodes):
                return self._intersection([self._evaluate(n, field) for n in nodes])
            case Or(nodes=nodes):
                return self._union([self._evaluate(n, field) for n in nodes])
            case Not(node=inner):
                mask = self.of_kind.copy()
                mask[self._evaluate(inner, field).ids] = False
                return self._unscored(mask)
            case _:
                assert_never(node)

    def _unscored(self, mask: Bools) -> Matches:
        ids = np.flatnonzero(mask).astype(np.int32)
        return Matches(ids, np.zeros(len(ids)))

    def _union(self, parts: list[Matches]) -> Matches:
        parts = [p for p in parts if len(p.ids)]
        if len(parts) < 2:
            return parts[0] if parts else NOTHING
        scores = np.zeros(self._columns.size)
        mask = np.zeros(self._columns.size, dtype=np.bool_)
        for part in parts:
            mask[part.ids] = True
            scores[part.ids] += part.scores
        ids = np.flatnonzero(mask).astype(np.int32)
        return Matches(ids, scores[ids])

    def _intersection(self, parts: list[Matches]) -> Matches:
        ids = reduce(_common, sorted((p.ids for p in parts), key=len))
        scores = np.zeros(len(ids))
        for part in parts:
            scores += part.scores[np.searchsorted(part.ids, ids)]
        return Matches(ids, scores)

    def _in_field(self, leaf: Leaf | Near, field: str) -> Matches:
        name = self._fields[field]
        if isinstance(leaf, Near):
            left, right = slots(leaf.left), slots(leaf.right)
            ids = self._near_ids(name, left, right, leaf.distance)
            return self._scored(name, field, ids, (*left, *right))
        row = slots(leaf)
        if not row:
            return NOTHING
        if len(row) == 1 and not row[0].starts:
            postings = self._postings.term(name, row[0].term)
            return Matches(postings.ids, self._bm25(name, field, postings.ids, postings.freqs))
        ids = self._record_ids(name, row[0]) if len(row) == 1 else _records_of(self._runs(name, row))
        return self._scored(name, field, ids, row)

    def _bm25(self, name: str, field: str, ids: Ints, freqs: npt.NDArray[np.float32]) -> Floats:
        """The scores of a term in these records; `freqs` is how often it stands in each."""
        df = len(ids)
        idf = math.log(1 + (self.statistics.count - df + 0.5) / (df + 0.5))
        average = self.statistics.average[name] or 1.0
        tf = freqs.astype(np.float64)
        norm = K1 * (1 - B + B * self._columns.lengths[name][ids] / average)
        scores: Floats = FIELD_WEIGHTS[field] * idf * tf * (K1 + 1) / (tf + norm)
        return scores

    def _scored(self, name: str, field: str, ids: Ints, row: Sequence[Slot]) -> Matches:
        """These records with the sum of the scores of the row's terms, each of which is in all of them."""
        scores = np.zeros(len(ids))
        for slot in row:
            if slot.starts:
                scores += FIELD_WEIGHTS[field]
            else:
                postings = self._postings.term(name, slot.term)
                every = self._bm25(name, field, postings.ids, postings.freqs)
                scores += every[np.searchsorted(postings.ids, ids)]
        return Matches(ids, scores)

    def _terms(self, name: str, slot: Slot) -> list[str]:
        return self._postings.expand(name, slot.starts)[:MAX_EXPANSION] if slot.starts else [slot.term]

    def _record_ids(self, name: str, slot: Slot) -> Ints:
        mask = np.zeros(self._columns.size, dtype=np.bool_)
        for term in self._terms(name, slot):
            mask[self._postings.term(name, term).ids] = True
        return np.flatnonzero(mask).astype(np.int32)

    def _slot_keys(self, name: str, slot: Slot) -> Keys:
        found = [self._postings.keys(name, term) for term in self._terms(name, slot)]
        if len(found) == 1:
            return found[0]
        return np.unique(np.concatenate(found)) if found else NO_KEYS

    def _runs(self, name: str, row: Sequence[Slot]) -> Keys:
        """The first place of each run that the row of slots fits."""
        return reduce(_common, (self._slot_keys(name, slot) - i for i, slot in enumerate(row)))

    def _near_ids(self, name: str, left: Sequence[Slot], right: Sequence[Slot], distance: int) -> Ints:
        if not left or not right:
            return NOTHING.ids
        a, b = self._runs(name, left), self._runs(name, right)
        after = _within(a + len(left) - 1, b, distance)
        before = _within(b + len(right) - 1, a, distance)
        ids: Ints = np.union1d(a[after] >> KEY_SHIFT, b[before] >> KEY_SHIFT).astype(np.int32)
        return ids

    def _in_facet(self, key: str, node: Node) -> Bools:
        column = self._columns.facets[key]
        wanted = [i for i, label in enumerate(column.labels) if satisfied(node, label)]
        return column.having(wanted, self._columns.size)


def _all_slots(leaf: Leaf | Near) -> tuple[Slot, ...]:
    return (*slots(leaf.left), *slots(leaf.right)) if isinstance(leaf, Near) else slots(leaf)


def _common(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> npt.NDArray[Any]:
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


def _records_of(keys: Keys) -> Ints:
    return np.unique(keys >> KEY_SHIFT).astype(np.int32)


def satisfied(node: Node, text: str) -> bool:
    """Whether a short text (a facet's label) matches a node, dates and other fields aside."""
    terms = [index_terms(t) for t in tokenize(text)]

    def holds(n: Node) -> bool:
        match n:
            case Word() | Phrase() | Prefix():
                return bool(occurrences(terms, slots(n)))
            case Near(left=left, right=right, distance=distance):
                return bool(
                    near_pairs(occurrences(terms, slots(left)), occurrences(terms, slots(right)), distance)
                )
            case And(nodes=nodes):
                return all(holds(x) for x in nodes)
            case Or(nodes=nodes):
                return any(holds(x) for x in nodes)
            case Not(node=inner):
                return not holds(inner)
            case Everything() | After() | Before() | Field():
                return True
            case _:
                assert_never(n)

    return holds(node)
