"""Presenter of saved queries: the list, and the banner over the results of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from searchapp.archive.saved_queries import SavedQuery
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.text.wording import count, count_of, long_day, number
from searchapp.web.question import all_story_ids, ask
from searchapp.web.saved.counted import Counts, SavedCounts
from searchapp.web.saved.pages import SavedPage
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Notice, SavedBanner, SavedRow, SearchBox
from searchapp.web.ui.search_box import title

Unseen = Callable[[str, list[str]], frozenset[str]]


def saved_state(saved: SavedQuery) -> SearchState:
    """The search that a saved query keeps."""
    return state_from(saved.query)


def state_from(query: str) -> SearchState:
    """The state of a query string, on its first page; what can't be read in it is left out."""
    pairs = parse_qsl(query, keep_blank_values=False, max_num_fields=1000) if query.count("&") < 1000 else []
    return SearchState.from_args(MultiDict(pairs))[0].with_page(1)


def saved_rows(
    index: Index, authority: Authority, queries: tuple[SavedQuery, ...], unseen: Unseen, counted: SavedCounts
) -> tuple[SavedRow, ...]:
    """Saved queries with what each finds now and how much of it is new."""

    def count_all(new: Sequence[SavedQuery]) -> list[Counts]:
        found = all_story_ids(index, [ask(saved_state(saved), authority) for saved in new])
        return [(len(ids), len(unseen(saved.slug, ids))) for saved, ids in zip(new, found, strict=True)]

    return tuple(
        SavedRow(
            slug=saved.slug,
            name=saved.name,
            url=f"/saved/{saved.slug}",
            asks=title(saved_state(saved)),
            total=count_of("story", total),
            news=f"{number(fresh)} new" if fresh else "",
            seen=long_day(saved.seen.date()),
        )
        for saved, (total, fresh) in zip(queries, counted.of(index, queries, count_all), strict=True)
    )


def saved_banner(saved: SavedQuery, index: Index, state: SearchState, fresh: int, *, changed: bool) -> SavedBanner:
    """What stands above a saved query's results."""
    return SavedBanner(
        slug=saved.slug,
        name=saved.name,
        news=f"{count(fresh, 'new story', 'new stories')}" if fresh else "Nothing new",
        has_news=fresh > 0,
        seen=long_day(saved.seen.date()),
        generation=index.generation,
        changed=changed,
        search=state.url(),
        feed=f"/saved/{saved.slug}.atom",
        json=f"/saved/{saved.slug}.json",
    )


def saved_page(rows: tuple[SavedRow, ...], notices: tuple[Notice, ...] = ()) -> SavedPage:
    """The list of saved queries."""
    return SavedPage("Saved queries", SearchBox(), rows, notices)
