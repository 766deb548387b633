"""An archive whose index lies in no folder of this machine: commands and pages do with it all that they do."""

from __future__ import annotations

import json
import tarfile
import threading
import time
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

import searchapp
from searchapp.archive.indexing.finding import finder
from searchapp.cli.program import main
from searchapp.config import Settings
from searchapp.engines import ENGINES
from searchapp.web import create_app
from tests.conftest import fill, publish
from tests.engines.elsewhere import LOST, NAME, Elsewhere, elsewhere
from tests.web.bureau import bureau

__all__ = ["elsewhere"]
URL = "http://far.example:9200/press"
DAM = (
    "The dam at Norhaven will hold, the mayor said on Friday. Engineers looked at all of its gates again and "
    "found two of them rusty, but strong enough for a wet winter. Farmers below it were told to keep sandbags."
)
STORIES = [
    {"id": "a", "title": "The dam holds", "outlet": "Wire", "published": "2017-10-14",
     "text": DAM},
    {"id": "b", "title": "Dam holds", "outlet": "Ledger", "published": "2017-10-14",
     "text": DAM},
    {"id": "c", "title": "Boats", "outlet": "Wire", "published": "2017-10-16", "text": "No boat left on Monday."},
]  # fmt: skip
PAGES = (
    "/", "/search", "/search?q=foreign", "/search?q=deal&kind=statement", "/search?speaker=Omar+Alloush",
    "/search?q=nothingofthekind", "/facet/outlet", "/facet/speaker?contains=o", "/names", "/events", "/reading",
    "/heard", "/words?speaker=Omar+Alloush", "/batch?lines=foreign%0Adeal", "/saved", "/collections",
    "/corrections", "/search.csv", "/search.jsonl", "/search.ris", "/search.atom", "/help",
    "/corrections/missing/outlet", "/api/v1/facets/outlet", "/api/v1/suggest?q=fo", "/cues.jsonl",
)  # fmt: skip


def run(*words: str, engine: str = NAME) -> Result:
    """A command on the archive elsewhere."""
    return CliRunner().invoke(main, [*words, "--engine", engine, "--opensearch-url", URL, "--data", "data"])


def settings(**more: object) -> Settings:
    return Settings(engine=NAME, opensearch_url=URL, data=Path("data"), **more)  # type: ignore[arg-type]


@pytest.fixture
def indexed(elsewhere: Elsewhere, tmp_path: Path) -> Elsewhere:
    """Three stories, two of them alike, indexed by the command."""
    file = tmp_path / "stories.jsonl"
    file.write_text("\n".join(map(json.dumps, STORIES)), encoding="utf-8")
    done = run("index", str(file), "--no-enrich")
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0, f"{URL}: 3 stories, 0 statements (3 new, 0 changed, 0 unchanged, 0 removed)."
    )  # fmt: skip
    return elsewhere


def test_commands_do_what_they_do_and_keep_what_is_derived_in_the_data_folder(
    indexed: Elsewhere, tmp_path: Path
) -> None:
    assert run("search", "dam").output.startswith("2 stories, 0 statements\n")
    assert run("status").output.startswith(f"{URL}: 3 stories")
    assert run("verify").output == f"{URL}: all is as it was built.\n"
    assert [json.loads(line)["id"] for line in run("export", "boat").output.splitlines()] == ["c"]
    assert "two of them rusty" in run("copies").output
    assert "The dam holds" in run("events").output
    assert run("related", "a", "--json").exit_code == 0
    Path("queries.csv").write_text("id,q\n1,dam\n", encoding="utf-8")
    assert "1 query, 0 without a hit" in run("batch", "queries.csv", "--out", "ranked.csv").output
    assert "3 unchanged" in run("index", str(tmp_path / "stories.jsonl"), "--no-enrich").output
    assert {p.name for p in Path("data/derived").iterdir() if not p.name.startswith(".")} == {"compared.sqlite3"}
    assert not Path("index").exists()


