"""The page of cues between chosen stories or of an event; answers to them, and all answers as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, request

from searchapp.collections import verdicts_file
from searchapp.collections.verdicts_file import put_verdicts
from searchapp.compare.cues.find import cues
from searchapp.errors import BadRequest, NotFound
from searchapp.model import Story
from searchapp.system.disk import in_words, is_there
from searchapp.text.wording import count_of, long_day
from searchapp.web.cues.pages import CuesPage
from searchapp.web.pages import render
from searchapp.web.route_marks import changes, for_anybody, in_house, never_kept
from searchapp.web.security import own_path
from searchapp.web.services import saved_as, see_other, services
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.cues import SECTION, cues_block
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.urls import AT, story_url

blueprint = Blueprint("cues", __name__)
MOST_STORIES = 100


@blueprint.get("/cues")
@for_anybody
@never_kept
def differ() -> str:
    """In what the accounts of an event, or of the stories that are named, may differ."""
    archive = services().archive
    slug, wanted = request.args.get("event", ""), request.args.getlist("story")
    called = ""
    if slug:
        event = archive.compared.current()[0].event(slug)
        if event is None:
            raise NotFound(
                "There is no such event in this archive.", hint=f"All events are listed at {AT.events}."
            )
        slug, wanted, called = event.slug, list(event.stories), event.called
    asked = list(dict.fromkeys(wanted))[:MOST_STORIES]
    with archive.lease() as index:
        stories = list(index.stories(asked).values())
        pending = services().pending(index)
    if len(stories) < 2:
        raise BadRequest(
            "Accounts are compared of two stories or more.",
            hint=f"Choose an event at {AT.events}, or two stories among the results of a search.",
        )
    verdicts, said = archive.verdicts.current()
    shared = archive.compared.pairs_among(asked)
    found = archive.compared.details(slug, stories, shared).cues if slug else cues(stories, shared)
    back = f"{AT.cues}?" + urlencode({"event": slug} if slug else {"story": asked}, doseq=True)
    page = CuesPage(
        title=called or count_of("story", len(stories)),
        notices=(*services().warnings(), *([Notice(said, tone="warn")] if said else []), *pending),
        stories=tuple(_link(story) for story in stories),
        block=cues_block(found, stories, verdicts, back=back),
        file=AT.cues_file,
    )
    return render(page)


@blueprint.post("/cues/decide")
@changes
def decide() -> Response:
    """Keep what a reader says of cues, or take it back, and lead back to the page with them."""
    form = request.form
    with services().editing:
        put_verdicts(
            services().archive.verdicts.path,
            form.getlist("cue"),
            form.get("verdict", "-"),
            kind=form.get("kind", ""),
            stories=form.getlist("story"),
            note=form.get("note", ""),
        )
    back = own_path(form.get("back", ""), AT.front)
    return see_other(f"{back.partition('#')[0]}#{SECTION}")


@blueprint.get("/cues.jsonl")
@in_house
@never_kept
def export() -> Response:
    """The file as it is kept, one answer a line."""
    path = services().archive.verdicts.path
    with in_words(f"{path.name} can't be read"):
        content = path.read_bytes() if is_there(path) else b""
    return saved_as(verdicts_file.FILE_NAME, content, "application/jsonl")


def _link(story: Story) -> Link:
    day = long_day(story.published) if story.published else "no date"
    return Link(story.title or UNTITLED, story_url(story.id), note=f"{story.outlet or 'unknown outlet'} · {day}")
