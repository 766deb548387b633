"""The day of a page: what it shows and what it tells machines, and what on it is no day of the story's."""

from __future__ import annotations

import pytest
from trafilatura import load_html

from searchapp.ingest.pages.dates.shown_dates import published_on
from searchapp.ingest.pages.head import page_layers
from searchapp.ingest.pages.tags import read_page

DAY = "2017-10-14"
TITLE = "Ferry to Orsk stopped by ice in the sound"
TEXT = "".join(
    f"<p>The council of Orsk met for the {nth} time and Ilse Brandt told its members that no ferry will run before"
    " the ice has gone from the sound.</p>"
    for nth in ("first", "second", "third")
)


def linked(published: str, kind: str = "NewsArticle", **more: str) -> str:
    """A script of JSON-LD with a day of publication."""
    told = ", ".join(f'"{key}": "{value}"' for key, value in more.items())
    return (
        f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "{TITLE}", "datePublished":'
        f' "{published}"{", " if told else ""}{told}}}</script>'
    )


def graph(published: str) -> str:
    return f'<meta property="article:published_time" content="{published}">'


def named(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def at(path: str) -> str:
    return f'<link rel="canonical" href="https://orsk-post.example{path}">'


def page(below: str = "", head: str = "", *, above: str = "", end: str = "", lang: str = "en") -> str:
    """A page with something below its title, above it, at its end."""
    return (
        f"<!DOCTYPE html><html lang={lang}><head><title>{TITLE} - Orsk Post</title>{head}</head><body>"
        f"<header><a href=/>Orsk Post</a></header>{above}"
        f"<div class=story><h1>{TITLE}</h1>{below}<div class=text>{TEXT}</div></div>{end}"
        "<footer>© 2016-2019 Orsk Post. Last change 3 January 2019.</footer></body></html>"
    )


def day_of(markup: str) -> tuple[str | None, str | None]:
    """The day and the place that gives it."""
    tree = load_html(markup)
    told = read_page(markup, tree)
    found = published_on(told, tree, page_layers(told))
    return (found.values["published"], found.origin) if found else (None, None)


def shown_day(markup: str) -> str | None:
    return day_of(markup)[0]


# -- the day in UTC and the day shown -----------------------------------------------------------------------


@pytest.mark.parametrize("tell", [linked, graph, lambda d: linked(d) + graph(d)])
@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("2017-10-15T03:30:25Z", "October 14, 2017 11:30 PM"),
        ("2017-10-15T03:30:25+00:00", "<time>Oct 14, 2017, 10:30 pm CDT</time>"),
        ("2017-10-15T03:30:25.123Z", "Saturday 14 October 2017"),
        ("2017-10-15 03:30:25", "<span class=date>Sat, Oct 14 2017, 8:30pm</span>"),
        ("2017-10-15T03:30:25-05:00", "Oct 14, 2017, 10:30 pm"),  # a zone that is not true
        ("2017-10-15T03:30:25Z", "10/14/2017"),
        ("2017-10-15T03:30:25Z", "Posted Oct 14, 11:30 PM"),
        ("2017-10-15T03:30:25Z", "By Ana Ruiz | Oct. 14, 2017 | 5 comments"),
        ("2017-10-13T22:15:00Z", "14 October 2017, 09:15"),
        ("2017-10-13T22:15:00Z", "2017年10月14日 07:15"),
        ("2017-10-13T20:45:00Z", "14 Oct 2017 02:15 IST"),
        ("2017-10-13T22:15:00Z", "<p>Published: 14.10.2017</p>"),
    ],
)
def test_a_moment_in_utc_is_the_day_shown(tell: object, told: str, shown: str) -> None:
    assert shown_day(page(f"<div>{shown}</div>", tell(told))) == DAY  # type: ignore[operator]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("2017-10-14T12:00:00Z", "Updated October 15, 2017"),
        ("2017-10-14T12:00:00Z", "October 19, 2017"),
        ("2017-10-14T12:00:00Z", "Oct 15, 2017 5:17 pm"),  # another moment: more than a zone away
        ("2017-10-14T23:00:00+02:00", "15 October 2017"),
        ("2017-10-14", "15 October 2017"),
        ("2017-10-14T23:00:00Z", "October 15, 2017 3:07 pm"),  # no zone is eight minutes off
        ("2017-10-14T23:00:00Z", "Last updated on 15 October 2017"),
        ("2017-10-14T23:00:00Z", "<span class=last-modified>15 October 2017</span>"),
        ("2017-10-14T02:00:00Z", "14 October 2017"),
        ("2017-10-14T02:00:00Z", "On October 13, 2017 the ferry stopped"),
        ("2017-10-14T02:00:00Z", "<figure><figcaption>The ferry, October 13, 2017</figcaption></figure>"),
        ("2017-10-14T02:00:00Z", "<blockquote>Ana Ruiz October 13, 2017</blockquote>"),
        ("2017-10-14T02:00:00Z", "The ice came on 13 October 2017."),
    ],
)
def test_another_day_shown_is_not_that_moment(told: str, shown: str) -> None:
    assert shown_day(page(f"<div>{shown}</div>", linked(told))) == DAY


