"""What the pages of saved queries show."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.parts import Link, SavedRow


@dataclass(frozen=True, slots=True)
class SavedFolder:
    """Saved queries under one heading; without a `name` they are in no folder, or stand in another order."""

    name: str
    anchor: str
    rows: tuple[SavedRow, ...]


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """A query that was deleted and can be brought back `until` a day."""

    name: str
    deleted: str
    until: str
    restore: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage(Page):
    """All saved queries, or those with `find` in them; `sort` is the order in force, as the address has it."""

    template = "saved/saved.html"
    status: str
    folders: tuple[SavedFolder, ...]
    sorts: tuple[Link, ...]
    sort: str
    find: str
    deleted: tuple[DeletedRow, ...]
    with_news: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage(Page):
    """The form that names a saved query, notes something on it, files it, or has it ask something else.

    `folders` are those that there are. `wrong` says what of it can't be read any more, `take` is where it is
    posted that what it finds is to be kept.
    """

    template = "saved/edit.html"
    back: Link
    action: str
    name: str
    note: str
    folder: str
    folders: tuple[str, ...]
    asks: str
    address: str
    wrong: str
    link: str
    created: str
    snapshots: tuple[Link, ...]
    take: str
    delete: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit as it was, or as it is; `url` is empty where it is not in the archive any more.

    `says` is what became of it: why it is gone, or what was otherwise.
    """

    title: str
    url: str
    outlet: str
    day: str
    speaker: str
    words: str
    says: str


@dataclass(frozen=True, slots=True)
class HitList:
    """What came in, what is gone, or what changed; `left` says how many more there are than are shown."""

    heading: str
    rows: tuple[HitRow, ...]
    left: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPage(Page):
    """What a saved query found once, beside what it finds today; `others` are its snapshots, this one current.

    `query` says how it was asked then, where that was otherwise. `files` take the whole of it along.
    """

    template = "saved/snapshot.html"
    back: Link
    heading: str
    said: str
    query: str
    bound: str
    lists: tuple[HitList, ...]
    others: tuple[Link, ...]
    files: tuple[Link, ...]
    take: str
