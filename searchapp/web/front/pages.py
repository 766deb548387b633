"""What the front page and the help page show."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.ui.parts import (
    Link,
    Notice,
    SavedRow,
    SearchBox,
    StoryHit,
)


@dataclass(frozen=True, slots=True)
class StartPage:
    """The front page: what the archive holds, who is heard in it, what was saved, what came last."""

    title: str
    box: SearchBox
    totals: tuple[Link, ...]
    span: str
    groups: tuple[tuple[str, tuple[Link, ...], Link | None], ...]
    latest: tuple[StoryHit, ...]
    all_stories: Link
    saved: tuple[SavedRow, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """How to ask: each example is a search that one can follow."""

    title: str
    box: SearchBox
    words: tuple[tuple[Link, str], ...]
    fields: tuple[tuple[Link, str], ...]
    keys: tuple[tuple[str, str], ...]
