"""Watching folders: what counts as a change, however it comes about, and that it is waited for its end."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.observers import Observer

from searchapp.ingest.files import watching
from searchapp.ingest.files.watching import Watch
from tests.rights import permissions_hold

LONG = 20.0
"""Seconds after which a change that is to come is given up."""
SHORT = 0.6
"""Seconds for which there is to be none."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "stories"
    (place / "may").mkdir(parents=True)
    (place / "may" / "vote.txt").write_text("The vote was close.")
    return place


@contextmanager
def watched(*paths: Path, **more: object) -> Iterator[Watch]:
    with Watch(paths, quiet=0.2, **more) as watch:  # type: ignore[arg-type]
        yield watch


def changes(watch: Watch, seconds: float = LONG) -> bool:
    until = time.monotonic() + seconds
    return watch.wait(lambda: time.monotonic() > until)


def new(folder: Path) -> None:
    (folder / "june.txt").write_text("It rained.")


def grown(folder: Path) -> None:
    with (folder / "may" / "vote.txt").open("a") as file:
        file.write(" It was counted twice.")


def replaced(folder: Path) -> None:
    """As editors save: beside, hidden, then in the place of the old one."""
    beside = folder / "may" / ".vote.txt.swp"
    beside.write_text("The vote was very close.")
    beside.replace(folder / "may" / "vote.txt")


def gone(folder: Path) -> None:
    (folder / "may" / "vote.txt").unlink()


def renamed(folder: Path) -> None:
    (folder / "may" / "vote.txt").rename(folder / "vote.txt")


def folder_gone(folder: Path) -> None:
    shutil.rmtree(folder / "may")


def folder_moved_out(folder: Path) -> None:
    (folder / "may").rename(folder.parent / "elsewhere")


def folder_moved_in(folder: Path) -> None:
    outside = folder.parent / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "a.txt").write_text("Moved in.")
    outside.rename(folder / "inside")


def sidecar(folder: Path) -> None:
    (folder / "may" / "vote.txt.meta.json").write_text("{}")


ALL = [new, grown, replaced, gone, renamed, folder_gone, folder_moved_out, folder_moved_in, sidecar]


@pytest.mark.parametrize("change", ALL, ids=lambda change: change.__name__)
def test_a_change_is_noticed(folder: Path, change: Callable[[Path], None]) -> None:
    with watched(folder) as watch:
        change(folder)
        assert changes(watch)


@pytest.mark.parametrize("change", ALL, ids=lambda change: change.__name__)
def test_a_change_is_noticed_where_the_system_watches_no_more(
    folder: Path, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_watches_left(monkeypatch)
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.1)
    said: list[str] = []
    with watched(folder, say=said.append) as watch:
        assert len(said) == 1
        assert "max_user_watches" in said[0]
        change(folder)
        assert changes(watch)
        assert len(said) == 1


def no_watches_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the user had as many watches as the system gives."""

    def refuse(self: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)


def test_watches_that_run_out_later_are_noticed_with_the_next_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    with watched(folder, say=said.append) as watch:
        assert said == []
        no_watches_left(monkeypatch)
        monkeypatch.setattr(watching, "LOOK_EVERY", 0.1)
        new(folder)
        assert changes(watch)
        assert len(said) == 1
        grown(folder)
        assert changes(watch)


def test_a_folder_that_was_moved_in_is_watched_itself(folder: Path) -> None:
    with watched(folder) as watch:
        folder_moved_in(folder)
        assert changes(watch)
        (folder / "inside" / "deep" / "b.txt").write_text("Later.")
        assert changes(watch)


def test_what_is_only_read_is_no_change(folder: Path) -> None:
    with watched(folder) as watch:
        (folder / "may" / "vote.txt").read_text()
        os.listdir(folder / "may")
        assert not changes(watch, SHORT)


@pytest.mark.parametrize(
    "name", [".hidden.txt", ".git/index", "may/.vote.txt.swp", "index/0001/terms", "data/a.txt"]
)
def test_what_a_run_passes_over_is_no_change(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    own = {folder / "index", folder / "data"}
    with watched(folder, apart=lambda place: place in own) as watch:
        (folder / name).write_text("Not a story.")
        assert not changes(watch, SHORT)


def test_it_is_waited_until_a_file_has_grown(folder: Path) -> None:
    with Watch([folder], quiet=2.0) as watch:

        def copy() -> None:
            with (folder / "long.txt").open("w") as file:
                for _ in range(10):
                    file.write("More of it. ")
                    file.flush()
                    time.sleep(0.1)

        copying = threading.Thread(target=copy)
        copying.start()
        assert changes(watch)
        assert not copying.is_alive()
        assert not changes(watch, SHORT)


def test_where_there_is_never_quiet_it_is_not_waited_for_ever(folder: Path) -> None:
    ended = threading.Event()

    def write() -> None:
        while not ended.wait(0.05):
            grown(folder)

    writing = threading.Thread(target=write)
    with Watch([folder], quiet=5.0, patience=0.5) as watch:
        writing.start()
        found = [changes(watch), changes(watch)]
        ended.set()
        writing.join()
    assert found == [True, True]


def test_a_file_is_watched_with_its_sidecar_and_nothing_beside(folder: Path) -> None:
    file = folder / "may" / "vote.txt"
    with watched(file) as watch:
        (folder / "may" / "other.txt").write_text("Another story.")
        assert not changes(watch, SHORT)
        sidecar(folder)
        assert changes(watch)
        replaced(folder)
        assert changes(watch)


def test_a_folder_that_goes_and_comes_back_is_watched_again(folder: Path) -> None:
    with watched(folder) as watch:
        folder.rename(folder.parent / "away")
        assert changes(watch)
        (folder.parent / "away").rename(folder)
        assert changes(watch)
        new(folder)
        assert changes(watch)


def test_a_thread_that_ended_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [True]

    def apart(place: Path) -> bool:
        if broken:
            raise PermissionError(errno.EACCES, "no", str(place))
        return False

    monkeypatch.setattr(threading, "excepthook", lambda told: broken.clear())
    with watched(folder, apart=apart) as watch:
        new(folder)
        assert changes(watch)
        assert not broken
        grown(folder)
        assert changes(watch)


def test_a_link_to_a_folder_is_watched_where_it_leads(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    with watched(tmp_path / "link") as watch:
        new(folder)
        assert changes(watch)


def test_a_folder_that_may_not_be_looked_into_stops_nothing(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o000)
    with permissions_hold(), watched(folder) as watch:
        new(folder)
        assert changes(watch)
    (folder / "closed").chmod(0o700)


def test_it_ends_when_told_and_after_a_time(folder: Path) -> None:
    with watched(folder) as watch:
        assert not watch.wait(lambda: True)
        assert watch.wait(lambda: False, again=0.2)
