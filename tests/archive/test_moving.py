"""An archive that moves: the same stories, findings, moments and numbers in another place, or nothing there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.archive.comparing import path_of
from searchapp.archive.comparing.run import bring_up_to_date
from searchapp.archive.comparing.store import is_of, read_compared
from searchapp.archive.indexing.moving import Moved, move
from searchapp.archive.indexing.origin import Origin
from searchapp.engines import Place, in_folder, keep_note, note_of, open_builder, open_index, remembered
from searchapp.errors import BadRequest, EngineRefused
from searchapp.model import Story
from searchapp.query.request import SearchRequest
from searchapp.records import records
from tests.stories import random_archive, story

STORIES = random_archive(30)


def mark(told: Story) -> str:
    """What the archive remembers of a story."""
    return Origin(told.text, "test", f"/stories/{told.id}", told.id, "", told.id, 0).packed()


def put(place: Place, *given: Story, gone: tuple[str, ...] = ()) -> None:
    """Publish these stories, and take some out."""
    with open_builder(place, enrichment="test") as builder:
        for told in given:
            builder.add(records(told), fingerprint=mark(told))
        for story_id in gone:
            builder.remove(story_id)
        builder.publish()


@pytest.fixture
def here(tmp_path: Path) -> Place:
    place = in_folder(tmp_path / "here")
    put(place, *STORIES)
    keep_note(place, "what was not taken")
    return place


@pytest.fixture
def there(tmp_path: Path) -> Place:
    return in_folder(tmp_path / "there")


def test_everything_goes_along_and_once(here: Place, there: Place, tmp_path: Path) -> None:
    assert move(here, there, tmp_path / "data") == Moved(30, 30)
    ours, theirs = open_index(here), open_index(there)
    ids = ours.story_ids()
    assert theirs.stories(ids) == ours.stories(ids)
    assert ids == sorted(s.id for s in STORIES)
    assert remembered(there) == remembered(here)
    assert note_of(there) == "what was not taken"
    assert theirs.status().enrichment == "test"
    every = SearchRequest(limit=1000)
    assert [h.id for h in theirs.search(every).hits] == [h.id for h in ours.search(every).hits]
    assert move(here, there, tmp_path / "data") == Moved(30, 0)


def test_only_what_changed_is_written_again(here: Place, there: Place, tmp_path: Path) -> None:
    move(here, there, tmp_path / "data")
    changed = replace(STORIES[3], text=STORIES[3].text + " And more.")
    put(here, changed, gone=(STORIES[4].id,))
    assert move(here, there, tmp_path / "data") == Moved(29, 1)
    index = open_index(there)
    moved = index.story(STORIES[3].id)
    assert moved
    assert moved.text == changed.text
    assert index.story(STORIES[4].id) is None


def test_other_stories_are_not_replaced_unless_that_is_asked(here: Place, there: Place, tmp_path: Path) -> None:
    put(there, story("stranger", "A story of another archive."))
    with pytest.raises(BadRequest, match="1 stories that this archive does not have, as stranger"):
        move(here, there, tmp_path / "data")
    assert open_index(there).story_ids() == ["stranger"]
    assert move(here, there, tmp_path / "data", replace=True) == Moved(30, 30)
    assert "stranger" not in open_index(there).story_ids()


def test_nothing_moves_to_where_it_is(here: Place, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="is where the archive is"):
        move(here, here, tmp_path / "data")


def test_nothing_shows_of_a_move_that_was_stopped(here: Place, there: Place, tmp_path: Path) -> None:
    assert move(here, there, tmp_path / "data", stop=lambda: True) is None
    assert remembered(there) == {}


def test_what_does_not_answer_alike_is_said(here: Place, there: Place, tmp_path: Path) -> None:
    move(here, there, tmp_path / "data")
    spoiled = replace(STORIES[0], text="Something else.", mentions=(), statements=())
    with open_builder(there, enrichment="test") as builder:
        builder.add(records(spoiled), fingerprint=mark(STORIES[0]))
        builder.publish()
    with pytest.raises(EngineRefused, match=f"story {STORIES[0].id} is another"):
        move(here, there, tmp_path / "data")


def test_comparisons_go_along(here: Place, there: Place, tmp_path: Path) -> None:
    data = tmp_path / "data"
    bring_up_to_date(open_index(here), here, data)
    move(here, there, data)
    assert is_of(path_of(there, data), open_index(there).generation)
    assert read_compared(path_of(there, data)) == read_compared(path_of(here, data))
