"""Days of deeds: signed on 3 April 2015, stopped last August, abducted on Tuesday. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from searchapp.compare.cues.english import AUXILIARIES, EARLIER, FUTURE, MONTHS, RELATIVE, STANCES, WEEKDAYS
from searchapp.compare.cues.finding import Finding
from searchapp.compare.cues.read import Sentence, Word, is_past

SENTENCES_KEPT = 4000
_EARLIER = "earlier"
_DATES = frozenset((*MONTHS, *WEEKDAYS, *RELATIVE))
_YEARS = range(1800, 2100)
_BEFORE_YEAR = frozenset("in since of by until from before after during".split())


class Day(NamedTuple):
    """As much of a day as is told: None for what is not. A weekday only where its day can't be known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


class Dated(NamedTuple):
    """A day, and whether the deed is yet to come."""

    day: Day
    to_come: bool


def days_in(sentence: Sentence) -> Iterator[Day]:
    """The days that a sentence tells, in order."""
    for day, _, _ in _days(sentence):
        yield day


def dates(sentence: Sentence) -> Iterator[Finding]:
    """The days of a sentence, each by the deeds that it may be the day of."""
    for day, start, stop in _told(sentence):
        for anchor in sorted({sentence.words[i].stem for i in _deeds(sentence, start)}):
            yield _finding(sentence, anchor, day, start, stop)


def earlier(sentence: Sentence) -> Iterator[Finding]:
    """The months of a sentence that lie before the event: what was then is told in other words by each."""
    for day, start, stop in _told(sentence):
        if day.month and not day.day and _is_earlier(sentence, start, day.month):
            yield _finding(sentence, _EARLIER, day, start, stop)._replace(wide=sentence.before)


def _told(sentence: Sentence) -> Iterator[tuple[Day, int, int]]:
    """The days of what is told, not those on which it was said."""
    aside = {i for _, span in sentence.sayings for i in span}
    return (found for found in _days(sentence) if found[1] not in aside)


def _finding(sentence: Sentence, anchor: str, day: Day, start: int, stop: int) -> Finding:
    to_come = any(sentence.words[i].low in FUTURE for i in sentence.clause(start))
    spans = ((sentence.words[start].start, sentence.words[stop - 1].end),)
    return Finding(sentence, anchor, Dated(day, to_come), spans, sentence.about - {anchor})


def differ(a: Finding, b: Finding) -> bool:
    """Whether two dates can't be the same, as far as they are told, and no date of the sentences agrees."""
    if a.value.to_come != b.value.to_come or not _apart(a.value.day, b.value.day):
        return False
    return all(_apart(x, y) for x in days_in(a.sentence) for y in days_in(b.sentence))


def _apart(x: Day, y: Day) -> bool:
    """Whether a part that both tell differs."""
    return any(p is not None and q is not None and p != q for p, q in zip(x, y, strict=True))


def _deeds(sentence: Sentence, at: int) -> list[int]:
    """The verbs in the clause of a day; the nearest one where it has none."""
    words = sentence.words
    verbs = [
        i
        for i, word in enumerate(words)
        if is_past(word) and word.low not in AUXILIARIES and word.stem not in STANCES
    ]
    near = sentence.clause(at)
    return [i for i in verbs if i in near] or sorted(verbs, key=lambda i: abs(i - at))[:1]


def _is_earlier(sentence: Sentence, at: int, month: int) -> bool:
    """Whether a month is told as one before the event."""
    words = sentence.words
    if sentence.day is not None:
        return sentence.day.month != month
    return any(word.low in EARLIER for word in words) or (at == 1 and words[0].low == "in")


@lru_cache(maxsize=SENTENCES_KEPT)
def _days(sentence: Sentence) -> tuple[tuple[Day, int, int], ...]:
    """Each day with the places of its words."""
    dated = any(word.low in _DATES or word.number for word in sentence.words)
    return tuple(_read(sentence)) if dated else ()


def _read(sentence: Sentence) -> Iterator[tuple[Day, int, int]]:
    words, at = sentence.words, 0
    while at < len(words):
        found = _month(words, at) or _other(sentence, at)
        if found:
            yield found
            at = found[2]
        else:
            at += 1


def _month(words: Sequence[Word], at: int) -> tuple[Day, int, int] | None:
    """A day of a month, or a month: 3 April 2015, April 3, 2015, April."""
    month = MONTHS.get(words[at].low)
    if month is None or (words[at].low in {"may", "march"} and not _is_month(words, at)):
        return None
    start, stop, day = at, at + 1, None
    if stop < len(words) and (day := _day(words[stop])):
        stop += 1
    elif at and (day := _day(words[at - 1])):
        start -= 1
    year = None
    if stop < len(words) and (year := _year(words[stop])):
        stop += 1
    return Day(year, month, day), start, stop


def _is_month(words: Sequence[Word], at: int) -> bool:
    """Whether may and march are months: beside a number, or behind a word that says when."""
    near = [*words[max(0, at - 1) : at], *words[at + 1 : at + 2]]
    return any(word.number for word in near) or (at > 0 and words[at - 1].low in _BEFORE_YEAR | {"last", "on"})


def _other(sentence: Sentence, at: int) -> tuple[Day, int, int] | None:
    """A weekday, today and yesterday by the story's day, or a year."""
    words, word = sentence.words, sentence.words[at]
    if (weekday := WEEKDAYS.get(word.low)) is not None:
        if sentence.day is None:
            return Day(weekday=weekday), at, at + 1
        ahead = any(words[i].low in FUTURE for i in sentence.clause(at))
        by = (weekday - sentence.day.weekday()) % 7 if ahead else -((sentence.day.weekday() - weekday) % 7)
        return _at(sentence.day, by), at, at + 1
    if word.low in RELATIVE and sentence.day is not None:
        return _at(sentence.day, RELATIVE[word.low]), at, at + 1
    if (year := _year(word)) and at and words[at - 1].low in _BEFORE_YEAR:
        return Day(year), at, at + 1
    return None


def _at(day: date, by: int) -> Day:
    """The day so many days from another; nothing of it where the calendar ends."""
    try:
        on = day + timedelta(days=by)
    except OverflowError:
        return Day()
    return Day(on.year, on.month, on.day)


def _day(word: Word) -> int | None:
    low = word.low.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return int(low) if low.isdigit() and 1 <= int(low) <= 31 and len(low) <= 2 else None


def _year(word: Word) -> int | None:
    return int(word.low) if word.low.isdigit() and int(word.low) in _YEARS else None
