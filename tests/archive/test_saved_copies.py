"""A damaged file of saved queries: recognised wherever it was cut, set aside, and the last good copy used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from searchapp.archive.saved_queries import FILE_NAME, SavedQueries
from searchapp.errors import SavedQueriesError
from tests.conftest import ROOT
from tests.curation.test_data_folder import files, let_all_in, room_for

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with forty saved queries."""
    folder = tmp_path_factory.mktemp("kept")
    queries = SavedQueries(folder)
    for n in range(40):
        queries.save(f"query {n:02d}", f"q={n}", seen=[f"story-{n}-{i}" for i in range(50)], now=NOW)
    return folder


def slugs(queries: SavedQueries) -> list[str]:
    return [q.slug for q in queries.all()]


ALL = [f"query-{n:02d}" for n in range(40)]


def damaged(kept: Path, folder: Path) -> Path:
    shutil.copytree(kept, folder)
    return folder / FILE_NAME


@pytest.mark.parametrize("part", [0, 1, 15, 16, 99, 100, 101, 1024, 4096, 4097, 8192, -4096, -1, -4095, -9000])
def test_a_file_cut_short_is_set_aside_and_its_copy_used(kept: Path, tmp_path: Path, part: int) -> None:
    path = damaged(kept, tmp_path / "data")
    whole = path.read_bytes()
    cut = whole[:part] if part >= 0 else whole[: len(whole) + part]
    path.write_bytes(cut)
    queries = SavedQueries(path.parent)
    assert slugs(queries) == ALL
    assert queries.get("query-07").query == "q=7"
    assert queries.unseen("query-07", ["story-7-1", "new"]) == {"new"}
    (aside,) = path.parent.glob("saved.damaged-*")
    assert aside.read_bytes() == cut
    (said,) = queries.notices()
    assert aside.name in said
    assert f"The copy of {datetime.now(UTC):%Y-%m-%d} is used since" in said
    assert queries.save("one more", "q=x", seen=(), now=NOW) == "one-more"
    assert slugs(SavedQueries(path.parent)) == ["one-more", *ALL]
    aside.unlink()
    assert queries.notices() == ()


def test_a_file_that_is_gone_is_brought_back(kept: Path, tmp_path: Path) -> None:
    path = damaged(kept, tmp_path / "data")
    path.unlink()
    queries = SavedQueries(path.parent)
    assert queries.save("one more", "q=x", seen=(), now=NOW) == "one-more"
    assert slugs(queries) == ["one-more", *ALL]
    assert len(queries.notices()) == 1


def test_whatever_page_is_overwritten_no_query_vanishes_in_silence(kept: Path, tmp_path: Path) -> None:
    whole = (kept / FILE_NAME).read_bytes()
    for at in range(0, len(whole), 4096):
        path = damaged(kept, tmp_path / str(at))
        path.write_bytes(whole[:at] + os.urandom(4096) + whole[at + 4096 :])
        queries = SavedQueries(path.parent)
        assert slugs(queries) == ALL
        assert [queries.get(s).slug for s in ALL] == ALL
        assert len(queries.notices()) == 1


def test_a_file_damaged_while_it_is_used_is_mended(kept: Path, tmp_path: Path) -> None:
    path = damaged(kept, tmp_path / "data")
    queries = SavedQueries(path.parent)
    assert slugs(queries) == ALL
    path.write_bytes(b"\0" * 50)
    assert slugs(queries) == ALL
    path.write_bytes(path.read_bytes()[:4096] + b"\0" * 8192)
    assert slugs(queries) == ALL
    assert len(list(path.parent.glob("saved.damaged-*"))) == 2


def test_a_database_of_something_else_is_not_written_to(kept: Path, tmp_path: Path) -> None:
    path = damaged(kept, tmp_path / "data")
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("create table photos (id integer)")
    other = path.read_bytes()
    assert slugs(SavedQueries(path.parent)) == ALL
    assert [p.read_bytes() for p in path.parent.glob("saved.damaged-*")] == [other]
    shutil.rmtree(path.parent / "saved.history")
    path.write_bytes(other)
    with pytest.raises(SavedQueriesError, match="not those of saved queries"):
        SavedQueries(path.parent).save("x", "q=x", seen=(), now=NOW)
    assert path.read_bytes() == other


def test_one_copy_a_day_is_kept_of_the_last_seven(kept: Path, tmp_path: Path) -> None:
    path = damaged(kept, tmp_path / "data")
    history = path.parent / "saved.history"
    (today,) = history.iterdir()
    for days in range(1, 11):
        shutil.copy(today, history / f"{datetime.now(UTC) - timedelta(days):%Y-%m-%d}.sqlite3")
    (history / "my own.sqlite3").write_text("not ours")
    SavedQueries(path.parent).delete("query-00", now=NOW)
    left = sorted(p.name for p in history.iterdir())
    assert left == sorted(
        [f"{datetime.now(UTC) - timedelta(d):%Y-%m-%d}.sqlite3" for d in range(7)] + ["my own.sqlite3"]
    )
    path.write_bytes(b"")
    assert slugs(SavedQueries(path.parent)) == ALL[1:]


