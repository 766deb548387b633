"""Feeds as a reader of feeds takes them, and the description by which a browser searches the archive."""

import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.archive.open_archive import Archive
from searchapp.config import Settings
from searchapp.web import create_app
from searchapp.web.files.description import DESCRIPTION_TYPE, OPENSEARCH
from searchapp.web.files.feeds import FEED_SIZE
from tests.stories import random_archive, story


def read(client: FlaskClient, address: str) -> feedparser.FeedParserDict:
    """A feed as a reader of feeds has it."""
    answer = client.get(address)
    assert answer.status_code == 200
    found = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert (found.bozo, found.version) == (False, "atom10")
    assert all(found.feed.get(field) for field in ("id", "title", "updated"))
    for entry in found.entries:
        assert all(entry.get(field) for field in ("id", "title", "updated", "link", "author"))
    return found


def way(feed: feedparser.FeedParserDict, relation: str) -> str:
    """Where a link of a feed leads, "" where there is none."""
    return next((link.href for link in feed.feed.links if link.rel == relation), "")


@pytest.mark.parametrize("query", ["", "?kind=statement", "?q=raqqa&kind=statement&certainty=any"])
def test_the_pages_of_a_feed_hold_all_hits_once(make_client: Callable[..., FlaskClient], query: str) -> None:
    client = make_client(*random_archive(2 * FEED_SIZE + 7))
    total = client.get(f"/api/v1/search{query}").get_json()["total"]
    address, found = f"/search.atom{query}", []
    while address:
        page = read(client, address)
        assert way(page, "self").endswith(address)
        found += page.entries
        address = way(page, "next").removeprefix("http://localhost")
    assert len({entry.id for entry in found}) == len(found) == total
    assert len(page.entries) == (total % FEED_SIZE or FEED_SIZE)
    beyond = read(client, f"/search.atom{query}{'&' if query else '?'}page=99")
    assert (beyond.entries, way(beyond, "next")) == ([], "")
    assert len(read(client, way(beyond, "previous").removeprefix("http://localhost")).entries) > 0


def test_an_entry_of_a_statement_leads_to_its_sentence(client: FlaskClient) -> None:
    for entry in read(client, "/search.atom?kind=statement").entries:
        path = urlsplit(entry.link).path
        answer = client.get(path)
        lit = [s.get_text() for s in BeautifulSoup(answer.data, "lxml").select(".lit")]
        assert answer.status_code == 200, path
        assert " ".join(entry.summary.split()) in " ".join(" ".join(lit).split()), path


def test_a_feed_is_the_last_to_arrive_and_goes_on_with_those_before(tmp_path: Path) -> None:
    place = Archive(Settings(index=tmp_path / "index", data=tmp_path / "data", corpus=tmp_path))
    came = []
    for run in range(2):
        for n in range(30):
            came.append(f"r{run}-{n}")
            day = f"{2019 - run}-01-{n + 1:02d}"
            (tmp_path / f"{came[-1]}.txt").write_text(f"ID: {came[-1]}\nDate: {day}\n\nThe port was open.\n")
        place.index(enrich=False)
        time.sleep(1.01 - time.time() % 1)
    client = create_app(place.settings).test_client()
    found = [entry.link.rpartition("/")[2] for entry in read(client, "/search.atom?q=port").entries]
    found += [entry.link.rpartition("/")[2] for entry in read(client, "/search.atom?q=port&page=2").entries]
    assert found == [f"r{run}-{n}" for run in (1, 0) for n in reversed(range(30))]


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    assert client.post("/saved", data={"name": "deals", "query": "q=deal"}).status_code == 303
    for address in ("/search.atom?q=deal", "/saved/deals.atom", "/search.csv?q=deal", "/search.ris?q=deal"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.data) == (200, 304, b""), address
        assert client.get(address, headers={"If-None-Match": 'W/"x"'}).status_code == 200
    other = client.get("/search.atom?q=siege", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_feed_says_when_the_archive_last_changed(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(story("a", "The port was open."))
    time.sleep(2.1)
    changed = client.get("/search.atom").headers["Last-Modified"]
    assert client.get("/search.atom", headers={"If-Modified-Since": changed}).status_code == 304
    assert client.post("/saved", data={"name": "ports", "query": "q=port"}).status_code == 303
    assert client.get("/search.atom", headers={"If-Modified-Since": changed}).status_code == 200


@pytest.mark.parametrize("title", ["searchapp", "A Very Long Name <of> an & Archive " * 9])
def test_a_browser_is_told_how_to_search(make_client: Callable[..., FlaskClient], title: str) -> None:
    client = make_client(story("a", "The port was open."), title=title)
    assert '<link rel="search" type="application/opensearchdescription+xml"' in client.get("/").text
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == DESCRIPTION_TYPE
    root = ET.fromstring(answer.data)
    assert root.tag == f"{{{OPENSEARCH}}}OpenSearchDescription"
    texts = {element.tag.partition("}")[2]: element.text or "" for element in root}
    assert 1 <= len(texts["ShortName"]) <= 16
    assert 1 <= len(texts["LongName"]) <= 48
    assert 1 <= len(texts["Description"]) <= 1024
    for tag in ("ShortName", "Description"):
        assert len(root.findall(f"{{{OPENSEARCH}}}{tag}")) == 1
    ways = {url.attrib["type"]: url.attrib["template"] for url in root.iter(f"{{{OPENSEARCH}}}Url")}
    assert {"text/html", "application/atom+xml", "application/json", DESCRIPTION_TYPE} <= ways.keys()
    for media_type, template in ways.items():
        assert template.startswith("http://localhost/")
        for page in ("", "1"):
            asked = template.replace("{searchTerms}", "port").replace("{startPage?}", page)
            found = client.get(asked.removeprefix("http://localhost"))
            assert (found.status_code, found.mimetype) == (200, media_type)
