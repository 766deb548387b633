"""A sentence as the rules see it: its words, what they mean, which of them only say who said it. Pure.

Without a parser: a noun stands behind its number, a subject before its verb, an object behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from searchapp.compare.cues.english import (
    AUXILIARIES,
    BE,
    BREAKS,
    EARLIER,
    IRREGULAR,
    MONTHS,
    NEGATIONS,
    NO_LAND,
    NOUNS_TOO,
    PREPOSITIONS,
    PRONOUNS,
    SAME,
    STANCES,
    VAGUE,
    WEEKDAYS,
)
from searchapp.model import Offsets
from searchapp.text.analysis import STEM_MARK, stem_term, tokenize
from searchapp.text.languages import language_of

SENTENCES_KEPT = 10_000
_MARK = re.compile(r"[,;:()\[\]\"“”«»—–!?]|\s-+\s|--")
_OF_A_LAND = re.compile(r"(?:ese|ians?|ia|on|i|ish)\Z")
_CLOSERS = " \n\t\"”’'»)"
_LONGEST_ASIDE = 10
_ENDINGS = ("ed", "en")


class Word(NamedTuple):
    """A word of a sentence: its exact form, the stem of what it means, where it stands.

    `parted` is whether a mark stands before it, `before` the text between it and the word before.
    """

    low: str
    stem: str
    start: int
    end: int
    parted: bool
    before: str

    @property
    def number(self) -> bool:
        return self.low[0].isdigit()


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of a story of a day, and what its words are about.

    `speakers` are stems of the names of those who are known to speak in it, `asks` is whether it is a question,
    `before` what the sentence before it is about.
    """

    story: str
    day: date | None
    span: Offsets
    words: tuple[Word, ...]
    speakers: frozenset[str] = frozenset()
    asks: bool = False
    before: frozenset[str] = frozenset()

    @cached_property
    def sayings(self) -> tuple[tuple[int, range], ...]:
        """Each verb of saying, with the words that only say who said it."""
        return tuple(_sayings(self.words))

    @cached_property
    def about(self) -> frozenset[str]:
        """The stems of what it is about, who said it aside."""
        aside = {i for _, span in self.sayings for i in span}
        return content(word for i, word in enumerate(self.words) if i not in aside)

    def clause(self, at: int) -> range:
        """The words around one up to the marks and the words that part clauses."""
        start = at
        while start and not self.words[start].parted and self.words[start].low not in BREAKS:
            start -= 1
        stop = at + 1
        while stop < len(self.words) and not self.words[stop].parted and self.words[stop].low not in BREAKS:
            stop += 1
        return range(start, stop)


def read_sentence(
    story: str,
    day: date | None,
    text: str,
    span: Offsets,
    *,
    speakers: Iterable[str] = (),
    before: frozenset[str] = frozenset(),
) -> Sentence:
    """A sentence of a text."""
    piece = text[slice(*span)]
    named = frozenset(meaning(token.exact, True) for name in speakers for token in tokenize(name, shouted=False))
    asks = piece.rstrip(_CLOSERS).endswith("?")
    return Sentence(story, day, span, _words(piece, span[0]), named, asks, before)


@lru_cache(maxsize=SENTENCES_KEPT)
def _words(piece: str, start: int) -> tuple[Word, ...]:
    """The words of a sentence that begins at a place of its text."""
    words: list[Word] = []
    last = 0
    for token in tokenize(piece, shouted=False):
        gap = piece[last : token.start]
        capital = piece[token.start].isupper() and (bool(words) or _is_of_a_land(token.exact))
        words.append(
            Word(
                token.exact,
                meaning(token.exact, capital),
                start + token.start,
                start + token.end,
                bool(words) and _MARK.search(gap) is not None,
                gap,
            )
        )
        last = token.end
    return tuple(words)


