"""The pages about names: one name, all names, and merging and splitting them with a look at what it does first."""

from __future__ import annotations

from flask import Blueprint, Response, request

from searchapp.curation import authority_file as names_file
from searchapp.curation import corrections_file
from searchapp.curation.authority import Authority, Entry
from searchapp.curation.authority_file import Edit
from searchapp.curation.corrections import NameCorrection
from searchapp.engines import Index
from searchapp.errors import BadRequest, NotFound, SearchAppError
from searchapp.facets import BY_KEY, Facet
from searchapp.model import ENTITY_KINDS, EntityKind, Story
from searchapp.query.tree import Everything
from searchapp.text.analysis import same_name
from searchapp.web.corrections import presenter
from searchapp.web.corrections.views import done, noted
from searchapp.web.names import disambiguate, merging, profile
from searchapp.web.names.suggestion_job import under_names
from searchapp.web.pages import render
from searchapp.web.route_marks import changes, for_anybody, in_house, never_kept
from searchapp.web.search_state import MAX_VALUE, SearchState
from searchapp.web.security import own_path
from searchapp.web.services import see_other, services
from searchapp.web.ui.parts import Notice
from searchapp.web.urls import AT, name_url, story_url, with_parameter

blueprint = Blueprint("names", __name__)
EDITED, UNDONE = "edited", "undone"
MAX_MERGED = 20


# -- one name -----------------------------------------------------------------------------------------


@blueprint.get("/name/<key>/<text:value>")
@for_anybody
@never_kept
def name(key: str, value: str) -> str:
    """The page about a person, organization, place or speaker."""
    facet = _facet(key)
    authority, _ = services().names.current()
    led = done()
    with services().archive.lease() as index:
        notices = (*led, *_broken(), *services().found_by(index))
        page = profile.name_page(index, facet, value, authority=authority, notices=notices)
    if page is None:
        standing = _standing(key, value)
        if not standing and not led:
            raise NotFound(f"No story has the {facet.label.lower()} “{value[:80]}”.", hint="Search for the name.")
        page = profile.empty_page(facet, value, (*notices, *(() if led else standing)))
    return render(page)


@blueprint.post("/name/<key>/<text:value>")
@changes
def correct_name(key: str, value: str) -> Response:
    """Keep that a name is none of this kind, in all stories."""
    kind, action = _kind(key), request.form.get("action", "")
    called = _name(request.form.get("name", value))
    to: EntityKind | None = next((k for k in ENTITY_KINDS if k == action and k != kind), None)
    if to is None and action != "reject":
        raise BadRequest("Nothing was chosen.", hint="Go back and say what the name is.")
    with services().archive.lease() as index:
        _known(index, kind, called)
    correction = NameCorrection("", kind, called, "kind" if to else "reject", to)
    with services().editing:
        noted_id = corrections_file.note(services().corrections.path, correction)
    return see_other(presenter.led_back(name_url(to or kind, called), noted_id))


@blueprint.get("/names/correct")
@in_house
@never_kept
def wrong_name() -> str:
    """The form for a name in one story."""
    kind = _kind(request.args.get("kind", ""))
    with services().archive.lease() as index:
        story, called = _named_in(index, request.args.get("story", ""), kind, _name(request.args.get("name", "")))
        total = index.count(SearchState().only(kind, called).request(Everything(), facets=(), timeline=False))
    back = own_path(request.args.get("back", ""), story_url(story.id))
    page = disambiguate.wrong_name_page(story, kind, called, total=total, back=back, notices=_broken())
    return render(page)


@blueprint.post("/names/correct")
@changes
def correct_in_story() -> Response:
    """Keep what a name is, in one story or in all."""
    kind = _kind(request.form.get("kind", ""))
    action, where = request.form.get("action", ""), request.form.get("where", "")
    with services().archive.lease() as index:
        story, called = _named_in(index, request.form.get("story", ""), kind, _name(request.form.get("name", "")))
    to: EntityKind | None = next((k for k in ENTITY_KINDS if k == action and k != kind), None)
    if (to is None and action != "reject") or where not in ("story", "all"):
        raise BadRequest("Nothing was chosen.", hint="Go back and say what the name is, and where.")
    at = story.id if where == "story" else ""
    with services().editing:
        correction = NameCorrection(at, kind, called, "kind" if to else "reject", to)
        noted_id = corrections_file.note(services().corrections.path, correction)
    back = own_path(request.form.get("back", ""), story_url(story.id))
    return see_other(presenter.led_back(back, noted_id))


