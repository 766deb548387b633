"""The JSON API, feeds and exports: the shapes of the interface, strict reading, and export equals screen."""

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.facets import FACET_KEYS, FACETS
from searchapp.web.files.feeds import ATOM
from tests.conftest import fill
from tests.stories import said, story
from tests.web.conftest import newsroom

FIGHTERS = "q=%22foreign+fighters%22"


def test_a_search_has_the_shape_of_the_interface(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/search?{FIGHTERS}&speaker=Omar+Alloush").get_json()
    assert list(answer) == ["total", "took_ms", "hits", "facets", "notices", "did_you_mean", "next"]
    assert (answer["total"], answer["notices"]) == (1, [])
    hit = answer["hits"][0]
    assert list(hit) == ["id", "kind", "story_id", "title", "outlet", "published", "url", "score", "snippet"]
    assert (hit["id"], hit["kind"], hit["outlet"], hit["published"]) == (
        "deal",
        "story",
        "Gulf Ledger",
        "2017-10-14",
    )
    assert {"text": "Foreign fighters", "hit": True} in hit["snippet"]
    assert set(answer["facets"]) == {f.key for f in FACETS if "story" in f.shown_for}
    values = {v["value"]: v for v in answer["facets"]["speaker"]}
    assert values["Omar Alloush"] == {
        "value": "Omar Alloush",
        "label": "Omar Alloush",
        "count": 1,
        "state": "only",
    }
    assert values["Talal Silo"]["count"] == 1


def test_statements_are_records_of_their_own(client: FlaskClient) -> None:
    answer = client.get(f"/api/v1/search?{FIGHTERS}&kind=statement&speaker=Ryan+Dillon").get_json()
    assert [h["statement"]["speaker"] for h in answer["hits"]] == ["Ryan Dillon"]
    assert client.get("/api/v1/search?kind=statement&speaker=Omar+Alloush&q=comment").get_json()["total"] == 0


def test_nothing_is_widened_unless_asked(client: FlaskClient) -> None:
    strict = client.get("/api/v1/search?q=convoy+submarine").get_json()
    assert (strict["total"], strict["hits"]) == (0, [])
    wide = client.get("/api/v1/search?q=convoy+submarine&widen=1").get_json()
    assert wide["total"] == 1
    assert wide["notices"] == ["No story has all of these words; these have at least 1 of 2."]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("page=1000000000", "no page"), ("kind=film", "kind can be"), ("since=soon", "be read as a day"),
        ("speakr=Omar", "no parameter"), ("limit=1000000", "limit can be"), ("limit=0", "limit can be"),
        ("&".join(f"outlet={n}" for n in range(500)), "outlet stands 500 times"), ("sort=1", "sort can be"),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_refused_with_a_hint(client: FlaskClient, query: str, says: str) -> None:
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400
    assert list(answer.get_json()) == ["error"]
    assert says in answer.get_json()["error"]["message"]
    assert answer.get_json()["error"]["hint"]
    page = client.get(f"/search?{query}")
    assert page.status_code == 200


def test_a_mistyped_parameter_is_told(client: FlaskClient) -> None:
    assert client.get("/api/v1/search?speakr=x").get_json()["error"]["hint"] == "Did you mean speaker?"


def test_pages_and_limits(client: FlaskClient) -> None:
    ids = [
        h["id"]
        for n in (1, 2, 3)
        for h in client.get(f"/api/v1/search?limit=9&page={n}&sort=oldest").get_json()["hits"]
    ]
    assert len(ids) == len(set(ids)) == 25
    assert client.get("/api/v1/search?page=999").get_json()["hits"] == []


def test_a_story_and_a_facet(client: FlaskClient) -> None:
    deal = client.get("/api/v1/stories/deal").get_json()
    assert (deal["id"], len(deal["statements"])) == ("deal", 2)
    facet = client.get("/api/v1/facets/speaker?prefix=all").get_json()
    assert [v["value"] for v in facet["values"]] == ["Omar Alloush"]
    narrowed = client.get("/api/v1/facets/outlet?q=siege").get_json()
    assert sum(v["count"] for v in narrowed["values"]) == 20
    for url in ("/api/v1/stories/nix", "/api/v1/facets/nix", "/api/v1/saved/nix", "/api/v1/nix"):
        answer = client.get(url)
        assert (answer.status_code, list(answer.get_json())) == (404, ["error"])


def test_the_description_names_every_route_and_facet(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    rules = {
        r.rule.replace("<text:story_id>", "{id}").replace("<key>", "{key}").replace("<slug>", "{slug}")
        for r in client.application.url_map.iter_rules()
        if r.rule.startswith("/api/")
    }
    assert rules == set(described["paths"])
    names = {p["name"] for p in described["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert {*FACET_KEYS, *("-" + k for k in FACET_KEYS), "q", "page", "limit", "widen"} <= names


def test_export_equals_screen(client: FlaskClient) -> None:
    screen: list[str] = []
    for n in (1, 2, 3):
        page = BeautifulSoup(client.get(f"/search?q=raqqa&page={n}").text, "lxml")
        screen += [str(a["href"]).partition("?")[0].removeprefix("/story/") for a in page.select(".hit .open")]
    answer = client.get("/search.csv?q=raqqa")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [r["id"] for r in rows] == screen
    assert len(rows) == 24
    assert answer.headers["Content-Disposition"] == 'attachment; filename="stories.csv"'
    told = list(csv.DictReader(io.StringIO(client.get(f"/search.csv?{FIGHTERS}&kind=statement").text)))
    assert {(r["speaker"], r["mode"]) for r in told} == {
        ("Omar Alloush", "direct"), ("Ryan Dillon", "indirect"), ("Talal Silo", "indirect"),
    }  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(make_client: Callable[..., FlaskClient], start: str) -> None:
    evil = f"{start}cmd|' /C calc'!A0"
    client = make_client(
        story("a", f"Words {evil}", title=evil, outlet=evil, byline=evil, url=evil,
              statements=(said(f"Words {evil}", evil, evil),))
    )  # fmt: skip
    for url in ("/search.csv", "/search.csv?kind=statement"):
        for row in csv.reader(io.StringIO(client.get(url).text, newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def entries(client: FlaskClient, url: str) -> list[dict[str, str]]:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.data)
    assert root.tag == f"{{{ATOM}}}feed"
    assert all(root.find(f"{{{ATOM}}}{tag}") is not None for tag in ("id", "title", "updated"))
    return [{c.tag.removeprefix(f"{{{ATOM}}}"): c.text or "" for c in e} for e in root.findall(f"{{{ATOM}}}entry")]


def test_a_feed_has_the_newest_first_and_stable_ids(client: FlaskClient, newsroom_index: Path) -> None:
    before = entries(client, f"/search.atom?{FIGHTERS}")
    assert [e["title"] for e in before][:2] == ["Foreign fighters to stay behind", "Deal for Raqqa"]
    assert before[0]["updated"] == "2017-10-15T00:00:00Z"
    told = entries(client, f"/search.atom?{FIGHTERS}&kind=statement")
    fill(newsroom_index, newsroom(), rebuild=True)
    assert entries(client, f"/search.atom?{FIGHTERS}") == before
    assert entries(client, f"/search.atom?{FIGHTERS}&kind=statement") == told
    assert len({e["id"] for e in before + told}) == len(before + told) == 7


def test_a_feed_has_nothing_that_xml_forbids(make_client: Callable[..., FlaskClient]) -> None:
    evil = "a\x00b\x0bc\x1fd\ufffee &<>]]> \U0001f600"
    client = make_client(story("a", f"Words {evil}", title=evil, outlet=evil))
    found = entries(client, "/search.atom?q=words")
    assert [e["title"] for e in found] == ["abcde &<>]]> \U0001f600"]


def test_excel_is_given_a_mark_and_nobody_else(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/search?q=raqqa").text, "lxml")
    links = {str(a.get_text()): str(a["href"]) for a in page.select(".actions .drop a")}
    marked, plain = client.get(links["CSV for Excel"]).data, client.get(links["CSV, all pages"]).data
    assert marked == b"\xef\xbb\xbf" + plain
    assert plain.startswith(b"id,title")
