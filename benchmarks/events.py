"""Events of a labelled set among other stories: pairwise precision and recall, time, memory, growth.

    python -m benchmarks.events labelled.jsonl others.jsonl … [--no-enrich] [--growth 5000,20000]

Two stories with the same "event" are of one event; a story without one is of none of these. `--growth` takes so
many of all stories given, and prints how long comparing them takes.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from searchapp.archive.open_archive import Archive
from searchapp.config import load_settings


def main() -> None:
    """Index the files, compare their stories, print the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--no-enrich", action="store_true", help="words only")
    options.add_argument("--growth", default="", help="numbers of stories, a comma between them")
    given = options.parse_args()
    lines = [
        line for path in given.files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    labels = {row["id"]: row["event"] for row in map(json.loads, lines) if row.get("event")}
    with tempfile.TemporaryDirectory() as folder:
        events, seconds = compared(Path(folder), lines, enrich=not given.no_enrich)
    print(f"{len(lines)} stories, {len(set(labels.values()))} labelled events, {len(events)} found")
    print(f"  {figures(labels, events)}, {seconds:.1f} s CPU")
    for size in filter(None, given.growth.split(",")):
        some = random.Random(1).sample(lines, min(int(size), len(lines)))
        with tempfile.TemporaryDirectory() as folder:
            events, seconds = compared(Path(folder), some, enrich=False)
        print(f"{len(some):8} stories: {len(events)} events, {seconds:.1f} s CPU")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def compared(folder: Path, lines: Sequence[str], *, enrich: bool) -> tuple[list[tuple[str, ...]], float]:
    """The stories of each event that is found, and the seconds that comparing took."""
    (folder / "stories.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = load_settings(flags={"index": folder / "index", "data": folder / "data"})
    with Archive(settings) as archive:
        archive.index([folder / "stories.jsonl"], enrich=enrich)
        (folder / "index/compared.sqlite3").unlink()  # compared again, to be measured alone
        began = time.process_time()
        archive.compare()
        seconds = time.process_time() - began
        return [event.stories for event in archive.compared.current()[0].events.values()], seconds


def figures(labels: dict[str, str], events: Iterable[tuple[str, ...]]) -> str:
    """Pairwise precision and recall; a pair counts where one of its stories has a label."""
    found = {pair for stories in events for pair in combinations(sorted(stories), 2)}
    right = {pair for pair in combinations(sorted(labels), 2) if labels[pair[0]] == labels[pair[1]]}
    told = {pair for pair in found if any(story in labels for story in pair)}
    hit = len(told & right)
    return f"pairs: P {hit / max(1, len(told)):.3f} R {hit / max(1, len(right)):.3f} ({len(right)} of one event)"


if __name__ == "__main__":
    main()
