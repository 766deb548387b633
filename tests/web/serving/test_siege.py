"""The sieges of `benchmarks/siege.py`, on a small archive: each search is answered, nothing is cut off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.siege import SAVED, main

pytestmark = pytest.mark.ci


def test_a_besieged_server_answers(tmp_path: Path) -> None:
    assert main(["--stories", "40", "--json", str(tmp_path / "figures.json")]) == 0
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [figures[what]["lines"] for what in ("CSV of all statements", "CSV of all stories")] == [601, 41]
    assert sum(found.get("failed", 0) for found in figures.values()) == 0
    assert figures["8 exports"]["statuses"] == {"200": 8}
    assert figures["8 saves, database locked"]["statuses"] == {"503": 8}
    for what in ("a body of 900 MB", "a body of 900 MB, chunked"):
        assert figures[what]["answer"].startswith("HTTP/1.1 413")
        assert figures[what]["megabytes sent"] < 100
    assert f"/saved with {SAVED} queries" in figures
    end = figures["told to end during an export"]
    assert (end["export whole"], end["lines"], end["exit"]) == (True, 601, 0)
