"""Pages that are built to take long, or say two things at once: what is read of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.ingest.metadata.address import host_of, is_front_page
from searchapp.ingest.pages.body.article import load_html
from searchapp.ingest.pages.head import page_layers
from searchapp.ingest.pages.json_ld import described, loaded
from searchapp.ingest.pages.outlets import Named, outlet
from searchapp.ingest.pages.tags import read_page
from searchapp.model import Story
from tests.ingest.pages.test_whole_pages import H1, ld, made
from tests.ingest.test_language import FRENCH

One = Callable[..., Story]
MANY = 50_000


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=byline>" * 9_000 + "Mara Quist",
        "<p class=byline></p>" * MANY,
        "<div class=byline>" * 150 + "<b></b>" * MANY,
        "<nav>" + "<h1>x y z</h1>" * MANY,
        "<div itemscope itemprop=author itemtype='http://schema.org/NewsArticle'>" * 9_000,
        "<div itemscope itemtype='http://schema.org/NewsArticle'>" + "<i itemprop=author>Mara Quist</i>" * MANY,
        "<meta name=author content='Mara Quist'>" * MANY,
        "<title>" + "a - b | " * MANY,
        "<p>copyright ©</p>" * MANY,
        ld('{"a":1' + "," * MANY),
        ld('{"a":"' + '\\"' * MANY),
        ld('{"a":' * MANY),
        ld("{} " * MANY),
        ld("{" + "/*" * MANY),
        ld('{"@type":"NewsArticle","headline":"Board votes","author":[' + '"Mara Quist",' * MANY + "]}"),
    ],
    ids=lambda markup: markup[:30],
)
def test_a_page_built_to_take_long_is_read_all_the_same(markup: str) -> None:
    markup = f"<html><body><h1>Board votes</h1>{markup}"
    layers = page_layers(read_page(markup, load_html(markup)))
    assert "Board votes" in [layer.values.get("title") for layer in layers] or "<title>" in markup


def test_without_a_tree_only_the_markup_tells() -> None:
    page = read_page("<html lang=fr><!-- saved from url=(0023)https://fen.example/7 -->", None)
    assert (page.language, page.saved_from, page.title) == ("fr", "https://fen.example/7", "")


def test_the_text_decides_between_languages_that_a_page_names(story: One) -> None:
    french = f"<html lang='en'><head></head><body><h1>Titre</h1><p>{FRENCH}</p></body></html>"
    assert (story("a.html", french).language, story("a.html", french).origins["language"]) == ("fr", "text")
    both = french.replace("<head>", "<head><meta property='og:locale' content='fr_FR'>")
    assert (story("b.html", both).language, story("b.html", both).origins["language"]) == ("fr", "opengraph")
    english = made("<meta property='og:locale' content='fr_FR'>", H1)
    assert story("c.html", english).language == "en"


@pytest.mark.parametrize(
    ("address", "host", "front"),
    [
        ("https://www.fen.example/", "fen.example", True),
        ("https://amp.fen.example/index.html", "fen.example", True),
        ("http://m.fen.co.example/en/", "fen.co.example", True),
        ("https://m.example/a/1", "m.example", False),
        ("https://fen.example/?p=7", "fen.example", False),
        ("/a/1", "", False),
        ("mailto:x@fen.example", "", False),
    ],
)
def test_hosts_and_front_pages(address: str, host: str, front: bool) -> None:
    assert (host_of(address), is_front_page(address)) == (host, front)


@pytest.mark.parametrize(
    ("names", "host", "expected"),
    [
        (["Reuters", "Fen Post"], "fenpost.example", "Fen Post"),
        (["Reuters"], "reuters.example", "Reuters"),
        (["Associated Press"], "fenpost.example", "fenpost.example"),
        (["WordPress.com", "Notes"], "mara.wordpress.com", "Notes"),
        (["Latest News | Fen Post"], "fenpost.example", "Fen Post"),
        (["Fen Post | Latest News"], "", "Fen Post"),
        (["https://fenpost.example", "The Fen Post"], "fenpost.example", "The Fen Post"),
        (["fenpost.example", "Fen Post"], "fenpost.example", "Fen Post"),
        (["fen", "fen.example"], "fen.example", "fen.example"),
        (["Fen Post Ltd", "Fen Post"], "fenpost.example", "Fen Post"),
        (["FP", "Lowland Tribune"], "ltribune.example", "Lowland Tribune"),
        (["Politics", "Home"], "fenpost.example", "fenpost.example"),
        ([], "web.archive.org", None),
        ([], "", None),
        (["Fen News Service", "Fen Herald"], "fenherald.example", "Fen Herald"),
        (["Cinder Bay News"], "cinderbay.example", "Cinder Bay News"),
        (["Cinder Bay News", "Kiln Daily"], "cinderbay.example", "Cinder Bay News"),
        (["Under Sail", "Kiln"], "undersail.example", "Under Sail"),
    ],
)
def test_the_outlet_among_names(names: list[str], host: str, expected: str | None) -> None:
    found = outlet([Named("meta", name, 3) for name in names], host)
    assert (found[1] if found else None) == expected


def test_the_article_at_the_pages_address_outranks_one_that_says_more() -> None:
    nodes = loaded(
        '[{"@type":"NewsArticle","headline":"Other","author":"Ivo Brandt","datePublished":"2020-01-01"},'
        '{"@type":"schema:Review","schema:headline":"Ours","schema:url":"https://fen.example/1"}]'
    )
    assert described(nodes, ["https://fen.example/1"], []).values["title"] == "Ours"
    assert described(nodes, [], ["Ours"]).values["title"] == "Ours"
    assert described(nodes, [], []).people == ("Ivo Brandt",)
