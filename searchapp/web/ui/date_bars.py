"""Bars over time: how many hits each stretch of days has, the axis below, and the way out of a year or month.

What stands around the days that were asked for the engine has decided; must not know an engine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from searchapp.query.days import CENTURY, DECADE, MONTH, YEAR, stretch_of
from searchapp.query.result import Bucket, Timeline
from searchapp.text.wording import NOUNS, count_of, long_day, number, range_label, short_day, stretch
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Bar, BarDays, DayField, Link, Tick, When

WIDTH, HEIGHT = 248, 72
_WIDEST, _LOWEST = 32, 2.0
_label = lru_cache(maxsize=4096)(stretch)
Stretches = tuple[tuple[date, date], ...]
"""First and last days."""
_APART = 0.24
"""How far two ticks stand apart at least, of the whole width."""
_LEVELS = ((CENTURY, 420), (DECADE, 42), (YEAR, 1), (MONTH, 0))
"""The stretches that one can go back out to, in months, each for an archive of more than so many years."""


def when(state: SearchState, timeline: Timeline) -> When | None:
    """The timeline, or None where there is neither a date nor a story without one."""
    extent, narrowed = timeline.extent, bool(state.since or state.until or state.undated)
    if not extent and not timeline.undated and not narrowed:
        return None
    undated = None
    if timeline.undated or state.undated:
        url = state.with_dates(None, None) if state.undated else state.without_date()
        undated = Link(f"no date ({number(timeline.undated)})", url.url(), current=state.undated)
    buckets = timeline.buckets if len(timeline.buckets) > 1 else ()
    return When(
        bars=bars(state, buckets, [b.count for b in buckets], (WIDTH, HEIGHT)),
        bar_days=_bar_days(buckets),
        width=WIDTH,
        height=HEIGHT,
        nouns=NOUNS[state.kind],
        axis=axis(buckets),
        trail=tuple(_trail(state, extent)) if narrowed else (),
        here=_here(state, timeline),
        days=(_day("since", "From", state.since), _day("until", "To", state.until)),
        hidden=state.hidden("since", "until", "date"),
        undated=undated,
    )


def _day(name: str, label: str, day: date | None) -> DayField:
    return DayField(name, label, long_day(day) if day else "", day.isoformat() if day else "")


def _trail(state: SearchState, extent: tuple[date, date] | None) -> Iterator[Link]:
    """The ways out of the days asked for: to all, and to the decade, year and month that has them."""
    every = extent and extent[0].year < extent[1].year
    yield Link("All years" if every else "All dates", state.with_dates(None, None).url())
    if state.undated or not extent:
        return
    first, last = state.since or extent[0], state.until or extent[1]
    for months, years in _LEVELS:
        around = stretch_of(first, months)
        is_level = extent[1].year - extent[0].year >= years and not (
            around[0] <= extent[0] and extent[1] <= around[1]
        )
        if is_level and around[0] <= first and last <= around[1] and around != (first, last):
            yield Link(stretch(*around), state.with_dates(*around).url())


def _here(state: SearchState, timeline: Timeline) -> Link:
    """The days that are shown, with how many were found in them where the bars tell it."""
    if state.undated:
        return Link("no date", "", count_of(state.kind, timeline.undated))
    if not (state.since or state.until):
        return Link(stretch(*timeline.extent) if timeline.extent else "", "")
    inside = [b for b in timeline.buckets if chosen(b, state)]
    whole = all(b.first >= (state.since or date.min) and b.last <= (state.until or date.max) for b in inside)
    found = count_of(state.kind, sum(b.count for b in inside)) if whole else ""
    return Link(range_label(state.since, state.until), "", found)


def chosen(bucket: Bucket, state: SearchState) -> bool:
    """Whether the dates asked for reach into a bucket; all of them do when no date is asked for."""
    if state.undated:
        return False
    return bucket.last >= (state.since or date.min) and bucket.first <= (state.until or date.max)


def bars(
    state: SearchState,
    buckets: Sequence[Bucket],
    counts: Sequence[int],
    size: tuple[int, int],
    *,
    tallest: int = 0,
) -> tuple[Bar, ...]:
    """A bar a bucket in a drawing of this size, each the way to its days."""
    if not buckets:
        return ()
    places, broad = _places(len(buckets), size)
    most = (size[1] - 1) / (tallest or max(counts) or 1)
    url = state.urls_within()
    out: list[Bar] = []
    for bucket, n, (place, foot) in zip(buckets, counts, places, strict=True):
        high = max(_LOWEST, round(n * most, 1))
        label, count = _label(bucket.first, bucket.last), count_of(state.kind, n)
        out.append(
            Bar(
                label=label,
                count=count,
                says=f"{label}: {count}",
                url=url(bucket.first, bucket.last) if n else None,
                place=place,
                shape=f"{foot}v-{high}h{broad}v{high}z",
                chosen=chosen(bucket, state),
            )
        )
    return tuple(out)


@lru_cache(maxsize=64)
def _places(n: int, size: tuple[int, int]) -> tuple[tuple[tuple[str, str], ...], float]:
    """For each of so many bars in a drawing the path of its place and the foot of its bar; how broad a bar is."""
    width, height = size
    step = width / n
    broad = min(step - (2 if step > 5 else 0.5 if step > 2 else 0), _WIDEST)
    lefts = [(i * step, i * step + (step - broad) / 2) for i in range(n)]
    places = ((f"M{left:.2f} 0h{step:.3f}v{height}h-{step:.3f}z", f"M{x:.2f} {height}") for left, x in lefts)
    return tuple(places), round(broad, 2)


def _bar_days(buckets: Sequence[Bucket]) -> BarDays:
    return BarDays(*_listed(_stretches(buckets)), numbers=" ".join([str(b.count) for b in buckets]))


def _stretches(buckets: Sequence[Bucket]) -> Stretches:
    return tuple([(b.first, b.last) for b in buckets])


@lru_cache(maxsize=64)
def _listed(stretches: Stretches) -> tuple[str, str, str]:
    """First days, last days and labels of some stretches: often those of the page before."""
    since, until = (" ".join(str(days[end]) for days in stretches) for end in (0, 1))
    return since, until, "|".join(_label(*days) for days in stretches)


# -- the axis -----------------------------------------------------------------------------------------


_ALL_DAYS, _ALL_MONTHS = range(1, 32), range(1, 13)
_ROUND: tuple[tuple[Collection[int], Collection[int], int], ...] = (
    (_ALL_DAYS, _ALL_MONTHS, 1),
    ((1, 5, 10, 15, 20, 25), _ALL_MONTHS, 1),
    ((1, 10, 20), _ALL_MONTHS, 1),
    ((1, 15), _ALL_MONTHS, 1),
    ((1,), _ALL_MONTHS, 1),
    ((1,), (1, 4, 7, 10), 1),
    ((1,), (1, 7), 1),
    *(((1,), (1,), years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)),
)
"""What a reader looks for on an axis, from many to few: days, of months, of each so many years."""


def axis(buckets: Sequence[Bucket]) -> tuple[Tick, ...]:
    """The days, months or years under the bars, as many as have room: those that are round."""
    return _axis(_stretches(buckets)) if buckets else ()


@lru_cache(maxsize=64)
def _axis(stretches: Stretches) -> tuple[Tick, ...]:
    turns = [(i, day) for i, days in enumerate(stretches) if (day := _turn(*days))]
    for days, months, years in _ROUND:
        ticks = [(i, d) for i, d in turns if d.day in days and d.month in months and d.year % years == 0]
        places = [i / len(stretches) for i, _ in ticks]
        if ticks and all(b - a >= _APART for a, b in pairwise(places)):
            break
    else:
        ticks = [(0, stretches[0][0])]
    return tuple(_tick(stretches, i, day) for i, day in ticks)


def _turn(first: date, last: date) -> date | None:
    """The day of a stretch that a tick can stand for: its only one, or the first of a month."""
    if first == last or first.day == 1:
        return first
    month = stretch_of(last, MONTH)[0]
    return month if month > first else None


def _tick(stretches: Stretches, i: int, day: date) -> Tick:
    years = stretches[-1][1].year - stretches[0][0].year
    in_days = stretches[i][0] == stretches[i][1]
    if in_days:
        label = short_day(day)
    elif (day.day, day.month) == (1, 1) and years:
        label = str(day.year)
    else:
        label = short_day(day).split()[1]
    at = (i + 0.5) / len(stretches)
    return Tick(label, f"{at:.1%}", "start" if at < 0.08 else "end" if at > 0.92 else "middle")
