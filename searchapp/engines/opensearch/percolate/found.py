"""Which records of some stories requests find, where these stories are all that may be found otherwise.

Where there are more queries than records, the records are held against the queries, and those that match are
asked; else all are. A query that asks of other records too (statements by their stories) can't be held so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from searchapp.engines.opensearch.ask.asked import loosely, strictly
from searchapp.engines.opensearch.ask.words import Clause
from searchapp.engines.opensearch.cluster import RECORDS
from searchapp.engines.opensearch.decided.corrected import Correcting
from searchapp.engines.opensearch.documents import wire
from searchapp.engines.opensearch.layout import ASKED, MOST_FOUND, MOST_TERMS
from searchapp.engines.opensearch.percolate.queries import Queries
from searchapp.engines.opensearch.view import View
from searchapp.facets import BY_KEY
from searchapp.query.matching import slots
from searchapp.query.request import SearchRequest
from searchapp.query.tree import Near, Node, asks_facet, nodes_in

RECORDS_A_QUERY = 1
"""Fewer records than so many for each query are held against the queries: what that costs goes by the records."""
_AT_ONCE = 50
"""Queries that are asked of the records together."""
_NAMED_AT_ONCE = 100_000
"""Stories that these may name in all."""
Records = tuple[str, ...]


def found_among(
    view: View,
    queries: Queries,
    correcting: Correcting,
    requests: Sequence[SearchRequest],
    stories: Collection[str],
) -> list[Records | None]:
    """See `searchapp.engines.Index.found_among`."""
    ids = sorted(set(map(wire, stories)))
    if not ids or not requests:
        return [()] * len(requests)
    if len(ids) > MOST_TERMS:
        return [None] * len(requests)
    of_these: Clause = {"terms": {"story": ids}}
    there = list(view.cluster.scan(view.index, of_these, _source=False, docvalue_fields=["story", "digest"]))
    gone = set(ids) - {hit["fields"]["story"][0] for hit in there}
    texts = {text for hit in there for text in hit["fields"].get("digest", ())}
    if correcting.told_by_text(texts, gone=bool(gone)):
        return [None] * len(requests)
    asked = {n: asking for n, request in enumerate(requests) if (asking := _asking(view, request)) is not None}
    alone = {n: asking.query for n, asking in asked.items() if not _asks_stories(requests[n])}
    told: dict[int, Records | None] = {}
    if len(there) < RECORDS_A_QUERY * len(alone):
        records = (hit["_source"] for hit in view.cluster.scan(view.index, of_these, _source=ASKED))
        held = zip(alone, queries.matching(list(alone.values()), records), strict=True)
        told = {n: () for n, matches in held if matches is False}
    left = {n: asking.query for n, asking in asked.items() if n not in told}
    told |= {n: None if some and asked[n].loose else some for n, some in _found(view, left, of_these)}
    return [told.get(n) for n in range(len(requests))]


class _Asking(NamedTuple):
    """What matches all records that may change what a request finds; `loose` where it matches others, too."""

    query: Clause
    loose: bool = False


def _asking(view: View, request: SearchRequest) -> _Asking | None:
    """How a request is asked of some stories; None where what it finds of others may be told by these, too.

    Where fewer words may do it is any record with the fewest, whatever the filters: how many words are had goes by
    all of these. Of what is asked by the words of names, and of a word near another that is only begun, it depends
    on the whole archive which names and words these are.
    """
    if asks_facet(request.node) or _begun_beside(request.node):
        return None
    found = strictly(view, request)
    if not found.may_be_widened:
        return _Asking(found.query())
    loosest, _ = loosely(view, request)[-1]
    return _Asking(loosest.query(), loose=True)


def _begun_beside(node: Node) -> bool:
    """Whether a word that is only begun stands beside NEAR."""
    near = (n for n in nodes_in(node) if isinstance(n, Near))
    return any(slot.starts for n in near for slot in (*slots(n.left), *slots(n.right)))


def _asks_stories(request: SearchRequest) -> bool:
    """Whether statements are asked for by what their stories have."""
    by_story = any(BY_KEY[f.key].together == "story" for f in request.together)
    return request.kind == "statement" and (request.in_stories or by_story)


def _found(view: View, queries: Mapping[int, Clause], within: Clause) -> Iterator[tuple[int, Records | None]]:
    """By its number the records that each query finds within others; None where these are too many."""
    left = iter(queries.items())
    most = max(1, min(_AT_ONCE, _NAMED_AT_ONCE // len(within["terms"]["story"])))
    while some := list(islice(left, most)):
        bodies: list[dict[str, Any]] = [
            {
                "query": {"bool": {"filter": [query, within]}}, "size": MOST_FOUND, "sort": RECORDS,
                "track_total_hits": True, "_source": False,
            }
            for _, query in some
        ]  # fmt: skip
        answers = view.cluster.searches(view.index, bodies, scored=False)
        for (n, _), answer in zip(some, answers, strict=True):
            hits = answer["hits"]["hits"]
            yield n, tuple(map(_record, hits)) if len(hits) == answer["hits"]["total"]["value"] else None


def _record(hit: dict[str, Any]) -> str:
    """The id of a record."""
    story, ordinal = hit["sort"]
    return story if ordinal < 0 else f"{story}/{ordinal}"
