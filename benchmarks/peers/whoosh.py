"""Stock Whoosh: its one-process writer over searchapp's own schema, its searcher, `groupedby` and its highlights.

The schema and the tokens are searchapp's, so that times and sizes compare the programs and not their fields; but
the text is stored too, which searchapp keeps outside of Whoosh.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import whoosh
from whoosh import fields, index, query, sorting

from benchmarks.peers.columns import values_of
from benchmarks.workload import FACET_SIZE, FACETS, HITS, Answer, Query, read_stories
from searchapp.engines.whoosh.schema import facet_field, make_schema
from searchapp.query.tree import And, Near, Node, Or, Phrase, Prefix, Word
from searchapp.text.analysis import phrase_terms, prefix_terms, word_terms

_MEMORY_MB = 128
_SHOWN = "shown"
_FIELDS = {"title": 0.6, "text": 1.0}


class Whoosh:
    """One index of Whoosh's."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Add all stories, and commit into one segment."""
        schema = make_schema()
        schema.add(_SHOWN, fields.STORED())
        writer = index.create_in(str(folder), schema).writer(limitmb=_MEMORY_MB)
        for story in read_stories(corpus):
            document: dict[str, Any] = {
                "key": story.id,
                "kind": "story",
                "text": story.text,
                _SHOWN: story.text,
                **{facet_field(key): list(values) for key, values in values_of(story).items() if values},
            }
            if story.title:
                document["title"] = story.title
            if story.published:
                document["published"] = story.published.isoformat()
            writer.add_document(**document)
        writer.commit(optimize=True)

    def open(self, folder: Path) -> None:
        """Open the index and a searcher with Whoosh's BM25F."""
        self._searcher: Any = index.open_dir(str(folder), readonly=True).searcher()
        self._facets = sorting.Facets()
        for key in FACETS:
            facet = sorting.FieldFacet(facet_field(key), allow_overlap=True, maptype=sorting.Count)
            self._facets.add_facet(key, facet)

    def prepare(self, asked: Query) -> tuple[Any, Any]:
        """The tree as Whoosh's queries, and the filter."""
        chosen = [
            query.Or([query.Term(facet_field(key), value) for value in values])
            for key, values in asked.filters.items()
        ]
        return _tree(asked.node), query.And(chosen) if chosen else None

    def answer(self, prepared: tuple[Any, Any]) -> Answer:
        """One search with five groupings, then the highlights."""
        node, chosen = prepared
        found = self._searcher.search(node, limit=HITS, filter=chosen, groupedby=self._facets)
        counts: dict[str, dict[str, int]] = {}
        for key in FACETS:
            groups = {value: count for value, count in found.groups(key).items() if value}
            counts[key] = dict(sorted(groups.items(), key=lambda pair: -pair[1])[:FACET_SIZE])
        hits = found[:HITS]  # with groupings Whoosh gives every hit, whatever the limit
        return Answer(
            total=len(found),
            ids=tuple(hit["key"] for hit in hits),
            facets=counts,
            snippets=tuple(hit.highlights("text", text=hit[_SHOWN]) for hit in hits),
        )

    def version(self) -> str:
        """The package's version."""
        return whoosh.versionstring()  # type: ignore[no-any-return]


def _tree(node: Node) -> Any:
    match node:
        case Word(text=text):
            return query.Or([query.Term(f, word_terms(text)[0], boost=b) for f, b in _FIELDS.items()])
        case Phrase(text=text):
            return query.Or([query.Phrase(f, list(phrase_terms(text)), boost=b) for f, b in _FIELDS.items()])
        case Near(left=Word(text=left), right=Word(text=right), distance=distance):
            words = [word_terms(left)[0], word_terms(right)[0]]
            ways = [(f, b, way) for f, b in _FIELDS.items() for way in (words, words[::-1])]
            return query.Or([query.Phrase(f, way, slop=distance, boost=b) for f, b, way in ways])
        case Prefix(text=text):
            starts = prefix_terms(text)[1]
            return query.Or([query.Prefix(f, start, boost=b) for f, b in _FIELDS.items() for start in starts])
        case And(nodes=nodes):
            return query.And([_tree(n) for n in nodes])
        case Or(nodes=nodes):
            return query.Or([_tree(n) for n in nodes])
        case _:
            raise NotImplementedError(f"{node} is not in the query set")
