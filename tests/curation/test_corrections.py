"""The file of corrections: each is kept by content, and taken back without a trace."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.curation.corrections import (
    Corrections,
    NameCorrection,
    StatementCorrection,
    digest,
    statement_key,
)
from searchapp.curation.corrections_file import history, load_corrections, note, read_corrections, undo
from searchapp.curation.story_fields import OutletCorrection, StoryCorrection
from searchapp.errors import NotFound
from searchapp.model import Mention, Story
from tests.stories import said, story

TEXT = "Omar said the buses came. Dillon denied the buses came. Daesh held Raqqah."


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


def of(given: Story, position: int, **more: str) -> StatementCorrection:
    sentence, words = statement_key(given, given.statements[position])
    return StatementCorrection(given.id, sentence, words, **more)  # type: ignore[arg-type]


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


def test_fields_and_outlets_are_kept_together_and_taken_back_together(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    title = StoryCorrection("a", digest(TEXT), "title", "Old", None)
    outlet = OutletCorrection("Ldger", "Ledger")
    ids = note(path, title, outlet)
    assert load_corrections(path).entries == (title, outlet)
    assert len(path.read_text().splitlines()) == 2
    undo(path, ids)
    assert load_corrections(path).entries == ()
    with pytest.raises(NotFound):
        undo(path, ids)


@pytest.mark.parametrize(
    "members",
    [
        '"text": "0", "field": "title", "found": "", "to": "x"',
        '"text": "0123456789ab", "field": "text", "found": "", "to": "x"',
        '"text": "0123456789ab", "field": "published", "found": "", "to": "2017-02-30"',
        '"text": "0123456789ab", "field": "title", "found": "", "to": " "',
        '"text": "0123456789ab", "field": "title", "found": null, "to": "x"',
        '"outlet": "", "to": "x"',
    ],
)
def test_a_field_that_is_none_is_named_and_left_out(tmp_path: Path, members: str) -> None:
    path = tmp_path / "corrections.jsonl"
    story = '"story": "a", ' if "field" in members else ""
    path.write_text(f'{{"id": "1", "when": "x", {story}{members}}}\n')
    found = read_corrections(path)
    assert (found.noted, len(found.damaged)) == ((), 1)


def test_a_field_is_put_right_while_its_file_says_what_it_said() -> None:
    given = story("a", TEXT, title="Old", published="1970-01-01", origins={"title": "meta"})
    made = Corrections((
        StoryCorrection("a", digest(TEXT), "title", "Old", "New"),
        StoryCorrection("a", digest(TEXT), "published", "1970-01-01", None),
        StoryCorrection("a", digest(TEXT), "byline", "Ada Lund", "A. Lund"),
    ))  # fmt: skip
    right, _ = made.corrected(given)
    assert (right.title, right.published, right.byline) == ("New", None, None)
    assert right.origins == {"title": "corrected", "published": "corrected"}
    assert made.corrected(replace(given, id="moved"))[0].title == "Old"
    assert made.corrected(replace(given, id="moved"), ["a"])[0].title == "New"
