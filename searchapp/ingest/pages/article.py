"""The article's own words out of a page, found by trafilatura; the only module that knows it.

Character references are decoded once, by the parser, which is why trafilatura's tree is read and not its text:
that decodes them a second time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml.etree import LxmlError
from trafilatura import bare_extraction, load_html

from searchapp.ingest.pages.markup import soup

__all__ = ["article_text", "load_html"]

MARKS_FOR_TRAFILATURA = 60_000
"""With more "<" than that, one page takes it many seconds: its time grows with their square."""
_BLOCKS = frozenset({"p", "head", "quote", "list", "item", "table", "row", "code", "body", "main", "div"})
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BULLET = "• "
_WRONG_TREE = (AssertionError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
_BROKEN = (LxmlError, SyntaxError, *_WRONG_TREE)
"""What lxml and trafilatura raise on markup they do not expect."""


def article_text(markup: str, tree: Any = None) -> str:
    """The article's own words, a blank line between paragraphs; "" where none are found.

    A tree that was made of the markup saves making it again; it is not changed.
    """
    return _by_trafilatura(markup, tree) or _by_paragraphs(markup)


def _by_trafilatura(markup: str, tree: Any) -> str:
    if markup.count("<") > MARKS_FOR_TRAFILATURA:
        return ""
    for precise in (True, False):
        try:
            document = bare_extraction(
                markup if tree is None else tree, favor_precision=precise, include_comments=False
            )
        except _BROKEN:
            continue
        body = getattr(document, "body", None)
        if body is not None and (text := _flat(body)):
            return text
    return ""


def _flat(body: Any) -> str:
    """The text of trafilatura's tree, without recursion: it may be as deep as the page."""
    blocks: list[tuple[str, list[str]]] = [("p", [])]
    steps: list[tuple[Any, bool]] = [(body, True)]
    while steps:
        element, entering = steps.pop()
        if entering:
            if element.tag in _BLOCKS:
                blocks.append((element.tag, []))
            elif element.tag == "lb":
                blocks[-1][1].append("\n")
            elif element.tag == "cell" and "".join(blocks[-1][1]).strip():
                blocks[-1][1].append(" | ")
            blocks[-1][1].append(_flowing(element.text))
            steps.append((element, False))
            steps.extend((child, True) for child in reversed(element))
        else:
            if element.tag in _BLOCKS:
                blocks.append(("p", []))
            blocks[-1][1].append(_flowing(element.tail))
    return _joined((tag, "".join(pieces)) for tag, pieces in blocks)


def _by_paragraphs(markup: str) -> str:
    """The paragraphs of whichever element holds the most of them."""
    paragraphs = soup(markup).find_all("p")
    children = Counter(id(p.parent) for p in paragraphs)
    if not children:
        return ""
    most = max(children.values())
    richest = next(key for key, number in children.items() if number == most)
    chosen = (p for p in paragraphs if id(p.parent) == richest)
    return _joined(("p", _flowing(p.get_text())) for p in chosen)


def _flowing(text: str | None) -> str:
    return _UNSEEN.sub("", re.sub(r"\s+", " ", text)) if text else ""


def _joined(blocks: Iterator[tuple[str, str]]) -> str:
    """The blocks with a blank line between them; the items of a list and the rows of a table closer."""
    out: list[str] = []
    before = ""
    for tag, block in blocks:
        lines = (" ".join(line.split()) for line in block.split("\n"))
        if not (text := "\n".join(line for line in lines if line)):
            continue
        if out:
            out.append("\n" if tag == before and tag in {"item", "row"} else "\n\n")
        out.append(_BULLET + text if tag == "item" else text)
        before = tag
    return "".join(out)
