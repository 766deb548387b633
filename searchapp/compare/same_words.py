"""Where the same words stand in several stories: the passages of pairs, put together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from searchapp.compare.compared import Pair
from searchapp.model import Offsets, Story

Pairs = Mapping[str, Sequence[Pair]]
"""By story those that it shares passages with, as seen from it."""


class Stretch(NamedTuple):
    """A stretch of a story's text."""

    story: Story
    span: Offsets

    @property
    def words(self) -> str:
        """What stands there, in one line."""
        return " ".join(self.story.text[slice(*self.span)].split())


_Place = tuple[int, Offsets]
"""A stretch, by its story's place."""


def same_words(stories: Sequence[Story], pairs: Pairs) -> tuple[tuple[Stretch, ...], ...]:
    """The passages that these stories, the first published first, share with each other or repeat.

    Each is all the places where it stands, the first one first; they are in the order of their first places.
    """
    order = {story.id: i for i, story in enumerate(stories)}
    joined: dict[_Place, _Place] = {}

    def root(place: _Place) -> _Place:
        while joined.setdefault(place, place) != place:
            place = joined[place]
        return place

    def join(one: _Place, other: _Place) -> None:
        first, second = sorted((root(one), root(other)))
        joined[second] = first

    for story in stories:
        for pair in pairs.get(story.id, ()):
            for a, b in pair.passages if pair.b in order else ():
                join((order[story.id], a), (order[pair.b], b))
    places = sorted(joined)
    for one, other in pairwise(places):
        if one[0] == other[0] and overlap(one[1], other[1]) >= 0.5:
            join(one, other)
    groups: dict[_Place, list[_Place]] = {}
    for place in places:
        there = groups.setdefault(root(place), [])
        if there and there[-1][0] == place[0] and there[-1][1][1] > place[1][0]:
            place = (place[0], (there[-1][1][0], max(there.pop()[1][1], place[1][1])))
        there.append(place)
    return tuple(tuple(Stretch(stories[i], span) for i, span in groups[first]) for first in sorted(groups))


def overlap(one: Offsets, other: Offsets) -> float:
    """How much of the shorter of two stretches the other one has too, 0 to 1; nothing where they are apart."""
    shorter = min(one[1] - one[0], other[1] - other[0])
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) / (shorter or 1)


def share_of(story: Story, pairs: Iterable[Pair]) -> float:
    """The share of a story's words, 0 to 1, that stand in any other of these stories too."""
    text, covered, at = story.text, 0, 0
    spans = (a for pair in pairs if pair.b != story.id for a, _ in pair.passages)
    for start, end in sorted(spans):
        start = max(start, at)
        covered += len(text[start:end].split()) if start < end else 0
        at = max(at, end)
    return min(1.0, covered / (len(text.split()) or 1))
