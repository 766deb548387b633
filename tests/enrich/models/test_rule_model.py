"""Rules alone, without a model: names by their form, one statement a sentence by the verb's place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from searchapp.enrich import Enricher
from searchapp.enrich.models.rule_model import PlainReader
from searchapp.model import Story
from tests.enrich.test_invariants import HOSTILE, TEXTS, check

ENRICHER = Enricher(PlainReader())


def enriched(text: str) -> Story:
    (story,) = ENRICHER.pipe([Story(id="t", text=text)])
    return story


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("Ada Lund said the town was dry.", "Ada Lund", "the town was dry"),
        ("The town was dry, Ada Lund said on Monday.", "Ada Lund", "The town was dry"),
        ('"It is dry," said Karl Boone, who runs the dam.', "Karl Boone", "It is dry"),
        ('Karl Boone wrote: "It is dry."', "Karl Boone", "It is dry."),
        ("According to Ada Lund, the dam is full.", "Ada Lund", "the dam is full"),
        ("The dam is full, according to the Harbor Council.", "Harbor Council", "The dam is full"),
        ("Ada Lund, a spokeswoman for the dam, said that it was full.", "Ada Lund", "it was full"),
        ("A military source said the port was mined.", "military source", "the port was mined"),
    ],
)
def test_one_statement(text: str, speaker: str, words: str) -> None:
    story = enriched(text)
    assert [(s.speaker, story.words_of(s)) for s in story.statements] == [(speaker, words)]


def test_names() -> None:
    story = enriched("On Friday Dr. Samir Haddad of the Coastal Institute met Ruth Abeles in Lisbon. Haddad left.")
    assert {(m.kind, m.name) for m in story.mentions} == {
        ("person", "Samir Haddad"),
        ("organization", "Coastal Institute"),
        ("person", "Ruth Abeles"),
        ("place", "Lisbon"),
    }


@settings(max_examples=80, deadline=None)
@given(text=TEXTS)
def test_any_text(text: str) -> None:
    check(enriched(text), text)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end(name: str) -> None:
    check(enriched(HOSTILE[name]), HOSTILE[name])
