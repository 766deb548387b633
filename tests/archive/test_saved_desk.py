"""What a desk does with saved queries: files and orders them, deletes one, keeps results, takes all along."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.archive.saved_queries import KEPT_DELETED, Entry, SavedQueries
from searchapp.archive.saved_queries import file as module
from searchapp.archive.saved_queries.exchange import read_json, to_json
from searchapp.archive.saved_queries.snapshots import (
    Found,
    KeptHit,
    Snapshot,
    compare,
    found_statement,
    kept_statement,
    kept_story,
    packed,
    unpacked,
)
from searchapp.errors import BadRequest, NotFound, SavedQueriesError
from tests.archive.test_earlier import HERE, VERSIONS
from tests.stories import said, story

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXT = "The road is open, Omar Alloush said. The road is closed, Ryan Dillon said."
OPEN = said(TEXT, "The road is open", "Omar Alloush")


def slugs(queries: SavedQueries) -> list[str]:
    return [s.slug for s in queries.all()]


def test_a_link_outlives_a_new_name_and_queries_stand_where_they_are_put(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    for name in ("a", "b", "c", "d"):
        queries.save(name, f"q={name}", now=NOW)
    queries.edit("a", name="Zebra", note=" two\r\nlines ", folder=" Courts / Trial//", query="q=a")
    found = queries.get("a")
    assert (found.name, found.note, found.folder, found.slug) == ("Zebra", "two\nlines", "Courts/Trial", "a")
    queries.move("d", -1)
    queries.move("b", 1)
    assert slugs(queries) == ["d", "b", "c", "a"]
    queries.move("a", 5)
    queries.move("d", -1)
    assert slugs(queries) == ["d", "b", "c", "a"]
    for wrong in ({"note": "x" * 2001, "folder": ""}, {"note": "", "folder": "x" * 101}):
        with pytest.raises(BadRequest):
            queries.edit("a", name="x", query="q=a", **wrong)
    assert (queries.get("a").name, queries.get("a").note) == (found.name, found.note)


def test_what_is_deleted_comes_back_within_thirty_days(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    for name in ("a", "b"):
        queries.save(name, f"q={name}", seen=["x"], now=NOW)
        queries.delete(name, now=NOW)
    assert (slugs(queries), [s.slug for s in queries.deleted()]) == ([], ["b", "a"])
    with pytest.raises(NotFound, match="was deleted on 2 January 2026"):
        queries.get("a")
    with pytest.raises(NotFound):
        queries.delete("a", now=NOW)
    queries.restore("a")
    assert queries.unseen("a", ["x", "y"]) == {"y"}
    assert queries.save("b", "q=other", now=NOW) == "b-2"
    queries.save("late", "q=late", now=NOW + KEPT_DELETED + timedelta(seconds=1))
    assert queries.deleted() == ()
    with pytest.raises(NotFound):
        queries.restore("b")


def test_statements_are_new_by_their_words_and_by_their_story_where_only_that_was_kept(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    slug = queries.save("x", "kind=statement", seen=["old"], now=NOW)  # as versions before this one kept it
    assert queries.news(slug, [Found("old", 1), Found("new", 2)]) == {Found("new", 2)}
    queries.mark_seen(slug, [Found("old", 1)], now=NOW)
    assert queries.news(slug, [Found("old", 1), Found("old", 2)]) == {Found("old", 2)}
    assert queries.news(slug, [Found("old"), Found("new")]) == {Found("new")}


def test_a_statement_is_known_by_its_words_wherever_they_stand() -> None:
    before = story("s", TEXT, statements=(OPEN,))
    longer = f"An hour ago.\n\n{TEXT.replace('road is open', 'road  is open')}"
    after = said(longer, "The road  is open", "Somebody Else")
    assert found_statement(before, OPEN) == found_statement(story("s", longer), after)
    closed = said(TEXT, "The road is closed", "Ryan Dillon")
    assert (
        len({found_statement(before, s) for s in (OPEN, closed)} | {found_statement(story("t", TEXT), OPEN)}) == 3
    )


HITS = st.builds(
    KeptHit, st.builds(Found, st.text(), st.integers(0, 2**63 - 1)), *[st.text(max_size=9) for _ in range(6)]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(HITS, max_size=6))
def test_a_snapshot_comes_back_as_it_was(hits: list[KeptHit]) -> None:
    assert unpacked(packed(hits)) == tuple(hits)


@pytest.mark.parametrize("content", [b"", b"x", packed([])[:-3], zlib.compress(b"[1]\n{}")])
def test_what_is_no_snapshot_is_told(content: bytes) -> None:
    with pytest.raises(ValueError, match="no snapshot"):
        unpacked(content)


def snapshot(*hits: KeptHit) -> Snapshot:
    return Snapshot(NOW, "story", "q=x", hits)


def test_what_came_went_and_changed_is_told_apart() -> None:
    a, b, c = (kept_story(story(i, f"Text of {i}.", title=i.upper(), published="2017-10-14")) for i in "abc")
    little = KeptHit(Found("d"))
    corrected = replace(b, outlet="Wire")
    found = compare(snapshot(a, b, little), snapshot(corrected, c, kept_story(story("d", "More is known now."))))
    assert (found.came, found.gone, found.changed, found.same) == ((c,), (a,), ((b, corrected),), (little,))
    statement = kept_statement(story("s", TEXT, title="Road"), OPEN)
    assert (statement.speaker, statement.words, statement.title) == ("Omar Alloush", "The road is open", "Road")


def test_snapshots_are_numbered_and_kept_with_their_query(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    one, two = snapshot(kept_story(story("a", "A."))), Snapshot(NOW, "statement", "kind=statement", ())
    slug = queries.save("x", "q=x", now=NOW, snapshot=one)
    assert queries.unseen(slug, ["a", "b"]) == {"b"}
    assert queries.keep_snapshot(slug, two) == 2
    assert [(k.number, k.kind, k.total) for k in queries.snapshots(slug)] == [(2, "statement", 0), (1, "story", 1)]
    assert (queries.snapshot(slug, 1), queries.snapshot(slug, 2)) == (one, two)
    with pytest.raises(NotFound):
        queries.snapshot(slug, 3)
    with sqlite3.connect(queries.path) as db:
        db.execute("update snapshot set hits = x'00' where number = 1")
    with pytest.raises(SavedQueriesError, match="Snapshot 1"):
        queries.snapshot(slug, 1)
    assert len(queries.snapshots(slug)) == 2


def test_all_queries_go_into_a_file_and_come_back(tmp_path: Path) -> None:
    ours, theirs = SavedQueries(tmp_path / "ours"), SavedQueries(tmp_path / "theirs")
    ours.save("Über", "q=a", now=NOW)
    ours.edit("uber", name="Renamed", note="Mind this.", folder="Courts", query="q=a")
    ours.save("Gone facet", "mood=grim", now=NOW)
    theirs.save("Mine", "q=a", now=NOW)
    theirs.edit("mine", name="Mine", note="Mine.", folder="", query="q=a")
    theirs.save("Gone facet", "q=other", now=NOW)
    read = read_json(to_json(ours.all()).encode())
    assert read.unread == ()
    taken = theirs.take_in(read.entries, now=NOW + timedelta(days=1))
    assert (taken.added, taken.there) == (("gone-facet-2",), ("mine",))
    merged = theirs.get("mine")
    assert (merged.name, merged.note, merged.folder) == ("Mine", "Mine.\nMind this.", "Courts")
    assert theirs.get("gone-facet-2").created == NOW
    assert theirs.take_in(read.entries, now=NOW).added == ()
    empty = SavedQueries(tmp_path / "empty")
    assert empty.take_in(read.entries, now=NOW).added == ("gone-facet", "uber")
    assert empty.get("uber").name == "Renamed"


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b"{}", b'{"searchapp": "x", "queries": []}', b"[" * 99_999]
)
def test_what_is_no_file_of_saved_queries_is_told(content: bytes) -> None:
    with pytest.raises(BadRequest, match="no file of saved queries"):
        read_json(content)


def test_an_entry_that_can_not_be_read_is_numbered_and_the_rest_taken() -> None:
    rows: list[Any] = [
        {"query": "q=a", "name": "a"},
        "q=b",
        {"name": "c"},
        {"query": "q=d", "name": 4},
        {"query": "q=\ud800"},
        {"query": "q=f", "created": "yesterday"},
        {"query": "q=g", "note": "x" * 3000},
        {"query": "q=h", "position": -1},
    ]
    read = read_json(json.dumps({"searchapp": "saved queries", "version": 1, "queries": rows}).encode())
    assert [e.query for e in read.entries] == ["q=a"]
    assert [number for number, _ in read.unread] == [2, 3, 4, 5, 6, 7, 8]
    assert all(wrong.endswith(".") for _, wrong in read.unread)


# -- files of earlier versions ------------------------------------------------------------------------------


@pytest.fixture(params=VERSIONS)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder that an earlier version wrote."""
    return Path(shutil.copytree(HERE / request.param / "data", tmp_path / "data"))