def test_an_archive_elsewhere_is_opened_from_python_by_its_address(indexed: Elsewhere) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(ENGINES, "opensearch")  # type: ignore[arg-type]
        with searchapp.open(URL, data="data") as archive:
            assert archive.search("dam").total == 2
        assert indexed.calls[0]


def test_an_archive_is_moved_there_and_back(indexed: Elsewhere) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(ENGINES, "opensearch")  # type: ignore[arg-type]
        assert run("move", "--to", "near").exit_code == 0
        near = ("--index", "near", "--data", "data")
        assert CliRunner().invoke(main, ["events", *near]).output == run("events").output
        back = CliRunner().invoke(main, ["move", "--to", "http://far.example:9200/other", *near])
        assert back.exit_code == 0, back.output
        assert back.output.startswith("http://far.example:9200/other: 3 stories (3 written now)")


def test_what_was_found_in_a_text_is_remembered_beside_what_users_make(elsewhere: Elsewhere) -> None:
    with finder(settings()):
        assert Path("data/derived/found.sqlite3").is_file()
    assert elsewhere.calls == []


def test_a_backup_has_all_that_users_made_and_nothing_derived(indexed: Elsewhere) -> None:
    client = create_app(settings()).test_client()
    assert client.post("/saved", data={"name": "Dam", "query": "q=dam"}).status_code == 303
    assert run("backup", "kept.tar.gz").exit_code == 0
    with tarfile.open("kept.tar.gz") as packed:
        names = packed.getnames()
    assert "saved.sqlite3" in names
    assert not [name for name in names if "derived" in name]
    assert run("restore", "kept.tar.gz").exit_code == 0
    assert "Dam" in client.get("/saved").text


@pytest.fixture
def both(elsewhere: Elsewhere, tmp_path: Path) -> tuple[FlaskClient, FlaskClient]:
    """Clients of the same stories in a folder and elsewhere, each with a data folder of its own."""
    fill(tmp_path / "near", bureau())
    publish(settings().place, bureau())
    near = Settings(index=tmp_path / "near", data=tmp_path / "near-data")
    return create_app(near).test_client(), create_app(settings()).test_client()


def test_every_page_is_the_same_wherever_the_index_lies(both: tuple[FlaskClient, FlaskClient]) -> None:
    near, far = both
    for address in PAGES:
        one, other = near.get(address), far.get(address)
        assert one.status_code == other.status_code, address
        assert one.text == other.text, address


def post(clients: tuple[FlaskClient, FlaskClient], address: str, **fields: object) -> None:
    """Send a form to both."""
    for client in clients:
        answer = client.post(address, data=fields)
        assert answer.status_code == 303, answer.text


def test_what_readers_decide_shows_alike_wherever_the_index_lies(both: tuple[FlaskClient, FlaskClient]) -> None:
    near, far = both
    post(both, "/names/merge", kind="place", preferred="Raqqa", name=["Raqqa", "Raqqah"])
    post(both, "/name/person/May", name="May", action="reject")
    post(both, "/corrections/story", story="a", title="Refused", outlet="Euphrates Wire")
    post(both, "/collections/tag", story="b", tag="to check")
    post(both, "/saved", name="Deals", query="q=deal")
    post(both, "/collections/add", query="q=deal", what="found", name="All on the deal")
    for address in (
        "/facet/place",
        "/facet/person",
        "/story/a",
        "/story/b",
        "/search?tag=to+check",
        "/search?q=refused",
    ):
        one, other = near.get(address), far.get(address)
        assert (one.status_code, one.text) == (200, other.text), address
    for address in (
        "/saved",
        "/saved/deals",
        "/collection/all-on-the-deal",
        "/collection/all-on-the-deal/dossier.zip",
    ):
        assert far.get(address).status_code == 200, address


