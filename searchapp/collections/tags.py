"""Tags: words that people give to stories, to find them by. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from searchapp.text.letters import one_line

MAX_TAG = 60
"""Characters of a tag."""


def tag_of(typed: str) -> str:
    """A tag as it is kept: in one line, without white space around it, and no longer than MAX_TAG; "" for none."""
    return one_line(typed)[:MAX_TAG].strip()


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of each story by its id, in the order in which they were given; none at all by default."""

    by_story: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, story_id: str) -> tuple[str, ...]:
        """The tags of a story."""
        return self.by_story.get(story_id, ())
