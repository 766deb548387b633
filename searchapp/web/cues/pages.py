"""The page of cues: a documented dataclass, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.cues.pages import CuesBlock
from searchapp.web.ui.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CuesPage(Page):
    """In what the accounts of some stories may differ; `stories` are those that were compared."""

    template = "cues/cues.html"
    stories: tuple[Link, ...]
    block: CuesBlock | None
    file: str
