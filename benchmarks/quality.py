"""How good enrichment is on annotated sets: names by exact span and kind, statements by the words said.

    python -m benchmarks.quality [--ner FILE] [--attribution FILE] [--strip-quotes]

Reads CoNLL (word and tag a line, PER, ORG and LOC counted) and JSON Lines with "text" and "attributions", each
{"source", "cue", "content"} as lists of [start, end] in code points. A statement is right when the words said
overlap by more than OVERLAP of their union, or its cue is the annotated one and a tenth of the words agree; its
source when half of the spans agree or a word of the name does. Beliefs are counted as missed where the set has
them, for only what is said is looked for.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from searchapp.enrich import DEFAULT_MODEL, Enricher, open_enricher
from searchapp.enrich.cues import CUES
from searchapp.model import EntityKind, Offsets, Statement, Story

OVERLAP = 0.3
CUE_SHARE = 0.1
_TAGS: dict[str, EntityKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}
_QUOTES = re.compile(r"[\"“”«»]|(?<!\w)['‘’]|['‘’](?!\w)")
_EDGES = re.compile(r"(?i)^(?:(?:the|a|an|mr|mrs|ms|dr|gen|col|sen|rep|president)\.?\s+)+")
_POSSESSIVE = re.compile(r"(?:['’]s?|\s+)$")
_NO_SPACE_BEFORE = re.compile(r"^(?:['’]s|n't|[,.;:!?)%\]]|'')$")
_EMPTY = frozenset(
    "the a an of for and in at on to mr mrs ms dr he she it they we i you his her its their who".split()
)
_SAYING = frozenset(form for form, cue in CUES.items() if not cue.weak) | {"according"}


@dataclass(frozen=True, slots=True)
class Score:
    """Right, wrong and missed, and the shares that follow."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text and the names annotated in it: (start, end, kind)."""

    text: str
    names: tuple[tuple[int, int, EntityKind], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated statement."""

    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]


@dataclass(frozen=True, slots=True)
class AttributedText:
    """A text and the statements annotated in it."""

    text: str
    attributions: tuple[Attribution, ...] = field(default=())


def read_conll(path: Path) -> list[NamedText]:
    """Documents of a CoNLL file, their words joined as print would join them."""
    documents: list[NamedText] = []
    text, names, before = "", list[tuple[int, int, str]](), "O"

    def close() -> None:
        if text.strip():
            kept = tuple((a, b, _TAGS[tag]) for a, b, tag in names if tag in _TAGS)
            documents.append(NamedText(text, kept))

    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split()
        if not columns:
            text, before = text.rstrip() + "\n", "O"
            continue
        word, tag = columns[0], columns[-1]
        if word == "-DOCSTART-":
            close()
            text, names, before = "", [], "O"
            continue
        if text and not text.endswith("\n") and not _NO_SPACE_BEFORE.match(word) and text[-1] not in "($[":
            text += " "
        start = len(text)
        text += word
        if tag != "O":
            if names and before == tag:
                names[-1] = (names[-1][0], len(text), names[-1][2])
            else:
                names.append((start, len(text), tag.split("-")[-1]))
        before = tag
    close()
    return documents


def read_attributions(path: Path, *, strip_quotes: bool = False) -> list[AttributedText]:
    """Stories of a JSON Lines file; `strip_quotes` blanks their quotation marks, offsets unchanged."""
    stories: list[AttributedText] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = _QUOTES.sub(" ", row["text"]) if strip_quotes else row["text"]
        found = tuple(
            Attribution(*(tuple((a, b) for a, b in one[key]) for key in ("source", "cue", "content")))
            for one in row["attributions"]
        )
        stories.append(AttributedText(text, found))
    return stories


def name_scores(documents: Sequence[NamedText], enricher: Enricher) -> dict[str, Score]:
    """Exact span and kind, less article, title and possessive: a score a kind, and "all"."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (*_TAGS.values(), "all")}
    stories = enricher.pipe(Story(id=str(n), text=d.text) for n, d in enumerate(documents))
    for document, story in zip(documents, stories, strict=True):
        text = document.text
        gold = {(*_trimmed(text, a, b), kind) for a, b, kind in document.names}
        mine = {(*_trimmed(text, m.start, m.end), m.kind) for m in story.mentions}
        for what, names in (("right", mine & gold), ("wrong", mine - gold), ("missed", gold - mine)):
            for _, _, kind in names:
                counts[kind][what] += 1
                counts["all"][what] += 1
    return {kind: Score(c["right"], c["wrong"], c["missed"]) for kind, c in counts.items()}


def attribution_scores(documents: Sequence[AttributedText], enricher: Enricher) -> dict[str, Score]:
    """ "attribution", "reporting verbs" (only its recall means something) and "right source"."""
    found = total = gold = sourced = saying = saying_found = 0
    stories = enricher.pipe(Story(id=str(n), text=d.text) for n, d in enumerate(documents))
    for document, story in zip(documents, stories, strict=True):
        left = dict(enumerate(story.statements))
        total += len(left)
        for attribution in document.attributions:
            gold += 1
            says = _says(document.text, attribution)
            saying += says
            best = max(left, key=lambda n: _agreement(left[n], attribution), default=None)
            if best is None or _agreement(left[best], attribution) <= OVERLAP:
                continue
            statement = left.pop(best)
            found += 1
            saying_found += says
            sourced += _same_source(document.text, statement, attribution)
    return {
        "attribution": Score(found, total - found, gold - found),
        "reporting verbs": Score(saying_found, 0, saying - saying_found),
        "right source": Score(sourced, total - sourced, gold - sourced),
    }


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
    return any(word in _SAYING for word in re.findall(r"[a-z]+", words))


def _agreement(statement: Statement, attribution: Attribution) -> float:
    mine, gold = _places(statement.spans), _places(attribution.content)
    both = len(mine & gold)
    agreement = both / len(mine | gold)
    cue = statement.cue_span and _places([statement.cue_span]) & _places(attribution.cue)
    return agreement + (OVERLAP if cue and both >= CUE_SHARE * len(gold) else 0.0)


def _same_source(text: str, statement: Statement, attribution: Attribution) -> bool:
    gold = _places(attribution.source)
    mine = _places([statement.speaker_span]) if statement.speaker_span else set[int]()
    if gold and len(gold & mine) >= len(gold | mine) / 2:
        return True
    named = " ".join(text[a:b] for a, b in attribution.source)
    return bool(_words(named) & _words(statement.speaker))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - _EMPTY


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line a score."""
    parser = argparse.ArgumentParser(description="Score enrichment on annotated sets.")
    parser.add_argument("--ner", type=Path, help="names, CoNLL")
    parser.add_argument("--attribution", type=Path, help="statements, JSON Lines")
    parser.add_argument("--strip-quotes", action="store_true", help="without the quotation marks of the text")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    chosen = parser.parse_args(arguments)
    if not chosen.ner and not chosen.attribution:
        parser.error("name a set with --ner or --attribution")
    enricher = open_enricher(chosen.model)
    if chosen.ner:
        for kind, score in name_scores(read_conll(chosen.ner), enricher).items():
            print(f"{kind:<16}{score}")
    if chosen.attribution:
        stories = read_attributions(chosen.attribution, strip_quotes=chosen.strip_quotes)
        for what, score in attribution_scores(stories, enricher).items():
            print(f"{what:<16}R {score.recall:.3f}" if what == "reporting verbs" else f"{what:<16}{score}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
