"""Presenter of saved queries: the list, the form that names one, and the banner over the results of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby

from searchapp.archive.saved_queries import KEPT_DELETED, SavedQuery
from searchapp.archive.saved_queries.snapshots import Kept
from searchapp.engines import Index
from searchapp.text.analysis import folded
from searchapp.text.slugs import hyphenated
from searchapp.text.wording import count, long_day, number
from searchapp.web.route_marks import may
from searchapp.web.saved.pages import DeletedRow, EditPage, SavedFolder, SavedPage
from searchapp.web.search_state import SearchState
from searchapp.web.services import Look, services
from searchapp.web.ui.parts import Link, Notice, SavedBanner
from searchapp.web.ui.saved_rows import Counted, news_said, of_these_said, saved_row, wrong_in
from searchapp.web.ui.search_box import title
from searchapp.web.urls import (
    AT,
    delete_url,
    edit_url,
    restore_url,
    saved_feed_url,
    saved_json_url,
    saved_url,
    seen_url,
    snapshot_url,
    snapshots_url,
    with_parameter,
)

SORTS: dict[str, tuple[str, Callable[[Counted], object]]] = {
    "own": ("Your order", lambda one: 0),
    "name": ("By name", lambda one: folded(one[0].name)),
    "news": ("Most news first", lambda one: -one[1].news.hits),
    "seen": ("Last looked at first", lambda one: -one[0].seen.timestamp()),
}
"""The orders of the list by their word in its address: what each is called, and what it goes by."""


def saved_banner(
    saved: SavedQuery,
    index: Index,
    state: SearchState,
    look: Look,
    kept: Sequence[Kept],
    *,
    said: str,
    changed: bool,
) -> SavedBanner:
    """What stands above a saved query's results."""
    own = may(edit_url(saved.slug))
    return SavedBanner(
        url=saved_url(saved.slug),
        mark_seen=seen_url(saved.slug),
        name=saved.name,
        note=saved.note if own else "",
        news=news_said(state.kind, look.news) or "Nothing new",
        of_these=of_these_said(state.kind, look.news),
        has_news=look.news.hits > 0,
        seen=long_day(saved.seen.date()),
        generation=index.generation,
        changed=changed,
        said=said,
        search=state.url(),
        edit=edit_url(saved.slug) if own else "",
        then=snapshot_links(saved.slug, kept[:1])[0] if own and kept else None,
        feed=saved_feed_url(saved.slug),
        json=saved_json_url(saved.slug),
    )


def snapshot_links(slug: str, kept: Sequence[Kept], *, current: int = 0) -> tuple[Link, ...]:
    """The ways to what a query found once, with how much that was; those of one day also say the time."""
    days = Counter(one.taken.date() for one in kept)
    return tuple(
        Link(
            f"As it was on {long_day(one.taken.date())}"
            + (f", {one.taken:%H:%M} UTC" * (days[one.taken.date()] > 1)),
            snapshot_url(slug, one.number),
            number(one.total),
            one.number == current,
        )
        for one in kept
    )


def saved_page(
    counted: Sequence[Counted],
    deleted: Sequence[SavedQuery],
    *,
    sort: str,
    find: str,
    notices: tuple[Notice, ...] = (),
) -> SavedPage:
    """The list of saved queries: by folder in their own order, or all together in another."""
    sort = sort if sort in SORTS else "own"
    shown = [one for one in counted if folded(find) in folded(" ".join(_words_of(one[0])))]
    news = sum(counts.news.hits > 0 for _, counts in shown)
    return SavedPage(
        title="Saved queries",
        status=_status(len(shown), len(counted), find),
        with_news=f"{number(news)} with news" if news else "",
        folders=_folders(shown, sort, can_move=not find),
        sorts=tuple(Link(label, _list_url(key, find), current=key == sort) for key, (label, _) in SORTS.items()),
        sort=sort if sort != "own" else "",
        find=find,
        deleted=tuple(map(_deleted_row, deleted)),
        notices=notices,
    )


def _words_of(saved: SavedQuery) -> tuple[str, ...]:
    return saved.name, saved.note, saved.folder, title(SearchState.from_query(saved.query), services().called)


def _status(shown: int, total: int, find: str) -> str:
    queries = count(total, "saved query", "saved queries")
    return f"{number(shown)} of {queries}" if find else queries


def _list_url(sort: str, find: str) -> str:
    url = AT.saved if sort == "own" else with_parameter(AT.saved, "sort", sort)
    return with_parameter(url, "find", find) if find else url


def _folders(counted: Sequence[Counted], sort: str, *, can_move: bool) -> tuple[SavedFolder, ...]:
    if sort != "own":
        rows = tuple(saved_row(*one) for one in sorted(counted, key=SORTS[sort][1]))  # type: ignore[arg-type]
        return (SavedFolder("", "", rows),) if rows else ()
    return tuple(
        SavedFolder(
            name=folder.replace("/", " / "),
            anchor=f"folder-{n}-{hyphenated(folder)}".rstrip("-"),
            rows=tuple(saved_row(*one, can_move=can_move) for one in held),
        )
        for n, (folder, held) in enumerate(groupby(counted, key=lambda one: one[0].folder), 1)
    )


def _deleted_row(saved: SavedQuery) -> DeletedRow:
    when = saved.deleted or saved.seen
    until = long_day((when + KEPT_DELETED).date())
    return DeletedRow(saved.name, long_day(when.date()), until, restore_url(saved.slug))


def edit_page(
    saved: SavedQuery, folders: Sequence[str], kept: Sequence[Kept], *, notices: tuple[Notice, ...]
) -> EditPage:
    """The form that names a saved query, notes something on it, files it, or has it ask something else."""
    state = SearchState.from_query(saved.query)
    return EditPage(
        title=f"Edit “{saved.name}”",
        back=Link(saved.name, saved_url(saved.slug)),
        action=edit_url(saved.slug),
        name=saved.name,
        note=saved.note,
        folder=saved.folder,
        folders=tuple(folders),
        asks=title(state, services().called),
        address=state.url(),
        wrong=wrong_in(saved.query),
        link=saved_url(saved.slug),
        created=long_day(saved.created.date()),
        snapshots=snapshot_links(saved.slug, kept),
        take=snapshots_url(saved.slug),
        delete=delete_url(saved.slug),
        notices=notices,
    )
