"""What readers said of cues: whether each is a difference. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from searchapp.compare.cues.cue import CueKind

Answer = Literal["yes", "no"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)


class Verdict(NamedTuple):
    """What a reader said of a cue of two stories: whether it is a difference, when, and a note beside it."""

    answer: Answer
    kind: CueKind
    stories: tuple[str, ...]
    when: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdicts in force, by the keys of their cues."""

    by_cue: Mapping[str, Verdict] = field(default_factory=dict)

    def of(self, key: str) -> Verdict | None:
        """What was said of a cue; None where nothing was, or it was taken back."""
        return self.by_cue.get(key)
