"""Reader for web pages: the article's text by trafilatura, what the page says about itself by bs4.

The only module that knows either library; both take time to load, so it is imported with the first page.
Works on a string: nothing is fetched, no script runs, no entity of a DTD is expanded. Character
references are decoded once, by the parser, which is why trafilatura's tree is read and not its text:
that decodes them a second time.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup
from bs4.filter import SoupStrainer
from lxml.etree import LxmlError
from trafilatura import bare_extraction, load_html

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import declared_charset, decode
from searchapp.ingest.files.safe_open import MEGABYTE, read_bytes
from searchapp.ingest.metadata.fields import Fields, one_line
from searchapp.ingest.metadata.html_head import Page, page_layers
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_sidecar
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.readers.visible_text import share_left_out, visible_blocks
from searchapp.ingest.source import Failure, Source
from searchapp.model import Story
from searchapp.provenance import Doubt

PAGE_CAP = 20 * MEGABYTE
MARKS_CAP = 500_000
MARKS_FOR_TRAFILATURA = 60_000
"""With more "<" than that, one page takes it many seconds: its time grows with their square."""

MOST_LEFT_OUT = 1 / 3
ATTRIBUTES_CAP = 300
_MAY_BE_LONG = re.compile(rf"<[a-zA-Z][^<>]{{{2 * ATTRIBUTES_CAP}}}")
_LONG_TAG = re.compile(
    r"""<!--(?:.*?-->|.*)|<(script|style)\b(?:.*?</\1|.*)|(?P<tag><[a-z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>?)""",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""[^\s=/>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?""")
_BLOCKS = frozenset({"p", "head", "quote", "list", "item", "table", "row", "code", "body", "main", "div"})
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LANGUAGE = re.compile(r"""<html\b[^>]{0,2000}?\blang\s*=\s*["']?([A-Za-z][\w-]{1,30})""", re.IGNORECASE)
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d{1,5}\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>\"]{1,2000})",
    re.IGNORECASE,
)
_BULLET = "• "
_WRONG_TREE = (AssertionError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
_BROKEN = (LxmlError, SyntaxError, *_WRONG_TREE)
"""What lxml and trafilatura raise on markup they do not expect."""


def read_html(source: Source) -> Iterator[Story | Failure]:
    """The page as a story; raises IngestError for one without article text."""
    data = read_bytes(source, cap=PAGE_CAP)
    markup = with_few_attributes(decode(data, declared=declared_charset(data)))
    if markup.count("<") > MARKS_CAP:
        raise IngestError(f"the page has more than {MARKS_CAP:,} tags: no article")
    layers = page_layers(read_page(markup))
    tree = load_html(markup)
    text = _below_title(article_text(markup, tree), layers)
    if not text:
        raise IngestError("no article text found in the page")
    sidecar = read_sidecar(source)
    if isinstance(sidecar, Failure):
        yield sidecar
        sidecar = None
    layers = (sidecar, *layers) if sidecar else layers
    yield make_story(text, layers, source=source.name, doubts=_doubts(tree, text))


def _doubts(tree: Any, text: str) -> tuple[Doubt, ...]:
    if tree is None:
        return ()
    blocks = visible_blocks(tree)
    left_out = share_left_out(blocks, text)
    found = (Doubt("part left out", round(100 * left_out)),) if left_out > MOST_LEFT_OUT else ()
    return (*found, *doubts_of("\n".join(block.text for block in blocks)))


def with_few_attributes(markup: str) -> str:
    """The page without the attributes of a tag beyond its first few hundred.

    The parser compares each attribute of a tag with all before it, so that its time grows with their square.
    """
    return _LONG_TAG.sub(_shortened, markup) if _MAY_BE_LONG.search(markup) else markup


def _shortened(tag: re.Match[str]) -> str:
    if not tag["tag"] or len(tag[0]) < 2 * ATTRIBUTES_CAP:
        return tag[0]
    ends = [found.end() for found in islice(_ATTRIBUTE.finditer(tag[0]), ATTRIBUTES_CAP + 2)]  # the name is one
    return tag[0] if len(ends) <= ATTRIBUTES_CAP + 1 else tag[0][: ends[-2]] + ">"


def article_text(markup: str, tree: Any = None) -> str:
    """The article's own words, a blank line between paragraphs; "" where none are found.

    A tree that was made of the markup saves making it again; it is not changed.
    """
    return _by_trafilatura(markup, tree) or _by_paragraphs(markup)


def read_page(markup: str) -> Page:
    """What the page says about itself, as it stands there."""
    soup = _soup(markup, SoupStrainer(["meta", "title", "link", "script", "base"]))
    metas: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        content = str(tag.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (key := tag.get(attribute)) and content.strip():
                metas.setdefault(str(key).strip().lower(), content)
    scripts = soup.find_all("script", type=re.compile(r"^\s*application/ld\+json", re.IGNORECASE))
    title = soup.find("title")
    language = _LANGUAGE.search(markup[:65536])
    saved = _SAVED_FROM.search(markup[:65536])
    return Page(
        metas=metas,
        json_ld=tuple(script.get_text() for script in scripts),
        title=one_line(title.get_text()) if title else "",
        canonical=_href(soup.find("link", rel="canonical")),
        shortlink=_href(soup.find("link", rel="shortlink")),
        base=_href(soup.find("base")),
        saved_from=saved[1] if saved else "",
        language=language[1] if language else "",
    )


def _href(tag: Any) -> str:
    return str(tag.get("href") or "").strip() if tag else ""


def _below_title(text: str, layers: tuple[Fields, ...]) -> str:
    """The text without a first paragraph that only repeats the title, which is a field of its own."""
    first, _, rest = text.partition("\n\n")
    titles = {_words(layer.values["title"]) for layer in layers if "title" in layer.values}
    return rest if rest and _words(first) in titles else text


def _words(line: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", line.casefold()))


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
    paragraphs = _soup(markup).find_all("p")
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


def _soup(markup: str, only: SoupStrainer | None = None) -> BeautifulSoup:
    with warnings.catch_warnings():  # that it looks like XML, or like a file name: it may, it is a page
        warnings.simplefilter("ignore")
        try:
            return BeautifulSoup(markup, "lxml", parse_only=only)
        except (ParserRejectedMarkup, RecursionError, AssertionError, ValueError) as error:
            raise IngestError(f"the page can't be parsed: {error}") from error
