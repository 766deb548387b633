"""The page on how the archive was read: each number is what its link gives, and what was not taken is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from searchapp.archive.open_archive import Archive
from searchapp.config import Settings
from searchapp.web import create_app

LONG = (
    "The ferry sailed again on Sunday, a week late, and the harbour master of Ennerby was there to see it leave. "
)
JSON = (
    '{{"text": "{0}One.", "title": "One", "outlet": "Tidewater Post", "published": "2019-03-04"}}\n'
    '{{"text": "{0}Two.", "title": "Two", "outlet": "Tidewater Post"}}\n'
    '{{"text": "Short."}}\n'
)


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "day.jsonl").write_text(JSON.format(LONG))
    (corpus / "ferry.txt").write_text(
        f"Title: Ferry\n\n{LONG}{LONG}\n\n1 of 2 DOCUMENTS\n\n{LONG}\n\n2 of 2 DOCUMENTS\n"
    )
    (corpus / "empty.txt").write_text("")
    (corpus / "sketch.psd").write_text("layers")
    return Settings(index=tmp_path / "index", data=tmp_path / "data", corpus=corpus)


@pytest.fixture
def client(place: Settings) -> FlaskClient:
    Archive(place).index(enrich=False)
    return create_app(place).test_client()


def page_of(client: FlaskClient) -> BeautifulSoup:
    return BeautifulSoup(client.get("/reading").text, "lxml")


def cells(row: Tag) -> Iterator[tuple[str, str]]:
    for cell in row.find_all(["th", "td"]):
        link = cell.find("a")
        yield cell.get_text(strip=True), str(link["href"]) if link else ""


def test_every_number_is_what_its_link_gives(client: FlaskClient) -> None:
    page = page_of(client)
    heads = [cell.get_text(strip=True) for cell in page.select("thead tr")[1].find_all("th")]
    assert heads == ["title", "outlet", "date", "byline", "address", "language", "text"]
    told = {row.th.get_text(strip=True): list(cells(row)) for row in page.select("tbody tr") if row.th}
    assert {name: [text for text, _ in row[1:]] for name, row in told.items()} == {
        "JSON Lines": ["3", "1", "1", "2", "3", "3", "3", "1"],
        "Text": ["1", "0", "1", "1", "1", "1", "0", "0"],
        "All": ["4", "1", "2", "3", "4", "4", "3", "1"],
    }
    links = [(text, url) for row in told.values() for text, url in row[1:] if url]
    assert len(links) == 8 + 5 + 8
    for text, url in links:
        assert client.get(url.replace("/search", "/api/v1/search", 1)).json["total"] == int(text), url  # type: ignore[index]


def test_doubts_lead_to_their_stories(client: FlaskClient) -> None:
    (link,) = page_of(client).select("ul.list a")
    assert link.get_text(" ", strip=True).startswith("1 with several documents in one file")
    assert client.get(str(link["href"]).replace("/search", "/api/v1/search", 1)).json["total"] == 1  # type: ignore[index]


def test_a_folder_of_which_everything_was_taken_has_nothing_to_say(place: Settings) -> None:
    assert place.corpus
    for name in ("ferry.txt", "empty.txt", "sketch.psd"):
        (place.corpus / name).unlink()
    Archive(place).index(enrich=False)
    response = create_app(place).test_client().get("/reading")
    assert response.status_code == 200
    assert "What was left out" not in response.text


def test_what_was_not_taken_is_said_until_it_is_taken(client: FlaskClient, place: Settings) -> None:
    said = [p.get_text(" ", strip=True) for p in page_of(client).select("section p, section li")]
    assert said[:4] == [
        "1 could not be read:",
        "empty.txt: the file has no text",
        "1 file of another kind was left out: .psd 1",
        "among them: sketch.psd",
    ]
    (place.corpus / "empty.txt").write_text(LONG)
    (place.corpus / "sketch.psd").unlink()
    Archive(place).index(enrich=False)
    assert not page_of(client).select("section")


def test_a_run_on_a_part_leaves_the_rest_as_it_was_noted(client: FlaskClient, place: Settings) -> None:
    other = place.corpus.parent / "other"
    other.mkdir()
    (other / "reel.mov").write_text("film")
    Archive(place).index([other], enrich=False)
    heads = [h3.get_text(" ", strip=True).split()[0] for h3 in page_of(client).select("h3")]
    assert heads == ["corpus", "other"]


def test_a_public_archive_counts_what_it_does_not_name(client: FlaskClient, place: Settings) -> None:
    public = create_app(
        Settings(index=place.index, data=place.data, public=True, hosts=("localhost",))
    ).test_client()
    shown = public.get("/reading").text
    assert "1 could not be read" in shown
    assert "1 file of another kind was left out" in shown
    assert "empty.txt" not in shown
    assert "sketch" not in shown


def test_an_altered_note_is_no_note(client: FlaskClient, place: Settings) -> None:
    for text in ("", "{", "[]", '{"version": 1}', '{"version": 2, "paths": []}', '{"version": 1, "paths": [{}]}'):
        (place.index / "NOTE").write_text(text)
        assert client.get("/reading").status_code == 200, text
        assert not page_of(client).select("section"), text
