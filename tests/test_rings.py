"""The architecture: core imports no one, adapters one third-party library each, only shells wire.

Each test looks at every module and names all that offend.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "searchapp"
MODULES = {path.relative_to(PACKAGE).with_suffix("").as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
"""By path in the package without its ending: `query`, `web/__init__`."""
LONGEST = 400
LONGEST_FUNCTION = 60
"""Lines, with its signature and docstring."""
MOST_MODULES = 12
"""In one folder; `searchapp/` itself has at most 8."""

CORE, ADAPTER, SHELL, DOOR = "core", "adapter", "shell", "door"
ROOM: dict[str, tuple[str, str]] = {
    "__init__": (DOOR, ""),  # Python's own
    "errors": (CORE, ""),
    "facets": (CORE, ""),
    "model": (CORE, ""),
    "provenance": (CORE, ""),
    "records": (CORE, ""),
    "curation/__init__": (CORE, ""),
    "curation/authority": (CORE, ""),
    "curation/bearers": (CORE, ""),
    "curation/corrections": (CORE, ""),
    "curation/decisions": (CORE, ""),
    "curation/kin": (CORE, ""),
    "curation/persons": (CORE, ""),
    "curation/similarity": (CORE, ""),
    "curation/story_fields": (CORE, ""),
    "collections/__init__": (CORE, ""),
    "collections/tags": (CORE, ""),
    "collections/passages": (CORE, ""),
    "collections/kept": (CORE, ""),
    "collections/dossier": (CORE, ""),
    "collections/tags_file": (ADAPTER, ""),
    "collections/verdicts_file": (ADAPTER, ""),
    "collections/kept_file": (ADAPTER, ""),
    "collections/dossier_file": (ADAPTER, ""),
    "compare/__init__": (CORE, ""),
    "compare/compared": (CORE, ""),
    "compare/events/": (ADAPTER, "numpy"),
    "compare/shared_passages/": (ADAPTER, "numpy"),
    "compare/quotations": (CORE, ""),
    "compare/side_by_side": (CORE, ""),
    "compare/cues/": (CORE, ""),
    "compare/changes": (CORE, ""),
    "compare/accounts": (CORE, ""),
    "compare/figures": (CORE, ""),
    "compare/details": (CORE, ""),
    "compare/same_words": (CORE, ""),
    "compare/spellings": (CORE, ""),
    "formats/": (CORE, ""),
    "query/": (CORE, ""),
    "system/": (CORE, ""),
    "text/": (CORE, "Stemmer"),
    "curation/authority_file": (ADAPTER, "ruamel"),
    "curation/corrections_file": (ADAPTER, ""),
    "curation/watched_files": (SHELL, ""),
    "engines/": (ADAPTER, "whoosh numpy cachetools opensearchpy"),
    "enrich/": (ADAPTER, "spacy thinc numpy"),  # thinc is where spaCy's arithmetic is set
    "enrich/cluster/": (ADAPTER, "distributed"),
    "ingest/": (ADAPTER, "bs4 trafilatura lxml brotli openpyxl py3langid pypdfium2 ruamel watchdog"),
    "ingest/fetch/": (ADAPTER, "protego"),
    "archive/": (SHELL, ""),
    "config": (SHELL, ""),
    "__main__": (DOOR, ""),
    "cli/": (DOOR, "click tqdm"),
    "web/": (DOOR, "flask werkzeug jinja2 markupsafe waitress"),
}
"""Where a module or a folder stands: its ring, and the libraries it may know. A new one is one row.

Core imports the core, an adapter the core and its own folder, a shell all but doors, a door everything. A room in
a room may import the outer one, which does not know it.
"""
FEATURES = (
    "front",
    "search",
    "heard",
    "files",
    "story",
    "compare",
    "names",
    "corrections",
    "saved",
    "collections",
    "cite",
    "batch",
    "events",
    "cues",
    "api",
)
"""Folders of web/ and templates/, a feature each; what two of them need is in web/ itself or in web/ui/."""
KNOWS = {"front": ("search",), "saved": ("search", "files")}
"""The front page with parameters is a page of results, and so is a saved query's own; that has a feed as well."""
MAY_IMPORT = {
    CORE: {CORE},
    ADAPTER: {CORE},
    SHELL: {CORE, ADAPTER, SHELL},
    DOOR: {CORE, ADAPTER, SHELL, DOOR},
}


