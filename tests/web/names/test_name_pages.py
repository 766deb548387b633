"""The pages about names: what they count is what they lead to; merging and splitting show at the next request."""

import re
import threading
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from searchapp.archive.name_suggestions import name_suggestions
from searchapp.engines import in_folder, open_index
from searchapp.web.names import suggestion_job
from searchapp.web.services import EXTENSION
from tests.web.corrections.test_correction_pages import undo_on
from tests.web.test_pages import said, soup

MERGE = {"kind": "place", "preferred": "Raqqa", "name": ["Raqqa", "Raqqah"]}


def places(client: FlaskClient) -> dict[str, int]:
    """The place facet of all stories."""
    found = client.get("/api/v1/search").get_json()["facets"]
    return {v["value"]: v["count"] for v in found["place"]}


def test_a_names_page_tells_spellings_times_and_company(desk_client: FlaskClient) -> None:
    page = soup(desk_client, "/name/person/Omar%20Alloush")
    assert said(page, "h1") == ["Omar Alloush"]
    assert said(page, ".tallies a") == ["3 stories", "heard in 4 statements"]
    assert said(page, ".kind-of") == ["Person · also a speaker in 3 stories"]
    assert said(page, ".spellings li") == ["Omar Alloush 3"]
    assert said(page, ".sayings h2") == ["Says"]
    assert len(page.select(".sayings .hit")) == 4
    assert said(page, ".times h2") == ["Statements over time, by outlet"]
    assert said(page, ".times li p") == ["Euphrates Wire 2", "Gulf Ledger 2"]
    assert [len(row.select(".bar")) for row in page.select(".times li")] == [1, 2]
    assert [" | ".join(said(row, "th, td")) for row in page.select(".counts tbody tr")] == [
        "13 October 2017 | Euphrates Wire | 2 statements",
        "14 October 2017 | Gulf Ledger | 1 statement",
        "16 October 2017 | Gulf Ledger | 1 statement",
    ]
    assert said(page, ".together h3") == ["People", "Organizations", "Places", "Speakers"]
    assert said(page, ".together .named:nth-of-type(1) li bdi") == ["Talal Silo"]
    assert said(page, ".together .named:nth-of-type(3) li bdi") == ["Raqqa", "Raqqah"]


@pytest.mark.parametrize(
    "url",
    ["/name/person/Omar%20Alloush", "/name/speaker/Omar%20Alloush", "/name/place/Raqqa", "/name/organization/UN",
     "/name/speaker/omar%20alloush"],
)  # fmt: skip
def test_each_count_is_the_total_it_leads_to(desk_client: FlaskClient, url: str) -> None:
    page = soup(desk_client, url)
    checked = 0
    for link in page.select(".tallies a, .named a.n, .times p a, .counts td a, .sayings .head a, .times .head a"):
        shown = link.find_next_sibling(class_="n") or link
        count = re.search(r"\d+", shown.get_text())
        assert count is not None
        status = said(soup(desk_client, str(link["href"])), "[role=status]")[0]
        assert status.split()[0] == count[0], (link, status)
        checked += 1
    assert checked >= 5


def test_a_place_is_spoken_of(desk_client: FlaskClient) -> None:
    page = soup(desk_client, "/name/place/Raqqah")
    assert said(page, ".tallies a") == ["2 stories", "named in 1 statement"]
    assert said(page, ".sayings h2") == ["Is spoken of"]
    assert said(page, ".sayings .who") == ["Omar Alloush"]
    assert said(page, ".times li p") == ["Gulf Ledger 1"]


