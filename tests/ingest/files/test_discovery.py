"""Finding sources: what is taken, in which order, and what is refused and said."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from searchapp.ingest import BY_SUFFIX, FORMATS, Discovered, Failure, LeftOut, Source, find_sources, read_source
from searchapp.model import Story
from tests.rights import permissions_hold

TEXT = "The ferry sailed again on Sunday.\n"


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)


def names(*paths: Path) -> list[str]:
    found = find_sources(paths)
    assert found.failures == []
    return [source.name for source in found.sources]


def test_every_format_is_read_plain_and_compressed() -> None:
    plain = {suffix for row in FORMATS for suffix in row.suffixes}
    assert plain >= {".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".zip", ".tar"}
    assert set(BY_SUFFIX) == plain | {f"{suffix}.gz" for suffix in plain}


def test_a_folder_is_searched_through_in_the_order_of_names(archive: Path) -> None:
    fill(archive, "b/two.txt", "b/one.html", "a.jsonl.gz", "c.MD", "b/deeper/still/x.ndjson")
    assert names(archive) == ["a.jsonl.gz", "b/deeper/still/x.ndjson", "b/one.html", "b/two.txt", "c.MD"]


def test_what_is_no_story_is_passed_over(archive: Path) -> None:
    fill(archive, "story.txt", "story.txt.meta.json", "story.meta.json", "README.md", "README", "readme.txt")
    fill(archive, "CHANGELOG.md", "LICENSE.txt", "picture.png", "notes", ".hidden.txt", ".git/config.txt", "x.gz")
    assert names(archive) == ["story.txt"]


def test_a_file_that_is_named_is_read_whatever_it_is_called(archive: Path) -> None:
    fill(archive, "README.txt", ".hidden.txt")
    assert names(archive / "README.txt", archive / ".hidden.txt") == ["README.txt", ".hidden.txt"]


def test_an_unknown_format_is_a_failure_only_when_named(archive: Path) -> None:
    fill(archive, "story.xyz")
    assert find_sources([archive]) == Discovered([], [], [LeftOut("story.xyz", "kind", ".xyz")])
    found = find_sources([archive / "story.xyz"])
    (failure,) = found.failures
    assert (found.sources, found.left_out) == ([], [])
    assert failure.name == str(archive / "story.xyz")
    assert failure.reason.startswith("not a kind of file that can be read; .")


def test_a_path_that_is_not_there_is_a_failure(archive: Path) -> None:
    missing = archive / "nowhere"
    assert find_sources([missing]).failures == [Failure(str(missing), "", "there is no such file or folder")]


def test_an_impossible_path_is_a_failure() -> None:
    (failure,) = find_sources([Path("a\0b.txt")]).failures
    assert failure.name == "a\\x00b.txt"
    assert "null" in failure.reason


def test_a_file_reached_twice_counts_once(archive: Path) -> None:
    fill(archive, "a/x.txt")
    assert names(archive, archive / "a", archive / "a" / "x.txt") == ["a/x.txt"]


def test_two_archives_with_the_same_names_stay_apart(archive: Path) -> None:
    fill(archive, "2016/x.txt", "2017/x.txt", "old/2017/x.txt")
    found = names(archive / "2016", archive / "2017", archive / "old" / "2017")
    assert found == ["x.txt", "2017/x.txt", "2/2017/x.txt"]


def test_a_relative_path_and_dots_give_the_same_names(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(archive, "a/x.txt")
    monkeypatch.chdir(archive)
    assert names(Path(".")) == names(Path("a/..")) == ["a/x.txt"]


def test_a_file_called_like_an_option(archive: Path) -> None:
    fill(archive, "--help.txt")
    (source,) = find_sources([archive]).sources
    (story,) = read_source(source)
    assert isinstance(story, Story)
    assert (story.source, story.id[:5]) == ("--help.txt", "help-")


def test_a_name_of_255_bytes(archive: Path) -> None:
    name = "n" * 251 + ".txt"
    fill(archive, name)
    (source,) = find_sources([archive]).sources
    (story,) = read_source(source)
    assert isinstance(story, Story)
    assert (story.source, story.text) == (name, TEXT.strip())
    assert len(story.id) == 71


def test_names_that_are_not_utf8_are_spelled_out_and_stay_apart(archive: Path) -> None:
    try:
        for byte in (b"\xe8", b"\xe9"):
            with open(os.fsencode(archive) + b"/caf" + byte + b".txt", "w") as file:
                file.write(TEXT)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    sources = find_sources([archive]).sources
    assert [s.name for s in sources] == ["caf\\xe8.txt", "caf\\xe9.txt"]
    found = [story for source in sources for story in read_source(source)]
    assert [s.text for s in found if isinstance(s, Story)] == [TEXT.strip()] * 2


def test_a_name_can_not_steer_a_terminal(archive: Path) -> None:
    fill(archive, "a\x1b[2J\n\u202etxt.txt")
    assert names(archive) == ["a\\x1b[2J\\n\\u202etxt.txt"]


def test_a_link_that_leaves_the_archive_is_reported_not_followed(archive: Path, tmp_path: Path) -> None:
    fill(tmp_path, "secret/passwords.txt")
    fill(archive, "story.txt")
    (archive / "out.txt").symlink_to(tmp_path / "secret" / "passwords.txt")
    (archive / "outside").symlink_to(tmp_path / "secret")
    (archive / "nowhere.txt").symlink_to("missing.txt")
    (archive / "loop.txt").symlink_to("loop.txt")
    found = find_sources([archive])
    sources, failures = found.sources, found.failures
    assert [s.name for s in sources] == ["story.txt"]
    assert failures == [
        Failure("loop.txt", "", "a link that leads nowhere"),
        Failure("nowhere.txt", "", "a link that leads nowhere"),
        Failure("out.txt", "", "a link that leads out of the archive is not followed"),
        Failure("outside", "", "a link that leads out of the archive is not followed"),
    ]


def test_a_file_swapped_for_a_link_after_it_was_found_is_not_followed(archive: Path, tmp_path: Path) -> None:
    fill(tmp_path, "secret.txt")
    fill(archive, "story.txt")
    (source,) = find_sources([archive]).sources
    source.path.unlink()
    source.path.symlink_to(tmp_path / "secret.txt")
    (failure,) = read_source(source)
    assert failure == Failure("story.txt", "", "a link that leads out of the archive, or nowhere, is not followed")


def test_links_within_the_archive_add_only_what_is_not_found_otherwise(archive: Path) -> None:
    fill(archive, "a/x.txt", ".store/9f.txt")
    (archive / "again.txt").symlink_to("a/x.txt")
    (archive / "kept.txt").symlink_to(".store/9f.txt")
    (archive / "a" / "up").symlink_to("..")
    found = find_sources([archive])
    sources, failures = found.sources, found.failures
    assert ([s.name for s in sources], failures) == (["a/x.txt", "kept.txt"], [])
    (story,) = read_source(sources[1])
    assert isinstance(story, Story)


def test_a_link_that_is_named_is_followed(archive: Path, tmp_path: Path) -> None:
    fill(tmp_path, "elsewhere/x.txt")
    (archive / "in").symlink_to(tmp_path / "elsewhere")
    (archive / "x.txt").symlink_to(tmp_path / "elsewhere" / "x.txt")
    assert names(archive / "in") == ["x.txt"]
    (source,) = find_sources([archive / "x.txt"]).sources
    assert isinstance(next(iter(read_source(source))), Story)


def test_pipes_and_sockets_are_reported_and_do_not_block(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(archive / "pipe.txt")
    monkeypatch.chdir(archive)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("wire.txt")
        found = find_sources([archive])
        sources, failures = found.sources, found.failures
    why = "not a regular file (a pipe, a socket or a device)"
    assert (sources, failures) == ([], [Failure("pipe.txt", "", why), Failure("wire.txt", "", why)])
    assert find_sources([archive / "pipe.txt"]).failures == [Failure(str(archive / "pipe.txt"), "", why)]
    assert list(read_source(Source(archive / "pipe.txt", "pipe.txt"))) == [Failure("pipe.txt", "", why)]


def test_a_device_is_refused() -> None:
    assert (
        find_sources([Path("/dev/zero")]).failures[0].reason == "not a regular file (a pipe, a socket or a device)"
    )
    (failure,) = read_source(Source(Path("/dev/zero"), "zero.txt"))
    assert isinstance(failure, Failure)
    assert failure.reason == "not a regular file (a pipe, a socket or a device)"


def test_a_file_that_vanishes_between_finding_and_reading(archive: Path) -> None:
    for name in ("a.txt", "a.html", "a.jsonl", "a.txt.gz"):
        fill(archive, name)
    sources = find_sources([archive]).sources
    shutil.rmtree(archive)
    found = [failure for source in sources for failure in read_source(source)]
    assert found == [Failure(s.name, "", "the file is no longer there") for s in sources]
    assert len(found) == 4


def test_a_file_that_may_not_be_read(archive: Path) -> None:
    fill(archive, "closed.txt", "shut/in.txt")
    (archive / "closed.txt").chmod(0)
    (archive / "shut").chmod(0)
    why = "permission denied: the file may not be read"
    try:
        with permissions_hold():
            found = find_sources([archive])
            assert found.failures == [Failure("shut", "", why)]
            assert list(read_source(found.sources[0])) == [Failure("closed.txt", "", why)]
    finally:
        (archive / "shut").chmod(0o700)


def test_a_source_of_an_unknown_format_is_a_failure() -> None:
    assert list(read_source(Source(Path("x.pdf"), "x.pdf"))) == [
        Failure("x.pdf", "", "not a kind of file that can be read")
    ]


def test_ids_stay_when_the_archive_moves(archive: Path, tmp_path: Path) -> None:
    fill(archive, "gulf/day-two.txt", "gulf/day-three.txt")
    (archive / "wire.jsonl").write_text('{"text": "First."}\n{"text": "Second.", "title": "Two"}\n')
    before = [
        s.id for source in find_sources([archive]).sources for s in read_source(source) if isinstance(s, Story)
    ]
    shutil.move(archive, tmp_path / "moved")
    after = [
        s.id
        for source in find_sources([tmp_path / "moved"]).sources
        for s in read_source(source)
        if isinstance(s, Story)
    ]
    assert before == after
    assert before == ["day-three-4e95b56056", "day-two-b2ae8d9f4e", "story-a21c533510", "two-fb4ec27515"]
