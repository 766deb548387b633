"""Names and statements found against those annotated: right, wrong and missed.

A name is right by exact span and kind, less article, title and possessive. A statement is right when the words
said overlap by more than OVERLAP of their union, or its cue is the annotated one and a tenth of the words agree;
its source when half of the spans agree or a word of the name does. Beliefs are counted as missed where the set has
them, for only what is said is looked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.annotated import AttributedText, Attribution, NamedText
from searchapp.enrich import Enricher
from searchapp.enrich.lexicon import lexicon_of
from searchapp.model import ENTITY_KINDS, Offsets, Statement, Story

OVERLAP = 0.3
CUE_SHARE = 0.1
BINS = 10
_EDGES = re.compile(r"(?i)^(?:(?:the|a|an|mr|mrs|ms|dr|gen|col|sen|rep|president)\.?\s+)+")
_POSSESSIVE = re.compile(r"(?:['’]s?|\s+)$")
_EMPTY = frozenset(
    "the a an of for and in at on to mr mrs ms dr he she it they we i you his her its their who".split()
)


@dataclass(frozen=True, slots=True)
class Score:
    """Right, wrong and missed, and the shares that follow. `wrong` is None where only recall means something."""

    right: int
    wrong: int | None
    missed: int

    @property
    def precision(self) -> float:
        found = self.right + (self.wrong or 0)
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def figures(self) -> dict[str, float]:
        """The figures that mean something, by name."""
        if self.wrong is None:
            return {"R": self.recall}
        return {"P": self.precision, "R": self.recall, "F1": self.f1}


def name_scores(documents: Sequence[NamedText], enricher: Enricher) -> dict[str, Score]:
    """A score for each kind of name, and "names" for all."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (*ENTITY_KINDS, "names")}
    stories = enricher.pipe(Story(id=str(n), text=d.text) for n, d in enumerate(documents))
    for document, story in zip(documents, stories, strict=True):
        text = document.text
        gold = {(*_trimmed(text, a, b), kind) for a, b, kind in document.names}
        mine = {(*_trimmed(text, m.start, m.end), m.kind) for m in story.mentions}
        for what, names in (("right", mine & gold), ("wrong", mine - gold), ("missed", gold - mine)):
            for _, _, kind in names:
                counts[kind][what] += 1
                counts["names"][what] += 1
    return {kind: Score(c["right"], c["wrong"], c["missed"]) for kind, c in counts.items()}


def attribution_scores(documents: Sequence[AttributedText], enricher: Enricher) -> dict[str, Score]:
    """Statements, those with a reporting verb, those with the right source; and, where the set gives them, those
    with the right kind of verb, mode and addressee."""
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    total = 0
    stories = enricher.pipe(Story(id=str(n), text=d.text) for n, d in enumerate(documents))
    for document, story in zip(documents, stories, strict=True):
        total += len(story.statements)
        for attribution, statement in _matched(document, story):
            about = {"statements", *(("reporting verbs",) if _says(document.text, attribution) else ())}
            given = {"verb": attribution.verb, "mode": attribution.mode, "addressee": attribution.to}
            gold.update([*about, *(what for what, value in given.items() if value)])
            if statement is None:
                continue
            found.update(about)
            found["right source"] += _same_source(document.text, statement, attribution)
            for what, value in given.items():
                found[what] += bool(value) and getattr(statement, what) == value
    statements = gold["statements"]
    scores = {
        "statements": Score(found["statements"], total - found["statements"], statements - found["statements"]),
        "reporting verbs": Score(
            found["reporting verbs"], None, gold["reporting verbs"] - found["reporting verbs"]
        ),
        "right source": Score(
            found["right source"], total - found["right source"], statements - found["right source"]
        ),
    }
    for what in ("verb", "mode", "addressee"):
        if gold[what]:
            scores[what] = Score(found[what], None, gold[what] - found[what])
    return scores


def _matched(document: AttributedText, story: Story) -> Iterator[tuple[Attribution, Statement | None]]:
    """Each annotated statement with the one found that agrees with it best, each of these once."""
    left = dict(enumerate(story.statements))
    for attribution in document.attributions:
        best = max(left, key=lambda n: _agreement(left[n], attribution), default=None)
        good = best is not None and _agreement(left[best], attribution) > OVERLAP
        yield attribution, left.pop(best) if best is not None and good else None


def judged(document: AttributedText, story: Story) -> list[tuple[Statement, bool]]:
    """Each statement found, and whether it is right: it is annotated, by its source, which is no mere pronoun."""
    right = {
        id(statement)
        for attribution, statement in _matched(document, story)
        if statement is not None and _same_source(document.text, statement, attribution)
    }
    pronouns = lexicon_of("en").people.pronouns
    return [(s, id(s) in right and s.speaker.lower() not in pronouns) for s in story.statements]


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements whose confidence is near one value: how many, how sure they are, the share that is right."""

    number: int
    confidence: float
    right: float


def bins_of(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """Statements by their confidence, each with whether it is right, in bins of the same width; none is empty."""
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        held.setdefault(min(int(confidence * bins + 1e-9), bins - 1), []).append((confidence, right))
    return [
        Bin(len(held[n]), fmean(c for c, _ in held[n]), fmean(right for _, right in held[n])) for n in sorted(held)
    ]


def _trimmed(text: str, start: int, end: int) -> Offsets:
    if lead := _EDGES.match(text[start:end]):
        start += lead.end()
    if tail := _POSSESSIVE.search(text[start:end]):
        end = start + tail.start()
    return start, end


def _places(spans: Iterable[Offsets]) -> set[int]:
    return {i for a, b in spans for i in range(a, b)}


def _says(text: str, attribution: Attribution) -> bool:
    words = " ".join(text[a:b] for a, b in attribution.cue).lower()
    saying = lexicon_of("en").saying
    found = re.findall(r"[a-z]+", words)
    return any(w in saying.according or (w in saying.cues and not saying.cues[w].weak) for w in found)


def _agreement(statement: Statement, attribution: Attribution) -> float:
    mine, gold = _places(statement.spans), _places(attribution.content)
    both = len(mine & gold)
    agreement = both / len(mine | gold)
    cue = statement.cue_span and _places([statement.cue_span]) & _places(attribution.cue)
    return agreement + (OVERLAP if cue and both >= CUE_SHARE * len(gold) else 0.0)


def _same_source(text: str, statement: Statement, attribution: Attribution) -> bool:
    if attribution.speaker:
        return attribution.speaker.lower() == statement.speaker.lower()
    gold = _places(attribution.source)
    mine = _places([statement.speaker_span]) if statement.speaker_span else set[int]()
    if gold and len(gold & mine) >= len(gold | mine) / 2:
        return True
    named = " ".join(text[a:b] for a, b in attribution.source)
    return bool(_words(named) & _words(statement.speaker))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - _EMPTY
