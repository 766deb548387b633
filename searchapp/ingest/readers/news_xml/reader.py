"""Reader for XML: which kind of file it is, and one story after the other out of it.

What is damaged is read as far as it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from searchapp.errors import IngestError
from searchapp.ingest.files.safe_open import TEXT_CAP, read_bytes
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.sidecar import read_defaults, read_sidecar
from searchapp.ingest.readers.html import story_of_page
from searchapp.ingest.readers.news_xml.feeds import read_atom, read_rss
from searchapp.ingest.readers.news_xml.newsml import read_g2, read_newsml
from searchapp.ingest.readers.news_xml.nitf import read_nitf
from searchapp.ingest.readers.news_xml.parsing import events, fault_in, plain_name, pull_parser, text_of_xml
from searchapp.ingest.readers.news_xml.unit import Unit
from searchapp.ingest.source import Failure, Item, Source

_Read = Callable[[Unit], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: the name of a story's element in it, and its reader."""

    unit: str
    read: _Read


KINDS: dict[str, Kind] = {
    "nitf": Kind("nitf", read_nitf),
    "newsitem": Kind("newsitem", read_g2),
    "newsmessage": Kind("newsitem", read_g2),
    "newsml": Kind("newsitem", read_newsml),
    "rss": Kind("item", read_rss),
    "rdf": Kind("item", read_rss),
    "feed": Kind("entry", read_atom),
    "entry": Kind("entry", read_atom),
}
"""By the name of the root element, in lower case."""
_NO_STORIES = {
    "urlset": "a sitemap: it lists the pages of a site, and has no stories in it",
    "sitemapindex": "a list of sitemaps: it has no stories in it",
    "packageitem": "a package that only lists other items: it has no stories in it",
    "opml": "a list of feeds: it has no stories in it",
}
_PAGES = frozenset({"html"})


def read_xml(source: Source) -> Iterator[Item]:
    """The stories of a file of XML; raises IngestError for a kind that has none, or is not known."""
    data = read_bytes(source, cap=TEXT_CAP)
    parser = pull_parser()
    met = events(parser, text_of_xml(data))
    root = next((element for event, element in met if event == "start"), None)
    if root is None:
        raise IngestError("damaged, or not XML")
    name = plain_name(root)
    if name in _PAGES:
        yield story_of_page(data, source=source.name, above=_sidecar(source))
        return
    if name not in KINDS:
        reason = _NO_STORIES.get(name) or f"XML of a kind that is not read: its root is <{str(root.tag)[:80]}>"
        raise IngestError(reason)
    yield from _stories(source, KINDS[name], root, met)
    if fault := fault_in(parser.feed_error_log):
        place, how = fault
        yield Failure(source.name, place, f"damaged XML ({how}): a story may be missing or cut short")


def _stories(source: Source, kind: Kind, root: Any, met: Iterator[tuple[str, Any]]) -> Iterator[Item]:
    alone = plain_name(root) == kind.unit
    beside = read_sidecar(source) if alone else read_defaults(source)
    if isinstance(beside, Failure):
        yield beside
        beside = None
    layers: tuple[Fields, ...] = (beside,) if beside else ()
    number = depth = 0
    for event, element in met:
        if plain_name(element) != kind.unit:
            continue
        depth += 1 if event == "start" else -1
        if event == "start" or depth > 0:  # within another, as an item in an item
            continue
        number += 1
        unit = (
            Unit(element, source.name, above=layers)
            if alone
            else Unit(element, f"{source.name}#{number}", below=layers)
        )
        try:
            yield from kind.read(unit)
        except IngestError as error:
            yield Failure(unit.source, "", error.message)
        element.clear(keep_tail=False)
    if not number and not alone:
        raise IngestError("there is no story in it")


def _sidecar(source: Source) -> tuple[Fields, ...]:
    found = read_sidecar(source)
    return (found,) if isinstance(found, Fields) else ()
