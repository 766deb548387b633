"""The passages that some stories at hand share, all compared at once: for measuring, and for few stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchapp.compare.compared import Pair
from searchapp.compare.shared_passages.alignment import repeated, shared
from searchapp.compare.shared_passages.candidates import candidates, shingles_of
from searchapp.compare.shared_passages.words import words_of
from searchapp.model import Story


def pairs_among(stories: Sequence[Story]) -> Iterator[Pair]:
    """The stories that share passages with each other, and those that repeat their own."""
    words = [words_of(story) for story in stories]
    outlets = [story.outlet for story in stories]
    found, common = candidates([shingles_of(one) for one in words], outlets, range(len(stories)))
    for story, own in zip(stories, words, strict=True):
        if repeats := repeated(own, story.id):
            yield repeats
    for a, b in found:
        one, other = stories[a], stories[b]
        one_outlet = bool(one.outlet) and one.outlet == other.outlet
        if pair := shared(words[a], words[b], (one.id, other.id), common, one_outlet=one_outlet):
            yield pair
