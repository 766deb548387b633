"""One answer everywhere: what a page shows is what its exports, its feed, the API and a saved query have."""

import csv
import io
import xml.etree.ElementTree as ET
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.text.wording import count_of
from searchapp.web.files.feeds import FEED_SIZE
from searchapp.web.services import EXTENSION, now
from tests.web.test_pages import said, soup
from tests.web.test_search_state import read

ATOM = "{http://www.w3.org/2005/Atom}"
QUERIES = [
    "", "q=raqqa", "q=siege+civilians", "q=raqqa+submarine", "q=raqqa+submarine&strict=1", "q=convoy+submarine",
    "q=raqqa+siege+submarine", "q=raqqa+siege+submarine&outlet=Gulf+Ledger",
    "q=raqqa+submarine&outlet=Gulf+Ledger&outlet=unknown+outlet", "q=raqqa+submarine&-outlet=Euphrates+Wire",
    "q=raqqa+submarine&since=2017-10-05&until=2017-10", "q=raqqa+submarine&date=none",
    "q=raqqa+submarine&sort=oldest",
    "q=raqqa+submarine&match=any", "q=raqqa+submarine&least=1", "q=fighters+raqqa+submarine&least=1",
    "q=foreign+submarine&kind=statement", "q=foreign+submarine&kind=statement&-speaker=Talal+Silo",
    "q=submarine+zeppelin", "q=raqqa+submarine+-convoy&exact=1", "q=siege&outlet=Nobody",
]  # fmt: skip


def pages(client: FlaskClient, url: str) -> list[BeautifulSoup]:
    """A page of results and those that follow it."""
    found = [soup(client, url)]
    while link := found[-1].select_one(".pager a[rel=next]"):
        found.append(soup(client, str(link["href"])))
    return found


def on_screen(found: list[BeautifulSoup]) -> list[str]:
    """Where each hit leads, over all pages."""
    return [str(a["href"]).partition("?")[0] for page in found for a in page.select(".hit .open")]


def total(page: BeautifulSoup) -> int:
    """How many the page says there are."""
    return int(said(page, "[role=status]")[0].split()[0].replace(",", ""))


def exported(client: FlaskClient, url: str) -> list[str]:
    """The stories' addresses in a CSV."""
    rows = csv.DictReader(io.StringIO(client.get(url).text))
    return [f"/story/{row.get('story_id') or row['id']}" for row in rows]


def fed(client: FlaskClient, url: str) -> list[str]:
    """The addresses of the stories in a feed."""
    root = ET.fromstring(client.get(url).data)
    links = [e.find(f"{ATOM}link").attrib["href"] for e in root.findall(f"{ATOM}entry")]  # type: ignore[union-attr]
    return [urlsplit(link).path.partition("/s/")[0] for link in links]


def link(page: BeautifulSoup, label: str) -> str:
    """An action of the page."""
    return next(str(a["href"]) for a in page.select(".actions a") if a.get_text().startswith(label))


each = pytest.mark.parametrize(
    "query", [pytest.param(q, marks=[pytest.mark.ci] if n % 3 else []) for n, q in enumerate(QUERIES)]
)


@each
def test_every_way_out_of_a_page_gives_what_it_shows(client: FlaskClient, query: str) -> None:
    shown = pages(client, f"/search?{query}")
    first, ids = shown[0], on_screen(shown)
    assert len(ids) == total(first)
    assert exported(client, link(first, "CSV")) == ids
    assert sorted(fed(client, link(first, "Feed"))) == sorted(ids)[: len(ids) if len(ids) < FEED_SIZE else 0]
    assert client.get(link(first, "JSON")).get_json()["total"] == len(ids)
    assert on_screen(pages(client, link(first, "Link"))) == ids

    form = {i["name"]: i["value"] for i in first.select(".save input")}
    saved = client.post("/saved", data=form).headers["Location"].partition("?")[0]
    assert on_screen(pages(client, saved)) == ids
    page = soup(client, saved)
    assert said(page, ".banner b") == ["Nothing new"]
    assert total(page) == len(ids)
    assert sorted(fed(client, f"{saved}.atom")) == sorted(ids)
    told = client.get(f"{saved}.json").get_json()
    assert (told["stories"], told["new"]) == (len(set(ids)), [])
    assert client.get(told["search"]).get_json()["total"] == len(ids)
    assert told.get("statements", told["stories"]) == len(ids)
    assert f"of {count_of(told['kind'], len(ids))}" in soup(client, "/saved").get_text()
    opened = page.select_one(".banner a")
    assert opened is not None
    assert on_screen(pages(client, str(opened["href"]))) == ids


@each
def test_one_address_means_the_same_to_all_pages_and_exports(client: FlaskClient, query: str) -> None:
    ids = on_screen(pages(client, f"/search?{query}"))
    assert exported(client, f"/search.csv?{query}") == ids
    assert sorted(fed(client, f"/search.atom?{query}")) == sorted(ids)
    assert client.get(f"/api/v1/search?{query}&widen=1").get_json()["total"] == len(ids)
    back = said(soup(client, f"/facet/outlet?{query}"), ".back")[0]
    assert int(back.split()[1]) == len(ids)


