"""The view of stories side by side: what can't be compared is left out, and that is said."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, make_response, request

from searchapp.engines import Index
from searchapp.errors import NotFound
from searchapp.text.analysis import same_name
from searchapp.text.wording import count, shorten
from searchapp.web.arguments import ArgumentReader
from searchapp.web.compare.presenter import VIEWS, Compare, choose_page, compare_page
from searchapp.web.pages import render
from searchapp.web.route_marks import for_anybody, kept_by_address
from searchapp.web.services import services
from searchapp.web.ui.also import others_of
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import STORY_ID

blueprint = Blueprint("compare", __name__)
MOST_CHOSEN = 4


@blueprint.get("/compare")
@for_anybody
@kept_by_address
def compare() -> Response | str:
    """Two to four stories side by side."""
    reader = ArgumentReader(request.args)
    view = reader.choice("view", VIEWS) or ""
    given = [story_id for story_id in request.args.getlist(STORY_ID) if story_id]
    chosen = tuple(dict.fromkeys(given))
    said = [*reader.notices, *_left_out(given, chosen)]
    chosen = chosen[:MOST_CHOSEN]
    compared = services().archive.compared
    pairs = compared.pairs(chosen)
    with services().archive.lease() as index:
        found = index.decisions.compared
        others = others_of(chosen, found, (pair for story in chosen for pair in pairs.get(story, ())))
        stories = index.stories([*chosen, *others])
        called = _called(index)
        pending = services().pending(index)
    there = tuple(stories[story_id] for story_id in chosen if story_id in stories)
    unknown = [story_id for story_id in chosen if story_id not in stories]
    said += [
        f"There is no story “{shorten(story_id, 60)}” in this archive; it was left out." for story_id in unknown
    ]
    what = Compare(there, tuple(stories[one] for one in others if one in stories), found, pairs)
    warned = tuple(Notice(line, tone="warn") for line in said)
    notices = (*warned, *services().warnings(), *pending)
    if len(there) > 1:
        return render(compare_page(what, view, called=called, notices=notices))
    page = render(choose_page(what, notices=notices))
    return make_response(page, NotFound.status) if unknown else page


def _left_out(given: list[str], chosen: tuple[str, ...]) -> list[str]:
    """What is said of stories that were chosen and are not taken."""
    twice = ["A story that was chosen twice stands here once."] if len(given) > len(chosen) else []
    if len(chosen) <= MOST_CHOSEN:
        return twice
    most = count(MOST_CHOSEN, "story", "stories")
    return [*twice, f"At most {most} stand side by side: these are the first of the {len(chosen)} chosen ones."]


def _called(index: Index) -> Callable[[str], str]:
    """Under which name someone faces themselves: that of the names file, or of whom the program takes them for."""
    persons = {resolution.form: resolution.person for resolution in index.resolutions}
    first: dict[tuple[str, ...], str] = {}

    def called(name: str) -> str:
        entry = index.decisions.authority.named(name)
        known = entry.preferred if entry else persons.get(name, name)
        return first.setdefault(same_name(known), known)

    return called
