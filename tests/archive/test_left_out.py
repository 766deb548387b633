"""What a run says of the files that it did not take, by kind and reason, and when that is a failure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.archive.indexing.run_report import READ_HINT, Report, remarks
from searchapp.cli.program import main
from searchapp.ingest import LeftOut
from tests.conftest import ROOT

TEXT = "The ferry sailed again on Sunday.\n"


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT)


def index(place: Path, *args: object) -> Result:
    words = ["index", *args, "--no-enrich", "--index", place / "index", "--data", place / "data"]
    return CliRunner().invoke(main, [*map(str, words)])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def test_files_of_other_kinds_are_counted_by_kind(corpus: Path, tmp_path: Path) -> None:
    write(corpus, *(f"{i}.pdf" for i in range(7)), "a/b.DOCX", "a/c.docx", "x.warc.gz", "noext", "index.html@p=12")
    write(corpus, "Mr. Said spoke", "scan.tiff", "list.xyz")
    result = index(tmp_path, corpus)
    assert result.exit_code == 0
    assert "0 stories, 0 statements" in result.stdout
    assert result.stderr.splitlines() == [
        "15 files of other kinds were left out: .pdf 7, without a known suffix 3, .docx 2, .tiff 1, .warc.gz 1,"
        " .xyz 1",
        "  among them: 0.pdf, 1.pdf, 2.pdf and 12 more",
        f"  {READ_HINT}",
    ]
    assert index(tmp_path, corpus, "--strict").exit_code == 1
    write(corpus, "story.txt")
    assert "15 files of other kinds" in index(tmp_path, corpus).output


def test_what_is_never_a_story_is_said_and_no_failure(corpus: Path, tmp_path: Path) -> None:
    write(corpus, "story.txt", "story.txt.meta.json", "two.txt", "two.meta.json", "two.html")
    write(corpus, "README.md", "LICENSE", "names.yaml")
    (corpus / "two.html").write_text(f"<title>Two</title><article><p>{TEXT * 9}</article>")
    (corpus / "story.txt.meta.json").write_text('{"title": "A"}')
    (corpus / "two.meta.json").write_text('{"title": "B"}')
    write(corpus, ".git/config", ".venv/x.txt", ".DS_Store", "style.css", "page_files/a.js", "two_files/photo.jpg")
    write(corpus, "two_files/sub/pixel.gif")
    result = index(tmp_path, corpus, "--strict")
    assert result.exit_code == 0, result.output
    assert result.stderr.splitlines() == [
        "4 parts of web pages were passed over: page_files/a.js, style.css, two_files/photo.jpg and 1 more",
        "3 files that are no stories were passed over: LICENSE, README.md, names.yaml",
        "3 hidden files and folders were passed over: .DS_Store, .git, .venv",
    ]


def test_a_sidecar_without_its_story_is_left_out(corpus: Path, tmp_path: Path) -> None:
    write(corpus, "story.txt", "stray.meta.json", "scan.pdf.meta.json", "scan.pdf")
    result = index(tmp_path, corpus)
    assert "2 sidecars without their stories were left out: scan.pdf.meta.json, stray.meta.json" in result.stderr
    assert index(tmp_path, corpus, "--strict").exit_code == 1


def test_a_picture_is_a_part_of_a_page_only_in_that_page_s_folder(corpus: Path, tmp_path: Path) -> None:
    write(corpus, "front-page.jpg", "mine_files/scan.png")
    assert "2 files of other kinds were left out: .jpg 1, .png 1" in index(tmp_path, corpus).stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nowhere", "nowhere: there is no such file or folder"),
        ("https://ledger.example/a?b=c", "https://ledger.example/a?b=c: a web address, not a file; save"),
        ("www.ledger.example", "www.ledger.example: a web address, not a file"),
        ("n" * 300, "File name too long"),
        ("story.docx", "story.docx: not a kind of file that can be read; .csv, .htm, .html"),
        ("pipe", "pipe: not a regular file"),
        ("/dev/null", "/dev/null: not a regular file"),
    ],
)
def test_a_path_that_can_not_be_taken_is_a_failure_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "story.docx", "in/story.txt")
    os.mkfifo(tmp_path / "pipe")
    alone = index(tmp_path, given, given)
    assert alone.exit_code == 1
    assert said in alone.output
    assert "searchapp index PATH…" in alone.output
    assert not (tmp_path / "index").exists()
    beside = index(tmp_path, "in", given)
    assert beside.exit_code == 1
    assert "1 story, 0 statements (1 new" in beside.output
    assert "1 could not be taken:\n  " in beside.output
    assert said in beside.output


def test_no_path_and_no_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = index(tmp_path)
    assert (result.exit_code, "corpus: there is no such file or folder" in result.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_the_demo_s_stories_pass_when_strict(tmp_path: Path) -> None:
    result = index(tmp_path, ROOT / "corpus", "--strict")
    assert result.exit_code == 0, result.output
    assert "37 stories" in result.stdout


def test_awkward_names_and_files_of_no_use_never_stop_a_run(corpus: Path, tmp_path: Path) -> None:
    write(corpus, "--help", "--help.txt", "n" * 251 + ".txt", "n" * 251 + ".pdf", "a\nb.pdf", "\u202eb.txt")
    os.mkfifo(corpus / "pipe.txt")
    os.mkfifo(corpus / "pipe")
    (corpus / "loop").symlink_to("loop")
    (corpus / "out.pdf").symlink_to(tmp_path)
    (corpus / "again.pdf").symlink_to("a\nb.pdf")
    result = index(tmp_path, corpus)
    assert result.exit_code == 0, result.output
    assert "3 stories" in result.stdout
    assert "4 could not be read" in result.stderr
    assert "4 files of other kinds were left out: .pdf 3, without a known suffix 1" in result.stderr
    assert "a\\nb.pdf" in result.stderr


def test_extract_says_it_too(corpus: Path, tmp_path: Path) -> None:
    write(corpus, "scan.pdf")
    result = CliRunner().invoke(main, ["extract", str(corpus), "--index", str(tmp_path / "index")])
    assert result.stdout == ""
    assert "1 file of another kind was left out: .pdf 1" in result.stderr


def test_what_lies_under_two_paths_is_told_once(corpus: Path, tmp_path: Path) -> None:
    write(corpus, "a/scan.pdf", "a/one.txt", "b/two.txt")
    (corpus / "a" / "bad.txt").write_bytes(b"\0\1\2" * 100)
    for given in ([corpus, corpus / "a"], [corpus / "a", corpus, corpus]):
        result = index(tmp_path, *given)
        assert "2 stories" in result.stdout
        assert "1 file of another kind was left out: .pdf 1" in result.stderr
        assert "1 could not be read:" in result.stderr


def test_long_lists_are_cut_and_single_things_are_single() -> None:
    report = Report(kept=1, left_out=[LeftOut("a.pdf", "kind", ".pdf"), LeftOut("data", "own")])
    assert list(remarks(report)) == [
        "1 story of what can't be read stayed in the index.",
        "1 file of another kind was left out: .pdf 1",
        "  among them: a.pdf",
        f"  {READ_HINT}",
        "1 folder of the program itself was not searched: data",
    ]
    assert list(remarks(Report())) == []
