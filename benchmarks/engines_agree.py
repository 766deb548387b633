"""What two engines answer to the same questions: the embedded one and a cluster, over the same stories.

    python -m benchmarks.engines_agree --corpus F --queries F --opensearch-url URL
    python -m benchmarks.engines_agree --index DIR --queries F --opensearch-url URL --keep

The stories, names and statements as they are, are read from a file or from an index of the embedded engine and
written to the cluster; `--keep` takes what is there. For each class of queries: how many have the same totals (of
stories, of statements, of statements by their stories), the same facet counts, the same pages by date (ids, marks,
quotes), and what share of the ten most relevant is the same.

By relevance they differ in little: the cluster keeps one length of a story in a byte, title and text together,
where the embedded engine keeps two; it counts stories that were taken out until it has cleared them away; and it
weighs a story by whose words statements are found by what its shard holds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import mean

from benchmarks.workload import Query, read_queries, read_stories
from searchapp.engines import Index, Place, in_folder, open_builder, open_index
from searchapp.errors import SearchAppError
from searchapp.model import Story
from searchapp.query.request import Filter, SearchRequest
from searchapp.records import records

TEN = 10
"""Hits whose overlap is told, and hits of a page."""


def write(place: Place, stories: Iterable[Story]) -> None:
    """Build an index of stories as they are."""
    with open_builder(place, enrichment="", rebuild=True) as builder:
        for story in stories:
            builder.add(records(story), fingerprint=story.id)
        builder.publish()


def stories_in(index: Index) -> Iterator[Story]:
    """All stories of an index."""
    ids = index.story_ids()
    for start in range(0, len(ids), 500):
        yield from index.stories(ids[start : start + 500]).values()


def request_of(query: Query) -> SearchRequest:
    """A query as it is asked, without what is not looked at."""
    filters = tuple(Filter(key, value) for key, values in query.filters.items() for value in values)
    return SearchRequest(query.node, filters=filters, facets=(), timeline=False, limit=TEN)


def totals(index: Index, asked: SearchRequest) -> object:
    """How many stories, statements, and statements of such stories."""
    said = replace(asked, kind="statement")
    return index.counts([asked, said, replace(said, within="story")])


def facets(index: Index, asked: SearchRequest) -> object:
    """All facets as a page counts them, and the timeline."""
    full = SearchRequest(asked.node, filters=asked.filters, limit=0)
    both = index.search_many([full, replace(full, kind="statement")])
    return [(one.facets, one.timeline) for one in both]


def dated(index: Index, asked: SearchRequest) -> object:
    """Pages from the newest and from the oldest on, hits as they are shown but for their scores."""
    pages = [replace(asked, sort="newest"), replace(asked, sort="oldest", offset=TEN)]
    pages.append(replace(asked, sort="newest", kind="statement", filters=()))
    return [[replace(hit, score=0) for hit in found.hits] for found in index.search_many(pages)]


SAME: Mapping[str, Callable[[Index, SearchRequest], object]] = {
    "totals": totals,
    "facets": facets,
    "by date": dated,
}
"""What has to be equal, by the head of its column."""


def overlap(one: Index, other: Index, asked: SearchRequest) -> float:
    """What share of the most relevant is the same."""
    first, second = ({key for key, _ in index.ranking(asked)} for index in (one, other))
    return len(first & second) / max(len(first), len(second)) if first or second else 1.0


def compare(one: Index, other: Index, queries: Sequence[Query], *, say: Callable[[str], None]) -> bool:
    """Print what is the same, a line a class of queries, and each query that is not; whether all is."""
    print(f"{'':12} {'queries':>7} " + " ".join(f"{name:>8}" for name in SAME) + f" {'overlap':>8}")
    rows: list[tuple[str, Mapping[str, bool], float]] = []
    for query in queries:
        asked = request_of(query)
        same = {name: of(one, asked) == of(other, asked) for name, of in SAME.items()}
        rows.append((query.kind, same, overlap(one, other, asked)))
        for name in (name for name, is_same in same.items() if not is_same):
            say(f"{query.id} {query.text!r}: {name} differ")
    for kind in (*dict.fromkeys(kind for kind, _, _ in rows), "all"):
        own = [(same, share) for k, same, share in rows if kind in (k, "all")]
        counts = " ".join(f"{sum(same[name] for same, _ in own):8}" for name in SAME)
        print(f"{kind:12} {len(own):7} {counts} {mean(share for _, share in own):8.3f}")
    return all(all(same.values()) for _, same, _ in rows)


@contextmanager
def embedded(chosen: argparse.Namespace) -> Iterator[Index]:
    """The index of the embedded engine, made of the corpus where none is named."""
    if chosen.index:
        yield open_index(in_folder(chosen.index))
        return
    with tempfile.TemporaryDirectory() as folder:
        place = in_folder(Path(folder) / "index")
        write(place, read_stories(chosen.corpus))
        yield open_index(place)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table; 1 where what has to be equal is not."""
    parser = argparse.ArgumentParser(description="Compare what two engines answer over the same stories.")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--corpus", type=Path, help="stories, JSON Lines, gzip or not")
    where.add_argument("--index", type=Path, help="an index of the embedded engine")
    parser.add_argument("--queries", type=Path, required=True, help="queries, JSON")
    parser.add_argument("--opensearch-url", required=True, help="the archive on a cluster, which is overwritten")
    parser.add_argument("--keep", action="store_true", help="take the archive on the cluster as it is")
    chosen = parser.parse_args(arguments)
    place = Place("opensearch", chosen.opensearch_url)
    try:
        with embedded(chosen) as one:
            if not chosen.keep:
                write(place, stories_in(one))
            other = open_index(place)
            same = compare(one, other, read_queries(chosen.queries), say=lambda line: print(line, file=sys.stderr))
    except SearchAppError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
