"""Which of the words near to one is likeliest meant: the fewer edits and the more stories, the likelier."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from searchapp.curation.similarity import skeleton

EDIT = 50
"""An edit more counts for as much as so many times fewer stories."""
ALIKE = 10
"""That two words sound alike, or that a finger slipped, counts for as much as so many times more stories."""
UNLIKELY = 10
"""A word so many times less likely than the likeliest is left out."""
_BESIDE = frozenset(frozenset(pair) for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for pair in pairwise(row))


class Candidate(NamedTuple):
    """A word by its exact form, how many edits it is away, and how often it is written."""

    exact: str
    edits: int
    uses: int


def likeliest(word: str, candidates: Iterable[Candidate], *, most: int) -> list[Candidate]:
    """The likeliest of the words that may be meant by one, in order."""
    sound = skeleton(word)

    def likelihood(one: Candidate) -> float:
        alike = skeleton(one.exact) == sound or _slipped(word, one.exact)
        return one.uses * (ALIKE if alike else 1) / float(EDIT**one.edits)

    weighed = sorted(((-likelihood(one), one) for one in candidates), key=lambda w: (w[0], w[1].exact))
    return [one for weight, one in weighed[:most] if weight * UNLIKELY <= weighed[0][0]]


def _slipped(word: str, other: str) -> bool:
    """Whether two words differ by letters exchanged, or by keys that lie side by side."""
    if len(word) != len(other):
        return False
    wrong = [frozenset(pair) for pair in zip(word, other, strict=True) if pair[0] != pair[1]]
    return sorted(word) == sorted(other) or all(pair in _BESIDE for pair in wrong)
