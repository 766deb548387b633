"""Which requests some stories touch: what comes is held against the queries, and no query is asked of all records.

A query that asks of other records as well (statements by their stories) can't be held against one by itself; it is
counted among the records of the stories.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from searchapp.engines.opensearch.ask.asked import loosely, strictly
from searchapp.engines.opensearch.ask.words import Clause
from searchapp.engines.opensearch.decided.corrected import Correcting
from searchapp.engines.opensearch.documents import wire
from searchapp.engines.opensearch.layout import ASKED, MOST_TERMS
from searchapp.engines.opensearch.percolate.queries import Queries
from searchapp.engines.opensearch.view import View
from searchapp.facets import BY_KEY
from searchapp.query.matching import slots
from searchapp.query.request import SearchRequest
from searchapp.query.tree import And, Field, Near, Node, Not, Or, asks_facet

_AT_ONCE = 100_000
"""Stories that the counts of one request to the cluster may name."""


def touched(
    view: View,
    queries: Queries,
    correcting: Correcting,
    requests: Sequence[SearchRequest],
    stories: Collection[str],
) -> list[bool]:
    """See `searchapp.engines.Index.touched`."""
    ids = sorted(set(map(wire, stories)))
    if not ids or not requests:
        return [False] * len(requests)
    if len(ids) > MOST_TERMS:
        return [True] * len(requests)
    of_these, told_too = {"terms": {"story": ids}}, ["story", "digest"]
    found = list(view.cluster.scan(view.index, of_these, _source=ASKED, docvalue_fields=told_too))
    gone = set(ids) - {hit["fields"]["story"][0] for hit in found}
    texts = {text for hit in found for text in hit["fields"].get("digest", ())}
    if correcting.told_by_text(texts, gone=bool(gone)):
        return [True] * len(requests)
    asked = {n: query for n, request in enumerate(requests) if (query := _query(view, request)) is not None}
    alone = [n for n in asked if not _asks_stories(requests[n])]
    held = queries.matching([asked[n] for n in alone], [hit["_source"] for hit in found])
    told = {n: matched for n, matched in zip(alone, held, strict=True) if matched is not None}
    rest = [n for n in asked if n not in told]
    told |= zip(rest, _counted(view, [asked[n] for n in rest], ids), strict=True)
    return [told.get(n, True) for n in range(len(requests))]


def _query(view: View, request: SearchRequest) -> Clause | None:
    """What matches at least all records that may change what a request finds; None where others may, too.

    Where fewer words may be asked for it is any record with the fewest, whatever the filters: how many words are
    had goes by all of these. Of what is asked by the words of names, and of a word near another that is only
    begun, it depends on the whole archive which names and words these are.
    """
    if asks_facet(request.node) or _begun_beside(request.node):
        return None
    found = strictly(view, request)
    if found.may_be_widened:
        found, _ = loosely(view, request)[-1]
    return found.query()


def _begun_beside(node: Node) -> bool:
    """Whether a word that is only begun stands beside NEAR."""
    match node:
        case And(nodes=nodes) | Or(nodes=nodes):
            return any(map(_begun_beside, nodes))
        case Not(node=inner) | Field(node=inner):
            return _begun_beside(inner)
        case Near(left=left, right=right):
            return any(slot.starts for slot in (*slots(left), *slots(right)))
    return False


def _asks_stories(request: SearchRequest) -> bool:
    """Whether statements are asked for by what their stories have."""
    by_story = any(BY_KEY[f.key].together == "story" for f in request.together)
    return request.kind == "statement" and (request.in_stories or by_story)


def _counted(view: View, queries: Sequence[Clause], stories: Sequence[str]) -> list[bool]:
    """For each query whether it matches a record of these stories."""
    within = {"terms": {"story": stories}}
    bodies: list[dict[str, Any]] = [
        {"query": {"bool": {"filter": [query, within]}}, "size": 0, "track_total_hits": 1} for query in queries
    ]
    most = max(1, _AT_ONCE // len(stories))
    parts = [bodies[start : start + most] for start in range(0, len(bodies), most)]
    answers = [answer for part in parts for answer in view.cluster.searches(view.index, part, scored=False)]
    return [answer["hits"]["total"]["value"] > 0 for answer in answers]
