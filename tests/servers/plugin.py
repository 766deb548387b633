"""What tests ask for: a cluster that a session shares, one whose nodes can be killed, and which engines ran.

A test that needs a server bears the mark `opensearch(major)`; where that can't run it is skipped, with what to do.
SEARCHAPP_TEST_OPENSEARCH names a server that runs already and is asked instead.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.servers.cluster import Cluster, ServerFailed, owner, version
from tests.servers.releases import RELEASES, Release, missing

RUNNING = "SEARCHAPP_TEST_OPENSEARCH"
ENGINE = "engine"
"""The property of a test's report that names its engine."""


@pytest.fixture(scope="session")
def opensearch(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Gives the address of a cluster by its major, which is started once in a session, for all of its workers."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return cache(lambda major: os.environ.get(RUNNING) or _shared(RELEASES[major], folder))


@pytest.fixture
def three_nodes(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of the first release with a process a node, for this test alone."""
    cluster = Cluster(RELEASES["2"], tmp_path / "nodes", owner=owner(), apart=True)
    try:
        cluster.wait_until_green()
        yield cluster
    finally:
        cluster.close()


def _shared(release: Release, folder: Path) -> str:
    """The address of the one cluster of a release in a folder; whoever comes first starts it, others wait."""
    note = folder / f"opensearch-{release.major}.json"
    with note.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text(json.dumps(_started(release, folder / f"opensearch-{release.major}")))
        url, failure = json.loads(note.read_text())
    if failure:
        raise ServerFailed(failure)
    return url


def _started(release: Release, folder: Path) -> tuple[str, str]:
    """The address of a new cluster, or why there is none."""
    cluster = Cluster(release, folder, owner=owner())
    try:
        cluster.wait_until_green()
    except ServerFailed as error:
        cluster.close()
        return "", str(error)
    return cluster.urls[0], ""


@cache
def _why_not(major: str) -> str:
    """Why no server of this major can be asked here; "" where one can."""
    url = os.environ.get(RUNNING)
    if not url:
        return missing(RELEASES[major])
    running = version(url)
    return "" if running.split(".")[0] == major else f"{RUNNING} names a server of release {running}"


def pytest_runtest_setup(item: pytest.Item) -> None:
    engine = getattr(getattr(item, "cls", None), "engine", "")
    for mark in item.iter_markers("opensearch"):
        engine = f"opensearch {RELEASES[mark.args[0]].name}"
        if reason := _why_not(mark.args[0]):
            item.user_properties.append((ENGINE, engine))
            pytest.skip(f"{engine}: {reason}")
    if engine:
        item.user_properties.append((ENGINE, engine))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    ran: dict[str, Counter[str]] = {}
    reasons: dict[str, set[str]] = {}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.getreports(outcome):
            for engine in (value for key, value in report.user_properties if key == ENGINE):
                ran.setdefault(engine, Counter())[outcome] += 1
                if outcome == "skipped":
                    reasons.setdefault(engine, set()).add(report.longrepr[2])
    if not ran:
        return
    terminalreporter.section("engines")
    for engine, outcomes in ran.items():
        told = ", ".join(f"{n} {outcome}" for outcome, n in outcomes.items())
        only_skipped = outcomes.keys() == {"skipped"}
        terminalreporter.line(f"{engine}: {'NOT RUN: ' + '; '.join(reasons[engine]) if only_skipped else told}")
    for name in (f"opensearch {release.name}" for release in RELEASES.values()):
        if name not in ran:
            terminalreporter.line(f"{name}: not asked; its tests bear the mark ci")
