"""Saved queries on a real cluster: a story is added, and they are asked of it alone."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.archive import newest_index
from searchapp.archive.saved_queries import SavedQueries
from searchapp.archive.saved_queries.carried import Carried
from searchapp.archive.saved_queries.looks import found_now
from searchapp.collections.tags import Tags
from searchapp.config import Settings
from searchapp.curation.authority import Authority, Entry
from searchapp.curation.decisions import Decisions
from searchapp.engines import Place, open_builder, open_index
from searchapp.model import Story
from searchapp.query.request import Filter, SearchRequest
from searchapp.records import records
from searchapp.web import create_app
from tests.conftest import publish
from tests.engines.brute_contract import requests
from tests.engines.opensearch.test_found_among import NEW
from tests.servers.cluster import forget
from tests.stories import random_archive, random_story
from tests.web.test_engine_calls import Counting

pytestmark = [pytest.mark.ci, pytest.mark.opensearch("2"), pytest.mark.xdist_group("opensearch saved")]
TOUCHED = [
    "q=harbour", "q=harb*", "q=ostrava", "q=-convoy", "q=harbour&kind=statement", "outlet=Wire",
    "q=harbour&kind=statement&in=story", "speaker=Mara+Venn&kind=statement", "q=closed+since:2017",
    "q=closed+men&match=any",
]  # fmt: skip
WHOLE = ["speaker=Mara+Venn&q=speaker%3Avenn", "q=fight*+NEAR/3+raqqa", "q=harbour+men+zeppelin"]
APART = [
    "q=convoy", "q=zeppelin", "q=%22foreign+fighters%22", "q=fighters+NEAR/3+raqqa", "q=buses&kind=statement",
    "q=convoy&kind=statement&in=story", "outlet=The+Gulf+Ledger", "speaker=Talal+Silo&kind=statement",
    "q=convoy+airship", "q=mayadin",
]  # fmt: skip


class Noting(Counting):
    """An index that notes each call, and what is looked up whole."""

    def stories_found(self, requests: Sequence[SearchRequest]) -> list[list[str]]:
        self._calls.append(f"stories_found {len(requests)}")
        return self._index.stories_found(requests)

    def with_decisions(self, decisions: Decisions, *, trial: bool = False) -> Noting:
        return Noting(self._index.with_decisions(decisions, trial=trial), self._calls)


@pytest.fixture
def archive(opensearch: Callable[[str], str], tmp_path: Path) -> Iterator[Settings]:
    """An archive on a cluster with saved queries."""
    url, own = opensearch("2"), f"t-{secrets.token_hex(4)}"
    address = f"{url}/{own}"
    publish(Place("opensearch", address), random_archive(40))
    kept = SavedQueries(tmp_path / "data")
    for query in (*TOUCHED, *WHOLE, *APART):
        kept.save(query, query, now=datetime(2026, 1, 1, tzinfo=UTC))
    yield Settings(index=tmp_path / "index", data=tmp_path / "data", engine="opensearch", opensearch_url=address)
    forget(url, own)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What indexes are asked from now on."""
    made: list[str] = []
    monkeypatch.setattr(newest_index, "open_index", lambda place: Noting(open_index(place), made))
    return made


def rows(client: FlaskClient) -> str:
    """The list of saved queries, with what each finds."""
    return client.get("/saved").get_data(as_text=True).partition("<main")[2]


def test_they_are_asked_of_the_new_story_and_some_of_all(archive: Settings, calls: list[str]) -> None:
    client = create_app(archive).test_client()
    before = rows(client)
    assert calls[0] == f"stories_found {len(TOUCHED) + len(WHOLE) + len(APART)}"
    publish(archive.place, [NEW])
    calls.clear()
    now = rows(client)
    assert calls == ["found_among", "hits", "stories", f"stories_found {len(WHOLE)}"]
    assert before != now == rows(create_app(archive).test_client())


def test_a_server_that_saw_no_generation_between_asks_no_more(archive: Settings, calls: list[str]) -> None:
    client = create_app(archive).test_client()
    rows(client)
    publish(archive.place, [replace(NEW, id="first")])
    publish(archive.place, [replace(NEW, id="second", text="The road is open.", statements=())])
    calls.clear()
    now = rows(client)
    assert calls == ["found_among", "hits", "stories", f"stories_found {len(WHOLE)}"]
    assert now == rows(create_app(archive).test_client())


FORMS = ["Omar Alloush", "Omar S. Alloush", "Mr. Alloush", "Alloush", "Ryan Dillon", "Dillon"]
NAMED = tuple(
    SearchRequest(kind=kind, filters=(Filter("person", form),))  # type: ignore[arg-type]
    for kind in ("story", "statement")
    for form in FORMS
)
DECISIONS = Decisions(
    Authority((Entry("d", "person", "Col. Dillon", ("Ryan Dillon",)),)),
    tags=Tags({"s001": ("to check",), "n1": ("to check",)}),
    resolving=True,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(requests, min_size=10, max_size=10), widen=st.booleans(), seed=st.integers(0, 1000))
def test_whatever_is_carried_over_is_what_is_found(
    archive: Settings, wanted: list[SearchRequest], widen: bool, seed: int
) -> None:
    """Over three generations whatever is carried over is what a new process finds."""
    place, rng = archive.place, random.Random(seed)

    def told(id: str) -> Story:
        return replace(random_story(id, rng), entities={"person": tuple(rng.sample(FORMS, 2))})

    there = {f"s{n:03d}" for n in range(30)}
    publish(place, map(told, sorted(there)), rebuild=True)
    asked = [*NAMED, *(replace(request, widen=widen) for request in wanted)]
    carried = Carried()
    for n in range(3):
        index = open_index(place).with_decisions(DECISIONS)
        found, anew = carried.found(index, asked), found_now(index, asked)
        assert list(map(sorted, found)) == list(map(sorted, anew))
        with open_builder(place, enrichment="test") as builder:
            gone, *altered = rng.sample(sorted(there), 3)
            builder.remove(gone)
            for id in (*altered, f"n{n}"):
                builder.add(records(told(id)), fingerprint=str(n))
            builder.publish()
        there = there - {gone} | {f"n{n}"}
