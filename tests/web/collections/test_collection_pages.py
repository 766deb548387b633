"""The desk gathers what it found: from a story, a statement, a search; in its order, with notes, tags and undo."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from searchapp.collections.kept_file import read_kept
from searchapp.config import Settings
from searchapp.curation.corrections import digest
from searchapp.text.sentences import sentences
from searchapp.web import create_app
from searchapp.web.collections.presenter import MOST_AT_ONCE
from searchapp.web.ui.kept import on_story
from tests.conftest import fill
from tests.stories import story

STATEMENTS = "/search?kind=statement&q=fighters"


def soup(client: FlaskClient, url: str) -> BeautifulSoup:
    """A page that is there."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def submit(client: FlaskClient, form: Tag | None, **given: str) -> BeautifulSoup:
    """Fill in a form as a browser would, send it, and follow it."""
    assert form is not None
    fields = {str(i["name"]): str(i.get("value", "")) for i in form.select("input[name]:not([type=radio])")}
    fields |= {str(i["name"]): str(i["value"]) for i in form.select("input[type=radio][checked]")}
    answer = client.post(str(form["action"]), data={**fields, **given})
    assert answer.status_code == 303, answer.text
    return soup(client, answer.headers["Location"])


def done(page: BeautifulSoup) -> str:
    """What the page says was done."""
    said = page.select_one(".notice.done")
    return " ".join(said.get_text(" ").split()) if said else ""


def order(client: FlaskClient, slug: str) -> list[str]:
    """The headings of a collection's items."""
    return [h.get_text(strip=True) for h in soup(client, f"/collection/{slug}").select(".items h2")]


@pytest.fixture
def gathered(client: FlaskClient) -> FlaskClient:
    """A client whose desk has gathered two passages, a story and a search."""
    assert client_post(client, "/collections", name="Who leaves") == 303
    for link in soup(client, STATEMENTS).select('.acts a[href^="/collections/add"]')[:2]:
        submit(client, soup(client, str(link["href"])).select_one("form.adding"), to="who-leaves")
    for fields in ({"story": "silo"}, {"query": "q=siege"}):
        assert client.post("/collections/add", data={**fields, "to": "who-leaves"}).status_code == 303
    return client


def test_a_statement_is_added_from_the_results_and_led_back_to_them(client: FlaskClient) -> None:
    link = soup(client, STATEMENTS).select_one('.acts a[href^="/collections/add"]')
    assert link is not None
    page = soup(client, str(link["href"]))
    assert page.select_one(".kept-words.direct .who").get_text(strip=True) == "Omar Alloush"  # type: ignore[union-attr]
    back = submit(client, page.select_one("form.adding"), name="Who leaves", note="First account.")
    assert (done(back), back.select_one("#q")["value"]) == (  # type: ignore[index]
        "Added to “Who leaves”. Open it Undo", "fighters"
    )  # fmt: skip
    shown = soup(client, "/collection/who-leaves")
    assert shown.select_one(".note-text").get_text() == "First account."  # type: ignore[union-attr]
    assert "right about 100 times in 100" in shown.get_text()
    again = submit(client, back.select_one(".notice form"))
    assert done(again) == "Removed from “Who leaves”. Open it Undo"
    assert order(client, "who-leaves") == []


def test_items_are_moved_noted_removed_and_brought_back(gathered: FlaskClient) -> None:
    def change(number: int, do: str, **more: str) -> BeautifulSoup:
        form = soup(gathered, "/collection/who-leaves").select("form.changing")[number - 1]
        return submit(gathered, form, do=do, **more)

    a, b, c, d = order(gathered, "who-leaves")
    change(1, "down")
    assert order(gathered, "who-leaves") == [b, a, c, d]
    change(4, "up")
    change(1, "move", place="3")
    assert order(gathered, "who-leaves") == [a, d, b, c]
    page = change(2, "note", note="Ask again.\r\nOn Sunday.")
    assert "Ask again.\nOn Sunday." in page.select(".items > li")[1].get_text()
    page = change(1, "remove")
    assert (len(page.select(".items > li")), done(page)) == (3, "Removed from “Who leaves”. Open it Undo")
    submit(gathered, page.select_one(".notice form"))
    assert order(gathered, "who-leaves") == [a, d, b, c]
    for wrong in ({"do": "move", "place": "one"}, {"do": "burn"}, {"do": "up", "item": "x"}):
        assert gathered.post("/collection/who-leaves/items", data=wrong).status_code in (400, 404)