def test_only_so_many_stories_are_read_for_spellings(
    desk_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchapp.web.names.profile.STORIES_READ", 2)
    page = soup(desk_client, "/name/person/Omar%20Alloush")
    assert said(page, ".spellings li") == ["Omar Alloush 2"]
    assert "counted in the newest 2 of 3 stories" in said(page, "aside .quiet")


def test_names_lead_to_their_pages(desk_client: FlaskClient) -> None:
    for url, selector in (
        ("/facet/person", ".value a.profile"),
        ("/facet/speaker?kind=statement", ".value a.profile"),
        ("/story/b", ".named li a[href^='/name/']"),
        ("/story/b", ".speaker .more a[href^='/name/']"),
        ("/search?kind=statement", ".hit a.profile"),
        ("/search?kind=statement&group=speaker", ".group-head a.profile"),
    ):
        links = soup(desk_client, url).select(selector)
        assert links, url
        for link in links:
            assert desk_client.get(str(link["href"])).status_code == 200, link
    assert not soup(desk_client, "/facet/outlet").select("a.profile")


@pytest.mark.parametrize(
    "url",
    ["/name/person/Nobody", "/name/outlet/Gulf%20Ledger", "/name/film/x", "/name/place/%00", "/name/person/"],
)
def test_there_is_no_page_of_what_is_not_there(desk_client: FlaskClient, url: str) -> None:
    assert desk_client.get(url).status_code == 404


def test_the_names_page_suggests_and_merges_nothing(desk_client: FlaskClient, tmp_path: Path) -> None:
    page = soup(desk_client, "/names")
    assert said(page, ".pairs .pair") == [
        "Omar Alloush 3 stories and Omar Aloush 1 stories",
        "UN 1 stories and United Nations 1 stories",
        "Raqqa 3 stories and Raqqah 2 stories",
    ]
    assert said(page, ".names h3") == ["People", "Organizations", "Places"]
    assert "the initials of the other" in said(page, ".pairs .quiet:not(.pair .quiet)")[1]
    merge = page.select(".pairs a.do")[1]
    assert merge["href"] == "/names/merge?kind=organization&name=United+Nations&name=UN"
    only = soup(desk_client, "/names?kind=place")
    assert len(only.select(".pairs li")) == 1
    assert not (tmp_path / "data").exists()


def test_a_merge_is_seen_before_it_is_made_and_undone_after(desk_client: FlaskClient, tmp_path: Path) -> None:
    assert places(desk_client) == {"Raqqa": 3, "Raqqah": 2}
    preview = soup(desk_client, "/names/merge?kind=place&name=Raqqa&name=raqqah")
    assert said(preview, ".lead") == ["Merges 4 stories; 1 of them has both names."]
    assert said(preview, ".candidates .choice") == ["Raqqa", "Raqqah"]
    assert said(preview, ".candidates p:nth-of-type(1)") == ["3 stories · about Raqqa", "2 stories · about Raqqah"]
    assert said(preview, ".ask-form button") == ["Merge 4 stories"]
    assert places(desk_client) == {"Raqqa": 3, "Raqqah": 2}

    answer = desk_client.post("/names/merge", data=MERGE)
    assert answer.status_code == 303
    back = answer.headers["Location"]
    assert places(desk_client) == {"Raqqa": 4}
    page = soup(desk_client, back)
    assert said(page, ".notice.done") == ["Merged Raqqah into Raqqa. Undo"]
    assert said(page, ".entries .forms li") == ["Raqqa 3", "Raqqah 2 Split off… Raqqah"]
    assert said(page, ".decided li p:nth-of-type(2)") == ["merged Raqqah into Raqqa"]
    assert "Raqqah" not in " ".join(said(page, ".pairs"))
    merged = soup(desk_client, "/name/place/Raqqah")
    assert said(merged, "h1") == ["Raqqa"]
    assert said(merged, ".tallies a")[0] == "4 stories"
    assert said(merged, ".known") == ["In the names file also: Raqqah."]
    assert said(merged, ".spellings li") == ["Raqqa 3", "Raqqah 2"]
    assert said(merged, "#which option") == ["Raqqa", "Raqqah"]
    assert desk_client.get("/names/merge?kind=place&name=Raqqa&name=Raqqah").status_code == 400

    assert undo_on(desk_client, back) == "/names?undone=1"
    assert said(soup(desk_client, "/names?undone=1"), ".notice.done") == ["Taken back."]
    assert places(desk_client) == {"Raqqa": 3, "Raqqah": 2}
    assert not (tmp_path / "data" / "names.yaml").exists()


def test_a_name_is_split_off_again(desk_client: FlaskClient) -> None:
    desk_client.post("/names/merge", data=MERGE)
    link = soup(desk_client, "/names").select_one(".forms a")
    assert link is not None
    preview = soup(desk_client, str(link["href"]))
    assert said(preview, "main > p bdi") == [
        "“Raqqa” has 4 stories now and would keep 3.",
        "“Raqqah” would stand for itself, in 2 stories.",
    ]
    assert places(desk_client) == {"Raqqa": 4}
    assert desk_client.post("/names/split", data={"kind": "place", "name": "Raqqah"}).status_code == 303
    assert places(desk_client) == {"Raqqa": 3, "Raqqah": 2}
    page = soup(desk_client, "/names")
    assert "Not: Raqqah" in said(page, ".entries .quiet")
    assert "Raqqah" not in " ".join(said(page, ".pairs"))  # they are two, as someone said
    assert len(page.select(".decided li")) == 2
    assert len(page.select(".decided .undo")) == 1
    assert desk_client.post("/names/split", data={"kind": "place", "name": "Raqqah"}).status_code == 404
    assert desk_client.post("/names/split", data={"kind": "place", "name": "Raqqa"}).status_code == 404


def test_only_the_newest_edit_is_undone(desk_client: FlaskClient) -> None:
    desk_client.post("/names/merge", data=MERGE)
    first = str(soup(desk_client, "/names").select_one(".undo input")["value"])  # type: ignore[index]
    desk_client.post("/names/merge", data={"kind": "organization", "name": ["UN", "United Nations"]})
    stale = {"edit": first}
    assert desk_client.post("/names/undo", data=stale).status_code == 400
    assert places(desk_client) == {"Raqqa": 4}
    undo_on(desk_client, "/names")
    undo_on(desk_client, "/names")
    assert desk_client.post("/names/undo", data=stale).status_code == 404


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({**MERGE, "kind": "film"}, 400),
        ({**MERGE, "name": ["Raqqa"]}, 400),
        ({**MERGE, "name": ["Raqqa", "raqqa"]}, 400),
        ({**MERGE, "name": ["Raqqa", "Nowhere"]}, 404),
        ({**MERGE, "preferred": "Rome"}, 400),
        ({**MERGE, "name": ["Raqqa", "x" * 501]}, 400),
        ({**MERGE, "name": [f"n{n}" for n in range(21)]}, 400),
    ],
)
def test_a_merge_of_nothing_is_refused(
    desk_client: FlaskClient, tmp_path: Path, data: dict[str, object], status: int
) -> None:
    assert desk_client.post("/names/merge", data=data).status_code == status
    assert not (tmp_path / "data").exists()
    if data.get("preferred") != "Rome":
        assert desk_client.get("/names/merge", query_string=data).status_code == status  # type: ignore[arg-type]


