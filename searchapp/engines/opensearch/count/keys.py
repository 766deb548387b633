"""The keys of a facet that some records have: the most frequent ones, all, or how many there are."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from typing import Any, NamedTuple

from searchapp.engines.opensearch.cluster import UNSENT
from searchapp.engines.opensearch.count.rounds import Part, Question, Told, together
from searchapp.engines.opensearch.count.side import Side

FEW = 300
"""Keys that are asked for at first."""
_IN_A_PART = 20_000
"""Keys of a part, about, where all are read or counted."""


class Keys(NamedTuple):
    """How many records have each key, of those that matter, and how many keys there are in all."""

    counts: Mapping[str, int]
    many: int


def first_keys(side: Side) -> dict[str, Any]:
    """An aggregation of the keys that are asked for at first."""
    return side.keys(size=FEW, shard_size=FEW, show_term_doc_count_error=True)


def keys_of(side: Side, told: Told, exact: Mapping[str, int], *, most: int) -> Part[Keys]:
    """The keys of a facet, given the first ones: all, or those that its `most` frequent values may have.

    `exact` are values that were counted otherwise. Where the first keys are enough, of all the others but those
    of merged names only the number is asked for.
    """
    first = told["of"]
    if not first["sum_other_doc_count"]:
        return _all(_pairs(first))
    if not most or not _enough(side, first, exact, most):
        parts = yield from _in_parts(side, sent=True)
        return _all({key: count for part in parts for key, count in _pairs(part["of"]).items()})
    parts, counts = yield from together(_in_parts(side, sent=False), _of_merged(side))
    return Keys({**_pairs(first), **counts}, sum(part["many"]["count"] for part in parts))


def _enough(side: Side, first: Told, exact: Mapping[str, int], most: int) -> bool:
    """Whether no other key, nor one of these that a shard kept to itself, may be among the most frequent."""
    least = dict(exact)
    for key, count in _pairs(first).items():
        value = side.labels.merged.get(key, key)
        least[value] = max(count, least.get(value, 0))
    cut = nth(least, most)
    error = {bucket["key"]: bucket["doc_count_error_upper_bound"] for bucket in first["buckets"]}
    unsure = (key for key, n in error.items() if n and key not in side.labels.merged)
    further = first["buckets"][-1]["doc_count"] + first["doc_count_error_upper_bound"]
    return cut > further and all(least[key] + error[key] < cut for key in unsure)


def _of_merged(side: Side) -> Part[dict[str, int]]:
    """The counts of all keys of merged names."""
    keys = list(dict.fromkeys(key for group in side.labels.groups.values() for key in group))
    parts = [keys[at : at + _IN_A_PART] for at in range(0, len(keys), _IN_A_PART)]
    aggs = [{"keys": side.keys(include=part, size=len(part))} for part in parts]
    told = yield [Question(agg, side.but, buckets=len(part)) for agg, part in zip(aggs, parts, strict=True)]
    return {key: count for answer in told for key, count in _pairs(answer["keys"]["of"]).items()}


def _in_parts(side: Side, *, sent: bool) -> Part[list[Told]]:
    """All keys, or the number of them (`many`), in as many parts as it takes for each to be whole."""
    parts, size = -(-max(1, len(side.labels.spelled)) // _IN_A_PART), 2 * _IN_A_PART
    count = side.keys if sent else side.number_of_keys
    while True:
        within: list[dict[str, Any]] = [
            {"include": {"partition": n, "num_partitions": parts}} for n in range(parts)
        ]
        aggs = [count(size=size, shard_size=size, **(part if parts > 1 else {})) for part in within]
        told = yield [Question({"keys": agg}, side.but, buckets=size) for agg in aggs]
        found = [answer["keys"] for answer in told]
        if not any(part["of" if sent else UNSENT]["sum_other_doc_count"] for part in found):
            return found
        parts *= 2


def nth(counts: Mapping[str, int], most: int) -> int:
    """The least count among the `most` greatest; 0 where all are wanted or there are fewer."""
    return heapq.nlargest(most, counts.values())[-1] if 0 < most < len(counts) else 0


def _pairs(terms: Told) -> dict[str, int]:
    """The keys of a `terms` aggregation, and how many records have each."""
    return {bucket["key"]: bucket["doc_count"] for bucket in terms["buckets"]}


def _all(counts: Mapping[str, int]) -> Keys:
    return Keys(counts, len(counts))
