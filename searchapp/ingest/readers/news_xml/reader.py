"""Reader for XML: which kind of file it is, and one story after the other out of it.

No entity that a file declares is expanded, nothing is fetched, and what is damaged is read as far as it goes.
"""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import declared_charset, decode
from searchapp.ingest.files.safe_open import MEGABYTE, TEXT_CAP, read_bytes
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.sidecar import read_defaults, read_sidecar
from searchapp.ingest.pages.fragment import local_name
from searchapp.ingest.readers.html import story_of_page
from searchapp.ingest.readers.news_xml.feeds import read_atom, read_rss
from searchapp.ingest.readers.news_xml.newsml import read_g2, read_newsml
from searchapp.ingest.readers.news_xml.nitf import read_nitf
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
_BLOCK = MEGABYTE
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>\s*")
_ENTITY = re.compile(r"&(?:#\d{1,8};|#[xX][0-9a-fA-F]{1,7};|([A-Za-z][A-Za-z0-9]{0,30});)?")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HARMLESS = frozenset({"NAMESPACE"})


def read_xml(source: Source) -> Iterator[Item]:
    """The stories of a file of XML; raises IngestError for a kind that has none, or is not known."""
    data = read_bytes(source, cap=TEXT_CAP)
    written = decode(data, declared=declared_charset(data))
    parser = etree.XMLPullParser(
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    events = _events(parser, _mended(written))
    root = next((element for event, element in events if event == "start"), None)
    if root is None:
        raise IngestError("damaged, or not XML")
    name = local_name(root)
    if name in _PAGES:
        yield story_of_page(data, source=source.name, above=_sidecar(source))
        return
    if name not in KINDS:
        reason = _NO_STORIES.get(name) or f"XML of a kind that is not read: its root is <{str(root.tag)[:80]}>"
        raise IngestError(reason)
    yield from _stories(source, KINDS[name], root, events)
    if fault := _fault(parser):
        yield Failure(source.name, *fault)


def _stories(source: Source, kind: Kind, root: Any, events: Iterator[tuple[str, Any]]) -> Iterator[Item]:
    alone = local_name(root) == kind.unit
    beside = read_sidecar(source) if alone else read_defaults(source)
    if isinstance(beside, Failure):
        yield beside
        beside = None
    layers: tuple[Fields, ...] = (beside,) if beside else ()
    number = depth = 0
    for event, element in events:
        if local_name(element) != kind.unit:
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


def _events(parser: Any, written: str) -> Iterator[tuple[str, Any]]:
    """What the parser meets, in order, as far as it gets."""
    data = written.encode("utf-8", "replace")
    try:
        for at in range(0, len(data), _BLOCK):
            parser.feed(data[at : at + _BLOCK])
            yield from parser.read_events()
        parser.close()
    except (etree.XMLSyntaxError, AssertionError, ValueError):
        pass  # its log has it
    yield from parser.read_events()


def _fault(parser: Any) -> tuple[str, str] | None:
    """Where a file is damaged, and how, if so."""
    for entry in parser.feed_error_log:
        if entry.level_name in {"ERROR", "FATAL"} and entry.domain_name not in _HARMLESS:
            return (
                f"line {entry.line}",
                f"damaged XML ({entry.message.strip()}): a story may be missing or cut short",
            )
    return None


def _mended(written: str) -> str:
    """The file with what feeds often have wrong put right: HTML's entities, bare ampersands, control characters.

    In sections of plain characters ampersands stand for themselves.
    """
    written = _DECLARATION.sub("", _UNFIT.sub(" ", written), count=1).lstrip("\ufeff \t\r\n")
    if "<!ENTITY" in written:
        return written
    first, *sections = written.split("<![CDATA[")
    mended = [_ENTITY.sub(_character, first)]
    for section in sections:
        inside, end, after = section.partition("]]>")
        mended.append(inside + end + _ENTITY.sub(_character, after))
    return "<![CDATA[".join(mended)


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    if name is None:
        return entity[0] if len(entity[0]) > 1 else "&amp;"
    if name in _OWN:
        return entity[0]
    character = html.entities.html5.get(f"{name};")
    return html.escape(character) if character else f"&amp;{name};"
