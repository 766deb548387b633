"""Who speaks and who is spoken to where the order of the words misleads."""

from __future__ import annotations

import pytest

from searchapp.model import Statement, Story
from tests.enrich.conftest import Enrich

SAID_TO = (
    ('"The mill is sold," the chairman said to Mara Venn.', "chairman", "Mara Venn"),
    ('"The mill is sold," said the chairman to Mara Venn.', "chairman", "Mara Venn"),
    ('"The mill is sold," the judge told Tom Oake.', "judge", "Tom Oake"),
    ('"The mill is sold," whispered the coach to Mara Venn.', "coach", "Mara Venn"),
    ('"The mill is sold," remarked the captain to Mara Venn.', "captain", "Mara Venn"),
    ('"The mill is sold," the director wrote to Tom Oake in May.', "director", "Tom Oake"),
    ('"Where is the key?" the officer asked Tom Oake.', "officer", "Tom Oake"),
    ('"The mill is sold," Mara Venn was told by the mayor.', "mayor", "Mara Venn"),
    ("Mara Venn was told by the chairman that the mill was sold.", "chairman", "Mara Venn"),
    ("The chairman admitted to Mara Venn that the mill was sold.", "chairman", "Mara Venn"),
    ('The chairman said to Mara Venn: "The mill is sold."', "chairman", "Mara Venn"),
    ('To Mara Venn, the chairman said: "The mill is sold."', "chairman", "Mara Venn"),
    ('The chairman turned to Mara Venn and said: "The mill is sold."', "chairman", "Mara Venn"),
    ('Turning to Mara Venn, the chairman said: "The mill is sold."', "chairman", "Mara Venn"),
    ("After he met Mara Venn, the chairman said the mill was sold.", "chairman", ""),
    ('"The mill is sold," Tom Oake said to Mara Venn.', "Tom Oake", "Mara Venn"),
    ('"The mill is sold," said Mayor Tom Oake.', "Tom Oake", ""),
)

ASKED = (
    ('"Is the mill safe?" asked Mara Venn.', "Mara Venn", "Is the mill safe?"),
    ('"Is the mill safe?" asked the judge.', "judge", "Is the mill safe?"),
    ('"Is the mill safe?" demanded prosecutor Tom Oake.', "Tom Oake", "Is the mill safe?"),
    ('"Is the mill safe?" wondered one of the millers.', "one of the millers", "Is the mill safe?"),
    ('"Is the mill safe?" asked a visibly angry Tom Oake.', "Tom Oake", "Is the mill safe?"),
    ('"Is the mill safe?" asked Mara Venn, a baker.', "Mara Venn", "Is the mill safe?"),
    ('"Is the mill safe?" asked his wife.', "his wife", "Is the mill safe?"),
    ('"Is the mill safe?" enquired the 60-year-old baker.', "60-year-old baker", "Is the mill safe?"),
    ('"Leave the mill!" shouted the guard.', "guard", "Leave the mill!"),
    ('"Is the mill safe?" Mara Venn wanted to know.', "Mara Venn", "Is the mill safe?"),
    ('"Is the mill safe?" the council wants to know.', "council", "Is the mill safe?"),
    ('"Is the mill," asked the mayor, "still safe?"', "mayor", "Is the mill … still safe?"),
    ('"The mill", said the mayor, "is safe".', "mayor", "The mill … is safe"),
)

QUESTIONS_OF_OTHERS = (
    "Asked whether the mill was safe, Mara Venn said it was old.",
    "When asked why the mill was shut, Mara Venn said it was old.",
    "Asked about the fire, Mara Venn said it was old.",
    "But asked on Monday when the mill would open, Mara Venn said it was old.",
    "Repeatedly asked if the mill was safe, Mara Venn said it was old.",
    "Asked to explain the fire, Mara Venn said it was old.",
    "Told that the mill was shut, Mara Venn said it was old.",
    "Accused of arson, Mara Venn said it was old.",
    "Mara Venn, asked whether the mill was safe, said it was old.",
    "Mara Venn, when asked whether the mill was safe, said it was old.",
    "When she was asked whether the mill was safe, Mara Venn said it was old.",
)


def only(story: Story) -> Statement:
    (statement,) = story.statements
    return statement


@pytest.mark.parametrize(("text", "speaker", "addressee"), SAID_TO)
def test_who_is_spoken_to_does_not_speak(enrich: Enrich, text: str, speaker: str, addressee: str) -> None:
    story = enrich(text)
    statement = only(story)
    assert (statement.speaker, statement.addressee) == (speaker, addressee)
    assert story.words_of(statement).rstrip(".").lower() in (
        "the mill is sold",
        "the mill was sold",
        "where is the key?",
    )


@pytest.mark.parametrize(("text", "speaker", "words"), ASKED)
def test_a_question_in_quotation_marks_is_said(enrich: Enrich, text: str, speaker: str, words: str) -> None:
    story = enrich(text)
    statement = only(story)
    assert (statement.speaker, story.words_of(statement)) == (speaker, words)
    assert (statement.polarity, statement.mode) == ("affirmed", "direct")


@pytest.mark.parametrize("text", QUESTIONS_OF_OTHERS)
def test_a_question_is_not_that_of_the_one_asked(enrich: Enrich, text: str) -> None:
    story = enrich(text)
    assert [(s.speaker, story.words_of(s)) for s in story.statements] == [("Mara Venn", "it was old")]


def test_one_who_asks_after_all_asks(enrich: Enrich) -> None:
    story = enrich("Asked by reporters if the mill was safe, Mara Venn said it was old.")
    assert [(s.speaker, s.polarity) for s in story.statements] == [
        ("reporters", "asked"),
        ("Mara Venn", "affirmed"),
    ]
    statement = only(enrich("Having asked whether the mill was safe, Mara Venn left."))
    assert (statement.speaker, statement.polarity) == ("Mara Venn", "asked")
    first, second = enrich('"No," said Mara Venn, asked by the judge whether the mill was safe.').statements
    assert (first.speaker, second.speaker, second.polarity) == ("Mara Venn", "judge", "asked")


def test_what_someone_wants_to_know_is_asked(enrich: Enrich) -> None:
    statement = only(enrich("Mara Venn wants to know whether the mill is safe."))
    assert (statement.speaker, statement.cue, statement.polarity) == ("Mara Venn", "wants to know", "asked")
    assert enrich("Mara Venn knows whether the mill is safe.").statements == ()
    assert enrich("Mara Venn came to know that the mill was safe.").statements == ()
