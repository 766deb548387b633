"""Answers a SearchRequest from one generation: matching, filters, facets, timeline, order, hits."""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from whoosh import index as whoosh_index
from whoosh.reading import TermNotFound

from searchapp import matching
from searchapp.analysis import folded
from searchapp.corrections import Corrections
from searchapp.engines import IndexStatus
from searchapp.engines.whoosh import generation
from searchapp.engines.whoosh.columns import DELETED, KINDS, NO_DAY, Bools, Columns, Floats, Ints, load_columns
from searchapp.engines.whoosh.corrected import CorrectedStory, corrected_columns, split_rows
from searchapp.engines.whoosh.executor import Executor, Matches
from searchapp.engines.whoosh.generation import Manifest
from searchapp.engines.whoosh.postings import PostingsReader
from searchapp.engines.whoosh.timeline import timeline
from searchapp.facets import BY_KEY
from searchapp.model import Offsets, RecordKind, Story
from searchapp.names import Authority
from searchapp.query import (
    FacetCount,
    FacetCounts,
    Hit,
    Node,
    SearchRequest,
    SearchResult,
    State,
    Timeline,
    loosened,
)
from searchapp.records import story_from_json

_STORIES_KEPT = 64
"""Decoded stories kept for the next page view."""
_QUOTES_A_HIT = 3


