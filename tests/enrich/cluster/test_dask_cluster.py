"""A real cluster of two workers on this machine: what it finds, and that nothing is lost when workers fail."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from searchapp.enrich import DEFAULT_MODEL, Enricher
from searchapp.enrich.cluster import Found, open_cluster
from searchapp.enrich.run.memory import unpacked
from searchapp.errors import ClusterError
from searchapp.model import Story
from searchapp.provenance import STOPPED, Doubt
from tests.conftest import ROOT
from tests.enrich.cluster.ferries import ENDS, RAISES, ferries, poisoned
from tests.enrich.cluster.running import distributed, workers

pytestmark = [pytest.mark.ci, pytest.mark.xdist_group("cluster")]

FAILING = f"""
import os
from searchapp.enrich.models.spacy_model import SpacyModel
def failing(self, texts):
    if any("{ENDS}" in text for text in texts):
        os._exit(1)
    if any("{RAISES}" in text for text in texts):
        raise ValueError("no such town")
    return self.whole(texts)
if not hasattr(SpacyModel, "whole"):  # a worker may run this twice
    SpacyModel.whole, SpacyModel.names = SpacyModel.names, failing
"""
OTHER = 'import searchapp.enrich.run.workers as w; w.ENRICHMENT_VERSION = "0"'
WITHOUT = 'import sys; sys.modules["searchapp"] = None'


@pytest.fixture(scope="module")
def two() -> Iterator[Any]:
    with workers(2, FAILING) as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchapp.enrich.cluster.dask_cluster.SHARD_CHARS", 1_500)


def found_by(
    cluster: Any, stories: list[Story], *, each: Callable[[int], object] = lambda n: None
) -> dict[str, Found]:
    """What a cluster finds, by story; `each` is called with the number of shards that have come back."""
    with open_cluster(cluster.scheduler_address, DEFAULT_MODEL) as opened:
        found: dict[str, Found] = {}
        for n, shard in enumerate(opened.find(stories, stop=lambda: False), 1):
            each(n)
            found |= {one.story.id: one for one in shard}
        return found


def as_found(stories: list[Story], found: dict[str, Found]) -> list[Story]:
    """The stories with what was found in them; each was looked through."""
    assert [(one.story.id, one.put_aside) for one in found.values() if one.put_aside] == []
    assert len(found) == len(stories)
    return [unpacked(story, found[story.id].body) for story in stories]


def test_two_workers_find_what_is_found_here_story_by_story(two: Any, enricher: Enricher) -> None:
    stories = ferries(60)
    assert as_found(stories, found_by(two, stories)) == list(enricher.pipe(stories))


def test_a_worker_that_is_killed_loses_nothing(two: Any, enricher: Enricher) -> None:
    stories = ferries(60)

    def kill(shards: int) -> None:
        if shards == 2:
            with distributed.Client(two, set_as_default=False) as client:
                os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    assert as_found(stories, found_by(two, stories, each=kill)) == list(enricher.pipe(stories))


@pytest.mark.parametrize(
    ("town", "why"), [(RAISES, "the program fails on it (ValueError: no such town)"), (ENDS, "the workers that")]
)
def test_a_story_on_which_workers_fail_is_put_aside_alone(
    two: Any, enricher: Enricher, town: str, why: str
) -> None:
    good, bad = ferries(6), poisoned(town)
    found = found_by(two, [*good[:2], bad, *good[2:]])
    aside = found.pop(bad.id)
    assert aside.put_aside.startswith(why)
    assert unpacked(bad, aside.body).doubts == (Doubt(STOPPED, 0),)
    assert as_found(good, found) == list(enricher.pipe(good))


def test_what_is_under_way_is_dropped_when_it_is_to_stop(two: Any) -> None:
    with open_cluster(two.scheduler_address, DEFAULT_MODEL) as opened:
        seen: list[Found] = []
        for shard in opened.find(ferries(60), stop=lambda: bool(seen)):
            seen.extend(shard)
        assert 0 < len(seen) < 60
    with distributed.Client(two, set_as_default=False) as client:
        assert set(client.nthreads().values()) == {1}


@pytest.mark.parametrize(("preload", "said"), [(OTHER, r"finds by 0\+"), (WITHOUT, "can't find anything")])
def test_a_worker_with_another_program_is_named(preload: str, said: str) -> None:
    with workers(1, preload) as cluster, pytest.raises(ClusterError, match=said) as caught:
        open_cluster(cluster.scheduler_address, DEFAULT_MODEL)
    assert "Install the same searchapp there" in caught.value.hint


@pytest.mark.parametrize("preload", [OTHER, WITHOUT])
def test_one_that_comes_later_ends_the_run_and_no_story_is_blamed(preload: str, tmp_path: Path) -> None:
    (tmp_path / "preload.py").write_text(preload)
    with workers(1) as cluster, distributed.Client(cluster, set_as_default=False) as client:
        address = cluster.scheduler_address
        late = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
        started: list[subprocess.Popen[bytes]] = []

        def join(shards: int) -> None:
            if shards == 1:
                env = {**os.environ, "PYTHONPATH": str(ROOT)}
                more = ["--no-dashboard", "--preload", str(tmp_path / "preload.py")]
                quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
                started.append(subprocess.Popen([*late, *more], cwd=tmp_path, env=env, **quiet))  # type: ignore[call-overload]
                client.wait_for_workers(2)

        try:
            with pytest.raises(ClusterError, match=r"The worker tcp://127\.0\.0\.1:\d+ "):
                found_by(cluster, ferries(200), each=join)
        finally:
            for process in started:
                process.kill()
                process.wait()


def test_a_cluster_without_workers_is_said() -> None:
    with workers(0) as cluster, pytest.raises(ClusterError, match="has no workers") as caught:
        open_cluster(cluster.scheduler_address, DEFAULT_MODEL)
    assert f"dask worker {cluster.scheduler_address}" in caught.value.hint


def test_where_no_scheduler_is_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchapp.enrich.cluster.dask_cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(ClusterError, match="can't be reached"):
        open_cluster("tcp://127.0.0.1:1", DEFAULT_MODEL)


def test_a_scheduler_that_is_gone_ends_the_run() -> None:
    with workers(1) as cluster:
        opened = open_cluster(cluster.scheduler_address, DEFAULT_MODEL)
        with opened as one, closing(one.find(ferries(200), stop=lambda: False)) as shards:
            next(shards)
            cluster.close()
            with pytest.raises(ClusterError, match="is gone"):
                list(shards)
