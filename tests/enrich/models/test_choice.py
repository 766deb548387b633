"""The model is what was tested, or rules do a plainer job and say so."""

from __future__ import annotations

import shutil
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from searchapp.enrich import DEFAULT_MODEL, Enricher, open_enricher
from searchapp.enrich.models import choice
from searchapp.enrich.models.packaged_files import FILES, PACKAGE, VERSION
from searchapp.enrich.run.cache import CachedFinder
from searchapp.enrich.run.workers import Workers
from searchapp.errors import IndexRefused
from searchapp.model import Story
from searchapp.provenance import RULES

TEXT = "Mayor Ada Lund told reporters that the town was dry. Karl Boone of the Harbor Council denied it in Oslo."


def installed() -> Path:
    spec = find_spec(PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


@pytest.fixture
def altered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the packaged model with one byte changed, in the place of the installed one."""
    folder = tmp_path / PACKAGE
    shutil.copytree(installed(), folder)
    file = folder / f"{PACKAGE}-{VERSION}" / "ner" / "model"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    monkeypatch.setattr(choice, "_folder", lambda model: folder)
    return folder


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_folder", lambda model: None)


def test_the_installed_model_is_the_tested_one_and_soon_checked() -> None:
    before = time.process_time()
    assert choice.notice_of(DEFAULT_MODEL) == ""
    assert time.process_time() - before < 0.5
    assert choice.model_version(DEFAULT_MODEL) != RULES
    assert choice.model_version(DEFAULT_MODEL).endswith(f"-{VERSION}")


def test_each_file_that_is_loaded_is_checked() -> None:
    assert {"ner/model", "parser/model", "tok2vec/model", "config.cfg", "vocab/strings.json"} <= set(FILES)
    assert choice.altered(installed() / f"{PACKAGE}-{VERSION}") == ""


def test_an_altered_model_is_not_loaded_and_rules_do_the_job(altered: Path) -> None:
    enricher = open_enricher()
    assert "ner/model" in enricher.notice
    assert enricher.version.endswith("+rules")
    assert choice.model_version(DEFAULT_MODEL) == "rules"
    (story,) = enricher.pipe([Story(id="s", text=TEXT)])
    assert {(m.kind, m.name) for m in story.mentions} >= {
        ("person", "Ada Lund"),
        ("organization", "Harbor Council"),
        ("place", "Oslo"),
    }
    first = story.statements[0]
    assert (first.speaker, first.addressee, story.words_of(first)) == ("Ada Lund", "reporters", "the town was dry")


@pytest.mark.usefixtures("missing")
def test_a_missing_model_is_told_of_and_known_by_its_version(tmp_path: Path) -> None:
    with Workers(DEFAULT_MODEL, jobs=1) as workers:
        assert workers.notice
        assert workers.version == open_enricher().version
        finder = CachedFinder(workers, tmp_path / "found.sqlite3")
        assert finder.notice == workers.notice
        (story,) = finder.pipe([Story(id="s", text=TEXT)])
    assert story.mentions


def test_another_model_is_the_user_s_choice(altered: Path) -> None:
    assert choice.notice_of(str(altered)) == ""


def test_the_normal_enricher_has_no_notice(enricher: Enricher) -> None:
    assert enricher.notice == ""
    with Workers(DEFAULT_MODEL, jobs=1) as workers:
        assert (workers.notice, workers.version) == ("", enricher.version)


def test_nothing_to_do_loads_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchapp.enrich.run.workers.open_enricher", lambda model: pytest.fail("it was loaded"))
    with Workers(DEFAULT_MODEL, jobs=2) as workers:
        assert list(workers.pipe([])) == []


@pytest.mark.parametrize("name", ["found.sqlite3", "found.sqlite3-wal"])
@pytest.mark.parametrize("right", [0o020, 0o002])
def test_findings_that_others_may_write_are_refused(tmp_path: Path, name: str, right: int) -> None:
    with Workers(DEFAULT_MODEL, jobs=1) as workers:
        CachedFinder(workers, tmp_path / "found.sqlite3")
        path = tmp_path / name
        path.touch()
        path.chmod(path.stat().st_mode | right)
        with pytest.raises(IndexRefused, match="can be written by") as caught:
            CachedFinder(workers, tmp_path / "found.sqlite3")
        assert caught.value.hint == f"Take that right away: chmod go-w {tmp_path}/found.sqlite3*"
