"""Names by how a text is set: datelines, bylines, games, lines all in capitals; and companies by their form."""

from __future__ import annotations

import pytest

from tests.enrich.conftest import Enrich

Found = set[tuple[str, str]]

CASES: dict[str, tuple[str, Found]] = {
    "a dateline with a day and an agency": (
        "OSLO, Nov 3 (Coastal Press) - It rained.",
        {("place", "Oslo"), ("organization", "Coastal Press")},
    ),
    "a dateline with a dash alone": ("VELLHAVEN - It rained on Monday.", {("place", "Vellhaven")}),
    "a byline above a dateline": (
        "By Jane Roe\n\nOSLO (Coastal Press) - It rained.",
        {("person", "Jane Roe"), ("place", "Oslo"), ("organization", "Coastal Press")},
    ),
    "a byline in capitals": (
        "BY JANE ROE AND PETER KROLL\n\nIt rained on the port all day.",
        {("person", "Jane Roe"), ("person", "Peter Kroll")},
    ),
    "a byline with an outlet": (
        "Jane Roe, The Coastal Post\n\nIt rained on the port all day.",
        {("person", "Jane Roe"), ("organization", "Coastal Post")},
    ),
    "labels in capitals": (
        "SARA DUNN: We are ready.\nPETER KROLL: We are not.",
        {("person", "Sara Dunn"), ("person", "Peter Kroll")},
    ),
    "a headline in capitals, and what it shares with the story": (
        "OSLO MAYOR QUITS AFTER ROW\nThe mayor of Oslo quit. Sara Dunn had led the city for years.",
        {("place", "Oslo"), ("person", "Sara Dunn")},
    ),
    "headings in capitals": (
        "BREAKING NEWS\nADVERTISEMENT\nREAD MORE\nQUOTE OF THE WEEK\nIt rained on the port.",
        set(),
    ),
    "results of games": (
        "Leeds beat Bristol 2-1 on Saturday. Seattle lost to Miami 3-2. Wales beat Norway 1-0.",
        {(k, n) for k, n in (("organization", "Leeds"), ("organization", "Bristol"), ("organization", "Seattle"))}
        | {("organization", "Miami"), ("place", "Wales"), ("place", "Norway")},
    ),
    "a list of results": (
        "Barcelona 3 Valencia 0\nGermany 4 Wales 0",
        {("organization", "Barcelona"), ("organization", "Valencia"), ("place", "Germany"), ("place", "Wales")},
    ),
    "a table of clubs": (
        "Leeds 10 6 2 2 20 10 20\nBristol 10 5 3 2 18 11 18",
        {("organization", "Leeds"), ("organization", "Bristol")},
    ),
    "a company by its first word": (
        "Quandel Industries Corp said profits rose. Later Quandel cut jobs.",
        {("organization", "Quandel Industries Corp")},
    ),
    "two companies": (
        "Prices were cut by Norvell Motor Co and Brandt Marine Corp.",
        {("organization", "Norvell Motor Co"), ("organization", "Brandt Marine Corp.")},
    ),
    "shares, and an airline": (
        "Shares of Norvell fell. It was Brandel, the Oslo-based airline, that sank.",
        {("organization", "Norvell"), ("organization", "Brandel"), ("place", "Oslo")},
    ),
    "an opener before a company that is not named": ("However, the airline, which is small, was glad.", set()),
}


@pytest.mark.parametrize("name", CASES)
def test_names_are_exactly_these(enrich: Enrich, name: str) -> None:
    text, wanted = CASES[name]
    assert {(m.kind, m.name) for m in enrich(text).mentions} == wanted


PAGES: dict[str, tuple[str, Found]] = {
    "a picture's line": (
        "Image copyright Coastal News Image caption Sara Dunn met fishermen on the port",
        {("person", "Sara Dunn")},
    ),
    "a photographer's line": ("Photographer: Lin Aas/Coastal Press\nIt rained.", set()),
    "an invitation to write to": (
        "Get the Coastal Stories you care about delivered to your inbox.\nIt rained.",
        set(),
    ),
    "a page that is being loaded": ("Loading Something is loading.\nIt rained.", set()),
    "a credit before the first words": (
        "Coastal Press/Peter Kroll It rained on the port on Monday.",
        {("organization", "Coastal Press"), ("person", "Peter Kroll")},
    ),
    "bills": ("The Senate backed House Bill 218, and HB 218 became law.", {("organization", "Senate")}),
    "what a minister is for": ("Secretary of State Karl Boone left.", {("person", "Karl Boone")}),
    "a country in letters": (
        "He left the US, flew over the United States and came back.",
        {("place", "United States")},
    ),
    "a state before a title": (
        "They heard Ohio Governor Karl Boone.",
        {("place", "Ohio"), ("person", "Karl Boone")},
    ),
    "an outlet with its article": (
        "A clerk told The Gleaner that she was ill.",
        {("organization", "The Gleaner")},
    ),
    "a family": ("Karl Boone left. The police knew the Boones well.", {("person", "Karl Boone")}),
    "a topic": ("She wrote #Boone and @Boone on the wall.", set()),
    "a title in letters": ("Commenting on PM Clara Benning, he laughed.", {("person", "Clara Benning")}),
    "small words that go on": (
        "Ryan Holt told the Coastal Times of the storm.",
        {("person", "Ryan Holt"), ("organization", "Coastal Times")},
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_what_stands_around_a_story_and_in_its_lines(enrich: Enrich, name: str) -> None:
    text, wanted = PAGES[name]
    assert {(m.kind, m.name) for m in enrich(text).mentions} == wanted
