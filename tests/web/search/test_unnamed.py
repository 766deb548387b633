"""Unnamed sources are one side of a switch; addresses in which they were a speaker go on working, and say so."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from searchapp.archive.questions import MOVED, chosen_filter, question
from searchapp.curation.authority import Authority
from searchapp.query.request import Filter
from searchapp.web.search_state import SearchState
from searchapp.web.services import now, services
from tests.web.test_pages import said, soup

OLD = "kind=statement&speaker=unnamed+sources"


def test_no_list_of_speakers_has_them(client: FlaskClient) -> None:
    for url in ("/search?kind=statement", "/search", "/facet/speaker?kind=statement", "/facet/speaker"):
        assert "unnamed sources" not in soup(client, url).text, url
    legends = [
        text.rstrip("0123456789 ") for text in said(soup(client, "/search?kind=statement"), ".facet legend")
    ]
    assert legends[:2] == ["Speaker", "Source"]


def test_they_are_chosen_by_their_source(client: FlaskClient) -> None:
    page = soup(client, "/search?kind=statement")
    (link,) = [a for a in page.select(".facet .pick") if a.select_one("bdi").text == "unnamed"]  # type: ignore[union-attr]
    assert link["href"] == "/search?kind=statement&source=unnamed#facet-source"
    assert said(soup(client, str(link["href"])), ".statement .who") == ["a monitor unnamed"] * 2


@pytest.mark.parametrize("value", ["unnamed+sources", "Unnamed+Sources", "+unnamed+sources+"])
def test_an_old_address_works_and_says_so(client: FlaskClient, value: str) -> None:
    page = soup(client, f"/search?kind=statement&speaker={value}")
    assert said(page, "[role=status]") == ["2 statements"]
    assert MOVED in said(page, ".notice")
    assert said(page, ".chip") == ["Remove filter: Source: unnamed ×"]
    left_out = soup(client, f"/search?kind=statement&-speaker={value}")
    assert said(left_out, "[role=status]") == ["3 statements"]
    assert said(left_out, ".notice").count(MOVED) == 1


def test_an_old_address_works_for_programs(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/search?{OLD}").get_json()
    assert (answer["total"], answer["notices"]) == (2, [MOVED])
    assert client.get(f"/search.csv?{OLD}").text.count("\n") == 3
    assert client.get(f"/search.atom?{OLD}").text.count("<entry>") == 2
    assert client.get(f"/api/v1/facets/outlet?{OLD}").get_json()["values"][0]["count"] == 2
    assert client.get(f"/api/v1/search?{OLD}&since=nonsense").status_code == 400


def test_a_query_saved_before_finds_what_it_did(client: FlaskClient) -> None:
    kept = client.post("/saved", data={"query": OLD, "name": "Monitors"}).headers["Location"]
    assert said(soup(client, urlsplit(kept).path), "[role=status]") == ["2 statements"]
    assert SearchState.from_query(OLD).query_string() == "kind=statement&source=unnamed"


def test_a_query_kept_from_before_says_how_it_is_read(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        slug = services().saved.save("Monitors", f"{OLD}&page=3", seen=[], now=now())
    page = soup(client, f"/saved/{slug}")
    assert said(page, "[role=status]") == ["2 statements"]
    assert said(page, ".notice").count(MOVED) == 1
    assert said(page, ".chip") == ["Remove filter: Source: unnamed ×"]


@pytest.mark.parametrize(
    "typed",
    [
        'speaker:"unnamed sources"', 'speaker:"Unnamed Sources"', "speaker:(unnamed sources)",
        'speaker:"unnamed sources" buses', '(speaker:"unnamed sources" OR speaker:zoltan)',
    ],
)  # fmt: skip
def test_they_may_be_typed_as_before(client: FlaskClient, typed: str) -> None:
    answer = client.get("/api/v1/search", query_string={"q": typed, "kind": "statement"}).get_json()
    assert (answer["total"], answer["notices"]) == (2, [MOVED])
    page = client.get("/search", query_string={"q": typed, "kind": "statement"})
    assert page.text.count(escape(MOVED)) == 1


@pytest.mark.parametrize("typed", ['speaker:"unnamed"', 'person:"unnamed sources"', '"unnamed sources"'])
def test_what_is_not_they_is_read_as_it_stands(client: FlaskClient, typed: str) -> None:
    answer = client.get("/api/v1/search", query_string={"q": typed, "kind": "statement"}).get_json()
    assert (answer["total"], answer["notices"]) == (0, [])


def test_they_may_be_left_out_as_typed_before(client: FlaskClient) -> None:
    asked = {"q": '-speaker:"unnamed sources"', "kind": "statement"}
    assert client.get("/api/v1/search", query_string=asked).get_json()["total"] == 3


def test_their_old_page_leads_to_what_they_said(client: FlaskClient) -> None:
    answer = client.get("/name/speaker/unnamed%20sources")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/search?kind=statement&source=unnamed")


def test_lists_and_commands_ask_as_before() -> None:
    asked = question("", {"kind": "statement", "speaker": ["unnamed sources", "Ada Lund"]}, Authority())
    assert set(asked.request.filters) == {Filter("source", "unnamed"), Filter("speaker", "Ada Lund")}
    assert asked.notices == (MOVED,)
    left_out = question("", {"not_speaker": "unnamed sources"}, Authority())
    assert left_out.request.filters == (Filter("source", "unnamed", exclude=True),)
    assert chosen_filter("outlet", "unnamed sources") == Filter("outlet", "unnamed sources")
    assert chosen_filter("speaker", "unnamed sourcesmiths") == Filter("speaker", "unnamed sourcesmiths")


def test_by_speaker_they_stand_together_at_the_end(client: FlaskClient) -> None:
    page = soup(client, "/search?kind=statement&group=speaker")
    last = page.select(".by-group")[-1]
    assert said(last, ".group-head") == ["unnamed sources 2 statements in 1 outlet"]
    assert last.select_one(".group-head p a")["href"] == "/search?kind=statement&source=unnamed&group=speaker"  # type: ignore[index]
    assert not last.select(".group-head .profile")
    for narrower in ("&source=named", "&speaker=Talal+Silo", "&-source=unnamed"):
        heads = said(soup(client, f"/search?kind=statement&group=speaker{narrower}"), ".by-group h2 bdi")
        assert "unnamed sources" not in heads
    alone = soup(client, "/search?kind=statement&group=speaker&source=unnamed&-speaker=Talal+Silo")
    assert said(alone, ".by-group h2 bdi") == ["unnamed sources"]
