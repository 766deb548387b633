"""A feed tells of what came into the archive last, also where it is older than all else that is found."""

from __future__ import annotations

import json
import time
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from searchapp.archive.indexing.origin import MOMENT
from searchapp.archive.open_archive import Archive
from searchapp.config import Settings
from searchapp.web import create_app
from searchapp.web.files.feeds import ATOM, FEED_SIZE

MANY = [
    {"id": f"n/{n}", "title": f"Quay {n}", "text": f"The quay of Tiral opened. Ilse Marn said berth {n} was free.",
     "published": f"2021-05-{1 + n % 28:02}"}
    for n in range(FEED_SIZE + 10)
]  # fmt: skip
LATE = {"id": "l/ate", "title": "Lamp out", "published": "2011-02-03",
        "text": "The quay of Tiral was dark. Per Holm said the lamp was out."}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive to which an old story came later."""
    folder = tmp_path_factory.mktemp("late")
    settings = Settings(index=folder / "index", data=folder / "data", corpus=folder / "stories.jsonl")
    write(settings.corpus, MANY)
    archive = Archive(settings)
    archive.index()
    time.sleep(1.01 - time.time() % 1)
    write(settings.corpus, [*MANY, LATE])
    archive.index()
    return archive


def write(file: Path, stories: list[dict[str, Any]]) -> None:
    file.write_text("\n".join(map(json.dumps, stories)))


def feed(place: Archive, query: str) -> tuple[str, list[tuple[str, str, str]]]:
    """When a feed is of, and for each entry its title, the moment it came, and the day it is of."""
    root = ET.fromstring(create_app(place.settings).test_client().get(f"/search.atom?{query}").data)

    def text(element: ET.Element, tag: str) -> str:
        return element.findtext(f"{{{ATOM}}}{tag}") or ""

    rows = [(text(e, "title"), text(e, "updated"), text(e, "published")) for e in root.findall(f"{{{ATOM}}}entry")]
    return text(root, "updated"), rows


@pytest.mark.parametrize("query", ["q=quay", "", "q=quay+zeppelin", "q=tiral&since=2010", "q=quay&sort=oldest"])
def test_a_story_that_came_last_is_the_first_entry(place: Archive, query: str) -> None:
    updated, rows = feed(place, query)
    assert len(rows) == FEED_SIZE
    assert (rows[0][0], rows[0][2]) == ("Lamp out", "2011-02-03T00:00:00Z")
    assert updated == rows[0][1] > rows[1][1]
    assert updated[:4] == datetime.now(UTC).strftime(MOMENT)[:4]
    days = [day for _, _, day in rows[1:]]
    assert days == sorted(days, reverse=True)


def test_a_statement_that_came_last_is_the_first_entry(place: Archive) -> None:
    updated, rows = feed(place, "kind=statement")
    assert len(rows) == FEED_SIZE
    assert rows[0][0].startswith("Per Holm: ")
    assert updated == rows[0][1] > rows[1][1]


def test_what_is_not_found_is_in_no_feed(place: Archive) -> None:
    assert "Lamp out" not in {title for title, _, _ in feed(place, "q=quay&since=2020")[1]}


def test_entries_keep_their_moment_when_the_index_is_built_anew(place: Archive) -> None:
    before = feed(place, "q=quay")
    place.index(rebuild=True)
    assert feed(place, "q=quay") == before
