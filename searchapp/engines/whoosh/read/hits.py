"""Record numbers -> hits: the head of a story, its best passage, the statements that match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from searchapp.curation.bearers import Resolution
from searchapp.engines.arrays import Bools
from searchapp.engines.speakers import by_person, called
from searchapp.engines.whoosh.disk.story_codec import Shown, offsets_of
from searchapp.engines.whoosh.read.executor import Executor
from searchapp.engines.whoosh.read.overlay.corrected import CorrectedStories
from searchapp.engines.whoosh.read.stories import Stories
from searchapp.engines.whoosh.read.tables import Columns
from searchapp.model import Offsets, Statement
from searchapp.query import matching
from searchapp.query.request import Filter, SearchRequest
from searchapp.query.result import Hit, Reprint, Span
from searchapp.query.tree import Node
from searchapp.text.analysis import tokenize

_QUOTES_A_HIT = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """Which statements filters of speakers leave, and whether speakers were chosen, not only refused."""

    mask: Bools
    chosen: bool


class HitMaker:
    """Makes hits of one generation under its corrections and what the program resolved."""

    def __init__(
        self,
        archive: Stories,
        columns: Columns,
        executor: Executor,
        corrected: CorrectedStories,
        resolutions: Iterable[Resolution],
    ) -> None:
        self._archive = archive
        self._first = columns.first
        self._said = columns.tables["statement"]
        self._places = columns.tables["story"].facets["place"]
        self._parent = self._said.parent
        self._executor = executor
        self._corrected = corrected
        self._meant = {(r.form.casefold(), r.person) for r in resolutions}

    def hits(self, request: SearchRequest, node: Node, page: Sequence[tuple[int, float]]) -> tuple[Hit, ...]:
        """The hits of these (record number, score), with what matches `node` marked."""
        numbers = [number for number, _ in page]
        scores = [score for _, score in page]
        if request.kind == "story":
            titles = self._executor.runs(node, "title", numbers)
            texts = self._executor.runs(node, "text", numbers)
            spoken = self._spoken(request.filters)
            return tuple(map(partial(self._story, spoken), numbers, scores, titles, texts))
        titles = self._executor.runs(node, "title", self._parent[numbers].tolist())
        return tuple(map(partial(self._statement, node), numbers, scores, titles))

    def reprint(self, number: int) -> Reprint:
        """A story that is listed with another."""
        shown = self._shown(number)
        return Reprint(shown.id, shown.outlet, shown.published)

    def key(self, request: SearchRequest, number: int) -> str:
        """The id of a record of the request's kind."""
        if request.kind == "story":
            return self._archive.id(number)
        parent = int(self._parent[number])
        return f"{self._archive.id(parent)}/{number - int(self._first[parent])}"

    def _story(
        self, spoken: Spoken | None, number: int, score: float, title_runs: list[Offsets], runs: list[Offsets]
    ) -> Hit:
        shown = self._shown(number)
        found = matching.stretches(shown.tokens.of(runs)) if runs else []
        statements = self._statements(number, found, spoken)
        chosen = spoken is not None and spoken.chosen
        certain = (s for s in statements if not s.uncertain)
        quotes = matching.best_quotes(certain, found, _QUOTES_A_HIT, or_first=chosen)
        return Hit(
            id=shown.id,
            kind="story",
            story_id=shown.id,
            score=score,
            title=_title(shown, title_runs),
            outlet=shown.outlet,
            published=shown.published,
            url=shown.url,
            byline=shown.byline,
            snippet=matching.passage(shown.text, found),
            quotes=tuple([(s, matching.words(shown.text, s, found)) for s in quotes]),
            place=matching.main_place(shown.text, self._places.names_of(number)),
        )

    def _statement(self, node: Node, number: int, score: float, title_runs: list[Offsets]) -> Hit:
        parent = int(self._parent[number])
        ordinal = number - int(self._first[parent])
        shown = self._shown(parent)
        corrected = self._corrected.get(parent)
        if corrected:
            statement = corrected.story.statements[corrected.kept.index(ordinal)]
        else:
            statement = self._archive.statement(number)
        found = matching.marks_in_words(shown.text, statement, node)
        column = self._said.facets["speaker"]
        speakers = column.names_of(number)
        return Hit(
            id=f"{shown.id}/{ordinal}",
            kind="statement",
            story_id=shown.id,
            score=score,
            title=_title(shown, title_runs),
            outlet=shown.outlet,
            published=shown.published,
            url=shown.url,
            byline=shown.byline,
            snippet=matching.words(shown.text, statement, found),
            statement=by_person(statement, speakers, self._meant),
            speakers=called(statement, speakers, column.filed),
        )

    def _shown(self, number: int) -> Shown:
        """What hits show of a story, its fields as corrected."""
        shown, corrected = self._archive.shown(number), self._corrected.get(number)
        if corrected is None:
            outlet = self._corrected.outlet(shown.outlet)
            return shown if outlet == shown.outlet else shown._replace(outlet=outlet)
        story = corrected.story
        return shown._replace(
            title=story.title,
            outlet=story.outlet,
            published=story.published,
            url=story.url,
            byline=story.byline,
            title_tokens=offsets_of(tokenize(story.title or "")) if corrected.retitled else shown.title_tokens,
        )

    def _spoken(self, filters: Sequence[Filter]) -> Spoken | None:
        """The statements that filters of speakers leave; None where there are none."""
        only = [f.value for f in filters if f.key == "speaker" and not f.exclude]
        excluded = [f.value for f in filters if f.key == "speaker" and f.exclude]
        if not only and not excluded:
            return None
        column = self._said.facets["speaker"]
        mask = self._said.live & ~column.having(excluded)
        return Spoken(mask & column.having(only) if only else mask, chosen=bool(only))

    def _statements(self, number: int, found: list[Offsets], spoken: Spoken | None) -> Iterable[Statement]:
        """The statements of a story among which its quotations are."""
        first, last = self._first[number : number + 2].tolist()
        corrected = self._corrected.get(number)
        if spoken is None:
            return corrected.story.statements if corrected else self._archive.statements_over(number, found)
        positions = np.flatnonzero(spoken.mask[first:last]).tolist()
        if corrected:
            return (corrected.story.statements[corrected.kept.index(p)] for p in positions)
        return (self._archive.statement(first + p) for p in positions)


def _title(shown: Shown, runs: list[Offsets]) -> tuple[Span, ...]:
    """A headline, its matches marked."""
    title = shown.title or ""
    if not runs:
        return (Span(title),) if title else ()
    found = matching.stretches(shown.title_tokens.of(runs))
    return matching.cut(title, 0, len(title), found)
