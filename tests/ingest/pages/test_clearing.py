"""What is not said any more, what is not the story's, and what a browser writes itself."""

from __future__ import annotations

import pytest

from searchapp.model import Story
from searchapp.provenance import Doubt
from tests.ingest.pages.conftest import P1, P2, P3, P4, Between, PageOf, p

# -- within a paragraph -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It will cost <del>two</del> <ins>three</ins> million.", "It will cost three million."),
        ("It will cost <del datetime='2021'>€2m</del><ins>€3m</ins>, she said.", "It will cost €3m, she said."),
        (
            "It will cost <s>two</s> three million, <strike>he</strike> she said.",
            "It will cost three million, she said.",
        ),
        ("The hall opens at seven <s>or eight</s>, the board said.", "The hall opens at seven, the board said."),
        ("<span style='text-decoration: line-through'>Ten</span> Twelve boats sank.", "Twelve boats sank."),
        ("<span class='strikethrough'>Ten</span> Twelve boats sank.", "Twelve boats sank."),
        ("All <del>the <em>best</em> boats</del> sank.", "All sank."),
        ("The <b>s</b>lipway was <ins>not</ins> closed.", "The slipway was not closed."),
    ],
)
def test_what_was_struck_out_is_not_said(between: Between, markup: str, text: str) -> None:
    assert between(f"<p>{markup}</p>") == [text]


def test_a_paragraph_that_was_struck_out_is_gone(between: Between) -> None:
    assert between("<del><p>The slipway is to be painted red, the board said.</p></del>") == []


def test_a_page_that_was_never_unstruck_stays(page_of: PageOf) -> None:
    assert page_of(f"<article><h1>T</h1><s>{p(P1, P2, P3, P4)}</article>").text == "\n\n".join((P1, P2, P3, P4))


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<q>We have no boats left</q>, said Tobin Ashe.", "“We have no boats left”, said Tobin Ashe."),
        ("Ashe said: <q>No.</q> Then he left.", "Ashe said: “No.” Then he left."),
        ("<q>She said <q>never</q> to me</q>, said Ashe.", "“She said ‘never’ to me”, said Ashe."),
        ("He called it <q>a <em>small</em> matter</q> on Monday.", "He called it “a small matter” on Monday."),
        ("<q>One</q> and <q>two</q>, he counted.", "“One” and “two”, he counted."),
        ("<q>“Marked already”</q>, he said.", "“Marked already”, he said."),
        ("An empty <q></q> one.", "An empty one."),
        ("<em>He said <q>yes</q></em> at once.", "He said “yes” at once."),
    ],
)
def test_a_quotation_that_the_browser_marks_has_its_marks(between: Between, markup: str, text: str) -> None:
    assert between(f"<p>{markup}</p>") == [text]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "The hall opens at <time>7</time> and shuts at <time>nine</time>.",
            "The hall opens at 7 and shuts at nine.",
        ),
        ("On <time datetime='2021-03-03'>3 March</time> the board met again.", "On 3 March the board met again."),
        ("<time>On Friday</time> the board will meet in the hall.", "On Friday the board will meet in the hall."),
    ],
)
def test_a_time_in_a_sentence_is_a_word_of_it(between: Between, markup: str, text: str) -> None:
    assert between(f"<p>{markup}</p>") == [text]


def test_the_number_of_a_footnote_is_no_part_of_a_word(page_of: PageOf) -> None:
    note = "<ol class=footnotes><li id=f1>County register, page nine. <a href='#r1'>↩</a></li></ol>"
    body = f"<p>{P1}<sup id=r1><a href='#f1'>1</a></sup></p>{p(P2, P3, P4)}{note}"
    text = page_of(f"<article><h1>T</h1>{body}</article>").text
    assert text == f"{P1}[1]\n\n{P2}\n\n{P3}\n\n{P4}\n\n• County register, page nine."


# -- paragraphs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("br", ["<br><br>", "<br/>\n<br />", "<br>&nbsp;<br>", "<br><br><br>"])
@pytest.mark.parametrize(
    "around", ["<div class=txt>{}</div>", "<p>{}</p>", "<span>{}</span>", "<div><font>{}</font></div>"]
)
def test_two_line_breaks_part_paragraphs(page_of: PageOf, br: str, around: str) -> None:
    body = around.format(br.join((P1, f"<b>Tobin</b>{P2[5:]}", P3, P4)))
    assert page_of(f"<div class=story><h1>T</h1>{body}</div>").text == "\n\n".join((P1, P2, P3, P4))