def test_a_file_of_an_earlier_version_is_read_as_it_lies_there_and_migrates_when_written(earlier: Path) -> None:
    path = earlier / "saved.sqlite3"
    before = path.read_bytes()
    queries = SavedQueries(earlier)
    assert slugs(queries) == ["dam", "what-lund-said"]
    lund = [Found("dam-51dc4ceb08", 7), Found("another", 8)]
    assert queries.news("what-lund-said", lund) == {Found("another", 8)}
    assert queries.snapshots("dam") == ()
    assert path.read_bytes() == before
    queries.edit("dam", name="The dam", note="High water.", folder="Rivers", query="q=dam")
    queries = SavedQueries(earlier)
    assert [(s.slug, s.name, s.folder) for s in queries.all()] == [
        ("what-lund-said", "What Lund said", ""),
        ("dam", "The dam", "Rivers"),
    ]
    assert queries.unseen("dam", ["dam-51dc4ceb08", "another"]) == {"another"}
    assert queries.news("what-lund-said", lund) == {Found("another", 8)}


def test_a_migration_that_fails_changes_nothing(earlier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(db: sqlite3.Connection) -> None:
        db.execute("delete from saved")
        raise RuntimeError("the power is gone")

    path = earlier / "saved.sqlite3"
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(module, "MIGRATIONS", (*module.MIGRATIONS, fails))
        patch.setattr(module, "TABLES", (*module.TABLES, module.TABLES[-1]))
        with pytest.raises(RuntimeError):
            SavedQueries(earlier).save("x", "q=x", now=NOW)
    assert path.read_bytes() == before
    queries = SavedQueries(earlier)
    assert queries.take_in([Entry("x", "q=x")], now=NOW).added == ("x",)
    assert slugs(queries) == ["dam", "what-lund-said", "x"]