def test_a_collection_is_renamed_deleted_and_brought_back(gathered: FlaskClient) -> None:
    assert client_post(gathered, "/collection/who-leaves/edit", name="Who left?", note="Two accounts.") == 303
    assert "Who left?" in soup(gathered, "/collections").get_text()
    page = submit(gathered, soup(gathered, "/collection/who-leaves").select(".rename form")[1], do="delete")
    assert done(page) == "“Who left?” was deleted. Undo"
    assert gathered.get("/collection/who-leaves").status_code == 404
    submit(gathered, page.select_one(".notice form"))
    assert len(order(gathered, "who-leaves")) == 4
    assert client_post(gathered, "/collection/who-leaves/edit", name=" ", note="") == 400
    assert client_post(gathered, "/collections", name="\x07") == 400


def client_post(client: FlaskClient, url: str, **fields: Any) -> int:
    """Post, and give the status."""
    return client.post(url, data=fields).status_code


def test_a_search_is_added_or_what_it_finds_as_far_as_that_is_said(make_client: Any) -> None:
    many = MOST_AT_ONCE + 5
    client = make_client(*(story(f"s{n:03d}", f"Convoy {n} left.", title=f"Convoy {n}") for n in range(many)))
    link = soup(client, "/search?q=convoy").select_one('.actions a[href^="/collections/add"]')
    assert link is not None
    form = soup(client, str(link["href"])).select_one("form.adding")
    assert form is not None
    assert "the first 200 of 205 stories" in form.get_text()
    page = submit(client, form, name="Convoys", what="found")
    assert done(page) == "200 items: added to “Convoys”. Open it Undo"
    page = submit(client, page.select_one(".notice form"))
    assert done(page) == "200 items: removed from “Convoys”. Open it Undo"
    submit(client, form, to="convoys", name="", what="search")
    assert "finds 205 stories now" in soup(client, "/collection/convoys").get_text()


def test_a_note_and_a_tag_stand_in_the_reader(client: FlaskClient) -> None:
    page = submit(client, soup(client, "/story/deal").select_one(".kept details form"), text="Ring the office.")
    assert (done(page), page.select_one(".notes .note-text").get_text()) == (  # type: ignore[union-attr]
        "The note is kept. Undo", "Ring the office."
    )  # fmt: skip
    page = submit(client, page.select_one(".notes details form"), text="They rang back.")
    assert page.select_one(".notes .note-text").get_text() == "They rang back."  # type: ignore[union-attr]
    page = submit(client, page.select(".notes .under > form")[0])
    assert (done(page), page.select(".notes li")) == ("The note was deleted. Undo", [])
    page = submit(client, page.select_one(".notice form"))
    assert len(page.select(".notes li")) == 1
    page = submit(client, page.select_one("form.tagging"), tag="  to be\tchecked ")
    assert done(page) == "Tagged “to be checked”. Undo"
    assert page.select_one(".tags-here a")["href"] == "/search?tag=to+be+checked"  # type: ignore[index]
    assert 'value="to be checked"' in str(soup(client, "/story/silo").select_one("datalist"))
    page = submit(client, page.select_one(".tags-here form"))
    assert done(page) == "The tag “to be checked” was taken away. Undo"
    assert submit(client, page.select_one(".notice form")).select_one(".tags-here") is not None
    assert client_post(client, "/collections/note", story="deal", text=" ") == 400
    assert client_post(client, "/collections/tag", story="nowhere", tag="x") == 404


