"""The command line as a user types it: real commands on real files."""

from __future__ import annotations

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp import __version__
from searchapp.cli.program import main
from searchapp.engines.whoosh.disk.pointer import write_pointer
from searchapp.engines.whoosh.layout import SCHEMA_VERSION
from searchapp.formats.downloads import DOWNLOADS, Blocks, Download
from tests.conftest import ROOT, fill
from tests.stories import said, story

STORIES = [
    {"id": "a", "title": "Council: foreigners included", "outlet": "The Ledger", "published": "2017-10-14",
     "url": "https://ledger.example/a",
     "text": "“Foreign fighters are included in the deal,” Amal Darwish said on Friday."},
    {"id": "b", "title": "Left behind", "outlet": "The Wire", "published": "2017-10-15",
     "text": "Karim Said told reporters that the foreign fighters would stay. He said the buses had left."},
    {"id": "c", "title": "=1+1", "outlet": None, "text": "Nothing was said of the convoy."},
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "stories.jsonl").write_text("\n".join(map(json.dumps, STORIES)), encoding="utf-8")
    result = run(folder, "index", folder / "stories.jsonl")
    assert result.exit_code == 0, result.output
    assert "3 stories, " in result.output
    assert "3 new" in result.output
    return folder


def run(place: Path, *args: object, **more: object) -> Result:
    words = [str(a) for a in args]
    return CliRunner().invoke(
        main,
        [*words, "--index", str(place / "index"), "--data", str(place / "data")],
        **more,  # type: ignore[arg-type]
    )


def test_version_and_help() -> None:
    assert CliRunner().invoke(main, ["--version"]).output.strip() == f"searchapp, version {__version__}"
    shown = CliRunner().invoke(main, ["--help"]).output
    for command in (
        "index",
        "search",
        "extract",
        "batch",
        "export",
        "serve",
        "demo",
        "status",
        "verify",
        "backup",
        "restore",
    ):
        assert f"\n  {command} " in shown


def test_search_lists_hits_and_facets(place: Path) -> None:
    shown = run(place, "search", '"foreign fighters"').output
    assert shown.startswith("2 stories, 2 statements\n")
    assert "Council: foreigners included" in shown
    assert "Amal Darwish said: Foreign fighters are included in the deal" in shown
    assert "outlet: The Ledger 1, The Wire 1" in shown


def test_search_for_statements_of_a_speaker(place: Path) -> None:
    found = json.loads(run(place, "search", "", "--kind", "statement", "--speaker", "Karim Said", "--json").output)
    assert found["total"] == 2
    assert {h["story_id"] for h in found["hits"]} == {"b"}
    assert {h["statement"]["speaker"] for h in found["hits"]} == {"Karim Said"}


def test_search_lists_facets_in_which_there_is_something_to_choose(place: Path) -> None:
    out = run(place, "search", "", "--kind", "statement").output
    keys = [line.partition(":")[0].strip() for line in out.rpartition("\n\n")[2].splitlines()]
    assert "speaker" in keys
    assert not {"certainty", "polarity"} & set(keys)


def test_search_filters(place: Path) -> None:
    def ids(*args: str) -> list[str]:
        return [h["id"] for h in json.loads(run(place, "search", *args, "--json").output)["hits"]]

    assert ids("fighters", "--not-outlet", "The Wire") == ["a"]
    assert ids("", "--since", "2017-10-15") == ["b"]
    assert ids("", "--until", "2017-10-14") == ["a"]
    assert sorted(ids("deal convoy", "--match", "any")) == ["a", "c"]
    assert ids("deal convoy") == []
    assert ids("", "--sort", "oldest") == ["a", "b", "c"]


