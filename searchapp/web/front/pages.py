"""What the front page and the help page show."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.parts import (
    Link,
    SavedRow,
    StoryHit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage(Page):
    """The front page: what the archive holds, who is heard in it, what was saved, what came last."""

    template = "front/start.html"
    totals: tuple[Link, ...]
    span: str
    groups: tuple[tuple[str, tuple[Link, ...], Link | None], ...]
    latest: tuple[StoryHit, ...]
    all_stories: Link
    saved: tuple[SavedRow, ...]


@dataclass(frozen=True, slots=True)
class HelpRow:
    """An example with what it finds, without an address where that is nothing, and what it asks for."""

    example: Link
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage(Page):
    """How to ask: each example is a search that one can follow."""

    template = "front/help.html"
    words: tuple[HelpRow, ...]
    fields: tuple[HelpRow, ...]
    keys: tuple[tuple[str, str], ...]
