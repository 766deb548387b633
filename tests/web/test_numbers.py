"""Every number that a page shows at a link is how many there are where it leads, whatever is asked and decided."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from searchapp.web.urls import AT, facet_url, name_url, names_url
from tests.stories import PEOPLE, WORDS, random_archive
from tests.web.files.test_taken_away import TAGS, decide, random_state

_NUMBER = re.compile(r"\d[\d,]*")
AT_LINKS = (
    ".tabs a", ".counts tbody a", ".bars a", ".when .head a:not([aria-current])", ".heard td a", ".others a",
    ".narrower", ".speaker-group .group-head p a", ".tallies a", ".together .n", ".batch-counts td a",
    ".matrix td a",
)  # fmt: skip
"""Links with their number in them."""
BESIDE_LINKS = (".meant a", ".beside a", ".value a[href]:not(.leave)", ".names a[href]")
"""Links with their number in them or right behind."""
LETS_IN = "Show uncertain ones"
"""What comes to those that are there."""


@pytest.fixture
def client(make_client: Callable[..., FlaskClient], tmp_path: Path) -> FlaskClient:
    """A client of a random archive of which readers decided something."""
    stories = random_archive(90)
    decide(stories, tmp_path / "made-data")
    return make_client(*stories, page_size=20)


class Crawl:
    """Pages of one archive, each total asked once."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self._totals: dict[str, int | None] = {}
        self.followed = 0

    def page(self, address: str) -> BeautifulSoup:
        answer = self._client.get(address)
        assert answer.status_code == 200, address
        return BeautifulSoup(answer.text, "lxml")

    def total(self, address: str) -> int | None:
        """How many a page of results says there are; None for another page."""
        address = address.partition("#")[0]
        if address not in self._totals:
            status = self.page(address).select_one("[role=status]")
            self._totals[address] = number(status.get_text()) if status else None
        return self._totals[address]

    def wrong(self, address: str) -> list[str]:
        """The links of a page that lead to more or fewer than they say."""
        return [*self._wrong(address, claims(self.page(address)))]

    def _wrong(self, address: str, claimed: Iterator[tuple[str, int]]) -> Iterator[str]:
        for link, says in claimed:
            there = self.total(link)
            self.followed += there is not None
            if there not in (None, says):
                yield f"{address}: {link} says {says}, has {there}"


def number(text: str) -> int | None:
    """The first number of a text."""
    found = _NUMBER.search(text)
    return int(found[0].replace(",", "")) if found else None


def claims(page: BeautifulSoup) -> Iterator[tuple[str, int]]:
    """Each link of a page that says how many it leads to, and how many that is."""
    for a in page.select(", ".join(AT_LINKS)):
        title = a.select_one("title")  # of a bar: "3 October 2017: 1 statement"
        said = title.get_text().rpartition(":")[2] if title else a.get_text()
        says = number(re.sub(r".*\(", "", said))
        if says is not None:
            yield str(a["href"]), says
    for a in page.select(", ".join(BESIDE_LINKS)):
        n = a.select_one(".n") or a.find_next_sibling(class_="n")
        if n is not None and not _adds(a):
            there = page.select_one("[role=status]") if a.get_text() == LETS_IN else None
            yield str(a["href"]), (number(n.get_text()) or 0) + (number(there.get_text()) or 0 if there else 0)
    for group in page.select(".speaker-group"):
        yield from _more(group)


def _adds(a: Tag) -> bool:
    """Whether a click adds to, or takes away from, what is chosen: the number is then the value's own."""
    row = a.find_parent(class_="value")
    panel = row.find_parent(class_="facet") or row.find_parent("ul") if row else None
    return panel is not None and panel.select_one(".value.only, .value.not") is not None


def _more(group: Tag) -> Iterator[tuple[str, int]]:
    """What a speaker says beside what is shown: "and 3 more in X", and all that is left."""
    for hit in group.select(".hit"):
        for a in hit.select("a"):
            if found := re.match(r"and ([\d,]+) more in", a.get_text()):
                yield str(a["href"]), int(found[1].replace(",", "")) + 1
    more = group.find("a", class_="more", recursive=False)
    if isinstance(more, Tag):
        says = number(more.get_text()) or 0
        yield str(more["href"]), says + (0 if more.get_text().startswith("All") else len(group.select(".hit")))


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.ci) for n in range(1, 5))])
def test_every_number_is_what_it_leads_to(client: FlaskClient, seed: int) -> None:
    rng = random.Random(seed)
    crawl = Crawl(client)
    wrong: list[str] = []
    for _ in range(4):
        state = random_state(rng)
        addresses = [state.url(), state.with_page(1).url(facet_url(rng.choice(["person", "outlet", "tag"])))]
        sides = {"rows": rng.choice(["speaker", "place"]), "columns": rng.choice(["outlet", "date"])}
        addresses.append(state.url(AT.heard, **sides))
        if state.kind == "statement":
            addresses.append(state.grouped_by("speaker").url())
        for address in addresses:
            wrong += crawl.wrong(address)
    for word in (*rng.sample(WORDS, 2), "figthers", "Aloush", f'"{" ".join(rng.sample(WORDS, 2))}"'):
        wrong += crawl.wrong(f"{AT.search}?{urlencode({'q': word, 'kind': rng.choice(['story', 'statement'])})}")
    assert wrong == []
    assert crawl.followed > 50


@pytest.mark.ci
def test_every_number_beside_a_name_a_tag_and_a_line_of_a_list_is_what_it_leads_to(client: FlaskClient) -> None:
    crawl = Crawl(client)
    wrong = []
    named = {"person": PEOPLE, "place": ["Raqqa", "al-Mayadin"], "speaker": PEOPLE}
    for address in (names_url("person"), *(name_url(kind, name) for kind, of in named.items() for name in of)):
        wrong += crawl.wrong(address)
    lines = quote("\n".join([*WORDS[:12], *PEOPLE, "no such words", "US OR Raqqa"]))
    for reading in ("typed", "phrase", "speaker"):
        wrong += crawl.wrong(f"{AT.batch}?lines={lines}&as={reading}")
    for tag in TAGS:
        wrong += crawl.wrong(f"{AT.search}?{urlencode({'tag': tag, 'kind': 'statement'})}")
    assert wrong == []
    assert crawl.followed > 100
