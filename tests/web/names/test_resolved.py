"""What the archive resolved stands on the person's page with its evidence, is parted by one click, and old links
to the name lead to what it now means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.model import Story
from searchapp.web import create_app
from tests.conftest import fill
from tests.stories import said as words_of
from tests.stories import story
from tests.web.conftest import mention
from tests.web.corrections.test_correction_pages import undo_on
from tests.web.test_pages import said, soup

PERSON = "/name/person/Hugo%20Falk"


def stories() -> Iterator[Story]:
    """Hugo Falk by his full name, with an initial twice, a title once; Falk twice in time, once much later."""
    forms = ["Hugo Falk"] * 12 + ["Hugo T. Falk"] * 2 + ["Mayor Hugo Falk"] + ["Falk"] * 3
    for n, form in enumerate(forms):
        day = date(2034, 1, 1) if n == len(forms) - 1 else date(2030, 3, 1) + timedelta(n)
        text = f"In Leeds, {form} said the mill would close."
        yield story(
            f"s{n:02d}",
            text,
            title=f"Day {n}",
            outlet="Leeds Wire",
            published=day,
            mentions=(mention(text, form, "person"),),
            statements=(words_of(text, "the mill would close", form, cue="said"),),
        )


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    fill(tmp_path / "index", stories())
    return create_app(Settings(index=tmp_path / "index", data=tmp_path / "data")).test_client()


def persons(client: FlaskClient, key: str = "person", **more: str) -> dict[str, int]:
    found = client.get("/api/v1/search", query_string=more).get_json()["facets"]
    return {v["value"]: v["count"] for v in found[key]}


def test_the_page_of_a_person_shows_what_was_resolved_and_why(client: FlaskClient) -> None:
    page = soup(client, PERSON)
    assert said(page, ".tallies a") == ["17 stories", "heard in 17 statements"]
    assert said(page, ".resolved h2") == ["Counted as this person"]
    assert said(page, ".resolved .form") == [
        "Falk 2 stories Undo Falk",
        "Hugo T. Falk 2 stories Undo Hugo T. Falk",
        "Mayor Hugo Falk 1 story Undo Mayor Hugo Falk",
    ]
    assert said(page, ".resolved .quiet") == [
        "stories that give no full name, 16–17 March 2030; in the year around each, at least 15 name this person"
        " in full, all of those with this surname",
        "the same but for an initial; the archive has no second one",
        "the same name with a title",
    ]
    assert said(page, ".spellings li") == ["Hugo Falk 12", "Falk 2", "Hugo T. Falk 2", "Mayor Hugo Falk 1"]
    assert said(soup(client, "/name/speaker/Hugo%20Falk"), ".resolved bdi")[0] == "Falk"


def test_it_is_parted_by_one_click_and_taken_back_by_another(client: FlaskClient, tmp_path: Path) -> None:
    assert persons(client) == {"Hugo Falk": 17, "Falk": 1}
    form = next(f for f in soup(client, PERSON).select(".resolved form.undo") if "T." in f.get_text())
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input")}
    answer = client.post(str(form["action"]), data=fields)
    back = answer.headers["Location"]
    assert (answer.status_code, back.startswith(f"{PERSON}?edited=")) == (303, True)
    assert persons(client) == {"Hugo Falk": 13, "Hugo T. Falk": 2, "Falk": 3}
    assert said(soup(client, back), ".notice.done") == ["Kept Hugo Falk and Hugo T. Falk apart. Undo"]
    assert "Hugo T. Falk" not in said(soup(client, back), ".resolved bdi")
    fill(tmp_path / "index", stories(), rebuild=True)
    assert persons(client)["Hugo T. Falk"] == 2
    undo_on(client, back)
    assert persons(client) == {"Hugo Falk": 17, "Falk": 1}


def test_a_surname_is_parted_alone(client: FlaskClient) -> None:
    data = {"kind": "person", "name": "Hugo Falk", "other": "Falk", "back": PERSON}
    assert client.post("/names/apart", data=data).status_code == 303
    assert persons(client) == {"Hugo Falk": 15, "Falk": 3}
    assert persons(client, "speaker", kind="statement") == {"Hugo Falk": 15, "Falk": 3}


@pytest.mark.parametrize("key", ["person", "speaker"])
def test_an_old_link_leads_to_what_the_name_now_means_and_says_so(client: FlaskClient, key: str) -> None:
    page = soup(client, f"/search?{key}=Hugo+T.+Falk")
    assert said(page, "[role=status]")[0].startswith("17 stories")
    assert said(page, ".notice") == ["“Hugo T. Falk” is taken for Hugo Falk in 2 stories. Hugo Falk"]
    page = soup(client, f"/search?{key}=Falk")
    assert said(page, "[role=status]")[0].startswith("1 story")
    assert said(page, ".notice") == ["“Falk” is taken for Hugo Falk in 2 stories. Hugo Falk"]
    link = page.select_one(".notice a")
    assert link is not None
    assert said(soup(client, str(link["href"])), "[role=status]")[0].startswith("17 stories")
    answer = client.get("/api/v1/search", query_string={key: "Falk"}).get_json()
    assert (answer["total"], answer["notices"]) == (1, ["“Falk” is taken for Hugo Falk in 2 stories."])
    assert said(soup(client, f"/search?{key}=Hugo+Falk"), ".notice") == []


def test_the_page_of_a_name_says_whose_it_is(client: FlaskClient) -> None:
    page = soup(client, "/name/person/Hugo%20T.%20Falk")
    assert said(page, "h1") == ["Hugo Falk"]
    assert said(page, ".notice") == ["“Hugo T. Falk” is taken for Hugo Falk in 2 stories."]
    page = soup(client, "/name/person/Falk")
    assert said(page, "h1") == ["Falk"]
    assert said(page, ".notice") == ["“Falk” is taken for Hugo Falk in 2 stories. Hugo Falk"]
    assert said(page, ".tallies a")[0] == "1 story"


def test_readers_of_a_public_archive_see_it_and_change_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "index", stories())
    settings = Settings(index=tmp_path / "index", data=tmp_path / "data", public=True, hosts=("localhost",))
    page = soup(create_app(settings).test_client(), f"{PERSON}?edited=1")
    assert len(page.select(".resolved li")) == 3
    assert page.select(".resolved form") == []
