"""Every benchmark runs to its end and prints its table, on a small invented set; its figures are not looked at."""

from __future__ import annotations

import importlib.util
import json
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.servers.cluster import forget

pytestmark = [pytest.mark.ci, pytest.mark.xdist_group("benchmarks")]
ATTACKS = {"flips", "kills", "siege"}
"""Tests of their own run these small."""
TABLES = {"given_names", "nicknames", "person_nouns"}
"""What makes a table of words out of packages that are not installed here."""
ON_SERVERS = {"engines_agree": "", "on_a_cluster": "--size 90 --rounds 1"}
"""What needs a cluster, and its arguments."""
PEERS = [
    peer
    for peer, library in {"tantivy": "tantivy", "fts5": "sqlite3", "xapian": "xapian", "whoosh": "whoosh"}.items()
    if importlib.util.find_spec(library)
]
TOWNS = ("Aru", "Belmar", "Corvane", "Dunsel")
PEOPLE = ("Mara Quill", "Tobin Ashe", "Ines Varga")
STORIES = [
    {
        "id": f"s{n}",
        "title": f"Ferry of {TOWNS[n % 4]} sails again, day {n}",
        "text": f'The ferry to {TOWNS[n % 4]} sailed on day {n}. "The harbour is open," {PEOPLE[n % 3]} said. '
        f"{PEOPLE[(n + 1) % 3]} told reporters that {n} fishing boats had left the harbour before the storm.",
        "outlet": ("Aru Gazette", "Harbour Post")[n % 2],
        "published": f"2019-03-{n % 28 + 1:02d}",
        "entities": {"person": [PEOPLE[n % 3]], "place": [TOWNS[n % 4]], "organization": []},
    }
    for n in range(60)
]
NAMES = {"person": ["Mara Quill", "Tobin Ashe"], "organization": [], "place": ["Aru"]}
QUERIES = [
    {"id": "q1", "class": "common1", "q": "ferry"},
    {"id": "q2", "class": "and2", "q": "fishing boats"},
    {"id": "q3", "class": "or", "q": "storm OR aru"},
    {"id": "q4", "class": "phrase", "q": '"sails again"'},
    {"id": "q5", "class": "prefix", "q": "harb*"},
    {"id": "q6", "class": "filter", "q": "ferry", "filters": {"place": ["Aru"]}},
]


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the stories, the queries, a set with judgements, and a page with its text."""
    folder = tmp_path_factory.mktemp("sets")
    lines = "".join(json.dumps(story) + "\n" for story in STORIES)
    (folder / "stories.jsonl").write_text(lines)
    (folder / "events.jsonl").write_text("".join(json.dumps(s | {"event": s["title"]}) + "\n" for s in STORIES))
    (folder / "queries.json").write_text(json.dumps(QUERIES))
    (folder / "docs.jsonl").write_text(lines)
    (folder / "queries.jsonl").write_text('{"id": "1", "text": "ferry of Aru"}\n')
    (folder / "qrels.txt").write_text("1 0 s0 1\n1 0 s4 2\n")
    text = " ".join(str(story["text"]) for story in STORIES[:3])
    (folder / "pages").mkdir()
    (folder / "pages/a.html").write_text(f"<html><body><article><p>{text}</p></article></body></html>")
    (folder / "truth.json").write_text(json.dumps({"a": {"articleBody": text}}))
    (folder / "gold.json").write_text(json.dumps([{"id": "a"}]))
    (folder / "said.jsonl").write_text(
        json.dumps({"id": "a", "text": STORIES[0]["text"], "names": NAMES, "said": []}) + "\n"
    )
    told = [str(story["text"]) for story in STORIES[:12]]
    rows = [{"text": text, "attributions": [_told(text)]} for text in told]
    (folder / "attributions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def _told(text: str) -> dict[str, list[list[int]]]:
    """The second statement of a story, as annotated sets have it."""
    cue = text.index(" told reporters")
    source = text.rindex("said. ", 0, cue) + len("said. ")
    return {"source": [[source, cue]], "cue": [[cue + 1, cue + 5]], "content": [[cue + 21, len(text) - 1]]}


CORPUS = "--corpus {0}/stories.jsonl"
ASKED = f"{CORPUS} --queries {{0}}/queries.json"
COMMANDS = {
    "search": (f"{ASKED} --peers {','.join(PEERS)} --rounds 1 --sample 1", ["nothing kept", "cold", *PEERS]),
    "copies": ("--most 6", ["F1 of passages", "reordered", "all "]),
    "comparing": ("{0}/stories.jsonl --sizes 10,30 --added 5", ["s CPU", "      55", "5 added"]),
    "openings": ("{0}/stories.jsonl --sizes 2,60", ["first ms", "median"]),
    "growth": (f"{ASKED} --peers fts5 --sizes 30,90 --rounds 1 --sample 1", ["growth", "      90 searchapp"]),
    "statements": (f"{CORPUS} --copies 2 --rounds 1", ["120 stories", "statements "]),
    "web": (f"{ASKED} --clients 1,2 --pages 12", ["a name", "all names", "publishing"]),
    "enrich_speed": ("{0}/stories.jsonl --jobs 1", ["stories"]),
    "events": ("{0}/events.jsonl --no-enrich --growth 10", ["pairs: P", "10 stories", "peak"]),
    "quality": ("{0}/said.jsonl", ["names"]),
    "calibration": ("{0}/attributions.jsonl", ["clause", "unseen"]),
    "relevance": ("{0}", ["nDCG@10", "(1 queries)"]),
    "name_bearers": ("", ["surnames", "left bare", "wrong: 0"]),
    "pictures": ("--to {0}/pictures", ["search.png", "dark.png"]),
    "pages": ("--count 40", ["pages/s", "all, published"]),
    "metadata": ("{0}/pages {0}/gold.json", ["1 pages: title 1.00"]),
    "extraction": ("{0}/pages {0}/truth.json", ["1 pages: P 1.000 R 1.000"]),
}
"""By benchmark: its arguments and what its table has."""


def run(name: str, arguments: str) -> str:
    """What a benchmark prints; it has to end well."""
    ended = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *arguments.split()],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-3000:]
    return ended.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_a_benchmark_ends_well_and_prints_its_table(sets: Path, name: str) -> None:
    arguments, expected = COMMANDS[name]
    printed = run(name, arguments.format(sets))
    assert [what for what in expected if what not in printed] == [], printed


def test_copies_can_be_made_in_other_ways() -> None:
    printed = run("copies", "--most 6 --edits other")
    assert [way for way in ("rewritten", "parted", "and", "moved", "all") if f"\n{way} " not in printed] == [], (
        printed
    )


def test_every_figure_is_written_by_engine_and_by_how_it_was_asked(sets: Path, tmp_path: Path) -> None:
    run("search", f"{ASKED} --peers whoosh --rounds 1 --sample 1 --json {tmp_path}/all.json".format(sets))
    figures = json.loads((tmp_path / "all.json").read_text())
    assert list(figures) == ["searchapp", "page", "whoosh"]
    for found in figures.values():
        assert all(found[how]["p95"] >= found[how]["p50"] > 0 for how in ("new", "nothing_kept", "cold"))
    assert [a["equal"] for a in figures["whoosh"]["agreement"].values()] == [1.0] * 6


@pytest.fixture
def on_servers(sets: Path, opensearch: Callable[[str], str]) -> Iterator[Callable[[str], list[str]]]:
    """What a benchmark prints of an archive on a cluster, line by line."""
    own = f"t-{secrets.token_hex(4)}"
    asked = f"{ASKED} --opensearch-url {opensearch('2')}/{own} ".format(sets)
    yield lambda name: run(name, asked + ON_SERVERS[name]).splitlines()
    forget(opensearch("2"), own)


@pytest.mark.opensearch("2")
def test_what_two_engines_answer_is_the_same(on_servers: Callable[[str], list[str]]) -> None:
    _, *rows = on_servers("engines_agree")
    assert [row.split()[0] for row in rows] == [*(q["class"] for q in QUERIES), "all"]


@pytest.mark.opensearch("2")
def test_an_archive_is_measured_in_a_folder_and_on_a_cluster(on_servers: Callable[[str], list[str]]) -> None:
    _, _, *rows, _, same = on_servers("on_a_cluster")
    assert [row.split()[0] for row in rows] == ["page", "cluster"]
    assert [float(figure) for figure in rows[1].split()[1:] if float(figure) <= 0] == []
    assert same.endswith(", ".join(f"{q['class']} 1.000 1.000" for q in QUERIES))


def test_every_benchmark_is_run_here() -> None:
    modules = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "benchmarks").glob("*.py")}
    there = {name for name, text in modules.items() if 'if __name__ == "__main__"' in text}
    assert there - ATTACKS - TABLES - ON_SERVERS.keys() == set(COMMANDS)
