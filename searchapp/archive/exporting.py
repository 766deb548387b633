"""A whole answer as it is taken away: all its hits in its order, with their stories, a block at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from searchapp.engines import Index
from searchapp.formats.downloads import Download, Entry
from searchapp.model import Story
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit

BLOCK = 200
"""Hits that are read at a time."""
LinkOf = Callable[[Story, Hit], str]
"""The archive's own link to a hit; "" where the archive is not served."""


def answer_as(form: Download, index: Index, asked: SearchRequest) -> Iterator[str]:
    """A whole answer in one of the forms, without links to an archive that may not be served."""
    day = datetime.now(UTC).date()
    read = blocks(index, asked, first_block(index, asked), link=lambda story, hit: "", accessed=day)
    return form.lines(asked.kind, read)


def first_block(index: Index, asked: SearchRequest) -> list[str]:
    """The ids of the first block: what may go wrong with a question does so here, before anything is sent."""
    return [i for i, _ in index.ranking(replace(asked, offset=0, limit=BLOCK))]


def blocks(
    index: Index, asked: SearchRequest, first: Sequence[str], *, link: LinkOf, accessed: date
) -> Iterator[list[Entry]]:
    """All hits of an answer; `first` are the ids of the first block."""
    yield entries(index, asked, first, link=link, accessed=accessed)
    if len(first) < BLOCK:
        return
    rest = max(index.count(asked) - BLOCK, 1)
    ids = [i for i, _ in index.ranking(replace(asked, offset=BLOCK, limit=rest))]
    for i in range(0, len(ids), BLOCK):
        yield entries(index, asked, ids[i : i + BLOCK], link=link, accessed=accessed)


def entries(
    index: Index, asked: SearchRequest, ids: Sequence[str], *, link: LinkOf, accessed: date
) -> list[Entry]:
    """Hits by their ids, each with its story."""
    hits = index.hits(asked, ids)
    stories = index.stories(dict.fromkeys(hit.story_id for hit in hits)) if hits else {}
    there = ((hit, stories[hit.story_id]) for hit in hits)
    return [Entry(hit, story, link(story, hit), accessed) for hit, story in there]
