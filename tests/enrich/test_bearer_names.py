"""What a story's own words tell of who bears a name: suffixes, double names, particles alone, a woman's title."""

from __future__ import annotations

import pytest

from tests.enrich.conftest import Enrich

PERSONS: tuple[tuple[str, set[str]], ...] = (
    ("Otto Sandell, Jr. argued that the road was closed. Sandell added that it was old.", {"Otto Sandell Jr."}),
    ("The court heard Otto Sandell, Sr., who said that the road was closed.", {"Otto Sandell Sr."}),
    ("“The road is closed,” Otto Sandell, Jr said.", {"Otto Sandell Jr."}),
    ("Carl Imre III said that the road was closed. Imre added that it was old.", {"Carl Imre III"}),
    ("Otto Sandell, Jr.'s plan failed. Carl Imre said so.", {"Otto Sandell Jr.", "Carl Imre"}),
    ("Senator Roche-Lamy argued that nothing had been decided.", {"Roche-Lamy"}),
    ("“The road is closed,” said de la Fuente on Friday.", {"de la Fuente"}),
    ("Few were surprised. According to van Horst, taxes will rise.", {"van Horst"}),
    ("Dr. von der Au argued that taxes will rise.", {"von der Au"}),
    ("The mayor sold the van Monday, police said.", set()),
    ("“Wait,” O'Shaw said. MacTavin told reporters that taxes will rise.", {"O'Shaw", "MacTavin"}),
    ("“We know that,” said Mrs. Sandell. Mrs. Sandell added that it was old.", {"Mrs. Sandell"}),
    ("“We know that,” said Miss Sandell on Friday.", {"Miss Sandell"}),
    ("“We know that,” said Mr. Sandell on Friday.", {"Sandell"}),
    ("Mr. Sandell left. “We know that,” said Mrs. Sandell on Friday.", {"Sandell", "Mrs. Sandell"}),
    ("“We know that,” said Mrs Sandell. Sandell met Mr. Imre. Mrs. Sandell left.", {"Mrs. Sandell", "Imre"}),
    ("“We know that,” said Mrs Sandell. “No,” Miss Sandell said.", {"Mrs Sandell", "Miss Sandell"}),
    ("“We know that,” said Edith Sandell. Ms. Sandell added that it was old.", {"Edith Sandell"}),
)


@pytest.mark.parametrize(("text", "names"), PERSONS, ids=range(len(PERSONS)))
def test_a_person_is_called_by_the_name_that_tells_who_it_is(enrich: Enrich, text: str, names: set[str]) -> None:
    assert {m.name for m in enrich(text).mentions if m.kind == "person"} == names