def test_what_was_kept_outlives_its_story(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", data=tmp_path / "data")
    fill(settings.index, [story("a", "The dam holds. Nobody came.", title="Dam"), story("b", "Late.", title="B")])
    client = create_app(settings).test_client()
    passage = {"story": "a", "passage": digest("The dam holds.")}
    assert client_post(client, "/collections/add", name="Dam", **passage) == 303
    assert client_post(client, "/collections/note", text="Really?", **passage) == 303
    fill(settings.index, [story("a", "First came rain. The dam  holds. Nobody came.", title="Dam")])
    assert soup(client, "/collection/dam").select(".lapsed") == []
    fill(settings.index, [story("a", "The dam broke. Nobody came.", title="Dam")])
    shown = soup(client, "/collection/dam")
    assert "these words no longer stand in it" in shown.select_one(".lapsed").get_text()  # type: ignore[union-attr]
    assert "The dam holds." in shown.get_text()
    notes = soup(client, "/story/a").select_one(".notes")
    assert notes is not None
    assert "“The dam holds.”" in notes.get_text()
    assert notes.select(".lapsed")
    fill(settings.index, [story("b", "Late.", title="B")], rebuild=True)
    shown = soup(client, "/collection/dam")
    assert "no longer in the archive" in shown.get_text()
    assert "The dam holds." in shown.get_text()


def test_visitors_of_a_public_archive_see_none_of_it(newsroom_index: Path, tmp_path: Path) -> None:
    own = create_app(Settings(index=newsroom_index, data=tmp_path)).test_client()
    assert client_post(own, "/collections/add", story="deal", name="Secret plan") == 303
    assert client_post(own, "/collections/note", story="deal", text="Secret note") == 303
    assert client_post(own, "/collections/tag", story="deal", tag="secret") == 303
    token = next(iter(read_kept(tmp_path / "collections.jsonl").kept.notes))
    host = {"Host": "archive.example.org"}
    public = create_app(
        Settings(index=newsroom_index, data=tmp_path, public=True, hosts=("archive.example.org",))
    ).test_client()
    for path in (f"/story/deal?kept={token}&tagged=secret", STATEMENTS, "/search", "/"):
        text = public.get(path, headers=host).text.lower()
        assert not re.search("secret|collection", text), path
    for path in ("/collections", "/collections/add?story=deal", "/collection/secret-plan", "/dossier?q=deal",
                 "/collection/secret-plan/dossier.html", "/collection/secret-plan/dossier.zip"):  # fmt: skip
        assert public.get(path, headers=host).status_code == 403, path


def test_what_a_collection_has_is_not_added_again_and_nothing_is_half_done(gathered: FlaskClient) -> None:
    before = order(gathered, "who-leaves")
    answer = gathered.post("/collections/add", data={"story": "silo", "to": "who-leaves", "back": "/story/silo"})
    page = soup(gathered, answer.headers["Location"])
    assert done(page) == "“Who leaves” has it already; nothing was added. Open it"
    assert "already" not in str(page.select_one(".kept .more a"))
    assert order(gathered, "who-leaves") == before
    nothing = {"query": "q=submarine", "what": "found", "name": "Submarines"}
    assert client_post(gathered, "/collections/add", **nothing) == 400
    assert client_post(gathered, "/collections/add", story="nowhere", name="Nowhere") == 404
    assert client_post(gathered, "/collections/add", story="silo", passage="0" * 12, name="Nowhere") == 404
    assert len(soup(gathered, "/collections").select(".saved-list li")) == 1


def test_the_sentence_that_is_marked_can_be_added(app: Flask) -> None:
    with app.test_request_context("/story/silo"):
        found = app.extensions["searchapp"].archive.story("silo")
        sentence = next(iter(sentences(found.text)))
        kept = on_story(found, sentence)
    assert kept is not None
    page = soup(app.test_client(), kept.add_lit)
    assert page.select_one(".kept-words .words").get_text().startswith("Talal Silo said")  # type: ignore[union-attr]
