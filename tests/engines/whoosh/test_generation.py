"""Publishing, and what happens when it goes wrong: the last good index answers, and messages say what to do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.decisions import Decisions
from searchapp.engines import current_generation, in_folder, open_builder, open_index, verify
from searchapp.engines.versions import analysis_versions
from searchapp.engines.whoosh.disk import generation
from searchapp.engines.whoosh.disk.pointer import write_pointer
from searchapp.engines.whoosh.layout import SCHEMA_VERSION
from searchapp.errors import IndexLocked, IndexMissing, IndexRefused
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from searchapp.records import records
from tests.conftest import ROOT, fill
from tests.stories import random_archive, story


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "index", [story("a", "foreign fighters"), story("b", "buses")])
    return tmp_path / "index"


def total(folder: Path) -> int:
    index = open_index(in_folder(folder))
    try:
        return index.count(SearchRequest())
    finally:
        index.close()


def rewrite(folder: Path, *, without: str = "", **changes: object) -> None:
    """Publish the manifest that answers with other values."""
    current = current_generation(in_folder(folder))
    assert current
    path = folder / current / "manifest.json"
    row = {**json.loads(path.read_text()), **changes}
    row.pop(without, None)
    path.write_text(json.dumps(row))
    write_pointer(folder, current, path.read_bytes())


def test_no_index_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="searchapp index") as caught:
        open_index(in_folder(tmp_path / "none"))
    assert str(tmp_path / "none") in caught.value.message


def test_a_build_shows_only_when_it_is_published(folder: Path) -> None:
    before = current_generation(in_folder(folder))
    with open_builder(in_folder(folder), enrichment="test") as builder:
        builder.add(records(story("c", "more")), fingerprint="c")
        assert total(folder) == 2
        builder.publish()
    assert total(folder) == 3
    assert current_generation(in_folder(folder)) != before


def test_a_failed_build_leaves_nothing(folder: Path) -> None:
    before = current_generation(in_folder(folder))

    def build() -> None:
        with open_builder(in_folder(folder), enrichment="test") as builder:
            builder.add(records(story("c", "more")), fingerprint="c")
            raise RuntimeError("disk on fire")

    with pytest.raises(RuntimeError, match="disk"):
        build()
    assert current_generation(in_folder(folder)) == before
    assert total(folder) == 2
    assert not list(folder.glob("building-*"))
    with open_builder(in_folder(folder), enrichment="test"):
        pass


def test_an_open_index_answers_on_while_others_publish(folder: Path) -> None:
    index = open_index(in_folder(folder))
    for i in range(4):
        fill(folder, [story(f"n{i}", "more foreign fighters")])
        assert index.count(SearchRequest()) == 2
        assert index.search(SearchRequest()).hits[0].title == ()
    assert total(folder) == 6
    assert len(list(folder.glob("0*"))) == 2
    index.close()


def test_a_closed_index_lets_go_of_its_files(folder: Path) -> None:
    def mapped() -> int:
        return Path("/proc/self/maps").read_text().count(f"{folder}/")

    index = open_index(in_folder(folder))
    named = index.with_decisions(Decisions(Authority((Entry("r", "place", "Raqqa", ("Raqqah",)),))))
    kept = [i.search(SearchRequest(parse("foreign"))) for i in (index, named)]
    assert mapped() > 0
    index.close()
    assert mapped() == 0
    assert [r.total for r in kept] == [1, 1]


def test_readers_that_open_while_others_publish_never_fail(folder: Path) -> None:
    stop, failures, opened = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            try:
                opened.append(total(folder))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for i in range(8):
        fill(folder, [story(f"n{i}", "more")])
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert max(opened) > 2


def test_two_writers_are_refused(folder: Path) -> None:
    with open_builder(in_folder(folder), enrichment="test"), pytest.raises(IndexLocked, match="Wait until"):
        open_builder(in_folder(folder), enrichment="test")


def test_nothing_new_publishes_nothing(folder: Path) -> None:
    before = current_generation(in_folder(folder))
    with open_builder(in_folder(folder), enrichment="test") as builder:
        assert builder.publish().stories == 2
    assert current_generation(in_folder(folder)) == before


def test_rebuild_starts_from_nothing_even_over_a_refused_index(folder: Path) -> None:
    manifest = next(folder.glob("0*/manifest.json"))
    manifest.write_text("{}")
    with pytest.raises(IndexRefused):
        open_builder(in_folder(folder), enrichment="test")
    fill(folder, [story("new", "only")], rebuild=True)
    assert total(folder) == 1


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("schema", "0", "schema"),
        ("records", "0", "records"),
        ("analysis", "0", "tokens"),
        ("analysis", {"en": analysis_versions()["en"]}, "tokens"),
        ("analysis", {**analysis_versions(), "ar": "0"}, "tokens"),
        ("engine", "other", "engine"),
        ("facets", ["outlet"], "facets"),
    ],
)
def test_another_version_is_refused_with_the_remedy(folder: Path, key: str, value: object, said: str) -> None:
    rewrite(folder, **{key: value})
    with pytest.raises(IndexRefused, match=f"version: {said} .*, this program's") as caught:
        open_index(in_folder(folder))
    assert "--rebuild" in caught.value.hint


def test_the_manifest_has_the_version_of_each_language(folder: Path) -> None:
    recorded = json.loads(next(folder.glob("0*/manifest.json")).read_text())["analysis"]
    assert recorded == analysis_versions()
    assert list(recorded) == ["en", "ar"]


def test_an_index_from_before_segments_were_listed_is_another_version_s(folder: Path) -> None:
    rewrite(folder, schema="2", without="segments")
    (folder / "CURRENT").write_text(f"{current_generation(in_folder(folder))}\n")
    with pytest.raises(IndexRefused, match=rf"schema '2', this program's '{SCHEMA_VERSION}'"):
        open_index(in_folder(folder))


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ('"stories": 2', '"stories": 3'),
        ('"statements": 0', '"statements": 1'),
        ('"enrichment": "test"', '"enrichment": "best"'),
        ('"built": "20', '"built": "19'),
        ('"records": "', '"records": "9'),
        ('"engine"', ' "engine"'),
    ],
)
def test_a_manifest_that_was_altered_is_refused(folder: Path, there: str, instead: str) -> None:
    path = next(folder.glob("0*/manifest.json"))
    good = path.read_text()
    assert there in good
    path.write_text(good.replace(there, instead, 1))
    with pytest.raises(IndexRefused, match=r"manifest\.json has changed since it was built") as caught:
        open_index(in_folder(folder))
    assert "--rebuild" in caught.value.hint
    with pytest.raises(IndexRefused, match="has changed"):
        verify(in_folder(folder))
    with pytest.raises(IndexRefused, match="has changed"):
        open_builder(in_folder(folder), enrichment="test")


@pytest.mark.parametrize("name", ["stories.json", "columns/archive.bin", "_MAIN_1.toc", '"files"', '"engine"'])
def test_an_index_whose_manifest_is_damaged_can_be_built_anew(folder: Path, name: str) -> None:
    path = next(folder.glob("0*/manifest.json"))
    path.write_text(path.read_text().replace(name, name.replace("e", "x", 1) if "e" in name else f"x{name}"))
    with pytest.raises(IndexRefused, match="has changed") as caught:
        open_index(in_folder(folder))
    assert "--rebuild" in caught.value.hint
    fill(folder, [story("new", "only")], rebuild=True)
    assert total(folder) == 1


def test_a_pointer_cut_short_or_altered_anywhere_is_refused(folder: Path) -> None:
    path = folder / "CURRENT"
    good = path.read_bytes()
    for end in range(len(good)):
        path.write_bytes(good[:end])
        with pytest.raises(IndexRefused, match=r"CURRENT .*cut short"):
            open_index(in_folder(folder))
    for at in range(len(good)):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        with pytest.raises(IndexRefused):
            open_index(in_folder(folder))
    path.write_bytes(good)
    assert total(folder) == 2


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_one_byte_flipped_in_any_file_is_found(folder: Path, share: float) -> None:
    current = current_generation(in_folder(folder))
    assert current
    files = [p for p in sorted((folder / current).rglob("*")) if p.is_file() and p.name != "manifest.json"]
    assert {p.name for p in files} >= {"archive.bin", "stories.json", "_MAIN_1.toc"}
    for path in files:
        good = path.read_bytes()
        at = round(share * (len(good) - 1))
        path.write_bytes(good[:at] + bytes([good[at] ^ 1 if good else 1]) + good[at + 1 :])
        name = path.relative_to(folder / current).as_posix()
        assert verify(in_folder(folder)) == [f"{name} has changed since it was built"]
        path.write_bytes(good)
    assert verify(in_folder(folder)) == []


def test_altered_columns_are_refused_when_they_are_read(folder: Path) -> None:
    current, resolving = current_generation(in_folder(folder)), Decisions(resolving=True)
    assert current
    for path in sorted((folder / current / "columns").iterdir()):
        good = path.read_bytes()
        path.write_bytes(bytes([good[0] ^ 1]) + good[1:])
        with pytest.raises(IndexRefused, match="has changed") as caught:
            open_index(in_folder(folder)).with_decisions(resolving).search(SearchRequest(parse("foreign")))
        assert "--rebuild" in caught.value.hint
        path.write_bytes(good[:-1])
        with pytest.raises(IndexRefused):
            open_index(in_folder(folder)).search(SearchRequest(parse("foreign")))
        path.write_bytes(good)
    assert open_index(in_folder(folder)).count(SearchRequest(parse("foreign"))) == 1


def test_a_builder_does_not_go_on_from_altered_fingerprints(folder: Path) -> None:
    path = next(folder.glob("0*/stories.json"))
    path.write_text(path.read_text().replace("a", "b"))
    with pytest.raises(IndexRefused, match=r"stories\.json has changed"):
        open_builder(in_folder(folder), enrichment="test")


def test_a_file_put_in_or_taken_out_is_found(folder: Path) -> None:
    current = current_generation(in_folder(folder))
    assert current
    extra = folder / current / "_MAIN_9.toc"
    extra.write_bytes(b"cos\nsystem\n")
    with pytest.raises(IndexRefused, match="was not there"):
        open_index(in_folder(folder))
    extra.unlink()
    (folder / current / "stories.json").unlink()
    with pytest.raises(IndexRefused, match="missing"):
        open_index(in_folder(folder))


@pytest.mark.parametrize("right", [0o020, 0o002])
@pytest.mark.parametrize(
    "name", [".", "CURRENT", "0*", "0*/manifest.json", "0*/columns", "0*/columns/*", "0*/stories.json"]
)
def test_an_index_that_others_may_write_is_refused_with_what_mends_it(folder: Path, name: str, right: int) -> None:
    path = next(folder.glob(name)) if name != "." else folder
    path.chmod(path.stat().st_mode | right)
    for opened in (open_index, lambda place: open_builder(place, enrichment="test")):
        with pytest.raises(IndexRefused, match=r"can be written by (every user|other users)") as caught:
            opened(in_folder(folder))
        assert caught.value.hint == f"Take that right away: chmod -R go-w {folder}"
    subprocess.run(["chmod", "-R", "go-w", folder], check=True)
    assert total(folder) == 2


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o077])
def test_its_own_index_is_never_refused_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        (tmp_path / "made").mkdir()
        for folder in (tmp_path / "made", tmp_path / "new" / "index"):
            for i in range(3):
                fill(folder, [story(f"n{i}", "more")])
            assert total(folder) == 3
            current = current_generation(in_folder(folder))
            assert current
            modes = {p.stat().st_mode & 0o777 for p in folder.rglob("*")}
            assert modes == ({0o600, 0o700} if mask == 0o077 else {0o644, 0o755})
    finally:
        os.umask(before)


@pytest.mark.parametrize("pointer", ["", "\n", "../../etc\n", "000001-abcdef\x00\n", "ü\n", "000001-abcdef 12\n"])
def test_a_broken_pointer_is_refused(folder: Path, pointer: str) -> None:
    (folder / "CURRENT").write_text(pointer, encoding="utf-8")
    with pytest.raises(IndexRefused, match="CURRENT"):
        open_index(in_folder(folder))


def test_a_refused_builder_lets_go_of_the_lock_and_a_broken_pointer_can_be_rebuilt(folder: Path) -> None:
    (folder / "CURRENT").write_text("?")
    with pytest.raises(IndexRefused) as caught:
        open_builder(in_folder(folder), enrichment="test")
    assert caught.value.__traceback__  # which still holds the builder that was not finished
    fill(folder, [story("new", "only")], rebuild=True)
    assert total(folder) == 1
    assert current_generation(in_folder(folder))[:6] == "000002"  # type: ignore[index]


@pytest.mark.ci
def test_kill_9_at_any_moment_leaves_the_last_good_index(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    fill(folder, [story("first", "foreign fighters")])
    script = (
        "import sys; from pathlib import Path; from tests.conftest import fill;"
        "from tests.stories import random_archive;"
        "fill(Path(sys.argv[1]), random_archive(60, int(sys.argv[2])))"
    )
    published = 0
    for i in range(12):
        child = subprocess.Popen([sys.executable, "-W", "ignore", "-c", script, str(folder), str(i)], cwd=ROOT)
        time.sleep(0.25 + i * 0.05)
        child.send_signal(signal.SIGKILL)
        child.wait()
        found = total(folder)
        assert found in (1, 61)
        assert verify(in_folder(folder)) == []
        published += found == 61
    fill(folder, random_archive(60))
    assert total(folder) == 61


def test_an_index_of_another_user_is_refused(folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    os.chown(folder, 12345, 12345)
    with pytest.raises(IndexRefused, match="another user"):
        open_index(in_folder(folder))


def test_status_says_what_is_there(folder: Path) -> None:
    index = open_index(in_folder(folder))
    found = index.status()
    index.close()
    assert (found.stories, found.statements, found.enrichment, found.engine) == (2, 0, "test", "whoosh")
    assert found.generation == current_generation(in_folder(folder))
    assert found.size > 1000


def test_hard_links_share_unchanged_files(folder: Path) -> None:
    fill(folder, [story("c", "more")])
    current = current_generation(in_folder(folder))
    assert current
    linked = [p for p in (folder / current).rglob("*") if p.is_file() and p.stat().st_nlink > 1]
    assert {p.suffix for p in linked} == {".bin", ".col", ".pst", ".trm"}
    assert generation.checked_manifest(folder).stories == 3
