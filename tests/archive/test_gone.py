"""What is taken out of an index: what is gone for certain, and never much of an archive unless that is asked."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.archive.indexing import build
from searchapp.archive.indexing.run_report import Held, Report
from searchapp.cli.program import main
from searchapp.engines import in_folder, open_index

NOBODY = 65534


def write(folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(number):
        (folder / f"{i:03}.txt").write_text(f"Story {i} of {folder.name}.\n")


def run(corpus: Path, *, prune: bool = False) -> Report:
    return build([corpus], in_folder(corpus.parent / "index"), enricher=None, prune=prune)


def command(corpus: Path, *more: str) -> Result:
    place = corpus.parent
    args = ["index", corpus, "--no-enrich", "--index", place / "index", "--data", place / "data", *more]
    return CliRunner().invoke(main, [*map(str, args)])


def stored(corpus: Path) -> int:
    index = open_index(in_folder(corpus.parent / "index"))
    try:
        return len(index.story_ids())
    finally:
        index.close()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


def test_an_empty_mount_point_takes_nothing_out(corpus: Path) -> None:
    write(corpus / "disk", 30)
    assert command(corpus).exit_code == 0
    shutil.rmtree(corpus / "disk")
    (corpus / "disk").mkdir()
    (corpus / "new.txt").write_text("A new story.\n")
    for added in (1, 0):
        result = command(corpus)
        assert result.exit_code == 1
        assert f"31 stories, 0 statements ({added} new, 0 changed" in result.output
        assert "0 removed" in result.output
        assert f"{corpus}: 30 of its {31 - added} stories are gone" in result.output
        assert f"{corpus / 'disk'}: 30 of its 30 stories are gone" in result.output
        assert "--prune" in result.output
    assert stored(corpus) == 31
    write(corpus / "disk", 30)
    assert command(corpus).exit_code == 0
    shutil.rmtree(corpus / "disk")
    assert command(corpus, "--prune").exit_code == 0
    assert stored(corpus) == 1


@pytest.mark.parametrize(
    ("there", "gone", "held"), [(300, 20, 0), (300, 30, 0), (300, 31, 31), (30, 20, 0), (30, 21, 21)]
)
def test_more_than_twenty_and_a_tenth_are_held_back(corpus: Path, there: int, gone: int, held: int) -> None:
    lines = [json.dumps({"id": f"j{i}", "text": f"Bus number {i} came."}) for i in range(there)]
    corpus.mkdir()
    (corpus / "wire.jsonl").write_text("\n".join(lines))
    run(corpus)
    (corpus / "wire.jsonl").write_text("\n".join(lines[gone:]))
    report = run(corpus)
    assert report.held == ([Held(str(corpus), held, there)] if held else [])
    assert (report.removed, stored(corpus)) == ((0, there) if held else (gone, there - gone))


def test_an_emptied_folder_is_held_back_even_in_a_large_archive(corpus: Path) -> None:
    write(corpus / "large", 300)
    write(corpus / "disk" / "2017", 21)
    write(corpus / "other", 5)
    run(corpus)
    shutil.rmtree(corpus / "disk" / "2017")
    shutil.rmtree(corpus / "other")
    report = run(corpus)
    assert report.held == [Held(str(corpus / "disk"), 21, 21)]
    assert stored(corpus) == 326
    assert run(corpus, prune=True).removed == 26


def test_a_share_is_counted_by_path(corpus: Path, tmp_path: Path) -> None:
    write(corpus, 300)
    run(corpus)
    write(tmp_path / "small", 25)
    assert build([tmp_path / "small"], in_folder(tmp_path / "index"), enricher=None).added == 25
    for i in range(24):
        (tmp_path / "small" / f"{i:03}.txt").unlink()
    report = build([corpus, tmp_path / "small"], in_folder(tmp_path / "index"), enricher=None)
    assert report.held == [Held(str(tmp_path / "small"), 24, 25)]


def test_a_path_that_is_gone_takes_nothing_out(corpus: Path, tmp_path: Path) -> None:
    write(corpus / "a", 2)
    write(corpus / "b", 2)
    run(corpus)
    (corpus / "a").rename(tmp_path / "elsewhere")
    report = build([corpus / "a", corpus / "b"], in_folder(tmp_path / "index"), enricher=None)
    assert [failure.name for failure in report.refused] == [str(corpus / "a")]
    assert (report.unchanged, report.removed, stored(corpus)) == (2, 0, 4)


def test_a_folder_behind_a_loop_of_links_keeps_its_stories(corpus: Path) -> None:
    write(corpus / "a", 2)
    write(corpus / "b", 2)
    run(corpus)
    shutil.rmtree(corpus / "a")
    (corpus / "a").symlink_to("a")
    report = run(corpus)
    assert (report.unchanged, report.removed, report.kept) == (2, 0, 2)
    assert [(f.name, f.reason) for f in report.failures] == [("a", "a link that leads nowhere")]


def test_a_story_that_is_passed_over_now_but_still_there_stays(corpus: Path) -> None:
    write(corpus, 2)
    (corpus / "README.txt").write_text("Named by the user.\n")
    build([corpus / "README.txt"], in_folder(corpus.parent / "index"), enricher=None)
    assert run(corpus).removed == 0
    assert stored(corpus) == 3
    (corpus / "README.txt").unlink()
    assert run(corpus).removed == 1


def test_a_file_in_place_of_a_folder_and_the_other_way_round(corpus: Path) -> None:
    write(corpus / "a", 2)
    write(corpus, 2)
    run(corpus)
    shutil.rmtree(corpus / "a")
    (corpus / "a").write_text("no folder")
    (corpus / "000.txt").unlink()
    (corpus / "000.txt").mkdir()
    assert run(corpus).removed == 3


@pytest.fixture
def nobodys(corpus: Path) -> Iterator[Path]:
    """A folder of a user who may not read everything, as whom the test goes on."""
    write(corpus, 1)
    assert command(corpus).exit_code == 0  # which loads all that this user may not be able to
    if os.geteuid() != 0:
        with tempfile.TemporaryDirectory() as place:
            yield Path(place)
        return
    with tempfile.TemporaryDirectory() as place:
        os.chown(place, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield Path(place)
        finally:
            os.seteuid(0)


def test_a_folder_and_a_file_that_may_not_be_read_keep_their_stories(nobodys: Path) -> None:
    corpus = nobodys / "corpus"
    write(corpus / "shut" / "deep", 2)
    write(corpus / "open", 2)
    run(corpus)
    (corpus / "shut").chmod(0)
    (corpus / "open" / "001.txt").chmod(0)
    try:
        result = command(corpus)
        assert result.exit_code == 0, result.exc_info
        assert "4 stories" in result.output
        assert "(0 new, 0 changed, 1 unchanged, 0 removed)" in result.output
        assert "shut: permission denied" in result.output
        assert "open/001.txt: permission denied" in result.output
        assert "3 stories of what can't be read stayed in the index." in result.output
        assert command(corpus, "--prune", "--strict").exit_code == 1
        assert stored(corpus) == 4
    finally:
        (corpus / "shut").chmod(0o700)
    (corpus / "open" / "001.txt").chmod(0o600)
    assert run(corpus).unchanged == 4
