"""Who may speak: persons, groups and what is written, by the meaning of a noun; never things and events."""

from __future__ import annotations

import pytest

from searchapp.enrich.animacy.nouns import NounKind, Nouns
from searchapp.enrich.lexicon import lexicon_of
from tests.enrich.conftest import Enrich

KINDS: dict[NounKind, str] = {
    "person": "staffer negotiators firemen assemblywoman co-founders podcaster 34-year-old two-year-olds heroes "
    "aides witnesses churchgoers republican bystander ombudsman",
    "group": "jury troops ministries police people authorities wounded prosecution crew couples parliament firms",
    "document": "indictment letters statistics analyses transcript poll studies memoir",
    "part": "half dozens 73% sixty-two percent thirds majority",
    "thing": "exclusion footage bridge computers weather rise silence photograph market inability chances offer",
}


@pytest.mark.parametrize(("noun", "kind"), [(n, kind) for kind, nouns in KINDS.items() for n in nouns.split()])
def test_what_a_noun_means(noun: str, kind: NounKind) -> None:
    assert lexicon_of("en").nouns.kind_of(noun) == kind


def test_a_language_without_such_words_knows_only_things() -> None:
    assert Nouns().kind_of("mayor") == "thing"


SPEAK = (
    ("Half of the voters", "Half of the voters said they would stay at home."),
    ("34-year-old", "The 34-year-old said he was sorry."),
    ("A 41-year-old", "A 41-year-old told the court that she had fled."),
    ("wounded", "The wounded said the boat had sunk."),
    ("prosecution", "The prosecution said the letter was forged."),
    ("Two of them", "Two of them said the door was open."),
    ("Dozens of shopkeepers", "Dozens of shopkeepers complained that the road was shut."),
    ("Nine in ten", "Nine in ten said they were happy."),
    ("Sixty-two percent", "Sixty-two percent said they agreed."),
    ("majority", "The majority said that they had paid."),
    ("Another", "Another said it was fine."),
    ("Many in the crowd", "Many in the crowd said they would return."),
    ("Those at the port", "Those at the port said the ship was late."),
    ("Vloggers", "Vloggers said the film was bad."),
    ("Campaigners", "Campaigners say the river is dirty."),
    ("A jury", "A jury found he was guilty."),
    ("couple", "The couple said they had no idea."),
    ("opposition", "The opposition said the vote was rigged."),
    ("Local media", "Local media reported that the bus had crashed."),
    ("State television", "State television said the king was ill."),
    ("theatre insiders", "The play was cut, according to theatre insiders."),
    ("indictment", "The indictment says the firm paid bribes."),
    ("sign", "The sign said the beach was closed."),
    ("dead man's letter", "The dead man's letter said he was sorry."),
)


@pytest.mark.parametrize(("speaker", "text"), SPEAK, ids=[speaker for speaker, _ in SPEAK])
def test_persons_groups_and_what_is_written_may_speak(enrich: Enrich, speaker: str, text: str) -> None:
    assert [s.speaker for s in enrich(text).statements] == [speaker]


SILENT = (
    "Dashcam footage from the harbour showed the car had been parked.",
    "The sudden flood showed that the wall was weak.",
    "Photos from the scene showed that the roof was gone.",
    "The rise in prices suggested that demand was strong.",
    "The sudden removal of the guards, who had been there for years, suggested that the vault was empty.",
    "His silence suggested he agreed.",
    "The collapse of the bridge showed that the inspectors had failed.",
    "Satellite images suggest the dam is empty.",
    "The defeat, which suggested the party was weak, hurt her.",
    "The vote showed that people were angry.",
    "A third of the land showed that nothing would grow.",
    "She bought a boat that promised to be fast.",
    "Ilse Brandt wore a shirt saying that the dam leaks.",
    "His inability to admit that the boat was slow cost him the race.",
)


@pytest.mark.parametrize("text", SILENT)
def test_things_and_events_never_speak(enrich: Enrich, text: str) -> None:
    assert enrich(text).statements == ()


PUBLISHED = (
    ("A Vell Tribune poll found that half would vote.", ["Vell Tribune"]),
    (
        "A poll by the Vell Tribune found that half would vote. The poll showed that few would pay.",
        ["Vell Tribune"] * 2,
    ),
    ("A study by Ilse Brandt found that fish were dying.", ["Ilse Brandt"]),
    ("A review by the ministry found the rules were broken.", ["ministry"]),
    ("The poll taken in May found that half would vote.", ["poll"]),
)


@pytest.mark.parametrize(("text", "speakers"), PUBLISHED)
def test_what_is_written_speaks_for_who_published_it(enrich: Enrich, text: str, speakers: list[str]) -> None:
    assert [s.speaker for s in enrich(text).statements] == speakers


ACTORS = (
    ("Ilse Brandt, a local baker, said Monday morning on Vell Radio that the mill would reopen.", "Ilse Brandt"),
    ("Ilse Brandt held a rally demanding that the mill reopen.", "Ilse Brandt"),
    ("Rolf Adler spoke at a news conference announcing that the bridge was shut.", "Rolf Adler"),
    ("Mary Lund was asked twice, and her answer was to say that she knew nothing.", "Mary Lund"),
)


@pytest.mark.parametrize(("text", "speaker"), ACTORS)
def test_what_is_done_to_say_something_is_said_by_who_does_it(enrich: Enrich, text: str, speaker: str) -> None:
    assert {s.speaker for s in enrich(text).statements} == {speaker}


RELATIVES = (
    ("The lamp became a focal point for the fishermen, who called for calm.", "fishermen"),
    ("He took calls from listeners to his late programme who said they were cold.", "listeners"),
    ("He met some farmers who argue that the well is dry.", "some farmers"),
    ("She sued an architect who said the roof was sound.", "an architect"),
    (
        "The money came from the town's two biggest firms, which vowed to clean the river.",
        "town's two biggest firms",
    ),
)


@pytest.mark.parametrize(("text", "speaker"), RELATIVES)
def test_a_relative_pronoun_is_who_it_stands_for(enrich: Enrich, text: str, speaker: str) -> None:
    assert [s.speaker for s in enrich(text).statements] == [speaker]


NOT_THE_SAME = (
    "Paul Krall opened the new bridge. He said Mary Lund had paid for it, and that Paul Krall had not.",
    "The tall senator stood up for Paul Krall. He added that Mr Krall would win in May.",
)


@pytest.mark.parametrize("text", NOT_THE_SAME)
def test_a_pronoun_is_nobody_who_is_named_in_its_own_clause(enrich: Enrich, text: str) -> None:
    assert "Paul Krall" not in {s.speaker for s in enrich(text).statements}


def test_a_pronoun_may_be_whom_its_sentence_named_before(enrich: Enrich) -> None:
    (said,) = enrich("When Paul Krall opened the bridge, he said that Mary Lund had paid for it.").statements
    assert said.speaker == "Paul Krall"


BEFORE = (
    "It would end the truce the army declared in 2014 in the valley, where it was beaten.",
    "They read the plan the mayor announced on Tuesday in the hall, which had been full.",
    "It was the republic the rebels proclaimed in 1990 in the north, where the war was lost.",
    "He lost the bet the critics predicted in May, when prices rose.",
)


@pytest.mark.parametrize("text", BEFORE)
def test_what_follows_a_thing_that_was_said_is_not_said(enrich: Enrich, text: str) -> None:
    assert enrich(text).statements == ()
