"""Any id and any name has an address: every link to such a story opens it, and links of plain ids stay."""

import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from searchapp.config import Settings
from searchapp.web import create_app
from searchapp.web.urls import meant, part, story_url
from tests.conftest import fill
from tests.stories import said, story
from tests.web.conftest import mention, serve

NASTY = [
    "/a", "//a", "a/", "a//b", "/", "a/s/X/correct", "a/s/X", "s", "s/x", "correct", "a?b=c", "a#b", "a%2Fb",
    "%2e%2e", "../../etc/passwd", "a/../b", "./a", "a b", " a ", "~", "~YQ", "~L2E", "a\\b",
    "&<>\"'", "é", "ａ／ｂ", "🗞", "الرقة",
    "search", "story/a", "names", "saved/x.atom", "x.json", "2017/01.txt", "https://ledger.example/a?b=c#d", "+",
    "; a=b", "a\nb", "a\x00b", "\u202eabc", "a" * 200, "...", "s/s/s/correct", "a/S/b", "…/s/é/correct",
]  # fmt: skip
pieces = st.sampled_from(
    ["/", "s", "/s/", "/correct", "..", ".", "~", "%2F", "?", "#", " ", "é", "\\", "a", "0", "&", "+"]
)
ids = st.one_of(
    st.lists(pieces, min_size=1, max_size=8).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30),
)
rarely = settings(
    max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


@given(st.text())
def test_a_part_of_a_path_means_one_text(text: str) -> None:
    address = part(text)
    assert "/" not in address
    assert address.isascii()
    assert address not in ("", ".", "..", "s")
    if not address.startswith("~"):
        assert address == quote(text, safe="")
        assert meant(text) == text
    else:
        assert meant(address) == text


def client_of(folder: Path, found: list[str]) -> FlaskClient:
    """A client of an archive whose stories have these ids, and whose speakers bear them as names."""
    stories = []
    for n, name in enumerate(found):
        text = f"The road number{n} is open, {name} said in Raqqa."
        stories.append(
            story(
                name, text, title=f"Story {n}", outlet="The Wire",
                statements=(said(text, f"The road number{n} is open", name),),
                mentions=(mention(text, "Raqqa", "place"),),
            )
        )  # fmt: skip
    fill(folder / "index", stories, rebuild=True)
    return create_app(Settings(index=folder / "index", data=folder / "data", page_size=100)).test_client()


def opened(client: FlaskClient, url: str) -> BeautifulSoup:
    answer = client.get(url, follow_redirects=True)
    assert answer.status_code == 200, url
    return BeautifulSoup(answer.text, "lxml")


def check(folder: Path, found: list[str]) -> None:
    """Every link to each story, its sentence, its form and its speaker opens that and nothing else."""
    client = client_of(folder, found)
    for n, name in enumerate(found):
        heading = f"Story {n}"
        listed = opened(client, f"/search?q=number{n}")
        link = listed.select_one(".hit .open")
        assert link is not None
        assert heading in opened(client, str(link["href"])).select_one("h1").get_text()  # type: ignore[union-attr]
        for page in (opened(client, f"/search?q=number{n}&kind=statement"), opened(client, str(link["href"]))):
            links = [str(a["href"]) for a in page.select("a[href^='/story/'], a[href^='/name/']")]
            assert any(x.startswith("/story/") for x in links)
            for url in links:
                led = opened(client, url)
                assert heading in led.get_text() or url.startswith("/name/"), url
                assert not led.select(".notice.warn"), url
        correct = next(
            str(a["href"])
            for a in opened(client, f"/search?q=number{n}&kind=statement").select("a[href*='/correct?words']")
        )
        form = opened(client, correct).select_one("form.ask-form")
        assert form is not None
        fields = {str(i["name"]): str(i.get("value", "")) for i in form.select("input[type=hidden]")}
        kept = client.post(str(form["action"]), data={**fields, "action": "reject"})
        assert kept.status_code == 303
        assert client.get(kept.headers["Location"]).status_code == 200
        undo = opened(client, "/corrections").select_one("form[action$='/undo']")
        assert undo is not None, name
        assert client.post(str(undo["action"])).status_code == 303
        for given_as in {part(name), quote(name, safe="") if not name.startswith("~") else part(name)}:
            url = f"/api/v1/stories/{given_as}"
            answer = client.get(url)
            assert answer.status_code == 200, url
            assert answer.get_json()["id"] == name
        feed = ET.fromstring(client.get(f"/search.atom?q=number{n}").data)
        entry = feed.find("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}link")
        assert entry is not None
        assert heading in opened(client, urlsplit(entry.attrib["href"]).path).get_text()
        if not name.startswith("~"):
            assert heading in opened(client, f"/story/{quote(name, safe='')}").get_text()


@pytest.mark.ci
def test_every_link_to_a_nasty_id_opens_its_story(tmp_path: Path) -> None:
    check(tmp_path, NASTY)


@pytest.mark.ci
@rarely
@given(found=st.lists(ids, min_size=3, max_size=6, unique=True))
@example(found=["a", "a/s/x", "a/s/x/correct", "/a", "a/"])
def test_every_link_to_any_id_opens_its_story(tmp_path_factory: pytest.TempPathFactory, found: list[str]) -> None:
    check(tmp_path_factory.mktemp("any"), found)


def test_plain_ids_keep_their_addresses() -> None:
    assert story_url("deal") == "/story/deal"
    assert story_url("2017/01.txt") == "/story/2017%2F01.txt"
    assert story_url("a b?é") == "/story/a%20b%3F%C3%A9"


def test_a_real_server_opens_them_too(tmp_path: Path) -> None:
    app = client_of(tmp_path, NASTY).application
    for site in serve(app):
        for n, name in enumerate(NASTY):
            with urllib.request.urlopen(site + story_url(name)) as answer:
                assert f"Story {n}" in answer.read().decode(), name
