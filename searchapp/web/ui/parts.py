"""The parts that pages are made of: documented dataclasses, ready to be printed.

Nothing here computes. A `url` is ready to be put into an attribute, a `label` is plain text, and text with
marks is a tuple of runs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text: `hit` is a match of the query, `quiet` is around what was said (the attribution)."""

    text: str
    hit: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text; `count` stands beside it, `current` says that it is where one is.

    `known` is False where the text says that something is not known.
    """

    label: str
    url: str
    count: str = ""
    current: bool = False
    note: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Undo:
    """A button that takes a change back: where it posts to, and what it posts."""

    action: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One line on how the question was read, or what was just done, with a way back.

    `tone` is "quiet", "done" or "warn".
    """

    text: str
    link: Link | None = None
    tone: str = "quiet"
    undo: Undo | None = None


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The form on top of every page: the query, and the parameters that a new query keeps."""

    q: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bucket of the timeline in the units of its drawing; `chosen` when the dates asked for reach into it."""

    label: str
    count: str
    url: str | None
    x: float
    y: float
    width: float
    height: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class When:
    """The timeline: bars in a drawing of `width` × `height`, a form for the days, and those without a date."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    axis: tuple[str, ...]
    since: str
    until: str
    hidden: tuple[tuple[str, str], ...]
    undated: Link | None
    clear: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement within a story's hit: who, with which verb, the words."""

    speakers: tuple[Link, ...]
    verb: str
    mode: str
    words: tuple[Run, ...]
    url: str


@dataclass(frozen=True, slots=True)
class StoryHit:
    """A story in a list of results. `is_new` since the last look."""

    anchor: str
    url: str
    title: tuple[Run, ...]
    outlet: Link
    day: Link
    quotes: tuple[Quote, ...]
    more_quotes: Link | None
    snippet: tuple[Run, ...]
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement in a list of results: its sentence, in which the attribution is quiet.

    `speaker` is all who share it as one text, each of `speakers` leads to theirs, with their page as its `note`.
    `told` says more of how it was said ("denies, to reporters"), `context` are the paragraphs around, `evidence`
    what it was found by, `found_in` the title of the story by whose words it was found, `correct` the page on
    which it is put right, `citation` a line to cite it by, `page` that of a document ("p. 3").
    """

    anchor: str
    url: str
    link: str
    correct: str
    title: str
    speaker: str
    speakers: tuple[Link, ...]
    unnamed: bool
    outlet: Link
    day: Link
    mode: str
    told: tuple[Link, ...]
    sentence: tuple[Run, ...]
    context: tuple[tuple[Run, ...], ...]
    evidence: str
    found_in: tuple[Run, ...]
    citation: str
    page: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is among the pages of an answer; `pages` has None where numbers are left out."""

    text: str
    previous: str | None
    next: str | None
    pages: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True)
class SavedBanner:
    """On a saved query's own page: what is new in it, and the form that marks it as seen.

    `said` is what was just done. `edit` leads to its name, note and place, `then` to what it found once, where the
    reader may see these.
    """

    url: str
    mark_seen: str
    name: str
    note: str
    news: str
    has_news: bool
    seen: str
    generation: str
    changed: bool
    said: str
    search: str
    edit: str
    then: Link | None
    feed: str
    json: str


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved query in the list; `news` is empty when nothing is new, or can't be said.

    `wrong` says what of it can't be read any more. `move` is where it is posted that it goes up or down, where
    that can be seen.
    """

    name: str
    url: str
    feed: str
    json: str
    edit: str
    delete: str
    move: str
    asks: str
    note: str
    total: str
    news: str
    seen: str
    wrong: str
