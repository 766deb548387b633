"""The same archive in a folder and on a cluster, side by side: building it, its pages, and what it takes.

    python -m benchmarks.on_a_cluster --corpus F --queries F --opensearch-url URL [--size 100000] [--rounds 3]
        [--work DIR] [--json F]

The stories are those of `benchmarks.growth`. A page is asked of the index as the page of results asks: ten hits
with snippets, each facet without its own filter, the timeline. Times are of the clock, as most of what a cluster
does is done in other processes; how a query is asked, new or with nothing kept, says `benchmarks.speed`. Memory is
that of the process that asks, and of the servers where they are on this machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.machine import provenance
from benchmarks.peers.ours import ADDRESS
from benchmarks.search import agreement, build_all, progress, work_folder
from benchmarks.speed import Measured, serve
from benchmarks.worker import MB, memory
from benchmarks.workload import read_queries, write_copies
from searchapp.engines.opensearch.address import Address

PLACES = {"page": "searchapp", "cluster": "cluster"}
"""Who asks, and the folder of its index."""


def told(node: str, what: str) -> Any:
    """What a node tells of itself."""
    with urllib.request.urlopen(f"{node}/{what}", timeout=60) as answer:
        return json.load(answer)


def servers(node: str) -> Iterator[float]:
    """The memory of each process of the cluster that is on this machine, in MB."""
    nodes = told(node, "_nodes/process")["nodes"].values()
    for process in {n["process"]["id"] for n in nodes if n["host"].startswith(("127.", "localhost"))}:
        yield memory(process)


def stored(address: Address) -> float:
    """What all indexes of the archive take on disk, copies of shards too, in MB."""
    rows = told(address.nodes[0], f"_cat/indices/{address.generations}?bytes=b&format=json")
    return sum(float(row["store.size"]) for row in rows) / MB


def print_both(measured: Mapping[str, Measured], figures: Mapping[str, Mapping[str, Any]]) -> None:
    """A line each."""
    print(
        f"{'':9} {'index s':>8} {'build MB':>8} {'disk MB':>8} {'p50 ms':>8} {'p95':>8} {'p99':>8} {'new p50':>8} "
        f"{'new p95':>8} {'nothing kept':>13} {'p95':>8} {'MB':>6} {'servers MB':>10}"
    )
    for name, f in figures.items():
        built = measured[name].built
        assert built
        print(
            f"{name:9} {built.wall:8.1f} {built.rss:8.0f} {f['disk']:8.1f} {f['p50']:8.2f} {f['p95']:8.2f} "
            f"{f['p99']:8.2f} {f['new']['p50']:8.2f} {f['new']['p95']:8.2f} {f['nothing_kept']['p50']:13.2f} "
            f"{f['nothing_kept']['p95']:8.2f} {f['rss']:6.0f} {f['servers']:10.0f}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table, and for each class of queries how many answers are the same."""
    parser = argparse.ArgumentParser(description="Measure an archive in a folder and on a cluster.")
    parser.add_argument("--corpus", type=Path, required=True, help="stories, JSON Lines, gzip or not")
    parser.add_argument("--queries", type=Path, required=True, help="queries, JSON")
    parser.add_argument("--opensearch-url", required=True, help="a new archive on a cluster")
    parser.add_argument("--size", type=int, default=100_000, help="number of stories")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--work", type=Path, help="folder where indexes are kept and used again")
    parser.add_argument("--json", type=Path, help="where to write every figure")
    chosen = parser.parse_args(arguments)
    queries, address = read_queries(chosen.queries), Address.read(chosen.opensearch_url)
    with work_folder(chosen.work) as work:
        copies = work / "stories.jsonl"
        if not copies.is_file():
            write_copies(chosen.corpus, copies, chosen.size)
        folders = {name: work / folder for name, folder in PLACES.items()}
        folders["cluster"].with_suffix(ADDRESS).write_text(chosen.opensearch_url, encoding="utf-8")
        built = build_all(list(PLACES.values()), copies, work, say=progress)
        measured = serve(folders, dict.fromkeys(PLACES, queries), rounds=chosen.rounds, a_class=1, say=progress)
    figures = {}
    for name, folder in PLACES.items():
        measured[name].built = built[folder]
        figures[name] = measured[name].figures(queries) | {"disk": built[folder].size, "servers": 0.0}
    figures["cluster"] |= {"disk": stored(address), "servers": sum(servers(address.nodes[0]))}
    print(provenance())
    print_both(measured, figures)
    same = agreement(measured["page"], measured["cluster"], queries)
    print(
        "\nThe same total, and the same facets: "
        + ", ".join(f"{kind} {one['equal']:.3f} {one['facets']:.3f}" for kind, one in same.items())
    )
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
