"""Standfirsts, notes of the editors, footnotes and the heads of parts are a story's, though they stand apart."""

from __future__ import annotations

import pytest

from searchapp.ingest.readers.html import story_of_page
from tests.ingest.pages.conftest import P1, P2, P3, P4, PageOf, p

WHOLE = "\n\n".join((P1, P2, P3, P4))
BODY = f"<div class=article-body>{p(P1, P2, P3, P4)}</div>"
LEAD = "The slipway shuts in April, and nobody asked those who live there."


@pytest.mark.parametrize(
    "lead",
    [
        f"<div class=standfirst><p>{LEAD}</p></div>",
        f"<h2 class=article-dek>{LEAD}</h2>",
        f"<p class='post-subtitle'>{LEAD}</p>",
        f"<div class='c-article__lede'>{LEAD}</div>",
        f"<p class=gh-article-excerpt>{LEAD}</p>",
        f"<div class=articleSubhead><span>{LEAD}</span></div>",
    ],
)
@pytest.mark.parametrize(
    "around", ["<h1>The slipway</h1>{}", "<header><h1>The slipway</h1>{}<div>Pia Lorne</div></header>"]
)
def test_a_standfirst_begins_the_text(page_of: PageOf, lead: str, around: str) -> None:
    text = page_of(
        f"<main><div class=top>{around.format(lead)}</div><figure><img src=a.jpg></figure>{BODY}</main>"
    ).text
    assert text == f"{LEAD}\n\n{WHOLE}"


@pytest.mark.parametrize(
    "beside",
    [
        "<p class=intro>Home of good news</p><h1>The slipway</h1>",
        "<h1>The slipway</h1><div class=subtitle>3 May 2021</div>",
        "<h1>The slipway</h1><p class=standfirst><a href='/x'>A pier falls into the sea off Corvane</a></p>",
        f"<h1>The slipway</h1><p class=standfirst>{P1}</p>",
    ],
)
def test_no_standfirst(page_of: PageOf, beside: str) -> None:
    assert page_of(f"<main><div class=top>{beside}</div>{BODY}</main>").text == WHOLE


@pytest.mark.parametrize(
    "note",
    [
        "Correction, May 4: An earlier version of this story said that the slipway was built in 1968.",
        "Corrections: Tobin Ashe was misnamed in an earlier version.",
        "This article was amended on 5 May to remove a photograph of another slipway.",
        "This story has been updated with a reply of the county.",
        "An earlier version of this article misstated the year.",
        "Clarification: The wall belongs to the county and not to the board.",
        "Editor’s note: Mara Quill is a cousin of the owner of this newspaper.",
        "• This report was corrected on 3 June 2021. It was the county that paid.",
        "Due to an editing error, an earlier version of this article misspelt the name of Ines Varga.",
    ],
)
@pytest.mark.parametrize(
    "around", ["<div class=article__correction><p>{}</p></div>", "<div class=notes>{}</div>", "<p><em>{}</em></p>"]
)
def test_a_note_of_the_editors_is_kept(page_of: PageOf, note: str, around: str) -> None:
    text = page_of(f"<main><h1>The slipway</h1>{BODY}<div>{around.format(note)}</div></main>").text
    assert text == f"{WHOLE}\n\n{note}"


@pytest.mark.parametrize(
    "beside",
    [
        "<div class=correction><p>See a mistake? <a href='/c'>Send us a correction</a></p></div>",
        "<div class=correction-form><p>Report an error</p></div>",
        "<div class=more><p>Our journalists are in the town hall each week, each on a bicycle.</p></div>",
        "<div class=comments><p>Correction: I was there and it was a Tuesday, as each of us knows.</p></div>",
    ],
)
def test_no_note_of_the_editors(page_of: PageOf, beside: str) -> None:
    assert page_of(f"<main><h1>The slipway</h1>{BODY}</main>{beside}").text == WHOLE


