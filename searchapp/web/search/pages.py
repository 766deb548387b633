"""What the pages of the search show: documented dataclasses, ready to be printed. Nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.ui.parts import (
    Actions,
    Chip,
    Heard,
    Link,
    Notice,
    Pager,
    Panel,
    SavedBanner,
    SearchBox,
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
