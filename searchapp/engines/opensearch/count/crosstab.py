"""Two facets of a request against each other, or one against the days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from searchapp.engines.opensearch.count.facets import counted, of_these, values_of
from searchapp.engines.opensearch.count.rounds import MOST_BUCKETS, Part, Question, Told
from searchapp.engines.opensearch.count.side import UNKNOWN, Aggs, Side
from searchapp.engines.opensearch.count.timeline import WITHOUT_DATE, counts_within, within
from searchapp.query.request import Axis
from searchapp.query.result import Bucket, FacetCount

Values = tuple[FacetCount, ...]
Cells = tuple[tuple[int, ...], ...]


class Columns(NamedTuple):
    """What stands across: without whose filters, the aggregations that count it in a row, and what reads these."""

    but: frozenset[str]
    size: int
    aggs: Aggs
    read: Callable[[Told], list[int]]


def along(side: Side, axis: Axis) -> Part[Values]:
    """The values along one side; of those that most records have "has none" is the last."""
    if axis.values:
        values = [side.value(name) for name in axis.values]
        counts = yield from of_these(side, values)
        return tuple(side.shown(v, counts[v], name=name) for v, name in zip(values, axis.values, strict=True))
    found = yield from counted(side, most=axis.most)
    unknown = (side.shown(UNKNOWN, found.unknown),) if found.unknown else ()
    return (*values_of(side, found, most=axis.most), *unknown)


def by_value(side: Side, columns: Values) -> Columns:
    """Columns that are values of a facet."""
    values = [side.value(column.value) for column in columns]

    def read(told: Told) -> list[int]:
        found = side.read(values, told)
        return [found[value]["doc_count"] if value in found else 0 for value in values]

    return Columns(side.but, len(values), side.some(values), read)


def by_date(side: Side, buckets: Sequence[Bucket]) -> Columns:
    """Columns that are the buckets of a timeline."""
    days = {"days": within(side.view, [(b.first, b.last) for b in buckets])}
    return Columns(WITHOUT_DATE, len(buckets), days, lambda told: counts_within(told["days"]))


def cells(side: Side, rows: Values, columns: Columns) -> Part[Cells]:
    """How many records count for a row's value and for a column."""
    if not columns.size:
        return ((),) * len(rows)
    values = [side.value(row.value) for row in rows]
    at_once = max(1, MOST_BUCKETS // (columns.size + 1))
    parts = [values[at : at + at_once] for at in range(0, len(values), at_once)]
    but = side.but | columns.but
    told = yield [Question(side.some(p, columns.aggs), but, buckets=len(p) * (columns.size + 1)) for p in parts]
    found = {
        v: row for part, answer in zip(parts, told, strict=True) for v, row in side.read(part, answer).items()
    }
    none = (0,) * columns.size
    return tuple(tuple(columns.read(found[value])) if value in found else none for value in values)
