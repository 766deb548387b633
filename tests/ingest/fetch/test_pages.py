"""Pages kept as files: what lies beside them, what readers make of it, and what a second visit does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.ingest import Failure, find_sources, read_source
from searchapp.ingest.fetch.outcome import Outcome
from searchapp.ingest.fetch.pages import fetch_page
from searchapp.ingest.fetch.visits import Visits
from searchapp.model import Story
from tests.ingest.fetch.sites import WORDS, Answer, Site, article

Make = Callable[..., Visits]
TEXT = "\n\n".join(WORDS)


@pytest.fixture
def fetch(visits: Make, corpus: Path) -> Callable[..., Outcome]:
    return lambda url, **told: fetch_page(visits(), url, corpus=corpus, **told)


def sidecar(path: Path | None) -> dict[str, object]:
    assert path is not None
    return json.loads(path.with_name(path.name + ".meta.json").read_text())


def stories(corpus: Path) -> list[Story]:
    """All that the files of an archive give."""
    items = [item for source in find_sources([corpus]).sources for item in read_source(source)]
    assert not [item for item in items if isinstance(item, Failure)]
    return [item for item in items if isinstance(item, Story)]


def test_a_page_is_saved_as_it_came_with_a_sidecar(
    site: Site, fetch: Callable[..., Outcome], corpus: Path
) -> None:
    page = article()
    url = site.page("/2020/03/ferry-stays.html", page, ETag='"7"', Last_Modified="Fri, 06 Mar 2020 10:00:00 GMT")
    found = fetch(url + "#top")
    assert (found.how, found.reason) == ("fetched", "")
    assert found.path is not None
    place = found.path.relative_to(corpus).as_posix()
    assert re.fullmatch(r"127\.0\.0\.1_\d+/20\d\d/\d\d/ferry-stays-[0-9a-f]{10}\.html", place)
    assert found.path.read_bytes() == page.encode()
    told = sidecar(found.path)["fetched"]
    assert isinstance(told, dict)
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", told.pop("at"))
    assert told == {
        "url": url,
        "type": "text/html",
        "charset": "utf-8",
        "etag": '"7"',
        "last_modified": "Fri, 06 Mar 2020 10:00:00 GMT",
    }


def test_what_was_fetched_is_a_story_that_knows_where_and_when(
    site: Site, fetch: Callable[..., Outcome], corpus: Path
) -> None:
    found = fetch(site.moved("/short", site.page("/2020/03/06/ferry-stays", article())))
    (story,) = stories(corpus)
    assert (story.title, story.text) == ("Ferry to Oma stays in port", TEXT)
    assert (story.url, story.origins["url"]) == (f"{site.url}/2020/03/06/ferry-stays", "fetched")
    told = sidecar(found.path)["fetched"]
    assert isinstance(told, dict)
    assert (told["url"], told["final_url"]) == (f"{site.url}/short", story.url)
    assert story.captured == (told["at"],)


def test_what_a_page_says_of_itself_outranks_what_was_told_when_it_was_fetched(
    site: Site, fetch: Callable[..., Outcome], corpus: Path
) -> None:
    head = (
        '<link rel="canonical" href="https://quay.example/2020/ferry-stays-in-port">'
        '<meta property="og:site_name" content="The Quay"><meta name="author" content="Per Holm">'
    )
    feed = {"title": "Ferry", "published": "Fri, 06 Mar 2020 23:30:00 -0500", "byline": "Desk", "outlet": "Quays"}
    found = fetch(site.page("/a?utm_source=feed", article(head=head)), told=feed)
    (story,) = stories(corpus)
    assert (story.url, story.outlet, story.byline) == (
        "https://quay.example/2020/ferry-stays-in-port",
        "The Quay",
        "Per Holm",
    )
    assert (str(story.published), story.origins["published"]) == ("2020-03-06", "fetched")
    assert found.path is not None
    beside = found.path.with_name(found.path.name + ".meta.json")
    beside.write_text(json.dumps({**sidecar(found.path), "outlet": "The Quay, Tiral"}))
    (story,) = stories(corpus)
    assert (story.outlet, story.origins["outlet"]) == ("The Quay, Tiral", "sidecar")


def test_the_encoding_that_only_a_header_tells_is_followed(
    site: Site, fetch: Callable[..., Outcome], corpus: Path
) -> None:
    words = "Паром останется в порту, пока не починят двигатель, сообщили в управлении порта города Тираль. " * 3
    page = article(words, title="Паром").encode("koi8-r")
    found = fetch(site.page("/a", page, "text/html; charset=KOI8-R"))
    assert found.path is not None
    assert found.path.read_bytes() == page
    (story,) = stories(corpus)
    assert (story.title, story.text) == ("Паром", words.strip())


def test_plain_text_is_a_story_in_the_encoding_that_its_site_names(
    site: Site, fetch: Callable[..., Outcome], corpus: Path
) -> None:
    words = "Oma Žvejų uostas: keltas lieka uoste, kol bus sutaisytas variklis.\n\nTaip sakė uosto valdyba."
    fetch(site.page("/a.txt", words.encode("iso8859-13"), "text/plain; charset=iso-8859-13"))
    (story,) = stories(corpus)
    assert "Žvejų uostas" in f"{story.title}\n{story.text}"


def test_a_page_that_is_the_same_is_not_written_again(site: Site, fetch: Callable[..., Outcome]) -> None:
    url = site.page("/a", article(), ETag='"1"')
    first = fetch(url)
    before = sidecar(first.path)
    again = fetch(url)
    assert (again.how, again.path) == ("unchanged", first.path)
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    site.page("/a", article())  # its site no longer says so
    assert fetch(url).how == "unchanged"
    assert sidecar(first.path) == before


def test_a_page_that_changed_is_replaced_and_what_people_said_of_it_stays(
    site: Site, fetch: Callable[..., Outcome], corpus: Path
) -> None:
    url = site.page("/a", article(), ETag='"1"')
    first = fetch(url)
    assert first.path is not None
    beside = first.path.with_name(first.path.name + ".meta.json")
    beside.write_text(json.dumps({**sidecar(first.path), "outlet": "The Quay"}))
    site.page("/a", article("The ferry to Oma has sailed, and nobody was left on the quay of Tiral."), ETag='"2"')
    again = fetch(url)
    assert (again.how, again.path) == ("changed", first.path)
    (story,) = stories(corpus)
    assert (story.text[:28], story.outlet) == ("The ferry to Oma has sailed,", "The Quay")
    told = sidecar(first.path)["fetched"]
    assert isinstance(told, dict)
    assert told["etag"] == '"2"'


def test_an_address_that_leads_to_a_page_that_is_there_gives_no_second_one(
    site: Site, fetch: Callable[..., Outcome], corpus: Path
) -> None:
    first = fetch(site.page("/a", article()))
    again = fetch(site.moved("/short", "/a"))
    assert (again.how, again.path, again.lasting) == ("unchanged", first.path, True)
    assert len(stories(corpus)) == 1


def test_a_sidecar_that_can_not_be_read_is_not_overwritten(site: Site, fetch: Callable[..., Outcome]) -> None:
    url = site.page("/a", article())
    first = fetch(url)
    assert first.path is not None
    beside = first.path.with_name(first.path.name + ".meta.json")
    beside.write_text("{half")
    again = fetch(url)
    assert again.how == "failed"
    assert "mend or remove it" in again.reason
    assert beside.read_text() == "{half"
    beside.unlink()
    assert fetch(url).how == "changed"


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        (b"\x89PNG", "image/png", "but image/png"),
        (b"PK\x03\x04", "application/zip", "but application/zip"),
        (b"{}", "application/json", "but application/json"),
        (b"", "text/html", "empty"),
        (b"\x00\x01", "", "does not say what it is"),
    ],
)
def test_what_is_no_page_is_not_kept(
    site: Site, fetch: Callable[..., Outcome], body: bytes, kind: str, why: str
) -> None:
    found = fetch(site.page("/a", body, kind))
    assert (found.how, found.path, found.lasting) == ("refused", None, True)
    assert why in found.reason


def test_a_page_without_a_type_is_known_by_its_beginning(site: Site, fetch: Callable[..., Outcome]) -> None:
    assert fetch(site.page("/a", article(), "")).how == "fetched"


@pytest.mark.parametrize(
    "path",
    ["/../../../etc/passwd", "/%2e%2e/%2e%2e/x", "/a/..%2f..%2fb", "/" + "a" * 900, "/CON.html", "/.hidden", "/"],
)
def test_no_address_leads_out_of_the_corpus(
    site: Site, fetch: Callable[..., Outcome], corpus: Path, tmp_path: Path, path: str
) -> None:
    site.answers = dict.fromkeys([path], Answer(article().encode(), headers={"Content-Type": "text/html"}))
    found = fetch(site.url + path)
    assert found.how in ("fetched", "failed")
    assert {file.relative_to(tmp_path).parts[0] for file in tmp_path.rglob("*")} <= {"corpus"}
    if found.path:
        assert len(stories(corpus)) == 1


def test_what_can_not_be_had_is_told(site: Site, fetch: Callable[..., Outcome]) -> None:
    assert (fetch(site.url + "/none").how, fetch(site.url + "/none").reason) == (
        "failed",
        "the site answers with 404",
    )
    assert fetch("ftp://quay.example/a").how == "refused"
