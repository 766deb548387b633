"""What the pages about corrections show: documented dataclasses, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.ui.parts import Link, Notice, Pager, Run, SearchBox, Undo

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


@dataclass(frozen=True, slots=True)
class CorrectPage:
    """The statements of one sentence, each with its form."""

    title: str
    box: SearchBox
    back: Link
    story: Link
    outlet: Link
    day: Link
    forms: tuple[CorrectForm, ...]
    notices: tuple[Notice, ...]


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


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """All corrections, newest first."""

    title: str
    box: SearchBox
    status: str
    rows: tuple[CorrectionRow, ...]
    pager: Pager | None
    notices: tuple[Notice, ...]
