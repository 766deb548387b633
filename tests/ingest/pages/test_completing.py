"""A story is taken whole: blocks of its text that were not found come back, in their places, and no others."""

from __future__ import annotations

import pytest

from searchapp.ingest.pages.body.completing import completed
from tests.ingest.pages.conftest import P1, P2, P3, P4, PageOf, p

WHOLE = "\n\n".join((P1, P2, P3, P4))
AD = "<div class=ad>Advertisement</div>"
PROMO = (
    "<aside class=promo><p>Win a week on the island in our competition, open until the last of June.</p></aside>"
)


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='article-body'>{p(P1, P2)}</div>{AD}<div class='article-body'>{p(P3, P4)}</div>",
        f"<div class='body text'>{p(P1)}</div>{AD}<div class='body text'>{p(P2)}</div>{AD}<div class='body"
        f" text'>{p(P3, P4)}</div>",
        f"<div class=row><div class=txt>{p(P1, P2)}</div></div>{AD}<div class=row><div class=txt>{p(P3, P4)}"
        f"</div></div>",
        f"<article class=part>{p(P1, P2)}</article>{AD}<article class=part>{p(P3, P4)}</article>",
        f"<article>{p(P1, P2)}</article><article>{p(P3, P4)}</article>",
        f"<div>{p(P1, P2)}</div>{AD}<div>{p(P3, P4)}</div>",
        f"<div id=text-0>{p(P1)}</div>{AD}<div id=text-1>{p(P2)}</div><div id=text-2>{p(P3, P4)}</div>",
        f"<div class='part-1'>{p(P1, P2)}</div>{AD}<div class='part-2'>{p(P3, P4)}</div>",
        f"<section class=chapter>{p(P1)}</section>{PROMO}<section class=chapter>{p(P2)}</section><section"
        f" class=chapter>{p(P3, P4)}</section>",
        f"<div class=page id=p1>{p(P1, P2)}</div><div class=pager><a href='/2'>2</a></div><div class=page"
        f" id=p2>{p(P3, P4)}</div>",
        f"<div class=desktop>{p(P1, P2)}</div><div class=mobile>{p(P1, P2)}</div>{p(P3, P4)}",
        f"<div class=story>{p(P1, P2)}{PROMO}{p(P3, P4)}</div>",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "around", ["<main><h1>T</h1>{}</main>", "<div id=wrap><h1>T</h1>{}</div>", "<h1>T</h1>{}"]
)
def test_a_story_in_several_blocks_is_one(page_of: PageOf, body: str, around: str) -> None:
    assert page_of(around.format(body)).text == WHOLE


@pytest.mark.parametrize("tag", ["ul", "ol"])
@pytest.mark.parametrize("announced", ["The board agreed on three things:", "It wants, among others:"])
@pytest.mark.parametrize("around", ["{}", "<article>{}</article>", "<div class=story><div>{}</div></div>"])
def test_a_list_that_a_sentence_announces(page_of: PageOf, tag: str, announced: str, around: str) -> None:
    items = f"<{tag}><li>a new pilot boat</li><li>two <b>lights</b></li><li>a fence along the quay</li></{tag}>"
    text = page_of(around.format(f"<h1>T</h1>{p(P1, announced)}{items}{p(P3)}")).text
    assert text == f"{P1}\n\n{announced}\n\n• a new pilot boat\n• two lights\n• a fence along the quay\n\n{P3}"


def test_a_live_page_is_whole_and_in_order(page_of: PageOf) -> None:
    posts = "".join(
        f"<article class='live-post'><time>{n}:00</time><h3>Hour {n} at the slip</h3><p>At {n} o'clock the crowd"
        f" had"
        f" grown to {n}00 and the police closed the harbour road again.</p><p>“Hold on,” she said the {n}th"
        f" time.</p>"
        "<p>More to come.</p></article>"
        for n in range(14, 7, -1)
    )
    blocks = page_of(f"<main><h1>T</h1>{p(P1)}<div class=feed>{posts}</div></main>").text.split("\n\n")
    assert blocks[0] == P1
    assert [block for block in blocks if block.startswith("Hour")] == [
        f"Hour {n} at the slip" for n in range(14, 7, -1)
    ]
    assert len(blocks) == 1 + 4 * 7


def test_questions_and_answers_alternate(page_of: PageOf) -> None:
    talk = [
        ("Were you asked?", "No. Nobody came."),
        ("Will you go?", "Never. They can carry me out with the furniture."),
    ]
    divs = "".join(f"<div class=q><p>{q}</p></div><div class=a><p>{a}</p></div>" for q, a in talk)
    wanted = "\n\n".join([P1, *(line for pair in talk for line in pair), P3, P4])
    assert page_of(f"<article><h1>T</h1>{p(P1)}{divs}{p(P3, P4)}</article>").text == wanted


def test_headings_and_tables_stay_where_they_are(page_of: PageOf) -> None:
    table = "<table><tr><th>Year</th><th>Boats</th></tr><tr><td>1990</td><td>70</td></tr></table>"
    body = f"{p(P1)}<h2>A wall from 1907</h2>{p(P2)}{table}<h2>What comes next</h2>{p(P3, P4)}"
    text = page_of(f"<article><h1>T</h1>{body}</article>").text
    assert (
        text == f"{P1}\n\nA wall from 1907\n\n{P2}\n\nYear | Boats\n1990 | 70\n\nWhat comes next\n\n{P3}\n\n{P4}"
    )


@pytest.mark.parametrize(
    "beside",
    [
        "<article class=card><h3><a href='/x'>Pier is sold</a></h3><p>The old pier of Vell was sold on Friday to"
        " a brewer"
        " who wants to serve his own beer on it.</p></article>",
        "<div class='related'><p>The old pier of Vell was sold on Friday to a brewer who wants to serve beer."
        "</p></div>",
        "<section class=comments><p>I have lived beside this slipway for all of my life and nobody ever asked"
        " me.</p></section>",
        "<footer><p>Harbour Post is published by the Harbour Post Company, on the quay, every day but Sunday."
        "</p></footer>",
    ],
)
def test_what_stands_beside_does_not_come_back(page_of: PageOf, beside: str) -> None:
    assert (
        page_of(f"<main><h1>T</h1><article class=story>{p(P1, P2, P3, P4)}</article>{beside}</main>").text == WHOLE
    )


def test_a_paragraph_that_is_repeated_for_its_own_sake_stays(page_of: PageOf) -> None:
    refrain = "You can vote for her until midnight on the last page of this survey of ours."
    text = page_of(f"<article><h1>T</h1>{p(P1, refrain, P2, refrain, P3)}</article>").text
    assert text == f"{P1}\n\n{refrain}\n\n{P2}\n\n{refrain}\n\n{P3}"


def test_without_blocks_what_was_found_stays() -> None:
    assert completed([("p", P1), ("item", "one")], []) == [("p", P1), ("item", "one")]
    assert completed([], []) == []
