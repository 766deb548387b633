"""What each page shows: one documented dataclass a page. The presenter decides, the template prints.

Nothing here computes; what a page is made of is in `searchapp.web.parts`.
"""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.parts import (
    Actions,
    Chip,
    Heard,
    Link,
    NamedHere,
    Notice,
    Pager,
    Panel,
    Piece,
    Run,
    SavedBanner,
    SavedRow,
    SearchBox,
    Speaker,
    SpeakerGroup,
    StatementHit,
    StoryHit,
    ValueRow,
    When,
)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Results of one kind, with all that narrows them. `count` is announced, `show` closes the filter tray.

    `found_by` says so where names and statements were not found in the normal way.
    """

    title: str
    box: SearchBox
    count: str
    tabs: tuple[Link, ...]
    sorting: str
    sorts: tuple[Link, ...]
    matching: tuple[Link, ...]
    chips: tuple[Chip, ...]
    clear: str
    notices: tuple[Notice, ...]
    stories: tuple[StoryHit, ...]
    statements: tuple[StatementHit, ...]
    groups: tuple[SpeakerGroup, ...]
    pager: Pager | None
    panels: tuple[Panel, ...]
    when: When | None
    heard: Heard | None
    actions: Actions
    filters: int
    show: str
    zero: str
    suggestions: tuple[Link, ...]
    found_by: str = ""
    saved: SavedBanner | None = None


@dataclass(frozen=True, slots=True)
class StartPage:
    """The front page: what the archive holds, who is heard in it, what was saved, what came last."""

    title: str
    box: SearchBox
    totals: tuple[Link, ...]
    span: str
    groups: tuple[tuple[str, tuple[Link, ...], Link | None], ...]
    latest: tuple[StoryHit, ...]
    all_stories: Link
    saved: tuple[SavedRow, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """The reader: a story with the query's marks, who speaks in it and who is named.

    `origins` says of each field where it was taken from, `frame` names what is shown but not searched.
    `original` is an http(s) address or None.
    """

    title: str
    box: SearchBox
    back: Link
    heading: tuple[Run, ...]
    outlet: Link
    day: Link
    byline: str
    original: str | None
    language: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    marks: int
    mark_links: tuple[Link, ...]
    marks_text: str
    frame: str
    quotes_lost: bool
    speakers: tuple[Speaker, ...]
    named: tuple[tuple[str, tuple[NamedHere, ...]], ...]
    origins: tuple[str, ...]
    citation: str
    notices: tuple[Notice, ...]
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class FacetPage:
    """All values of a facet for a search, by count or from A to Z, those with `contains` in their name."""

    title: str
    box: SearchBox
    heading: str
    back: Link
    key: str
    contains: str
    hidden: tuple[tuple[str, str], ...]
    orders: tuple[Link, ...]
    rows: tuple[ValueRow, ...]
    status: str
    pager: Pager | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class SavedPage:
    """All saved queries."""

    title: str
    box: SearchBox
    rows: tuple[SavedRow, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """How to ask: each example is a search that one can follow."""

    title: str
    box: SearchBox
    words: tuple[tuple[Link, str], ...]
    fields: tuple[tuple[Link, str], ...]
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, and what to do next; `command` is to be typed into a terminal."""

    title: str
    box: SearchBox
    status: int
    message: str
    hint: str
    command: str = ""
