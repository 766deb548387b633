"""The one form of a story in JSON: what the store, the cache, exports, answers and `extract` share.

It follows the fields in `model`. Only what other programs were promised otherwise stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any

from searchapp.formats.codec import Form, Layout, form_of
from searchapp.model import FramePart, Mention, Statement, Story
from searchapp.provenance import Doubt, doubt_said

_uncertain = attrgetter("uncertain")
INTERCHANGE = Layout(
    first={
        Story: ("id", "title", "text", "outlet", "published", "url", "byline", "language", "entities", "source"),
        Statement: ("speaker", "speaker_kind", "speaker_span", "cue", "cue_span", "mode"),
    },
    rows={FramePart},
    beside={Doubt: {"text": doubt_said}, Statement: {"uncertain": _uncertain}},
)
ROWS = replace(INTERCHANGE, rows={FramePart, Mention, Statement}, beside={Doubt: {"text": doubt_said}})
"""The same with less said twice, for what we keep ourselves."""
_EXTRACT = Layout(
    only={
        Story: ("id", "mentions", "statements", "frame", "quotes_lost"),
        Statement: (
            "speaker", "speaker_kind", "speaker_span", "cue", "cue_span", "verb", "addressee", "mode", "spans",
            "polarity", "confidence", "rule", "speakers",
        ),
    },
    beside={Statement: {"uncertain": _uncertain}},
    unsaid={Statement: ("speakers", "uncertain")},
)  # fmt: skip
_STORY: Form[Story] = form_of(Story, INTERCHANGE)
_STATEMENT: Form[Statement] = form_of(Statement, INTERCHANGE)
_EXTRACTION: Form[Story] = form_of(Story, _EXTRACT)


def story_to_json(story: Story) -> dict[str, Any]:
    """A story as plain JSON values: the interchange form, and what was found in it."""
    return _STORY.to_json(story)


def story_from_json(row: Mapping[str, Any]) -> Story:
    """The story that `story_to_json` wrote; see `Form` for what is refused."""
    return _STORY.from_json(row)


def statement_to_json(statement: Statement) -> dict[str, Any]:
    """A statement as plain JSON values."""
    return _STATEMENT.to_json(statement)


def extraction(story: Story) -> dict[str, Any]:
    """What was found in a story, without the story: id, mentions, statements and frame, offsets in code points."""
    return _EXTRACTION.to_json(story)
