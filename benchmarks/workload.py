"""What is measured with: stories of a JSON Lines file, queries, and copies of stories that are not the same.

A query is {"id", "class", "q", "filters"?}: "q" in our query language, "filters" values by facet key. Must not
know an engine.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from searchapp.ingest import Source, read_source
from searchapp.model import Story
from searchapp.query.parse import parse
from searchapp.query.tree import Node

FACETS = ("outlet", "speaker", "person", "organization", "place")
"""The facets that every engine counts over all matches: those that a page of stories shows."""
HITS = 10
FACET_SIZE = 10
"""How many hits and how many values of a facet an answer has."""
SNIPPET_CHARS = 240
"""About how long a snippet is, for engines that can be told."""

_WORD = re.compile(r"[A-Za-z]{4,}")
_CHANGED_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Query:
    """One query of the set: its class, its text and the facet values it is filtered by."""

    id: str
    kind: str
    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def node(self) -> Node:
        """The query as it is read."""
        return parse(self.text)


@dataclass(frozen=True, slots=True)
class Answer:
    """What every engine gives back: total, ids of the first hits, counts by facet, a snippet a hit."""

    total: int
    ids: tuple[str, ...]
    facets: Mapping[str, Mapping[str, int]]
    snippets: tuple[str, ...]


def read_queries(path: Path) -> list[Query]:
    """The queries of a JSON file."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [
        Query(row["id"], row["class"], row["q"], {k: tuple(v) for k, v in row.get("filters", {}).items()})
        for row in rows
    ]


def sample(queries: Sequence[Query], a_class: int) -> list[Query]:
    """As many queries of each class, evenly taken."""
    out: list[Query] = []
    for kind in dict.fromkeys(q.kind for q in queries):
        of_kind = [q for q in queries if q.kind == kind]
        step = max(1, len(of_kind) // a_class)
        out += of_kind[::step][:a_class]
    return out


def read_stories(path: Path) -> Iterator[Story]:
    """The stories of a corpus file, read as searchapp reads them."""
    return (item for item in read_source(Source(path, path.name)) if isinstance(item, Story))


def write_copies(corpus: Path, target: Path, count: int, *, seed: int = 1) -> None:
    """Write `count` stories of a corpus: a part of it, or all and then copies.

    A copy has an id and a day of its own, and a tenth of its longer words are those of other stories, so that
    neither postings nor texts repeat.
    """
    open_text = gzip.open if corpus.suffix == ".gz" else open
    with open_text(corpus, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    chance = random.Random(seed)
    words = [word for row in rows for word in _WORD.findall(row["text"])[::7]]
    chosen = rows if count >= len(rows) else [rows[n * len(rows) // count] for n in range(count)]
    with target.open("w", encoding="utf-8") as out:
        for n in range(count):
            row = chosen[n % len(chosen)]
            if n >= len(chosen):
                row = _perturbed(row, n // len(chosen), words, chance)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _perturbed(row: dict[str, Any], copy: int, words: Sequence[str], chance: random.Random) -> dict[str, Any]:
    def other(word: re.Match[str]) -> str:
        return chance.choice(words) if chance.random() < _CHANGED_SHARE else word[0]

    changed = {**row, "id": f"{row['id']}-{copy}", "text": _WORD.sub(other, row["text"])}
    if row.get("published"):
        day = date.fromisoformat(row["published"][:10]) + timedelta(days=chance.randrange(365))
        changed["published"] = day.isoformat()
    return changed
