"""The views of a story: the reader, and the permanent links of its sentences."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request

from searchapp.collections.passages import find_passage, nearest_passage
from searchapp.curation.corrections import StatementCorrection, digest
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.errors import NotFound
from searchapp.model import Offsets, Story
from searchapp.text.wording import count_of
from searchapp.web.pages import render
from searchapp.web.route_marks import for_anybody, kept_by_address
from searchapp.web.search_state import SearchState
from searchapp.web.services import see_other, services
from searchapp.web.story.also import Others
from searchapp.web.story.presenter import story_page
from searchapp.web.story.ways import Reading
from searchapp.web.ui.also import others_of
from searchapp.web.ui.corrected import done
from searchapp.web.ui.kept import just_kept, just_tagged, on_story, words_kept
from searchapp.web.ui.origins import not_right
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.urls import WORDS, story_url

blueprint = Blueprint("story", __name__)
_CHANGED = "The sentence that this link was made for has changed since, or was taken out."
_LIKE = "The sentence that this link was made for has changed since. The one most like it now is marked below."
_UNKNOWN = (
    "This link is to a sentence that does not stand in this story. It may have changed since the link was made; "
    "or the link is not whole: compare it with where you found it."
)


@blueprint.get("/story/<text:story_id>")
@for_anybody
@kept_by_address
def story(story_id: str) -> str:
    """The reader; the parameters of a search give its marks and the way back to it."""
    with services().archive.lease() as index:
        stories, others = _with_others(index, story_id)
        if story_id not in stories:
            raise _gone()
        return _read(index, stories[story_id], others=others)


@blueprint.get("/story/<text:story_id>/s/<key>")
@for_anybody
@kept_by_address
def sentence(story_id: str, key: str) -> Response | str:
    """A sentence's permanent link: the story with the sentence lit up, or with what became of it."""
    other_id = f"{story_id}/s/{key}"
    with services().archive.lease() as index:
        stories, others = _with_others(index, story_id, other_id)
        found, other = stories.get(story_id), stories.get(other_id)
        lit = find_passage(found, key) if found else None
        if other and not lit:
            return see_other(story_url(other.id), status=302)
        if found is None:
            raise _gone()
        corrected = _was_corrected(story_id, key)
        lit = lit or (_as_found(index, story_id, key) if corrected else None)
        if lit:
            return _read(index, found, lit, others=others)
        given, kept = request.args.get(WORDS, ""), words_kept(story_id, key)
        nearest = nearest_passage(found, given if digest(given) == key else kept)
        if nearest or corrected or kept:
            said = _LIKE if nearest else _CHANGED
            return _read(index, found, nearest, (Notice(said, tone="warn"),), others=others)
        page = _read(index, found, None, (Notice(_UNKNOWN, tone="warn"),), others=others)
        return make_response(page, NotFound.status)


def _with_others(index: Index, story_id: str, *more: str) -> tuple[dict[str, Story], Others]:
    """A story, if it is there, and `more`, in one call with those that tell of the same."""
    compared = index.decisions.compared
    pairs = services().archive.compared.pairs([story_id]).get(story_id, ())
    others = others_of([story_id], compared, pairs)
    stories = index.stories([story_id, *more, *others])
    there = {one: stories[one] for one in others if one in stories}
    return stories, Others.of(story_id, there, compared, pairs)


def _gone() -> NotFound:
    return NotFound(
        "There is no such story in this archive.", hint="It may have been taken out since; search for it."
    )


def _as_found(index: Index, story_id: str, key: str) -> Offsets | None:
    """Where a sentence stands in a story as it was found: its statement may have been rejected since."""
    story = index.with_decisions(Decisions(), trial=True).story(story_id)
    return find_passage(story, key) if story else None


def _was_corrected(story_id: str, key: str) -> bool:
    """Whether a reader once put right what is said in a sentence of this key: so it did stand there."""
    noted = services().corrections.current()[0].entries
    return any(isinstance(c, StatementCorrection) and (c.story, c.sentence) == (story_id, key) for c in noted)


def _read(
    index: Index, story: Story, lit: Offsets | None = None, notices: tuple[Notice, ...] = (), *, others: Others
) -> str:
    """The reader as HTML; `lit` is the passage that a link led to."""
    state, said = SearchState.from_args(request.args)
    question, more = services().ask(state)
    total = index.count(question.request(widen=True))
    fields = index.decisions.corrections.fields
    above = (*done(), *just_kept(), *just_tagged(story.id), *notices)
    lines = (Notice(line) for line in (*said, *more))
    page = story_page(
        story,
        question,
        Reading.from_args(story.id, state, request.args),
        back=Link(f"← {count_of(state.kind, total)}", state.url()),
        not_right=not_right(story, fields, back=story_url(story.id, state)),
        lit=lit,
        notices=(*above, *lines, *services().pending(index)),
        found_by=services().archive.enrichment_notice(index),
        kept=on_story(story, lit),
        others=others,
    )
    return render(page)
