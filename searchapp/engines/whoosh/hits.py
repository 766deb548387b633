"""Record numbers -> hits: the head of a story, its best passage, the statements that match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from searchapp import matching
from searchapp.engines.whoosh.archive import Archive
from searchapp.engines.whoosh.columns import Columns
from searchapp.engines.whoosh.corrected import CorrectedStory
from searchapp.engines.whoosh.executor import Executor
from searchapp.engines.whoosh.stored import Head
from searchapp.model import Offsets, Statement
from searchapp.query import Hit, SearchRequest

_QUOTES_A_HIT = 3


class HitMaker:
    """Makes hits of one generation under its corrections."""

    def __init__(
        self, archive: Archive, columns: Columns, executor: Executor, corrected: Mapping[int, CorrectedStory]
    ) -> None:
        self._archive = archive
        self._first = columns.first
        self._parent = columns.tables["statement"].parent
        self._executor = executor
        self._corrected = corrected

    def hits(self, request: SearchRequest, page: Sequence[tuple[int, float]]) -> tuple[Hit, ...]:
        """The hits of these (record number, score)."""
        make = self._story if request.kind == "story" else self._statement
        return tuple(make(request, number, score) for number, score in page)

    def key(self, request: SearchRequest, number: int) -> str:
        """The id of a record of the request's kind."""
        if request.kind == "story":
            return self._archive.id(number)
        parent = int(self._parent[number])
        return f"{self._archive.id(parent)}/{number - int(self._first[parent])}"

    def _story(self, request: SearchRequest, number: int, score: float) -> Hit:
        head = self._archive.head(number)
        text = self._archive.text(number)
        found = self._executor.marks(request.node, number, self._archive.offsets(number))
        quotes = matching.best_quotes(self._statements(number, found, request), found, request.filters)
        return replace(
            _base(request, head, head.id, score),
            snippet=matching.passage(text, found),
            quotes=tuple((s, matching.words(text, s, found)) for s in quotes[:_QUOTES_A_HIT]),
        )

    def _statement(self, request: SearchRequest, number: int, score: float) -> Hit:
        parent = int(self._parent[number])
        ordinal = number - int(self._first[parent])
        head = self._archive.head(parent)
        text = self._archive.text(parent)
        corrected = self._corrected.get(parent)
        if corrected:
            statement = corrected.story.statements[corrected.kept.index(ordinal)]
        else:
            statement = self._archive.statement(number)
        found = matching.marks_in_words(text, statement, request.node)
        return replace(
            _base(request, head, f"{head.id}/{ordinal}", score),
            statement=statement,
            snippet=matching.words(text, statement, found),
        )

    def _statements(self, number: int, found: list[Offsets], request: SearchRequest) -> Sequence[Statement]:
        """The statements of a story among which its quotations are."""
        corrected = self._corrected.get(number)
        if corrected:
            return corrected.story.statements
        if not found and not any(f.key == "speaker" for f in request.filters):
            return ()
        first, last = self._first[number : number + 2].tolist()
        return [self._archive.statement(n) for n in range(first, last)]


def _base(request: SearchRequest, head: Head, key: str, score: float) -> Hit:
    """A hit without its passage."""
    title = head.title or ""
    return Hit(
        id=key,
        kind=request.kind,
        story_id=head.id,
        score=score,
        title=matching.cut(title, 0, len(title), matching.marks(request.node, title, field="title")),
        outlet=head.outlet,
        published=head.published,
        url=head.url,
        byline=head.byline,
        snippet=(),
    )
