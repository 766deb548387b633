"""The page of an event: a row a speaker, a column an outlet, shared copy once; nothing on who is right."""

from __future__ import annotations

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.web.events.accounts_of import EARLIER, SLUG

PAGE = f"/event/{SLUG}"


def soup(client: FlaskClient, path: str = PAGE) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return BeautifulSoup(response.text, "lxml")


def table(client: FlaskClient) -> dict[str, list[str]]:
    """By speaker what each cell says."""
    rows: dict[str, list[str]] = {}
    for row in soup(client).select(".across tbody tr:not(.band)"):
        head = row.select_one("th a, th bdi")
        assert head
        rows[head.get_text()] = [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
    return rows


def test_who_said_what_where(client: FlaskClient) -> None:
    told = table(client)
    assert list(told) == ["Omar Alloush", "harbour monitor", "Talal Silo", "buses", "Days"]
    first, second, third = told["Omar Alloush"]
    assert first == "Foreign fighters are included in the deal said"
    assert second == "the evacuation would also take in foreign fighters said, as “ Alloush ”"
    assert third == "Local men were part of the deal said"


def test_numbers_and_days_beside_each_other(client: FlaskClient) -> None:
    told = table(client)
    assert told["buses"] == ["forty buses", "some forty buses", "not told"]
    assert told["Days"] == ["Friday", "Friday", "no day told"]


def test_words_that_two_have_stand_once(client: FlaskClient) -> None:
    ledger, wire, courier = table(client)["harbour monitor"]
    assert ledger.startswith("forty buses had reached the bridge")
    assert ledger.endswith("also in Euphrates Wire")
    assert (
        wire
        == "the same words as in Gulf Ledger , edited some forty buses had reached the bridge on Friday night said"
    )
    assert courier == "not heard"


def test_who_is_named_is_never_said_to_be_unheard_of(client: FlaskClient) -> None:
    assert table(client)["Talal Silo"][::2] == ["not heard", "perhaps named, as “Silo”"]


def test_each_statement_is_the_permanent_link_of_its_sentence(client: FlaskClient) -> None:
    links = [str(a["href"]) for a in soup(client).select(".across .said a, .across td > p a")]
    assert len(links) >= 7
    for link in links:
        assert "/s/" in link
        assert client.get(link).status_code == 200


def test_the_heads_of_columns(client: FlaskClient) -> None:
    heads = [" ".join(th.get_text(" ").split()) for th in soup(client).select("thead th")]
    assert heads == [
        "Gulf Ledger 14 October 2017 · 3 sentences · 43 % shared",
        "Euphrates Wire 15 October 2017 · 3 sentences · 41 % shared",
        "Capital Courier 16 October 2017 · 3 sentences · own reporting",
    ]


def test_which_story_came_when_and_why_it_is_here(client: FlaskClient) -> None:
    told = [" ".join(li.get_text(" ").split()) for li in soup(client).select(".versions li")]
    assert [line.split(" · ")[0] for line in told] == ["14 October 2017", "15 October 2017", "16 October 2017"]
    assert "1 passage stood in Gulf Ledger first" in told[1]
    assert "it names Omar Alloush, has the word buses and shares passages with Gulf Ledger" in told[1]


def test_an_earlier_address_leads_on_and_says_so(client: FlaskClient) -> None:
    moved = client.get(f"/event/{EARLIER}")
    assert moved.status_code == 301
    assert "now a part of this one" in client.get(moved.headers["Location"]).text
    assert "now a part of this one" not in client.get(PAGE).text


def test_an_unknown_event(client: FlaskClient) -> None:
    answer = client.get("/event/nix")
    assert answer.status_code == 404
    assert "/events" in answer.text


def test_the_list_of_events(client: FlaskClient) -> None:
    for path in ("/events", "/events?order=stories", "/events?page=9"):
        (row,) = soup(client, path).select(".saved-list li")
        assert row.select_one("a.open")["href"] == PAGE  # type: ignore[index]
        assert "14–16 October 2017" in row.get_text()
        assert "Gulf Ledger" in row.get_text()


def test_a_search_for_an_event_and_its_stories_lead_to_its_page(client: FlaskClient) -> None:
    for path in (f"/search?event={SLUG}", "/story/ledger"):
        assert PAGE in [a["href"] for a in soup(client, path).select("main a, .results a, aside a")]
    assert PAGE not in client.get(f"/search?-event={SLUG}").text


def test_its_stories_can_be_collected(client: FlaskClient) -> None:
    (link,) = [a for a in soup(client).select(".acts a") if "collection" in a.get_text()]
    form = soup(client, str(link["href"])).select_one("form[method=post]")
    assert form
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input[type=hidden]")}
    done = client.post("/collections/add", data={**fields, "what": "found", "name": "The bridge"})
    assert done.status_code == 303
    assert "3 items: added to" in client.get(done.headers["Location"]).text
    assert len(soup(client, "/collection/the-bridge").select("main li a.open, main h2 a, main h3 a")) >= 3


def test_its_stories_stand_side_by_side_one_click_away(client: FlaskClient) -> None:
    (link,) = soup(client).select(".acts a[href^='/compare?']")
    beside = soup(client, str(link["href"]))
    assert 2 <= len(beside.select(".accounts thead th")) <= 4


def test_the_front_page_leads_to_the_events(client: FlaskClient) -> None:
    (link,) = soup(client, "/").select(".holds a[href='/events']")
    assert link.get_text() == "1 event"
    assert soup(client, str(link["href"])).select(".saved-list a")


def test_bad_addresses_of_cues_say_where_events_are(client: FlaskClient) -> None:
    for path in ("/cues", "/cues?event=none", "/cues?story=a"):
        assert "/events" in client.get(path).text


def test_a_view_that_is_none_is_told_the_views_that_there_are(client: FlaskClient) -> None:
    assert "view can be shared or only;" in client.get("/compare?view=sideways").text
