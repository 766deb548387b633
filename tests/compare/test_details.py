"""What is read out of an event's stories, and that its digest tells whenever other details would be found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from searchapp.compare.compared import Pair, Passage
from searchapp.compare.cues.cue import CUE_KINDS
from searchapp.compare.cues.find import MOST_OF_A_KIND, cues
from searchapp.compare.details import details, made_of
from searchapp.model import FramePart, Story
from tests.stories import said, story

ONE = "Divers found 12 bodies in the harbour on Monday, the mayor said. Nobody was hurt."
TWO = "In the harbour divers found 19 bodies, Mara Quill said. It rained."
STORIES = (
    story("a", ONE, published="2019-03-05", statements=(said(ONE, "Divers found 12 bodies", "mayor"),)),
    story("b", TWO, published="2019-03-05"),
)
SHARED = (Pair("a", "b", 0.5, 0.5, (Passage((0, 60), (0, 50)), Passage((61, 70), (51, 60)))),)


def changed(**fields: object) -> tuple[Story, ...]:
    return replace(STORIES[0], **fields), STORIES[1]  # type: ignore[arg-type]


def test_details_have_the_cues_and_what_each_story_counts() -> None:
    found = details(STORIES, SHARED)
    assert found.cues == cues(STORIES, SHARED) != ()
    assert {id: [one.noun for one in counts.figures] for id, counts in found.counts.items()} == {
        "a": ["bodies", "days"],
        "b": ["bodies"],
    }
    assert found.counts["b"].stems == {found.counts["b"].figures[0].anchor}


@pytest.mark.parametrize(
    "other",
    [
        changed(text=ONE.replace("12", "13")),
        changed(published=date(2019, 3, 4)),
        changed(published=None),
        changed(statements=()),
        changed(statements=(said(ONE, "Divers found 12 bodies", "harbour mayor"),)),
        changed(frame=(FramePart("caption", 0, 6),)),
        changed(id="c"),
        STORIES[::-1],
        STORIES[:1],
    ],
    ids=["text", "day", "no-day", "statements", "speaker", "frame", "id", "order", "fewer"],
)
def test_the_digest_changes_with_all_that_details_are_read_out_of(other: tuple[Story, ...]) -> None:
    assert made_of(other, SHARED) != made_of(STORIES, SHARED)


def test_the_digest_changes_with_what_these_stories_share_and_with_nothing_else() -> None:
    (pair,) = SHARED
    same = made_of(STORIES, SHARED)
    assert made_of(STORIES, ()) != same
    assert made_of(STORIES, [replace(pair, passages=pair.passages[:1])]) != same
    assert made_of(STORIES, [pair.seen_from("b"), pair, replace(pair, b="elsewhere")]) == same
    assert made_of((replace(STORIES[0], title="Harbour", outlet="Aru Gazette"), STORIES[1]), SHARED) == same


def test_of_a_table_in_which_each_line_differs_from_each_so_many_are_cues() -> None:
    table = [story(f"s{n}", f"Traders sold {n} sacks of grain in the market of Belmar.") for n in range(2, 40)]
    found = cues(table)
    assert {kind: sum(cue.kind == kind for cue in found) for kind in CUE_KINDS} == {
        **dict.fromkeys(CUE_KINDS, 0),
        "number": MOST_OF_A_KIND,
    }
