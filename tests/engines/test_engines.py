"""The table of engines: each is loaded by its name when it is asked for, and what asks knows no engine."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.cli.program import main
from searchapp.config import SETTING_NAMES, Settings, load_settings
from searchapp.engines import ENGINES, Place, current_generation, folder_of, in_folder, load, open_index, row_of
from searchapp.errors import ConfigError
from searchapp.query.request import SearchRequest
from searchapp.web import create_app
from tests.conftest import ROOT, fill
from tests.engines.on_engine import needs, skip_by
from tests.stories import story


@pytest.mark.parametrize("name", ENGINES)
def test_every_row_leads_to_an_engine_and_to_a_setting(name: str) -> None:
    assert row_of(name).setting in SETTING_NAMES
    assert all(load(name).gaps.values())


def test_an_unknown_engine_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    wrong = Settings(engine="wosh", index=tmp_path)
    for asked in (
        lambda: wrong.place,
        lambda: load("wosh"),
        lambda: open_index(Place("wosh", "here")),
        lambda: create_app(wrong),
    ):
        with pytest.raises(ConfigError, match="no engine 'wosh'") as caught:
            asked()
        assert "whoosh" in caught.value.hint


def test_the_settings_say_where_the_index_is(tmp_path: Path) -> None:
    settings = load_settings(flags={"index": tmp_path}, environ={"SEARCHAPP_ENGINE": "whoosh"})
    assert settings.place == in_folder(tmp_path)
    assert str(settings.place) == str(tmp_path)
    assert folder_of(settings.place) == tmp_path
    assert current_generation(settings.place) is None
    fill(tmp_path, [story("a", "one")])
    index = open_index(settings.place)
    assert index.generation == current_generation(settings.place)
    assert index.count(SearchRequest()) == 1


def test_a_command_takes_the_engine_by_name(tmp_path: Path) -> None:
    fill(tmp_path / "index", [story("a", "one")])
    asked = ["search", "one", "--index", str(tmp_path / "index"), "--data", str(tmp_path)]
    assert CliRunner().invoke(main, [*asked, "--engine", "whoosh"]).exit_code == 0
    refused = CliRunner().invoke(main, [*asked, "--engine", "solr"])
    assert (refused.exit_code, "Known engines: whoosh" in refused.output) == (2, True)


def test_a_declared_gap_is_skipped_by_its_word_and_nothing_else_is() -> None:
    gaps = {"near": "it keeps no positions"}
    skip_by(gaps, [needs("prefix", "timeline").mark])
    skip_by({}, [needs("near").mark])
    with pytest.raises(pytest.skip.Exception, match="at most so many words apart: it keeps no positions"):
        skip_by(gaps, [needs("prefix").mark, needs("timeline", "near").mark])
    with pytest.raises(AssertionError):
        needs("flying")


def test_no_engine_is_loaded_before_it_is_asked_for() -> None:
    code = "import sys, searchapp.engines; print([m for m in sys.modules if 'numpy' in m or 'engines.' in m])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert told.stdout.strip() == "[]"


def test_who_asks_an_engine_never_names_one() -> None:
    named = []
    for path in (ROOT / "searchapp").rglob("*.py"):
        if "engines" in path.parts or path.name == "config.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named += [
            f"{path.name}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and node.value in ENGINES
        ]
    assert named == []
