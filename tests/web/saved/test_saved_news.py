"""What is new in a saved query is counted apart: stories or statements, reprints among them, and events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.archive.saved_queries.looks import News, news_of
from searchapp.archive.saved_queries.snapshots import Found
from searchapp.compare.compared import Compared, Event
from tests.stories import said, story
from tests.web.compared import put_compared

TEXT = "The dam will hold, Ada Lund said."
EVENTS = (
    Event("lund-dam", "Lund, dam", None, None, ("a", "b", "c")),
    Event("other-dam", "Other dam", None, None, ("d", "e")),
)


@pytest.fixture
def client(make_client: Callable[..., FlaskClient], tmp_path: Path) -> FlaskClient:
    stories = [
        story(name, TEXT, title=f"Dam {name}", statements=(said(TEXT, "The dam will hold", "Ada Lund"),))
        for name in "abcdef"
    ]
    client = make_client(*stories)
    put_compared(tmp_path / "made", "abcdef", groups={"a": "a", "b": "a", "d": "d", "e": "d"}, events=EVENTS)
    return client


def saved(client: FlaskClient, query: str, seen: Iterable[str]) -> str:
    queries = client.application.extensions["searchapp"].saved
    slug: str = queries.save("Dam", query, now=datetime(2017, 10, 3, tzinfo=UTC), seen=seen)
    return slug


def news_on(client: FlaskClient, address: str, place: str) -> str:
    soup = BeautifulSoup(client.get(address).text, "lxml")
    return " ".join(soup.select_one(place).get_text().split())


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ("abcdef", ""),
        ("abde", "2 new stories"),
        ("abcde", "1 new story"),
        ("acdef", "1 new story, a reprint"),
        ("acdf", "2 new stories, all of them reprints"),
        ("acf", "3 new stories, 2 of them reprints; 1 new event"),
        ("f", "5 new stories, 2 of them reprints; 2 new events"),
    ],
)
def test_reprints_and_events_among_what_is_new_are_told(client: FlaskClient, seen: str, told: str) -> None:
    slug = saved(client, "q=dam", seen)
    row = news_on(client, "/saved", ".state")
    in_all = f"{told}; 6 stories in all" if "," in told or ";" in told else f"{told or 'nothing new'} of 6 stories"
    assert row.startswith(in_all)
    assert told in news_on(client, f"/saved/{slug}", ".banner")


def test_new_statements_tell_in_how_many_stories_they_stand(client: FlaskClient) -> None:
    slug = saved(client, "q=dam&kind=statement", "abc")
    assert news_on(client, "/saved", ".state").startswith(
        "3 new statements, in 3 stories, 1 of them a reprint; 1 new event; 6 statements in all"
    )
    answer = client.get(f"/saved/{slug}.json").json
    assert sorted(answer["new"]) == ["d", "e", "f"]
    assert (answer["new_reprints"], answer["new_events"]) == (["e"], ["other-dam"])
    assert client.get(f"/api/v1/saved/{slug}").json == answer


def test_an_event_is_new_where_nothing_of_it_was_found_before() -> None:
    compared = Compared(event_of={"a": "one", "b": "one", "c": "two"}, reporting={"c": "reprint"})
    found = [Found("a"), Found("b"), Found("c"), Found("d")]
    assert news_of(found, frozenset(found[1:]), compared) == News(3, ("b", "c", "d"), ("c",), ("two",))
    assert news_of(found, frozenset(), compared) == News()
