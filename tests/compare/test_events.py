"""Which stories tell of one event: invented ones, whose events are known."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from searchapp.compare.events.grouping import TOGETHER, groups
from searchapp.compare.events.likeness import Alike, Archived, archived, likenesses, weighed, with_copy
from searchapp.compare.events.telling import telling
from searchapp.model import Story

DAY = date(2019, 3, 4)
PLACES = ("Aru", "Belmar", "Corvane", "Dunsel", "Esterwold", "Fennick")
PEOPLE = ("Mara Quill", "Tobin Ashe", "Ines Varga", "Otto Brandle", "Lena Marsh", "Piet Hollow")
DEEDS = (
    "ferry sank harbour divers rescued passengers captain engine storm lifeboats",
    "council voted budget library closed taxes mayor deficit schools amendment",
    "strike miners union wages pit pickets negotiators shaft foreman contract",
    "flood levee river evacuated farms sandbags engineers dam rainfall crest",
    "trial jury verdict embezzled banker prosecutor sentenced ledger appeal bail",
    "vaccine clinic outbreak nurses fever quarantine laboratory samples doses ward",
)


def account(event: int, outlet: int, rng: random.Random) -> Story:
    """An outlet's account of an event: some of its words among words that every story has."""
    words = rng.sample(DEEDS[event].split(), 7)
    filler = rng.sample("people morning office report week country officials several group early".split(), 6)
    sentences = [
        f"{PEOPLE[event]} said in {PLACES[event]} that {words[0]} and {words[1]} of the {filler[0]} came first.",
        f"The {words[2]} near the {words[3]} had the {filler[1]} and {filler[2]} of {PLACES[event]} waiting.",
        f"{PEOPLE[event].split()[1]} told the {filler[3]} of a {words[4]}, a {words[5]} and a {words[6]}.",
        f"It was {filler[4]} in the {filler[5]} before that.",
    ]
    rng.shuffle(sentences)
    return Story(f"e{event}-{outlet}", " ".join(sentences), published=DAY + timedelta(rng.randrange(3)))


def compared(stories: Iterable[Story]) -> Archived:
    return archived([weighed(telling(story)) for story in stories])


@pytest.fixture
def stories() -> list[Story]:
    rng = random.Random(7)
    return [account(event, outlet, rng) for event in range(len(PLACES)) for outlet in range(4)]


def test_stories_of_one_event_are_together_whatever_their_order(stories: list[Story]) -> None:
    expected = [tuple(f"e{event}-{outlet}" for outlet in range(4)) for event in range(len(PLACES))]
    for seed in range(5):
        random.Random(seed).shuffle(stories)
        assert groups(likenesses(compared(stories))) == expected


def test_likeness_of_fresh_stories_is_that_of_all(stories: list[Story]) -> None:
    everything = compared(stories)
    fresh = {"e1-2", "e4-0"}
    assert sorted(likenesses(everything, fresh)) == sorted(
        pair for pair in likenesses(everything) if fresh.intersection(pair[:2])
    )


def test_days_apart_are_other_events_and_without_a_day_words_must_tell_more(stories: list[Story]) -> None:
    text = stories[0].text
    same_day, near, far, undated = (
        Story("b", text, published=DAY),
        Story("b", text, published=DAY + timedelta(6)),
        Story("b", text, published=DAY + timedelta(30)),
        Story("b", text),
    )
    scores = []
    for other in (same_day, near, undated, far):
        pairs = list(likenesses(compared([Story("a", text, published=DAY), other])))
        scores.append(pairs[0].score if pairs else 0)
    assert scores[0] > max(scores[1:3])
    assert min(scores[1:3]) > 0
    assert scores[3] == 0


def test_no_chain_makes_an_event() -> None:
    chain = [Alike(f"s{n:02}", f"s{n + 1:02}", 2 * TOGETHER) for n in range(40)]
    found = groups(chain)
    assert max(map(len, found)) <= 4
    assert groups(reversed(chain)) == found


def test_shared_copy_makes_stories_more_alike() -> None:
    alike = [Alike("a", "b", 0.1), Alike("a", "c", 0.1)]
    [first, second] = with_copy(alike, {("a", "b"): 0.5})
    assert (first.score, second.score) == (pytest.approx(0.55), pytest.approx(0.1))
