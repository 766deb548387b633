"""What a sentence reports besides a plain attribution: joined sayings, set phrases, sentences that parse badly."""

from __future__ import annotations

import pytest

from searchapp.enrich.attribution import RULES
from searchapp.model import Story
from tests.enrich.conftest import Enrich

Said = tuple[str, str]


def said(story: Story) -> list[Said]:
    return [(s.speaker, " ".join(story.text[a:b] for a, b in s.spans)) for s in story.statements]


LUND, HALE = "Ada Lund", "Tom Hale"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ada Lund said the ferry would be late and warned of storms.",
            [(LUND, "the ferry would be late"), (LUND, "of storms")],
        ),
        (
            "Ada Lund said the ferry was late, and called it a disgrace.",
            [(LUND, "the ferry was late"), (LUND, "it a disgrace")],
        ),
        (
            "Ada Lund said the ferry was late and promised to repair it.",
            [(LUND, "the ferry was late"), (LUND, "to repair it")],
        ),
        (
            "Ada Lund said she would sell the ferry and called on the town to buy it.",
            [(LUND, "she would sell the ferry"), (LUND, "the town to buy it")],
        ),
        (
            "Ada Lund said the ferry was late and Tom Hale said it was not.",
            [(LUND, "the ferry was late"), (HALE, "it was not")],
        ),
        (
            "Ada Lund said the ferry was late, Tom Hale said it was not.",
            [(LUND, "the ferry was late"), (HALE, "it was not")],
        ),
        (
            "Ada Lund said the ferry was late and Tom Hale accused the crew of theft.",
            [(LUND, "the ferry was late"), (HALE, "the crew of theft")],
        ),
        (
            "“The ferry is late,” Ada Lund said, and added: “The crew has left.”",
            [(LUND, "The ferry is late"), (LUND, "The crew has left.")],
        ),
        # One saying, whatever is joined in it or said within it.
        (
            "“The board expressed its concern that the ferry was late” and left, said Ada Lund.",
            [(LUND, "“The board expressed its concern that the ferry was late” and left")],
        ),
        (
            "Ada Lund said the army attacked and the rebels claimed victory.",
            [(LUND, "the army attacked and the rebels claimed victory")],
        ),
        (
            "Ada Lund said she was on the pier when the guards found the crew and told them to leave.",
            [(LUND, "she was on the pier when the guards found the crew and told them to leave")],
        ),
        ("“It is late,” said Ada Lund, “but it runs.”", [(LUND, "It is late but it runs.")]),
        (
            "“It is late,” Ada Lund said, referring to the ferry.",
            [(LUND, "It is late")],
        ),
        (
            "Ada Lund said Hale would leave the house and warn the town.",
            [(LUND, "Hale would leave the house and warn the town")],
        ),
    ],
)
def test_joined_sayings_have_words_of_their_own(enrich: Enrich, text: str, wanted: list[Said]) -> None:
    assert said(enrich(text)) == wanted


@pytest.mark.parametrize(
    "phrase",
    [
        "made clear that",
        "has made it clear that",
        "is of the view that",
        "let it be known that",
        "took the view that",
        "gave assurances that",
        "was adamant that",
        "expressed concern that",
        "voiced deep regret that",
        "raised the possibility that",
        "has gone on record as saying that",
        "took to Twitter to say",
        "went on to say",
        "was quoted as saying",
        "pointed out",
        "said in a statement that",
        "told the Vell Post in an interview that",
        "insisted, in a long talk with the Vell Post, that",
    ],
)
def test_phrases_that_report(enrich: Enrich, phrase: str) -> None:
    assert said(enrich(f"Ada Lund {phrase} the ferry was late.")) == [(LUND, "the ferry was late")]


@pytest.mark.parametrize(
    "text",
    [
        "In the words of Ada Lund, the ferry was late.",
        "In the words of Ada Lund, who runs it, the ferry was late.",
        "As Ada Lund put it, the ferry was late.",
        "The town has read Ada Lund's report that the ferry was late.",
        "The crew went on despite a second warning from Ada Lund that the ferry was late.",
        "Ada Lund refused to talk, aside from saying the ferry was late.",
        "While the crew slept, Ada Lund noted that the ferry was late.",
        "Asked about the crew, Ada Lund noted that the ferry was late.",
    ],
)
def test_other_ways_to_report(enrich: Enrich, text: str) -> None:
    assert (LUND, "the ferry was late") in said(enrich(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ada Lund called the crew lazy.", [(LUND, "the crew lazy")]),
        ('Ada Lund called Tom Hale a "liar."', [(LUND, 'Tom Hale a "liar."')]),
        (
            "One of the men who wrote to us called Hale a liar and a cheat.",
            [("One of the men who wrote to us", "Hale a liar and a cheat")],
        ),
        ("Ada Lund likened the crew to a pack of wolves.", [(LUND, "the crew to a pack of wolves")]),
        ("Ada Lund, who's called for calm, has left.", [(LUND, "for calm")]),
        ("Ada Lund called on the crew to stay.", [(LUND, "the crew to stay")]),
        ("Ada Lund announced plans this week to sell the ferry.", [(LUND, "plans to sell the ferry")]),
        ("The delay was first reported by the Vell Post.", [("Vell Post", "The delay")]),
    ],
)
def test_what_is_named_asked_and_announced(enrich: Enrich, text: str, wanted: list[Said]) -> None:
    assert said(enrich(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lund called a meeting.",
        "The board called an emergency session on Monday.",
        "The evidence made clear that the ferry was late.",
        "Ada Lund has not made clear that the ferry was late.",
        "Ada Lund, who's accused of theft, has left.",
        "The crew, who's told to leave, has left.",
        "In other words, the ferry was late.",
        "The board needs two votes to confirm the new captain.",
        "There is no better way to report losses.",
        "It was not as long as it claims to be.",
        'Ada Lund has read "Long Way to the Sea," a book about ferries.',
        "The members of the Port Board of the old state of Vell met on Monday.",
    ],
)
def test_what_reports_nothing(enrich: Enrich, text: str) -> None:
    assert said(enrich(text)) == []


