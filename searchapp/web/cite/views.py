"""The views that give the citation of one story, or of one passage of it, as a file."""

from __future__ import annotations

from flask import Blueprint, Response

from searchapp.collections.passages import find_passage
from searchapp.errors import NotFound
from searchapp.formats.citations.reference import reference_of
from searchapp.formats.cited import Cited
from searchapp.formats.downloads import DOWNLOADS
from searchapp.model import Offsets, Story
from searchapp.web.route_marks import for_anybody, kept_for_the_day
from searchapp.web.security import origin
from searchapp.web.services import now, saved_as, services
from searchapp.web.urls import passage_url, story_url

blueprint = Blueprint("cite", __name__)
FORMS = {form.ending: form for form in DOWNLOADS.values() if form.cites}
"""The forms of citations by their endings."""


@blueprint.get("/cite/<ending>/story/<text:story_id>")
@for_anybody
@kept_for_the_day
def story(ending: str, story_id: str) -> Response:
    """A whole story."""
    found = _story(story_id)
    return _citation(ending, Cited(found, origin() + story_url(story_id), now().date()))


@blueprint.get("/cite/<ending>/story/<text:story_id>/s/<digest>")
@for_anybody
@kept_for_the_day
def passage(ending: str, story_id: str, digest: str) -> Response:
    """A sentence of a story, with who speaks in it where one statement stands there."""
    found = _story(story_id)
    sentence = find_passage(found, digest)
    if sentence is None:
        raise NotFound(
            "The sentence that this citation was asked for has changed since.",
            hint="Open the story, and cite it as it is now.",
        )
    return _citation(ending, _cited(found, sentence, origin() + passage_url(story_id, digest)))


def _cited(story: Story, sentence: Offsets, link: str) -> Cited:
    said = [statement for statement in story.statements if statement.sentence == sentence]
    statement = said[0] if len(said) == 1 else None
    return Cited(story, link, now().date(), sentence, statement)


def _story(story_id: str) -> Story:
    with services().archive.lease() as index:
        found = index.story(story_id)
    if found is None:
        raise NotFound(
            "There is no such story in this archive.", hint="It may have been taken out since; search for it."
        )
    return found


def _citation(ending: str, cited: Cited) -> Response:
    form = FORMS.get(ending)
    if form is None or form.cites is None:
        raise NotFound(f"There is no form of citation “{ending[:40]}”.", hint=f"There are {', '.join(FORMS)}.")
    name = reference_of(cited).key.replace(":", "-").replace(".", "-")[:80]
    return saved_as(f"{name}.{ending}", "".join(form.cites([cited])), form.mimetype)
