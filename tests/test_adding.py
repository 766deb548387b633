"""What adding something touches: done really, in a copy of the program, and asked of it wherever it must show.

A facet is one row, a format a reader and a row, an export a function and a row; CONTRIBUTING has examples.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.ci

STORIES = (
    {"id": "dam", "text": "The dam at Wexley holds.", "outlet": "Alder Gazette", "language": "en"},
    {"id": "damm", "text": "Der Damm von Wexley bricht nicht.", "outlet": "Bote vom Berg", "language": "de"},
)
AT = ("--index", "index", "--data", "data")


class Copy:
    """The program in a folder of its own, where it may be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in ("searchapp", "templates"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "stories.jsonl").write_text("\n".join(map(json.dumps, STORIES)))

    def insert(self, file: str, text: str, *, before: str) -> None:
        """Put text into a file of the program, once, before a line that is there."""
        path = self.folder / "searchapp" / file
        whole = path.read_text(encoding="utf-8")
        assert whole.count(before) == 1, f"{before!r} is in {file} {whole.count(before)} times"
        path.write_text(whole.replace(before, text + before), encoding="utf-8")

    def touched(self) -> list[str]:
        """The files of the program that are new or changed."""

        def digests(root: Path) -> dict[str, str]:
            files = (p for part in ("searchapp", "templates") for p in (root / part).rglob("*") if p.is_file())
            kept = [p for p in files if "__pycache__" not in p.parts]
            return {p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in kept}

        before, now = digests(ROOT), digests(self.folder)
        return sorted(name for name in now if before.get(name) != now[name])

    def run(self, *words: str) -> str:
        """What a command prints."""
        return self.python("from searchapp.cli import main; main()", *words)

    def python(self, code: str, *words: str) -> str:
        """What a piece of Python prints that imports the copy."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-B", "-c", code, *words],
            cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def page(self, url: str) -> str:
        """A page or an answer of the API."""
        return self.python(
            "import sys; from pathlib import Path; from searchapp.config import Settings\n"
            "from searchapp.web import create_app\n"
            "app = create_app(Settings(index=Path('index'), data=Path('data')))\n"
            "answer = app.test_client().get(sys.argv[1])\n"
            "assert answer.status_code == 200, answer.text\n"
            "print(answer.text)",
            url,
        )


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[], Copy]:
    return lambda: Copy(tmp_path / "copy")


def test_a_facet_is_one_row(copy: Callable[[], Copy]) -> None:
    program = copy()
    program.insert(
        "facets.py",
        '    Facet("language", "Language", "languages", lambda story, _: _distinct([story.language])),\n',
        before='    Facet("doubt", "Doubt"',
    )
    program.run("index", "stories.jsonl", "--no-enrich", *AT)
    answer = json.loads(program.run("search", "wexley", "--language", "de", "--json", *AT))
    assert [hit["id"] for hit in answer["hits"]] == ["damm"]
    counts = {v["value"]: v["count"] for v in answer["facets"]["language"]}
    assert counts == {"de": 1, "en": 1}
    without = json.loads(program.run("search", "--not-language", "de", "--json", *AT))
    assert [hit["id"] for hit in without["hits"]] == ["dam"]
    assert json.loads(program.run("search", "language:de", "--json", *AT))["total"] == 1
    assert "--language" in program.run("search", "--help")
    assert ">Language<" in program.page("/search?q=wexley").replace("\n", "")
    assert "Der Damm" in program.page("/search?-language=en")
    assert json.loads(program.page("/api/v1/facets/language?q=wexley"))["distinct"] == 2
    assert '"-language"' in program.page("/api/v1/openapi.json")
    assert "languages" in program.page("/facet/language")
    assert "language:" in program.page("/help")
    assert program.touched() == ["searchapp/facets.py"]


def test_a_format_is_a_reader_and_a_row(copy: Callable[[], Copy]) -> None:
    program = copy()
    (program.folder / "searchapp/ingest/readers/lines.py").write_text(
        '"""Reader for lists of short news: one line, one story."""\n\n'
        "from searchapp.ingest.files.encoding import decode\n"
        "from searchapp.ingest.files.safe_open import TEXT_CAP, read_bytes\n"
        "from searchapp.ingest.metadata.merge import make_story\n\n\n"
        "def read_lines(source):\n"
        "    for line in decode(read_bytes(source, cap=TEXT_CAP)).splitlines():\n"
        "        yield make_story(line, (), source=source.name)\n"
    )
    program.insert(
        "ingest/formats.py",
        '    Format("Lines", (".lines",), "lines:read_lines"),\n',
        before='    Format("HTML", (".html", ".htm", ".xhtml"), "html:read_html"),\n',
    )
    (program.folder / "news.lines").write_text("A dam holds.\nA bridge reopens.\n")
    said = program.run("index", "news.lines", "--no-enrich", *AT)
    assert "2 stories" in said
    assert json.loads(program.run("search", "bridge", "--json", *AT))["total"] == 1
    assert program.touched() == ["searchapp/ingest/formats.py", "searchapp/ingest/readers/lines.py"]


def test_an_export_is_a_function_and_a_row(copy: Callable[[], Copy]) -> None:
    program = copy()
    program.insert(
        "formats/downloads.py",
        "def to_outlets(kind: RecordKind, blocks: Blocks) -> Iterator[str]:\n"
        '    """The outlet of each story, a line each."""\n'
        '    yield from (f"{entry.story.outlet}\\n" for entries in blocks for entry in entries)\n\n\n',
        before="DOWNLOADS:",
    )
    row = '    "outlets": Download("Outlets", "txt", "text/plain", to_outlets),\n'
    program.insert("formats/downloads.py", row, before='    "ris": citations(')
    program.run("index", "stories.jsonl", "--no-enrich", *AT)
    outlets = {"Alder Gazette", "Bote vom Berg"}
    assert set(program.run("export", "wexley", "--format", "outlets", *AT).splitlines()) == outlets
    assert "outlets" in program.run("export", "--help")
    assert set(program.page("/search.txt?q=wexley").strip().splitlines()) == outlets
    assert "Outlets</a>" in program.page("/search?q=wexley")
    assert program.touched() == ["searchapp/formats/downloads.py"]
