"""Who shares a statement: all of their names stand with it, and a search for any of them finds it."""

from __future__ import annotations

import pytest

from searchapp.facets import BY_KEY
from tests.enrich.conftest import Enrich

TWO = ("Helen Marsh", "Peter Lang")
SHARED = (
    ("“It must close,” Helen Marsh and Peter Lang said in a joint statement.", TWO),
    ("Both Helen Marsh and Peter Lang said that the dam was safe.", TWO),
    ("Helen Marsh, the mayor, and Peter Lang, a lawyer, said the bridge was safe.", TWO),
    ("“It is open,” said Helen Marsh and Peter Lang.", TWO),
    ("Helen Marsh as well as Peter Lang said it was over.", TWO),
    ("Helen Marsh, along with Peter Lang, said it was over.", TWO),
    ("Mayor Helen Marsh of Leeds and Peter Lang, head of Nordline, said it was over.", TWO),
    ("According to Helen Marsh and Peter Lang, the bridge was safe.", TWO),
    ("The bridge was safe, according to Helen Marsh and Peter Lang.", TWO),
    ("Prime Minister Helen Marsh and President Peter Lang told reporters that it was over.", TWO),
    ("Helen Marsh and her husband, Peter Lang, said it was over.", TWO),
    ("Helen Marsh (Labour) and Peter Lang (Tory) both told the paper it was over.", TWO),
    ("Helen Marsh, 40, and Peter Lang, 50, denied the charge.", TWO),
    ("It was over, said Helen Marsh and Peter Lang, who met in May.", TWO),
    ("Helen Marsh, Peter Lang and Tom Lind said it was over.", (*TWO, "Tom Lind")),
    ("“It is over,” Helen Marsh, Peter Lang, and Tom Lind wrote in a letter.", (*TWO, "Tom Lind")),
    ("According to Helen Marsh, Peter Lang and Tom Lind, it is over.", (*TWO, "Tom Lind")),
    ("The Harbour Union and the Rail Council said it was over.", ("Harbour Union", "Rail Council")),
    ("Helen Marsh and the Harbour Union said it was over.", ("Helen Marsh", "Harbour Union")),
)


@pytest.mark.parametrize(("text", "names"), SHARED, ids=range(len(SHARED)))
def test_all_who_say_it_are_its_speakers(enrich: Enrich, text: str, names: tuple[str, ...]) -> None:
    story = enrich(text)
    (statement,) = story.statements
    assert (statement.speaker, statement.speakers) == (names[0], names)
    assert BY_KEY["speaker"].values(story, statement) == names


ALONE = (
    ("Helen Marsh, who met Peter Lang and Tom Lind, said it was over.", "Helen Marsh"),
    ("Helen Marsh, Peter Lang's deputy, said it was over.", "Helen Marsh"),
    ("According to Helen Marsh, Peter Lang and Tom Lind met in May.", "Helen Marsh"),
    ("After talks with Helen Marsh, Peter Lang said it was over.", "Peter Lang"),
    ("Helen Marsh said she and Peter Lang would leave.", "Helen Marsh"),
    ("“It is over,” said Helen Marsh, and Peter Lang agreed.", "Helen Marsh"),
    ("“We won,” Helen Marsh told Peter Lang and Tom Lind.", "Helen Marsh"),
    ("Helen Marsh met Peter Lang and said it was over.", "Helen Marsh"),
    ("Johnson and Johnson said it was over.", "Johnson"),
    ("The University of Leeds and York said it was over.", "University of Leeds and York"),
    ("Helen Marsh, mayor of Leeds and York, said it was over.", "Helen Marsh"),
)


@pytest.mark.parametrize(("text", "speaker"), ALONE, ids=range(len(ALONE)))
def test_names_beside_a_speaker_do_not_speak(enrich: Enrich, text: str, speaker: str) -> None:
    (statement,) = enrich(text).statements
    assert (statement.speaker, statement.speakers) == (speaker, ())


def test_they_are_those_who_spoke_together(enrich: Enrich) -> None:
    text = (
        "Helen Marsh and Peter Lang said the bridge was safe. They said it was new. Helen Marsh said it was old."
    )
    assert [s.everyone for s in enrich(text).statements] == [TWO, TWO, ("Helen Marsh",)]
