"""Requests in, their answers out: what is asked of the cluster, in as few requests as can be, and read from it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from searchapp.engines.opensearch.answer import folding, pages
from searchapp.engines.opensearch.answer.hits import HitMaker
from searchapp.engines.opensearch.ask import asked
from searchapp.engines.opensearch.ask.asked import Asked
from searchapp.engines.opensearch.count.counts import Counts, all_counts
from searchapp.engines.opensearch.count.facets import facet
from searchapp.engines.opensearch.count.rounds import Rounds, run
from searchapp.engines.opensearch.count.side import Side
from searchapp.engines.opensearch.decided.stories import CorrectedStories
from searchapp.engines.opensearch.layout import MOST_FOUND
from searchapp.engines.opensearch.view import View
from searchapp.engines.opensearch.words.known_words import KnownWords
from searchapp.query.loosening import marked
from searchapp.query.request import FEW, SearchRequest
from searchapp.query.result import FacetCounts, Hit, SearchResult
from searchapp.text.analysis import folded

Body = dict[str, Any]
_WHOLE_AT_ONCE = 10
"""Requests all of whose hits are asked for together: those of a hundred would take longer than one may wait."""


class Answering:
    """What answers of one view; it never changes."""

    def __init__(self, view: View, stories: CorrectedStories) -> None:
        self.view = view
        self.stories = stories
        self._maker = HitMaker(view, stories)
        self.words = KnownWords(view, self._search)

    def answers(self, requests: Sequence[SearchRequest]) -> list[SearchResult]:
        """The answers to these requests, their hits without their stories."""
        started = time.perf_counter()
        settled = self._settled([*requests, *map(_other, requests)])
        found = settled[: len(requests)]
        others = [self._as_many(f, other) for f, other in zip(found, settled[len(requests) :], strict=True)]
        counting = Rounds([(f, all_counts(self.view, f)) for f in found])
        bodies = [b for f, other in zip(found, others, strict=True) for b in (self._page(f), other.total())]
        answers = self._search([*bodies, *counting.bodies()])
        counts = counting.end(answers[len(bodies) :], self._search)
        results = [
            self._result(f, answers[2 * n], _total(answers[2 * n + 1]), counts[n], started)
            for n, f in enumerate(found)
        ]
        return self._spelled(requests, results)

    def _spelled(self, requests: Sequence[SearchRequest], results: list[SearchResult]) -> list[SearchResult]:
        """The answers with what may be meant by their words, where few have what is asked for."""
        few = [
            n
            for n, (request, found) in enumerate(zip(requests, results, strict=True))
            if request.spell and (found.total < FEW or found.had < found.wanted)
        ]
        told = self.words.respellings([requests[n].node for n in few]) if few else []
        for n, spellings in zip(few, told, strict=True):
            results[n] = replace(results[n], spellings=spellings)
        return results

    def _result(self, found: Asked, answer: Body, other: int, counts: Counts, started: float) -> SearchResult:
        request, total = found.request, _total(answer)
        listed = folding.hits_of(self.view, found, self._maker.source, answer)
        hits = self._maker.hits(request, found.node, listed)
        facets, line, table = counts
        return SearchResult(
            total=total,
            totals={request.kind: total, _other(request).kind: other},
            hits=folding.with_others(self.view, found, listed, hits, self.stories),
            facets=facets,
            timeline=line,
            wanted=found.wanted,
            had=found.had,
            took_ms=(time.perf_counter() - started) * 1000,
            generation=self.view.index,
            groups=folding.groups_of(self.view, found, answer),
            crosstab=table,
        )

    def facet_values(self, request: SearchRequest, key: str, *, contains: str) -> FacetCounts:
        """All values of one facet for a request, those whose label has `contains` in it."""
        (found,) = self._settled([request])
        counts = run(found, facet(Side(self.view, found, key), size=0), self._search)
        wanted = folded(contains)
        if not wanted:
            return counts
        kept = tuple(v for v in counts.values if wanted in folded(v.label))
        return replace(counts, values=kept, distinct=sum(v.count > 0 for v in kept))

    def counts(self, requests: Sequence[SearchRequest]) -> list[int]:
        """The totals of these requests, without the rest."""
        return self._totals(self._settled(requests))

    def ranking(self, request: SearchRequest) -> list[tuple[str, float]]:
        """(record id, score) of the hits, without the rest."""
        (found,) = self._settled([request])
        (answer,) = self._search([folding.page(self.view, found, False)])
        places = map(pages.place_of, folding.hits_of(self.view, found, False, answer))
        return [(place.id, place.score) for place in places]

    def stories_found(self, requests: Sequence[SearchRequest]) -> list[list[str]]:
        """For each request the stories that all its hits are or stand in, each once."""
        settled = self._settled([replace(request, offset=0, limit=MOST_FOUND) for request in requests])
        out = []
        for start in range(0, len(settled), _WHOLE_AT_ONCE):
            some = settled[start : start + _WHOLE_AT_ONCE]
            answers = self._search([pages.page(self.view, found, False) for found in some])
            out += [self._stories_of(found, answer) for found, answer in zip(some, answers, strict=True)]
        return out

    def _stories_of(self, found: Asked, answer: Body) -> list[str]:
        deep = _total(answer) > MOST_FOUND
        hits = pages.every(self.view, found, False) if deep else answer["hits"]["hits"]
        return list(dict.fromkeys(pages.place_of(hit).story for hit in hits))

    def hits(self, request: SearchRequest, ids: Iterable[str]) -> list[Hit]:
        """The named records as hits of a request; scores are 0."""
        return list(self._maker.hits(request, marked(request), self._maker.read(request.kind, ids)))

    # --- what is asked

    def _settled(self, requests: Sequence[SearchRequest]) -> list[Asked]:
        """How each is asked: by all words, or by as many as can be had where no record has them all and it may."""
        strict = [asked.strictly(self.view, request) for request in requests]
        free = [one for one in strict if one.may_be_widened]
        short = [one for one, total in zip(free, self._totals(free), strict=True) if not total]
        ways = [asked.loosely(self.view, one.request) for one in short]
        totals = iter(self._totals([way for pairs in ways for pair in pairs for way in pair]))
        wide: dict[SearchRequest, Asked] = {}
        for one, pairs in zip(short, ways, strict=True):
            counted = [(next(totals), next(totals), bound) for _, bound in pairs]
            _, total, bound = next((c for c in counted if c[0]), counted[-1])
            if total:
                wide[one.request] = bound
        return [wide.get(one.request, one) for one in strict]

    def _as_many(self, found: Asked, other: Asked) -> Asked:
        """The same question to the other kind of records, with as many of its words."""
        if other.may_be_widened and found.had < found.wanted:
            return asked.strictly(self.view, replace(other.request, widen=False, least=found.had))
        return other

    def _page(self, found: Asked) -> Body:
        """What asks for the hits of a page."""
        return folding.page(self.view, found, self._maker.source)

    def _totals(self, asked: Sequence[Asked]) -> list[int]:
        return list(map(_total, self._search([one.total() for one in asked], scored=False)))

    def _search(self, bodies: Sequence[Body], *, scored: bool = True) -> list[Body]:
        return self.view.cluster.searches(self.view.index, bodies, scored=scored)


def _total(answer: Body) -> int:
    """How many records a question found."""
    return int(answer["hits"]["total"]["value"])


def _other(request: SearchRequest) -> SearchRequest:
    """The same question to the other kind of records."""
    return replace(request, kind="statement" if request.kind == "story" else "story")
