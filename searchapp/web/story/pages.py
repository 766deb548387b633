"""What the reader shows: documented dataclasses, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.kept.pages import KeptHere
from searchapp.web.ui.parts import Link, Run


@dataclass(frozen=True, slots=True)
class SaidRun:
    """A run of a story's text: `mode` is how it is told if someone is said to have said it, else "".

    `frame` names what it is where it is no part of the story itself.
    """

    text: str
    mode: str = ""
    said: str = ""
    anchor: str = ""
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Runs that are one match (`mark` numbers it from 1, the first piece of it `first`), or none (0)."""

    runs: tuple[SaidRun, ...]
    mark: int = 0
    first: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where someone is heard in a story: the first words, how they are told, and where that is put right.

    `how` says so where it was not simply said, or is uncertain; `page` is that of a document ("p. 3"), `citation`
    a line to cite it by, `add` leads to where it is added to a collection.
    """

    label: str
    url: str
    mode: str
    how: str
    page: str
    correct: str
    citation: str
    add: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone heard in a story, with each place of theirs in it; `found` leads to the archive, `about` to them."""

    name: str
    unnamed: bool
    count: str
    places: tuple[Place, ...]
    found: str
    about: str


@dataclass(frozen=True, slots=True)
class NamedHere:
    """A name in a story: its page, how often it stands there, a search for it, and where it is put right."""

    name: str
    url: str
    count: str
    found: str
    correct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage(Page):
    """The reader: a story with the query's marks, who speaks in it and who is named.

    `origins` says of each field where it was taken from, `frame` names what is shown but not searched.
    `original` is an http(s) address or None, `kept` what the archive's own people keep of it, for them alone.
    """

    template = "story/story.html"
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
    found_by: str
    kept: KeptHere | None
