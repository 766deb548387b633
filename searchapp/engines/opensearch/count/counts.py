"""All that a request has counted beside its hits."""

from __future__ import annotations

from searchapp.engines.opensearch.ask.asked import Asked
from searchapp.engines.opensearch.count.crosstab import along, by_date, by_value, cells
from searchapp.engines.opensearch.count.facets import facet
from searchapp.engines.opensearch.count.rounds import Part, together
from searchapp.engines.opensearch.count.side import Side
from searchapp.engines.opensearch.count.timeline import over_time
from searchapp.engines.opensearch.view import View
from searchapp.facets import BY_KEY
from searchapp.query.request import DATE
from searchapp.query.result import Crosstab, FacetCounts, Timeline

Counts = tuple[tuple[FacetCounts, ...], Timeline, Crosstab | None]


def all_counts(view: View, found: Asked) -> Part[Counts]:
    """The facets, the timeline and the cross-tab that a request asks for."""
    size = found.request.facet_size
    sides = [Side(view, found, key) for key in found.request.facets]
    facets = [facet(side, size=BY_KEY[side.key].size if size is None else size) for side in sides]
    (line, table), *counted = yield from together(_line_and_table(view, found), *facets)
    return tuple(counted), line, table


def _line_and_table(view: View, found: Asked) -> Part[tuple[Timeline, Crosstab | None]]:
    """The timeline, and the cross-tab, whose columns may be its buckets."""
    request = found.request
    if request.crosstab is None:
        return (yield from _line(view, found)), None
    dated = request.crosstab[1].key == DATE
    axes = request.crosstab[:1] if dated else request.crosstab
    sides = [Side(view, found, axis.key) for axis in axes]
    line, *values = yield from together(_line(view, found), *map(along, sides, axes))
    columns = by_date(sides[0], line.buckets) if dated else by_value(sides[1], values[1])
    return line, Crosstab(values[0], () if dated else values[1], (yield from cells(sides[0], values[0], columns)))


def _line(view: View, found: Asked) -> Part[Timeline]:
    return (yield from over_time(view, found.request)) if found.request.timeline else Timeline()
