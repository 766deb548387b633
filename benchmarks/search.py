"""How quick a search is beside other engines: all are built and asked in one go, with the same answers.

    python -m benchmarks.search --corpus F --queries F [--peers tantivy,fts5,xapian,whoosh]
        [--rounds 5] [--sample 4] [--work DIR] [--json F]

An answer is ten hits with snippets, the total, and five facets over all matches. Indexes are built in a temporary
folder, or kept in `--work` and used again. `page` is searchapp as its page asks: with the timeline, and each facet
counted without its own filter. Of the slowest engine, stock Whoosh, `--sample` queries a class are asked; its
ratios are over these. A query is asked warm (over and over), new (its first time in a process), with nothing kept
of earlier ones and, `--sample` a class, cold (see `benchmarks.speed`). `--json` writes every figure as {engine:
{p50, p95, p99, cpu, new, nothing_kept, cold, rss, index_s, size, classes}}: times of a query in ms, `cpu` their
mean, memory and size in MB (10^6), the index in seconds.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import numpy as np

from benchmarks.machine import provenance
from benchmarks.peers import PEERS, SAME_INDEX, SLOW
from benchmarks.speed import Measured, serve
from benchmarks.worker import Built, Worker
from benchmarks.workload import Query, read_queries, sample

OURS = "searchapp"
How = Literal["warm", "new", "nothing_kept", "cold"]
HOWS: dict[How, str] = {"warm": "warm", "new": "new", "nothing_kept": "nothing kept", "cold": "cold"}
"""How a query is asked, and how it is called."""
NEAR = 0.05
"""How far apart two totals may be to count as near: stemmers and tokens differ."""


def build_all(names: Sequence[str], corpus: Path, work: Path, *, say: Callable[[str], None]) -> dict[str, Built]:
    """Build the indexes that `work` does not hold yet, one after the other, each in its own process."""
    built: dict[str, Built] = {}
    for name in names:
        if name in SAME_INDEX:
            continue
        folder, notes = work / name, work / f"{name}.json"
        if notes.is_file():
            built[name] = Built(**json.loads(notes.read_text(encoding="utf-8")))
            continue
        say(f"building {name}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with Worker(name) as worker:
            built[name] = worker.build(corpus, folder)
        notes.write_text(json.dumps(asdict(built[name])), encoding="utf-8")
    return built


def measure(
    names: Sequence[str],
    corpus: Path,
    queries: Sequence[Query],
    work: Path,
    *,
    rounds: int,
    a_class: int,
    say: Callable[[str], None],
) -> dict[str, Measured]:
    """Build what is missing, ask all, and give what was seen by engine."""
    built = build_all(names, corpus, work, say=say)
    folders = {name: work / SAME_INDEX.get(name, name) for name in names}
    few = sample(queries, a_class)
    asked = {name: few if name in SLOW else queries for name in names}
    measured = serve(folders, asked, rounds=rounds, a_class=a_class, say=say)
    for name, one in built.items():
        measured[name].built = one
    return measured


def class_ratios(
    ours: Measured,
    other: Measured,
    queries: Sequence[Query],
    *,
    cpu: bool,
    percentile: int = 50,
    how: How = "warm",
) -> dict[str, float]:
    """By class and "all": our percentile of times divided by the other's, over the queries that both have."""
    our_times, other_times = getattr(ours, how), getattr(other, how)
    both = [q for q in queries if q.id in our_times and q.id in other_times]
    out: dict[str, float] = {}
    for kind in (*dict.fromkeys(q.kind for q in both), "all"):
        of_kind = [q.id for q in both if kind in ("all", q.kind)]
        times = [
            np.percentile([one[i].cpu if cpu else one[i].wall for i in of_kind], percentile)
            for one in (our_times, other_times)
        ]
        out[kind] = float(times[0] / times[1])
    return out


