"""A reader puts a finding right in the page: it shows at once, is listed, exported and taken back."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.web import create_app
from searchapp.web.security import own_path
from searchapp.web.urls import with_parameter
from tests.conftest import fill
from tests.web.bureau import bureau
from tests.web.test_pages import said, soup

STATEMENTS = "/search?kind=statement"


def speakers(client: FlaskClient) -> dict[str, int]:
    """The speaker facet of all statements."""
    found = client.get("/api/v1/search", query_string={"kind": "statement"}).get_json()["facets"]
    return {v["value"]: v["count"] for v in found["speaker"]}


def form_of(client: FlaskClient, url: str) -> tuple[str, dict[str, str], Tag]:
    """Where the form of a correction posts to, its hidden fields, and the form."""
    form = soup(client, url).select_one("form.ask-form")
    assert form is not None
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input[type=hidden]")}
    return str(form["action"]), fields, form


def not_right(client: FlaskClient, page: str, words: str) -> str:
    """The link "Not right?" of the statement with these words on a page of results."""
    for hit in soup(client, page).select(".hit"):
        told = hit.select_one(".told > .words")
        assert told is not None
        for around in told.select(".around"):
            around.extract()
        if words in " ".join(told.get_text().split()):
            return str(hit.select_one(".acts a[rel=nofollow]")["href"])  # type: ignore[index]
    raise AssertionError(words)


def correct(client: FlaskClient, words: str, page: str = STATEMENTS, **fields: str) -> str:
    """Correct a statement on a page of results; returns the address that it leads back to."""
    action, hidden, _ = form_of(client, not_right(client, page, words))
    answer = client.post(action, data={**hidden, **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def undo_on(client: FlaskClient, url: str) -> str:
    """Press "Undo" on a page; returns the address that it leads back to."""
    form = soup(client, url).select_one("form.undo")
    assert form is not None
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input")}
    answer = client.post(str(form["action"]), data=fields)
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_a_rejected_statement_is_gone_until_it_is_taken_back(desk_client: FlaskClient) -> None:
    assert speakers(desk_client) == {"Omar Alloush": 4, "Omar Aloush": 1, "Talal Silo": 1}
    page = f"{STATEMENTS}&speaker=Talal+Silo"
    back = correct(desk_client, "they had not", page, action="reject")
    assert back.startswith(f"{page}&corrected=")
    assert speakers(desk_client) == {"Omar Alloush": 4, "Omar Aloush": 1}
    assert said(soup(desk_client, back), ".notice.done") == ["Corrected. Undo"]
    assert "they had not" not in " ".join(said(soup(desk_client, "/story/b"), ".speaker li > a"))
    assert desk_client.get("/api/v1/search?kind=statement&q=%22had+not%22").get_json()["total"] == 0
    again = undo_on(desk_client, back)
    assert again == back
    assert speakers(desk_client)["Talal Silo"] == 1
    assert said(soup(desk_client, again), ".notice") == ["Taken back. All corrections"]


def test_another_speaker(desk_client: FlaskClient) -> None:
    action, hidden, form = form_of(desk_client, not_right(desk_client, STATEMENTS, "they had not"))
    assert hidden["back"] == STATEMENTS
    assert {o["value"] for o in form.select("datalist option")} == {
        "Omar Alloush",
        "Talal Silo",
        "Commander Talal A. Silo",
    }
    data = {**hidden, "action": "speaker", "speaker": "  The  drivers ", "kind": "unnamed"}
    desk_client.post(action, data=data)
    assert speakers(desk_client) == {"Omar Alloush": 4, "Omar Aloush": 1}
    hit = soup(desk_client, f"{STATEMENTS}&source=unnamed")
    assert said(hit, ".statement .who") == ["The drivers unnamed"]
    assert said(hit, ".how") == ["corrected by a reader"]
    desk_client.post(action, data={**hidden, "action": "speaker", "speaker": "YPG", "kind": "organization"})
    assert speakers(desk_client) == {"Omar Alloush": 4, "Omar Aloush": 1, "YPG": 1}
    assert said(soup(desk_client, not_right(desk_client, STATEMENTS, "they had not")), ".notice.done") == [
        "Corrected before: YPG said this, not Talal Silo. Undo"
    ]
    assert said(soup(desk_client, "/story/b"), ".speaker > summary") == ["Omar Alloush 1", "YPG 1"]


def test_two_statements_of_one_sentence_are_told_apart(desk_client: FlaskClient) -> None:
    url = not_right(desk_client, STATEMENTS, "they had not")
    assert len(soup(desk_client, url).select("form.ask-form")) == 1
    both = soup(desk_client, url.partition("?")[0])
    assert len(both.select("form.ask-form")) == 2
    ids = [t["id"] for t in both.select("[id]")]
    assert len(ids) == len(set(ids))


def test_the_reader_leads_to_the_form_and_back(desk_client: FlaskClient) -> None:
    page = soup(desk_client, "/story/c?q=deal")
    link = page.select_one(".speaker .wrong")
    assert link is not None
    action, hidden, _ = form_of(desk_client, str(link["href"]))
    assert hidden["back"] == "/story/c?q=deal"
    answer = desk_client.post(action, data={**hidden, "action": "reject"})
    back = answer.headers["Location"]
    assert back.startswith("/story/c?q=deal&corrected=")
    shown = soup(desk_client, back)
    assert said(shown, ".notice.done") == ["Corrected. Undo"]
    assert said(shown, ".rail-right section:first-child p") == ["No statement was found."]
    assert undo_on(desk_client, back) == back
    assert said(soup(desk_client, back), ".speaker > summary") == ["Omar Alloush 1"]


def test_all_corrections_are_listed_and_exported(desk_client: FlaskClient) -> None:
    assert said(soup(desk_client, "/corrections"), ".lead") == ["Nothing has been corrected yet."]
    assert desk_client.get("/corrections.jsonl").data == b""
    correct(desk_client, "they had not", action="reject")
    correct(desk_client, "both are right", action="speaker", speaker="Talal Silo", kind="person")
    desk_client.post("/name/person/May", data={"name": "May", "action": "reject"})
    page = soup(desk_client, "/corrections")
    assert said(page, ".decided .what") == [
        "“May” is not a person, in all stories.",
        "Talal Silo said this, not Omar Aloush.",
        "Talal Silo did not say this.",
    ]
    assert said(page, ".decided .words") == [
        "both are right",
        "Omar Alloush said the buses had left, and Talal Silo said they had not.",
    ]
    assert said(page, ".page-in > .quiet")[0].startswith("3 corrections in force.")
    undo_on(desk_client, "/corrections")
    page = soup(desk_client, "/corrections")
    assert said(page, ".page-in > .quiet")[0].startswith("2 corrections in force, 1 taken back.")
    assert said(page, ".undone .what") == ["“May” is not a person, in all stories."]
    export = desk_client.get("/corrections.jsonl")
    assert export.headers["Content-Disposition"] == 'attachment; filename="corrections.jsonl"'
    rows = [json.loads(line) for line in export.text.splitlines()]
    assert len(rows) == 4
    assert rows[3]["undo"] == rows[2]["id"]


def test_a_correction_outlives_its_sentence(tmp_path: Path) -> None:
    fill(tmp_path / "index", bureau())
    client = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data")).test_client()
    correct(client, "they had not", action="reject")
    fill(tmp_path / "index", [s for s in bureau() if s.id != "b"], rebuild=True)
    assert speakers(client) == {"Omar Alloush": 3, "Omar Aloush": 1}
    assert "no longer in the archive" in soup(client, "/corrections").select_one(".decided").get_text()  # type: ignore[union-attr]
    fill(tmp_path / "index", bureau(), rebuild=True)
    assert speakers(client) == {"Omar Alloush": 4, "Omar Aloush": 1}


def test_a_form_that_says_nothing_is_refused(desk_client: FlaskClient, tmp_path: Path) -> None:
    action, hidden, _ = form_of(desk_client, not_right(desk_client, STATEMENTS, "they had not"))
    refused: list[dict[str, str]] = [
        {},
        {"action": "delete"},
        {"action": "speaker"},
        {"action": "speaker", "speaker": " ", "kind": "person"},
        {"action": "speaker", "speaker": "x" * 201, "kind": "person"},
        {"action": "speaker", "speaker": "x", "kind": "place"},
    ]
    for fields in refused:
        assert desk_client.post(action, data={**hidden, **fields}).status_code == 400, fields
    assert desk_client.post(action, data={"action": "reject"}).status_code == 404
    assert desk_client.post("/story/b/s/000000000000/correct", data={"action": "reject"}).status_code == 404
    assert desk_client.get("/story/b/s/000000000000/correct").status_code == 404
    assert desk_client.get("/story/nix/s/000000000000/correct").status_code == 404
    assert desk_client.post("/corrections/nix/undo").status_code == 404
    assert not (tmp_path / "data").exists()


def test_a_broken_file_is_said_and_the_last_good_ones_stay(desk_app: Flask, tmp_path: Path) -> None:
    client = desk_app.test_client()
    correct(client, "they had not", action="reject")
    assert "Talal Silo" not in speakers(client)
    file = tmp_path / "data" / "corrections.jsonl"
    kept = file.read_text()
    file.write_text(kept + "no json\n")
    for url in ("/search", "/corrections", "/names", "/name/person/Omar%20Alloush", "/story/b", "/facet/speaker"):
        assert any("corrections can't be read" in n for n in said(soup(client, url), ".notice")), url
    assert "Talal Silo" not in speakers(client)
    action, hidden, _ = form_of(client, not_right(client, STATEMENTS, "both are right"))
    file.write_text(kept)
    assert not any("can't be read" in n for n in said(soup(client, "/search"), ".notice"))
    assert client.post(action, data={**hidden, "action": "reject"}).status_code == 303
    assert speakers(client) == {"Omar Alloush": 4}


def test_a_name_that_is_nobodys(desk_client: FlaskClient) -> None:
    page = soup(desk_client, "/name/person/May")
    assert said(page, ".edit-name summary")[0] == "Not a person?"
    assert said(page, ".edit-name legend") == ["In its story it is"]
    answer = desk_client.post("/name/person/May", data={"name": "May", "action": "reject"})
    back = answer.headers["Location"]
    assert back.startswith("/name/person/May?corrected=")
    gone = soup(desk_client, back)
    assert said(gone, ".notice.done") == ["Corrected. Undo"]
    assert said(gone, ".lead") == ["No story has this person now."]
    now = soup(desk_client, "/name/person/May")
    assert said(now, ".notice") == ["“May” is not a person, in all stories. Undo"]
    people = desk_client.get("/api/v1/search").get_json()["facets"]
    assert "May" not in json.dumps(people)
    undo_on(desk_client, back)
    assert said(soup(desk_client, "/name/person/May"), ".tallies a")[0] == "1 story"


def test_a_name_of_another_kind(desk_client: FlaskClient) -> None:
    answer = desk_client.post("/name/organization/UN", data={"name": "UN", "action": "place"})
    back = answer.headers["Location"]
    assert back.startswith("/name/place/UN?corrected=")
    assert said(soup(desk_client, back), ".tallies a")[0] == "1 story"
    assert said(soup(desk_client, "/name/organization/UN"), ".notice") == [
        "“UN” is a place, not an organization, in all stories. Undo"
    ]
    for url, data, status in (
        ("/name/organization/UN", {"action": "reject"}, 404),
        ("/name/place/UN", {"action": "place"}, 400),
        ("/name/place/UN", {}, 400),
        ("/name/speaker/Omar%20Alloush", {"action": "reject"}, 400),
        ("/name/place/UN", {"name": " ", "action": "reject"}, 400),
    ):
        assert desk_client.post(url, data=data).status_code == status, (url, data)


@pytest.mark.parametrize(
    "raw",
    [
        "//evil.example/search", "https://evil.example/search", "/search\\..", "javascript:alert(1)",
        "/search\r\nX: y", "/story/\x00", "/static/app.css", "/search#x", "/name/person/a b",
        "/corrections/x/undo", "", "/", "/searchx", "/story/é", "\t/search", "/search?q=\u202e",
    ],
)  # fmt: skip
def test_the_way_back_is_always_ours(desk_client: FlaskClient, raw: str) -> None:
    assert own_path(raw, "/corrections") == "/corrections"
    action, hidden, _ = form_of(desk_client, not_right(desk_client, STATEMENTS, "they had not"))
    answer = desk_client.post(action, data={**hidden, "back": raw, "action": "reject"})
    assert answer.headers["Location"].startswith("/story/b?corrected=")
    page = desk_client.get(action, query_string={"back": raw})
    assert BeautifulSoup(page.text, "lxml").select_one(".back")["href"] == "/story/b"  # type: ignore[index]


def test_ways_back_keep_their_parameters() -> None:
    for path in ("/search", "/search?q=a&kind=statement", "/story/a%2Fb?q=x", "/name/person/A%20B", "/names"):
        assert own_path(path, "") == path
    assert with_parameter("/search", "corrected", "1") == "/search?corrected=1"
    assert with_parameter("/search?q=a&corrected=0", "corrected", "1") == "/search?q=a&corrected=1"


def test_the_line_shows_only_for_a_real_correction(desk_client: FlaskClient) -> None:
    for asked in ("nix", "", "<b>", "0" * 500):
        assert said(soup(desk_client, f"/search?corrected={asked}"), ".notice") == []
