"""The filters of a request as clauses of the cluster, by facet (or "date"), so that each can be left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from searchapp.engines.opensearch.ask.words import Clause
from searchapp.engines.opensearch.layout import NOW
from searchapp.engines.opensearch.view import View
from searchapp.facets import BY_KEY
from searchapp.query.request import DATE, Filter, SearchRequest

TOGETHER = "together"
"""What stands for values asked for together where else a facet's key stands: no count does without them."""
Filters = dict[str, list[Clause]]


def filters_of(view: View, request: SearchRequest) -> Filters:
    """The clauses by facet, and those of the date and of the kind of record."""
    out: Filters = {"": [{"term": {"kind": request.kind}}]}
    if view.head == NOW:
        out[""].append(without({"term": {"gone": True}}))
    for key in dict.fromkeys(f.key for f in request.in_force):
        own = [f for f in request.in_force if f.key == key]
        only = [f.value for f in own if not f.exclude]
        excluded = [f.value for f in own if f.exclude]
        clauses = [having(view, key, only)] if only else []
        clauses += [without(having(view, key, excluded))] if excluded else []
        out[key] = clauses
    if request.together:
        out[TOGETHER] = [_has(view, f, request) for f in request.together]
    if dates := _dates(view, request):
        out[DATE] = dates
    return out


def joined(filters: Filters, *, but: Collection[str] = ()) -> list[Clause]:
    """All clauses but those of some facets."""
    return [clause for key, clauses in filters.items() if key not in but for clause in clauses]


def having(view: View, key: str, values: Iterable[str]) -> Clause:
    """The records that have any of these values; the empty one stands for having none."""
    wanted = list(values)
    field, labels = view.facet(key), view.labels.of(key)
    keys = [k for value in wanted if value for k in labels.keys_of(value)]
    clause: Clause = {"terms": {field: keys}}
    if "" not in wanted:
        return clause
    return {"bool": {"should": [clause, without({"exists": {"field": field}})], "minimum_should_match": 1}}


def without(clause: Clause) -> Clause:
    """The records that a clause does not match."""
    return {"bool": {"must_not": [clause]}}


def _has(view: View, wanted: Filter, request: SearchRequest) -> Clause:
    """The records that have a value, or whose story has it where that is what tells."""
    clause = having(view, wanted.key, [wanted.value])
    if BY_KEY[wanted.key].together != "story" or request.kind == "story":
        return clause
    return {"has_parent": {"parent_type": "story", "query": clause}}


def _dates(view: View, request: SearchRequest) -> list[Clause]:
    clauses: list[Clause] = []
    if request.undated:
        clauses.append(without({"exists": {"field": view.day}}))
    if request.since:
        clauses.append({"range": {view.day: {"gte": request.since.toordinal()}}})
    if request.until:
        clauses.append({"range": {view.day: {"lte": request.until.toordinal()}}})
    return clauses
