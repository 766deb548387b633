"""Who bears a name across stories: nothing is merged wrongly, surnames are resolved, open ones left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.name_bearers import bearer_stories, fill, found_by, scored, with_names
from searchapp.enrich import open_enricher


@pytest.mark.parametrize("key", ["person", "speaker"])
def test_of_an_archive_whose_names_are_known(tmp_path: Path, key: str) -> None:
    told = bearer_stories()
    assert len(told) == 300
    bearers = scored(fill(tmp_path, map(with_names, told)), told, key=key)
    assert (bearers.wrong, bearers.unnamed) == ((), ())
    assert bearers.scores["surnames"].recall >= 0.9
    assert bearers.scores["left bare"].recall == 1.0


def test_of_an_archive_whose_names_are_found() -> None:
    bearers = found_by(open_enricher())
    assert bearers.wrong == ()
    assert len(bearers.unnamed) < 25  # Surnames that stay bare, in stories that alone would make them firms.
    assert bearers.scores["surnames"].recall >= 0.9
    assert bearers.scores["left bare"].recall == 1.0
