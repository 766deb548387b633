"""Where one sentence ends and the next begins: after abbreviations, after quotations, without a space."""

from __future__ import annotations

import pytest

from searchapp.enrich.lexicon import lexicon_of
from searchapp.enrich.segment.normalize import view_of
from searchapp.enrich.segment.sentences import paragraphs_of, sentences_of
from tests.enrich.conftest import Enrich

ENGLISH = lexicon_of("en")


def sentences(text: str) -> list[str]:
    view = view_of(text, ENGLISH)
    return [text[s.start : s.end] for s in sentences_of(view, paragraphs_of(view, ()), ENGLISH)]


@pytest.mark.parametrize(
    "text",
    [
        # A quotation opens the next sentence.
        '"We are ready," said Sen. Ada Lund, D-Ore. | "They are not," said Rep. Tom Hale, R-Mont.',
        '"We are ready," said a clerk at Fenwick & Daughters Ltd. | "So are we," said Tom Hale.',
        '"It sank," said the owner of Brill Bros. | "It floats," said Tom Hale of Orden Corp. | "So?" Lund said.',
        "“We are ready,” said Ada Lund of Orden Inc. | “We wait,” she added.",
        "He lives in Salem, Ore. | “It is quiet,” he said.",
        "The doors closed at 6 p.m. | “We were late,” Hale said.",
        "She left the U.S. | “I was tired,” she said.",
        "The speaker was Ed Hale Jr. | “Thank you,” he said.",
        "They chose plan B. | “It failed,” Hale said.",
        "He waited on Mill St. | “Nobody came,” he said.",
        "The vote is in Sept. | “We count on it,” Hale said.",
        # A word that is also an abbreviation.
        "Lund told the jury that he was ill. | “I slept,” Hale said.",
        "Lund said the child was ill. | Oslo said it was sorry.",
        "Lund said no. | The board said yes.",
        "The voters said no. | Hale said he would try again.",
        "They lay in the sun. | Nobody spoke.",
        "It went down as they sat. | Hale said it was late.",
        # A common opener, or somebody who says something.
        "He moved to Salem, Ore. | The town is small.",
        "Hale said he had sold Brill Bros. | It was late.",
        "Lund said she had left Orden Inc. | Tom Hale said she had not.",
        "Lund said the ship had left Orden Corp. | Hale, a builder from Oslo, said it had not.",
        "“We won,” said Ada Lund, R-Ky. | Tom Hale said they had not.",
        "“We won,” said Ada Lund, R-Ky. | Gov. Tom Hale said they had not.",
        "The council met at 5 p.m. | Hale told it that the bridge was shut.",
        "Lund said she would not go back to the U.S. | Tom Hale said he would.",
        # No space after the stop.
        "The bridge is shut, Hale said.|The council met.",
        "The bridge is shut, Hale said.|“It is not,” Lund said.",
        "“It is shut.”|The council met.",
        "Is it shut?|Hale said it was.",
        "She works for Orden Inc.|The firm is old.",
        # A quotation ends a sentence.
        "He called it “a shame.” | The board said it was sorry.",
        "“The bridge is shut.” | The council said it had met.",
        "“Who did it?” | The council said it would ask.",
    ],
)
def test_a_sentence_ends(text: str) -> None:
    assert sentences(text.replace(" | ", " ").replace("|", "")) == [
        part for piece in text.split(" | ") for part in piece.split("|")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Webb said it was late.",
        "St. Louis said no.",
        "No. 5 said so, and No. 6 did too.",
        "Gov. Ada Lund, R-Ky., said it was late.",
        "Lund said the U.S. Senate said it was late.",
        "Lund said U.S. Rep. Tom Hale said it was late.",
        "Lund said the U.S. Treasury said it was late.",
        "Orden Ltd. said it was late.",
        "Orden Inc. and Brill Bros. said it was late.",
        "Orden Inc. Chairman Tom Hale said it was late.",
        "Lund said Orden Inc. President Tom Hale said it was late.",
        "Lund said J.P. Morgan said it was late.",
        "Lund said John F. Hale said it was late.",
        "The 6 p.m. Thursday meeting said nothing.",
        "Ed Hale Jr. said it was late.",
        'Sen. "Big Ed" Hale said it was late.',
        'Ed R. "Buddy" Hale said it was late.',
        'Orden Inc. "Gold" members said it was late.',
        "He lives on Mt. Orden, near Ft. Hale, in St. Paul.",
        "“It is late!” she said.",
        "“Is it late?” the old mayor asked on Monday.",
        "“It is late.” Hale said.",
        "Lund uses Node.js and reads orden.com daily.",
        "Yahoo!Answers said it was late.",
        "It costs 3.5 million, Lund said.",
        "Lund said Prof. Tom Hale and Lt. Ada Brill said it was late.",
        "Lund said Oct. 3 was late.",
    ],
)
def test_a_sentence_goes_on(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "“The dam must go,” said Sen. Ada Lund, D-Ore. “It must not,” said Rep. Tom Hale, R-Mont.",
            {"Ada Lund": "The dam must go", "Tom Hale": "It must not"},
        ),
        (
            "Ada Lund told the jury that he was ill. “I slept,” Tom Hale said.",
            {"Ada Lund": "he was ill", "Tom Hale": "I slept"},
        ),
        (
            "“We owe nothing,” said a clerk at Fenwick Bros. “They owe us,” said Tom Hale of Brill Co.",
            {"clerk at Fenwick Bros.": "We owe nothing", "Tom Hale": "They owe us"},
        ),
        (
            "“We won,” said Martin Brill Jr. Tom Hale said it was a draw.",
            {"Martin Brill Jr.": "We won", "Tom Hale": "it was a draw"},
        ),
        (
            "The bridge is shut, Ada Lund said.The bridge is open, Tom Hale said.",
            {"Ada Lund": "The bridge is shut", "Tom Hale": "The bridge is open"},
        ),
    ],
)
def test_nobody_is_given_the_words_of_the_next(enrich: Enrich, text: str, wanted: dict[str, str]) -> None:
    found = {s.speaker: " ".join(text[a:b] for a, b in s.spans) for s in enrich(text).statements}
    assert found == wanted
