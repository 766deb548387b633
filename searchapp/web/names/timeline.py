"""Presenter of a search over time by outlet: one row of bars an outlet, all on one scale."""

from __future__ import annotations

from searchapp.engines import Index
from searchapp.query.result import Bucket
from searchapp.query.tree import Everything
from searchapp.text.wording import count, count_of, number, stretch
from searchapp.web.names.pages import OutletTimes, Times
from searchapp.web.search_state import SearchState
from searchapp.web.ui.date_bars import axis
from searchapp.web.ui.parts import Bar, Link

OUTLETS = 5
WIDTH, HEIGHT = 240, 28
MAX_BAR = 20
UNKNOWN = "unknown outlet"


def times(index: Index, state: SearchState, total: int) -> Times | None:
    """A search by outlet and date, the most frequent outlets first; None where nothing has a date or an outlet."""
    asked = state.request(Everything(), page_size=0, facets=("outlet",), facet_size=OUTLETS)
    result = index.search(asked)
    found = result.facets[0]
    outlets = [(v.value, v.count) for v in found.values if v.count]
    if found.unknown:
        outlets.append(("", found.unknown))
    buckets = result.timeline.buckets
    if not outlets or not buckets:
        return None
    counts = [_by_outlet(index, state, b) if b.count else {} for b in buckets]
    tallest = max((c.get(o, 0) for c in counts for o, _ in outlets), default=0) or 1
    rows = []
    for outlet, n in outlets:
        alone = state.only("outlet", outlet)
        heights = [c.get(outlet, 0) for c in counts]
        link = Link(outlet or UNKNOWN, alone.url(), number(n), known=bool(outlet))
        rows.append(OutletTimes(link, _bars(alone, buckets, heights, tallest)))
    cells = [
        (bar.label, row.outlet.label, Link(bar.count, bar.url))
        for i in range(len(buckets))
        for row in rows
        if (bar := row.bars[i]).url
    ]
    more = found.distinct - sum(1 for o, _ in outlets if o)
    undated = result.timeline.undated
    noun = "Statements" if state.kind == "statement" else "Stories"
    return Times(
        heading=f"{noun} over time, by outlet",
        rows=tuple(rows),
        width=WIDTH,
        height=HEIGHT,
        axis=axis(buckets),
        cells=tuple(cells),
        left_out=f"{count(more, 'more outlet', 'more outlets')} left out" if more > 0 else "",
        undated=Link(f"no date ({number(undated)})", state.without_date().url()) if undated else None,
    )


def _by_outlet(index: Index, state: SearchState, bucket: Bucket) -> dict[str, int]:
    """The records of a bucket by outlet."""
    within = state.with_dates(bucket.first, bucket.last).request(Everything(), facets=(), timeline=False)
    found = index.facet_values(within, "outlet")
    return {v.value: v.count for v in found.values} | ({"": found.unknown} if found.unknown else {})


def _bars(state: SearchState, buckets: tuple[Bucket, ...], counts: list[int], tallest: int) -> tuple[Bar, ...]:
    step = WIDTH / len(buckets)
    width = min(step - (2 if step > 5 else 0.5), MAX_BAR)
    out = []
    for i, (bucket, n) in enumerate(zip(buckets, counts, strict=True)):
        height = max(3.0, round(n / tallest * (HEIGHT - 1), 1)) if n else 0.0
        out.append(
            Bar(
                label=stretch(bucket.first, bucket.last),
                count=count_of(state.kind, n),
                url=state.with_dates(bucket.first, bucket.last).url() if n else None,
                x=round(i * step + (step - width) / 2, 2),
                y=round(HEIGHT - height, 1),
                width=round(width, 2),
                height=height,
                chosen=True,
            )
        )
    return tuple(out)
