"""Saved queries: what is new is exact, names become slugs, and a damaged database says what to do."""

import shutil
import sqlite3
import threading
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.archive.saved_queries import FILE_NAME, SavedQueries
from searchapp.archive.saved_queries import file as module
from searchapp.errors import DiskError, NotFound, SavedQueriesError

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LATER = datetime(2026, 2, 3, tzinfo=UTC)


def test_reading_makes_no_file(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path / "data")
    assert queries.all() == ()
    assert queries.unseen("x", ["a"]) == {"a"}
    with pytest.raises(NotFound):
        queries.get("x")
    with pytest.raises(NotFound):
        queries.delete("x", now=NOW)
    assert not (tmp_path / "data").exists()


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    slug = queries.save("  Foreign   fighters ", "q=foreign+fighters", seen=["a"], now=NOW)
    found = SavedQueries(tmp_path).get(slug)
    assert (found.slug, found.name, found.query) == (
        "foreign-fighters",
        "Foreign fighters",
        "q=foreign+fighters",
    )
    assert (found.created, found.seen) == (NOW, NOW)
    assert queries.all() == (found,)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Über die Grenze!", "uber-die-grenze"),
        ("الرقة", "query"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 99, "a" * 60),
        ("", "untitled-query"),
        ("x.json", "x-json"),
    ],
)
def test_a_slug_is_plain(tmp_path: Path, name: str, slug: str) -> None:
    assert SavedQueries(tmp_path).save(name, "", seen=(), now=NOW) == slug


def test_equal_names_get_slugs_of_their_own(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    assert [queries.save("Raqqa", "q=x", seen=(), now=NOW) for _ in range(3)] == [
        "raqqa",
        "raqqa-2",
        "raqqa-3",
    ]
    queries.delete("raqqa-2", now=NOW)
    assert [s.slug for s in queries.all()] == ["raqqa", "raqqa-3"]
    with pytest.raises(NotFound):
        queries.delete("raqqa-2", now=NOW)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sets(st.sampled_from("abcdef")), min_size=2, max_size=5))
def test_new_is_what_the_last_look_did_not_have(
    tmp_path_factory: pytest.TempPathFactory, looks: list[set[str]]
) -> None:
    queries = SavedQueries(tmp_path_factory.mktemp("saved"))
    slug = queries.save("x", "q=x", seen=looks[0], now=NOW)
    for before, after in pairwise(looks):
        assert queries.unseen(slug, after) == after - before
        queries.mark_seen(slug, after, now=LATER)
        assert queries.unseen(slug, after) == frozenset()
    assert queries.get(slug).seen == LATER


def test_looks_are_kept_apart(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    queries.save("one", "q=1", seen=["a"], now=NOW)
    queries.save("two", "q=2", seen=["b"], now=NOW)
    assert queries.unseen("one", ["a", "b"]) == {"b"}
    queries.delete("one", now=NOW)
    assert queries.unseen("two", ["a", "b"]) == {"a"}
    with pytest.raises(NotFound):
        queries.mark_seen("one", ["a"], now=NOW)


def test_a_damaged_database_without_a_copy_is_told_and_left_alone(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    queries.save("x", "q=x", seen=(), now=NOW)
    (tmp_path / FILE_NAME).write_bytes(b"not a database at all, " * 99)
    shutil.rmtree(tmp_path / "saved.history")
    with pytest.raises(SavedQueriesError, match="damaged") as error:
        queries.all()
    assert "backup" in error.value.hint
    with pytest.raises(SavedQueriesError):
        queries.save("y", "q=y", seen=(), now=NOW)
    assert (tmp_path / FILE_NAME).read_bytes().startswith(b"not a database")


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    queries.save("x", "q=x", seen=(), now=NOW)
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute("pragma user_version = 99")
    for call in (queries.all, lambda: queries.save("y", "", seen=(), now=NOW)):
        with pytest.raises(SavedQueriesError, match="newer version"):
            call()


def test_a_locked_database_can_be_read_and_says_so_when_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    queries = SavedQueries(tmp_path)
    queries.save("x", "q=x", seen=(), now=NOW)
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("begin immediate")
    assert len(queries.all()) == 1
    with pytest.raises(SavedQueriesError, match="in use"):
        queries.save("y", "", seen=(), now=NOW)
    other.execute("rollback")
    other.close()
    assert queries.save("y", "", seen=(), now=NOW) == "y"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DiskError) as error:
        SavedQueries(tmp_path / "file" / "data").save("x", "", seen=(), now=NOW)
    assert error.value.hint


def test_a_failed_write_leaves_no_trace(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)

    class Broken(list[str]):
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield "a"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        queries.save("x", "q=x", seen=Broken(), now=NOW)
    assert queries.all() == ()


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    queries = SavedQueries(tmp_path)
    threads = [
        threading.Thread(target=lambda: [queries.save("same", "q=x", seen=["a"], now=NOW) for _ in range(5)])
        for _ in range(4)
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len({s.slug for s in queries.all()}) == 20
