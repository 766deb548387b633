"""How numbers, days and counts are worded: 1 story, 2 stories, 14 October 2017. Pure; English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from searchapp.model import Polarity, RecordKind, Statement

NOUNS: dict[RecordKind, tuple[str, str]] = {
    "story": ("story", "stories"),
    "statement": ("statement", "statements"),
}
ARTICLE: dict[str, str] = {"person": "a person", "organization": "an organization", "place": "a place"}
SAID_HOW: dict[Polarity, str] = {
    "affirmed": "", "refused": "declined to say", "asked": "asked", "denied": "denied",
}  # fmt: skip
"""What is to be said beside the words that somebody did not simply say."""


def number(n: int) -> str:
    """1234 -> 1,234."""
    return f"{n:,}"


def count(n: int, one: str, many: str) -> str:
    """1 story, 2 stories."""
    return f"{number(n)} {one if n == 1 else many}"


def count_of(kind: RecordKind, n: int) -> str:
    """A number of stories or statements."""
    return count(n, *NOUNS[kind])


_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip


def long_day(day: date) -> str:
    """14 October 2017."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_of(moment: str) -> str:
    """The day of a time in ISO 8601, 14 October 2017; as it stands where it is none."""
    try:
        return long_day(datetime.fromisoformat(moment).date())
    except ValueError:
        return moment[:40]


def short_day(day: date, *, year: bool = False) -> str:
    """14 Oct, or 14 Oct 2017."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}" + (f" {day.year}" if year else "")


def stretch(first: date, last: date) -> str:
    """A stretch of days, as short as it can be told: 14–15 October 2017, October 2017, 1995–1998."""
    if first == last:
        return long_day(first)
    whole_months = first.day == 1 and _is_month_end(last)
    if whole_months and first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if whole_months:
        end = f"{_MONTHS[last.month - 1]} {last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return end
        start = _MONTHS[first.month - 1] + ("" if first.year == last.year else f" {first.year}")
        return f"{start} – {end}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{long_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {long_day(last)}"
    return f"{long_day(first)} – {long_day(last)}"


def range_label(since: date | None, until: date | None) -> str:
    """A chosen range of days, either end of which may be open."""
    if since and until:
        return stretch(since, until)
    if since:
        return f"since {long_day(since)}"
    return f"until {long_day(until)}" if until else "any date"


def _is_month_end(day: date) -> bool:
    return day == date.max or (date.fromordinal(day.toordinal() + 1).day == 1)


def shorten(text: str, width: int) -> str:
    """The first words of a text in one line, with an ellipsis where more follows."""
    line = re.sub(r"\s+", " ", text[: width * 2 + 40]).strip()
    if len(line) <= width:
        return line
    return line[:width].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"


def together(values: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join(filter(None, (", ".join(values[:-1]), *values[-1:])))


def either(values: Sequence[str]) -> str:
    """a, b or c."""
    return " or ".join(filter(None, (", ".join(values[:-1]), *values[-1:])))


def speakers_of(statement: Statement) -> str:
    """All who share a statement, as one text."""
    return together(statement.everyone)


def attributed(statement: Statement) -> tuple[str, str]:
    """What stands before and behind the speaker of a statement: ("", "said"), ("according to the", "").

    That is what is to be said of it, else the cue as it stands there; what is no finite verb becomes "said".
    """
    cue = " ".join(statement.cue.split()).lower()
    if statement.rule == "noun" or cue.endswith(("ing", "words")):
        cue = "said"
    verb = SAID_HOW[statement.polarity] or cue
    if not verb.startswith("according"):
        return "", verb
    is_common = statement.speaker_kind == "organization" and statement.speaker.split()[-1].islower()
    return (f"{verb} the" if is_common else verb), ""


def how_sure(confidence: float) -> str:
    """How often what was found automatically is right, as a sentence."""
    return f"What is found in this way is right about {confidence * 100:.0f} times in 100."


def names(values: Sequence[str], *, most: int = 6, more: int = 0) -> str:
    """a, b and 3 more: of these values, and of as many as are not among them."""
    shown, more = ", ".join(values[:most]), more + max(0, len(values) - most)
    return f"{shown} and {number(more)} more" if more else shown
