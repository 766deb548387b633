"""Pages are the same, line for line but for times, wherever the index lies."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from searchapp.config import Settings
from searchapp.engines import Place, in_folder
from searchapp.web import create_app
from searchapp.web.urls import event_url
from tests.conftest import publish
from tests.servers.cluster import forget
from tests.web.bureau import bureau
from tests.web.conftest import SAVED, newsroom
from tests.web.corrections.test_correction_pages import correct
from tests.web.events.accounts_of import SLUG, pairs, stories, tell_of
from tests.web.test_page_fields import KEEP, MERGE

pytestmark = [pytest.mark.ci, pytest.mark.opensearch("2"), pytest.mark.xdist_group("opensearch pages")]
SEARCHES = (
    "", "q=raqqa", "q=foreign+fighters", "q=%22foreign+fighters%22", "q=deal+OR+siege&outlet=Gulf+Ledger",
    "q=raq*&-outlet=Gulf+Ledger", "q=raqqa+penguin", "q=raqqa+penguin&strict=1", "q=raqqua", "q=-siege",
    "q=speaker:alloush", "speaker=Omar+Alloush", "person=Omar+Alloush&person=Talal+Silo&all=person",
    "place=Raqqa", "since=2017-10-05&until=2017-10-14", "date=none", f"event={SLUG}", "q=buses+NEAR+raqqa",
    "sort=oldest&page=2", "q=said&in=story", "tag=border",
)  # fmt: skip
"""Questions, which are asked for stories and for statements, by day."""
PAGES = (
    "/", "/facet/outlet?q=raqqa", "/facet/speaker?contains=o&kind=statement", "/story/a?q=deal", "/story/deal",
    "/story/wire", "/names", "/names?kind=person", "/name/place/Raqqa", "/name/person/Omar%20Alloush",
    "/name/person/Talal%20Silo",
    "/names/merge?kind=person&name=Omar+Alloush&name=Talal+Silo", "/names/by-story?kind=person&name=Omar+Alloush",
    "/events", event_url(SLUG), "/compare?story=ledger&story=wire", "/cues?story=deal&story=silo",
    "/heard", "/heard?rows=place&columns=date", "/heard.csv", "/words?speaker=Omar+Alloush",
    "/batch?lines=Raqqa%0Aforeign+fighters%0A%22no+such+words%22%0A-", "/saved", "/saved/fighters",
    "/corrections", "/corrections/missing/outlet", "/collections", "/collection/deals",
    "/collection/deals/dossier.html", "/api/v1/facets/place", "/api/v1/suggest?q=fo",
    "/search.csv?sort=newest", "/search.jsonl?kind=statement&sort=newest", "/search.ris?sort=newest",
    "/search.atom",
)  # fmt: skip
_OWN = re.compile(
    r"""[0-9.]+ (?:ms|milliseconds)|"took_ms":[0-9.]+|T?[0-9]{2}[:_][0-9]{2}(?:[:_][0-9.]+)?Z?"""
    r"""|\b[0-9a-f]{10,12}\b"""
)
"""Times, and what each writes by chance to know an entry by."""


@pytest.fixture(scope="module")
def clients(
    opensearch: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FlaskClient, FlaskClient]]:
    """A client of an archive in a folder, and one of the same on a cluster; readers did the same in both."""
    url, own, folder = opensearch("2"), f"t-{secrets.token_hex(4)}", tmp_path_factory.mktemp("pages")
    here, there = in_folder(folder / "index"), Place("opensearch", f"{url}/{own}")
    yield (
        worked_with(here, Settings(index=folder / "index", data=folder / "here")),
        worked_with(there, Settings(engine="opensearch", opensearch_url=there.address, data=folder / "there")),
    )
    forget(url, own)


def worked_with(place: Place, settings: Settings) -> FlaskClient:
    """A client of an archive in which names were merged, words corrected, and searches and stories kept."""
    publish(place, [*newsroom(), *bureau(), *stories()])
    tell_of(place, settings.data, stories(), pairs())
    client = create_app(settings).test_client()
    done = [client.post("/saved", data={"name": name, "query": query}) for name, query in SAVED]
    done.append(client.post("/names/merge", data=MERGE))
    done.append(client.post("/name/person/May", data={"name": "May", "action": "reject"}))
    done += [client.post(f"/collections/{what}", data=data) for what, data in KEEP]
    correct(client, "they had not", action="speaker", speaker="YPG", kind="organization")
    assert [answer.status_code for answer in done] == [303] * len(done)
    return client


def seen(client: FlaskClient, address: str) -> list[str]:
    """What a reader sees at an address, line by line, without what every run has of its own."""
    while "Look again" in (answer := client.get(address)).text:
        time.sleep(0.1)
    return [address, str(answer.status_code), *_OWN.sub("-", answer.text).splitlines()]


@pytest.mark.parametrize("kind", ["story", "statement"])
def test_what_is_found_is_the_same(clients: tuple[FlaskClient, FlaskClient], kind: str) -> None:
    here, there = clients
    for search in SEARCHES:
        by_day = "" if "sort=" in search else "&sort=newest"
        address = f"/search?{search}&kind={kind}{by_day}"
        assert seen(there, address) == (expected := seen(here, address))
        assert expected[:2] == [address, "200"]


def test_all_other_pages_are_the_same(clients: tuple[FlaskClient, FlaskClient]) -> None:
    here, there = clients
    for address in PAGES:
        assert seen(there, address) == (expected := seen(here, address))
        assert expected[:2] == [address, "200"]
