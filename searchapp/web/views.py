"""The pages: each view reads the URL, asks the archive, and hands a page dataclass to a template."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, render_template, request

from searchapp.engines import Index
from searchapp.errors import BadRequest, DiskError, NotFound
from searchapp.facets import BY_KEY
from searchapp.saved import MAX_NAME
from searchapp.web import listing
from searchapp.web.correction_views import done
from searchapp.web.desk import desk, now, see_other
from searchapp.web.helptext import help_page
from searchapp.web.hits import sentence_hash, statement_anchor, story_url
from searchapp.web.marks import in_house, may
from searchapp.web.parts import Link, Notice, SavedRow
from searchapp.web.question import all_story_ids, kept
from searchapp.web.reading import story_page
from searchapp.web.results import answer, search_page, title
from searchapp.web.state import SearchState
from searchapp.web.wording import count_of

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def start() -> str:
    """The front page; with parameters, the search they ask for."""
    if request.args:
        return search()
    with desk().archive.lease() as index:
        saved, notices = _saved_rows(index, most=8) if may("/saved") else ((), ())
        notices = (*notices, *desk().found_by(index))
        page = listing.start_page(index, title=desk().settings.title, saved=saved, notices=notices)
    return render_template("start.html", page=page)


@blueprint.get("/search")
def search() -> str:
    """Results; `/search` alone is everything, newest first."""
    state, notices = SearchState.from_args(request.args)
    question, said = desk().ask(state)
    size = desk().settings.page_size
    with desk().archive.lease() as index:
        question, result = answer(index, question, page_size=size)
        page = search_page(index, question, result, page_size=size, notices=(*notices, *said))
        found_by = desk().archive.enrichment_notice(index)
    page = replace(page, notices=(*done(), *page.notices), found_by=found_by)
    return render_template("search.html", page=page)


@blueprint.get("/story/<text:story_id>")
def story(story_id: str) -> str:
    """The reader; the parameters of a search give its marks and the way back to it."""
    return _story(story_id, ())


@blueprint.get("/story/<text:story_id>/s/<digest>")
def sentence(story_id: str, digest: str) -> Response | str:
    """A sentence's permanent link: leads to it, or says that the story has changed."""
    with desk().archive.lease() as index:
        found = index.story(story_id)
        other = index.story(f"{story_id}/s/{digest}")
    for statement in found.statements if found else ():
        if found and sentence_hash(found, statement) == digest:
            return see_other(story_url(story_id, fragment=statement_anchor(statement)), status=302)
    if other:
        return see_other(story_url(other.id), status=302)
    return _story(story_id, (Notice("The sentence that this link was made for has changed since.", tone="warn"),))


def _story(story_id: str, notices: tuple[Notice, ...]) -> str:
    state, said = SearchState.from_args(request.args)
    question, more = desk().ask(state)
    with desk().archive.lease() as index:
        found = index.story(story_id)
        if found is None:
            raise NotFound(
                "There is no such story in this archive.",
                hint="It may have been taken out since; search for it.",
            )
        total = index.count(question.request(widen=True))
        back = Link(f"← {count_of(state.kind, total)}", state.url())
        lines = (*done(), *notices, *(Notice(n) for n in (*said, *more)))
        page = story_page(found, question, back, notices=lines)
        page = replace(page, found_by=desk().archive.enrichment_notice(index))
    return render_template("story.html", page=page)


@blueprint.get("/facet/<key>")
def facet(key: str) -> str:
    """All values of a facet for a search."""
    if key not in BY_KEY:
        raise NotFound(f"There is no facet “{key[:40]}”.", hint=f"Facets are {', '.join(BY_KEY)}.")
    state, notices = SearchState.from_args(request.args)
    question, said = desk().ask(state)
    at = request.args.get("at", "1")
    with desk().archive.lease() as index:
        page = listing.facet_page(
            index,
            question,
            BY_KEY[key],
            contains=request.args.get("contains", ""),
            by_name=request.args.get("order") == "name",
            at=int(at) if at.isascii() and at.isdigit() and len(at) < 9 else 1,
            notices=(*notices, *said, *(n.text for n in desk().found_by(index) if BY_KEY[key].names)),
        )
    return render_template("facet.html", page=page)


