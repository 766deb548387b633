"""What the page on how the archive was read shows."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.parts import Link


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One type of file: a link to its stories, and to those that lack each field; None where none does."""

    stories: Link
    lacking: tuple[Link | None, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class NotTakenPart:
    """What was not taken of a path: sentences, each with the lines below it, and when that was."""

    path: str
    when: str
    told: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage(Page):
    """How the archive was read; every number of stories is a search that gives as many.

    `put_right` leads to the lists of those that lack what can be put right. A text of fewer than `least`
    characters counts as none.
    """

    template = "reading/reading.html"
    fields: tuple[str, ...]
    least: int
    rows: tuple[ReadRow, ...]
    put_right: tuple[Link, ...]
    doubts: tuple[Link, ...]
    not_taken: tuple[NotTakenPart, ...]