class WhooshIndex:
    """One open generation; see `searchapp.engines.Index`."""

    def __init__(self, directory: Path, manifest: Manifest) -> None:
        folder = directory / manifest.generation
        self.generation = manifest.generation
        self._directory = directory
        self._manifest = manifest
        self._columns: Columns = load_columns(folder / generation.COLUMNS)
        self._whoosh = whoosh_index.open_dir(str(folder), readonly=True)
        self._reader: Any = self._whoosh.reader()
        self._postings = PostingsReader(self._reader, self._columns.kind != DELETED)
        self._opened = self._columns
        self._raw_facets = self._columns.facets
        self._corrected: Mapping[int, CorrectedStory] = {}
        self._executors = {kind: Executor(self._columns, self._postings, kind) for kind in KINDS}
        self._folder = folder
        self._lock = threading.Lock()
        self._stories: OrderedDict[int, tuple[Story, bytes]] = OrderedDict()

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The generation that answers now; tried again where it was cleared away while being opened."""
        for _ in range(3):
            manifest = generation.checked_manifest(directory)
            try:
                return cls(directory, manifest)
            except (FileNotFoundError, whoosh_index.EmptyIndexError):
                if generation.current(directory) == manifest.generation:
                    raise
        return cls(directory, generation.checked_manifest(directory))

    # --- the answer

    def search(self, request: SearchRequest) -> SearchResult:
        """The answer to a request."""
        started = time.perf_counter()
        matches, wanted, had = self._matches(request)
        ids = matches.ids[self._kept(request)[matches.ids]]
        page = self._page(request, matches, ids)
        other: RecordKind = "statement" if request.kind == "story" else "story"
        totals: dict[RecordKind, int] = {
            request.kind: len(ids),
            other: self.count(replace(request, kind=other, widen=request.widen and had < wanted)),
        }
        facets = tuple(self._facet(request, matches, key) for key in request.facets)
        line = self._timeline(request, matches) if request.timeline else Timeline()
        hits = self._hits(request, [(int(n), score) for n, score in page])
        return SearchResult(
            total=len(ids),
            totals=totals,
            hits=tuple(hits),
            facets=facets,
            timeline=line,
            wanted=wanted,
            had=had,
            took_ms=(time.perf_counter() - started) * 1000,
            generation=self.generation,
        )

    def count(self, request: SearchRequest) -> int:
        """The total of a request, without the rest."""
        matches, _, _ = self._matches(request)
        return int(np.count_nonzero(self._kept(request)[matches.ids]))

    def ranking(self, request: SearchRequest) -> list[tuple[str, float]]:
        """(record id, score) of the hits, without the rest."""
        matches, _, _ = self._matches(request)
        ids = matches.ids[self._kept(request)[matches.ids]]
        return [(self._key(int(n)), score) for n, score in self._page(request, matches, ids)]

    def hits(self, request: SearchRequest, ids: Iterable[str]) -> list[Hit]:
        """The named records as hits of a request; scores are 0."""
        numbers = (self._number(key) for key in ids)
        return self._hits(request, [(n, 0.0) for n in numbers if n is not None])

    def facet_values(self, request: SearchRequest, key: str, *, contains: str = "") -> FacetCounts:
        """All values of one facet for a request, those whose label has `contains` in it."""
        matches, _, _ = self._matches(request)
        counts = self._facet(replace(request, facet_size=0), matches, key)
        wanted = folded(contains)
        if not wanted:
            return counts
        kept = tuple(v for v in counts.values if wanted in folded(v.label))
        return replace(counts, values=kept, distinct=sum(v.count > 0 for v in kept))

    def story(self, story_id: str) -> Story | None:
        """A whole story, with what was found in it."""
        number = self._number(story_id)
        return None if number is None or self._columns.ordinal[number] >= 0 else self._story(number)

    def story_ids(self) -> list[str]:
        """Every story's id, sorted."""
        return sorted(json.loads((self._folder / generation.STORIES).read_text(encoding="utf-8")))

    def status(self) -> IndexStatus:
        """What the index holds."""
        return generation.status(self._directory, self._manifest)

    def with_corrections(self, corrections: Corrections) -> Self:
        """The same open index with its stories as corrected."""
        overlay = corrected_columns(self._opened, corrections, self._read_story, self._number)
        corrected = copy(self)
        corrected._corrected = overlay.stories
        corrected._stories = OrderedDict()
        corrected._raw_facets = overlay.columns.facets
        corrected._columns = overlay.columns
        corrected._executors = {kind: Executor(overlay.columns, self._postings, kind) for kind in KINDS}
        return corrected

    def with_names(self, authority: Authority) -> Self:
        """The same open index, whose facet values go by the authority's preferred names."""
        columns = {}
        for key, column in self._raw_facets.items():
            kinds = BY_KEY[key].names
            split = column.with_rows(split_rows(self._columns, column, authority.splits(kinds), self._number))
            columns[key] = split.renamed(authority.labels(kinds))
        named = copy(self)
        named._columns = replace(self._columns, facets=columns)
        named._executors = {kind: Executor(named._columns, self._postings, kind) for kind in KINDS}
        return named

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()
        self._whoosh.close()

    # --- matching and filters

    def _matches(self, request: SearchRequest) -> tuple[Matches, int, int]:
        """What the words match, how many top-level words there are, and how many each match has at least."""
        executor = self._executors[request.kind]
        parts, binding = loosened(request.node)
        if request.match == "any" and len(parts) > 1:
            matches, had = executor.at_least(parts, binding, 1)
            return matches, len(parts), had
        matches = executor.run(request.node)
        if request.widen and len(parts) > 1 and not self._kept(request)[matches.ids].any():
            widened, had = executor.at_least(parts, binding, None)
            if self._kept(request)[widened.ids].any():
                return widened, len(parts), had
        return matches, len(parts), len(parts)

    def _kept(self, request: SearchRequest, *, without: str = "") -> Bools:
        """Which records pass the filters, those of the facet `without` (or "date") aside."""
        mask = self._executors[request.kind].of_kind
        for key in dict.fromkeys(f.key for f in request.filters):
            if key != without:
                only = [f.value for f in request.filters if f.key == key and not f.exclude]
                excluded = [f.value for f in request.filters if f.key == key and f.exclude]
                if only:
                    mask = mask & self._having(key, only)
                if excluded:
                    mask = mask & ~self._having(key, excluded)
        if without != "date":
            days = self._columns.day
            if request.undated:
                mask = mask & (days == NO_DAY)
            if request.since:
                mask = mask & (days >= request.since.toordinal())
            if request.until:
                mask = mask & (days <= request.until.toordinal()) & (days != NO_DAY)
        return mask

    def _having(self, key: str, values: list[str]) -> Bools:
        """Which records have any of a facet's values; the empty value stands for having none."""
        column = self._columns.facets[key]
        numbers = [n for n in map(column.number, filter(None, values)) if n is not None]
        mask = column.having(numbers, self._columns.size)
        return mask | column.without_value() if "" in values else mask

    # --- facets and timeline

    def _facet(self, request: SearchRequest, matches: Matches, key: str) -> FacetCounts:
        column = self._columns.facets[key]
        ids = matches.ids[self._kept(request, without=key if request.sideways else "")[matches.ids]]
        counts = column.counts(ids)
        chosen: dict[str, State] = {}
        for f in request.filters:
            if f.key == key and f.value:
                number = column.number(f.value)
                label = f.value if number is None else column.labels[number]
                chosen[label] = "not" if f.exclude else "only"
        present = int(np.count_nonzero(counts))
        size = BY_KEY[key].size if request.facet_size is None else request.facet_size
        shown = present if size == 0 else min(size, present)
        top = np.argsort(-counts, kind="stable")[:shown].tolist()
        numbers = {column.labels[i]: int(counts[i]) for i in top}
        for label in chosen:
            number = column.number(label)
            numbers.setdefault(label, 0 if number is None else int(counts[number]))
        values = tuple(
            FacetCount(value=v, label=v, count=n, state=chosen.get(v, "any")) for v, n in numbers.items()
        )
        unknown = int(np.count_nonzero(column.without_value()[ids]))
        return FacetCounts(key=key, values=values, distinct=present, unknown=unknown)

    def _timeline(self, request: SearchRequest, matches: Matches) -> Timeline:
        ids = matches.ids[self._kept(request, without="date")[matches.ids]]
        return timeline(self._columns.day[ids])

    # --- order and hits

    def _page(self, request: SearchRequest, matches: Matches, ids: Ints) -> list[tuple[int, float]]:
        """The asked stretch of the hits, in order, as (record number, score)."""
        wanted = request.offset + request.limit
        if not len(ids) or request.limit <= 0 or request.offset >= len(ids):
            return []
        scores: Floats = matches.scores[np.searchsorted(matches.ids, ids)]
        rank = self._columns.oldest[ids] if request.sort == "oldest" else self._columns.newest[ids]
        by = np.zeros(len(ids)) if request.sort != "relevance" else -np.round(scores, 6)
        if by.any() and len(ids) > wanted:
            near = np.flatnonzero(by <= np.partition(by, wanted - 1)[wanted - 1])
        elif len(ids) > wanted:
            near = np.argpartition(rank, wanted - 1)[:wanted]
        else:
            near = np.arange(len(ids))
        order = near[np.lexsort((rank[near], by[near]))][request.offset : wanted]
        return [(int(ids[i]), float(scores[i])) for i in order]

    def _hits(self, request: SearchRequest, numbers: list[tuple[int, float]]) -> list[Hit]:
        return [self._hit(request, number, score) for number, score in numbers]

    def _hit(self, request: SearchRequest, number: int, score: float) -> Hit:
        ordinal = int(self._columns.ordinal[number])
        story = self._story(int(self._columns.parent[number]))
        title = story.title or ""
        base = Hit(
            id=story.id if ordinal < 0 else f"{story.id}/{ordinal}",
            kind=request.kind,
            story_id=story.id,
            score=score,
            title=matching.cut(title, 0, len(title), matching.marks(request.node, title, field="title")),
            outlet=story.outlet,
            published=story.published,
            url=story.url,
            byline=story.byline,
            snippet=(),
        )
        if ordinal >= 0:
            statement = story.statements[self._position(number, ordinal)]
            found = matching.marks_in_words(story, statement, request.node)
            return replace(base, statement=statement, snippet=matching.words(story.text, statement, found))
        found = self._marks(request.node, number, story)
        quotes = matching.best_quotes(story, found, request.filters)[:_QUOTES_A_HIT]
        return replace(
            base,
            snippet=matching.passage(story.text, found),
            quotes=tuple((s, matching.words(story.text, s, found)) for s in quotes),
        )

    def _marks(self, node: Node, number: int, story: Story) -> list[Offsets]:
        """What a query matches in a story's text, out of postings where that is the shorter way."""
        found = self._executors["story"].marks(node, number, self._kept_story(number)[1])
        return matching.marks(node, story.own_text[: matching.SCANNED_FOR_PASSAGE]) if found is None else found

    # --- stored records

    def _position(self, number: int, ordinal: int) -> int:
        """Where a statement stands among its story's, some of which may have been rejected."""
        found = self._corrected.get(int(self._columns.parent[number]))
        return found.kept.index(ordinal) if found else ordinal

    def _key(self, number: int) -> str:
        parent = self._stored(int(self._columns.parent[number]))["row"]
        story_id: str = json.loads(parent)["story"]
        ordinal = int(self._columns.ordinal[number])
        return story_id if ordinal < 0 else f"{story_id}/{ordinal}"

    def _number(self, key: str) -> int | None:
        """The record number of an id."""
        with self._lock:
            try:
                matcher = self._reader.postings("key", key)
            except (TermNotFound, UnicodeEncodeError):
                return None
            return int(matcher.id()) if matcher.is_active() else None

    def _stored(self, number: int) -> dict[str, Any]:
        with self._lock:
            fields: dict[str, Any] = self._reader.stored_fields(number)
        return fields

    def _read_story(self, number: int) -> Story:
        """A story as it was indexed."""
        return story_from_json(json.loads(self._stored(number)["payload"]))

    def _story(self, number: int) -> Story:
        return self._kept_story(number)[0]

    def _kept_story(self, number: int) -> tuple[Story, bytes]:
        """A story as corrected, and its token offsets; the last few asked for are kept."""
        with self._lock:
            found = self._stories.get(number)
            if found is not None:
                self._stories.move_to_end(number)
                return found
        stored = self._stored(number)
        corrected = self._corrected.get(number)
        story = corrected.story if corrected else story_from_json(json.loads(stored["payload"]))
        with self._lock:
            self._stories[number] = story, stored["offsets"]
            while len(self._stories) > _STORIES_KEPT:
                self._stories.popitem(last=False)
        return story, stored["offsets"]