def test_a_day_after_that_the_page_was_changed_on_is_that_of_the_change() -> None:
    head = linked("2017-10-14T20:00:00Z", dateModified="2017-10-15T09:00:00Z")
    assert shown_day(page("<div>15 October 2017</div>", head)) == DAY


def test_the_address_tells_the_zone_where_no_day_is_shown() -> None:
    assert day_of(page(head=linked("2017-10-15T03:30:00Z") + at("/2017/10/14/ferry-stopped/"))) == (DAY, "address")
    assert day_of(page(head=linked("2017-10-14T15:30:00Z") + at("/2017/10/14/ferry-stopped/"))) == (DAY, "json-ld")
    assert day_of(page(head=linked("2017-10-14T15:30:00Z") + at("/2017/10/11/ferry-stopped/"))) == (DAY, "json-ld")


def test_a_change_that_is_shown_tells_the_zone() -> None:
    head = linked("2017-10-15T03:30:00Z", dateModified="2017-10-15T14:07:25Z")
    assert day_of(page("<p>Updated on October 15, 2017 / 10:07 AM</p>", head)) == (DAY, "page")
    assert shown_day(page("<p>Updated on October 15, 2017 / 2:07 PM</p>", head)) == "2017-10-15"
    assert shown_day(page("<p>Updated on October 15, 2017 / 10:12 AM</p>", head)) == "2017-10-15"
    assert shown_day(page("<p>Updated on October 15, 2017</p>", head)) == "2017-10-15"


def test_the_same_moment_told_in_its_own_zone_tells_the_day() -> None:
    assert day_of(page(head=linked("2017-10-15T03:30:00Z") + graph("2017-10-14T23:30:00-04:00"))) == (
        DAY,
        "opengraph",
    )
    assert (
        shown_day(page(head=linked("2017-10-15T03:30:00Z") + graph("2017-10-14T22:30:00-04:00"))) == "2017-10-15"
    )


def test_a_paper_that_is_called_post_is_no_label() -> None:
    below = "<p>Photo by Ana Ruiz, The Orsk Post, October 3, 2016</p>"
    assert shown_day(page(below, linked(DAY))) == DAY


# -- what a page tells machines -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        linked(DAY),
        linked(DAY, "WebPage"),
        linked(DAY, "MedicalWebPage"),
        linked(DAY, "WebPage").replace("{", "{,"),
        graph("2017-10-14T10:00:00+02:00"),
        '<meta property="article:published" content="2017-10-14T10:00:00Z">',
        '<meta itemprop="datePublished" content="2017-10-14">',
        '<meta itemprop="dateCreated" content="2017-10-14">',
        named("pubdate", "20171014"),
        named("pub_date", "2017-10-14"),
        named("pdate", "20171014") + named("utime", "20171015235900"),
        named("ptime", "20171014093000"),
        named("op-post-date", "2017/10/14"),
        named("article_date_original", "Saturday, October 14, 2017, 06:51 AM"),
        named("original-publish-date", "10/14/2017"),
        named("cXenseParse:recs:publishtime", "2017-10-14T10:00:00Z"),
        named("DC.date.issued", DAY),
        named("publication_date", "Oct 14, 2017"),
        named("datePublished", "Sat Oct 14 10:00:00 CEST 2017"),
        named("date", DAY),
        named("DC.Date", DAY),
        graph("0001-01-01T00:00:00Z") + named("pubdate", DAY),
        linked("1970-01-01T00:00:00Z") + named("pubdate", DAY),
        linked("2171-10-14") + graph(DAY),
        linked("soon") + graph(DAY),
    ],
)
def test_what_machines_are_told(head: str) -> None:
    assert shown_day(page(head=head)) == DAY


