"""The views of events: one, with its accounts side by side, and the list of all."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request

from searchapp.archive.comparing import events_file
from searchapp.archive.comparing.events_file import put_membership
from searchapp.compare.events.decided import WHERE, Where
from searchapp.errors import BadRequest, NotFound
from searchapp.web.arguments import ArgumentReader
from searchapp.web.events.listing import events_page
from searchapp.web.events.membership import DECIDED, story_of
from searchapp.web.events.presenter import event_page
from searchapp.web.pages import render
from searchapp.web.route_marks import changes, for_anybody, kept_by_address, never_kept
from searchapp.web.services import see_other, services
from searchapp.web.ui.kept import just_kept
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, event_url, with_parameter

blueprint = Blueprint("events", __name__)
_NO_EVENT = "There is no such event in this archive."
_ALL_EVENTS = f"All events are listed at {AT.events}."
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
        raise NotFound(_NO_EVENT, hint=_ALL_EVENTS)
    if found.slug != slug:
        return see_other(with_parameter(event_url(found.slug), _FROM, slug), status=301)
    moved = compared.event(request.args.get(_FROM, "")) is found
    notices = (Notice("The event that this link was made for is now a part of this one."),) if moved else ()
    pairs, reasons = archive.compared.pairs(found.stories), archive.compared.reasons(slug)
    with archive.lease() as index:
        said = (*just_kept(), *notices, *services().warnings(), *services().found_by(index))
        page = event_page(
            index,
            found,
            pairs,
            reasons,
            details=partial(archive.compared.details, found.slug),
            authority=services().names.current()[0],
            verdicts=archive.verdicts.current()[0],
            decided=archive.compared.decisions_on(slug),
            just=request.args.get(DECIDED, ""),
            notices=said,
        )
    return render(page)


@blueprint.get("/events")
@for_anybody
@kept_by_address
def events() -> str:
    """All events."""
    compared = services().archive.compared.current()[0]
    at, by_size = ArgumentReader(request.args).page(), request.args.get("order") == "stories"
    with services().archive.lease() as index:
        notices = (*services().warnings(), *services().pending(index))
        page = events_page(index, compared, by_size=by_size, page=at, notices=notices)
    return render(page)


@blueprint.post("/event/<slug>/stories")
@changes
def decide(slug: str) -> Response:
    """Keep that a story tells of an event, or does not, or take that back."""
    archive, form = services().archive, request.form
    found = archive.compared.current()[0].event(slug)
    if found is None:
        raise NotFound(_NO_EVENT, hint=_ALL_EVENTS)
    where: Where | None = next((w for w in WHERE if w == form.get("where")), None)
    if where is None:
        raise BadRequest("Nothing was chosen.", hint="Go back, and use the buttons of the event.")
    story_id = story_of(form.get("story", ""))
    with archive.lease() as index:
        if index.story(story_id) is None:
            raise NotFound("There is no such story in this archive.", hint="Give the address of its page here.")
    with services().editing:
        path = services().settings.data / events_file.FILE_NAME
        put_membership(path, found.slug, story_id, where=where, drop=bool(form.get("drop")))
    left = archive.compared.current()[0].event(found.slug)
    return see_other(with_parameter(event_url(left.slug), DECIDED, story_id) if left else AT.events)
