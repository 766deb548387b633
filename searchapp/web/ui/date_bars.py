"""Bars over time: how many hits each stretch of days has, and the axis below."""

from __future__ import annotations

from datetime import date

from searchapp.query.result import Bucket, Timeline
from searchapp.text.wording import count_of, number, short_day, stretch
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Bar, Link, When

WIDTH, HEIGHT = 248, 72
_GAP = 2


def when(state: SearchState, timeline: Timeline) -> When | None:
    """The timeline, or None where there is neither a date nor a story without one."""
    buckets = timeline.buckets
    if not buckets and not timeline.undated and not (state.since or state.until):
        return None
    undated = None
    if timeline.undated or state.undated:
        url = state.with_dates(None, None) if state.undated else state.without_date()
        undated = Link(f"no date ({number(timeline.undated)})", url.url(), current=state.undated)
    narrowed = bool(state.since or state.until or state.undated)
    return When(
        bars=_bars(state, buckets),
        width=WIDTH,
        height=HEIGHT,
        axis=axis(buckets),
        since=state.since.isoformat() if state.since else "",
        until=state.until.isoformat() if state.until else "",
        hidden=state.hidden("since", "until", "date"),
        undated=undated,
        clear=state.with_dates(None, None).url() if narrowed else None,
    )


def _bars(state: SearchState, buckets: tuple[Bucket, ...]) -> tuple[Bar, ...]:
    if not buckets:
        return ()
    step = WIDTH / len(buckets)
    gap = _GAP if step > 5 else 0.5 if step > 2 else 0
    tallest = max(b.count for b in buckets) or 1
    out: list[Bar] = []
    for i, bucket in enumerate(buckets):
        height = max(2.0, round(bucket.count / tallest * (HEIGHT - 1), 1)) if bucket.count else 0.0
        exactly = (state.since, state.until) == (bucket.first, bucket.last)
        target = state.with_dates(None, None) if exactly else state.with_dates(bucket.first, bucket.last)
        out.append(
            Bar(
                label=stretch(bucket.first, bucket.last),
                count=count_of(state.kind, bucket.count),
                url=target.url() if bucket.count else None,
                x=round(i * step, 2),
                y=round(HEIGHT - height, 1),
                width=round(step - gap, 2),
                height=height,
                chosen=_within(bucket, state),
            )
        )
    return tuple(out)


def _within(bucket: Bucket, state: SearchState) -> bool:
    """Whether the dates asked for reach into a bucket; all of them do when no date is asked for."""
    if state.undated:
        return False
    return bucket.last >= (state.since or date.min) and bucket.first <= (state.until or date.max)


def axis(buckets: tuple[Bucket, ...]) -> tuple[str, ...]:
    """The days under the first, the middle and the last bar; years alone where days are many."""
    if not buckets:
        return ()
    first, last = buckets[0].first, buckets[-1].last
    if first == last:
        return (short_day(first, year=True),)
    if (last - first).days > 800:
        return (str(first.year), str(last.year))
    year = first.year != last.year
    if len(buckets) < 5 or year:
        return short_day(first, year=year), short_day(last, year=year)
    return short_day(first), short_day(buckets[len(buckets) // 2].first), short_day(last, year=True)
