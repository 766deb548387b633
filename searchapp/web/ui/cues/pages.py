"""What pages show of cues that accounts differ: documented dataclasses, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.ui.kept.pages import Form
from searchapp.web.ui.parts import Run


@dataclass(frozen=True, slots=True)
class CueSide:
    """One account: whose and of which day, who says so where that is known, the sentence and the link to it.

    The words that differ are marked.
    """

    outlet: str
    day: str
    speaker: str
    url: str
    words: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class CueRow:
    """What accounts differ on: its heading, the rule in plain words, and each account once.

    `verdict` is what readers said of it, "yes", "no" or "" for nothing yet; `note` stands beside that. `form` is
    where an answer is posted to.
    """

    id: str
    heading: str
    rule: str
    sides: tuple[CueSide, ...]
    verdict: str
    note: str
    form: Form


@dataclass(frozen=True, slots=True)
class CuesBlock:
    """In what the accounts of some stories may differ; `dismissed` is what readers said to be no difference."""

    rows: tuple[CueRow, ...]
    dismissed: tuple[CueRow, ...]
