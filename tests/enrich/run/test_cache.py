"""The memory of what was found: whatever its file holds, every story gets the findings that its finder gives."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.enrich.run.cache import CachedFinder
from searchapp.model import Mention, Story
from tests.curation.test_data_folder import room_for
from tests.stories import story

STORIES = [story(f"s{n}", f"Omar {n} spoke in Raqqa, and said nothing of {n * n}.") for n in range(80)]


class Counting:
    """A finder of one name, which counts what it is asked for."""

    version, notice = "counting", ""

    def __init__(self) -> None:
        self.asked = 0

    def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
        for given in stories:
            self.asked += 1
            yield replace(given, mentions=(Mention("person", "Omar", "Omar", 0, 4),))


WANTED = list(Counting().pipe(STORIES))


def asked(path: Path, *, notice: bool = False) -> int:
    """How many stories had to be mined; all have the findings they should have."""
    counting = Counting()
    with closing(CachedFinder(counting, path)) as finder:
        assert list(finder.pipe(STORIES)) == WANTED
        assert ("can't be used" in finder.notice) == notice
    return counting.asked


@pytest.fixture
def path(tmp_path: Path) -> Path:
    assert asked(tmp_path / "found.sqlite3") == len(STORIES)
    assert asked(tmp_path / "found.sqlite3") == 0
    return tmp_path / "found.sqlite3"


@pytest.mark.parametrize(
    "change",
    [
        "update found set body = x'00'",
        "update found set body = 'text'",
        "update found set body = cast(x'ff' as text)",
        "update found set body = substr(body, 1, 40)",
        "update found set body = zeroblob(200)",
        "update found set body = (select max(body) from found)",
        "drop table found",
        "alter table found rename column body to other",
    ],
)
def test_an_altered_row_is_mined_again(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(change)
    assert asked(path) >= len(STORIES) - 1
    assert asked(path) == 0


@pytest.mark.parametrize("left", [b"", b"x", b"no database " * 999])
def test_another_file_in_its_place_is_begun_anew(path: Path, left: bytes) -> None:
    path.write_bytes(left)
    path.with_name("found.sqlite3-wal").write_bytes(b"what was left of another")
    assert asked(path) == len(STORIES)
    assert asked(path) == 0


def test_random_damage_costs_time_alone(path: Path) -> None:
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(40):
        damaged = bytearray(whole)
        at = chance.randrange(len(whole))
        damaged[at : at + 300] = chance.randbytes(300)
        path.write_bytes(damaged[: chance.choice([len(whole), chance.randrange(len(whole))])])
        asked(path)
        asked(path)  # What was looked up before the damage was met is mined once more.
        assert asked(path) == 0


def test_where_none_can_be_had_all_is_mined(path: Path) -> None:
    path.unlink()
    path.mkdir()
    assert asked(path, notice=True) == len(STORIES)
    path.with_name("plain").write_text("")
    assert asked(path.with_name("plain") / "found.sqlite3", notice=True) == len(STORIES)


def test_a_disk_that_fills_while_it_is_written_stops_nothing(tmp_path: Path) -> None:
    with closing(CachedFinder(Counting(), tmp_path / "found.sqlite3")) as finder, room_for(9000):
        assert list(finder.pipe(STORIES)) == WANTED
    assert asked(tmp_path / "found.sqlite3") > 0
    assert asked(tmp_path / "found.sqlite3") == 0
