"""The order of hits, and stretches of it, as deep as anybody asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from searchapp.engines.opensearch.ask.asked import Asked
from searchapp.engines.opensearch.layout import MOST_FOUND
from searchapp.engines.opensearch.view import View
from searchapp.query.request import SearchRequest

Body = dict[str, Any]


class Place(NamedTuple):
    """A record by its story and its number in it (-1: the story itself), and what it scores."""

    story: str
    ordinal: int
    score: float

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.story if self.ordinal < 0 else f"{self.story}/{self.ordinal}"


def order(view: View, request: SearchRequest) -> list[Body]:
    """By what hits are sorted: their score or none, then their day, then their story and their place in it."""
    by_day: list[Body] = [
        {view.day: {"order": "asc" if request.sort == "oldest" else "desc", "missing": "_last"}},
        {"story": "asc"},
        {"ordinal": "asc"},
    ]
    return [{"_score": "desc"}, *by_day] if request.sort == "relevance" else by_day


def place_of(hit: Body) -> Place:
    """Where a hit stands, read from what it was sorted by."""
    *scored, _, story, ordinal = hit["sort"]
    return Place(story, ordinal, scored[0] if scored else 0.0)


def page(view: View, found: Asked, source: Sequence[str] | bool) -> Body:
    """What asks for the hits of a request, as far as one question reaches, and for their number."""
    request = found.request
    size = max(0, min(request.limit, MOST_FOUND - request.offset))
    return {
        "query": found.ranked() if size else found.query(),
        "from": request.offset if size else 0,
        "size": size,
        "sort": order(view, request),
        "track_total_hits": True,
        "_source": source,
    }


def hits_of(view: View, found: Asked, source: Sequence[str] | bool, answer: Body) -> list[Body]:
    """The hits of a request, given the answer to its `page`; what that does not reach is read here."""
    request, total = found.request, answer["hits"]["total"]["value"]
    if total <= MOST_FOUND or request.offset + request.limit <= MOST_FOUND or request.offset >= total:
        return list(answer["hits"]["hits"])
    return list(islice(every(view, found, source), request.offset, request.offset + request.limit))


def every(view: View, found: Asked, source: Sequence[str] | bool) -> Iterator[Body]:
    """All hits of a request, in order and of one moment."""
    scored = found.request.sort == "relevance"
    query = found.ranked() if scored else found.query()
    return view.cluster.scan(view.index, query, sort=order(view, found.request), scored=scored, _source=source)
