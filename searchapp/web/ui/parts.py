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
class NotRight:
    """Where a story's fields are put right, and a line on each that was and holds no longer."""

    url: str
    lapsed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The form on top of every page: the query, and the parameters that a new query keeps."""

    q: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bucket of the timeline; `chosen` when the dates asked for reach into it, `says` is label and count.

    `place` and `shape` are paths in its drawing: all of its height, also where it is empty, and the bar itself.
    """

    label: str
    count: str
    says: str
    url: str | None
    place: str
    shape: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class BarDays:
    """What a script knows of the bars, each value a list in their order: the days as a form has them, and counts.

    A "|" parts the labels, a space all else.
    """

    since: str
    until: str
    labels: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day, month or year on the axis below the bars: how far along, and which end of its text stands there."""

    label: str
    at: str
    anchor: str


@dataclass(frozen=True, slots=True)
class DayField:
    """A field that takes a day: what stands in it, and the same day as a calendar has it."""

    name: str
    label: str
    said: str
    day: str


@dataclass(frozen=True, slots=True)
class When:
    """The timeline: bars in a drawing of `width` × `height`, and their days.

    `here` is the days that are shown, `trail` the ways out of them; `nouns` are what one and what many hits are
    called. A form takes the days; `undated` leads to those without a date.
    """

    bars: tuple[Bar, ...]
    bar_days: BarDays
    width: int
    height: int
    nouns: tuple[str, str]
    axis: tuple[Tick, ...]
    trail: tuple[Link, ...]
    here: Link
    days: tuple[DayField, ...]
    hidden: tuple[tuple[str, str], ...]
    undated: Link | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement within a story's hit: who, with which verb behind the name or words before it, the words."""

    speakers: tuple[Link, ...]
    before: str
    verb: str
    mode: str
    words: tuple[Run, ...]
    url: str


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """A reprint that is listed with a story: its outlet, which leads to it, and its day where that is another."""

    outlet: Link
    day: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class StoryHit:
    """A story in a list of results, with the `place` it is from or about. `is_new` since the last look.

    `original` is where it was published, or else its address here. `also` are the reprints listed with it, `told`
    says who else tells of it, and leads there.
    """

    id: str
    anchor: str
    url: str
    original: str
    title: tuple[Run, ...]
    outlet: Link
    day: Link
    place: Link | None
    told: Link | None
    quotes: tuple[Quote, ...]
    more_quotes: Link | None
    snippet: tuple[Run, ...]
    is_new: bool = False
    also: tuple[AlsoIn, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement in a list of results: its sentence, in which the attribution is quiet.

    `speaker` is all who share it as one text, each of `speakers` leads to theirs, with their page as its `note`;
    `called` says how the story calls them, where that is otherwise.
    `told` says more of how it was said ("denies, to reporters"), `context` are the paragraphs around, `evidence`
    what it was found by, `found_in` the title of the story by whose words it was found, `correct` the page on
    which it is put right, `citation` a line to cite it by, `page` that of a document ("p. 3"), `add`
    the page on which it is added to a collection.
    """

    anchor: str
    url: str
    link: str
    correct: str
    title: str
    speaker: str
    speakers: tuple[Link, ...]
    called: str
    original: str
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
    add: str = ""
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
    """On a saved query's own page: what is new in it, what is said `of_these`, the form that marks it as seen.

    `said` is what was just done. `edit` leads to its name, note and place, `then` to what it found once, where the
    reader may see these.
    """

    url: str
    mark_seen: str
    name: str
    note: str
    news: str
    of_these: str
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
    """A saved query in the list; `news` is empty when nothing is new, `of_these` where no more is said of it.

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
    of_these: str
    seen: str
    wrong: str
