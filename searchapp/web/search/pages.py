"""What the pages of the search show: documented dataclasses, ready to be printed. Nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.query.request import State
from searchapp.web.pages import Page
from searchapp.web.ui.parts import Link, Pager, SavedBanner, StatementHit, StoryHit, When


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A facet's value: `toggle` chooses it or undoes that, `exclude` leaves it out."""

    label: str
    count: str
    state: State
    toggle: str
    exclude: str | None
    known: bool = True


@dataclass(frozen=True, slots=True)
class ListedValue:
    """A value in the list of all, to be ticked: `value` is what is sent; `profile` is the page about it."""

    row: ValueRow
    value: str
    checked: bool
    profile: str


@dataclass(frozen=True, slots=True)
class NothingListed:
    """What stands in place of an empty list: why it is, and what can be done."""

    said: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One facet beside the results, `id` is where on the page; `more` leads to all its values.

    `together` leads from any of several chosen values to all of them, or back.
    """

    id: str
    label: str
    distinct: str
    rows: tuple[ValueRow, ...]
    more: Link | None
    together: Link | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, above the results; `url` takes it away."""

    label: str
    value: str
    url: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class GroupedHit:
    """A statement of a group; `more` leads to those of the group in the same outlet, or by the same speaker."""

    hit: StatementHit
    more: Link | None


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """A speaker or an outlet with the first statements there; `says` counts them, `more` leads to the rest.

    `about` is the page of a speaker, `known_as` says who it is, where that is known. `speakers` and `outlets` tell
    whether each statement has to name its own.
    """

    name: str
    speakers: bool
    outlets: bool
    url: str
    about: str
    known_as: str
    says: str
    hits: tuple[GroupedHit, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class HeardCell:
    """How often an outlet lets a speaker speak; without a `url` it never does. `shade` is 0 to 4.

    `perhaps` says under which other names, where it is only these that are heard.
    """

    count: str
    url: str | None
    shade: int
    outlet: str
    perhaps: str = ""


@dataclass(frozen=True, slots=True)
class HeardRow:
    """A speaker with a cell an outlet."""

    name: str
    url: str
    cells: tuple[HeardCell, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """Who was heard where: `outlets` as (name, short name), a row a speaker, and the way to the whole table."""

    outlets: tuple[tuple[str, str], ...]
    rows: tuple[HeardRow, ...]
    all: Link
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    """What can be done with an answer: save it, follow it, take it along, link to it, add it to a collection."""

    name: str
    query: str
    feed: str
    files: tuple[Link, ...]
    json: str
    link: str
    collect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """Results of one kind, with all that narrows them. `count` is announced, `show` closes the filter tray.

    `beside` leads to what is not among them, though it may be wanted, with its number. `meant` are queries that
    may be meant by this one, `suggestions` others than one with no answer or few hits, each with what it finds.
    `found_by` says so where names and statements were not found in the normal way, `asked` is the search in words.
    """

    template = "search/search.html"
    count: str
    tabs: tuple[Link, ...]
    sorting: str
    sorts: tuple[Link, ...]
    matching: tuple[Link, ...]
    chips: tuple[Chip, ...]
    together: tuple[Link, ...]
    clear: str
    beside: tuple[Link, ...]
    stories: tuple[StoryHit, ...]
    statements: tuple[StatementHit, ...]
    groups: tuple[StatementGroup, ...]
    pager: Pager | None
    panels: tuple[Panel, ...]
    when: When | None
    heard: Heard | None
    actions: Actions
    filters: int
    show: str
    zero: str
    meant: tuple[Link, ...]
    suggestions: tuple[Link, ...]
    asked: tuple[tuple[str, str], ...]
    found_by: str = ""
    saved: SavedBanner | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPage(Page):
    """All values of a facet for a search, by count or from A to Z, those with `contains` in their name.

    They can be ticked; `held` are values that are ticked and not listed here.
    """

    template = "search/facet.html"
    heading: str
    back: Link
    action: str
    contains: str
    label: str
    hidden: tuple[tuple[str, str], ...]
    held: tuple[str, ...]
    orders: tuple[Link, ...]
    rows: tuple[ListedValue, ...]
    status: str
    nothing: NothingListed | None
    pager: Pager | None
