"""Tags and packing: a page that has not changed is not sent again, one that has is, and both read the same."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask

from searchapp.config import Settings
from searchapp.curation.corrections import NameCorrection
from searchapp.curation.corrections_file import FILE_NAME, note
from searchapp.web import create_app
from tests.conftest import fill
from tests.stories import story
from tests.web.conftest import newsroom

PACKED = {"Accept-Encoding": "gzip"}
ADDRESSES = ["/search?q=raqqa", "/story/deal", "/facet/outlet?q=raqqa", "/api/v1/search?q=raqqa", "/help"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    fill(tmp_path / "index", newsroom())
    return Settings(index=tmp_path / "index", data=tmp_path / "data")


@pytest.fixture
def fresh(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_has_not_changed_is_not_sent_again(fresh: Flask, address: str) -> None:
    client = fresh.test_client()
    first = client.get(address)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "private, no-cache")
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert client.get(address, headers={"If-None-Match": 'W/"other"'}).status_code == 200
    assert create_app(fresh.extensions["searchapp"].settings).test_client().get(address).headers["ETag"] == tag


def test_whatever_changes_a_page_changes_its_tag(fresh: Flask, settings: Settings) -> None:
    client = fresh.test_client()
    seen = [client.get("/search?q=raqqa").headers["ETag"]]

    def changed(told: str) -> None:
        answer = client.get("/search?q=raqqa", headers={"If-None-Match": seen[-1]})
        assert answer.status_code == 200, told
        assert answer.headers["ETag"] not in seen
        seen.append(answer.headers["ETag"])

    fill(settings.index, [story("late", "Late news from Raqqa.")])
    changed("published")
    note(settings.data / FILE_NAME, NameCorrection("", "place", "Raqqa", "reject"))
    changed("corrected")
    (settings.data / "names.yaml").write_text("- {id: raqqa, kind: place, preferred: Raqqa, aliases: [Raqqah]}\n")
    changed("named")
    assert client.post("/collections/note", data={"story": "late", "text": "Ring them."}).status_code == 303
    changed("noted")
    other = client.get("/search?q=raqqa&page=2").headers["ETag"]
    assert other not in seen


def test_pages_that_depend_on_more_have_no_tag(fresh: Flask) -> None:
    client = fresh.test_client()
    for address in ("/", "/saved", "/corrections", "/names", "/search?q=" + "x" * 3000, "/nowhere"):
        assert "ETag" not in client.get(address).headers or address.startswith("/search")
    assert "ETag" not in client.get("/story/nowhere").headers


def test_while_a_file_of_the_user_is_broken_no_page_is_taken_from_before(fresh: Flask, settings: Settings) -> None:
    client = fresh.test_client()
    tag = client.get("/search?q=raqqa").headers["ETag"]
    settings.data.mkdir(exist_ok=True)
    (settings.data / "names.yaml").write_text("{")
    answer = client.get("/search?q=raqqa", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "names file" in answer.text
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("address", [*ADDRESSES, "/", "/search.csv?q=raqqa", "/search.atom?q=raqqa"])
def test_a_packed_answer_reads_the_same(fresh: Flask, address: str) -> None:
    client = fresh.test_client()
    plain, packed = client.get(address), client.get(address, headers=PACKED)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers.get("Vary", "") or plain.is_streamed
    if packed.headers.get("Content-Encoding") == "gzip":
        assert len(packed.data) < len(plain.data)
        data = gzip.decompress(packed.data)
        assert int(packed.headers["Content-Length"]) == len(packed.data)
    else:
        assert plain.is_streamed or len(plain.data) < 1000
        data = packed.data
    if not address.startswith("/api/"):
        assert data == plain.data
    else:
        assert data.count(b'"id"') == plain.data.count(b'"id"') > 3


def test_small_answers_and_stylesheets(fresh: Flask) -> None:
    client = fresh.test_client()
    assert "Content-Encoding" not in client.get("/api/v1/stories/nowhere", headers=PACKED).headers
    refused = client.get("/search?q=raqqa", headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in refused.headers
