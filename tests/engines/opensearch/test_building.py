"""Builds on a real cluster: published as a whole, gone on with after a kill, nobody else's indexes touched."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from opensearchpy import OpenSearch

from searchapp.engines import Place, current_generation, open_builder, open_index, remembered, verify
from searchapp.engines.opensearch.cluster import open_cluster
from searchapp.engines.opensearch.documents import id_of
from searchapp.engines.opensearch.write import builder, generations
from searchapp.errors import EngineUnavailable, IndexLocked, IndexMissing, IndexRefused
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from searchapp.records import records
from tests.conftest import ROOT, publish
from tests.stories import random_archive, said, story

pytestmark = [pytest.mark.ci, pytest.mark.opensearch("2"), pytest.mark.xdist_group("opensearch-building")]
STORIES = random_archive(12)
numbers = itertools.count()


@pytest.fixture
def url(opensearch: Callable[[str], str]) -> str:
    return opensearch("2")


@pytest.fixture
def client(url: str) -> Iterator[OpenSearch]:
    with OpenSearch(url) as client:
        yield client


@pytest.fixture
def place(url: str) -> Place:
    return Place("opensearch", f"{url}/building-{os.getpid()}-{next(numbers)}")


def names_of(client: OpenSearch, place: Place) -> set[str]:
    name = place.address.rpartition("/")[2]
    return set(client.indices.get(index=f"{name}-v*", params={"allow_no_indices": "true"}))


def ids(place: Place, query: str = "") -> set[str]:
    index = open_index(place)
    return {hit.id for hit in index.search(SearchRequest(parse(query), limit=100)).hits}


def test_nothing_is_there_before_it_is_published(place: Place, client: OpenSearch) -> None:
    with open_builder(place, enrichment="test") as builder:
        builder.add(records(STORIES[0]), fingerprint="one")
        with pytest.raises(IndexMissing, match="There is no index at"):
            open_index(place)
    assert current_generation(place) is None
    assert names_of(client, place) == set()


def test_a_build_that_fails_leaves_what_answered(place: Place, client: OpenSearch) -> None:
    publish(place, STORIES[:5])
    before = current_generation(place)
    with suppress(RuntimeError), open_builder(place, enrichment="test") as builder:
        builder.add(records(STORIES[7]), fingerprint="more")
        builder.remove(STORIES[0].id)
        raise RuntimeError("spoiled")
    assert current_generation(place) == before
    assert names_of(client, place) == {before}
    assert ids(place) == {s.id for s in STORIES[:5]}


def test_an_update_takes_in_changes_and_takes_out(place: Place) -> None:
    publish(place, STORIES[:5])
    text = "The harbour was closed, Mara Venn said."
    with open_builder(place, enrichment="test") as builder:
        assert builder.fingerprints == {s.id: s.id for s in STORIES[:5]}
        builder.remove(STORIES[0].id)
        changed = story(STORIES[1].id, text, statements=(said(text, "The harbour was closed", "Mara Venn"),))
        builder.add(records(changed), fingerprint="changed")
        builder.keep(STORIES[2].id, fingerprint="kept")
        status = builder.publish()
    index = open_index(place)
    assert status.stories == 4 == len(index.story_ids())
    unchanged = {s.id: s.id for s in STORIES[3:5]}
    assert remembered(place) == {STORIES[1].id: "changed", STORIES[2].id: "kept", **unchanged}
    assert index.story(STORIES[0].id) is None
    assert [h.id for h in index.search(SearchRequest(parse("harbour"), kind="statement")).hits] == [
        f"{STORIES[1].id}/0"
    ]
    own = SearchRequest(kind="statement", limit=1000)
    assert [h.id for h in index.search(own).hits if h.story_id == STORIES[1].id] == [f"{STORIES[1].id}/0"]


def test_what_was_open_answers_on_and_older_generations_go(place: Place, client: OpenSearch) -> None:
    publish(place, STORIES[:3])
    old = open_index(place)
    publish(place, STORIES[3:4])
    assert len(old.story_ids()) == 3
    assert len(open_index(place).story_ids()) == 4
    publish(place, STORIES[4:5])
    assert len(names_of(client, place)) == 2
    assert old.generation not in names_of(client, place)


def test_a_build_without_a_change_publishes_nothing(place: Place) -> None:
    publish(place, STORIES[:3])
    before = current_generation(place)
    with open_builder(place, enrichment="test") as builder:
        assert builder.publish().generation == before
    assert current_generation(place) == before


def test_a_story_that_the_cluster_lost_is_missed_before_anything_is_published(
    place: Place, client: OpenSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "_WAITING", 1)
    monkeypatch.setattr(builder, "_PATIENCE", 0)
    with pytest.raises(EngineUnavailable, match="finds 4 of the 5 stories"):
        _publish_but_one(place, client)
    assert current_generation(place) is None
    publish(place, STORIES[:5])
    assert ids(place) == {s.id for s in STORIES[:5]}
    assert names_of(client, place) == {current_generation(place)}


def _publish_but_one(place: Place, client: OpenSearch) -> None:
    """Publish five stories, one of which is taken away on the way."""
    with open_builder(place, enrichment="test") as build:
        for each in STORIES[:5]:
            build.add(records(each), fingerprint=each.id)
        (name,) = names_of(client, place)
        client.delete(index=name, id=id_of(STORIES[0].id), params={"routing": id_of(STORIES[0].id)})
        build.publish()


def test_a_generation_may_be_shown_twice(place: Place) -> None:
    publish(place, STORIES[:5])
    before = current_generation(place)
    publish(place, STORIES[:6])
    shown = current_generation(place)
    assert shown
    cluster, address = open_cluster(place)
    generations.show(cluster, address, shown, instead=before)
    assert current_generation(place) == shown
    assert ids(place) == {s.id for s in STORIES[:6]}


def test_one_writes_at_a_time(place: Place) -> None:
    with open_builder(place, enrichment="test"), pytest.raises(IndexLocked, match="is writing"):
        open_builder(place, enrichment="test")
    with open_builder(place, enrichment="test"):
        pass


KILLED = """
import sys
from searchapp.engines import Place, open_builder
from searchapp.records import records
from tests.stories import random_archive
with open_builder(Place("opensearch", sys.argv[1]), enrichment="test") as builder:
    for story in random_archive(12)[:8]:
        builder.add(records(story), fingerprint=story.id)
    builder._send()
    builder._wait_for_sent()
    print("sent", flush=True)
    sys.stdin.read()
