"""Answers a SearchRequest from one generation: matching, filters, facets, timeline, order, hits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Self

import numpy as np

from searchapp.curation.corrections import Corrections
from searchapp.curation.decisions import Decisions
from searchapp.engines import IndexStatus
from searchapp.engines.date_buckets import timeline
from searchapp.engines.whoosh.arrays import Bools, Longs
from searchapp.engines.whoosh.disk import generation
from searchapp.engines.whoosh.disk.array_file import ColumnFile
from searchapp.engines.whoosh.disk.generation import ARCHIVE, COLUMNS, Manifest
from searchapp.engines.whoosh.disk.pointer import REBUILD
from searchapp.engines.whoosh.disk.segment import Segment
from searchapp.engines.whoosh.read.executor import Executor, Matches
from searchapp.engines.whoosh.read.facet_column import Counts, Stack
from searchapp.engines.whoosh.read.hits import HitMaker
from searchapp.engines.whoosh.read.kept import Kept
from searchapp.engines.whoosh.read.overlay import CorrectedStory, corrected_columns, named_columns
from searchapp.engines.whoosh.read.postings import PostingsReader
from searchapp.engines.whoosh.read.stories import Archive
from searchapp.engines.whoosh.read.tables import Columns, Table, load_columns
from searchapp.engines.whoosh.schema import KINDS, NO_DAY
from searchapp.facets import BY_KEY
from searchapp.model import RecordKind, Story
from searchapp.query.request import SearchRequest, State
from searchapp.query.result import FacetCount, FacetCounts, Hit, SearchResult, Timeline
from searchapp.query.tree import loosened
from searchapp.text.analysis import folded

_DATE = "date"


class WhooshIndex:
    """One open generation; see `searchapp.engines.Index`."""

    def __init__(self, directory: Path, manifest: Manifest, *, answers_kept: int) -> None:
        hint = REBUILD.format(directory)
        folder = directory / manifest.generation
        names = [f"{COLUMNS}/{segment.name}.bin" for segment in manifest.segments]
        segments = [Segment(folder / name, manifest.files[name], hint=hint) for name in names]
        self.generation = manifest.generation
        self._directory = directory
        self._folder = folder
        self._manifest = manifest
        self._answers_kept = answers_kept
        self._opened: Columns = load_columns(ColumnFile(folder / ARCHIVE, manifest.files[ARCHIVE], hint=hint))
        self._archive = Archive(segments, self._opened)
        self.decisions = Decisions()
        self._corrected: Mapping[int, CorrectedStory] = {}
        self._raw = self._columns = self._opened
        self._postings = self._opened_postings = {kind: self._reader(self._opened.tables[kind]) for kind in KINDS}
        self._ready()

    @classmethod
    def open(cls, directory: Path, *, answers_kept: int) -> Self:
        """The generation that answers now; tried again where it was cleared away while being opened."""
        for _ in range(3):
            manifest = generation.checked_manifest(directory)
            try:
                return cls(directory, manifest, answers_kept=answers_kept)
            except FileNotFoundError:
                if generation.current(directory) == manifest.generation:
                    raise
        return cls(directory, generation.checked_manifest(directory), answers_kept=answers_kept)

    def _reader(self, table: Table) -> PostingsReader:
        return PostingsReader(self._archive.segments, table.kind, table.live, all_live=table.all_live)

    def _ready(self) -> None:
        """Make what answers, after the columns changed."""
        self._executors = {kind: Executor(self._columns.tables[kind], self._postings[kind]) for kind in KINDS}
        self._maker = HitMaker(self._archive, self._columns, self._executors["story"], self._corrected)
        self._stacks: dict[tuple[RecordKind, tuple[str, ...]], Stack] = {}
        self._answers: Kept[SearchRequest, SearchResult] = Kept(self._answers_kept, lambda answer: 1)

    # --- the answer

    def search(self, request: SearchRequest) -> SearchResult:
        """The answer to a request."""
        started = time.perf_counter()
        if not self._answers_kept:
            return self._answer(request, started)
        if (known := self._answers.get(request)) is not None:
            return replace(known, took_ms=(time.perf_counter() - started) * 1000)
        result = self._answer(request, started)
        self._answers.keep(request, result)
        return result

    def _answer(self, request: SearchRequest, started: float) -> SearchResult:
        masks = self._masks(request)
        matches, wanted, had = self._matches(request, masks)
        ids = _passing(matches.ids, masks)
        under = partial(_under, matches.ids, ids, masks, request)
        other: RecordKind = "statement" if request.kind == "story" else "story"
        totals: dict[RecordKind, int] = {
            request.kind: len(ids),
            other: self._count_other(request, other),
        }
        hits = self._maker.hits(request, self._page(request, matches, ids))
        facets = self._facets(request, under)
        line = self._timeline(request, under(_DATE))
        return SearchResult(
            total=len(ids),
            totals=totals,
            hits=hits,
            facets=facets,
            timeline=line,
            wanted=wanted,
            had=had,
            took_ms=(time.perf_counter() - started) * 1000,
            generation=self.generation,
        )

    def _count_other(self, request: SearchRequest, kind: RecordKind) -> int:
        """The total of the same question to the other kind of records."""
        if not self._columns.tables[kind].size:
            return 0
        return self.count(replace(request, kind=kind))

    def count(self, request: SearchRequest) -> int:
        """The total of a request, without the rest."""
        masks = self._masks(request)
        return len(_passing(self._matches(request, masks, scored=False)[0].ids, masks))

    def ranking(self, request: SearchRequest) -> list[tuple[str, float]]:
        """(record id, score) of the hits, without the rest."""
        masks = self._masks(request)
        matches, _, _ = self._matches(request, masks)
        page = self._page(request, matches, _passing(matches.ids, masks))
        return [(self._maker.key(request, n), score) for n, score in page]

    def stories_found(self, request: SearchRequest) -> list[str]:
        """The stories that all hits are or stand in, each once."""
        masks = self._masks(request)
        matches, _, _ = self._matches(request, masks)
        ids = _passing(matches.ids, masks)
        page = self._page(replace(request, offset=0, limit=len(ids)), matches, ids)
        parents = self._columns.tables[request.kind].parent[[n for n, _ in page]].tolist()
        return list(map(self._archive.id, dict.fromkeys(parents)))

    def hits(self, request: SearchRequest, ids: Iterable[str]) -> list[Hit]:
        """The named records as hits of a request; scores are 0."""
        story = cache(self._archive.number)  # Many statements in a row are of one story.
        numbers = (self._number(key, request.kind, story) for key in ids)
        return list(self._maker.hits(request, [(n, 0.0) for n in numbers if n is not None]))

    def facet_values(self, request: SearchRequest, key: str, *, contains: str = "") -> FacetCounts:
        """All values of one facet for a request, those whose label has `contains` in it."""
        masks = self._masks(request)
        matches, _, _ = self._matches(request, masks, scored=False)
        ids = _under(matches.ids, None, masks, request, key)
        counts = self._facet(replace(request, facet_size=0), key, self._counts(request, key, ids))
        wanted = folded(contains)
        if not wanted:
            return counts
        kept = tuple(v for v in counts.values if wanted in folded(v.label))
        return replace(counts, values=kept, distinct=sum(v.count > 0 for v in kept))

    def story(self, story_id: str) -> Story | None:
        """A whole story, with what was found in it."""
        number = self._archive.number(story_id)
        if number is None:
            return None
        known = self._corrected.get(number)
        return known.story if known else self.decisions.corrections.corrected(self._archive.story(number))[0]

    def story_ids(self) -> list[str]:
        """Every story's id, sorted."""
        live = np.flatnonzero(self._opened.tables["story"].live).tolist()
        return sorted(self._archive.id(number) for number in live)

    def status(self) -> IndexStatus:
        """What the index holds."""
        return generation.status(self._directory, self._manifest)

    def with_decisions(self, decisions: Decisions) -> Self:
        """The same open index under these decisions; corrections that stay are not worked out again."""
        decided = copy(self)
        decided.decisions = decisions
        if decisions.corrections != self.decisions.corrections:
            decided._correct(decisions.corrections)
        decided._columns = named_columns(decided._raw, decisions.authority, self._archive.number)
        decided._ready()
        return decided

    def _correct(self, corrections: Corrections) -> None:
        """Put the stories right in the tables as they were opened."""
        self._raw, self._corrected = corrected_columns(
            self._opened, corrections, self._archive.story, self._archive.number
        )
        self._postings = {
            kind: self._opened_postings[kind]
            if table.live is self._opened.tables[kind].live
            else self._reader(table)
            for kind, table in self._raw.tables.items()
        }

    def close(self) -> None:
        """Let go of the files; they are unmapped once no answer is under way any more."""

    # --- matching and filters

    def _matches(
        self, request: SearchRequest, masks: Mapping[str, Bools], *, scored: bool = True
    ) -> tuple[Matches, int, int]:
        """What the words match, how many top-level words there are, and how many each match has at least."""
        executor = self._executors[request.kind]
        scored = scored and request.sort == "relevance"
        parts, binding = loosened(request.node)
        least = 1 if request.match == "any" else min(request.least, len(parts))
        if least and len(parts) > 1:
            matches, had = executor.at_least(parts, binding, least)
            return matches, len(parts), had
        matches = executor.run(request.node, scored=scored)
        if request.widen and len(parts) > 1 and not len(_passing(matches.ids, masks)):
            widened, had = executor.at_least(parts, binding, None)
            if len(_passing(widened.ids, masks)):
                return widened, len(parts), had
        return matches, len(parts), len(parts)

    def _masks(self, request: SearchRequest) -> dict[str, Bools]:
        """By facet (or "date") that is filtered: which records pass."""
        table = self._columns.tables[request.kind]
        masks: dict[str, Bools] = {}
        for key in dict.fromkeys(f.key for f in request.filters):
            only = [f.value for f in request.filters if f.key == key and not f.exclude]
            excluded = [f.value for f in request.filters if f.key == key and f.exclude]
            column = table.facets[key]
            if only and excluded:
                masks[key] = column.having(only) & ~column.having(excluded)
            else:
                masks[key] = column.having(only) if only else ~column.having(excluded)
        days = table.day
        if request.undated:
            masks[_DATE] = days == NO_DAY
        if request.since:
            masks[_DATE] = masks.get(_DATE, True) & (days >= request.since.toordinal())
        if request.until:
            masks[_DATE] = masks.get(_DATE, True) & (days <= request.until.toordinal()) & (days != NO_DAY)
        return masks

    # --- facets and timeline

    def _facets(self, request: SearchRequest, under: Callable[[str], Longs]) -> tuple[FacetCounts, ...]:
        """All facets asked for: in one pass over the hits those without a filter of their own, else each alone."""
        if not request.facets:
            return ()
        columns = self._columns.tables[request.kind].facets
        stack = self._stacks.get((request.kind, request.facets))
        if stack is None:
            stack = self._stacks[request.kind, request.facets] = Stack([columns[key] for key in request.facets])
        together = stack.counts(under(""))
        for i, key in enumerate(request.facets):
            if request.sideways and any(f.key == key for f in request.filters):
                together[i] = self._counts(request, key, under(key))
        return tuple(map(partial(self._facet, request), request.facets, together))

    def _counts(self, request: SearchRequest, key: str, ids: Longs) -> Counts:
        """A facet's counts among the records that its own filters are not asked of."""
        left_out = [f.value for f in request.filters if f.key == key and f.exclude and request.sideways]
        return self._columns.tables[request.kind].facets[key].counts_beside(ids, left_out)

    def _facet(self, request: SearchRequest, key: str, counts: Counts) -> FacetCounts:
        """One facet's values, the most frequent first; those chosen are there in any case."""
        column = self._columns.tables[request.kind].facets[key]
        names = column.labels.names
        shown = counts.top(BY_KEY[key].size if request.facet_size is None else request.facet_size)
        chosen: dict[int | str, State] = {}
        for f in request.filters:
            if f.key == key and f.value:
                number = column.number(f.value)
                chosen[f.value if number is None else number] = "not" if f.exclude else "only"
        for value in chosen:
            if isinstance(value, int) and value not in shown:
                shown[value] = counts.of(value)
        if not chosen:
            plain = tuple([FacetCount(name := names[n], name, count) for n, count in shown.items()])
            return FacetCounts(key, plain, len(counts.numbers), counts.unknown)
        values = [FacetCount(names[n], names[n], count, chosen.get(n, "any")) for n, count in shown.items()]
        values += [FacetCount(v, v, 0, state) for v, state in chosen.items() if isinstance(v, str)]
        return FacetCounts(key=key, values=tuple(values), distinct=len(counts.numbers), unknown=counts.unknown)

    def _timeline(self, request: SearchRequest, ids: Longs) -> Timeline:
        if not request.timeline:
            return Timeline()
        days = self._columns.tables[request.kind].day[ids]
        dated = days[days != NO_DAY]
        return timeline(dated, undated=len(days) - len(dated))

    # --- order

    def _page(self, request: SearchRequest, matches: Matches, ids: Longs) -> list[tuple[int, float]]:
        """The asked stretch of the hits, in order, as (record number, score)."""
        wanted = request.offset + request.limit
        if not len(ids) or request.limit <= 0 or request.offset >= len(ids):
            return []
        table = self._columns.tables[request.kind]
        rank = table.oldest if request.sort == "oldest" else table.newest
        scores = matches.scores if ids is matches.ids else matches.score_of(ids)
        if scores is None:
            scores = np.zeros(len(ids))
        near = np.arange(len(ids))
        if len(ids) > wanted:
            if request.sort == "relevance" and matches.scores is not None:
                lowest = np.partition(scores, len(ids) - wanted)[len(ids) - wanted]
                near = np.flatnonzero(scores >= lowest - 1e-5)
            else:
                near = np.argpartition(rank[ids], wanted - 1)[:wanted]
        by = -np.round(scores[near], 6) if request.sort == "relevance" else np.zeros(len(near))
        order = near[np.lexsort((rank[ids[near]], by))][request.offset : wanted]
        return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))

    # --- ids

    def _number(self, key: str, kind: RecordKind, number_of: Callable[[str], int | None]) -> int | None:
        """The number of a record by its id; `number_of` gives a story's."""
        if kind == "story":
            return number_of(key)
        story, _, ordinal = key.rpartition("/")
        parent = number_of(story)
        if parent is None or not ordinal.isdecimal():
            return None
        first, last = self._opened.first[parent : parent + 2].tolist()
        number = int(first) + int(ordinal)
        return number if number < last and self._columns.tables[kind].live[number] else None


def _passing(ids: Longs, masks: Mapping[str, Bools], *, without: str = "") -> Longs:
    """The records that pass all masks but one."""
    for key, mask in masks.items():
        if key != without:
            ids = ids[mask[ids]]
    return ids


def _under(
    matched: Longs, passing: Longs | None, masks: Mapping[str, Bools], request: SearchRequest, key: str
) -> Longs:
    """The records among which a facet (or the timeline) counts: drill-sideways, without its own filter."""
    if passing is not None and (key not in masks or not (request.sideways or key == _DATE)):
        return passing
    return _passing(matched, masks, without=key if request.sideways or key == _DATE else "")
