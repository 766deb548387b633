"""Indexing real files: what is done again and what is not, what is taken out, what is reported."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.archive.indexing import build
from searchapp.archive.indexing.run_report import Report
from searchapp.engines import current_generation, in_folder, open_index
from searchapp.ingest.limits import Limits
from searchapp.model import Story
from searchapp.provenance import Doubt
from searchapp.query.request import Filter, SearchRequest


class Marker:
    """An enricher that counts what it is given and shows in the byline that it was there."""

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.given: list[str] = []

    def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
        for story in stories:
            self.given.append(story.id)
            yield replace(story, byline=f"marked {self.version}")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "one.txt").write_text("Title: One\nOutlet: Wire\nDate: 2017-10-14\n\nForeign fighters left.\n")
    (folder / "two.jsonl").write_text(
        "\n".join(json.dumps({"id": f"j{i}", "text": f"Bus number {i} came."}) for i in range(3)) + "\n"
    )
    return folder


def run(corpus: Path, **more: object) -> Report:
    return build([corpus], in_folder(corpus.parent / "index"), enricher=None, **more)  # type: ignore[arg-type]


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.removed


def ids(corpus: Path) -> list[str]:
    index = open_index(in_folder(corpus.parent / "index"))
    try:
        return index.story_ids()
    finally:
        index.close()


def test_only_what_changed_is_done_again(corpus: Path) -> None:
    assert counts(run(corpus)) == (4, 0, 0, 0)
    before = current_generation(in_folder(corpus.parent / "index"))
    assert counts(run(corpus)) == (0, 0, 4, 0)
    assert current_generation(in_folder(corpus.parent / "index")) == before
    (corpus / "one.txt").write_text((corpus / "one.txt").read_text() + "More.\n")
    assert counts(run(corpus)) == (0, 1, 3, 0)
    assert len(ids(corpus)) == 4


def test_what_is_gone_from_the_folder_is_gone_from_the_index(corpus: Path) -> None:
    run(corpus)
    (corpus / "one.txt").unlink()
    (corpus / "two.jsonl").write_text((corpus / "two.jsonl").read_text().replace('"id": "j1"', '"id": "j9"'))
    assert counts(run(corpus)) == (1, 0, 2, 2)
    assert ids(corpus) == ["j0", "j2", "j9"]
    index = open_index(in_folder(corpus.parent / "index"))
    assert index.count(SearchRequest()) == 3
    index.close()


def test_stories_of_other_paths_stay(corpus: Path, tmp_path: Path) -> None:
    run(corpus)
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "other", "text": "Elsewhere."}\n')
    report = build([other], in_folder(tmp_path / "index"), enricher=None)
    assert counts(report) == (1, 0, 0, 0)
    assert ids(corpus) == sorted(["j0", "j1", "j2", "other", next(i for i in ids(corpus) if i.startswith("one"))])


def test_an_unreadable_file_keeps_its_stories_and_is_reported(corpus: Path) -> None:
    run(corpus)
    (corpus / "one.txt").write_bytes(b"\x00\x01\x02" * 100)
    (corpus / "two.jsonl").write_text('{"id": "j0", "text": "Bus number 0 came."}\n{"id": broken\n')
    report = run(corpus)
    assert counts(report) == (0, 0, 1, 0)
    assert [(f.name, f.place) for f in report.failures] == [("one.txt", ""), ("two.jsonl", "line 2")]
    assert all(f.reason for f in report.failures)
    assert len(ids(corpus)) == 4


def test_another_enrichment_does_everything_again(corpus: Path) -> None:
    index = corpus.parent / "index"
    first, again, newer = Marker(), Marker(), Marker("2")
    build([corpus], in_folder(index), enricher=first)
    build([corpus], in_folder(index), enricher=again)
    report = build([corpus], in_folder(index), enricher=newer)
    assert (len(first.given), len(again.given), len(newer.given)) == (4, 0, 4)
    assert report.changed == 4
    opened = open_index(in_folder(index))
    assert opened.story("j1").byline == "marked 2"  # type: ignore[union-attr]
    assert opened.status().enrichment == "2"
    opened.close()


def test_a_moved_archive_is_not_done_again_and_follows_its_new_place(corpus: Path, tmp_path: Path) -> None:
    run(corpus)
    moved = tmp_path / "moved"
    corpus.rename(moved)
    assert counts(build([moved], in_folder(tmp_path / "index"), enricher=None)) == (0, 0, 4, 0)
    (moved / "one.txt").unlink()
    assert counts(build([moved], in_folder(tmp_path / "index"), enricher=None)) == (0, 0, 3, 1)


def test_stopping_publishes_what_was_done_and_the_next_run_goes_on(corpus: Path) -> None:
    asked = iter([False, False, True])
    report = run(corpus, stop=lambda: next(asked))
    assert report.interrupted
    assert report.added == 2
    assert len(ids(corpus)) == 2
    assert counts(run(corpus)) == (2, 0, 2, 0)


def test_words_first_leaves_what_is_enriched_and_the_rest_follows(corpus: Path) -> None:
    index = corpus.parent / "index"
    build([corpus], in_folder(index), enricher=Marker())
    (corpus / "new.txt").write_text("A new story.\n")
    (corpus / "one.txt").write_text("Title: One\n\nChanged.\n")
    assert counts(run(corpus, words_first=True)) == (1, 1, 3, 0)
    opened = open_index(in_folder(index))
    assert opened.story("j1").byline == "marked 1"  # type: ignore[union-attr]
    opened.close()
    later = Marker()
    assert counts(build([corpus], in_folder(index), enricher=later)) == (0, 2, 3, 0)
    assert len(later.given) == 2


def test_progress_is_told(corpus: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    run(corpus, progress=lambda what, done, total: seen.append((what, done, total)))
    assert seen == [*(("reading", done, 4) for done in range(5)), ("publishing", 0, 0)]


def test_progress_is_of_the_slow_part_where_names_and_statements_are_looked_for(corpus: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    done: list[int] = []

    class Watched(Marker):
        def pipe(self, stories: Iterable[Story]) -> Iterator[Story]:
            for story in super().pipe(stories):
                done.append(seen[-1][1])
                yield story

    build(
        [corpus], in_folder(corpus.parent / "index"), enricher=Watched(), progress=lambda *told: seen.append(told)
    )
    assert done == [0, 1, 2, 3]
    assert seen[:-1] == [("finding names and statements", n, 4) for n in range(5)]
    (corpus / "one.txt").write_text("Title: One\n\nChanged.\n")
    seen.clear()
    build(
        [corpus], in_folder(corpus.parent / "index"), enricher=Watched(), progress=lambda *told: seen.append(told)
    )
    assert {told[1] for told in seen[:-1]} == {0, 1, 2, 3, 4}


@pytest.mark.ci
def test_a_slow_page_and_a_story_that_is_too_long_are_listed_and_the_run_goes_on(corpus: Path) -> None:
    attributes = " ".join(f"a{i}=v{i}" for i in range(150_000))
    (corpus / "slow.html").write_text(f'<html><body><div x=y"z {attributes}><p>Words.</p></div></body></html>')
    (corpus / "long.txt").write_text("word " * 3_000)
    report = run(corpus, limits=Limits(page_seconds=4, story_chars=10_000))
    assert counts(report) == (4, 0, 0, 0)
    assert {f.name: f.reason for f in report.failures} == {
        "slow.html": "the page takes more than 4 seconds to read",
        "long.txt": "15,000 characters, and at most 10,000 characters are taken as one story: split the file, or"
        " raise the setting `longest_story`",
    }


def test_doubts_are_reported_kept_and_counted(corpus: Path) -> None:
    (corpus / "export.txt").write_text("1 of 2 DOCUMENTS\n\nOne came.\n\n2 of 2 DOCUMENTS\n\nAnother came.\n")
    assert run(corpus).doubts == {"several documents": ["export.txt"]}
    assert run(corpus).doubts == {}  # it was said when the story was taken; what the index holds, `status` tells
    index = open_index(in_folder(corpus.parent / "index"))
    doubtful = SearchRequest(filters=(Filter("doubt", "several documents"),))
    (story_id, _) = index.ranking(doubtful)[0]
    story = index.story(story_id)
    assert story is not None
    assert story.doubts == (Doubt("several documents", 2),)
    assert [(v.value, v.count) for v in index.facet_values(SearchRequest(), "doubt").values] == [
        ("several documents", 1)
    ]
    index.close()
