"""What the page of an event costs at its first opening in a fresh process, and later: processor time.

    python -m benchmarks.openings [stories.jsonl] [--index DIR --data DIR] [--sizes 20,40] [--most 12] [--enrich]

The stories are indexed and compared first, or the index that is named is taken, with its data. Of the events that
have so many stories, those of most text are opened. Each is opened three times in a process of its own, which does
before what a server does as it starts: it reads ahead what is read once a process (templates, the table of
nicknames), and looks for garbage as seldom. Then it has given the front page, and no other.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.machine import provenance
from searchapp.archive.open_archive import Archive
from searchapp.config import Settings, load_settings
from searchapp.web import create_app
from searchapp.web.serving.ahead import read_ahead
from searchapp.web.serving.server import GARBAGE
from searchapp.web.urls import AT, event_url

OPENINGS = 3


class Opened(NamedTuple):
    """An event's page: its stories, its size, and milliseconds of each opening."""

    stories: int
    kilobytes: float
    first: float
    later: float
    slug: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each event, the dearest first."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("stories", type=Path, nargs="?")
    parser.add_argument("--index", type=Path, help="one that is there, instead of stories")
    parser.add_argument("--data", type=Path, default=Path("data"), help="its data folder")
    parser.add_argument("--sizes", default="20,40", help="the fewest and the most stories of an event")
    parser.add_argument("--most", type=int, default=12, help="events that are opened")
    parser.add_argument("--enrich", action="store_true", help="names and statements too")
    given = parser.parse_args(arguments)
    if (given.stories is None) == (given.index is None):
        parser.error("Name a file of stories, or an index.")
    with tempfile.TemporaryDirectory() as folder:
        index, data = given.index or Path(folder) / "index", given.data if given.index else Path(folder) / "data"
        settings = load_settings(flags={"index": index, "data": data})
        with Archive(settings) as archive:
            if given.stories:
                archive.index([given.stories], enrich=given.enrich)
            chosen = _chosen(archive, *map(int, given.sizes.split(",")))[: given.most]
        print(provenance())
        print(f"{'stories':>8}{'KB':>7}{'first ms':>10}{'later ms':>10}")
        fresh = multiprocessing.get_context("spawn")
        opened = []
        for slug, stories in chosen:
            with fresh.Pool(1) as pool:
                opened.append(pool.apply(_opened, (settings, slug, stories)))
    for one in sorted(opened, key=lambda one: -one.first):
        print(f"{one.stories:8}{one.kilobytes:7.0f}{one.first:10.1f}{one.later:10.1f}  {one.slug}")
    if opened:
        print(
            f"median {median(one.first for one in opened):.1f} ms, then {median(o.later for o in opened):.1f} ms"
        )
    return 0


def _chosen(archive: Archive, fewest: int, most: int) -> list[tuple[str, int]]:
    """The events of so many stories, with how many these are, those of most text first."""
    sizes: dict[tuple[str, int], int] = {}
    with archive.lease() as index:
        for slug, event in archive.compared.current()[0].events.items():
            if fewest <= len(event.stories) <= most:
                told = index.stories(event.stories).values()
                sizes[slug, len(event.stories)] = sum(len(story.text) for story in told)
    return sorted(sizes, key=lambda event: -sizes[event])


def _opened(settings: Settings, slug: str, stories: int) -> Opened:
    gc.set_threshold(GARBAGE)
    app = create_app(settings)
    read_ahead(app)
    client = app.test_client()
    client.get(AT.front)
    taken = []
    for _ in range(OPENINGS):
        began = time.process_time()
        page = client.get(event_url(slug))
        taken.append((time.process_time() - began) * 1000)
        assert page.status_code == 200
    return Opened(stories, len(page.data) / 1024, taken[0], min(taken[1:]), slug)


if __name__ == "__main__":
    raise SystemExit(main())
