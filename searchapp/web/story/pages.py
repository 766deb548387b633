"""What the reader shows: a documented dataclass, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.ui.parts import (
    Link,
    NamedHere,
    Notice,
    Piece,
    Run,
    SearchBox,
    Speaker,
)


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
