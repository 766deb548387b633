"""How many records count for each value of a facet."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping
from typing import NamedTuple

from searchapp.engines.opensearch.count.rounds import Part, Question, Told
from searchapp.engines.opensearch.count.side import Side
from searchapp.query.result import FacetCount, FacetCounts

_FEW = 1000
"""Keys that are asked for at first; where the records have more of them, all are read."""
_IN_A_PART = 20_000
"""Keys of a part, about, where all are read."""
_AT_ONCE = 100
"""Values with a filter each that are counted together."""


class Counts(NamedTuple):
    """The values that any record counts for, how many do, and how many records have none."""

    values: Mapping[str, int]
    unknown: int


def facet(side: Side, *, size: int) -> Part[FacetCounts]:
    """A facet's values, the `size` most frequent first (0: all); those that are chosen are there in any case."""
    counts = yield from counted(side, most=size)
    return FacetCounts(side.key, values_of(side, counts, most=size), len(counts.values), counts.unknown)


def values_of(side: Side, counts: Counts, *, most: int) -> tuple[FacetCount, ...]:
    """The values that most records count for (0: all), of equal ones the first, and then the chosen ones."""
    first = _first(side, counts.values, most)
    known = side.labels.spelled.keys()
    further = [value for value in side.chosen if value and value not in set(first)]
    further.sort(key=lambda value: value not in known)
    return tuple(
        side.shown(value, counts.values.get(value, 0), name=side.chosen.get(value, ("",))[0])
        for value in (*first, *further)
    )


def of_these(side: Side, values: Collection[str]) -> Part[Mapping[str, int]]:
    """How many records count for each of these values, which may have UNKNOWN among them."""
    distinct = list(dict.fromkeys(values))
    (told,) = yield [Question(side.some(distinct), side.but, buckets=len(distinct))]
    found = side.read(distinct, told)
    return {value: found[value]["doc_count"] if value in found else 0 for value in distinct}


def counted(side: Side, *, most: int) -> Part[Counts]:
    """The counts of a facet's values; of those that are several names all are exact that may be shown.

    Shown are the `most` first (0: all) and those that are chosen.
    """
    chosen = [value for value in side.chosen if value]
    aggs = {"unknown": {"missing": {"field": side.field}}, "keys": side.keys(size=_FEW, shard_size=_FEW)}
    if chosen:
        aggs["chosen"] = side.each(chosen)
    (told,) = yield [Question(aggs, side.but, buckets=_FEW + len(chosen))]
    keys = told["keys"]["of"]
    by_key = (yield from _every_key(side)) if keys["sum_other_doc_count"] else _pairs(keys)
    own = [bucket["doc_count"] for bucket in told["chosen"]["buckets"]] if chosen else []
    exact = dict(zip(chosen, own, strict=True))
    values = (yield from _merged(side, by_key, exact, most)) if side.labels.merged else {**by_key, **exact}
    return Counts({value: count for value, count in values.items() if count}, told["unknown"]["doc_count"])


def _merged(side: Side, by_key: Mapping[str, int], exact: Mapping[str, int], most: int) -> Part[dict[str, int]]:
    """The counts of values out of those of their keys: a record that has several of one value counts once.

    Such a value has as many records as its most frequent key or more, and no more than its keys have in all: those
    that may be among the first are counted by themselves.
    """
    least: dict[str, int] = {}
    in_all: dict[str, int] = {}
    for key, count in by_key.items():
        value = side.labels.merged.get(key, key)
        least[value] = max(count, least.get(value, 0))
        in_all[value] = count + in_all.get(value, 0)
    least.update(exact)
    cut = _nth(least, most)
    doubtful = [v for v, n in in_all.items() if n > least[v] and n >= cut and v not in exact]
    return {**least, **(yield from _exactly(side, doubtful))}


def _exactly(side: Side, values: list[str]) -> Part[dict[str, int]]:
    """How many records count for each of these values, whichever keys they have."""
    parts = [values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE)]
    told = yield [Question({"each": side.each(part)}, side.but, (side.any_of(part),)) for part in parts]
    counts = [bucket["doc_count"] for answer in told for bucket in answer["each"]["buckets"]]
    return dict(zip(values, counts, strict=True))


def _every_key(side: Side) -> Part[dict[str, int]]:
    """How many records have each key, read in as many parts as it takes for each to be whole."""
    parts = -(-max(1, len(side.labels.spelled)) // _IN_A_PART)
    size = 2 * _IN_A_PART
    while True:
        within = [{"partition": n, "num_partitions": parts} for n in range(parts)]
        aggs = [{"keys": side.keys(include=part, size=size, shard_size=size)} for part in within]
        told = yield [Question(agg, side.but, buckets=size) for agg in aggs]
        found = [answer["keys"]["of"] for answer in told]
        if not any(part["sum_other_doc_count"] for part in found):
            return {key: count for part in found for key, count in _pairs(part).items()}
        parts *= 2


def _pairs(terms: Told) -> dict[str, int]:
    """The keys of a `terms` aggregation, and how many records have each."""
    return {bucket["key"]: bucket["doc_count"] for bucket in terms["buckets"]}


def _nth(counts: Mapping[str, int], most: int) -> int:
    """The least count among the `most` greatest; 0 where all are wanted or there are fewer."""
    return heapq.nlargest(most, counts.values())[-1] if 0 < most < len(counts) else 0


def _first(side: Side, counts: Mapping[str, int], most: int) -> list[str]:
    """The values of the `most` greatest counts (0: all), of equal ones the first by their labels."""
    cut = _nth(counts, most)
    named = [(side.labels.label(value), value) for value, count in counts.items() if count >= cut]
    named.sort()
    named.sort(key=lambda pair: (-counts[pair[1]], pair[0].casefold()))
    return [value for _, value in named[: most or None]]
