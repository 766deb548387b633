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
    facets = [
        facet(Side(view, found, key), size=BY_KEY[key].size if size is None else size)
        for key in found.request.facets
    ]
    (line, table), *counted = yield from together([_line_and_table(view, found), *facets])
    return tuple(counted), line, table


def _line_and_table(view: View, found: Asked) -> Part[tuple[Timeline, Crosstab | None]]:
    """The timeline, and the cross-tab, whose columns may be its buckets."""
    request = found.request
    if request.crosstab is None:
        return (yield from _line(view, found)), None
    sides = [Side(view, found, axis.key) for axis in request.crosstab if axis.key != DATE]
    axes = [along(side, axis) for side, axis in zip(sides, request.crosstab)]
    line, rows, *columns = yield from together([_line(view, found), *axes])
    across = by_value(sides[1], *columns) if columns else by_date(sides[0], line.buckets)
    return line, Crosstab(rows, *(columns or [()]), (yield from cells(sides[0], rows, across)))


def _line(view: View, found: Asked) -> Part[Timeline]:
    return (yield from over_time(view, found.request)) if found.request.timeline else Timeline()
