"""tantivy: stemmed title and text, facets as string columns under its terms aggregation, its own snippets.

One writer thread with much memory, so that all is one segment, which is the quickest to search. A phrase matches
stems, NEAR is a phrase with slop, both ways round. A prefix is a regular expression over stems, as tantivy has no
other; its snippet gets the terms it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.workload import FACET_SIZE, FACETS, HITS, SNIPPET_CHARS, Answer, Query, read_stories
from searchapp.query.tree import And, Near, Node, Or, Phrase, Prefix, Word

_HEAP = 1_000_000_000
_FIELDS = {"title": 0.6, "text": 1.0}
_FACETS = {key: {"terms": {"field": key, "size": FACET_SIZE}} for key in FACETS}


@dataclass(frozen=True, slots=True)
class _Asked:
    """tantivy's query, and the prefixes whose terms a snippet must be told."""

    query: Any
    prefixes: tuple[str, ...]


class Tantivy:
    """One index of tantivy's."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Write all stories in one commit."""
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for story in read_stories(corpus):
            document = tantivy.Document()
            document.add_text("id", story.id)
            document.add_text("title", story.title or "")
            document.add_text("text", story.text)
            if story.outlet:
                document.add_text("outlet", story.outlet)
            for key, names in story.entities.items():
                for name in names:
                    document.add_text(key, name)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """Open the index and a searcher over it."""
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    def prepare(self, query: Query) -> _Asked:
        """The tree as tantivy's queries."""
        prefixes: list[str] = []
        asked = self._query(query.node, prefixes)
        for key, values in query.filters.items():
            chosen = [tantivy.Query.term_query(self._schema, key, value, "basic") for value in values]
            any_of = chosen[0] if len(chosen) == 1 else _joined(tantivy.Occur.Should, chosen)
            asked = asked.and_must_match(tantivy.Query.const_score_query(any_of, 0.0))
        return _Asked(asked, tuple(prefixes))

    def _query(self, node: Node, prefixes: list[str]) -> Any:
        match node:
            case Word(text=text):
                return self._index.parse_query(text, list(_FIELDS), field_boosts=_FIELDS)
            case Phrase(text=text):
                return self._index.parse_query(f'"{text}"', list(_FIELDS), field_boosts=_FIELDS)
            case Near(left=Word(text=left), right=Word(text=right), distance=distance):
                slop = distance - 1
                either = f'"{left} {right}"~{slop} OR "{right} {left}"~{slop}'
                return self._index.parse_query(either, list(_FIELDS), field_boosts=_FIELDS)
            case Prefix(text=text):
                prefixes.append(text)
                both = [tantivy.Query.regex_query(self._schema, f, f"{text}.*") for f in _FIELDS]
                return _joined(tantivy.Occur.Should, both)
            case And(nodes=nodes):
                return _joined(tantivy.Occur.Must, [self._query(n, prefixes) for n in nodes])
            case Or(nodes=nodes):
                return _joined(tantivy.Occur.Should, [self._query(n, prefixes) for n in nodes])
            case _:
                raise NotImplementedError(f"{node} is not in the query set")

    def answer(self, prepared: _Asked) -> Answer:
        """Hits, then facets, then snippets."""
        searcher = self._searcher
        found = searcher.search(prepared.query, HITS, count=True)
        counted = searcher.aggregate(prepared.query, _FACETS)
        shown = prepared.query
        if prepared.prefixes:
            terms = [term for p in prepared.prefixes for term, _ in searcher.terms_with_prefix("text", p)]
            shown = tantivy.Query.term_set_query(self._schema, "text", terms)
        generator = tantivy.SnippetGenerator.create(searcher, shown, self._schema, "text")
        generator.set_max_num_chars(SNIPPET_CHARS)
        documents = [searcher.doc(address) for _, address in found.hits]
        return Answer(
            total=found.count,
            ids=tuple(document.get_first("id") for document in documents),
            facets={key: {b["key"]: b["doc_count"] for b in counted[key]["buckets"]} for key in FACETS},
            snippets=tuple(generator.snippet_from_doc(document).to_html() for document in documents),
        )

    def version(self) -> str:
        """The version of the Python package."""
        return str(tantivy.__version__)


def _joined(how: Any, queries: list[Any]) -> Any:
    return tantivy.Query.boolean_query([(how, query) for query in queries])


def _schema() -> Any:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in _FIELDS:
        schema.add_text_field(name, stored=True, tokenizer_name="en_stem")
    for key in FACETS:
        schema.add_text_field(key, fast=True, tokenizer_name="raw", index_option="basic")
    return schema.build()
