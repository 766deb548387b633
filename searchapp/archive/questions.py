"""From the options of a command to a request, widened by the names file; and what to say beside its answer."""

from __future__ import annotations

from typing import Any

from searchapp.archive.answer_notices import fewer_words, misnamed, unwidened
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.facets import FACETS
from searchapp.model import RecordKind
from searchapp.query.days import SWAPPED, read_span
from searchapp.query.parse import read
from searchapp.query.request import Filter, Match, SearchRequest
from searchapp.query.result import SearchResult


def request_of(query: str, options: dict[str, Any], authority: Authority) -> tuple[SearchRequest, list[str]]:
    """The request that a query and the narrowing options make, and notices on how it was read."""
    reading = read(query)
    notices = list(reading.notices)
    node = reading.node
    if not options.get("exact"):
        node, added = authority.widen(node)
        notices += [f"Also searched: {', '.join(added)}."] if added else []
    filters = tuple(
        Filter(f.key, "" if value == f.unknown else value, exclude=exclude)
        for f in FACETS
        for exclude, name in ((False, f.key), (True, f"not_{f.key}"))
        for value in options[name]
    )
    since, until, swapped = read_span(options["since"] or "", options["until"] or "")
    notices += [SWAPPED] if swapped else []
    kind: RecordKind = options["kind"]
    match: Match = options["match"]
    request = SearchRequest(
        node, kind=kind, filters=filters, since=since, until=until, match=match, widen=options["widen"]
    )
    return request, notices


def beside(index: Index, request: SearchRequest, result: SearchResult) -> list[str]:
    """What is to be said of an answer beside its hits."""
    words = fewer_words(index, request, result) or unwidened(index, request, result, how="--widen")
    return [*(str(m) for m in misnamed(index, request, result)), *([words] if words else [])]
