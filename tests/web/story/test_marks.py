"""Marks in the reader: what is one, how many there are, and the way from each to the next."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from searchapp.web.story import ways
from tests.stories import said as heard
from tests.stories import story
from tests.web.test_pages import said, soup

Client = Callable[..., FlaskClient]


def test_words_beside_each_other_are_one_mark_whatever_is_said_of_them(make_client: Client) -> None:
    text = "The night ferry was late. A ferry at night, Ada Lund said, is late. Night\nferry."
    client = make_client(story("a", text, statements=(heard(text, "ferry at night", "Ada Lund"),)))
    page = soup(client, "/story/a?q=night+ferry")
    assert said(page, ".text mark") == ["night ferry", "ferry", "night", "Night", "ferry"]
    assert [str(t["data-at"]) for t in page.select("mark + .onward")] == [f"{n} of 5 marks" for n in range(1, 6)]
    assert [t["href"] for t in page.select("#m2 + .onward a")] == ["#m1", "#m3"]
    assert [t["href"] for t in page.select("#m5 + .onward a")] == ["#m4"]
    assert page.select_one(".text").get_text().split() == text.split()  # type: ignore[union-attr]


def test_marks_of_the_title_are_counted_first(make_client: Client) -> None:
    client = make_client(story("a", "The ferry. A ferry.", title="Ferry late"), story("b", "No.", title="Ferry"))
    page = soup(client, "/story/a?q=ferry")
    assert said(page, ".marks") == ["3 marks, 1 in the title Go to the first"]
    assert [t["id"] for t in page.select("mark")] == ["m1", "m2", "m3"]
    assert page.select("h1 #m1 + .onward a[href='#m2']")
    assert said(soup(client, "/story/b?q=ferry"), ".marks b") == ["1 mark, in the title"]
    assert said(soup(client, "/story/a?q=tram"), ".marks") == [
        "Nothing is marked: the words of your search do not stand in this story."
    ]
    for without_words in ("", "?q=-tram", "?q=speaker:lund"):
        assert not soup(client, f"/story/a{without_words}").select(".marks")


def test_a_sentence_that_is_matched_to_its_end_and_beyond_is_one_mark_in_two_pieces(make_client: Client) -> None:
    page = soup(make_client(story("a", "They took the ferry. Late at night.")), "/story/a?q=%22ferry+late%22")
    assert said(page, ".text mark") == ["ferry.", "", "Late"]
    assert [t.get("id") for t in page.select(".text mark")] == ["m1", None, None]
    assert said(page, ".marks b") == ["1 mark"]


def test_the_statements_of_a_speaker_lead_from_one_to_the_next(make_client: Client) -> None:
    text = "It is late, Ada Lund said. It is lost, Per Holm said. It is found, Ada Lund said."
    late, lost, found = (heard(text, f"It is {w}", w2) for w, w2 in
                         (("late", "Ada Lund"), ("lost", "Per Holm"), ("found", "Ada Lund")))  # fmt: skip
    page = soup(make_client(story("a", text, statements=(late, lost, found))), "/story/a")
    assert [str(t["data-at"]) for t in page.select(".told + .onward")] == [
        "1 of 2 by Ada Lund", "1 of 1 by Per Holm", "2 of 2 by Ada Lund"
    ]  # fmt: skip
    assert [t["href"] for t in page.select("#s0 + .onward a")] == [f"#s{text.index('It is found')}"]


def test_a_long_story_is_read_in_parts_and_every_mark_is_reached(
    make_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ways, "PART", 300)
    filler = "The lock was shut all day. " * 12
    text = f"A ferry came. {filler}\n\nThen a ferry left. {filler}\n\nThe last ferry, Ada Lund said, is lost."
    client = make_client(story("a", text, title="Log", statements=(heard(text, "The last ferry", "Ada Lund"),)))
    first = soup(client, "/story/a?q=ferry")
    assert said(first, ".parts a") == ["1", "2", "3"]
    assert said(first, ".marks b") == ["3 marks"]
    seen, url = [], "/story/a?q=ferry#m1"
    while url not in seen:
        seen.append(url)
        address, _, mark = url.partition("#")
        page = soup(client, address)
        assert said(page, f"#{mark}") == ["ferry"]
        on = page.select_one(f"#{mark} + .onward [rel=next]")
        url = urljoin(url, str(on["href"])) if on else url
    assert seen == [f"/story/a?q=ferry{more}" for more in ("#m1", "&part=2#m2", "&part=3#m3")]
    shown = "".join(soup(client, f"/story/a?part={n}").select_one(".text").get_text() + " " for n in (1, 2, 3))  # type: ignore[union-attr]
    assert shown.split() == text.split()
    place = first.select_one(".speaker .place")
    assert place is not None
    assert place["href"] == f"/story/a?q=ferry&part=3#s{text.index('The last')}"
    beyond = soup(client, "/story/a?part=99")
    assert said(beyond, ".notice") == ["This story has 3 parts only; this is the last."]
    assert said(soup(client, "/story/a?part=nix"), ".parts [aria-current]") == ["1"]


def test_the_pages_of_a_document_are_told_where_they_begin(make_client: Client) -> None:
    text = "The lock was shut, and\n\nit stayed shut. Nobody came."
    page = soup(make_client(story("a", text, pages=(0, 23, text.index("Nobody")))), "/story/a")
    assert said(page, ".text p") == ["p. 1The lock was shut, and", "p. 2it stayed shut. p. 3Nobody came."]
    assert not soup(make_client(story("b", text, pages=(0,))), "/story/b").select(".leaf")


def test_a_story_is_set_in_the_direction_of_its_text(client: FlaskClient) -> None:
    assert [t["dir"] for t in soup(client, "/story/rtl").select("article")] == ["rtl"]
    assert [t["dir"] for t in soup(client, "/story/deal").select("article, .speaker ol")] == ["ltr"] * 3
