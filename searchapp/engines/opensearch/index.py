"""An open index in a cluster: answers under decisions, and lets go of nothing but itself when it is closed."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import replace
from typing import Self

from searchapp.curation.bearers import Resolution
from searchapp.curation.decisions import Decisions
from searchapp.engines import Changed, Index, IndexStatus, Place
from searchapp.engines.opensearch.address import Address
from searchapp.engines.opensearch.answer.answering import Answering
from searchapp.engines.opensearch.answer.labels import Labels
from searchapp.engines.opensearch.answer.stories import Stories
from searchapp.engines.opensearch.cluster import Cluster, open_cluster
from searchapp.engines.opensearch.decided.applying import Applying
from searchapp.engines.opensearch.decided.deciding import Deciding
from searchapp.engines.opensearch.decided.laid import LaidLabels, ResolvedNames
from searchapp.engines.opensearch.decided.layer import Archive
from searchapp.engines.opensearch.decided.stories import CorrectedStories
from searchapp.engines.opensearch.documents import marked_id
from searchapp.engines.opensearch.layout import NOW
from searchapp.engines.opensearch.percolate.found import found_among
from searchapp.engines.opensearch.percolate.queries import Queries
from searchapp.engines.opensearch.view import View
from searchapp.engines.opensearch.words.beginnings import Beginnings
from searchapp.engines.opensearch.write import generations
from searchapp.engines.opensearch.write.generations import Manifest
from searchapp.engines.opensearch.write.history import changed_since
from searchapp.model import Story
from searchapp.query.request import Beginning, SearchRequest
from searchapp.query.result import FacetCounts, Hit, SearchResult, Spelling


class OpenSearchIndex(Index):
    """One open generation under decisions; see `searchapp.engines.Index`."""

    def __init__(self, cluster: Cluster, address: Address, generation: str, manifest: Manifest) -> None:
        self._cluster, self._address, self._manifest = cluster, address, manifest
        self.generation = generation
        self.decisions = Decisions()
        self.resolutions: Sequence[Resolution] = ()
        self._closed = threading.Event()
        self._stories = Stories(cluster, generation)
        self._labels, self._words = Labels(cluster, generation), Beginnings(cluster, generation)
        archive, counts = Archive(cluster, generation), (manifest.stories, manifest.stories + manifest.statements)
        self._deciding = Deciding(Applying(archive, address, self._labels, *counts))
        self._look(ResolvedNames())

    @classmethod
    def open(cls, place: Place, *, answers_kept: int) -> Self:
        """The generation that answers now."""
        cluster, read = open_cluster(place)
        return cls(cluster, read, *generations.checked(cluster, read))

    def _look(self, resolved: ResolvedNames) -> None:
        """Look at the records under this index's decisions, and what was resolved."""
        self._resolved, self.resolutions = resolved, resolved.made
        decisions = self.decisions
        view = View(self._cluster, self.generation, self._labels, self._words)
        correcting = self._deciding.correcting(decisions.corrections)
        if decisions != Decisions():
            labels = LaidLabels(self._labels, decisions, resolved)
            view = replace(
                view,
                labels=labels,
                head=NOW,
                called=decisions.called,
                resolutions=resolved.made,
                grouped=bool(decisions.compared.groups),
            )
        self._open = Answering(view, CorrectedStories(self._stories, correcting))

    @property
    def _answering(self) -> Answering:
        if self._closed.is_set():
            raise ValueError("this index is closed")
        if self.decisions.resolving and self._deciding.resolved is not self._resolved:
            self._look(self._deciding.resolved)
        self._deciding.go_on()
        return self._open

    def search_many(self, requests: Sequence[SearchRequest]) -> list[SearchResult]:
        """The answers to these requests."""
        return [
            self._with_stories(request, result)
            for request, result in zip(requests, self._answering.answers(requests), strict=True)
        ]

    def _with_stories(self, request: SearchRequest, result: SearchResult) -> SearchResult:
        if not request.whole or request.kind == "story":
            return result
        stories = self.stories(h.story_id for h in result.hits)
        return replace(result, hits=tuple(replace(h, story=stories.get(h.story_id)) for h in result.hits))

    def counts(self, requests: Sequence[SearchRequest]) -> list[int]:
        """The totals of these requests."""
        return self._answering.counts(requests)

    def ranking(self, request: SearchRequest) -> list[tuple[str, float]]:
        """(record id, score) of the hits, without the rest."""
        return self._answering.ranking(request)

    def stories_found(self, requests: Sequence[SearchRequest]) -> list[list[str]]:
        """For each request the stories that all its hits are or stand in."""
        return self._answering.stories_found(requests)

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
        return self._answering.stories.read(ids)

    def story_ids(self) -> list[str]:
        """Every story's id, sorted."""
        assert self._answering
        found = self._cluster.scan(self.generation, {"term": {"kind": "story"}}, _source=["fingerprint"])
        return sorted(marked_id(hit["_source"]["fingerprint"])[0] for hit in found)

    def status(self) -> IndexStatus:
        """What the index holds."""
        assert self._answering
        return generations.status(self._cluster, self.generation, self._manifest)

    def changed(self, since: str) -> Changed | None:
        """What came and went since a generation, as this one's manifest tells."""
        assert self._answering
        return Changed() if since == self.generation else changed_since(self._manifest.history, since)

    def found_among(
        self, requests: Sequence[SearchRequest], stories: Collection[str]
    ) -> list[tuple[str, ...] | None]:
        """For each request which records of these stories it finds, where that is all that they change."""
        view = self._answering.view
        correcting = self._deciding.correcting(self.decisions.corrections)
        return found_among(view, Queries(self._cluster, self._address), correcting, requests, stories)

    def with_decisions(self, decisions: Decisions, *, trial: bool = False) -> Self:
        """The same open index under these decisions."""
        assert self._answering
        decided = copy(self)
        decided.decisions = decisions
        if not trial:
            self._deciding.under(decisions)
        decided._look(self._deciding.resolved if decisions.resolving else ResolvedNames())
        return decided

    @property
    def pending(self) -> str:
        """How far decisions are that go on being applied."""
        return self._deciding.pending

    def close(self) -> None:
        """Answer no more, nor does what shares its connection."""
        self._closed.set()
