"""Xapian: its English stemmer and term generator, BM25, snippets by MSet, facets by match spies.

A story's values of one facet stand in one slot, joined; a spy counts each combination in C++, and these are taken
apart. Words match stems; phrases, NEAR and prefixes match words as they stand, as only these have positions.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import xapian

from benchmarks.peers.columns import values_of
from benchmarks.workload import FACET_SIZE, FACETS, HITS, SNIPPET_CHARS, Answer, Query, read_stories
from searchapp.query.tree import And, Near, Node, Or, Phrase, Prefix, Word

_TITLE = "S"
_TITLE_WEIGHT = 0.6
_JOINT = "\x1f"


class Xapian:
    """One database."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Write all stories in one commit, then compact."""
        database = xapian.WritableDatabase(str(folder / "written"), xapian.DB_CREATE_OR_OPEN)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("en"))
        for story in read_stories(corpus):
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(story.title or "", 1, _TITLE)
            generator.increase_termpos(100)
            generator.index_text(story.text)
            for key, values in values_of(story).items():
                document.add_value(FACETS.index(key), _JOINT.join(values))
                for value in values:
                    document.add_boolean_term(_filter_term(key, value))
            document.set_data(f"{story.id}\n{story.text}")
            database.add_document(document)
        database.commit()
        database.compact(str(folder / "stories"))
        database.close()
        for path in (folder / "written").iterdir():
            path.unlink()
        (folder / "written").rmdir()

    def open(self, folder: Path) -> None:
        """Open the database and a stemmer."""
        self._database = xapian.Database(str(folder / "stories"))
        self._enquire = xapian.Enquire(self._database)
        self._stem = xapian.Stem("en")

    def prepare(self, query: Query) -> Any:
        """The tree as Xapian's queries."""
        asked = self._query(query.node)
        for key, values in query.filters.items():
            chosen = xapian.Query(xapian.Query.OP_OR, [xapian.Query(_filter_term(key, v)) for v in values])
            asked = xapian.Query(xapian.Query.OP_FILTER, asked, chosen)
        return asked

    def _query(self, node: Node) -> Any:
        match node:
            case Word(text=text):
                stem = self._stem(text.lower()).decode()
                title = xapian.Query(f"Z{_TITLE}{stem}")
                return _either(xapian.Query(f"Z{stem}"), title)
            case Phrase(text=text):
                words = text.lower().split()
                title = xapian.Query(xapian.Query.OP_PHRASE, [_TITLE + word for word in words])
                return _either(xapian.Query(xapian.Query.OP_PHRASE, words), title)
            case Near(left=Word(text=left), right=Word(text=right), distance=distance):
                words = [left.lower(), right.lower()]
                title = xapian.Query(xapian.Query.OP_NEAR, [_TITLE + word for word in words], distance + 1)
                return _either(xapian.Query(xapian.Query.OP_NEAR, words, distance + 1), title)
            case Prefix(text=text):
                return _either(_wildcard(text), _wildcard(_TITLE + text))
            case And(nodes=nodes):
                return xapian.Query(xapian.Query.OP_AND, [self._query(n) for n in nodes])
            case Or(nodes=nodes):
                return xapian.Query(xapian.Query.OP_OR, [self._query(n) for n in nodes])
            case _:
                raise NotImplementedError(f"{node} is not in the query set")

    def answer(self, prepared: Any) -> Answer:
        """One match over all documents with a spy a facet, then the snippets."""
        enquire = self._enquire
        enquire.set_query(prepared)
        spies = [xapian.ValueCountMatchSpy(slot) for slot in range(len(FACETS))]
        for spy in spies:
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, HITS, self._database.get_doccount())
        enquire.clear_matchspies()
        shown = [hit.document.get_data().decode().partition("\n") for hit in found]
        return Answer(
            total=found.get_matches_estimated(),
            ids=tuple(story for story, _, _ in shown),
            facets={key: _counts(spy) for key, spy in zip(FACETS, spies, strict=True)},
            snippets=tuple(found.snippet(text, SNIPPET_CHARS, self._stem).decode() for _, _, text in shown),
        )

    def version(self) -> str:
        """The library's version."""
        return str(xapian.version_string())


def _filter_term(key: str, value: str) -> str:
    """The boolean term of a facet's value, cut where Xapian allows no longer one."""
    return f"X{key.upper()}:{value}"[:200]


def _wildcard(start: str) -> Any:
    return xapian.Query(xapian.Query.OP_WILDCARD, start, 0, xapian.Query.WILDCARD_LIMIT_ERROR)


def _either(text: Any, title: Any) -> Any:
    weighted = xapian.Query(xapian.Query.OP_SCALE_WEIGHT, title, _TITLE_WEIGHT)
    return xapian.Query(xapian.Query.OP_OR, text, weighted)


def _counts(spy: Any) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for item in spy.values():
        for value in item.term.decode().split(_JOINT):
            counted[value] += item.termfreq
    return dict(counted.most_common(FACET_SIZE))
