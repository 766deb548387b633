"""The help page: every example is read without a complaint, finds what it says here, and is told in English."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.query.parse import read
from searchapp.query.tree import FIELDS
from searchapp.web import create_app
from tests.stories import story
from tests.web.test_pages import said, soup


def test_every_field_is_told_in_english(client: FlaskClient) -> None:
    fields = soup(client, "/help").select(".help dl")[1]
    examples, told = said(fields, "dt"), said(fields, "dd:not(.n)")
    assert [example.split(":")[0] for example in examples] == list(FIELDS)
    assert all(says[0].isupper() and says.endswith(".") for says in told)
    assert len(set(told)) == len(told)


def check(client: FlaskClient, page: BeautifulSoup) -> int:
    """Every example is read as it stands and finds as many as it says; how many there are."""
    rows = page.select(".help dl:not(.keys) > div")
    for row in rows:
        link = row.select_one("dt a")
        if link is None:
            assert said(row, ".n") == ["none here"]
            continue
        (q,) = parse_qs(urlsplit(str(link["href"])).query)["q"]
        assert not read(q).notices, q
        assert said(soup(client, str(link["href"])), "[role=status]") == said(row, ".n"), q
    return len(page.select(".help dt a"))


def test_every_example_finds_what_it_says(client: FlaskClient) -> None:
    page = soup(client, "/help")
    assert check(client, page) > 17
    assert said(page, ".help dt a")[:2] == ["civilians waited", '"civilians waited"']
    assert {'outlet:"Euphrates Wire"', 'person:"Omar Alloush"', "source:unnamed", "lacks:date"} <= set(
        said(page, ".help dt a")
    )


@pytest.mark.parametrize("text", ["حافلات الرقة وصلت", "1, 2, 3.", "So it is.", "-- OR AND \\ : NOT (NEAR"])
def test_an_archive_of_odd_words_has_examples_too(make_client: Callable[..., FlaskClient], text: str) -> None:
    client = make_client(story("a", text, title="NOT: after", outlet='The "Echo": \\ daily'))
    assert check(client, soup(client, "/help")) > 1


def test_without_an_archive_it_is_told_how_to_ask_all_the_same(tmp_path: Path) -> None:
    client = create_app(Settings(index=tmp_path / "none", data=tmp_path / "data")).test_client()
    page = soup(client, "/help")
    assert len(said(page, ".help dt code")) > 20
    assert not page.select(".help dt a")