def test_text_in_divs_without_paragraphs(page_of: PageOf) -> None:
    body = "".join(f"<div>{text}</div>" for text in (P1, P2, P3, P4))
    assert page_of(f"<div class=story><h1>T</h1><div>{body}</div></div>").text == "\n\n".join((P1, P2, P3, P4))


# -- what is not the story's ------------------------------------------------------------------------------

BESIDE = [
    "<p><strong>Read more:</strong> <a href='/x'>Karin Dahl quits the board after a row</a></p>",
    "<p>READ: <a href='/x'>Karin Dahl quits the board</a></p>",
    "<p><a href='/x'>Read more: Karin Dahl quits the board</a></p>",
    "<div><b>Also read</b> | <a href='/x'>Karin Dahl quits the board</a></div>",
    "<p>[Related: <a href='/x'>Karin Dahl quits the board</a>]</p>",
    "<p>See also: <a href='/x'>Karin Dahl quits</a>, <a href='/y'>The old pier is sold</a></p>",
    "<p>Watch: <a href='/x'>Boats leave the harbour</a></p>",
    "<p>Don't miss: <a href='/x'>Boats leave the harbour</a></p>",
    "<p><em><a href='/x'>Click here to read our guide to the islands</a></em></p>",
    "<p><b>Lesen Sie auch:</b> <a href='/x'>Karin Dahl tritt zurück</a></p>",
    "<p>Advertisement</p>",
    "<div class=x><p>ADVERTISEMENT - CONTINUE READING</p></div>",
    "<p>Story continues below advertisement</p>",
    "<div>Share this article on Facebook</div>",
    "<p>Share</p>",
    "<span>ADVERTISEMENT</span>",
    "<p>RELATED ARTICLE: <a href='/z'>Pier</a></p>",
    "<p>If you liked this story, sign up for our weekly newsletter, a selection of stories.</p>",
    "<p>For more stories like this, subscribe to our podcast.</p>",
    "<p>Join more than 100,000 readers by liking us on Facebook, or follow us on Twitter.</p>",
    "<p>If you choose to accept, we will also use cookies to show you ads.</p>",
    "<p>This is provided by Chirper, which may use cookies. To view this content, click on ‘Accept’.</p>",
    "<p>Scroll down for video</p>",
    "<p>Sign up for our morning newsletter</p>",
    "<p>Sign up to get the day's top stories in your inbox every morning.</p>",
    "<div class=box><p>Subscribe to our weekly newsletter for more from the islands.</p></div>",
    "<p>Get breaking news alerts and the stories of the day. Download our app here.</p>",
    "<p>Follow us on Twitter, Facebook and Instagram.</p>",
    "<p>Enjoying this? Support our journalism from €2 a month.</p>",
    "<p class=newsletter>The best of the islands, every week.</p>",
    "<div class='related-articles'><h3>Related</h3><ul><li><a href='/y'>Vell lose again at home</a></li></ul>"
    "</div>",
    "<h3>Related stories</h3><ul><li><a href='/y'>Vell lose again</a></li><li><a href='/z'>Pier is sold</a></li>"
    "</ul>",
    "<ul><li><a href='/y'>Vell lose again at home</a></li><li><a href='/z'>The old pier is sold</a></li></ul>",
    "<div class='cookie-box'><p>This site uses cookies so that it can remember you.</p></div>",
    "<p>We and our 312 partners store and access personal data, like browsing data, on your device.</p>",
    "<p>By continuing to use this site you agree to our terms and to the use of cookies.</p>",
    "<div><p>Click below to consent, or to manage your choices.</p></div>",
    "<div><p>Already a subscriber? <a href='/in'>Sign in</a></p></div>",
    "<p>Filed under: Corvane, harbour, council</p>",
    "<p>4 min read</p>",
    "<p>© 2021 Harbour Post. All rights reserved.</p>",
]


@pytest.mark.parametrize("beside", BESIDE)
def test_what_is_beside_the_story_is_left_out(between: Between, beside: str) -> None:
    assert between(beside) == []


