"""A text that lost its quotation marks is read as if it had them, where their loss left a trace."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.enrich.lexicon import lexicon_of
from searchapp.enrich.segment.lost_quotes import restored
from searchapp.model import Story
from tests.enrich.conftest import Enrich

ENGLISH = lexicon_of("en")


def stripped(text: str) -> str:
    return re.sub('[“”"]', " ", text)


@pytest.mark.parametrize(
    "text",
    [
        '"We had an hour," said Ada Lund. "Nobody came."',
        '"We had an hour," Ada Lund, who keeps the old mill above the town, said on Monday.',
        'Ada Lund said, "We had an hour."',
        'Ada Lund wrote: "We had an hour. Nobody came."',
        'Asked about the pumps, Lund said, "They go in the river." Then she left.',
        '"Where did it go?" she asked.',
        'They call it "progress" here.',
        'The mill was "a ruin," Lund said, but she stayed.',
        'He had sung "Long Way Down," Lund said.',
        '"Where did it go?" Lund asked. "It was here."',
    ],
)
def test_the_marks_of_whole_clauses_come_back(text: str) -> None:
    assert restored(stripped(text), ENGLISH) == text


@pytest.mark.parametrize(
    "text",
    [
        "The voters  choice was plain.",
        "It rained.  The river rose.  The mill stood.  Nobody came.  It was noon.",
        "It rained, the river rose,  and the mill stood.",
        "",
    ],
)
def test_other_gaps_stay_what_they_are(text: str) -> None:
    assert restored(text, ENGLISH) == text


@given(st.text(alphabet="ab., \n?:A", max_size=80))
def test_what_is_restored_is_as_long_and_only_spaces_change(text: str) -> None:
    mended = restored(text, ENGLISH)
    assert len(mended) == len(text)
    assert all(a == b or (a == " " and b == '"') for a, b in zip(text, mended, strict=True))


STORY = (
    "The river rose in the night and the lower town was under water by dawn.\n\n"
    '"We had an hour," said Ada Lund, who keeps the mill. "I saw nobody on the road."\n\n'
    'The mayor, Karl Boone, was not there. "I was told of it at noon," Boone said later. "We sent boats."\n\n'
    'His deputy said, "We have no pumps."\n'
)


def test_a_story_without_its_marks_gives_the_same_speakers_their_words(enrich: Enrich) -> None:
    lost = enrich(stripped(STORY))
    assert lost.quotes_lost
    assert _said(lost) == _said(enrich(STORY))
    assert {s.mode for s in lost.statements} == {"indirect"}


def _said(story: Story) -> list[tuple[str, str]]:
    return [(s.speaker, " ".join(story.text[a:b] for a, b in s.spans)) for s in story.statements]
