"""Which folder may be an index: one of ours or an empty one. What lies in any other is never touched."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.archive.indexing import build
from searchapp.cli.program import main
from searchapp.engines import current_generation, in_folder, open_index
from searchapp.engines.whoosh.disk.folder import MARK
from searchapp.errors import IndexRefused
from tests.conftest import fill
from tests.stories import story

TEXT = "The ferry sailed again on Sunday.\n"


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT)


def everything(folder: Path) -> dict[str, str]:
    """Each file and folder, with a file's content."""
    found = sorted(folder.rglob("*"))
    return {p.relative_to(folder).as_posix(): p.read_text() if p.is_file() else "" for p in found}


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [*map(str, args)])


def indexed(stories: Path, index: Path, *more: object) -> Result:
    return run("index", stories, "--no-enrich", "--index", index, "--data", index.parent / "d", *more)


def taken(index: Path) -> int:
    opened = open_index(in_folder(index))
    try:
        return len(opened.story_ids())
    finally:
        opened.close()


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    write(tmp_path / "stories", "one.txt", "two.txt")
    (tmp_path / "stories" / "two.txt").write_text(f"{TEXT}It was full.\n")
    return tmp_path / "stories"


@pytest.mark.parametrize(
    "names",
    [
        ["2017/manifest.json", "2017/01.txt", "2018/manifest.json", "2019/manifest.json", "2020/manifest.json"],
        ["building-the-dam/01.txt"],
        ["building-000001-abcdef/01.txt"],
        ["000001-abcdef/manifest.json", "000001-abcdef/01.txt"],
        ["LOCK"],
        ["CURRENT", "LOCK"],
        ["SEARCHAPP"],
        [".hidden"],
    ],
)
@pytest.mark.parametrize("more", [[], ["--rebuild"], ["--enrich", "later"]])
def test_a_folder_that_holds_anything_else_is_refused_and_left_as_it_was(
    tmp_path: Path, stories: Path, names: list[str], more: list[str]
) -> None:
    home = tmp_path / "home"
    write(home, *names)
    before = everything(home)
    for _ in range(3):
        result = indexed(stories, home, *more)
        assert result.exit_code == 1, result.output
        assert f"{home} holds {names[0].split('/')[0]}" in result.output
        assert "--index" in result.output
    assert everything(home) == before


def test_the_program_s_readme_and_gitignore_may_be_there_and_stay(tmp_path: Path, stories: Path) -> None:
    index = tmp_path / "index"
    write(index, "README.md", ".gitignore")
    assert indexed(stories, index).exit_code == 0
    assert (index / "README.md").read_text() == TEXT
    assert taken(index) == 2


def test_what_is_put_into_an_index_later_is_kept_and_named(tmp_path: Path, stories: Path) -> None:
    index = tmp_path / "index"
    assert indexed(stories, index).exit_code == 0
    generation = current_generation(in_folder(index))
    write(index, f"{generation}/mine.txt")
    for _ in range(4):
        assert indexed(stories, index, "--rebuild").exit_code == 1
    assert (index / generation / "mine.txt").read_text() == TEXT


def test_a_link_in_place_of_a_build_or_a_lock_is_not_followed(tmp_path: Path, stories: Path) -> None:
    write(tmp_path / "home", "01.txt")
    index = tmp_path / "index"
    assert indexed(stories, index).exit_code == 0
    (index / "building-000009-abcdef").symlink_to(tmp_path / "home")
    assert indexed(stories, index, "--rebuild").exit_code == 1
    (index / "building-000009-abcdef").unlink()
    (index / "LOCK").unlink()
    (index / "LOCK").symlink_to(tmp_path / "home" / "01.txt")
    assert indexed(stories, index, "--rebuild").exit_code == 1
    assert everything(tmp_path / "home") == {"01.txt": TEXT}


def test_the_root_of_the_disk_is_refused(stories: Path) -> None:
    before = sorted(os.listdir("/"))
    result = indexed(stories, Path("/"), "--data", stories.parent / "d")
    assert (result.exit_code, "/ holds " in result.output) == (1, True)
    assert sorted(os.listdir("/")) == before


