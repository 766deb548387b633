"""The views that take all saved queries along as one file, and take such a file in."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from searchapp.archive.saved_queries.exchange import FILE, read_json, to_json
from searchapp.errors import BadRequest
from searchapp.text.wording import count, names, number
from searchapp.web.arguments import Arguments
from searchapp.web.route_marks import changes, in_house, never_kept
from searchapp.web.saved.taking import take_in
from searchapp.web.security import MAX_FILE
from searchapp.web.services import now, saved_as, see_other, services
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT

blueprint = Blueprint("saved_file", __name__)
ADDED, THERE, UNREAD = "added", "there", "unread"
"""The parameters by which the list says how many queries of a file were added, and which could not be read."""


@blueprint.get("/saved.json")
@in_house
@never_kept
def export() -> Response:
    """All saved queries, as a file."""
    return saved_as(FILE, to_json(services().saved.all()), "application/json")


@blueprint.post("/saved/import")
@changes
def take() -> Response:
    """Add the queries of a file; the list then says how many there were."""
    request.max_content_length = MAX_FILE
    given = request.files.get("file")
    if given is None or not given.filename:
        raise BadRequest("No file was chosen.", hint="Go back and choose a file of saved queries.")
    read = read_json(given.read())
    authority = services().names.current()[0]
    with services().archive.lease() as index:
        taken = take_in(services().saved, index, read.entries, authority, now=now())
    said = [(ADDED, len(taken.added)), (THERE, len(taken.there)), *((UNREAD, number) for number, _ in read.unread)]
    return see_other(f"{AT.saved}?{urlencode(said)}")


def taken_in(args: Arguments) -> tuple[Notice, ...]:
    """The lines on a file that was just taken in."""
    added, there = (next((int(n) for n in args.getlist(name) if n.isdecimal()), None) for name in (ADDED, THERE))
    if added is None or there is None:
        return ()
    said = f"{count(added, 'saved query was added', 'saved queries were added')}; {number(there)} had been there."
    unread = [f"number {n}" for n in args.getlist(UNREAD) if n.isdecimal()]
    lost = Notice(f"What can't be read of the file was left out: {names(unread, most=20)}.", tone="warn")
    return (Notice(said, tone="done"), *((lost,) if unread else ()))