def _named_in(index: Index, story_id: str, kind: EntityKind, name: str) -> tuple[Story, str]:
    """A story, and a name of this kind as it has it."""
    story = index.story(story_id)
    for called in disambiguate.names_of(story, kind) if story else ():
        if story and same_name(called) == same_name(name):
            return story, called
    raise NotFound(f"This story has no {kind} “{name[:80]}”.", hint="It may have been corrected since.")


def _standing(key: str, value: str) -> tuple[Notice, ...]:
    """What was corrected about a name that no story has any longer."""
    for n in reversed(noted()):
        c = n.correction
        if n.undone or not isinstance(c, NameCorrection):
            continue
        if c.kind == key and same_name(c.name) == same_name(value):
            undo = presenter.undo_of(n.id, name_url(key, value))
            return (Notice(presenter.what(c), tone="done", undo=undo),)
    return ()


# -- all names ----------------------------------------------------------------------------------------


@blueprint.get("/names")
@in_house
@never_kept
def names() -> str:
    """Names that may be one, what the names file says, and what was edited here."""
    asked = request.args.get("kind", "")
    kind: EntityKind | None = next((k for k in ENTITY_KINDS if k == asked), None)
    authority, _ = services().names.current()
    edits = _edits()
    with services().archive.lease() as index:
        alike = services().suggested.find(index, services().corrections.current()[0], services().archive.lease)
        found = under_names(alike, authority) if alike is not None else None
        notices = (*_just_edited(edits), *_broken(), *services().found_by(index))
        page = merging.names_page(index, authority, found, edits, kind=kind, notices=notices)
    return render(page)


@blueprint.get("/names/merge")
@in_house
@never_kept
def preview_merge() -> str:
    """What a merge would do."""
    kind = _kind(request.args.get("kind", ""))
    preferred = request.args.get("preferred", "")
    wanted = _names([*([preferred] if preferred else []), *request.args.getlist("name")])
    with services().archive.lease() as index:
        called = [_known(index, kind, n) for n in wanted]
        if len({same_name(n) for n in called}) < 2:
            raise BadRequest("These names are one already.", hint="Choose a name that is not this one yet.")
        page = merging.merge_page(index, kind, called, called[0], notices=_broken())
    return render(page)


@blueprint.post("/names/merge")
@changes
def merge() -> Response:
    """Merge names in the names file."""
    kind = _kind(request.form.get("kind", ""))
    wanted = _names(request.form.getlist("name"))
    preferred = _name(request.form.get("preferred", "") or wanted[0])
    if same_name(preferred) not in {same_name(n) for n in wanted}:
        raise BadRequest("The preferred name is none of those to merge.", hint="Go back and choose one of them.")
    with services().archive.lease() as index:
        for n in wanted:
            _known(index, kind, n)
    path = services().names.path
    with services().editing:
        names_file.merge_names(path, kind=kind, preferred=preferred, names=[n for n in wanted if n != preferred])
    return _to_names()


@blueprint.get("/names/split")
@in_house
@never_kept
def preview_split() -> str:
    """What splitting a name off would do."""
    authority, _ = services().names.current()
    entry, called = _entry(authority, _kind(request.args.get("kind", "")), _name(request.args.get("name", "")))
    with services().archive.lease() as index:
        page = merging.split_page(index, authority, entry, called, notices=_broken())
    return render(page)


@blueprint.post("/names/split")
@changes
def split() -> Response:
    """Split a name off its entry in the names file."""
    authority, _ = services().names.current()
    entry, called = _entry(authority, _kind(request.form.get("kind", "")), _name(request.form.get("name", "")))
    with services().editing:
        names_file.split_name(services().names.path, called, kind=entry.kind)
    return _to_names()


@blueprint.get("/names/by-story")
@in_house
@never_kept
def by_story() -> str:
    """The stories of a name that two bear."""
    kind = _kind(request.args.get("kind", ""))
    authority, _ = services().names.current()
    with services().archive.lease() as index:
        called = _known(index, kind, _name(request.args.get("name", "")))
        page = disambiguate.by_story_page(index, kind, called, authority=authority, notices=_broken())
    return render(page)


