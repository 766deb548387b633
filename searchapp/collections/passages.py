"""A passage: one sentence of a story, known by what it says. Pure.

A link to it and a note on it outlive indexing. A passage lapses when its own words change, not when others do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchapp.curation.corrections import digest
from searchapp.model import Offsets, Story
from searchapp.text.sentences import sentences

MOST_JOINED = 3
"""Sentences that one statement may stand in, by what mines it."""
LIKE_FROM = 0.5
"""The share of their words that two sentences must have in common for one to be what became of the other."""
_WORD = re.compile(r"\w+")


def passage_key(story: Story, sentence: Offsets) -> str:
    """What a sentence of a story is known by."""
    return digest(story.text[slice(*sentence)])


def find_passage(story: Story, key: str) -> Offsets | None:
    """Where the sentence of this key stands now: that of a statement, or any other; None where none has it.

    What was once one sentence to those who mine statements may be several here.
    """
    return next((span for span in _passages(story) if passage_key(story, span) == key), None)


def _passages(story: Story) -> Iterator[Offsets]:
    yield from (s.sentence for s in story.statements)
    single = list(sentences(story.text))
    for several in range(MOST_JOINED):
        yield from ((a, b) for (a, _), (_, b) in zip(single, single[several:], strict=False))


def nearest_passage(story: Story, words: str) -> Offsets | None:
    """The sentence of a story that has most in common with these words; None where none has enough."""
    asked = _words(words)
    best, nearest = LIKE_FROM, None
    for span in sentences(story.text):
        found = _words(story.text[slice(*span)])
        alike = 2 * len(asked & found) / (len(asked) + len(found) or 1)
        if alike >= best and (nearest is None or alike > best):
            best, nearest = alike, span
    return nearest


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
