"""One of three nodes is killed while eight clients search and stories are loaded: no answer is wrong."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest

from searchapp.engines import Place, open_builder, open_index
from searchapp.engines.opensearch.cluster import SCANNED, open_cluster
from searchapp.errors import EngineUnavailable
from searchapp.model import Story
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from searchapp.query.result import SearchResult
from searchapp.records import records
from tests import brute
from tests.conftest import publish
from tests.servers.cluster import Cluster
from tests.stories import random_archive, story

pytestmark = [pytest.mark.ci, pytest.mark.opensearch("2"), pytest.mark.xdist_group("opensearch kills")]
CLIENTS = 8
ALL = random_archive(2000)
FIRST = ALL[:200]
ASKED = [
    SearchRequest(parse(query), kind=kind, sort="newest", limit=20, facet_size=0)  # type: ignore[arg-type]
    for query in ("", "raqqa", '"foreign fighters" OR convoy', "-buses")
    for kind in ("story", "statement")
]


class Told(NamedTuple):
    """What an answer says, but for how long it took."""

    total: int
    hits: tuple[str, ...]
    counts: tuple[object, ...]

    @classmethod
    def by(cls, result: SearchResult) -> Told:
        return cls(result.total, tuple(h.id for h in result.hits), tuple(result.facets))


class Clients:
    """Threads that search until they are told to stop, and what they saw."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._over = threading.Event()
        self.seen: defaultdict[tuple[str, int], set[Told]] = defaultdict(set)
        self.failed: list[float] = []
        self._pool = ThreadPoolExecutor(CLIENTS)
        self._work = [self._pool.submit(self._search, n) for n in range(CLIENTS)]

    def _search(self, n: int) -> None:
        while not self._over.is_set():
            n = (n + 1) % len(ASKED)
            begun = time.monotonic()
            try:
                index = open_index(self._place, answers_kept=0)
                told = Told.by(index.search(ASKED[n]))
            except EngineUnavailable:
                self.failed.append(begun)
            else:
                self.seen[index.generation, n].add(told)

    def stop(self) -> None:
        """Stop, and raise what any of them met besides a cluster that could not answer."""
        self._over.set()
        with self._pool:
            for each in self._work:
                each.result()


def load(place: Place, begun: threading.Event) -> None:
    """Add the stories that are not there, again after each time the cluster was lost."""
    while True:
        try:
            with open_builder(place, enrichment="test") as builder:
                for n, story in enumerate(s for s in ALL if s.id not in builder.fingerprints):
                    builder.add(records(story), fingerprint=story.id)
                    if n == len(ALL) // 2:
                        begun.set()
                builder.publish()
        except EngineUnavailable:
            continue
        return


def totals(stories: Sequence[Story], asked: Sequence[SearchRequest]) -> list[int]:
    """The totals of these requests, as the reference counts."""
    everything = [r for s in stories for r in records(s)]
    return [len(brute.search(everything, request)[0]) for request in asked]


def test_a_node_that_is_killed_makes_no_answer_wrong_and_loses_nothing(three_nodes: Cluster) -> None:
    place = Place("opensearch", f"{','.join(three_nodes.urls).replace(',http://', ',')}/kills")
    publish(place, FIRST)
    before = open_index(place)
    right = {(before.generation, n): Told.by(before.search(asked)) for n, asked in enumerate(ASKED)}
    clients, begun = Clients(place), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load, place, begun)
        begun.wait()
        killed = time.monotonic()
        three_nodes.kill_the_manager()
        loading.result()
    time.sleep(2)  # what is loaded is searched as well
    clients.stop()
    assert not clients.failed or max(clients.failed) < killed + 30
    after = open_index(place, answers_kept=0)
    right |= {(after.generation, n): Told.by(after.search(asked)) for n, asked in enumerate(ASKED)}
    assert [right[before.generation, n].total for n in range(len(ASKED))] == totals(FIRST, ASKED)
    assert [right[after.generation, n].total for n in range(len(ASKED))] == totals(ALL, ASKED)
    assert after.story_ids() == sorted(s.id for s in ALL)
    assert {generation for generation, _ in clients.seen} == {before.generation, after.generation}
    assert {key: told - {right[key]} for key, told in clients.seen.items() if told - {right[key]}} == {}

    three_nodes.start_again()
    three_nodes.wait_until_green()
    again = open_index(place, answers_kept=0)
    assert {(again.generation, n): Told.by(again.search(asked)) for n, asked in enumerate(ASKED)} == {
        key: told for key, told in right.items() if key[0] == after.generation
    }


def test_lists_of_everything_go_on_where_they_were_when_a_node_is_killed(three_nodes: Cluster) -> None:
    """Each holds a moment of its shards on some of the nodes, which a node that is killed takes along.

    Where too many are killed for all that there is, nothing is told, instead of a part.
    """
    place = Place("opensearch", f"{','.join(three_nodes.urls).replace(',http://', ',')}/kills")
    publish(place, (story(f"s{n:05}", "The ferry sails.") for n in range(SCANNED + 50)))
    cluster, index = open_cluster(place)[0], open_index(place)
    every = [f"s{n:05}" for n in range(SCANNED + 50)]
    lists = [cluster.scan(index.generation, {"term": {"kind": "story"}}, _source=["id"]) for _ in range(CLIENTS)]
    begun = [[next(each) for _ in range(SCANNED)] for each in lists]
    three_nodes.kill_the_manager()
    for first, rest in zip(begun, lists, strict=True):
        assert [hit["_source"]["id"] for hit in (*first, *rest)] == every

    three_nodes.kill_the_manager()
    with pytest.raises(EngineUnavailable):
        list(cluster.scan(index.generation, {"term": {"kind": "story"}}, _source=["id"]))
    with pytest.raises(EngineUnavailable):
        index.stories(every)
