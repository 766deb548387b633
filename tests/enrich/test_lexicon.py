"""The words of a language: one value that the steps are given, chosen by the story's language from one table."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest

from searchapp.enrich import Enricher
from searchapp.enrich.animacy.nouns import NounKind
from searchapp.enrich.dialogue.people import LabelKind
from searchapp.enrich.lexicon import LEXICONS, lexicon_of
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.lexicon.saying import Cue, Saying
from searchapp.enrich.models.rule_model import RuleModel
from searchapp.model import ENTITY_KINDS, Story
from tests.conftest import ROOT
from tests.test_rings import MODULES, modules_imported, read

ENGLISH = lexicon_of("en")
TABLE = "enrich/lexicon/__init__"
OF_A_LANGUAGE = re.compile(r"enrich/lexicon/[a-z]{2}_\w+")


def test_only_the_table_knows_a_language() -> None:
    knows = {m for m in MODULES if any(OF_A_LANGUAGE.fullmatch(other) for other in modules_imported(m))}
    assert TABLE in knows
    assert {m for m in knows - {TABLE} if not OF_A_LANGUAGE.fullmatch(m)} == set()


def test_no_step_has_words_of_its_own() -> None:
    grammar, people = ENGLISH.grammar, ENGLISH.people
    closed = {w for f in fields(grammar) if isinstance(v := getattr(grammar, f.name), frozenset) for w in v}
    words = closed | people.pronouns | people.name_openers | people.group_nouns | set(ENGLISH.saying.cues)
    words = {word for word in words if len(word) > 1} - {*ENTITY_KINDS, *get_args(LabelKind), *get_args(NounKind)}
    rooms = ("segment", "entities", "models", "animacy", "attribution", "dialogue")
    steps = tuple(f"enrich/{room}/" for room in rooms)
    tables = ("enrich/attribution/__init__", "enrich/dialogue/__init__")
    its_own = {}
    for module in (m for m in MODULES if m.startswith(steps) and m not in tables):
        found = {w for text in _constants(MODULES[module]) for w in re.findall("[a-z]{2,}", text.lower())} & words
        if found:
            its_own[module] = sorted(found)
    assert its_own == {}


def _constants(path: Path) -> list[str]:
    """The strings in what a module assigns at its level."""
    assigned = [n.value for n in read(path).body if isinstance(n, ast.Assign | ast.AnnAssign) and n.value]
    nodes = [node for value in assigned for node in ast.walk(value)]
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_a_lexicon_is_made_when_it_is_asked_for() -> None:
    code = "import sys, searchapp.enrich; sys.exit('searchapp.enrich.lexicon.en_lexicon' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


@pytest.mark.parametrize("language", ["en", None, "", "tlh"])
def test_a_language_without_words_is_read_as_english(language: str | None) -> None:
    assert lexicon_of(language) is ENGLISH


def _dutch() -> Lexicon:
    says = Cue("zeggen", clause=True)
    saying = Saying(
        cues={"zei": says, "zegt": says},
        according=frozenset(("volgens",)),
        nouns=frozenset(),
        written=frozenset(),
        occasions=frozenset(),
        kinds={"says": "zeggen"},
        letters=re.compile("[a-z]+", re.I),
    )
    grammar = replace(ENGLISH.grammar, that=frozenset(("dat",)), stand_in=("Het", "werkt"))
    return replace(ENGLISH, language="nl", saying=saying, grammar=grammar)


def test_a_story_is_read_by_the_words_of_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LEXICONS, "nl", _dutch)
    lexicon_of.cache_clear()
    texts = {
        "nl": 'Ada Lund zei dat de brug dicht was. "Wij wachten af," zei Ada Lund.',
        "en": 'Ada Lund said that the bridge was shut. "We have to wait," said Ada Lund.',
    }
    stories = [Story(id=f"{a}-{b}", text=texts[a], language=b) for a in texts for b in texts]
    for reader in (RuleModel(_dutch()), RuleModel()):
        found = {story.id: len(story.statements) for story in Enricher(reader).pipe(stories)}
        assert found["nl-en"] == found["en-nl"] == 0
        own = "nl-nl" if reader.lexicon.language == "nl" else "en-en"
        assert found[own] == 2
    lexicon_of.cache_clear()


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("Ada Lund claims that it rained", True),
        ("They state that it rained", True),
        ("The crew left without saying so, by saying nothing", True),
        ("Her claims that it rained are old", True),
        ("Lund made it clear that it rained", True),
        ("It is, in the words of Lund, late", True),
        ("Lund Vows To Resign", True),
        ("The state has many rules", False),
        ("Its claims are old", False),
        ("The United States has left", False),
        ("Lund went on and on", False),
        ("It rained", False),
    ],
)
def test_a_sentence_that_can_t_report_is_not_parsed(sentence: str, may: bool) -> None:
    assert (ENGLISH.saying.signs_in(sentence, 0, len(sentence), quoted=False) > 0) is may
