"""What is counted beside the hits: facets, the timeline, and two facets against each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

import numpy as np

from searchapp.engines.arrays import Bools, Ints, Longs
from searchapp.engines.date_buckets import Days, timeline
from searchapp.engines.whoosh.layout import NO_DAY
from searchapp.engines.whoosh.read.executor import Matches
from searchapp.engines.whoosh.read.facet_column import Counts, FacetColumn, Stack
from searchapp.engines.whoosh.read.tables import Columns, Table
from searchapp.facets import BY_KEY, Called
from searchapp.model import RecordKind
from searchapp.query.request import DATE, Axis, SearchRequest, State
from searchapp.query.result import Bucket, Crosstab, FacetCount, FacetCounts, Timeline
from searchapp.query.tree import Node

Values = tuple[FacetCount, ...]
UNKNOWN, NOWHERE = -1, -2
"""What stands for the number of "has none", and of a value that there is not: the last two of a row of counts."""


@dataclass(frozen=True)
class Matched:
    """What a request's words match, and which records its filters leave, by facet (or "date").

    `node` is what of the query is looked for. `wanted` is how many top-level words there are, `had` how many of
    them each match has at least.
    """

    request: SearchRequest
    node: Node
    matches: Matches
    masks: Mapping[str, Bools]
    wanted: int
    had: int

    @cached_property
    def ids(self) -> Longs:
        """The records that pass all filters."""
        return passing(self.matches.ids, self.masks)

    def under(self, *keys: str) -> Longs:
        """The records among which these count: drill-sideways, without their own filters."""
        free = {key for key in keys if key in self.masks and (self.request.sideways or key == DATE)}
        return passing(self.matches.ids, self.masks, without=free) if free else self.ids

    def left_out(self, key: str) -> list[str]:
        """The values of a facet that still count against a record where the facet's own filter does not."""
        filters = self.request.filters if self.request.sideways else ()
        return [f.value for f in filters if f.key == key and f.exclude]


def passing(ids: Longs, masks: Mapping[str, Bools], *, without: Collection[str] = ()) -> Longs:
    """The records that pass all masks but some."""
    for key, mask in masks.items():
        if key not in without:
            ids = ids[mask[ids]]
    return ids


