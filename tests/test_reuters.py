"""The truth of facets on real stories and 200 real queries, against counts made without an index.

`./run test` takes each fortieth of the 21,578 stories, what is marked `ci` all.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from searchapp.archive.indexing import build
from searchapp.engines import Index, in_folder, open_index
from searchapp.facets import ANY_CERTAINTY, NEARLY_EMPTY
from searchapp.query.matching import Slot, slots
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from searchapp.query.tree import And, Everything, Field, Leaf, Node, Or
from searchapp.text.analysis import index_terms, tokenize

pytestmark = pytest.mark.xdist_group("reuters")
Places = dict[str, dict[int, list[int]]]
"""Term -> story number -> its positions."""


def _lacking(row: dict[str, Any]) -> Iterator[str]:
    """The fields that a row does not tell; its language is found in its text, where that tells it."""
    named = {"title": "title", "outlet": "outlet", "published": "date", "byline": "byline", "url": "address"}
    yield from (word for key, word in named.items() if not (row.get(key) or "").strip())
    if len(row["text"].strip()) < NEARLY_EMPTY:
        yield "text"


class Truth:
    """The stories of a corpus file as plain dictionaries, and what a query finds in them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open(encoding="utf-8") as f:
            self.rows: list[dict[str, Any]] = [r for r in map(json.loads, f) if r["text"].strip()]
        self.fields: dict[str, Places] = {"title": {}, "text": {}}
        for name, places in self.fields.items():
            found: dict[str, dict[int, list[int]]] = defaultdict(dict)
            for number, row in enumerate(self.rows):
                for position, token in enumerate(tokenize(row[name] or "")):
                    for term in index_terms(token):
                        found[term].setdefault(number, []).append(position)
            places.update(found)
        self.values = {
            key: [set(r["entities"][key]) for r in self.rows] for key in ("person", "organization", "place")
        }
        self.values["outlet"] = [{r["outlet"]} for r in self.rows]
        self.values["filetype"] = [{"JSON Lines"} for _ in self.rows]
        self.values["lacks"] = [set(_lacking(r)) for r in self.rows]

    def finds(self, node: Node) -> set[int]:
        match node:
            case Everything():
                return set(range(len(self.rows)))
            case And(nodes=nodes):
                return set.intersection(*map(self.finds, nodes))
            case Or(nodes=nodes):
                return set.union(*map(self.finds, nodes))
            case Field():
                raise AssertionError("no query of this set names a field")
            case _:
                return {n for field in self.fields for n in self._leaf(node, self.fields[field])}  # type: ignore[arg-type]

    def _leaf(self, leaf: Leaf, places: Places) -> set[int]:
        row = [self._slot(slot, places) for slot in slots(leaf)]
        return {
            n
            for n in set.intersection(*(set(s) for s in row))
            if any(all(at + k in s[n] for k, s in enumerate(row)) for at in row[0][n])
        }

    def _slot(self, slot: Slot, places: Places) -> dict[int, list[int]]:
        if not slot.starts:
            return places.get(slot.term, {})
        out: dict[int, list[int]] = defaultdict(list)
        for term, where in places.items():
            if term.startswith(slot.starts) and term[0] != "~" and not term[0].isupper():
                for n, positions in where.items():
                    out[n].extend(positions)
        return out

    def counts(self, numbers: set[int], key: str) -> Counter[str]:
        return Counter(v for n in numbers for v in self.values[key][n])


@pytest.fixture(scope="module", params=[40, pytest.param(1, marks=pytest.mark.ci)], ids=["part", "whole"])
def truth(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Truth:
    part = tmp_path_factory.mktemp("stories") / "reuters.jsonl"
    with gzip.open(shared / "data/reuters21578.jsonl.gz", "rt", encoding="utf-8") as f:
        part.write_text("".join(list(f)[:: request.param]), encoding="utf-8")
    return Truth(part)


@pytest.fixture(scope="module")
def index(truth: Truth, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("reuters") / "index"
    report = build([truth.path], in_folder(folder), enricher=None)
    assert report.added == len(truth.rows)
    opened = open_index(in_folder(folder))
    yield opened
    opened.close()


def test_the_one_story_without_text_is_a_failure(shared: Path, tmp_path: Path) -> None:
    with gzip.open(shared / "data/reuters21578.jsonl.gz", "rt", encoding="utf-8") as f:
        rows = [line for line in f if not json.loads(line)["text"].strip()]
    (tmp_path / "reuters.jsonl").write_text("".join(rows), encoding="utf-8")
    report = build([tmp_path / "reuters.jsonl"], in_folder(tmp_path / "index"), enricher=None)
    assert (report.added, [f.place for f in report.failures]) == (0, ["line 1"])


def requests(shared: Path) -> list[SearchRequest]:
    queries = json.loads((shared / "data/reuters-queries.json").read_text(encoding="utf-8"))
    return [
        SearchRequest(
            parse(q["q"]),
            filters=tuple(Filter(k, v) for k, values in q.get("filters", {}).items() for v in values),
            facet_size=0,
        )
        for q in queries
    ]


def test_every_facet_count_of_200_queries_is_true(shared: Path, index: Index, truth: Truth) -> None:
    checked = 0
    for request in requests(shared):
        matching = truth.finds(request.node)
        result = index.search(request)
        chosen = {f.key: f.value for f in request.filters}
        passing = {n for n in matching if all(v in truth.values[k][n] for k, v in chosen.items())}
        assert result.total == len(passing), str(request.node)
        for facet in result.facets:
            if facet.key not in truth.values:  # facets of what was found; nothing was sought here
                assert {v.value for v in facet.values} <= {ANY_CERTAINTY}
                continue
            base = matching if facet.key in chosen else passing
            shown = {v.value: v.count for v in facet.values if v.count and v.value != "language"}
            assert shown == truth.counts(base, facet.key), str(request.node)
            checked += len(facet.values)
    assert checked > len(truth.rows) / 5 + 1000


def test_every_count_is_the_total_when_it_is_the_only_choice(shared: Path, index: Index) -> None:
    checked = 0
    for request in requests(shared):
        for facet in index.search(replace(request, facet_size=None, limit=0)).facets:
            others = tuple(f for f in request.filters if f.key != facet.key)
            for value in facet.values:
                only = replace(request, filters=(*others, Filter(facet.key, value.value)))
                assert index.count(only) == value.count, (str(request.node), facet.key, value)
                checked += 1
    assert checked > 1000
