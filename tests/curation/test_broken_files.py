"""Whatever bytes stand in users' files: no page gives 500, no command a traceback, and what is broken is said."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.archive.saved_queries import SavedQueries
from searchapp.cli.program import main
from searchapp.config import Settings, load_settings
from searchapp.curation.authority_file import load_authority, merge_names
from searchapp.curation.corrections import NameCorrection
from searchapp.curation.corrections_file import load_corrections, note, read_corrections
from searchapp.errors import ConfigError, SearchAppError
from searchapp.web import create_app
from tests.archive.test_saved_copies import NOW
from tests.conftest import fill
from tests.curation.test_data_folder import nameless
from tests.web.bureau import bureau

PAGES = tuple(
    """/ /search?q=raqqa /search?kind=statement /story/a /facet/place /facet/speaker /name/place/Raqqa
    /name/speaker/Omar%20Alloush /names /names?kind=place /names/split?kind=place&name=Raqqah
    /names/merge?kind=person&name=Omar%20Alloush&name=Talal%20Silo /names/by-story?kind=person&name=Omar%20Alloush
    /corrections /corrections.jsonl /saved /saved/one /saved/one.json /saved/one.atom /search.atom /search.csv
    /api/v1/search?q=is /api/v1/facets/place /help""".split()
)
YAML = """- id: raqqa
  kind: place
  preferred: Raqqa   # as in the style book
  aliases: ["Raqqah", 'Ar-Raqqah']
  note: "see 2017"
- {id: omar, kind: person, preferred: Omar Alloush, aliases: [Omar Aloush], stories: [a]}
"""
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bureau") / "index"
    fill(folder, bureau())
    return folder


@pytest.fixture
def client(index: Path, tmp_path: Path) -> FlaskClient:
    """A client of an app whose data folder has one of everything."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "names.yaml").write_text(YAML)
    note(data / "corrections.jsonl", nameless("UN"))
    SavedQueries(data).save("one", "q=raqqa", seen=["a"], now=NOW)
    app = create_app(Settings(index=index, data=data))
    client = app.test_client()
    assert [client.get(page).status_code for page in PAGES] == [200] * len(PAGES)
    return client


def answers(client: FlaskClient, *, also: tuple[int, ...] = ()) -> dict[str, int]:
    """What each page answers; never an error of the program itself."""
    found = {page: client.get(page).status_code for page in PAGES}
    assert {p: s for p, s in found.items() if s not in (200, 404, 503, *also)} == {}
    search = client.get("/search?q=raqqa")
    assert search.status_code == 200
    return found


APART = {"kind": "person", "name": "Omar Alloush", "other": "Talal Silo"}
ENTRY = "- {id: x, kind: place, preferred: X, "
BROKEN_NAMES = (
    "[" * 5000, "- " * 3000, "- [broken", "a: b", "- {1: 2, a: b}", "- {? [a]: b}", "- {? {a: b}: c}", "- ? ",
    ENTRY + "note: 2017-13-45}", ENTRY + r'aliases: ["\udcff"]}', ENTRY + "stories: [1]}", ENTRY + "note: [a]}",
    ENTRY + "note: 0x" + "f" * 9000 + "}", ENTRY + r'"\ud800": x}', r'- {id: x, kind: place, preferred: "\ud800"}',
    r'- {id: "\ud800", kind: place, preferred: X}', "- {id: x, kind: [place], preferred: X}", "- &a [*a]",
    "- !!python/object:os.system x", "- !!binary x", "- !!int x", "- !!float x", "- !!timestamp x", "- !!set x",
    "- !!omap x", "- !!bool x", "- 99999-99-99", "- 0x" + "f" * 9000, "- 1e999999", "- <<: 1", "- <<: [1, 2]",
    "%YAML 9.9\n---\n- x", "%TAG ! x\n---\n- !x", "---\n- a\n---\n- b", "\x00", "\ufeff- x", "- *nothing",
    "- 12:99:99", "- 2017-01-01T99:99:99Z",
)  # fmt: skip


def test_names_that_can_not_be_read_stay_as_they_were(client: FlaskClient) -> None:
    path = client.application.extensions["searchapp"].names.path
    before = client.get("/search?q=raqqah").text
    assert before.count("Also searched") == 1
    for n, text in enumerate(BROKEN_NAMES):
        path.write_text(text)
        with pytest.raises(ConfigError) as caught:
            load_authority(path)
        str(caught.value).encode()
        page = client.get("/search?q=raqqah").text
        assert "The names file can&#39;t be read. Names stay as they were before." in page, text[:80]
        assert page.count("Also searched") == 1
        answer = client.post(
            "/names/apart", data={"kind": "person", "name": "Omar Alloush", "other": "Talal Silo"}
        )
        assert answer.status_code == 503, text[:80]
        assert path.read_text() == text
        if n % 10 == 0:
            assert set(answers(client).values()) == {200}


