"""What the list of saved queries shows."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.ui.parts import (
    Notice,
    SavedRow,
    SearchBox,
)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """All saved queries."""

    title: str
    box: SearchBox
    rows: tuple[SavedRow, ...]
    notices: tuple[Notice, ...]
