"""What a page, header or record calls its date -> a date.

The day is the one written there, whatever its time zone. A date that can be read in two ways (3/4/2017) is not
read at all, nor one that is in the future or that stands for none (the year 1, the first day of 1970 in figures).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from searchapp.ingest.metadata.dates.forms import (
    NO_DATE,
    clock_in,
    dates_in,
    epoch_day,
    is_no_date,
    possible_day,
)
from searchapp.ingest.metadata.dates.names import folded, says_updated, stands_with_date

__all__ = ["Moment", "day_of_number", "parse_date", "read_moment"]

_LONGEST = 200
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d(?:\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?")
_ISO_WEEK = re.compile(r"\d{4}-?W\d\d-?[1-7]")
_PLACE = re.compile(r"\[[A-Za-z_]+/[\w/+-]+\]$")
_EVE_OF_NO_DATE = NO_DATE - timedelta(days=1)
"""With a time of day it is the first second of 1970, west of Greenwich."""
_AFTER_TIME = 40
"""Characters: a zone's name, a place, the words of an edition."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as it is written with the time of day written with it, and that one's offset from UTC."""

    day: date
    at: time | None = None
    offset: timedelta | None = None


def parse_date(written: str) -> date | None:
    """The day that `written` names, or None where it names none, several or an impossible one."""
    moment = read_moment(written)
    return moment.day if moment else None


def read_moment(written: str) -> Moment | None:
    """The one date that `written` is, with its time of day; None for none, several, or more than a date."""
    line = _PLACE.sub("", folded(written[: 2 * _LONGEST]))
    if len(line) > _LONGEST:
        return None
    if moment := _of_figures(line):
        return moment if not is_no_date(line, moment.day) else None
    found = dates_in(line)
    if len(found) > 1 and _is_update(line[found[0].end : found[1].start]):
        line, found = line[: found[0].end], found[:1]
    if len(found) != 1 or not found[0].sure:
        return None
    before, inside, after = line[: found[0].start], line[found[0].start : found[0].end], line[found[0].end :]
    clock = clock_in(f"{before} ; {after}")
    if not _is_nothing_else(before) or not _is_nothing_else(after.lstrip("Tt ,")):
        return None
    clock = clock or (clock_in(inside) if ":" in inside else None)
    moment = Moment(found[0].days[0], clock.at if clock else None, clock.offset if clock else None)
    return None if clock and moment.day == _EVE_OF_NO_DATE else moment


def day_of_number(number: float) -> date | None:
    """The day of a number in a record: seconds or thousandths since 1970, or the figures 20171014."""
    if 10**7 <= number < 10**8 and number == int(number):
        return parse_date(str(int(number)))
    return epoch_day(number)


def _of_figures(line: str) -> Moment | None:
    """A date in figures without marks between them, and one of a week of the year."""
    if _ISO_WEEK.fullmatch(line):
        try:
            made = date.fromisoformat(line)
        except ValueError:
            return None
        return Moment(made) if possible_day(made.year, made.month, made.day) else None
    if not (found := _COMPACT.fullmatch(line)) or not (day := possible_day(*map(int, found.groups()[:3]))):
        return None
    if not found[4] or int(found[4]) > 23 or int(found[5]) > 59:
        return None if found[4] else Moment(day)
    zone = datetime.fromisoformat(f"2000-01-01T00:00{found[6]}").utcoffset() if found[6] else None
    return Moment(day, time(int(found[4]), int(found[5])), zone)


def _is_update(words: str) -> bool:
    return any(says_updated(word) for word in re.findall(r"[^\W\d_]+", words))


def _is_nothing_else(beside: str) -> bool:
    """Whether on one side of a date is no more than a time of day, a zone, a weekday or "Published"."""
    if clock := clock_in(beside):
        rest = beside[clock.end :]
        if len(rest) > _AFTER_TIME:
            return False
        beside = beside[: clock.start] + (rest if re.search(r"\d{4}", rest) else "")
    words = re.findall(r"[^\W_]+", beside)
    return all(stands_with_date(word) for word in words)
