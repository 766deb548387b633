"""Lines that are broken at a width: a name, and a sentence, goes over the break; a blank line ends both."""

from __future__ import annotations

import pytest

from searchapp.enrich.lexicon import lexicon_of
from searchapp.enrich.segment.wrapping import unwrapped
from tests.enrich.conftest import Enrich

OVER = {
    "a company form at the head of a line": (
        "Shares of Orden Machine\nCo fell by a tenth.",
        ("organization", "Orden Machine Co", "Orden Machine\nCo"),
    ),
    "a company form before a comma": (
        "It was bought by Kestrel Brothers\nInc, a maker of pumps.",
        ("organization", "Kestrel Brothers Inc", "Kestrel Brothers\nInc"),
    ),
    "a person in a wrapped paragraph": (
        "The plan to close the harbour for a year was made by Ilse\nTamm, who has led the port since\n"
        "the spring, and by two others.",
        ("person", "Ilse Tamm", "Ilse\nTamm"),
    ),
    "a city": ("Four men came from New\nYork on Monday.", ("place", "New York", "New\nYork")),
    "a small word at the head of a line": (
        "The loan was made by the Bank\nof Orden on Monday.",
        ("organization", "Bank of Orden", "Bank\nof Orden"),
    ),
}


@pytest.mark.parametrize("name", OVER)
def test_a_name_goes_over_a_line_break(enrich: Enrich, name: str) -> None:
    text, wanted = OVER[name]
    story = enrich(text)
    assert wanted in [(m.kind, m.name, m.text) for m in story.mentions]
    assert all(text[m.start : m.end] == m.text for m in story.mentions)


def test_a_statement_goes_over_a_line_break(enrich: Enrich) -> None:
    story = enrich(
        "OSLO - The harbour would be shut for a year, the mayor, Ilse\nTamm, said on Monday after a visit to the"
        "\nyards. Nobody had been asked, she added."
    )
    assert [s.speaker for s in story.statements] == ["Ilse Tamm", "Ilse Tamm"]


APART = (
    "By Ilse Tamm\nThe Orden Post\nThe harbour was shut on Monday after a storm that came from the\nnorth.",
    "Ministers Meet in Oslo\nIlse Tamm said on Monday that the harbour was shut.",
    "Orden Machine\n\nCo fell by a tenth.",
    "The harbour was shut.\nIlse Tamm came.",
    "Oslo 3 Bergen 1\nMoss 2 Larvik 0",
    "Oslo\nCompany officials said no.",
    "1. Ilse Tamm\n2. Otto Feld\n3. Carl Orr",
)


@pytest.mark.parametrize("text", APART)
def test_lines_that_are_lines_stay_apart(text: str) -> None:
    view = unwrapped(text, lexicon_of("en"))
    wraps = "the\nnorth" in text
    assert view == (text.replace("the\nnorth", "the north") if wraps else text)


@pytest.mark.parametrize("text", ["", "\n", "a\n", "\n\nA\nb\n\n", "a\n \nb", "A\nInc", " \n b\nc"])
def test_no_letter_moves(text: str) -> None:
    view = unwrapped(text, lexicon_of("en"))
    assert len(view) == len(text)
    assert view.replace("\n", " ") == text.replace("\n", " ")
