"""An event's page of kept details is the page that it would be without them, whatever readers decided."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.web import create_app
from tests.archive.test_events import FIRST, Desk, story

TOLL = ("12 passengers were missing", "19 passengers were missing")
STORIES = [
    *FIRST[:3],
    *(
        story(f"toll-{n}", f"{FIRST[n]['text']} {told} when the ferry Halcyon sank.", n + 1, "2019-03-04")
        for n, told in enumerate(TOLL)
    ),
    FIRST[-1],
]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    told = Desk(tmp_path)
    told.index(STORIES)
    return told


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return create_app(desk.settings).test_client()


def forget(desk: Desk, *, but: str = "") -> None:
    """Have no details kept; or all, with some words of theirs in capitals."""
    with closing(sqlite3.connect(desk.folder / "index/compared.sqlite3")) as db, db:
        if but:
            db.execute("UPDATE details SET cues = replace(cues, ?, ?)", (but, but.upper()))
        else:
            db.execute("DELETE FROM details")


def test_the_page_is_the_same_with_and_without_kept_details(desk: Desk, client: FlaskClient) -> None:
    ((slug, _),) = desk.events().items()
    kept = [client.get(address).text for address in (f"/event/{slug}", f"/cues?event={slug}")]
    assert all("<mark>12</mark>" in page and "<mark>19</mark>" in page for page in kept)
    printed = desk.run("cues", slug)
    forget(desk)
    assert [client.get(address).text for address in (f"/event/{slug}", f"/cues?event={slug}")] == kept
    assert desk.run("cues", slug) == printed


def test_kept_details_are_what_is_shown_until_a_reader_changes_the_event(desk: Desk, client: FlaskClient) -> None:
    ((slug, _),) = desk.events().items()
    forget(desk, but='"passengers')
    assert "PASSENGERS" in client.get(f"/event/{slug}").text
    client.post(f"/event/{slug}/stories", data={"story": "alone", "where": "in"})
    page = client.get(f"/event/{slug}").text
    assert "PASSENGERS" not in page
    assert "ninety kilograms" in page
    client.post(f"/event/{slug}/stories", data={"story": "toll-1", "where": "out"})
    assert "<mark>19</mark>" not in client.get(f"/event/{slug}").text
