"""What is found of new stories, told by a real cluster: as much as can be, in whatever state its queries are."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator

import pytest
from opensearchpy import OpenSearch

from searchapp.collections.tags import Tags
from searchapp.curation.authority import Authority, Entry
from searchapp.curation.corrections import Corrections, digest
from searchapp.curation.decisions import Decisions
from searchapp.curation.story_fields import StoryCorrection
from searchapp.engines import Changed, Index, Place, open_index
from searchapp.engines.opensearch.percolate import found, queries
from searchapp.engines.opensearch.write import history
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from tests.conftest import publish
from tests.engines.among_contract import AmongContract
from tests.engines.opensearch.test_contract import held
from tests.servers.cluster import forget
from tests.servers.releases import RELEASES
from tests.stories import random_archive, said, story

pytestmark = [pytest.mark.ci, pytest.mark.xdist_group("opensearch among")]
HELD = 1_000_000
TEXT = "The harbour of Ostrava was closed by IS men, Mara Venn said."
NEW = story(
    "new", TEXT, title="Closed", outlet="Wire", published="2017-10-14",
    entities={"person": ("Mara Venn",)},
    statements=(said(TEXT, "The harbour of Ostrava was closed", "Mara Venn"),),
)  # fmt: skip
TOUCHED = [
    SearchRequest(parse(query), kind=kind, **more)  # type: ignore[arg-type]
    for query, kind, more in (
        ("harbours", "story", {}),
        ("harbour", "statement", {}),
        ('"harbour of ostrava"', "story", {}),
        ("harb*", "story", {}),
        ("ostr*", "statement", {}),
        ("closed NEAR/5 harbour", "story", {}),
        ("title:closed after:2017-10-14", "story", {}),
        ("convoy OR harbour", "story", {}),
        ("harbour -convoy", "story", {}),
        ("IS", "story", {}),
        ("", "story", {"filters": (Filter("outlet", "wire"),)}),
        ("", "statement", {"filters": (Filter("speaker", "Mara Venn"),)}),
        ("", "story", {"filters": (Filter("section", ""),)}),
        ("men", "statement", {"within": "story"}),
        ("harbour", "statement", {"together": (Filter("speaker", "Mara Venn"),)}),
        ("harbour zeppelin airship", "story", {"match": "any"}),
        ("harbour men zeppelin", "story", {"least": 2}),
        ("harbour men zeppelin", "story", {"widen": True, "filters": (Filter("outlet", "Ledger"),)}),
    )
]
APART = [
    SearchRequest(parse(query), kind=kind, **more)  # type: ignore[arg-type]
    for query, kind, more in (
        ("convoys", "story", {}),
        ("IS", "statement", {}),
        ('"ostrava of harbour"', "story", {}),
        ("harbi*", "story", {}),
        ("osti*", "statement", {}),
        ("closed NEAR/2 harbour", "story", {}),
        ("title:harbour", "story", {}),
        ("harbour before:2017-10-13", "story", {}),
        ("convoy OR zeppelin", "story", {}),
        ("convoy -harbour", "story", {}),
        ("", "story", {"filters": (Filter("outlet", "Ledger"),)}),
        ("harbour", "story", {"filters": (Filter("outlet", "Wire", exclude=True),)}),
        ("", "statement", {"filters": (Filter("speaker", "Talal Silo"),)}),
        ("convoy", "statement", {"within": "story"}),
        ("harbour", "statement", {"together": (Filter("speaker", "Talal Silo"),)}),
        ("convoy zeppelin airship", "story", {"match": "any"}),
        ("harbour convoy zeppelin", "story", {"least": 2}),
        ("harbour convoy zeppelin airship", "story", {"widen": True}),
        ("harbour", "story", {"undated": True}),
    )
]


@pytest.fixture(params=[pytest.param(major, marks=pytest.mark.opensearch(major)) for major in RELEASES])
def place(request: pytest.FixtureRequest, opensearch: Callable[[str], str]) -> Iterator[Place]:
    """A place in which there is no index yet."""
    url, own = opensearch(request.param), f"t-{secrets.token_hex(4)}"
    yield Place("opensearch", f"{url}/{own}")
    forget(url, own)


@pytest.fixture
def client(place: Place) -> Iterator[OpenSearch]:
    with OpenSearch(place.address.rpartition("/")[0]) as client:
        yield client


@pytest.fixture
def index(place: Place) -> Iterator[Index]:
    """Some stories, and then the new one."""
    publish(place, random_archive(20))
    publish(place, [NEW])
    index = open_index(place)
    yield index
    index.close()


def name_of(place: Place) -> str:
    return f"{place.address.rpartition('/')[2]}-queries"


def told(index: Index, *requests: SearchRequest) -> list[bool]:
    """Whether any of what is new is found, or is not known."""
    return [records != () for records in index.found_among(requests, ["new"])]


@pytest.fixture(autouse=True)
def _hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are held against the queries, however many there are."""
    monkeypatch.setattr(found, "RECORDS_A_QUERY", HELD)


