"""A node of the query language as a query of the cluster: the records that the embedded engine finds too, with
scores as near to its own as the cluster can give them.

A clause that matches and does not weigh is a filter. A word weighs as BM25 over `both` (see `layout`), and a
little once more as it was typed; a phrase or NEAR the sum of its words; a facet's field and a day nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from searchapp.engines.opensearch.layout import BOTH, TEXT_FIELDS, term_of
from searchapp.engines.opensearch.view import View
from searchapp.engines.ranking import RANKING, weights
from searchapp.model import RecordKind
from searchapp.query.matching import DEFAULT_FIELDS, Slot, as_typed, slots
from searchapp.query.tree import (
    TEXT_FIELDS as NAMED_FIELDS,
)
from searchapp.query.tree import (
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
)

Clause = dict[str, Any]
NOTHING: Clause = {"match_none": {}}
ALL: Clause = {"match_all": {"boost": 0}}


def free(clause: Clause) -> Clause:
    """A clause that weighs nothing."""
    return {"bool": {"filter": [clause]}}


def any_of(clauses: Sequence[Clause]) -> Clause:
    """At least one of these."""
    if not clauses:
        return NOTHING
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": list(clauses), "minimum_should_match": 1}}


class Words:
    """Makes queries for one kind of record of a view."""

    def __init__(self, view: View, kind: RecordKind) -> None:
        self._view = view
        self._kind = kind
        self._fields = TEXT_FIELDS[kind]

    def clause(self, node: Node, field: str = "") -> Clause:
        """What a node matches."""
        match node:
            case Everything():
                return ALL
            case Word() | Phrase() | Prefix() | Near():
                return self._leaf(node, field)
            case Field(name=name, node=inner) if name in NAMED_FIELDS:
                return self.clause(inner, name)
            case Field(name=name, node=inner):
                keys = self._view.labels.of(name).matching(inner)
                return free({"terms": {self._view.facet(name): keys}})
            case After(day=day):
                return free({"range": {self._view.day: {"gte": day.toordinal()}}})
            case Before(day=day):
                return free({"range": {self._view.day: {"lte": day.toordinal()}}})
            case And(nodes=nodes):
                return {"bool": {"must": self.weighed(nodes, field)}}
            case Or(nodes=nodes):
                return any_of([self.clause(n, field) for n in nodes])
            case Not(node=inner):
                return {"bool": {"must_not": [self.clause(inner, field)], "filter": [ALL]}}
            case _:
                assert_never(node)

    def weighed(self, nodes: Sequence[Node], field: str = "") -> list[Clause]:
        """What each of these nodes matches; one that stands there more than once weighs less each time."""
        said = [slots(node) if isinstance(node, Word) else node for node in nodes]
        return [_times(self.clause(n, field), w) for n, w in zip(nodes, weights(said), strict=True)]

    def _leaf(self, leaf: Leaf | Near, field: str) -> Clause:
        names = [self._fields[name] for name in ((field,) if field else DEFAULT_FIELDS[self._kind])]
        there = any_of([_in_field(leaf, name) for name in names])
        weighing = BOTH if len(names) > 1 else names[0]
        parts = [_worth(slot, weighing) for slot in _all_slots(leaf)]
        if isinstance(leaf, Word) and len(parts) == 1 and (typed := as_typed(leaf)):
            parts.append(_times(_worth(typed, weighing), RANKING.exact))
        return {"bool": {"filter": [there], "should": parts}}


def _times(clause: Clause, weight: float) -> Clause:
    """A clause that weighs so many times as much."""
    return clause if weight == 1 else {"bool": {"must": [clause], "boost": weight}}


def _worth(slot: Slot, field: str) -> Clause:
    """What a slot weighs where it stands."""
    if slot.starts:
        return {"constant_score": {"filter": _slot(slot, field), "boost": RANKING.prefix}}
    return {"term": {field: {"value": term_of(slot.term)}}}


def _all_slots(leaf: Leaf | Near) -> tuple[Slot, ...]:
    return (*slots(leaf.left), *slots(leaf.right)) if isinstance(leaf, Near) else slots(leaf)


def _in_field(leaf: Leaf | Near, field: str) -> Clause:
    """Where a leaf stands in a field."""
    if isinstance(leaf, Near):
        left, right = slots(leaf.left), slots(leaf.right)
        if not left or not right:
            return NOTHING
        a, b = _span(left, field), _span(right, field)
        return any_of([_near(a, b, leaf.distance - 1), _near(b, a, leaf.distance - 1)])
    row = slots(leaf)
    if not row:
        return NOTHING
    return _slot(row[0], field) if len(row) == 1 else _span(row, field)


def _slot(slot: Slot, field: str) -> Clause:
    """Where a slot stands in a field."""
    if slot.starts:
        return any_of([{"prefix": {field: {"value": start}}} for start in slot.starts])
    return {"term": {field: {"value": term_of(slot.term)}}}


def _span(row: Sequence[Slot], field: str) -> Clause:
    """A row of slots, one after the other."""
    spans = [_one_span(slot, field) for slot in row]
    return spans[0] if len(spans) == 1 else {"span_near": {"clauses": spans, "slop": 0, "in_order": True}}


def _one_span(slot: Slot, field: str) -> Clause:
    if not slot.starts:
        return {"span_term": {field: {"value": term_of(slot.term)}}}
    starts = [{"span_multi": {"match": {"prefix": {field: {"value": start}}}}} for start in slot.starts]
    return starts[0] if len(starts) == 1 else {"span_or": {"clauses": starts}}


def _near(first: Clause, second: Clause, between: int) -> Clause:
    """Two spans in this order, with so many words at most between them."""
    return {"span_near": {"clauses": [first, second], "slop": between, "in_order": True}}
