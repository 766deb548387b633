"""Compares the sentences of stories of one event by the rules, and groups what was found by topic. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from searchapp.compare.compared import Pair
from searchapp.compare.cues.cue import Cue, CueKind, Side, Topic
from searchapp.compare.cues.english import APART
from searchapp.compare.cues.finding import Finding
from searchapp.compare.cues.read import Sentence, Word, is_empty, read_sentence
from searchapp.compare.cues.rules import RULES, Rule
from searchapp.curation.corrections import digest
from searchapp.model import Offsets, Story
from searchapp.text.sentences import sentences

STORIES_KEPT, ANSWERS_KEPT = 500, 50
_EVEN = 50
"""Added to the number of sentences before words are weighed, so that few sentences are weighed evenly."""
_LONGEST_WHAT = 7
_MOST_OF_A_SORT = 120
MOST_OF_A_KIND = 200
"""Cues; more come of tables, where each line differs from each: these are twenty accounts of one thing already."""
_KEPT_WORDS = 400
"""Of a sentence; a longer one is a list or a table and is not read."""

_NEARLY_ALL = 0.8
"""Of a sentence that is shared copy."""
_Place = tuple[str, Offsets]


class _Told(NamedTuple):
    """What of a story is read: its own words, and who speaks where."""

    id: str
    day: date | None
    text: str
    own_text: str
    spoken: tuple[tuple[Offsets, tuple[str, ...]], ...]


Findings = tuple[tuple[CueKind, tuple[Finding, ...]], ...]


def cues(stories: Sequence[Story], pairs: Iterable[Pair] = ()) -> tuple[Cue, ...]:
    """In what the accounts of these stories may differ, in the order of the rules and of the stories.

    What stands in shared copy of several stories is told once, by the first of them.
    """
    return _cues(tuple(_told(story) for story in stories), tuple(pairs))


@lru_cache(maxsize=ANSWERS_KEPT)
def _cues(stories: tuple[_Told, ...], pairs: tuple[Pair, ...]) -> tuple[Cue, ...]:
    texts = {story.id: story.text for story in stories}
    read = [_read(story) for story in stories]
    every = [sentence for of_story, _ in read for sentence in of_story]
    weights, same = _weights(every), _Copies(every, pairs)
    found: dict[CueKind, dict[frozenset[object], Cue]] = {rule.kind: {} for rule in RULES}
    for number, rule in enumerate(RULES):
        of_kind = found[rule.kind]
        by_anchor: dict[str, list[Finding]] = {}
        for _, findings in read:
            for finding in findings[number][1]:
                by_anchor.setdefault(finding.anchor, []).append(finding)
        for a, b in _compared(rule, by_anchor, weights):
            if len(of_kind) == MOST_OF_A_KIND:
                break
            once = frozenset((same.first((f.sentence.story, f.sentence.span)), f.value) for f in (a, b))
            if once not in of_kind:
                of_kind[once] = _cue(rule.kind, a, b, texts, weights)
    return tuple(cue for of_kind in found.values() for cue in of_kind.values())


def read_story(story: Story) -> tuple[tuple[Sentence, ...], Findings]:
    """The sentences of a story, lists and tables aside, and what each rule, in order, finds in them."""
    return _read(_told(story))


def topics(found: Sequence[Cue]) -> tuple[Topic, ...]:
    """The cues by what they are about: those of one kind that have a sentence in common."""
    groups: list[list[Cue]] = []
    for cue in found:
        mine = {cue.a[:2], cue.b[:2]}
        joined = [g for g in groups if g[0].kind == cue.kind and any({c.a[:2], c.b[:2]} & mine for c in g)]
        groups = [g for g in groups if not any(g is j for j in joined)]
        groups.append([c for g in joined for c in g] + [cue])
    return tuple(Topic(group[0].kind, group[0].what, tuple(group)) for group in groups)


def _compared(
    rule: Rule, by_anchor: Mapping[str, Sequence[Finding]], weights: Mapping[str, float]
) -> Iterator[tuple[Finding, Finding]]:
    """The findings of one sort in different stories that differ although the rest is alike."""
    for every in by_anchor.values():
        findings = _not_too_many(every)
        if len({finding.value for finding in findings}) < 2:
            continue
        for a, b in combinations(findings, 2):
            if a.sentence.story == b.sentence.story or not rule.differ(a, b):
                continue
            if _is_alike(rule, a, b, weights) and not (
                _names_another(a.sentence, b.sentence) or _agrees(rule, a, b)
            ):
                yield a, b


def _not_too_many(findings: Sequence[Finding]) -> list[Finding]:
    """At most so many of one sort as can be compared at once, of each story the first."""
    if len(findings) <= _MOST_OF_A_SORT:
        return list(findings)
    number = Counter(finding.sentence.story for finding in findings)
    left = dict.fromkeys(number, max(1, _MOST_OF_A_SORT // len(number)))
    kept = []
    for finding in findings:
        if left[finding.sentence.story]:
            left[finding.sentence.story] -= 1
            kept.append(finding)
    return kept


def _is_alike(rule: Rule, a: Finding, b: Finding, weights: Mapping[str, float]) -> bool:
    """Whether two findings are about the same."""
    if not (a.about & b.about):
        return False
    if not (_covers(rule, a, b, weights) or _covers(rule, b, a, weights)):
        return False
    if not rule.theme:
        return True
    if a.head and b.head and a.head != b.head:
        return False
    least = min(_weight(a.theme, weights), _weight(b.theme, weights))
    return least > 0 and _weight(a.theme & b.theme, weights) >= rule.theme * least


def _covers(rule: Rule, a: Finding, b: Finding, weights: Mapping[str, float]) -> bool:
    """Whether most of what one finding is about is told with the other too."""
    shared = a.about & (b.about | b.wide)
    if len(shared) < rule.shared:
        return False
    both = _weight(shared, weights)
    return both >= rule.alike * _weight(a.about, weights) and both >= rule.longer * _weight(b.about, weights)


def _agrees(rule: Rule, a: Finding, b: Finding) -> bool:
    """Whether the sentences have another finding of this sort in which they are at one."""
    if rule.kind != "number":
        return False
    ours, theirs = ([f for f in rule.find(finding.sentence) if f.anchor == finding.anchor] for finding in (a, b))
    return any(x.value[:2] == y.value[:2] for x in ours for y in theirs)


def _names_another(a: Sentence, b: Sentence) -> bool:
    """Whether a noun of both is qualified otherwise: new bridge, old bridge."""
    theirs: dict[str, set[str]] = {}
    for word, noun in zip(b.words, b.words[1:], strict=False):
        theirs.setdefault(noun.stem, set()).add(word.low)
    for word, noun in zip(a.words, a.words[1:], strict=False):
        for qualifiers in APART:
            named = theirs.get(noun.stem, set()) & qualifiers
            if named and word.low in qualifiers - named:
                return True
    return False


def _weights(read: Sequence[Sentence]) -> dict[str, float]:
    """How much each word tells: the rarer in these stories, the more."""
    number = Counter(stem for sentence in read for stem in sentence.about)
    return {stem: math.log((len(read) + _EVEN) / n) for stem, n in number.items()}


def _weight(stems: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(stem, 1.0) for stem in stems)


class _Copies:
    """Which sentences of stories are the same copy, edited or not."""

    def __init__(self, read: Iterable[Sentence], pairs: Iterable[Pair]) -> None:
        self._sentences: dict[str, list[Offsets]] = {}
        self._first: dict[_Place, _Place] = {}
        for sentence in read:
            self._sentences.setdefault(sentence.story, []).append(sentence.span)
        for pair in pairs:
            for at_a, at_b in pair.passages:
                ours, theirs = self._within(pair.a, at_a), self._within(pair.b, at_b)
                if len(ours) == len(theirs):
                    for one, other in zip(ours, theirs, strict=True):
                        first, later = sorted((self.first(one), self.first(other)))
                        self._first[later] = first

    def first(self, place: _Place) -> _Place:
        """By which sentence all copies of one are known."""
        while (before := self._first.get(place, place)) != place:
            place = before
        return place

    def _within(self, story: str, passage: Offsets) -> list[_Place]:
        """The sentences of a story of which a passage has nearly all."""
        start, end = passage
        return [
            (story, (a, b))
            for a, b in self._sentences.get(story, ())
            if min(b, end) - max(a, start) >= _NEARLY_ALL * (b - a)
        ]


def _cue(kind: CueKind, a: Finding, b: Finding, texts: Mapping[str, str], weights: Mapping[str, float]) -> Cue:
    said = sorted(digest(texts[f.sentence.story][slice(*f.sentence.span)]) for f in (a, b))
    return Cue(
        kind,
        _what(a, b, texts, weights, gaps=kind == "saying"),
        _side(a),
        _side(b),
        digest(f"{kind} {said[0]} {said[1]}"),
    )


def _side(finding: Finding) -> Side:
    return Side(finding.sentence.story, finding.sentence.span, finding.spans)


def _what(a: Finding, b: Finding, texts: Mapping[str, str], weights: Mapping[str, float], *, gaps: bool) -> str:
    """What both are about: the most telling words that both have and that stand in a row in one of them."""
    for stems in (a.theme & b.theme, a.about & b.about):
        rows = [(row, f.sentence.story) for f in (a, b) for row in _rows(f.sentence.words, stems, gaps=gaps)]
        if rows:
            row, story = max(rows, key=lambda one: _weight((word.stem for word in one[0]), weights))
            return texts[story][row[0].start : row[-1].end]
    return ""


def _rows(words: Sequence[Word], stems: frozenset[str], *, gaps: bool) -> Iterator[Sequence[Word]]:
    """The words of these stems, each with those that follow it, over small words where there may be `gaps`."""
    start = 0
    while start < len(words):
        stop = end = start
        while stop < len(words) and not (stop > start and words[stop].parted):
            if words[stop].stem in stems:
                end = stop + 1
            elif end == start or not (gaps and is_empty(words[stop].low, words[stop].stem)):
                break
            stop += 1
        if end > start:
            yield words[start : min(end, start + _LONGEST_WHAT)]
        start = max(end, start + 1)


def _told(story: Story) -> _Told:
    spoken = tuple((statement.sentence, statement.everyone) for statement in story.statements)
    return _Told(story.id, story.published, story.text, story.own_text, spoken)


@lru_cache(maxsize=STORIES_KEPT)
def _read(story: _Told) -> tuple[tuple[Sentence, ...], Findings]:
    """The sentences of a story, and what each rule finds in them."""
    read: list[Sentence] = []
    for span in sentences(story.own_text):
        before = read[-1].about if read else frozenset()
        speakers = _names_at(story.spoken, span)
        one = read_sentence(story.id, story.day, story.own_text, span, speakers=speakers, before=before)
        if 0 < len(one.words) <= _KEPT_WORDS:
            read.append(one)
    return tuple(read), tuple((rule.kind, tuple(f for s in read for f in rule.find(s))) for rule in RULES)


def _names_at(spoken: Iterable[tuple[Offsets, tuple[str, ...]]], span: Offsets) -> tuple[str, ...]:
    """Those who speak in a sentence, by what was mined of the story."""
    return tuple(name for (start, end), names in spoken if start < span[1] and span[0] < end for name in names)
