"""A day as people write it: 2017-10-14, 2017-10, 2017. Pure; pages, commands, lists and queries read it here."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date


def read_day(raw: str, *, last: bool) -> date | None:
    """A day such as 2017-10-14, or the first (or last) day of a month or year; None for anything else."""
    m = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", raw)
    if not m:
        return None
    try:
        year, month = int(m[1]), int(m[2] or (12 if last else 1))
        return date(year, month, int(m[3]) if m[3] else monthrange(year, month)[1] if last else 1)
    except (ValueError, IndexError):
        return None


def read_span(since: str, until: str) -> tuple[date | None, date | None, bool]:
    """The first and the last day meant, None for each that can't be read, and whether they were swapped."""
    first, last = read_day(since, last=False), read_day(until, last=True)
    if first and last and first > last:
        return read_day(until, last=False), read_day(since, last=True), True
    return first, last, False


SWAPPED = "The first day was later than the last; they were swapped."
