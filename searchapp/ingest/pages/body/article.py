"""The article's own words out of a page, found by trafilatura; the only module that knows it.

Character references are decoded once, by the parser, which is why trafilatura's tree is read and not its text:
that decodes them a second time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from lxml.etree import LxmlError
from trafilatura import bare_extraction, load_html

from searchapp.ingest.pages.body.completing import Piece, completed
from searchapp.ingest.pages.body.visible_text import Block, share_left_out
from searchapp.ingest.pages.markup import soup

__all__ = ["article_text", "load_html"]

MARKS_FOR_TRAFILATURA = 60_000
"""With more "<" than that, one page takes it many seconds: its time grows with their square."""
_BLOCKS = frozenset({"p", "head", "quote", "list", "item", "table", "row", "code", "body", "main", "div"})
_MUCH = 0.2
"""Of the running text seen on a page; where more is left out, other rules than trafilatura's own are tried."""
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BULLET = "• "
_WRONG_TREE = (AssertionError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
_BROKEN = (LxmlError, SyntaxError, *_WRONG_TREE)
"""What lxml and trafilatura raise on markup they do not expect."""


def article_text(markup: str, tree: Any = None, blocks: Sequence[Block] = ()) -> str:
    """The article's own words, a blank line between paragraphs; "" where none are found.

    A tree that was made of the markup saves making it again; it is not changed. Of the `blocks` that are seen on
    the page, those come back which are the story's and were not found.
    """
    if markup.count("<") > MARKS_FOR_TRAFILATURA:
        return _by_paragraphs(markup)
    page = markup if tree is None else tree
    if found := _by_trafilatura(page, fast=True) if blocks else []:
        text = _joined(completed(found, blocks))
        if share_left_out(blocks, text) <= _MUCH:
            return text
    found = next(filter(None, (_by_trafilatura(page, precise=precise) for precise in (True, False))), [])
    return _joined(completed(found, blocks)) or _by_paragraphs(markup)


def _by_trafilatura(page: Any, *, precise: bool = True, fast: bool = False) -> list[Piece]:
    """What trafilatura takes for the article; `fast` by its own rules alone, and not by those of others beside."""
    try:
        document = bare_extraction(page, favor_precision=precise, include_comments=False, fast=fast)
    except _BROKEN:
        return []
    body = getattr(document, "body", None)
    return _flat(body) if body is not None else []


def _flat(body: Any) -> list[Piece]:
    """The blocks of trafilatura's tree, without recursion: it may be as deep as the page."""
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
    return [(tag, text) for tag, pieces in blocks if (text := _lines("".join(pieces)))]


def _by_paragraphs(markup: str) -> str:
    """The paragraphs of whichever element holds the most of them."""
    paragraphs = soup(markup).find_all("p")
    children = Counter(id(p.parent) for p in paragraphs)
    if not children:
        return ""
    most = max(children.values())
    richest = next(key for key, number in children.items() if number == most)
    chosen = (p for p in paragraphs if id(p.parent) == richest)
    return _joined([("p", text) for p in chosen if (text := _lines(_flowing(p.get_text())))])


def _flowing(text: str | None) -> str:
    return _UNSEEN.sub("", re.sub(r"\s+", " ", text)) if text else ""


def _lines(block: str) -> str:
    lines = (" ".join(line.split()) for line in block.split("\n"))
    return "\n".join(line for line in lines if line)


def _joined(pieces: Sequence[Piece]) -> str:
    """The pieces with a blank line between them; the items of a list and the rows of a table closer."""
    out: list[str] = []
    before = ""
    for tag, text in pieces:
        if out:
            out.append("\n" if tag == before and tag in {"item", "row"} else "\n\n")
        out.append(_BULLET + text if tag == "item" else text)
        before = tag
    return "".join(out)
