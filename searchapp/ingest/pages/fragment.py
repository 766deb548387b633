"""Text of which a program says that it is HTML, or that plainly is: the body of a story out of a CMS, a title.

Character references are decoded once. Unlike a page, a fragment is the story alone: nothing is looked for in it,
and only what is not read is left out. Knows lxml, which is imported with the first fragment.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import without_unfit

MARKS_CAP = 200_000
_TAG = re.compile(
    r"</?(?:p|br|div|span|h[1-6]|ul|ol|li|blockquote|article|section|figure|table|em|strong|b|i|a|hr|img|pre)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,10});")
_PARAGRAPHS = re.compile(
    r"\s*<(?:!doctype|html|body|p|div|article|section|h[1-6]|figure|blockquote)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?…\"”’»]\s*(?:</(?:a|b|i|em|strong|span)>\s*)?</p>", re.IGNORECASE)
_UNREAD = frozenset(
    "head title script style noscript template iframe object embed form button select svg math video audio canvas"
    " figure nav aside".split()
)
_BLOCKS = frozenset(
    "p div article section main header footer h1 h2 h3 h4 h5 h6 ul ol dl li dt dd blockquote table tr pre hr body"
    " center address figcaption details summary".split()
)
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")


def is_marked_up(text: str) -> bool:
    """Whether a text has tags of HTML, or references to characters, in it."""
    return bool(_TAG.search(text) or _REFERENCE.search(text))


def is_of_paragraphs(text: str) -> bool:
    """Whether a text that need not be HTML plainly is: it begins with a paragraph, and one ends a sentence."""
    return bool(_PARAGRAPHS.match(text)) and bool(_SENTENCE.search(text))


def text_of_line(markup: str) -> str:
    """One line without its tags, its references decoded."""
    return html.unescape(_TAG.sub("", markup))


def text_of_fragment(markup: str) -> str:
    """The words of a fragment, a blank line between its paragraphs; raises IngestError for too many tags."""
    if not _TAG.search(markup):
        return html.unescape(markup)
    if markup.count("<") > MARKS_CAP:
        raise IngestError(f"the text has more than {MARKS_CAP:,} tags: no article")
    from lxml.etree import LxmlError  # noqa: PLC0415 (late: see above)
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    from searchapp.ingest.pages.markup import with_few_attributes  # noqa: PLC0415

    try:
        parser = HTMLParser(encoding="utf-8", huge_tree=True)
        tree = document_fromstring(f"<div>{with_few_attributes(without_unfit(markup))}</div>".encode(), parser)
    except (LxmlError, ValueError, AssertionError) as error:
        raise IngestError(f"the text can't be read as HTML: {error}") from error
    out: list[str] = []
    before = ""
    for tag, written in _blocks(tree):
        lines = (" ".join(line.split()) for line in _UNSEEN.sub("", written).split("\n"))
        if text := "\n".join(line for line in lines if line):
            if out:
                out.append("\n" if tag == before and tag in {"li", "tr"} else "\n\n")
            out.append(f"• {text}" if tag == "li" else text)
            before = tag
    return "".join(out)


def _blocks(tree: Any) -> Iterator[tuple[str, str]]:
    """Each block with its text, line breaks as such, without recursion: a fragment may be deep."""
    pieces: list[str] = []
    inside = ["p"]
    steps: list[tuple[Any, bool]] = [(tree, True)]
    while steps:
        element, entering = steps.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        if entering:
            if name in _BLOCKS:
                yield inside[-1], "".join(pieces)
                pieces = []
                inside.append(name if name in {"li", "tr"} else inside[-1])
            elif name == "br":
                pieces.append("\n")
            elif name in {"td", "th"} and any(map(str.strip, pieces)):
                pieces.append(" | ")
            unread = not name or name in _UNREAD
            if not unread and element.text:
                pieces.append(element.text if name == "pre" else _flowing(element.text))
            steps.append((element, False))
            steps.extend((child, True) for child in reversed(() if unread else element))
            continue
        if name in _BLOCKS:
            yield inside.pop(), "".join(pieces)
            pieces = []
        if element.tail:
            pieces.append(_flowing(element.tail))
    yield inside[-1], "".join(pieces)


def _flowing(text: str) -> str:
    return re.sub(r"\s+", " ", text)
