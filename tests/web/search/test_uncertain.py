"""Statements that are uncertain, refused, denied, or shared: what the pages, the API and feeds say of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from searchapp.web.search_state import SearchState
from tests.engines.certainty_contract import canal
from tests.web.test_pages import said, soup

SHOWN = "/search?kind=statement&certainty=any"


@pytest.fixture
def client(make_client: Callable[..., FlaskClient]) -> FlaskClient:
    return make_client(*canal())


def totals(client: FlaskClient, query: str) -> list[int]:
    """What the page, the API, the CSV, the feed and a saved query of a search find."""
    page = soup(client, f"/search?{query}")
    answer = client.get(f"/api/v1/search?{query}").get_json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/search.csv?{query}").text)))
    feed = client.get(f"/search.atom?{query}").text.count("<entry>")
    kept = client.post("/saved", data={"query": query, "name": "Canal"}).headers["Location"]
    saved = soup(client, urlsplit(kept).path)
    counted = [int(said(p, "[role=status]")[0].split()[0].replace("No", "0")) for p in (page, saved)]
    return [*counted, answer["total"], len(rows), feed]


@pytest.mark.parametrize(
    ("query", "found"),
    [("kind=statement", 4), ("kind=statement&certainty=any", 6), ("kind=statement&certainty=uncertain", 2)],
)
def test_every_way_out_leaves_out_what_is_uncertain_unless_asked(
    client: FlaskClient, query: str, found: int
) -> None:
    assert totals(client, query) == [found] * 5


def test_one_link_shows_uncertain_ones_with_their_number_and_hides_them(client: FlaskClient) -> None:
    page = soup(client, "/search?kind=statement")
    assert said(page, ".beside") == ["Show uncertain ones 2"]
    link = page.select_one(".beside a")
    assert link is not None
    assert link["href"] == SHOWN
    shown = soup(client, SHOWN)
    assert len(shown.select(".hit")) == 6
    back = shown.select_one(".beside a")
    assert back is not None
    assert (back.text, back["href"]) == ("Hide uncertain ones", "/search?kind=statement")
    assert said(soup(client, "/search?kind=statement&q=rusty"), ".beside a") == ["In stories with these words"]
    assert not soup(client, "/search?q=lock").select(".beside")


def test_what_is_uncertain_says_so_and_each_says_how_sure_it_is(client: FlaskClient) -> None:
    page = soup(client, f"{SHOWN}&q=old")
    assert said(page, ".statement .how") == ["uncertain, claims"]
    assert said(page, ".evidence") == [
        "Found automatically. What is found in this way is right about 40 times in 100."
    ]
    (hit,) = client.get("/api/v1/search?kind=statement&certainty=uncertain&q=old").get_json()["hits"]
    assert (hit["statement"]["confidence"], hit["statement"]["uncertain"]) == (0.4, True)


def test_what_was_refused_or_denied_says_so(client: FlaskClient) -> None:
    assert said(soup(client, "/search?kind=statement&q=mended"), ".how") == ["declined to say"]
    page = soup(client, "/search?kind=statement&q=sold")
    assert said(page, ".how") == ["denied"]
    link = page.select_one(".how a")
    assert link is not None
    assert link["href"] == "/search?q=sold&kind=statement&polarity=denied"
    assert said(soup(client, "/search?q=sold"), ".said .cue") == ["denied"]


def test_a_shared_statement_names_and_links_each(client: FlaskClient) -> None:
    page = soup(client, "/search?kind=statement&q=sold")
    assert said(page, "h2.who") == ["Edda Rask and Jory Sand"]
    assert [a["href"] for a in page.select("h2.who a")] == [
        "/name/speaker/Edda%20Rask", "/name/speaker/Jory%20Sand"
    ]  # fmt: skip
    assert "Edda Rask and Jory Sand" in said(page, ".cited")[0]
    grouped = soup(client, "/search?kind=statement&group=speaker")
    assert said(grouped, ".by-group h2 bdi") == ["Edda Rask", "Ana Holm", "Jory Sand"]
    story = soup(client, "/story/lock")
    assert said(story, ".speaker > summary") == ["Edda Rask 3", "Jory Sand 1", "Pim Oort 1"]
    assert said(story, ".speaker small") == ["declined to say", "denied", "denied", "uncertain"]


def test_every_link_about_a_speaker_leads_somewhere(client: FlaskClient) -> None:
    for page in (soup(client, SHOWN), soup(client, "/story/lock"), soup(client, "/story/quiet")):
        links = [a["href"] for a in page.select("a[href^='/name/'], .speaker .more a")]
        assert links
        for link in links:
            answer = client.get(str(link), follow_redirects=True)
            assert answer.status_code == 200, link
            assert "No statement matches" not in answer.text, link


def test_a_name_that_only_uncertain_statements_have_is_known(client: FlaskClient) -> None:
    page = soup(client, "/search?kind=statement&speaker=Pim+Oort")
    assert said(page, ".zero .lead") == ["No statement matches this."]
    assert not [n for n in said(page, ".notice") if "is called" in n]
    assert said(page, ".beside") == ["Show uncertain ones 2"]


def test_the_panel_of_what_goes_without_saying_is_left_out(client: FlaskClient) -> None:
    legends = [text.rstrip("0123456789 ") for text in said(soup(client, SHOWN), ".facet legend")]
    assert "Said or denied" in legends
    assert "Certainty" not in legends
    plain = soup(client, "/search?kind=statement&q=rusty")
    assert "Said or denied" not in [text.rstrip("0123456789 ") for text in said(plain, ".facet legend")]


def test_the_api_counts_both_kinds(client: FlaskClient) -> None:
    found = json.loads(client.get("/api/v1/search?kind=statement").text)["facets"]["certainty"]
    assert {v["value"]: v["count"] for v in found} == {"any": 6, "certain": 4, "uncertain": 2}


def test_the_state_shows_and_hides() -> None:
    state = SearchState(kind="statement").with_filter("certainty", "uncertain")
    assert state.with_uncertain().query_string() == "kind=statement&certainty=any"
    assert state.with_uncertain(False).query_string() == "kind=statement"


@pytest.mark.parametrize(
    ("query", "link", "leads"),
    [
        ("kind=statement&certainty=certain", "Show uncertain ones 2", SHOWN),
        ("kind=statement&-certainty=uncertain", "Show uncertain ones 2", SHOWN),
        ("kind=statement&certainty=uncertain", "Hide uncertain ones", "/search?kind=statement"),
        ("kind=statement&-certainty=certain", "Hide uncertain ones", "/search?kind=statement"),
    ],
)
def test_the_link_says_what_is_shown_whatever_was_asked(
    client: FlaskClient, query: str, link: str, leads: str
) -> None:
    page = soup(client, f"/search?{query}")
    assert said(page, ".beside") == [link]
    assert page.select_one(".beside a")["href"] == leads  # type: ignore[index]


def test_on_stories_uncertain_ones_are_neither_filter_nor_link(client: FlaskClient) -> None:
    page = soup(client, "/search?certainty=any")
    assert not page.select(".beside, .chip")
    assert said(page, ".tray-bar a")[0] == "Filters"
    assert said(page, ".tabs a")[1] == "Statements 6"
    assert said(soup(client, "/search?certainty=uncertain"), ".chip") == ["Remove filter: Certainty: uncertain ×"]


def test_the_chip_says_in_words_that_uncertain_ones_are_among_them(client: FlaskClient) -> None:
    page = soup(client, SHOWN)
    assert said(page, ".chip") == ["Remove filter: Certainty: uncertain too ×"]
    assert said(page, "h1") == ["uncertain too, statements"]
    assert said(soup(client, f"{SHOWN}&q=zebra"), ".zero .lead") == ["No statement matches this."]


def test_who_shares_a_statement_is_told_wherever_it_stands_and_led_to_by_name(client: FlaskClient) -> None:
    for url in (
        "/search?kind=statement&q=sold",
        "/search?kind=statement&q=sold&group=speaker&speaker=Jory+Sand",
        "/name/speaker/Jory%20Sand",
    ):
        page = soup(client, url)
        assert said(page, ".statement .who") == ["Edda Rask and Jory Sand"], url
    several = soup(client, "/search?kind=statement&q=sold")
    assert said(several, ".statement a.profile") == ["Edda Rask", "Jory Sand"]
    alone = soup(client, "/search?kind=statement&q=rusty")
    assert said(alone, ".statement a.profile") == ["Edda Rask"]
    assert not soup(client, "/search?kind=statement&q=rusty&group=speaker").select(".statement .who")
