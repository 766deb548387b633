"""A request as it is asked: what of its query is looked for, with how many of its words, under which filters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from searchapp.engines.opensearch.ask.filters import Filters, filters_of, joined
from searchapp.engines.opensearch.ask.words import Clause, Words
from searchapp.engines.opensearch.view import View
from searchapp.query.loosening import loosened
from searchapp.query.request import SearchRequest
from searchapp.query.tree import Node


@dataclass(frozen=True)
class Asked:
    """What a request's words match (`words`), and its filters by facet.

    `node` is what of the query is looked for. `wanted` is how many top-level words there are, `had` how many of
    them each match has at least.
    """

    request: SearchRequest
    node: Node
    words: Clause
    filters: Filters
    wanted: int
    had: int

    def query(self, *, but: Collection[str] = (), more: Sequence[Clause] = ()) -> Clause:
        """What matches the words, the filters but those of some facets, and these clauses."""
        return {"bool": {"must": [self.words], "filter": [*joined(self.filters, but=but), *more]}}

    def total(self) -> dict[str, Any]:
        """What asks for the number of hits alone."""
        return {"query": self.query(), "size": 0, "track_total_hits": True}


def strictly(view: View, request: SearchRequest) -> Asked:
    """A request whose query is looked for as it stands, or by as many words as it says itself."""
    words = Words(view, request.kind)
    parts = loosened(request.node)
    least = 1 if request.match == "any" else min(request.least, len(parts.words))
    if least and parts.size > 1:
        return _with_least(view, request, least)
    clause = words.clause(request.node)
    return Asked(request, request.node, clause, filters_of(view, request), parts.size, parts.size)


def loosely(view: View, request: SearchRequest) -> list[Asked]:
    """A request by all of its words, one less, and so on down to half of them; without its filters."""
    count = len(loosened(request.node).words)
    free = replace(request, filters=(), together=(), since=None, until=None, undated=False)
    asked = [_with_least(view, free, least) for least in range(count, max(1, (count + 1) // 2) - 1, -1)]
    return [replace(one, filters={"": one.filters[""]}) for one in asked]


def widened(view: View, request: SearchRequest, least: int) -> Asked:
    """A request by so many of its words."""
    return _with_least(view, request, least)


def _with_least(view: View, request: SearchRequest, least: int) -> Asked:
    words, parts = Words(view, request.kind), loosened(request.node)
    clause: Clause = {
        "bool": {
            "should": words.weighed(parts.words),
            "minimum_should_match": least,
            "filter": [words.clause(node) for node in parts.binding],
        }
    }
    return Asked(request, parts.node, clause, filters_of(view, request), parts.size, least)
