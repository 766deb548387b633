"""Presenter of what a saved query found once, beside what it finds today: a page, and the same as files."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from searchapp.archive.saved_queries import SavedQuery
from searchapp.archive.saved_queries.snapshots import (
    MOST_IN_FULL,
    Comparison,
    Kept,
    KeptHit,
    Snapshot,
    compare,
    kept_to_json,
)
from searchapp.facets import BY_KEY
from searchapp.formats.exports import csv_line
from searchapp.text.wording import count_of, long_day, number, together
from searchapp.web.saved.pages import HitList, HitRow, SnapshotPage
from searchapp.web.saved.presenter import snapshot_links
from searchapp.web.search_state import SearchState
from searchapp.web.services import services
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.ui.search_box import title
from searchapp.web.urls import passage_url, saved_url, snapshot_file_url, snapshots_url, story_url

MOST_SHOWN = 100
"""Hits of each list on the page; the files have all."""
COLUMNS = ("state", "story_id", "title", "outlet", "published", "speaker", "words", "was")
_NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Compared:
    """A snapshot, what is found now, and what became of it; `there` are stories that the archive still has."""

    then: Snapshot
    now: Snapshot
    found: Comparison
    there: Container[str]


def compared(then: Snapshot, now: Snapshot, there: Container[str] = ()) -> Compared:
    """What became of a snapshot's hits."""
    return Compared(then, now, compare(then, now), there)


def snapshot_page(
    saved: SavedQuery, number_: int, kept: Sequence[Kept], both: Compared, *, notices: tuple[Notice, ...]
) -> SnapshotPage:
    """What a saved query found once, and what came in, went and changed since."""
    slug, then = saved.slug, both.then
    return SnapshotPage(
        title=f"{saved.name}, as it was on {_day(then)}",
        back=Link(saved.name, saved_url(slug)),
        heading=f"As it was on {_day(then)}",
        said=said(both),
        query=title(SearchState.from_query(then.query), services().called) if then.query != saved.query else "",
        bound=_bound(then),
        lists=tuple(_lists(both)),
        others=snapshot_links(slug, kept, current=number_),
        files=tuple(Link(form.label, snapshot_file_url(slug, number_, ending)) for ending, form in FILES.items()),
        take=snapshots_url(slug),
        notices=notices,
    )


def _day(snapshot: Snapshot) -> str:
    return long_day(snapshot.taken.date())


def said(both: Compared) -> str:
    """57 statements; today 61: 5 came in, 1 is gone."""
    then, now = both.then, both.now
    kind = then.kind
    if now.kind != kind:
        return f"{count_of(kind, then.total)}. Today the query asks for {count_of(now.kind, now.total)}."
    parts = [
        f"{number(len(both.found.came))} came in" if both.found.came else "",
        _some(len(both.found.gone), "is gone", "are gone"),
        _some(len(both.found.changed), "changed", "changed"),
    ]
    what = together([part for part in parts if part]) or "the same"
    return f"{count_of(kind, then.total)}; today {number(now.total)}: {what}."


def _some(n: int, one: str, many: str) -> str:
    return f"{number(n)} {one if n == 1 else many}" if n else ""


def _bound(then: Snapshot) -> str:
    """What is not kept of a large result."""
    if then.total <= MOST_IN_FULL:
        return ""
    return (
        f"Titles, outlets, days and words are kept of the first {number(MOST_IN_FULL)}; of the other"
        f" {number(then.total - MOST_IN_FULL)} only which they were."
    )


def _lists(both: Compared) -> Iterator[HitList]:
    """What came in, what is gone and what changed, each where there is any."""
    kind, found = both.then.kind, both.found
    rows: list[tuple[str, Sequence[Any], Callable[[Any], HitRow]]] = [
        ("Came in", found.came, lambda hit: _row(hit, url=_url(hit))),
        ("Gone", found.gone, lambda hit: _gone(hit, both)),
        ("Changed", found.changed, lambda pair: _row(pair[1], url=_url(pair[1]), says=was(*pair))),
    ]
    for heading, hits, row in rows:
        if hits:
            left = len(hits) - MOST_SHOWN
            yield HitList(
                heading=heading,
                rows=tuple(map(row, hits[:MOST_SHOWN])),
                left=f"and {count_of(kind, left)} more, in the files" if left > 0 else "",
            )


