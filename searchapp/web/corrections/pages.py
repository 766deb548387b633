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


# -- what a story says of itself ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FieldInput:
    """A field of a story and where it is typed: `was` is what is shown of it, `told` what its file says.

    `problem` says what is wrong with what was typed; `ask` is what to tick where it may be right all the same.
    """

    name: str
    label: str
    kind: str
    value: str
    was: str
    told: str
    problem: str
    ask: str
    undo: Undo | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRightPage(Page):
    """The fields of a story, each to be put right; `everywhere` names the other stories of its outlet."""

    template = "corrections/put_right.html"
    back: Link
    story: Link
    outlet: Link
    day: Link
    hidden: tuple[tuple[str, str], ...]
    inputs: tuple[FieldInput, ...]
    outlets: tuple[str, ...]
    everywhere: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A story that lacks something, with its first words, and the way to where that is put right."""

    title: tuple[Run, ...]
    lead: str
    url: str
    outlet: Link
    day: Link
    put_right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage(Page):
    """The stories of which something is not known; `tabs` lead to those that lack something else."""

    template = "corrections/missing.html"
    status: str
    tabs: tuple[Link, ...]
    rows: tuple[Missing, ...]
    pager: Pager | None
