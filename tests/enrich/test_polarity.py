"""Whether words were said: affirmed, refused, asked or denied, and what is no statement at all."""

from __future__ import annotations

import pytest

from searchapp.model import Story
from tests.enrich.conftest import Enrich

REFUSED = (
    ("Mara Venn refused to say whether the mill had closed.", "whether the mill had closed"),
    ("Mara Venn declined to confirm that the mill had closed.", "the mill had closed"),
    ("Mara Venn declines to say when the mill will open.", "when the mill will open"),
    ("Mara Venn has refused to explain why the mill was sold.", "why the mill was sold"),
    ("Mara Venn did not say who had bought the mill.", "who had bought the mill"),
    ("Mara Venn didn't say who had bought the mill.", "who had bought the mill"),
    ("Mara Venn would not say how much the mill had cost.", "how much the mill had cost"),
    ("Mara Venn won't confirm that the mill was sold.", "the mill was sold"),
    ("Mara Venn has never claimed that the mill was hers.", "the mill was hers"),
    ("Mara Venn was unable to say where the miller lived.", "where the miller lived"),
    ("Mara Venn could not say where the miller lived.", "where the miller lived"),
    ("Mara Venn stopped short of saying that the miller had lied.", "the miller had lied"),
    ("Mara Venn avoided saying whether the miller had lied.", "whether the miller had lied"),
    ("Mara Venn failed to mention that the mill was sold.", "the mill was sold"),
    ("Mara Venn has yet to confirm that the mill was sold.", "the mill was sold"),
    ("Mara Venn left without saying whether the mill was sold.", "whether the mill was sold"),
    ("Mara Venn did not want to say whether the mill was sold.", "whether the mill was sold"),
    ("Mara Venn did not deny that the mill was sold.", "the mill was sold"),
    ("Mara Venn did not deny the report.", "the report"),
    ("Mara Venn would not confirm the report.", "the report"),
    ("Mara Venn refused to deny that the mill was sold.", "the mill was sold"),
    ("Mara Venn would neither confirm nor deny that the mill was sold.", "the mill was sold"),
    ("Mara Venn has not ruled out that the mill will be sold.", "the mill will be sold"),
    ("Mara Venn declined to comment on the sale.", "on the sale"),
    ("Mara Venn told no one that the mill was sold.", "the mill was sold"),
    ('"We were paid," Mara Venn declined to say.', "We were paid"),
)

AFFIRMED = (
    ("Mara Venn said she did not know the miller.", "she did not know the miller"),
    ("Mara Venn said it was not true.", "it was not true"),
    ("Mara Venn not only said the mill was old but also insisted that it was safe.", "the mill was old"),
    ("Mara Venn could only say that the mill was old.", "the mill was old"),
    ("Mara Venn never failed to mention that the mill was old.", "the mill was old"),
    ("Mara Venn could not resist pointing out that the mill was old.", "the mill was old"),
    ("Mara Venn said she would not comment on the sale.", "she would not comment on the sale"),
    ("Mara Venn said that nobody had bought the mill.", "nobody had bought the mill"),
    ('"I won\'t say who bought it," Mara Venn said.', "I won't say who bought it"),
    ('"Who bought it?" Mara Venn asked.', "Who bought it?"),
    ("Mara Venn asked that the mill be closed.", "the mill be closed"),
    ("Mara Venn asked for help if the mill burned.", "for help"),
    ("Mara Venn asked the miller to leave.", "the miller to leave"),
    ("Mara Venn will say on Monday that the mill is old.", "the mill is old"),
    ("Judge May Venn said the mill was old.", "the mill was old"),
)

ASKED = (
    ("Mara Venn asked whether the mill was safe.", "whether the mill was safe"),
    ("Mara Venn asked if the mill was safe.", "if the mill was safe"),
    ("Mara Venn asked Tom Oake if the mill was safe.", "if the mill was safe"),
    ("Mara Venn asked the miller why the mill was shut.", "why the mill was shut"),
    ("Mara Venn asked: is the mill safe?", "is the mill safe"),
    ("Mara Venn wondered how the mill had burned.", "how the mill had burned"),
)

