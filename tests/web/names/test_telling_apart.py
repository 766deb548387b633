"""Two of one name are told apart by story, and a name is put right in one story or in all, from the reader."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.corrections.test_correction_pages import form_of, undo_on
from tests.web.names.test_name_pages import MERGE, places
from tests.web.test_pages import said, soup


def values(client: FlaskClient, key: str, kind: str = "story") -> dict[str, int]:
    """A facet of all stories, or of all statements."""
    found = client.get("/api/v1/search", query_string={"kind": kind}).get_json()["facets"]
    return {v["value"]: v["count"] for v in found[key]}


def test_two_people_of_one_name_are_told_apart(desk_client: FlaskClient, tmp_path: Path) -> None:
    link = soup(desk_client, "/name/person/Omar%20Alloush").select_one(".edit-name a.more")
    assert link is not None
    page = soup(desk_client, str(link["href"]))
    assert said(page, ".to-choose b") == ["It holds", "Two accounts", "Denied"]
    assert "with Raqqah, United Nations" in said(page, ".to-choose .quiet")[0]
    action, fields, _ = form_of(desk_client, str(link["href"]))
    data = {**fields, "meant": " Omar Alloush  (driver)", "story": ["c", "nix", "d"]}
    answer = desk_client.post(action, data=data)
    assert answer.status_code == 303
    back = answer.headers["Location"]
    assert said(soup(desk_client, back), ".notice.done") == [
        "Took Omar Alloush for Omar Alloush (driver) in 1 story. Undo"
    ]
    found = values(desk_client, "person")
    assert (found["Omar Alloush"], found["Omar Alloush (driver)"]) == (2, 1)
    assert values(desk_client, "speaker", "statement")["Omar Alloush (driver)"] == 1
    other = soup(desk_client, "/name/person/Omar%20Alloush%20%28driver%29")
    assert said(other, ".tallies a")[0] == "1 story"
    assert said(other, ".spellings li") == ["Omar Alloush 1"]
    assert "person, in 1 story only" in said(soup(desk_client, "/names"), ".entries .pair .quiet")
    again = soup(desk_client, str(link["href"]))
    assert said(again, ".to-choose b") == ["Two accounts", "Denied"]
    assert [o["value"] for o in again.select("#others option")] == ["Omar Alloush (driver)"]
    undo_on(desk_client, back)
    assert values(desk_client, "person")["Omar Alloush"] == 3
    assert not (tmp_path / "data" / "names.yaml").exists()


def test_a_merged_name_is_told_apart_in_all_its_spellings(desk_client: FlaskClient) -> None:
    desk_client.post("/names/merge", data=MERGE)
    data = {"kind": "place", "name": "Raqqa", "meant": "Raqqa (village)", "story": ["c", "d"]}
    assert desk_client.post("/names/by-story", data=data).status_code == 303
    assert places(desk_client) == {"Raqqa": 2, "Raqqa (village)": 2}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"meant": "Omar Alloush"}, 400),
        ({"meant": ""}, 400),
        ({"meant": "x" * 501}, 400),
        ({"story": []}, 400),
        ({"story": ["nix"]}, 400),
        ({"name": "Nobody"}, 404),
        ({"kind": "film"}, 400),
    ],
)
def test_telling_apart_nothing_is_refused(
    desk_client: FlaskClient, tmp_path: Path, data: dict[str, object], status: int
) -> None:
    whole = {"kind": "person", "name": "Omar Alloush", "meant": "Omar Alloush (driver)", "story": ["c"]}
    assert desk_client.post("/names/by-story", data={**whole, **data}).status_code == status
    assert not (tmp_path / "data").exists()


def wrong(client: FlaskClient, story: str, name: str) -> str:
    """The link "Not right?" beside a name in the reader."""
    for row in soup(client, story).select(".rail-right .named li"):
        if row.select_one("bdi").get_text() == name:  # type: ignore[union-attr]
            return str(row.select_one(".wrong")["href"])  # type: ignore[index]
    raise AssertionError(name)


def test_a_name_is_put_right_in_one_story_only(desk_client: FlaskClient) -> None:
    url = wrong(desk_client, "/story/b?q=buses", "Raqqa")
    page = soup(desk_client, url)
    assert said(page, "section .words") == [
        "… the buses had left, and Talal Silo said they had not. Both spoke in Raqqa."
    ]
    assert said(page, "section .quiet") == ["Raqqa was found automatically as a place."]
    assert said(page, "legend") == ["It is", "Where"]
    assert said(page, ".choice") == [
        "a person", "an organization", "no name at all", "in this story", "in all 3 stories that have this place",
    ]  # fmt: skip
    action, fields, _ = form_of(desk_client, url)
    answer = desk_client.post(action, data={**fields, "action": "organization", "where": "story"})
    back = answer.headers["Location"]
    assert back.startswith("/story/b?q=buses&corrected=")
    assert said(soup(desk_client, back), ".notice.done") == ["Corrected. Undo"]
    assert places(desk_client) == {"Raqqa": 2, "Raqqah": 2}
    assert values(desk_client, "organization")["Raqqa"] == 1
    assert said(soup(desk_client, "/corrections"), ".what") == [
        "“Raqqa” is an organization, not a place, in one story."
    ]
    assert said(soup(desk_client, "/corrections"), ".decided div a") == ["Two accounts"]
    assert desk_client.get(url).status_code == 404
    assert undo_on(desk_client, back) == back
    assert places(desk_client) == {"Raqqa": 3, "Raqqah": 2}


def test_a_name_is_put_right_in_all_stories(desk_client: FlaskClient) -> None:
    action, fields, _ = form_of(desk_client, wrong(desk_client, "/story/d", "Raqqa"))
    answer = desk_client.post(action, data={**fields, "action": "reject", "where": "all"})
    assert answer.headers["Location"].startswith("/story/d?corrected=")
    assert places(desk_client) == {"Raqqah": 2}


def test_a_name_of_one_story_is_not_asked_where(desk_client: FlaskClient) -> None:
    _, fields, form = form_of(desk_client, wrong(desk_client, "/story/d", "May"))
    assert fields["where"] == "story"
    assert said(form, "legend") == ["It is"]


def test_a_wrong_correction_of_a_name_is_refused(desk_client: FlaskClient, tmp_path: Path) -> None:
    action, fields, _ = form_of(desk_client, wrong(desk_client, "/story/d", "Raqqa"))
    good = {**fields, "action": "reject", "where": "story"}
    for data, status in (
        ({"where": ""}, 400),
        ({"action": "place"}, 400),
        ({"action": ""}, 400),
        ({"name": "Rome"}, 404),
        ({"story": "nix"}, 404),
        ({"kind": "film"}, 400),
    ):
        assert desk_client.post(action, data={**good, **data}).status_code == status, data
    assert not (tmp_path / "data").exists()
    answer = desk_client.post(action, data={**good, "back": "https://evil.example/"})
    assert answer.headers["Location"].startswith("/story/d?corrected=")
