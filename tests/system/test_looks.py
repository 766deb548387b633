"""While one question is answered each file is looked at once; else whenever it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.collections.tags_file import put_tag
from searchapp.curation.watched_files import TagsFile
from searchapp.system.looks import look_once, seen


@pytest.fixture(autouse=True)
def looking() -> Iterator[None]:
    yield
    look_once(False)


def test_what_was_seen_stays_until_the_next_question() -> None:
    counted = iter(range(9))
    assert [seen("a", lambda: next(counted)) for _ in range(2)] == [0, 1]
    look_once(True)
    assert [seen("a", lambda: next(counted)) for _ in range(2)] == [2, 2]
    assert seen("b", lambda: next(counted)) == 3
    look_once(True)
    assert seen("a", lambda: next(counted)) == 4
    look_once(False)
    assert seen("a", lambda: next(counted)) == 5


def test_what_failed_is_looked_at_again() -> None:
    look_once(True)
    with pytest.raises(StopIteration):
        seen("a", lambda: next(iter(())))
    assert seen("a", lambda: 1) == 1


def test_a_file_that_changes_is_seen_with_the_next_question(tmp_path: Path) -> None:
    tags = TagsFile(tmp_path / "tags.jsonl")
    look_once(True)
    before = tags.current()[0]
    put_tag(tags.path, "a", "border")
    assert tags.current()[0] is before
    look_once(True)
    assert tags.current()[0] != before
