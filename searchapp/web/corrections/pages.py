"""What the pages about corrections show: documented dataclasses, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.parts import Link, Pager, Run, Undo

# -- corrections --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CorrectForm:
    """A statement as it was found, and the form that puts it right; `in_force` says what was said of it before."""

    number: int
    action: str
    words: str
    back: str
    sentence: tuple[Run, ...]
    speaker: str
    unnamed: bool
    found: str
    names: tuple[str, ...]
    in_force: str
    undo: Undo | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPage(Page):
    """The statements of one sentence, each with its form."""

    template = "corrections/correct.html"
    back: Link
    story: Link
    outlet: Link
    day: Link
    kinds: tuple[tuple[str, str], ...]
    forms: tuple[CorrectForm, ...]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction: when and what; the sentence while it is there, else `lost` says that it is not."""

    when: str
    what: str
    place: Link | None
    sentence: tuple[Run, ...]
    lost: str
    undone: bool
    undo: Undo


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage(Page):
    """All corrections, newest first."""

    template = "corrections/corrections.html"
    status: str
    all_statements: str
    rows: tuple[CorrectionRow, ...]
    pager: Pager | None
