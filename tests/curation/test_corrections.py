"""Corrections: kept by content, followed by every facet and record, taken back without a trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.curation.corrections import (
    Correction,
    Corrections,
    NameCorrection,
    StatementCorrection,
    statement_key,
)
from searchapp.curation.corrections_file import history, load_corrections, note, read_corrections, undo
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index, in_folder, open_index
from searchapp.errors import NotFound
from searchapp.model import Mention, Story
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from tests.conftest import fill
from tests.stories import PEOPLE, PLACES, random_archive, said, story

TEXT = "Omar said the buses came. Dillon denied the buses came. Daesh held Raqqah."
OTHER = "In Raqqah Omar said nothing would change."
ARCHIVE = random_archive(20)
Make = Callable[..., Index]


def first() -> Story:
    return story(
        "first",
        TEXT,
        statements=(
            said(TEXT, "the buses came", "Omar"),
            replace(said(TEXT, "buses came. Daesh", "Dillon"), sentence=(26, 55), spans=((40, 54),)),
        ),
        mentions=(Mention("place", "Daesh", "Daesh", 56, 61), Mention("person", "Raqqah", "Raqqah", 67, 73)),
        entities={"person": ("Raqqah", "Somebody")},
    )


def second() -> Story:
    return story(
        "second",
        OTHER,
        statements=(said(OTHER, "nothing would change", "Omar"),),
        mentions=(Mention("person", "Raqqah", "Raqqah", 3, 9),),
    )


def of(given: Story, position: int, **more: str) -> StatementCorrection:
    sentence, words = statement_key(given, given.statements[position])
    return StatementCorrection(given.id, sentence, words, **more)  # type: ignore[arg-type]


@pytest.fixture
def index(make_index: Make) -> Index:
    return make_index(first(), second())


def corrected_by(index: Index, corrections: Corrections) -> Index:
    """The same index under these corrections."""
    return index.with_decisions(Decisions(corrections=corrections))


def facet(index: Index, key: str, kind: str = "story") -> dict[str, int]:
    return {v.label: v.count for v in index.facet_values(SearchRequest(kind=kind), key).values}  # type: ignore[arg-type]


def test_a_rejected_statement_is_gone_everywhere(index: Index) -> None:
    corrected = corrected_by(index, Corrections((of(first(), 1, action="reject"),)))
    assert facet(index, "speaker", "statement") == {"Omar": 2, "Dillon": 1}
    assert facet(corrected, "speaker", "statement") == {"Omar": 2}
    assert facet(corrected, "speaker") == {"Omar": 2}
    assert corrected.count(SearchRequest(parse("buses"), kind="statement")) == 1
    assert corrected.count(SearchRequest(parse("-buses"), kind="statement")) == 1
    assert [s.speaker for s in corrected.story("first").statements] == ["Omar"]  # type: ignore[union-attr]
    assert [s.speaker for s in index.story("first").statements] == ["Omar", "Dillon"]  # type: ignore[union-attr]


def test_another_speaker_is_followed_by_facets_and_hits(index: Index) -> None:
    put_right = of(first(), 0, action="speaker", speaker="Talal Silo", speaker_kind="person")
    corrected = corrected_by(index, Corrections((put_right, of(first(), 1, action="reject"))))
    assert facet(corrected, "speaker") == {"Omar": 1, "Talal Silo": 1}
    request = SearchRequest(parse("buses"), kind="statement", filters=(Filter("speaker", "Talal Silo"),))
    hit = corrected.search(request).hits[0]
    assert hit.statement is not None
    assert (hit.id, hit.statement.speaker, hit.statement.rule) == ("first/0", "Talal Silo", "corrected")
    unnamed = replace(put_right, speaker="a driver", speaker_kind="unnamed")
    assert facet(corrected_by(index, Corrections((put_right, unnamed))), "speaker") == {
        "Dillon": 1,
        "Omar": 1,
        "unnamed sources": 1,
    }


def test_positions_hold_after_a_rejection(index: Index) -> None:
    corrected = corrected_by(index, Corrections((of(first(), 0, action="reject"),)))
    hits = corrected.search(SearchRequest(parse("buses"), kind="statement")).hits
    assert [(h.id, h.statement.speaker) for h in hits if h.statement] == [("first/1", "Dillon")]


def test_a_name_changes_its_kind_in_every_story_or_in_one(index: Index) -> None:
    everywhere = NameCorrection("", "person", "Raqqah", "kind", "place")
    corrected = corrected_by(index, Corrections((everywhere,)))
    assert (facet(corrected, "person"), facet(corrected, "place")) == ({"Somebody": 1}, {"Raqqah": 2, "Daesh": 1})
    here = corrected_by(index, Corrections((replace(everywhere, story="second"),)))
    assert (facet(here, "person"), facet(here, "place")) == (
        {"Raqqah": 1, "Somebody": 1},
        {"Daesh": 1, "Raqqah": 1},
    )


def test_a_rejected_name_is_gone(index: Index) -> None:
    corrected = corrected_by(index, Corrections((NameCorrection("", "place", "DAESH", "reject"),)))
    assert facet(corrected, "place") == {}
    assert corrected.count(SearchRequest(filters=(Filter("place", "Daesh"),))) == 0


names = st.sampled_from([("person", n) for n in PEOPLE] + [("place", p) for p in PLACES] + [("place", "No Such")])
kinds = st.sampled_from(["person", "organization", "place"])
ids = st.sampled_from(["", "", "s001", "s004", "s009"])


@st.composite
def corrections_of_archive(draw: st.DrawFn) -> list[Correction]:
    """Some names and statements of the random archive, rejected or put right."""
    found: list[Correction] = []
    for _ in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            kind, name = draw(names)
            to = draw(st.none() | kinds)
            found.append(NameCorrection(draw(ids), kind, name, "kind" if to else "reject", to))  # type: ignore[arg-type]
        else:
            given_story = draw(st.sampled_from([s for s in ARCHIVE if s.statements]))
            position = draw(st.integers(0, len(given_story.statements) - 1))
            speaker = draw(st.sampled_from(["", "Omar Alloush", "Somebody New"]))
            action = "speaker" if speaker else "reject"
            found.append(of(given_story, position, action=action, speaker=speaker))
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=corrections_of_archive())
def test_a_corrected_index_counts_as_one_built_of_the_corrected_stories(
    tmp_path_factory: pytest.TempPathFactory, made: list[Correction]
) -> None:
    folder = tmp_path_factory.mktemp("corrected")
    corrections = Corrections(tuple(made))
    fill(folder / "raw", ARCHIVE)
    fill(folder / "corrected", [corrections.corrected(s)[0] for s in ARCHIVE])
    with_them = corrected_by(open_index(in_folder(folder / "raw")), corrections)
    rebuilt = open_index(in_folder(folder / "corrected"))
    for kind in ("story", "statement"):
        for node in (parse(""), parse("fighters"), parse("-convoy")):
            request = SearchRequest(node, kind=kind, limit=1000, facet_size=0)  # type: ignore[arg-type]
            one, other = with_them.search(request), rebuilt.search(request)
            assert (one.total, one.totals) == (other.total, other.totals)
            assert one.facets == other.facets
    for story_id in with_them.story_ids():
        assert with_them.story(story_id) == rebuilt.story(story_id)


def test_names_and_corrections_work_together(index: Index) -> None:
    from searchapp.curation.authority import Authority, Entry

    corrections = Corrections((NameCorrection("", "person", "Raqqah", "kind", "place"),))
    both = index.with_decisions(Decisions(Authority((Entry("r", "place", "Raqqa", ("Raqqah",)),)), corrections))
    assert facet(both, "place") == {"Raqqa": 2, "Daesh": 1}


def test_decisions_take_the_place_of_those_before(index: Index) -> None:
    from searchapp.curation.authority import Authority, Entry

    rejected = Decisions(
        corrections=Corrections((of(first(), 0, action="reject"), of(first(), 1, action="reject")))
    )
    named = rejected.under(Authority((Entry("o", "person", "Omar A.", ("Omar",)),)))
    under = index.with_decisions(rejected).with_decisions(named)
    assert (under.decisions, facet(under, "speaker")) == (named, {"Omar A.": 1})
    other = under.with_decisions(Decisions(corrections=Corrections((of(first(), 1, action="reject"),))))
    assert facet(other, "speaker", "statement") == {"Omar": 2}
    assert other.count(SearchRequest(parse("buses"), kind="statement")) == 1
    again = other.with_decisions(Decisions())
    assert facet(again, "speaker", "statement") == facet(index, "speaker", "statement") == {"Omar": 2, "Dillon": 1}
    assert again.count(SearchRequest(parse("buses"), kind="statement")) == 2


def test_names_alone_do_not_have_the_stories_put_right_again(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    from searchapp.curation.authority import Authority, Entry

    rejected = Decisions(corrections=Corrections((of(first(), 0, action="reject"),)))
    under = index.with_decisions(rejected)
    monkeypatch.setattr(Corrections, "corrected", lambda *_: pytest.fail("worked out again"))
    named = under.with_decisions(rejected.under(Authority((Entry("o", "person", "Omar A.", ("Omar",)),))))
    assert facet(named, "speaker", "statement") == {"Omar A.": 1, "Dillon": 1}


def test_a_correction_lapses_when_its_sentence_changes_and_not_before(make_index: Make) -> None:
    corrections = Corrections((of(first(), 0, action="reject"),))
    moved = "An earlier line. " + TEXT
    again = story("first", moved, statements=(said(moved, "the buses came", "Omar"),))
    assert facet(corrected_by(make_index(again), corrections), "speaker") == {}
    other = TEXT.replace("buses came", "buses were coming", 1)
    changed = story("first", other, statements=(said(other, "the buses were coming", "Omar"),))
    assert facet(corrected_by(make_index(changed), corrections), "speaker") == {"Omar": 1}


def test_no_corrections_change_nothing(index: Index) -> None:
    same = corrected_by(index, Corrections())
    assert facet(same, "speaker") == facet(index, "speaker")
    gone = Corrections((StatementCorrection("no such story", "x", "y", "reject"),))
    assert corrected_by(index, gone).count(SearchRequest()) == 2


def test_the_file_keeps_every_correction_and_undo(tmp_path: Path) -> None:
    path = tmp_path / "data" / "corrections.jsonl"
    assert load_corrections(path) == Corrections()
    one, two = of(first(), 0, action="reject"), NameCorrection("", "place", "Daesh", "kind", "organization")
    kept = note(path, one)
    note(path, two)
    assert load_corrections(path).entries == (one, two)
    undo(path, kept)
    assert load_corrections(path).entries == (two,)
    assert [(n.correction, n.undone) for n in history(path)] == [(one, True), (two, False)]
    with pytest.raises(NotFound):
        undo(path, kept)
    assert len(path.read_text().splitlines()) == 3


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "1", "when": "x", "story": "a"}',
        '{"id": "1", "when": "x", "story": "a", "sentence": "s", "words": "w", "action": "burn"}',
        '{"id": "1", "when": "x", "story": "", "kind": "thing", "name": "n", "action": "reject"}',
        '{"id": "1", "when": "x", "story": "", "kind": "place", "name": 7, "action": "reject"}',
        '{"id": "1", "when": "x", "story": null, "kind": "place", "name": "n", "action": "reject"}',
        '{"id": "1", "when": "x", "story": "", "kind": "place", "name": "\\ud800", "action": "reject"}',
        '{"id": ["1"], "when": "x", "undo": "2"}',
        '{"id": "1", "when": "x", "undo": ["2"]}',
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_correction_is_named_and_left_out(tmp_path: Path, line: str) -> None:
    path = tmp_path / "corrections.jsonl"
    one, two = (NameCorrection("", "place", name, "reject") for name in ("Daesh", "Rome"))
    note(path, one)
    with path.open("a") as f:
        f.write(line + "\n")
    found = read_corrections(path)
    assert [n.correction for n in found.noted] == [one]
    assert [d.partition(":")[0] for d in found.damaged] == ["line 2"]
    note(path, two)
    assert load_corrections(path).entries == (one, two)
    assert read_corrections(path).damaged == ()
    assert [p.read_text() for p in tmp_path.glob("corrections.damaged-*.jsonl")] == [line + "\n"]


def test_lines_are_plain_json(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    note(path, NameCorrection("", "place", "Daésh\n", "reject"))
    row = json.loads(path.read_text(encoding="utf-8"))
    assert (row["name"], row["action"], row["story"]) == ("Daésh\n", "reject", "")
