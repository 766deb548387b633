"""A histogram of days, in buckets as fine as a page can show, around the days that were asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from searchapp.query.days import CENTURY, DAY, DECADE, MILLENNIUM, MONTH, YEAR, stretch_of
from searchapp.query.result import Bucket, Timeline

MAX_BUCKETS = 42
Days = tuple[date, date]
"""A first and a last day."""
Unit = Callable[[date], Days]
"""What tells the stretch in which a day lies."""
Counted = Callable[[Sequence[Days]], Sequence[int]]
"""How many records lie in each of some stretches, which follow one another."""


def _week_of(day: date) -> Days:
    monday = day - timedelta(day.weekday())
    return monday, min(monday, date.max - timedelta(6)) + timedelta(6)


_DAY, _MONTH, _YEAR, _DECADE, _CENTURY, _MILLENNIUM = (
    partial(stretch_of, months=months) for months in (DAY, MONTH, YEAR, DECADE, CENTURY, MILLENNIUM)
)
_UNITS: tuple[Unit, ...] = (_DAY, _week_of, _MONTH, _YEAR, _DECADE, _CENTURY, _MILLENNIUM)
_FRAMES: tuple[tuple[Unit, Unit, int], ...] = (
    (_DAY, _MONTH, 62), (_MONTH, _YEAR, 36), (_YEAR, _DECADE, 40), (_DECADE, _CENTURY, 40),
    (_CENTURY, _MILLENNIUM, 40),
)  # fmt: skip
"""How the days asked for are shown: in buckets of a unit, in whole stretches of another, in how many at most."""


def timeline(
    extent: Days | None, counted: Counted, *, undated: int, since: date | None = None, until: date | None = None
) -> Timeline:
    """Buckets without a gap, empty ones too, from the first to the last day: days, else weeks, months, years …

    `extent` is the first and the last day of all records, if any has one. Where the days asked for can be told
    finer, the buckets are those of the months (years …) in which they lie.
    """
    if extent is None:
        return Timeline((), undated)
    shown = stretches(extent, since, until)
    return Timeline(tuple(map(Bucket, *zip(*shown, strict=True), counted(shown))), undated, extent)


def stretches(extent: Days, since: date | None, until: date | None) -> list[Days]:
    """The stretches that show the days asked for and what is around them; of all days where none are asked for."""
    overview, shown = next((unit, cut) for unit in _UNITS if (cut := _cut(*extent, unit, most=MAX_BUCKETS)))
    first, last = max(since or date.min, extent[0]), min(until or date.max, extent[1])
    if first > last or not (since or until):
        return shown
    for unit, whole, most in _FRAMES:
        if unit is overview:
            break
        if cut := _cut(max(whole(first)[0], extent[0]), min(whole(last)[1], extent[1]), unit, most=most):
            return cut
    return shown


def _cut(first: date, last: date, unit: Unit, *, most: int) -> list[Days]:
    """The stretches of a unit from that of the first day to that of the last; none where they are too many."""
    out = [unit(first)]
    while out[-1][1] < last:
        if len(out) == most:
            return []
        out.append(unit(out[-1][1] + timedelta(1)))
    return out