@pytest.mark.parametrize("kind", ["file", "under a file", "link to nowhere", "link to a file", "name too long"])
def test_a_place_that_can_not_be_a_folder_is_refused(tmp_path: Path, stories: Path, kind: str) -> None:
    place = tmp_path / "place"
    match kind:
        case "file":
            place.write_text(TEXT)
        case "under a file":
            write(tmp_path, "plain")
            place = tmp_path / "plain" / "index"
        case "link to nowhere":
            place.symlink_to(tmp_path / "nowhere")
        case "link to a file":
            write(tmp_path, "plain")
            place.symlink_to(tmp_path / "plain")
        case _:
            place = tmp_path / ("n" * 300)
    before = everything(tmp_path)
    result = indexed(stories, place)
    assert (result.exit_code, result.exception.__class__) == (1, SystemExit), result.output
    assert str(place) in result.output
    assert everything(tmp_path) == before


def test_a_link_to_a_folder_is_that_folder(tmp_path: Path, stories: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert indexed(stories, tmp_path / "link").exit_code == 0
    assert indexed(stories, tmp_path / "real").exit_code == 0
    assert taken(tmp_path / "real") == 2
    write(tmp_path / "home", "01.txt")
    (tmp_path / "other").symlink_to(tmp_path / "home")
    assert indexed(stories, tmp_path / "other").exit_code == 1
    assert everything(tmp_path / "home") == {"01.txt": TEXT}


def as_before_marks(index: Path) -> None:
    """Make it an index of the version that had no marks yet."""
    (index / "LOCK").write_text("")
    for mark in index.rglob(MARK):
        mark.unlink()
    for path in index.glob("*/manifest.json"):
        row = json.loads(path.read_text())
        row["files"].pop(MARK)
        path.write_text(json.dumps({**row, "schema": "3"}))
        (index / "CURRENT").write_text(path.parent.name + "\n")


def test_an_index_from_before_there_were_marks_is_ours(tmp_path: Path) -> None:
    index = tmp_path / "index"
    fill(index, [story("a", "buses")])
    as_before_marks(index)
    (index / "building-000007-abcdef" / "columns").mkdir(parents=True)
    (index / "building-000007-abcdef" / "part-0").write_bytes(b"x")
    (index / "found.sqlite3").write_bytes(b"")
    with pytest.raises(IndexRefused, match="another version"):
        fill(index, [story("b", "trams")])
    for name in "bcd":
        fill(index, [story(name, "trams")], rebuild=True)
    assert taken(index) == 1
    assert not list(index.glob("building-*"))
    assert len(list(index.glob("0*"))) == 2
    assert (index / "LOCK").read_text().startswith("This folder was made by searchapp")


def test_stories_in_the_index_folder_are_refused(tmp_path: Path, stories: Path) -> None:
    index = tmp_path / "index"
    index.mkdir()
    for given in (index, index / "README.md"):
        write(index, "README.md")
        with pytest.raises(IndexRefused, match="lies in the index folder"):
            build([given], in_folder(index), enricher=None)
    assert everything(index) == {"README.md": TEXT}
    assert indexed(stories, index, "--data", index / "data").exit_code == 1


def test_the_program_s_own_folders_among_the_stories_are_not_searched(
    tmp_path: Path, stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stories)
    write(stories, "data/kept.txt", "data/names.yaml")
    for _ in range(2):
        result = run("index", ".", "--index", "index")
        assert result.exit_code == 0, result.output
        assert "2 stories" in result.output
    assert "data, index" in result.output
    fill(stories / "second", [story("a", "buses")])
    write(stories, "second/README.md")
    assert "2 stories" in run("index", ".", "--no-enrich").output


def test_extract_leaves_no_memory_in_a_folder_of_others(tmp_path: Path, stories: Path) -> None:
    write(tmp_path / "home", "01.txt")
    result = run("extract", stories / "one.txt", "--index", tmp_path / "home")
    assert result.exit_code == 0, result.output
    assert everything(tmp_path / "home") == {"01.txt": TEXT}
