"""Files that are the same byte for byte are one story with all their paths, also from run to run."""

from __future__ import annotations

from pathlib import Path

from searchapp.archive.indexing import build
from searchapp.archive.indexing.run_report import Report, remarks
from searchapp.engines import in_folder, open_index
from searchapp.model import Story

TEXT = "The ferry sailed again on Sunday, a week late.\n"
JSON = '{"text": "The pier was sold."}\n{"text": "The pier was bought back."}\n'


def run(place: Path, *paths: str) -> Report:
    given = [place / path for path in paths or ("a",)]
    return build(given, in_folder(place / "index"), enricher=None)


def stored(place: Path) -> dict[str, Story]:
    """By where it lies."""
    index = open_index(in_folder(place / "index"))
    try:
        found = index.stories(index.story_ids())
    finally:
        index.close()
    return {story.source: story for story in found.values()}


def write(place: Path, **files: str) -> None:
    for name, text in files.items():
        path = place / "a" / name.replace("_", "/").replace("0", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def paths_of(place: Path) -> dict[str, tuple[str, ...]]:
    return {source: story.copies for source, story in stored(place).items()}


def test_copies_are_one_story_with_all_paths(tmp_path: Path) -> None:
    write(tmp_path, ferry0txt=TEXT, old_ferry0txt=TEXT, old_ferry20txt=TEXT, other0txt=TEXT + "It was full.\n")
    report = run(tmp_path)
    assert (report.added, report.copies) == (2, {"ferry.txt": ("old/ferry.txt", "old/ferry2.txt")})
    assert paths_of(tmp_path) == {"ferry.txt": ("old/ferry.txt", "old/ferry2.txt"), "other.txt": ()}
    assert list(remarks(report)) == [
        "2 files are copies of another and no story of its own:",
        "  old/ferry.txt, old/ferry2.txt of ferry.txt",
    ]
    again = run(tmp_path)
    assert (again.added, again.changed, again.unchanged, again.removed) == (0, 0, 2, 0)


def test_a_line_of_a_copy_is_named_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, day0jsonl=JSON, kept_day0jsonl=JSON)
    run(tmp_path)
    assert paths_of(tmp_path) == {"day.jsonl#1": ("kept/day.jsonl#1",), "day.jsonl#2": ("kept/day.jsonl#2",)}


def test_another_kind_of_file_or_another_sidecar_is_no_copy(tmp_path: Path) -> None:
    write(tmp_path, one0txt=TEXT, two0txt=TEXT, three0md=TEXT)
    (tmp_path / "a" / "two.txt.meta.json").write_text('{"outlet": "Tidewater Post"}')
    assert run(tmp_path).copies == {}
    assert paths_of(tmp_path) == {"one.txt": (), "two.txt": (), "three.md": ()}
    (tmp_path / "a" / "one.txt.meta.json").write_text('{"outlet": "Tidewater Post"}')
    assert run(tmp_path).copies == {"one.txt": ("two.txt",)}


def test_empty_files_are_each_told(tmp_path: Path) -> None:
    write(tmp_path, one0txt="", two0txt="")
    assert [failure.name for failure in run(tmp_path).failures] == ["one.txt", "two.txt"]


def test_a_copy_that_comes_later_joins_the_story_and_one_that_goes_leaves_it(tmp_path: Path) -> None:
    write(tmp_path, ferry0txt=TEXT)
    run(tmp_path)
    (before,) = stored(tmp_path).values()
    write(tmp_path, a0txt=TEXT)
    report = run(tmp_path)
    assert (report.added, report.changed) == (0, 1)
    assert paths_of(tmp_path) == {"ferry.txt": ("a.txt",)}  # the one that was there first
    (tmp_path / "a" / "a.txt").unlink()
    assert run(tmp_path).changed == 1
    (after,) = stored(tmp_path).values()
    assert after == before


def test_where_the_first_goes_the_copy_takes_its_place_and_id(tmp_path: Path) -> None:
    write(tmp_path, ferry0txt=TEXT, ferry20txt=TEXT)
    run(tmp_path)
    (before,) = stored(tmp_path).values()
    (tmp_path / "a" / "ferry.txt").unlink()
    run(tmp_path)
    (after,) = stored(tmp_path).values()
    assert (before.source, before.copies, after.source, after.copies) == (
        "ferry.txt",
        ("ferry2.txt",),
        "ferry2.txt",
        (),
    )


def test_a_story_that_becomes_a_copy_is_no_story_of_its_own_any_more(tmp_path: Path) -> None:
    write(tmp_path, one0txt=TEXT, two0txt="The ferry is late.\n")
    assert run(tmp_path).added == 2
    write(tmp_path, two0txt=TEXT)
    report = run(tmp_path)
    assert (report.changed, report.removed) == (1, 1)
    assert paths_of(tmp_path) == {"one.txt": ("two.txt",)}
