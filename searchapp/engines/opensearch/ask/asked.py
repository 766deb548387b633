"""A request as it is asked: what of its query is looked for, with how many of its words, under which filters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from searchapp.engines.opensearch.ask.filters import Filters, filters_of, joined
from searchapp.engines.opensearch.ask.in_stories import InStories, own_first
from searchapp.engines.opensearch.ask.words import Clause, Words
from searchapp.engines.opensearch.view import View
from searchapp.query.loosening import loosened
from searchapp.query.request import SearchRequest
from searchapp.query.tree import Node


@dataclass(frozen=True)
class Asked:
    """What a request's words match (`words`), and its filters by facet.

    `node` is what of the query is looked for. `wanted` is how many top-level words there are, `had` how many of
    them each match has at least. `own` matches a statement that is found by its story by its own words.
    """

    request: SearchRequest
    node: Node
    words: Clause
    filters: Filters
    wanted: int
    had: int
    own: Clause | None = None

    @property
    def may_be_widened(self) -> bool:
        """Whether fewer words may be asked for where no record has them all."""
        return self.request.widen and self.request.match == "all" and not self.request.least and self.wanted > 1

    def query(self, *, but: Collection[str] = (), more: Sequence[Clause] = ()) -> Clause:
        """What matches the words, the filters but those of some facets, and these clauses."""
        return {"bool": {"must": [self.words], "filter": [*joined(self.filters, but=but), *more]}}

    def ranked(self) -> Clause:
        """The same as `query`, weighing what puts its hits in their order."""
        return replace(self, words=own_first(self.words, self.own)).query() if self.own else self.query()

    def total(self) -> dict[str, Any]:
        """What asks for the number of hits alone."""
        return {"query": self.query(), "size": 0, "track_total_hits": True}


def strictly(view: View, request: SearchRequest) -> Asked:
    """A request whose query is looked for as it stands, or by as many words as it says itself."""
    parts = loosened(request.node)
    least = 1 if request.match == "any" else min(request.least, len(parts.words))
    if least and parts.size > 1:
        return with_least(view, request, least)
    clause = _words(view, request).clause(request.node)
    return Asked(
        request, request.node, clause, filters_of(view, request), parts.size, parts.size, _own(view, request)
    )


def with_least(view: View, request: SearchRequest, least: int) -> Asked:
    """A request by so many of its words."""
    parts = loosened(request.node)
    clause = _words(view, request).at_least(parts.words, parts.binding, least)
    own = _own(view, replace(request, least=least))
    return Asked(request, parts.node, clause, filters_of(view, request), parts.size, least, own)


def loosely(view: View, request: SearchRequest) -> list[tuple[Asked, Asked]]:
    """A request by all of its words, one less, down to half of them; each without its filters and with."""
    count = len(loosened(request.node).words)
    asked = [with_least(view, request, least) for least in range(count, max(1, (count + 1) // 2) - 1, -1)]
    return [(replace(one, filters={"": one.filters[""]}), one) for one in asked]


def _words(view: View, request: SearchRequest) -> Words:
    """What makes the clauses of a request's words."""
    return InStories(view, request.node) if request.in_stories else Words(view, request.kind, request.node)


def _own(view: View, request: SearchRequest) -> Clause | None:
    """What matches statements by their own words, where they are found by their stories and rank."""
    if not request.in_stories or request.sort != "relevance":
        return None
    return strictly(view, replace(request, within="said", widen=False)).words