def test_what_is_only_looked_at_is_a_trial(both: tuple[FlaskClient, FlaskClient], elsewhere: Elsewhere) -> None:
    _, far = both
    far.get("/search")
    elsewhere.views.clear()
    for address in ("/names", "/names?kind=place", "/names/merge?kind=place&name=Raqqa&name=Raqqah"):
        assert far.get(address).status_code == 200
    assert far.get("/corrections/story?story=a").status_code == 200
    assert set(elsewhere.views) == {True}
    far.post("/names/merge", data={"kind": "place", "preferred": "Raqqa", "name": ["Raqqa", "Raqqah"]})
    elsewhere.views.clear()
    assert far.get("/names/split?kind=place&name=Raqqah").status_code == 200
    assert elsewhere.views == [False, True]


STILL = "2 of 5 stories are still to be brought under what was corrected last."


def test_a_page_says_what_is_still_being_applied_and_is_not_kept(
    both: tuple[FlaskClient, FlaskClient], elsewhere: Elsewhere
) -> None:
    _, far = both
    settled = far.get("/search?q=deal")
    elsewhere.pending = STILL
    for address in (
        "/", "/search?q=deal", "/facet/outlet", "/facet/person", "/story/a", "/names", "/name/place/Raqqa",
        "/events", "/reading", "/heard", "/words", "/batch?lines=deal", "/compare?story=a&story=b",
        "/cues?story=a&story=b", "/corrections/missing/outlet", "/names/merge?kind=place&name=Raqqa&name=Raqqah",
    ):  # fmt: skip
        answer = far.get(address)
        assert answer.text.count(STILL) == 1, address
        assert "ETag" not in answer.headers, address
    assert far.get("/api/v1/search").get_json()["notices"] == [STILL]
    assert "ETag" not in far.get("/search.csv").headers
    assert STILL in run("search", "deal").output
    elsewhere.pending = ""
    assert far.get("/search?q=deal").headers["ETag"] == settled.headers["ETag"]


def test_a_page_that_is_asked_for_while_nobody_can_answer_says_so_in_plain_words(
    both: tuple[FlaskClient, FlaskClient], elsewhere: Elsewhere, caplog: pytest.LogCaptureFixture
) -> None:
    _, far = both
    assert far.get("/search?q=deal").status_code == 200
    elsewhere.fault = LOST
    for address in (
        "/",
        "/search?q=deal",
        "/story/a",
        "/names",
        "/search.csv",
        "/search.atom",
        "/reading",
        "/events",
    ):
        caplog.clear()
        answer = far.get(address)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30"), address
        assert "<h1>The archive can’t answer just now.</h1>" in answer.text
        assert f"For those who run it: {LOST.in_a_line}" in unescape(answer.text)
        assert [record.getMessage() for record in caplog.records] == [LOST.in_a_line]
        assert not caplog.records[0].exc_info
    assert 'value="deal"' in far.get("/search?q=deal").text
    assert far.get("/help").status_code == far.get("/livez").status_code == 200
    error = {"error": {"message": LOST.message, "hint": LOST.hint}}
    for address in ("/api/v1/search?q=deal", "/api/v1/stories/a", "/healthz"):
        answer = far.get(address)
        assert (answer.status_code, answer.headers["Retry-After"], answer.get_json()) == (503, "30", error), (
            address
        )
    elsewhere.fault = None
    assert far.get("/search?q=deal").status_code == 200


def test_readers_of_a_public_archive_are_not_told_where_its_index_lies(elsewhere: Elsewhere) -> None:
    publish(settings().place, bureau())
    readers = create_app(settings(public=True, hosts=("press.example",))).test_client()
    elsewhere.pending = f"Decisions wait: a builder writes {URL}."
    for address in ("/search", "/api/v1/search"):
        answer = readers.get(address, headers={"Host": "press.example"})
        assert "not all of that shows yet" in answer.text
        assert "far.example" not in answer.text
    elsewhere.fault = LOST
    for address in ("/search", "/api/v1/search", "/healthz"):
        answer = readers.get(address, headers={"Host": "press.example"})
        assert answer.status_code == 503
        assert "tell those who run this archive" in answer.text
        assert "far.example" not in answer.text


