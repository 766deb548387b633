"""How a query may go on: the whole queries that are offered, and saved queries for those who may see them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.web import create_app
from tests.web.test_pages import said, soup

NAME = "archive.example.org"


def offered(client: FlaskClient, q: str, **more: Any) -> dict[str, list[tuple[str, str]]]:
    groups = client.get("/api/v1/suggest", query_string={"q": q}, **more).get_json()["groups"]
    return {g["label"]: [(one["label"], one.get("q") or one["url"]) for one in g["options"]] for g in groups}


def test_words_and_names_are_offered_as_whole_queries(client: FlaskClient) -> None:
    assert offered(client, "siege ta") == {
        "Words": [("Talal", "siege Talal")],
        "Speakers": [("Talal Silo", 'siege speaker:"Talal Silo"')],
        "People": [("Talal Silo", "siege Talal Silo")],
    }
    assert offered(client, "fi") == {"Words": [("fighters", "fighters")]}
    assert offered(client, "convoy -eu") == {"Outlets": [("Euphrates Wire", 'convoy -outlet:"Euphrates Wire"')]}
    assert offered(client, "omar al")["People"] == [("Omar Alloush", "Omar Alloush")]
    assert offered(client, "raq") == {"Places": [("Raqqa", "Raqqa")]}


def test_a_field_goes_on_with_its_values(client: FlaskClient) -> None:
    assert offered(client, "x speaker:ry") == {"Speakers": [("Ryan Dillon", 'x speaker:"Ryan Dillon"')]}
    assert len(offered(client, "speaker:")["Speakers"]) == 3
    assert offered(client, "outlet:") == {
        "Outlets": [(name, f'outlet:"{name}"') for name in ("Euphrates Wire", "Gulf Ledger", "Capital Courier")]
    }
    assert offered(client, '"foreign fi') == offered(client, "fighters ") == offered(client, "x" * 9000) == {}


def test_each_query_that_is_offered_finds_something(client: FlaskClient) -> None:
    for q in ("ta", "gu", "ra", "speaker:", "mode:", "الرق"):
        for options in offered(client, q).values():
            for _, query in options:
                assert said(soup(client, f"/search?q={query}"), ".hit"), query


def test_saved_queries_are_offered_to_those_who_may_see_them(
    client: FlaskClient, newsroom_index: Path, tmp_path: Path
) -> None:
    settings = Settings(index=newsroom_index, data=tmp_path / "data", public=True, hosts=(NAME,))
    public = create_app(settings).test_client()
    assert client.post("/saved", data={"name": "Fighters, été", "query": "q=fighters"}).status_code == 303
    assert offered(client, "ighters, ete")["Saved"] == [("Fighters, été", "/saved/fighters-ete")]
    assert list(offered(public, "fi", base_url=f"http://{NAME}")) == ["Words"]
