"""A hit says who else tells of it, and hits can be chosen to stand side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from searchapp.compare.compared import Event, Reporting
from searchapp.model import Story
from searchapp.web.urls import compare_url
from tests.stories import story
from tests.web.compare.pairs import compared

STORIES = (
    story("a", "Ferry one.", outlet="Brill Post"),
    story("b", "Ferry two.", outlet="Coast Wire"),
    story("c", "Ferry three.", outlet="Coast Wire"),
    story("d", "Ferry four."),
    story("e", "Ferry five.", outlet="Gulf Ledger"),
)
Make = Callable[..., FlaskClient]


def lines(page: str) -> list[str]:
    """What each hit says of others, in the order of ids."""
    hits = sorted(re.findall(r'(?s)<li class="hit".*?</li>', page), key=lambda hit: hit.split('value="')[1])
    found = (re.search(r"<bdi>((?:also told|shares words)[^<]*)</bdi>", hit) for hit in hits)
    return [one[1] if one else "" for one in found]


@pytest.mark.parametrize(
    ("together", "told"),
    [
        ("abe", ["also told by 2 outlets"] * 2 + ["", ""] + ["also told by 2 outlets"]),
        ("abc", ["also told by Coast Wire", "also told by Brill Post", "also told by Brill Post", "", ""]),
        ("bc", ["", "also told in 1 other story", "also told in 1 other story", "", ""]),
        ("bd", ["", "also told in 1 other story", "", "also told by Coast Wire", ""]),
        ("", [""] * 5),
    ],
)
def test_a_hit_says_how_many_outlets_tell_of_it_too(
    make_client: Make, tmp_path: Path, together: str, told: list[str]
) -> None:
    client = make_client(*STORIES)
    events = [Event("ferry", "Ferry", None, None, tuple(together))] if together else []
    compared(tmp_path / "made", STORIES, events=events)
    assert lines(client.get("/search?q=ferry").text) == told


@pytest.mark.parametrize(("reporting", "says"), [("own", False), ("shared", True), ("reprint", True)])
def test_a_hit_of_no_event_says_that_it_shares_words(
    make_client: Make, tmp_path: Path, reporting: Reporting, says: bool
) -> None:
    client = make_client(*STORIES[:1])
    compared(tmp_path / "made", STORIES[:1], reporting={"a": reporting})
    page = client.get("/search?q=ferry").text
    assert lines(page) == ["shares words with other stories" if says else ""]
    assert (f'href="{compare_url("a")}"' in page) == says


def test_hits_are_chosen_and_compared_without_javascript(open_page: Callable[..., Any]) -> None:
    page = open_page("/search?q=siege", java_script_enabled=False)
    from playwright.sync_api import expect

    button = page.get_by_role("button", name="Compare chosen")
    expect(button).to_be_hidden()
    for box in page.get_by_role("checkbox", name="Compare").all()[:2]:
        box.check()
    button.click()
    expect(page.locator("h1")).to_have_text("Two stories side by side")


def test_statements_and_the_front_page_have_nothing_to_choose(client: FlaskClient) -> None:
    for path in ("/", "/search?kind=statement", "/search?q=no+such+words+here&strict=1"):
        page: str = client.get(path).text
        assert 'form="compare"' not in page
        assert "Compare chosen" not in page


def test_every_story_of_a_page_can_be_chosen(make_client: Make) -> None:
    odd: tuple[Story, ...] = (story('"<b>', "Ferry."), story("ü/ö", "Ferry."))
    page = make_client(*odd).get("/search?q=ferry").text
    assert 'value="&#34;&lt;b&gt;" form="compare"' in page
    assert 'value="ü/ö" form="compare"' in page
