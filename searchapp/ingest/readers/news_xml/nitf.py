"""NITF, the format of a single story of a news agency or a paper's archive -> a story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from searchapp.ingest.metadata.fields import FieldName
from searchapp.ingest.pages.fragment import local_name, text_of_tree
from searchapp.ingest.readers.news_xml.unit import (
    XML,
    Unit,
    child,
    day_of,
    every,
    first,
    story_of,
    without_by,
    words_of,
)
from searchapp.ingest.source import Failure, Item
from searchapp.provenance import Doubt, DoubtKind

NAME = "NITF"
ORIGIN = "nitf"
_STATUS: dict[str, DoubtKind] = {
    "canceled": "withdrawn",
    "cancelled": "withdrawn",
    "withheld": "withdrawn",
    "embargoed": "embargoed",
}
_LEAD, _WHOLE = "lead_paragraph", "full_text"


def read_nitf(unit: Unit) -> Iterator[Item]:
    """The story of one <nitf>."""
    found = nitf_text(unit.element)
    doubts = [Doubt(kind, 0) for kind in [_STATUS.get(_status(unit.element))] if kind]
    if not found:
        found = text_of_tree(abstract) if (abstract := first(unit.element, "abstract")) is not None else ""
        doubts.append(Doubt("only a summary", 0))
    if not found:
        yield Failure(unit.source, "", "it has no text" + (", and was withdrawn" if len(doubts) > 1 else ""))
        return
    yield story_of(unit, found, nitf_values(unit.element), origin=ORIGIN, doubts=tuple(doubts), format=NAME)


def nitf_values(nitf: Any) -> dict[FieldName, str]:
    """What an <nitf> says about its story."""
    head, body = child(nitf, "head"), child(nitf, "body")
    top = child(body, "body.head") if body is not None else None
    publication = first(head, "pubdata")
    days = [
        _attribute(first(head, "date.issue"), "norm"),
        _attribute(publication, "date.publication"),
        _attribute(first(head, "date.release"), "norm"),
        _attribute(first(top, "story.date"), "norm"),
        words_of(first(top, "story.date")),
    ]
    section = _attribute(publication, "position.section") or next(
        (m.get("content", "") for m in every(head, "meta") if m.get("name") in {"print_section_name", "dsk"}), ""
    )
    return {
        "title": words_of(first(top, "hl1")) or words_of(first(top, "hedline")) or words_of(child(head, "title")),
        "byline": ", ".join(dict.fromkeys(b for b in map(_byline, _bylines(top)) if b)),
        "outlet": _attribute(publication, "name")
        or words_of(first(top, "distributor", "org"))
        or words_of(first(top, "distributor")),
        "published": day_of(next((day for day in days if day), "")),
        "url": _attribute(publication, "ex-ref"),
        "language": nitf.get(f"{XML}lang") or _attribute(body, f"{XML}lang"),
        "section": section,
    }


def nitf_text(nitf: Any) -> str:
    """The story's text below its dateline; "" without any."""
    content = first(nitf, "body.content")
    if content is None:
        return ""
    blocks = {block.get("class"): block for block in content if local_name(block) == "block"}
    if _WHOLE in blocks and _LEAD in blocks:
        content = blocks[_WHOLE]  # the lead is its beginning once more
    text = text_of_tree(content)
    place = words_of(first(nitf, "body.head", "dateline"))
    return f"{place}\n\n{text}" if place and text and not text.startswith(place) else text


def _bylines(top: Any) -> list[Any]:
    """The bylines as they were printed: an archive may repeat one in another form."""
    found = list(every(top, "byline"))
    return [b for b in found if b.get("class") != "normalized_byline"] or found


def _byline(byline: Any) -> str:
    people = [words_of(person) for person in byline.iter() if local_name(person) == "person"]
    titles = [words_of(title) for title in byline.iter() if local_name(title) == "byttl"]
    if people:
        return ", ".join(people)
    words = words_of(byline)
    for title in titles:
        words = words.removesuffix(title)
    return without_by(words)


def _status(nitf: Any) -> str:
    return _attribute(first(nitf, "docdata"), "management-status").lower()


def _attribute(element: Any, name: str) -> str:
    return str(element.get(name) or "") if element is not None else ""
