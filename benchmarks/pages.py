"""How fast web pages are indexed, names and statements apart, and that memory does not grow with their number.

    python -m benchmarks.pages [--count 5000] [--corpus corpus]

Pages of ten invented sites are made of the stories in a folder and read by the real indexing. At each point: pages
done, pages a second since the point before, seconds of computing so far, and the most memory that each process has
held, added up.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.enrich_speed import children, peak
from benchmarks.machine import provenance
from benchmarks.page_layouts import write_pages
from searchapp.archive.indexing import build
from searchapp.archive.indexing.run_report import Report
from searchapp.engines import in_folder

POINTS = 10


@dataclass(frozen=True, slots=True)
class Point:
    """So many pages after so many seconds, and the computing and the megabytes of all processes until then."""

    pages: int
    seconds: float
    cpu: float
    megabytes: float


def measure(pages: Path, index: Path, count: int) -> tuple[Report, list[Point]]:
    """Index the pages without names and statements; the points are at equal numbers of pages, the last the end."""
    began = time.perf_counter()
    points: list[Point] = []

    def now(done: int) -> Point:
        processes = [os.getpid(), *children(os.getpid())]
        megabytes = max(sum(map(peak, processes)), points[-1].megabytes if points else 0.0)
        return Point(done, time.perf_counter() - began, _computed(processes), megabytes)

    report = build(
        [pages], in_folder(index), enricher=None, progress=_at_points(count, lambda n: points.append(now(n)))
    )
    return report, [*points, now(count)]


def _at_points(count: int, note: Callable[[int], None]) -> Callable[[str, int, int], None]:
    step = max(1, count // POINTS)
    noted = 0

    def progress(what: str, done: int, _: int) -> None:
        nonlocal noted
        if what == "reading" and done >= noted + step:
            noted = done
            note(done)

    return progress


def _computed(processes: Sequence[int]) -> float:
    """Seconds of computing of these processes, and of those below the first that have ended."""
    ended = os.times()
    seconds = ended.children_user + ended.children_system
    for pid in processes:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            continue
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def print_points(points: Sequence[Point]) -> None:
    """A line a point, the last with the speed of all."""
    print(provenance())
    print(f"{'pages':>8} {'pages/s':>8} {'cpu s':>8} {'peak MB':>8}")
    before = Point(0, 0.0, 0.0, 0.0)
    for point in points[:-1]:
        speed = (point.pages - before.pages) / (point.seconds - before.seconds)
        print(f"{point.pages:8} {speed:8.1f} {point.cpu:8.1f} {point.megabytes:8.0f}")
        before = point
    last = points[-1]
    speed = last.pages / last.seconds
    print(f"{last.pages:8} {speed:8.1f} {last.cpu:8.1f} {last.megabytes:8.0f}  all, published")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description="Measure the speed and memory of indexing web pages.")
    parser.add_argument("--count", type=int, default=5000, help="pages")
    parser.add_argument(
        "--corpus", type=Path, default=Path("corpus"), help="folder of stories that they are made of"
    )
    parser.add_argument("--json", type=Path, help="where to write every figure")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        pages = Path(work) / "pages"
        pages.mkdir()
        write_pages(chosen.corpus, pages, chosen.count)
        report, points = measure(pages, Path(work) / "index", chosen.count)
    if report.added != chosen.count:
        raise SystemExit(f"{report.added} of {chosen.count} pages became stories.")
    print_points(points)
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(point) for point in points], indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
