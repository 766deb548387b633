"""The table of engines: each is loaded by its name when it is asked for, and what asks knows no engine."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.cli.program import main
from searchapp.config import SETTING_NAMES, Settings, access_to, load_settings
from searchapp.engines import (
    ENGINES,
    Access,
    Place,
    current_generation,
    folder_of,
    in_folder,
    is_index,
    load,
    open_index,
    row_of,
)
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


def test_an_engine_whose_library_is_not_installed_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    for asked in (lambda: load("opensearch"), lambda: create_app(Settings(engine="opensearch", data=tmp_path))):
        with pytest.raises(ConfigError, match=r"^The engine opensearch needs opensearch-py\.") as caught:
            asked()
        assert caught.value.hint == "Install it: pip install 'searchapp[opensearch]'"
    assert not is_index(tmp_path)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://host:9200/archive", "https://host:9200/archive"),
        ("HTTPS://Host.example:9200/press_2017-18/", "https://host.example:9200/press_2017-18"),
        ("http://127.0.0.1:9200", "http://127.0.0.1:9200/searchapp"),
        ("http://[::1]:9200/", "http://[::1]:9200/searchapp"),
    ],
)
def test_an_archive_on_a_cluster_is_named_by_its_address(given: str, address: str) -> None:
    named = load_settings(flags={"engine": "opensearch", "opensearch_url": given}, environ={})
    assert named.place == Place("opensearch", address)
    from_environment = load_settings(environ={"SEARCHAPP_OPENSEARCH_URL": given, "SEARCHAPP_ENGINE": "opensearch"})
    assert from_environment == named


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("host:9200/archive", "no address of a cluster"),
        ("ftp://host/archive", "no address of a cluster"),
        ("https://host/archive?x=1", "can't be the name of an archive"),
        ("https://host:9200/Archive", "'Archive' can't be the name of an archive"),
        ("https://host:9200/-archive", "can't be the name of an archive"),
        ("https://host:9200/press/archive", "can't be the name of an archive"),
        ("https://ada:hidden@host:9200/archive", "a user or password does not belong in the address"),
    ],
)
def test_an_address_that_names_no_archive_on_a_cluster_is_refused(given: str, said: str) -> None:
    with pytest.raises(ConfigError, match=f"^--opensearch-url: .*{said}") as caught:
        load_settings(flags={"opensearch_url": given}, environ={})
    assert caught.value.hint
    assert "hidden" not in str(caught.value)


URL = "https://host:9200/archive"


@pytest.mark.parametrize(
    ("kept", "flags", "engine"),
    [
        ("", {}, "whoosh"),
        ("", {"opensearch_url": URL}, "opensearch"),
        ("opensearch", {}, "opensearch"),
        ("opensearch", {"index": "here"}, "whoosh"),
        ("whoosh", {"opensearch_url": URL}, "opensearch"),
        ("opensearch", {"opensearch_url": URL}, "opensearch"),
    ],
)
def test_a_place_that_is_named_says_which_engine_answers(kept: str, flags: dict[str, str], engine: str) -> None:
    assert load_settings(flags=flags, environ={"SEARCHAPP_ENGINE": kept}).engine == engine


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ({"index": "here", "opensearch_url": URL}, "--opensearch-url is no place of the engine whoosh"),
        ({"index": "here", "engine": "opensearch"}, "--index is no place of the engine opensearch"),
        ({"opensearch_url": URL, "engine": "whoosh"}, "--opensearch-url is no place of the engine whoosh"),
        ({"index": "here", "engine": "lucene"}, "There is no engine 'lucene'"),
    ],
)
def test_a_place_of_another_engine_is_not_passed_over(flags: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        load_settings(flags=flags, environ={})
    assert caught.value.hint


def test_what_lets_us_in_stands_in_the_environment_and_is_never_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ca.pem").write_text("certificates")
    own = {"USER": "ada", "PASSWORD": "hidden", "CA": str(tmp_path / "ca.pem")}
    for name, value in own.items():
        monkeypatch.setenv(f"SEARCHAPP_OPENSEARCH_{name}", value)
    settings = load_settings(flags={"engine": "opensearch"})
    place = settings.place
    assert place.access == Access("ada", "hidden", ca_file=str(tmp_path / "ca.pem"))
    assert "hidden" not in f"{place} {place!r} {place.access!r} {settings!r}"
    assert Settings().place.access == Access()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"USER": "ada"}, "SEARCHAPP_OPENSEARCH_USER is set, SEARCHAPP_OPENSEARCH_PASSWORD is not"),
        ({"PASSWORD": "hidden"}, "SEARCHAPP_OPENSEARCH_PASSWORD is set, SEARCHAPP_OPENSEARCH_USER is not"),
        ({"USER": "ada", "PASSWORD": "hidden", "TOKEN": "hidden"}, "SEARCHAPP_OPENSEARCH_TOKEN are both set"),
        ({"TOKEN": "hidden\n"}, "SEARCHAPP_OPENSEARCH_TOKEN has a letter that can't be sent"),
        ({"CA": "nowhere.pem"}, "SEARCHAPP_OPENSEARCH_CA: nowhere.pem: no such file"),
    ],
)
def test_what_can_let_nobody_in_is_said_without_its_secret(given: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        access_to("opensearch", {f"SEARCHAPP_OPENSEARCH_{name}": value for name, value in given.items()})
    assert caught.value.hint
    assert "hidden" not in str(caught.value)


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


def named_in(code: str) -> list[str]:
    """Where code names an engine, or looks at the setting that is one engine's address."""
    addresses = {f"settings.{row.setting}" for row in ENGINES.values()}
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(code))
        if (isinstance(node, ast.Constant) and node.value in ENGINES)
        or (isinstance(node, ast.Attribute) and ast.unparse(node).endswith(tuple(addresses)))
    ]


def test_who_asks_an_engine_never_names_one() -> None:
    named = {
        path.name: found
        for path in (ROOT / "searchapp").rglob("*.py")
        if "engines" not in path.parts
        and path.name != "config.py"
        and (found := named_in(path.read_text(encoding="utf-8")))
    }
    assert named == {}


def test_an_engine_that_is_named_is_seen() -> None:
    assert named_in('if status.engine == "opensearch": ...') == ["1: 'opensearch'"]
    assert named_in("folder = self.settings.index") == ["1: self.settings.index"]
    assert named_in('"opensearch, or [whoosh]."; archive.index(paths); at.opensearch') == []
