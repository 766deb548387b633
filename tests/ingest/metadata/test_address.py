"""Which address a page's story gets: its own, never the site's front page, a section's or another story's."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from searchapp.ingest.metadata.address import leads_to_page
from searchapp.model import Story

One = Callable[..., Story]
BODY = (
    "<p>The council of Aru said on Monday that the bridge would stay closed until the snow melts in spring.</p>"
    "<p>“We can't send people over it,” said Ana Ruiz, who heads the council, at a meeting in the old hall.</p>"
)
SITE = "https://ledger.example"


def page(*, canonical: str = "", og: str = "", linked: str = "", head: str = "", top: str = "") -> str:
    if canonical:
        head += f'<link rel="canonical" href="{canonical}">'
    if og:
        head += f'<meta property="og:url" content="{og}">'
    if linked:
        node = {"@type": "NewsArticle", "headline": "Bridge closed", "url": linked}
        head += f'<script type="application/ld+json">{json.dumps(node)}</script>'
    return f"<!DOCTYPE html>{top}<html><head>{head}</head><body><article>{BODY}</article></body></html>"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"canonical": "/news/7", "og": "/"}, "/news/7", id="og is the front page"),
        pytest.param({"canonical": "/", "og": "/news/7"}, "/news/7", id="canonical is the front page"),
        pytest.param({"og": "/en/index.html", "linked": "/news/7"}, "/news/7", id="og is a front page by name"),
        pytest.param({"canonical": "/news/", "linked": "/news/7"}, "/news/7", id="canonical is a section"),
        pytest.param({"canonical": "/aru", "og": "/aru/the-bridge"}, "/aru/the-bridge", id="one above another"),
        pytest.param(
            {"canonical": "/news/aru-valley/", "og": "/news/aru-valley/bridge"},
            "/news/aru-valley/bridge",
            id="a section with a hyphen",
        ),
        pytest.param({"canonical": "/a-1", "og": "/b-2", "linked": "/c-3"}, "/a-1", id="canonical first"),
        pytest.param({"og": "/b-2", "linked": "/c-3"}, "/b-2", id="then og:url"),
        pytest.param({"canonical": "/news/7", "og": "/news/7/amp"}, "/news/7", id="another view of it"),
        pytest.param({"canonical": "/bridge", "og": "/bridge", "linked": "/a-1"}, "/bridge", id="two agree"),
        pytest.param({"canonical": "/?p=7"}, "/?p=7", id="a number in the query"),
        pytest.param({"canonical": "/bridge"}, "/bridge", id="one plain word alone"),
    ],
)
def test_the_address_is_the_pages_own(story: One, given: dict[str, str], expected: str) -> None:
    found = story("a.html", page(**{place: SITE + path for place, path in given.items()}))
    assert found.url == SITE + expected


@pytest.mark.parametrize(
    "given",
    [
        {"canonical": "/"},
        {"og": ""},
        {"linked": "/"},
        {"canonical": "/news/", "og": "/news/"},
        {"og": "/sport", "linked": "/index.php?lang=en2"},
        {"canonical": "/2017/10/"},
        {"canonical": "/en/world/africa/"},
    ],
)
def test_a_front_page_or_section_is_no_storys_address(story: One, given: dict[str, str]) -> None:
    found = story("bridge.html", page(**{place: SITE + path for place, path in given.items()}))
    assert (found.url, found.origins["url"], found.id) == (None, "refused", "bridge-90ee199e87")


def test_two_pages_that_give_the_front_page_keep_ids_of_their_own(story: One) -> None:
    first, second = (story(name, page(og=f"{SITE}/", linked=f"{SITE}/")) for name in ("a.html", "b.html"))
    assert first.id != second.id


def test_a_relative_canonical_is_read_against_base_or_another_address(story: One) -> None:
    base = '<base href="https://mirror.example/x/">'
    assert story("a.html", page(canonical="7.html", head=base)).url == "https://mirror.example/x/7.html"
    assert story("b.html", page(canonical="/news/7", og=f"{SITE}/")).url == f"{SITE}/news/7"


def test_a_saved_page_tells_where_it_was_saved_from(story: One) -> None:
    saved = f"<!-- saved from url=(0033){SITE}/news/bridge-7 -->"
    assert story("a.html", page(top=saved)).url == f"{SITE}/news/bridge-7"
    assert story("b.html", page(top=saved, canonical=f"{SITE}/news/")).url == f"{SITE}/news/bridge-7"
    assert story("c.html", page(top=saved, canonical=f"{SITE}/own-9")).url == f"{SITE}/own-9"
    short = f'<link rel="shortlink" href="{SITE}/?p=9">'
    assert story("d.html", page(head=short, og=f"{SITE}/")).url == f"{SITE}/?p=9"


def test_of_several_articles_in_json_ld_the_one_at_the_pages_address_counts(story: One) -> None:
    others = [
        {
            "@type": "NewsArticle",
            "headline": "Most read",
            "datePublished": "2011-01-01",
            "url": f"{SITE}/most-read",
        },
        {"@type": "NewsArticle", "headline": "Bridge closed", "author": "Ana Ruiz", "url": f"{SITE}/bridge-7/"},
    ]
    head = f'<script type="application/ld+json">{json.dumps(others)}</script>'
    found = story("a.html", page(head=head, canonical="http://www.ledger.example/bridge-7?utm_source=x"))
    assert (found.title, found.byline, found.published) == ("Bridge closed", "Ana Ruiz", None)


def test_what_is_no_web_address_leads_nowhere() -> None:
    assert not any(map(leads_to_page, ("", "javascript:x", "/news/7", "mailto:a@b.example", "http://[::1")))
