"""The page of the event that it began with: what a reader must be able to see. Texts read but never kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from searchapp.archive.open_archive import Archive
from searchapp.config import Settings
from searchapp.web import create_app
from searchapp.web.urls import event_url

OUTLETS = {"000": "Seed One", "001": "Seed Two", "004": "Seed Three"}
pytestmark = pytest.mark.ci


@pytest.fixture(scope="module")
def page(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    folder = tmp_path_factory.mktemp("seeds")
    for path in sorted((shared / "seeds").glob("*.txt")):
        (folder / path.name).write_bytes(path.read_bytes())
        told = {"id": path.name[:3], "outlet": OUTLETS[path.name[:3]], "published": "2017-10-14"}
        (folder / f"{path.name}.meta.json").write_text(json.dumps(told))
    settings = Settings(index=folder / "index", data=folder / "data")
    with Archive(settings) as archive:
        archive.index([folder])
        (event,) = archive.compared.current()[0].events.values()
    assert set(event.stories) == set(OUTLETS)
    answer = create_app(settings).test_client().get(event_url(event.slug))
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def cells(page: BeautifulSoup, row: str) -> dict[str, str]:
    """By outlet what the cells of a row say."""
    found = next(tr for tr in page.select(".across tbody tr") if tr.select_one("th").get_text().startswith(row))  # type: ignore[union-attr]
    return {str(td["data-outlet"]): " ".join(td.get_text(" ").split()) for td in found.select("td")}


@pytest.mark.parametrize(
    ("speaker", "outlet", "words"),
    [
        ("Omar Alloush", "Seed One", "included in the deal"),
        ("Omar Alloush", "Seed Two", "would include foreign fighters"),
        ("Omar Alloush", "Seed Three", "local fighters have been included"),
        ("Talal Silo", "Seed Two", "left behind to surrender or die"),
        ("Talal Silo", "Seed One", "not heard"),
        ("U.S.-led coalition", "Seed One", "purportedly excludes"),
        ("U.S.-led coalition", "Seed Two", "the same words as in Seed One"),
        ("U.S.-led coalition", "Seed Three", "excluded from the deal"),
        ("Ryan Dillon", "Seed Two", "could not comment on who would be in the convoy"),
        ("hostages", "Seed One", "400 hostages"),
        ("civilians", "Seed Two", "some 400 civilians"),
        ("civilians", "Seed Three", "thousands of civilians"),
        ("fighters", "Seed One", "as many as 500"),
        ("Days", "Seed Two", "August"),
        ("Days", "Seed Three", "September"),
    ],
)
def test_what_a_reader_must_see(page: BeautifulSoup, speaker: str, outlet: str, words: str) -> None:
    assert words in cells(page, speaker)[outlet]


def test_shared_copy_stands_once_with_where_it_is_too(page: BeautifulSoup) -> None:
    shared = [" ".join(li.get_text(" ").split()) for li in page.select(".shared-copy li")]
    for words in (
        "dozens of buses had entered",
        "had already left the city",
        "brokered by the",
        "another significant",
    ):
        (one,) = [line for line in shared if words in line]
        assert "also in" in one
        assert "Seed Two" in one
