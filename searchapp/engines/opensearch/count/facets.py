"""How many records count for each value of a facet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from searchapp.engines.opensearch.count.keys import FEW, first_keys, keys_of, nth
from searchapp.engines.opensearch.count.rounds import Part, Question
from searchapp.engines.opensearch.count.side import Side
from searchapp.query.result import FacetCount, FacetCounts

_AT_ONCE = 100
"""Values with a filter each that are counted together."""


class Counts(NamedTuple):
    """How many records count for the values that may be shown, how many values any does, how many have none."""

    values: Mapping[str, int]
    distinct: int
    unknown: int


def facet(side: Side, *, size: int) -> Part[FacetCounts]:
    """A facet's values, the `size` most frequent first (0: all); those that are chosen are there in any case."""
    counts = yield from counted(side, most=size)
    return FacetCounts(side.key, values_of(side, counts, most=size), counts.distinct, counts.unknown)


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
    aggs = {"unknown": {"missing": {"field": side.field}}, "keys": first_keys(side)}
    if chosen:
        aggs["chosen"] = side.each(chosen)
    (told,) = yield [Question(aggs, side.but, buckets=FEW + len(chosen))]
    own = [bucket["doc_count"] for bucket in told["chosen"]["buckets"]] if chosen else []
    exact = dict(zip(chosen, own, strict=True))
    keys = yield from keys_of(side, told["keys"], exact, most=most)
    values = yield from _by_value(side, keys.counts, exact, most)
    doubles = len(keys.counts) - len({side.labels.merged.get(key, key) for key in keys.counts})
    distinct = keys.many - doubles + sum(exact[value] > 0 for value in side.left_out)
    return Counts(
        {value: count for value, count in values.items() if count}, distinct, told["unknown"]["doc_count"]
    )


def _by_value(side: Side, by_key: Mapping[str, int], exact: Mapping[str, int], most: int) -> Part[dict[str, int]]:
    """The counts of values out of those of their keys: a record that has several of one value counts once.

    Such a value has as many records as its most frequent key or more, and no more than its keys have in all: those
    that may be among the first are counted by themselves.
    """
    if not side.labels.merged:
        return {**by_key, **exact}
    least: dict[str, int] = {}
    in_all: dict[str, int] = {}
    for key, count in by_key.items():
        value = side.labels.merged.get(key, key)
        least[value] = max(count, least.get(value, 0))
        in_all[value] = count + in_all.get(value, 0)
    least.update(exact)
    cut = nth(least, most)
    doubtful = [v for v, n in in_all.items() if n > least[v] and n >= cut and v not in exact]
    return {**least, **(yield from _exactly(side, doubtful))}


def _exactly(side: Side, values: list[str]) -> Part[dict[str, int]]:
    """How many records count for each of these values, whichever keys they have."""
    parts = [values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE)]
    told = yield [Question({"each": side.each(part)}, side.but, (side.any_of(part),)) for part in parts]
    counts = [bucket["doc_count"] for answer in told for bucket in answer["each"]["buckets"]]
    return dict(zip(values, counts, strict=True))


def _first(side: Side, counts: Mapping[str, int], most: int) -> list[str]:
    """The values of the `most` greatest counts (0: all), of equal ones the first by their labels."""
    cut = nth(counts, most)
    named = [(side.labels.label(value), value) for value, count in counts.items() if count >= cut]
    named.sort()
    named.sort(key=lambda pair: (-counts[pair[1]], pair[0].casefold()))
    return [value for _, value in named[: most or None]]
