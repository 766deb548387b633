"""How confidences are measured: bins, the fit of the two tables, and how they are written into the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.annotated import AttributedText, Attribution
from benchmarks.calibration import AS_IT_STANDS, HERE, MOST, Sample, Table, error_of, fitted, unseen, written
from benchmarks.person_nouns import read_wordnet, speaking
from benchmarks.scores import Bin, bins_of, judged
from searchapp.model import Statement, Story


def samples(rule: str, *, right: int, wrong: int, evidence: tuple[str, ...] = ()) -> list[Sample]:
    outcomes = [True] * right + [False] * wrong
    return [Sample(n, rule, evidence, 0.9, outcome) for n, outcome in enumerate(outcomes)]  # type: ignore[arg-type]


def test_bins_are_of_one_width_and_none_is_empty() -> None:
    assert bins_of([(0.11, True), (0.19, False), (0.9, True), (1.0, True)]) == [
        Bin(2, pytest.approx(0.15), 0.5),
        Bin(2, pytest.approx(0.95), 1.0),
    ]
    assert bins_of([]) == []


def test_the_error_is_how_far_confidences_are_from_what_is_right() -> None:
    assert error_of([(0.9, True)] * 9 + [(0.9, False)]) == pytest.approx(0)
    assert error_of([(0.9, False)] * 3) == pytest.approx(0.9)


def test_a_rule_that_is_often_met_gets_its_share_and_a_rare_one_stays_near_the_mean() -> None:
    table = fitted([*samples("clause", right=180, wrong=20), *samples("apart", right=0, wrong=1)])
    assert table.rules["clause"] == pytest.approx(0.9, abs=0.02)
    assert 0.3 < table.rules["apart"] < 0.9
    assert table.rules["noun"] == AS_IT_STANDS.rules["noun"]


def test_evidence_that_makes_statements_wrong_counts_against_them() -> None:
    known = samples("clause", right=95, wrong=5)
    table = fitted([*known, *samples("clause", right=30, wrong=20, evidence=("unnamed",))])
    assert table.evidence["unnamed"] < -1
    assert table.evidence["weak"] == pytest.approx(0, abs=1e-6)
    assert table.evidence["pronoun"] == AS_IT_STANDS.evidence["pronoun"]


def test_nothing_is_ever_quite_certain() -> None:
    assert fitted(samples("quote", right=500, wrong=0)).rules["quote"] == MOST


def test_each_statement_is_judged_by_a_table_that_did_not_see_its_story() -> None:
    found = unseen([*samples("clause", right=45, wrong=5), *samples("object", right=20, wrong=30)])
    assert len(found) == 100
    assert {right for _, right in found} == {True, False}


def test_a_table_is_written_into_its_places_and_nowhere_else() -> None:
    text = HERE.read_text(encoding="utf-8")
    assert written(text, AS_IT_STANDS) == text
    other = written(
        text, Table(dict.fromkeys(AS_IT_STANDS.rules, 0.5), dict.fromkeys(AS_IT_STANDS.evidence, -2.0))
    )
    changed = [b for a, b in zip(text.splitlines(), other.splitlines(), strict=True) if a != b]
    rules = [line for line in changed if line.strip().startswith("Rule(")]
    assert len(rules) + len(AS_IT_STANDS.evidence) == len(changed)
    assert all(", 0.50" in line for line in rules)


def test_a_statement_is_right_by_its_words_and_its_source_and_a_pronoun_is_nobody() -> None:
    text = "Ada Lund said it rained. She said it was cold."
    story = Story(
        id="1",
        text=text,
        statements=(
            Statement("Ada Lund", "person", "indirect", ((14, 23),), (0, 24), "said", (9, 13), (0, 8)),
            Statement("She", "unnamed", "indirect", ((34, 45),), (25, 46), "said", (29, 33), (25, 28)),
        ),
    )
    marked = (
        Attribution(((0, 8),), ((9, 13),), ((14, 23),)),
        Attribution(((25, 28),), ((29, 33),), ((34, 45),)),
    )
    assert [right for _, right in judged(AttributedText(text, marked), story)] == [True, False]
    assert [right for _, right in judged(AttributedText(text), story)] == [False, False]


NOUNS = (
    ("00000001", "person", "", "a being"),
    ("00000002", "social_group", "", "people together"),
    ("00000003", "thing", "", "what there is"),
    ("00000011", "baker", "00000001", "who bakes"),
    ("00000012", "boatman", "00000001", "who rows"),
    ("00000013", "choir", "00000002", "who sing"),
    ("00000014", "lamp", "00000003", "what shines"),
    ("00000015", "paper", "00000003", "what is written on"),
    ("00000016", "chair", "00000003", "what is sat on"),
    ("00000017", "chair", "00000001", "who leads"),
    ("00000018", "lout", "00000001", "a slur for a person"),
    ("00000019", "fair", "00000021", "an occasion"),
    ("00000021", "gathering", "00000002", "an occasion"),
)
COUNTS = {"00000016": 3, "00000017": 2}


@pytest.fixture
def wordnet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dictionary of a few invented entries, in WordNet's form."""
    roots = {"person": ("person%1:03:00::",), "group": ("social_group%1:03:00::",)}
    monkeypatch.setattr("benchmarks.person_nouns._ROOTS", roots)
    monkeypatch.setattr("benchmarks.person_nouns._NOT", ("gathering%1:03:00::",))
    senses: dict[str, list[str]] = {}
    data, sense = ["  a licence"], []
    for synset, word, above, gloss in NOUNS:
        senses.setdefault(word, []).append(synset)
        pointer = f"001 @ {above} n 0000" if above else "000"
        data.append(f"{synset} 03 n 01 {word} 0 {pointer} | {gloss}")
        n = len(senses[word]) - 1
        sense.append(f"{word}%1:03:{n:02d}:: {synset} {n + 1} {COUNTS.get(synset, 0)}")
    index = [f"{word} n {len(all_)} 0 {len(all_)} 0 {' '.join(all_)}" for word, all_ in senses.items()]
    (tmp_path / "data.noun").write_text("\n".join(data))
    (tmp_path / "index.noun").write_text("\n".join(index))
    (tmp_path / "index.sense").write_text("\n".join(sense))
    (tmp_path / "noun.exc").write_text("boatmen boatman\n")
    return tmp_path


def test_nouns_are_listed_by_what_they_mostly_mean(wordnet: Path) -> None:
    assert speaking(read_wordnet(wordnet)) == {
        "person": ["baker", "boatman", "boatmen", "chair", "person"],
        "group": ["choir"],
        "thing": ["paper"],
    }
