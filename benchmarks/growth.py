"""How searches grow with the archive: the same queries over 5,000, 20,000 and 100,000 stories.

    python -m benchmarks.growth --corpus F --queries F [--sizes 5000,20000,100000] [--peers tantivy] [--rounds 5]
        [--work DIR] [--json F]

A smaller size is an even part of the corpus, a larger one has copies in which a tenth of the longer words are
others (see `workload.write_copies`). `new` is each query's first time in a fresh process; `x warm` its p95 (CPU)
divided by the warm one; `growth` the p50 (CPU) at a size divided by that at the first. `--json` writes {size:
{engine: figures}}, with figures as `benchmarks.search` has them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.machine import provenance
from benchmarks.peers import PEERS
from benchmarks.search import OURS, figures_of, measure, progress, work_folder
from benchmarks.speed import Measured
from benchmarks.workload import Query, read_queries, write_copies

SIZES = "5000,20000,100000"


def print_growth(by_size: Mapping[int, Mapping[str, Measured]], queries: Sequence[Query]) -> None:
    """One line a size and engine, CPU and wall."""
    print(provenance())
    print(
        f"{'stories':>8} {'':10} {'p50':>7} {'p95':>7} {'cpu p50':>8} {'growth':>7} {'cpu p95':>8} "
        f"{'new p95':>9} {'new cpu':>9} {'x warm':>7} {'1st ms':>7} {'MB':>6} "
        f"{'index s':>8} {'MB':>6} {'size MB':>8}"
    )
    smallest = by_size[min(by_size)]
    for size, measured in by_size.items():
        for name, one in measured.items():
            f, first = one.figures(queries), smallest[name].figures(queries)
            print(
                f"{size:8} {name:10} {f['p50']:7.2f} {f['p95']:7.2f} {f['cpu_p50']:8.2f} "
                f"{f['cpu_p50'] / first['cpu_p50']:6.2f}x {f['cpu_p95']:8.2f} {f['new']['p95']:9.2f} "
                f"{f['new']['cpu_p95']:9.2f} {f['new']['cpu_p95'] / f['cpu_p95']:6.2f}x "
                f"{f['first_answer_ms']:7.1f} {f['rss']:6.0f} {f['index_s']:8.1f} {f['index_rss']:6.0f} "
                f"{f['size']:8.1f}"
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(description="Measure how searches grow with the number of stories.")
    parser.add_argument("--corpus", type=Path, required=True, help="stories, JSON Lines, gzip or not")
    parser.add_argument("--queries", type=Path, required=True, help="queries, JSON")
    parser.add_argument("--sizes", default=SIZES, help="numbers of stories, by comma")
    parser.add_argument("--peers", default="tantivy", help="engines beside searchapp, by comma")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sample", type=int, default=4, help="queries a class for the slowest engine")
    parser.add_argument("--work", type=Path, help="folder where indexes are kept and used again")
    parser.add_argument("--json", type=Path, help="where to write every figure")
    chosen = parser.parse_args(arguments)
    peers = [name for name in chosen.peers.split(",") if name]
    if unknown := set(peers) - set(PEERS):
        parser.error(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    queries = read_queries(chosen.queries)
    by_size: dict[int, dict[str, Measured]] = {}
    with work_folder(chosen.work) as work:
        for size in sorted(map(int, chosen.sizes.split(","))):
            folder = work / str(size)
            folder.mkdir(exist_ok=True)
            copies = folder / "stories.jsonl"
            if not copies.is_file():
                write_copies(chosen.corpus, copies, size)
            progress(f"{size} stories")
            by_size[size] = measure(
                [OURS, *peers], copies, queries, folder, rounds=chosen.rounds, a_class=chosen.sample, say=progress
            )
    print_growth(by_size, queries)
    if chosen.json:
        figures = {size: figures_of(measured, queries) for size, measured in by_size.items()}
        chosen.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
