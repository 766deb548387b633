"""The commands that compare stories."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from searchapp.cli.program import main
from tests.archive.test_shared_copy import OWN, PRINTED, WIRE


def test_copies_are_printed_for_readers_and_for_programs(tmp_path: Path) -> None:
    (tmp_path / "stories.jsonl").write_text("".join(json.dumps(story) + "\n" for story in (WIRE, PRINTED, OWN)))
    at = ["--index", str(tmp_path / "index"), "--data", str(tmp_path / "data")]
    runner = CliRunner()
    assert runner.invoke(main, ["index", str(tmp_path / "stories.jsonl"), "--no-enrich", *at]).exit_code == 0
    printed = runner.invoke(main, ["copies", "--json", *at])
    [pair] = [json.loads(line) for line in printed.stdout.splitlines()]
    assert (pair["a"], pair["b"], pair["share_a"], pair["share_b"]) == ("printed", "wire", 1.0, 1.0)
    assert next(PRINTED["text"][slice(*p["a"])] for p in pair["passages"]).startswith("Belmar's harbor master")
    said = runner.invoke(main, ["copies", *at]).stdout
    assert "share 2 passages: 100% of the first, 100% of the second" in said
    assert "Aru Gazette · 2019-03-03 · printed" in said
