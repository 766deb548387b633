"""Whom a pronoun means: never someone whom the story calls otherwise. And who posts what a platform carries."""

from __future__ import annotations

import pytest

from searchapp.enrich.lexicon import lexicon_of
from tests.enrich.conftest import Enrich

MEANT = (
    ('Anna Holt met Otto Feld on Monday. "He never called me," she said.', ["Anna Holt"]),
    ('Otto Feld was there. "He never called me," she said.', ["she"]),
    ('Mr Tamm spoke to the court. "I never called him," she said.', ["she"]),
    ("The spokesman left early. She said the talks had failed.", ["She"]),
    ('Kiko Raikes and his son sailed home. "It was cold," he said.', ["Kiko Raikes"]),
    ('Kiko Raikes and his son sailed home. "It was cold," she said.', ["she"]),
    (
        'The spokeswoman, Kiri Tanaka, met Dov Peretz. "We strike," she said. "They do not," he replied.',
        ["Kiri Tanaka", "Dov Peretz"],
    ),
    (
        'Sasha Reuter, a spokesman for the mill, met Anna Holt. "It is shut," he said. Then she said it was open.',
        ["Sasha Reuter", "Anna Holt"],
    ),
    ('Anna Holt wrote to Otto Feld. "I am sorry," he answered.', ["Otto Feld"]),
    (
        'Robin Meyer took her seat. "I am ready," she said. Tom Lind rose. "So am I," he said. "We go," she said.',
        ["Robin Meyer", "Tom Lind", "Robin Meyer"],
    ),
    ('The nun met Otto Feld. "It was late," she said.', ["she"]),
    ('Mrs Tamm met Carl Orr. "It was late," he said. She said it was early.', ["Carl Orr", "Mrs Tamm"]),
)


@pytest.mark.parametrize(("text", "speakers"), MEANT, ids=range(len(MEANT)))
def test_a_pronoun_means_one_who_is_called_so(enrich: Enrich, text: str, speakers: list[str]) -> None:
    assert [s.speaker for s in enrich(text).statements] == speakers


def test_given_names_are_known_by_the_pronoun_of_who_bears_them() -> None:
    people = lexicon_of("en").people
    known = {name: people.pronoun_of(name) for name in ("Otto", "Ilse", "José", "Zoë", "Kim", "Robin", "Kvar")}
    assert known == {
        "Otto": "he", "Ilse": "she", "José": "he", "Zoë": "she", "Kim": None, "Robin": None, "Kvar": None,
    }  # fmt: skip


@pytest.mark.parametrize("word", ["Otto", "Piet", "Zoë", "Kim", "Jean-Luc", "JOSÉ", "Mei-Ling", "Tracey"])
def test_a_given_name_is_one_whoever_bears_it(word: str) -> None:
    assert lexicon_of("en").people.is_given(word)


@pytest.mark.parametrize("word", ["Kvar", "Summer", "King", "August", "Pastor", "Union", "Over", "Baptist", ""])
def test_what_more_often_opens_another_name_is_no_given_name(word: str) -> None:
    assert not lexicon_of("en").people.is_given(word)


POSTED = (
    ("The president wrote on Twitter: “The port is open.”", "president", "unnamed"),
    ("The president said on Twitter that the port was open.", "president", "unnamed"),
    ("On Twitter, the president said the port was open.", "president", "unnamed"),
    ("“The port is open,” said the president on Instagram.", "president", "unnamed"),
    ("“We will win,” the coach posted on X.", "coach", "unnamed"),
    ("The senator posted via Telegram: “We will win.”", "senator", "unnamed"),
    ("The minister took to Twitter to say: “The port is open.”", "minister", "unnamed"),
    ("A Twitter post by Anna Holt said the port was open.", "Anna Holt", "person"),
    ("Coach Anna Holt said on TikTok: “We will win.”", "Anna Holt", "person"),
    ("Twitter said in a statement it had removed the account.", "Twitter", "organization"),
    ("“We removed the account,” Facebook said.", "Facebook", "organization"),
    ("Instagram told Reuters that it had removed the post.", "Instagram", "organization"),
    ("Judge Feld told the court that he was ill.", "Feld", "person"),
    ("Prime Minister Anna Holt said it was over.", "Anna Holt", "person"),
)


@pytest.mark.parametrize(("text", "speaker", "kind"), POSTED, ids=range(len(POSTED)))
def test_a_platform_speaks_only_for_itself(enrich: Enrich, text: str, speaker: str, kind: str) -> None:
    (statement,) = enrich(text).statements
    assert (statement.speaker, statement.speaker_kind) == (speaker, kind)
