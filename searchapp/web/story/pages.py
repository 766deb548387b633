"""What the reader shows: documented dataclasses, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.also.pages import Other
from searchapp.web.ui.kept.pages import KeptHere
from searchapp.web.ui.parts import Link, NotRight


@dataclass(frozen=True, slots=True)
class Step:
    """What stands beside a mark or a statement while one is there: which it is, and the ways to those around it.

    `label` counts ("2 of 14 marks"), `noun` is what each is; at either end there is no way on ("").
    """

    label: str
    noun: str
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class SaidRun:
    """A run of a story's text: `mode` is how it is told if someone is said to have said it, else "".

    `anchor` is that of a statement whose words begin here, with its `step`; `spoken` are those of all that it is a
    part of. `frame` names what it is where it is no part of the story itself; `shared` are words that others have
    too.
    """

    text: str
    mode: str = ""
    said: str = ""
    anchor: str = ""
    spoken: str = ""
    step: Step | None = None
    frame: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs that are one match, or none (0): `mark` numbers it from 1, and where it begins it has its `step`.

    `page` names the page of a document that begins here ("p. 3").
    """

    runs: tuple[SaidRun, ...]
    mark: int = 0
    first: bool = True
    step: Step | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in pieces with its permanent `link`, or what lies between two (""); `lit` where a link led to it.

    It `begins` what is lit, which may be several. `also` says who else has it and the sentences before it.
    """

    pieces: tuple[Piece, ...]
    link: str = ""
    lit: bool = False
    begins: bool = False
    also: Link | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence that a link led to: its link as it stands now, a line to cite it by, and citations as files."""

    link: str
    citation: str
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone is heard in a story: the first words, how they are told, and where that is put right.

    `how` says so where it was not simply said, or is uncertain; `page` is that of a document ("p. 3"), `link` the
    permanent one of the sentence, `citation` a line to cite it by, `add` leads to where it is
    added to a collection; `here` where a link led to it.
    """

    label: str
    url: str
    mode: str
    how: str
    page: str
    link: str
    correct: str
    citation: str
    add: str
    here: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone heard in a story, with each place of theirs in it; `found` leads to the archive, `about` to them.

    The list is `open` where a link led into it.
    """

    name: str
    unnamed: bool
    count: str
    places: tuple[Place, ...]
    found: str
    about: str
    open: bool


@dataclass(frozen=True, slots=True)
class NamedHere:
    """A name in a story: its page, how often it stands there, a search for it, and where it is put right."""

    name: str
    url: str
    count: str
    found: str
    correct: str


@dataclass(frozen=True, slots=True)
class AlsoTold:
    """Who else tells of it: the event that it is a part of, and the other stories.

    `copied` says how much of its words others have too, and `compare` leads to these; "" where none have any.
    """

    event: Link | None
    others: tuple[Other, ...]
    copied: str
    compare: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage(Page):
    """The reader: a story with the query's marks, who speaks in it and who is named.

    `marked` counts the marks, `first_mark` leads to the first; `parts` are those of a long story, and `direction`
    is that of its text. `sentence_links` shows or hides the links of sentences, which are there `with_links`.
    `origins` says of each field where it was taken from, `frame` names what is shown but not searched. `original`
    is an http(s) address or None, `files` are its citations, `kept` what the archive's own people keep of it, for
    them alone.
    """

    template = "story/story.html"
    back: Link
    link: str
    heading: tuple[Piece, ...]
    outlet: Link
    day: Link
    byline: str
    not_right: NotRight
    original: str | None
    language: str
    direction: str
    passage: Passage | None
    paragraphs: tuple[tuple[Sentence, ...], ...]
    marked: str
    first_mark: str
    parts: tuple[Link, ...]
    sentence_links: Link | None
    with_links: bool
    frame: str
    quotes_lost: bool
    speakers: tuple[Speaker, ...]
    named: tuple[tuple[str, tuple[NamedHere, ...]], ...]
    also: AlsoTold | None
    origins: tuple[str, ...]
    citation: str
    files: tuple[Link, ...]
    found_by: str
    kept: KeptHere | None
