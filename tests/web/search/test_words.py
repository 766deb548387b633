"""What a hit says reads as English: verbs in small letters, "according to" before the name, no signs of layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.cli.listing import listing
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from searchapp.text.wording import attributed
from tests.stories import said, story


@pytest.mark.parametrize(
    ("cue", "more", "wanted"),
    [
        ("SAID", {}, ("", "said")),
        ("According  to", {}, ("according to", "")),
        (
            "according to",
            {"speaker": "U.S.-led coalition", "speaker_kind": "organization"},
            ("according to the", ""),
        ),
        ("according to", {"speaker": "Harbour Board", "speaker_kind": "organization"}, ("according to", "")),
        ("words", {"rule": "phrase"}, ("", "said")),
        ("claim", {"rule": "noun"}, ("", "said")),
        ("adding", {"rule": "saying"}, ("", "said")),
        ("made clear", {"rule": "phrase"}, ("", "made clear")),
        ("", {}, ("", "")),
        ("denied", {"polarity": "refused"}, ("", "declined to say")),
    ],
)
def test_how_it_is_said_stands_where_english_has_it(
    cue: str, more: dict[str, Any], wanted: tuple[str, str]
) -> None:
    speaker = {"speaker": "Ada Lund", **more}
    assert attributed(said("The ferry is late.", "The ferry is late", cue=cue, **speaker)) == wanted


def test_a_quote_of_an_organization_reads_as_a_sentence(make_client: Callable[..., FlaskClient]) -> None:
    text = "## Harbour news\n\n- The ferry is late, ACCORDING TO the ferry company.\n\n## Fares\n\nThey rise."
    client = make_client(story("ferry", text, title="# Ferry", outlet="Post", statements=(
        said(text, "The ferry is late", "ferry company", speaker_kind="organization", cue="ACCORDING TO"),
    )))  # fmt: skip
    page = BeautifulSoup(client.get("/search?q=ferry").text, "lxml")
    assert page.select_one(".who").get_text(" ", strip=True) == "according to the ferry company"  # type: ignore[union-attr]
    assert page.select_one(".title").get_text(strip=True) == "Ferry"  # type: ignore[union-attr]
    fares = BeautifulSoup(client.get("/search?q=fares").text, "lxml").select_one(".passage")
    assert fares is not None
    assert "Fares They rise." in " ".join(fares.get_text().split())
    assert "#" not in fares.get_text()
    with client.application.extensions["searchapp"].archive.lease() as index:
        result = index.search(SearchRequest(parse("ferry"), kind="statement"))
        assert index.story("ferry").text == text
    assert "according to the ferry company (indirect): The ferry is late" in listing(
        result, "statement", (), color=False
    )


def test_a_hit_names_the_place_it_is_from_or_about(make_client: Callable[..., FlaskClient]) -> None:
    places = {"place": ("Olm", "Port Sund", "Vesk")}
    client = make_client(
        story("dateline", "PORT SUND (Wire) - Vesk and Vesk, then Olm.", title="One", entities=places),
        story("often", "Olm is far. Vesk is near, and Vesk is small.", title="Two", entities=places),
        story("nowhere", "A ferry is late.", title="Three"),
    )
    shown = {}
    for hit in BeautifulSoup(client.get("/search").text, "lxml").select(".hit"):
        links = hit.select(".from a")
        shown[hit.select_one(".title").get_text(strip=True)] = [a["href"] for a in links[2:]]  # type: ignore[union-attr]
    assert shown == {"One": ["/search?place=Port+Sund"], "Two": ["/search?place=Vesk"], "Three": []}
