"""The forms in which dates and times of day stand in a line of text, found wherever in it they stand.

Pure, and linear: no form has a repeated part that can be empty. Must not know what is around a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from searchapp.ingest.metadata.dates.names import MONTHS, WEEKDAYS

EARLIEST = 1500
NO_DATE = date(1970, 1, 1)
"""What a machine writes that has no date: the first second that it can count."""
_NAME = r"(?<![^\W\d_])(?P<name>(?:(?:كانون|تشرين)\s)?[^\W\d_]{3,13})"
_ORDINAL = r"(?:st|nd|rd|th|er|ste|e|o|a|\.)?"
_OPEN = r"(?<!\d)(?<!\d[-–/.,:])"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _OPEN + r"(?P<year>\d{4})(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})(?!\d|[-/]\d)",
        r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일號号]?",
        _OPEN + rf"(?P<day>\d{{1,2}}){_ORDINAL}[\s/-]?\s?(?:(?:of|den?|di|d['’])\s?)?{_NAME}\.?"
        r"(?:\s(?:del?|of)(?=\s))?(?:,\s?|[\s/-])(?P<year>\d{4})(?!\d|:\d)",
        rf"{_NAME}[.,]?\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?,\s?|\s(?:de\s|of\s)?)(?P<year>\d{{4}})(?!\d|:\d)",
        rf"{_NAME}\s(?P<day>\d{{1,2}})\s{_CLOCK}(?:\s?(?:[a-z]{{2,5}}|(?:gmt|utc)?[+-]\d\d:?\d\d))?"
        r"\s(?P<year>\d{4})(?!\d|:)",
        rf"(?<!\d)(?P<year>\d{{4}})\.?[\s,-]\s?{_NAME}\.?[\s-](?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?!\d|:)",
        _OPEN + r"(?P<first>\d{1,2})(?P<mark>[-/.])\s?(?P<second>\d{1,2})(?P=mark)\s?(?P<year>\d{4})"
        r"(?!\d|[-/.]\d|:)",
        _OPEN + r"(?P<first>\d{1,2})(?P<mark>/|(?<=\d\d)\.(?=\d\d\.))(?P<second>\d{1,2})(?P=mark)(?P<year>\d{2})"
        r"(?!\d|[-/.:]\d)",
    )
)  # fmt: skip
_WITHOUT_YEAR = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _OPEN + rf"(?P<day>\d{{1,2}}){_ORDINAL}[\s-]?(?:(?:of|den?|di)\s)?{_NAME}(?!\w)",
        rf"{_NAME}\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|\.\d|\s?[ap]\.?m)",
    )
)
_TIME = re.compile(
    r"(?<![\d:+])(?<!\d[-.])(?P<hour>\d{1,2})"
    r"(?:(?:[:.]|\s?h\s?)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?P<half>\s?[ap]\.?\s?m\b\.?)?"
    r"|(?P<whole>\s?[ap]\.?\s?m\b\.?|\s?h\b))(?!\d)"
    r"(?P<zone>\s?\(?(?:(?:GMT|UTC)?\s?(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?(?!\d)|(?P<utc>Z|UTC|GMT)\b))?",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line from `start` to `end`: the days it can be read as, the likeliest first.

    `sure` where it is read as the first whatever else may be possible. Without a year `days` is empty and `month`
    and `day` are told. Of one in figures with the year last `day_first` tells in which order it is, where it does.
    """

    start: int
    end: int
    days: tuple[date, ...]
    sure: bool = True
    month: int = 0
    day: int = 0
    day_first: bool | None = None

    def in_year(self, year: int) -> tuple[date, ...]:
        """The days it can be, where it has no year that of `year`."""
        return self.days or _possible(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in a line; `offset` from UTC is None where it is not told as a number or as UTC."""

    start: int
    end: int
    at: time
    offset: timedelta | None


def latest() -> date:
    """The last day on which a story can have been published: tomorrow, which it is already elsewhere."""
    return date.today() + timedelta(days=1)


def possible_day(year: int, month: int, day: int) -> date | None:
    """The day, where there is one and it is neither absurdly old nor in the future."""
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if year >= EARLIEST and made <= latest() else None


def _possible(year: int, month: int, day: int) -> tuple[date, ...]:
    return (made,) if (made := possible_day(year, month, day)) else ()


def dates_in(line: str, *, without_year: bool = False) -> list[Found]:
    """The dates in a folded line in the order in which they stand, none within another."""
    found = [one for form in _FORMS for match in form.finditer(line) if (one := _read(match, line))]
    if without_year:
        found += [one for form in _WITHOUT_YEAR for match in form.finditer(line) if (one := _read(match, line))]
    kept: list[Found] = []
    for one in found:  # forms of higher rank first
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def clock_in(line: str) -> Clock | None:
    """The first time of day in a folded line out of which the dates were taken."""
    for found in _TIME.finditer(line):
        hour, half = int(found["hour"]), (found["half"] or found["whole"] or "").strip().lower()[:1]
        if half in {"a", "p"}:
            hour = hour % 12 + 12 * (half == "p") if hour <= 12 else hour
        if hour <= 23 and int(found["minute"] or 0) <= 59 and int(found["second"] or 0) <= 59:
            at = time(hour, int(found["minute"] or 0), int(found["second"] or 0))
            return Clock(found.start(), found.end(), at, _offset(found))
    return None


def _offset(found: re.Match[str]) -> timedelta | None:
    if found["utc"]:
        return timedelta(0)
    if not found["sign"]:
        return None
    ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return ahead if found["sign"] == "+" else -ahead


def epoch_day(number: float) -> date | None:
    """The day in UTC of a count of seconds, or thousandths and the like, since 1970; None for what is none."""
    for unit in (1, 10**3, 10**6, 10**9):
        seconds = number / unit
        if 10**8 <= seconds < 10**10:
            try:
                made = datetime.fromtimestamp(seconds, UTC).date()
            except (OverflowError, OSError, ValueError):
                return None
            return made if made <= latest() else None
    return None


def is_no_date(written: str, day: date) -> bool:
    """Whether a day of figures is what a machine without a date writes."""
    return day == NO_DATE and not any(word in MONTHS for word in _named(written))


def _named(written: str) -> Iterator[str]:
    return (found[0].casefold() for found in re.finditer(r"[^\W\d_]+", written))


def _read(found: re.Match[str], line: str) -> Found | None:
    parts = found.groupdict()
    if "first" in parts:
        return _in_either_order(found, line)
    month = MONTHS.get(parts["name"].casefold(), 0) if "name" in parts else int(parts["month"])
    day = int(parts["day"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if "year" not in parts:
        return Found(found.start(), found.end(), (), month=month, day=day)
    days = _possible(int(parts["year"]), month, day)
    if days and not is_no_date(found[0], days[0]):
        return Found(found.start(), found.end(), days)
    return None


def _in_either_order(found: re.Match[str], line: str) -> Found | None:
    """A date of two numbers and a year: what the weekday beside it allows; with points the day comes first."""
    one, two, year = int(found["first"]), int(found["second"]), int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year <= latest().year % 100 else 1900
    both = (*_possible(year, two, one), *_possible(year, one, two))
    days = tuple(dict.fromkeys(day for day in both if not is_no_date(found[0], day)))
    if not days:
        return None
    if len(days) > 1:
        told = {WEEKDAYS.get(word) for word in _named(line[max(0, found.start() - 14) : found.start()])}
        days = tuple(day for day in days if day.weekday() in told) or days
    order = one > 12 if (one > 12) != (two > 12) else None
    return Found(found.start(), found.end(), days, sure=len(days) == 1 or found["mark"] == ".", day_first=order)
