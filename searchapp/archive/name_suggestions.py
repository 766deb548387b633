"""Asks an index which of its names may be one, for a person to review. The judging is `curation.similarity`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from searchapp.curation.similarity import REASONS, Suggestion, Use, candidates, judged
from searchapp.engines import Index
from searchapp.model import ENTITY_KINDS, EntityKind
from searchapp.query.request import Filter, SearchRequest

COMPANY_SIZE = 40
_COMPANY = SearchRequest(limit=0, timeline=False, sideways=False, facets=ENTITY_KINDS, facet_size=COMPANY_SIZE)
_AT_ONCE = 200
"""Names whose company is asked for in one call."""
_LOOKED_AT = 3
"""Times as many pairs are looked at as are wanted, since the company speaks against some."""
MOST_COMPARED = 20_000
"""Names of a kind; of more, the most frequent are compared."""


def name_suggestions(index: Index, key: EntityKind, *, most: int = 200) -> list[Suggestion]:
    """Pairs of values of a facet that may be one name, likeliest first, at most `most` of them.

    What the archive has more often as another kind of name is left out.
    """
    request = replace(_COMPANY, facet_size=MOST_COMPARED)
    every = {f.key: {v.value: v.count for v in f.values} for f in index.search(request).facets}
    counts = every.pop(key)
    other = {name: max(c.get(name, 0) for c in every.values()) for name in counts}
    uses = [Use(name, count) for name, count in counts.items() if count >= other[name]]
    rank = {reason: i for i, reason in enumerate(REASONS)}
    found = sorted(
        candidates(uses, kind=key).items(),
        key=lambda pair: (rank[pair[1]], -sum(counts[name] for name in pair[0]), pair[0]),
    )[: most * _LOOKED_AT]
    near = companies(index, key, dict.fromkeys(name for pair, _ in found for name in pair))
    return judged(dict(found), {name: Use(name, counts[name], near[name]) for name in near})[:most]


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
