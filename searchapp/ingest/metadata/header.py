"""The head of a text file: a block of `Key: value` lines, front matter, a headline.

Pure. What it takes for the head is a fact about the file alone, never about its sidecar, so that the
text, and every offset into it, stays the same when a sidecar is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from searchapp.ingest.metadata.address import is_address, leads_to_page
from searchapp.ingest.metadata.fields import FieldName, Fields
from searchapp.ingest.metadata.front_matter import split_front_matter

_KEYS: dict[str, FieldName] = {
    "title": "title", "headline": "title",
    "outlet": "outlet", "publication": "outlet", "source": "outlet", "publisher": "outlet",
    "date": "published", "published": "published",
    "byline": "byline", "author": "byline", "authors": "byline", "by": "byline",
    "url": "url", "link": "url",
    "language": "language", "lang": "language",
    "id": "id",
}  # fmt: skip
_LINE = re.compile(r"\s*([A-Za-z]+)\s*:\s*(.*?)\s*")
_LONGEST_HEADLINE = 120
_NOT_HEADLINE = re.compile(r"[-*•>|#(]|https?:|www\.|by\s+[A-Z]|read more\b", re.IGNORECASE)
_ENDS_LIKE_PROSE = (".", ",", ";", ":", "…")


def split_head(text: str, *, markdown: bool = False, titled: bool = False) -> tuple[tuple[Fields, ...], str]:
    """What the head says, best first, and the text after it without blank lines at either end.

    A first line counts as the headline when no title stands above it, it is short, does not end like
    prose, and a blank line and more text follow. It leaves the text, as a title in a header block does:
    a headline is a field of its own, and words in both would be found, counted and shown twice.
    Where the text is `titled` already, by what is not in it, its first line stays.
    """
    text = _without_blank_ends(text)
    header, text = _front_matter(text) if markdown and text.startswith("---\n") else _block(text)
    text = _without_blank_ends(text)
    layers = [header] if header.values else []
    headline, rest = _markdown_title(text) if markdown else ("", text)
    origin = "header"
    if not headline and not titled and "title" not in header.values:
        headline, rest = _first_line(text)
        origin = "first line"
    if headline and header.values.get("title", headline) == headline:
        layers.append(Fields(origin, {"title": headline}))
        text = rest
    return tuple(layers), _without_blank_ends(text)


def is_header_line(line: str) -> bool:
    """Whether a line is a known key with its value."""
    found = _LINE.fullmatch(line)
    return bool(found and found[1].lower() in _KEYS and found[2])


def _block(text: str) -> tuple[Fields, str]:
    """The header block: known keys only, up to a blank line; no header where any line is another."""
    pairs: list[tuple[str, str]] = []
    rest = text
    while rest:
        line, _, rest = rest.partition("\n")
        if not line.strip():
            break
        found = _LINE.fullmatch(line)
        if not found or found[1].lower() not in _KEYS:
            return Fields("header"), text
        pairs.append((found[1].lower(), found[2]))
    return Fields("header", _fields(pairs)), rest if pairs else text


def _front_matter(text: str) -> tuple[Fields, str]:
    """Front matter between two fences: known keys are read, of a list of authors all, all others passed over."""
    split = split_front_matter(text)
    if split is None:
        return Fields("header"), text
    pairs = ((key, ", ".join(values) if _KEYS.get(key) == "byline" else values[0]) for key, values in split[0])
    return Fields("header", _fields(pairs)), split[1]


def _fields(pairs: Iterable[tuple[str, str]]) -> dict[FieldName, str]:
    """The first value of each known key; an outlet that is an address is the address, where none is given."""
    values: dict[FieldName, str] = {}
    spare = ""
    for key, value in pairs:
        name = _KEYS.get(key)
        if name == "outlet" and is_address(value):
            spare = spare or value
        elif name and value:
            values.setdefault(name, value)
    if leads_to_page(spare):
        values.setdefault("url", spare)
    return values


def _markdown_title(text: str) -> tuple[str, str]:
    line, _, rest = text.partition("\n")
    found = re.fullmatch(r"#\s+(.*?)(?:\s+#+)?\s*", line)
    return (found[1].strip(), rest) if found and rest.strip() else ("", text)


def _first_line(text: str) -> tuple[str, str]:
    line, _, rest = text.partition("\n")
    line = line.strip()
    blank, _, more = rest.partition("\n")
    bare = line.rstrip("\"'”’»)] ")
    if not bare or len(line) > _LONGEST_HEADLINE or bare.endswith(_ENDS_LIKE_PROSE):
        return "", text
    if _NOT_HEADLINE.match(line):
        return "", text
    return ("", text) if blank.strip() or not more.strip() else (line, more)


def _without_blank_ends(text: str) -> str:
    """The text without blank lines before and after it; its first line keeps its indent."""
    if not text.strip():
        return ""
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    end = text.find("\n", len(text.rstrip()))
    return text[start:] if end < 0 else text[start:end]