def agreement(ours: Measured, other: Measured, queries: Sequence[Query]) -> dict[str, dict[str, float]]:
    """By class: the shares of queries whose totals are equal and near, whose facets are equal where totals are."""
    out: dict[str, dict[str, float]] = {}
    for kind in dict.fromkeys(q.kind for q in queries):
        pairs = [
            (ours.answers[q.id], other.answers[q.id])
            for q in queries
            if q.kind == kind and q.id in ours.answers and q.id in other.answers
        ]
        if not pairs:
            continue
        same = [(a, b) for a, b in pairs if a.total == b.total]
        near = [(a, b) for a, b in pairs if abs(a.total - b.total) <= NEAR * max(a.total, b.total)]
        counts = [_top_counts(a.facets) == _top_counts(b.facets) for a, b in same]
        out[kind] = {
            "queries": len(pairs),
            "equal": len(same) / len(pairs),
            "near": len(near) / len(pairs),
            "facets": sum(counts) / len(counts) if counts else 0.0,
            "matches": sum(a.total for a, _ in pairs) / max(1, sum(b.total for _, b in pairs)),
        }
    return out


def _top_counts(facets: Mapping[str, Mapping[str, int]]) -> dict[str, list[int]]:
    """The counts of each facet without its values, as engines order equal counts differently."""
    return {key: sorted(values.values(), reverse=True) for key, values in facets.items()}


def print_all(measured: Mapping[str, Measured], queries: Sequence[Query]) -> None:
    """The tables: all queries, classes with ratios, agreement."""
    figures = {name: one.figures(queries) for name, one in measured.items()}
    kinds = list(dict.fromkeys(q.kind for q in queries))
    print(provenance())
    print(", ".join(f"{name} {one.version}" for name, one in measured.items()) + f"; {len(queries)} queries")
    print(
        f"{'':10} {'p50':>8} {'p95':>8} {'p99':>8} {'cpu p50':>8} {'cpu p95':>8} {'cpu p99':>8} "
        f"{'1st ms':>7} {'MB':>6} {'index s':>8} {'cpu s':>7} {'MB':>6} {'size MB':>8}  snippet"
    )
    for name, f in figures.items():
        print(
            f"{name:10} "
            + " ".join(f"{f[key]:8.2f}" for key in ("p50", "p95", "p99", "cpu_p50", "cpu_p95", "cpu_p99"))
            + f" {f['first_answer_ms']:7.1f} {f['rss']:6.0f}"
            + (
                f" {f['index_s']:8.1f} {f['index_cpu_s']:7.1f} {f['index_rss']:6.0f} {f['size']:8.1f}"
                if "size" in f
                else " " * 33
            )
            + f" {f['snippet_chars']:8.0f}"
            + (f"  ({f['queries']} queries)" if f["queries"] < len(queries) else "")
        )
    print("\nsearchapp divided by each peer, over the queries that both were asked")
    keys = ("first_answer_ms", "rss", "index_s", "index_cpu_s", "index_rss", "size")
    heads = ("p50", "p95", "cpu p50", "cpu p95", "1st ms", "MB", "index s", "cpu s", "index MB", "size MB")
    print(f"{'':10} " + " ".join(f"{head:>9}" for head in heads))
    for name, f in figures.items():
        if name != OURS and "size" in f:
            found = [
                class_ratios(measured[OURS], measured[name], queries, cpu=cpu, percentile=p)["all"]
                for cpu in (False, True)
                for p in (50, 95)
            ] + [figures[OURS][key] / f[key] if f[key] else math.nan for key in keys]
            print(f"{name:10} " + " ".join(f"{_times(ratio):>9}" for ratio in found))
    print_hows(measured, figures, queries)
    for what, key in (("wall", "p50"), ("CPU", "cpu_p50")):
        print(f"\n{what} p50 ms by class; beside each peer, searchapp's divided by it")
        print(f"{'':10} " + " ".join(f"{kind:>14}" for kind in (*kinds, "all")))
        for name, f in figures.items():
            ratios = class_ratios(measured[OURS], measured[name], queries, cpu=what == "CPU")
            cells = [
                (f"{spread[key]:.2f}" + (f" ({_times(ratios[kind])})" if name != OURS else "")) if spread else "-"
                for kind, spread in (*f["classes"].items(), ("all", f))
            ]
            print(f"{name:10} " + " ".join(f"{cell:>14}" for cell in cells))
    print(f"\nAgreement: totals equal/within {NEAR:.0%}, facets equal where totals are, our matches / theirs")
    print(f"{'':10} " + " ".join(f"{kind:>19}" for kind in kinds))
    for name, other in measured.items():
        if name not in (OURS, *SAME_INDEX):
            cells = [
                f"{a['equal']:.2f}/{a['near']:.2f} {a['facets']:.2f} {a['matches']:.2f}"
                for a in agreement(measured[OURS], other, queries).values()
            ]
            print(f"{name:10} " + " ".join(f"{cell:>19}" for cell in cells))


