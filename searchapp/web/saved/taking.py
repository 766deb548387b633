"""What a saved query finds, taken down: when it is saved or changed, taken in from a file, or asked for again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from searchapp.archive.saved_queries import Entry, SavedQueries, TakenIn
from searchapp.archive.saved_queries.looks import snapshot_now
from searchapp.archive.saved_queries.snapshots import Snapshot
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.web.question import ask, kept
from searchapp.web.search_state import SearchState


def snapshot_of(index: Index, query: str, authority: Authority, *, now: datetime) -> Snapshot:
    """All that a saved query finds now."""
    question = ask(SearchState.from_query(query), authority)
    return snapshot_now(index, question.request(widen=True), query=query, now=now)


def query_to_keep(index: Index, state: SearchState, authority: Authority) -> str:
    """A search as it is saved, so that it goes on meaning what it is answered with now."""
    return kept(index, ask(state.with_page(1), authority)).state.query_string()


def take_in(
    saved: SavedQueries, index: Index, entries: Iterable[Entry], authority: Authority, *, now: datetime
) -> TakenIn:
    """Add the queries of a file; what those that are new find now counts as seen, and is kept as it is."""
    asked = {one.query for one in saved.all()}
    return saved.take_in(
        [
            entry
            if entry.query in asked
            else replace(entry, snapshot=snapshot_of(index, entry.query, authority, now=now))
            for entry in entries
        ],
        now=now,
    )
