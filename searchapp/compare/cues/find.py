"""Compares the sentences of stories of one event by the rules, and groups what was found by topic. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations

from searchapp.compare.compared import Pair
from searchapp.compare.cues.cue import Cue, CueKind, Side, Topic
from searchapp.compare.cues.english import APART
from searchapp.compare.cues.finding import Finding
from searchapp.compare.cues.read import Sentence, Word, read_sentence
from searchapp.compare.cues.rules import RULES, Rule
from searchapp.curation.corrections import digest
from searchapp.model import Offsets, Story
from searchapp.text.sentences import sentences

STORIES_KEPT = 500
_EVEN = 50
"""Added to the number of sentences before words are weighed, so that few sentences are weighed evenly."""
_LONGEST_WHAT = 5
_KEPT_WORDS = 400
"""Of a sentence; a longer one is a list or a table and is not read."""

Findings = tuple[tuple[CueKind, tuple[Finding, ...]], ...]


def cues(stories: Sequence[Story], pairs: Iterable[Pair] = ()) -> tuple[Cue, ...]:
    """In what the accounts of these stories may differ, in the order of the rules and of the stories.

    What stands in shared copy of several stories is told once, by the first of them.
    """
    texts = {story.id: story.text for story in stories}
    read = [_read_story(story) for story in stories]
    weights = _weights([sentence for of_story, _ in read for sentence in of_story])
    same = _Copies(pairs)
    found: dict[tuple[object, ...], Cue] = {}
    for number, rule in enumerate(RULES):
        by_anchor: dict[str, list[Finding]] = {}
        for _, findings in read:
            for finding in findings[number][1]:
                by_anchor.setdefault(finding.anchor, []).append(finding)
        for a, b in _compared(rule, by_anchor, weights):
            once = (rule.kind, *sorted((same.first(a.sentence), same.first(b.sentence))))
            if once not in found and once[1] != once[2]:
                found[once] = _cue(rule.kind, a, b, texts, weights)
    return tuple(found.values())


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
    for findings in by_anchor.values():
        if len({finding.value for finding in findings}) < 2:
            continue
        for a, b in combinations(findings, 2):
            if a.sentence.story == b.sentence.story or not rule.differ(a, b):
                continue
            if _is_alike(rule, a, b, weights) and not (
                _names_another(a.sentence, b.sentence) or _agrees(rule, a, b)
            ):
                yield a, b


def _is_alike(rule: Rule, a: Finding, b: Finding, weights: Mapping[str, float]) -> bool:
    """Whether two findings are about the same."""
    shared = a.about & b.about
    if len(shared) < min(rule.shared, len(a.about), len(b.about)) or not shared:
        return False
    both = _weight(shared, weights)
    one, other = sorted((_weight(a.about, weights), _weight(b.about, weights)))
    if both < rule.alike * one or both < rule.longer * other:
        return False
    if not rule.theme:
        return True
    if a.head and b.head and a.head != b.head:
        return False
    least = min(_weight(a.theme, weights), _weight(b.theme, weights))
    return least > 0 and _weight(a.theme & b.theme, weights) >= rule.theme * least


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
    """Which sentences are the same copy."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._passages: dict[str, list[tuple[Offsets, str, Offsets]]] = {}
        for pair in pairs:
            a, b = sorted((pair.a, pair.b))
            for at_a, at_b in pair.seen_from(a).passages:
                self._passages.setdefault(b, []).append((at_b, a, at_a))

    def first(self, sentence: Sentence) -> tuple[str, int]:
        """By what the copies of a sentence are known."""
        story, (start, end) = sentence.story, sentence.span
        for (from_, to), other, (other_start, _) in self._passages.get(story, ()):
            if from_ <= start and end <= to:
                return other, other_start + start - from_
        return story, start


def _cue(kind: CueKind, a: Finding, b: Finding, texts: Mapping[str, str], weights: Mapping[str, float]) -> Cue:
    said = sorted(digest(texts[f.sentence.story][slice(*f.sentence.span)]) for f in (a, b))
    return Cue(kind, _what(a, b, texts, weights), _side(a), _side(b), digest(f"{kind} {said[0]} {said[1]}"))


def _side(finding: Finding) -> Side:
    return Side(finding.sentence.story, finding.sentence.span, finding.spans)


def _what(a: Finding, b: Finding, texts: Mapping[str, str], weights: Mapping[str, float]) -> str:
    """What both are about: the most telling words that both have and that stand in a row in one of them."""
    shared = (a.theme & b.theme) or (a.about & b.about)
    rows = [(row, f.sentence.story) for f in (a, b) for row in _rows(f.sentence.words, shared)]
    if not rows:
        return ""
    row, story = max(rows, key=lambda one: _weight((word.stem for word in one[0]), weights))
    return texts[story][row[0].start : row[-1].end]


def _rows(words: Sequence[Word], stems: frozenset[str]) -> Iterator[Sequence[Word]]:
    """The words of these stems, each with those that follow it without anything between."""
    start = 0
    while start < len(words):
        stop = start
        while stop < len(words) and words[stop].stem in stems and not (stop > start and words[stop].parted):
            stop += 1
        if stop > start:
            yield words[start : min(stop, start + _LONGEST_WHAT)]
        start = max(stop, start + 1)


def _read_story(story: Story) -> tuple[tuple[Sentence, ...], Findings]:
    spoken = tuple((statement.sentence, statement.everyone) for statement in story.statements)
    return _read(story.id, story.published, story.own_text, spoken)


@lru_cache(maxsize=STORIES_KEPT)
def _read(
    story: str, day: date | None, text: str, spoken: tuple[tuple[Offsets, tuple[str, ...]], ...]
) -> tuple[tuple[Sentence, ...], Findings]:
    """The sentences of a story, and what each rule finds in them."""
    read = tuple(
        read_sentence(story, day, text, span, speakers=_names_at(spoken, span))
        for span in sentences(text)
        if text[slice(*span)].strip()
    )
    read = tuple(sentence for sentence in read if len(sentence.words) <= _KEPT_WORDS)
    return read, tuple((rule.kind, tuple(f for s in read for f in rule.find(s))) for rule in RULES)


def _names_at(spoken: Iterable[tuple[Offsets, tuple[str, ...]]], span: Offsets) -> tuple[str, ...]:
    """Those who speak in a sentence, by what was mined of the story."""
    return tuple(name for (start, end), names in spoken if start < span[1] and span[0] < end for name in names)
