"""What the pages about names show: documented dataclasses, ready to be printed. Nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.parts import Bar, Link, Pager, StatementHit, Tick, Undo

# -- a name -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutletTimes:
    """How often an outlet has statements, over time: bars on the one scale of all rows."""

    outlet: Link
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """Statements (or stories) over time by outlet; from the first day to the last, `span`.

    `cells` are the same counts as (days, outlet, link)."""

    heading: str
    rows: tuple[OutletTimes, ...]
    width: int
    height: int
    axis: tuple[Tick, ...]
    span: str
    cells: tuple[tuple[str, str, Link], ...]
    left_out: str
    undated: Link | None


@dataclass(frozen=True, slots=True)
class Together:
    """Names of a kind that stand in the same stories: each with its page; `note` is the search for both."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class KnownAs:
    """What the names file says of a name."""

    aliases: tuple[str, ...]
    not_aliases: tuple[str, ...]
    note: str
    stories: str


@dataclass(frozen=True, slots=True)
class ResolvedRow:
    """A form that the archive takes for this person: in how many stories, why, and the button that parts them."""

    form: str
    stories: str
    why: str
    undo: Undo


@dataclass(frozen=True, slots=True)
class NotThis:
    """The form that says that a name is none of this kind; `names` are the spellings it may be said of."""

    action: str
    kind: str
    names: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    stories: str


@dataclass(frozen=True, slots=True)
class Sayings:
    """The latest statements by someone, or about them, and the ways to all of them."""

    heading: str
    all: tuple[Link, ...]
    hits: tuple[StatementHit, ...]
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePage(Page):
    """A person, organization, place or speaker: how spelled, when heard, with whom, and what was said last.

    `by_story` leads to where two of one name are told apart, "" where that makes no sense.
    """

    template = "names/name.html"
    key: str
    kind: str
    heading: str
    counts: tuple[Link, ...]
    also: tuple[Link, ...]
    spellings: tuple[tuple[str, str], ...]
    spellings_note: str
    known: KnownAs | None
    resolved: tuple[ResolvedRow, ...]
    times: Times | None
    together: tuple[Together, ...]
    sayings: tuple[Sayings, ...]
    not_this: NotThis | None
    can_merge: bool
    by_story: str


# -- all names ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """Two names that may be one, why, and the page on which that is decided; `apart` posts that they are two."""

    name: Link
    other: Link
    reason: str
    shared: str
    merge: str
    apart: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """The suggestions of a kind; `more` leads to those left out."""

    heading: str
    rows: tuple[SuggestionRow, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form of an entry: how many stories have it, and the page that splits it off (the preferred one: None)."""

    name: str
    stories: Link
    split: str | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the names file."""

    name: Link
    kind: str
    forms: tuple[FormRow, ...]
    hidden: str
    not_aliases: tuple[str, ...]
    note: str
    stories: str


@dataclass(frozen=True, slots=True)
class EditRow:
    """An edit made here; only the newest can be taken back at once."""

    when: str
    what: str
    undo: Undo | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPage(Page):
    """Names that may be one, the entries of the names file, and what was edited.

    `comparing` says so while the names are still being compared; `back` is this page as it is asked for.
    """

    template = "names/names.html"
    kinds: tuple[Link, ...]
    back: str
    suggested: tuple[Suggested, ...]
    comparing: str
    entries: tuple[EntryRow, ...]
    pager: Pager | None
    edits: tuple[EditRow, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name of a merge: its stories, the names that stand with it, its latest stories; `chosen` as preferred."""

    name: str
    about: str
    stories: Link
    company: str
    latest: tuple[Link, ...]
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePage(Page):
    """What a merge or a split would do, before it is done: `says` in sentences, `button` does it."""

    template = "names/decide.html"
    back: Link
    says: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    choose: bool
    action: str
    fields: tuple[tuple[str, str], ...]
    button: str


# -- one name of two, and a wrong one ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoryChoice:
    """A story to choose, with the names that stand beside the one in question."""

    id: str
    story: Link
    outlet: Link
    day: Link
    beside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByStoryPage(Page):
    """A name that two bear, and its stories; `others` are those told apart before, `said` what is left out."""

    template = "names/by_story.html"
    back: Link
    kind: str
    name: str
    others: tuple[str, ...]
    said: str
    stories: tuple[StoryChoice, ...]


@dataclass(frozen=True, slots=True)
class NamedAs:
    """A place in a story that names someone, with the words around it."""

    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongNamePage(Page):
    """A name in a story and the form that puts it right, there or `everywhere` ("" where that is the same)."""

    template = "names/wrong_name.html"
    back: Link
    story: Link
    outlet: Link
    day: Link
    name: str
    article: str
    places: tuple[NamedAs, ...]
    choices: tuple[tuple[str, str], ...]
    everywhere: str
    fields: tuple[tuple[str, str], ...]
