"""The views of events: one, with its accounts side by side, and the list of all."""

from __future__ import annotations

from flask import Blueprint, Response, request

from searchapp.errors import NotFound
from searchapp.web.arguments import ArgumentReader
from searchapp.web.events.listing import events_page
from searchapp.web.events.presenter import event_page
from searchapp.web.pages import render
from searchapp.web.route_marks import for_anybody, kept_by_address, never_kept
from searchapp.web.services import see_other, services
from searchapp.web.ui.kept import just_kept
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, event_url, with_parameter

blueprint = Blueprint("events", __name__)
_FROM = "from"
"""The parameter that has an event's earlier address, which led here."""


@blueprint.get("/event/<slug>")
@for_anybody
@never_kept
def event(slug: str) -> str | Response:
    """An event's accounts side by side; an earlier address of it leads on."""
    archive = services().archive
    compared = archive.compared.current()[0]
    found = compared.event(slug)
    if found is None:
        raise NotFound("There is no such event in this archive.", hint=f"All events are listed at {AT.events}.")
    if found.slug != slug:
        return see_other(with_parameter(event_url(found.slug), _FROM, slug), status=301)
    moved = compared.event(request.args.get(_FROM, "")) is found
    notices = (Notice("The event that this link was made for is now a part of this one."),) if moved else ()
    pairs, reasons = archive.compared.pairs(found.stories), archive.compared.reasons(slug)
    with archive.lease() as index:
        said = (*just_kept(), *notices, *services().warnings(), *services().found_by(index))
        authority = services().names.current()[0]
        page = event_page(index, found, pairs, reasons, authority=authority, notices=said)
    return render(page)


@blueprint.get("/events")
@for_anybody
@kept_by_address
def events() -> str:
    """All events."""
    compared = services().archive.compared.current()[0]
    at, by_size = ArgumentReader(request.args).page(), request.args.get("order") == "stories"
    with services().archive.lease() as index:
        page = events_page(index, compared, by_size=by_size, page=at, notices=services().warnings())
    return render(page)
