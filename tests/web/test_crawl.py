"""Every link of a page of results leads somewhere, and pages are light: a small newsroom's, and real stories'."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from searchapp.archive.indexing import build
from searchapp.config import Settings
from searchapp.engines import in_folder
from searchapp.web import create_app
from searchapp.web.assets import ASSETS

RESULT_PAGES = 50
SHEET_AND_SCRIPT = 20 * 1024
PAGE = 60 * 1024
"""Bytes at most, as they travel (gzip)."""
Open = Callable[..., Any]


def links_of(html: str) -> set[str]:
    """The addresses of this archive that a page links to, and its forms that only ask."""
    found = {unescape(a) for a in re.findall(r'<(?:a|link)\b[^>]*?\bhref="([^"]*)"', html)}
    found |= {unescape(a) for a in re.findall(r'<form (?![^>]*method="post")[^>]*?\baction="([^"]*)"', html)}
    return {a.partition("#")[0] for a in found if a.startswith("/")}


def dead_links(client: FlaskClient, paths: list[str]) -> list[str]:
    """What the links of these pages, and the pages, answer that is neither a page nor a way to one."""
    seen: set[str] = set()
    dead = []
    for path in paths:
        for link in sorted({path} | links_of(client.get(path).get_data(as_text=True))):
            if link in seen:
                continue
            seen.add(link)
            with client.get(link) as response:
                if response.status_code >= 400:
                    dead.append(f"{response.status_code} {link} on {path}")
    assert len(seen) > 10 * len(paths)
    return dead


def test_no_link_of_the_newsrooms_results_is_dead(client: FlaskClient) -> None:
    paths = ["/search", "/search?q=raqqa&kind=statement&group=speaker", "/search?q=siege&page=2&sort=oldest"]
    assert dead_links(client, paths) == []


@pytest.fixture(scope="module")
def reuters(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an archive of all the stories of Reuters-21578, twenty hits a page."""
    folder = tmp_path_factory.mktemp("reuters")
    with gzip.open(shared / "data/reuters21578.jsonl.gz", "rb") as f:
        (folder / "reuters.jsonl").write_bytes(f.read())
    build([folder / "reuters.jsonl"], in_folder(folder / "index"), enricher=None)
    return create_app(Settings(index=folder / "index", data=folder / "data", page_size=20)).test_client()


@pytest.fixture(scope="module")
def result_pages(shared: Path) -> list[str]:
    """Random pages of results of real queries, by kind, order and place in the answer."""
    queries = json.loads((shared / "data/reuters-queries.json").read_text(encoding="utf-8"))
    dice = random.Random(20261126)
    out = []
    for query in dice.sample(queries, RESULT_PAGES):
        asked = [("q", query["q"]), *((k, v) for k, values in query.get("filters", {}).items() for v in values)]
        asked += dice.choice(
            [[], [("sort", "oldest")], [("match", "any")], [("page", "2")], [("kind", "statement")]]
        )
        out.append("/search?" + urlencode(asked))
    return out


@pytest.mark.ci
@pytest.mark.xdist_group("reuters-pages")
def test_no_link_of_fifty_pages_of_real_stories_is_dead(reuters: FlaskClient, result_pages: list[str]) -> None:
    assert dead_links(reuters, result_pages) == []


@pytest.mark.ci
@pytest.mark.xdist_group("reuters-pages")
def test_a_page_of_twenty_real_hits_is_light(reuters: FlaskClient, result_pages: list[str]) -> None:
    sizes = {p: len(reuters.get(p, headers={"Accept-Encoding": "gzip"}).get_data()) for p in result_pages}
    assert {path: size for path, size in sizes.items() if size > PAGE} == {}
    hits = [reuters.get(path).get_data(as_text=True).count('<li class="hit') for path in result_pages]
    assert max(hits) == 20


def test_the_sheet_and_the_script_are_light() -> None:
    sizes = {name: len(gzip.compress(ASSETS[name][1]().encode())) for name in ("app.css", "app.js")}
    assert sum(sizes.values()) <= SHEET_AND_SCRIPT, sizes


def test_the_first_page_comes_in_three_requests_and_nothing_moves(open_page: Open) -> None:
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(all => all.getEntries().forEach(e => window.moved += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(page.url + "search?q=raqqa")
    page.wait_for_load_state("networkidle")
    assert len([url for url in asked if not url.partition("?")[0].endswith("icon.svg")]) <= 3
    for _ in range(5):  # where there is much else to do, a page is drawn before it is read to its end
        if page.evaluate("window.moved") == 0:
            break
        page.reload(wait_until="networkidle")
    assert page.evaluate("window.moved") == 0
    assert page.troubles == []