@pytest.mark.parametrize(
    "head",
    [
        named("last-modified", DAY),
        named("revised", DAY),
        named("article:modified_time", DAY),
        named("og:updated_time", DAY),
        named("expires", "Sat, 14 Oct 2017 10:00:00 GMT"),
        named("event-start-date", DAY),
        named("article:expiration_time", DAY),
        named("dateModified", DAY),
        named("dateLastPubbed", DAY),
        named("copyright", "14 October 2017"),
        named("msvalidate.01", "20171014"),
        '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2017-10-14"}</script>',
        linked(DAY, "Comment"),
        linked(DAY, "Product"),
        linked(DAY, "WebPage") + linked("2016-01-02", "WebPage"),
        linked("0001-01-01T00:00:00Z"),
        linked("1970-01-01"),
        graph("2171-10-14"),
        named("pubdate", "3/4/2017"),
    ],
)
def test_what_is_no_day_of_publication(head: str) -> None:
    assert shown_day(page(head=head)) is None


@pytest.mark.parametrize(
    "below",
    [
        "<time datetime=2017-10-14T10:00:00Z>2 days ago</time>",
        "<time datetime=2017-10-14 pubdate>Saturday</time>",
        "<time class='entry-date published updated' datetime='2017-10-14T10:00:00+02:00'>Saturday</time>",
        "<abbr class=published title=2017-10-14T10:00:00>Saturday</abbr>",
        "<span itemprop=datePublished content=2017-10-14>Saturday</span>",
        "<span itemprop=datePublished>October 14, 2017</span>",
        "<meta itemprop=datePublished content='2017-10-14'>",
        "<div itemscope itemtype=Comment></div><time itemprop=datePublished datetime=2017-10-14>",
    ],
)
def test_what_elements_mark(below: str) -> None:
    assert shown_day(page(below)) == DAY


# -- what readers see ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "below",
    [
        "<p>14 October 2017</p>",
        "<p>Oct. 14, 2017</p>",
        "<p>10:15 - 14 October 2017</p>",
        "<p>October 14th, 2017 at 10:15 am</p>",
        "<p>SATURDAY, OCTOBER 14, 2017</p>",
        "<p>Published: 14 October 2017</p>",
        "<p>Published on Oct 14, 2017 by Ana Ruiz</p>",
        "<p>Posted by Ana Ruiz on October 14, 2017 in News, Ferries, Ice, Orsk, Sea, Islands, Roads, Trade</p>",
        "<p>By Ana Ruiz, October 14, 2017</p>",
        "<p>By ANA RUIZ and BO LI Oct 14, 2017</p>",
        "<p>Ana Ruiz, Orsk Post Staff Writer</p><p>10:15 a.m. EDT October 14, 2017</p>",
        "<p>Written by Ana Ruiz<br>14 October 2017</p>",
        "<div class=meta><span>Ana Ruiz</span><span>14 Oct 2017</span><span>10:15</span></div>",
        "<ul><li>Ana Ruiz</li><li>@anaruiz</li><li>14 Oct 2017</li></ul>",
        "<div class=date><span>14</span> <span>Oct</span> <span>2017</span></div>",
        "<p>Updated: 15 October 2017</p><p>First published: 14 October 2017</p>",
        "<p>Posted 14 October 2017, updated 16 October 2017</p>",
        "<p>UPDATED 16 October 2017 | PUBLISHED 14 October 2017</p>",
        "<p>Sat 14 Oct 2017 10.15 BST</p><p>Last modified on Mon 16 Oct 2017 08.00 BST</p>",
        "<time>14 October 2017</time><p>The council met on 3 March 2016.</p>",
        "<p>14/10/2017</p>",
        "<p>10/14/17 06:56 AM EST</p>",
        "<h2>No boat before spring, says the council of the town.</h2><p>Ana Ruiz</p><p>14 October 2017</p>",
        "<p>Orsk, 14 October 2017</p>",
        "<p>Published: Sat. Oct. 14, 2017</p>",
        "<p>Publié le samedi 14 octobre 2017 à 10h15</p>",
        "<p>Veröffentlicht am 14. Oktober 2017 um 10:15 Uhr</p>",
        "<p>Stand: 14.10.2017, 10:15 Uhr</p>",
        "<p>Ana Ruiz - 14 de octubre de 2017</p>",
        "<p>Опубликовано 14 октября 2017 г. в 10:15</p>",
        "<p>기사입력 2017.10.14 10:15</p>",
        "<p>公開日：2017年10月14日</p>",
        "<p>发布时间：2017-10-14 10:15</p>",
    ],
)
def test_a_day_beside_the_title(below: str) -> None:
    assert day_of(page(below)) == (DAY, "page")


