"""What the pages about events show: documented dataclasses, ready to be printed. Nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.cues.pages import CuesBlock
from searchapp.web.ui.parts import Link, Pager, Undo


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
class FiguresCell:
    """What an outlet says of a number or a day, each a link to its sentence; `none` says so where it says nothing.

    Where it is not `told` at all, the thing itself does not stand in its stories.
    """

    outlet: str
    links: tuple[Link, ...]
    none: str
    told: bool


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """What is counted, or the days, with a cell for each outlet."""

    what: str
    cells: tuple[FiguresCell, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A story of the event in the order of days: what it shares, and why it is taken to tell of the event."""

    id: str
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


@dataclass(frozen=True, slots=True)
class Membership:
    """What a reader may decide on the stories of an event: where that is posted to, and `also`, stories that share
    passages with those of the event and may belong to it, by id; `out` are those that were taken out.
    """

    action: str
    also: tuple[tuple[str, Link], ...]
    out: tuple[tuple[Link, Undo], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage(Page):
    """The accounts of one event side by side; `facts` say who spoke, where, when and in which outlets; `cues`
    in what the accounts may differ; `beside` leads to its first stories, sentence by sentence."""

    template = "events/event.html"
    heading: str
    about: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    columns: tuple[ColumnHead, ...]
    rows: tuple[SpeakerRow, ...]
    figures: tuple[FiguresRow, ...]
    cues: CuesBlock | None
    shared: tuple[SharedText, ...]
    versions: tuple[Version, ...]
    membership: Membership
    search: Link
    beside: Link | None
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