def rows_of(module: str) -> list[str]:
    """The rows that a module stands in: itself, or the innermost folder of the table that holds it."""
    rows = [row for row in ROOM if module == row or (row.endswith("/") and module.startswith(row))]
    return [row for row in rows if len(row) == max(map(len, rows))]


def row_of(module: str) -> str:
    """The one row of a module."""
    rows = rows_of(module)
    assert len(rows) == 1, f"searchapp/{module}.py stands in {rows or 'no row'} of ROOM, and has to in one"
    return rows[0]


def imports(module: str, *, at_start: bool = False) -> set[str]:
    """The dotted names a module imports, wherever the import stands, or only those run when it is imported."""
    return set(_imports(MODULES[module], at_start=at_start))


@cache
def _imports(path: Path, *, at_start: bool) -> frozenset[str]:
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.update(alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}:{child.lineno} imports relatively"
                found.update(_target(child.module or "", alias.name) for alias in child.names)
            elif not (at_start and _runs_later(child)):
                visit(child)

    visit(read(path))
    return frozenset(found)


@cache
def read(path: Path) -> ast.Module:
    """A file's tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def _target(source: str, name: str) -> str:
    """`from source import name` as one dotted name: the module of that name, if it is one."""
    inside = f"{source}.{name}".removeprefix("searchapp.").replace(".", "/")
    return f"{source}.{name}" if {inside, f"{inside}/__init__"} & MODULES.keys() else source


def _runs_later(node: ast.AST) -> bool:
    """Whether what stands in a node does not run when its module is imported."""
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def modules_imported(module: str, *, at_start: bool = False) -> Iterator[str]:
    """Our own modules that a module imports."""
    for name in imports(module, at_start=at_start):
        if name.split(".")[0] == "searchapp":
            path = "/".join(name.split(".")[1:])
            yield path if path in MODULES else f"{path}/__init__".lstrip("/")


def libraries(module: str) -> set[str]:
    """The third-party packages that a module imports."""
    return {name.split(".")[0] for name in imports(module)} - set(sys.stdlib_module_names) - {"searchapp"}


def test_every_module_stands_in_one_ring() -> None:
    stands = {module: rows_of(module) for module in MODULES}
    assert {module: rows for module, rows in stands.items() if len(rows) != 1} == {}
    assert set(ROOM) == {row for rows in stands.values() for row in rows}, "a row that holds no module"


def test_the_design_page_has_the_same_table() -> None:
    page = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (\w+) \| ?(.*?) ?\|$", page, re.MULTILINE)
    assert {name: (ring, set(libraries.split(", ")) - {""}) for name, ring, libraries in rows} == {
        name: (ring, set(libraries.split())) for name, (ring, libraries) in ROOM.items()
    }


def test_third_party_libraries_stay_in_their_ring() -> None:
    strange = {
        f"searchapp/{module}.py": sorted(libraries(module) - set(ROOM[row_of(module)][1].split()))
        for module in MODULES
    }
    assert {module: names for module, names in strange.items() if names} == {}


def test_inner_rings_never_import_outer_ones() -> None:
    wrong = []
    for module in MODULES:
        row = row_of(module)
        for other in modules_imported(module):
            theirs = row_of(other)
            around = theirs.endswith("/") and row.startswith(theirs)
            if theirs != row and not around and ROOM[theirs][0] not in MAY_IMPORT[ROOM[row][0]]:
                wrong.append(
                    f"searchapp/{module}.py ({ROOM[row][0]}) imports searchapp/{other}.py ({ROOM[theirs][0]})"
                )
    assert sorted(wrong) == []


def test_what_an_engine_is_made_of_is_known_to_it_alone() -> None:
    wrong = []
    for module in MODULES:
        inside = {m for m in modules_imported(module) if m.startswith("engines/")} - {"engines/__init__"}
        if inside and not module.startswith("engines/"):
            wrong.append(f"searchapp/{module}.py imports {', '.join(sorted(inside))}")
    assert wrong == []


def test_only_commands_fetch_anything() -> None:
    room = "ingest/fetch/"
    callers = {m for m in MODULES for other in modules_imported(m) if other.startswith(room)}
    assert {m for m in callers if not m.startswith(room)} == {"cli/fetching"}
    out = {"urllib.request", "http.client", "urllib3", "requests", "httpx", "ftplib", "smtplib"}
    assert {m for m in MODULES if imports(m) & out} == {"ingest/fetch/request"}


def test_no_modules_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter({m: set(modules_imported(m, at_start=True)) for m in MODULES}).prepare()
    except CycleError as circle:
        pytest.fail("a circle of imports: " + " <- ".join(circle.args[1]))


def feature_of(path: str) -> str:
    """The feature of the pages that a module or a template is a part of; "" for what all share."""
    folder = Path(path).parent.as_posix().removeprefix("web").strip("./")
    return folder if folder in FEATURES else ""


def test_a_feature_of_the_pages_knows_no_other() -> None:
    wrong = []
    for module in (m for m in MODULES if m.startswith("web/") and m != "web/__init__"):
        own = feature_of(module)
        for other in modules_imported(module):
            theirs = feature_of(other) if other.startswith("web/") else ""
            if theirs and theirs not in (own, *KNOWS.get(own, ())):
                wrong.append(f"searchapp/{module}.py imports searchapp/{other}.py")
    templates = ROOT / "templates"
    for path in sorted(templates.rglob("*.html")):
        own = feature_of(path.relative_to(templates).as_posix())
        for named in re.findall(r'"([\w/]+\.html)"', path.read_text(encoding="utf-8")):
            if (theirs := feature_of(named)) and theirs != own:
                wrong.append(f"templates/{path.relative_to(templates)} takes {named}")
    assert wrong == []
    assert set(FEATURES) == {feature_of(m) for m in MODULES if m.startswith("web/")} - {""}


def test_only_one_module_knows_spacy() -> None:
    assert [module for module in MODULES if "spacy" in libraries(module)] == ["enrich/models/spacy_model"]


def test_modules_fit_in_a_head_and_say_what_they_do() -> None:
    wrong = []
    for module, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        if (lines := len(text.splitlines())) > LONGEST:
            wrong.append(f"searchapp/{module}.py has {lines} lines, at most {LONGEST} fit")
        if not ast.get_docstring(read(path)):
            wrong.append(f"searchapp/{module}.py does not say what it does")
    assert wrong == []


def long_functions(module: str) -> list[str]:
    """The functions of a module, wherever they stand, that are too long."""
    functions = (
        n for n in ast.walk(read(MODULES[module])) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        f"searchapp/{module}.py:{function.lineno} {function.name} has {lines} lines, at most {LONGEST_FUNCTION}"
        for function in functions
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    ]


def test_functions_fit_on_a_page() -> None:
    assert [long for module in MODULES for long in long_functions(module)] == []


def test_no_folder_holds_more_than_one_can_look_over() -> None:
    held = Counter(Path(module).parent.as_posix() for module in MODULES)
    assert held["."] <= 8
    assert {folder: n for folder, n in held.items() if n > MOST_MODULES} == {}


def test_templates_never_switch_escaping_off() -> None:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert len(templates) > 5
    for path in [*templates, *MODULES.values()]:
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path
        assert "Markup(" not in text, path
        assert "autoescape false" not in text, path


@pytest.mark.parametrize(
    ("text", "every", "at_start"),
    [
        ("import numpy as np", {"numpy"}, {"numpy"}),
        ("from searchapp import facets, x", {"searchapp.facets", "searchapp"}, {"searchapp.facets", "searchapp"}),
        ("def f():\n    from searchapp.web import search_state", {"searchapp.web.search_state"}, set()),
        ("try:\n    import lxml\nexcept ImportError:\n    pass", {"lxml"}, {"lxml"}),
        ("if TYPE_CHECKING:\n    import lxml", {"lxml"}, set()),
        ("class A:\n    import lxml\n    def f(self): import flask", {"lxml", "flask"}, {"lxml"}),
    ],
)
def test_imports_are_seen_wherever_they_stand(
    text: str, every: set[str], at_start: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new.py").write_text(text)
    monkeypatch.setitem(MODULES, "new", tmp_path / "new.py")
    assert imports("new") == every
    assert imports("new", at_start=True) == at_start


def test_a_long_function_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "\n        x()" * LONGEST_FUNCTION
    (tmp_path / "new.py").write_text(
        f"class A:\n    def fits(self):{body[12:]}\n\n    async def long(self):{body}\n"
    )
    monkeypatch.setitem(MODULES, "new", tmp_path / "new.py")
    assert long_functions("new") == [f"searchapp/new.py:{LONGEST_FUNCTION + 3} long has 61 lines, at most 60"]


def test_a_module_in_no_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MODULES, "stray", PACKAGE / "query/tree.py")
    with pytest.raises(AssertionError, match=r"searchapp/stray.py stands in no row"):
        test_third_party_libraries_stay_in_their_ring()
