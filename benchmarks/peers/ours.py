"""searchapp itself: as the others are asked, as its page asks, and over an index with statements."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import searchapp
import searchapp.engines.whoosh.index  # what open_index imports, so that opening is timed without it
from benchmarks.workload import FACET_SIZE, FACETS, HITS, Answer, Query
from searchapp.archive.indexing import build
from searchapp.engines import Index, Place, in_folder, open_builder, open_index
from searchapp.facets import FACETS as TABLE
from searchapp.formats.interchange import story_from_json
from searchapp.query.request import Filter, SearchRequest
from searchapp.records import records

ADDRESS = ".address"
"""The ending of the file, beside a folder, that has the address of an archive on a cluster."""


class SearchApp:
    """Stories without enrichment, through the same doors as the command line and the API."""

    _index: Index

    def build(self, corpus: Path, folder: Path) -> None:
        """Index as `searchapp index` does, without enrichment."""
        build([corpus], self.place(folder), enricher=None)

    def place(self, folder: Path) -> Place:
        """Where the index of a folder is."""
        return in_folder(folder)

    def open(self, folder: Path) -> None:
        """Open the index that answers; no answer is kept, or there would be nothing to measure."""
        self._index = open_index(self.place(folder), answers_kept=0)

    def prepare(self, query: Query) -> SearchRequest:
        """A request with five facets, all counted under all filters, and without the timeline."""
        return SearchRequest(
            node=query.node,
            filters=tuple(Filter(key, value) for key, values in query.filters.items() for value in values),
            limit=HITS,
            facets=FACETS,
            facet_size=FACET_SIZE,
            timeline=False,
            sideways=False,
        )

    def answer(self, prepared: SearchRequest) -> Answer:
        """The answer, its runs of text joined."""
        result = self._index.search(prepared)
        return Answer(
            total=result.total,
            ids=tuple(hit.id for hit in result.hits),
            facets={f.key: {v.value: v.count for v in f.values} for f in result.facets},
            snippets=tuple("".join(run.text for run in hit.snippet) for hit in result.hits),
        )

    def version(self) -> str:
        """The program's version."""
        return searchapp.__version__


class Page(SearchApp):
    """The request of a page: timeline, each facet without its own filter, fewer words where none has all."""

    def prepare(self, query: Query) -> SearchRequest:
        """As the search page asks."""
        return replace(super().prepare(query), facet_size=None, timeline=True, sideways=True, widen=True)


class Clustered(Page):
    """The same pages, of an archive on a cluster."""

    def place(self, folder: Path) -> Place:
        """What the file beside the folder names."""
        return Place("opensearch", folder.with_suffix(ADDRESS).read_text(encoding="utf-8"))


class EnrichedStories(Page):
    """Stories as the page asks for them, in an index that holds their statements too."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Index stories that are enriched already: JSON Lines of whole stories."""
        with (
            corpus.open(encoding="utf-8") as lines,
            open_builder(in_folder(folder), enrichment="given") as builder,
        ):
            for line in lines:
                builder.add(records(story_from_json(json.loads(line))), fingerprint="")
            builder.publish()


class Statements(EnrichedStories):
    """Statements as the page asks for them, with their facets."""

    def prepare(self, query: Query) -> SearchRequest:
        """As the page of statements asks."""
        shown = tuple(facet.key for facet in TABLE if "statement" in facet.shown_for)
        return replace(super().prepare(query), kind="statement", facets=shown)