@pytest.mark.parametrize("beside", BESIDE)
def test_it_is_left_out_below_the_story_too(page_of: PageOf, beside: str) -> None:
    text = page_of(f"<main><h1>T</h1><div class=body>{p(P1, P2, P3, P4)}{beside}</div></main>").text
    assert text == "\n\n".join((P1, P2, P3, P4))


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more books, the teacher told them, and the rest of the class laughed with her.",
        "Share prices of the ferry line fell by a tenth on Tuesday, the most in a decade.",
        "Subscribe to nothing, sign nothing, Ashe told the owners of the boats.",
        "“Sign up for the newsletter of the board,” Ines Varga told her neighbours.",
        "The watchdog said that sites which use cookies to follow readers have to ask them first.",
        "Related families own most of the boats, and none of them wants to leave the harbour.",
        "Watch the tide, they say on the island, and you will know what the council does next.",
        "More on the island than on the coast, people depend on the ferry for their daily bread.",
        "Advertisement of the sale began in May, and 40 boats were sold within a week of it.",
        "Follow the harbour road for a mile and you will come to the house of the pilot.",
        "See the wall before it falls, the guide says, and hundreds of people come to do so.",
        "Subscribers to the mutual fund, who had paid since 1987, got nothing back in the end.",
        "Our standards are those of our fathers, Ashe said.",
        "Follow the harbour road to our site on the quay, the board tells its guests.",
        "Get free trial rides on the ferry this week, and a cup of tea.",
        "To read the letter of the county, join the queue at the parish hall.",
        "Start your day on the ferry and you will see an app in use, with its notifications on every screen.",
        "Under the law, by clicking the button you agree to pay, a lawyer explains.",
        "“We use cookies as bait,” the fisherman Piet Holm said with a straight face.",
        "Video of the accident shows <a href='/v'>two boats and a pilot</a> close to the breakwater in the fog.",
    ],
)
def test_no_sentence_of_the_story_is_left_out(between: Between, sentence: str) -> None:
    assert between(f"<p>{sentence}</p>") == [sentence.replace("<a href='/v'>", "").replace("</a>", "")]


def test_a_list_of_links_that_a_sentence_announces_is_the_storys(between: Between) -> None:
    links = (
        "<ul><li><a href='/y'>The letter of the county</a></li><li><a href='/z'>The plan of the wall</a></li></ul>"
    )
    found = between(f"<p>The board has published two papers:</p>{links}")
    assert found == ["The board has published two papers:", "• The letter of the county\n• The plan of the wall"]


@pytest.mark.parametrize(
    "notice",
    [
        "<div class='cookie'><p>We use cookies to improve your experience here and to show you advertising that"
        " fits.</p></div>",
        "<div id='consent-layer'><p>Choose what happens to your data here.</p><p>You can choose again later.</p>"
        "</div>",
        "<div id=gdpr><h2>Your privacy</h2><p>We value your privacy. Our partners set cookies.</p></div>",
    ],
)
@pytest.mark.parametrize(
    "story",
    ["<aside class=content><h1>T</h1>{}</aside>", "<div class=story>{}</div>", "<form><h1>T</h1>{}</form>"],
)
def test_a_notice_is_not_taken_for_the_story(page_of: PageOf, notice: str, story: str) -> None:
    assert page_of(notice + story.format(p(P1, P2))).text == f"{P1}\n\n{P2}"
    assert page_of(story.format(p(P1, P2)) + notice).text == f"{P1}\n\n{P2}"


def test_a_story_of_one_sentence_below_a_long_notice(page_of: PageOf) -> None:
    notice = (
        "<div id='consent'><p>We and 312 partners store personal data.</p><p>Click below to consent.</p></div>"
    )
    story = "“We are out of rope,” Captain Nell Orr said."
    assert page_of(f"{notice}<div class=story><p>{story}</p></div>").text == story


# -- for subscribers --------------------------------------------------------------------------------------

GOES_ON = (Doubt("for subscribers", 0),)


