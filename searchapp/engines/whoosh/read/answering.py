"""One generation under decisions, open: a SearchRequest in, its answer out. Matching, filters, order, hits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cache
from typing import Self

import numpy as np

from searchapp.curation.authority import Authority
from searchapp.curation.bearers import Resolution
from searchapp.curation.corrections import Corrections
from searchapp.curation.decisions import Decisions
from searchapp.curation.persons import PERSONS
from searchapp.engines.arrays import Bools, Ints, Longs
from searchapp.engines.whoosh.disk.array_file import ColumnFile
from searchapp.engines.whoosh.disk.segment import Segment
from searchapp.engines.whoosh.in_stories import InStories, own_first
from searchapp.engines.whoosh.layout import KINDS, NO_DAY
from searchapp.engines.whoosh.read.counting import Counter, Matched, passing
from searchapp.engines.whoosh.read.executor import Executor, Floats, Matches
from searchapp.engines.whoosh.read.folding import Groups, Listed
from searchapp.engines.whoosh.read.hits import HitMaker
from searchapp.engines.whoosh.read.overlay.corrected import CorrectedStories, corrected_columns
from searchapp.engines.whoosh.read.overlay.given import Facets, Given, facet_of, given_facet, with_facets
from searchapp.engines.whoosh.read.overlay.named import named_columns
from searchapp.engines.whoosh.read.overlay.resolved import load_resolved, resolved_columns
from searchapp.engines.whoosh.read.overlay.retitled import Retitled
from searchapp.engines.whoosh.read.postings import PostingsReader
from searchapp.engines.whoosh.read.stories import Stories
from searchapp.engines.whoosh.read.tables import Columns, Table
from searchapp.engines.whoosh.words.dictionary import Dictionary
from searchapp.engines.whoosh.words.known_words import KnownWords
from searchapp.facets import BY_KEY
from searchapp.model import RecordKind, Story
from searchapp.query.loosening import loosened, marked
from searchapp.query.request import DATE, FEW, Filter, SearchRequest
from searchapp.query.result import FacetCounts, Hit, SearchResult
from searchapp.text.analysis import folded

TOGETHER = "together"
"""What stands for values asked for together where else a facet's key stands: no count does without them."""