@blueprint.get("/help")
def help() -> str:
    """How to ask."""
    return render_template("help.html", page=help_page())


# -- saved queries ----------------------------------------------------------------------------------


@blueprint.get("/saved")
@in_house
def saved_list() -> str:
    """All saved queries, with what is new in each."""
    with desk().archive.lease() as index:
        rows, notices = _saved_rows(index)
    return render_template("saved.html", page=listing.saved_page(rows, notices))


@blueprint.post("/saved")
def save() -> Response:
    """Save a search under a name; what it finds now counts as seen."""
    state = listing.state_from(request.form.get("query", ""))
    name = request.form.get("name", "").strip() or title(state)
    if len(name) > MAX_NAME:
        raise BadRequest(f"A name can have up to {MAX_NAME} characters.", hint="Go back and shorten it.")
    question, _ = desk().ask(state)
    with desk().archive.lease() as index:
        question = kept(index, question)
        ids = all_story_ids(index, question)
    slug = desk().saved.save(name, question.state.query_string(), seen=ids, now=now())
    return see_other(f"/saved/{quote(slug)}")


@blueprint.get("/saved/<slug>")
def saved(slug: str) -> str:
    """A saved query's permanent link: its results now, and what is new in them. Looking changes nothing."""
    query = desk().saved.get(slug)
    size = desk().settings.page_size
    page_number = SearchState.from_args(request.args)[0].page
    with desk().archive.lease() as index:
        look = desk().look(index, query)
        question, said = desk().ask(look.question.state.with_page(page_number))
        question, result = answer(index, question, page_size=size)
        banner = listing.saved_banner(
            query, index, look.question.state, len(look.fresh), changed="changed" in request.args
        )
        page = search_page(
            index, question, result, page_size=size, notices=said, new=look.fresh, saved=banner
        )  # fmt: skip
        damage = tuple(Notice(line, tone="warn") for line in desk().saved.notices())
        notices = (*damage, *page.notices)
        page = replace(page, notices=notices, found_by=desk().archive.enrichment_notice(index))
    return render_template("search.html", page=page)


@blueprint.get("/saved/<slug>.json")
def saved_json(slug: str) -> Response:
    """A saved query with what it finds now."""
    return jsonify(desk().saved_to_json(slug))


@blueprint.post("/saved/<slug>/seen")
def mark_seen(slug: str) -> Response:
    """What the saved query finds counts as seen, if the archive is still the one that was looked at."""
    query = desk().saved.get(slug)
    with desk().archive.lease() as index:
        if request.form.get("generation", index.generation) != index.generation:
            return see_other(f"/saved/{quote(query.slug)}?changed")
        desk().saved.mark_seen(query.slug, desk().look(index, query).ids, now=now())
    desk().counted.forget(query.slug)
    return see_other(f"/saved/{quote(query.slug)}")


@blueprint.post("/saved/<slug>/delete")
def delete(slug: str) -> Response:
    """Forget a saved query."""
    desk().saved.delete(slug)
    return see_other("/saved")


def _saved_rows(index: Index, *, most: int = 1000) -> tuple[tuple[SavedRow, ...], tuple[Notice, ...]]:
    """The list of saved queries; when the database fails, the page says so and goes on."""
    authority, _ = desk().names.current()
    try:
        queries = desk().saved.all()[:most]
        rows = listing.saved_rows(index, authority, queries, desk().saved.unseen, desk().counted)
        damage = desk().saved.notices()
    except DiskError as error:
        return (), (Notice(f"Saved queries can't be shown. {error.message} {error.hint}", tone="warn"),)
    return rows, tuple(Notice(said, tone="warn") for said in (*damage, *desk().notices()))
