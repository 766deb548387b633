"""Whose a story's words are: by day, by the agency that it credits, by its outlet; and which stories are one."""

from __future__ import annotations

from datetime import date

import pytest

from searchapp.compare.compared import Pair
from searchapp.compare.shared_passages.whose import Told, told, whose
from searchapp.model import FramePart, Story

MONDAY, TUESDAY = date(2019, 3, 4), date(2019, 3, 5)
GAZETTE, POST, AGENCY = "Aru Gazette", "Harbour Post", "Reuters"


def of(a: Told, b: Told, share_a: float = 0.9, share_b: float = 0.9) -> tuple[str, str]:
    """The reporting of two stories that share this much."""
    reporting, _ = whose({"a": a, "b": b}, [Pair("a", "b", share_a, share_b, ())])
    return reporting["a"], reporting["b"]


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (Told(GAZETTE, MONDAY, ""), Told(POST, TUESDAY, ""), ("own", "reprint")),
        (Told(GAZETTE, MONDAY, ""), Told(POST, MONDAY, ""), ("shared", "shared")),
        (Told(GAZETTE, None, ""), Told(POST, TUESDAY, ""), ("shared", "shared")),
        (Told(GAZETTE, MONDAY, ""), Told(GAZETTE, TUESDAY, ""), ("own", "own")),
        (Told("", MONDAY, ""), Told("", TUESDAY, ""), ("own", "reprint")),
        (Told(AGENCY, TUESDAY, ""), Told(POST, MONDAY, ""), ("own", "reprint")),
        (Told(GAZETTE, None, AGENCY), Told(POST, None, ""), ("reprint", "shared")),
        (Told(GAZETTE, MONDAY, AGENCY), Told(POST, TUESDAY, AGENCY), ("reprint", "reprint")),
        (Told(AGENCY, None, AGENCY), Told(POST, None, AGENCY), ("own", "reprint")),
        (Told(GAZETTE, None, ""), Told(POST, None, GAZETTE), ("own", "reprint")),
    ],
)
def test_who_had_it_first_is_told_by_day_and_credit(a: Told, b: Told, said: tuple[str, str]) -> None:
    assert of(a, b) == said
    assert of(b, a) == said[::-1]


def test_a_passage_makes_a_story_shared_and_no_reprint() -> None:
    assert of(Told(GAZETTE, MONDAY, ""), Told(POST, TUESDAY, ""), 0.3, 0.3) == ("own", "shared")


def test_a_story_that_shares_little_is_its_own_and_the_other_may_be_shared() -> None:
    assert of(Told(GAZETTE, MONDAY, ""), Told(POST, MONDAY, ""), 0.09, 0.1) == ("own", "shared")


def test_a_group_is_known_by_its_first_and_a_longer_story_with_the_same_words_is_in_none() -> None:
    stories = {
        "agency": Told(AGENCY, MONDAY, ""),
        "post": Told(POST, MONDAY, AGENCY),
        "short": Told(GAZETTE, TUESDAY, ""),
        "longer": Told(GAZETTE, TUESDAY, ""),
    }
    pairs = [
        Pair("agency", "post", 0.95, 0.97, ()),
        Pair("post", "short", 0.4, 1.0, ()),
        Pair("agency", "longer", 1.0, 0.5, ()),
    ]
    assert whose(stories, pairs)[1] == {"agency": "agency", "post": "agency", "short": "agency"}
    assert whose(stories, reversed(pairs))[1] == {"agency": "agency", "post": "agency", "short": "agency"}


def test_undated_stories_are_grouped_whatever_their_order() -> None:
    stories = {name: Told(GAZETTE, None, "") for name in ("a", "b", "c")}
    pairs = [Pair("a", "b", 0.9, 0.9, ()), Pair("b", "c", 0.9, 0.9, ()), Pair("a", "c", 0.9, 0.9, ())]
    assert whose(stories, pairs)[1] == {"a": "a", "b": "a", "c": "a"}


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("ARU (Reuters) - The quay was closed.", "Reuters"),
        ("The quay was closed, the mayor told the Associated Press.", "Associated Press"),
        ("The quay was closed, the mayor told Reuters on Monday.", "Reuters"),
        ("The quay was closed. (AFP)", "AFP"),
        ("The quay was closed, the mayor told Harbour Radio (HR).", ""),
        ("The council told reporters that the quay was closed.", ""),
    ],
)
def test_the_agency_that_a_story_credits(text: str, credit: str) -> None:
    assert told(Story("a", text)).credit == credit


def test_an_agency_is_credited_in_a_byline_or_a_dateline() -> None:
    assert told(Story("a", "The quay was closed.", byline="Mara Quill and AP")).credit == "AP"
    text = "ARU (Euphrates Wire) - The quay was closed."
    dateline = FramePart("dateline", 0, len("ARU (Euphrates Wire) -"))
    assert told(Story("a", text, frame=(dateline,))).credit == "Euphrates Wire"
