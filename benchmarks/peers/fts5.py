"""SQLite's FTS5: Porter's stems, bm25 and snippets of its own, facets by numpy over the row ids it gives.

One statement gives every match with its rank, which is quicker than asking for ids and for the best ten apart. A
phrase matches stems, and so does a prefix, which FTS5 stems too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.peers.columns import Columns, ColumnsWriter, values_of
from benchmarks.workload import HITS, Answer, Query, read_stories
from searchapp.query.tree import And, Near, Node, Or, Phrase, Prefix, Word

_SNIPPET_TOKENS = 40


@dataclass(frozen=True, slots=True)
class _Asked:
    match: str
    filters: Mapping[str, tuple[str, ...]]


class Fts5:
    """One table of a database, and columns beside it."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Insert all stories in one transaction, then optimize."""
        columns = ColumnsWriter()

        def rows() -> Iterator[tuple[int, str, str, str]]:
            for number, story in enumerate(read_stories(corpus)):
                columns.add(values_of(story))
                yield number, story.id, story.title or "", story.text

        with sqlite3.connect(folder / "stories.db") as database:
            database.execute(
                "CREATE VIRTUAL TABLE stories USING fts5(id UNINDEXED, title, text, tokenize = 'porter unicode61')"
            )
            database.executemany("INSERT INTO stories (rowid, id, title, text) VALUES (?, ?, ?, ?)", rows())
            database.execute("INSERT INTO stories (stories, rank) VALUES ('rank', 'bm25(0, 0.6, 1.0)')")
            database.execute("INSERT INTO stories (stories) VALUES ('optimize')")
        database.close()
        columns.write(folder / "columns.npz")

    def open(self, folder: Path) -> None:
        """Open the database and load the columns."""
        self._database = sqlite3.connect(folder / "stories.db")
        self._database.execute("PRAGMA mmap_size = 1000000000")
        self._columns = Columns(folder / "columns.npz")

    def prepare(self, query: Query) -> _Asked:
        """The tree in FTS5's language; filters are applied to the rows found."""
        return _Asked(_match(query.node), query.filters)

    def answer(self, prepared: _Asked) -> Answer:
        """All matches with rank, facets over them, snippets of the best ten."""
        found = self._database.execute("SELECT rowid, rank FROM stories WHERE stories MATCH ?", (prepared.match,))
        pairs = np.array(found.fetchall(), dtype=np.float64).reshape(-1, 2)
        rows, ranks = pairs[:, 0].astype(np.int64), pairs[:, 1]
        for key, values in prepared.filters.items():
            kept = self._columns.having(key, values, rows)
            rows, ranks = rows[kept], ranks[kept]
        best = np.argpartition(ranks, HITS)[:HITS] if len(rows) > HITS else np.arange(len(rows))
        top = rows[best[np.argsort(ranks[best], kind="stable")]].tolist()
        shown = {
            row: (story, snippet)
            for row, story, snippet in self._database.execute(
                f"SELECT rowid, id, snippet(stories, 2, '<b>', '</b>', '…', {_SNIPPET_TOKENS}) FROM stories "
                f"WHERE stories MATCH ? AND rowid IN ({', '.join(map(str, top))})",
                (prepared.match,),
            )
        }
        return Answer(
            total=len(rows),
            ids=tuple(shown[row][0] for row in top),
            facets=self._columns.counts(rows),
            snippets=tuple(shown[row][1] for row in top),
        )

    def version(self) -> str:
        """SQLite's version."""
        return sqlite3.sqlite_version


def _match(node: Node) -> str:
    match node:
        case Word(text=text) | Phrase(text=text):
            return f'"{text}"'
        case Near(left=Word(text=left), right=Word(text=right), distance=distance):
            return f'NEAR("{left}" "{right}", {distance - 1})'
        case Prefix(text=text):
            return f'"{text}" *'
        case And(nodes=nodes):
            return " AND ".join(f"({_match(n)})" for n in nodes)
        case Or(nodes=nodes):
            return " OR ".join(f"({_match(n)})" for n in nodes)
        case _:
            raise NotImplementedError(f"{node} is not in the query set")
