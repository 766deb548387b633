"""Killed at any moment, a build leaves the last good index, no process, and what the next run clears away."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.kills import run


@pytest.mark.ci
def test_a_killed_build_leaves_an_index_that_answers_and_nothing_else(tmp_path: Path) -> None:
    tally = run(tmp_path, kills=6, seed=2)
    assert (tally.kills, tally.survived, tally.orphans, tally.troubles) == (6, 6, 0, [])
