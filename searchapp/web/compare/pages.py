"""What the pages of the comparison show: documented dataclasses, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.also.pages import Other
from searchapp.web.ui.parts import Link, Run


@dataclass(frozen=True, slots=True)
class Column:
    """A story that is compared: `told` says how long it is and how much of it others here have too.

    `leave` leads to the same without it, "" where two are left; `direction` is that of its text.
    """

    outlet: Link
    day: Link
    story: Link
    told: str
    leave: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a story with its permanent link; what only it has of words that others have too is a hit.

    It `begins` a paragraph. `there` leads to where another story has the same words, where that is another row.
    """

    anchor: str
    link: str
    words: tuple[Run, ...]
    begins: bool
    there: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a story has in a row, which may be nothing; `outlet` names the story.

    It is `copied` where these are words that another story has in the row too.
    """

    outlet: str
    copied: bool
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What faces each other: who says something in it, and what it has in common (`said`), where that is told."""

    said: str
    who: tuple[Link, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage(Page):
    """Stories side by side. `event` is what they all tell of, `views` what may be shown of them.

    `none` says why there is no row, `more` are stories that may be set beside these.
    """

    template = "compare/compare.html"
    heading: str
    event: Link | None
    views: tuple[Link, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    none: str
    more: tuple[Other, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePage(Page):
    """Where stories to compare are chosen: beside `chosen`, where there is one, those that tell the same."""

    template = "compare/choose.html"
    chosen: Link | None
    others: tuple[Other, ...]
    search: str