def test_a_title_is_nobody_s_words(enrich: Enrich) -> None:
    text = 'In her first book, "Long Way to the Sea," Ada Lund said the ferry was late.'
    assert said(enrich(text)) == [(LUND, "the ferry was late")]


@pytest.mark.parametrize(
    "lead", ["In March the editorial board of the Vell Post", "On Monday's episode of the Vell Show,"]
)
def test_a_sentence_that_parses_badly_is_read_a_second_time(enrich: Enrich, lead: str) -> None:
    certain = {rule.name: rule.confidence for rule in RULES}
    story = enrich(f"{lead} the former secretary of state and present chairman said she wanted to leave.")
    assert [s.confidence <= certain[s.rule] for s in story.statements] == [True] * len(story.statements)


@pytest.mark.parametrize("thing", ["the state", "the point", "the storm"])
def test_no_thing_speaks_by_a_second_reading(enrich: Enrich, thing: str) -> None:
    assert not any(s.speaker == thing for s in enrich(f"On the way to {thing} of the road, the sea.").statements)


VENN, OAKE = "Mara Venn", "Tom Oake"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # "As … by": who has said what the rest tells.
        ("As promised by Sen. Mara Venn, the mill closed at midnight.", [(VENN, "the mill closed at midnight")]),
        ("The mill was closed, as demanded by Mara Venn.", [(VENN, "The mill was closed")]),
        ("As confirmed by Mayor Mara Venn, the mill is old.", [(VENN, "the mill is old")]),
        ("As noted in the indictment, the mill was old.", [("indictment", "the mill was old")]),
        ("As promised, the mill closed at midnight.", []),
        ("As announced in May, the mill closed at midnight.", []),
        ("As told to Mara Venn, the tale is sad.", []),
        # A participle that opens the sentence.
        ("Saying that the mill was safe, Mara Venn opened it.", [(VENN, "the mill was safe")]),
        (
            "Claiming the sale of mills is meant to harm us, Mara Venn left.",
            [(VENN, "the sale of mills is meant to harm us")],
        ),
        ("After insisting the mill was safe, Mara Venn was led away.", [(VENN, "the mill was safe")]),
        ("Saying goodbye to her friends, Mara Venn left.", []),
        # Who is done something to for saying it.
        ("Mara Venn was jailed for saying the mill was unsafe.", [(VENN, "the mill was unsafe")]),
        ("Mara Venn was fired after claiming that the mill was unsafe.", [(VENN, "the mill was unsafe")]),
        ("Mara Venn was called in to talk about the mill.", []),
        # One who is named before what is told of him.
        ("The paper ran a photo of Tom Oake telling nurses that it was shut.", [(OAKE, "it was shut")]),
        ("The mill is shut, with Tom Oake saying that it is unsafe.", [(OAKE, "it is unsafe")]),
        # A subject that the parser gave to something else.
        (
            "The board met the staff and the union and Tom Oake said the mill was safe.",
            [(OAKE, "the mill was safe")],
        ),
        (
            "At a dinner at his club in Venby, Ohio, Chief Executive Tom Oake voiced concerns that it would shut.",
            [(OAKE, "it would shut")],
        ),
        (
            "The mill, which the company's chief, Tom Oake, called “a ruin”, was sold.",
            [(OAKE, "“a ruin”")],
        ),
        ("Mayor Tom Oake (D), a farmer, called Friday for selling the mill.", [(OAKE, "for selling the mill")]),
        ("A mill called Venn Hall burned.", []),
        # What stands for the words of another.
        ("Mara Venn said the same of Tom Oake.", [(VENN, "the same of Tom Oake")]),
        ("Mara Venn drank the same tea.", []),
        ("He said:\n\n“The mill is old. It is ours.”", [("He", "The mill is old. It is ours.")]),
    ],
)
def test_more_ways_to_report(enrich: Enrich, text: str, wanted: list[Said]) -> None:
    assert said(enrich(text)) == wanted


def test_one_of_those_who_did_a_thing_speaks(enrich: Enrich) -> None:
    (statement,) = enrich("One of the nurses who sent the letter called Oake a quack and a fake.").statements
    assert statement.speaker.startswith("One of the nurses")


@pytest.mark.parametrize("few", ["Few residents", "Very few residents", "Few of the residents"])
def test_what_few_say_is_not_said(enrich: Enrich, few: str) -> None:
    assert not enrich(f"{few} said the mill was safe.").statements
    assert not enrich(f"{few} would say what they had seen.").statements


@pytest.mark.parametrize("some", ["A few residents", "Only a few", "The few residents", "Some residents", "Most"])
def test_what_some_say_is_said(enrich: Enrich, some: str) -> None:
    assert [s.polarity for s in enrich(f"{some} said the mill was safe.").statements] == ["affirmed"]


def test_one_who_does_not_leave_after_saying_a_thing_has_said_it(enrich: Enrich) -> None:
    (statement,) = enrich("Mara Venn did not leave after saying that the mill was safe.").statements
    assert statement.polarity == "affirmed"
