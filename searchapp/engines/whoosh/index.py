"""An open index: answers, keeps the last ones, and lets go of its files when it is closed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Self
from weakref import WeakSet

from searchapp.curation.bearers import Resolution
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index, IndexStatus
from searchapp.engines.kept import Kept
from searchapp.engines.whoosh.disk import generation
from searchapp.engines.whoosh.disk.array_file import ColumnFile
from searchapp.engines.whoosh.disk.generation import ARCHIVE, COLUMNS, RESOLVED, Manifest
from searchapp.engines.whoosh.disk.pointer import REBUILD
from searchapp.engines.whoosh.disk.segment import Segment
from searchapp.engines.whoosh.read.answering import Answering
from searchapp.engines.whoosh.read.tables import load_columns
from searchapp.model import Story
from searchapp.query.request import DATE, Beginning, SearchRequest
from searchapp.query.result import FacetCounts, Hit, SearchResult, Spelling

MOST_HITS_KEPT = 1_000
"""Hits of an answer that is kept for whoever asks the same again."""


class WhooshIndex(Index):
    """One open generation under decisions; see `searchapp.engines.Index`."""

    def __init__(self, directory: Path, manifest: Manifest, *, answers_kept: int) -> None:
        hint = REBUILD.format(directory)
        folder = directory / manifest.generation
        names = [f"{COLUMNS}/{segment.name}.bin" for segment in manifest.segments]
        segments = [Segment(folder / name, manifest.files[name], hint=hint) for name in names]
        opened = load_columns(ColumnFile(folder / ARCHIVE, manifest.files[ARCHIVE], hint=hint))
        digest = manifest.files.get(RESOLVED)  # An index of an earlier state of the program may lack it.
        resolved = ColumnFile(folder / RESOLVED, digest, hint=hint) if digest else None
        self.generation = manifest.generation
        self.decisions = Decisions()
        self.resolutions: Sequence[Resolution] = ()
        self._directory = directory
        self._manifest = manifest
        self._answers_kept = answers_kept
        self._open: Answering | None = Answering(segments, opened, manifest.generation, resolved)
        self._sharing: WeakSet[WhooshIndex] = WeakSet()
        self._sharing_lock = threading.Lock()
        self._begin()

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

    def _begin(self) -> None:
        """Take part in what shares the files, with no answer kept yet."""
        self._answers: Kept[SearchRequest, SearchResult] = Kept(self._answers_kept, lambda answer: 1)
        with self._sharing_lock:
            self._sharing.add(self)

    @property
    def _answering(self) -> Answering:
        if self._open is None:
            raise ValueError("this index is closed")
        return self._open

    def search_many(self, requests: Sequence[SearchRequest]) -> list[SearchResult]:
        """The answers to these requests."""
        return [self._searched(request) for request in requests]

    def _searched(self, request: SearchRequest) -> SearchResult:
        """The answer to a request, perhaps one that was kept; stories are not kept with it."""
        started = time.perf_counter()
        bare = replace(request, whole=False) if request.whole else request
        keep = self._answers_kept and _is_bounded(bare)
        result = self._kept(bare, started) if keep else self._answering.answer(bare)
        return self._with_stories(result) if request.whole and request.kind == "statement" else result

    def _kept(self, request: SearchRequest, started: float) -> SearchResult:
        answering = self._answering
        if (known := self._answers.get(request)) is not None:
            return replace(known, took_ms=(time.perf_counter() - started) * 1000)
        result = answering.answer(request)
        self._answers.keep(request, result)
        return result

    def _with_stories(self, result: SearchResult) -> SearchResult:
        stories = self.stories(dict.fromkeys(h.story_id for h in result.hits))
        return replace(result, hits=tuple(replace(h, story=stories.get(h.story_id)) for h in result.hits))

    def counts(self, requests: Sequence[SearchRequest]) -> list[int]:
        """The totals of these requests."""
        return list(map(self._answering.count, requests))

    def ranking(self, request: SearchRequest) -> list[tuple[str, float]]:
        """(record id, score) of the hits, without the rest."""
        return self._answering.ranking(request)

    def stories_found(self, requests: Sequence[SearchRequest]) -> list[list[str]]:
        """For each request the stories that all its hits are or stand in."""
        return list(map(self._answering.stories_found, requests))

    def hits(self, request: SearchRequest, ids: Iterable[str]) -> list[Hit]:
        """The named records as hits of a request; scores are 0."""
        return self._answering.hits(request, ids)

    def facet_values(self, request: SearchRequest, key: str, *, contains: str = "") -> FacetCounts:
        """All values of one facet for a request, those whose label has `contains` in it."""
        return self._answering.facet_values(request, key, contains=contains)

    def beginnings(self, asked: Sequence[Beginning], *, most: int) -> list[tuple[Spelling, ...]]:
        """For each beginning the words, or the values of its facet, that begin so."""
        return self._answering.words.beginnings(asked, most=most)

    def stories(self, ids: Iterable[str]) -> dict[str, Story]:
        """Whole stories by their ids."""
        read = self._answering.story
        return {story_id: story for story_id in ids if (story := read(story_id)) is not None}

    def story_ids(self) -> list[str]:
        """Every story's id, sorted."""
        return self._answering.story_ids()

    def status(self) -> IndexStatus:
        """What the index holds."""
        assert self._answering
        return generation.status(self._directory, self._manifest)

    def with_decisions(self, decisions: Decisions, *, trial: bool = False) -> Self:
        """The same open index under these decisions; of none is anything kept."""
        decided = copy(self)
        decided.decisions = decisions
        decided._open = self._answering.decided(decisions)
        decided.resolutions = decided._open.resolutions
        decided._begin()
        return decided

    def close(self) -> None:
        """Let go of the files, as do all that share them; an answer that is under way ends first."""
        with self._sharing_lock:
            for index in self._sharing:
                index._open = None
                index._answers = Kept(0, lambda answer: 1)


def _is_bounded(request: SearchRequest) -> bool:
    """Whether an answer is small whatever the archive holds: no list in it has all hits, or values of a facet."""
    axes = request.crosstab or ()
    few = request.limit <= MOST_HITS_KEPT and request.facet_size != 0
    return few and all(axis.values or axis.most or axis.key == DATE for axis in axes)
