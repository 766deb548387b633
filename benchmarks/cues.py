"""How often a cue is right, on pairs of sentences labelled by hand (see cue_pairs/README.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.scores import Score
from searchapp.compare.cues.cue import CUE_KINDS
from searchapp.compare.cues.find import cues
from searchapp.model import Story

PAIRS = Path(__file__).resolve().parent / "cue_pairs"
SETS = {"cues, first half": PAIRS / "first.jsonl", "cues, second half": PAIRS / "second.jsonl"}
NONE = "none"
ALL = "cues"


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two sentences, each as a story, and the kind of cue between them; "none" where there is none."""

    a: Story
    b: Story
    kind: str

    @property
    def found(self) -> frozenset[str]:
        """The kinds of the cues that are found between them."""
        return frozenset(cue.kind for cue in cues((self.a, self.b)))


def read_pairs(path: Path) -> tuple[LabelledPair, ...]:
    """The pairs of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(LabelledPair(_story(row, "a"), _story(row, "b"), row["kind"]) for row in rows)


def _story(row: dict[str, str], side: str) -> Story:
    day = row.get(f"{side}_day")
    return Story(id=side, text=row[side], published=date.fromisoformat(day) if day else None)


def cue_scores(pairs: Sequence[LabelledPair]) -> dict[str, Score]:
    """Of all cues and of each kind: right where this kind stands on the pair, wrong where another or none does."""
    found = [(pair.kind, pair.found) for pair in pairs]
    scores: dict[str, Score] = {
        kind: _score([(label == kind, kind in kinds) for label, kinds in found]) for kind in CUE_KINDS
    }
    right, wrong, missed = (
        sum(getattr(score, part) for score in scores.values()) for part in ("right", "wrong", "missed")
    )
    return {ALL: Score(right, wrong, missed), **scores}


def _score(of_pairs: Sequence[tuple[bool, bool]]) -> Score:
    return Score(
        sum(label and found for label, found in of_pairs),
        sum(found and not label for label, found in of_pairs),
        sum(label and not found for label, found in of_pairs),
    )
