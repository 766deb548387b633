"""What the commands say of how tables and JSON were read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.archive.indexing.run_report import MOST_NOTES, Report, remarks
from searchapp.cli.program import main
from searchapp.ingest import Remark

TABLE = "Headline;Body;Mood\nTide;The tide rose at Kell.;wet\n"


def run(place: Path, *args: object) -> Result:
    own = ["--index", place / "index", "--data", place / "data"]
    return CliRunner().invoke(main, [*map(str, [*args, *own])])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def test_index_says_which_column_was_which_field(corpus: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (corpus / name).write_text(TABLE.replace("Tide", name))
    (corpus / "c.json").write_text(json.dumps({"posts": [{"title": "Dry", "body": "No rain at Kell."}]}))
    (corpus / "package.json").write_text('{"name": "kell"}')
    result = run(tmp_path, "index", corpus, "--no-enrich", "--strict")
    assert result.exit_code == 0, result.output
    assert "3 stories" in result.stdout
    assert result.stderr.splitlines() == [
        "1 file that is no story was passed over: package.json",
        "a.csv, b.csv: title = Headline, text = Body; not used: Mood",
        "c.json: stories in posts: title = title, text = body",
    ]


def test_the_option_names_a_column_by_any_name_of_its_field(corpus: Path, tmp_path: Path) -> None:
    (corpus / "a.csv").write_text("Kopf,Wort\nTide,The tide rose.\n")
    result = run(tmp_path, "index", corpus, "--no-enrich", "--map", "body=Wort", "--map", "headline=Kopf")
    assert result.stderr.splitlines() == ["a.csv: title = Kopf, text = Wort"]
    result = run(tmp_path, "index", corpus, "--no-enrich", "--map", "body=Worte", "--strict")
    assert result.exit_code == 1
    assert "a.csv: has no column 'Worte'; its columns are Kopf, Wort" in result.stderr


def test_extract_says_it_too(corpus: Path, tmp_path: Path) -> None:
    (corpus / "a.csv").write_text(TABLE)
    result = CliRunner().invoke(main, ["extract", str(corpus / "a.csv")])
    assert json.loads(result.stdout)["id"].startswith("tide-")
    assert "a.csv: title = Headline, text = Body; not used: Mood" in result.stderr


def test_long_lists_are_cut() -> None:
    lines = list(remarks(Report(notes=[Remark(f"{n}.csv", f"text = c{n}") for n in range(MOST_NOTES + 3)])))
    assert len(lines) == MOST_NOTES + 1
    assert lines[-1] == "3 more such lines on which column or key is which field are not shown."
