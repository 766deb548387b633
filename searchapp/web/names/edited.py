"""What was just edited in the names file: the line on the page of the names, with the way to take it back."""

from __future__ import annotations

from flask import Response, request

from searchapp.curation import authority_file as names_file
from searchapp.curation.authority_file import Edit
from searchapp.errors import SearchAppError
from searchapp.web.names import merging
from searchapp.web.security import own_path
from searchapp.web.services import see_other, services
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, with_parameter

EDITED, UNDONE = "edited", "undone"


def edits_made() -> list[Edit]:
    """Every edit, the newest first; none where the file can't be read, which a notice says."""
    try:
        return names_file.edits(services().names.path)
    except SearchAppError:
        return []


def just_edited(edits: list[Edit]) -> tuple[Notice, ...]:
    """The line on the edit that led to this page."""
    asked = request.args.get(EDITED, "")
    if edits and asked == edits[0].id:
        what = edits[0].what
        return (Notice(f"{what[:1].upper()}{what[1:]}.", tone="done", undo=merging.undo_of(edits[0])),)
    return (Notice("Taken back.", tone="done"),) if request.args.get(UNDONE) else ()


def to_names() -> Response:
    """Back to the names, which then say what was edited."""
    edits = edits_made()
    back = own_path(request.form.get("back", ""), AT.names)
    return see_other(with_parameter(back, EDITED, edits[0].id) if edits else back)
