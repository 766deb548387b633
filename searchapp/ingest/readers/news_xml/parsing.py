"""XML as it comes, made fit to be parsed, and parsed as far as it goes. Pure, but for lxml's trees.

No entity that a file declares is expanded, and nothing is fetched.
"""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from searchapp.ingest.files.encoding import declared_charset, decode
from searchapp.ingest.files.safe_open import MEGABYTE
from searchapp.ingest.pages.fragment import local_name

_OPTIONS = {
    "recover": True,
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "load_dtd": False,
    "dtd_validation": False,
    "remove_comments": True,
    "remove_pis": True,
}
_BLOCK = MEGABYTE
_DECLARATION = re.compile(r"<\?xml[^>]{0,300}\?>\s*")
_FEED = re.compile(r"<(?:!doctype\s+)?(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_NO_WARNING = re.compile(r"<(?!/?(?:br|b|i|p|font|small|strong|pre|div|table|tr|th|td)\b|[?!])", re.IGNORECASE)
"""A tag that stands in none of the warnings that a site's own software prints."""
_ENTITY = re.compile(
    r"&+(?=&)|&(?:#\d{1,8};|#[xX][0-9a-fA-F]{1,7};|([A-Za-z][A-Za-z0-9]{0,30});)?|<(?![A-Za-z_:/!?])"
)
_BARE_VALUE = re.compile(r"""(\s[A-Za-z][\w:.-]{0,40}=)([^\s"'<>]{1,200})(?=[\s>])""")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_JUNK = 20_000
_HARMLESS = frozenset({"NAMESPACE"})


def text_of_xml(data: bytes, *, charset: str = "") -> str:
    """The markup decoded and mended, `charset` being what is said of it elsewhere; raises IngestError."""
    return _mended(decode(data, declared=declared_charset(data) or charset or None))


def pull_parser() -> Any:
    """A parser whose events `events` gives."""
    return etree.XMLPullParser(events=("start", "end"), **_OPTIONS)


def events(parser: Any, written: str) -> Iterator[tuple[str, Any]]:
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


def tree_of(written: str) -> tuple[Any, tuple[str, str] | None]:
    """The root of the whole, as far as it goes, and its damage; None where there is no element."""
    parser = etree.XMLParser(**_OPTIONS)
    try:
        root = etree.fromstring(written.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, AssertionError, ValueError):
        root = None
    return root, fault_in(parser.error_log)


def fault_in(log: Any) -> tuple[str, str] | None:
    """Where a file is damaged, and how, if so, out of its parser's log."""
    for entry in log:
        if entry.level_name in {"ERROR", "FATAL"} and entry.domain_name not in _HARMLESS:
            return (f"line {entry.line}", entry.message.strip())
    return None


def plain_name(element: Any) -> str:
    """An element's name in lower case, without its namespace or a prefix that nothing declares."""
    return local_name(element).rpartition(":")[2]


def _mended(written: str) -> str:
    """The file with what feeds often have wrong put right: HTML's entities, bare marks, control characters.

    In sections of plain characters ampersands stand for themselves. What a site's own software wrote before the
    markup, as warnings, is left out.
    """
    written = _without_junk(_UNFIT.sub(" ", written).lstrip("\ufeff \t\r\n"))
    if "<!ENTITY" in written:
        return written
    first, *sections = written.split("<![CDATA[")
    mended = [_ENTITY.sub(_character, first)]
    for section in sections:
        inside, end, after = section.partition("]]>")
        mended.append(inside + end + _ENTITY.sub(_character, after))
    return "<![CDATA[".join(mended)


def _without_junk(written: str) -> str:
    found = _FEED.search(written[:_MOST_JUNK])
    if found and not _NO_WARNING.search(written[: found.start()]):
        tag, end, rest = written[found.start() :].partition(">")
        return (_BARE_VALUE.sub(r'\1"\2"', tag + end) if len(tag) < _MOST_JUNK else tag + end) + rest
    return _DECLARATION.sub("", written, count=1) if written.startswith("<?xml") else written


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    if entity[0] == "<":
        return "&lt;"
    if name is None:
        return entity[0] if entity[0].strip("&") else "&amp;" * len(entity[0])
    if name in _OWN:
        return entity[0]
    character = html.entities.html5.get(f"{name};")
    return html.escape(character) if character else f"&amp;{name};"
