"""Readers decide which stories tell of an event; what they did is said, and can be taken back."""

from __future__ import annotations

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.web.events.accounts_of import SLUG

PAGE, POST = f"/event/{SLUG}", f"/event/{SLUG}/stories"


def stories(client: FlaskClient) -> list[str]:
    """The titles of the event's stories."""
    page = BeautifulSoup(client.get(PAGE).text, "lxml")
    return [li.select("a")[2].get_text() for li in page.select(".versions ol li")]


def after(client: FlaskClient, **form: str) -> BeautifulSoup:
    """The page that a decision leads back to."""
    answer = client.post(POST, data=form)
    assert answer.status_code == 303, answer.text
    return BeautifulSoup(client.get(answer.headers["Location"]).text, "lxml")


def fields(form: object) -> dict[str, str]:
    """What a form posts without its button."""
    return {str(i["name"]): str(i["value"]) for i in form.select("input[type=hidden]")}  # type: ignore[attr-defined]


def test_a_story_is_taken_out_and_comes_back(client: FlaskClient) -> None:
    page = after(client, story="courier", where="out")
    assert stories(client) == ["Deal for the bridge", "Foreigners to leave"]
    notice = page.select_one(".notice")
    assert notice
    assert "“Local men to leave” is no longer in this event." in notice.get_text()
    assert "Taken out by a reader: Local men to leave" in page.get_text(" ", strip=True)
    back = after(client, **fields(notice.select_one("form")))
    assert stories(client)[2] == "Local men to leave"
    assert "is taken back" in back.get_text()


def test_a_story_is_put_in_by_the_address_of_its_page(client: FlaskClient) -> None:
    after(client, story="courier", where="out")
    page = after(client, story="http://localhost/story/courier/s/0123456789ab?q=deal", where="in")
    assert "“Local men to leave” is in this event now." in page.get_text()
    assert len(stories(client)) == 3
    assert "Here because a reader put it here." in page.get_text()


def test_what_can_not_be_decided_is_said(client: FlaskClient) -> None:
    assert client.post(POST, data={"story": "nix", "where": "in"}).status_code == 404
    assert client.post(POST, data={"story": "wire", "where": "up"}).status_code == 400
    assert client.post("/event/nix/stories", data={"story": "wire", "where": "in"}).status_code == 404
    assert len(stories(client)) == 3


def test_an_event_that_is_left_with_nothing_leads_to_the_list(client: FlaskClient) -> None:
    for story in ("courier", "wire"):
        after(client, story=story, where="out")
    assert stories(client) == ["Deal for the bridge"]
    assert client.post(POST, data={"story": "ledger", "where": "out"}).headers["Location"] == "/events"
