"""A cue: two sentences of two stories that may differ in one thing. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from searchapp.model import Offsets

CueKind = Literal["number", "date", "polarity", "doer", "saying"]
CUE_KINDS: tuple[CueKind, ...] = get_args(CueKind)
RULES: Mapping[CueKind, str] = {
    "number": "Two numbers of the same thing",
    "date": "Two dates of the same deed",
    "polarity": "One says that it is so, one that it is not",
    "doer": "Two doers of the same deed",
    "saying": "The same words, said in another way",
}
"""By which rule a cue was found, in plain words."""


class Side(NamedTuple):
    """One of a cue's two sentences: where it stands, and in it the words that differ."""

    story: str
    sentence: Offsets
    words: tuple[Offsets, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Two sentences that may differ. `what` names the thing in words of the first of them.

    `key` is made of what both sentences say and of the kind, so that a verdict outlives indexing.
    """

    kind: CueKind
    what: str
    a: Side
    b: Side
    key: str

    @property
    def rule(self) -> str:
        """The rule that found it, in plain words."""
        return RULES[self.kind]


@dataclass(frozen=True, slots=True)
class Topic:
    """Cues about one thing: three stories that differ are one topic of two cues or three."""

    kind: CueKind
    what: str
    cues: tuple[Cue, ...]

    @property
    def sides(self) -> tuple[Side, ...]:
        """Each sentence once, in the order of the cues."""
        return tuple(dict.fromkeys(side for cue in self.cues for side in (cue.a, cue.b)))
