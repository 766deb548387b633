"""Servers for tests are what they say, and none is left when who asked for it is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.servers.cluster import Cluster, ServerFailed, free_ports, is_green, version
from tests.servers.releases import RELEASES, jars

pytestmark = [pytest.mark.ci, pytest.mark.xdist_group("servers")]
majors = [pytest.param(major, marks=pytest.mark.opensearch(major)) for major in RELEASES]


@pytest.mark.parametrize("major", majors)
def test_three_nodes_of_the_release_that_was_asked_for(opensearch: Callable[[str], str], major: str) -> None:
    assert version(opensearch(major)).split(".")[0] == major
    assert is_green(opensearch(major))


@pytest.mark.opensearch("2")
def test_no_server_outlives_a_session_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from tests.servers.cluster import Cluster;"
        "from tests.servers.releases import RELEASES;"
        "Cluster(RELEASES['2'], Path(sys.argv[1]), owner=os.getpid()).wait_until_green();"
        "print('green', flush=True); time.sleep(600)"
    )
    given = [sys.executable, "-c", code, str(tmp_path / "nodes")]
    with subprocess.Popen(given, cwd=ROOT, stdout=subprocess.PIPE, text=True) as session:
        assert session.stdout
        assert session.stdout.readline() == "green\n"
        assert _running(tmp_path)
        session.send_signal(signal.SIGKILL)
    while _running(tmp_path):  # the test's own time-out is what ends it else
        time.sleep(0.1)


@pytest.mark.opensearch("2")
def test_what_a_server_wrote_is_shown_where_it_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache" / "searchapp-test-servers"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    jars(RELEASES["2"]).mkdir(parents=True)
    assert folder.is_dir()
    cluster = Cluster(RELEASES["2"], tmp_path / "nodes", owner=os.getpid())
    with pytest.raises(ServerFailed, match=r"(?s)ended with 1.*package org\.codelibs.* does not exist"):
        cluster.wait_until_green()


def test_free_ports_are_apart() -> None:
    assert len(set(free_ports(6))) == 6


def _running(folder: Path) -> list[str]:
    """The processes that work in a folder."""
    found = []
    for told in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(folder).encode() in told.read_bytes() and b"Node.java" in told.read_bytes():
                found.append(told.parent.name)
        except OSError:
            continue  # it ended meanwhile
    return found