def test_a_names_file_that_is_no_file_is_said(client: FlaskClient) -> None:
    path = client.application.extensions["searchapp"].names.path
    for make in (
        path.mkdir,
        lambda: os.mkfifo(path),
        lambda: path.symlink_to("nowhere"),
        lambda: path.symlink_to(path),
    ):
        path.rmdir() if path.is_dir() else path.unlink()
        make()
        assert set(answers(client).values()) == {200}
        assert "The names file can&#39;t be read" in client.get("/search").text


def test_the_corrections_read_before_stay_in_force(client: FlaskClient) -> None:
    path = client.application.extensions["searchapp"].corrections.path
    before = client.get("/api/v1/facets/organization").get_json()["distinct"]
    note(path, NameCorrection("", "place", "Raqqah", "reject"))
    client.get("/")
    _, second = path.read_bytes().splitlines(keepends=True)
    for broken in (
        second[:50],
        b"\xff\xfe\n" + second,
        b"[" * 90_000 + b"\n",
        b'{"id": 7, "undo": {}}\n',
        b"\0" * 5000,
    ):
        path.write_bytes(broken)
        assert set(answers(client).values()) <= {200, 404}
        assert "can&#39;t be read and " in client.get("/search").text
        assert client.get("/api/v1/facets/organization").get_json()["distinct"] == before
        places = client.get("/api/v1/facets/place").get_json()["values"]
        assert "Raqqah" not in {v["label"] for v in places}
    path.unlink()
    path.mkdir()
    assert set(answers(client).values()) <= {200, 404, 503}
    assert "The corrections can&#39;t be read. Those read before stay in force." in client.get("/search").text


mutated = st.builds(
    lambda text, at, cut, new: text[: at % len(text)] + new + text[(at % len(text)) + cut :],
    st.just(YAML), st.integers(0, len(YAML)), st.integers(0, 9),
    st.text(st.sampled_from(list("[]{}:,-#&*!|>'\"%@`? \n\tab0129.~<=\\\ud7ff\u2028\x85")), max_size=6),
)  # fmt: skip
scalars: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
things = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
)
rows = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "id": things, "kind": st.sampled_from(["place", "person", "thing"]) | things, "preferred": scalars,
            "aliases": things, "hidden_aliases": things, "not_aliases": things, "note": things, "stories": things,
        },
    )
    | things,
    max_size=3,
)  # fmt: skip


@slow
@given(st.binary(max_size=300) | mutated.map(lambda t: t.encode()) | rows.map(lambda r: json.dumps(r).encode()))
def test_any_names_file_is_used_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("names") / "names.yaml"
    path.write_bytes(content)
    try:
        authority = load_authority(path)
    except ConfigError as error:
        str(error).encode()
        with pytest.raises(SearchAppError):
            merge_names(path, kind="place", preferred="Rome", names=["Roma"])
        assert path.read_bytes() == content
        return
    repr(authority).encode()
    try:
        merge_names(path, kind="place", preferred="Rome", names=["Roma"])
    except SearchAppError:
        assert path.read_bytes() == content
    else:
        assert load_authority(path).named("Roma") is not None


row = st.fixed_dictionaries(
    {},
    optional={
        "id": scalars, "when": scalars, "story": scalars, "sentence": scalars, "words": scalars, "kind": things,
        "action": st.sampled_from(["reject", "speaker", "kind"]) | things, "speaker": scalars, "name": scalars,
        "speaker_kind": things, "to": things, "undo": things, "sum": things, "more": things,
    },
)  # fmt: skip


@slow
@given(
    st.lists(st.binary(max_size=60) | (row | things).map(lambda r: json.dumps(r).encode()), max_size=5),
    st.integers(),
)
def test_any_corrections_file_is_used_as_far_as_it_can_be(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], cut: int
) -> None:
    path = tmp_path_factory.mktemp("corrections") / "corrections.jsonl"
    note(path, nameless("Daesh"))
    good = path.read_bytes()
    content = good + b"\n".join(lines)
    path.write_bytes(content[: len(good) + cut % (len(content) - len(good) + 1)])
    found = read_corrections(path)
    (found.notice + repr(found.noted)).encode()
    note(path, nameless("Rome"))
    entries = load_corrections(path).entries
    assert entries[0] == nameless("Daesh")
    assert entries[-1] == nameless("Rome")
    assert read_corrections(path).damaged == ()


