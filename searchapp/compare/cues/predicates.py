"""Deeds with whose and to what they were: included or excluded, allowed or barred, who shelled what. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from searchapp.compare.cues.english import (
    ASKING,
    AUXILIARIES,
    BE,
    CARRIERS,
    DEEDS,
    NEGATIONS,
    OPPOSITES,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    STANCES,
)
from searchapp.compare.cues.finding import Finding
from searchapp.compare.cues.read import Sentence, Word, content, is_empty, is_passive, is_past

_NEGATED_WITHIN = 4
_LONGEST_PHRASE = 6
_OF_A_NOUN = frozenset({"of", "the", "a", "an", "any", "all", "its", "his", "her", "their", "and"})
_MODALS = frozenset("would will can could shall should may might must to did do does t".split())
_ABOUT_SPEECH = frozenset(("confirm", "deni"))


class Predicate(NamedTuple):
    """A deed or state: what it is, whether it is so (1) or not (-1), its words, what stands around it."""

    concept: str
    sign: int
    at: int
    words: range
    subject: tuple[Word, ...]
    object: tuple[Word, ...]
    agent: tuple[Word, ...]
    passive: bool

    @property
    def theme(self) -> frozenset[str]:
        """Of what it is said: what was done to, or who did, where it was done to nothing."""
        return content(self._thing)

    @property
    def head(self) -> str:
        """The stem of the noun among these."""
        stop = next((i for i, word in enumerate(self._thing) if word.low in PREPOSITIONS), len(self._thing))
        nouns = [word.stem for word in self._thing[:stop] if not is_empty(word.low, word.stem)]
        return nouns[-1] if nouns else ""

    @property
    def _thing(self) -> tuple[Word, ...]:
        return self.subject if self.passive or not self.object else self.object


def polarities(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says to be so, or not to be so."""
    for found in _predicates(sentence):
        if found.concept in STANCES and found.concept not in _ABOUT_SPEECH:
            continue
        words = sentence.words
        spans = ((words[found.words.start].start, words[found.words.stop - 1].end),)
        if found.concept in _ABOUT_SPEECH:
            theme = about = content(words[found.words.stop :])
            head = ""
        else:
            theme, about, head = found.theme, sentence.about - {words[found.at].stem}, found.head
        yield Finding(sentence, found.concept, found.sign, spans, about, theme, head)


def opposed(a: Finding, b: Finding) -> bool:
    """Whether one is said to be so, and the other not."""
    return bool(a.value == -b.value)


def doers(sentence: Sentence) -> Iterator[Finding]:
    """Deeds that are told with who did them."""
    for found in _predicates(sentence):
        doer = found.agent if found.passive else found.subject
        if found.words.start != found.at or sentence.words[found.at].stem not in DEEDS or found.sign < 0:
            continue
        if not content(doer) or not (found.passive or found.object) or not is_past(sentence.words[found.at]):
            continue
        spans = ((doer[0].start, doer[-1].end),)
        deed = sentence.words[found.at].stem
        about = sentence.about - content(doer) - {deed}
        yield Finding(sentence, deed, content(doer), spans, about, found.theme, found.head)


def others(a: Finding, b: Finding) -> bool:
    """Whether two doers are not the same: neither their names nor, where these are not told, their sort."""
    x, y = a.value - CARRIERS, b.value - CARRIERS
    return not x & y if x and y else not a.value & b.value


def _predicates(sentence: Sentence) -> Iterator[Predicate]:
    """The verbs and states of a sentence that are told, not asked."""
    words = sentence.words
    for at in range(len(words)):
        read = _concept(words, at)
        if read is None:
            continue
        concept, sign, stop = read
        clause = sentence.clause(at)
        if any(words[i].low in ASKING for i in (*clause, clause.start - 1) if 0 <= i < at):
            continue
        negation = _negation(words, at, stop)
        start = at
        if negation is not None:
            sign, start, stop = -sign, min(at, negation), max(stop, negation + 1)
        passive = is_passive(words, at)
        yield Predicate(
            concept,
            sign,
            at,
            range(start, stop),
            _before(words, start),
            _behind(words, stop),
            _agent(words, stop) if passive else (),
            passive,
        )


def _concept(words: Sequence[Word], at: int) -> tuple[str, int, int] | None:
    """What a word says of its subject, whether that it is so, and where it ends; None for other words."""
    word = words[at]
    if word.low in AUXILIARIES or word.low in PREPOSITIONS or word.number:
        return None
    for (verb, particle), (concept, sign) in PARTICLES.items():
        if word.stem == verb and at + 1 < len(words) and words[at + 1].low == particle:
            return concept, sign, at + 2
    if word.stem in OPPOSITES:
        return (*OPPOSITES[word.stem], at + 1)
    if is_empty(word.low, word.stem):
        return None
    before = next((w.low for w in reversed(words[:at]) if w.low not in NEGATIONS and not w.low.endswith("ly")), "")
    if is_past(word) or before in _MODALS or before in BE:
        return word.stem, 1, at + 1
    return None


def _negation(words: Sequence[Word], at: int, stop: int) -> int | None:
    """The place of the word that turns a verb round: "did not return", "found no traces", "pleaded not guilty"."""
    for i in range(at - 1, max(-1, at - 1 - _NEGATED_WITHIN), -1):
        if words[i].low in NEGATIONS or words[i].low.endswith(("n't", "n’t")):
            return i
        if words[i + 1].parted or not (words[i].low in AUXILIARIES or words[i].low.endswith("ly")):
            break
    if stop < len(words) and words[stop].low in {"no", "not", "none", "neither"} and not words[stop].parted:
        return stop
    return None


def _before(words: Sequence[Word], at: int) -> tuple[Word, ...]:
    """The subject: the words before a verb, its auxiliaries aside, up to what parts clauses."""
    stop = at
    while stop and _joins(words[stop - 1]):
        stop -= 1
    start = stop
    while start and stop - start < _LONGEST_PHRASE:
        word = words[start - 1]
        if word.low in PRONOUNS or word.low in AUXILIARIES or word.stem in STANCES or is_past(word):
            break
        if start < stop and words[start].parted:
            break
        start -= 1
    return tuple(words[start:stop])


def _joins(word: Word) -> bool:
    return (
        word.low in AUXILIARIES or word.low in NEGATIONS or word.low.endswith("ly") or word.low in {"to", "have"}
    )


def _behind(words: Sequence[Word], at: int) -> tuple[Word, ...]:
    """The object: the words that follow a verb without a preposition, with what follows "of" and "on"."""
    stop = at
    while stop < len(words) and stop - at < _LONGEST_PHRASE and not words[stop].parted:
        low = words[stop].low
        if low in PRONOUNS or low in AUXILIARIES or low == "to":
            break
        if low in PREPOSITIONS and (stop == at or low not in {"of", "on"}):
            break
        stop += 1
    return tuple(words[at:stop])


def _agent(words: Sequence[Word], at: int) -> tuple[Word, ...]:
    """Who did what was done: the words behind "by"."""
    for i in range(at, min(at + _LONGEST_PHRASE, len(words))):
        if words[i].low == "by":
            return _behind(words, i + 1)
        if words[i].parted:
            break
    return ()
