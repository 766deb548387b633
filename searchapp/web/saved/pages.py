"""What the list of saved queries shows."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.parts import (
    SavedRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage(Page):
    """All saved queries."""

    template = "saved/saved.html"
    rows: tuple[SavedRow, ...]
