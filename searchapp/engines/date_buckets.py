"""A histogram of days, in buckets as fine as a page can show."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from searchapp.engines.whoosh.arrays import Ints
from searchapp.query.result import Bucket, Timeline

MAX_BUCKETS = 42


def timeline(days: Ints, *, undated: int) -> Timeline:
    """Buckets from the first to the last day, empty ones too: days, else weeks, months, years or decades."""
    if not len(days):
        return Timeline((), undated)
    first, last = date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))
    starts = _starts(first, last)
    ends = [s - timedelta(days=1) for s in starts[1:]]
    ends.append(_end_of(starts, last))
    counts = _counted(days, starts)
    return Timeline(tuple(Bucket(a, b, n) for a, b, n in zip(starts, ends, counts, strict=True)), undated)


def spread(days: Ints, buckets: Sequence[Bucket]) -> list[int]:
    """How many of these days lie in each bucket; there may be others before and after."""
    if not buckets:
        return []
    inside = (days >= buckets[0].first.toordinal()) & (days <= buckets[-1].last.toordinal())
    return _counted(days[inside], [b.first for b in buckets])


def _counted(days: Ints, starts: Sequence[date]) -> list[int]:
    """How many days lie between each of the starts and the next; none may lie before the first."""
    edges = np.array([s.toordinal() for s in starts], dtype=np.int64)
    bucket = np.searchsorted(edges, days, side="right") - 1
    counts: list[int] = np.bincount(bucket, minlength=len(edges)).tolist()
    return counts


def _starts(first: date, last: date) -> list[date]:
    """The first day of each bucket, of the finest unit that fits."""
    span = (last - first).days + 1
    if span <= MAX_BUCKETS:
        return [first + timedelta(days=i) for i in range(span)]
    if span <= MAX_BUCKETS * 7 - 7:
        monday = first - timedelta(days=first.weekday()) if first.toordinal() > 7 else first
        return [monday + timedelta(days=i) for i in range(0, (last - monday).days + 1, 7)]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= MAX_BUCKETS:
        return [_month(first, i) for i in range(months)]
    step = next(s for s in (1, 10, 100, 1000) if (last.year - first.year) // s + 2 <= MAX_BUCKETS)
    start = max(1, first.year - first.year % step)
    return [date(start, 1, 1)] + [date(y, 1, 1) for y in range(start - start % step + step, last.year + 1, step)]


def _month(first: date, ahead: int) -> date:
    index = first.year * 12 + first.month - 1 + ahead
    return date(index // 12, index % 12 + 1, 1)


def _end_of(starts: list[date], last: date) -> date:
    """The last day of the last bucket: as long as the one before, but for months."""
    start = starts[-1]
    if len(starts) == 1 or (start - starts[-2]).days == 1:
        return last
    if (start - starts[-2]).days == 7:
        return start + timedelta(days=6)
    if (start - starts[-2]).days <= 31:
        return date(start.year, start.month, monthrange(start.year, start.month)[1])
    return date(last.year, 12, 31)
