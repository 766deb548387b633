"""Asks an index which of its names may be one, for a person to review. The judging is `curation.similarity`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from searchapp.curation.similarity import Suggestion, Use, suggestions
from searchapp.engines import Index
from searchapp.model import ENTITY_KINDS
from searchapp.query.request import Filter, SearchRequest

COMPANY_SIZE = 40
_COMPANY = SearchRequest(limit=0, timeline=False, sideways=False, facets=ENTITY_KINDS, facet_size=COMPANY_SIZE)
_AT_ONCE = 200
"""Names whose company is asked for in one call."""
MOST_COMPARED = 20_000
"""Names of a kind; of more, the most frequent are compared."""


def name_suggestions(index: Index, key: str, *, most: int = 200) -> list[Suggestion]:
    """Pairs of values of a facet that may be one name, likeliest first, at most `most` of them."""
    values = index.facet_values(SearchRequest(), key).values[:MOST_COMPARED]
    counts = {v.value: v.count for v in values}
    found = suggestions([Use(name, count) for name, count in counts.items()])
    found.sort(key=lambda s: -(counts[s.name] + counts[s.other]))
    names = dict.fromkeys(n for s in found[:most] for n in (s.name, s.other))
    near = companies(index, key, names)
    uses = [Use(name, counts[name], near[name]) for name in names]
    pairs = {(s.name, s.other) for s in found[:most]}
    return [s for s in suggestions(uses) if {(s.name, s.other), (s.other, s.name)} & pairs]


def companies(index: Index, key: str, names: Iterable[str]) -> dict[str, frozenset[str]]:
    """The names that stand most often in the stories that have each of these."""
    wanted = list(names)
    out: dict[str, frozenset[str]] = {}
    for i in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[i : i + _AT_ONCE]
        results = index.search_many([replace(_COMPANY, filters=(Filter(key, name),)) for name in chunk])
        for name, result in zip(chunk, results, strict=True):
            out[name] = frozenset(v.value for f in result.facets for v in f.values if v.value != name)
    return out
