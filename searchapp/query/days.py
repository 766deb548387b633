"""A day as people write it: 14 October 2017, Oct 2017, 2017-10-14, 2017; and the calendar. Pure.

Pages, commands, lists and queries read days here.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

DAY, MONTH, YEAR, DECADE, CENTURY, MILLENNIUM = 0, 1, 12, 120, 1_200, 12_000
"""The stretches of the calendar, in months."""
_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {short: i for i, name in enumerate(_NAMES, 1) for short in (name, name[:3])} | {"sept": 9}
_PART = re.compile(r"(?P<y>[0-9]{4})|(?P<n>[0-9]{1,2})(?:st|nd|rd|th)?|(?P<m>[a-z]{3,9})", re.IGNORECASE)
_PAIR = re.compile(r"(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|1[0-2])[/-][0-9]{4}")
"""A day and a month that can be read in either order."""
_ORDERS = {
    "y": "y", "ym": "ym", "yn": "ym", "my": "my", "ny": "my", "ynn": "ymd", "ymn": "ymd", "nmy": "dmy",
    "mny": "mdy", "nny": "dmy",
}  # fmt: skip
"""By what stands in a row (a year, a number, the name of a month), which is the year, the month and the day."""
_LONGEST = 40


def read_day(raw: str, *, last: bool) -> date | None:
    """A day, or the first (or last) of a month or year; None for what is none of these, or may be two days."""
    parts = [_PART.fullmatch(part) for part in re.split(r"[\s,./-]+", raw)] if len(raw) <= _LONGEST else []
    read = [m for m in parts if m and m.lastgroup]
    kinds = "".join(m.lastgroup or "" for m in read)
    if kinds not in _ORDERS or len(read) < len(parts):
        return None
    order = _ORDERS[kinds]
    told = {field: _number(m) for field, m in zip(order, read, strict=True)}
    if kinds == "nny" and told["m"] > 12:
        told["d"], told["m"] = told["m"], told["d"]
    elif kinds == "nny" and told["d"] != told["m"] and _PAIR.fullmatch(raw):
        return None
    try:
        day = date(told["y"], told.get("m", 1), told.get("d", 1))
    except ValueError:
        return None
    return stretch_of(day, {1: YEAR, 2: MONTH, 3: DAY}[len(order)])[last]


def _number(part: re.Match[str]) -> int:
    """The number of a year, a month or a day; 0 for a word that is no month."""
    if not part["m"]:
        return int(part["y"] or part["n"])
    return _MONTHS.get(part["m"].lower(), 0)


def read_span(since: str, until: str) -> tuple[date | None, date | None, bool]:
    """The first and the last day meant, None for each that can't be read, and whether they were swapped."""
    first, last = read_day(since, last=False), read_day(until, last=True)
    if first and last and first > last:
        return read_day(until, last=False), read_day(since, last=True), True
    return first, last, False


SWAPPED = "The first day was later than the last; they were swapped."


def unread(raw: str) -> str:
    """What is said of a day that could not be read."""
    one = "could be either of two days" if _PAIR.fullmatch(raw) else "can’t be read as a day"
    return f"“{raw[:40]}” {one} and was left out. Write 14 October 2017, October 2017 or 2017."


def stretch_of(day: date, months: int) -> tuple[date, date]:
    """The first and the last day of the stretch of the calendar in which a day lies: its month, year, decade …"""
    if not months:
        return day, day
    start = (day.year * 12 + day.month - 1) // months * months
    end = start + months
    first = date(start // 12, start % 12 + 1, 1) if start // 12 >= date.min.year else date.min
    last = date(end // 12, end % 12 + 1, 1) - timedelta(1) if end // 12 <= date.max.year else date.max
    return first, last
