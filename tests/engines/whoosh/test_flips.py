"""One byte flipped anywhere in an index: what is then asked is answered rightly, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.flips import fill, run


@pytest.mark.ci
def test_no_flipped_byte_changes_an_answer(tmp_path: Path) -> None:
    fill(tmp_path, 1500, seed=3)
    tally = run(tmp_path, flips=60, seed=3)
    assert (tally.flips, tally.wrong, tally.unexpected, tally.unnoticed) == (60, [], [], [])
    assert tally.aimed["terms"] == tally.aimed["manifest"] == 15
    assert min(tally.right, tally.refused) > 1000
