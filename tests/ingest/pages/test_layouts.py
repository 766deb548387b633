"""What pages of many layouts give: titles, outlets, and JSON-LD in odd forms."""

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

TITLES: list[Row] = [
    (
        "kicker",
        made(
            f"<title>{TITLE}</title>" + metas(og__title=TITLE),
            f"<h1><span class=kicker>Opinion</span> {TITLE}</h1>",
        ),
        {"title": TITLE},
    ),
    (
        "h2 title",
        made(TAG, f"<h2 class='title'>{TITLE}</h2>"),
        {"title": TITLE},
    ),
    (
        "og trunc",
        made(
            "<title>Board votes to dredge northern channel before…</title>"
            + metas(og__title="Board votes to dredge northern channel before…"),
            "<h1>Board votes to dredge northern channel before winter storms</h1>",
        ),
        {"title": "Board votes to dredge northern channel before winter storms"},
    ),
    (
        "other h1",
        made(
            "<title>Dredging is on - Fen Post</title>"
            + metas(og__title="Dredging is on", og__site_name="Fen Post"),
            H1,
        ),
        {"title": TITLE},
    ),
    (
        "site h1",
        f"<html lang=en><head><title>{TITLE} | Fishing diary</title></head><body><header><h1><a"
        f" href=/>Fishing diary</a></h1></header><article><h2>{TITLE}</h2>{TEXT}</article></body></html>",
        {"title": TITLE},
    ),
    (
        "uppercase title tail",
        made(LINK + f"<title>{TITLE} - FEN POST</title>"),
        {"title": TITLE},
    ),
]
OUTLETS: list[Row] = [
    (
        "slogan",
        made(LINK + TAG + metas(og__site_name="Fen Post - News, Sport and Weather")),
        {"outlet": "Fen Post", "title": TITLE},
    ),
    (
        "slogan first",
        made(LINK + metas(og__site_name="Latest News | Fen Post")),
        {"outlet": "Fen Post"},
    ),
    (
        "dot",
        made(LINK + TAG + metas(og__site_name="FenPost.example")),
        {"outlet": "Fen Post"},
    ),
    (
        "ltd",
        made(LINK + TAG + ld({"@type": "NewsArticle", "headline": TITLE, "publisher": {"name": "Fen Post Ltd"}})),
        {"outlet": "Fen Post"},
    ),
    (
        "copyright",
        made(
            LINK + f"<title>{TITLE}</title>", H1, beside="<footer>© 2020 Fen Post. All rights reserved.</footer>"
        ),
        {"outlet": "Fen Post"},
    ),
    (
        "copyright link",
        made(
            LINK + f"<title>{TITLE}</title>",
            H1,
            beside="<footer>Copyright &copy; 2020 <a href=/>Fen Post</a></footer>",
        ),
        {"outlet": "Fen Post"},
    ),
    (
        "site name is title",
        made(LINK + f"<title>{TITLE}</title>" + metas(og__site_name=TITLE, og__title=TITLE)),
        {"outlet": "fenpost.example", "title": TITLE},
    ),
    (
        "section tail",
        made(LINK + f"<title>{TITLE} - Politics</title>"),
        {"outlet": "fenpost.example", "title": TITLE},
    ),
    (
        "wordpress.com",
        made(
            "<link rel=canonical href='https://maraq.wordpress.com/2015/03/30/board-votes/'>"
            + f"<title>{TITLE} | Notes from the fen</title>"
            + metas(og__site_name="Notes from the fen", application_name="WordPress.com")
        ),
        {"outlet": "Notes from the fen"},
    ),
    (
        "agency own",
        made(
            "<link rel=canonical href='https://www.reuters.com/article/board-idUSKB1'>"
            + metas(og__site_name="U.S.", og__title=TITLE)
            + ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "publisher": {"name": "Reuters"},
                    "author": [{"@type": "Person", "name": "Mara Quist"}],
                }
            )
        ),
        {"outlet": "Reuters", "byline": MARA},
    ),
    (
        "app name",
        made(
            LINK
            + f"<title>{TITLE}</title>"
            + '<meta name="apple-mobile-web-app-title" content="Fen Post"><meta name="application-name"'
            ' content="Fen Post">'
        ),
        {"outlet": "Fen Post"},
    ),
    (
        "times of",
        made(
            "<link rel=canonical href='https://timesoffen.fentimes.example/city/board/articleshow/77.cms'>"
            + metas(og__site_name="The Times of Fen")
        ),
        {"outlet": "The Times of Fen"},
    ),
]
JSON_LD: list[Row] = [
    (
        "lang obj",
        made(
            ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "inLanguage": {"@type": "Language", "name": "English", "alternateName": "en"},
                }
            ),
            lang="",
        ),
        {"language": "en"},
    ),
    (
        "comment",
        made(
            ld(
                '/* seo */ {"@type":"NewsArticle", // x\n "headline":"'
                + TITLE
                + '","author":{"name":"Mara Quist",},}'
            )
        ),
        {"byline": MARA},
    ),
    (
        "escaped",
        made(
            ld(
                "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;"
                + TITLE
                + "&quot;,&quot;author&quot;:&quot;Mara Quist&quot;}"
            )
        ),
        {"byline": MARA},
    ),
    (
        "two objs",
        made(
            ld(
                '{"@type":"WebSite","name":"Fen Post"}\n{"@type":"NewsArticle","headline":"'
                + TITLE
                + '","author":"Mara Quist"}'
            )
        ),
        {"byline": MARA, "outlet": "Fen Post"},
    ),
    (
        "bad escape",
        made(
            ld(
                '{"@type":"NewsArticle","headline":"'
                + TITLE
                + '","description":"it\\\'s on","author":"Mara Quist"}'
            )
        ),
        {"byline": MARA},
    ),
    (
        "newline",
        made(ld('{"@type":"NewsArticle","headline":"' + TITLE + '","description":"a\nb","author":"Mara Quist"}')),
        {"byline": MARA},
    ),
    (
        "author nested",
        made(
            ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "author": {"@type": "Person", "name": ["Mara Quist", "Ivo Brandt"]},
                }
            )
        ),
        {"byline": BOTH},
    ),
    (
        "author list str",
        made(ld({"@type": "NewsArticle", "headline": TITLE, "author": ["Mara Quist, Fen Post", "Ivo Brandt"]})),
        {"byline": BOTH},
    ),
    (
        "org author, shown person",
        made(
            TAG
            + ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "author": {"@type": "Organization", "name": "Fen Post"},
                }
            ),
            H1 + "<p class=byline>Mara Quist</p>",
        ),
        {"byline": MARA},
    ),
    (
        "given family",
        made(
            ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "author": {"@type": "Person", "givenName": "Mara", "familyName": "Quist"},
                }
            )
        ),
        {"byline": MARA},
    ),
    (
        "sourceOrg",
        made(
            LINK
            + ld(
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "sourceOrganization": {"name": "Reuters"},
                    "isPartOf": {"@type": "Newspaper", "name": "Fen Post"},
                }
            )
        ),
        {"outlet": "Fen Post"},
    ),
    (
        "video obj",
        made(
            TAG
            + ld({"@type": "VideoObject", "name": "Clip", "author": "No"})
            + ld({"@type": "NewsArticle", "headline": TITLE, "author": "Mara Quist"})
        ),
        {"byline": MARA, "title": TITLE},
    ),
    (
        "liveblog",
        made(
            TAG
            + ld(
                {
                    "@type": "LiveBlogPosting",
                    "headline": TITLE,
                    "author": {"name": "Mara Quist"},
                    "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "x", "author": "No One"}],
                }
            )
        ),
        {"byline": MARA},
    ),
    (
        "list of items",
        made(
            TAG
            + ld(
                {
                    "@type": "ItemList",
                    "itemListElement": [{"@type": "NewsArticle", "headline": "x", "author": "No One"}],
                }
            )
        ),
        {"byline": None},
    ),
    (
        "escaped name",
        made(ld({"@type": "NewsArticle", "headline": "A &amp; B vote", "author": "Mara O&#039;Quist"}), ""),
        {"byline": "Mara O'Quist", "title": "A & B vote"},
    ),
]
OTHERS: list[Row] = [
    (
        "lang",
        made("<meta property='og:locale' content='pt_BR'>", lang="x-default"),
        {"language": "pt"},
    ),
]


@pytest.mark.parametrize(("kind", "markup", "expected"), [*TITLES, *OUTLETS, *JSON_LD, *OTHERS])
def test_what_a_layout_gives(story: One, kind: str, markup: str, expected: dict[str, str | None]) -> None:
    found = story("a.html", markup)
    assert {name: getattr(found, name) for name in expected} == expected, kind