def test_a_hand_written_file_is_kept_with_its_comments(desk_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "data" / "names.yaml"
    file.parent.mkdir()
    file.write_text(
        "# the city\n- id: raqqa\n  kind: place\n  preferred: Raqqa\n  hidden_aliases: [Rakka]\n"
        "  note: On the river.\n"
    )
    client = desk_app.test_client()
    page = soup(client, "/names")
    assert said(page, ".entries .forms li") == ["Raqqa 3", "1 hidden name"]
    assert "Rakka" not in page.get_text()
    client.post("/names/merge", data=MERGE)
    assert "# the city" in file.read_text()
    assert places(client) == {"Raqqa": 4}
    assert said(soup(client, "/name/place/Raqqa"), ".known") == ["In the names file also: Raqqah. On the river."]
    file.write_text("- [broken\n")
    assert any("names file can't be read" in n for n in said(soup(client, "/names"), ".notice.warn"))
    assert places(client) == {"Raqqa": 4}
    assert client.post("/names/merge", data={**MERGE, "name": ["Raqqa", "Raqqah"]}).status_code == 503
    assert file.read_text() == "- [broken\n"


def test_two_names_are_kept_apart_where_they_are_suggested(desk_client: FlaskClient) -> None:
    form = soup(desk_client, "/names?kind=place").select_one(".pairs form")
    assert form is not None
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input")}
    assert fields == {"kind": "place", "name": "Raqqa", "other": "Raqqah", "back": "/names?kind=place"}
    answer = desk_client.post(str(form["action"]), data=fields)
    back = answer.headers["Location"]
    assert back.startswith("/names?kind=place&edited=")
    page = soup(desk_client, back)
    assert said(page, ".notice.done") == ["Kept Raqqa and Raqqah apart. Undo"]
    assert said(page, ".pairs .pair") == []
    assert places(desk_client) == {"Raqqa": 3, "Raqqah": 2}
    undo_on(desk_client, back)
    assert len(soup(desk_client, "/names?kind=place").select(".pairs .pair")) == 1
    for data, status in (
        ({**fields, "other": "Nowhere"}, 404),
        ({**fields, "other": "RAQQA"}, 400),
        ({**fields, "kind": "film"}, 400),
        ({"kind": "place"}, 400),
    ):
        assert desk_client.post("/names/apart", data=data).status_code == status, data
    desk_client.post("/names/merge", data=MERGE)
    assert desk_client.post("/names/apart", data=fields).status_code == 400


def compared(monkeypatch: pytest.MonkeyPatch, *, wait: threading.Event | None = None) -> list[str]:
    """The kinds of names of which the suggestions are looked for from now on, one by one."""
    asked: list[str] = []
    find = name_suggestions

    def counted(index: object, kind: str, **more: int) -> object:
        asked.append(kind)
        if wait:
            wait.wait(20)
        return find(index, kind, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(suggestion_job, "name_suggestions", counted)
    monkeypatch.setattr(suggestion_job, "WAIT", 20)
    return asked


def test_names_are_compared_once_whatever_is_edited(
    desk_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = compared(monkeypatch)
    for _ in range(3):
        assert len(soup(desk_client, "/names").select(".pairs li")) == 3
    desk_client.post("/names/merge", data=MERGE)
    assert len(soup(desk_client, "/names").select(".pairs li")) == 2
    assert len(asked) == 3
    desk_client.post("/name/organization/UN", data={"name": "UN", "action": "place"})
    assert said(soup(desk_client, "/names"), ".names h3") == ["People"]
    assert len(asked) == 6


def test_the_page_does_not_wait_for_a_long_comparison(
    desk_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    asked = compared(monkeypatch, wait=go_on)
    monkeypatch.setattr(suggestion_job, "WAIT", 0.01)
    for _ in range(2):
        page = soup(desk_client, "/names")
        assert "The names of 4 stories are being compared. Look again" in said(page, ".names section p")
    assert asked == ["person"]
    go_on.set()
    monkeypatch.setattr(suggestion_job, "WAIT", 20)
    assert len(soup(desk_client, "/names").select(".pairs li")) == 3
    go_on.clear()
    monkeypatch.setattr(suggestion_job, "WAIT", 0.01)
    desk_client.post("/name/organization/UN", data={"name": "UN", "action": "place"})
    page = soup(desk_client, "/names")
    assert any("; this is what was found before. Look again" in p for p in said(page, ".names section p"))
    assert said(page, ".names h3") == ["People", "Places"]
    go_on.set()


def test_a_long_names_file_is_paged(desk_app: Flask) -> None:
    entries = "".join(f"- {{kind: place, preferred: Town {n:03d}}}\n" for n in range(120))
    path = desk_app.extensions[EXTENSION].names.path
    path.parent.mkdir(exist_ok=True)
    path.write_text(entries, encoding="utf-8")
    client = desk_app.test_client()
    page = soup(client, "/names?kind=place&page=3")
    assert [len(page.select(".entries > li")), *said(page, ".pager .quiet")] == [20, "101–120 of 120"]
    assert [a["href"] for a in page.select(".pager a")][:2] == ["/names?kind=place&page=2", "/names?kind=place"]
    assert len(soup(client, "/names?page=99").select(".entries > li")) == 20


def test_a_comparison_that_failed_is_tried_again(
    desk_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(
            suggestion_job, "name_suggestions", lambda index, *_, **__: open_index(in_folder(Path("nowhere")))
        )
        assert "being compared" in soup(desk_client, "/names").get_text()
    monkeypatch.setattr(suggestion_job, "WAIT", 20)
    assert len(soup(desk_client, "/names").select(".pairs li")) == 3
