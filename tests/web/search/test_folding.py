"""Reprints are listed once, with the story that they repeat, and every story of an answer is on its pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.compare.compared import Event
from tests.stories import story
from tests.web.compared import put_compared

WORDS = "The dam at Lund will hold through the winter, the mayor said."
REPRINTS = {"wire": "wire", "ledger": "wire", "courier": "wire"}


@pytest.fixture
def client(make_client: Callable[..., FlaskClient], tmp_path: Path) -> FlaskClient:
    stories = [
        story("wire", WORDS, title="Dam will hold", outlet="Euphrates Wire", published="2017-10-01"),
        story("ledger", WORDS, title="Dam to hold", outlet="Gulf Ledger", published="2017-10-01"),
        story("courier", f"{WORDS} More rain is due.", title="Dam holds", published="2017-10-02"),
        story("own", "A dam was measured.", title="The dam", outlet="Gulf Ledger", published="2017-10-03"),
    ]
    client = make_client(*stories, page_size=2)
    event = Event("lund-dam", "Lund, dam", date(2017, 10, 1), date(2017, 10, 3), ("wire", "own"))
    put_compared(tmp_path / "made", [one.id for one in stories], groups=REPRINTS, events=[event])
    return client


def page(client: FlaskClient, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).text, "lxml")


def text_of(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text().split())


def test_a_reprint_is_listed_with_the_story_it_repeats(client: FlaskClient) -> None:
    soup = page(client, "/search?q=dam&sort=newest")
    first, second = soup.select("li.hit")
    assert text_of(first.select_one(".title")) == "The dam"
    assert not first.select(".also")
    also = second.select_one(".also")
    assert text_of(also) == (
        "also in Open the story in Gulf Ledger (1 October 2017), Open the story in Euphrates Wire (1 October 2017)"
    )
    assert [a["href"].partition("?")[0] for a in also.select("a")] == ["/story/ledger", "/story/wire"]
    assert text_of(soup.select_one(".beside")).startswith("4 stories, 2 without reprints · List each reprint")
    assert not soup.select(".pager")


def test_each_reprint_is_listed_where_that_is_asked_for(client: FlaskClient) -> None:
    soup = page(client, "/search?q=dam&sort=newest&fold=no")
    assert len(soup.select("li.hit")) == 2
    assert soup.select(".pager")
    assert not soup.select(".also")
    assert "without reprints" not in text_of(soup)
    back = soup.find("a", string="List reprints once")
    assert back["href"] == "/search?q=dam&sort=newest"
    assert all("fold=no" in a["href"] for a in soup.select(".pager ol a"))


def test_facets_count_every_story_whether_folded_or_not(client: FlaskClient) -> None:
    counts = [
        [text_of(row) for row in page(client, address).select(".facet li")]
        for address in ("/search?q=dam", "/search?q=dam&fold=no")
    ]
    assert counts[0] == counts[1]
    assert any("Gulf Ledger" in row and "2" in row for row in counts[0])


def test_where_nothing_is_a_reprint_nothing_is_said(client: FlaskClient) -> None:
    soup = page(client, "/search?q=measured")
    assert len(soup.select("li.hit")) == 1
    assert not soup.select(".also")
    assert "reprint" not in text_of(soup.select_one("main"))


def test_only_own_reporting_is_a_filter(client: FlaskClient) -> None:
    soup = page(client, "/search?q=dam&reporting=own")
    assert len(soup.select("li.hit")) == 2
    assert "Reporting: own reporting" in text_of(soup.select_one(".chips"))
    panel = text_of(page(client, "/search?q=dam").select_one("#facet-reporting"))
    assert "own reporting" in panel
    assert "reprint" in panel


def test_own_reporting_and_the_event_s_page_are_a_click_away(client: FlaskClient) -> None:
    found = page(client, "/search?q=dam&event=lund-dam")
    ways = {text_of(a): a["href"] for a in found.select(".beside a")}
    assert ways["Accounts of this event, side by side"] == "/event/lund-dam"
    ways = {text_of(a): a["href"] for a in page(client, "/search?q=dam").select(".beside a")}
    assert ways == {
        "List each reprint": "/search?q=dam&fold=no", "Own reporting only": "/search?q=dam&reporting=own",
    }  # fmt: skip
    assert not page(client, "/search?q=dam&reporting=own").select(".beside a")
    (listed,) = page(client, "/facet/event").select("a.profile")
    assert listed["href"] == "/event/lund-dam"


def test_an_event_goes_by_its_label_wherever_it_is_chosen(client: FlaskClient) -> None:
    called = "Lund, dam, 1–3 October 2017"
    soup = page(client, "/search?q=dam&event=lund-dam")
    assert called in text_of(soup.select_one("#facet-event"))
    assert called in text_of(soup.select_one(".chips"))
    assert called in soup.title.get_text()
    assert called in text_of(soup.select_one(".on-paper"))
    assert called in client.get("/search.atom?q=dam&event=lund-dam").text
    assert called in text_of(page(client, "/facet/event?q=dam&contains=lund"))
    (value,) = client.get("/api/v1/facets/event").json["values"]
    assert (value["value"], value["label"], value["count"]) == ("lund-dam", called, 2)
    client.post("/saved", data={"name": "", "query": "q=dam&event=lund-dam"})
    assert called in text_of(page(client, "/saved"))


def test_programs_and_files_have_each_story_unless_they_ask(client: FlaskClient) -> None:
    plain = client.get("/api/v1/search?q=dam&limit=2").json
    assert (plain["total"], len(plain["hits"])) == (4, 2)
    assert "groups" not in plain
    assert plain["next"]
    folded = client.get("/api/v1/search?q=dam&limit=2&fold=yes&sort=newest").json
    assert (folded["total"], folded["groups"], folded["next"]) == (4, 2, None)
    assert folded["hits"][1]["also"] == [
        {"story_id": "ledger", "outlet": "Gulf Ledger", "published": "2017-10-01"},
        {"story_id": "wire", "outlet": "Euphrates Wire", "published": "2017-10-01"},
    ]
    assert client.get("/api/v1/search?fold=maybe").status_code == 400
    assert len(list(csv.DictReader(io.StringIO(client.get("/search.csv?q=dam&fold=yes").text)))) == 4


def test_the_state_of_folding_belongs_to_stories(client: FlaskClient) -> None:
    soup = page(client, "/search?q=dam&fold=no")
    assert [("fold=no" in tab["href"]) for tab in soup.select(".tabs a")] == [True, False]
    assert "fold can be yes or no" in text_of(page(client, "/search?q=dam&fold=perhaps"))
