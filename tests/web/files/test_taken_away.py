"""Whatever is asked, screen, files, API and saved query have the same hits in one order, a feed the newest."""

from __future__ import annotations

import csv
import io
import json
import random
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rispy
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from searchapp.archive.exporting import BLOCK
from searchapp.collections import tags_file
from searchapp.collections.tags_file import put_tag
from searchapp.curation import corrections_file
from searchapp.curation.corrections import digest
from searchapp.curation.corrections_file import note
from searchapp.curation.story_fields import OutletCorrection, StoryCorrection, value_of
from searchapp.formats.citations.reference import reference_of
from searchapp.formats.cited import Cited
from searchapp.formats.downloads import DOWNLOADS
from searchapp.model import RECORD_KINDS, Story
from searchapp.query.request import MATCHES, SORTS, WITHINS, Filter
from searchapp.web.files.feeds import FEED_SIZE
from searchapp.web.search_state import GROUPINGS, SearchState
from searchapp.web.urls import AT, download_url
from tests.stories import OUTLETS, PEOPLE, PLACES, WORDS, random_archive, story
from tests.web.compared import put_compared
from tests.web.files.test_atom import read

TAGS = ["to check", "Convoy, 2017"]
VALUES: dict[str, Sequence[str | None]] = {
    "outlet": OUTLETS, "speaker": PEOPLE, "person": PEOPLE, "place": PLACES, "section": ["Foreign"], "tag": TAGS,
}  # fmt: skip


@pytest.fixture
def client(make_client: Callable[..., FlaskClient], tmp_path: Path) -> FlaskClient:
    """A client of an archive of random stories, of which readers decided something and some are reprints."""
    stories = random_archive(120)
    decide(stories, tmp_path / "made-data")
    client = make_client(*stories, page_size=40)
    ids = [one.id for one in stories]
    groups = {story: ids[n % 20] for n, story in enumerate(ids) if n % 3 == 0}
    put_compared(tmp_path / "made", ids, groups=groups)
    return client


def decide(stories: Sequence[Story], data: Path) -> None:
    """Merge two names of a random archive and tag stories; put the day of some right, and all of an outlet."""
    data.mkdir(parents=True)
    merged = "- {id: silo, kind: person, preferred: Talal Silo, aliases: [Jane O'Neil]}\n"
    (data / "names.yaml").write_text(merged, encoding="utf-8")
    for n, one in enumerate(stories[::3]):
        for tag in TAGS if n % 4 == 0 else TAGS[n % 2 :][:1]:
            put_tag(data / tags_file.FILE_NAME, one.id, tag)
    late = (
        StoryCorrection(one.id, digest(one.text), "published", value_of(one, "published"), "2017-10-30")
        for one in stories[::7]
    )
    note(data / corrections_file.FILE_NAME, *late, OutletCorrection("The Gulf Ledger", "Gulf Ledger"))


def random_state(rng: random.Random) -> SearchState:
    """A search of few words and filters, somewhere within its answer."""
    words = [rng.choice(WORDS) for _ in range(rng.choice([0, 1, 1, 2, 2, 3]))]
    if rng.random() < 0.25:
        words.append("submarine")  # which no story has
    keys = rng.sample(sorted(VALUES), rng.choice([0, 0, 1, 1, 2]))
    first = date(2017, 10, 1) + timedelta(days=rng.randint(0, 10))
    state = SearchState(
        q=rng.choice([" ", " OR "]).join(words), kind=rng.choice(RECORD_KINDS), sort=rng.choice([None, *SORTS]),
        filters=tuple(Filter(key, rng.choice(VALUES[key]) or "", rng.random() < 0.3) for key in keys),
        since=rng.choice([first, None, None]), until=rng.choice([first + timedelta(days=9), None, None]),
        match=rng.choice(MATCHES), strict=rng.random() < 0.2, page=rng.choice([1, 1, 2, 9]),
        exact=rng.random() < 0.2, least=rng.choice([0, 0, 0, 1, 2]), undated=rng.random() < 0.1,
    )  # fmt: skip
    if rng.random() < 0.3:  # several values of a facet, of which any is asked for, or all
        key = rng.choice(["speaker", "person", "place", "tag"])
        for value in rng.sample(VALUES[key], 2):
            state = state.with_filter(key, value or "")
        state = state.with_all(key, rng.random() < 0.7)
    if state.undated:
        state = state.without_date()
    state = state.with_uncertain() if state.kind == "statement" and rng.random() < 0.3 else state
    within = rng.choice(WITHINS) if state.kind == "statement" else "said"
    group = rng.choice(["", "", *GROUPINGS]) if state.kind == "statement" else ""
    fold = rng.choice([None, None, False]) if state.kind == "story" else None
    query = replace(state, within=within, group=group, fold=fold).query_string()
    return replace(SearchState.from_query(query), page=state.page)


