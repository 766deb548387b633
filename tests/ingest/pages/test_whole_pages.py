"""Whole pages of invented sites, each built as pages of one kind of site are: what they say of themselves."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from searchapp.model import Story

One = Callable[..., Story]
TEXT = (
    "<p>The harbour board met on Monday for the first time since the storm and agreed to dredge the northern"
    " channel before winter, the clerk said.</p><p>Two of its members voted against, because the ferry"
    " company had not been"
    " asked, and left the old customs house before the vote was counted.</p>"
)


def made(
    head: str = "", above: str = "<h1>Board votes to dredge channel</h1>", *, beside: str = "", lang: str = "en"
) -> str:
    """A page; `above` stands in the article before its text, `beside` after the article."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body class="single'
        ' has-sidebar">'
        f"<article>{above}{TEXT}</article>{beside}</body></html>"
    )


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def metas(**values: str) -> str:
    return "".join(f'<meta property="{k.replace("__", ":")}" content="{v}">' for k, v in values.items())


TITLE = "Board votes to dredge channel"
H1 = f"<h1>{TITLE}</h1>"
PAGES: dict[str, tuple[str, dict[str, str | None]]] = {
    "a daily: graph of references, the publisher apart": (
        made(
            f"<title>{TITLE} | Kestrel Daily</title>"
            + ld(
                {
                    "@context": "https://schema.org",
                    "@graph": [
                        {"@type": "WebSite", "@id": "https://kestreldaily.example/#site", "name": "Kestrel Daily"},
                        {"@type": "Person", "@id": "#p", "name": "Mara Quist"},
                        {
                            "@type": ["NewsArticle"],
                            "headline": TITLE,
                            "author": {"@id": "#p"},
                            "publisher": {"@id": "https://kestreldaily.example/#site"},
                            "mainEntityOfPage": "https://kestreldaily.example/2021/board",
                        },
                    ],
                }
            )
        ),
        {
            "title": TITLE,
            "outlet": "Kestrel Daily",
            "byline": "Mara Quist",
            "url": "https://kestreldaily.example/2021/board",
        },
    ),
    "a search engine's title in JSON-LD, the shown one in the heading": (
        made(
            f"<title>Dredging: northern channel board vote result - Tarn Times</title>{metas(og__title=TITLE)}"
            + ld(
                {
                    "@type": "NewsArticle",
                    "headline": "Dredging: northern channel board vote result",
                    "author": "Mara Quist",
                }
            )
        ),
        {"title": TITLE, "outlet": "Tarn Times", "byline": "Mara Quist"},
    ),
    "an agency's story in a local paper": (
        made(
            f"<title>{TITLE} - Tarn Times</title>"
            + metas(
                og__site_name="Tarn Times", og__title=TITLE, og__url="https://tarntimes.example/news/board-9.html"
            )
            + ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "publisher": {"@type": "Organization", "name": "Associated Press"},
                    "author": {"@type": "Person", "name": "By MARA QUIST, AP Marine Writer"},
                }
            )
        ),
        {"title": TITLE, "outlet": "Tarn Times", "byline": "MARA QUIST"},
    ),
    "an agency for an author": (
        made(
            f"<title>{TITLE} | Harbour Wire</title>{metas(og__site_name='Harbour Wire')}"
            + ld({"@type": "NewsArticle", "headline": TITLE, "author": {"@type": "Person", "name": "Reuters"}}),
            H1 + '<div class="article-byline"><a rel="author">Reuters</a> May 4</div>',
            beside='<div class="latest"><span class="author">Odd Name</span></div>',
        ),
        {"title": TITLE, "outlet": "Harbour Wire", "byline": None},
    ),
    "a blog: the software for a publisher, a slogan behind the name": (
        made(
            f"<title>{TITLE}</title><meta content='blogger' name='generator'>"
            "<link rel=canonical href='https://www.gullpost.example/2018/10/board-votes.html'>"
            + metas(
                og__site_name="GullPost | All the news of the coast",
                og__title=f"GullPost | All the news of the coast: {TITLE}",
            )
            + ld(
                {
                    "@type": "BlogPosting",
                    "headline": TITLE,
                    "publisher": {"@type": "Organization", "name": "Blogger"},
                }
            ),
            H1 + "<span class='post-author'>GullPost</span>",
        ),
        {"title": TITLE, "outlet": "GullPost", "byline": None},
    ),
    "WordPress: hentry, vcard, the account admin": (
        made(
            f"<title>{TITLE} &#8211; Inlet Review</title>"
            "<link rel=alternate type='application/rss+xml' title='Inlet Review &raquo; Feed' href='/feed'>"
            "<link rel=canonical href='https://inletreview.example/board-votes/'>",
            f"<header><h1 class='entry-title'>{TITLE}</h1><span class='byline'>by <span class='author vcard'>"
            "<a class='url fn n' href='/author/admin/'>admin</a></span></span></header>",
        ),
        {
            "title": TITLE,
            "outlet": "Inlet Review",
            "byline": None,
            "url": "https://inletreview.example/board-votes/",
        },
    ),
    "WordPress: hentry, vcard, a person": (
        made(
            f"<title>{TITLE} &#8211; Inlet Review</title><link rel=canonical"
            " href='https://inletreview.example/board/'>",
            f"<div class='hentry'><h1 class='entry-title'>{TITLE}</h1><div class='entry-meta'>Posted on"
            " <a><time>May 4"
            "</time></a> <span class='author vcard'><a class='url fn n' href='/author/mq/'>Mara"
            " Quist</a></span></div></div>",
            beside="<div id='comments'><cite class='comment-author vcard fn'>Some Reader</cite></div>",
        ),
        {"title": TITLE, "outlet": "Inlet Review", "byline": "Mara Quist"},
    ),
    "microdata": (
        f"<html lang=en itemscope itemtype='https://schema.org/WebPage'><head><title>{TITLE}</title></head><body>"
        "<article itemscope itemtype='http://schema.org/NewsArticle'>"
        "<meta itemprop=mainEntityOfPage itemscope itemid='https://fen.example/a/17'>"
        f"<h1 itemprop=headline>{TITLE}</h1><div itemprop=author itemscope itemtype='http://schema.org/Person'>"
        "<a itemprop=url href=/mq><span itemprop=name>Mara Quist</span></a></div><div itemprop=publisher itemscope"
        " itemtype='http://schema.org/Organization'><meta itemprop=name content='The Fen Post'></div>"
        f"<div itemprop=articleBody>{TEXT}</div></article></body></html>",
        {"title": TITLE, "outlet": "The Fen Post", "byline": "Mara Quist", "url": "https://fen.example/a/17"},
    ),
    "RDFa": (
        made(
            "<title>x</title>",
            f"<div vocab='https://schema.org/' typeof='NewsArticle'><h1 property='headline'>{TITLE}</h1>"
            "<span property='author' typeof='Person'><span property='name'>Mara Quist</span></span> and"
            " <span property='author' typeof='Person'><span property='name'>Ivo Brandt</span></span>"
            "<span property='publisher' typeof='Organization'><span property='name'>Fen Post</span></span></div>",
        ),
        {"title": TITLE, "outlet": "Fen Post", "byline": "Mara Quist, Ivo Brandt"},
    ),
    "Dublin Core and nothing else": (
        made(
            f"<title>FP: {TITLE}</title><meta name='DC.title' content='{TITLE}'>"
            "<meta name='DC.creator' content='Quist, Mara'>"
            "<meta name='DC.publisher' content='Fen Post'><meta name='DC.language' content='en'>",
        ),
        {"title": TITLE, "outlet": "Fen Post", "byline": "Mara Quist", "language": "en"},
    ),
    "parsely and sailthru": (
        made(
            f"<meta name='parsely-title' content='{TITLE}'><meta name='parsely-author' content='Mara Quist'>"
            "<meta name='parsely-author' content='Ivo Brandt'><meta name='parsely-link'"
            " content='https://fenpost.example/a-17'>"
            "<meta name='application-name' content='Fen Post'>",
            "",
        ),
        {
            "title": TITLE,
            "outlet": "Fen Post",
            "byline": "Mara Quist, Ivo Brandt",
            "url": "https://fenpost.example/a-17",
        },
    ),
    "cXense": (
        made(f"<title>{TITLE} | Fen Post</title><meta name='cXenseParse:author' content='Mara Quist'>"),
        {"title": TITLE, "outlet": "Fen Post", "byline": "Mara Quist"},
    ),
    "the publisher for a meta author, the writer shown": (
        made(
            f"<title>{TITLE} | LANTERN</title><meta name=author content='Orrin Nash'><meta name=copyright"
            " content='Copyright (c) Orrin Nash 2020'>"
            + metas(og__site_name="Lantern", article__author="https://social.example/lantern"),
            H1 + "<div class='bylines'><div class='byline byline--author'><span class='byline__name'>"
            "<a class='byline__name-link'>Mara Quist</a></span></div></div>",
        ),
        {"title": TITLE, "outlet": "Lantern", "byline": "Mara Quist"},
    ),
    "a byline with role, handle and date": (
        made(
            f"<title>{TITLE} - SlopeSports.example</title>{metas(og__site_name='SlopeSports.example')}",
            H1
            + "<ul class='article-author row author'><li class='author-name'>by <a rel=author>Mara Quist</a></li>"
            "<li><a class='author-twitter'>@maraq</a></li><li>Nov 18, 2019 at 9:24 pm ET &bull; 2 min"
            " read</li></ul>",
        ),
        {"title": TITLE, "outlet": "SlopeSports.example", "byline": "Mara Quist"},
    ),
    "two writers and their roles, unmarked": (
        made(
            f"<title>{TITLE} : Fen Post</title>",
            H1 + "<p>By Mara Quist and Ivo Brandt, Staff Writers</p><p>Updated 7:30 a.m.</p>",
        ),
        {"title": TITLE, "byline": "Mara Quist, Ivo Brandt"},
    ),
    "name and role in boxes without a space": (
        made(
            f"<title>{TITLE} - Lantern</title>",
            H1 + "<div class='ArticlePage-byline'><div class='ArticlePage-authors'><div"
            " class='ArticlePage-authorName'>"
            "<span class='ArticlePage-authorBy'>By</span> <span>Mara Quist</span><span"
            " class='ArticlePage-authorTitle'>Staff"
            " Writer</span></div></div><div class='datePublished'>Nov. 19, 2019 5:50 PM</div></div>",
        ),
        {"title": TITLE, "outlet": "Lantern", "byline": "Mara Quist"},
    ),
    "date before the name": (
        made(
            f"<title>{TITLE} - DuneRumors</title>",
            H1 + "<div class=byline>Monday November 18, 2019 7:45 am PST by <a href='/author/mq'>Mara"
            " Quist</a></div>",
        ),
        {"title": TITLE, "byline": "Mara Quist"},
    ),
    "a label before the title and no site name but in the title tag": (
        made(
            f"<title>Opinion | {TITLE} - The Lantern Times</title>{metas(og__title=f'Opinion | {TITLE}')}"
            "<meta name=byl content='By Mara Quist'><link rel=canonical"
            " href='https://www.lanterntimes.example/2019/board.html'>",
            f"<h1 itemprop=headline>{TITLE}</h1>",
        ),
        {"title": TITLE, "outlet": "The Lantern Times", "byline": "Mara Quist"},
    ),
    "sections between title and site": (
        made(f"<title>{TITLE} | Politics | Fen Post</title>{metas(og__site_name='Fen Post')}", ""),
        {"title": TITLE, "outlet": "Fen Post"},
    ),
    "the site first": (
        made(f"<title>Fen Post: {TITLE}</title>{metas(og__site_name='Fen Post')}", ""),
        {"title": TITLE, "outlet": "Fen Post"},
    ),
    "an address for a site name": (
        made(
            f"<title>{TITLE} - Marsh Nation</title><meta property='og:site_name'"
            " content='https://www.marshnation.example'>"
            "<meta itemprop=publisher content='Marsh Nation'>"
            + ld({"@type": "NewsArticle", "headline": TITLE, "author": "Marsh Nation Bureau"})
        ),
        {"title": TITLE, "outlet": "Marsh Nation", "byline": None},
    ),
    "the host where the page names no site": (
        made(f"<title>{TITLE}</title><link rel=canonical href='https://www.saltmarsh.example/news/board-dredge'>"),
        {"title": TITLE, "outlet": "saltmarsh.example", "url": "https://www.saltmarsh.example/news/board-dredge"},
    ),
    "a city's name for the site that has its own": (
        made(
            f"<title>{TITLE} - velden.example</title><link rel=canonical"
            " href='https://www.velden.example/a/board.html'>"
            + metas(og__site_name="velden", article__author="Mara Quist")
        ),
        {"title": TITLE, "outlet": "velden.example", "byline": "Mara Quist"},
    ),
    "the site's heading is the first, the logo tells the name": (
        f"<html lang=en><head><title>{TITLE} - Skua</title></head><body><h1><a href=/><img"
        " src=/images/sk_logo.gif alt='Skua'>"
        f"</a></h1><table><tr><td><dl><dt>{TITLE}</dt></dl></td></tr></table><div>{TEXT}</div></body></html>",
        {"title": TITLE, "outlet": "Skua"},
    ),
    "a review": (
        made(
            ld(
                {
                    "@type": "Review",
                    "headline": TITLE,
                    "author": {"name": "Mara Quist"},
                    "itemReviewed": {"author": {"name": "No"}},
                }
            )
        ),
        {"title": TITLE, "byline": "Mara Quist"},
    ),
    "a fact check, whose claim has an author": (
        made(
            f"<title>{TITLE}</title>{metas(og__site_name='CHECK.example')}"
            + ld(
                {
                    "@type": "ClaimReview",
                    "url": "https://check.example/a/9.html",
                    "author": {"@type": "Organization", "name": "CHECK"},
                    "itemReviewed": {"@type": "CreativeWork", "author": {"@type": "Person", "name": "Ivo Brandt"}},
                }
            ),
            H1 + "<div class='statement-author'><h4 class=author>The Marine Ministry</h4></div>",
        ),
        {"title": TITLE, "outlet": "CHECK.example", "byline": None},
    ),
    "German": (
        made(
            f"<title>Rat stimmt für Ausbau der Rinne - Fenbote</title>{metas(og__site_name='Fenbote')}",
            "<h1>Rat stimmt für Ausbau der Rinne</h1><span class='author'>Von Mara Quist und Ivo Brandt,"
            " Hamburg</span>",
            lang="de-DE",
        ),
        {
            "title": "Rat stimmt für Ausbau der Rinne",
            "outlet": "Fenbote",
            "byline": "Mara Quist, Ivo Brandt",
            "language": "de",
        },
    ),
    "Russian": (
        made(
            "<title>Совет одобрил углубление канала — Маяк</title>",
            "<h1 itemprop=headline>Совет одобрил углубление канала</h1><span class='article-info__authors"
            " author'>Текст: "
            "Мара Квист</span>",
            lang="ru",
        ),
        {"title": "Совет одобрил углубление канала", "outlet": "Маяк", "byline": "Мара Квист", "language": "ru"},
    ),
    "teasers have bylines too": (
        made(
            f"<title>{TITLE} - Fen Post</title>",
            H1,
            beside="<section class='related'><div class='c-byline'>By <a rel=author>Odd Name</a></div></section>"
            "<div class='card'><span class='Card-byline'>Another Name</span></div>",
        ),
        {"title": TITLE, "byline": None},
    ),
    "a language in XHTML": (
        "<html xmlns='http://www.w3.org/1999/xhtml'"
        f" xml:lang='en-gb'><head><title>{TITLE}</title></head><body>{H1}{TEXT}",
        {"title": TITLE, "language": "en"},
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_what_a_page_says_of_itself(story: One, kind: str) -> None:
    markup, expected = PAGES[kind]
    found = story("a.html", markup)
    assert {name: getattr(found, name) for name in expected} == expected
