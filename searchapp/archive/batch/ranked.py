"""The ranked results of many queries, written one after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TextIO

from searchapp.archive.batch.lists import Query
from searchapp.engines import Index
from searchapp.formats.exports import csv_line
from searchapp.model import Story
from searchapp.records import story_of

RANKED_FORMATS = ("csv", "jsonl", "trec")
_AT_ONCE = 200
"""Stories that are read in one call."""


def run_batch(
    index: Index, queries: Sequence[Query], out: TextIO, form: str, *, tick: Callable[[], None] = lambda: None
) -> list[Query]:
    """Write the ranked results of each query; returns the queries without a hit.

    trec: `query Q0 record rank score run`, as trec_eval reads it. csv and jsonl: one hit a row, with title,
    outlet, date and URL.
    """
    empty = []
    if form == "csv":
        out.write(csv_line(["query", "q", "rank", "score", "id", "title", "outlet", "published", "url"]))
    for query in queries:
        ranked = index.ranking(query.request)
        if not ranked:
            empty.append(query)
        stories: dict[str, Story] = {}
        for rank, (key, score) in enumerate(ranked, 1):
            if form != "trec" and rank % _AT_ONCE == 1:
                coming = ranked[rank - 1 : rank - 1 + _AT_ONCE]
                stories = index.stories(dict.fromkeys(_story_of(query, k) for k, _ in coming))
            out.write(_line(stories.get(_story_of(query, key)), query, rank=rank, key=key, score=score, form=form))
        tick()
    return empty


def _story_of(query: Query, key: str) -> str:
    """The story that a hit is or stands in."""
    return story_of(key, query.request.kind)


def _line(story: Story | None, query: Query, *, rank: int, key: str, score: float, form: str) -> str:
    if form == "trec":
        return f"{_token(query.id)} Q0 {_token(key)} {rank} {score:.6f} searchapp\n"
    day = story.published.isoformat() if story and story.published else None
    row = {
        "query": query.id,
        "q": query.text,
        "rank": rank,
        "score": round(score, 6),
        "id": key,
        "title": story.title if story else None,
        "outlet": story.outlet if story else None,
        "published": day,
        "url": story.url if story else None,
    }
    return csv_line(row.values()) if form == "csv" else json.dumps(row, ensure_ascii=False) + "\n"


def _token(text: str) -> str:
    """An id as trec_eval can read it: without white space."""
    return "_".join(text.split()) or "_"
