"""Numbers with their nouns: 400 hostages, some 400 civilians, $12 million. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from searchapp.compare.cues.days import days_in
from searchapp.compare.cues.english import (
    ABOUT,
    AUXILIARIES,
    FATES,
    LEAST,
    MONEY,
    MONTHS,
    MOST,
    NEARLY,
    PLURALS,
    PREPOSITIONS,
    PRONOUNS,
    SAME,
    SCALES,
    SMALL,
    SPANS_OF_TIME,
    UNITS,
    VAGUE,
    stem,
)
from searchapp.compare.cues.finding import Finding
from searchapp.compare.cues.read import Sentence, Word, is_past

COUNTED_TO = 100
"""Smaller numbers are counted; larger ones are often rounded."""
_UNBOUNDED = float("inf")
_PERCENT = SAME[stem("percent")]
_PEOPLE = stem("person")
_LONGEST_NOUN = 4
_ENDS = PREPOSITIONS | PRONOUNS | AUXILIARIES | frozenset({"and", "or", "to"})


class Amount(NamedTuple):
    """From, to; the same twice where it is the very number. `deed` is what was done with so many, "" unknown."""

    low: float
    high: float
    deed: str


def amounts(sentence: Sentence) -> Iterator[Finding]:
    """The numbers of a sentence that have a noun."""
    words = sentence.words
    at = 0
    while at < len(words):
        read = _number(words, at)
        if read is None:
            at += 1
            continue
        low, high, stop = read
        noun = _noun(words, at, stop)
        if noun is not None:
            anchor, head, after = noun
            start, low, high = _hedged(words, at, low, high)
            amount = Amount(low, high, _deed(words, start, after))
            about = sentence.about - {head}
            yield Finding(sentence, anchor, amount, ((words[start].start, words[stop - 1].end),), about)
        at = stop


def differ(a: Finding, b: Finding) -> bool:
    """Whether two numbers of one thing can't both be right, as far as the sentences say."""
    x, y = a.value, b.value
    if x.deed and y.deed and x.deed != y.deed:
        return False
    if x.high < y.low or y.high < x.low:
        return not (_is_rounded(x, y) or _is_rounded(y, x)) and not _is_later(a, b)
    return False


def _is_rounded(x: Amount, y: Amount) -> bool:
    """Whether one number is the other, rounded."""
    if x.low != x.high or y.low != y.high or min(x.low, y.low) < COUNTED_TO or x.low != int(x.low):
        return False
    digits = str(int(x.low))
    zeros = len(digits) - len(digits.rstrip("0"))
    return zeros > 0 and round(y.low, -zeros) == x.low


def _is_later(a: Finding, b: Finding) -> bool:
    """Whether one number is what the other had become by a later day."""
    told = [next(days_in(finding.sentence), None) for finding in (a, b)]
    if told[0] and told[1] and told[0] != told[1]:
        return True
    if a.sentence.day is None or b.sentence.day is None or a.sentence.day == b.sentence.day:
        return False
    first, later = sorted((a, b), key=lambda finding: finding.sentence.day or date.min)
    return bool(later.value.low > first.value.high)


def _number(words: Sequence[Word], at: int) -> tuple[float, float, int] | None:
    """From, to, and where the number ends, of the number that begins at a word."""
    word = words[at]
    if word.low in VAGUE:
        if word.low == "thousands" and at >= 2 and [w.low for w in words[at - 2 : at]] == ["tens", "of"]:
            return 10_000, 199_999, at + 1
        return (*VAGUE[word.low], at + 1)
    value = float(word.low) if word.number and word.low.replace(".", "", 1).isdigit() else SMALL.get(word.low)
    stop = at + 1
    if value is None:
        if word.low not in {"a", "half"} or stop == len(words) or words[stop].low not in SCALES:
            return None
        value = 1 if word.low == "a" else 0.5
    elif not word.number and value >= 20 and stop < len(words) and 2 <= SMALL.get(words[stop].low, 0) < 10:
        value, stop = value + SMALL[words[stop].low], stop + 1
    while stop < len(words) and words[stop].low in SCALES and not words[stop].parted:
        value, stop = value * SCALES[words[stop].low], stop + 1
    return value, value, stop


def _noun(words: Sequence[Word], at: int, stop: int) -> tuple[str, str, int] | None:
    """What is counted: the anchor, the stem of the noun, and the place behind it; None where no noun is seen."""
    if (sign := words[at].before[-1:]) in MONEY:
        return f"money {MONEY[sign]}", "", stop
    if at and (words[at - 1].low in MONTHS or _is_year(words[at])) and _is_bare(words, stop):
        return None
    if stop < len(words) and words[stop].before.strip() in {"%"}:
        return _PERCENT, "", stop
    if stop < len(words) and words[stop].low == "per" and words[min(stop + 1, len(words) - 1)].low == "cent":
        return _PERCENT, "", stop + 2
    for i in range(stop, min(stop + _LONGEST_NOUN, len(words))):
        word = words[i]
        if (word.parted and i > stop) or (word.low in _ENDS and word.low != "of"):
            return None
        if word.parted or word.low == "of":
            if word.parted:
                return None
            continue
        if word.low in FATES and i == stop:
            return _PEOPLE, _PEOPLE, i
        if word.stem in MONEY:
            return f"money {MONEY[word.stem]}", word.stem, i + 1
        if word.stem in SPANS_OF_TIME:
            return None
        if word.stem in UNITS and i + 2 < len(words) and words[i + 1].low == "of":
            return f"{word.stem} {words[i + 2].stem}", words[i + 2].stem, i + 3
        if word.low in PLURALS or (word.low.endswith("s") and not word.low.endswith("ss") and not is_past(word)):
            return word.stem, word.stem, i + 1
        if is_past(word):
            return None
    return None


def _is_year(word: Word) -> bool:
    return len(word.low) == 4 and word.low.isdigit() and 1000 <= int(word.low) < 2100


def _is_bare(words: Sequence[Word], stop: int) -> bool:
    return stop == len(words) or words[stop].parted or words[stop].low in _ENDS


def _hedged(words: Sequence[Word], at: int, low: float, high: float) -> tuple[int, float, float]:
    """Where the number begins with what is said of how exact it is, and its range by that."""
    for length in (3, 2, 1):
        before = tuple(word.low for word in words[max(0, at - length) : at])
        if before in LEAST:
            return at - length, low, _UNBOUNDED
        if before in MOST:
            return at - length, 0, high
    if at and words[at - 1].low in ABOUT and low == high:
        return at - 1, low * (1 - NEARLY), high * (1 + NEARLY)
    if at and words[at - 1].low == "to" and at >= 2 and words[at - 2].low == "close":
        return at - 2, low * (1 - NEARLY), high * (1 + NEARLY)
    return at, low, high


def _deed(words: Sequence[Word], start: int, after: int) -> str:
    """The stem of what was done: of the verb behind the noun, else of the one before the number."""
    for word in words[after : after + 4]:
        if word.parted or word.low in PRONOUNS or word.low == "and":
            break
        if is_past(word) and word.low not in AUXILIARIES:
            return word.stem
        if word.low in FATES:
            return word.stem
    if after < len(words) and words[after].low in FATES:
        return words[after].stem
    if start and not words[start].parted:
        before = words[start - 1]
        if before.low not in _ENDS and before.low not in {"the", "a", "an"}:
            return before.stem
    return ""
