"""How like each other stories are: their words weighted by rarity, their days, the copy they share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.compare.events.telling import Telling

UNDATED = 0
NEAR = 2
"""Days between two stories that tell nothing: a paper has today what a wire had yesterday."""
DAYS_APART = 10
"""From so many days between two stories on they are not of one event, whatever they say."""
NO_DAY = 0.65
"""How much the likeness of two stories counts that may be of any days."""
LEAST = 0.04
"""Stories that are less like each other are as good as not like each other at all."""
TELLING = 160
"""The words of a story that are compared: those that weigh most in it and are rarest in the archive."""
RARE = 2
"""The power to which the rarity of a word counts: forms that many stories fill in are of no one event."""
MOST_OF_ALL = 0.2
"""How much one word weighs at most, where all together are 1: a name alone makes no event."""
SMALL = 100
"""Stories that each archive is taken to have besides its own and without their words: what all stories of a small
one say may tell them from any other story."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Alike(NamedTuple):
    """Two stories and how like each other they are, 0 to 1."""

    a: str
    b: str
    score: float


class Weighed(NamedTuple):
    """A story as it is compared: its day (an ordinal, or UNDATED), the keys of its words and their weights."""

    story: str
    day: int
    keys: NDArray[np.uint32]
    weights: Floats

    @property
    def packed(self) -> tuple[str, int, bytes, bytes]:
        """The same as it is kept."""
        return self.story, self.day, self.keys.tobytes(), self.weights.astype(np.float16).tobytes()

    @classmethod
    def unpacked(cls, story: str, day: int, keys: bytes, weights: bytes) -> Weighed:
        """What was packed."""
        return cls(
            story, day, np.frombuffer(keys, np.uint32), np.frombuffer(weights, np.float16).astype(np.float32)
        )


def weighed(told: Telling) -> Weighed:
    """A story as it is compared."""
    day = told.day.toordinal() if told.day else UNDATED
    keys = np.array([word.key for word in told.words], np.uint32)
    return Weighed(told.story, day, keys, np.array([word.weight for word in told.words], np.float32))


@dataclass(frozen=True, slots=True)
class Archived:
    """All stories of an archive, ready to be compared with each other: by day, the undated ones last.

    `entries` are the numbers of all words' places in stories, by word and then by story: word times the number of
    stories plus story; `strengths` are how much each weighs there. `rarities` are those of the words `known`.
    """

    stories: tuple[str, ...]
    days: Ints
    starts: Ints
    words: Ints
    weights: Floats
    entries: Ints
    strengths: Floats
    known: NDArray[np.uint32]
    rarities: Floats

    def rarity(self, keys: Sequence[int]) -> list[float]:
        """How rare words are; 0 for one that no story has."""
        asked = np.array(keys, np.uint32)
        at = np.minimum(np.searchsorted(self.known, asked), max(0, len(self.known) - 1))
        there = self.known[at] == asked if len(self.known) else np.zeros(len(asked), bool)
        rarities = self.rarities[at] if len(self.known) else np.zeros(len(asked), np.float32)
        found: list[float] = np.where(there, rarities, 0).tolist()
        return found

    def common(self) -> frozenset[int]:
        """The words that most stories have; none in a small archive, whose stories may all tell of one event."""
        n = len(self.stories)
        least = np.log((n + SMALL) / (n / 2 + 0.5)) if n >= SMALL else 0
        return frozenset(self.known[self.rarities < least].tolist())

    def of(self, at: int) -> tuple[Ints, Floats]:
        """The words of one story, and how much each weighs in it."""
        own = slice(self.starts[at], self.starts[at + 1])
        return self.words[own], self.weights[own]

    def shared(self, at: int, start: int, end: int) -> Floats:
        """How like a story the stories from `start` to `end` are by their words."""
        words, weights = self.of(at)
        n = len(self.stories)
        first = np.searchsorted(self.entries, words * n + start)
        sizes = np.searchsorted(self.entries, words * n + end) - first
        places = np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        found = self.entries[places] % n - start
        strengths = self.strengths[places] * np.repeat(weights, sizes)
        return np.bincount(found, strengths, minlength=end - start).astype(np.float32)

    def alike(self, at: int, others: Ints, shared: Floats) -> Floats:
        """How like a story others are by their words and days; `shared` is how like it they are by their words."""
        return shared * by_days(self.days[at], self.days[others])


def by_days(day: np.int64 | int, days: Ints) -> Floats:
    """How much likeness counts between a story of a day and those of others."""
    near = np.clip((DAYS_APART - np.abs(days - day)) / (DAYS_APART - NEAR), 0, 1)
    return np.where((days == UNDATED) | (day == UNDATED), NO_DAY, near).astype(np.float32)


