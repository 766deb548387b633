"""What stands within a paragraph, as a browser shows it: quotations have marks, what is struck out is not said.

Changes lxml's trees in place, and has what else that takes: to cut an element out, to count its characters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from searchapp.ingest.pages.body.visible_text import BLOCKS

_STRUCK = re.compile(r"line-through", re.IGNORECASE)
_STRUCK_CLASS = re.compile(
    r"(?:^|[\s_-])(?:strike-?through|line-through|struck|deleted)(?:$|[\s_-])", re.IGNORECASE
)
_MARKS = {"“": "”", "‘": "’", '"': '"', "«": "»", "„": "“", "'": "'"}
_NOTE = re.compile(r"\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5}")
_BACK = re.compile(r"[↩↑^⤴\ufe0e\ufe0f]{1,3}")
_PICTURES = ("img", "picture", "video", "audio", "iframe", "svg", "canvas")
_MOST = 1 / 3
"""The share of a page that is not struck out."""


def as_read(page: Any) -> None:
    """Put the words of the page's paragraphs as they are read."""
    _without_struck(page)
    _with_quotation_marks(page)
    _with_times_as_text(page)
    _with_notes_marked(page)
    _with_quotations_as_text(page)


def cut(element: Any) -> None:
    """Take an element out of its tree; what stands after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    if before is None:
        parent.text = _joined(parent.text or "", tail)
    else:
        before.tail = _joined(before.tail or "", tail)
    parent.remove(element)


def _joined(before: str, after: str) -> str:
    """Two texts between which something was taken out; no space stays before a comma or at a full stop."""
    if before[-1:].isspace() and (after[:1].isspace() or re.match(r"[,.;:!?)]", after)):
        before = before.rstrip()
    return before + after


def size(element: Any, most: int) -> int:
    """The characters in an element, counted as far as they are more than `most`."""
    counted = 0
    for text in element.itertext():
        counted += len(text)
        if counted > most:
            break
    return counted


def sizes(page: Any, *tags: str) -> Mapping[Any, int]:
    """The characters in each element of the page, or only those in elements of these tags within it."""
    counted: defaultdict[Any, int] = defaultdict(int)
    for element in reversed(list(page.iter())):  # each after all that is within it
        tag, parent = element.tag, element.getparent()
        if isinstance(tag, str) and element.text and (not tags or tag in tags):
            counted[element] += len(element.text)
        if parent is not None:
            counted[parent] += counted[element]
            if element.tail and (not tags or parent.tag in tags):
                counted[parent] += len(element.tail)
    return counted


# -- within paragraphs ------------------------------------------------------------------------------------


def _without_struck(page: Any) -> None:
    struck = [
        element
        for element in page.iter("del", "s", "strike", "span", "font")
        if element.tag in ("del", "s", "strike")
        or _STRUCK.search(element.get("style") or "")
        or _STRUCK_CLASS.search(element.get("class") or "")
    ]
    counted = sizes(page) if struck else {}
    for element in struck:
        around_story = next(element.iter("h1", "main", "article"), None) is not None
        if not around_story and counted[element] <= counted[page] * _MOST:
            cut(element)


def _with_quotation_marks(page: Any) -> None:
    """Quotation marks where a browser writes them itself, round a <q>; inner ones are single."""
    depth = 0
    found: list[tuple[Any, bool]] = []
    if next(page.iter("q"), None) is None:
        return
    for event, element in iterwalk(page, events=("start", "end"), tag="q"):
        depth += 1 if event == "start" else -1
        if event == "start":
            found.append((element, depth % 2 == 0))
    for element, inner in reversed(found):
        text = next((t.strip() for t in element.itertext() if t.strip()), "")
        if text and text[0] not in _MARKS:
            left, right = ("‘", "’") if inner else ("“", "”")
            element.text = left + (element.text or "").lstrip()
            if len(element):
                element[-1].tail = (element[-1].tail or "").rstrip() + right
            else:
                element.text = element.text.rstrip() + right
        if text:
            element.tag = "span"
        else:
            cut(element)


def _with_times_as_text(page: Any) -> None:
    """A <time> or <label> in the middle of a sentence is a word of it."""
    for element in page.iter("time", "output", "label", "button"):
        parent = element.getparent()
        if parent is None or parent.tag not in ("p", "li", "td", "blockquote", "em", "strong", "b", "i"):
            continue
        own = size(element, 40)
        if own > 40:
            continue
        around = size(parent, 80) - own
        begins = (parent.text or "").strip() or element.getprevious() is not None
        if around > 20 and (begins or re.match(r"\s*[,a-z]", element.tail or "")):
            element.tag = "span"


def _with_notes_marked(page: Any) -> None:
    """The number of a footnote in brackets, so that it is no part of the word before it; no way back from it."""
    for link in list(page.iter("a")):
        if not (link.get("href") or "").startswith("#"):
            continue
        text = "".join(link.itertext()).strip()
        if _BACK.fullmatch(text):
            cut(link)
        elif _NOTE.fullmatch(text) and (link.find(".//sup") is not None or _is_raised(link)):
            for inner in list(link):
                link.remove(inner)
            link.text = f"[{text}]"


def _with_quotations_as_text(page: Any) -> None:
    """A figure without a picture that holds a quotation is text, and its caption says whose it is."""
    for figure in page.iter("figure"):
        if next(figure.iter("blockquote"), None) is None or next(figure.iter(*_PICTURES), None) is not None:
            continue
        figure.tag = "div"
        for caption in figure.iter("figcaption"):
            caption.tag = "p"


def _is_raised(link: Any) -> bool:
    parent = link.getparent()
    return parent is not None and parent.tag == "sup"


# -- paragraphs -------------------------------------------------------------------------------------------


def with_paragraphs(page: Any) -> None:
    """Paragraphs where a page parts its text by two line breaks."""
    parents: dict[Any, None] = {}
    for br in page.iter("br"):
        after = br.getnext()
        if after is not None and after.tag == "br" and not (br.tail or "").strip():
            parent = br.getparent()
            if parent is not None and parent.tag not in ("pre", "code", "html", "li", "td", "th"):
                parents[parent] = None
    for parent in parents:
        _part(parent)


def _part(parent: Any) -> None:
    """Give each run of text between two line breaks, or between blocks, a paragraph of its own."""
    children = [(child, child.tail) for child in parent]
    breaks = [child.tag == "br" for child, _ in children] + [False]
    runs = [_paragraph(parent.text)]
    parent.text = None
    for number, (child, rest) in enumerate(children):
        parent.remove(child)
        child.tail = None
        after_break = number > 0 and breaks[number - 1] and not _has_text(children[number - 1][1])
        if breaks[number] and (after_break or (breaks[number + 1] and not _has_text(rest))):
            runs.append(_paragraph(rest))
        elif isinstance(child.tag, str) and child.tag in BLOCKS:
            runs += [child, _paragraph(rest)]
        else:
            child.tail = rest
            runs[-1].append(child)
    for run in runs:
        if run.tag != "p" or len(run) or _has_text(run.text):
            parent.append(run)
    if parent.tag not in BLOCKS or parent.tag == "p":
        parent.tag = "div"


def _paragraph(text: str | None) -> Any:
    made = HtmlElement()
    made.tag = "p"
    made.text = text
    return made


def _has_text(text: str | None) -> bool:
    return bool(text and text.strip())
