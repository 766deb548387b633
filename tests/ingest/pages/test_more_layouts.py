"""What pages of more layouts give: joined titles, slogans, microdata, JSON-LD of many nodes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.model import Story
from tests.ingest.pages.test_whole_pages import H1, TEXT, TITLE, ld, made, metas

One = Callable[..., Story]
Row = tuple[str, str, dict[str, str | None]]
MARA, BOTH = "Mara Quist", "Mara Quist, Ivo Brandt"
TAG = f"<title>{TITLE} - Fen Post</title>"
LINK = "<link rel=canonical href='https://www.fenpost.example/2020/05/board-votes-to-dredge'>"
J = "習委員会、航路浚渫を決定"

TITLES: list[Row] = [
    (
        "cjk2",
        made(f"<title>{J}_渚新聞</title>" + metas(og__site_name="渚新聞"), "", lang="zh"),
        {"title": J},
    ),
    (
        "breadcrumb title",
        made(LINK + f"<title>Fen Post » News » {TITLE}</title>" + metas(og__site_name="Fen Post")),
        {"title": TITLE},
    ),
    (
        "og html",
        made("<meta property='og:title' content='&lt;em&gt;Board&lt;/em&gt; votes to dredge channel'>", ""),
        {"title": TITLE},
    ),
    (
        "many h1",
        made(TAG, H1, beside="<h1>Sign in</h1><h1>Subscribe to our newsletter</h1>"),
        {"title": TITLE},
    ),
    (
        "no title",
        f"<html><body>{H1}{TEXT}</body></html>",
        {"title": TITLE},
    ),
    (
        "opinion label",
        made(f"<title>Opinion | {TITLE}</title>", ""),
        {"title": TITLE},
    ),
    (
        "pipe in title",
        made(
            "<title>Dredging | what the vote means | Fen Post</title>" + metas(og__site_name="Fen Post"),
            "<h1>Dredging | what the vote means</h1>",
        ),
        {"title": "Dredging | what the vote means"},
    ),
    (
        "hyphen in title",
        made(
            "<title>Fen-side vote - who won and who lost - Fen Post</title>" + metas(og__site_name="Fen Post"), ""
        ),
        {"title": "Fen-side vote - who won and who lost"},
    ),
]
OUTLETS: list[Row] = [
    (
        "cjk",
        made(f"<title>{J}：渚新聞デジタル</title>" + metas(og__site_name="渚新聞デジタル"), "", lang="ja"),
        {"title": J, "outlet": "渚新聞デジタル"},
    ),
    (
        "fullbar",
        made(f"<title>{J}｜渚新聞</title>", f"<h1>{J}</h1>", lang="ja"),
        {"title": J, "outlet": "渚新聞"},
    ),
    (
        "slogan tail",
        made(
            LINK
            + f"<title>{TITLE} - Fen Post</title>"
            + metas(og__site_name="Fen Post - News, Sport and Weather"),
            "",
        ),
        {"title": TITLE, "outlet": "Fen Post"},
    ),
    (
        "slogan tail2",
        made(
            LINK
            + f"<title>{TITLE} - Fen Post - News, Sport and Weather</title>"
            + metas(og__site_name="Fen Post - News, Sport and Weather"),
            "",
        ),
        {"title": TITLE, "outlet": "Fen Post"},
    ),
    (
        "tv",
        made(
            "<link rel=canonical href='https://www.tide5mb.example/news/board'>"
            + f"<title>{TITLE} | tide5mb.example</title>"
            + metas(og__site_name="TIDE 5 Marsh Bay")
        ),
        {"outlet": "TIDE 5 Marsh Bay", "title": TITLE},
    ),
    (
        "nypost",
        made(
            "<link rel=canonical href='https://nbpost.example/news/board'>"
            + f"<title>{TITLE}</title>"
            + metas(og__site_name="North Bay Post")
        ),
        {"outlet": "North Bay Post"},
    ),
    (
        "title only entity",
        f"<html><head><title>Fish &amp; chips back | Fen Post</title>{LINK}</head><body>{TEXT}</body></html>",
        {"title": "Fish & chips back", "outlet": "Fen Post"},
    ),
    (
        "h1 logo text",
        f"<html lang=en><head>{TAG}</head><body><h1 class='logo'>Fen Post</h1><div><h2"
        f" class='headline'>{TITLE}</h2>{TEXT}</div></body></html>",
        {"title": TITLE, "outlet": "Fen Post"},
    ),
]
JSON_LD: list[Row] = [
    (
        "rdfa dc",
        made(
            TAG,
            f"<div typeof='schema:NewsArticle'><h1 property='schema:headline'>{TITLE}</h1><span"
            " property='schema:author'>Mara Quist</span></div>",
        ),
        {"byline": MARA},
    ),
    (
        "micro author link",
        made(
            TAG,
            "<div itemscope itemtype='https://schema.org/BlogPosting'><h1 itemprop='name"
            f" headline'>{TITLE}</h1><a itemprop='author' rel='author' href='/mq'>Mara Quist</a></div>",
        ),
        {"byline": MARA, "title": TITLE},
    ),
    (
        "micro comments",
        made(
            TAG,
            "<div itemscope itemtype='https://schema.org/BlogPosting'><h1"
            f" itemprop='headline'>{TITLE}</h1><div itemprop='comment' itemscope"
            " itemtype='http://schema.org/UserComments'><span itemprop='creator'>Odd Name</span></div></div>",
        ),
        {"byline": None, "title": TITLE},
    ),
    (
        "micro related",
        made(
            TAG,
            H1,
            beside="<div itemscope itemtype='https://schema.org/NewsArticle'><a itemprop='url'"
            " href='/other'><span itemprop='headline'>Another story</span></a>"
            "<span itemprop='author'>Odd Name</span></div>",
        ),
        {"byline": None, "title": TITLE},
    ),
    (
        "micro publisher",
        made(
            LINK,
            "<div itemscope itemtype='https://schema.org/NewsArticle'><h1"
            f" itemprop='headline'>{TITLE}</h1><div itemprop='publisher' itemscope"
            " itemtype='https://schema.org/Organization'><div itemprop='logo' itemscope"
            " itemtype='https://schema.org/ImageObject'><meta itemprop='url' content='x.png'></div><meta"
            " itemprop='name' content='Fen Post'></div></div>",
        ),
        {"outlet": "Fen Post"},
    ),
    (
        "graph article w/ webpage id",
        made(
            LINK
            + ld(
                {
                    "@graph": [
                        {
                            "@type": "WebPage",
                            "@id": "https://www.fenpost.example/2020/05/board-votes-to-dredge",
                            "name": TITLE + " - Fen Post",
                            "isPartOf": {"@id": "#w"},
                            "author": {"@id": "#a"},
                        },
                        {
                            "@type": "WebSite",
                            "@id": "#w",
                            "url": "https://www.fenpost.example/",
                            "name": "Fen Post",
                        },
                        {"@type": ["Person"], "@id": "#a", "name": "Mara Quist"},
                    ]
                }
            )
        ),
        {"outlet": "Fen Post", "byline": MARA, "title": TITLE},
    ),
    (
        "sidebars",
        made(
            LINK
            + ld(
                [
                    {
                        "@type": "NewsArticle",
                        "headline": "Old",
                        "author": "Odd Name",
                        "url": "https://www.fenpost.example/old",
                    },
                    {"@type": "NewsArticle", "headline": TITLE, "author": "Mara Quist"},
                ]
            )
        ),
        {"byline": MARA, "title": TITLE},
    ),
    (
        "type array",
        made(
            ld({"@type": ["Article", "https://schema.org/NewsArticle"], "headline": TITLE, "author": "Mara Quist"})
        ),
        {"byline": MARA},
    ),
    (
        "mainEntity",
        made(
            ld(
                {
                    "@type": "WebPage",
                    "mainEntity": {"@type": "NewsArticle", "headline": TITLE, "author": "Mara Quist"},
                }
            )
        ),
        {"byline": MARA},
    ),
    (
        "mainEntityOfPage holds article",
        made(
            ld(
                {
                    "@type": "WebPage",
                    "mainEntityOfPage": {"@type": "NewsArticle", "headline": TITLE, "author": "Mara Quist"},
                }
            )
        ),
        {"byline": MARA},
    ),
    (
        "@value",
        made(
            ld(
                {
                    "@type": "NewsArticle",
                    "headline": {"@value": TITLE, "@language": "en"},
                    "author": [{"name": {"@value": "Mara Quist"}}],
                }
            ),
            "",
        ),
        {"byline": MARA, "title": TITLE},
    ),
    (
        "html name",
        made(
            ld(
                {
                    "@type": "NewsArticle",
                    "headline": "<b>" + TITLE + "</b>",
                    "author": "<a href='/mq'>Mara Quist</a>",
                }
            ),
            "",
        ),
        {"byline": MARA, "title": TITLE},
    ),
    (
        "publisher is aggregator id",
        made(LINK + TAG + ld({"@type": "NewsArticle", "headline": TITLE, "publisher": {"@id": "#missing"}})),
        {"outlet": "Fen Post"},
    ),
]


@pytest.mark.parametrize(("kind", "markup", "expected"), [*TITLES, *OUTLETS, *JSON_LD])
def test_what_a_layout_gives(story: One, kind: str, markup: str, expected: dict[str, str | None]) -> None:
    found = story("a.html", markup)
    assert {name: getattr(found, name) for name in expected} == expected, kind
