"""The desk's pages of saved queries: saved once, named, filed, deleted, brought back, compared, taken along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from flask.testing import FlaskClient

from searchapp.archive.saved_queries import SavedQueries
from searchapp.cli.program import main
from searchapp.model import Story
from searchapp.web.services import EXTENSION, now
from tests.conftest import fill
from tests.stories import said, story
from tests.web.saved.test_saved_pages import soup, text

Make = Callable[..., FlaskClient]


def road(id: str, words: str, speaker: str = "Ada Lund", **more: str) -> Story:
    """A story in which somebody says something of the road."""
    told = f"{words}, {speaker} said."
    return story(id, told, statements=(said(told, words, speaker, cue="said"),), **more)


def saved_of(client: FlaskClient) -> SavedQueries:
    saved: SavedQueries = client.application.extensions[EXTENSION].saved
    return saved


def lead(page: BeautifulSoup) -> str:
    return text(page, ".lead")[0]


def test_saving_says_so_and_saving_twice_leads_to_what_is_there(client: FlaskClient) -> None:
    first = client.post("/saved", data={"name": "Siege", "query": "q=siege"}).headers["Location"]
    page = soup(client, first)
    assert text(page, ".banner .done")[0].startswith("Saved. The link of this page stays the same")
    assert [a["href"] for a in page.select(".banner a.copy")] == ["/saved/siege"]
    again = client.post("/saved", data={"name": "Another name", "query": "page=2&q=siege"}).headers["Location"]
    assert again.partition("?")[0] == "/saved/siege"
    assert "You had saved this search before" in text(soup(client, again), ".banner .done")[0]
    assert len(saved_of(client).all()) == 1


def test_a_query_is_named_filed_and_has_another_search_under_the_same_link(client: FlaskClient) -> None:
    client.post("/saved", data={"name": "Siege", "query": "q=siege"})
    form = {
        "name": "First days",
        "note": "Check\nthe days.",
        "folder": "Raqqa / Siege",
        "address": "/search?q=siege",
    }
    there = client.post("/saved/siege/edit", data=form).headers["Location"]
    page = soup(client, there)
    assert there == "/saved/siege?edited=1"
    assert (text(page, ".banner .name"), text(page, ".banner .note")) == (["First days"], ["Check the days."])
    assert text(soup(client, "/saved"), "h2")[0] == "Raqqa / Siege"
    assert len(saved_of(client).snapshots("siege")) == 1
    for wrong in ("siege", "/story/a?q=x", "/search?mood=grim", ""):
        answer = client.post("/saved/siege/edit", data=form | {"address": wrong})
        assert (answer.status_code, "not the address of a search" in answer.text) == (400, True), wrong
    client.post("/saved/siege/edit", data=form | {"address": "http://localhost/search?q=fighters&kind=statement"})
    assert client.get("/saved/siege.json").get_json()["query"] == "q=fighters&kind=statement"
    assert text(soup(client, "/saved/siege"), ".banner b") == ["Nothing new"]
    assert [k.kind for k in saved_of(client).snapshots("siege")] == ["statement", "story"]
    assert "asks for 3 statements" in lead(soup(client, "/saved/siege/snapshots/1"))


def test_a_delete_is_undone_on_the_next_page_or_later(client: FlaskClient) -> None:
    client.post("/saved", data={"name": "Siege", "query": "q=siege"})
    page = soup(client, client.post("/saved/siege/delete").headers["Location"])
    assert text(page, ".notice.done") == ["“Siege” was deleted. Undo"]
    assert [f["action"] for f in page.select(".notice form, .deleted form")] == ["/saved/siege/restore"] * 2
    assert "was deleted on" in client.get("/saved/siege").text
    back = client.post("/saved/siege/restore").headers["Location"]
    assert text(soup(client, back), ".notice.done") == ["Brought back: Siege"]
    assert text(soup(client, "/saved/siege"), ".banner .name") == ["Siege"]
    assert client.post("/saved/siege/restore").status_code == 404


def test_new_statements_are_counted_and_outlive_indexing(make_client: Make, tmp_path: Path) -> None:
    client = make_client(road("a", "The road is open"), road("b", "The road is long"))
    client.post("/saved", data={"name": "Road", "query": "q=road&kind=statement"})
    more = "An hour ago. The road is open, Ada Lund said. No, the road is shut, Tom Reyl said."
    both = (said(more, "the road is shut", "Tom Reyl"), said(more, "The road is open", "Ada Lund"))
    fill(tmp_path / "made", [story("a", more, statements=both), road("b", "The road is long")])
    for url in ("/saved", "/"):
        assert text(soup(client, url), ".news") == ["1 new statement"]
    assert "of 3 statements" in text(soup(client, "/saved"), ".state")[0]
    page = soup(client, "/saved/road")
    assert (text(page, ".banner b"), text(page, ".statement .new")) == (["1 new statement"], ["new"])
    told = client.get("/saved/road.json").get_json()
    assert (told["kind"], told["statements"], told["stories"], told["new"]) == ("statement", 3, 2, ["a"])
    (fresh,) = told["new_statements"]
    assert (fresh["speaker"], fresh["words"]) == ("Tom Reyl", "the road is shut")
    assert 'id="sentence"' in client.get(fresh["link"]).text
    client.post("/saved/road/seen", data={i["name"]: i["value"] for i in page.select(".banner input")})
    assert text(soup(client, "/saved/road"), ".banner b") == ["Nothing new"]


def test_a_result_is_kept_as_it_was_and_compared_with_today(make_client: Make, tmp_path: Path) -> None:
    stays, goes = road("a", "The road is open", title="Stays"), road("b", "The road is long", title="Goes")
    client = make_client(stays, goes, road("c", "The road is wide", title="Wide", outlet="Wire"))
    client.post("/saved", data={"name": "Road", "query": "q=road&kind=statement&-speaker=Tom+Reyl"})
    day = saved_of(client).get("road").created
    fill(
        tmp_path / "made",
        [
            stays,
            road("c", "The road is wide", "Ida Falk", title="Wider", outlet="Post"),
            road("d", "The road is new", title="New"),
        ],
        rebuild=True,
    )
    page = soup(client, "/saved/road/snapshots/1")
    assert text(page, "h1") == [f"As it was on {day.day} {day:%B} {day.year}"]
    assert lead(page) == "3 statements; today 3: 1 came in, 1 is gone and 1 changed."
    assert text(page, "h2")[:3] == ["Came in", "Gone", "Changed"]
    assert text(page, ".was .words") == [
        "Ada Lund The road is new",
        "Ada Lund The road is long",
        "Ida Falk The road is wide",
    ]
    assert text(page, ".says") == [
        "Its story is not in the archive any more.",
        "The title was “Wide”. The outlet was Wire. It was put down to Ada Lund.",
    ]
    rows = list(csv.DictReader(io.StringIO(client.get("/saved/road/snapshots/1.csv").text)))
    assert [(r["state"], r["title"], r["speaker"]) for r in rows] == [
        ("same", "Stays", "Ada Lund"),
        ("changed", "Wider", "Ida Falk"),
        ("gone", "Goes", "Ada Lund"),
        ("came in", "New", "Ada Lund"),
    ]
    whole = client.get("/saved/road/snapshots/1.json").get_json()
    assert [h["title"] for h in whole["hits"]] == ["Stays", "Goes", "Wide"]
    assert [h["title"] for h in whole["today"]["gone"]] == ["Goes"]
    there = client.post("/saved/road/snapshots").headers["Location"]
    assert (there, lead(soup(client, there))) == ("/saved/road/snapshots/2", "3 statements; today 3: the same.")
    for url in ("/saved/road/snapshots/3", "/saved/x/snapshots/1", "/saved/road/snapshots/1.xls"):
        assert client.get(url).status_code == 404, url


def test_a_query_whose_facet_is_gone_is_shown_with_what_is_wrong_and_mended(client: FlaskClient) -> None:
    saved_of(client).save("Grim", "q=siege&mood=grim&since=whenever", seen=[], now=now())
    (wrong,) = text(soup(client, "/saved"), ".wrong")
    assert "can't narrow by “mood”" in wrong
    assert "“whenever” can’t be read as a day" in wrong
    assert "can't narrow by “mood”" in text(soup(client, "/saved/grim"), ".notice.warn")[0]
    form = soup(client, "/saved/grim/edit").select_one(".ask-form")
    assert form
    given = {i["name"]: i.get("value", "") for i in form.select("input[name]")}
    client.post("/saved/grim/edit", data=given)
    assert (saved_of(client).get("grim").query, text(soup(client, "/saved"), ".wrong")) == ("q=siege", [])


def test_two_hundred_queries_are_found_ordered_and_moved(client: FlaskClient) -> None:
    rows = [
        {"name": f"Query {n:03d}", "query": f"q=raqqa+-w{n}", "folder": ("", "Raqqa")[n % 2]} for n in range(200)
    ]
    whole = {"searchapp": "saved queries", "version": 1, "queries": [*rows, {"name": "none"}]}
    file = (io.BytesIO(json.dumps(whole).encode()), "q.json")
    there = client.post("/saved/import", data={"file": file}).headers["Location"]
    page = soup(client, there)
    assert text(page, ".notice") == [
        "200 saved queries were added; 0 had been there.",
        "What can't be read of the file was left out: number 201.",
    ]
    assert text(page, "[role=status]") == ["200 saved queries"]
    assert len(text(page, ".saved-list > li")) == 200
    assert text(page, ".folders a") == ["Raqqa 100"]
    assert text(soup(client, "/saved?find=query+01"), "h3") == [
        f"Query 0{n}" for n in (10, 12, 14, 16, 18, 11, 13, 15, 17, 19)
    ]
    assert text(soup(client, "/saved?find=zzz"), ".saved-list li") == []
    assert text(soup(client, "/saved?sort=name"), "h3")[:3] == ["Query 000", "Query 001", "Query 002"]
    client.post("/saved/query-003/move", data={"to": "up"})
    client.post("/saved/query-000/move", data={"to": "down"})
    assert text(soup(client, "/saved"), "#folder-2-raqqa h3")[:2] == ["Query 003", "Query 001"]
    assert text(soup(client, "/saved"), "#folder-1 h3")[:2] == ["Query 002", "Query 000"]
    out = client.get("/saved.json")
    assert out.headers["Content-Disposition"] == 'attachment; filename="saved-queries.json"'
    again = client.post("/saved/import", data={"file": (io.BytesIO(out.data), "q.json")}).headers["Location"]
    assert text(soup(client, again), ".notice") == ["0 saved queries were added; 200 had been there."]


@pytest.mark.parametrize(
    ("given", "status"), [({}, 400), ({"file": (b"{", "x.json")}, 400), ({"file": (b" " * 3_000_000, "x")}, 413)]
)
def test_a_file_that_can_not_be_taken_in_is_told(
    client: FlaskClient, given: dict[str, tuple[bytes, str]], status: int
) -> None:
    sent = {name: (io.BytesIO(content), called) for name, (content, called) in given.items()}
    answer = client.post("/saved/import", data=sent, content_type="multipart/form-data")
    assert answer.status_code == status
    assert saved_of(client).all() == ()


def test_a_query_called_import_keeps_its_link(client: FlaskClient) -> None:
    there = client.post("/saved", data={"name": "Import", "query": "q=siege"}).headers["Location"]
    assert text(soup(client, there), ".banner .name") == ["Import"]


def test_the_commands_take_queries_along(newsroom_index: Path, client: FlaskClient, tmp_path: Path) -> None:
    client.post("/saved", data={"name": "Siege", "query": "q=siege"})
    places = ["--index", str(newsroom_index), "--data"]
    out = CliRunner().invoke(main, ["saved", "export", *places, str(tmp_path / "data")])
    file = tmp_path / "queries.json"
    file.write_text(out.stdout, encoding="utf-8")
    taken = CliRunner().invoke(main, ["saved", "import", str(file), *places, str(tmp_path / "other")])
    assert (taken.exit_code, taken.output) == (0, "1 saved query was added; 0 had been there.\n")
    (found,) = SavedQueries(tmp_path / "other").all()
    assert (found.slug, found.query) == ("siege", "q=siege")
    assert SavedQueries(tmp_path / "other").snapshots("siege")[0].total == 20
    file.write_text('{"searchapp": "saved queries", "queries": [{}]}', encoding="utf-8")
    wrong = CliRunner().invoke(main, ["saved", "import", str(file), *places, str(tmp_path / "other")])
    assert (wrong.exit_code, "Number 1 can't be read" in wrong.output) == (1, True)
    assert (
        CliRunner().invoke(main, ["saved", "import", str(tmp_path / "none"), *places, str(tmp_path)]).exit_code
        == 1
    )
