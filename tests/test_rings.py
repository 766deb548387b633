"""The architecture: core imports no one, adapters one third-party library each, only shells wire."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "searchapp"
CORE = {
    "model",
    "days",
    "counts",
    "facets",
    "query",
    "parse",
    "analysis",
    "records",
    "errors",
    "matching",
    "names",
    "exports",
    "listing",
    "answers",
    "likeness",
    "corrections",
    "enrichment",
}
SHELLS = {
    "config",
    "indexer",
    "cli",
    "server",
    "batch",
    "asking",
    "asides",
    "backup",
    "options",
    "terminal",
    "suggest",
    "__main__",
    "__init__",
    "engines",
}
THIRD_PARTY = {
    "analysis": {"Stemmer"},
    "authority": {"ruamel"},
    "ingest": {"bs4", "trafilatura", "lxml"},
    "enrich": {"spacy", "thinc"},  # thinc is where spaCy's arithmetic is set
    "engines": {"whoosh", "numpy"},
    "web": {"flask", "werkzeug", "jinja2", "markupsafe"},
    "cli": {"click"},
    "options": {"click"},
    "terminal": {"click", "tqdm"},
    "server": {"waitress"},
}
STANDARD = set(__import__("sys").stdlib_module_names) | {"__future__"}


def imports(path: Path) -> set[str]:
    """The modules a file imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.add(node.module or "")
    return found


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_third_party_libraries_stay_in_their_ring(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    outside = {name.split(".")[0] for name in imports(path)} - STANDARD - {"searchapp"}
    assert outside <= THIRD_PARTY.get(part, set())


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_inner_rings_never_import_outer_ones(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    inner = {name.split(".")[1] for name in imports(path) if name.startswith("searchapp.")}
    if part in CORE:
        assert inner <= CORE
    elif part not in SHELLS and part != "web":
        assert inner <= CORE | {part}


def test_only_one_module_knows_spacy() -> None:
    assert sum("spacy" in {n.split(".")[0] for n in imports(p)} for p in MODULES) == 1


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_modules_fit_in_a_head_and_say_what_they_do(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 450
    assert ast.get_docstring(ast.parse(text))


def test_templates_never_switch_escaping_off() -> None:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert len(templates) > 5
    for path in [*templates, *MODULES]:
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path
        assert "Markup(" not in text, path
        assert "autoescape false" not in text, path