SPEAKERS: tuple[tuple[str, list[str]], ...] = (
    ("Gerald Sandell left the fair. “It was late,” Mrs Sandell said.", ["Mrs Sandell"]),
    ("Gerald Sandell left the fair. Ms. Sandell told reporters that it was late.", ["Ms. Sandell"]),
    ("Gerald Sandell left the fair. According to Miss Sandell, taxes will rise.", ["Miss Sandell"]),
    ("Gerald Sandell left the fair. “It was late,” said Lady Sandell.", ["Lady Sandell"]),
    ("Gerald Sandell left the fair. “It was late,” Mrs Sandell said. Sandell said it was early.",
     ["Mrs Sandell", "Gerald Sandell"]),
    ("Margaret Sandell left the fair. Mr Sandell said that it was late.", ["Mr Sandell"]),
    ("Margaret Sandell left the fair. “It was late,” said Mr. Sandell. Ms. Sandell said it was early.",
     ["Mr. Sandell", "Margaret Sandell"]),
    ("Gerald and Susan met. Susan Sandell and Gerald Sandell left. “It was late,” Mrs Sandell said. "
     "Mr Sandell said it was early.", ["Susan Sandell", "Gerald Sandell"]),
    ("Gerald Sandell and his wife Susan Sandell left. Mrs. Sandell argued that it was late.", ["Susan Sandell"]),
    ("Mr. Kvar Sandell left the fair. “It was late,” Mrs. Sandell said.", ["Mrs. Sandell"]),
    ("Kvar Sandell and his wife left the fair. “It was late,” Mrs. Sandell said.", ["Mrs. Sandell"]),
    ("Kvar Sandell left the fair with his dog. “It was late,” Mrs. Sandell said.", ["Mrs. Sandell"]),
    ("Kvar Sandell left. Mr Sandell said it was late. Mrs Sandell said it was early.",
     ["Kvar Sandell", "Mrs Sandell"]),
    ("Gerald van der Lund left the fair. “It was late,” Mrs van der Lund said.", ["Mrs van der Lund"]),
    ("Mrs Gerald Sandell left. “It was late,” Mr Sandell said. Mrs Sandell said it was early.",
     ["Mr Sandell", "Mrs Gerald Sandell"]),
    ("Gerald Sandell left the fair. “It was late,” Mr Sandell said.", ["Gerald Sandell"]),
    ("Margaret Sandell left the fair. “It was late,” Mrs Sandell said.", ["Margaret Sandell"]),
    ("Kvar Sandell left the fair. “It was late,” Mrs Sandell said.", ["Kvar Sandell"]),
    ("Kvar Sandell left the fair. “It was late,” Mr Sandell said.", ["Kvar Sandell"]),
    ("Margaret Sandell left the fair. “It was late,” Dr Sandell said.", ["Margaret Sandell"]),
    ("Margaret Sandell, the bishop, left. “It was late,” Bishop Sandell said.", ["Margaret Sandell"]),
    ("Margaret Sandell left the fair. “It was late,” Miss Margaret Sandell said.", ["Margaret Sandell"]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS, ids=range(len(SPEAKERS)))
def test_a_surname_with_a_title_is_nobody_of_the_other_sex(enrich: Enrich, text: str, speakers: list[str]) -> None:
    story = enrich(text)
    assert [s.speaker for s in story.statements] == speakers
    assert all(story.text[m.start : m.end] == m.text for m in story.mentions)


@pytest.mark.parametrize("name", ["Otto Sandell Sr.", "Otto Sandell, Sr.", "Otto Sandell Jr.", "Otto Sandell III"])
@pytest.mark.parametrize("said", ["{} told reporters that the road was closed.", "“The road was old,” {} said."])
def test_a_suffix_does_not_hide_who_speaks(enrich: Enrich, name: str, said: str) -> None:
    speakers = [s.speaker for s in enrich(said.format(name)).statements]
    assert speakers == [name.replace(",", "")]


@pytest.mark.parametrize("titles", [("Mr.", "Mrs."), ("MR.", "MRS."), ("Mr", "Ms")])
@pytest.mark.parametrize(
    ("opening", "his", "hers"),
    [
        ("Gerald Sandell spoke at the fair.", "Gerald Sandell", ""),
        ("Susan Sandell and John Sandell met.", "John Sandell", "Susan Sandell"),
    ],
)
def test_a_label_with_a_title_is_nobody_of_the_other_sex(
    enrich: Enrich, opening: str, his: str, hers: str, titles: tuple[str, str]
) -> None:
    mr, mrs = titles
    surname = "SANDELL" if mr.isupper() else "Sandell"
    lines = ("It was late, I think.", "It was early then.", "No, it was late for us.", "As you wish.")
    labels = (f"{mr} {surname}", f"{mrs} {surname}") * 2
    text = "\n\n".join((opening, *(f"{label}: {line}" for label, line in zip(labels, lines, strict=True))))
    hers = hers or f"{mrs.capitalize()} Sandell"
    assert [s.speaker for s in enrich(text).statements] == [his, hers] * 2


def test_a_shouted_label_that_nothing_else_names_is_nobody_of_the_other_sex(enrich: Enrich) -> None:
    text = (
        "Gerald Hume met Mrs. Hume at the fair.\n\nMR. HUME: It was late, I think.\n\n"
        "MRS. HUME: It was early then.\n\nHUME: No, it was late for us.\n\nMRS. HUME: As you wish."
    )
    assert [s.speaker for s in enrich(text).statements] == ["Gerald Hume", "Mrs. Hume"] * 2
