"""What is said and by whom: small invented stories, each with everything that must be found in it, exactly."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from searchapp.model import Statement, Story
from tests.enrich.conftest import Enrich


@dataclass(frozen=True)
class Case:
    """A text and its statements: (speaker, kind, cue, mode, words said)."""

    name: str
    text: str
    said: tuple[tuple[str, str, str, str, tuple[str, ...]], ...]


P, O, U = "person", "organization", "unnamed"  # noqa: E741 (the three kinds of speaker, in a table)

CASES = (
    Case(
        "indirect, then a quotation in two parts by the same person",
        'Mayor Elena Brandt said the bridge would reopen in May. "We have tested every cable," she said. '
        '"It is safe."',
        (
            ("Elena Brandt", P, "said", "indirect", ("the bridge would reopen in May",)),
            ("Elena Brandt", P, "said", "direct", ("We have tested every cable", "It is safe.")),
        ),
    ),
    Case(
        "verb before a speaker with a title",
        '"The harvest is late," said Col. Victor Ansah, who commands the garrison. "Nobody will starve."',
        (("Victor Ansah", P, "said", "direct", ("The harvest is late", "Nobody will starve.")),),
    ),
    Case(
        "an organization, then it",
        "The Velmora River Authority said on Tuesday that the dam was full. It added that no village was at risk.",
        (
            ("Velmora River Authority", O, "said", "indirect", ("the dam was full",)),
            ("Velmora River Authority", O, "added", "indirect", ("no village was at risk",)),
        ),
    ),
    Case(
        "according to, before",
        "According to Harold Finch, a lawyer for the miners, the talks have failed.",
        (("Harold Finch", P, "According to", "indirect", ("the talks have failed",)),),
    ),
    Case(
        "according to, after",
        "The talks have failed, according to the Northern Rail Union.",
        (("Northern Rail Union", O, "according to", "indirect", ("The talks have failed",)),),
    ),
    Case(
        "a spokeswoman by name, then by surname, and a mixed statement",
        "Rosa Delgado, a spokeswoman for the Northern Rail Union, said the strike would go on. "
        'Delgado said members were "angry but calm" after the vote.',
        (
            ("Rosa Delgado", P, "said", "indirect", ("the strike would go on",)),
            ("Rosa Delgado", P, "said", "mixed", ('members were "angry but calm" after the vote',)),
        ),
    ),
    Case(
        "unnamed sources by their own words",
        "A military source said the port had been mined. Officials denied the report.",
        (
            ("military source", U, "said", "indirect", ("the port had been mined",)),
            ("Officials", U, "denied", "indirect", ("the report",)),
        ),
    ),
    Case(
        "who is told is not who speaks, and a refusal to say is no statement",
        "The minister told reporters that taxes would fall, but he refused to say when.",
        (("minister", U, "told", "indirect", ("taxes would fall",)),),
    ),
    Case(
        "an acronym the story defines",
        "In a statement, the Harbor Workers Union (HWU) said its members had been locked out. "
        "The HWU said it would sue.",
        (
            ("Harbor Workers Union", O, "said", "indirect", ("its members had been locked out",)),
            ("Harbor Workers Union", O, "said", "indirect", ("it would sue",)),
        ),
    ),
    Case(
        "a pronoun in the next paragraph",
        '"We were told to leave," said Anna Kowalski. "Then the water came."\n\n"I lost everything," she added.',
        (
            ("Anna Kowalski", P, "said", "direct", ("We were told to leave", "Then the water came.")),
            ("Anna Kowalski", P, "added", "direct", ("I lost everything",)),
        ),
    ),
    Case(
        "a source quoted by an outlet",
        "The Daily Lantern quoted an official as saying that the minister had resigned.",
        (("an official", U, "saying", "indirect", ("the minister had resigned",)),),
    ),
    Case(
        "a colon before the quotation",
        'Maria Okafor wrote on Monday: "I am not a candidate."',
        (("Maria Okafor", P, "wrote", "direct", ("I am not a candidate.",)),),
    ),
    Case(
        "content first, without quotation marks",
        "The road is closed, police said.",
        (("police", U, "said", "indirect", ("The road is closed",)),),
    ),
    Case(
        "two speakers in one sentence",
        "Judge Samuel Osei, who heard the case, said the evidence was thin, while prosecutor Nina Falk insisted "
        "it was strong.",
        (
            ("Samuel Osei", P, "said", "indirect", ("the evidence was thin",)),
            ("Nina Falk", P, "insisted", "indirect", ("it was strong",)),
        ),
    ),
    Case(
        "stray spaces before stops and inside quotation marks",
        'The ceasefire held overnight , the governor said . " It is quiet , " he added .',
        (
            ("governor", U, "said", "indirect", ("The ceasefire held overnight",)),
            ("governor", U, "added", "direct", ("It is quiet",)),
        ),
    ),
    Case(
        "beliefs and intentions are not statements",
        "James Calder does not believe the figures. He wants a recount. He plans to travel on Sunday.",
        (),
    ),
    Case(
        "what is said within what is said belongs to the one who says it",
        "Ines Moreau said the board believed the minister had said too little.",
        (("Ines Moreau", P, "said", "indirect", ("the board believed the minister had said too little",)),),
    ),
    Case(
        "a question, asked",
        '"Did anyone see the ship?" Clara Novak asked. The harbor master, Ivo Petrov, shook his head.',
        (("Clara Novak", P, "asked", "direct", ("Did anyone see the ship?",)),),
    ),
    Case(
        "the coalition is the one coalition of the story",
        "The US-led coalition said it had struck a depot. The coalition said nobody was hurt.",
        (
            ("US-led coalition", O, "said", "indirect", ("it had struck a depot",)),
            ("US-led coalition", O, "said", "indirect", ("nobody was hurt",)),
        ),
    ),
    Case(
        "a quotation over two paragraphs after a colon",
        'Lena Hart said:\n\n"The river rose in an hour.\n\n"We had no warning."',
        (("Lena Hart", P, "said", "direct", ("The river rose in an hour.", "We had no warning.")),),
    ),
    Case(
        "told to an outlet, content first",
        "Three ministers resigned, Carla Jensen told The Northern Star on Friday.",
        (("Carla Jensen", P, "told", "indirect", ("Three ministers resigned",)),),
    ),
    Case(
        "what stands after the verb and before the words said is not said",
        "Paul Mercer said in an interview on Sunday that the reactor was safe.",
        (("Paul Mercer", P, "said", "indirect", ("the reactor was safe",)),),
    ),
    Case(
        "one subject, two verbs of saying",
        "Hugo Stern said the levee would hold and added that nobody needed to move.",
        (
            ("Hugo Stern", P, "said", "indirect", ("the levee would hold",)),
            ("Hugo Stern", P, "added", "indirect", ("nobody needed to move",)),
        ),
    ),
    Case(
        "neither a caption nor a link nor those who contributed speak",
        "Photo: Jane Smith said the view was fine.\n\nThe council met on Monday.\n\n"
        "Read more: Mayor says the sky is falling\n\nAmy Wong and Luis Vega contributed to this report.",
        (),
    ),
    Case(
        "a quotation that goes on after its attribution and a colon",
        '"We had one boat," said Ida Storm: "the sea took it".',
        (("Ida Storm", P, "said", "direct", ("We had one boat", "the sea took it")),),
    ),
    Case(
        "a semicolon between two speakers",
        "Ada Lund said the dam would hold; the mayor said it would not.",
        (
            ("Ada Lund", P, "said", "indirect", ("the dam would hold",)),
            ("mayor", U, "said", "indirect", ("it would not",)),
        ),
    ),
    Case(
        "what comes before a closing attribution is said, whole",
        "Troops have taken Varanda, a town in the hills to which the rebels had clung, the Defense Ministry said.",
        (
            (
                "Defense Ministry",
                O,
                "said",
                "indirect",
                ("Troops have taken Varanda, a town in the hills to which the rebels had clung",),
            ),
        ),
    ),
    Case(
        "what is told of a source after its name is not said",
        "The talks have failed, according to Harold Finch, a lawyer for the miners.",
        (("Harold Finch", P, "according to", "indirect", ("The talks have failed",)),),
    ),
    Case(
        "an unnamed group by what it does, not by its noun alone",
        "The well is dry, according to a group that maps the valley.",
        (("a group that maps the valley", U, "according to", "indirect", ("The well is dry",)),),
    ),
    Case(
        "who, alone, is nobody",
        "Who spoke of the plan, and what was said, is not known.",
        (),
    ),
    Case(
        "one speaks, and goes on in a relative clause",
        "The gate was shut, said Omar Bell, a council official, who insisted that nobody had left.",
        (
            ("Omar Bell", P, "said", "indirect", ("The gate was shut",)),
            ("Omar Bell", P, "insisted", "indirect", ("nobody had left",)),
        ),
    ),
    Case(
        "they, after a plural that was told of",
        "Tribal elders met on Sunday. They said in a statement that the road was open.",
        (("Tribal elders", U, "said", "indirect", ("the road was open",)),),
    ),
    Case(
        "their spokesman is not the spokesman of another",
        "Karl Boone, a spokesman for the council, said the gate was shut. The miners were angry, and their "
        "spokesman said the gate was open.",
        (
            ("Karl Boone", P, "said", "indirect", ("the gate was shut",)),
            ("their spokesman", U, "said", "indirect", ("the gate was open",)),
        ),
    ),
    Case(
        "a group whose name is a sentence",
        "The campaign Our River Is Rising Fast said boats had come.",
        (("Our River Is Rising Fast", O, "said", "indirect", ("boats had come",)),),
    ),
    Case(
        "an accusation and a description are said too",
        'Peter Lindqvist accused the board of "cowardice." Thomas Berg described the plan as a gift to the rich.',
        (
            ("Peter Lindqvist", P, "accused", "mixed", ('the board of "cowardice."',)),
            ("Thomas Berg", P, "described", "indirect", ("the plan as a gift to the rich",)),
        ),
    ),
)


def found(story: Story) -> tuple[tuple[str, str, str, str, tuple[str, ...]], ...]:
    return tuple(
        (s.speaker, s.speaker_kind, s.cue, s.mode, tuple(story.text[a:b] for a, b in s.spans))
        for s in story.statements
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_statements_are_exactly_these(enrich: Enrich, case: Case) -> None:
    assert found(enrich(case.text)) == case.said


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Ada Lund told reporters that the town was dry.", "reporters"),
        ("Ada Lund told Reuters on Saturday that the town was dry.", "Reuters"),
        ("In comments to the Associated Press, Ada Lund said the town was dry.", "the Associated Press"),
        ("Karl Boone denied the report in an interview with the Daily Lantern.", "the Daily Lantern"),
        ("Karl Boone told a crowd of supporters that the vote was lost.", "a crowd of supporters"),
        ("Reporters were told by Ada Lund that the town was dry.", "Reporters"),
        ('"It is dry," Ada Lund told the Coastal Press in Oslo.', "the Coastal Press"),
        ("Ada Lund said the town was dry.", ""),
        ("Ada Lund denied the report.", ""),
    ],
)
def test_who_was_told(enrich: Enrich, text: str, addressee: str) -> None:
    assert only(enrich(text)).addressee == addressee


def test_a_clause_is_shown_in_its_whole_sentence(enrich: Enrich) -> None:
    text = "Ada Lund said the dam would hold; Karl Boone said it would not."
    assert [s.sentence for s in enrich(text).statements] == [(0, len(text))] * 2


def only(story: Story) -> Statement:
    (statement,) = story.statements
    return statement


def test_evidence_points_at_the_words_of_the_text(enrich: Enrich) -> None:
    text = "On Friday, Gen. Aldo Reyes warned that the pass would close."
    statement = only(enrich(text))
    assert statement.speaker_span is not None
    assert statement.cue_span is not None
    assert text[slice(*statement.speaker_span)] == "Gen. Aldo Reyes"
    assert text[slice(*statement.cue_span)] == statement.cue == "warned"
    assert text[slice(*statement.sentence)] == text
    assert statement.rule == "clause"
    assert 0.8 < statement.confidence <= 1


def test_a_pronoun_is_less_certain_than_a_name(enrich: Enrich) -> None:
    first, second = enrich("Aldo Reyes said the pass was open. He said the road was not.").statements
    assert second.speaker == first.speaker == "Aldo Reyes"
    assert second.confidence < first.confidence


def test_he_is_not_she(enrich: Enrich) -> None:
    text = "Mrs. Ada Lund met Mr. Karl Boone. She said the river was low. He said the river was high."
    assert [s.speaker for s in enrich(text).statements] == ["Ada Lund", "Karl Boone"]
    text = "Mr. Karl Boone met Mrs. Ada Lund. She said the river was low."
    assert [s.speaker for s in enrich(text).statements] == ["Ada Lund"]


def test_one_sentence_of_each_outlet_style_gives_the_same_words(enrich: Enrich) -> None:
    styles = (
        '"The lake is frozen," said Ada Lund.',
        "“The lake is frozen,” said Ada Lund.",
        "‘The lake is frozen,’ said Ada Lund.",
        "''The lake is frozen,'' said Ada Lund.",
    )
    words = {tuple(text[a:b] for a, b in only(enrich(text)).spans) for text in styles}
    assert words == {("The lake is frozen",)}
