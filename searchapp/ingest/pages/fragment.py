"""All the running text of a piece of markup that is a story as it stands: of a feed, a mail, an item of an agency.

Knows lxml's trees. Nothing is chosen, as it is from a page (see article): only what is not shown is left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from searchapp.errors import IngestError
from searchapp.ingest.pages.markup import with_few_attributes

MARKS_CAP = 500_000
_BLOCKS = frozenset(
    "html body main article section div header footer aside nav p li ul ol dl dt dd table caption thead tbody"
    " tfoot tr td th blockquote pre center address fieldset form details summary figure hr h1 h2 h3 h4 h5 h6"
    " block hl1 hl2 bq nitf-table nitf-table-metadata tagline".split()
)
_UNREAD = frozenset(
    "head title script style noscript template svg math iframe object audio video canvas select textarea button"
    " figcaption media nitf-table-metadata".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u034f\u200b-\u200d\u2060\ufeff]")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_QUOTE_MARKS = tuple("\"'“”„«»‘’‹›")
_CELLS = frozenset({"td", "th"})


class _Block(NamedTuple):
    kind: str
    text: str


def text_of_markup(markup: str) -> str:
    """The text of HTML, be it a page or a piece of one, a blank line between paragraphs; "" where there is none.

    Raises IngestError for markup that costs too much.
    """
    if markup.count("<") > MARKS_CAP:
        raise IngestError(f"its markup has more than {MARKS_CAP:,} tags")
    if "<" not in markup:
        return " ".join(_UNSEEN.sub("", html.unescape(markup)).split())
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    fit = _UNFIT.sub(" ", with_few_attributes(markup))
    try:
        tree = etree.fromstring(f"<html><body>{fit}".encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    return "" if tree is None else text_of_tree(tree)


def text_of_tree(tree: Any) -> str:
    """The text of an element of HTML, XHTML or NITF, a blank line between paragraphs, lists and rows closer."""
    out: list[str] = []
    before = ""
    for block in _blocks(tree):
        lines = (" ".join(_UNSEEN.sub("", line).split()) for line in block.text.split("\n"))
        if not (text := "\n".join(line for line in lines if line).strip(" |")):
            continue
        if out:
            out.append("\n" if block.kind == before and before in {"li", "tr"} else "\n\n")
        out.append(f"• {text}" if block.kind == "li" else text)
        before = block.kind
    return "".join(out)


def _blocks(tree: Any) -> Iterator[_Block]:
    """The blocks in order, without recursion: markup may be deep."""
    kinds = ["p"]
    pieces: list[str] = []
    steps: list[tuple[Any, bool]] = [(tree, True)]
    while steps:
        element, entering = steps.pop()
        name = local_name(element)
        if entering:
            if name in _UNREAD or _is_hidden(element):
                pieces.append(_flowing(element.tail) if element is not tree else "")
                continue
            breaks = name in _BLOCKS and not (name in _CELLS and kinds[-1] == "tr")
            if breaks:
                yield _Block(kinds[-1], "".join(pieces))
                pieces = []
                kinds.append(_kind(element, name, kinds[-1]))
            elif name in _CELLS:
                pieces.append(" | ")
            pieces.append(_opening(element, name))
            steps.append((element, False))
            steps.extend((child, True) for child in reversed(element))
            continue
        if name in _BLOCKS and not (name in _CELLS and kinds[-1] == "tr"):
            yield _Block(kinds[-1], "".join(pieces))
            pieces = []
            kinds.pop()
        elif name == "q":
            pieces.append("" if "".join(pieces[-1:]).endswith(_QUOTE_MARKS) else "”")
        if element is not tree:
            pieces.append(_flowing(element.tail))
    yield _Block(kinds[-1], "".join(pieces))


def _kind(element: Any, name: str, around: str) -> str:
    """What a block is told apart by: an item of a list, a row of a table of words and figures, or a paragraph."""
    if name == "tr":
        return "tr" if _is_plain_row(element) else "p"
    if name == "li":
        return "li"
    return around if around == "li" and name in {"p", "div"} and element.getprevious() is None else "p"


def _is_plain_row(row: Any) -> bool:
    """Whether a row has cells of plain words: one that a page is laid out with has blocks in its cells."""
    cells = [child for child in row if local_name(child) in _CELLS]
    return len(cells) > 1 and not any(
        local_name(inner) in _BLOCKS for cell in cells for inner in cell.iter() if inner is not cell
    )


def _opening(element: Any, name: str) -> str:
    if not isinstance(element.tag, str):
        return html.unescape(element.text or "") if element.tag is etree.Entity else ""
    text = _flowing(element.text)
    match name:
        case "br":
            return "\n" + text
        case "pre":
            return element.text or ""
        case "q":
            return text if text.startswith(_QUOTE_MARKS) else f"“{text}"
    return text


def local_name(element: Any) -> str:
    """An element's name without its namespace, in lower case; "" for a comment and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _is_hidden(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return False
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _flowing(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""
