"""A node of the query language as a query of the cluster: the records that the embedded engine finds too, with
scores as near to its own as the cluster can give them.

A word that is bound to no field is looked for where title and text are one (`layout.BOTH`), and weighs there as
BM25, and a little once more as it was typed; a phrase or NEAR weighs the sum of its words, a facet's field and a
day nothing.

The cluster refuses a question of more than 1,024 terms. As many as a query may have fit in any case; for what they
weigh besides, and for words near others that are only begun, there is what these leave (`MOST_TERMS`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, assert_never

from searchapp.engines.opensearch.layout import BOTH, TEXT_FIELDS, WEIGHT, term_of
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
    nodes_in,
)

Clause = dict[str, Any]
NOTHING: Clause = {"match_none": {}}
ALL: Clause = {"match_all": {"boost": 0}}
MOST_TERMS = 980
"""Terms that one question may have, its filters aside."""
_A_SHARE = 3
"""Beside NEAR words that begin so are looked for, as many as one in so many of the terms that are left: the first
by the alphabet, and as many of the commonest; each is asked for twice."""
_ALL_OF_THEM = 2**31 - 1


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

    def __init__(self, view: View, kind: RecordKind, node: Node) -> None:
        self._view = view
        self._fields = TEXT_FIELDS[kind]
        own = [self._fields[name] for name in DEFAULT_FIELDS[kind]]
        self._unbound = own[0] if len(own) == 1 else BOTH
        self._left = MOST_TERMS - _terms_in(node)

    def clause(self, node: Node, field: str = "") -> Clause:
        """What a node matches."""
        match node:
            case Everything():
                return ALL
            case Word() | Phrase() | Prefix() | Near():
                return self._leaf(node, self._fields[field] if field else self._unbound)
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

    def at_least(self, parts: Sequence[Node], binding: Sequence[Node], least: int) -> Clause:
        """What matches all of `binding` and so many of the parts at least."""
        return {
            "bool": {
                "should": self.weighed(parts),
                "minimum_should_match": least,
                "filter": [self.clause(node) for node in binding],
            }
        }

    def _leaf(self, leaf: Leaf | Near, field: str) -> Clause:
        if isinstance(leaf, Near):
            return self._worth(self._near(leaf, field), (*slots(leaf.left), *slots(leaf.right)), field)
        row = slots(leaf)
        if len(row) > 1:
            return self._worth(_in_a_row(row, field), row, field)
        if not row or row[0].starts:
            return {"constant_score": {"filter": _in_a_row(row, field), "boost": RANKING.prefix}}
        found = _term(row[0], field)
        typed = as_typed(leaf) if isinstance(leaf, Word) else None
        if typed is None or not self._takes(1):
            return found
        return {"bool": {"must": [found], "should": [_term(typed, field, RANKING.exact)]}}

    def _worth(self, found: Clause, row: Sequence[Slot], field: str) -> Clause:
        """What matches, with what its words weigh."""
        times = Counter(row)
        if not self._takes(len(times)):
            return free(found)
        should: list[Clause] = [
            {"match_all": {"boost": RANKING.prefix * n}} if slot.starts else _term(slot, field, n)
            for slot, n in times.items()
        ]
        return {"bool": {"filter": [found], "should": should}}

    def _takes(self, terms: int) -> bool:
        """Whether so many more terms may be asked for their weight."""
        taken = terms <= self._left
        self._left -= terms * taken
        return taken

    def _near(self, near: Near, field: str) -> Clause:
        """Two rows with so many words at most from one to the other, whichever comes first."""
        rows = slots(near.left), slots(near.right)
        if not all(rows):
            return NOTHING
        one, other = ([self._span(slot, field) for slot in row] for row in rows)
        return any_of([_spans([_spans(a), _spans(b)], near.distance - 1) for a, b in ((one, other), (other, one))])

    def _span(self, slot: Slot, field: str) -> Clause:
        """Where a slot stands, as a span: of a beginning the first words by the alphabet and the commonest."""
        if not slot.starts:
            return {"span_term": {field: {"value": term_of(slot.term)}}}
        half = self._left // _A_SHARE // 2
        first = max(1, half // len(slot.starts))
        common = self._view.words.beginning(slot.starts, most=max(0, half))
        self._left -= 2 * (len(common) + first * len(slot.starts))
        spans = [_begun(start, field, most=first) for start in slot.starts]
        spans += [{"span_term": {field: {"value": term_of(term)}}} for term in common]
        return spans[0] if len(spans) == 1 else {"span_or": {"clauses": spans}}


def _terms_in(node: Node) -> int:
    """How many terms a node is at least."""
    terms = 0
    for n in nodes_in(node):
        if isinstance(n, Near):
            terms += 2 * (len(slots(n.left)) + len(slots(n.right)))
        elif not isinstance(n, And | Or | Not | Field):
            terms += 1
    return terms


def _times(clause: Clause, weight: float) -> Clause:
    """A clause that weighs so many times as much."""
    return clause if weight == 1 else {"bool": {"must": [clause], "boost": weight}}


def _term(slot: Slot, field: str, boost: float = 1) -> Clause:
    return {"term": {field: {"value": term_of(slot.term), "boost": boost * WEIGHT.get(field, 1)}}}


def _in_a_row(row: Sequence[Slot], field: str) -> Clause:
    """Where slots stand one after the other; only the last may be the beginning of a word."""
    if not row:
        return NOTHING
    terms = [term_of(slot.term) for slot in row if not slot.starts]
    if not row[-1].starts:
        return {"match_phrase": {field: {"query": " ".join(terms)}}}
    if not terms:
        return any_of([{"prefix": {field: {"value": start}}} for start in row[-1].starts])
    return any_of([
        {"match_phrase_prefix": {field: {"query": " ".join((*terms, start)), "max_expansions": _ALL_OF_THEM}}}
        for start in row[-1].starts
    ])  # fmt: skip


def _begun(start: str, field: str, *, most: int) -> Clause:
    """Where a word stands that begins so, as a span; of more words than these the first by the alphabet."""
    return {"span_multi": {"match": {"prefix": {field: {"value": start, "rewrite": f"top_terms_{most}"}}}}}


def _spans(clauses: Sequence[Clause], between: int = 0) -> Clause:
    """Spans in this order, with so many words at most between them."""
    if len(clauses) == 1:
        return clauses[0]
    return {"span_near": {"clauses": list(clauses), "slop": between, "in_order": True}}
