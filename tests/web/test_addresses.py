"""Each address is known once: at its route, and in `web/urls`, from which everything else has it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from werkzeug.routing import MapAdapter

from searchapp.web import urls
from searchapp.web.urls import AT, Addresses
from tests.conftest import ROOT
from tests.stories import said, story

TEXT = "The road is open, Omar Alloush said in Raqqa."
STATEMENT = said(TEXT, "The road is open", "Omar Alloush")
STORY = story("a", TEXT, statements=(STATEMENT,))
MADE = {
    "missing_url": urls.missing_url("date"),
    "put_right_url": urls.put_right_url("a", "/"),
    "download_url": urls.download_url("csv"),
    "facet_url": urls.facet_url("outlet"),
    "static_url": urls.static_url("app.css", "1"),
    "story_url": urls.story_url("a/b", fragment="s1"),
    "cite_url": urls.cite_url("a/b", "ris"),
    "cite_url of a passage": urls.cite_url("a/b", "ris", "0f"),
    "sentence_url": urls.sentence_url(STORY, STATEMENT),
    "passage_url": urls.passage_url("a", "0123456789ab", "The road is open"),
    "compare_url": urls.compare_url("a", "b", view="only", anchor="s1-0"),
    "keep_url": urls.keep_url(STORY, STATEMENT),
    "correct_url": urls.correct_url(STORY, STATEMENT, "/"),
    "wrong_name_url": urls.wrong_name_url(STORY, "place", "Raqqa", "/"),
    "undo_url": urls.undo_url("x"),
    "name_url": urls.name_url("person", "Omar / Alloush"),
    "names_url": urls.names_url("place"),
    "merge_url": urls.merge_url("place", "Raqqa", "Raqqah"),
    "split_url": urls.split_url("place", "Raqqah"),
    "by_story_url": urls.by_story_url("place", "Raqqa"),
    "event_url": urls.event_url("x"),
    "saved_url": urls.saved_url("x"),
    "saved_feed_url": urls.saved_feed_url("x"),
    "saved_json_url": urls.saved_json_url("x"),
    "edit_url": urls.edit_url("x"),
    "move_url": urls.move_url("x"),
    "restore_url": urls.restore_url("x"),
    "snapshots_url": urls.snapshots_url("x"),
    "snapshot_url": urls.snapshot_url("x", 1),
    "snapshot_file_url": urls.snapshot_file_url("x", 1, "csv"),
    "seen_url": urls.seen_url("x"),
    "delete_url": urls.delete_url("x"),
    "add_url": urls.add_url(story="a", back="/"),
    "add_statement_url": urls.add_statement_url(STORY, STATEMENT, "/"),
    "collection_url": urls.collection_url("x"),
    "collection_edit_url": urls.collection_edit_url("x"),
    "collection_items_url": urls.collection_items_url("x"),
    "collection_dossier_url": urls.collection_dossier_url("x", "html"),
}
"""An address of each function that makes one."""
POSTED = {
    "undo_url",
    "seen_url",
    "delete_url",
    "collection_edit_url",
    "collection_items_url",
    "move_url",
    "restore_url",
    "snapshots_url",
}
POSTED_ONLY = {
    AT.names_apart,
    AT.names_undo,
    AT.collections_note,
    AT.collections_tag,
    AT.collections_undo,
    AT.saved_import,
}
FREE = {"urls.py", "api/openapi.py"}


def first_parts(app: Flask) -> set[str]:
    """What our addresses begin with: "search", "search.csv"."""
    return {rule.rule.split("/")[1].split("<")[0] for rule in app.url_map.iter_rules()} - {""}


def is_ours(text: str, begin: set[str]) -> bool:
    """Whether a text is one of our addresses, or begins as one."""
    m = re.match(r"/([\w.-]+)(?=[/?#]|$)", text)
    return m is not None and (m[1] in begin or m[1].split(".")[0] + "." in begin)


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every string of a module but docstrings and those of decorators, which are the routes."""
    passed = {
        n for d in ast.walk(tree) if isinstance(d, ast.FunctionDef) for x in d.decorator_list for n in ast.walk(x)
    }
    passed |= {s.value for s in ast.walk(tree) if isinstance(s, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            yield node


def test_no_module_spells_an_address_out(app: Flask) -> None:
    begin, wrong = first_parts(app), []
    web = ROOT / "searchapp/web"
    for path in sorted(web.rglob("*.py")):
        if path.relative_to(web).as_posix() not in FREE:
            for found in strings(ast.parse(path.read_text(encoding="utf-8"))):
                if is_ours(str(found.value), begin):
                    wrong.append(f"{path.relative_to(ROOT)}:{found.lineno} {found.value}")
    assert wrong == []


def test_no_template_spells_an_address_out(app: Flask) -> None:
    begin, wrong = first_parts(app), []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        wrong += [f"{path.name}: {q}" for q in re.findall(r"[\"'](/[^\"']*)", text) if is_ours(q, begin)]
        wrong += [f"{path.name}: {q}" for q in re.findall(r"(?:href|action|src)=[\"']/", text)]
        for name in re.findall(r"\bsite\.at\.(\w+)", text):
            assert name in {f.name for f in fields(Addresses)}, f"{path.name}: site.at.{name}"
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('x = "/search"', ["/search"]),
        ('x = f"/facet/{key}"', ["/facet/"]),
        ('def f(path="/saved"): ...', ["/saved"]),
        ('"/help"', []),
        ('@get("/names")\ndef names(): return "names"', []),
        ('x = "/", "/tmp", "see /search", "/searching"', []),
    ],
)
def test_an_address_that_is_spelled_out_is_seen(app: Flask, code: str, found: list[str]) -> None:
    begin = first_parts(app)
    assert [s.value for s in strings(ast.parse(code)) if is_ours(str(s.value), begin)] == found


def asked(routes: MapAdapter, address: str, method: str = "GET") -> str:
    """The rule that answers an address."""
    rule, _ = routes.match(unquote(re.split(r"[?#]", address)[0]), method, return_rule=True)
    return rule.rule


def test_every_route_has_an_address_and_every_address_a_route(app: Flask) -> None:
    routes = app.url_map.bind("localhost")
    known = {asked(routes, a, "POST" if a in POSTED_ONLY else "GET") for a in astuple(AT)}
    assert known == {r.rule for r in app.url_map.iter_rules() if not r.arguments}
    made = {name: asked(routes, a, "POST" if name in POSTED else "GET") for name, a in MADE.items()}
    ours = {r.rule for r in app.url_map.iter_rules() if r.arguments and not r.rule.startswith(urls.API)}
    assert set(made.values()) - known == ours
    assert {name.split()[0] for name in MADE} == {name for name in vars(urls) if name.endswith("_url")}


def test_an_address_means_what_it_was_made_of(app: Flask) -> None:
    routes = app.url_map.bind("localhost")
    assert routes.match(unquote(MADE["story_url"].partition("#")[0])) == ("story.story", {"story_id": "a/b"})
    assert routes.match(unquote(MADE["name_url"])) == ("names.name", {"key": "person", "value": "Omar / Alloush"})
    assert Path(MADE["sentence_url"]).name == urls.sentence_hash(STORY, STATEMENT)
