"""A public archive: to read only, under its own names, without buttons for what is not allowed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from searchapp.cli.program import main
from searchapp.collections.tags_file import put_tag
from searchapp.config import Settings, load_settings
from searchapp.errors import ConfigError
from searchapp.web import create_app
from searchapp.web.route_marks import SAFE_METHODS
from searchapp.web.serving.reach import guarded, is_loopback, resolved

NAME = "archive.example.org"
MERGE = {"kind": "place", "preferred": "Raqqa", "name": ["Raqqa", "Raqqah"]}


class Reader(FlaskClient):
    """A client that asks under the archive's public name."""

    def open(self, *arguments: Any, **named: Any) -> Any:
        named.setdefault("base_url", f"http://{NAME}")
        return super().open(*arguments, **named)


@pytest.fixture
def public(bureau_index: Path, tmp_path: Path) -> FlaskClient:
    """A public archive whose own people have saved a query, merged two names and rejected a third."""
    data = tmp_path / "data"
    own = create_app(Settings(index=bureau_index, data=data)).test_client()
    assert own.post("/saved", data={"name": "Kept", "query": "q=deal"}).status_code == 303
    assert own.post("/names/merge", data=MERGE).status_code == 303
    assert own.post("/name/person/May", data={"name": "May", "action": "reject"}).status_code == 303
    app = create_app(Settings(index=bureau_index, data=data, public=True, hosts=(NAME,), port=8000))
    app.test_client_class = Reader
    return app.test_client()


def test_nothing_can_be_changed(public: FlaskClient, tmp_path: Path) -> None:
    app: Flask = public.application
    before = {p: p.read_bytes() for p in (tmp_path / "data").rglob("*") if p.is_file()}
    asked = 0
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - SAFE_METHODS:
            values = dict.fromkeys(rule.arguments, "x") | {"slug": "kept", "key": "place", "value": "Raqqa"}
            needed = {k: values[k] for k in rule.arguments}
            path = app.url_map.bind(NAME).build(rule.endpoint, needed, method=method)
            answer = public.open(path, method=method, data=MERGE, headers={"Origin": f"http://{NAME}"})
            assert answer.status_code == 403, path
            assert "open to read only" in answer.text
            asked += 1
    assert asked > 8
    for method in ("PUT", "DELETE", "PATCH"):
        assert public.open("/saved/kept", method=method).status_code == 403
    assert {p: p.read_bytes() for p in (tmp_path / "data").rglob("*") if p.is_file()} == before


def test_what_users_made_is_not_listed_or_exported(public: FlaskClient) -> None:
    names = ("/names", "/names/merge", "/names/split", "/names/by-story?kind=place", "/names/correct")
    for path in ("/saved", "/corrections", "/corrections.jsonl", *names, "/story/a/s/x/correct"):
        answer = public.get(path)
        assert (answer.status_code, "open to read only" in answer.text) == (403, True), path
        assert public.head(path).status_code == 403
    assert "Kept" not in public.get("/").text


def test_all_else_is_read_as_ever(public: FlaskClient) -> None:
    for path in (
        "/", "/search?q=raqqa", "/search?kind=statement", "/story/a", "/facet/place", "/name/place/Raqqa", "/help",
        "/search.csv?q=raqqa", "/search.atom", "/api/v1/search", "/api/v1/stories/a", "/saved/kept",
        "/saved/kept.json", "/saved/kept.atom", "/static/app.css",
    ):  # fmt: skip
        assert public.get(path).status_code == 200, path
    facets = public.get("/api/v1/search").get_json()["facets"]["place"]
    assert ("Raqqah", "Raqqa") not in {(f["value"], f["label"]) for f in facets}
    assert facets[0]["label"] == "Raqqa"


