"""Presenter of a search over time by outlet: one row of bars an outlet, all on one scale."""

from __future__ import annotations

from dataclasses import replace

from searchapp.query.request import DATE, Axis, SearchRequest
from searchapp.query.result import SearchResult
from searchapp.text.wording import count, number, stretch
from searchapp.web.names.pages import OutletTimes, Times
from searchapp.web.search_state import SearchState
from searchapp.web.ui.date_bars import axis, bars
from searchapp.web.ui.parts import Link

OUTLETS = 5
WIDTH, HEIGHT = 240, 28
UNKNOWN = "unknown outlet"


def over_time(request: SearchRequest) -> SearchRequest:
    """A request that also counts what `times` shows."""
    by_outlet = Axis("outlet", most=OUTLETS), Axis(DATE)
    return replace(request, facets=("outlet",), facet_size=OUTLETS, timeline=True, crosstab=by_outlet)


def times(state: SearchState, result: SearchResult) -> Times | None:
    """A search by outlet and date, the most frequent outlets first; None where nothing has a date or an outlet.

    `result` is the answer to a request of `over_time`.
    """
    found, table, buckets = result.facets[0], result.crosstab, result.timeline.buckets
    outlets = (
        [(v, heights) for v, heights in zip(table.rows, table.cells, strict=True) if v.count] if table else []
    )
    if not outlets or not buckets:
        return None
    tallest = max((n for _, heights in outlets for n in heights), default=0) or 1
    rows = []
    for outlet, heights in outlets:
        alone = state.only("outlet", outlet.value)
        link = Link(outlet.label or UNKNOWN, alone.url(), number(outlet.count), known=bool(outlet.value))
        rows.append(OutletTimes(link, bars(alone, buckets, heights, (WIDTH, HEIGHT), tallest=tallest)))
    cells = [
        (bar.label, row.outlet.label, Link(bar.count, bar.url))
        for i in range(len(buckets))
        for row in rows
        if (bar := row.bars[i]).url
    ]
    more = found.distinct - sum(1 for o, _ in outlets if o.value)
    undated = result.timeline.undated
    noun = "Statements" if state.kind == "statement" else "Stories"
    return Times(
        heading=f"{noun} over time, by outlet",
        rows=tuple(rows),
        width=WIDTH,
        height=HEIGHT,
        axis=axis(buckets),
        span=stretch(*result.timeline.extent) if result.timeline.extent else "",
        cells=tuple(cells),
        left_out=f"{count(more, 'more outlet', 'more outlets')} left out" if more > 0 else "",
        undated=Link(f"no date ({number(undated)})", state.without_date().url()) if undated else None,
    )