@each
def test_every_count_on_a_widened_page_is_what_it_leads_to(client: FlaskClient, query: str) -> None:
    page = soup(client, f"/search?{query}")
    counted = [*page.select(".tabs a"), *page.select(".zero li a"), *page.select(".counts tbody a")]
    for a in counted:
        number = a.select_one(".n, b") or a
        n = int(str(number.get_text()).split()[0])
        assert total(soup(client, str(a["href"]))) == n, a
    for facet in page.select(".facet .value"):
        chosen = facet.select_one("a[href]")
        if chosen and not {"only", "not"} & set(facet.get("class") or []):
            state, _ = read(str(chosen["href"]))
            picked = [f for f in state.filters if not f.exclude]
            if len({f.key for f in picked}) == len(picked):
                n = int(facet.select_one(".n").get_text())  # type: ignore[union-attr]
                assert total(soup(client, str(chosen["href"]))) == n, chosen
    assert not page.select(".zero") or total(page) == 0


def test_by_speaker_shows_the_statements_of_the_list(client: FlaskClient) -> None:
    listed = soup(client, "/search?q=foreign+submarine&kind=statement")
    grouped = soup(client, "/search?q=foreign+submarine&kind=statement&group=speaker")
    assert total(listed) == total(grouped) == len(grouped.select(".hit")) == 3
    assert exported(client, link(grouped, "CSV")) == exported(client, link(listed, "CSV"))


def test_what_is_saved_keeps_meaning_what_was_shown(client: FlaskClient) -> None:
    client.post("/saved", data={"name": "wide", "query": "q=raqqa+submarine"})
    client.post("/saved", data={"name": "strict", "query": "q=siege+civilians"})
    client.post("/saved", data={"name": "one", "query": "q=siege"})
    kept = {name: client.get(f"/saved/{name}.json").get_json()["query"] for name in ("wide", "strict", "one")}
    assert {n: parse_qs(q) for n, q in kept.items()} == {
        "wide": {"q": ["raqqa submarine"], "least": ["1"]},
        "strict": {"q": ["siege civilians"], "strict": ["1"]},
        "one": {"q": ["siege"]},
    }
    desk = client.application.extensions[EXTENSION]
    desk.saved.save("before", "q=raqqa+submarine", seen=[], now=now())
    assert client.get("/saved/before.json").get_json()["stories"] == 24
    assert total(soup(client, "/saved/before")) == 24
    assert len(fed(client, "/saved/before.atom")) == 24


def test_the_api_and_feeds_say_how_to_widen(client: FlaskClient) -> None:
    strict = client.get("/api/v1/search?q=convoy+submarine").get_json()
    assert strict["total"] == 0
    assert strict["notices"] == [
        "No story has all of these words; with widen=1 there is 1 that has at least 1 of 2."
    ]
    most = client.get("/api/v1/search?q=raqqa+convoy&least=1").get_json()
    assert most["total"] == 24
    assert most["notices"] == ["1 story has all of these words; these have at least 1 of 2."]
    assert client.get("/api/v1/facets/outlet?q=convoy+submarine&widen=1").get_json()["distinct"] == 1
    for bad in ("least=0", "least=x", "least=-1"):
        assert "least" in client.get(f"/api/v1/search?q=a&{bad}").get_json()["error"]["message"]


def test_words_that_most_stories_have_are_not_looked_for_where_any_will_do(client: FlaskClient) -> None:
    line = "Not looked for, since most stories have them: the, of."
    answers = [
        client.get(f"/api/v1/search?q=the+convoy+of&{more}").get_json()
        for more in ("match=any", "least=1", "least=3", "widen=1")
    ]
    alone = client.get("/api/v1/search?q=convoy").get_json()
    for answer in answers[:3]:
        assert line in answer["notices"]
        assert (answer["total"], [h["id"] for h in answer["hits"]]) == (
            alone["total"],
            [h["id"] for h in alone["hits"]],
        )
    assert line not in client.get("/api/v1/search?q=the+convoy").get_json()["notices"]
    page = client.get("/search?q=the+convoy+of&match=any").get_data(as_text=True)
    assert line in page
    assert "<mark>the</mark>" not in page.lower()
    assert line not in client.get("/search?q=the+of&match=any").get_data(as_text=True)


def test_a_line_counts_only_the_words_that_were_looked_for(client: FlaskClient) -> None:
    some = client.get("/api/v1/search?q=what+is+the+convoy+of+submarine&widen=1").get_json()
    assert some["notices"] == [
        "No story has all of these words; these have at least 1 of 2.",
        "Not looked for, since most stories have them: what, is, the, of.",
    ]
    page = soup(client, "/search?q=what+about+the+leaflet+for+raqqa")
    assert "No story has all of these words; these have all but the commonest." in " ".join(said(page, ".notice"))
    hint = client.get("/api/v1/search?q=what+about+the+leaflet+for+raqqa").get_json()["notices"]
    assert hint == ["No story has all of these words; with widen=1 there is 1 that has all but the commonest."]
