"""What a command loads: no more than it needs, since loading is most of what a short command costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, fill
from tests.stories import random_archive

HEAVY = {
    *("distributed", "flask", "lxml", "numpy", "opensearchpy", "protego", "ruamel", "spacy"),
    *("tqdm", "trafilatura", "waitress", "watchdog", "whoosh"),
}


def loaded(
    *words: str, statement: str = "from searchapp.cli import main; main(standalone_mode=False)"
) -> set[str]:
    """The names of the modules that are loaded after a command of the program, or a statement, has run."""
    code = f"import sys\ntry:\n    {statement}\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start") / "index"
    fill(folder, random_archive(20))
    return folder


def test_importing_the_package_loads_nothing_of_it() -> None:
    found = loaded(statement="import searchapp")
    assert {m for m in found if m.startswith("searchapp.")} | (found & HEAVY) == set()


def test_help_loads_no_library_but_click() -> None:
    assert loaded("--help") & HEAVY == set()


def test_a_search_loads_what_answers_and_nothing_else(index: Path, tmp_path: Path) -> None:
    found = loaded("search", "the", "--index", str(index), "--data", str(tmp_path))
    assert "searchapp.engines.whoosh.index" in found
    assert found & HEAVY == {"numpy"}
    assert "sqlite3" not in found
    assert not {m for m in found if m.startswith(("searchapp.enrich", "searchapp.ingest", "searchapp.web"))}


def test_indexing_without_enrichment_loads_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A dam broke near the village, a farmer said.")
    at = ("--index", str(tmp_path / "index"), "--data", str(tmp_path / "data"))
    found = loaded("index", str(tmp_path / "a.txt"), "--no-enrich", *at)
    assert "searchapp.archive.indexing" in found
    assert not {m for m in found if m.startswith("searchapp.enrich")} | (found & {"spacy"})