@blueprint.post("/names/by-story")
@changes
def split_by_story() -> Response:
    """Keep in the names file in which stories a name means someone else."""
    kind = _kind(request.form.get("kind", ""))
    meant = _name(request.form.get("meant", ""))
    with services().archive.lease() as index:
        called = _known(index, kind, _name(request.form.get("name", "")))
        theirs = merging.stories_with(index, kind, called)
    stories = [i for i in dict.fromkeys(request.form.getlist("story")) if i in theirs]
    with services().editing:
        names_file.split_by_story(services().names.path, kind=kind, name=called, meant=meant, stories=stories)
    return _to_names()


@blueprint.post("/names/apart")
@changes
def keep_apart() -> Response:
    """Keep in the names file that two names are two."""
    kind = _kind(request.form.get("kind", ""))
    name, other = (_name(request.form.get(field, "")) for field in ("name", "other"))
    with services().archive.lease() as index:
        called = [_known(index, kind, n) for n in (name, other)]
    with services().editing:
        names_file.keep_apart(services().names.path, kind=kind, name=called[0], other=called[1])
    return _to_names()


@blueprint.post("/names/undo")
@changes
def undo() -> Response:
    """Take the newest edit back, if it is the one that was meant."""
    with services().editing:
        names_file.undo_last(services().names.path, edit=request.form.get("edit", "-"))
    return see_other(with_parameter(AT.names, UNDONE, "1"))


def _to_names() -> Response:
    """Back to the names, which then say what was edited."""
    edits = _edits()
    back = own_path(request.form.get("back", ""), AT.names)
    return see_other(with_parameter(back, EDITED, edits[0].id) if edits else back)


def _just_edited(edits: list[Edit]) -> tuple[Notice, ...]:
    """The line on the edit that led to this page."""
    asked = request.args.get(EDITED, "")
    if edits and asked == edits[0].id:
        what = edits[0].what
        return (Notice(f"{what[:1].upper()}{what[1:]}.", tone="done", undo=merging.undo_of(edits[0])),)
    return (Notice("Taken back.", tone="done"),) if request.args.get(UNDONE) else ()


def _edits() -> list[Edit]:
    try:
        return names_file.edits(services().names.path)
    except SearchAppError:
        return []


# -- what a request names ------------------------------------------------------------------------------


def _facet(key: str) -> Facet:
    facet = BY_KEY.get(key)
    if facet is None or not facet.names:
        kinds = ", ".join(f.key for f in BY_KEY.values() if f.names)
        raise NotFound(f"There are no names of the kind “{key[:40]}”.", hint=f"Kinds are {kinds}.")
    return facet


def _kind(key: str) -> EntityKind:
    for kind in ENTITY_KINDS:
        if kind == key:
            return kind
    raise BadRequest(f"There is no kind “{key[:40]}”.", hint=f"Kinds are {', '.join(ENTITY_KINDS)}.")


def _name(raw: str) -> str:
    name = " ".join(raw.split())
    if not name or len(name) > MAX_VALUE:
        raise BadRequest("A name is missing or too long.", hint=f"Give up to {MAX_VALUE} characters.")
    return name


def _names(raw: list[str]) -> list[str]:
    """The names of a merge, each once."""
    found = {same_name(n): n for n in reversed([_name(r) for r in raw if r.strip()])}
    if not 2 <= len(found) <= MAX_MERGED:
        raise BadRequest("A merge needs two names.", hint=f"Name two that are one, at most {MAX_MERGED}.")
    return list(reversed(found.values()))


def _known(index: Index, kind: EntityKind, name: str) -> str:
    """A name as facets show it; NotFound where no story has it."""
    state = SearchState().only(kind, name)
    result = index.search(state.request(Everything(), page_size=0, facets=(kind,), facet_size=1, timeline=False))
    if not result.total:
        raise NotFound(f"No story has the {kind} “{name[:80]}”.", hint="Check the spelling of the name.")
    return next(v.label for v in result.facets[0].values if v.state == "only")


def _entry(authority: Authority, kind: EntityKind, name: str) -> tuple[Entry, str]:
    """The entry that has a name as an alias, and the name as it stands there."""
    for entry in authority.entries:
        if entry.kind == kind and not entry.stories:
            for alias in (*entry.aliases, *entry.hidden_aliases):
                if same_name(alias) == same_name(name):
                    return entry, alias
    raise NotFound(f"No entry has the alias “{name[:80]}”.", hint="A preferred name can’t be split off.")


def _broken() -> tuple[Notice, ...]:
    return tuple(Notice(said, tone="warn") for said in services().notices())
