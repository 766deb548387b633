"""Several chosen values of a facet: any of them, or all of them; the count beside a link is what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.archive.questions import question
from searchapp.curation.authority import Authority
from searchapp.errors import BadRequest
from searchapp.model import Story
from searchapp.query.request import Filter
from tests.stories import said, story

BOTH = "/search?speaker=Ada+Lund&speaker=Bo+Marr"


def told(id: str, *speakers: str) -> Story:
    """A story in which each of these says something of a ferry, and all are named."""
    text = " ".join(f"The ferry of {name} is late." for name in speakers)
    statements = (said(text, f"The ferry of {name} is late", name) for name in speakers)
    return story(id, text, outlet="Harbour Post", entities={"person": speakers}, statements=tuple(statements))


@pytest.fixture
def client(make_client: Callable[..., FlaskClient]) -> FlaskClient:
    """Of Ada and Bo each alone, both, and both beside Cy; Dee is heard apart from them."""
    return make_client(
        told("ada", "Ada Lund"), told("bo", "Bo Marr"), told("two", "Ada Lund", "Bo Marr"),
        told("three", "Ada Lund", "Bo Marr", "Cy Vane"), told("dee", "Dee Holt"),
    )  # fmt: skip


def soup(client: FlaskClient, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).text, "lxml")


def status(page: BeautifulSoup) -> str:
    return page.select_one("[role=status]").get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "either", "both"),
    [("", "4 stories", "2 stories"), ("&kind=statement", "6 statements", "4 statements")],
)
def test_the_way_to_where_both_speak_and_back(client: FlaskClient, kind: str, either: str, both: str) -> None:
    page = soup(client, BOTH + kind)
    assert status(page) == either
    link = page.select_one(".chips .narrower")
    assert link is not None
    assert link.get_text() == f"Only where both speak {both.split(maxsplit=1)[0]}"
    assert "all=speaker" in str(link["href"])
    there = soup(client, str(link["href"]))
    assert status(there) == both
    assert there.select_one("title").get_text().startswith("Ada Lund and Bo Marr")  # type: ignore[union-attr]
    assert [c.get_text(" ", strip=True) for c in there.select(".chip")][1].endswith("and Bo Marr ×")
    back = there.select_one(".chips .narrower")
    assert back is not None
    assert back.get_text() == f"Where either speaks {either.split(maxsplit=1)[0]}"
    assert status(soup(client, str(back["href"]))) == either


@pytest.mark.parametrize("key", ["speaker", "person"])
def test_every_count_of_stories_is_what_its_link_gives(client: FlaskClient, key: str) -> None:
    page = soup(client, f"/search?{key}=Ada+Lund&{key}=Bo+Marr&all={key}")
    rows = page.select(f"#facet-{key} .value.any")
    assert [r.get_text(" ", strip=True) for r in rows] == ["Cy Vane 1 not Cy Vane"]
    for row in rows:
        there = soup(client, str(row.select_one(".pick")["href"]))  # type: ignore[index]
        assert status(there).split()[0] == row.select_one(".n").get_text()  # type: ignore[union-attr]


def test_who_was_heard_counts_what_each_cell_leads_to(make_client: Callable[..., FlaskClient]) -> None:
    wire = replace(told("wire", "Ada Lund"), outlet="Wire")
    client = make_client(told("ada", "Ada Lund"), told("two", "Ada Lund", "Bo Marr"), wire)
    for url in (f"{BOTH}&all=speaker", f"{BOTH}&all=speaker&kind=statement"):
        cells = soup(client, url).select(".heard td a")
        assert cells
        for cell in cells:
            assert (
                status(soup(client, str(cell["href"]))).split(maxsplit=1)[0]
                == cell.get_text().split(maxsplit=1)[0]
            )


def test_where_nobody_has_all_it_is_said(client: FlaskClient) -> None:
    page = soup(client, f"{BOTH}&speaker=Dee+Holt")
    assert page.select_one(".together-link").get_text() == "In none of these do all 3 speak"  # type: ignore[union-attr]
    assert not page.select(".narrower")


def test_with_one_value_left_all_means_nothing(client: FlaskClient) -> None:
    page = soup(client, f"{BOTH}&all=speaker")
    chip = page.select_one(".chip")
    assert chip is not None
    assert chip["href"] == "/search?speaker=Bo+Marr"
    assert "all can be speaker" in soup(client, "/search?all=outlet").get_text()


def test_files_the_api_and_commands_ask_the_same(client: FlaskClient) -> None:
    assert client.get(f"{BOTH}&all=speaker".replace("/search", "/api/v1/search")).get_json()["total"] == 2
    assert len(client.get(f"{BOTH}&all=speaker".replace("/search", "/search.csv")).text.splitlines()) == 3
    people = {"speaker": ["Ada Lund", "Bo Marr"], "together": ["speaker"]}
    asked = question("", people, Authority()).request
    assert asked.together == (Filter("speaker", "Ada Lund"), Filter("speaker", "Bo Marr"))
    assert question("", {**people, "speaker": "Ada Lund"}, Authority()).request.together == ()
    with pytest.raises(BadRequest, match="together is 'outlet'"):
        question("", {**people, "together": "outlet"}, Authority())


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("tag=boats&tag=fog", "None of these has both tags"),
        ("tag=boats&tag=fog&all=tag", "Tagged with either"),
        ("person=Ada+Lund&person=Bo+Marr", "Only where both are named"),
    ],
)
def test_tags_are_told_as_tags(client: FlaskClient, query: str, says: str) -> None:
    told_so = soup(client, f"/search?{query}").select_one(".together-link")
    assert told_so is not None
    assert told_so.get_text().strip().startswith(says)
