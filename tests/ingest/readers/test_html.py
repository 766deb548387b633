"""Web pages: the article's text, what the page says about itself, and pages built to do harm."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from searchapp.ingest import Failure
from searchapp.ingest.files import safe_open
from searchapp.ingest.files.encoding import declared_charset
from searchapp.ingest.pages.body import article
from searchapp.ingest.readers import html
from searchapp.model import Story
from tests.conftest import ROOT

One = Callable[..., Story]
Why = Callable[..., str]
FIRST = "The council of Aru said on Monday that the bridge would stay closed until the snow melts in spring."
SECOND = "“We can't send people over it,” said Ana Ruiz, who heads the council, at a meeting in the old hall."


def page(body: str = f"<p>{FIRST}</p><p>{SECOND}</p>", head: str = "", lang: str = "") -> str:
    return f"<!DOCTYPE html><html{lang}><head>{head}</head><body><article>{body}</article></body></html>"


def ld(value: object) -> str:
    source = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{source}</script>'


# -- the text ---------------------------------------------------------------------------------------------


def test_paragraphs_stand_apart_and_the_rest_of_the_page_is_left_out(story: One) -> None:
    around = "<nav><a href='/'>Home</a></nav><article>{}</article><footer>© Ledger</footer><script>x()</script>"
    body = around.format(f"<h1>Bridge closed</h1><p>{FIRST}</p><p>{SECOND}</p>")
    found = story("a.html", f"<html><head><title>Bridge closed</title></head><body>{body}</body></html>")
    assert (found.title, found.text) == ("Bridge closed", f"{FIRST}\n\n{SECOND}")


def test_lists_tables_and_line_breaks(story: One) -> None:
    body = (
        f"<p>{FIRST}<br>{SECOND}</p><ul><li>One of the roads</li><li>Two</li></ul>"
        f"<table><tr><td>Cars</td><td>7</td></tr><tr><td>Carts</td><td>9</td></tr></table><p>{SECOND} Again.</p>"
    )
    assert story("a.html", page(body)).text == (
        f"{FIRST}\n{SECOND}\n\n• One of the roads\n• Two\n\nCars | 7\nCarts | 9\n\n{SECOND} Again."
    )


def test_spaces_are_single_and_invisible_characters_are_gone(story: One) -> None:
    odd = "A  long\n   walk&nbsp;over the snow\u00adfield and the zero\u200bwidth bridge, he said."
    assert story("a.html", page(f"<p>{FIRST}</p><p>{odd}</p>")).text.endswith(
        "A long walk over the snowfield and the zerowidth bridge, he said."
    )


def test_character_references_are_decoded_once(story: One) -> None:
    wrote = "He wrote &amp;lt;script&amp;gt; and &lt;b&gt; &#38;amp; &eacute; on the wall of the hall."
    body = f"<p>{FIRST}</p><p>{wrote}</p>"
    meta = '<meta property="og:site_name" content="A &amp;amp; B"><title>1 &amp;lt; 2</title>'
    found = story("a.html", page(body, meta))
    assert found.text.endswith("He wrote &lt;script&gt; and <b> &amp; é on the wall of the hall.")
    assert (found.title, found.outlet) == ("1 &lt; 2", "A &amp; B")


def test_a_short_item_and_a_fragment_are_read(story: One) -> None:
    assert story("a.html", "<html><body><h1>Fire</h1><p>No one was hurt.</p></body></html>").text.endswith(
        "No one was hurt."
    )
    assert story("b.html", f"<p>{FIRST}</p>").text == FIRST


def test_where_trafilatura_finds_nothing_the_richest_parent_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article, "bare_extraction", lambda *_, **__: None)
    side, main = "<p>Also read this.</p>", f"<p>{FIRST}</p><p>{SECOND}</p>"
    assert article.article_text(f"<div>{side}</div><div>{main}</div><div>{side}</div>") == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize("error", [RecursionError(), AssertionError(), ValueError(), article.LxmlError("x")])
def test_where_trafilatura_fails_the_richest_parent_is_read(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(article, "bare_extraction", fail)
    assert article.article_text(page()) == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "content", ["", "<html><body></body></html>", '<script>document.write("<p>x</p>")</script>']
)
def test_a_page_without_text_is_a_failure(reason: Why, content: str) -> None:
    assert reason("a.html", content) == "no article text found in the page"


def test_nothing_is_fetched(story: One, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the ingest went to the network")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    head = '<base href="https://evil.example/"><link rel="stylesheet" href="/x.css"><script src="/x.js"></script>'
    assert story("a.html", page(head=head)).text == f"{FIRST}\n\n{SECOND}"


# -- what the page says about itself ----------------------------------------------------------------------

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge closed &amp; dry",
    "datePublished": "2017-10-14T23:30:00-05:00",
    "author": [{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Person", "name": "Bo Li"}],
    "publisher": {"@type": "Organization", "name": "The Gulf Ledger"},
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://ledger.example/bridge"},
    "inLanguage": "en-GB",
}
REFERRING = {**ARTICLE, "author": [{"@id": "#ana"}, {"@id": "#bo"}], "publisher": {"@id": "#org"}}
GRAPH = {
    "@graph": [
        {"@type": "WebSite", "name": "Site"},
        REFERRING,
        {"@id": "#org", "@type": "Organization", "name": "The Gulf Ledger"},
        {"@id": "#ana", "name": "Ana Ruiz"},
        {"@id": "#bo", "name": "Bo Li"},
    ]
}
PLAIN = {**ARTICLE, "author": ["Ana Ruiz", "https://x.example/bo", "Bo Li"], "publisher": ["The Gulf Ledger"]}


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [{"@type": "BreadcrumbList"}, ARTICLE],
        GRAPH,
        PLAIN,
        {"@type": "WebPage", "mainEntity": {**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]}},
        "<!-- " + json.dumps(ARTICLE) + " -->",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + ";\n//]]>",
    ],
    ids=["object", "list", "graph", "plain", "main entity", "comment", "cdata"],
)
def test_json_ld_in_its_many_forms(story: One, value: object) -> None:
    found = story("a.html", page(head=ld(value)))
    assert (found.title, found.outlet, found.byline) == (
        "Bridge closed & dry",
        "The Gulf Ledger",
        "Ana Ruiz, Bo Li",
    )
    assert (found.published, found.url, found.language) == (
        date(2017, 10, 14),
        "https://ledger.example/bridge",
        "en",
    )
    assert set(found.origins.values()) == {"json-ld"}
    assert found.id == "bridge-b871490303"


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="open"),
        pytest.param('{"@type": "NewsArticle", "headline": }', id="gap"),
        pytest.param("null", id="null"),
        pytest.param("7", id="number"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param('{"@type": {"a": 1}, "headline": [7]}', id="odd type"),
        pytest.param('{"@type": "Article", "headline": {}, "author": [[1]], "publisher": 7}', id="odd values"),
    ],
)
def test_malformed_json_ld_is_passed_over(story: One, broken: str) -> None:
    found = story("a.html", page(head=ld(broken) + ld(ARTICLE)))
    assert found.text == f"{FIRST}\n\n{SECOND}"
    assert story("b.html", page(head=ld(broken) + '<meta property="og:title" content="T">')).title == "T"


def test_a_list_of_other_articles_is_not_this_one(story: One) -> None:
    others = {"@type": "ItemList", "itemListElement": [ARTICLE]}
    assert story("a.html", page(head=ld(others))).outlet is None


OPENGRAPH = """<meta property="og:title" content="Bridge closed | Ledger">
<meta property="og:site_name" content="Ledger"><meta property="og:url" content="https://ledger.example/og">
<meta property="article:published_time" content="2017-10-15">
<meta property="article:author" content="https://face.example/ana"><meta property="og:locale" content="fr_FR">"""
META = """<meta name="Author" content="By Ana Ruiz"><meta name="DC.date" content="16 Oct 2017">
<meta name="publisher" content="Ledger Ltd"><meta http-equiv="Content-Language" content="de">
<link rel="canonical" href="https://ledger.example/canonical"><title>Bridge closed - Ledger Ltd</title>"""


def test_opengraph_then_meta_then_title_tag(story: One) -> None:
    both = story("a.html", page(head=OPENGRAPH + META))
    assert (both.title, both.outlet, both.url) == (
        "Bridge closed",
        "Ledger",
        "https://ledger.example/canonical",
    )
    assert (both.published, both.byline, both.language) == (date(2017, 10, 15), "Ana Ruiz", "de")
    assert both.origins == {
        "title": "opengraph",
        "url": "meta",
        "published": "opengraph",
        "outlet": "opengraph",
        "byline": "meta",
        "language": "meta",
    }
    meta = story("b.html", page(head=META, lang=' lang="en-GB"'))
    assert (meta.title, meta.outlet, meta.url) == (
        "Bridge closed",
        "Ledger Ltd",
        "https://ledger.example/canonical",
    )
    assert (meta.published, meta.language) == (date(2017, 10, 16), "en")
    assert meta.origins["title"] == "title tag"


def test_json_ld_outranks_opengraph_and_a_sidecar_both(story: One, archive: Path) -> None:
    (archive / "a.html.meta.json").write_text('{"outlet": "Mine", "id": "my-id"}')
    found = story("a.html", page(head=OPENGRAPH + ld(ARTICLE) + META))
    assert (found.id, found.outlet, found.title) == ("my-id", "Mine", "Bridge closed & dry")
    assert (found.origins["outlet"], found.origins["title"]) == ("sidecar", "json-ld")


def test_a_page_outranks_a_dateline_and_a_dateline_nothing(story: One) -> None:
    body = f"<p>ARU (Reuters) - {FIRST}</p><p>{SECOND}</p>"
    assert story("a.html", page(body, OPENGRAPH)).outlet == "Ledger"
    found = story("b.html", page(body))
    assert (found.outlet, found.origins) == ("Reuters", {"outlet": "dateline"})


def test_what_a_page_does_not_say_stays_unknown(story: One) -> None:
    found = story("deep/er/a.html", page())
    assert (found.title, found.outlet, found.published, found.url, found.byline) == (None,) * 5
    assert (found.language, found.origins, found.source) == (None, {}, "deep/er/a.html")


def test_scripts_in_metadata_are_text_and_script_addresses_are_refused(story: One) -> None:
    head = """<meta property="og:title" content="<script>alert(1)</script>">
    <meta property="og:url" content="javascript:alert(1)"><link rel="canonical" href="/relative">"""
    found = story("a.html", page(head=head))
    assert (found.title, found.url, found.origins["url"]) == ("<script>alert(1)</script>", None, "refused")


# -- encodings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declaration", "codec", "text"),
    [
        ("", "utf-8", "Zoë"),
        ('<meta charset="utf-8">', "cp1252", "Zoë"),
        ('<meta charset="iso-8859-1">', "utf-8", "Zoë"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251", "Совет"),
        ("<meta charset=koi8-r>", "koi8-r", "Совет"),
        ("<meta charset='Shift_JIS'>", "cp932", "議会"),
        ("<meta charset=gb2312>", "gb18030", "委员会"),
        ("<meta charset=iso-2022-jp>", "iso2022_jp", "議会"),
        ("<meta charset=windows-1256>", "cp1256", "المجلس"),
        ("", "utf-16", "Совет"),
    ],
)
def test_the_declared_encoding(story: One, declaration: str, codec: str, text: str) -> None:
    markup = page(f"<p>{FIRST.replace('Aru', text)}</p>", declaration)
    assert text in story("a.html", markup.encode(codec)).text


def test_an_xml_declaration_names_the_encoding(story: One) -> None:
    markup = '<?xml version="1.0" encoding="koi8-r"?>' + page(f"<p>Совет: {FIRST}</p>")
    assert story("a.xhtml", markup.encode("koi8-r")).text == f"Совет: {FIRST}"


@pytest.mark.parametrize("label", ["zlib", "rot13", "punycode", "unicode_escape", "utf-7", "idna", "nonsense"])
def test_a_declared_encoding_that_unpacks_or_escapes_is_not_obeyed(story: One, label: str) -> None:
    data = page(f"<p>Zoë +ADw-script+AD4- \\x3c {FIRST}</p>", f"<meta charset={label}>").encode("cp1252")
    assert declared_charset(data) == label
    assert story("a.html", data).text == f"Zoë +ADw-script+AD4- \\x3c {FIRST}"


# -- harm -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + f"<p>{FIRST}</p><p>{SECOND}</p>" + "</div>" * 10_000,
        f"<article><p>{FIRST}</p><p>{SECOND}</p></article>" + "<div>" * 10_000 + "</div>" * 10_000,
        "<b>" * 10_000 + f"</b><p>{FIRST}</p><p>{SECOND}</p>",
        "<table><tr><td>" * 3_000 + f"<p>{FIRST}</p><p>{SECOND}</p>",
        "<ul><li>" * 3_000 + f"<p>{FIRST}</p><p>{SECOND}</p>",
    ],
    ids=["around", "after", "inline", "tables", "lists"],
)
def test_ten_thousand_levels(story: One, markup: str) -> None:
    text = story("a.html", f"<html><body>{markup}</body></html>").text
    assert FIRST in text
    assert SECOND in text


def test_billion_laughs_are_not_expanded(story: One) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    start = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "haha">{entities}]>'
    text = story("a.xhtml", f"{start}<html><body><p>{FIRST} &l9; {SECOND}</p></body></html>").text
    assert text == f"{FIRST} &l9; {SECOND}"


def test_an_external_entity_is_not_read(story: One, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret words")
    start = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    text = story("a.xhtml", f"{start}<html><body><p>{FIRST} &x; {SECOND}</p></body></html>").text
    assert text == f"{FIRST} &x; {SECOND}"


def test_a_huge_page_is_refused(reason: Why) -> None:
    assert (
        reason("a.html", b" " * (html.PAGE_CAP + 1))
        == "has 20,971,521 bytes, and at most 20,971,520 bytes are read: split the file"
    )
    assert reason("b.html", "<p>x" * 500_001) == "the page has more than 500,000 tags: no article"


@pytest.mark.ci
def test_a_page_with_very_many_tags_is_read_plainly(story: One, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_slow(*_: object, **__: object) -> None:
        pytest.fail("trafilatura was given more than it can chew")

    monkeypatch.setattr(article, "bare_extraction", too_slow)
    text = story("a.html", "<article>" + f"<p>{SECOND}</p>" * 40_000 + "</article>").text
    assert text == "\n\n".join([SECOND] * 40_000)


@pytest.mark.ci
def test_ten_megabytes_of_one_word(story: One) -> None:
    assert story("a.html", page(f"<p>{'said ' * 2_000_000}</p>")).text.count("said") == 2_000_000


def test_a_compressed_page(story: One, reason: Why) -> None:
    assert story("a.html.gz", gzip.compress(page().encode())).text == f"{FIRST}\n\n{SECOND}"
    assert reason("b.html.gz", b"<html>").startswith("damaged, or not a gzip file")


def test_it_is_silent(tmp_path: Path) -> None:
    """Libraries that warn about broken pages do not write between the program's own lines."""
    (tmp_path / "a.html").write_text("")
    (tmp_path / "b.xhtml").write_text('<?xml version="1.0"?><html><body><p>x')
    (tmp_path / "c.html").write_text("/no/markup/at/all.html")
    program = (
        "import sys, pathlib; from searchapp.ingest import find_sources, read_source\n"
        "for s in find_sources([pathlib.Path(sys.argv[1])]).sources: list(read_source(s))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", program, str(tmp_path)], capture_output=True, text=True, check=True,
        cwd=ROOT,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("", "")


def test_the_parsers_load_with_the_first_page_only() -> None:
    program = (
        "import sys, searchapp.ingest; print([m for m in ('trafilatura', 'bs4', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_caps_are_what_the_documentation_says() -> None:
    assert (html.PAGE_CAP, safe_open.TEXT_CAP) == (20 * 2**20, 100 * 2**20)


def test_failures_of_a_page_have_its_name(read: Callable[..., list[Story | Failure]]) -> None:
    assert read("sub/a.htm", "") == [Failure("sub/a.htm", "", "no article text found in the page")]
