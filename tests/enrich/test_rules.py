"""The table of rules: each finds something, under its own name and confidence, and nothing is found beside it."""

from __future__ import annotations

import json
import re
from textwrap import dedent

import pytest

from searchapp.enrich import Enricher, attribution
from searchapp.enrich.attribution import RULES, Evidence, confidence_of, evidence_of, position_rules
from searchapp.enrich.attribution.candidate import Rule
from searchapp.enrich.dialogue import FORMS
from searchapp.enrich.lexicon import lexicon_of
from searchapp.enrich.models.rule_model import RuleModel
from searchapp.model import Mode, SpeakerKind, Story
from tests.conftest import ROOT
from tests.enrich.conftest import Enrich

FOUND_BY = (
    ("according", "According to Ada Lund, the ferry was late."),
    ("phrase", "Ada Lund made it clear that the ferry was late."),
    ("phrase", "In the words of Ada Lund, the ferry was late."),
    ("clause", "Ada Lund said yes."),
    ("quote", '"The ferry is late," Ada Lund said.'),
    ("inserted", "The ferry, says Ada Lund, was late."),
    ("saying", "Ada Lund left the room, saying the ferry was late."),
    ("saying", "Claiming the ferry was late, Ada Lund left the room."),
    ("clause", "Ada Lund said the ferry was late."),
    ("inserted", "The ferry was, Ada Lund said in the council on a cold and rainy Monday in May, late."),
    ("apart", "They will not, said Ada Lund of the Harbor Council."),
    ("as-said", "As Ada Lund said, the ferry was late."),
    ("infinitive", "Ada Lund plans to call on young people to help."),
    ("preposition", "Ada Lund called for calm."),
    ("infinitive", "Ada Lund promised to resign."),
    ("gerund", "Ada Lund suggested waiting for the ferry."),
    ("object", "Ada Lund denied the charge."),
    ("colon", "Ada Lund said:\n\nThe ferry was late."),
    ("that", "Ada Lund said of the ferry that it was late."),
    ("rest", "After the storm, with the ferry in dock, the council in disarray, Ada Lund said on Monday."),
    ("noun", "The council laughed at Ada Lund's claim that the ferry was late."),
    ("nearby", 'Ada Lund walked on stage, chanting "Save the ferry!"'),
)
"""A sentence for each row of the table, in its order."""
CONFIDENCE = {rule.name: rule.confidence for rule in RULES}


def test_every_rule_has_its_sentence() -> None:
    assert [name for name, _ in FOUND_BY] == [rule.name for rule in RULES]


@pytest.mark.parametrize(("name", "text"), FOUND_BY, ids=[f"{n}-{name}" for n, (name, _) in enumerate(FOUND_BY)])
def test_a_rule_finds_what_it_is_for(enrich: Enrich, name: str, text: str) -> None:
    (statement,) = enrich(text).statements
    assert (statement.rule, statement.speaker) == (name, "Ada Lund")
    source, mode = text[slice(*statement.speaker_span or ())], statement.mode
    evidence = evidence_of(source, statement.cue, kind=statement.speaker_kind, mode=mode, lexicon=lexicon_of("en"))
    assert set(evidence) <= {"quoted", "weak", "pronoun", "organization"}
    assert statement.confidence == round(confidence_of(CONFIDENCE[name], evidence), 2)


def test_evidence_moves_a_confidence_and_leaves_it_a_share() -> None:
    plain = confidence_of(0.9, [])
    assert plain == pytest.approx(0.9)
    assert 0 < confidence_of(0.9, ["unnamed", "weak", "relative"]) < confidence_of(0.9, ["unnamed"]) < plain
    assert plain < confidence_of(0.9, ["quoted"]) < 1
    assert 0.95 < confidence_of(0.98, ["quoted"], {"quoted": 9.0}) <= 1


@pytest.mark.parametrize(
    ("source", "cue", "kind", "mode", "evidence"),
    [
        ("Ada Lund", "said", "person", "indirect", []),
        ("Ada Lund", "said", "person", "mixed", ["quoted"]),
        ("She", "said", "person", "direct", ["pronoun", "quoted"]),
        ("who", "showed", "person", "indirect", ["relative", "weak"]),
        ("the council", "said", "organization", "indirect", ["organization"]),
        ("an official", "according to", "unnamed", "indirect", ["unnamed"]),
    ],
)
def test_what_tells_for_a_statement(
    source: str, cue: str, kind: SpeakerKind, mode: Mode, evidence: list[Evidence]
) -> None:
    assert evidence_of(source, cue, kind=kind, mode=mode, lexicon=lexicon_of("en")) == evidence


def test_a_sentence_that_lost_its_head_is_read_by_place(enrich: Enrich) -> None:
    text = ", said Ada Lund on Monday of the ferry that it was late."
    (statement,) = enrich(text).statements
    assert (statement.rule, statement.speaker) == ("that", "Ada Lund")
    assert [text[a:b] for a, b in statement.spans] == ["it was late"]


def test_a_name_stands_for_one_confidence() -> None:
    assert {(rule.name, rule.confidence) for rule in RULES} == set(CONFIDENCE.items())


def test_the_rule_that_contributing_adds_finds_its_sentence(
    enrich: Enrich, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## How to add a rule")[2]
    text = re.findall(r'`\("announced", "(.+?)"\)`', guide)[0]
    assert enrich(text).statements == ()
    code = re.findall(r"```python\n(.+?)```", guide, re.S)[0]
    exec(dedent(code), vars(position_rules))
    row = re.findall(r"`(Rule\(.+?\)),`", guide)[0]
    rule = eval(row, {"Rule": Rule, "position_rules": position_rules})
    monkeypatch.setitem(attribution._BY_CLUE, rule.clue, (*attribution._BY_CLUE[rule.clue], rule))
    (statement,) = enrich(text).statements
    assert (statement.rule, statement.confidence, statement.speaker) == ("announced", 0.6, "Ada Lund")
    monkeypatch.delattr(position_rules, rule.find.__name__)


def test_no_statement_bears_another_rule(enricher: Enricher) -> None:
    lines = (ROOT / "tests/enrich/set.jsonl").read_text(encoding="utf-8").splitlines()
    stories = [Story(id=str(n), text=json.loads(line)["text"]) for n, line in enumerate(lines)]
    for finder in (enricher, Enricher(RuleModel())):
        found = {statement.rule for story in finder.pipe(stories) for statement in story.statements}
        assert found
        assert found <= {*CONFIDENCE, *(form.name for form in FORMS)}
