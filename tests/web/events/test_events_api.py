"""Events for programs: all of them, and one with its reasons, as the description says."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.api.test_openapi import checked
from tests.web.events.accounts_of import EARLIER, SLUG


def test_events_and_why_stories_are_in_them(client: FlaskClient) -> None:
    all_of = client.get("/api/v1/events").get_json()
    checked("Events", all_of)
    [listed] = all_of["events"]
    one = client.get(f"/api/v1/events/{SLUG}").get_json()
    checked("EventWithReasons", one)
    assert {key: one[key] for key in listed} == listed
    assert one["outlets"] == ["Capital Courier", "Euphrates Wire", "Gulf Ledger"]
    assert {"kind": "word", "what": "buses"} in one["reasons"]["wire"]
    assert client.get(f"/api/v1/events/{EARLIER}").get_json()["event"] == SLUG


def test_what_is_no_event_is_not_found(client: FlaskClient) -> None:
    response = client.get("/api/v1/events/none-of-these")
    assert response.status_code == 404
    assert "/api/v1/events" in response.get_json()["error"]["hint"]
