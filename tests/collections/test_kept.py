"""Collections and notes are kept line by line, whole or not at all; what was taken away comes back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from searchapp.archive.backup import restore_backup, write_backup
from searchapp.collections.kept import (
    MAX_ITEMS,
    Change,
    Drop,
    Item,
    Kept,
    Note,
    added,
    moved,
    new_collection,
    quoted,
    toggled,
)
from searchapp.collections.kept_file import FILE_NAME, change_kept, read_kept
from searchapp.errors import BadRequest
from tests.stories import said, story

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
TEXT = "The road is open, Ada Lund said. Nobody came."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a collection of three stories."""
    path = tmp_path / FILE_NAME
    keep(path, new_collection(Kept(), "Roads & bridges", now=NOW))
    items = [Item("", "", 0, story=id, title=id.upper()) for id in "abc"]
    change_kept(path, lambda kept: added(kept, "roads-bridges", items, token="t", now=NOW))
    return path


def keep(path: Path, *changes: Change) -> None:
    """Make these changes."""
    change_kept(path, lambda kept: changes)


def order(path: Path) -> str:
    """The stories of the collection, one letter each."""
    return "".join(item.story for item in read_kept(path).kept.items_of("roads-bridges"))


def test_what_is_kept_is_read_again(path: Path) -> None:
    ada = story("a", TEXT, statements=(said(TEXT, "The road is open", "Ada Lund", confidence=0.9),))
    passage = quoted(ada, ada.statements[0].sentence, ada.statements[0])
    keep(path, Note("n", "a", "Ring her.\nTwice. الرقة", passage, "2026-03-04T05:06:07+00:00"))
    kept = read_kept(path).kept
    assert order(path) == "abc"
    assert [(n.text, n.quoted) for n in kept.notes_on("a")] == [("Ring her.\nTwice. الرقة", passage)]
    assert (passage.said, passage.speaker, passage.confidence) == ("The road is open", "Ada Lund", 0.9)
    assert read_kept(path.with_name("none")).kept == Kept()


@pytest.mark.parametrize(
    ("story", "to", "then"),
    [("a", 2, "bac"), ("c", 1, "cab"), ("b", 0, "bac"), ("b", 99, "acb"), ("b", 2, "abc")],
)
def test_an_item_is_moved_to_a_place(path: Path, story: str, to: int, then: str) -> None:
    def move(kept: Kept) -> Iterable[Change]:
        return moved(kept, next(i for i in kept.items.values() if i.story == story), to)

    changes = change_kept(path, move)
    assert (order(path), len(changes) <= 3) == (then, True)


def test_items_that_have_one_place_can_be_moved_all_the_same(path: Path) -> None:
    kept = read_kept(path).kept
    keep(path, *(replace(item, place=7) for item in kept.items.values()))
    change_kept(path, lambda kept: moved(kept, kept.items["t-3"], 1))
    assert order(path) == "cab"


def test_what_was_taken_away_comes_back_where_it_was(path: Path) -> None:
    keep(path, Drop("item", "t-2"))
    assert order(path) == "ac"
    change_kept(path, lambda kept: toggled(kept, "t-2"))
    assert order(path) == "abc"
    change_kept(path, lambda kept: toggled(kept, "t"))
    assert order(path) == ""
    change_kept(path, lambda kept: toggled(kept, "t"))
    keep(path, Drop("collection", "roads-bridges"))
    assert read_kept(path).kept.by_name() == ()
    assert new_collection(read_kept(path).kept, "Roads, bridges", now=NOW).id == "roads-bridges-2"
    change_kept(path, lambda kept: toggled(kept, "roads-bridges"))
    assert order(path) == "abc"


def test_nothing_is_in_a_collection_twice_and_there_is_an_end_to_it(path: Path) -> None:
    again = [Item("", "", 0, story="b"), Item("", "", 0, story="d"), Item("", "", 0, search="q=b")]
    change_kept(path, lambda kept: added(kept, "roads-bridges", again, token="u", now=NOW))
    assert order(path) == "abcd"
    many = [Item("", "", 0, story=f"s{n}") for n in range(MAX_ITEMS)]
    with pytest.raises(BadRequest, match="1,000 items at most"):
        change_kept(path, lambda kept: added(kept, "roads-bridges", many, token="v", now=NOW))
    assert order(path) == "abcd"


@pytest.mark.parametrize(
    "line",
    [
        b'{"item": {"id": "x"', b"\xff\xfe", b"[]", b'{"item": {"id": 7, "collection": "a", "place": 1}}',
        b'{"item": {"id": "x", "collection": "roads-bridges", "place": "first"}}', b'{"drop": "all", "id": "t-1"}',
        b'{"note": {"id": "", "story": "a", "text": "x"}}', b'{"note": {"id": "n", "later": 1}}', b'{"note": []}',
    ],
)  # fmt: skip
def test_a_line_that_cant_be_read_is_left_out_and_said(path: Path, line: bytes) -> None:
    with path.open("ab") as file:
        file.write(line)
    found = read_kept(path)
    assert len(found.kept.items) == 3
    assert "A line of the collections can't be read and is left out (line 5)." in found.notice
    keep(path, Drop("item", "t-1"))
    assert order(path) == "bc"


def test_a_line_of_an_earlier_version_lacks_what_came_later(path: Path) -> None:
    row = {"item": {"id": "old", "collection": "roads-bridges", "place": 9, "story": "z"}}
    with path.open("a") as file:
        file.write(json.dumps(row) + "\n")
    assert (order(path), read_kept(path).notice) == ("abcz", "")


def test_a_backup_has_it(path: Path, tmp_path: Path) -> None:
    before = read_kept(path).kept
    write_backup(path.parent, tmp_path / "backup.tar.gz")
    path.unlink()
    restore_backup(tmp_path / "backup.tar.gz", tmp_path / "restored")
    assert read_kept(tmp_path / "restored" / FILE_NAME).kept == before
