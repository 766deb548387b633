"""Statements by speaker and by outlet: of each of the other one first; counts are what links give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.model import Story
from searchapp.web import create_app
from tests.conftest import fill
from tests.stories import said, story

GROUPED = "/search?kind=statement&group=speaker"


def told(n: int, outlet: str, speaker: str, *, who: str = "") -> Story:
    """A story in which someone says one thing."""
    text = f"The ferry {n} is late, {speaker}{who} said."
    return story(f"s{n}", text, outlet=outlet, title=f"Ferry {n}", statements=(
        said(text, f"The ferry {n} is late", speaker, cue="said"),
    ))  # fmt: skip


def soup(client: FlaskClient, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).text, "lxml")


def texts(found: BeautifulSoup | Tag, selector: str) -> list[str]:
    return [" ".join(e.get_text().split()) for e in found.select(selector)]


@pytest.fixture
def client(make_client: Callable[..., FlaskClient]) -> FlaskClient:
    """Of Ada in three papers, most of all in the Post."""
    post = [told(n, "Post", "Ada Lund") for n in range(5)]
    wire = [told(n, "Wire", "Ada Lund", who=", the harbour master,") for n in range(5, 7)]
    return make_client(*post, *wire, told(8, "Gazette", "Ada Lund"), told(9, "Post", "Bo Marr"))


def test_each_outlet_is_there_before_any_is_there_twice(client: FlaskClient) -> None:
    ada, bo = soup(client, GROUPED).select(".by-group")
    assert texts(ada, ".source .outlet")[:3] == ["Post", "Wire", "Gazette"]
    assert texts(ada, ".more-there") == ["and 4 more in Post", "and 1 more in Wire"]
    assert texts(ada, ".group-head") == ["Ada Lund the harbour master 8 statements in 3 outlets"]
    assert texts(bo, ".more-there") == []
    assert len({e["href"] for e in ada.select("a.open")}) == 8
    for link in ada.select(".more-there a, .group-head p a"):
        there = soup(client, str(link["href"]))
        wanted = {"and 4 more in Post": "5", "and 1 more in Wire": "2"}.get(link.get_text(), "8")
        assert texts(there, "[role=status]") == [f"{wanted} statements"]


def test_rows_go_by_the_merged_name_and_say_how_the_story_has_it(tmp_path: Path) -> None:
    fill(tmp_path / "index", [told(1, "Post", "Ada Lund"), told(2, "Wire", "A. K. Lund")])
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "names.yaml").write_text(
        "- {id: ada, kind: person, preferred: Ada Lund, aliases: [A. K. Lund], note: Master of the harbour.}\n",
        "utf-8",
    )
    client = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data")).test_client()
    page = soup(client, "/search?kind=statement&sort=oldest")
    assert sorted(texts(page, ".statement .who")) == ["Ada Lund", "Ada Lund there “A. K. Lund”"]
    assert {a["href"] for a in page.select(".statement .who a")} == {"/name/speaker/Ada%20Lund"}
    (group,) = soup(client, GROUPED).select(".by-group")
    assert texts(group, ".group-head") == ["Ada Lund Master of the harbour. 2 statements in 2 outlets"]
    assert texts(group, ".told > .quiet") == ["there “A. K. Lund”"]


def test_where_both_speak_each_group_has_what_is_said_there(make_client: Callable[..., FlaskClient]) -> None:
    text = "The ferry is late, Ada Lund said. The ferry is full, Bo Marr said."
    both = story("both", text, outlet="Post", statements=(
        said(text, "The ferry is late", "Ada Lund"), said(text, "The ferry is full", "Bo Marr"),
    ))  # fmt: skip
    client = make_client(both, told(1, "Post", "Ada Lund"), told(2, "Wire", "Bo Marr"))
    page = soup(client, f"{GROUPED}&speaker=Ada+Lund&speaker=Bo+Marr&all=speaker")
    assert texts(page, ".group-head") == ["Ada Lund 1 statement in 1 outlet", "Bo Marr 1 statement in 1 outlet"]
    assert texts(page, ".by-group > .more") == [
        "All 2 statements here of Ada Lund",
        "All 2 statements here of Bo Marr",
    ]
    there = soup(client, str(page.select(".by-group > .more")[0]["href"]))
    assert texts(there, "[role=status]") == ["2 statements"]


def test_by_outlet_each_speaker_is_there_before_any_is_there_twice(client: FlaskClient) -> None:
    page = soup(client, "/search?kind=statement&group=outlet")
    assert texts(page, ".group-head") == [
        "Post 6 statements by 2 speakers", "Wire 2 statements by 1 speaker", "Gazette 1 statement by 1 speaker",
    ]  # fmt: skip
    post = page.select(".by-group")[0]
    assert texts(post, ".who")[:2] == ["Ada Lund", "Bo Marr"]
    assert texts(post, ".more-there") == ["and 4 more by Ada Lund"]
    assert not post.select(".source .outlet")
    links = [*post.select(".more-there a"), *(e.select_one(".group-head p a") for e in page.select(".by-group"))]
    totals = [texts(soup(client, str(a["href"])), "[role=status]") for a in links if a]
    assert totals == [["5 statements"], ["6 statements"], ["2 statements"], ["1 statement"]]
    assert texts(page, ".sort [aria-current]") == ["By outlet"]


def test_by_outlet_what_one_person_said_is_one_page(client: FlaskClient) -> None:
    page = soup(client, "/search?q=ferry&kind=statement&speaker=Ada+Lund&group=outlet")
    assert texts(page, ".group-head h2") == ["Post", "Wire", "Gazette"]
    assert texts(page.select(".by-group")[0], ".who") == ["Ada Lund"] * 3
    assert texts(page, ".by-group > .more") == ["2 more statements of Post"]


def test_by_outlet_the_unknown_ones_are_a_group_and_unnamed_sources_are_told(
    make_client: Callable[..., FlaskClient],
) -> None:
    text = "The ferry sank, a monitor said."
    alone = story("u", text, outlet=None, statements=(
        said(text, "The ferry sank", "a monitor", speaker_kind="unnamed"),
    ))  # fmt: skip
    client = make_client(alone, told(1, "Post", "Ada Lund"))
    page = soup(client, "/search?kind=statement&group=outlet")
    assert texts(page, ".group-head") == [
        "Post 1 statement by 1 speaker", "unknown outlet 1 statement by unnamed sources",
    ]  # fmt: skip
    there = soup(client, str(page.select(".group-head p a")[1]["href"]))
    assert texts(there, "[role=status]") == ["1 statement"]
    chosen = "/search?kind=statement&group=outlet&outlet=unknown+outlet"
    assert texts(soup(client, chosen), ".group-head h2") == ["unknown outlet"]


def test_by_outlet_where_both_have_to_speak_counts_are_what_links_give(
    make_client: Callable[..., FlaskClient],
) -> None:
    text = "The ferry is late, Ada Lund said. The ferry is full, Bo Marr said."
    both = [
        story(f"both{n}", text, outlet="Post", statements=(
            said(text, "The ferry is late", "Ada Lund"), said(text, "The ferry is full", "Bo Marr"),
        )) for n in range(2)
    ]  # fmt: skip
    client = make_client(*both, told(1, "Post", "Ada Lund"), told(2, "Wire", "Bo Marr"))
    url = "/search?kind=statement&group=outlet&speaker=Ada+Lund&speaker=Bo+Marr&all=speaker"
    page = soup(client, url)
    assert texts(page, ".group-head") == ["Post 4 statements by 2 speakers"]
    assert texts(page, ".more-there") == []
    there = soup(client, str(page.select_one(".group-head p a")["href"]))  # type: ignore[index]
    assert texts(there, "[role=status]") == ["4 statements"]
