"""Posts that a page shows within its story: quotations of their authors, one paragraph each."""

from __future__ import annotations

import pytest

from tests.ingest.pages.conftest import P1, P2, P3, Between, PageOf, p

DATE = "<a href='https://twitter.com/inesv/status/1'>March 3, 2021</a>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<blockquote class='twitter-tweet'><p lang=en dir=ltr>The slip is not <a href='/h'>#closed</a> yet."
            f" <a href='https://t.co/abc'>pic.twitter.com/abc</a></p>&mdash; Ines Varga (@inesv) {DATE}"
            f"</blockquote>",
            "“The slip is not #closed yet.” — Ines Varga (@inesv), March 3, 2021",
        ),
        (
            "<div class=embed><blockquote class='twitter-tweet' data-lang=en><p>Gone.<br><br>For good.</p>"
            f"— Ines V. (@inesv) {DATE}</blockquote><script src='w.js'></script></div>",
            "“Gone. For good.” — Ines V. (@inesv), March 3, 2021",
        ),
        (
            f"<blockquote class='twitter-tweet'><p>He said “no” to us.</p>— Ines Varga (@inesv) {DATE}"
            f"</blockquote>",
            "“He said ‘no’ to us.” — Ines Varga (@inesv), March 3, 2021",
        ),
        (
            "<blockquote class='instagram-media'><div><a href='/p'><div>View this post on Instagram</div></a>"
            "<p><a href='/p'>Low tide at the slip.</a></p><p>A post shared by <a href='/i'>Ines Varga</a>"
            " (@inesv) on"
            " <time datetime='2021'>Mar 3, 2021 at 5:02am PST</time></p></div></blockquote>",
            "“Low tide at the slip.” — Ines Varga (@inesv), Mar 3, 2021 at 5:02am PST",
        ),
        (
            "<div class='fb-post' data-href='https://f.example/1'><blockquote class='fb-xfbml-parse-ignore'>"
            "<p>Boats"
            " will be moved on Friday.</p>Posted by <a href='/f'>Corvane Ferry Board</a> on&nbsp;"
            "<a href='/p'>Wednesday, March 3, 2021</a></blockquote></div>",
            "“Boats will be moved on Friday.” — Corvane Ferry Board, Wednesday, March 3, 2021",
        ),
        (
            "<blockquote class='bluesky-embed'><p lang=en>The county pays.<br><br><a href='/p'>[image or embed]"
            "</a></p>"
            "&mdash; Ines Varga (<a href='/i'>@inesv.example.social</a>) <a href='/p'>March 3, 2021 at 5:02 PM</a>"
            "</blockquote>",
            "“The county pays.” — Ines Varga (@inesv.example.social), March 3, 2021 at 5:02 PM",
        ),
        (
            "<div class='tgme_widget_message'><div class='tgme_widget_message_author'><a href='/t'"
            " class='tgme_widget_message_owner_name'><span>Corvane Boats</span></a></div><div"
            " class='tgme_widget_message_text'>Slip closed from noon.</div><div><span>1.2K</span> views"
            " <a href='/t'><time>Mar 3 at 12:05</time></a></div></div>",
            "“Slip closed from noon.” — Corvane Boats, Mar 3 at 12:05",
        ),
        (
            "<blockquote class='tiktok-embed'><section><a title='@inesv' href='/i'>@inesv</a> <p>The last launch"
            " <a href='/b'>#boats</a></p> <a href='/s'>♬ original sound - Ines</a></section></blockquote>",
            "“The last launch #boats” — @inesv",
        ),
        (
            "<blockquote><p>It is over for us.</p>— Ines Varga (@inesv) March 3, 2021</blockquote>",
            "“It is over for us.” — Ines Varga (@inesv), March 3, 2021",
        ),
        (
            "<blockquote><p>It is over for us.</p><p>— Ines Varga (@inesv) <a href='/s'>March 3, 2021</a></p>"
            "</blockquote>",
            "“It is over for us.” — Ines Varga (@inesv), March 3, 2021",
        ),
    ],
)
def test_a_post_is_a_quotation_of_its_author(between: Between, markup: str, text: str) -> None:
    assert between(markup) == [text]


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote class='instagram-media'><div><a href='/p'><div>View this post on Instagram</div></a><p><a"
        " href='/p'>A post shared by Ines Varga (@inesv)</a></p></div></blockquote>",
        "<blockquote class='mastodon-embed'><a href='/1'><svg></svg><div>Post by @inesv@s.example</div><div>View"
        " on"
        " Mastodon</div></a></blockquote>",
        "<blockquote class='twitter-tweet'><a href='https://twitter.com/inesv/status/1'></a></blockquote>",
        "<div class='fb-post' data-href='https://f.example/1'></div>",
    ],
)
def test_a_post_without_words_is_not_there(between: Between, markup: str) -> None:
    assert between(markup) == []


@pytest.mark.parametrize(
    "words",
    [
        "“The wall was there before us,” says the plaque on the harbour side of it — and it was.",
        "Write to the board at board@corvane.example if you own a boat or a share of one.",
    ],
)
def test_a_quotation_that_is_no_post_stays(between: Between, words: str) -> None:
    assert between(f"<blockquote><p>{words}</p></blockquote>") == [words]


def test_posts_are_in_their_places(page_of: PageOf) -> None:
    posts = [
        f"<blockquote class='twitter-tweet'><p>Post {n} of it.</p>— A B (@ab) {DATE}</blockquote>" for n in (1, 2)
    ]
    text = page_of(f"<article><h1>T</h1>{p(P1)}{posts[0]}{p(P2)}{posts[1]}{p(P3)}</article>").text
    assert [block[:12] for block in text.split("\n\n")] == [
        P1[:12],
        "“Post 1 of i",
        P2[:12],
        "“Post 2 of i",
        P3[:12],
    ]
