"""Events of real stories, read but never kept: the three it began with, and a labelled set among others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.archive.open_archive import Archive
from searchapp.config import load_settings

MIXED = ("basil-5-events.jsonl", "polnear-dev.jsonl", "webnews-dev.jsonl")


@pytest.fixture
def archive(tmp_path: Path) -> Callable[..., Archive]:
    def of(*paths: Path, enrich: bool) -> Archive:
        made = Archive(load_settings(flags={"index": tmp_path / "index", "data": tmp_path / "data"}))
        made.index(paths, enrich=enrich)
        return made

    return of


def test_the_three_stories_are_one_event_without_their_days(shared: Path, archive: Callable[..., Archive]) -> None:
    with archive(*sorted((shared / "seeds").glob("*.txt")), enrich=False) as opened:
        [event] = opened.compared.current()[0].events.values()
        assert len(event.stories) == 3


@pytest.mark.ci
@pytest.mark.parametrize("enrich", [False, True])
def test_labelled_events_are_found_whole_among_others(
    shared: Path, archive: Callable[..., Archive], enrich: bool
) -> None:
    labelled = [json.loads(line) for line in (shared / "data" / MIXED[0]).read_text().splitlines()]
    expected = {row["id"]: {r["id"] for r in labelled if r["event"] == row["event"]} for row in labelled}
    with archive(*(shared / "data" / name for name in MIXED), enrich=enrich) as opened:
        found = opened.compared.current()[0]
        assert {s: set(found.events[found.event_of[s]].stories) for s in expected} == expected
        first = [{r.story for r in opened.compared.related(s, most=2)} | {s} == expected[s] for s in expected]
        assert sum(first) >= len(first) - 1
