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
    ("Mr. Sandell left. “We know that,” said Mrs. Sandell on Friday.", {"Sandell"}),
    ("“We know that,” said Edith Sandell. Ms. Sandell added that it was old.", {"Edith Sandell"}),
)


@pytest.mark.parametrize(("text", "names"), PERSONS, ids=range(len(PERSONS)))
def test_a_person_is_called_by_the_name_that_tells_who_it_is(enrich: Enrich, text: str, names: set[str]) -> None:
    assert {m.name for m in enrich(text).mentions if m.kind == "person"} == names


@pytest.mark.parametrize("name", ["Otto Sandell Sr.", "Otto Sandell, Sr.", "Otto Sandell Jr.", "Otto Sandell III"])
@pytest.mark.parametrize("said", ["{} told reporters that the road was closed.", "“The road was old,” {} said."])
def test_a_suffix_does_not_hide_who_speaks(enrich: Enrich, name: str, said: str) -> None:
    speakers = [s.speaker for s in enrich(said.format(name)).statements]
    assert speakers == [name.replace(",", "")]
