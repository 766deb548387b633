"""Queries over a facet's labels: `person:alloush` finds every person with that word in the name."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import assert_never

from searchapp.query.matching import near_pairs, occurrences, slots
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
from searchapp.text.analysis import index_terms, tokenize


class LabelSearch:
    """Which of some labels a node matches; their words are looked up, once they have been asked for.

    `numbers` gives the number of each label; several may share one.
    """

    def __init__(self, labels: Sequence[str], numbers: Sequence[int]) -> None:
        self._labels = labels
        self._numbers = numbers
        self._terms: dict[str, set[int]] | None = None
        self._lock = threading.Lock()

    def matching(self, node: Node) -> list[int]:
        """The numbers of the labels that match, ascending."""
        likely = self._candidates(node)
        places = range(len(self._labels)) if likely is None else likely
        return sorted({self._numbers[i] for i in places if satisfied(node, self._labels[i])})

    def having(self, term: str) -> set[int]:
        """The numbers of the labels that have an index term in their name."""
        return {self._numbers[i] for i in self.by_term().get(term, ())}

    def by_term(self) -> dict[str, set[int]]:
        """The places of the labels that have each index term."""
        with self._lock:
            if self._terms is None:
                terms: dict[str, set[int]] = {}
                for n, label in enumerate(self._labels):
                    for token in tokenize(label):
                        for term in index_terms(token):
                            terms.setdefault(term, set()).add(n)
                self._terms = terms
            return self._terms

    def _candidates(self, node: Node) -> set[int] | None:
        """The labels among which all that match are; None where that may be any."""
        match node:
            case Word() | Phrase() | Prefix():
                return self._with_row(node)
            case Near(left=left, right=right):
                return self._with_row(left) & self._with_row(right)
            case And(nodes=nodes):
                known = [found for n in nodes if (found := self._candidates(n)) is not None]
                return reduce(set.intersection, known) if known else None
            case Or(nodes=nodes):
                every = [self._candidates(n) for n in nodes]
                return None if None in every else set().union(*(found for found in every if found is not None))
            case Not() | Everything() | After() | Before() | Field():
                return None
            case _:
                assert_never(node)

    def _with_row(self, leaf: Leaf) -> set[int]:
        """The labels that have something for each slot of a leaf."""
        by_term = self.by_term()
        found: list[set[int]] = []
        for slot in slots(leaf):
            terms: Iterable[str] = (
                (t for t in by_term if t.startswith(slot.starts)) if slot.starts else (slot.term,)
            )
            found.append(set().union(*(by_term.get(term, set()) for term in terms)))
        return reduce(set.intersection, found) if found else set()


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
