"""What comparing the stories of an archive costs: seconds of CPU and in all, peak memory; what added ones cost.

    python -m benchmarks.comparing stories.jsonl [--sizes 5000,20000] [--added 100]

So many of the stories at a time, then all of them, words only, each measured in a process of its own; `--added`
are compared with the rest once these are there.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.machine import provenance
from searchapp.archive import indexing
from searchapp.archive.open_archive import Archive
from searchapp.config import load_settings


class Cost(NamedTuple):
    """Of one run in a process of its own."""

    cpu: float
    wall: float
    megabytes: float
    pairs: int
    events: int


def main() -> None:
    """Compare stories in numbers that grow, and print a row for each."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("stories", type=Path)
    options.add_argument("--sizes", default="5000,20000", help="numbers of stories, a comma between them")
    options.add_argument("--added", type=int, default=100, help="stories that come when the others are there")
    given = options.parse_args()
    lines = [line for line in given.stories.read_text(encoding="utf-8").splitlines() if line.strip()]
    random.Random(1).shuffle(lines)
    print(provenance())
    print(f"{'stories':>16}{'s CPU':>9}{'s':>9}{'MB':>7}{'pairs':>9}{'events':>8}")
    for size in map(int, filter(None, given.sizes.split(","))):
        with tempfile.TemporaryDirectory() as folder:
            _print(f"{min(size, len(lines))}", _measured(Path(folder), lines[:size]))
    with tempfile.TemporaryDirectory() as folder:
        _print(f"{len(lines) - given.added}", _measured(Path(folder), lines[given.added :]))
        _print(f"{given.added} added", _measured(Path(folder), lines))


def _print(told: str, cost: Cost) -> None:
    row = f"{told:>16}{cost.cpu:9.1f}{cost.wall:9.1f}{cost.megabytes:7.0f}{cost.pairs:9}{cost.events:8}"
    print(row, flush=True)


def _measured(folder: Path, lines: Sequence[str]) -> Cost:
    """Index the stories, and compare those that are new, each in a fresh process."""
    (folder / "stories.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh = multiprocessing.get_context("spawn")
    for step in (_index, _compare):
        with fresh.Pool(1) as pool:
            cost = pool.apply(step, (folder,))
    assert isinstance(cost, Cost)
    return cost


def _index(folder: Path) -> None:
    settings = load_settings(flags={"index": folder / "index", "data": folder / "data"})
    indexing.build([folder / "stories.jsonl"], settings.place, enricher=None, data=settings.data)


def _compare(folder: Path) -> Cost:
    settings = load_settings(flags={"index": folder / "index", "data": folder / "data"})
    with Archive(settings) as archive, archive.lease():
        cpu, wall = time.process_time(), time.perf_counter()
        archive.compare()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        pairs = sum(1 for _ in archive.compared.all_pairs())
        return Cost(cpu, wall, peak, pairs, len(archive.compared.current()[0].events))


if __name__ == "__main__":
    main()
