"""What a page, header or record calls its date -> a date.

The day is the one written there, whatever its time zone. A date that can be read in two ways
(3/4/2017) is not read at all.
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
MONTH_DAY_YEAR = rf"{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:(?:\s*[T,]|\s+at|\s)\s*\d{1,2}(?::\d{2}|\s*[ap]\.?m).{0,40})?"
_EARLIEST, _LATEST = 1500, 2200

_FORMS = tuple(
    re.compile(rf"{_WEEKDAY}{form}{_TIME}", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{MONTH},?[\s-]+(?P<year>\d{{4}})",
        MONTH_DAY_YEAR,
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
        r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<month>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})",
    )
)
_BASIC_DATETIME = re.compile(r"(\d{8})T\d{4,6}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?")


def parse_date(written: str) -> date | None:
    """The day that `written` names, or None where it names none, several or an impossible one."""
    text = " ".join(written.split())
    if basic := _BASIC_DATETIME.fullmatch(text):
        text = basic[1]
    for form in _FORMS:
        if found := form.fullmatch(text):
            return date_of(found["year"], found["month"], found["day"])
    return None


def date_of(year: str, month: str, day: str) -> date | None:
    """The date of three written parts, the month a number or an English name, or None."""
    number = int(month) if month.isdecimal() else MONTHS.index(month[:3].lower()) + 1
    if not _EARLIEST <= int(year) <= _LATEST:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
