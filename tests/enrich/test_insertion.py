"""An attribution that is set into the sentence it reports: whose it is, and what is said around it."""

from __future__ import annotations

import pytest

from tests.enrich.conftest import Enrich

SET_IN = (
    ("The mill, says Mara Venn, is old.", "Mara Venn", "The mill … is old"),
    ("The mill, said Tom Oake, was never insured.", "Tom Oake", "The mill … was never insured"),
    ("The mill, Mara Venn said, must be sold by May.", "Mara Venn", "The mill … must be sold by May"),
    ("The mill, Mara Venn told the court, was never hers.", "Mara Venn", "The mill … was never hers"),
    ("The mill, Mara Venn has admitted, was never hers.", "Mara Venn", "The mill … was never hers"),
    ("The mill, Mara Venn claims, was sold.", "Mara Venn", "The mill … was sold"),
    ("The mill, Mara Venn often says, is old.", "Mara Venn", "The mill … is old"),
    ("The mill, says Mara Venn of the Harbor Council, is old.", "Mara Venn", "The mill … is old"),
    ("The mill, says Mara Venn, an engineer with the council, is old.", "Mara Venn", "The mill … is old"),
    ("The mill, Mara Venn, a baker, admits, is old.", "Mara Venn", "The mill … is old"),
    ("The mill, said Sen. Mara Venn, D-Ohio, was old.", "Mara Venn", "The mill … was old"),
    ("Those who built the mill, says Mara Venn, were poor.", "Mara Venn", "Those who built the mill … were poor"),
    ("The mill is by the pond, which, Mara Venn said, was full.", "Mara Venn", "which … was full"),
    ("The mill, said Mara Venn, who grew up there, was old.", "Mara Venn", "The mill … was old"),
    ("The mill, said Mara Venn on Monday, was old.", "Mara Venn", "The mill … was old"),
    ("The mill, argued defence lawyer Tom Oake, had no licence.", "Tom Oake", "The mill … had no licence"),
    ("The mill, warns Dr. Mara Venn, could burn.", "Mara Venn", "The mill … could burn"),
    ("The mill, say critics, costs too much.", "critics", "The mill … costs too much"),
    ("The mill, concluded investigators, was set on fire.", "investigators", "The mill … was set on fire"),
    (
        "The mill, insisted the company, had been checked.",
        "company",
        "The mill … had been checked",
    ),
    ("The mill, said one of the officials, was old.", "one of the officials", "The mill … was old"),
    ("The mill, sources close to him say, will be sold.", "sources close to him", "The mill … will be sold"),
    ("The president, his spokesman said, is resting.", "his spokesman", "The president … is resting"),
    ("Tom Oake, said Mara Venn, was asleep.", "Mara Venn", "Tom Oake … was asleep"),
    ("Tom Oake, Mara Venn said, was asleep.", "Mara Venn", "Tom Oake … was asleep"),
    ("Tom Oake, the mayor said, was asleep.", "mayor", "Tom Oake … was asleep"),
    ("But the mill, said Mara Venn, was old.", "Mara Venn", "the mill … was old"),
    ("That mill, says Mara Venn, is old.", "Mara Venn", "That mill … is old"),
    ("It was, said Mara Venn, the worst day of her life.", "Mara Venn", "It was … the worst day of her life"),
    ("There is, says Mara Venn, no flour left.", "Mara Venn", "There is … no flour left"),
    (
        "If the rain stops, said Mara Venn, the mill opens.",
        "Mara Venn",
        "If the rain stops … the mill opens",
    ),
    ("In the end, said Mara Venn, the mill was too small.", "Mara Venn", "In the end … the mill was too small"),
    (
        "It was not the wind, said Mara Venn, that broke it.",
        "Mara Venn",
        "It was not the wind … broke it",
    ),
    ("Who, asked Mara Venn, had paid?", "Mara Venn", "Who … had paid"),
    (
        "The mill, according to Mara Venn, who owned it, was never let.",
        "Mara Venn",
        "The mill … was never let",
    ),
)

NOT_SET_IN = (
    ("The deal, announced Monday, will cost nine million.", None),
    ("The deal, announced last week, will cost nine million.", None),
    ("The deal, announced by the mayor, will cost nine million.", "mayor"),
    ("The man, said nothing, and left.", None),
    ("Mara Venn, who said the mill was old, left.", "Mara Venn"),
    ("Mara Venn got up, said no, and left.", "Mara Venn"),
    ("The firm, in a letter, said the mill was old.", "firm"),
    ("The baker, the United States, are on the list.", None),
    ("Tax claims, debts, and fines ruined the mill.", None),
    ("Bread, added sugar, and salt were gone.", None),
)


@pytest.mark.parametrize(("text", "speaker", "words"), SET_IN)
def test_what_is_set_in_has_its_own_speaker(enrich: Enrich, text: str, speaker: str, words: str) -> None:
    story = enrich(text)
    assert [(s.speaker, story.words_of(s)) for s in story.statements] == [(speaker, words)]


@pytest.mark.parametrize(("text", "speaker"), NOT_SET_IN)
def test_what_only_looks_like_it_is_not(enrich: Enrich, text: str, speaker: str | None) -> None:
    statements = enrich(text).statements
    assert {s.speaker for s in statements} <= {speaker}
    assert all(s.rule != "inserted" for s in statements)


def test_she_is_the_one_last_spoken_of(enrich: Enrich) -> None:
    story = enrich("Mara Venn met the millers. The mill, she added, was shut.")
    assert [(s.speaker, story.words_of(s)) for s in story.statements] == [("Mara Venn", "The mill … was shut")]


def test_two_speak_within_one_sentence(enrich: Enrich) -> None:
    story = enrich("The mill, Mara Venn said, was shut, but the ferry, Tom Oake said, was not.")
    assert [(s.speaker, story.words_of(s)) for s in story.statements] == [
        ("Mara Venn", "The mill … was shut"),
        ("Tom Oake", "the ferry … was not"),
    ]


def test_a_surname_alone_is_whole_elsewhere(enrich: Enrich) -> None:
    story = enrich("The man, Venn claims, was armed. Mara Venn is his lawyer.")
    assert [(s.speaker, story.words_of(s)) for s in story.statements] == [("Mara Venn", "The man … was armed")]
