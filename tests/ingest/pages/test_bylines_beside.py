"""Bylines that pages of still more layouts show, and those of other stories beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.model import Story
from tests.ingest.pages.test_whole_pages import H1, TITLE, made

One = Callable[..., Story]
Row = tuple[str, str, dict[str, str | None]]
MARA, BOTH = "Mara Quist", "Mara Quist, Ivo Brandt"
TAG = f"<title>{TITLE} - Fen Post</title>"

BYLINES: list[Row] = [
    (
        "hnews",
        made(
            TAG,
            H1 + "<div class='source-org vcard'><span class='org fn'>Tide Wire</span></div><p class='byline"
            " author vcard'>By <span class='fn'>Mara Quist</span></p>",
        ),
        {"byline": MARA},
    ),
    (
        "postedby",
        made(TAG, H1 + "<span class='postedby'>Posted by Mara Quist</span>"),
        {"byline": MARA},
    ),
    (
        "camel",
        made(
            TAG,
            H1 + "<div class='StoryByline'><span class='authorName'>Mara Quist</span><span"
            " class='authorTitle'>Marine Editor</span></div>",
        ),
        {"byline": MARA},
    ),
    (
        "under",
        made(TAG, H1 + "<div class='article_author_name'>Mara Quist</div>"),
        {"byline": MARA},
    ),
    (
        "testid",
        made(TAG, H1 + "<div data-testid='byline'>By <span>Mara Quist</span></div>"),
        {"byline": MARA},
    ),
    (
        "hashed",
        made(
            TAG,
            H1 + "<p class='css-1abc e1jsehar1 byline-author'>By <span itemprop='name'>Mara Quist</span> and"
            " <span itemprop='name'>Ivo Brandt</span></p>",
        ),
        {"byline": BOTH},
    ),
    (
        "three",
        made(
            TAG,
            H1 + "<div class='byline'>By <a rel=author>Mara Quist</a>, <a rel=author>Ivo Brandt</a> and <a"
            " rel=author>Jo Quill</a></div>",
        ),
        {"byline": "Mara Quist, Ivo Brandt, Jo Quill"},
    ),
    (
        "nbsp",
        made(TAG, H1 + "<p>By&nbsp;Mara Quist</p>"),
        {"byline": MARA},
    ),
    (
        "time and by same p",
        made(TAG, H1 + "<p class='meta'>4 May 2020 | By Mara Quist | News</p>"),
        {"byline": MARA},
    ),
    (
        "author then cat",
        made(
            TAG,
            H1 + "<div class='post-meta'><span class='meta-author'>by <a href='/author/mq/'>Mara"
            " Quist</a></span> <span class='meta-cat'>in <a>News</a></span></div>",
        ),
        {"byline": MARA},
    ),
    (
        "avatar",
        made(
            TAG,
            H1 + "<div class='author'><div class='author-avatar'><img alt='Mara Quist'></div><div"
            " class='author-meta'><span class='name'>Mara Quist</span><span class='date'>May 4</span></div></div>",
        ),
        {"byline": MARA},
    ),
    (
        "two spans no space",
        made(TAG, H1 + "<div class='byline'><span>By Mara Quist</span><span>Fen Post</span></div>"),
        {"byline": MARA},
    ),
    (
        "br",
        made(TAG, H1 + "<div class='byline'>Mara Quist<br>Published 10:30 a.m. ET May 4, 2020</div>"),
        {"byline": MARA},
    ),
    (
        "usa",
        made(
            TAG,
            H1 + "<div class='asset-metabar'><span class='asset-metabar-author'>Mara Quist, Lowland"
            " Courier</span><span class='asset-metabar-time'>Published 4:30 p.m.</span></div>",
        ),
        {"byline": MARA},
    ),
    (
        "contributor caps",
        made(TAG, H1 + "<div class='author'>By MARA QUIST | mquist@fen.example | The Fen Post</div>"),
        {"byline": "MARA QUIST"},
    ),
    (
        "h4 author",
        made(TAG, H1 + "<h4 class='author'>Mara Quist</h4>"),
        {"byline": MARA},
    ),
    (
        "cite",
        made(TAG, H1 + "<cite>By Mara Quist</cite>"),
        {"byline": MARA},
    ),
    (
        "dl",
        made(TAG, H1 + "<dl><dt>Author:</dt><dd class='author'>Mara Quist</dd></dl>"),
        {"byline": MARA},
    ),
    (
        "guest",
        made(TAG, H1 + "<div class='byline'>Guest post by Mara Quist</div>"),
        {"byline": MARA},
    ),
    (
        "interview",
        made(TAG, H1 + "<div class='byline'>Interview by Mara Quist</div>"),
        {"byline": MARA},
    ),
    (
        "opinion",
        made(TAG, H1 + "<div class='byline'>Opinion by Mara Quist</div>"),
        {"byline": MARA},
    ),
    (
        "analysis",
        made(TAG, H1 + "<div class='byline'>Analysis by Mara Quist, TVX</div>"),
        {"byline": MARA},
    ),
    (
        "by in caps w/ colon",
        made(TAG, H1 + "<div class='byline'>BY: MARA QUIST</div>"),
        {"byline": "MARA QUIST"},
    ),
    (
        "company",
        made(TAG, H1 + "<div class='byline'>Lowland Water Company</div>"),
        {"byline": None},
    ),
    (
        "doc",
        made(TAG, H1 + "<div class='byline'>By Dr. Mara Quist, M.D.</div>"),
        {"byline": MARA},
    ),
    (
        "sidebar authors",
        made(TAG, H1, beside="<div class='sidebar'><ul class='authors'><li>Odd Name</li></ul></div>"),
        {"byline": None},
    ),
    (
        "most read",
        made(
            TAG,
            H1,
            beside="<div class='most-read'><span class='byline'>Odd Name</span></div>"
            "<div class='read-next'><span class='author'>Odd Name</span></div>",
        ),
        {"byline": None},
    ),
    (
        "articles",
        made(
            TAG,
            H1,
            beside="<article><h3><a href='/x'>Other</a></h3><span class='byline'>By Odd Name</span></article>",
        ),
        {"byline": None},
    ),
    (
        "titled link near",
        made(
            TAG,
            H1,
            beside="<div class='item'><h3><a href='/x'>Other story of the day</a></h3>"
            "<span class='author'>By Odd Name</span></div>",
        ),
        {"byline": None},
    ),
]


@pytest.mark.parametrize(("kind", "markup", "expected"), BYLINES)
def test_what_a_layout_gives(story: One, kind: str, markup: str, expected: dict[str, str | None]) -> None:
    found = story("a.html", markup)
    assert {name: getattr(found, name) for name in expected} == expected, kind