DENIED = (
    ("Mara Venn denied that the mill was sold.", "the mill was sold"),
    ("Mara Venn has denied the charge.", "the charge"),
    ("Mara Venn denies selling the mill.", "selling the mill"),
)

NOT_SAID = (
    "Did Mara Venn say that the mill was sold?",
    "Has Mara Venn said that the mill will open?",
    "Why did Mara Venn say the mill was sold?",
    "Would the miller admit that he lied?",
    "Is it true that Mara Venn said the mill was sold?",
    "Nobody said the mill was sold.",
    "No one has claimed that the mill was sold.",
    "No miller has said that the flour is clean.",
    "None of the millers said the flour was clean.",
    "Not one of the millers said the flour was clean.",
    "Neither miller said the flour was clean.",
    "Neither Mara Venn nor Tom Oake said the flour was clean.",
    "Nobody denied that the flour was clean.",
    "According to nobody, the mill is sold.",
    "If Mara Venn says the mill is sold, the price will fall.",
    "Unless Mara Venn confirms that the mill is sold, the price will fall.",
    "Had Mara Venn said that the mill was sold, the price would have fallen.",
    "Mara Venn could say that the mill was sold.",
    "Mara Venn might announce that the mill was sold.",
    "Mara Venn should explain why the mill was sold.",
    "Mara Venn refused to leave the mill.",
    "It is not clear whether Mara Venn said the mill was sold.",
    "It is worth saying that the mill was sold.",
    "The price will fall if Mara Venn says that Tom Oake claimed the mill was his.",
    "Did Mara Venn say that Tom Oake claimed the mill was his?",
    "The judge wanted Mara Venn to say who bought the mill.",
    "The judge ordered Mara Venn to say who bought the mill.",
    "It is impossible to say whether the mill was sold.",
)


def polarities(story: Story) -> list[tuple[str, str, str]]:
    return [(s.speaker.removeprefix("Judge "), s.polarity, story.words_of(s)) for s in story.statements]


@pytest.mark.parametrize(
    ("polarity", "text", "words"),
    [
        (polarity, *case)
        for polarity, cases in (
            ("refused", REFUSED), ("affirmed", AFFIRMED), ("asked", ASKED), ("denied", DENIED),
        )
        for case in cases
    ],
)  # fmt: skip
def test_what_was_said_and_how(enrich: Enrich, polarity: str, text: str, words: str) -> None:
    found = polarities(enrich(text))
    assert {name for name, _, _ in found} == {"May Venn" if "May" in text else "Mara Venn"}
    assert (polarity, words) in {(how, said) for _, how, said in found}
    assert polarity != "refused" or all(how == "refused" for _, how, _ in found)


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_no_statement(enrich: Enrich, text: str) -> None:
    assert polarities(enrich(text)) == []


def test_a_refusal_ends_where_another_speaks(enrich: Enrich) -> None:
    text = "Officials refused to say how many had died, but a nurse said nine had."
    assert polarities(enrich(text)) == [
        ("Officials", "refused", "how many had died"),
        ("a nurse", "affirmed", "nine had"),
    ]
    text = "The council did not say how many had died, but said the road was open."
    assert [how for _, how, _ in polarities(enrich(text))] == ["refused", "affirmed"]


def test_a_quotation_after_a_refusal_or_a_denial_is_said(enrich: Enrich) -> None:
    text = 'Mara Venn declined to say whether the mill was sold. "That is private."'
    assert polarities(enrich(text)) == [
        ("Mara Venn", "refused", "whether the mill was sold"),
        ("Mara Venn", "affirmed", "That is private."),
    ]
    text = 'Mara Venn denied the charge. "I was asleep."'
    assert [how for _, how, _ in polarities(enrich(text))] == ["denied", "affirmed"]
