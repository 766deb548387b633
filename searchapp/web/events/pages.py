"""What the pages about events show: documented dataclasses, ready to be printed. Nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.parts import Link, Pager


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """An outlet on top of its column: its story, or the search for them; the day, sentences, what is shared."""

    outlet: Link
    about: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words as edited: `kind` is "" where it stayed, "gone" or "new"."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    """A statement in a cell: what was said, its sentence's permanent `link`, how it is told and with which verb.

    `called` says how the speaker is called there, where that is otherwise. Where the same words stand elsewhere
    too, the first of all has the others as `also`, each of these has the first as `same`, with its own `edits`.
    """

    words: str
    link: str
    mode: str
    how: str
    called: str
    also: tuple[Link, ...]
    same: Link | None
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class OutletCell:
    """What an outlet has of a speaker; `named` leads to where they are only named, None where they are not."""

    outlet: str
    words: tuple[Words, ...]
    named: Link | None


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker: their page ("" of one without a name), who they are, and a cell for each outlet."""

    name: Link
    about: str
    cells: tuple[OutletCell, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A story of the event in the order of days: what it shares, and why it is taken to tell of the event."""

    story: Link
    outlet: Link
    day: Link
    shares: str
    why: str


@dataclass(frozen=True, slots=True)
class SharedText:
    """Words that several stories share: where they stand, and where again, with the edits there.

    `is_first` says that the days tell where they stood first.
    """

    words: str
    is_first: bool
    first: Link
    again: tuple[tuple[Link, tuple[Edit, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage(Page):
    """The accounts of one event side by side; `facts` say who spoke, where, when and in which outlets."""

    template = "events/event.html"
    heading: str
    about: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    columns: tuple[ColumnHead, ...]
    rows: tuple[SpeakerRow, ...]
    shared: tuple[SharedText, ...]
    versions: tuple[Version, ...]
    search: Link
    add: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in the list."""

    event: Link
    days: str
    outlets: str
    stories: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage(Page):
    """All events, in one of two orders."""

    template = "events/events.html"
    status: str
    orders: tuple[Link, ...]
    rows: tuple[EventRow, ...]
    pager: Pager | None
