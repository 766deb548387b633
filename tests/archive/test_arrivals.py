"""When stories came into an archive: the moment of the run that first had them, whatever is done later."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from searchapp.archive.indexing.origin import MOMENT, Origin
from searchapp.archive.open_archive import Archive
from searchapp.config import Settings
from searchapp.engines import in_folder
from tests.conftest import fill
from tests.stories import story


@pytest.fixture
def place(tmp_path: Path) -> Archive:
    (tmp_path / "corpus").mkdir()
    return Archive(Settings(index=tmp_path / "index", data=tmp_path / "data", corpus=tmp_path / "corpus"))


def add(place: Archive, name: str, text: str) -> None:
    (place.settings.corpus / f"{name}.txt").write_text(f"ID: {name}\n\n{text}\n")


def moments(place: Archive) -> dict[str, str]:
    with place.lease() as index:
        return dict(place.arrivals(index))


def next_second() -> None:
    now = time.time()
    time.sleep(1.01 - now % 1)


def test_a_story_came_with_the_run_that_first_had_it(place: Archive) -> None:
    add(place, "a", "The port was open.")
    start = datetime.now(UTC).strftime(MOMENT)
    place.index(enrich=False)
    before = moments(place)
    assert start <= before["a"] <= datetime.now(UTC).strftime(MOMENT)
    next_second()
    add(place, "b", "The port was shut.")
    place.index(enrich=False)
    after = moments(place)
    assert after["a"] == before["a"] < after["b"]


def test_what_changes_is_moved_or_built_anew_came_when_it_came(place: Archive) -> None:
    add(place, "a", "The port was open.")
    add(place, "b", "The port was shut.")
    place.index(enrich=False)
    before = moments(place)
    next_second()
    add(place, "a", "The port was open on Monday.")
    (place.settings.corpus / "b.txt").rename(place.settings.corpus / "c.txt")
    place.index(enrich=False)
    assert moments(place) == before
    place.index(enrich=False, rebuild=True)
    assert moments(place) == before
    place.index()
    assert moments(place) == before


def test_what_was_gone_and_is_back_came_now(place: Archive) -> None:
    add(place, "a", "The port was open.")
    add(place, "b", "The port was shut.")
    place.index(enrich=False)
    before = moments(place)
    (place.settings.corpus / "b.txt").unlink()
    place.index(enrich=False)
    next_second()
    add(place, "b", "The port was shut.")
    place.index(enrich=False)
    assert moments(place)["a"] == before["a"]
    assert moments(place)["b"] > before["b"]


def test_of_an_index_without_such_notes_nothing_is_known(place: Archive) -> None:
    fill(place.settings.index, [story("a", "The port was open."), story("b/c", "The port was shut.")])
    assert moments(place) == {"a": "", "b/c": ""}
    row = ["d", "none", "/x/1.txt", "1.txt", "", "a", 0]
    assert Origin.unpacked("a", json.dumps(row)).came == ""
    assert Origin.unpacked("a", json.dumps([*row, "2026-11-26T20:30:00Z"])).came == "2026-11-26T20:30:00Z"
    assert in_folder(place.settings.index) == place.settings.place