@pytest.mark.parametrize(
    "markup",
    [
        page(above="<div class=kicker>Ferries</div>").replace("<h1>", "<p class=date>14 October 2017</p><h1>"),
        page().replace("<h1>", "<p>Published 14 October 2017</p><h1>"),
        page().replace("</div></div>", "</div><p>First published on 14 October 2017</p></div>"),
        page()
        .replace("<div class=story>", "<article>")
        .replace("</div></div>", "</div><footer>Posted: 14 Oct 2017</footer></article>"),
        page("<div class='info hidden-xs'>14 October 2017</div>"),
        page("<div>14 October 2017</div>", above="<div class=today>Wednesday, 20 November 2019</div>"),
        page("<div>14 October 2017</div>", named("date", "2019-11-20")),
        page("<div>14 October 2017</div>", end="<div class=comments><time>15 October 2017</time></div>"),
        page("<div>14 October 2017</div>").replace("h1>", "h2>"),
        page("<div>14 October 2017</div>").replace("<h1>", "<div class=head>").replace("</h1>", "</div>"),
        page("<div>14 October 2017</div>", above="<h1>Orsk Post of the Islands</h1>").replace(
            f"<h1>{TITLE}</h1>", f"<h2>{TITLE}</h2>"
        ),
    ],
)
def test_a_day_in_other_places(markup: str) -> None:
    assert shown_day(markup) == DAY


@pytest.mark.parametrize(
    "markup",
    [
        page(),
        page("<p>Updated 14 October 2017</p>"),
        page("<p>Last modified: 14 Oct 2017</p>"),
        page("<span class=updated>14 October 2017</span>"),
        page("<p>Aktualisiert am 14.10.2017</p>"),
        page("<p>October 2017</p>"),
        page("<p>14 October</p>"),
        page("<p>January 1, 1970</p>"),
        page("<p>14 October 2171</p>"),
        page("<p>3/4/2017</p>"),
        page("<p>03.04.2017</p>", lang="en-US"),
        page("<p>The ferry stopped on 14 October 2017 and has not run since.</p>"),
        page("<p>The great ice of 14 October 2017</p>"),
        page("<p>since 14 October 2017</p>"),
        page("<p>Ilse Brandt (14 October 1917 – 3 May 2001)</p>"),
        page("<p>14 October 2017 - 3 May 2018</p>"),
        page("<p>12–14 October 2017</p>"),
        page("<p>12 - 14 October 2017</p>"),
        page("<p>When: 14 October 2017, 7pm. Where: the old hall.</p>"),
        page(above="<header><span>14 October 2017</span></header>"),
        page("<p style='display: none'>14 October 2017</p>"),
        page("<p class=hidden>14 October 2017</p>"),
        page("<figure><figcaption>The sound, 14 October 2017</figcaption></figure>"),
        page("<aside><time>14 October 2017</time> Ice on the river</aside>"),
        page("<div class=related-stories><time datetime=2017-10-14 itemprop=datePublished>Saturday</time></div>"),
        page("<blockquote class=twitter-tweet>Ana Ruiz (@ana) <a>14 October 2017</a></blockquote>"),
        page("<div class=weather>14 October 2017</div>"),
        page(above="<div>Saturday, 14 October 2017</div><div><ul><li>News</li></ul></div>"),
        page(above="<div class=date>14 October 2017</div><div class=a><div class=b></div></div>"),
        page(end="<div class=comments><p>Posted by Bo on 14 October 2017</p></div>"),
        page(end="<ol><li class=comment><time class=published datetime=2017-10-14>Saturday</time></ol>"),
        page(end="<div class=most-popular><span class=date>14 October 2017</span></div>"),
        page(end="<article><h3>Ice on the river</h3><time>14 October 2017</time></article>")
        .replace("<div class=story>", "<article>")
        .replace("</div></div>", "</div></article>"),
        page(end="<table><tr><td>Bo</td><td>Posted on 14 October 2017</td></tr></table>"),
        page(end="<p>Copyright 14 October 2017 Orsk Post</p>"),
    ],
)
def test_days_that_are_not_the_storys(markup: str) -> None:
    assert shown_day(markup) is None