def on_screen(client: FlaskClient, address: str) -> list[str]:
    """The archive's own link to each hit, over all pages; those of the reprints listed with it come behind it."""
    found: list[str] = []
    while address:
        page = BeautifulSoup(client.get(address).text, "lxml")
        for hit in page.select(".hit"):
            link = hit.select_one("a.copy") or hit.select_one("a.open")
            assert link is not None
            found += [str(a["href"]).partition("?")[0] for a in (link, *hit.select(".also a"))]
        after = page.select_one(".pager a[rel=next]")
        address = str(after["href"]) if after else ""
    return found


def paths(links: list[str]) -> list[str]:
    return [urlsplit(link).path for link in links]


def check(client: FlaskClient, state: SearchState) -> None:
    """Every way out of a page has what the page has."""
    first = state.with_page(1).in_one_list()
    shown = on_screen(client, first.url())
    rows = list(csv.DictReader(io.StringIO(client.get(state.url(download_url("csv"))).text, newline="")))
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert sorted(paths([row["archive_link"] for row in rows])) == sorted(shown)
    apart = first.with_fold(False) if state.kind == "story" else first
    each = shown if apart == first else on_screen(client, apart.url())
    assert paths([row["archive_link"] for row in rows]) == each
    lines = [json.loads(line) for line in client.get(state.url(download_url("jsonl"))).text.splitlines()]
    assert [line["id"] for line in lines] == ids
    address, asked = first.url(AT.api_search, limit="100", widen="1"), []
    while address:
        answer = client.get(address.removeprefix("http://localhost")).get_json()
        asked += [hit["id"] for hit in answer["hits"]]
        address = answer["next"]
    assert asked == ids
    with client.application.extensions["searchapp"].archive.lease() as index:
        stories = index.stories({row.get("story_id") or row["id"] for row in rows})
    if state.kind == "story":
        keys = [reference_of(Cited(stories[i])).name for i in ids]
    else:
        keys = [f"{row['story_id']}/s/{row['archive_link'].rpartition('/')[2]}" for row in rows]
    ris = [record["id"] for record in rispy.loads(client.get(state.url(download_url("ris"))).text)]
    csl = [item["id"] for item in json.loads(client.get(state.url(download_url("json"))).text)]
    bib = client.get(state.url(download_url("bib"))).text.count("\n}\n")
    assert (ris, bib) == (csl, len(ids))
    assert len(set(csl)) == len(csl)
    assert [key.rpartition("/")[0] if state.kind == "statement" else key for key in csl] == keys
    feed = read(client, state.url(AT.search_feed, page="1"))
    newest = apart.with_sort("newest").url()
    assert paths([entry.link for entry in feed.entries]) == on_screen(client, newest)[:FEED_SIZE]
    client.post(AT.saved, data={"name": "kept", "query": state.in_one_list().query_string()})
    saved = client.application.extensions["searchapp"].saved.all()[-1].slug
    assert on_screen(client, f"{AT.saved}/{saved}") == shown
    client.post(f"{AT.saved}/{saved}/delete")


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.ci) for n in range(1, 40))])
def test_what_is_taken_away_is_what_is_shown(client: FlaskClient, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(5):
        check(client, random_state(rng))


@pytest.mark.ci
def test_twenty_thousand_hits_are_sent_as_they_are_read(make_client: Callable[..., FlaskClient]) -> None:
    text = "The dam will hold. " * 20
    client = make_client(*(story(f"s{n:05d}", text, title=f"Dam {n}") for n in range(20_000)))
    assert client.get(download_url("csv")).text.count("\r\n") == 20_001  # The engine keeps what was read last.
    for ending in {form.ending for form in DOWNLOADS.values()}:
        tracemalloc.start()
        answer = client.get(download_url(ending), buffered=False)
        sent: Iterator[bytes] = iter(answer.response)  # type: ignore[arg-type]
        begun = len(next(sent)) + len(next(sent))
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        total = begun + sum(map(len, sent))
        grown = tracemalloc.get_traced_memory()[1] - before
        tracemalloc.stop()
        answer.close()
        assert begun * 20_000 / BLOCK < 3 * total, ending
        assert grown < 40_000_000, ending
