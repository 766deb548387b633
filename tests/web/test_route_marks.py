"""Every route says for whom it is and whether its answer is kept, and what it says is what happens."""

from __future__ import annotations

from typing import get_args

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.web.route_marks import (
    SAFE_METHODS,
    Kept,
    Whom,
    changes,
    for_anybody,
    gives_all,
    in_house,
    is_change,
    is_question,
    kept_by_address,
    kept_for_the_day,
    never_kept,
    words_of,
)
from searchapp.web.services import now

KEPT = {
    "search.search",
    "feeds.search_atom",
    "description.opensearch",
    "search.facet",
    "heard.heard",
    "heard.heard_file",
    "story.story",
    "story.sentence",
    "events.events",
    "front.help",
    "batch.batch",
    "batch.table",
    "compare.compare",
} | {f"api.{name}" for name in ("search", "story", "facet", "description")}


def test_every_route_says_for_whom_it_is_and_whether_it_is_kept(app: Flask) -> None:
    silent = []
    for rule in app.url_map.iter_rules():
        whom, kept = words_of(app.view_functions[rule.endpoint])
        if rule.endpoint != "static" and not (whom in get_args(Whom) and kept in get_args(Kept)):
            silent.append(rule.endpoint)
    assert silent == []


def test_what_changes_something_is_in_house_and_never_kept(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        posted = bool((rule.methods or set()) - SAFE_METHODS)
        assert is_change(view) != is_question(view) if posted else not is_change(view), rule.endpoint
        if posted:
            assert words_of(view) == ("its own people", "never"), rule.endpoint
            assert not (rule.methods or set()) & {"GET"}, rule.endpoint


FOR_THE_DAY = {"downloads.download", "cite.story", "cite.passage"}


def test_what_is_kept_is_written_down_here_once_more(app: Flask) -> None:
    for word, known in (("by address", KEPT), ("for the day", FOR_THE_DAY)):
        assert {name for name, view in app.view_functions.items() if words_of(view)[1] == word} == known


def test_a_view_has_one_word_of_each_kind() -> None:
    def view() -> str:
        return ""

    assert words_of(for_anybody(kept_by_address(view))) == ("anybody", "by address")
    for mark in (in_house, for_anybody, never_kept, kept_by_address, kept_for_the_day, changes):
        with pytest.raises(TypeError, match="view says twice"):
            mark(view)
    assert gives_all(view) is view


def test_what_is_marked_as_kept_has_a_tag_and_nothing_else_has(client: FlaskClient) -> None:
    assert client.post("/saved", data={"name": "deals", "query": "q=deal"}).status_code == 303
    for address, tagged in (
        ("/search?q=deal", True), ("/story/deal", True), ("/facet/outlet", True), ("/help", True),
        ("/api/v1/search", True), ("/api/v1/stories/deal", True), ("/api/v1/facets/outlet", True),
        ("/api/v1/openapi.json", True), ("/api/v1/saved/deals", False), ("/saved/deals", False), ("/", False),
        ("/saved/deals.json", False),
        ("/search.csv", True), ("/cite/ris/story/deal", True),
        ("/search.atom", True), ("/names", False), ("/name/place/Raqqa", False),
    ):  # fmt: skip
        answer = client.get(address)
        assert (answer.status_code, "ETag" in answer.headers) == (200, tagged), address


def test_a_saved_query_is_answered_anew_by_the_api_after_it_was_seen(app: Flask, client: FlaskClient) -> None:
    saved = app.extensions["searchapp"].saved
    saved.save("deals", "q=deal", seen=[], now=now())
    first = client.get("/api/v1/saved/deals")
    assert first.get_json()["new"] == ["deal"]
    assert client.post("/saved/deals/seen").status_code == 303
    again = client.get("/api/v1/saved/deals", headers={"If-None-Match": first.headers.get("ETag", 'W/"x"')})
    assert (again.status_code, again.get_json()["new"]) == (200, [])