class Counter:
    """Counts over one generation under its decisions."""

    def __init__(self, columns: Columns, called: Called) -> None:
        self._called = called
        self._tables: dict[RecordKind, Table] = columns.tables
        self._stacks: dict[tuple[RecordKind, tuple[str, ...]], Stack] = {}

    def facets(self, found: Matched) -> tuple[FacetCounts, ...]:
        """All facets asked for: in one pass over the hits those without a filter of their own, else each alone."""
        request = found.request
        if not request.facets:
            return ()
        columns = self._tables[request.kind].facets
        stack = self._stacks.get((request.kind, request.facets))
        if stack is None:
            stack = self._stacks[request.kind, request.facets] = Stack([columns[key] for key in request.facets])
        together = stack.counts(found.ids)
        for i, key in enumerate(request.facets):
            if request.sideways and key in found.masks:
                together[i] = self._counts(found, key)
        return tuple(map(partial(self._facet, request), request.facets, together))

    def facet(self, found: Matched, key: str, *, size: int) -> FacetCounts:
        """One facet alone, `size` of its values (0: all)."""
        return self._facet(replace(found.request, facet_size=size), key, self._counts(found, key))

    def timeline(self, found: Matched) -> Timeline:
        """The records by date, where that is asked for."""
        if not found.request.timeline:
            return Timeline()
        request = found.request
        days = self._tables[request.kind].day[found.under(DATE)]
        dated = days[days != NO_DAY]
        extent = (_day(dated.min()), _day(dated.max())) if len(dated) else None
        return timeline(
            extent,
            partial(_spread, dated),
            undated=len(days) - len(dated),
            since=request.since,
            until=request.until,
        )

    def crosstab(self, found: Matched, line: Timeline) -> Crosstab | None:
        """The cross-tab asked for; columns by date are the buckets of `line`."""
        if found.request.crosstab is None:
            return None
        down, across = found.request.crosstab
        rows, numbers = self._axis(found, down)
        if across.key == DATE:
            cells = [self._over_time(found, down.key, row.value, line.buckets) for row in rows]
            return Crosstab(rows, (), tuple(map(tuple, cells)))
        columns, _ = self._axis(found, across)
        read = self._reader(found, down.key, numbers)
        ids = found.under(down.key, across.key)
        counted = [read(ids[self._having(found, across.key, column.value)[ids]]) for column in columns]
        cells = np.stack(counted, axis=1).tolist() if counted else [[] for _ in rows]
        return Crosstab(rows, columns, tuple(map(tuple, cells)))

    def _counts(self, found: Matched, key: str) -> Counts:
        """A facet's counts among the records that its own filters are not asked of."""
        column = self._tables[found.request.kind].facets[key]
        return column.counts_beside(found.under(key), found.left_out(key))

    def _facet(self, request: SearchRequest, key: str, counts: Counts) -> FacetCounts:
        """One facet's values, the most frequent first; those chosen are there in any case."""
        values, _ = self._values(request, key, counts)
        return FacetCounts(key, values, len(counts.numbers), counts.unknown)

    def _values(self, request: SearchRequest, key: str, counts: Counts) -> tuple[Values, list[int]]:
        """A facet's values as they are shown, and the number of each (NOWHERE: no record has it)."""
        column = self._tables[request.kind].facets[key]
        names, called = column.labels.names, self._called.get(key, {})
        shown = counts.top(BY_KEY[key].size if request.facet_size is None else request.facet_size)
        chosen: dict[int | str, State] = {}
        for f in request.filters:
            if f.key == key and f.value:
                number = column.number(f.value)
                chosen[f.value if number is None else number] = "not" if f.exclude else "only"
        for value in chosen:
            if isinstance(value, int) and value not in shown:
                shown[value] = counts.of(value)
        if not chosen:
            values = [FacetCount(name := names[n], called.get(name, name), count) for n, count in shown.items()]
            return tuple(values), list(shown)
        values = [
            FacetCount(name := names[n], called.get(name, name), count, chosen.get(n, "any"))
            for n, count in shown.items()
        ]
        absent = [FacetCount(v, called.get(v, v), 0, state) for v, state in chosen.items() if isinstance(v, str)]
        return (*values, *absent), [*shown, *(NOWHERE for _ in absent)]

    def _axis(self, found: Matched, axis: Axis) -> tuple[Values, list[int]]:
        """The values along one side of a cross-tab, and the number of each; UNKNOWN is that of "has none"."""
        request, key = found.request, axis.key
        counts = self._counts(found, key)
        if not axis.values:
            values, numbers = self._values(replace(request, facet_size=axis.most), key, counts)
            if not counts.unknown:
                return values, numbers
            return (
                *values,
                FacetCount(
                    "", "", counts.unknown, _state(request, self._tables[request.kind].facets[key], key, "")
                ),
            ), [*numbers, UNKNOWN]
        column = self._tables[request.kind].facets[key]
        out: list[FacetCount] = []
        numbers = []
        for value in axis.values:
            found_number = column.number(value) if value else None
            number = UNKNOWN if not value else NOWHERE if found_number is None else found_number
            name = value if number < 0 else column.labels.names[number]
            count = counts.unknown if number == UNKNOWN else counts.of(number)
            called = self._called.get(key, {}).get(name, name)
            out.append(FacetCount(name, called, count, _state(request, column, key, name)))
            numbers.append(number)
        return tuple(out), numbers

    def _reader(self, found: Matched, key: str, numbers: list[int]) -> Callable[[Longs], Longs]:
        """What tells how many of some records have each of these values of a facet."""
        column = self._tables[found.request.kind].facets[key]
        left_out = found.left_out(key)
        places = np.array(numbers, dtype=np.int64)

        def read(ids: Longs) -> Longs:
            counts = column.counts_beside(ids, left_out)
            every = np.zeros(column.matrix.width + 2, dtype=np.int64)
            every[counts.numbers] = counts.counts
            every[UNKNOWN] = counts.unknown
            return every[places]

        return read

    def _having(self, found: Matched, key: str, value: str) -> Bools:
        """The records that have a value, and no other one that is left out."""
        column = self._tables[found.request.kind].facets[key]
        others = [v for v in found.left_out(key) if not _same(column, v, value)]
        mask = column.having([value])
        return mask & ~column.having(others) if others else mask

    def _over_time(self, found: Matched, key: str, value: str, buckets: tuple[Bucket, ...]) -> list[int]:
        """The records with a value by date."""
        ids = found.under(DATE, key)
        days = self._tables[found.request.kind].day[ids[self._having(found, key, value)[ids]]]
        return _spread(days[days != NO_DAY], [(b.first, b.last) for b in buckets]) if buckets else []


def _day(ordinal: np.integer[Any]) -> date:
    return date.fromordinal(int(ordinal))


def _spread(days: Ints, stretches: Sequence[Days]) -> list[int]:
    """How many of these days lie in each of the stretches, which follow one another; there may be others."""
    edges = [*(first.toordinal() for first, _ in stretches), stretches[-1][1].toordinal() + 1]
    place = np.searchsorted(np.array(edges, dtype=np.int64), days, side="right")
    counts: list[int] = np.bincount(place, minlength=len(edges) + 1)[1:-1].tolist()
    return counts


def _state(request: SearchRequest, column: FacetColumn, key: str, value: str) -> State:
    """Whether a value is chosen or left out, by any of its names; the last to say so counts."""
    own = [f for f in request.filters if f.key == key and _same(column, f.value, value)]
    return "any" if not own else "not" if own[-1].exclude else "only"


def _same(column: FacetColumn, one: str, other: str) -> bool:
    """Whether two names are one value."""
    return one == other or bool(one and other and column.number(one) == column.number(other) is not None)
