"""Tags are kept a line each; what is damaged is said and loses nothing else."""

from pathlib import Path

import pytest

from searchapp.collections.tags_file import put_tag, read_tags
from searchapp.curation.watched_files import TagsFile
from searchapp.errors import BadRequest


def test_a_tag_is_given_once_and_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "tags.jsonl"
    put_tag(path, "a", "  to   check ")
    put_tag(path, "a", "to check")
    put_tag(path, "a", "convoy")
    put_tag(path, "b", "convoy")
    put_tag(path, "b", "convoy", drop=True)
    assert read_tags(path).tags.by_story == {"a": ("to check", "convoy")}
    assert len(path.read_text().splitlines()) == 4


def test_a_damaged_line_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "tags.jsonl"
    put_tag(path, "a", "one")
    path.write_bytes(path.read_bytes() + b'{"story": "a", "ta')
    put_tag(path, "a", "two")
    found = read_tags(path)
    assert found.tags.of("a") == ("one", "two")
    assert found.notice == "A line of the tags can't be read and is left out (line 2)."
    assert TagsFile(path).current() == (found.tags, found.notice)


@pytest.mark.parametrize("typed", ["", "   ", "a\x00b"])
def test_an_empty_or_unprintable_tag_is_refused(tmp_path: Path, typed: str) -> None:
    with pytest.raises(BadRequest):
        put_tag(tmp_path / "tags.jsonl", "a", typed)
