"""A page and its template know the same fields: what a template reads is there, and what is there is read."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment, meta, nodes

import searchapp.web
from searchapp.archive.indexing.run_report import Report
from searchapp.archive.reading import keep_not_taken
from searchapp.archive.saved_queries.snapshots import Found, KeptHit, Snapshot
from searchapp.config import Settings
from searchapp.curation.corrections import digest
from searchapp.engines import in_folder
from searchapp.ingest import Failure
from searchapp.web import create_app, pages
from searchapp.web.pages import ErrorPage, Page
from searchapp.web.services import EXTENSION, now
from searchapp.web.site import Site
from searchapp.web.urls import event_url, passage_url
from tests.conftest import fill
from tests.web.compare.test_compare_page import COMPARED, compared_client
from tests.web.compared import put_compared
from tests.web.corrections.test_correction_pages import correct, not_right
from tests.web.events.accounts_of import SLUG, pairs, tell
from tests.web.events.accounts_of import stories as told_stories

KEEP = (
    ("add", {"story": "a", "name": "Deals"}),
    ("add", {"query": "q=deal", "to": "deals", "what": "search"}),
    ("add", {"query": "kind=statement", "to": "deals", "what": "found"}),
    ("note", {"story": "a", "text": "Ring the press office."}),
    ("tag", {"story": "a", "tag": "border"}),
)
MERGE = {"kind": "place", "preferred": "Raqqa", "name": ["Raqqa", "Raqqah"]}
CUES = "/cues?story=deal&story=silo"
READ = (
    "/", "/help", "/search?q=raqqa", "/search?kind=statement&q=raqqa&outlet=Gulf+Ledger",
    "/search?q=raqqa+penguin&strict=1", "/search?q=raqqua",
    "/search?kind=statement&group=speaker", "/search?kind=statement&in=story&q=raqqa",
    "/search?date=none", "/heard", "/facet/outlet?contains=e", "/facet/outlet?contains=nix", "/story/a?q=deal",
    "/story/b", "/names", "/names?kind=person", "/names/merge?kind=person&name=Omar+Alloush&name=Talal+Silo",
    "/names/split?kind=place&name=Raqqah", "/names/by-story?kind=person&name=Omar+Alloush",
    "/names/correct?kind=place&name=Raqqa&story=a", "/name/place/Raqqa", "/name/person/Omar%20Alloush",
    "/name/person/Talal%20Silo",
    "/corrections", "/corrections/story?story=a&published=2999-01-01", "/corrections/missing/byline",
    "/reading", "/nothing", "/batch?lines=raqqa%0Apenguin",
    "/saved", "/saved/deals", "/saved/deals/edit", "/saved/deals/snapshots/1",
    "/collections", "/collection/deals", "/collections/add?query=q%3Ddeal",
    "/collection/deals/dossier.html", "/dossier.zip?q=deal",
)  # fmt: skip


def modules() -> Iterator[Any]:
    """Every module of the pages."""
    for found in pkgutil.walk_packages(searchapp.web.__path__, "searchapp.web."):
        yield importlib.import_module(found.name)


def classes() -> list[type]:
    """The dataclasses that pages are and are made of."""
    homes = [m for m in modules() if m.__name__ == "searchapp.web.ui.parts" or m.__name__.endswith(".pages")]
    found = {v for m in homes for v in vars(m).values() if isinstance(v, type) and is_dataclass(v)}
    return sorted({*found, Site} - {Page}, key=lambda c: c.__name__)


def page_classes() -> list[type[Page]]:
    """Every class of page."""
    return [c for c in classes() if issubclass(c, Page)]


def parts() -> list[type]:
    """Every class of a part that a page is made of."""
    return [c for c in classes() if not issubclass(c, Page)]


class Template:
    """A template as a tree, with the macros that it imports."""

    def __init__(self, env: Environment, name: str) -> None:
        assert env.loader is not None
        self.env = env
        self.tree = env.parse(env.loader.get_source(env, name)[0])
        self.macros = {m.name: (self, m) for m in self.tree.find_all(nodes.Macro)}
        for found in self.tree.find_all(nodes.FromImport):
            other = Template(env, constant(found.template))
            for given in found.names:
                was, called = given if isinstance(given, tuple) else (given, given)
                self.macros[called] = other.macros[was]

    def read_of(self, name: str, within: nodes.Node | None = None) -> set[str]:
        """What is read of a variable: here, in what it extends or includes, and in macros that get it."""
        within = within or self.tree
        read = {g.attr for g in within.find_all(nodes.Getattr) if g.node == nodes.Name(name, "load")}
        for other in within.find_all((nodes.Extends, nodes.Include)):
            read |= Template(self.env, constant(other.template)).read_of(name)  # type: ignore[attr-defined]
        for call in within.find_all(nodes.Call):
            for i, given in enumerate(call.args):
                if given == nodes.Name(name, "load"):
                    assert isinstance(call.node, nodes.Name)
                    home, macro = self.macros[call.node.name]
                    read |= home.read_of(macro.args[i].name, macro)
        return read


def constant(node: nodes.Expr) -> str:
    """The name of a template, which is never made up."""
    assert isinstance(node, nodes.Const)
    return str(node.value)


@pytest.mark.parametrize("page", page_classes(), ids=lambda c: c.__name__)
def test_a_template_reads_each_field_of_its_page_and_nothing_else(app: Flask, page: type[Page]) -> None:
    assert Template(app.jinja_env, page.template).read_of("page") == {f.name for f in fields(page)}


def test_a_template_knows_the_page_and_the_site_only(app: Flask) -> None:
    assert app.jinja_env.loader is not None
    for name in app.jinja_env.list_templates():
        template = Template(app.jinja_env, name)
        free = meta.find_undeclared_variables(template.tree) - template.macros.keys()
        assert free <= {"page", "site", "may"}, name


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("{{ page.a }}{% if page.b.c %}{% endif %}", {"a", "b"}),
        ('{% extends "base.html" %}', {"title", "box"}),
        ('{% from "ui/marks.html" import byline as from %}{{ from(page) }}', {"outlet", "day"}),
        ("{% macro m(x) %}{{ x.a }}{{ page.b }}{% endmacro %}{{ m(page) }}", {"a", "b"}),
        ("{{ hit.a }}{% for page in hits %}{% endfor %}", set()),
    ],
)
def test_what_a_template_reads_is_seen(
    app: Flask, text: str, read: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.jinja_env.loader is not None
    sources = app.jinja_env.loader.get_source
    monkeypatch.setattr(
        app.jinja_env.loader, "get_source", lambda e, n: (text, n, None) if n == "new" else sources(e, n)
    )
    assert Template(app.jinja_env, "new").read_of("page") == read


def keep(client: FlaskClient) -> None:
    """Have something in a collection, a note and a tag."""
    for what, form in KEEP:
        assert client.post(f"/collections/{what}", data=form).status_code == 303
    passage = client.get("/story/a").text.split("passage=")[1][:12]
    assert (
        client.post("/collections/note", data={"story": "a", "passage": passage, "text": "Why?"}).status_code
        == 303
    )
    assert client.get(f"/collections/add?story=a&passage={passage}").status_code == 200


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> tuple[set[type], set[tuple[str, str]]]:
    """Which classes of page were printed, and which fields of which part were read by templates meanwhile."""
    shown: set[type] = set()
    read: set[tuple[str, str]] = set()
    printing = False
    print_page: Callable[..., str] = pages.render_template

    def printed(template: str, *, page: Page, **others: object) -> str:
        nonlocal printing
        shown.add(type(page))
        printing = True
        try:
            return print_page(template, page=page, **others)
        finally:
            printing = False

    def note(self: object, name: str) -> Any:
        if printing:
            read.add((type(self).__name__, name))
        return object.__getattribute__(self, name)

    monkeypatch.setattr(pages, "render_template", printed)
    for part in parts():
        monkeypatch.setattr(part, "__getattribute__", note)
    return shown, read


def test_every_field_of_every_part_is_read_by_some_template(
    desk_app: Flask,
    client: FlaskClient,
    bureau_index: Path,
    printed: tuple[set[type], set[tuple[str, str]]],
    *,
    make_client: Callable[..., FlaskClient],
    tmp_path: Path,
) -> None:
    shown, read = printed
    desk_client = desk_app.test_client()
    untaken = Report()
    untaken.of("bureau").failures.append(Failure("a.html", "", "permission denied"))
    keep_not_taken(in_folder(bureau_index), untaken, at="2019-03-04T05:06:07")
    told = "/search?kind=statement"
    form = not_right(desk_client, told, "the buses had left")
    correct(desk_client, "the buses had left", told, action="speaker", speaker="Talal Silo", kind="person")
    correct(desk_client, "The buses will leave tonight", told, action="reject")
    assert desk_client.post("/names/merge", data=MERGE).status_code == 303
    saved = desk_app.extensions[EXTENSION].saved
    saved.save("deals", "q=deal", now=now())
    gone = KeptHit(Found("gone"), speaker="May", words="No")
    saved.keep_snapshot("deals", Snapshot(now(), "story", "q=deal", (gone,)))
    saved.delete(saved.save("deleted", "q=road", now=now()), now=now())
    keep(desk_client)
    for address in READ:
        assert desk_client.get(address).status_code in (200, 404), address
    assert desk_client.get(form).status_code == 200
    sentence = passage_url("unknown", digest("A leaflet on foreign fighters in Raqqa, found without a source."))
    stories = "/story/deal?q=foreign+fighters", sentence
    for address in ("/", "/search?q=raqqa", "/search?kind=statement&q=raqqa", CUES, *stories):
        assert client.get(address).status_code == 200
    others = compared_client(make_client, tmp_path)
    for address in COMPARED:
        assert others.get(address).status_code == 200
    tell(tmp_path / "told", told_stories(), pairs())
    events = create_app(Settings(index=tmp_path / "told", data=tmp_path / "told-data")).test_client()
    for address in ("/events", event_url(SLUG)):
        assert events.get(address).status_code == 200
    fill(tmp_path / "folded", told_stories())
    put_compared(tmp_path / "folded", ("ledger", "wire"), groups={"ledger": "ledger", "wire": "ledger"})
    folded = create_app(Settings(index=tmp_path / "folded", data=tmp_path / "folded-data")).test_client()
    assert folded.get("/search").status_code == 200
    assert [c.__name__ for c in page_classes() if c not in shown] == []
    dead = [f"{c.__name__}.{f.name}" for c in parts() for f in fields(c) if (c.__name__, f.name) not in read]
    assert not dead, ", ".join(dead)


def test_the_page_without_an_index_says_what_to_type(tmp_path: Any) -> None:
    app = create_app(Settings(index=tmp_path / "none", data=tmp_path / "data"))
    assert "searchapp index" in app.test_client().get("/").text
    with app.test_request_context("/"):
        page = ErrorPage(title="No", status=503, message="No.", hint="")
        assert "command" not in pages.render(page)