@pytest.mark.parametrize(
    "notes",
    [
        "<ol class=footnotes><li>The last tug was sold in 1999.</li></ol>",
        "<div class=footnote><a class=footnote-number href='#a'>1</a><div class=footnote-content><p>The last tug"
        " was sold in 1999.</p></div></div>",
        "<section class=endnotes><p>The last tug was sold in 1999.</p></section>",
    ],
)
def test_footnotes_are_kept(page_of: PageOf, notes: str) -> None:
    text = page_of(f"<article><h1>The slipway</h1>{BODY}<div>{notes}</div></article>").text
    assert text.startswith(WHOLE)
    assert text.endswith("The last tug was sold in 1999.")


def test_the_head_of_a_part_stands_in_a_header(page_of: PageOf) -> None:
    parts = "".join(
        f"<article class=post><header><time>{n}:20</time><h2>{head}</h2></header><div class=text>{p(text)}</div>"
        "</article>"
        for n, (head, text) in enumerate((("Doors open", P1), ("Shouting", P2), ("It is over", P3)), 11)
    )
    text = page_of(f"<main><h1>The slipway</h1>{p(P4)}<div class=live>{parts}</div></main>").text
    assert text == "\n\n".join((P4, "Doors open", P1, "Shouting", P2, "It is over", P3))


def test_a_sentence_that_is_a_link_is_kept(page_of: PageOf) -> None:
    linked = "A report by the county, which ran to two hundred pages, calls the wall unsafe and the slipway worse."
    text = page_of(f"<article><h1>T</h1>{p(P1, P2)}<p><a href='/r'>{linked}</a></p>{p(P3, P4)}</article>").text
    assert text == "\n\n".join((P1, P2, linked, P3, P4))


def test_a_headline_that_is_a_link_is_not(page_of: PageOf) -> None:
    linked = "County calls the wall of Corvane unsafe and the slipway worse after a report of two hundred pages"
    text = page_of(f"<article><h1>T</h1>{p(P1, P2)}<p><a href='/r'>{linked}</a></p>{p(P3, P4)}</article>").text
    assert text == WHOLE


@pytest.mark.parametrize(
    "top",
    [
        "<h1>The slipway</h1>",
        "<b>The slipway shuts</b><br><br>May 3, 2021<br><br>",
        "<font size=5>The slipway shuts</font><p><small>Monday, 3 May 2021</small></p>",
        "<p>News<p>Sports<p>The slipway shuts<p>By PIA LORNE<p>03.05.2021</p>",
        "<p>The slipway shuts</p><p>By Pia Lorne | 2021-05-03</p>",
    ],
)
def test_what_is_told_by_fields_does_not_begin_the_text(top: str) -> None:
    head = (
        "<meta charset=utf-8><title>The slipway shuts</title><meta name=author content='Pia Lorne'>"
        "<meta property='article:published_time' content='2021-05-03'>"
    )
    story = story_of_page(f"<html><head>{head}<body><div>{top}{p(P1, P2, P3, P4)}</div>".encode(), source="a.html")
    assert (story.text, str(story.published)) == (WHOLE, "2021-05-03")


@pytest.mark.parametrize("line", ["May 4, 2021", "By Tobin Ashe", "Five things", "The slipway shuts, again"])
def test_what_no_field_tells_stays(line: str) -> None:
    head = (
        "<meta charset=utf-8><title>The slipway shuts</title><meta name=author content='Pia Lorne'>"
        "<meta property='article:published_time' content='2021-05-03'>"
    )
    markup = f"<html><head>{head}<body><article><h1>The slipway shuts</h1>{p(line, P1, P2, P3, P4)}</article>"
    assert story_of_page(markup.encode(), source="a.html").text == f"{line}\n\n{WHOLE}"


