"""One sentence against another: the words that follow each other in both, and what these are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.compare.shared_passages.chains import Chain, dense_parts
from searchapp.compare.shared_passages.words import Marks, Numbers, Words

Rows = NDArray[np.int64]

MOST_REPEATS = 400
"""Of one word in two stories, the times it stands in one by those in the other; above, it tells nothing."""
MANY = 12
"""Words from which on a part of two longer sentences is a passage."""
MOST_OF = 0.6
"""The part of a sentence's words from which on it is the sentence."""
_PREFILTER = 0.3


class Agreement(NamedTuple):
    """How many numbers, or names, two stretches have in common, of those that the one with fewer has."""

    same: int
    there: int

    def holds(self, least: float) -> bool:
        """Whether this part of them, at least, is the same."""
        return self.same >= least * self.there


@dataclass(frozen=True, slots=True)
class Match:
    """One sentence of a and one of b with the words that are the same.

    The words stand from `of_a[0]` to before `of_a[1]`, and so in b. `same` says how many these are, `telling` how
    many of them carry meaning and are no formula, `plain` how many of these are no names, not quoted, nor tell
    who said it, `run` how many of the plain ones, at most, stand in a stretch that is the same in both. `most` is
    the part of the shorter sentence that is the same, `alike` the part of the words in between, `plain_alike` that
    of the plain ones. `numbers` and `names` say how many of these are the same, and how many could be. `table` is
    a line of figures.
    """

    a: int
    b: int
    of_a: tuple[int, int]
    of_b: tuple[int, int]
    same: int
    telling: int
    plain: int
    run: int
    most: float
    alike: float
    plain_alike: float
    numbers: Agreement
    names: Agreement
    table: bool


def matches(a: Words, b: Words, common: Numbers, *, within: bool = False) -> Iterator[Match]:
    """Sentences that have much in common; of a story with itself, each two once."""
    i, j = _same_words(a, b)
    if within:
        apart = a.sentence[i] < b.sentence[j]
        i, j = i[apart], j[apart]
    if not len(i):
        return
    sides = _Side(a, common), _Side(b, common)
    key = a.sentence[i].astype(np.int64) * len(b.within) + b.sentence[j]
    keys, counts = np.unique(key, return_counts=True)
    shorter = np.minimum(sides[0].telling_in[keys // len(b.within)], sides[1].telling_in[keys % len(b.within)])
    for pair in keys[counts >= np.maximum(2, _PREFILTER * shorter)].tolist():
        if found := _match(*sides, *divmod(pair, len(b.within))):
            yield found


class _Side:
    """A story's words with what is asked of them again and again, as lists."""

    def __init__(self, words: Words, common: Numbers) -> None:
        counts = words.telling & ~_formulas(words, common)
        self.words = words
        self.stems: list[int] = words.stems.tolist()
        self.telling: list[bool] = counts.tolist()
        self.plain: list[bool] = (counts & ~words.name & ~words.quoted & ~words.attributing).tolist()
        self.number: list[bool] = words.number.tolist()
        self.name: list[bool] = words.name.tolist()
        self.telling_in = np.bincount(words.sentence[words.telling], minlength=len(words.within))
        self.first: list[int] = np.searchsorted(words.sentence, np.arange(len(words.within) + 1)).tolist()


def _match(a: _Side, b: _Side, s: int, t: int) -> Match | None:
    start_a, end_a, start_b, end_b = a.first[s], a.first[s + 1], b.first[t], b.first[t + 1]
    chain = [(x + start_a, y + start_b) for x, y in dense_parts(a.stems[start_a:end_a], b.stems[start_b:end_b])]
    telling = sum(a.telling[x] and b.telling[y] for x, y in chain)
    if telling < 2:
        return None
    of_a = min(x for x, _ in chain), max(x for x, _ in chain) + 1
    of_b = min(y for _, y in chain), max(y for _, y in chain) + 1
    spread_a, spread_b = of_a[1] - of_a[0], of_b[1] - of_b[0]
    if max(spread_a / (end_a - start_a), spread_b / (end_b - start_b)) < MOST_OF and len(chain) < MANY:
        return None
    plain = sum(a.plain[x] and b.plain[y] for x, y in chain)
    plain_there = sum(a.plain[slice(*of_a)]) + sum(b.plain[slice(*of_b)])
    return Match(
        s,
        t,
        of_a,
        of_b,
        len(chain),
        telling,
        plain,
        _longest_run(chain, a.plain),
        len(chain) / min(end_a - start_a, end_b - start_b),
        2 * len(chain) / (spread_a + spread_b),
        2 * plain / plain_there if plain_there else 0.0,
        _agreement(a.number, b.number, chain, of_a, of_b),
        _agreement(a.name, b.name, chain, of_a, of_b),
        a.words.figures[s] or b.words.figures[t],
    )


def _longest_run(chain: Chain, counts: list[bool]) -> int:
    """The most words that count in a part of a chain that skips none."""
    best = run = 0
    before = (-2, -2)
    for x, y in chain:
        run = counts[x] + (run if (x - 1, y - 1) == before else 0)
        best, before = max(best, run), (x, y)
    return best


def _agreement(
    a: list[bool], b: list[bool], chain: Chain, of_a: tuple[int, int], of_b: tuple[int, int]
) -> Agreement:
    return Agreement(sum(a[x] and b[y] for x, y in chain), min(sum(a[slice(*of_a)]), sum(b[slice(*of_b)])))


def _same_words(a: Words, b: Words) -> tuple[Rows, Rows]:
    """The places of each telling word that both have, in each."""
    in_a, in_b = np.flatnonzero(a.telling), np.flatnonzero(b.telling)
    in_b = in_b[np.argsort(b.stems[in_b], kind="stable")]
    sorted_b = b.stems[in_b]
    left = np.searchsorted(sorted_b, a.stems[in_a], side="left")
    count = np.searchsorted(sorted_b, a.stems[in_a], side="right") - left
    count[count > MOST_REPEATS] = 0
    i = np.repeat(in_a, count)
    offset = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
    return i, in_b[np.repeat(left, count) + offset]


def _formulas(words: Words, common: Numbers) -> Marks:
    """The words that stand in a shingle that is common, and in none that is not."""
    if not len(common):
        return np.zeros(len(words), dtype=np.bool_)
    at = np.minimum(np.searchsorted(common, words.shingles), len(common) - 1)
    is_common = common[at] == words.shingles
    return _spread(is_common) & ~_spread(~is_common & (words.shingles > 0))


def _spread(begun: Marks) -> Marks:
    """The words of the shingles that begin at these."""
    covered = begun.copy()
    covered[1:] |= begun[:-1]
    covered[2:] |= begun[:-2]
    return covered
