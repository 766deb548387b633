"""Rules alone, without a model: names by their form, one statement a sentence by the verb's place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.enrich import Enricher
from searchapp.enrich.lexicon import lexicon_of
from searchapp.enrich.models.rule_model import RuleModel
from searchapp.enrich.models.shallow_parser import grammar_of
from searchapp.model import Story
from tests.enrich.test_invariants import HOSTILE, TEXTS, check

ENRICHER = Enricher(RuleModel())


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


@pytest.mark.ci
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end(name: str) -> None:
    check(enriched(HOSTILE[name]), HOSTILE[name])


OPENERS = ("According to", "", "Ada Lund said", "It works ,", "The dam , said")
WORDS = "according of the that said told it works , . : Ada Lund reporters who on Monday and no to".split()


@given(st.sampled_from(OPENERS), st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))
@settings(max_examples=500)
def test_a_sentence_is_a_tree(opener: str, more: str) -> None:
    words = grammar_of(f"{opener} {more}", lexicon_of("en"))
    for at in range(len(words)):
        seen = {at}
        while words[at].head != at:
            at = words[at].head
            assert at not in seen, [word.head for word in words]
            seen.add(at)


@pytest.mark.parametrize(
    "text", ["According to the ministry of the north", "According to:", "According to nobody"]
)
def test_a_source_without_words_said_is_no_statement(text: str) -> None:
    assert enriched(f"{text}\n\nThe dam is full.").statements == ()