@pytest.mark.parametrize("depth", [2, pytest.param(3, marks=pytest.mark.ci)])
def test_no_page_leads_to_what_is_not_allowed(public: FlaskClient, depth: int) -> None:
    """Every link and form that can be reached from the front page, to this depth."""
    seen: set[str] = set()
    about = ["/name/person/Omar%20Alloush", "/name/place/Raqqa"]
    todo = ["/", "/help", "/search?kind=statement", "/saved/kept", *about]
    for _ in range(depth):
        found: set[str] = set()
        for path in todo:
            answer = public.get(path)
            assert answer.status_code != 403, path
            seen.add(path.partition("#")[0])
            if answer.mimetype != "text/html":
                continue
            page = BeautifulSoup(answer.text, "lxml")
            for form in page.select("form"):
                assert form.get("method", "get") == "get", (path, form["action"])
                assert public.get(str(form["action"])).status_code != 403
            found |= {str(a["href"]).partition("#")[0] for a in page.select("a[href^='/']")}
        todo = sorted(found - seen)[:150]
    assert len(seen) > 100


@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost", "127.0.0.1:8000", f"{NAME}:81", f"x.{NAME}", f"{NAME}."]
)
def test_it_answers_under_its_own_names_only(public: FlaskClient, host: str) -> None:
    for path in ("/", "/search.atom", "/static/app.css", "/nothing"):
        answer = public.get(path, headers={"Host": host, "X-Forwarded-Host": NAME, "Forwarded": f"host={NAME}"})
        assert answer.status_code == 400, path
        assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    ("hosts", "host", "base"),
    [
        ((NAME,), NAME, f"http://{NAME}"),
        ((NAME,), f"{NAME.upper()}:8000", f"http://{NAME}:8000"),
        ((f"https://{NAME}",), NAME, f"https://{NAME}"),
        (("x.example", f"{NAME}:8443"), f"{NAME}:8443", f"http://{NAME}:8443"),
        (("[2001:db8::1]",), "[2001:db8::1]:8000", "http://[2001:db8::1]:8000"),
    ],
)
def test_links_of_a_feed_are_those_of_the_name_that_was_asked(
    bureau_index: Path, tmp_path: Path, hosts: tuple[str, ...], host: str, base: str
) -> None:
    settings = Settings(index=bureau_index, data=tmp_path, public=True, hosts=hosts, port=8000)
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "ftp", "Forwarded": "host=evil.example"}
    feed = create_app(settings).test_client().get("/search.atom?q=raqqa", headers={"Host": host, **forwarded})
    assert feed.status_code == 200
    assert f'href="{base}/search?q=raqqa"' in feed.text.replace(NAME.upper(), NAME)
    assert "evil.example" not in feed.text


def test_without_public_only_loopback_names_are_answered(bureau_index: Path, tmp_path: Path) -> None:
    client = create_app(Settings(index=bureau_index, data=tmp_path, host="0.0.0.0")).test_client()
    for headers in ({"Host": "evil.example"}, {"Host": "evil.example", "Origin": "http://evil.example"}):
        assert client.get("/search.atom", headers=headers).status_code == 400
        assert client.post("/saved", data={"name": "x"}, headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("::ffff:127.0.0.1", True), ("0.0.0.0", False),
        ("::", False), ("::ffff:10.0.0.1", False), ("10.0.0.1", False), ("128.0.0.1", False), ("fe80::1", False),
        ("localhost", False), ("", False), ("127.0.0.1.evil.example", False),
    ],
)  # fmt: skip
def test_loopback_is_told_from_what_others_reach(address: str, own: bool) -> None:
    assert is_loopback(address) is own


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True), ("127.0.0.1", True), ("[::1]", True), ("127.1", True), ("0.0.0.0", False),
        ("0", False),        ("::", False), ("[::]", False), ("::ffff:127.0.0.1", True), ("192.0.2.7", False),
    ],
)  # fmt: skip
def test_what_others_reach_is_served_to_read_only_or_not_at_all(host: str, own: bool) -> None:
    assert is_loopback(resolved(host)) is own
    if own:
        assert is_loopback(guarded(Settings(host=host)).host)
    else:
        with pytest.raises(ConfigError, match="Others can reach") as error:
            guarded(Settings(host=host))
        assert "--public" in error.value.hint
    with pytest.raises(ConfigError, match="names that are allowed"):
        guarded(Settings(host=host, public=True))
    assert guarded(Settings(host=host, public=True, hosts=(NAME,))).public


