"""SIGTERM in the middle of `index`: what was done is published, no process and no folder of the build is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.kills import left_over
from searchapp.engines import in_folder, open_index, verify
from tests.conftest import ROOT

STORIES = 20_000


def test_sigterm_publishes_what_was_done(tmp_path: Path) -> None:
    corpus, index = tmp_path / "stories.jsonl", tmp_path / "index"
    with corpus.open("w", encoding="utf-8") as f:
        f.writelines(
            json.dumps({"id": f"s{n}", "text": f"Buses left, {n} of them."}) + "\n" for n in range(STORIES)
        )
    mark = f"stop-{os.getpid()}"
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "searchapp", "index", str(corpus), "--index", str(index),
         "--no-enrich"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "SEARCHAPP_KILLED_BY": mark},
    )  # fmt: skip
    while not list(index.glob("building-*")) and child.poll() is None:
        time.sleep(0.01)
    time.sleep(0.1)
    child.send_signal(signal.SIGTERM)
    _, said = child.communicate()
    assert child.returncode == 0, said
    assert "what was done so far is published" in said
    assert "run the same command again to go on" in said
    assert not list(index.glob("building-*"))
    assert not left_over(mark)
    assert verify(in_folder(index)) == []
    assert open_index(in_folder(index)).status().stories < STORIES
