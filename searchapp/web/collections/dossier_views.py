"""The views of dossiers: of a collection, and of what a search finds, as a page and with all that it rests on."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

from flask import Blueprint, Response, abort, request

from searchapp.collections.dossier import Dossier
from searchapp.text.wording import count_of
from searchapp.web.collections.dossier_page import packed, page_of, sealed
from searchapp.web.collections.dossiers import Quotation, dossier_of, of_hits, of_items
from searchapp.web.route_marks import gives_all, in_house, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.services import now, saved_as, services
from searchapp.web.ui.asked import asked_in_a_line
from searchapp.web.ui.kept import kept_now
from searchapp.web.ui.search_box import title

MOST = 200
"""Results of a search that a dossier takes."""
blueprint = Blueprint("dossiers", __name__)


@blueprint.get("/collection/<slug>/dossier.<ending>")
@in_house
@never_kept
@gives_all
def of_collection(slug: str, ending: str) -> Response:
    """A collection as a dossier."""
    kept = kept_now()
    found = kept.collection(slug)
    with services().archive.lease() as index:
        quotations = of_items(index, kept.items_of(slug))
        dossier = dossier_of(
            index, quotations, name=found.name, note=found.note, asked="", archive=_archive(), now=now()
        )
    return _given(dossier, quotations, ending, name=slug)


@blueprint.get("/dossier")
@in_house
@never_kept
@gives_all
def of_search() -> Response:
    """The first results of a search as a dossier."""
    return _of_search("html")


@blueprint.get("/dossier.zip")
@in_house
@never_kept
@gives_all
def of_search_zip() -> Response:
    """The same with all that it rests on."""
    return _of_search("zip")


def _of_search(ending: str) -> Response:
    state = SearchState.from_args(request.args)[0].with_page(1)
    question, _ = services().ask(state)
    with services().archive.lease() as index:
        asked = question.request(page_size=MOST, widen=True, whole=True)
        result = index.search(replace(asked, offset=0))
        quotations = of_hits(index, result.hits)
        total, called = count_of(state.kind, result.total), index.decisions.called
        first = f"the first {MOST} of {total}" if result.total > MOST else f"{total} found"
        dossier = dossier_of(
            index, quotations, name=title(state, called), note="",
            asked=f"{asked_in_a_line(state, called)} ({first})", archive=_archive(), now=now(),
        )  # fmt: skip
    return _given(dossier, quotations, ending, name="dossier")


def _archive() -> str:
    return services().settings.title


def _given(dossier: Dossier, quotations: list[Quotation], ending: str, *, name: str) -> Response:
    """A dossier in the form that is asked for."""
    html = sealed(dossier, page_of(dossier, quotations))
    if ending == "html":
        response = Response(html, mimetype="text/html")
        response.headers["Content-Security-Policy"] = _own_style(html)
        return response
    if ending != "zip":
        abort(404)
    return saved_as(f"{name}.zip", packed(html, dossier, quotations, today=now().date()), "application/zip")


def _own_style(html: str) -> str:
    """What the page may do: nothing but look as the style that it brings along says."""
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