def archived(stories: Sequence[Weighed]) -> Archived:
    """Stories made ready to be compared; the order in which they are given says nothing."""
    ordered = sorted(stories, key=lambda s: (s.day == UNDATED, s.day, s.story))
    n = len(ordered)
    lengths = np.fromiter((len(s.keys) for s in ordered), np.int64, n)
    keys = np.concatenate([s.keys for s in ordered]) if n else np.zeros(0, np.uint32)
    own = np.concatenate([s.weights for s in ordered]) if n else np.zeros(0, np.float32)
    known, words = np.unique(keys, return_inverse=True)
    words = words.astype(np.int64)
    have = np.bincount(words, minlength=len(known))
    rarity = np.log((n + SMALL) / (have + 0.5)).astype(np.float32)
    whole = own * rarity[words] ** RARE
    at = np.repeat(np.arange(n), lengths)
    kept = _telling(at, words, whole, lengths)
    words, whole, at = words[kept], whole[kept], at[kept]
    norms = np.sqrt(np.bincount(at, whole.astype(np.float64) ** 2, minlength=n)).astype(np.float32)
    weights = np.minimum(whole / np.maximum(norms, 1e-9)[at], MOST_OF_ALL)
    common = have[words] > 1  # a word that no other story has weighs in what its own tells, and is like none
    words, weights, at = words[common], weights[common], at[common]
    starts = np.concatenate([[0], np.cumsum(np.bincount(at, minlength=n))])
    entries = words * n + at
    by_word = np.argsort(entries, kind="stable")
    return Archived(
        tuple(s.story for s in ordered),
        np.fromiter((s.day for s in ordered), np.int64, n),
        starts,
        words,
        weights,
        entries[by_word],
        weights[by_word],
        known,
        rarity,
    )


def _telling(at: Ints, words: Ints, whole: Floats, lengths: Ints) -> Ints:
    """Where the words stand that are compared; only stories of many words have others."""
    many = np.flatnonzero(np.repeat(lengths > TELLING, lengths))
    ordered = many[np.lexsort((words[many], -whole[many], at[many]))]
    long = lengths[lengths > TELLING]
    rank = np.arange(len(ordered)) - np.repeat(np.cumsum(long) - long, long)
    return np.sort(
        np.concatenate([np.flatnonzero(np.repeat(lengths <= TELLING, lengths)), ordered[rank < TELLING]])
    )


def related(all_of: Archived, story: str, shares: Mapping[str, float]) -> list[tuple[str, float]]:
    """The stories that are like a story at all, of whatever day, the most like it first, and how like it they are.

    `shares` says how much of it is copy that it shares with others.
    """
    if story not in all_of.stories:
        return []
    at = all_of.stories.index(story)
    scores = all_of.shared(at, 0, len(all_of.stories)).tolist()
    found = [
        (other, 1 - (1 - score) * (1 - shares.get(other, 0.0)))
        for other, score in zip(all_of.stories, scores, strict=True)
        if other != story and (score >= LEAST or other in shares)
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def likenesses(all_of: Archived, fresh: Collection[str] | None = None) -> Iterator[Alike]:
    """Stories that are like each other at all; where `fresh` is given, those of which one or both are fresh."""
    n = len(all_of.stories)
    chosen = set(all_of.stories) if fresh is None else set(fresh)
    undated = int(np.searchsorted(all_of.days == UNDATED, True))
    for at, story in enumerate(all_of.stories):
        if story not in chosen:
            continue
        for start, end in _windows(all_of.days, at, undated, n):
            scores = all_of.shared(at, start, end)
            near = np.flatnonzero(scores >= LEAST)
            scores = all_of.alike(at, near + start, scores[near])
            for place, score in zip((near + start).tolist(), scores.tolist(), strict=True):
                other = all_of.stories[place]
                if score >= LEAST and place != at and (place < at or other not in chosen):
                    yield Alike(min(story, other), max(story, other), round(score, 4))


def _windows(days: Ints, at: int, undated: int, n: int) -> list[tuple[int, int]]:
    """The stretches of stories of which one may be of the same event as a story."""
    if at >= undated:
        return [(0, n)]
    first, last = np.searchsorted(days[:undated], (days[at] - DAYS_APART, days[at] + DAYS_APART + 1))
    return [(int(first), int(last)), (undated, n)]


def with_copy(alike: Iterable[Alike], shares: Mapping[tuple[str, str], float]) -> list[Alike]:
    """The same where some share copy, by how much of the one or the other that is: they are the more alike."""
    return [Alike(a, b, 1 - (1 - score) * (1 - shares.get((a, b), 0.0))) for a, b, score in alike]
