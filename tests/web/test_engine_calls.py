"""How often a page asks the engine: a bounded number of times, whatever the archive and the question hold.

Each call is a round trip where the engine is across a network. Every method of the protocol counts as one but
those that such an engine answers by what it keeps itself: `status`, `generation`, `changed`, `pending` (as it was
told), `with_decisions` (which asks nothing until it is asked) and `close`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from searchapp.archive import newest_index
from searchapp.archive.exporting import BLOCK
from searchapp.archive.saved_queries import SavedQueries
from searchapp.compare.compared import Event, Pair, Passage
from searchapp.config import Settings
from searchapp.curation.authority_file import FILE_NAME
from searchapp.curation.corrections import NameCorrection
from searchapp.curation.corrections_file import FILE_NAME as CORRECTIONS
from searchapp.curation.corrections_file import note
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index, Place, open_index
from searchapp.model import Mention, Story
from searchapp.query.request import SearchRequest
from searchapp.web import create_app
from searchapp.web.names import suggestion_job
from tests.conftest import fill
from tests.stories import said, story
from tests.web.compare.pairs import compared

FREE = {"with_decisions", "status", "close", "changed"}
COSTLY = {name for name, value in vars(Index).items() if callable(value) and not name.startswith("_")} - FREE
SPELLINGS, SPEAKERS, STORIES, SAVED = 60, 90, 260, 40
OUTLETS = ("Wire", "Ledger", "Post", "Courier", "Times", "Herald", None)


class Counting:
    """An index that notes each call of a method that costs one."""

    def __init__(self, index: Index, calls: list[str]) -> None:
        self._index = index
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        if name in COSTLY:
            self._calls.append(name)
        return getattr(self._index, name)

    def with_decisions(self, decisions: Decisions, *, trial: bool = False) -> Counting:
        return Counting(self._index.with_decisions(decisions, trial=trial), self._calls)


def newspapers() -> Iterable[Story]:
    """Stories of several outlets over two years, with many speakers and a name in many spellings."""
    for n in range(STORIES):
        speaker, spelled = f"Speaker No{n % SPEAKERS} Long", f"Omar Alloush{n % SPELLINGS}"
        text = f"Convoy {n} left. The road is open, {speaker} said. The deal holds, {spelled} said in Raqqa."
        at, place = text.index(spelled), text.index("Raqqa")
        yield story(
            f"s{n:03d}", text, title=f"Convoy {n}", outlet=OUTLETS[n % len(OUTLETS)],
            published=None if n % 11 == 5 else (date(2016, 1, 1) + timedelta(days=3 * n)).isoformat(),
            statements=(said(text, "The road is open", speaker), said(text, "The deal holds", spelled)),
            mentions=(
                Mention("person", spelled, spelled, at, at + len(spelled)),
                Mention("person", speaker, speaker, text.index(speaker), text.index(speaker) + len(speaker)),
                Mention("place", "Raqqa", "Raqqa", place, place + 5),
            ),
        )  # fmt: skip


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calls") / "index"
    stories = list(newspapers())
    fill(folder, stories)
    together = Event("convoy", "Convoy", None, None, tuple(s.id for s in stories[:30]))
    passage = Passage((0, 10), (0, 10))
    pairs = [Pair("s007", s.id, 0.5, 0.5, (passage,)) for s in stories[20:60]]
    compared(folder, stories, pairs, events=[together])
    return folder


@pytest.fixture(scope="module")
def calls() -> list[str]:
    """The calls made so far."""
    return []


@pytest.fixture(scope="module")
def client(
    index_folder: Path, tmp_path_factory: pytest.TempPathFactory, calls: list[str]
) -> Iterator[FlaskClient]:
    """The archive under a names file, corrections and many saved queries, its engine counted."""
    folder = tmp_path_factory.mktemp("data")
    aliases = ", ".join(f"Omar Alloush{n}" for n in range(1, SPELLINGS))
    (folder / FILE_NAME).write_text(
        f"- {{id: omar, kind: person, preferred: Omar Alloush0, aliases: [{aliases}]}}\n", encoding="utf-8"
    )
    for n in range(20):
        note(folder / CORRECTIONS, NameCorrection(f"s{n:03d}", "place", "Raqqa", "reject"))
    kept = SavedQueries(folder)
    for n in range(SAVED):
        query = (f"q=convoy+deal+zeppelin{n}", f"q=convoy+{n}", f"q=road+-x{n}&kind=statement")[n % 3]
        kept.save(f"query {n}", query, seen=[], now=datetime(2026, 1, 1, tzinfo=UTC))

    def counted(place: Place) -> Counting:
        return Counting(open_index(place), calls)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(newest_index, "open_index", counted)
        client = create_app(Settings(index=index_folder, data=folder)).test_client()
        for query, what in (("q=convoy", "found"), ("q=deal", "search"), ("q=road", "search")):
            form = {"query": query, "what": what, **({"name": "Many"} if what == "found" else {"to": "many"})}
            assert client.post("/collections/add", data=form).status_code == 303
        yield client


@pytest.fixture
def cost(client: FlaskClient, calls: list[str]) -> Callable[..., list[str]]:
    """What a page asks the engine."""

    def of(url: str, *, status: int = 200) -> list[str]:
        calls.clear()
        response = client.get(url)
        assert response.status_code == status
        assert response.data
        return list(calls)

    return of


ASKED = [
    "/search", "/search?q=convoy", "/search?q=convoy&kind=statement", "/search?kind=statement",
    "/search?q=road+deal&kind=statement&sort=oldest&page=3", "/search?q=convoy&page=9999",
    "/search?kind=statement&page=9999", "/search?q=convoy+deal+zeppelin", "/search?q=road+blimp&kind=statement",
    "/search?q=convoy+deal+zeppelin&least=2&page=7", "/search?q=Omar+Alloush3", "/search?undated=1&date=unknown",
    "/search?q=convoy&outlet=Wire&-place=Rome", "/search?outlet=Wire&outlet=Ledger&-outlet=Post&-speaker=Nobody",
    "/search?q=convoy&speaker=Omar+Alloush7&speaker=Omar+Aloush&-person=Nobody+At+All&since=2016-02-01",
    "/search?q=convoy+raqa", "/search?q=%22convoy+7+left%22+deel", "/search?q=raqqa&kind=statement",
    "/search?q=raqqa&kind=statement&in=story&certainty=any",
    "/search?q=raqqa&kind=statement&in=story&group=speaker", "/search?q=convoy+zeppelin&kind=statement&in=story",
    "/search?group=outlet&kind=statement",
    "/search?q=road&group=outlet&kind=statement&outlet=unknown+outlet&outlet=Wire",
    "/search?group=speaker&kind=statement", "/search?q=road&group=speaker&kind=statement&page=4",
    "/search?q=road+zeppelin&group=speaker&kind=statement&page=9999",
    "/search?q=road&group=speaker&kind=statement&speaker=Nobody&speaker=Speaker+No1+Long",
]  # fmt: skip


@pytest.mark.parametrize("url", ASKED)
def test_a_search_page_asks_twice_at_most(cost: Callable[..., list[str]], url: str) -> None:
    assert 1 <= len(cost(url)) <= 2, url


@pytest.mark.parametrize(
    "url",
    [
        "/search?q=zeppelin",
        "/search?q=convay+rode+dael+raqa&kind=statement&outlet=Wire",
        "/search?q=airship+balloon+zeppelin+blimp+kite+glider&outlet=Wire&place=Raqqa&since=2016-01-01",
        "/search?q=convoy&speaker=Speakr+No3+Long&speaker=Omar+Aloush&-person=Nobody+At+All&since=2016-02-01",
        "/search?q=%22convoy+1%22&kind=statement",
        "/search?q=zeppelin&kind=statement&in=story",
        "/search?q=zeppelin&kind=statement&group=speaker&outlet=Nowhere&speaker=Nobody&-person=No+One&page=5",
    ],
)
def test_a_page_without_a_hit_asks_thrice_at_most(cost: Callable[..., list[str]], url: str) -> None:
    assert 1 <= len(cost(url)) <= 3


@pytest.mark.parametrize(
    "path",
    [
        "/name/person/Omar%20Alloush0", "/name/person/Omar%20Alloush7", "/name/speaker/Omar%20Alloush0",
        "/name/person/Speaker%20No3%20Long", "/name/speaker/Speaker%20No3%20Long", "/name/place/Raqqa",
    ],
)  # fmt: skip
def test_the_page_of_a_name_asks_four_times_at_most(cost: Callable[..., list[str]], path: str) -> None:
    assert 1 <= len(cost(path)) <= 4


def test_the_page_of_no_name_asks_once(cost: Callable[..., list[str]]) -> None:
    assert len(cost("/name/person/Nobody", status=404)) == 1


def test_the_names_ask_twice_once_they_are_compared(
    cost: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion_job, "WAIT", 20)
    cost("/names")
    assert len(cost("/names")) <= 2
    assert len(cost("/names?kind=person")) <= 2


def test_the_list_of_saved_queries_asks_twice_however_long_it_is(
    cost: Callable[..., list[str]], client: FlaskClient, index_folder: Path
) -> None:
    assert len(cost("/saved")) <= 2
    assert cost("/saved") == []
    fill(index_folder, [story("late", "Convoy 1 and the deal.")])
    assert 1 <= len(cost("/saved")) <= 2


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("/", 3),
        ("/help", 2),
        ("/heard?kind=statement", 1),
        ("/heard?q=convoy+deal+zeppelin&rows=person&columns=date&page=3", 1),
        ("/heard.csv?kind=statement&columns=place", 1),
        ("/words?speaker=Speaker+No3+Long", 2),
        ("/words?q=road+zeppelin&page=3", 2),
        ("/words.csv?q=road", 2),
        ("/facet/speaker", 3),
        ("/facet/speaker?q=convoy+deal+zeppelin&contains=long&order=name", 3),
        ("/facet/place?q=convoy&outlet=Wire&at=2", 3),
        ("/story/s007", 3),
        ("/event/convoy", 4),
        ("/events?order=stories", 2),
        ("/story/s007?q=convoy+deal+zeppelin&kind=statement&speaker=Nobody", 3),
        ("/compare?story=s007&story=s008&story=s029&story=s100", 1),
        ("/compare?story=s007", 1),
        ("/cues?story=s007&story=s008&story=s029&story=s100", 1),
        ("/cues?event=convoy", 1),
        ("/saved/query-1", 3),
        ("/saved/query-3?page=99", 3),
        ("/saved/query-2", 4),
        ("/saved/query-3.json", 3),
        ("/corrections", 3),
        ("/collections/add?query=q%3Dconvoy", 3),
        ("/collections/add?story=s007", 3),
        ("/collection/many", 3),
        ("/collection/many/dossier.html", 3),
        ("/dossier?q=convoy", 3),
        ("/names/merge?kind=person&name=Speaker+No1+Long&name=Speaker+No2+Long&name=Speaker+No3+Long", 9),
        ("/names/split?kind=person&name=Omar+Alloush5", 6),
        ("/names/by-story?kind=person&name=Omar+Alloush0", 4),
        ("/api/v1/search?q=convoy+deal+zeppelin&widen=1&speaker=Nobody&limit=100", 4),
        ("/api/v1/facets/speaker?q=convoy+zeppelin&widen=1", 2),
        ("/search.atom?q=convoy+deal+zeppelin", 3),
        ("/search.atom?kind=statement&q=road&page=2", 3),
    ],
)
def test_every_other_page_asks_a_few_times(cost: Callable[..., list[str]], url: str, most: int) -> None:
    assert 1 <= len(cost(url)) <= most


@pytest.mark.parametrize("kind", ["story", "statement"])
def test_a_csv_file_asks_twice_a_block(cost: Callable[..., list[str]], kind: str) -> None:
    records = STORIES + 1 if kind == "story" else 2 * STORIES
    assert len(cost(f"/search.csv?kind={kind}")) <= 4 + 2 * -(-records // BLOCK)


def test_the_count_sees_what_is_asked_one_by_one(client: FlaskClient, calls: list[str]) -> None:
    archive = client.application.extensions["searchapp"].archive
    with archive.lease() as index:
        calls.clear()
        for n in range(5):
            index.story(f"s{n:03d}")
        index.count(SearchRequest())
        index.with_decisions(Decisions()).search_many([SearchRequest()] * 3)
    assert calls == ["story"] * 5 + ["count", "search_many"]