def test_names_are_widened_and_it_is_said(place: Path, tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text(
        '- {id: x, kind: person, preferred: Amal Darwish, aliases: ["The Councillor"]}\n'
    )
    args = ["search", "the councillor", "--json", "--index", str(place / "index"), "--data", str(tmp_path)]
    found = json.loads(CliRunner().invoke(main, args).output)
    assert ([h["id"] for h in found["hits"]], found["notices"]) == (["a"], ["Also searched: Amal Darwish."])
    assert json.loads(CliRunner().invoke(main, [*args, "--exact"]).output)["total"] == 0


def test_extract_prints_the_documented_object(place: Path) -> None:
    lines = run(place, "extract", place / "stories.jsonl").output.splitlines()
    found = json.loads(lines[0])
    text = STORIES[0]["text"]
    assert found["id"] == "a"
    assert set(found) >= {"id", "mentions", "statements"}
    statement = found["statements"][0]
    assert (statement["speaker"], statement["speaker_kind"], statement["mode"]) == (
        "Amal Darwish",
        "person",
        "direct",
    )
    assert [text[a:b] for a, b in statement["spans"]] == ["Foreign fighters are included in the deal"]
    assert text[slice(*statement["cue_span"])] == statement["cue"] == "said"
    mention = next(m for m in found["mentions"] if m["kind"] == "person")
    assert text[mention["start"] : mention["end"]] == mention["text"] == mention["name"] == "Amal Darwish"


def test_extract_reads_standard_input(place: Path) -> None:
    one = run(place, "extract", "-", input="The mayor, Karim Said, said the road was open.")
    assert [s["speaker"] for s in json.loads(one.output)["statements"]] == ["Karim Said"]


def test_extract_gives_an_object_for_what_has_no_text(place: Path, tmp_path: Path) -> None:
    for name, content in (
        ("empty.txt", ""),
        ("blank.jsonl", '{"id": "a", "text": ""}\n{"id": "b", "text": "One."}\n'),
    ):
        given = tmp_path / name
        given.write_text(content)
        result = run(place, "extract", given)
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        assert (rows[-1]["id"], rows[-1]["mentions"], rows[-1]["statements"]) == (name, [], [])
        assert "text" in rows[-1]["error"]
        assert [row["id"] for row in rows[:-1]] == (["b"] if name == "blank.jsonl" else [])


def test_batch(place: Path, tmp_path: Path) -> None:
    queries = tmp_path / "q.jsonl"
    queries.write_text(
        '{"id": "1", "q": "fighters"}\n{"id": "2", "q": "zeppelin"}\n'
        '{"id": "3", "q": "fighters", "outlet": ["The Wire"]}\n'
    )
    for form in ("csv", "jsonl", "trec"):
        result = run(place, "batch", queries, "--out", tmp_path / form, "--format", form)
        assert result.exit_code == 0, result.output
        assert "3 queries, 1 without a hit" in result.output
        assert "no hit: 2  zeppelin" in result.output
    trec = [line.split() for line in (tmp_path / "trec").read_text().splitlines()]
    assert [(r[0], r[3]) for r in trec] == [("1", "1"), ("1", "2"), ("3", "1")]
    assert {r[2] for r in trec} == {"a", "b"}
    rows = list(csv.DictReader((tmp_path / "csv").open(newline="")))
    assert [(r["query"], r["rank"]) for r in rows] == [("1", "1"), ("1", "2"), ("3", "1")]
    assert rows[2]["title"] == "Left behind"
    assert json.loads((tmp_path / "jsonl").read_text().splitlines()[2])["id"] == "b"


def test_batch_reads_csv_and_names_a_bad_line(place: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "q.csv", tmp_path / "bad.jsonl"
    good.write_text("id,q,since\n7,fighters,2017-10-15\n")
    assert run(place, "batch", good, "--out", tmp_path / "o", "--format", "trec").exit_code == 0
    assert [line.split()[2] for line in (tmp_path / "o").read_text().splitlines()] == ["b"]
    bad.write_text('{"q": "x"}\n{"q": "y", "since": "soon"}\n')
    result = run(place, "batch", bad, "--out", tmp_path / "o")
    assert result.exit_code == 2
    assert "line 2: since is 'soon'" in result.output


def test_an_export_is_a_function_and_a_row(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ids(kind: str, blocks: Blocks) -> Iterator[str]:
        yield from (f"{entry.hit.id}\n" for entries in blocks for entry in entries)

    monkeypatch.setitem(DOWNLOADS, "ids", Download("Ids", "txt", "text/plain", ids))
    assert sorted(run(place, "export", "--format", "ids").output.split()) == ["a", "b", "c"]
    assert "csl|ids]" in run(place, "export", "--help").output


def test_export(place: Path) -> None:
    rows = [json.loads(line) for line in run(place, "export").output.splitlines()]
    assert [r["id"] for r in rows] == ["a", "b", "c"]
    assert rows[0]["text"] == STORIES[0]["text"]
    assert rows[0]["source"] == "stories.jsonl#1"
    assert [json.loads(x)["id"] for x in run(place, "export", "convoy").output.splitlines()] == ["c"]
    table = list(csv.reader(run(place, "export", "--format", "csv").output.splitlines()))
    assert table[3][1] == "'=1+1"
    ris = run(place, "export", "--format", "ris").output
    assert "TY  - NEWS\r\nTI  - Council: foreigners included\r\n" in ris.replace("\n", "\r\n").replace(
        "\r\r", "\r"
    )
    assert "@article{a," in run(place, "export", "--format", "bibtex").output
    csl = json.loads(run(place, "export", "--format", "csl").output)
    assert csl[0]["issued"] == {"date-parts": [[2017, 10, 14]]}


def test_an_export_of_statements_has_an_entry_a_statement(tmp_path: Path) -> None:
    text = "The dam will hold, Ada Lund said."
    fill(tmp_path / "index", [story("dam", text, statements=(said(text, "The dam will hold", "Ada Lund"),))])
    (row,) = run(tmp_path, "export", "--kind", "statement").output.splitlines()
    told = json.loads(row)
    assert (told["id"], told["speaker"], told["words"]) == ("dam/0", "Ada Lund", "The dam will hold")
    assert (told["confidence"], told["speakers"], told["archive_link"]) == (1.0, [], None)
    assert "N1  - Speaker: Ada Lund" in run(tmp_path, "export", "--kind", "statement", "--format", "ris").output


def test_names_are_suggested_and_never_merged(tmp_path: Path) -> None:
    rows = [
        {"id": str(i), "text": "x", "entities": {"place": [p, "Syria"]}}
        for i, p in enumerate(["Raqqa", "Raqqah", "Rome"])
    ]
    (tmp_path / "s.jsonl").write_text("\n".join(map(json.dumps, rows)))
    run(tmp_path, "index", tmp_path / "s.jsonl", "--no-enrich")
    found = [json.loads(x) for x in run(tmp_path, "names", "--suggest", "--json").output.splitlines()]
    assert [(f["kind"], f["name"], f["other"], f["reason"]) for f in found] == [
        ("place", "Raqqa", "Raqqah", "sounds alike")
    ]
    assert "Raqqa = Raqqah?  sounds alike, 100% of company shared" in run(tmp_path, "names", "--suggest").output
    assert "Raqqah 1" in run(tmp_path, "search", "").output
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "names.yaml").write_text("- {id: r, kind: place, preferred: Raqqa, aliases: [Raqqah]}\n")
    assert run(tmp_path, "names").output == "       place  Raqqa = Raqqah\n"
    assert run(tmp_path, "names", "--suggest").output == ""
    assert "Raqqah" not in run(tmp_path, "search", "").output


def test_corrections_are_followed(place: Path, tmp_path: Path) -> None:
    from searchapp.curation.corrections import NameCorrection
    from searchapp.curation.corrections_file import note

    note(tmp_path / "corrections.jsonl", NameCorrection("", "person", "Karim Said", "reject"))
    args = ["search", "", "--json", "--index", str(place / "index"), "--data"]
    before = json.loads(CliRunner().invoke(main, [*args, str(place / "data")]).output)
    after = json.loads(CliRunner().invoke(main, [*args, str(tmp_path)]).output)
    assert [v["label"] for v in before["facets"]["person"]] == ["Amal Darwish", "Karim Said"]
    assert [v["label"] for v in after["facets"]["person"]] == ["Amal Darwish"]


def test_status_and_verify(place: Path) -> None:
    found = json.loads(run(place, "status", "--json").output)
    assert (found["stories"], found["engine"]) == (3, "whoosh")
    assert "3 stories" in run(place, "status").output
    assert "all is as it was built" in run(place, "verify").output


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the packaged model were not installed."""
    monkeypatch.setattr("searchapp.enrich.models.choice._folder", lambda model: None)


@pytest.mark.usefixtures("no_model")
def test_a_missing_model_is_told_of_once(place: Path, tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("Amal Darwish said the road was open.\n")
    made = run(tmp_path, "index", tmp_path / "s.txt", "--enrich", "later")
    assert made.stderr.count("The language model is not installed") == 1
    assert "1 story, 1 statement (" in made.stdout
    extracted = run(tmp_path, "extract", tmp_path / "s.txt")
    assert extracted.stderr.count("The language model is not installed") == 1
    assert len(extracted.stdout.splitlines()) == 1
    assert run(tmp_path, "index", tmp_path / "s.txt", "--no-enrich").stderr == ""


def test_status_tells_by_what_the_index_was_made(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.txt").write_text("Amal Darwish said the road was open.\n")
    with monkeypatch.context() as patch:
        patch.setattr("searchapp.enrich.models.choice._folder", lambda model: None)
        run(tmp_path, "index", tmp_path / "s.txt")
        assert run(place, "status").stderr == ""
        assert json.loads(run(place, "status", "--json").stdout)["notice"] == ""
    plain = run(tmp_path, "status")
    assert plain.stderr.count("found by plain rules, without the language model") == 1
    assert json.loads(run(tmp_path, "status", "--json").stdout)["notice"] == plain.stderr.strip()
    run(tmp_path, "index", tmp_path / "s.txt")
    assert run(tmp_path, "status").stderr == ""
    run(tmp_path, "index", tmp_path / "s.txt", "--no-enrich")
    assert "were not looked for" in run(tmp_path, "status").stderr


def test_backup_and_restore(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "names.yaml").write_text("[]\n")
    assert "1 file of" in run(tmp_path, "backup", tmp_path / "b.tar.gz").output
    (data / "names.yaml").write_text("changed\n")
    result = run(tmp_path, "restore", tmp_path / "b.tar.gz")
    assert result.exit_code == 0, result.output
    assert (data / "names.yaml").read_text() == "[]\n"
    aside = next(tmp_path.glob("data-before-*"))
    assert (aside / "names.yaml").read_text() == "changed\n"
    (tmp_path / "not.tar.gz").write_bytes(b"no")
    assert run(tmp_path, "restore", tmp_path / "not.tar.gz").exit_code == 2
    assert (data / "names.yaml").read_text() == "[]\n"


def test_a_backup_holds_all_that_users_made(place: Path, tmp_path: Path) -> None:
    from searchapp.archive.saved_queries import SavedQueries
    from searchapp.curation.authority_file import edits, keep_apart, merge_names, undo_last
    from searchapp.curation.corrections import NameCorrection
    from searchapp.curation.corrections_file import history, note, undo

    data = tmp_path / "data"
    names, corrections = data / "names.yaml", data / "corrections.jsonl"
    merge_names(names, kind="person", preferred="Karim Said", names=["K. Said"])
    keep_apart(names, kind="person", name="Karim Said", other="Karin Said")
    keep_apart(names, kind="place", name="Oslo", other="Osla")
    undo_last(names)
    note(corrections, NameCorrection("", "person", "Karim Said", "reject"))
    undo(corrections, note(corrections, NameCorrection("b", "person", "Karim Said", "kind", "place")))
    saved = SavedQueries(data)
    slug = saved.save("Fighters", "q=fighters", seen=["a"], now=datetime(2026, 1, 2, tzinfo=UTC))
    before = (names.read_text(), edits(names), history(corrections), saved.all(), saved.unseen(slug, ["a", "b"]))
    files = {p.relative_to(data) for p in data.rglob("*") if p.is_file() and p.name != ".searchapp.lock"}
    assert run(tmp_path, "backup", tmp_path / "b.tar.gz").exit_code == 0
    shutil.rmtree(data)
    assert run(tmp_path, "restore", tmp_path / "b.tar.gz").exit_code == 0
    after = (names.read_text(), edits(names), history(corrections), saved.all(), saved.unseen(slug, ["a", "b"]))
    assert after == before
    assert {p.relative_to(data) for p in data.rglob("*") if p.is_file()} == files
    assert [e.what for e in edits(names)] == [
        "kept Karim Said and Karin Said apart",
        "merged K. Said into Karim Said",
    ]
    undo_last(names)
    assert "K. Said" in names.read_text()
    assert "Karin Said" not in names.read_text()


def test_strict_fails_on_a_bad_file_and_otherwise_it_is_only_reported(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.jsonl").write_text("{nope\n")
    (tmp_path / "in" / "good.txt").write_text("A story.\n")
    lax = run(tmp_path, "index", tmp_path / "in", "--no-enrich")
    assert lax.exit_code == 0
    assert "bad.jsonl, line 1: " in lax.output
    assert run(tmp_path, "index", tmp_path / "in", "--no-enrich", "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["search", "x", "--index", "none"], 1, "searchapp index"),
        (["search", "x", "--config", "none.toml"], 2, "none.toml"),
        (["search", "x", "--since", "soon"], 2, "soon"),
        (["index", "nowhere", "--index", "ix", "--no-enrich"], 1, "nowhere: there is no such file or folder"),
        (["batch", "none.csv", "--out", "o"], 2, "none.csv"),
        (["restore", "none.tar.gz"], 2, "none.tar.gz"),
    ],
)
def test_errors_say_what_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, args)
    assert result.exit_code == code, result.output
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.ci
def test_the_demo_goes_on_from_an_index_of_another_version(tmp_path: Path) -> None:
    fill(tmp_path / "index", [story("a", "foreign fighters")])
    manifest = next((tmp_path / "index").glob("0*/manifest.json"))
    manifest.write_text(manifest.read_text().replace(f'"schema": "{SCHEMA_VERSION}"', '"schema": "1"'))
    write_pointer(tmp_path / "index", manifest.parent.name, manifest.read_bytes())
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "searchapp", "demo", "--port", "0", "--index",
         str(tmp_path / "index"), "--data", str(tmp_path / "data")],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert child.stdout is not None
        assert child.stdout.readline().startswith("37 stories")
        assert child.stdout.readline().startswith("Serving on")
    finally:
        child.terminate()  # not Ctrl-C, which shells have ignored in the background
        _, said = child.communicate(timeout=20)
    assert "made by another version" in said
    assert "indexed anew" in said


def test_serve_takes_the_next_port_and_answers(place: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        child = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "searchapp", "serve", "--port", str(port), "--index",
             str(place / "index"), "--data", str(place / "data")],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        try:
            assert child.stdout is not None
            assert f"Port {port} is taken" in child.stdout.readline()
            line = child.stdout.readline()
            while "taken" in line:
                line = child.stdout.readline()
            url = line.split()[2]
            deadline = time.monotonic() + 20
            while True:
                try:
                    with urllib.request.urlopen(
                        f"{url}/api/v1/search?q=%22foreign+fighters%22", timeout=5
                    ) as answer:
                        assert json.load(answer)["total"] == 2
                    break
                except OSError:
                    assert time.monotonic() < deadline
                    time.sleep(0.1)
        finally:
            child.terminate()  # not Ctrl-C, which shells have ignored in the background
            child.wait(10)


def test_what_may_be_meant_is_said_and_given_to_programs(place: Path) -> None:
    assert "Did you mean “convoy” (1)?" in run(place, "search", "convoi").output
    assert json.loads(run(place, "search", "convoi", "--json").stdout)["did_you_mean"] == [
        {"q": "convoy", "count": 1}
    ]
    assert "Did you mean" not in run(place, "search", "convoy").output