def _gone(hit: KeptHit, both: Compared) -> HitRow:
    if hit.found.story not in both.there:
        return _row(hit, url="", says="Its story is not in the archive any more.")
    what = "it" if both.then.kind == "story" else "the statement"
    return _row(
        hit, url=story_url(hit.found.story), says=f"The story is there, but this search does not find {what}."
    )


def _row(hit: KeptHit, *, url: str, says: str = "") -> HitRow:
    return HitRow(
        title=hit.title or (UNTITLED if hit.in_full else hit.found.story),
        url=url,
        outlet=hit.outlet or BY_KEY["outlet"].unknown,
        day=_long(hit.day) or "no date",
        speaker=hit.speaker,
        words=hit.words,
        says=says,
    )


def _long(day: str) -> str:
    return long_day(date.fromisoformat(day)) if day else ""


def _url(hit: KeptHit) -> str:
    """A hit's permanent link: of a statement that of its sentence."""
    if hit.found.statement and hit.text:
        return passage_url(hit.found.story, hit.text)
    return story_url(hit.found.story)


def was(before: KeptHit, after: KeptHit) -> str:
    """How a hit was, where it is otherwise now."""
    parts = [
        f"The title was “{before.title or UNTITLED}”." if before.title != after.title else "",
        f"The outlet was {before.outlet or _NOT_KNOWN}." if before.outlet != after.outlet else "",
        f"The day was {_long(before.day) or _NOT_KNOWN}." if before.day != after.day else "",
        f"It was put down to {before.speaker}." if before.speaker != after.speaker else "",
        "The text was another." if not before.words and before.text != after.text else "",
    ]
    return " ".join(part for part in parts if part)


# -- files ------------------------------------------------------------------------------------------------


def to_csv(saved: SavedQuery, both: Compared) -> Iterator[str]:
    """A row for each hit: what was there as it was, what came in as it is."""
    yield csv_line(COLUMNS)
    for state, hit, note in _states(both.found):
        about = hit.title, hit.outlet, hit.day, hit.speaker, hit.words
        yield csv_line((state, hit.found.story, *about, note))


def _states(found: Comparison) -> Iterator[tuple[str, KeptHit, str]]:
    yield from (("same", hit, "") for hit in found.same)
    yield from (("changed", after, was(before, after)) for before, after in found.changed)
    yield from (("gone", hit, "") for hit in found.gone)
    yield from (("came in", hit, "") for hit in found.came)


def to_json(saved: SavedQuery, both: Compared) -> Iterator[str]:
    """The snapshot as it was taken, and what came, went and changed since."""
    then, now, found = both.then, both.now, both.found
    whole = {
        "slug": saved.slug,
        "name": saved.name,
        "kind": then.kind,
        "query": then.query,
        "taken": then.taken.isoformat(),
        "total": then.total,
        "hits": _hits(then.hits),
        "today": {
            "query": now.query,
            "taken": now.taken.isoformat(),
            "total": now.total,
            "came": _hits(found.came),
            "gone": _hits(found.gone),
            "changed": _hits((after for _, after in found.changed)),
        },
    }
    yield json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _hits(hits: Iterable[KeptHit]) -> list[dict[str, str]]:
    return list(map(kept_to_json, hits))


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """What a page calls a form of file, its media type, and what writes it."""

    label: str
    mimetype: str
    lines: Callable[[SavedQuery, Compared], Iterator[str]]


FILES: dict[str, SnapshotFile] = {
    "csv": SnapshotFile("CSV", "text/csv", to_csv),
    "json": SnapshotFile("JSON", "application/json", to_json),
}
"""By the ending of the name."""
