"""How far a run is, told to whoever watches: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios

import pytest

from searchapp.cli.progress import progress_bar

SLOW = "finding names and statements"


def test_where_there_is_no_terminal_a_line_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar(every=0) as tell:
        tell(SLOW, 0, 1200)
        tell(SLOW, 300, 1200)
        tell("publishing", 0, 0)
    first, second = capsys.readouterr().err.splitlines()
    assert first == f"{SLOW}: 0 of 1,200"
    assert second == f"{SLOW}: 300 of 1,200, about a minute left"


def test_lines_come_only_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar(every=3600) as tell:
        for done in range(1000):
            tell(SLOW, done, 1000)
    assert capsys.readouterr().err == ""


def test_a_terminal_shows_the_slow_part_with_the_time_left() -> None:
    """The bar of a real terminal, read from its other end."""
    program = (
        "import time\nfrom searchapp.cli.progress import progress_bar\n"
        f"with progress_bar() as tell:\n    for n in range(8):\n        tell({SLOW!r}, n, 8)\n"
        "        time.sleep(0.15)"
    )
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    with subprocess.Popen([sys.executable, "-c", program], stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # the terminal's other end was closed
                break
            if not more:
                break
            shown += more
        assert process.wait() == 0
    os.close(ours)
    text = shown.decode()
    assert f"{SLOW}:" in text
    assert "/8 [00:0" in text
    assert "<00:0" in text