# -- two readings, and the address --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("below", "head", "day"),
    [
        ("<p>3/4/2017</p>", linked("2017-03-04T10:00:00Z"), "2017-03-04"),
        ("<p>3/4/2017</p>", linked("2017-04-03T10:00:00Z"), "2017-04-03"),
        ("<p>3/4/2017 10:30 PM</p>", linked("2017-03-05T03:30:00Z"), "2017-03-04"),
        ("<p>3/4/2017</p>", named("date", "2017-04-03"), "2017-04-03"),
        ("<p>3/4/2017</p>", at("/2017/04/03/ferry/"), "2017-04-03"),
        ("<p>Published 3/4/2017, updated 3/14/2017</p>", "", "2017-03-04"),
        ("<p>Published 3/4/2017, updated 14/4/2017</p>", "", "2017-04-03"),
        ("<p>Monday 3/4/2017</p>", "", "2017-04-03"),
        ("<p>Saturday 3/4/2017</p>", "", "2017-03-04"),
        ("<p>4/4/2017</p>", "", "2017-04-04"),
    ],
)
def test_the_page_decides_on_a_date_with_two_readings(below: str, head: str, day: str) -> None:
    assert shown_day(page(below, head)) == day


def test_points_put_the_day_first_where_the_language_does() -> None:
    assert shown_day(page("<p>03.04.2017</p>", lang="de")) == "2017-04-03"


@pytest.mark.parametrize(
    "path",
    "/2017/10/14/ferry /news/2017/10/14/ /news/20171014/ferry.html /news/2017-10-14/ferry /2017-10-14-ferry.html"
    " /2017/oct/14/ferry".split(),
)
def test_a_day_in_the_address(path: str) -> None:
    assert day_of(page(head=at(path + "x" if path.endswith("/") else path))) == (DAY, "address")


@pytest.mark.parametrize(
    "path", "/2017/10/ferry /news/201710141234-ferry /2017/13/14/ferry /2171/10/14/ferry /a?d=2017-10-14".split()
)
def test_no_day_in_the_address(path: str) -> None:
    assert shown_day(page(head=at(path))) is None


def test_a_label_beside_the_title_outranks_what_machines_are_told() -> None:
    assert day_of(page("<p>First published 14 October 2017</p>", linked("2018-02-03"))) == (DAY, "page")
    assert day_of(page("<p>14 October 2017</p>", linked("2018-02-03"))) == ("2018-02-03", "json-ld")


def test_of_several_told_the_one_that_is_shown() -> None:
    head = linked("2018-02-03") + graph("2017-10-14T10:00:00Z")
    assert day_of(page("<p>14 October 2017</p>", head)) == (DAY, "opengraph")


def test_a_page_without_a_title_tells_only_what_it_marks() -> None:
    bare = page("<p>14 October 2017</p>").replace(f"<h1>{TITLE}</h1>", "")
    assert shown_day(bare) is None
    marked = page("<time>14 October 2017</time>").replace(f"<h1>{TITLE}</h1>", "")
    assert shown_day(marked) == DAY
    two = page("<time>14 October 2017</time><time>3 May 2016</time>").replace(f"<h1>{TITLE}</h1>", "")
    assert shown_day(two) is None


def test_huge_and_deep_pages_are_read() -> None:
    deep = page("<div>" * 3000 + "14 October 2017" + "</div>" * 3000)
    assert shown_day(deep) in {DAY, None}
    many = page("<p>1/2/3 " * 20000)
    assert shown_day(many) is None
    assert shown_day(page("<p>" + "1 jan 1 " * 100_000)) is None
