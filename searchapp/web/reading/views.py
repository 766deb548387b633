"""The view of the page on how the archive was read."""

from __future__ import annotations

from flask import Blueprint

from searchapp.archive.reading import reading_of
from searchapp.web.pages import render
from searchapp.web.reading.presenter import reading_page
from searchapp.web.route_marks import for_anybody, may, never_kept
from searchapp.web.services import services
from searchapp.web.urls import AT

blueprint = Blueprint("reading", __name__)


@blueprint.get("/reading")
@for_anybody
@never_kept
def reading() -> str:
    """What was read as what, what is not known, and what was not taken."""
    with services().archive.lease() as index:
        found = reading_of(index, services().settings.place)
        page = reading_page(found, names=may(AT.corrections), notices=services().found_by(index))
    return render(page)