class Answering:
    """What answers; it never changes. The files are let go with the last one that reads them."""

    def __init__(
        self, segments: Sequence[Segment], opened: Columns, generation: str, resolved: ColumnFile | None
    ) -> None:
        self._generation = generation
        self._decisions = Decisions()
        self.resolutions: Sequence[Resolution] = ()
        self._resolved = resolved
        self._opened = self._raw = self._named = self._columns = opened
        self._archive = Stories(segments, opened)
        self._corrected = CorrectedStories()
        self._groups = Groups({}, 0, self._archive.number)
        self._postings = self._opened_postings = {kind: self._reader(opened.tables[kind], {}) for kind in KINDS}
        self._dictionary = Dictionary(self._archive, self._postings["story"])
        self._ready()

    def _reader(self, table: Table, titles: Mapping[int, str]) -> PostingsReader:
        others = Retitled(titles) if titles else None
        segments = self._archive.segments
        return PostingsReader(segments, table.kind, table.live, all_live=table.all_live, titles=others)

    def _ready(self) -> None:
        """Make what answers, after the columns changed."""
        self._executors = {kind: Executor(self._columns.tables[kind], self._postings[kind]) for kind in KINDS}
        self._in_stories = InStories(
            self._columns.tables["statement"], self._postings["statement"], self._executors["story"]
        )
        self._maker = HitMaker(
            self._archive, self._columns, self._executors["story"], self._corrected, self.resolutions
        )
        self._counter = Counter(self._columns, self._decisions.called)
        self.words = KnownWords(self._dictionary, self._columns.tables["story"].facets)

    def decided(self, decisions: Decisions) -> Self:
        """The same under these decisions; what stays of those before is not worked out again."""
        decided = copy(self)
        decided._decisions = decisions
        if decisions.corrections != self._decisions.corrections:
            decided._correct(decisions.corrections)
        if replace(decisions, tags=self._decisions.tags, compared=self._decisions.compared) != self._decisions:
            decided._name(decisions)
        if decisions.compared != self._decisions.compared:
            size, groups = self._opened.tables["story"].size, decisions.compared.groups
            decided._groups = Groups(groups, size, self._archive.numbers(groups))
        laid = {key: self._given(key, decided) for key in decisions.given}
        decided._columns = with_facets(decided._named, laid)
        decided._ready()
        return decided

    def _given(self, key: str, decided: Self) -> Facets:
        """What stories are given in a facet under other decisions: as it is here where nothing of it changed."""
        given, under = _given_in(decided._decisions, key), facet_of(decided._named, key)
        if given == _given_in(self._decisions, key) and all(
            column is self._named.tables[kind].facets[key] for kind, column in under.items()
        ):
            return facet_of(self._columns, key)
        return given_facet(decided._named, key, *given, number_of=self._archive.numbers(given[0]))

    def _name(self, decisions: Decisions) -> None:
        """Call the values of the corrected tables by the names that are decided on."""
        self._named = named_columns(self._raw, decisions.authority, self._archive.number)
        self.resolutions = ()
        if decisions.resolving:
            self._named, self.resolutions = self._resolving(self._named, decisions.authority)

    def _resolving(self, columns: Columns, authority: Authority) -> tuple[Columns, Sequence[Resolution]]:
        """The columns under the program's decisions: those kept with the index where people decided nothing."""
        if self._resolved and not any(entry.kind == "person" for entry in authority.entries):
            facets = [(columns.tables[kind].facets[key], kind, key) for kind in KINDS for key in PERSONS]
            same = columns.tables["story"].day is self._opened.tables["story"].day
            if same and all(column is self._opened.tables[kind].facets[key] for column, kind, key in facets):
                return load_resolved(self._resolved, columns)
        return resolved_columns(columns, authority)

    def _correct(self, corrections: Corrections) -> None:
        """Put the stories right in the tables as they were opened."""
        self._raw, self._corrected = corrected_columns(self._opened, corrections, self._archive, self._corrected)
        titles = self._corrected.titles(self._raw)
        self._postings = {
            kind: self._opened_postings[kind]
            if table.live is self._opened.tables[kind].live and not titles[kind]
            else self._reader(table, titles[kind])
            for kind, table in self._raw.tables.items()
        }

    # --- the answer

    def answer(self, request: SearchRequest) -> SearchResult:
        """The answer to a request, its hits without their stories."""
        started = time.perf_counter()
        found = self._found(request)
        other: RecordKind = "statement" if request.kind == "story" else "story"
        listed = self._listed(found)
        page = self._page(found, listed.ids)
        hits = self._maker.hits(request, found.node, page)
        if len(listed.ids) < len(found.ids):
            hits = tuple(self._with_also(hit, listed, number) for hit, (number, _) in zip(hits, page, strict=True))
        line = self._counter.timeline(found)
        few = request.spell and (len(found.ids) < FEW or found.had < found.wanted)
        return SearchResult(
            total=len(found.ids),
            totals={request.kind: len(found.ids), other: self._count_other(found, other)},
            hits=hits,
            facets=self._counter.facets(found),
            timeline=line,
            wanted=found.wanted,
            had=found.had,
            took_ms=(time.perf_counter() - started) * 1000,
            generation=self._generation,
            groups=len(listed.ids) if request.fold and request.kind == "story" else None,
            crosstab=self._counter.crosstab(found, line),
            spellings=self.words.respellings(request.node) if few else (),
        )

    def _with_also(self, hit: Hit, listed: Listed, number: int) -> Hit:
        """A hit with the stories that it is listed for beside itself."""
        also = listed.also(number)
        return replace(hit, also=tuple(map(self._maker.reprint, also))) if also else hit

    def _count_other(self, found: Matched, kind: RecordKind) -> int:
        """The total of the same question to the other kind of records, with as many of its words."""
        if not self._columns.tables[kind].size:
            return 0
        request = replace(found.request, kind=kind)
        widened = request.widen and found.had < found.wanted
        return self.count(replace(request, widen=False, least=found.had) if widened else request)

    def count(self, request: SearchRequest) -> int:
        """The total of a request, without the rest."""
        return len(self._found(request, scored=False).ids)

    def ranking(self, request: SearchRequest) -> list[tuple[str, float]]:
        """(record id, score) of the hits, without the rest."""
        found = self._found(request)
        return [(self._maker.key(request, n), score) for n, score in self._page(found, self._listed(found).ids)]

    def stories_found(self, request: SearchRequest) -> list[str]:
        """The stories that all hits are or stand in, each once."""
        found = self._found(replace(request, offset=0, limit=max(1, self._columns.tables[request.kind].size)))
        page = self._page(found, found.ids)
        parents = self._columns.tables[request.kind].parent[[n for n, _ in page]].tolist()
        return list(map(self._archive.id, dict.fromkeys(parents)))

    def hits(self, request: SearchRequest, ids: Iterable[str]) -> list[Hit]:
        """The named records as hits of a request; scores are 0."""
        story = cache(self._archive.number)  # Many statements in a row are of one story.
        numbers = (self._number(key, request.kind, story) for key in ids)
        return list(self._maker.hits(request, marked(request), [(n, 0.0) for n in numbers if n is not None]))

    def facet_values(self, request: SearchRequest, key: str, *, contains: str) -> FacetCounts:
        """All values of one facet for a request, those whose label has `contains` in it."""
        counts = self._counter.facet(self._found(request, scored=False), key, size=0)
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
        return known.story if known else self._decisions.corrections.corrected(self._archive.story(number))[0]

    def story_ids(self) -> list[str]:
        """Every story's id, sorted."""
        live = np.flatnonzero(self._opened.tables["story"].live).tolist()
        return sorted(self._archive.id(number) for number in live)

    # --- matching and filters

    def _found(self, request: SearchRequest, *, scored: bool = True) -> Matched:
        """What the words match, and what the filters leave of it."""
        masks = self._masks(request)
        executor = self._in_stories if request.in_stories else self._executors[request.kind]
        scored = scored and request.sort == "relevance" and request.limit > 0
        parts = loosened(request.node)
        least = 1 if request.match == "any" else min(request.least, len(parts.words))
        if least and parts.size > 1:
            matches, had = executor.at_least(parts.words, parts.binding, least)
            return Matched(request, parts.node, matches, masks, parts.size, had)
        strict = executor.run(request.node, scored=scored)
        if request.widen and parts.size > 1 and not len(passing(strict.ids, masks)):
            matches, had = executor.at_least(parts.words, parts.binding, None)
            widened = Matched(request, parts.node, matches, masks, parts.size, had)
            if len(widened.ids):
                return widened
        return Matched(request, request.node, strict, masks, parts.size, parts.size)

    def _masks(self, request: SearchRequest) -> dict[str, Bools]:
        """By facet (or "date") that is filtered: which records pass."""
        table = self._columns.tables[request.kind]
        masks: dict[str, Bools] = {}
        filters = request.in_force
        for key in dict.fromkeys(f.key for f in filters):
            only = [f.value for f in filters if f.key == key and not f.exclude]
            excluded = [f.value for f in filters if f.key == key and f.exclude]
            column = table.facets[key]
            if only and excluded:
                masks[key] = column.having(only) & ~column.having(excluded)
            else:
                masks[key] = column.having(only) if only else ~column.having(excluded)
        if request.together:
            masks[TOGETHER] = np.logical_and.reduce([self._has(f, table) for f in request.together])
        days = table.day
        if request.undated:
            masks[DATE] = days == NO_DAY
        if request.since:
            masks[DATE] = masks.get(DATE, True) & (days >= request.since.toordinal())
        if request.until:
            masks[DATE] = masks.get(DATE, True) & (days <= request.until.toordinal()) & (days != NO_DAY)
        return masks

    def _has(self, wanted: Filter, table: Table) -> Bools:
        """The records that have a value, or whose story has it where that is what tells."""
        if BY_KEY[wanted.key].together != "story":
            return table.facets[wanted.key].having([wanted.value])
        return self._columns.tables["story"].facets[wanted.key].having([wanted.value])[table.parent]

    # --- order

    def _ordered(self, found: Matched) -> Matches:
        """The matches with what they rank by: found by their stories, those whose own words match first."""
        request = found.request
        if not request.in_stories or request.sort != "relevance":
            return found.matches
        least = found.had if found.had < found.wanted else request.least
        own = self._found(replace(request, within="said", widen=False, least=least)).matches
        return own_first(found.matches, own)

    def _listed(self, found: Matched) -> Listed:
        """The hits that are listed: all, or those that stand for their groups where these are folded."""
        request, ids = found.request, found.ids
        if not request.fold or request.kind != "story":
            return Listed(ids)

        def order(places: Longs) -> Longs:
            scores = _scores(found.matches, ids)[places]
            return np.lexsort((self._rank(request)[ids[places]], _by(request, scores)))

        return self._groups.folded(ids, order)

    def _page(self, found: Matched, ids: Longs) -> list[tuple[int, float]]:
        """The asked stretch of these hits, in order, as (record number, score)."""
        request = found.request
        wanted = request.offset + request.limit
        if not len(ids) or request.limit <= 0 or request.offset >= len(ids):
            return []
        matches = self._ordered(found)
        rank, scores = self._rank(request), _scores(matches, ids)
        near = np.arange(len(ids))
        if len(ids) > wanted:
            if request.sort == "relevance" and matches.scores is not None:
                lowest = np.partition(scores, len(ids) - wanted)[len(ids) - wanted]
                near = np.flatnonzero(scores >= lowest - 1e-5)
            else:
                near = np.argpartition(rank[ids], wanted - 1)[:wanted]
        order = near[np.lexsort((rank[ids[near]], _by(request, scores[near])))][request.offset : wanted]
        return list(zip(ids[order].tolist(), scores[order].tolist(), strict=True))

    def _rank(self, request: SearchRequest) -> Ints:
        """Each record's place by its day, which decides where nothing else does."""
        table = self._columns.tables[request.kind]
        return table.oldest if request.sort == "oldest" else table.newest

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


def _scores(matches: Matches, ids: Longs) -> Floats:
    """The scores of some of the matches; 0 where none were asked for."""
    scores = matches.scores if ids is matches.ids else matches.score_of(ids)
    return np.zeros(len(ids)) if scores is None else scores


def _by(request: SearchRequest, scores: Floats) -> Floats:
    """What records are sorted by before their days; those of less come first."""
    return -np.round(scores, 6) if request.sort == "relevance" else np.zeros(len(scores))


def _given_in(decisions: Decisions, key: str) -> tuple[Given, Mapping[str, str]]:
    """What stories are given in a facet, and earlier names of its values."""
    return decisions.given[key], decisions.led.get(key, {})