def print_hows(
    measured: Mapping[str, Measured], figures: Mapping[str, Mapping[str, Any]], queries: Sequence[Query]
) -> None:
    """A line an engine: p50 and p95 by how it was asked; beside each peer, searchapp's divided by it."""
    for what, cpu in (("wall", False), ("CPU", True)):
        print(f"\n{what} p50 p95 ms by how it was asked; beside each peer, searchapp's divided by it")
        print(f"{'':10} " + " ".join(f"{head:>26}" for head in HOWS.values()))
        ours = measured[OURS]
        for name, f in figures.items():
            cells = []
            for how in HOWS:
                spread = f if how == "warm" else f[how]
                cell = " ".join(f"{spread[f'cpu_p{p}' if cpu else f'p{p}']:.2f}" for p in (50, 95))
                if name != OURS:
                    ratios = [
                        class_ratios(ours, measured[name], queries, cpu=cpu, percentile=p, how=how)["all"]
                        for p in (50, 95)
                    ]
                    cell += f" ({' '.join(map(_times, ratios))})"
                cells.append(cell)
            print(f"{name:10} " + " ".join(f"{cell:>26}" for cell in cells))


def _times(ratio: float) -> str:
    """A ratio as it is read best: 0.85x, 3.7x, 1/120; a dash where there is none."""
    if not ratio or math.isnan(ratio):
        return "-"
    return f"{ratio:.2f}x" if ratio > 0.1 else f"1/{1 / ratio:.0f}"


def figures_of(measured: Mapping[str, Measured], queries: Sequence[Query]) -> dict[str, Any]:
    """Every figure by engine, each peer's with our ratios to it and its agreement with us."""
    out: dict[str, Any] = {}
    for name, one in measured.items():
        out[name] = one.figures(queries)
        if name != OURS:
            out[name]["ratio"] = class_ratios(measured[OURS], one, queries, cpu=False)
            out[name]["ratio_cpu"] = class_ratios(measured[OURS], one, queries, cpu=True)
            out[name]["ratio_p95"] = class_ratios(measured[OURS], one, queries, cpu=False, percentile=95)
            out[name]["ratio_cpu_p95"] = class_ratios(measured[OURS], one, queries, cpu=True, percentile=95)
            for how in ("new", "nothing_kept", "cold"):
                for p in (50, 95):
                    out[name][f"ratio_cpu_p{p}_{how}"] = class_ratios(
                        measured[OURS], one, queries, cpu=True, percentile=p, how=how
                    )
            out[name]["agreement"] = agreement(measured[OURS], one, queries)
    return out


@contextmanager
def work_folder(kept: Path | None) -> Iterator[Path]:
    """The folder that is kept, or a temporary one."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def progress(line: str) -> None:
    """Say on the terminal what is being done."""
    print(line, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure searches beside other engines.")
    parser.add_argument("--corpus", type=Path, required=True, help="stories, JSON Lines, gzip or not")
    parser.add_argument("--queries", type=Path, required=True, help="queries, JSON")
    parser.add_argument("--peers", default=",".join(PEERS), help="engines beside searchapp, by comma")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sample", type=int, default=4, help="queries a class for the slowest engine")
    parser.add_argument("--work", type=Path, help="folder where indexes are kept and used again")
    parser.add_argument("--json", type=Path, help="where to write every figure")
    chosen = parser.parse_args(arguments)
    peers = [name for name in chosen.peers.split(",") if name]
    if unknown := set(peers) - set(PEERS):
        parser.error(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    queries = read_queries(chosen.queries)
    with work_folder(chosen.work) as work:
        measured = measure(
            [OURS, "page", *peers],
            chosen.corpus,
            queries,
            work,
            rounds=chosen.rounds,
            a_class=chosen.sample,
            say=progress,
        )
    print_all(measured, queries)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures_of(measured, queries), indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
