"""A request in, its answer out: what is asked of the cluster, in as few requests as can be, and read from it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from searchapp.engines.opensearch.answer.hits import SOURCE, HitMaker
from searchapp.engines.opensearch.answer.stories import Stories
from searchapp.engines.opensearch.ask import asked
from searchapp.engines.opensearch.ask.asked import Asked
from searchapp.engines.opensearch.view import View
from searchapp.query.loosening import loosened
from searchapp.query.request import SearchRequest
from searchapp.query.result import SearchResult, Timeline


class Answering:
    """What answers of one view; it never changes."""

    def __init__(self, view: View, stories: Stories) -> None:
        self.view = view
        self._stories = stories
        self._maker = HitMaker(view, stories)

    def answer(self, request: SearchRequest) -> SearchResult:
        """The answer to a request, its hits without their stories."""
        started = time.perf_counter()
        found = self._asked(request)
        other = replace(request, kind="statement" if request.kind == "story" else "story")
        bodies = [self._page(found), self._as_many(other, found).total()]
        page, rest = self._search(bodies)
        total, kind = page["hits"]["total"]["value"], other.kind
        return SearchResult(
            total=total,
            totals={request.kind: total, kind: rest["hits"]["total"]["value"]},
            hits=self._maker.hits(request, found.node, page["hits"]["hits"]),
            facets=(),
            timeline=Timeline(),
            wanted=found.wanted,
            had=found.had,
            took_ms=(time.perf_counter() - started) * 1000,
            generation=self.view.index,
        )

    def counts(self, requests: Sequence[SearchRequest]) -> list[int]:
        """The totals of these requests, without the rest."""
        bodies = [self._asked(request).total() for request in requests]
        return [a["hits"]["total"]["value"] for a in self._search(bodies, scored=False)]

    def _asked(self, request: SearchRequest) -> Asked:
        """What is asked: all words, or as many as can be had where the request may be widened."""
        strict = asked.strictly(self.view, request)
        parts = loosened(request.node)
        if not request.widen or parts.size < 2 or strict.had < strict.wanted:
            return strict
        ways = asked.loosely(self.view, request)
        totals = [a["hits"]["total"]["value"] for a in self._search([strict.total(), *(w.total() for w in ways)])]
        if totals[0]:
            return strict
        least = next((way.had for way, total in zip(ways, totals[1:], strict=True) if total), ways[-1].had)
        wide = asked.widened(self.view, request, least)
        (answer,) = self._search([wide.total()])
        return wide if answer["hits"]["total"]["value"] else strict

    def _as_many(self, other: SearchRequest, found: Asked) -> Asked:
        """The same question to the other kind of records, with as many of its words."""
        if other.widen and found.had < found.wanted:
            return asked.strictly(self.view, replace(other, widen=False, least=found.had))
        return self._asked(other)

    def _page(self, found: Asked) -> dict[str, Any]:
        """What asks for the hits of a page."""
        request = found.request
        return {
            "query": found.query(),
            "from": request.offset,
            "size": max(0, request.limit),
            "sort": self._sort(request),
            "track_scores": request.sort == "relevance",
            "track_total_hits": True,
            "_source": [*SOURCE, f"{self.view.head}.place", f"{self.view.head}.speaker"],
        }

    def _sort(self, request: SearchRequest) -> list[dict[str, Any]]:
        order = "asc" if request.sort == "oldest" else "desc"
        by_day: list[dict[str, Any]] = [
            {self.view.day: {"order": order, "missing": "_last"}},
            {"story": "asc"},
            {"ordinal": "asc"},
        ]
        return [{"_score": "desc"}, *by_day] if request.sort == "relevance" else by_day

    def _search(self, bodies: Sequence[dict[str, Any]], *, scored: bool = True) -> list[dict[str, Any]]:
        return self.view.cluster.searches(self.view.index, bodies, scored=scored)
