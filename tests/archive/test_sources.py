"""One source is one story, from wherever it is reached; two sources never replace each other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.archive.indexing import build
from searchapp.archive.indexing.origin import Origin
from searchapp.archive.indexing.run_report import Report, remarks
from searchapp.cli.program import main
from searchapp.engines import current_generation, in_folder, open_index
from searchapp.ingest.metadata.ids import id_from_name


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def lines(path: Path, *stories: tuple[str, str]) -> None:
    write(path, "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in stories))


def run(place: Path, *paths: str, rebuild: bool = False, prune: bool = False) -> Report:
    given = [place / path for path in paths]
    return build(given, in_folder(place / "index"), enricher=None, rebuild=rebuild, prune=prune)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.removed


def stored(place: Path) -> dict[str, str]:
    """Text -> id of every story."""
    index = open_index(in_folder(place / "index"))
    try:
        found = [index.story(story_id) for story_id in index.story_ids()]
    finally:
        index.close()
    texts = {story.text: story.id for story in found if story}
    assert len(texts) == len(found)
    return texts


def test_two_archives_with_the_same_paths_in_them_keep_their_stories(tmp_path: Path) -> None:
    write(tmp_path / "a" / "2017" / "01.txt", "The bridge opened.\n")
    write(tmp_path / "b" / "2017" / "01.txt", "The market burned.\n")
    assert counts(run(tmp_path, "a")) == (1, 0, 0, 0)
    first = stored(tmp_path)["The bridge opened."]
    report = run(tmp_path, "b")
    assert counts(report) == (1, 0, 0, 0)
    found = stored(tmp_path)
    assert found["The bridge opened."] == first
    assert found["The market burned."].startswith(f"{first}-")
    said = "\n".join(remarks(report))
    assert str(tmp_path / "a" / "2017" / "01.txt") in said
    assert str(tmp_path / "b" / "2017" / "01.txt") in said
    for again in (["b"], ["a"], ["b", "a"], ["a", "b"]):
        assert counts(run(tmp_path, *again)) == (0, 0, len(again), 0)
    assert stored(tmp_path) == found
    write(tmp_path / "b" / "2017" / "01.txt", "The market was rebuilt.\n")
    assert counts(run(tmp_path, "b")) == (0, 1, 0, 0)
    assert stored(tmp_path)["The market was rebuilt."] == found["The market burned."]


@pytest.mark.parametrize("order", [["a", "b"], ["b", "a"], ["b/2017", "a/2017/01.txt", "b", "a"]])
def test_the_order_of_paths_decides_nothing(tmp_path: Path, order: list[str]) -> None:
    for name in "ab":
        write(tmp_path / name / "2017" / "01.txt", f"Story of {name}.\n")
    assert run(tmp_path, *order).added == 2
    ids = stored(tmp_path)
    assert ids["Story of a."] == id_from_name("2017/01.txt")
    assert ids["Story of b."].startswith(ids["Story of a."] + "-")


def test_two_stories_that_claim_one_id_both_stay(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", ("1", "The bridge opened."), ("2", "The market burned."))
    lines(tmp_path / "b.jsonl", ("1", "The ferry sank."), ("3", "The tram came back."))
    assert run(tmp_path, "a.jsonl").added == 2
    report = run(tmp_path, "b.jsonl")
    assert counts(report) == (2, 0, 0, 0)
    (same,) = report.same_ids
    assert (same.claimed, same.own) == ("1", stored(tmp_path)["The ferry sank."])
    assert (same.first, same.second) == (f"{tmp_path}/a.jsonl#1", f"{tmp_path}/b.jsonl#1")
    assert stored(tmp_path)["The bridge opened."] == "1"
    assert counts(run(tmp_path, "a.jsonl", "b.jsonl")) == (0, 0, 4, 0)


def test_one_file_may_claim_an_id_twice(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", ("1", "The bridge opened."), ("1", "The ferry sank."), ("1", "The tram is late."))
    assert run(tmp_path, "a.jsonl").added == 3
    ids = stored(tmp_path)
    assert ids["The bridge opened."] == "1"
    assert len(set(ids.values())) == 3
    assert counts(run(tmp_path, "a.jsonl")) == (0, 0, 3, 0)


def test_an_id_that_another_story_got_is_not_taken_from_it(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", ("1", "The bridge opened."))
    lines(tmp_path / "b.jsonl", ("1", "The ferry sank."))
    run(tmp_path, "a.jsonl", "b.jsonl")
    own = stored(tmp_path)["The ferry sank."]
    lines(tmp_path / "a" / "c.jsonl", (own, "The tram is late."))
    assert run(tmp_path, "a").added == 1
    ids = stored(tmp_path)
    assert ids["The ferry sank."] == own
    assert len(set(ids.values())) == 3


def test_a_file_is_one_story_from_wherever_it_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "all" / "a" / "1.txt", "The bridge opened.\n")
    lines(tmp_path / "all" / "a" / "w.jsonl", ("x", "The ferry sank."))
    (tmp_path / "link").symlink_to(tmp_path / "all" / "a")
    monkeypatch.chdir(tmp_path / "all")
    run(tmp_path, "all")
    ids = stored(tmp_path)
    for given in ("a", "./a/../a", "a/1.txt", "../link", "../link/1.txt", "."):
        report = build([Path(given)], in_folder(tmp_path / "index"), enricher=None)
        assert (report.added, report.changed, report.removed) == (0, 0, 0), given
    assert run(tmp_path, "all", "all/a", "link").unchanged == 2
    assert stored(tmp_path) == ids


def test_the_inner_folder_first_is_the_same(tmp_path: Path) -> None:
    write(tmp_path / "all" / "a" / "1.txt", "The bridge opened.\n")
    run(tmp_path, "all/a")
    ids = stored(tmp_path)
    assert counts(run(tmp_path, "all")) == (0, 0, 1, 0)
    write(tmp_path / "all" / "a" / "1.txt", "The bridge closed.\n")
    assert counts(run(tmp_path, "all")) == (0, 1, 0, 0)
    assert list(stored(tmp_path).values()) == list(ids.values())


def test_a_moved_archive_keeps_its_ids_but_only_where_it_is_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a" / "2017" / "01.txt", "The bridge opened.\n")
    write(tmp_path / "a" / "2017" / "02.txt", "The market burned.\n")
    run(tmp_path, "a")
    ids = stored(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    write(tmp_path / "b" / "2017" / "02.txt", "Another story.\n")
    assert counts(run(tmp_path, "b")) == (1, 0, 1, 0)
    found = stored(tmp_path)
    assert found["The bridge opened."] == ids["The bridge opened."]
    assert found["The market burned."] == ids["The market burned."]


def test_a_file_that_was_renamed_gives_its_ids_on(tmp_path: Path) -> None:
    lines(tmp_path / "a" / "new.jsonl", ("1", "The bridge opened."), ("2", "The market burned."))
    run(tmp_path, "a")
    (tmp_path / "a" / "new.jsonl").rename(tmp_path / "a" / "2017.jsonl")
    assert counts(run(tmp_path, "a")) == (0, 2, 0, 0)
    index = open_index(in_folder(tmp_path / "index"))
    assert index.story("1").source == "2017.jsonl#1"  # type: ignore[union-attr]
    index.close()


def test_a_line_that_moves_to_another_file_takes_its_id_along(tmp_path: Path) -> None:
    lines(tmp_path / "a" / "1.jsonl", ("1", "The bridge opened."), ("2", "The market burned."))
    run(tmp_path, "a")
    lines(tmp_path / "a" / "1.jsonl", ("1", "The bridge opened."))
    lines(tmp_path / "a" / "0.jsonl", ("2", "The market burned down."))
    report = run(tmp_path, "a")
    assert (counts(report), report.same_ids) == ((0, 1, 1, 0), [])
    assert stored(tmp_path) == {"The bridge opened.": "1", "The market burned down.": "2"}


def test_a_copy_of_an_archive_does_not_replace_it(tmp_path: Path) -> None:
    write(tmp_path / "a" / "01.txt", "The bridge opened.\n")
    run(tmp_path, "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert counts(run(tmp_path, "b")) == (1, 0, 0, 0)
    write(tmp_path / "a" / "01.txt", "The bridge closed.\n")
    assert counts(run(tmp_path, "a")) == (0, 1, 0, 0)
    assert sorted(stored(tmp_path)) == ["The bridge closed.", "The bridge opened."]


def test_ids_of_their_own_are_said_on_the_command_line_also_when_names_come_later(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", ("1", "The bridge opened."))
    lines(tmp_path / "b.jsonl", ("1", "The ferry sank."))
    args = ["index", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"), "--enrich", "later"]
    result = CliRunner().invoke(main, [*args, "--index", str(tmp_path / "i"), "--data", str(tmp_path / "d")])
    assert result.exit_code == 0, result.output
    assert "1 story claims an id that another has" in result.output
    assert f"since 1 is the id of {tmp_path}/a.jsonl#1" in result.output


def test_a_rebuild_leaves_each_story_its_id(tmp_path: Path) -> None:
    write(tmp_path / "z" / "a" / "01.txt", "The bridge opened.\n")
    write(tmp_path / "b" / "01.txt", "The market burned.\n")
    run(tmp_path, "z/a")
    run(tmp_path, "b")
    ids = stored(tmp_path)
    manifest = next((tmp_path / "index").glob("*2-*/manifest.json"))
    manifest.write_text(manifest.read_text().replace('"schema": "', '"schema": "0'))
    assert run(tmp_path, "b", "z", rebuild=True).added == 2
    assert stored(tmp_path) == ids


def test_a_rebuild_over_what_can_not_be_understood(tmp_path: Path) -> None:
    write(tmp_path / "a" / "01.txt", "The bridge opened.\n")
    for rubbish in ('{"x": "[1]", "y": "{}", "z": "[[],[],[],[]]", "w": 3}', "[1]", '{"01": "[1,2,3,4,5,6,7]"}'):
        run(tmp_path, "a")
        (tmp_path / "index" / str(current_generation(in_folder(tmp_path / "index"))) / "stories.json").write_text(
            rubbish
        )
        assert run(tmp_path, "a", rebuild=True).added == 1


def test_fingerprints_from_before_know_their_sources(tmp_path: Path) -> None:
    write(tmp_path / "a" / "x" / "1.txt", "The bridge opened.\n")
    folder = Origin.unpacked("1-abc", json.dumps(["d", "none", str(tmp_path / "a"), "x/1.txt"]))
    single = Origin.unpacked("1-abc", json.dumps(["d", "none", str(tmp_path / "a" / "x" / "1.txt"), "1.txt"]))
    assert folder.path == single.path == str(tmp_path / "a" / "x" / "1.txt")
    assert (folder.claim, folder.number, folder.name) == ("1-abc", 0, "x/1.txt")
