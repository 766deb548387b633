"""Processes end with the one that started them, and one that ends by itself is said, not waited for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from benchmarks.kills import left_over
from searchapp.errors import ProcessLost
from searchapp.system.processes import Processes
from tests.conftest import ROOT

SCRIPT = """
import time, sys
from searchapp.system.processes import Processes
if __name__ == "__main__":
    helpers = Processes(2)
    first = [helpers.give(pow, n, 2) for n in range(8)]
    print(sum(map(helpers.take, first)), flush=True)
    busy = [helpers.give(time.sleep, 600) for _ in range(2)]
    time.sleep(600)
"""


def gone(mark: str, seconds: float = 30) -> bool:
    """Whether all processes with a mark end in time."""
    until = time.monotonic() + seconds
    while (left := left_over(mark)) and time.monotonic() < until:
        time.sleep(0.05)
    return not left


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_processes_end_with_their_parent_however_it_ends(
    tmp_path_factory: pytest.TempPathFactory, how: int
) -> None:
    script = tmp_path_factory.mktemp("parent") / "parent.py"
    script.write_text(SCRIPT)
    mark = f"test-{os.getpid()}-{how}"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "SEARCHAPP_KILLED_BY": mark}
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT)
    assert parent.stdout
    assert parent.stdout.readline() == "140\n"
    assert len(left_over(mark)) >= 3
    parent.send_signal(how)
    parent.wait()
    assert gone(mark)


def test_a_process_that_ends_by_itself_is_an_error_that_says_what_to_do() -> None:
    helpers = Processes(2)
    lost = helpers.give(os._exit, 9)
    with pytest.raises(ProcessLost, match="memory may have run out") as caught:
        helpers.take(lost)
    assert "--jobs 1" in caught.value.hint
    with pytest.raises(ProcessLost):
        helpers.give(pow, 2, 2)
    helpers.close()


def test_ctrl_c_does_not_reach_them() -> None:
    helpers = Processes(1)
    pid = helpers.take(helpers.give(os.getpid))
    os.kill(pid, signal.SIGINT)
    assert helpers.take(helpers.give(os.getpid)) == pid
    helpers.close()
