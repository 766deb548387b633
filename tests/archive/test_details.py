"""Details of events: kept when these are compared, and never shown of stories that say something else now."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.archive.comparing.events_file import FILE_NAME, put_membership
from searchapp.archive.comparing.store import read_details
from searchapp.archive.open_archive import Archive
from searchapp.compare.compared import Pair
from searchapp.compare.details import Details, details, made_of
from searchapp.curation import corrections_file
from searchapp.curation.corrections import digest
from searchapp.curation.corrections_file import note
from searchapp.curation.story_fields import StoryCorrection
from searchapp.model import Story
from tests.archive.test_events import FERRY, FIRST, LATER, VOTE, Desk, story


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    told = Desk(tmp_path)
    told.index(FIRST)
    return told


def slug_of(desk: Desk, member: str) -> str:
    return next(slug for slug, stories in desk.events().items() if member in stories)


def of_event(archive: Archive, slug: str) -> tuple[list[Story], tuple[Pair, ...]]:
    """The stories of an event as they are now, and what they share."""
    event = archive.compared.current()[0].events[slug]
    with archive.lease() as index:
        found = index.stories(event.stories)
    return [found[story] for story in event.stories], archive.compared.pairs_among(event.stories)


def kept(desk: Desk, slug: str) -> Details | None:
    """The details that are kept of an event, if they are of its stories as they are now."""
    with Archive(desk.settings) as archive:
        return read_details(archive.compared.path, slug, made_of(*of_event(archive, slug)))


def shown(desk: Desk, slug: str) -> Details:
    """What a page has, which must be what would be found now."""
    with Archive(desk.settings) as archive:
        stories, pairs = of_event(archive, slug)
        found = archive.compared.details(slug, stories, pairs)
        assert found == details(stories, pairs)
        return found


def emptied(desk: Desk, member: str) -> str:
    """The event of a story, whose details are nothing from now on, so that it shows whether they are used."""
    slug = slug_of(desk, member)
    with closing(sqlite3.connect(desk.folder / "index/compared.sqlite3")) as db, db:
        db.execute("UPDATE details SET cues = '[]', counts = '{}' WHERE event = ?", (slug,))
    assert kept(desk, slug) == Details((), {})
    return slug


def test_details_of_every_event_are_kept_as_they_would_be_found(desk: Desk) -> None:
    slugs = list(desk.events())
    assert len(slugs) == 2
    assert [kept(desk, slug) for slug in slugs] == [shown(desk, slug) for slug in slugs]


def test_only_events_that_changed_are_read_again(desk: Desk) -> None:
    ferry, vote = emptied(desk, "ferry-0"), emptied(desk, "vote-0")
    desk.index([*FIRST, story("ferry-later", LATER[1], 1, "2019-03-06")])
    assert kept(desk, vote) == Details((), {})
    assert list((kept(desk, ferry) or Details((), {})).counts) == ["ferry-0", "ferry-1", "ferry-2", "ferry-later"]


def test_a_story_that_says_something_else_is_read_again(desk: Desk) -> None:
    emptied(desk, "vote-0")
    edited = VOTE[1].replace("deficit", "deficit of 12 marks")
    desk.index([story("vote-1", edited, 1, "2019-03-05") if row["id"] == "vote-1" else row for row in FIRST])
    counts = shown(desk, slug_of(desk, "vote-1")).counts
    assert kept(desk, slug_of(desk, "vote-1")) is not None
    assert [one.anchor for one in counts["vote-1"].figures] != []


def test_what_readers_decide_shows_at_once_and_is_kept_from_the_next_run_on(desk: Desk) -> None:
    slug = emptied(desk, "ferry-0")
    put_membership(desk.settings.data / FILE_NAME, slug, "alone", where="in")
    assert kept(desk, slug) is None
    assert list(shown(desk, slug).counts) == ["ferry-0", "ferry-1", "ferry-2", "alone"]
    desk.index([*FIRST, story("new", "A school in Esterwold opened a garden for bees.", 1, "2019-03-09")])
    assert kept(desk, slug) == shown(desk, slug)


def test_a_corrected_day_shows_at_once(desk: Desk) -> None:
    texts = [text.replace("storm", "storm on Monday") for text in FERRY]
    desk.index([*(story(f"ferry-{n}", text, n, "2019-03-04") for n, text in enumerate(texts)), *FIRST[3:]])
    slug = slug_of(desk, "ferry-0")
    assert kept(desk, slug) is not None
    right = StoryCorrection("ferry-1", digest(texts[1]), "published", "2019-03-04", "2019-03-14")
    note(desk.settings.data / corrections_file.FILE_NAME, right)
    assert kept(desk, slug) is None
    shown(desk, slug)


def test_an_event_that_is_gone_leaves_nothing(desk: Desk) -> None:
    desk.index(FIRST[:3])
    with closing(sqlite3.connect(desk.folder / "index/compared.sqlite3")) as db:
        assert db.execute("SELECT event FROM details").fetchall() == [(slug_of(desk, "ferry-0"),)]


@pytest.mark.parametrize("damaged", ["", "{", "[[1]]", "7"])
def test_what_is_damaged_is_found_anew(desk: Desk, damaged: str) -> None:
    slug = slug_of(desk, "ferry-0")
    with closing(sqlite3.connect(desk.folder / "index/compared.sqlite3")) as db, db:
        db.execute("UPDATE details SET cues = ?", (damaged,))
    shown(desk, slug)
