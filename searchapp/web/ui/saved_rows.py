"""Saved queries as rows, with what each finds now; the front page and the list of all show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from searchapp.archive.saved_queries import SavedQuery
from searchapp.archive.saved_queries.counts import Counts, SavedCounts
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.errors import DiskError
from searchapp.text.wording import count_of, long_day, number
from searchapp.web.question import all_story_ids, ask
from searchapp.web.search_state import SearchState
from searchapp.web.services import services
from searchapp.web.ui.parts import Notice, SavedRow
from searchapp.web.ui.search_box import title
from searchapp.web.urls import delete_url, saved_feed_url, saved_json_url, saved_url

Unseen = Callable[[str, list[str]], frozenset[str]]


def saved_rows_now(index: Index, *, most: int = 1000) -> tuple[tuple[SavedRow, ...], tuple[Notice, ...]]:
    """The list of saved queries; when the database fails, the page says so and goes on."""
    authority, _ = services().names.current()
    try:
        queries = services().saved.all()[:most]
        rows = saved_rows(index, authority, queries, services().saved.unseen, services().counted)
        damage = services().saved.notices()
    except DiskError as error:
        return (), (Notice(f"Saved queries can't be shown. {error.message} {error.hint}", tone="warn"),)
    return rows, tuple(Notice(said, tone="warn") for said in (*damage, *services().notices()))


def saved_rows(
    index: Index, authority: Authority, queries: tuple[SavedQuery, ...], unseen: Unseen, counted: SavedCounts
) -> tuple[SavedRow, ...]:
    """Saved queries with what each finds now and how much of it is new."""

    def count_all(new: Sequence[SavedQuery]) -> list[Counts]:
        found = all_story_ids(index, [ask(SearchState.from_query(saved.query), authority) for saved in new])
        return [(len(ids), len(unseen(saved.slug, ids))) for saved, ids in zip(new, found, strict=True)]

    return tuple(
        SavedRow(
            name=saved.name,
            url=saved_url(saved.slug),
            feed=saved_feed_url(saved.slug),
            json=saved_json_url(saved.slug),
            delete=delete_url(saved.slug),
            asks=title(SearchState.from_query(saved.query)),
            total=count_of("story", total),
            news=f"{number(fresh)} new" if fresh else "",
            seen=long_day(saved.seen.date()),
        )
        for saved, (total, fresh) in zip(queries, counted.of(index, queries, count_all), strict=True)
    )
