"""Syntax of other search engines in a query: what is not known here, and what to write instead. Pure.

Each of these is read as words or left out (`searchapp.query.parse` does that), which would otherwise go unseen.
"""

from __future__ import annotations

import re

LONGEST = 2_000
"""Characters of a query that are looked at; what is longer was not typed for another engine."""
_PHRASES = [
    rf'{opening}(?:\\.|[^"{closing}\\])*(?:["{closing}]|\Z)' for opening, closing in ('""', "“”", "””", "„“", "«»")
]
_LITERAL = re.compile("|".join([r"\\.", *_PHRASES, r"\w+://\S+"]), re.DOTALL)
"""What is meant as it stands: an escaped character, a phrase, an address."""
_STANDS_FOR = "\u241f"

MODIFIER = re.compile(r"(?<!\\)(?:[~^][0-9]*(?:\.[0-9]+)?)+\Z")
"""What follows a word or phrase in other engines: likeness or distance, and weight."""

_KNOWN_ELSEWHERE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"[{_STANDS_FOR})]~([0-9]+)"), "“~{0}” was left out; words at most {0} apart are a NEAR/{0} b."),
    (
        re.compile(r"(?<=[^\s()\u241f])(~[0-9.]*)(?=\^|[\s)]|\Z)"),
        "“{0}” was left out: a word is not found by its likeness to another. evac* finds words that begin so.",
    ),
    (re.compile(r"(?<=[^\s(])(\^[0-9.]+)(?=~|[\s)]|\Z)"), "“{0}” was left out: no word counts more than another."),
    (re.compile(r"(?<![^\s(+-])\+(?=[^\s\d+])"), "“+” is not needed: all words must be there."),
    (re.compile(r"&&"), "“&&” was left out: all words must be there, or write AND."),
    (re.compile(r"\|\|"), "“||” was left out; write OR for either of two."),
    (re.compile(r"(?<![^\s(])!(?=\s*[\w(\u241f])"), "“!” was left out; write -word for without a word."),
    (
        re.compile(r"(?<!\w)(\w{1,40})!(?=\s+\S)"),
        "“!” is read as a full stop; write {0}* for every word that begins so.",
    ),
    (
        re.compile(r"[\[{]\s*\S+\s+TO\s+\S+?\s*[\]}]"),
        "A range in brackets was read as words; for days write after:2017-10-01 before:2017-10-31.",
    ),
    (re.compile(r"(?<!\S)/[^\s/]+/(?!\S)"), "Regular expressions are not known here; this was read as words."),
    (
        re.compile(r"(?<![^\s(])(?:[Ww]|PRE|ADJ|pre|adj)/?([0-9]+)(?=\s|\Z)"),
        "A distance is written a NEAR/{0} b; this was read as words.",
    ),
    (re.compile(r"(?<!\S)AROUND\(([0-9]+)\)"), "A distance is written a NEAR/{0} b; this was read as words."),
    (
        re.compile(r"(?<![^\s(:])\*(?=\w)|\w\*(?=\w)"),
        "“*” stands for letters at the end of a word only; elsewhere it was left out.",
    ),
)
_ONE_LETTER = re.compile(r"\w\?(?=\w)|\w\?(?!\w)|(?<![^\s(:])\?(?=\w)")
_QUESTION = re.compile(r"\s\S+\s[^?]*\?+\s*\Z")
"""A question mark after the third word or a later one ends a question."""


def foreign(text: str) -> list[str]:
    """A line for each kind of syntax in a query that another engine would know and this one does not."""
    bare = _LITERAL.sub(_STANDS_FOR, text[:LONGEST])
    said = [notice.format(*m.groups()) for pattern, notice in _KNOWN_ELSEWHERE if (m := pattern.search(bare))]
    if _ONE_LETTER.search(_QUESTION.sub("", " " + bare) if _QUESTION.search(bare) else bare):
        said.append("“?” does not stand for a letter here; evac* finds every word that begins so.")
    return said


def escaped(word: str) -> str:
    """A word that is not meant as another engine's syntax, so written that it says so."""
    word = re.sub(r"([~^\[{])", r"\\\1", word)
    if not foreign(f"a {word} a"):
        return word
    escaped_signs = re.sub(r"([?!+&|/])", r"\\\1", word)
    return escaped_signs if escaped_signs != word else f"\\{word}"
