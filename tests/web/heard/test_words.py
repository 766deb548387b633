"""The same words together: who carries them, first and later, in full, in part and worded otherwise."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from flask.testing import FlaskClient

from searchapp.compare.changes import word_changes
from searchapp.model import Story
from searchapp.web.heard.words import _wordings
from tests.stories import said, story
from tests.web.test_pages import said as texts
from tests.web.test_pages import soup

WHOLE = "The ferry will sail at dawn, and every passenger of the old harbour has a seat"
NOON = "the ferry will sail at noon, and every passenger of the old harbour has a seat"
PART = "every passenger of the old harbour has a seat"


def told(id: str, words: str, cue: str = "said", speaker: str = "Ada Lund", **more: str) -> Story:
    text = f"“{words},” {speaker} {cue}."
    return story(
        id, text, title=f"Story {id}", statements=(said(text, words, speaker, mode="direct", cue=cue),), **more
    )


def stories() -> list[Story]:
    """One quotation in four outlets over three days, another that is told once, and somebody else's words."""
    return [
        told("late", PART, outlet="Wire", published="2021-05-04"),
        told("whole", WHOLE, "admitted", outlet="Ledger", published="2021-05-02"),
        told("noon", NOON, outlet="Post", published="2021-05-03"),
        told("again", WHOLE.upper(), outlet="Courier"),
        told("first", PART, outlet="Post", published="2021-05-01"),
        told("mill", "The mill burned down on Friday", outlet="Post", published="2020-01-01"),
        told("other", "Nobody has seen the mayor", speaker="Ben Roe", outlet="Post", published="2021-05-01"),
    ]  # fmt: skip


def rows(client: FlaskClient, url: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(client.get(url).text))][1:]


def test_who_carries_the_words_stands_below_them_the_earliest_first(
    make_client: Callable[..., FlaskClient],
) -> None:
    page = soup(make_client(*stories()), "/words?speaker=Ada+Lund")
    assert texts(page, "h1") == ["What Ada Lund said"]
    assert texts(page, "[role=status]") == ["6 statements in 4 outlets, 1 January 2020 – 4 May 2021"]
    assert texts(page, ".said-once > li > .words") == [WHOLE, "The mill burned down on Friday"]
    group = page.select(".said-once > li")[0]
    assert texts(group, ":scope > .quiet") == ["5 statements in 4 outlets: “said” in 4, “admitted” in 1"]
    assert texts(group, ".where") == [
        "1 May 2021 Post", "2 May 2021 Ledger", "3 May 2021 Post", "4 May 2021 Wire", "no date Courier",
    ]  # fmt: skip
    assert texts(group, ".how-told") == [
        "said direct first in part", "admitted direct in full", "said direct worded otherwise",
        "said direct in part", "said direct word for word",
    ]  # fmt: skip
    assert [t.get_text() for t in group.select("li:nth-child(3) :is(ins, del)")] == ["dawn", "noon"]


def test_each_leads_to_its_sentence(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*stories())
    page = soup(client, "/words?speaker=Ada+Lund")
    for link in page.select(".acts a.copy"):
        sentence = client.get(str(link["href"]), follow_redirects=True)
        assert sentence.status_code == 200
        assert "Ada Lund" in sentence.text


def test_words_outlets_and_years_narrow_them(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*stories())
    page = soup(client, "/words?speaker=Ada+Lund&q=mill")
    assert texts(page, ".said-once .words") == ["The mill burned down on Friday"]
    assert texts(page, ".words mark") == ["mill"]
    every = soup(client, "/words?speaker=Ada+Lund")
    assert texts(every, "nav[aria-label=Outlet] a") == ["all outlets", "Post 3", "Courier 1", "Ledger 1", "Wire 1"]
    assert texts(every, "nav[aria-label=Year] a") == ["all years", "2020", "2021"]
    post = soup(client, str(every.select("nav[aria-label=Outlet] a")[1]["href"]))
    assert texts(post, "nav[aria-label=Outlet] [aria-current]") == ["Post 3"]
    assert len(post.select(".where")) == 3
    year = soup(client, str(every.select("nav[aria-label=Year] a")[1]["href"]))
    assert texts(year, "nav[aria-label=Year] [aria-current]") == ["2020"]
    assert len(year.select(".where")) == 1
    assert texts(soup(client, "/words?q=submarine"), ".lead") == ["Nothing of this was said."]


def test_of_any_search_each_names_its_speaker(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(
        *stories(), told("borrowed", WHOLE, speaker="Ben Roe", outlet="Wire", published="2021-05-09")
    )
    page = soup(client, "/words")
    assert texts(page, "h1") == ["Who said what"]
    assert set(texts(page.select(".said-once > li")[0], ".where b")) == {"Ada Lund", "Ben Roe"}
    oldest = soup(client, str(page.select(".orders a")[1]["href"]))
    assert texts(oldest, ".said-once > li > .words")[0] == "The mill burned down on Friday"


def test_pages_hold_all_of_it_once(make_client: Callable[..., FlaskClient]) -> None:
    many = [
        told(f"s{n:02d}", f"Boat number{n} leaves harbour{n}", outlet="Wire", published="2021-05-04")
        for n in range(45)
    ]
    client = make_client(*many)
    found: list[str] = []
    address = "/words?speaker=Ada+Lund"
    for _ in range(3):
        page = soup(client, address)
        found += texts(page, ".said-once > li > .words")
        after = page.select_one(".pager a[rel=next]")
        address = str(after["href"]) if after else ""
    assert len(found) == len(set(found)) == 45
    assert len(soup(client, "/words?page=999").select(".said-once > li")) == 5


def test_the_file_has_a_row_a_statement(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*stories(), told("formula", "=1+1 is what the clerk wrote down", outlet="Wire"))
    found = rows(client, "/words.csv?speaker=Ada+Lund")
    assert [row[:4] for row in found[:2]] == [["1", "5", "2021-05-01", "Post"], ["1", "5", "2021-05-02", "Ledger"]]
    assert [row[7] for row in found[:5]] == ["in part", "in full", "worded otherwise", "in part", "word for word"]
    assert len(found) == 7
    assert "'=1+1 is what the clerk wrote down" in [row[8] for row in found]
    assert all("/story/" in row[10] for row in found)


def test_a_name_and_the_results_lead_there(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*stories())
    address = "/words?kind=statement&speaker=Ada+Lund"
    assert soup(client, "/name/speaker/Ada%20Lund").select_one(f"a[href='{address}']")
    assert soup(client, "/search?kind=statement&speaker=Ada+Lund&sort=oldest").select_one(f"a[href='{address}']")


def test_words_that_stood_apart_stay_apart() -> None:
    def shown(a: str, b: str) -> str:
        marks = {"only here": "+", "not here": "-"}
        return "".join(f"{marks.get(w.kind, '')}{w.text}" for w in _wordings(word_changes(a, b)))

    assert shown("the old deal after all", "The old deal") == "The old deal -after all"
    assert shown("a road to Raqqa", "a road to Racca") == "a road to -Raqqa +Racca"
    assert shown("“The road” is open", "The road is open") == "The road is open"
    assert "… " in shown(WHOLE, PART)