class HeldContract(AmongContract):
    """The contract where records are held against the queries."""

    @pytest.fixture(autouse=True)
    def hold(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(found, "RECORDS_A_QUERY", HELD)


globals().update({each.__name__: each for each in (held(HeldContract, major) for major in RELEASES)})


@pytest.mark.parametrize("records", [0, HELD])
def test_nothing_is_told_of_what_is_not_new(index: Index, records: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "RECORDS_A_QUERY", records)
    assert dict(zip(TOUCHED, told(index, *TOUCHED), strict=True)) == dict.fromkeys(TOUCHED, True)
    assert dict(zip(APART, told(index, *APART), strict=True)) == dict.fromkeys(APART, False)
    decided = index.with_decisions(Decisions(Authority((Entry("m", "person", "M. Venn", ("Mara Venn",)),))))
    assert all(told(decided, *TOUCHED))
    assert not any(told(decided, *APART))
    assert told(decided, SearchRequest(filters=(Filter("person", "M. Venn"),))) == [True]


def test_what_is_decided_of_what_is_new_counts(index: Index) -> None:
    checked = SearchRequest(filters=(Filter("tag", "to check"),))
    retitled = SearchRequest(parse("title:reopened"))
    assert told(index, checked, retitled) == [False, False]
    tagged = index.with_decisions(Decisions(tags=Tags({"new": ("to check",)})))
    assert told(tagged, checked, retitled) == [True, False]
    right = StoryCorrection("new", digest(TEXT), "title", "Closed", "Reopened")
    corrected = index.with_decisions(Decisions(corrections=Corrections((right,))))
    assert told(corrected, retitled, SearchRequest(parse("title:closed"))) == [True, True]


def test_a_correction_that_may_be_about_another_story_since_tells_nothing(place: Place) -> None:
    moved = StoryCorrection("moved", digest(TEXT), "title", "Closed", "Reopened")
    decisions, asked = Decisions(corrections=Corrections((moved,))), SearchRequest(parse("zeppelin"))
    publish(place, [NEW, story("other", "The road is open.")])
    index = open_index(place).with_decisions(decisions)
    assert index.found_among([asked], ["new"]) == [None]
    assert index.found_among([asked], ["gone"]) == [None]
    assert index.found_among([asked], ["other"]) == [()]


def test_a_query_is_put_there_once_and_goes_when_it_is_not_asked_for(
    index: Index, place: Place, client: OpenSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept() -> int:
        client.indices.refresh(index=name_of(place))
        return int(client.count(index=name_of(place))["count"])

    told(index, *APART[:4], *APART[:4])
    assert kept() == 4
    told(index, *APART[:4])
    assert kept() == 4
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 40 * 86_400)
    told(index, *APART[:2])
    monkeypatch.setattr(time, "time", lambda: now + 100 * 86_400)
    assert told(index, APART[5]) == [False]
    assert kept() == 3


def test_an_index_of_queries_for_other_fields_is_made_anew(
    index: Index, place: Place, client: OpenSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(index, *APART)
    before = client.indices.get_mapping(index=name_of(place))[name_of(place)]["mappings"]["_meta"]
    monkeypatch.setattr(queries, "analysis_versions", lambda: {"en": "another"})
    assert told(index, *TOUCHED[:2], *APART[:2]) == [True, True, False, False]
    after = client.indices.get_mapping(index=name_of(place))[name_of(place)]["mappings"]["_meta"]
    assert before["fields"] != after["fields"]


def test_without_an_index_of_queries_they_are_asked(index: Index, place: Place, client: OpenSearch) -> None:
    client.indices.create(index=name_of(place), body={"mappings": {"_meta": {"mark": "somebody"}}})
    assert told(index, *TOUCHED, *APART) == [True] * len(TOUCHED) + [False] * len(APART)
    assert client.count(index=name_of(place))["count"] == 0


def test_a_query_that_the_cluster_does_not_keep_is_asked(
    index: Index, place: Place, client: OpenSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.engines.opensearch.percolate.found._asks_stories", lambda request: False)
    assert told(index, *TOUCHED, *APART) == [True] * len(TOUCHED) + [False] * len(APART)


def test_many_records_are_held_in_parts(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_AT_ONCE", 3)
    monkeypatch.setattr(queries, "_QUERIES_AT_ONCE", 5)
    every = index.story_ids()
    among = index.found_among([*TOUCHED, SearchRequest(parse("absent"))], every)
    assert among[-1] == ()
    assert all("new" in records or "new/0" in records for records in among[:-1] if records is not None)


def test_what_the_whole_archive_tells_is_not_known(index: Index) -> None:
    wide = SearchRequest(parse("harbour men zeppelin"), widen=True)
    names, begun = SearchRequest(parse("speaker:silo")), SearchRequest(parse("zepp* NEAR/3 airship"))
    assert index.found_among([wide, names, begun], ["new"]) == [None] * 3
    assert index.found_among([SearchRequest(parse("harbour"), kind="statement")], ["new"]) == [("new/0",)]


def test_a_rebuild_and_an_archive_of_before_tell_nothing(place: Place, client: OpenSearch) -> None:
    publish(place, random_archive(3))
    first = open_index(place).generation
    publish(place, [NEW], rebuild=True)
    assert open_index(place).changed(first) is None
    second = open_index(place)
    publish(place, random_archive(2))
    assert open_index(place).changed(second.generation) == Changed(frozenset({"s000", "s001"}))
    generation = open_index(place).generation
    meta = client.indices.get_mapping(index=generation)[generation]["mappings"]["_meta"]
    del meta["history"]
    client.indices.put_mapping(index=generation, body={"_meta": meta})
    of_before = open_index(place)
    assert of_before.changed(second.generation) is None
    assert of_before.changed(generation) == Changed()


def test_what_is_too_much_to_be_noted_is_not_known(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_NOTED", 5)
    seen = []
    for n in range(4):
        publish(place, [story(f"n{n}", "The road is open."), story("same", f"Road {n}.")])
        seen.append(open_index(place).generation)
    index = open_index(place)
    assert [index.changed(generation) is None for generation in seen] == [True, True, False, False]
    publish(place, random_archive(5))
    assert open_index(place).changed(seen[-1]) is None