def test_a_damaged_copy_is_passed_over_and_none_is_made_of_damage(kept: Path, tmp_path: Path) -> None:
    path = damaged(kept, tmp_path / "data")
    history = path.parent / "saved.history"
    (today,) = history.iterdir()
    shutil.copy(today, history / "2020-01-01.sqlite3")
    today.write_bytes(today.read_bytes()[:5000])
    path.write_bytes(path.read_bytes()[:5000])
    queries = SavedQueries(path.parent)
    assert slugs(queries) == ALL
    assert "The copy of 2020-01-01" in queries.notices()[0]


@pytest.mark.parametrize(
    "change",
    [
        "update saved set created = 'yesterday' where id = 3",
        "update saved set seen = x'ff' where id = 3",
        "update saved set name = x'00ff' where id = 3",
        "update saved set name = cast(x'ff41' as text) where id = 3",
        "update saved set query = 7.5e300 where id = 3",
        "update saved set created = '9999-99-99T99:99:99' where id = 3",
    ],
)
def test_a_row_that_is_no_query_is_left_out_and_it_is_said(kept: Path, tmp_path: Path, change: str) -> None:
    path = damaged(kept, tmp_path / "data")
    with sqlite3.connect(path) as db:
        db.execute("pragma writable_schema = on")
        db.execute(change)
    queries = SavedQueries(path.parent)
    numbers = change == "update saved set query = 7.5e300 where id = 3"  # which SQLite makes a text of
    assert slugs(queries) == ([*ALL] if numbers else [s for s in ALL if s != "query-02"])
    assert len(queries.notices()) == (0 if numbers else 1)
    if not numbers:
        assert "A saved query can't be read and is left out" in queries.notices()[0]
        with pytest.raises(SavedQueriesError, match="can't be read"):
            queries.get("query-02")
        queries.delete("query-02", now=NOW)
        assert queries.notices() == ()


def test_a_full_disk_leaves_what_was_saved(kept: Path, tmp_path: Path) -> None:
    path = damaged(kept, tmp_path / "data")
    queries = SavedQueries(path.parent)
    assert slugs(queries) == ALL
    with room_for(100):
        assert slugs(queries) == ALL
        assert slugs(SavedQueries(path.parent)) == ALL
        with pytest.raises(SavedQueriesError):
            queries.save("one more", "q=x", seen=["a"], now=NOW)
        assert slugs(queries) == ALL
    assert queries.save("one more", "q=x", seen=["a"], now=NOW) == "one-more"


def in_wal_mode(path: Path) -> None:
    """As the versions before left it."""
    with sqlite3.connect(path) as db:
        assert db.execute("pragma journal_mode = wal").fetchone() == ("wal",)
    db.close()


AS_NOBODY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from searchapp.errors import SearchAppError
from searchapp.archive.saved_queries import SavedQueries
os.setgroups([]), os.setgid(65534), os.setuid(65534)
queries = SavedQueries(Path(sys.argv[1]))
print(len(queries.all()), len(queries.unseen("query-07", ["story-7-1", "new"])), *queries.notices(), sep="|")
try:
    queries.save("x", "q=x", seen=(), now=datetime.now(UTC))
except SearchAppError as error:
    print(error.message, error.hint, sep="|")
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run a program as another user")
@pytest.mark.parametrize("state", ["as it is", "in WAL mode", "damaged"])
def test_who_may_only_read_sees_what_was_saved(kept: Path, tmp_path: Path, state: str) -> None:
    let_all_in(tmp_path)
    path = damaged(kept, tmp_path / "data")
    path.parent.chmod(0o755)
    if state == "in WAL mode":
        in_wal_mode(path)
    if state == "damaged":
        path.write_bytes(path.read_bytes()[:5000])
    before = files(path.parent)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(path.parent)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found, refused = done.stdout.splitlines()
    assert found.startswith("40|1")
    assert ("is damaged; these are of its copy of" in found) == (state == "damaged")
    assert "can't be" in refused
    assert files(path.parent) == before


def test_the_log_of_earlier_versions_is_taken_in(kept: Path, tmp_path: Path) -> None:
    path = damaged(kept, tmp_path / "data")
    in_wal_mode(path)
    queries = SavedQueries(path.parent)
    assert slugs(queries) == ALL
    queries.save("one more", "q=x", seen=(), now=NOW)
    with sqlite3.connect(path) as db:
        assert db.execute("pragma journal_mode").fetchone() == ("delete",)
    assert slugs(queries) == ["one-more", *ALL]
