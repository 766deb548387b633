"""A look at what a saved query finds: which hits there are now, and a snapshot of them.

Asked for many queries at once, so that a list of hundreds costs an engine a few calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from searchapp.archive.saved_queries.snapshots import (
    MOST_IN_FULL,
    Found,
    KeptHit,
    Snapshot,
    found_statement,
    kept_statement,
    kept_story,
)
from searchapp.compare.compared import Compared
from searchapp.engines import Index
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit
from searchapp.records import story_of

MOST_STATEMENTS = 10_000
"""Of more statements than these it is not looked which are new, but which are in stories that are."""
ALL = 10_000_000
BLOCK = 200
"""Stories that are read at a time."""


class News(NamedTuple):
    """What is new since the last look: so many stories or statements, in these stories.

    `reprints` are those of the stories that stand elsewhere nearly word for word, `events` the slugs of those of
    which nothing had been found before.
    """

    hits: int = 0
    stories: tuple[str, ...] = ()
    reprints: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


def news_of(found: Sequence[Found], fresh: frozenset[Found], compared: Compared) -> News:
    """What is new of all that a query finds."""
    new = [one for one in found if one in fresh]
    stories = tuple(dict.fromkeys(one.story for one in new))
    known = {compared.event_of.get(one.story) for one in found if one not in fresh}
    events = dict.fromkeys(compared.event_of[story] for story in stories if story in compared.event_of)
    return News(
        len(new),
        stories,
        tuple(story for story in stories if compared.reporting.get(story) == "reprint"),
        tuple(event for event in events if event not in known),
    )


def found_of(hit: Hit) -> Found:
    """What a hit is known by; a statement asked for without its story by that story."""
    if hit.statement is None or hit.story is None:
        return Found(hit.story_id)
    return found_statement(hit.story, hit.statement)


def is_new(hit: Hit, new: frozenset[Found]) -> bool:
    """Whether a hit is among what is new, itself or by its story."""
    return bool(new) and not new.isdisjoint((Found(hit.story_id), found_of(hit)))


def found_now(index: Index, requests: Sequence[SearchRequest]) -> list[tuple[Found, ...]]:
    """What each request finds, best first.

    Two calls, and one more for every `MOST_STATEMENTS` stories that have to be read, and for each request of very
    many statements.
    """
    if not requests:
        return []
    stories = index.stories_found(requests)
    out = [tuple(map(Found, ids)) for ids in stories]
    of_statements = [i for i, r in enumerate(requests) if r.kind == "statement" and stories[i]]
    many = [i for i in of_statements if len(stories[i]) > MOST_STATEMENTS]
    for batch in _batches([i for i in of_statements if i not in many], [len(ids) for ids in stories]):
        asked = [replace(requests[i], offset=0, limit=MOST_STATEMENTS, whole=True) for i in batch]
        for i, result in zip(batch, index.search_many(asked), strict=True):
            out[i] = tuple(map(found_of, result.hits))
            many += [i] if result.total > MOST_STATEMENTS else []
    for i in many:
        ranking = index.ranking(replace(requests[i], offset=0, limit=ALL))
        out[i] = tuple(Found(story_of(record, "statement")) for record, _ in ranking)
    return out


def _batches(requests: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """Requests by their numbers, as many together as have `MOST_STATEMENTS` stories to be read."""
    batch: list[int] = []
    for i in requests:
        if batch and sum(sizes[j] for j in (*batch, i)) > MOST_STATEMENTS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def snapshot_now(index: Index, request: SearchRequest, *, query: str, now: datetime) -> Snapshot:
    """All that a request finds, as it is now; stories are read a block at a time."""
    hits = statements_now(index, request) if request.kind == "statement" else _stories(index, request)
    return Snapshot(now, request.kind, query, tuple(hits))


def _stories(index: Index, request: SearchRequest) -> Iterator[KeptHit]:
    (ids,) = index.stories_found([request])
    for start in range(0, min(len(ids), MOST_IN_FULL), BLOCK):
        stories = index.stories(ids[start : min(start + BLOCK, MOST_IN_FULL)])
        yield from map(kept_story, stories.values())
    yield from (KeptHit(Found(story_id)) for story_id in ids[MOST_IN_FULL:])


def statements_now(index: Index, request: SearchRequest) -> Iterator[KeptHit]:
    """The statements that a request finds, best first."""
    ids = [record for record, _ in index.ranking(replace(request, offset=0, limit=ALL))]
    for start in range(0, len(ids), BLOCK):
        hits = index.hits(request, ids[start : start + BLOCK])
        stories = index.stories(dict.fromkeys(hit.story_id for hit in hits))
        for place, hit in enumerate(hits, start):
            story, statement = stories.get(hit.story_id), hit.statement
            if story is None or statement is None:
                continue
            in_full = place < MOST_IN_FULL
            yield kept_statement(story, statement) if in_full else KeptHit(found_statement(story, statement))
