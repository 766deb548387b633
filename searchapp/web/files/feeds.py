"""An answer as an Atom feed of its newest hits: those that came into the archive last, whatever their days."""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, request

from searchapp.archive.exporting import entries
from searchapp.engines import Index
from searchapp.formats.downloads import Entry
from searchapp.model import Statement, Story
from searchapp.query.request import SearchRequest
from searchapp.query.result import Hit
from searchapp.records import story_of
from searchapp.text.wording import SAID_HOW, speakers_of
from searchapp.web.files.downloads import links
from searchapp.web.route_marks import for_anybody, kept_by_address
from searchapp.web.search_state import SearchState
from searchapp.web.security import origin
from searchapp.web.services import now, services
from searchapp.web.ui.citing import UNTITLED
from searchapp.web.ui.pager import pages_of
from searchapp.web.ui.search_box import title
from searchapp.web.urls import AT, with_parameter

FEED_SIZE = 50
ALL = 10_000_000
ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
UNDATED = "1970-01-01T00:00:00Z"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = uuid.UUID("8a1c9a5e-0d0e-5c68-9b0a-6f6f0a5a8f11")
blueprint = Blueprint("feeds", __name__)


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of a feed: its entries, which page it is, and which is the last."""

    entries: Sequence[Entry]
    number: int
    last: int


@blueprint.get("/search.atom")
@for_anybody
@kept_by_address
def search_atom() -> Response:
    """The newest hits of a search."""
    state, _ = SearchState.from_args(request.args)
    return atom(state, name=title(state, services().called), path=AT.search_feed)


def atom(state: SearchState, *, name: str, path: str) -> Response:
    """A feed of the newest hits; its ids and those of its entries stay the same after a rebuild.

    It goes on over as many pages as there are (RFC 5005); `page` of the request says which this is.
    """
    asked = SearchState.from_args(request.args)[0].page
    state = state.with_page(1)
    question, _ = services().ask(state.with_sort("newest"))
    with services().archive.lease() as index:
        came = services().archive.arrivals(index)
        page = _newest(index, question.request(page_size=FEED_SIZE, widen=True), came, asked)
        built = index.status().built
    address = state.url(path) if path == AT.search_feed else path
    feed = ET.Element("feed", {"xmlns": ATOM})
    _add(feed, "id", _urn(f"feed:{state.query_string()}"))
    _add(feed, "title", f"{name} – {services().settings.title}")
    _add(feed, "updated", max((_updated(entry.hit, came) for entry in page.entries), default=built))
    _add(feed, "generator", "searchapp")
    _add(feed, "link", rel="alternate", type="text/html", href=_absolute(state.url()))
    for relation, number in _ways(page):
        href = with_parameter(address, "page", str(number)) if number > 1 else address
        _add(feed, "link", rel=relation, type=MEDIA_TYPE, href=_absolute(href))
    for entry in page.entries:
        _entry(feed, entry, updated=_updated(entry.hit, came))
    ET.indent(feed)
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="utf-8")
    response = Response(body, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.last_modified = services().last_change(built)
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response


def _ways(page: _Page) -> Iterator[tuple[str, int]]:
    """The links of a feed's page, each with the number of the page that it leads to."""
    yield "self", page.number
    if page.last > 1:
        yield from (("first", 1), ("last", page.last))
    if page.number > 1:
        yield "previous", min(page.number - 1, page.last)
    if page.number < page.last:
        yield "next", page.number + 1


def _newest(index: Index, asked: SearchRequest, came: Mapping[str, str], number: int) -> _Page:
    """A page of the hits, those that came last first, and those of one run by their days."""
    ranked = [record for record, _ in index.ranking(replace(asked, limit=ALL))]
    if len(set(came.values())) > 1:
        ranked.sort(key=lambda record: came.get(story_of(record, asked.kind), ""), reverse=True)
    here = ranked[(number - 1) * FEED_SIZE : number * FEED_SIZE]
    found = entries(index, asked, here, link=links(origin()), accessed=now().date())
    return _Page(found, number, pages_of(len(ranked), FEED_SIZE))


def _entry(feed: ET.Element, given: Entry, *, updated: str) -> None:
    hit = given.hit
    said = "".join(s.text for s in hit.snippet)
    key = f"story:{hit.story_id}"
    heading = "".join(s.text for s in hit.title) or UNTITLED
    if hit.statement is not None:
        key = _statement_key(given.story, hit.statement, said)
        how = SAID_HOW[hit.statement.polarity]
        heading = f"{speakers_of(hit.statement)}{' ' if how else ''}{how}: {said}"
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _urn(key))
    _add(entry, "title", heading[:300])
    _add(entry, "updated", updated)
    if hit.published:
        _add(entry, "published", _moment(hit))
    author = ET.SubElement(entry, "author")
    _add(author, "name", hit.outlet or "unknown outlet")
    _add(entry, "link", rel="alternate", type="text/html", href=given.link)
    _add(entry, "summary", said)


def _statement_key(story: Story, statement: Statement, said: str) -> str:
    """What a statement's entry is known by; of those in a story that say the same, the later ones are counted."""
    key = f"statement:{story.id}:{statement.speaker}:{said}"
    before = [s for s in story.statements if s.spans < statement.spans and story.words_of(s) == said]
    return f"{key}:{len(before) + 1}" if before else key


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


def _absolute(path: str) -> str:
    return origin() + path
