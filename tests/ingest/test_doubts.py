"""What is said of a story that may not be all there: text left out of a page, several documents in one file."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from searchapp.ingest.readers import html
from searchapp.ingest.readers.several_documents import documents_in
from searchapp.model import Story
from searchapp.provenance import Doubt

One = Callable[..., Story]
TOPICS = "bridge harbour school market road mill church ferry quarry lamp".split()
PARAGRAPHS = [
    f"The council said that the old {topic} stays closed until spring, and Ana Ruiz told its {topic} board so."
    for topic in TOPICS
]


def page(paragraphs: list[str], beside: str = "") -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>T</title></head><body><article>{body}</article>{beside}</body></html>"
    )


def only_the_first(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(html, "article_text", lambda *_: "\n\n".join(PARAGRAPHS[:kept]))


def test_a_page_of_which_more_than_a_third_was_left_out_says_so(
    story: One, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_the_first(monkeypatch, 6)
    assert story("a.html", page(PARAGRAPHS)).doubts == (Doubt("part left out", 40),)


@pytest.mark.parametrize("kept", [7, 10])
def test_a_page_of_which_less_was_left_out_does_not(
    story: One, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    only_the_first(monkeypatch, kept)
    assert story("a.html", page(PARAGRAPHS)).doubts == ()


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>", "<footer>{}</footer>", "<aside>{}</aside>", "<form>{}</form>", "<div hidden>{}</div>",
        "<div style='display: none'>{}</div>", "<div class='comments-area'>{}</div>", "<div id='related'>{}</div>",
        "<div class='cookie-banner'>{}</div>", "<ul role='navigation'>{}</ul>", "<noscript>{}</noscript>",
        "<script>'{}'</script>", "<!-- {} -->", "<a href='/x'>{}</a>", "<template>{}</template>",
    ],
)  # fmt: skip
def test_what_is_beside_the_story_or_unseen_was_not_left_out(
    story: One, monkeypatch: pytest.MonkeyPatch, around: str
) -> None:
    only_the_first(monkeypatch, 3)
    beside = around.format("".join(f"<p>{p}</p>" for p in PARAGRAPHS[3:]))
    assert story("a.html", page(PARAGRAPHS[:3], beside)).doubts == ()


def test_a_page_that_is_taken_whole_has_no_doubt(story: One) -> None:
    found = story("a.html", page(PARAGRAPHS))
    assert (found.text, found.doubts) == ("\n\n".join(PARAGRAPHS), ())


# -- several documents in one file ------------------------------------------------------------------------

BODY = "The council met on Monday.\n\nIt said that the bridge is closed."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("      1 of 3 DOCUMENTS\n\nThe Ledger\n\n" + BODY, 3),
        (f"Document 1 of 2\n\n{BODY}\n\nDocument 2 of 2\n\n{BODY}", 2),
        (f"1 of 12 results\n{BODY}", 12),
        (f"BYLINE: A\n\nLENGTH: 231 words\n\n{BODY}\n\nLENGTH: 1,040 words\n\n{BODY}", 2),
        (f"{BODY}\n\nLOAD-DATE: May 7, 2020\n\n{BODY}\n\nLOAD-DATE: May 9, 2020\n", 2),
        (f"{BODY}\n\nDocument LEDG000020200506eg560001x\n\n{BODY}\n\nDocument LEDG000020200507eg570002x\n", 2),
        (f"Title: A\nDate: 2020-01-01\n\n{BODY}\n----------\nTitle: B\nDate: 2020-01-02\n\n{BODY}", 2),
        (f"{BODY}\n\n========\n\nHeadline: B\nByline: C\n\n{BODY}\n========\nHeadline: D\nByline: E\n{BODY}", 3),
        ("1 of 1 DOCUMENTS\n\n" + BODY, 1),
        (f"{BODY}\n\nPage 1 of 3\n\n{BODY}\n\nPage 2 of 3", 1),
        (f"1 of 3 documents was found on Monday, police said.\n\n{BODY}", 1),
        ("7 of 3 DOCUMENTS\n\n" + BODY, 1),
        (f"{BODY}\n\n----------\n\n{BODY}", 1),
        (f"LENGTH: 231 words\n\n{BODY}", 1),
        ("", 1),
    ],
)
def test_marks_of_several_documents(text: str, number: int) -> None:
    assert documents_in(text) == number


def test_a_file_of_several_documents_says_so_in_each_format(story: One) -> None:
    text = f"1 of 3 DOCUMENTS\n\nThe Ledger\n\n{BODY}\n\n2 of 3 DOCUMENTS\n\n{BODY}"
    several = (Doubt("several documents", 3),)
    assert story("a.txt", text).doubts == several
    assert story("a.md", text).doubts == several
    assert story("a.jsonl", json.dumps({"text": text})).doubts == several
    marked = page(["1 of 3 DOCUMENTS", *PARAGRAPHS[:4], "2 of 3 DOCUMENTS", *PARAGRAPHS[4:]])
    assert story("a.html", marked).doubts == several
