"""Every page in a browser, in each font, scheme and width: accessible, no word broken, covered or out of sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from searchapp.config import Settings
from searchapp.web import create_app
from searchapp.web.urls import AT, event_url
from tests.web.conftest import serve
from tests.web.corrections.test_correction_pages import correct, not_right
from tests.web.events.accounts_of import SLUG, tell
from tests.web.events.accounts_of import pairs as told_pairs
from tests.web.events.accounts_of import stories as told_stories
from tests.web.looks import LOOKS, Look, wrong_in
from tests.web.story.test_reader import SENTENCE
from tests.web.test_browser import FIGHTERS
from tests.web.test_page_fields import keep

PAGES = {
    "start": "/",
    "search": f"{FIGHTERS}&outlet=Gulf+Ledger&-place=Raqqa",
    "statements": f"{FIGHTERS}&kind=statement",
    "by speaker": f"{FIGHTERS}&kind=statement&group=speaker",
    "by outlet": f"{FIGHTERS}&kind=statement&group=outlet",
    "zero": "/search?q=submarine&outlet=Gulf+Ledger",
    "reader": "/story/deal?q=%22foreign+fighters%22",
    "sentence links": "/story/deal?q=%22foreign+fighters%22&links=1#m2",
    "sentence": f"{SENTENCE}#s100",
    "rtl": "/story/rtl",
    "facet": "/facet/outlet?q=raqqa",
    "who was heard": "/heard?kind=statement",
    "same words": "/words?speaker=Omar+Alloush",
    "places over time": "/heard?rows=place&columns=date",
    "saved": "/saved",
    "saved query": "/saved/fighters",
    "edit saved": "/saved/fighters/edit",
    "snapshot": "/saved/fighters/snapshots/1",
    "help": "/help",
    "reading": "/reading",
    "many at once": "/batch?lines=Raqqa%0Aforeign+fighters%0A%22no+such+words%22%0A-",
    "accounts differ": "/cues?story=deal&story=silo",
    "error": "/nix",
}
DESK_PAGES = {
    "names": "/names",
    "merge": "/names/merge?kind=place&name=Raqqa&name=Raqqah",
    "merged": "/names?kind=organization",
    "split": "/names/split?kind=organization&name=UN",
    "corrections": "/corrections",
    "wrong fields": "/corrections/story?story=a&published=2999-01-01&url=x",
    "missing": "/corrections/missing/byline",
    "person": "/name/person/Omar%20Alloush",
    "resolved": "/name/person/Talal%20Silo",
    "place": "/name/place/Raqqa",
    "told apart": "/names/by-story?kind=person&name=Omar+Alloush",
    "wrong name": "/names/correct?story=b&kind=place&name=Raqqa",
    "nobody": "/name/person/May",
    "reader": "/story/a?q=reporters",
    "statements": "/search?kind=statement&q=foreign+fighters",
    "collections": "/collections",
    "collection": "/collection/deals",
    "add a search": "/collections/add?query=q%3Ddeal",
    "dossier": "/collection/deals/dossier.html",
}
"""Pages of the bureau, after a merge, a correction of a statement and one of a name, with a collection."""
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def edited_site(bureau_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of the served bureau after a merge and two corrections, and the path of a form to correct."""
    app = create_app(Settings(index=bureau_index, data=tmp_path_factory.mktemp("edited")))
    client = app.test_client()
    merged = {"kind": "organization", "preferred": "United Nations", "name": ["UN", "United Nations"]}
    assert client.post("/names/merge", data=merged).status_code == 303
    correct(client, "they had not", action="speaker", speaker="YPG", kind="organization")
    assert client.post("/name/person/May", data={"name": "May", "action": "reject"}).status_code == 303
    form = not_right(client, "/search?kind=statement", "both are right")
    keep(client)
    for address in serve(app):
        yield address, form


@pytest.mark.parametrize("look", LOOKS)
def test_pages_hold(open_page: Open, look: Look) -> None:
    wrong = wrong_in(open_page, look, PAGES)
    # That an error page has status 404 is told by the browser, and right.
    assert [line for line in wrong if not (line.startswith("error: ") and "404" in line)] == []


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_names_and_corrections_hold(open_page: Open, edited_site: tuple[str, str], look: Look) -> None:
    site, form = edited_site
    pages = {name: site + path for name, path in {**DESK_PAGES, "form": form}.items()}
    assert wrong_in(open_page, look, pages, unfolded=True) == []


@pytest.fixture(scope="session")
def event_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served archive with an event of three outlets."""
    folder = tmp_path_factory.mktemp("event")
    tell(folder / "told", told_stories(), told_pairs())
    yield from serve(create_app(Settings(index=folder / "told", data=folder / "data")))


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_events_hold(open_page: Open, event_site: str, look: Look) -> None:
    pages = {path: event_site + path for path in (event_url(SLUG), AT.events)}
    assert wrong_in(open_page, look, pages, unfolded=True) == []


@pytest.mark.parametrize("font", ["wide", pytest.param("narrow", marks=pytest.mark.ci)])
def test_the_browser_has_this_font_alone(open_page: Open, font: str) -> None:
    page = open_page("/help", font=font)
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    families = set()
    for selector in ("h1", ".lead", "kbd"):
        node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        families |= {used["familyName"] for used in fonts}
    assert families == {{"wide": "DejaVu Sans", "narrow": "Roboto Condensed"}[font]}