"""


def test_a_build_that_was_killed_is_gone_on_with(
    place: Place, client: OpenSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.engines.opensearch.write.beside._ABANDONED", 1)
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, place.address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=ROOT,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == "sent\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    (left,) = names_of(client, place)
    time.sleep(1.1)
    with open_builder(place, enrichment="test") as builder:
        assert builder.fingerprints == {s.id: s.id for s in STORIES[:8]}
        for told in STORIES[8:]:
            builder.add(records(told), fingerprint=told.id)
        assert builder.publish().generation == left
    assert ids(place) == {s.id for s in STORIES}


def test_other_indexes_are_never_touched(place: Place, client: OpenSearch) -> None:
    name = place.address.rpartition("/")[2]
    client.indices.create(index=f"{name}-v1-mine", body={"mappings": {"_meta": {"mark": "somebody"}}})
    client.indices.create(index=f"{name}x-v1-other", body={})
    publish(place, STORIES[:2])
    publish(place, STORIES[2:3])
    publish(place, STORIES[3:4])
    assert f"{name}-v1-mine" in names_of(client, place)
    assert client.indices.exists(index=f"{name}x-v1-other")


def test_a_name_that_is_another_s_index_is_refused(place: Place, client: OpenSearch) -> None:
    client.indices.create(index=place.address.rpartition("/")[2], body={})
    with pytest.raises(IndexRefused, match="not one of this program"):
        publish(place, STORIES[:1])


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"schema": "0"}, "schema"),
        ({"schema": "999", "weather": "fair"}, "schema"),
        ({"records": "0", "facets": []}, "records"),
    ],
)
def test_a_generation_of_another_version_is_told_from_another_s_index(
    place: Place, client: OpenSearch, other: dict[str, object], said: str
) -> None:
    publish(place, STORIES[:1])
    generation = current_generation(place)
    meta = client.indices.get_mapping(index=generation)[generation]["mappings"]["_meta"]
    client.indices.put_mapping(index=generation, body={"_meta": {**meta, **other}})
    with pytest.raises(IndexRefused, match=f"made by another version: .*{said}") as caught:
        open_index(place)
    assert "--rebuild" in caught.value.hint
    publish(place, STORIES[:2], rebuild=True)
    assert ids(place) == {s.id for s in STORIES[:2]}


def test_ids_and_fingerprints_of_any_kind_come_back(place: Place) -> None:
    odd = ["a b/c?d#e", "x" * 600, "umlaut-ä-\U0001f600", "broken-\udcff"]
    publish(place, [story(name, "The bridge is open.") for name in odd])
    assert remembered(place) == {name: name for name in odd}
    index = open_index(place)
    assert index.story_ids() == sorted(odd)
    assert {name: told.id for name, told in index.stories(odd).items()} == {name: name for name in odd}
    assert {hit.id for hit in index.search(SearchRequest(parse("bridge"))).hits} == set(odd)


def test_what_was_changed_by_the_cluster_s_own_door_is_told(place: Place, client: OpenSearch) -> None:
    publish(place, STORIES[:4])
    generation = current_generation(place)
    assert verify(place) == []
    first, second = STORIES[0].id, STORIES[1].id
    client.update(
        index=generation, id=first, routing=first, body={"doc": {"digest": "0" * 16}}, params={"refresh": "true"}
    )
    client.delete(index=generation, id=second, routing=second, params={"refresh": "true"})
    assert verify(place) == [
        f"{generation}: 3 story records, 4 were published",
        f"{generation}: {first} is not as it was",
    ]
