"""Statements by topic: found by the words of their stories, one click from those found by their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from searchapp.archive.questions import question
from searchapp.curation.authority import Authority
from searchapp.errors import BadRequest
from searchapp.web.search_state import SearchState
from tests.engines.within_contract import house
from tests.web.test_pages import said, soup

OWN = "/search?q=clinic&kind=statement"
TOPIC = "/search?q=clinic&kind=statement&in=story"


@pytest.fixture
def client(make_client: Callable[..., FlaskClient]) -> FlaskClient:
    return make_client(*house())


def test_a_page_of_statements_leads_to_those_in_stories_and_back(client: FlaskClient) -> None:
    page = soup(client, OWN)
    assert said(page, "[role=status]") == ["1 statement"]
    assert said(page, ".beside") == ["In stories with these words 3"]
    assert page.select_one(".beside a")["href"] == TOPIC  # type: ignore[index]
    topic = soup(client, TOPIC)
    assert said(topic, "[role=status]") == ["3 statements"]
    assert said(topic, ".beside") == ["In the statements themselves 1"]
    assert topic.select_one(".beside a")["href"] == OWN  # type: ignore[index]
    assert said(topic, ".chip") == ["Remove filter: Words: in the story ×"]
    assert topic.select_one(".chip")["href"] == OWN  # type: ignore[index]
    assert said(topic, ".tabs a") == ["Stories 1", "Statements 3"]
    assert [a["href"] for a in topic.select(".tabs a")] == ["/search?q=clinic", TOPIC]


def test_a_hit_says_which_story_and_marks_its_own_words_only(client: FlaskClient) -> None:
    page = soup(client, "/search?q=health+clinic&kind=statement&in=story")
    assert said(page, ".found-in") == ["in Health bill"] * 3
    assert said(page, ".found-in mark") == ["Health"] * 3
    assert said(page, ".statement .told > .words mark") == ["clinic"]
    assert not soup(client, OWN).select(".found-in")


def test_no_hit_in_what_someone_said_leads_to_the_stories_at_once(client: FlaskClient) -> None:
    page = soup(client, '/search?q="clinic+tax"&kind=statement&speaker=Olle+Fink')
    assert said(page, ".zero .lead") == ["No statement matches this query with these filters."]
    assert said(page, ".zero li")[0] == "1 statement in stories with these words"
    link = page.select_one(".zero li a")
    assert link is not None
    found = soup(client, str(link["href"]))
    assert said(found, ".who") == ["Olle Fink"]
    assert said(found, "[role=status]") == ["1 statement"]


def test_a_phrase_that_nobody_said_leads_to_its_words_apart(client: FlaskClient) -> None:
    page = soup(client, '/search?q="tax+clinic"&kind=statement')
    rows = said(page, ".zero li")
    assert [row.split(" ", 2)[2] for row in rows] == ["in stories with the words apart", "with the words apart"]
    links = [str(a["href"]) for a in page.select(".zero li a")]
    assert links == [f"/search?q=tax+clinic&kind=statement{more}" for more in ("&in=story", "")]
    for row, url in zip(rows, links, strict=True):
        assert said(soup(client, url), "[role=status]") == [" ".join(row.split()[:2])]
    assert len(said(soup(client, '/search?q="tax+clinic"'), ".zero li")) == 1
    assert not said(soup(client, '/search?q="zebra+quagga"'), ".zero li")


def test_fewer_words_of_a_statement_and_all_of_its_story_stand_side_by_side(client: FlaskClient) -> None:
    page = soup(client, "/search?q=clinic+bill&kind=statement")
    assert any("these have at least 1 of 2" in n for n in said(page, ".notice"))
    assert said(page, ".beside") == ["In stories with these words 3"]
    topic = soup(client, str(page.select_one(".beside a")["href"]))  # type: ignore[index]
    assert said(topic, "[role=status]") == ["3 statements"]


def test_where_it_makes_no_difference_there_is_no_link(client: FlaskClient) -> None:
    for query in ("kind=statement", "kind=statement&q=speaker:fink", "kind=statement&q=title:health", "q=clinic"):
        assert not soup(client, f"/search?{query}").select(".beside"), query


@pytest.mark.parametrize("query", ["q=clinic", "q=tax", "q=clinic&speaker=Iva+Brandt", "q=tax&group=speaker"])
def test_every_way_out_finds_what_the_page_shows(client: FlaskClient, query: str) -> None:
    asked = f"{query}&kind=statement&in=story"
    total = client.get(f"/api/v1/search?{asked}").get_json()["total"]
    assert said(soup(client, f"/search?{asked}"), "[role=status]")[0].split()[0] == str(total)
    assert client.get(f"/search.csv?{asked}").text.count("\r\n") == total + 1
    assert client.get(f"/search.atom?{asked}").text.count("<entry>") == total


def test_the_api_says_that_there_are_such(client: FlaskClient) -> None:
    said_of = '/api/v1/search?q="clinic+tax"&kind=statement'
    assert client.get(said_of).get_json()["notices"] == [
        "3 statements stand in stories that have these words; in=story (--in story) finds them."
    ]
    assert client.get(f"{said_of}&in=story").get_json()["notices"] == []
    assert client.get("/api/v1/search?in=nowhere").status_code == 400


def test_the_state_keeps_it_for_statements_only() -> None:
    state = SearchState.from_query("q=tax&kind=statement&in=story&page=2")
    assert state.query_string() == "q=tax&kind=statement&in=story"
    assert state.with_kind("story").query_string() == "q=tax"
    assert SearchState.from_query("q=tax&in=story").within == "said"


def test_lists_may_ask_for_it() -> None:
    for name in ("in", "within"):
        asked = question("tax", {"kind": "statement", name: "story"}, Authority())
        assert asked.request.in_stories
    with pytest.raises(BadRequest, match="within is 'page'"):
        question("tax", {"in": "page"}, Authority())