@pytest.mark.parametrize(
    "beside",
    [
        "<p>If you value our reporting, please consider making a donation today.</p>",
        "<p><em>Please consider supporting our journalism.</em></p>",
        "<div class=kg-signup-card><h2>Join Salt Ledger</h2><p>No spam. Unsubscribe anytime.</p></div>",
        "<div class=donate-cta><h3>Before you go…</h3><p>Independent journalism costs money. If all who read this"
        " gave three crowns, our fundraiser would be over within an hour.</p></div>",
        "<div class='ArticlePage-authorBio'><p>Pia Lorne covers the coast for the Harbour Post and has won"
        " two prizes for her work.</p></div>",
        "<div class=author-box><p>Pia Lorne joined the Harbour Post in 2017 after ten years at sea.</p></div>",
        "<div class=about-the-author><p>Pia Lorne joined the Harbour Post after ten years at sea.</p></div>",
        "<p>Your browser does not support the video tag.</p>",
        "<p>Your browser doesn’t support HTML5 audio</p>",
        "<p>Page 1 of 2</p>",
        "<p>Print this page | Close window</p>",
        "<div class=feedback><h2>Is this page useful?</h2><p>Help us improve this site.</p></div>",
        "<p>Was this article helpful?</p>",
        "<p>This work is licensed under a Creative Commons Attribution 4.0 International License.</p>",
        "<p>Republish our articles for free, online or in print.</p>",
        "<p>무단 전재 및 재배포 금지</p>",
        "<p>Alle Rechte vorbehalten.</p>",
        "<p>Todos los derechos reservados.</p>",
        "<p>Все права защищены.</p>",
        "<p>未经授权不得转载</p>",
        "<p>Jetzt weiterlesen mit dem Abo der Hafenpost. Schon ab 1 Euro im ersten Monat.</p>",
        "<div class=promoted-content><p>PROMOTED</p><p>This trick empties your cellar in a night</p></div>",
    ],
)
def test_what_asks_and_warns_readers_is_not_the_storys(page_of: PageOf, beside: str) -> None:
    inside = page_of(f"<article><h1>T</h1><div class=text>{p(P1, P2)}{beside}{p(P3, P4)}</div></article>").text
    behind = page_of(f"<article><h1>T</h1><div class=text>{p(P1, P2, P3, P4)}</div>{beside}</article>").text
    assert (inside, behind) == (WHOLE, WHOLE)


@pytest.mark.parametrize(
    "line",
    [
        "Please consider what a donation means, she said.",
        "The board asked whether this page of its history was useful.",
        "No spam was found in the wreck.",
        "Page 12 of the report says that nobody was asked.",
        "The source of the money is a donation that was made in March.",
        "Donations to the fund have paid for half of the new wall.",
        "The author of the report is a former pilot.",
    ],
)
def test_what_only_sounds_so_stays(page_of: PageOf, line: str) -> None:
    text = page_of(f"<article><h1>T</h1><div class=text>{p(P1, P2, line, P3, P4)}</div></article>").text
    assert text == "\n\n".join((P1, P2, line, P3, P4))


@pytest.mark.parametrize(
    "inner", ["<h1>The slipway</h1><h2>{}</h2><p>By Pia Lorne</p>", "<h1>The slipway</h1><h3>{}</h3>"]
)
def test_a_lower_heading_beside_the_title_is_a_standfirst(page_of: PageOf, inner: str) -> None:
    lead = "The slipway shuts in April and nobody was asked"
    text = page_of(f"<article><header>{inner.format(lead)}</header>{p(P1, P2, P3, P4)}</article>").text
    assert text == f"{lead}\n\n{WHOLE}"


def test_the_motto_of_a_site_is_none(page_of: PageOf) -> None:
    top = "<header><h1>Harbour Post</h1><h2>All the news of the quay since 1911</h2></header>"
    assert page_of(f"{top}<article><h2>The slipway</h2>{p(P1, P2, P3, P4)}</article>").text.endswith(WHOLE)
    assert "since 1911" not in page_of(f"{top}<article>{p(P1, P2, P3, P4)}</article>").text


EAST = (
    "町議会は月曜日の夜、古い船着き場を春までに閉鎖することを賛成多数で決めた。",
    "近くに住む人たちは「誰も話を聞きに来なかった」と話し、町に説明を求めている。",
    "町は三月に二回目の説明会を開き、堤防の調査の費用を負担すると約束した。",
    "会議のあと、四十人ほどの住民が役場の前で夜遅くまで抗議の声を上げた。",
)


def test_short_paragraphs_without_spaces_between_words_are_running_text(page_of: PageOf) -> None:
    halves = f"<div class=txt>{p(*EAST[:2])}</div>{{}}<div class=txt>{p(*EAST[2:])}</div>"
    ad = "<div class=ad>Advertisement</div>"
    assert page_of(f"<main><h1>船着き場</h1>{halves.format(ad)}</main>").text == "\n\n".join(EAST)
