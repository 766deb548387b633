"""What pages of many layouts give: bylines that they show beside the headline, or say elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.model import Story
from tests.ingest.pages.test_whole_pages import H1, TEXT, TITLE, made, metas

One = Callable[..., Story]
Row = tuple[str, str, dict[str, str | None]]
MARA, BOTH = "Mara Quist", "Mara Quist, Ivo Brandt"
TAG = f"<title>{TITLE} - Fen Post</title>"
LINK = "<link rel=canonical href='https://www.fenpost.example/2020/05/board-votes-to-dredge'>"

BYLINES: list[Row] = [
    (
        "name and role in two boxes",
        made(
            TAG,
            H1 + '<div class="byline"><span class="byline__name">By Mara Quist</span><span'
            ' class="byline__title">Tarn News, Inlet</span></div>',
        ),
        {"byline": MARA},
    ),
    (
        "microdata in a byline",
        made(
            TAG,
            H1 + '<div class="meta__contact-wrap"><p class="byline"><span itemscope'
            ' itemtype="http://schema.org/Person" itemprop="author"><a rel="author" itemprop="sameAs"'
            ' href="/profile/mq"><span itemprop="name">Mara Quist</span></a></span> in Oslo</p></div>',
        ),
        {"byline": MARA},
    ),
    (
        "a meta author with an outlet",
        made(TAG + '<meta name=author content="Mara Quist and Ivo Brandt, TVX">', H1),
        {"byline": BOTH},
    ),
    (
        "a link and plain text",
        made(
            TAG,
            H1 + '<div class="metadata"><p class="metadata__byline"><span class="metadata__byline__author">By <a'
            ' href="/profiles/mq">Mara Quist</a> and Ivo Brandt, TVX</span></p></div>',
        ),
        {"byline": BOTH},
    ),
    (
        "a link to the writer and one to the site",
        made(
            TAG,
            H1 + '<div class="author-byline"><span>By <span><a href="/person/q/mara">Mara Quist</a></span> | <a'
            " href=/>TVX News</a></span></div>",
        ),
        {"byline": MARA},
    ),
    (
        "the lead in a box of its own",
        made(
            TAG,
            H1 + '<div class="td-post-author-name"><div class="td-author-by">By</div> <a href="/author/mq/">Mara'
            ' Quist</a><div class="td-author-line"> - </div></div><span class="td-post-date"><time>May'
            " 4</time></span>",
        ),
        {"byline": MARA},
    ),
    (
        "below the text",
        made(
            TAG,
            f"<h3 class='post-title entry-title'>{TITLE}</h3>",
            beside="<div class='post-footer'><span class='post-author vcard'>Posted by <span class='fn'"
            " itemprop='author' itemscope itemtype='http://schema.org/Person'><span itemprop='name'>"
            "Mara Quist</span></span></span> at 10:30</div>",
        ),
        {"byline": MARA, "title": TITLE},
    ),
    (
        "the account of a site",
        made(
            TAG,
            H1 + '<dl class="article-info"><dd class="createdby" itemprop="author" itemscope'
            ' itemtype="https://schema.org/Person">Written by <span itemprop="name">Super User</span></dd></dl>',
        ),
        {"byline": None},
    ),
    (
        "the account of a member",
        made(
            TAG,
            H1 + '<div class="submitted">Submitted by <a class="username" href="/users/maraq">maraq</a> on Mon,'
            " 05/04/2020</div>",
        ),
        {"byline": None},
    ),
    (
        "contributors",
        made(TAG, H1 + '<p class="contributors"><a href="/author/mq">Mara Quist</a></p>'),
        {"byline": MARA},
    ),
    (
        "plain strong",
        made(TAG, H1 + '<div class="post-meta">Written by <strong>Mara Quist</strong></div>'),
        {"byline": MARA},
    ),
    (
        "address",
        made(TAG, H1 + '<address class="author">By Mara Quist</address>'),
        {"byline": MARA},
    ),
    (
        "a name for machines only",
        made(
            TAG,
            H1 + '<span class="byline__author" itemprop="author" itemscope'
            ' itemtype="http://schema.org/Person"><meta itemprop="name" content="Mara Quist, political'
            ' editor"></span>',
        ),
        {"byline": MARA},
    ),
    (
        "author wrap 2 spans",
        made(
            TAG,
            H1 + '<div class="entry-meta"><span class="author">Mara Quist</span><span class="author">Ivo'
            " Brandt</span></div>",
        ),
        {"byline": BOTH},
    ),
    (
        "name in b",
        made(TAG, H1 + '<div class="writer">By <b>Mara Quist</b><br>Marine reporter</div>'),
        {"byline": MARA},
    ),
    (
        "first last",
        made(
            TAG,
            H1 + '<div class="byline">By <span class="first">Mara</span> <span class="last">Quist</span></div>',
        ),
        {"byline": MARA},
    ),
    (
        "by in header",
        f"<html lang=en><head>{TAG}</head><body><header class='article-header'><div class='author-name'>Mara"
        f" Quist</div>{H1}</header><div>{TEXT}</div></body></html>",
        {"byline": MARA},
    ),
    (
        "bottom byline para",
        made(TAG, H1, beside="<p class='author'>— Mara Quist</p>"),
        {"byline": MARA},
    ),
    (
        "comment author",
        made(
            TAG,
            H1,
            beside="<ol class='commentlist'><li><span class='author vcard'>"
            "<cite class='fn'>Some Body</cite></span></li></ol>",
        ),
        {"byline": None},
    ),
    (
        "copy editors",
        made(TAG, H1 + "<p class='byline'>Reporting by Mara Quist; Editing by Ivo Brandt</p>"),
        {"byline": MARA},
    ),
    (
        "twitter data",
        made(
            TAG + '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Mara'
            ' Quist"><meta name="twitter:label2" content="Est. reading time"><meta name="twitter:data2"'
            ' content="3 minutes">'
        ),
        {"byline": MARA},
    ),
    (
        "de lead",
        made(TAG, H1 + "<div class='article__author'>Von <span>Mara Quist</span>, Kiel</div>", lang="de"),
        {"byline": MARA},
    ),
    (
        "source line",
        made(TAG, H1 + "<div class='source'>Source: Reuters</div>"),
        {"byline": None},
    ),
    (
        "image credit",
        made(
            TAG,
            H1 + "<figure><figcaption><span class='author'>Ivo Brandt</span></figcaption></figure><p"
            " class='byline'>By Mara Quist</p>",
        ),
        {"byline": MARA},
    ),
    (
        "share author",
        made(
            TAG,
            H1 + "<div class='author-info'><a class='author-image'><img alt='x'></a><div><a class='author-link'"
            " href='/author/mq'>Mara Quist</a><p class='author-title'>Marine Reporter</p></div></div>",
        ),
        {"byline": MARA},
    ),
]
MORE: list[Row] = [
    (
        "date first",
        made(TAG, H1 + "<div class='post-author'>May 4, 2020</div><div class='author-name'>Mara Quist</div>"),
        {"byline": MARA},
    ),
    (
        "by with time",
        made(TAG, H1 + "<p class='byline'>By <a rel=author>Mara Quist</a> <time>May 4, 2020</time></p>"),
        {"byline": MARA},
    ),
    (
        "author list ul",
        made(TAG, H1 + "<ul class='authors'><li>Mara Quist</li><li>Ivo Brandt</li></ul>"),
        {"byline": BOTH},
    ),
    (
        "two links",
        made(
            TAG,
            H1 + "<div class='byline'>By <a href='/author/mq'>Mara Quist</a>, <a href='/author/ib'>Ivo"
            " Brandt</a></div>",
        ),
        {"byline": BOTH},
    ),
    (
        "link and text",
        made(TAG, H1 + "<div class='byline'>By <a href='/author/mq'>Mara Quist</a> and Ivo Brandt</div>"),
        {"byline": BOTH},
    ),
    (
        "unmarked span",
        made(TAG, H1 + "<div><span>By <a href='/x'>Mara Quist</a></span> <span>May 4, 2020</span></div>"),
        {"byline": MARA},
    ),
    (
        "unmarked von",
        made(TAG, H1 + "<p>Von Mara Quist</p>", lang="de"),
        {"byline": MARA},
    ),
    (
        "unmarked prose By",
        made(TAG, H1 + "<p>By Monday the board had met twice.</p>"),
        {"byline": None},
    ),
    (
        "unmarked prose By2",
        made(TAG, H1 + "<p>By Mara Bay the channel is shallow.</p>"),
        {"byline": None},
    ),
    (
        "hidden",
        made(
            TAG,
            H1 + "<p class='byline'>Staff</p>",
            beside="<div class='tease'><p class='byline'>By Odd Name</p></div>",
        ),
        {"byline": None},
    ),
    (
        "p author",
        made(TAG, H1 + "<p class='author'><strong>MARA QUIST</strong><br/>Fen Post</p>"),
        {"byline": "MARA QUIST"},
    ),
    (
        "bureau line",
        made(TAG, H1 + "<div class='article-author'>Tarn News Service</div>"),
        {"byline": None},
    ),
    (
        "author in meta itemprop",
        made(TAG + "<meta itemprop='author' content='Mara Quist'>", H1),
        {"byline": MARA},
    ),
    (
        "article:author name",
        made(TAG + metas(article__author="Mara Quist"), H1),
        {"byline": MARA},
    ),
    (
        "article:author url and meta name",
        made(
            TAG + metas(article__author="https://face.example/fenpost") + "<meta name=author content='Fen Post'>",
            H1 + "<span class='author-name'>Mara Quist</span>",
        ),
        {"byline": MARA},
    ),
    (
        "og:author",
        made(TAG + metas(og__author="Mara Quist"), H1),
        {"byline": MARA},
    ),
    (
        "meta authors",
        made(TAG + "<meta name='authors' content='Mara Quist, Ivo Brandt'>", H1),
        {"byline": BOTH},
    ),
    (
        "cit",
        made(
            TAG + "<meta name='citation_author' content='Quist, Mara'><meta name='citation_author'"
            " content='Brandt, Ivo'>",
            H1,
        ),
        {"byline": BOTH},
    ),
    (
        "sailthru",
        made(TAG + "<meta name='sailthru.author' content='Mara Quist'>", H1),
        {"byline": MARA},
    ),
]


@pytest.mark.parametrize(("kind", "markup", "expected"), [*BYLINES, *MORE])
def test_what_a_layout_gives(story: One, kind: str, markup: str, expected: dict[str, str | None]) -> None:
    found = story("a.html", markup)
    assert {name: getattr(found, name) for name in expected} == expected, kind
