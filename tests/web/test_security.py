"""What other sites and hostile stories may not do: run, post, rebind, or change anything by being read."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from searchapp.model import Mention, Story
from tests.conftest import ROOT
from tests.stories import said, story

PAYLOADS = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'-alert(1)-'",
    "</title><script>alert(1)</script>", "javascript:alert(1)", "<svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "{{7*7}}", "{% raw %}",
    "<iframe src=//evil.example>", "<base href=//evil.example/>", "<form action=//evil.example><input name=q>",
    "<meta http-equiv=refresh content=0;url=//evil.example>", "<!--", "]]>", "</mark></a><b>", "\u202egnp.exe",
    "\" autofocus onfocus=alert(1) x=\"", "<a href=\"javascript:alert(1)\">x</a>", "<plaintext>", "</textarea>",
    "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.example>", "\x00<scr\x00ipt>",
]  # fmt: skip


def infected(id: str, payload: str) -> Story:
    """A story with a payload in each of its fields."""
    payload = payload.strip() or "empty"
    text = f"Words {payload} said {payload}"
    start = len("Words ")
    return story(
        id, text, title=payload, outlet=payload, byline=payload, url=payload, language=payload, source=payload,
        origins={"outlet": payload},
        statements=(said(text, payload, payload, cue=payload, mode="direct"),),
        mentions=tuple(
            Mention(kind, payload, payload, start, start + len(payload))
            for kind in ("person", "organization", "place")
        ),
    )  # fmt: skip


def assert_inert(html: str) -> None:
    """Nothing on a page runs, loads or leads away that our templates do not have."""
    page = BeautifulSoup(html, "lxml")
    assert len(page.select("script")) == 1
    assert not page.select("img, iframe, object, embed, base, style, plaintext, meta[http-equiv]")
    assert page.select("textarea") == page.select("form.write textarea")
    assert len(page.select("head link")) <= 4
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), tag
            assert name != "style", tag
            if name in ("href", "src", "action"):
                assert str(value).startswith(("/", "#", "http://", "https://")), tag
                assert not str(value).startswith("//"), tag
    for form in page.select("form"):
        assert form["action"] in (
            "/search",
            "/compare",
            "/saved",
            "/names/merge",
            "/names/split",
            "/names/undo",
        ) or str(form["action"]).startswith(
            ("/facet/", "/saved/", "/name/", "/corrections/", "/story/", "/collections/")
        )


def large_set() -> list[str]:
    """The large set of payloads, where it is at hand."""
    path = ROOT.parent / "shared" / "data" / "hostile" / "xss-payloads.json"
    more = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return [p.encode("utf-8", "replace").decode() for p in more]


@pytest.mark.parametrize("large", [False, pytest.param(True, marks=pytest.mark.ci)])
def test_a_hostile_story_is_text_on_every_page(make_client: Callable[..., FlaskClient], large: bool) -> None:
    payloads = [*PAYLOADS, *(large_set() if large else ())]
    client = make_client(*(infected(f"p{n}", p) for n, p in enumerate(payloads)), page_size=200)
    shown = 0
    for page in range(1, len(payloads) // 200 + 2):
        for kind in ("story", "statement"):
            html = client.get(
                "/search", query_string={"q": "words OR said OR alert", "kind": kind, "page": page}
            ).text
            assert_inert(html)
            shown += html.count('class="hit')
    assert shown >= len(payloads)
    for key in ("outlet", "speaker", "person", "organization", "place"):
        assert_inert(client.get(f"/facet/{key}?order=name").text)
    for n in range(0, len(payloads), max(1, len(payloads) // 60)):
        assert_inert(client.get(f"/story/p{n}?q=words").text)
    assert_inert(client.get("/").text)


def test_a_payload_is_shown_as_it_was_written(make_client: Callable[..., FlaskClient]) -> None:
    client = make_client(*(infected(f"p{n}", p) for n, p in enumerate(PAYLOADS)))
    for n, payload in enumerate(PAYLOADS):
        page = BeautifulSoup(client.get(f"/story/p{n}").text, "html.parser")
        assert " ".join(payload.replace("\x00", "").split()) in " ".join(
            page.select("h1")[0].get_text().replace("\x00", "").split()
        )


def test_a_hostile_query_filter_and_saved_name_are_text(client: FlaskClient) -> None:
    for n, payload in enumerate(PAYLOADS):
        assert_inert(client.get("/search", query_string={"q": payload, "outlet": payload, "-place": payload}).text)
        assert_inert(client.get("/story/deal", query_string={"q": payload}).text)
        assert_inert(client.get("/facet/outlet", query_string={"contains": payload, "q": payload}).text)
        assert_inert(client.get(f"/story/{n}", query_string={"q": payload}).text)
        client.post("/saved", data={"name": payload, "query": f"q={payload}&outlet={payload}"})
    listed = client.get("/saved").text
    assert_inert(listed)
    for link in BeautifulSoup(listed, "html.parser").select("h2 a"):
        assert_inert(client.get(str(link["href"])).text)


@pytest.mark.ci
def test_a_hostile_name_or_correction_is_text(make_client: Callable[..., FlaskClient], tmp_path: Path) -> None:
    client = make_client(*(infected(f"p{n}", p) for n, p in enumerate(PAYLOADS)))
    pages = 0
    for key in ("person", "organization", "place", "speaker"):
        for link in BeautifulSoup(client.get(f"/facet/{key}").text, "html.parser").select(".value a.profile"):
            answer = client.get(str(link["href"]))
            assert answer.status_code == 200, link
            assert_inert(answer.text)
            pages += 1
    assert pages > 60
    for n, payload in enumerate(PAYLOADS):
        page = BeautifulSoup(client.get(f"/story/p{n}").text, "html.parser")
        wrong = page.select_one(".wrong")
        assert wrong is not None
        form = client.get(str(wrong["href"])).text
        assert_inert(form)
        found = BeautifulSoup(form, "html.parser").select_one("form.ask-form")
        assert found is not None
        fields = {str(i["name"]): str(i["value"]) for i in found.select("input[type=hidden]")}
        asked = {**fields, "action": "speaker", "speaker": payload or "x", "kind": "unnamed"}
        client.post(str(found["action"]), data=asked)
        assert_inert(client.get(f"/story/p{n}").text)
        assert_inert(client.get("/names", query_string={"kind": payload, "edited": payload}).text)
        assert_inert(client.get("/search", query_string={"corrected": payload}).text)
        assert_inert(client.get("/names/merge", query_string={"kind": "place", "name": [payload, "x"]}).text)
        assert_inert(client.get("/names/split", query_string={"kind": "place", "name": payload}).text)
        assert_inert(client.get(str(wrong["href"]).partition("?")[0], query_string={"back": payload}).text)
        other = PAYLOADS[n - 1]
        merged = {"kind": "place", "name": [payload, other], "preferred": payload}
        preview = client.get("/names/merge", query_string=merged)
        assert_inert(preview.text)
        if preview.status_code == 200 and n < 6:
            client.post("/names/merge", data=merged)
    for url in ("/corrections", "/corrections?page=2", "/names", "/search?kind=statement&source=unnamed"):
        assert_inert(client.get(url).text)
    assert_inert(client.get("/story/p0").text)


@pytest.mark.parametrize("word", ["amp", "mark", "b", "lt", "span", "quot"])
def test_marks_never_break_entities(make_client: Callable[..., FlaskClient], word: str) -> None:
    text = f'Q&A: 1 < 2 & {word} > 0 &amp; &lt; <mark> <b>bold</b> "quot" {word}'
    client = make_client(story("a", text, title=f"A & {word} <b>"))
    for url in (f"/search?q={word}", f"/story/a?q={word}"):
        html = client.get(url).text
        assert_inert(html)
        assert BeautifulSoup(html, "html.parser").get_text().count("&lt;") == 1
    assert text in " ".join(
        BeautifulSoup(client.get(f"/story/a?q={word}").text, "html.parser").select(".text")[0].get_text().split()
    )


def test_every_answer_carries_the_headers(client: FlaskClient) -> None:
    for url in (
        "/",
        "/search?q=x",
        "/nix",
        "/api/v1/search",
        "/search.atom",
        "/search.csv",
        "/static/app.css",
    ):
        headers = client.get(url).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in headers
    assert "max-age=31536000" in client.get("/static/app.css").headers["Cache-Control"]


FORM = {"name": "x", "query": "q=x"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost.evil.example"},
        {"Referer": "http://evil.example/x"}, {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)  # fmt: skip
def test_another_sites_page_changes_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    client.post("/saved", data={"name": "kept", "query": "q=raqqa"})
    for url in ("/saved", "/saved/kept/delete", "/saved/kept/seen"):
        assert client.post(url, data=FORM, headers=headers).status_code == 403
    link = BeautifulSoup(client.get("/story/deal").text, "html.parser").select_one(".wrong")
    assert link is not None
    sentence = str(link["href"]).partition("?")[0]
    names = ("/name/place/Raqqa", "/names/merge", "/names/split", "/names/undo")
    for url in (sentence, "/corrections/x/undo", *names):
        assert client.post(url, data={"action": "reject"}, headers=headers).status_code == 403, url
    assert client.delete("/saved/kept", headers=headers).status_code in (403, 405)
    assert "kept" in client.get("/saved").text


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_our_own_page_may_change(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = client.post("/saved", data=FORM, headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/saved/x?saved=1")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "a b", "[::2]", "x@localhost"],
)
def test_a_foreign_host_is_refused_on_loopback(client: FlaskClient, host: str) -> None:
    for url in ("/", "/api/v1/search", "/search.atom", "/static/app.css"):
        assert client.get(url, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"])
def test_our_own_hosts_are_served(client: FlaskClient, host: str) -> None:
    feed = client.get("/search.atom?q=siege", headers={"Host": host})
    assert feed.status_code == 200
    assert f'href="http://{host}/search?q=siege"'.lower() in feed.text.lower()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_looking_at_names_and_corrections_changes_nothing(desk_app: Flask, tmp_path: Path) -> None:
    client = desk_app.test_client()
    link = BeautifulSoup(client.get("/story/b").text, "html.parser").select_one(".wrong")
    assert link is not None
    urls = [
        str(link["href"]),
        str(link["href"]) + "&action=reject",
        "/corrections",
        "/corrections.jsonl",
        "/names",
        "/names?undone=1",
        "/name/place/Raqqa?action=reject&name=Raqqa",
        "/names/merge?kind=place&preferred=Raqqa&name=Raqqa&name=Raqqah",
        "/names/split?kind=place&name=Raqqah",
        "/names/undo",
        "/corrections/x/undo",
    ]
    for url in urls:
        client.get(url)
        client.head(url)
    assert not (tmp_path / "data").exists()
    client.post("/names/merge", data={"kind": "place", "preferred": "Raqqa", "name": ["Raqqa", "Raqqah"]})
    client.post("/name/person/May", data={"name": "May", "action": "reject"})
    kept = snapshot(tmp_path / "data")
    assert len(kept) == 4  # corrections, names, what the names were before, and the lock of both
    noted = json.loads(kept["corrections.jsonl"])["id"]
    for url in [*urls, f"/corrections/{noted}/undo", f"/search?corrected={noted}"]:
        client.get(url)
        client.head(url)
    assert snapshot(tmp_path / "data") == kept


def test_nothing_changes_on_get(app: Flask, newsroom_index: Path, tmp_path: Path) -> None:
    client = app.test_client()
    urls = [
        "/",
        "/search?q=raqqa",
        "/saved",
        "/story/deal",
        "/search.csv",
        "/search.atom",
        "/api/v1/search",
        "/help",
    ]
    before = snapshot(newsroom_index)
    for url in urls:
        client.get(url)
        client.head(url)
    assert not (tmp_path / "data").exists()
    client.post("/saved", data={"name": "Siege", "query": "q=siege"})
    kept = client.get("/saved/siege.json").get_json()
    for url in [*urls, *(f"/saved/siege{x}" for x in ("", ".json", ".atom", "/delete", "/seen"))]:
        client.get(url)
        client.head(url)
    assert client.get("/saved/siege.json").get_json() == kept
    assert snapshot(newsroom_index) == before


HARD: Iterable[Any] = [
    "x" * 10_000, "x" * 100_000, " ".join(f"w{n}" for n in range(5_000)), "(" * 5_000, "NOT " * 3_000 + "x",
    "a~2/99", '"a b"~99999999', "foo^1e999", "*", "*a*", "?" * 200, '"' * 999, "\\", "speaker:" * 500,
    "a NEAR/999999999 b",
]  # fmt: skip


@pytest.mark.parametrize("q", HARD, ids=range(15))
def test_a_hard_query_is_answered(client: FlaskClient, q: str) -> None:
    for path in ("/search", "/search.csv", "/search.atom", "/story/deal", "/facet/outlet"):
        assert client.get(path, query_string={"q": q}).status_code == 200, path
    assert client.get("/api/v1/search", query_string={"q": q}).status_code in (200, 400)
