"""Cues that accounts differ: what is one, what is none, and that both sentences are shown as they stand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from benchmarks.cues import ALL, SETS, cue_scores, read_pairs
from benchmarks.quality import read_floors, score_cues
from searchapp.compare.compared import Pair, Passage
from searchapp.compare.cues.cue import CUE_KINDS, Cue
from searchapp.compare.cues.find import cues, topics
from searchapp.enrich import open_enricher
from searchapp.model import Story
from tests.stories import said, story


def between(*texts: str) -> tuple[Cue, ...]:
    return cues([story(f"s{n}", text) for n, text in enumerate(texts)])


def words(stories: Sequence[Story], cue: Cue) -> list[list[str]]:
    texts = {s.id: s.text for s in stories}
    return [[texts[side.story][a:b] for a, b in side.words] for side in (cue.a, cue.b)]


@pytest.mark.parametrize("name", SETS)
def test_cues_are_found_on_labelled_pairs_as_well_as_before(name: str) -> None:
    assert [line for line in read_floors().below(score_cues()) if line.startswith(name)] == []


def test_the_half_that_was_written_first_is_as_it_has_to_be() -> None:
    pairs = read_pairs(SETS["cues, first half"])
    score = cue_scores(pairs)[ALL]
    assert len(pairs) >= 40
    assert {pair.kind for pair in pairs} == {*CUE_KINDS, "none"}
    assert score.precision >= 0.8
    assert score.recall >= 0.5


HARBOUR = [
    story("a", "The harbour of Aru burned on Monday. Divers found 12 bodies in the harbour, the mayor said."),
    story("b", "In the harbour divers found 19 bodies, Mara Quill said. Ships waited outside."),
    story("c", "Rain fell on Aru. Divers found 12 bodies in the harbour."),
]


def test_a_cue_shows_both_sentences_the_words_and_the_rule() -> None:
    first, second = cues(HARBOUR)
    assert (first.kind, first.rule) == ("number", "Two numbers of the same thing")
    assert words(HARBOUR, first) == [["12"], ["19"]]
    texts = {s.id: s.text for s in HARBOUR}
    assert texts["a"][slice(*first.a.sentence)] == "Divers found 12 bodies in the harbour, the mayor said."
    assert texts["b"][slice(*first.b.sentence)] == "In the harbour divers found 19 bodies, Mara Quill said."
    assert (second.a.story, second.b.story) == ("b", "c")


def test_three_accounts_are_one_topic() -> None:
    (topic,) = topics(cues(HARBOUR))
    assert [side.story for side in topic.sides] == ["a", "b", "c"]


def test_shared_copy_is_told_once() -> None:
    sentence = "Divers found 12 bodies in the harbour, the mayor said."
    a = HARBOUR[0]
    copied = story("c", f"BELMAR - It was so. {sentence}")
    at_a, at_c = a.text.index(sentence), copied.text.index(sentence)
    pair = Pair("a", "c", 0.5, 0.5, (Passage((at_a, at_a + len(sentence)), (at_c, at_c + len(sentence))),))
    assert len(cues([a, HARBOUR[1], copied])) == 2
    assert [(c.a.story, c.b.story) for c in cues([a, HARBOUR[1], copied], [pair])] == [("a", "b")]


def test_a_number_that_an_edited_copy_has_otherwise_is_a_cue() -> None:
    a = story("a", "Divers found 12 bodies in the harbour, the mayor said.")
    b = story("b", "Divers found 19 bodies in the harbour, the mayor said.")
    whole = Passage((0, len(a.text)), (0, len(b.text)))
    assert [cue.kind for cue in cues([a, b], [Pair("a", "b", 1.0, 1.0, (whole,))])] == ["number"]


def test_the_key_is_of_what_is_said_wherever_it_stands() -> None:
    moved = [
        story("x", f"New first line. {HARBOUR[1].text}", published="2020-01-02"),
        story("y", f"And here. {HARBOUR[0].text}", published="2020-01-02"),
    ]
    (one,), (again,) = cues(HARBOUR[:2]), cues(moved)
    assert one.key == again.key


def test_what_is_found_does_not_hang_on_the_order_of_stories() -> None:
    keys = {frozenset(cue.key for cue in cues(order)) for order in permutations(HARBOUR)}
    assert len(keys) == 1


@pytest.mark.parametrize(
    "texts",
    [
        ["They hold 400 hostages in the hospital.", "Some 500 fighters hold the hospital."],
        ["A total of 3,000 people fled Aru.", "In all 3,021 people fled Aru."],
        ["Up to 500 men stayed in Aru.", "Some 400 men stayed in Aru."],
        ["The deal includes local fighters.", "The deal excludes foreign fighters."],
        ["He asked whether the deal includes foreign fighters.", "The deal excludes foreign fighters."],
        ["Did the deal include foreign fighters?", "The deal excludes foreign fighters."],
        ["He refused to answer questions of the panel.", "He will not answer questions of the panel."],
        ["Of the ships 46 percent left Aru and 44 percent stayed.", "Some 30 percent of the ships left Aru."],
        ["Two of the ships of the line sank off Aru.", "Four ships of the line sank off Aru."],
        ["In 2005 ships left Aru for the war.", "Some 300 ships left Aru for the war."],
        ["Between 200 and 300 ships left Aru for the war.", "In all 250 ships left Aru for the war."],
        ["", "   "],
        ["العدد ٤٠٠ رهينة في المستشفى.", "العدد ٣٠٠ رهينة في المستشفى."],
    ],
)
def test_no_cue(texts: list[str]) -> None:
    assert between(*texts) == ()


def test_a_number_that_rose_by_a_later_day_is_no_cue() -> None:
    early, late = (story(str(n), HARBOUR[n].text, published=f"2020-01-0{n + 1}") for n in (0, 1))
    assert cues([early, late]) == ()


def test_days_at_the_end_of_the_calendar_are_none() -> None:
    texts = ["The mayor was abducted on Monday.", "The mayor was abducted on Friday tomorrow."]
    for day in (date.min, date.max):
        assert cues([Story(id=text, text=text, published=day) for text in texts]) is not None


def test_stories_that_repeat_one_sentence_without_end_are_compared_in_part() -> None:
    stories = [story(f"s{n}", f"They killed {n + 5} men in the harbour of Belmar. " * 500) for n in range(4)]
    assert 0 < len(cues(stories)) <= 120 * 120


def test_a_sentence_of_one_story_is_not_set_against_its_own() -> None:
    assert between("Divers found 12 bodies in the harbour. Divers found 19 bodies in the harbour.") == ()


def test_a_speaker_may_be_known_from_the_story() -> None:
    texts = (
        "He admitted that the tests had been late by a year.",
        "Mara Quill said the tests had been late by a year.",
    )
    he = story("a", texts[0], statements=(said(texts[0], texts[0], "Mara Quill"),))
    other = story("b", texts[1])
    assert [cue.kind for cue in cues([he, other])] == ["saying"]
    assert words([he, other], cues([he, other])[0]) == [["admitted"], ["said"]]


def test_a_deed_of_another_doer_marks_both() -> None:
    stories = [
        story("a", "Government troops shelled the hospital in Aru, doctors said."),
        story("b", "The hospital in Aru was shelled by rebels."),
    ]
    (cue,) = cues(stories)
    assert cue.kind == "doer"
    assert words(stories, cue) == [["Government troops"], ["rebels"]]


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[Story]:
    day = date(2017, 10, 14)
    files = sorted((shared / "seeds").glob("*.txt"))
    stories = [Story(id=file.name[:3], text=file.read_text(encoding="utf-8"), published=day) for file in files]
    return list(open_enricher().pipe(stories))


def test_the_seeds_differ_on_the_foreign_fighters_and_on_the_earlier_convoy(seeds: list[Story]) -> None:
    found = topics(cues(seeds))
    texts = {s.id: s.text for s in seeds}
    of = {topic.kind: topic for topic in found}
    fighters = {(side.story, texts[side.story][a:b]) for side in of["polarity"].sides for a, b in side.words}
    assert fighters >= {("000", "included"), ("001", "left behind"), ("001", "excludes"), ("004", "excluded")}
    assert "foreign fighters" in of["polarity"].what.lower()
    assert words(seeds, of["date"].cues[0]) == [["August"], ["September"]]
    assert "number" not in of, json.dumps([topic.what for topic in found])
