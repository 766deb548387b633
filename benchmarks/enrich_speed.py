"""How fast enrichment is, start-up apart, what memory it takes, and how much faster its cache is.

    python -m benchmarks.enrich_speed FILE.jsonl [--jobs 2] [--model NAME]

FILE holds a story a line with "id" and "text". Memory is the sum of the peaks of all processes together, which is
at least the peak of their sum.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from searchapp.enrich import DEFAULT_MODEL
from searchapp.enrich.run.cache import CachedFinder
from searchapp.enrich.run.workers import BATCH_CHARS, Workers
from searchapp.model import Story

_WARM_BATCHES = 3
"""Batches a process that are done before the clock starts, so that each has loaded its model."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds for the stories found anew, for the same from the cache, and megabytes of all processes."""

    stories: int
    anew: float
    cached: float
    megabytes: float

    def __str__(self) -> str:
        return (
            f"{self.stories} stories  {self.stories / self.anew:.1f} a second  from the cache "
            f"{self.stories / self.cached:.0f} a second, {self.anew / self.cached:.0f} times as fast  "
            f"{self.megabytes:.0f} MB"
        )


def read(path: Path) -> list[Story]:
    """The stories of a JSON Lines file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Story(id=str(row.get("id", n)), text=row["text"]) for n, row in enumerate(rows)]


def measure(stories: Sequence[Story], jobs: int, model: str = DEFAULT_MODEL) -> Speed:
    """Enrich the stories twice, the second time from the cache."""
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "found.sqlite3"
        with Workers(model, jobs=jobs) as workers:
            _warm(workers, stories, jobs)
            before = time.perf_counter()
            first = list(CachedFinder(workers, cache).pipe(stories))
            anew = time.perf_counter() - before
            megabytes = sum(map(peak, [os.getpid(), *children(os.getpid())]))
        with Workers(model, jobs=jobs) as workers:
            finder = CachedFinder(workers, cache)
            before = time.perf_counter()
            second = list(finder.pipe(stories))
            cached = time.perf_counter() - before
    if first != second:
        raise SystemExit("The cache gave back something else than was found.")
    return Speed(len(stories), anew, cached, megabytes)


def _warm(workers: Workers, stories: Sequence[Story], jobs: int) -> None:
    texts = " ".join(story.text for story in stories)
    size = BATCH_CHARS // 8
    number = _WARM_BATCHES * jobs * 8
    pieces = [texts[n * size % max(1, len(texts) - size) :][:size] for n in range(number)]
    for _ in workers.pipe(Story(id=str(n), text=piece) for n, piece in enumerate(pieces)):
        pass


def children(pid: int) -> list[int]:
    """All processes below one, by what /proc tells."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
    found = [child for child, parent in parents.items() if parent == pid]
    return found + [below for child in found for below in children(child)]


def peak(pid: int) -> float:
    """The most memory a process has held, in megabytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = (line.split() for line in status.splitlines() if line.startswith("VmHWM:"))
    return next((int(line[1]) / 1024 for line in lines), 0.0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line."""
    parser = argparse.ArgumentParser(description="Measure the speed and memory of enrichment.")
    parser.add_argument("file", type=Path, help="stories, JSON Lines")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    chosen = parser.parse_args(arguments)
    print(measure(read(chosen.file), chosen.jobs, chosen.model))
    return 0


if __name__ == "__main__":
    sys.exit(main())