def test_a_command_says_what_is_wrong_in_two_lines(elsewhere: Elsewhere) -> None:
    elsewhere.fault = LOST
    for command in (("search", "dam"), ("status",), ("verify",), ("export",), ("index", str(Path().resolve()))):
        done = run(*command)
        assert (done.exit_code, done.output) == (1, f"searchapp: {LOST.message}\n{LOST.hint}\n"), command


def test_health_says_whether_the_index_can_be_asked_and_takes_one_call(
    both: tuple[FlaskClient, FlaskClient], elsewhere: Elsewhere, tmp_path: Path
) -> None:
    for client in both:
        ready = client.get("/healthz")
        assert ready.status_code == 200
        assert ready.get_json()["ready"] is True
        assert client.get("/livez").get_json() == {"alive": True}
    elsewhere.calls.clear()
    assert both[1].get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert elsewhere.calls == ["current_generation"]
    none = create_app(Settings(index=tmp_path / "none", data=tmp_path / "data")).test_client()
    assert none.get("/healthz").status_code == 503
    assert "searchapp index" in none.get("/healthz").get_json()["error"]["hint"]
    assert none.get("/livez").status_code == 200


def test_an_index_that_can_t_be_opened_now_is_tried_again(
    both: tuple[FlaskClient, FlaskClient], elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, far = both
    assert far.get("/search").status_code == 200
    publish(settings().place, bureau()[:1], rebuild=True)

    def lost(*_: object, **__: object) -> None:
        raise LOST

    with monkeypatch.context() as patch:
        patch.setattr(elsewhere, "open_index", lost)
        assert far.get("/api/v1/search").status_code == 503
    assert far.get("/api/v1/search").get_json()["total"] == 1


def test_a_page_asks_once_which_generation_answers(
    both: tuple[FlaskClient, FlaskClient], elsewhere: Elsewhere
) -> None:
    _, far = both
    far.get("/names")  # which compares names in a thread of its own, once an index
    for address in (
        *PAGES,
        "/story/a",
        "/name/place/Raqqa",
        "/api/v1/search",
        "/api/v1/stories/a",
        "/compare?story=a",
    ):
        elsewhere.calls.clear()
        far.get(address)
        assert elsewhere.calls.count("current_generation") <= 1, address
    elsewhere.calls.clear()
    form = {"kind": "place", "preferred": "Raqqa", "name": ["Raqqa", "Raqqah"]}
    assert far.post("/names/merge", data=form).status_code == 303
    assert elsewhere.calls.count("current_generation") == 1
    elsewhere.calls.clear()
    elsewhere.fault = LOST
    far.get("/search")
    far.get("/help")
    assert elsewhere.calls == ["current_generation"] * 2


def test_a_new_generation_is_opened_once(both: tuple[FlaskClient, FlaskClient], elsewhere: Elsewhere) -> None:
    _, far = both
    far.get("/")
    publish(settings().place, bureau()[:1], rebuild=True)
    elsewhere.calls.clear()
    assert far.get("/api/v1/search").get_json()["total"] == far.get("/api/v1/search").get_json()["total"] == 1
    assert elsewhere.calls.count("open_index") == 1


def test_one_request_alone_waits_for_an_engine_that_gave_no_answer(
    both: tuple[FlaskClient, FlaskClient], elsewhere: Elsewhere
) -> None:
    _, far = both
    elsewhere.fault = LOST
    assert far.get("/search").status_code == 503
    elsewhere.answers.clear()
    found: list[int] = []
    waiting = threading.Thread(target=lambda: found.append(far.get("/search?q=deal").status_code))
    waiting.start()
    while not elsewhere.waiting:
        time.sleep(0.001)
    assert far.get("/search").status_code == 503
    assert found == []
    elsewhere.fault = None
    elsewhere.answers.set()
    waiting.join()
    assert (found, far.get("/search").status_code) == ([200], 200)
