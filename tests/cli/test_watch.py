"""`index --watch` as it runs beside a newsroom's work: real folders, a real process, real signals."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

LONG = 60.0


class Running:
    """The command at work, and what it printed so far."""

    def __init__(self, place: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "searchapp", "index", *words, "--watch", "--no-enrich"],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.out: list[str] = []
        self.err: list[str] = []
        for pipe, lines in ((self.process.stdout, self.out), (self.process.stderr, self.err)):
            assert pipe is not None
            threading.Thread(target=lambda pipe=pipe, lines=lines: lines.extend(pipe), daemon=True).start()

    @property
    def runs(self) -> list[str]:
        """The lines that tell of a run, one each."""
        return [line for line in self.out if " unchanged, " in line]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds of what was printed."""
        end = time.monotonic() + LONG
        while not holds():
            assert time.monotonic() < end, (self.out, self.err)
            assert self.process.poll() is None, (self.out, self.err)
            time.sleep(0.05)

    def until_watching(self) -> None:
        """Wait until the first run is over."""
        self.until(lambda: any(line.startswith("Watching") for line in self.err))

    def end(self, by: int) -> int:
        """End it by a signal; gives its exit code."""
        self.process.send_signal(by)
        return self.process.wait(LONG)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    begun: list[Running] = []

    def begin(*words: str) -> Running:
        begun.append(Running(tmp_path, *words))
        return begun[-1]

    yield begin
    for running in begun:
        running.process.kill()
        running.process.wait()


def numbers(line: str) -> list[int]:
    """New, changed, unchanged and removed stories of a line that tells of a run."""
    found = re.search(r"\((\d+) new, (\d+) changed, (\d+) unchanged, (\d+) removed\)", line)
    assert found, line
    return [int(n) for n in found.groups()]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_what_changes_is_indexed_a_line_a_run_until_it_is_told_to_end(
    tmp_path: Path, start: Callable[..., Running], by: int
) -> None:
    stories = tmp_path / "stories"
    stories.mkdir()
    (stories / "one.txt").write_text("The vote was close.")
    (stories / "scan.tiff").write_bytes(b"II")
    running = start("stories")
    running.until_watching()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "two.txt").write_text("It rained in May.")
    (tmp_path / "more" / "three.txt").write_text("It snowed in June.")
    (tmp_path / "more").rename(stories / "more")
    running.until(lambda: len(running.runs) == 2)
    (stories / "one.txt").unlink()
    running.until(lambda: len(running.runs) == 3)
    assert running.end(by) == 0
    assert [numbers(line) for line in running.runs] == [[1, 0, 0, 0], [2, 0, 1, 0], [0, 0, 2, 1]]
    assert sum("1 file of another kind was left out" in line for line in running.err) == 1
    assert any("Stopping" in line for line in running.err)


@pytest.mark.ci
def test_its_own_folders_below_what_is_watched_set_nothing_off(
    tmp_path: Path, start: Callable[..., Running]
) -> None:
    (tmp_path / "one.txt").write_text("The vote was close.")
    running = start(".")
    running.until_watching()
    (tmp_path / "two.txt").write_text("It rained in May.")
    running.until(lambda: len(running.runs) == 2)
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "names.yaml").write_text("[]\n")
    (tmp_path / "three.txt").write_text("It snowed in June.")
    running.until(lambda: len(running.runs) == 3)
    time.sleep(2.5)
    assert len(running.runs) == 3
    assert running.end(signal.SIGTERM) == 0


@pytest.mark.ci
def test_a_folder_that_is_away_for_a_while_is_said_and_waited_for(
    tmp_path: Path, start: Callable[..., Running]
) -> None:
    stories = tmp_path / "stories"
    stories.mkdir()
    (stories / "one.txt").write_text("The vote was close.")
    running = start("stories")
    running.until_watching()
    stories.rename(tmp_path / "away")
    running.until(lambda: any("there is no such file or folder" in line for line in running.err))
    (tmp_path / "away").rename(stories)
    running.until(lambda: len(running.runs) == 2)
    assert numbers(running.runs[1]) == [0, 0, 1, 0]
    assert running.end(signal.SIGTERM) == 0


def test_without_stories_there_is_nothing_to_watch(tmp_path: Path, start: Callable[..., Running]) -> None:
    running = start("nowhere")
    assert running.process.wait(LONG) == 1
