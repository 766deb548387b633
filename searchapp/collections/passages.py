"""A passage: one sentence of a story, known by what it says. Pure.

A link to it and a note on it outlive indexing. A passage lapses when its own words change, not when others do.
"""

from __future__ import annotations

from searchapp.curation.corrections import digest
from searchapp.model import Offsets, Story
from searchapp.text.sentences import sentences


def passage_key(story: Story, sentence: Offsets) -> str:
    """What a sentence of a story is known by."""
    return digest(story.text[slice(*sentence)])


def find_passage(story: Story, key: str) -> Offsets | None:
    """Where the sentence of this key stands now: that of a statement, or any other; None where none has it."""
    spans = (*(s.sentence for s in story.statements), *sentences(story.text))
    return next((span for span in spans if passage_key(story, span) == key), None)
