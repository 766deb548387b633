"""The views of collections: the list, one of them, and what is added, changed, noted, tagged and undone."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, Response, request

from searchapp.collections.kept import (
    Change,
    Collection,
    Drop,
    Item,
    Kept,
    Note,
    added,
    moment,
    moved,
    name_of,
    new_collection,
    note_of,
    quoted,
    source_of,
    toggled,
)
from searchapp.collections.kept_file import change_kept
from searchapp.collections.passages import find_passage, passage_key
from searchapp.collections.tags import tag_of
from searchapp.collections.tags_file import put_tag
from searchapp.curation.corrections import statement_key
from searchapp.engines import Index
from searchapp.errors import BadRequest, NotFound
from searchapp.model import Offsets, Statement, Story
from searchapp.web.collections import presenter
from searchapp.web.collections.presenter import MOST_AT_ONCE
from searchapp.web.pages import render
from searchapp.web.question import kept as kept_question
from searchapp.web.route_marks import changes, in_house, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.security import own_path
from searchapp.web.services import now, see_other, services
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.kept import ALREADY, KEPT, TAGGED, here, just_kept, kept_now
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, collection_url, story_url, with_parameter

blueprint = Blueprint("collections", __name__)
_NO_PASSAGE = "This passage is not in the story, or no longer."


# -- looking ------------------------------------------------------------------------------------------


@blueprint.get("/collections")
@in_house
@never_kept
def collections() -> str:
    """All collections."""
    return render(presenter.collections_page(kept_now(), notices=_notices()))


@blueprint.get("/collection/<slug>")
@in_house
@never_kept
def collection(slug: str) -> str:
    """One collection."""
    kept = kept_now()
    found = kept.collection(slug)
    with services().archive.lease() as index:
        page = presenter.collection_page(index, kept, found, notices=_notices())
    return render(page)


@blueprint.get("/collections/add")
@in_house
@never_kept
def adding() -> str:
    """What can be kept of a story, a passage or a search: in a collection, and in notes."""
    given = request.args
    back = own_path(given.get("back", ""), AT.collections)
    fields = tuple((name, given[name]) for name in ("story", "passage", "words", "query") if name in given)
    with services().archive.lease() as index:
        if "query" in given:
            question, _ = services().ask(SearchState.from_query(given["query"]))
            total = index.count(question.request(widen=True))
            page = presenter.add_search_page(
                question, total, kept_now(), fields=(*fields, ("back", back)), back=back, notices=_notices()
            )
            return render(page)
        story, passage = _meant(index, given)
    back = own_path(given.get("back", ""), story_url(story.id))
    page = presenter.add_to_story_page(
        story, passage and quoted(story, *passage), kept_now(), fields=(*fields, ("back", back)), back=back,
        here=here(AT.collections), notices=_notices(),
    )  # fmt: skip
    return render(page)


def _notices() -> tuple[Notice, ...]:
    """What was just done, and what is wrong with the file."""
    said = services().archive.collected.current()[1]
    return (*just_kept(), *([Notice(said, tone="warn")] if said else []))


def _meant(index: Index, given: Mapping[str, str]) -> tuple[Story, tuple[Offsets, Statement | None] | None]:
    """The story that is named, and where a passage of it is, its sentence, with the statement that is meant."""
    story = index.story(given.get("story", ""))
    if story is None:
        raise NotFound("There is no such story in this archive.", hint="It may have been taken out since.")
    key, words = given.get("passage", ""), given.get("words", "")
    if not key:
        return story, None
    here = [s for s in story.statements if passage_key(story, s.sentence) == key]
    named = [s for s in here if statement_key(story, s)[1] == words]
    if found := (named or here)[:1]:
        return story, (found[0].sentence, found[0])
    sentence = find_passage(story, key)
    if sentence is None:
        raise NotFound(_NO_PASSAGE, hint="Open the story, and choose the passage there.")
    return story, (sentence, None)


# -- adding -------------------------------------------------------------------------------------------


@blueprint.post("/collections/add")
@changes
def add() -> Response:
    """Add a story, a passage, a search or what it finds to a collection, which may be a new one."""
    form = request.form
    note = note_of(form.get("note", ""))
    with services().archive.lease() as index:
        items = _items(index, form)
    token = secrets.token_hex(5)

    def work_out(kept: Kept) -> list[Change]:
        into = _into(kept, form)
        new = added(kept, into.id, [replace(item, note=note) for item in items], token=token, now=now())
        return [*([] if into.id in kept.collections else [into]), *new] if new else []

    done = (KEPT, token) if _change(work_out) else (ALREADY, form.get("to", ""))
    return see_other(with_parameter(own_path(form.get("back", ""), AT.collections), *done))


def _into(kept: Kept, form: Mapping[str, str]) -> Collection:
    """The collection that a form names: a new one, where it gives a name."""
    if " ".join(form.get("name", "").split()) or not form.get("to"):
        return new_collection(kept, form.get("name", ""), now=now())
    return kept.collection(form["to"])


def _items(index: Index, form: Mapping[str, str]) -> list[Item]:
    """What a form asks to be added."""
    if "query" not in form:
        story, passage = _meant(index, form)
        return [_item(story, *passage) if passage else _item(story)]
    state = SearchState.from_query(form["query"])
    question = kept_question(index, services().ask(state)[0])
    if form.get("what") != "found":
        return [Item("", "", 0, search=question.state.query_string())]
    asked = replace(question.request(page_size=MOST_AT_ONCE, widen=True, whole=True), offset=0)
    hits = index.search(asked).hits
    if not hits:
        raise BadRequest("This search finds nothing now.", hint="Go back and keep the search itself.")
    stories = index.stories(dict.fromkeys(hit.story_id for hit in hits))
    return [_item(stories[h.story_id], h.statement.sentence if h.statement else None, h.statement) for h in hits]


def _item(story: Story, sentence: Offsets | None = None, statement: Statement | None = None) -> Item:
    """A story, or a passage of it, as an item that has no place yet."""
    passage = quoted(story, sentence, statement) if sentence else None
    return Item("", "", 0, story.id, story.title or UNTITLED, source_of(story), passage)


def _change(work_out: Callable[[Kept], list[Change]]) -> tuple[Change, ...]:
    """Make the changes that are worked out of what is kept."""
    return change_kept(services().archive.collected.path, work_out)


# -- changing -----------------------------------------------------------------------------------------


@blueprint.post("/collections")
@changes
def begin() -> Response:
    """Make a collection without anything in it."""
    form = request.form
    note = note_of(form.get("note", ""))
    (made,) = _change(lambda kept: [new_collection(kept, form.get("name", ""), now=now(), note=note)])
    assert isinstance(made, Collection)
    return see_other(collection_url(made.id))


@blueprint.post("/collection/<slug>/edit")
@changes
def edit(slug: str) -> Response:
    """Give a collection another name and note, or delete it; its address stays."""
    form = request.form
    if form.get("do") == "delete":
        _change(lambda kept: [Drop("collection", kept.collection(slug).id)])
        return see_other(with_parameter(AT.collections, KEPT, slug))
    name, note = name_of(form.get("name", "")), note_of(form.get("note", ""))
    _change(lambda kept: [replace(kept.collection(slug), name=name, note=note)])
    return see_other(collection_url(slug))


def _place_of(kept: Kept, item: Item) -> int:
    return [other.id for other in kept.items_of(item.collection)].index(item.id) + 1


def _to_number(kept: Kept, item: Item, form: Mapping[str, str]) -> tuple[Change, ...]:
    raw = form.get("place", "").strip()
    if not (raw.isascii() and raw.isdigit() and len(raw) < 6):
        raise BadRequest(f"“{raw[:40]}” is no place in this collection.", hint="Go back and give a number.")
    return moved(kept, item, int(raw))


_DO: Mapping[str, Callable[[Kept, Item, Mapping[str, str]], tuple[Change, ...]]] = {
    "up": lambda kept, item, form: moved(kept, item, _place_of(kept, item) - 1),
    "down": lambda kept, item, form: moved(kept, item, _place_of(kept, item) + 1),
    "move": _to_number,
    "note": lambda kept, item, form: (replace(item, note=note_of(form.get("note", ""))),),
    "remove": lambda kept, item, form: (Drop("item", item.id),),
}
"""What becomes of an item, by the name of the button."""


@blueprint.post("/collection/<slug>/items")
@changes
def change_item(slug: str) -> Response:
    """Move an item of a collection, note something on it, or take it out."""
    form, do = request.form, request.form.get("do", "")
    if do not in _DO:
        raise BadRequest("Nothing was chosen.", hint="Use the buttons of the collection.")
    _change(lambda kept: list(_DO[do](kept, kept.item(form.get("item", "")), form)))
    back = collection_url(slug)
    return see_other(with_parameter(back, KEPT, form["item"]) if do == "remove" else back)


@blueprint.post("/collections/note")
@changes
def note() -> Response:
    """Write a note on a story or a passage, change one, or delete it."""
    form = request.form
    id, text = form.get("id", ""), note_of(form.get("text", ""))
    if not text and not form.get("drop"):
        raise BadRequest("The note is empty.", hint="Go back and write something, or delete the note.")
    if not id:
        with services().archive.lease() as index:
            story, passage = _meant(index, form)
        new = Note(secrets.token_hex(5), story.id, text, passage and quoted(story, *passage), moment(now()))

    def work_out(kept: Kept) -> list[Change]:
        if not id:
            return [new]
        if id not in kept.notes:
            raise NotFound("This note is no longer there.", hint="Go back, and look at the page again.")
        return [Drop("note", id)] if form.get("drop") else [replace(kept.notes[id], text=text)]

    (made,) = _change(work_out)
    return see_other(with_parameter(own_path(form.get("back", ""), AT.collections), KEPT, made.id))


@blueprint.post("/collections/tag")
@changes
def tag() -> Response:
    """Give a story a tag, or take it away."""
    form = request.form
    given = tag_of(form.get("tag", ""))
    with services().archive.lease() as index:
        story, _ = _meant(index, {"story": form.get("story", "")})
    put_tag(services().archive.tags.path, story.id, given, drop=bool(form.get("drop")))
    return see_other(with_parameter(own_path(form.get("back", ""), story_url(story.id)), TAGGED, given))


@blueprint.post("/collections/undo")
@changes
def undo() -> Response:
    """Take away what was just kept, or bring back what was just taken away."""
    token = request.form.get("id", "")
    if not _change(lambda kept: list(toggled(kept, token))):
        raise NotFound("There is nothing to undo.", hint="Look at the list of collections.")
    return see_other(with_parameter(own_path(request.form.get("back", ""), AT.collections), KEPT, token))
