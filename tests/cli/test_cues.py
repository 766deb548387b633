"""`cues`: in what accounts may differ, for readers and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.cli import main
from searchapp.collections.verdicts_file import put_verdicts
from tests.stories import story

STORIES = [
    story("a", "Divers found 12 bodies in the harbour, the mayor said.", outlet="Aru Gazette"),
    story("b", "In the harbour divers found 19 bodies, Mara Quill said."),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [{"id": s.id, "text": s.text, "outlet": s.outlet} for s in STORIES]
    (tmp_path / "stories.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    places = ("--index", str(tmp_path / "index"), "--data", str(tmp_path / "data"))
    made = CliRunner().invoke(main, ["index", str(tmp_path / "stories.jsonl"), "--no-enrich", *places])
    assert made.exit_code == 0, made.output
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    places = ("--index", str(folder / "index"), "--data", str(folder / "data"))
    return CliRunner().invoke(main, ["cues", *words, *places])


def objects(folder: Path, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(folder, "--json", *words).stdout.splitlines()]


def test_a_cue_is_an_object_with_both_sentences_and_where_they_stand(folder: Path) -> None:
    (cue,) = objects(folder, "a", "b")
    assert (cue["kind"], cue["what"], cue["event"], cue["verdict"]) == ("number", "bodies", None, None)
    assert cue["a"] == {"story": "a", "sentence": [0, 54], "words": [[13, 15]], "text": STORIES[0].text}


def test_what_a_reader_said_of_it_is_told(folder: Path) -> None:
    (cue,) = objects(folder, "a", "b")
    file = folder / "data" / "cues.jsonl"
    put_verdicts(file, [str(cue["cue"])], "no", kind="number", stories=["a", "b"], note="Two days")
    (again,) = objects(folder, "a", "b")
    assert (again["verdict"], again["note"]) == ("no", "Two days")


def test_a_reader_sees_both_sentences_and_the_rule(folder: Path) -> None:
    printed = run(folder, "a", "b").stdout
    for line in ("bodies: Two numbers of the same thing", STORIES[0].text, STORIES[1].text, "unknown outlet · b"):
        assert line in printed


@pytest.mark.parametrize("words", [("nix",), ("a", "nix")])
def test_what_is_not_there_is_named(folder: Path, words: tuple[str, ...]) -> None:
    refused = run(folder, *words)
    assert refused.exit_code == 1
    assert "nix" in refused.output
