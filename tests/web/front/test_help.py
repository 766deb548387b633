"""The help page: every example is read without a complaint, and every field is told in English."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from searchapp.query.parse import read
from searchapp.query.tree import FIELDS
from tests.web.test_pages import said, soup


def test_every_field_is_told_in_english(client: FlaskClient) -> None:
    page = soup(client, "/help")
    told = dict(
        zip(said(page, ".help dl:nth-of-type(2) dt"), said(page, ".help dl:nth-of-type(2) dd"), strict=True)
    )
    assert [example.split(":")[0] for example in told] == list(FIELDS)
    for example, says in told.items():
        field, value = example.split(":")
        assert value != field
        assert not any(odd in says for odd in ("a how", "an as", "a certainty", "a doubt", "a source")), says
        assert says.endswith(".")


def test_every_example_is_read_as_it_stands(client: FlaskClient) -> None:
    for link in soup(client, "/help").select(".help dt a"):
        (q,) = parse_qs(urlsplit(str(link["href"])).query)["q"]
        assert not read(q).notices, q


@pytest.mark.parametrize("example", ["mode:direct", "source:unnamed"])
def test_an_example_of_a_statement_finds_some(client: FlaskClient, example: str) -> None:
    assert not soup(client, f"/search?q={example}").select(".zero")