@slow
@given(
    st.text(max_size=80)
    | st.sampled_from(["[" * 9000, "port = inf", "port = nan", "port = 0x" + "f" * 9000, 'index = "a\\u0000b"'])
    | st.dictionaries(st.sampled_from(["port", "index", "title", "host", "nothing"]), scalars).map(
        lambda d: "\n".join(f"{k} = {json.dumps(v)}" for k, v in d.items())
    )
)
def test_any_settings_file_is_used_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("settings") / "searchapp.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        load_settings(config=path, environ={})
    except ConfigError as error:
        str(error).encode("utf-8", "backslashreplace")


@slow
@given(st.data())
def test_any_damage_to_saved_queries_is_said_or_mended(
    kept_app: tuple[FlaskClient, bytes], data: st.DataObject
) -> None:
    client, whole = kept_app
    saved = client.application.extensions["searchapp"].saved
    for left in saved.path.parent.glob("saved.damaged-*"):
        left.unlink()
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole) - 1))
        damaged[at : at + 8] = data.draw(st.binary(min_size=1, max_size=8))
    saved.path.write_bytes(damaged[: data.draw(st.just(len(whole)) | st.integers(0, len(whole)))])
    for page in ("/", "/saved", "/saved/one", "/saved/one.json", "/saved/one.atom"):
        assert client.get(page).status_code in (200, 404, 503)
    assert client.post("/saved", data={"name": "two", "query": "q=x"}).status_code in (303, 503)


def test_names_of_tables_that_are_no_text_are_damage(kept_app: tuple[FlaskClient, bytes]) -> None:
    client, whole = kept_app
    saved = client.application.extensions["searchapp"].saved
    at = whole.lower().index(b"create table")
    for place in range(at, at + 40):
        saved.path.write_bytes(whole[:place] + b"\x80" + whole[place + 1 :])
        assert client.get("/saved").status_code in (200, 503), place


@pytest.fixture
def kept_app(client: FlaskClient) -> tuple[FlaskClient, bytes]:
    return client, client.application.extensions["searchapp"].saved.path.read_bytes()


CONTENTS = (b"", b"\0" * 99, b"\xff" * 99, b"[" * 9000, b"- {note: 2017-13-45}", b"{}")


@pytest.mark.parametrize("name", ["names.yaml", "corrections.jsonl", "saved.sqlite3", "searchapp.toml"])
@pytest.mark.parametrize("content", CONTENTS, ids=range(6))
def test_no_command_ends_in_a_traceback(index: Path, tmp_path: Path, name: str, content: bytes) -> None:
    data = tmp_path / "data"
    SavedQueries(data).save("one", "q=raqqa", seen=["a"], now=NOW)
    shutil.rmtree(data / "saved.history")
    (tmp_path / "searchapp.toml").write_text('title = "x"\n')
    (tmp_path / name if name == "searchapp.toml" else data / name).write_bytes(content)
    common = ["--index", str(index), "--data", str(data), "--config", str(tmp_path / "searchapp.toml")]
    for command in (
        ["search", "raqqa"], ["names"], ["names", "--suggest"], ["export"], ["status"], ["status", "--json"],
        ["verify"], ["backup", str(tmp_path / "b.tar.gz")],
    ):  # fmt: skip
        result = CliRunner().invoke(main, [*command, *common])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code in (0, 1, 2)
        assert result.exit_code == 0 or "searchapp: " in result.stderr


def test_status_says_what_is_broken(index: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    SavedQueries(data).save("one", "q=raqqa", seen=["a"], now=NOW)
    note(data / "corrections.jsonl", nameless("Daesh"))
    (data / "names.yaml").write_text("- [broken")
    (data / "corrections.jsonl").write_bytes((data / "corrections.jsonl").read_bytes() + b'{"id": "half')
    (data / "saved.sqlite3").write_bytes(b"")
    args = ["status", "--index", str(index), "--data", str(data)]
    said = CliRunner().invoke(main, args).stderr
    assert "names.yaml: can't be read as YAML" in said
    assert "A line of the corrections can't be read and is left out (line 2: " in said
    assert "The saved queries were found damaged on" in said
    assert len(json.loads(CliRunner().invoke(main, [*args, "--json"]).stdout)["data"]) == 3
