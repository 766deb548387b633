"""The count beside a value is what a click on it gives, whatever is chosen and left out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Literal

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.facets import BY_KEY
from searchapp.query.request import Filter
from searchapp.web import create_app
from searchapp.web.arguments import canonical
from searchapp.web.search_state import SearchState
from tests.conftest import fill
from tests.stories import story

PEOPLE = ("Omar Alloush", "Ryan Dillon", "Talal Silo")
OUTLETS = ("Gulf Ledger", "Euphrates Wire", None)
States = tuple[Literal["any", "only", "not"], ...]
Row = tuple[str, str, int, str]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Of an archive in which each set of people is named by another number of stories of each outlet."""
    folder = tmp_path_factory.mktemp("counts")
    sets = [who for n in range(4) for who in itertools.combinations(PEOPLE, n)]
    stories = [
        story(f"{i}-{j}-{n}", "raqqa", outlet=outlet, entities={"person": who})
        for i, who in enumerate(sets)
        for j, outlet in enumerate(OUTLETS)
        for n in range(1 + (i * 3 + j) % 4)
    ]
    fill(folder / "index", stories)
    return create_app(Settings(index=folder / "index", data=folder / "data")).test_client()


def rows(client: FlaskClient, url: str, key: str) -> Iterator[Row]:
    """Of each value of a facet on a page: its label, state and count, and where a click on it leads."""
    page = BeautifulSoup(client.get(url).text, "lxml")
    own = [f for f in page.select(".facet") if f.select_one(f'legend span:-soup-contains("{BY_KEY[key].label}")')]
    for row in (own[0] if own else page).select(".value"):
        state = next(s for s in ("only", "not", "any") if s in row["class"])
        label, count, link = row.select_one("bdi"), row.select_one(".n"), row.select_one("a.pick, a.n")
        assert label and count and link  # noqa: PT018 - for the type checker
        yield label.get_text(), state, int(count.get_text().split()[0]), str(link["href"]).partition("#")[0]


def total(client: FlaskClient, url: str) -> int:
    found: int = client.get(url.replace("/search", "/api/v1/search", 1)).get_json()["total"]
    return found


def filters(key: str, values: tuple[str, ...], states: States) -> tuple[Filter, ...]:
    return tuple(
        Filter(key, value, exclude=state == "not")
        for value, state in zip(values, states, strict=True)
        if state != "any"
    )


@pytest.mark.parametrize("states", list(itertools.product(("any", "only", "not"), repeat=3)), ids="-".join)
@pytest.mark.parametrize(
    ("key", "values", "other"),
    [
        ("person", PEOPLE, ()),
        ("person", PEOPLE, (Filter("outlet", "Gulf Ledger", exclude=True),)),
        ("outlet", ("Gulf Ledger", "Euphrates Wire", ""), (Filter("person", "Ryan Dillon"),)),
    ],
    ids=["people", "people-elsewhere", "outlets"],
)
def test_a_click_gives_the_count_beside_it(
    client: FlaskClient, key: str, values: tuple[str, ...], other: tuple[Filter, ...], states: States
) -> None:
    state = SearchState(q="raqqa", filters=canonical((*filters(key, values, states), *other)))
    here = total(client, state.url())
    shown = list(rows(client, state.url(), key))
    assert shown
    assert list(rows(client, state.url(f"/facet/{key}"), key)) == shown
    for label, how, count, link in shown:
        value = "" if label == "unknown outlet" else label
        assert total(client, state.only(key, value).url()) == count
        if "only" in states:
            continue
        if how == "not":
            assert total(client, link) == here + count
        else:
            assert total(client, link) == count
