"""An answer in other clothes: an Atom feed of the newest, and a CSV of all of it."""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain

from flask import Blueprint, Response, request

from searchapp.engines import Index
from searchapp.formats.exports import BYTE_ORDER_MARK, csv_block, csv_line
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit, Span
from searchapp.web.question import Question, settled, widened
from searchapp.web.route_marks import gives_all
from searchapp.web.saved.presenter import saved_state
from searchapp.web.search_state import SearchState
from searchapp.web.security import origin
from searchapp.web.services import services
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.search_box import title
from searchapp.web.urls import story_url

FEED_SIZE = 50
CSV_CHUNK = 200
ATOM = "http://www.w3.org/2005/Atom"
UNDATED = "1970-01-01T00:00:00Z"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = uuid.UUID("8a1c9a5e-0d0e-5c68-9b0a-6f6f0a5a8f11")
STORY_COLUMNS = ("id", "title", "outlet", "published", "byline", "url", "passage")
STATEMENT_COLUMNS = (
    "id", "speaker", "speaker_kind", "cue", "mode", "words", "confidence",
    "story_id", "title", "outlet", "published", "byline", "url",
)  # fmt: skip
blueprint = Blueprint("feeds", __name__)


@blueprint.get("/search.atom")
def search_atom() -> Response:
    """The newest hits of a search."""
    state, _ = SearchState.from_args(request.args)
    return atom(state, name=title(state), path="/search.atom")


@blueprint.get("/saved/<slug>.atom")
def saved_atom(slug: str) -> Response:
    """The newest hits of a saved query."""
    saved = services().saved.get(slug)
    return atom(saved_state(saved), name=saved.name, path=f"/saved/{saved.slug}.atom")


@blueprint.get("/search.csv")
@gives_all
def search_csv() -> Response:
    """The whole answer, all pages of it, in the order of the page."""
    state, _ = SearchState.from_args(request.args)
    question, _ = services().ask(state.with_page(1))
    with ExitStack() as held:
        index = held.enter_context(services().archive.lease())
        question = settled(index, question)
        asked = question.request(page_size=CSV_CHUNK)
        first = [i for i, _ in index.ranking(asked)]
        lines = csv_lines(index, asked, first)
        if request.args.get("excel"):
            lines = chain([BYTE_ORDER_MARK], lines)
        response = Response(lines, mimetype="text/csv")
        response.call_on_close(held.pop_all().close)  # The lines are read from the index as they are sent.
    name = "statements" if state.kind == "statement" else "stories"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def ranked(index: Index, asked: SearchRequest, *, after: int = 0) -> list[str]:
    """The ids of all hits, in order, but for the first ones."""
    rest = max(index.count(asked) - after, 1)
    return [i for i, _ in index.ranking(replace(asked, offset=after, limit=rest))]


# -- Atom -------------------------------------------------------------------------------------------


def atom(state: SearchState, *, name: str, path: str) -> Response:
    """A feed of the newest hits; its ids and those of its entries stay the same after a rebuild."""
    question, _ = services().ask(state.with_page(1).with_sort("newest"))
    with services().archive.lease() as index:
        result = index.search(question.request(page_size=FEED_SIZE, widen=True))
    question, hits = widened(question, result), result.hits
    query = state.with_page(1).query_string()
    feed = ET.Element("feed", {"xmlns": ATOM})
    _add(feed, "id", _urn(f"feed:{query}"))
    _add(feed, "title", f"{name} – {services().settings.title}")
    _add(feed, "updated", max((_moment(h) for h in hits), default=UNDATED))
    _add(feed, "generator", "searchapp")
    _add(feed, "link", rel="self", type="application/atom+xml", href=_absolute(path + _query_part(path)))
    _add(feed, "link", rel="alternate", type="text/html", href=_absolute(state.with_page(1).url()))
    seen: dict[str, int] = {}
    for hit in hits:
        _entry(feed, question, hit, seen)
    ET.indent(feed)
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="utf-8")
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _entry(feed: ET.Element, question: Question, hit: Hit, seen: dict[str, int]) -> None:
    said = "".join(s.text for s in hit.snippet)
    key = f"story:{hit.story_id}"
    heading = "".join(s.text for s in hit.title) or UNTITLED
    if hit.statement is not None:
        key = f"statement:{hit.story_id}:{hit.statement.speaker}:{said}"
        heading = f"{hit.statement.speaker}: {said}"
    seen[key] = seen.get(key, 0) + 1
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _urn(key if seen[key] == 1 else f"{key}:{seen[key]}"))
    _add(entry, "title", heading[:300])
    _add(entry, "updated", _moment(hit))
    if hit.published:
        _add(entry, "published", _moment(hit))
    author = ET.SubElement(entry, "author")
    _add(author, "name", hit.outlet or "unknown outlet")
    _add(entry, "link", rel="alternate", type="text/html", href=_absolute(story_url(hit.story_id)))
    _add(entry, "summary", said)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> None:
    element = ET.SubElement(parent, tag, {k: xml_safe(v) for k, v in attributes.items()})
    if text or not attributes:
        element.text = xml_safe(text)


def xml_safe(text: str) -> str:
    """A text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def _urn(key: str) -> str:
    return uuid.uuid5(_NAMESPACE, key.encode("utf-8", "replace").decode()).urn


def _moment(hit: Hit) -> str:
    return f"{hit.published.isoformat()}T00:00:00Z" if hit.published else UNDATED


def _query_part(path: str) -> str:
    query = request.query_string.decode("ascii", "ignore")
    return f"?{query}" if query and path == "/search.atom" else ""


def _absolute(path: str) -> str:
    return origin() + path


# -- CSV --------------------------------------------------------------------------------------------


def csv_lines(index: Index, asked: SearchRequest, first: list[str]) -> Iterator[str]:
    """The lines of an export, a block of hits at a time, of which `first` are the ids of the first."""
    statements = asked.kind == "statement"
    row = _statement_row if statements else _story_row
    yield csv_line(STATEMENT_COLUMNS if statements else STORY_COLUMNS)
    yield _block(index, asked, first, row)
    rest = ranked(index, asked, after=len(first)) if len(first) == CSV_CHUNK else []
    for i in range(0, len(rest), CSV_CHUNK):
        yield _block(index, asked, rest[i : i + CSV_CHUNK], row)


Row = Callable[[Hit], tuple[str, ...]]


def _block(index: Index, asked: SearchRequest, ids: list[str], row: Row) -> str:
    return csv_block(row(hit) for hit in index.hits(asked, ids))


def _story_row(hit: Hit) -> tuple[str, ...]:
    """The cells of STORY_COLUMNS."""
    return (hit.id, *_about(hit), _text(hit.snippet))


def _statement_row(hit: Hit) -> tuple[str, ...]:
    """The cells of STATEMENT_COLUMNS."""
    said = hit.statement
    assert said is not None
    how = said.speaker, said.speaker_kind, said.cue, said.mode, _text(hit.snippet), f"{said.confidence:.2f}"
    return (hit.id, *how, hit.story_id, *_about(hit))


def _about(hit: Hit) -> tuple[str, ...]:
    """Title, outlet, day, byline and address of a hit's story; "" for what is not known."""
    day = hit.published.isoformat() if hit.published else ""
    return _text(hit.title), hit.outlet or "", day, hit.byline or "", hit.url or ""


def _text(spans: tuple[Span, ...]) -> str:
    return "".join(s.text for s in spans)
