"""What was just corrected: the line on the page that a correction led back to, with the way to take it back."""

from __future__ import annotations

from urllib.parse import quote

from flask import request

from searchapp.curation import corrections_file
from searchapp.curation.corrections import Correction, NameCorrection, StatementCorrection
from searchapp.curation.corrections_file import Noted
from searchapp.curation.story_fields import OutletCorrection, StoryCorrection
from searchapp.errors import SearchAppError
from searchapp.model import Statement
from searchapp.text.wording import ARTICLE, shorten
from searchapp.web.security import own_path
from searchapp.web.services import services
from searchapp.web.ui.origins import FIELDS, worded
from searchapp.web.ui.parts import Link, Notice, Undo
from searchapp.web.urls import AT, undo_url, with_parameter

DONE = "corrected"
"""The parameter that names a correction just made, on the page to which it led back."""


def noted() -> list[Noted]:
    """Every correction ever made; none where the file can't be read, which a notice says."""
    try:
        return corrections_file.history(services().corrections.path)
    except SearchAppError:
        return []


def done() -> tuple[Notice, ...]:
    """The line on what was just corrected, if this page was led to by a correction."""
    asked = request.args.get(DONE, "")
    return _done_notice(noted(), asked, own_path(_here(), AT.corrections)) if asked else ()


def _here() -> str:
    """The address asked for, without the host."""
    query = request.query_string.decode("ascii", "replace")
    return quote(request.path) + (f"?{query}" if query else "")


def _done_notice(noted: list[Noted], asked: str, here: str) -> tuple[Notice, ...]:
    """The line on what was just corrected or taken back, on the page `here` to which it led."""
    made = [n for n in noted if n.id in asked.split(",")]
    if not made:
        return ()
    if all(n.undone for n in made):
        return (Notice("Taken back.", Link("All corrections", AT.corrections), "done"),)
    together = ",".join(n.id for n in made if not n.undone)
    return (Notice("Corrected.", tone="done", undo=undo_of(together, here)),)


def undo_of(noted_id: str, back: str) -> Undo:
    """The button that takes a correction back."""
    return Undo(undo_url(noted_id), (("back", back),))


def led_back(path: str, noted_id: str) -> str:
    """The page to return to, which then says what was done."""
    return with_parameter(path, DONE, noted_id)


def what(correction: Correction, statement: Statement | None = None) -> str:
    """A correction in words."""
    match correction:
        case NameCorrection():
            return _of_name(correction)
        case StoryCorrection(field=field, found=found, to=to):
            is_now = worded(field, to) if to else "not known"
            return f"{FIELDS[field]}: {is_now}{f', not {worded(field, found)}' if found else ''}."
        case OutletCorrection(outlet=outlet, to=to):
            named = worded("outlet", outlet)
            return f"All stories of {named} are of {worded('outlet', to)}." if to else f"{named} is no outlet."
        case StatementCorrection():
            return _of_statement(correction, statement)


def _of_name(correction: NameCorrection) -> str:
    name, kind = shorten(correction.name, 100), ARTICLE[correction.kind]
    where = "in one story" if correction.story else "in all stories"
    if correction.to:
        return f"“{name}” is {ARTICLE[correction.to]}, not {kind}, {where}."
    return f"“{name}” is not {kind}, {where}."


def _of_statement(correction: StatementCorrection, statement: Statement | None) -> str:
    found = f", not {shorten(statement.speaker, 100)}" if statement else ""
    if correction.action == "reject":
        return f"{shorten(statement.speaker, 100)} did not say this." if statement else "Nobody said this."
    unnamed = " (unnamed)" if correction.speaker_kind == "unnamed" else ""
    return f"{shorten(correction.speaker, 100)}{unnamed} said this{found}."
