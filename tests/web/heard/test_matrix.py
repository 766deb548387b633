"""Who was heard: every number of the table is a facet's count, and what it leads to has as many."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.curation.authority import Authority
from searchapp.engines import Index, in_folder, open_index
from searchapp.model import Story
from searchapp.query.request import DATE, SearchRequest
from searchapp.records import records
from searchapp.web import create_app
from searchapp.web.heard.counted import COLUMNS, ROWS, Head, Sides, Table, counted
from searchapp.web.question import Question, ask
from searchapp.web.search_state import SearchState
from tests import brute
from tests.conftest import fill
from tests.stories import random_archive, said, story
from tests.web.events import accounts_of
from tests.web.files.test_taken_away import random_state
from tests.web.test_pages import said as texts
from tests.web.test_pages import soup

STORIES = random_archive(70)
EVERYTHING = [r for one in STORIES for r in records(one)]
OUTLETS = ("Ledger", "Post", "Wire", None)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("heard") / "index"
    fill(folder, STORIES)
    index = open_index(in_folder(folder))
    yield index
    index.close()


def asked(state: SearchState) -> Question:
    """The question of a state as the table asks it."""
    return ask(state, Authority())


def total(state: SearchState) -> int:
    """What the reference has for a search."""
    request = replace(asked(state).request(), facets=())
    return len(brute.search(EVERYTHING, request)[0])


def parts(index: Index, state: SearchState, sides: Sides) -> Iterator[Table]:
    """All pages of a table."""
    first = counted(index, asked(state), sides)
    for page in range(1, -(-first.every_row // sides.high) + 1):
        for across in range(1, -(-first.every_column // sides.wide) + 1):
            yield counted(index, asked(state), replace(sides, page=page, across=across))


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(n, marks=pytest.mark.ci) for n in range(4, 120))])
def test_every_number_is_the_reference_s_and_the_facet_s(index: Index, seed: int) -> None:
    rng = random.Random(seed)
    rows = rng.choice(["speaker", "person", "place"])
    columns = rng.choice([c for c in ("outlet", DATE, "place") if c != rows])
    state = random_state(rng).with_strict()
    sides = Sides(rows, columns, high=rng.choice([2, 30]), wide=rng.choice([2, 10]))
    tables = list(parts(index, state, sides))
    for table in tables:
        asking = table.question.state
        for row, cells in zip(table.rows, table.cells, strict=True):
            assert row.total == total(row.of(asking, rows))
            for column, n in zip(table.columns, cells, strict=True):
                assert n == total(column.of(row.of(asking, rows), columns)), (row, column)
        for column in table.columns:
            assert column.total == total(column.of(asking, columns))
    for key, every in (
        (rows, {row for t in tables for row in t.rows}),
        (columns, {c for t in tables for c in t.columns}),
    ):
        if tables and key != DATE:
            assert {h.value: h.total for h in every if h.value} == facet(index, tables[0].question, key)


def facet(index: Index, question: Question, key: str) -> dict[str, int]:
    """The values of a facet that the filters leave, with their counts as a panel has them."""
    values = [v for v in index.facet_values(question.request(), key).values if v.state != "not"]
    chosen = {f.value for f in question.state.filters if f.key == key and not f.exclude}
    return {v.value: v.count for v in values if v.state == "only" or not chosen}


@pytest.mark.parametrize("kind", ["story", "statement"])
def test_the_outlets_of_a_row_add_up_to_it(index: Index, kind: str) -> None:
    table = counted(index, asked(SearchState.from_query(f"kind={kind}")), Sides())
    assert table.columns[-1] == Head("unknown outlet", table.columns[-1].total)
    assert [sum(cells) for cells in table.cells] == [row.total for row in table.rows]
    assert sum(c.total for c in table.columns) == table.result.total


def newspapers(rows: int = 3) -> Iterator[object]:
    """Speaker 0 in three outlets, the others in one; somebody unnamed; a story without an outlet or a day."""
    for n in range(rows + 3):
        speaker = f"Speaker {max(0, n - 2)}"
        text = f"The road {n} is open, {speaker} said."
        yield story(
            f"s{n}", text, outlet=OUTLETS[n] if n < 3 else OUTLETS[n % 4], published=f"2016-0{n % 9 + 1}-01",
            statements=(said(text, f"The road {n} is open", speaker),),
        )  # fmt: skip
    text = "The bridge is shut, an official said."
    unnamed = said(text, "The bridge is shut", "an official", speaker_kind="unnamed")
    yield story("u", text, statements=(unnamed,))


def test_the_page_shows_numbers_as_links_and_nothing_as_none(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*newspapers())
    page = soup(client, "/heard?kind=statement")
    assert texts(page, "h1") == ["Who was heard, by outlet"]
    assert texts(page, ".matrix thead tr:first-child th") == [
        "Speaker", "All", "Ledger", "Post", "Wire", "unknown outlet",
    ]  # fmt: skip
    rows = {texts(row, "th")[0]: texts(row, "td") for row in page.select(".matrix tbody tr")}
    assert rows["Speaker 0"][:2] == ["3 of Speaker 0", "1 of Speaker 0 in Ledger"]
    assert rows["Speaker 2"].count("–none") == 3
    assert "1 statement without a speaker is in no row." in texts(page, ".foot")[0]
    for link in page.select(".matrix td a"):
        there = soup(client, str(link["href"]))
        assert texts(there, "[role=status]")[0].split()[0] == link.get_text().split()[0], link


def test_nobody_is_not_heard_whose_name_is_there_otherwise(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(
        *(told(f"a{n}", outlet, who) for n, (outlet, who) in enumerate([
            ("Ledger", "Omar Alloush"), ("Post", "Alloush"), ("Wire", "Omar Aloush"), ("Wire", "Jane Roe"),
        ]))
    )  # fmt: skip
    page = soup(client, "/heard?kind=statement")
    rows = {texts(row, "th")[0]: texts(row, "td")[1:] for row in page.select(".matrix tbody tr")}
    heads = texts(page, ".matrix thead th a")
    omar = dict(zip(heads, rows["Omar Alloush"], strict=True))
    assert omar["Post"] == "1? perhaps, as “Alloush”, in Post"
    assert omar["Wire"] == "1? perhaps, as “Omar Aloush”, in Wire"
    assert dict(zip(heads, rows["Jane Roe"], strict=True))["Post"] == "–none"
    for link in page.select(".matrix .perhaps a"):
        assert texts(soup(client, str(link["href"])), "[role=status]")[0].split()[0] == "1"
    assert "may be the same" in texts(page, ".foot")[0]


def told(id: str, outlet: str, speaker: str) -> Story:
    text = f"The road is open, {speaker} said."
    return story(id, text, outlet=outlet, statements=(said(text, "The road is open", speaker),))


def test_what_has_no_room_is_a_link_away(make_client: Callable[..., FlaskClient]) -> None:
    many = [
        story(f"o{n:02d}", f"Word {n}.", outlet=f"Outlet {n:02d}", entities={"place": ("Rome",)})
        for n in range(13)
    ]
    client = make_client(*many, *newspapers(40))
    page = soup(client, "/heard?kind=statement")
    assert len(page.select(".matrix tbody tr")) == 30
    assert texts(page, ".pager .quiet") == ["1–30 of 41"]
    after = soup(client, str(page.select_one(".pager a[rel=next]")["href"]))  # type: ignore[index]
    assert len(after.select(".matrix tbody tr")) == 11
    places = soup(client, "/heard?rows=place")
    assert texts(places, ".further a") == ["and 7 outlets more →"]
    more = soup(client, str(places.select_one(".further a")["href"]))  # type: ignore[index]
    assert texts(more, ".further a") == ["← 10 outlets before"]
    shown = [h for p in (places, more) for h in texts(p, ".matrix thead th a")]
    assert len(set(shown)) == len(shown) == 17
    assert len(soup(client, "/heard?rows=place&page=999999&across=999").select(".matrix thead th a")) == 7


def test_the_file_has_all_rows_and_no_formula(make_client: Callable[..., FlaskClient]) -> None:
    text = "The road is open, =Eve said."
    eve = story("e", text, outlet="+Sum", statements=(said(text, "The road is open", "=Eve"),))
    client = make_client(*newspapers(40), eve)
    answer = client.get("/heard.csv?kind=statement")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="heard.csv"'
    head, *rows = csv.reader(io.StringIO(answer.text))
    assert head == ["Speaker", "Total", "Ledger", "Post", "Wire", "'+Sum", "unknown outlet"]
    assert len(rows) == 43
    assert ["'=Eve", "1", "0", "0", "0", "1", "0"] in rows
    assert rows[-1][0] == "All"
    assert soup(client, "/heard").select_one("a[href='/heard.csv']")


def test_dates_are_the_stretches_that_reach_into_the_days_asked_for(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(*newspapers(6))
    every = soup(client, "/heard?kind=statement&columns=date")
    assert "28 December 2015 – 3 January 2016" in texts(every, ".matrix thead th a")
    assert "1 statement without a date is in no column." in texts(every, ".foot")[0]
    some = soup(client, "/heard?kind=statement&columns=date&since=2016-03-01&until=2016-04-30")
    assert texts(some, ".matrix thead th a")[0] == "1 March 2016"
    assert len(some.select(".matrix tbody tr")) == 2
    none = soup(client, "/heard?kind=statement&columns=date&date=none")
    assert none.select_one(".lead")
    assert not none.select_one(".matrix")


def test_what_the_address_says_wrong_is_said(make_client: Callable[..., FlaskClient]) -> None:
    page = soup(make_client(*newspapers()), "/heard?rows=colour&columns=event&across=x")
    assert "rows can be speaker or person" in texts(page, ".notice")[0]
    assert texts(soup(make_client(*newspapers()), "/heard?rows=place&columns=place"), "h1") == [
        "Which places are named, by outlet"
    ]


def test_the_results_lead_to_the_table(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*newspapers())
    page = soup(client, "/search?q=road&kind=statement&outlet=Ledger&page=2")
    ways = {str(a["href"]) for a in page.select("a[href^='/heard']")}
    assert ways == {"/heard?q=road&kind=statement&outlet=Ledger"}


def test_a_row_and_a_column_for_each_key_of_the_tables(index: Index) -> None:
    for rows in ROWS:
        for columns in COLUMNS.keys() - {rows}:
            table = counted(index, asked(SearchState()), Sides(rows, columns))
            assert len(table.cells) == len(table.rows)


def test_one_call_makes_a_table(index: Index, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[SearchRequest] = []
    ask_many = type(index).search_many

    def search_many(self: Index, requests: list[SearchRequest]) -> object:
        calls.extend(requests)
        return ask_many(self, requests)

    monkeypatch.setattr(type(index), "search_many", search_many)
    counted(index, asked(SearchState(q="deal convoy submarine")), Sides())
    assert len(calls) == 1


def test_an_event_is_a_row_by_its_name_and_leads_to_its_page(tmp_path: Path) -> None:
    accounts_of.tell(tmp_path / "index", accounts_of.stories())
    client = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data")).test_client()
    page = soup(client, "/heard?rows=event")
    assert texts(page, "h1") == ["Which events are told of, by outlet"]
    (row,) = page.select(".matrix tbody th a")
    assert row.get_text().startswith("Bridge, buses")
    assert client.get(str(row["href"])).status_code == 200
    assert soup(client, "/words?q=deal").select_one("main")
