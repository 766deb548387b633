"""Saved queries on the page: a permanent link, what is new since the last look, and a database in trouble."""

import shutil
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.archive.saved_queries import FILE_NAME
from searchapp.web.services import EXTENSION
from tests.conftest import fill
from tests.stories import story
from tests.web.conftest import mention


def soup(client: FlaskClient, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def text(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(t.get_text().split()) for t in page.select(selector)]


def test_new_stories_are_counted_until_they_are_marked_as_seen(
    make_client: Callable[..., FlaskClient], tmp_path: Path
) -> None:
    client = make_client(story("a", "siege one"), story("b", "other"))
    answer = client.post("/saved", data={"name": "The siege", "query": "q=siege&page=7&junk=1&sort=relevance"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/saved/the-siege?saved=1")
    page = soup(client, "/saved/the-siege")
    assert text(page, ".banner b") == ["Nothing new"]
    assert not page.select(".banner form")
    assert client.get("/saved/the-siege.json").get_json()["query"] == "q=siege"

    fill(tmp_path / "made", [story("c", "siege two"), story("a", "siege one, corrected")])
    for _ in range(2):
        page = soup(client, "/saved/the-siege")
        assert text(page, ".banner b") == ["1 new story"]
    assert text(page, ".hit .new") == ["new"]
    assert text(soup(client, "/saved"), ".news") == ["1 new story"]
    assert text(soup(client, "/"), ".news") == ["1 new story"]
    assert client.get("/api/v1/saved/the-siege").get_json()["new"] == ["c"]
    form = {i["name"]: i["value"] for i in page.select(".banner input")}

    fill(tmp_path / "made", [story("d", "siege three")])
    answer = client.post("/saved/the-siege/seen", data=form)
    assert answer.headers["Location"] == "/saved/the-siege?changed=1"
    page = soup(client, answer.headers["Location"])
    assert text(page, ".banner b") == ["2 new stories"]
    assert "The archive changed while you were looking" in page.get_text()

    form = {i["name"]: i["value"] for i in page.select(".banner input")}
    assert client.post("/saved/the-siege/seen", data=form).status_code == 303
    assert text(soup(client, "/saved/the-siege"), ".banner b") == ["Nothing new"]
    assert client.post("/saved/the-siege/delete").headers["Location"] == "/saved?deleted=the-siege"
    assert client.get("/saved/the-siege").status_code == 404


def test_counts_follow_whatever_changes_them(make_client: Callable[..., FlaskClient], tmp_path: Path) -> None:
    raqqa = story("a", "Siege of Raqqa.", mentions=(mention("Siege of Raqqa.", "Raqqa", "place"),))
    client = make_client(raqqa, story("b", "other"))

    def counts() -> list[str]:
        return text(soup(client, "/saved"), ".state")

    client.post("/saved", data={"name": "place", "query": "place=Raqqa"})
    client.post("/saved", data={"name": "word", "query": "q=siege"})
    seen = counts()
    assert [s.partition(" last")[0] for s in seen] == ["nothing new of 1 story"] * 2
    assert counts() == seen
    client.post("/name/place/Raqqa", data={"name": "Raqqa", "action": "reject"})
    assert [s.partition(" last")[0] for s in counts()] == ["nothing new of 0 stories", "nothing new of 1 story"]
    fill(tmp_path / "made", [story("c", "second siege")])
    assert [s.partition(" last")[0] for s in counts()] == ["nothing new of 0 stories", "1 new story of 2 stories"]
    form = {i["name"]: i["value"] for i in soup(client, "/saved/word").select(".banner input")}
    client.post("/saved/word/seen", data=form)
    assert [s.partition(" last")[0] for s in counts()] == ["nothing new of 0 stories", "nothing new of 2 stories"]


def test_a_saved_query_of_statements_counts_statements(client: FlaskClient) -> None:
    client.post("/saved", data={"name": "", "query": "kind=statement&q=fighters"})
    saved = client.get("/saved/fighters-statements.json").get_json()
    assert (saved["name"], saved["statements"], saved["stories"]) == ("fighters, statements", 3, 2)
    assert (saved["new"], saved["new_statements"]) == ([], [])
    assert text(soup(client, "/saved/fighters-statements"), ".tabs a") == ["Stories 4", "Statements 3"]


def test_a_damaged_database_is_mended_from_its_copy_and_the_pages_say_so(client: FlaskClient) -> None:
    client.post("/saved", data={"name": "x", "query": "q=x"})
    path = client.application.extensions[EXTENSION].saved.path
    path.write_bytes(path.read_bytes()[:5000])
    for url in ("/saved", "/", "/saved/x"):
        assert "The saved queries were found damaged on" in text(soup(client, url), ".notice")[0]
    assert text(soup(client, "/saved"), "h3") == ["x"]
    assert "found damaged" in client.get("/saved/y").text
    next(path.parent.glob("saved.damaged-*")).unlink()
    assert text(soup(client, "/saved"), ".notice") == []


def test_a_damaged_database_without_a_copy_spoils_only_what_is_saved(client: FlaskClient) -> None:
    client.post("/saved", data={"name": "x", "query": "q=x"})
    path = client.application.extensions[EXTENSION].saved.path
    assert path.name == FILE_NAME
    shutil.rmtree(path.parent / "saved.history")
    path.write_bytes(b"garbage " * 2000)
    assert text(soup(client, "/search?q=raqqa"), "[role=status]") == ["24 stories"]
    assert "Saved queries can't be shown" in text(soup(client, "/"), ".notice")[0]
    assert "Saved queries can't be shown" in text(soup(client, "/saved"), ".notice")[0]
    answer = client.get("/saved/x")
    assert answer.status_code == 503
    assert "backup" in answer.text
    assert client.post("/saved", data={"name": "y", "query": "q=y"}).status_code == 503


def test_a_saved_query_can_not_lead_elsewhere(client: FlaskClient) -> None:
    for query in (
        "//evil.example",
        "https://evil.example/?q=x",
        "&" * 5000,
        "%",
        "q=%ff%00",
        "next=//evil.example",
    ):
        answer = client.post("/saved", data={"name": "x", "query": query})
        assert answer.headers["Location"].startswith("/saved/x")
    for link in soup(client, "/saved").select("h3 a"):
        assert client.get(str(link["href"])).status_code == 200
