"""What the cluster found as hits: the head of a story, its best passage, the statements that match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from searchapp.engines.opensearch.answer.marked import marks as marks_in
from searchapp.engines.opensearch.ask.filters import filters_of, joined
from searchapp.engines.opensearch.decided.stories import CorrectedStories
from searchapp.engines.opensearch.documents import id_of, wire
from searchapp.engines.opensearch.layout import MOST_FOUND, NOW
from searchapp.engines.opensearch.view import View
from searchapp.engines.speakers import by_person, called
from searchapp.model import RecordKind, Statement, Story
from searchapp.query import matching
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit, Span
from searchapp.query.tree import Node

_QUOTES_A_HIT = 3
_STORIES_AT_ONCE = 50
"""Stories whose statements by some speakers are asked for in one question."""
Found = Mapping[str, Any]
Spoken = Mapping[str, Sequence[int]]
"""By story the numbers of the statements that filters of speakers leave."""


class HitMaker:
    """Makes hits of one view, whose statements are by whom they were taken to be by."""

    def __init__(self, view: View, stories: CorrectedStories) -> None:
        self._view = view
        self._stories = stories
        self._meant = {(r.form.casefold(), r.person) for r in view.resolutions}
        self.source = ["id", "story", "ordinal", "kind", "gone", view.facet("place"), view.facet("speaker")]

    def read(self, kind: RecordKind, ids: Iterable[str]) -> list[Found]:
        """The documents of the named records of a kind, as a page has them; unknown ones are left out."""
        wanted = [(id, id if kind == "story" else id.rpartition("/")[0]) for id in ids]
        docs = [{"_id": id_of(id), "routing": id_of(story), "_source": self.source} for id, story in wanted]
        told = self._view.cluster.documents(self._view.index, docs)
        return [d for d in told if d.get("found") and self._is_there(kind, d["_source"])]

    def _is_there(self, kind: RecordKind, source: Found) -> bool:
        """Whether a document is a record of a kind that was not taken out."""
        return bool(source["kind"] == kind and not (self._view.head == NOW and source.get("gone")))

    def hits(self, request: SearchRequest, node: Node, page: Sequence[Found]) -> tuple[Hit, ...]:
        """The hits of these documents, with what matches `node` marked."""
        stories = self._stories.read([found["_source"]["story"] for found in page])
        make = partial(self._statement, node)
        if request.kind == "story":
            chosen = any(f.key == "speaker" and not f.exclude for f in request.filters)
            make = partial(self._story, node, self._spoken(request, list(stories)), chosen)
        return tuple(make(found, stories[found["_source"]["story"]]) for found in page)

    def _story(self, node: Node, spoken: Spoken | None, chosen: bool, found: Found, story: Story) -> Hit:
        marks = marks_in(node, story.own_text)
        statements: Iterable[Statement] = story.statements
        if spoken is not None:
            statements = (self._stories.statement(story.id, n) for n in spoken.get(found["_source"]["story"], ()))
        certain = (s for s in statements if not s.uncertain)
        quotes = matching.best_quotes(certain, marks, _QUOTES_A_HIT, or_first=chosen)
        return Hit(
            id=story.id,
            kind="story",
            story_id=story.id,
            score=_score(found),
            title=_title(story, node),
            outlet=story.outlet,
            published=story.published,
            url=story.url,
            byline=story.byline,
            snippet=matching.passage(story.text, marks),
            quotes=tuple((s, matching.words(story.text, s, marks)) for s in quotes),
            place=matching.main_place(story.text, self._labels(found, "place")),
        )

    def _statement(self, node: Node, found: Found, story: Story) -> Hit:
        ordinal = found["_source"]["ordinal"]
        statement = self._stories.statement(story.id, ordinal)
        marks = matching.marks_in_words(story.text, statement, node)
        speakers = self._labels(found, "speaker")
        return Hit(
            id=f"{story.id}/{ordinal}",
            kind="statement",
            story_id=story.id,
            score=_score(found),
            title=_title(story, node),
            outlet=story.outlet,
            published=story.published,
            url=story.url,
            byline=story.byline,
            snippet=matching.words(story.text, statement, marks),
            statement=by_person(statement, speakers, self._meant),
            speakers=called(statement, speakers, self._filed),
        )

    def _labels(self, found: Found, key: str) -> list[str]:
        """What a record's values of a facet are called."""
        labels = self._view.labels.of(key)
        keys = found["_source"].get(self._view.head, {}).get(key, ())
        return list(dict.fromkeys(map(labels.called, keys)))

    def _filed(self, name: str) -> str:
        """What the speaker of a name is called; the name itself where it is no speaker's."""
        labels = self._view.labels.of("speaker")
        return labels.spelled.get(labels.key(name), name)

    def _spoken(self, request: SearchRequest, stories: Sequence[str]) -> Spoken | None:
        """The statements of some stories that filters of speakers leave; None where there are none."""
        own = tuple(f for f in request.filters if f.key == "speaker")
        if not own or not stories:
            return None
        filters = filters_of(self._view, SearchRequest(kind="statement", filters=own))
        clauses = joined({key: filters[key] for key in ("", "speaker")})
        bodies = [
            {
                "query": {"bool": {"filter": [*clauses, {"terms": {"story": list(map(wire, some))}}]}},
                "sort": [{"story": "asc"}, {"ordinal": "asc"}],
                "size": MOST_FOUND,
                "_source": False,
            }
            for start in range(0, len(stories), _STORIES_AT_ONCE)
            if (some := stories[start : start + _STORIES_AT_ONCE])
        ]
        spoken: dict[str, list[int]] = {}
        for answer in self._view.cluster.searches(self._view.index, bodies, scored=False):
            for hit in answer["hits"]["hits"]:
                story, ordinal = hit["sort"]
                spoken.setdefault(story, []).append(ordinal)
        return spoken


def _score(found: Found) -> float:
    """What a record scores, where it is one of a ranking."""
    return found.get("_score") or 0.0


def _title(story: Story, node: Node) -> tuple[Span, ...]:
    """A headline, its matches marked."""
    title = story.title or ""
    if not title:
        return ()
    return matching.cut(title, 0, len(title), marks_in(node, title, field="title"))
