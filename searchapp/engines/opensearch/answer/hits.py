"""What the cluster found as hits: the head of a story, its best passage, the statements that match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from searchapp.engines.opensearch.answer.stories import Stories
from searchapp.engines.opensearch.view import View
from searchapp.model import Story
from searchapp.query import matching
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit, Span
from searchapp.query.tree import Node

_QUOTES_A_HIT = 3
Found = Mapping[str, Any]
SOURCE = ("id", "story", "ordinal", "kind")


class HitMaker:
    """Makes hits of one view."""

    def __init__(self, view: View, stories: Stories) -> None:
        self._view = view
        self._stories = stories

    def hits(self, request: SearchRequest, node: Node, page: Sequence[Found]) -> tuple[Hit, ...]:
        """The hits of these documents, with what matches `node` marked."""
        stories = self._stories.read([found["_source"]["story"] for found in page])
        make = self._story if request.kind == "story" else self._statement
        return tuple(make(node, found, stories[found["_source"]["story"]]) for found in page)

    def _story(self, node: Node, found: Found, story: Story) -> Hit:
        marks = matching.marks(node, story.own_text)
        certain = (s for s in story.statements if not s.uncertain)
        quotes = matching.best_quotes(certain, marks, _QUOTES_A_HIT, or_first=False)
        head = found["_source"].get(self._view.head, {})
        labels = self._view.labels.of("place")
        return Hit(
            id=story.id,
            kind="story",
            story_id=story.id,
            score=found["_score"] or 0.0,
            title=_title(story, node),
            outlet=story.outlet,
            published=story.published,
            url=story.url,
            byline=story.byline,
            snippet=matching.passage(story.text, marks),
            quotes=tuple((s, matching.words(story.text, s, marks)) for s in quotes),
            place=matching.main_place(story.text, [labels.called(key) for key in head.get("place", ())]),
        )

    def _statement(self, node: Node, found: Found, story: Story) -> Hit:
        ordinal = found["_source"]["ordinal"]
        statement = story.statements[ordinal]
        marks = matching.marks_in_words(story.text, statement, node)
        return Hit(
            id=f"{story.id}/{ordinal}",
            kind="statement",
            story_id=story.id,
            score=found["_score"] or 0.0,
            title=_title(story, node),
            outlet=story.outlet,
            published=story.published,
            url=story.url,
            byline=story.byline,
            snippet=matching.words(story.text, statement, marks),
            statement=statement,
            speakers=tuple((name, name) for name in statement.everyone),
        )


def _title(story: Story, node: Node) -> tuple[Span, ...]:
    """A headline, its matches marked."""
    title = story.title or ""
    if not title:
        return ()
    return matching.cut(title, 0, len(title), matching.marks(node, title, field="title"))
