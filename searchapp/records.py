"""Story -> its records: one for the story, one for each statement. What an engine indexes, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.facets import FACETS
from searchapp.model import Record, RecordKind, Story

RECORDS_VERSION = "6"
"""Raised whenever the same story would give other records."""


def story_of(record_id: str, kind: RecordKind) -> str:
    """The id of the story that a record of this kind is, or stands in."""
    return record_id if kind == "story" else record_id.rpartition("/")[0]


def records(story: Story) -> Iterator[Record]:
    """The story's own record first, then its statements in order of the text."""
    yield Record(
        id=story.id,
        kind="story",
        story=story,
        title=story.title or "",
        text=story.own_text,
        facets={f.key: f.values(story, None) for f in FACETS},
    )
    for i, statement in enumerate(story.statements):
        yield Record(
            id=f"{story.id}/{i}",
            kind="statement",
            story=story,
            title=story.title or "",
            text=story.words_of(statement),
            facets={f.key: f.values(story, statement) for f in FACETS},
            statement=i,
        )