def test_a_name_without_an_address_is_told() -> None:
    for host in ("nowhere.invalid", "a" * 300, "x\x00y"):
        with pytest.raises(ConfigError) as error:
            guarded(Settings(host=host))
        assert error.value.hint


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_the_commands_refuse_before_they_do_anything(command: str, tmp_path: Path) -> None:
    folders = ["--index", str(tmp_path / "index"), "--data", str(tmp_path / "data")]
    for options in (["--host", "0.0.0.0"], ["--host", "::"], ["--public"], ["--public", "--host", "0.0.0.0"]):
        done = CliRunner().invoke(main, [command, *folders, *options])
        assert done.exit_code == 2, done.output
        assert "--allow-host" in done.output
    bad = CliRunner().invoke(main, [command, *folders, "--public", "--allow-host", "http://x/y"])
    assert (bad.exit_code, "no name of a host" in bad.output) == (2, True)
    assert not list(tmp_path.iterdir())


def test_hosts_and_public_can_be_set_in_each_way(tmp_path: Path) -> None:
    file = tmp_path / "searchapp.toml"
    file.write_text('public = true\nhosts = ["Archive.Example.org", "https://b.example/"]\n')
    set_ = load_settings(config=file, environ={})
    assert (set_.public, set_.hosts) == (True, (NAME, "https://b.example"))
    assert load_settings(config=file, environ={}, flags={"public": None, "hosts": ()}) == set_
    environ = {"SEARCHAPP_PUBLIC": "no", "SEARCHAPP_HOSTS": "a.example, b.example:81"}
    set_ = load_settings(config=file, environ=environ)
    assert (set_.public, set_.hosts) == (False, ("a.example", "b.example:81"))
    for wrong in ('hosts = "*"', "hosts = 3", 'hosts = [""]', 'public = "perhaps"', "public = 2"):
        file.write_text(wrong)
        with pytest.raises(ConfigError):
            load_settings(config=file, environ={})


def test_the_desk_s_tags_are_not_shown_to_visitors(bureau_index: Path, tmp_path: Path) -> None:
    put_tag(tmp_path / "data" / "tags.jsonl", "a", "whisper")
    own = create_app(Settings(index=bureau_index, data=tmp_path / "data")).test_client()
    app = create_app(Settings(index=bureau_index, data=tmp_path / "data", public=True, hosts=(NAME,)))
    app.test_client_class = Reader
    visitor = app.test_client()
    for path, shown in (("/search", ">whisper"), ("/search?kind=statement", ">whisper"), ("/help", ">tag:")):
        assert (shown in own.get(path).text, shown in visitor.get(path).text) == (True, False), path
    assert [v["value"] for v in own.get("/api/v1/search").get_json()["facets"]["tag"]] == ["whisper"]
    assert "tag" not in visitor.get("/api/v1/search").get_json()["facets"]
    for path in ("/facet/tag", "/api/v1/facets/tag"):
        assert (own.get(path).status_code, visitor.get(path).status_code) == (200, 404)
    assert "-tag" not in visitor.get("/api/v1/openapi.json").text
    totals = [client.get("/api/v1/search?q=tag:whisper").get_json()["total"] for client in (own, visitor)]
    assert totals == [1, 0]
    asked = [client.get("/api/v1/search?tag=whisper") for client in (own, visitor)]
    assert (asked[0].get_json()["total"], asked[1].status_code) == (1, 400)
    assert "There is no parameter “tag”" in asked[1].get_json()["error"]["message"]
