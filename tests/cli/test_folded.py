"""The command line lists each story, and with --fold a reprint once; events and reporting are options."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.cli.program import main
from searchapp.compare.compared import Event
from tests.conftest import fill
from tests.stories import story
from tests.web.compared import put_compared


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    fill(
        folder,
        [
            story("a", "The dam holds.", title="Dam", outlet="Coast Wire", published="2019-03-04"),
            story("b", "The dam holds.", title="Dam", published="2019-03-05"),
            story("c", "No dam.", title="None", outlet="Brill Post"),
        ],
    )
    event = Event("dam", "Dam, Brill", date(2019, 3, 4), date(2019, 3, 4), ("a", "c"))
    put_compared(folder, "abc", groups={"a": "a", "b": "a"}, events=[event])
    return folder


def asked(index: Path, *words: str) -> str:
    result = CliRunner().invoke(main, [*words, "--index", str(index), "--data", str(index.parent / "data")])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_search_lists_reprints_once_where_that_is_asked_for(index: Path) -> None:
    plain = asked(index, "search", "dam", "--sort", "oldest")
    assert plain.startswith("3 stories, 0 statements\n")
    assert "also in" not in plain
    folded = asked(index, "search", "dam", "--sort", "oldest", "--fold")
    assert folded.startswith("3 stories, 2 without reprints, 0 statements\n")
    assert "Coast Wire · 2019-03-04 · a · also in an unknown outlet\n" in folded
    answer = json.loads(asked(index, "search", "dam", "--sort", "oldest", "--fold", "--json"))
    assert (answer["total"], answer["groups"], [hit["id"] for hit in answer["hits"]]) == (3, 2, ["a", "c"])


def test_events_and_reporting_are_shown_by_name_and_asked_for(index: Path) -> None:
    said = asked(index, "search", "dam")
    assert "event: Dam, Brill, 4 March 2019 2\n" in said
    assert "reporting: own reporting 2, reprint 1\n" in said
    of_event = json.loads(asked(index, "search", "", "--event", "dam", "--reporting", "own", "--json"))
    assert sorted(hit["id"] for hit in of_event["hits"]) == ["a", "c"]
    exported = [json.loads(line)["id"] for line in asked(index, "export", "", "--reporting", "own").splitlines()]
    assert exported == ["a", "c"]
