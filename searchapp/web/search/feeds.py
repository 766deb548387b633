"""An answer as an Atom feed of its newest hits: those that came into the archive last, whatever their days."""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, Response, request

from searchapp.engines import Index
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit
from searchapp.records import story_of
from searchapp.text.wording import SAID_HOW, speakers_of
from searchapp.web.route_marks import for_anybody, never_kept
from searchapp.web.search_state import SearchState
from searchapp.web.security import origin
from searchapp.web.services import services
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.search_box import title
from searchapp.web.urls import AT, story_url

FEED_SIZE = 50
ALL = 10_000_000
ATOM = "http://www.w3.org/2005/Atom"
UNDATED = "1970-01-01T00:00:00Z"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = uuid.UUID("8a1c9a5e-0d0e-5c68-9b0a-6f6f0a5a8f11")
blueprint = Blueprint("feeds", __name__)


@blueprint.get("/search.atom")
@for_anybody
@never_kept
def search_atom() -> Response:
    """The newest hits of a search."""
    state, _ = SearchState.from_args(request.args)
    return atom(state, name=title(state), path=AT.search_feed)


def atom(state: SearchState, *, name: str, path: str) -> Response:
    """A feed of the newest hits; its ids and those of its entries stay the same after a rebuild."""
    question, _ = services().ask(state.with_page(1).with_sort("newest"))
    with services().archive.lease() as index:
        came = services().archive.arrivals(index)
        hits = _newest(index, question.request(page_size=FEED_SIZE, widen=True), came)
    query = state.with_page(1).query_string()
    feed = ET.Element("feed", {"xmlns": ATOM})
    _add(feed, "id", _urn(f"feed:{query}"))
    _add(feed, "title", f"{name} – {services().settings.title}")
    _add(feed, "updated", max((_updated(h, came) for h in hits), default=UNDATED))
    _add(feed, "generator", "searchapp")
    _add(feed, "link", rel="self", type="application/atom+xml", href=_absolute(path + _query_part(path)))
    _add(feed, "link", rel="alternate", type="text/html", href=_absolute(state.with_page(1).url()))
    seen: dict[str, int] = {}
    for hit in hits:
        _entry(feed, hit, seen, updated=_updated(hit, came))
    ET.indent(feed)
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="utf-8")
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _newest(index: Index, request: SearchRequest, came: Mapping[str, str]) -> Sequence[Hit]:
    """The hits that came last, those of one run by their days."""
    if len(set(came.values())) < 2:
        return index.search(request).hits
    ranked = [record for record, _ in index.ranking(replace(request, limit=ALL))]
    last = sorted(ranked, key=lambda record: came.get(story_of(record, request.kind), ""), reverse=True)
    return index.hits(request, last[: request.limit])


def _entry(feed: ET.Element, hit: Hit, seen: dict[str, int], *, updated: str) -> None:
    said = "".join(s.text for s in hit.snippet)
    key = f"story:{hit.story_id}"
    heading = "".join(s.text for s in hit.title) or UNTITLED
    if hit.statement is not None:
        key = f"statement:{hit.story_id}:{hit.statement.speaker}:{said}"
        how = SAID_HOW[hit.statement.polarity]
        heading = f"{speakers_of(hit.statement)}{' ' if how else ''}{how}: {said}"
    seen[key] = seen.get(key, 0) + 1
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _urn(key if seen[key] == 1 else f"{key}:{seen[key]}"))
    _add(entry, "title", heading[:300])
    _add(entry, "updated", updated)
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


def _updated(hit: Hit, came: Mapping[str, str]) -> str:
    """When a hit came into the archive; where that is not known, its day."""
    return came.get(hit.story_id) or _moment(hit)


def _moment(hit: Hit) -> str:
    return f"{hit.published.isoformat()}T00:00:00Z" if hit.published else UNDATED


def _query_part(path: str) -> str:
    query = request.query_string.decode("ascii", "ignore")
    return f"?{query}" if query and path == AT.search_feed else ""


def _absolute(path: str) -> str:
    return origin() + path