@pytest.mark.parametrize(
    "wall",
    [
        "<div class='paywall'><h2>Subscribe to continue reading</h2><p>Get unlimited access for one euro a week."
        " Already a subscriber? Log in here.</p></div>",
        "<div class=wall><h3>This article is for subscribers</h3><p>Sign in to continue reading, or choose a"
        " plan.</p><p>From €2 a week. Cancel anytime.</p></div>",
        "<p>To read the full story, subscribe now.</p>",
        "<p>This is premium content. Subscribe to read the full article.</p>",
        "<div><h2>Keep reading for free</h2><p>Create a free account to continue reading.</p></div>",
        "<p><a href='/join'>Log in or register to read the rest of this article</a></p>",
        "<section><p>You've reached your limit of free articles.</p><p>Subscribe today to keep reading.</p>"
        "</section>",
        "<p>The rest of this article is only available to subscribers.</p>",
        "<p>Continue reading with a Harbour Post subscription.</p>",
    ],
)  # fmt: skip
def test_a_story_that_goes_on_for_subscribers_says_so(page_of: PageOf, wall: str) -> None:
    found = page_of(f"<article><h1>T</h1>{p(P1, P2)}{wall}</article>")
    assert (found.text, found.doubts) == (f"{P1}\n\n{P2}", GOES_ON)


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Ines Varga said that readers should not have to subscribe to read on.</p>",
        "<div hidden><p>Subscribe to continue reading</p></div>",
        "<div><p>Already a subscriber? <a href='/in'>Sign in</a></p></div>",
        "<p>“Subscribe to continue reading,” the screen told him, and he put it away for good.</p>",
        "<p>To read the letter of the county, join the queue at the parish hall.</p>",
        "<p>The fund is open to its members only if they have paid for ten years or more.</p>",
    ],
)
def test_a_story_that_does_not_go_on_does_not_say_so(page_of: PageOf, inner: str) -> None:
    assert page_of(f"<article><h1>T</h1>{p(P1, P2)}{inner}{p(P3, P4)}</article>").doubts == ()


# -- quotations that are said twice -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "pulled",
    [
        "<blockquote class=pullquote>We will come back until they listen</blockquote>",
        "<blockquote><p>“We will come back until they listen”</p><cite>Ines Varga</cite></blockquote>",
        "<div class='pull-quote'>We will come back until they listen — Ines Varga</div>",
        "<aside class=pullquote><p>nobody had asked the people whose houses stand beside the slipway</p></aside>",
        "<p class='article__pullquote'>“Nobody had asked the people whose houses stand beside the slipway.”</p>",
    ],
)
def test_a_quotation_that_repeats_the_text_is_left_out(between: Between, pulled: str) -> None:
    assert between(pulled) == []


@pytest.mark.parametrize(
    "quoted",
    [
        "“It is over for us and for all the boats here,” the letter says.",
        "It is over for us and for all the boats here, we think.",
    ],
)
def test_a_quotation_that_is_said_once_stays_as_it_is_marked(between: Between, quoted: str) -> None:
    assert between(f"<blockquote><p>{quoted}</p></blockquote>") == [quoted]


def test_a_quotation_in_a_figure_without_a_picture_is_text(between: Between) -> None:
    quoted = "“They never came to my house, not once in all these years,” Bo Li said."
    assert between(f"<figure class=quote><blockquote>{quoted}</blockquote></figure>") == [quoted]


def test_a_quotation_that_only_the_title_or_a_script_repeats_stays(page_of: PageOf) -> None:
    said = "It is over for us and for all the boats here"
    script = f'<script type="application/ld+json">{{"@type": "Thing", "description": "{said}"}}</script>'
    body = f"{script}<article><h1>‘{said}’</h1>{p(P1, P2)}<blockquote>{said}.</blockquote>{p(P3, P4)}</article>"
    assert f"{P2}\n\n{said}.\n\n{P3}" in page_of(body).text


def stories(found: Story) -> list[str]:
    return found.text.split("\n\n")


def test_what_a_page_keeps_for_browsers_without_scripts_is_not_doubled(page_of: PageOf) -> None:
    lazy = f"<img data-src=x><noscript><img src=x></noscript><noscript>{p(P1, P2)}</noscript>"
    assert stories(page_of(f"<article><h1>T</h1>{p(P1, P2)}{lazy}{p(P3, P4)}</article>")) == [P1, P2, P3, P4]