@lru_cache(maxsize=50_000)
def meaning(exact: str, capital: bool) -> str:
    """The stem that stands for what a word means: that of its verb, of its land, of those that mean the same."""
    found = IRREGULAR.get(exact) or stem_term(exact).removeprefix(STEM_MARK)
    found = SAME.get(found, found)
    if capital and len(exact) > 4 and 3 <= len(cut := _OF_A_LAND.sub("", exact)) < len(exact):
        return cut
    return found


def _is_of_a_land(exact: str) -> bool:
    """Whether the first word of a sentence has its capital also elsewhere, by its ending."""
    return exact.endswith(("ian", "ians", "ese")) and exact.removesuffix("s") not in NO_LAND


@lru_cache(maxsize=50_000)
def is_empty(low: str, stem: str) -> bool:
    """Whether a word tells nothing of what a sentence is about: it is of a closed class, or counts or dates."""
    return (
        low in language_of(low).function_words
        or low in AUXILIARIES
        or low in PREPOSITIONS
        or low in PRONOUNS
        or low in NEGATIONS
        or low in MONTHS
        or low in EARLIER
        or low in WEEKDAYS
        or low in VAGUE
        or low[0].isdigit()
        or (len(low) == 1 and low.isascii())
        or stem in STANCES
    )


def content(words: Iterable[Word]) -> frozenset[str]:
    """The stems of the words that tell what is spoken of."""
    return frozenset(word.stem for word in words if not is_empty(word.low, word.stem))


def is_past(word: Word) -> bool:
    """Whether a word looks like a verb of what was done."""
    return word.low in IRREGULAR or (word.low.endswith(_ENDINGS[0]) and len(word.low) > 4)


def is_passive(words: Sequence[Word], at: int) -> bool:
    """Whether a verb tells what was done to its subject."""
    if not is_past(words[at]) and not words[at].low.endswith(_ENDINGS[1]):
        return False
    for word in reversed(words[max(0, at - 5) : at]):
        if word.low in BE:
            return True
        if word.low not in AUXILIARIES and word.low not in NEGATIONS and not word.low.endswith("ly"):
            return False
    return False


def _sayings(words: Sequence[Word]) -> Iterator[tuple[int, range]]:
    """The verbs of saying, each with the stretch of words that says who said it."""
    for at, word in enumerate(words):
        if word.low == "according":
            yield at, range(at, _mark_after(words, at))
        elif word.stem in STANCES and not _is_noun(words, at):
            start, stop = _mark_before(words, at), _mark_after(words, at)
            told = any(word.low in AUXILIARIES or is_past(word) for word in words[at + 1 : stop])
            if (start < at and stop == len(words) and at == stop - 1) or (start == at and not told):
                yield at, range(start, stop)  # …, Ada Lund said.  …, said Ada Lund.
            else:  # Ada Lund said …  Ada Lund, a miner, said …
                named = _mark_before(words, _mark_before(words, at - 1) - 1) if 0 < at == start else start
                yield at, range(named, _after_addressee(words, at))


def _is_noun(words: Sequence[Word], at: int) -> bool:
    if words[at].stem in NOUNS_TOO and not words[at].low.endswith("ed"):
        return True
    return at > 0 and words[at - 1].low in {"a", "an", "the", "his", "her", "its", "their", "this", "that", "to"}


def _mark_before(words: Sequence[Word], at: int) -> int:
    at = max(at, 0)
    while at and not words[at].parted:
        at -= 1
    return at


def _mark_after(words: Sequence[Word], at: int) -> int:
    at += 1
    while at < len(words) and not words[at].parted:
        at += 1
    return at


def _after_addressee(words: Sequence[Word], at: int) -> int:
    """Where the words said begin: behind "said that", "told reporters that", "said on Saturday that"."""
    for stop in range(at + 1, min(at + _LONGEST_ASIDE, len(words))):
        if words[stop].parted:
            break
        if words[stop].low == "that":
            return stop + 1
    return at + 2 if words[at].low in {"told", "tells"} and at + 1 < len(words) else at + 1
