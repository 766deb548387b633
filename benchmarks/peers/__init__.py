"""The engines that are compared: each builds an index of stories and answers the same queries in its own best way.

An engine is a module beside this with a class that fits `Engine`. What can be made of a query before it is asked
(reading it, building the engine's own tree) is `prepare`, which is not timed for any of them.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from benchmarks.workload import Answer, Query

ENGINES: dict[str, str] = {
    "searchapp": "benchmarks.peers.ours:SearchApp",
    "page": "benchmarks.peers.ours:Page",
    "cluster": "benchmarks.peers.ours:Clustered",
    "tantivy": "benchmarks.peers.tantivy:Tantivy",
    "fts5": "benchmarks.peers.fts5:Fts5",
    "xapian": "benchmarks.peers.xapian:Xapian",
    "whoosh": "benchmarks.peers.whoosh:Whoosh",
    "statements": "benchmarks.peers.ours:Statements",
    "stories": "benchmarks.peers.ours:EnrichedStories",
}
"""By name, module and class. No peers, but searchapp as well: "page", as its page asks; "cluster", the same of
an archive there; "statements" and "stories", the two kinds of records in an index with statements."""
PEERS = ("tantivy", "fts5", "xapian", "whoosh")
SAME_INDEX = {"page": "searchapp", "stories": "statements"}
"""Engines that build nothing and read another's index."""
SLOW = ("whoosh",)
"""Engines of which a sample of the queries is asked."""


class Engine(Protocol):
    """One engine over one folder; opened once a process."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Index the stories of a corpus file in an empty folder, and leave it as it is best searched."""
        ...

    def open(self, folder: Path) -> None:
        """Open what `build` made."""
        ...

    def prepare(self, query: Query) -> Any:
        """The query in the engine's own terms; NotImplementedError where the engine can't ask it."""
        ...

    def answer(self, prepared: Any) -> Answer:
        """Ten hits with snippets, the total, and five facets over all matches."""
        ...

    def version(self) -> str:
        """The engine's version."""
        ...


def engine_named(name: str) -> Engine:
    """A new engine; imports its library."""
    module, _, found = ENGINES[name].partition(":")
    engine: Engine = getattr(import_module(module), found)()
    return engine
