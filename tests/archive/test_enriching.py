"""`enrich`: what a cluster finds is remembered, goes on where it was, and `index` takes it in without a model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.archive.indexing.enriching import Enriched, lines, summary
from searchapp.archive.open_archive import Archive
from searchapp.cli import main
from searchapp.config import Settings
from searchapp.errors import DiskError
from searchapp.ingest import Failure
from searchapp.model import Story
from tests.enrich.cluster.ferries import RAISES, ferries, poisoned
from tests.enrich.cluster.running import workers

SLOW = [pytest.mark.ci, pytest.mark.xdist_group("cluster")]
FAILING = f"""
from searchapp.enrich.models.spacy_model import SpacyModel
def failing(self, texts):
    if any("{RAISES}" in text for text in texts):
        raise ValueError("no such town")
    return self.whole(texts)
if not hasattr(SpacyModel, "whole"):
    SpacyModel.whole, SpacyModel.names = SpacyModel.names, failing
"""


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with workers(2, FAILING) as cluster:
        yield str(cluster.scheduler_address)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("searchapp.enrich.cluster.dask_cluster.SHARD_CHARS", 1_500)
    return written(tmp_path / "corpus", ferries(60))


def written(folder: Path, stories: list[Story]) -> Path:
    folder.mkdir()
    rows = ({"id": s.id, "text": s.text, "title": s.title, "outlet": s.outlet} for s in stories)
    (folder / "stories.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def archive_in(folder: Path) -> Archive:
    return Archive(Settings(index=folder / "index", data=folder / "data", jobs=1))


def numbers(report: Enriched) -> tuple[int, int, int]:
    return report.known, report.found, len(report.put_aside)


class TestWithCluster:
    pytestmark = SLOW

    def test_what_workers_found_is_indexed_without_a_model(
        self, scheduler: str, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with archive_in(tmp_path / "plain") as plain:
            plain.index([corpus])
            wanted = {story.id: story for story in plain.stories()}
        with archive_in(tmp_path) as archive:
            assert numbers(archive.enrich([corpus], scheduler=scheduler)) == (0, len(wanted), 0)
            assert numbers(archive.enrich([corpus], scheduler=scheduler)) == (len(wanted), 0, 0)
            monkeypatch.setattr(
                "searchapp.enrich.run.workers.open_enricher", lambda model: pytest.fail("a model was loaded")
            )
            archive.index([corpus])
            assert {story.id: story for story in archive.stories()} == wanted

    def test_a_run_that_was_interrupted_goes_on(self, scheduler: str, corpus: Path, tmp_path: Path) -> None:
        done: list[int] = []
        with archive_in(tmp_path) as archive:
            first = archive.enrich(
                [corpus],
                scheduler=scheduler,
                progress=lambda what, number, total: done.append(number),
                stop=lambda: any(done),
            )
            assert 0 < first.found < 64
            assert list(lines(first)) == ["Stopped early; run the same command again to go on."]
            second = archive.enrich([corpus], scheduler=scheduler)
        assert numbers(second) == (first.found, 64 - first.found, 0)

    def test_stories_that_come_later_alone_are_sent(self, scheduler: str, corpus: Path, tmp_path: Path) -> None:
        more = written(tmp_path / "more", [*ferries(70), *ferries(70)])
        with archive_in(tmp_path) as archive:
            archive.enrich([corpus], scheduler=scheduler)
            report = archive.enrich([corpus, more], scheduler=scheduler)
        assert report.found == 10
        assert report.known == 64 + 64 + 74

    def test_a_story_that_is_put_aside_is_named_and_indexed(self, scheduler: str, tmp_path: Path) -> None:
        corpus = written(tmp_path / "corpus", [*ferries(4), poisoned(RAISES)])
        with archive_in(tmp_path) as archive:
            report = archive.enrich([corpus], scheduler=scheduler)
            assert [(one.name, one.reason) for one in report.put_aside] == [
                ("stories.jsonl#9", "the program fails on it (ValueError: no such town)")
            ]
            archive.index([corpus])
            story = archive.story(RAISES)
        assert story is not None
        assert (story.statements, [doubt.kind for doubt in story.doubts]) == ((), ["statements cut short"])

    def test_the_command_says_what_was_done_and_what_was_not(self, scheduler: str, tmp_path: Path) -> None:
        corpus = written(tmp_path / "corpus", [*ferries(4), poisoned(RAISES)])
        (corpus / "page.pdf").write_bytes(b"no PDF")
        at = ["--index", str(tmp_path / "index"), "--data", str(tmp_path / "data")]
        done = CliRunner().invoke(main, ["enrich", str(corpus), "--scheduler", scheduler, *at])
        assert done.exit_code == 0, done.output
        assert "9 stories (0 known before, 8 looked through, 1 put aside)." in done.stdout
        assert "1 could not be looked through, and will be searched by their words alone:" in done.stderr
        assert "1 could not be read:" in done.stderr

    def test_where_nothing_can_be_remembered_nothing_is_sent(
        self, scheduler: str, corpus: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "index/found.sqlite3").mkdir(parents=True)
        with archive_in(tmp_path) as archive, pytest.raises(DiskError, match="can't be remembered"):
            archive.enrich([corpus], scheduler=scheduler)


def test_the_command_needs_the_address_of_a_scheduler(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["enrich", str(tmp_path)])
    assert done.exit_code == 2
    assert "--scheduler" in done.output


@pytest.mark.parametrize(("address", "said"), [("nowhere", "'nowhere' is no address of a scheduler.")])
def test_what_is_wrong_is_said_in_two_lines(address: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The harbour is open, Mara Quill said.")
    at = ["--index", str(tmp_path / "index"), "--data", str(tmp_path / "data")]
    done = CliRunner().invoke(main, ["enrich", str(tmp_path / "a.txt"), "--scheduler", address, *at])
    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == f"searchapp: {said}"
    assert len(done.stderr.splitlines()) == 2


def test_what_a_run_did_is_told_in_a_line() -> None:
    report = Enriched(Path("index/found.sqlite3"), known=1_200, found=30)
    assert summary(report) == (
        "index/found.sqlite3: 1,230 stories (1,200 known before, 30 looked through, 0 put aside)."
    )
    assert list(lines(report)) == []
    report.put_aside.append(Failure("aru/9.txt", "", "the program fails on it"))
    assert list(lines(report))[1] == "  aru/9.txt: the program fails on it"
