"""A document's blocks of text -> its story: which block is the title, what its head and its properties say.

Pure but for the sidecar. Knows no format; each reader gives a Document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Literal

from searchapp.errors import IngestError
from searchapp.ingest.metadata.dates import parse_date
from searchapp.ingest.metadata.dates.forms import dates_in
from searchapp.ingest.metadata.fields import FieldName, Fields, one_line
from searchapp.ingest.metadata.header import is_header_line, split_head
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_sidecar
from searchapp.ingest.readers.bundles import stories_of_bundle
from searchapp.ingest.readers.documents.properties import real_author, real_title
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, Source
from searchapp.model import Story
from searchapp.provenance import Doubt

HEADING, PROPERTIES = "heading", "properties"
_TOP = 8
"""How many blocks from the beginning the title is looked for in."""
_LARGER = 1.15
_LONGEST_CELL = 300
_LONGEST_TITLE = 300
_SMALL = frozenset("of and the & de la le les des du der die das und el los et".split())
_LONGEST_NAME = 5
_LONGEST_LINE = 100
"""Letters of what is no paragraph."""
_GREETING = re.compile(
    r"(?:(?:dear|sehr geehrte[rs]?|liebe[rs]?|chère?|estimad[oa]|geachte|caro|cara|gentile)\s.{1,60}"
    r"|(?:madame|monsieur|to whom it may concern))[,:!]",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:re|subject|betreff|betr\.|objet|asunto|oggetto|betreft)\s?:\s*(\S.{1,200})", re.IGNORECASE
)
_BYLINE = re.compile(r"by[:\s]\s*(\S.{1,90})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading (`level` from 1), an item of a list or the rows of a table; `size` is its letters'.

    Items stand on lines one below the other, as rows do. `begins` are pairs of a page, from 0, and the offset in
    the block's text at which it begins.
    """

    text: str
    level: int = 0
    size: float = 0.0
    kind: Literal["", "item", "row"] = ""
    begins: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found in a file: its blocks, its properties as written there, how many pages it has.

    `beside` is what else says something of the story, such as the foot of a page that a browser printed.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    author: str = ""
    pages: int = 0
    beside: Fields = field(default_factory=lambda: Fields("page foot"))
    doubts: tuple[Doubt, ...] = ()


def stories_of(document: Document, source: Source, format: str) -> Iterator[Item]:
    """The document's story, or those that a database put into it; raises IngestError for one without text."""
    blocks = tuple(block for block in document.blocks if block.text.strip())
    if not blocks:
        raise IngestError("the document has no text")
    whole, begins = joined(blocks)
    if (several := stories_of_bundle(whole, source, format)) is not None:
        yield from _paged(several, document, whole, begins)
        return
    sidecar = read_sidecar(source)
    if isinstance(sidecar, Failure):
        yield sidecar
        sidecar = None
    yield _one_story(replace(document, blocks=blocks), source, sidecar)


def _paged(several: Iterator[Item], document: Document, whole: str, begins: dict[int, int]) -> Iterator[Item]:
    """Stories cut out of a document, each with its pages where its paragraphs stand there as they are."""
    for item in several:
        if isinstance(item, Story):
            pages = _found_offsets(document.pages, begins, whole, item.text)
            yield replace(item, pages=pages, doubts=(*item.doubts, *document.doubts))
        else:
            yield item


def _found_offsets(pages: int, begins: dict[int, int], whole: str, text: str) -> tuple[int, ...]:
    """At which offset of a story's text each of the pages begins, its paragraphs being found one by one."""
    places: list[tuple[int, int]] = []
    after = at = 0
    for paragraph in text.split("\n\n"):
        found = whole.find(paragraph, after)
        if found < 0:
            return ()
        places.append((found, at))
        after, at = found + len(paragraph), at + len(paragraph) + 2
    offsets: list[int] = []
    following = len(whole)
    for page in reversed(range(pages)):
        following = begins.get(page, following)
        in_whole, in_text = next((place for place in reversed(places) if place[0] <= following), (following, 0))
        offsets.append(min(in_text + following - in_whole, len(text)))
    return (0, *reversed(offsets[:-1])) if offsets else ()


def _one_story(document: Document, source: Source, sidecar: Fields | None) -> Story:
    title = real_title(document.title, source.name)
    headline = _headline(document.blocks, title)
    blocks = _without(document.blocks, headline)
    whole, begins = joined(blocks)
    dated = parse_date(blocks[0].text) is not None if blocks else False
    subject, letter = _subject(blocks)
    head, text = split_head(whole, titled=headline is not None or dated or letter)
    if not text:
        raise IngestError("the document has no text")
    titled = one_line(headline.text) if headline else subject
    shown = (Fields(HEADING, {"title": titled}),) if titled else ()
    layers = (*((sidecar,) if sidecar else ()), *head, *shown, document.beside, _properties(document, title))
    doubts = (*document.doubts, *doubts_of(whole))
    made = make_story(text, layers, source=source.name, doubts=doubts, as_is=bool(document.pages))
    return replace(made, pages=page_offsets(document.pages, begins, whole, text))


def _subject(blocks: Sequence[Block]) -> tuple[str, bool]:
    """What a letter says it is about, "" where it does not; and whether this is one: with a day and a greeting."""
    top = [line.strip() for block in blocks[: 2 * _TOP] for line in block.text.split("\n")]
    greeted = next((i for i, line in enumerate(top) if _GREETING.fullmatch(line)), None)
    if greeted is None or not any(map(parse_date, top[:greeted])):
        return "", False
    found = (_SUBJECT.fullmatch(line) for line in top[: greeted + 2])
    return next((one_line(match[1]) for match in found if match), ""), True


def _properties(document: Document, title: str) -> Fields:
    values: dict[FieldName, str] = {"title": title} if title else {}
    author = real_author(document.author)
    written = next((m[1] for b in document.blocks[:_TOP] if (m := _BYLINE.fullmatch(b.text.strip()))), "")
    if author and (not written or author.split()[-1].casefold() in written.casefold()):
        values["byline"] = author
    return Fields(PROPERTIES, values)


def rows_or_blocks(rows: Sequence[Sequence[Sequence[Block]]]) -> Iterator[Block]:
    """A table, given as the blocks of each row's cells: a line a row, or cell by cell where it only sets text."""
    cells = [cell for row in rows for cell in row]
    if any(len(cell) > 1 or len("".join(b.text for b in cell)) > _LONGEST_CELL for cell in cells):
        yield from (block for cell in cells for block in cell)
        return
    for row in rows:
        if found := [block for cell in row for block in cell]:
            text = " | ".join(" ".join(block.text.split()) for block in found)
            yield Block(text, size=max(block.size for block in found), kind="row")


def joined(blocks: Sequence[Block]) -> tuple[str, dict[int, int]]:
    """The blocks as one text, and at which offset of it each page begins that is known to.

    Between blocks stands a blank line, but the `Key: value` lines of a head stay together.
    """
    parts: list[str] = []
    begins: dict[int, int] = {}
    length = 0
    in_head = True
    for number, block in enumerate(blocks):
        heads, in_head = in_head, in_head and all(map(is_header_line, block.text.split("\n")))
        if number:
            close = (block.kind and block.kind == blocks[number - 1].kind) or (heads and in_head)
            between = "\n" if close else "\n\n"
            parts.append(between)
            length += len(between)
        for page, offset in block.begins:
            begins.setdefault(page, length + offset)
        parts.append(block.text)
        length += len(block.text)
    return "".join(parts), begins


def page_offsets(pages: int, begins: dict[int, int], whole: str, text: str) -> tuple[int, ...]:
    """At which offset of a story's text each of the pages begins; `text` is a stretch of the `whole` document."""
    cut = whole.find(text)
    if cut < 0:
        return ()
    offsets: list[int] = []
    after = len(whole)
    for page in reversed(range(pages)):
        after = begins.get(page, after)
        offsets.append(min(max(after - cut, 0), len(text)))
    return (0, *reversed(offsets[:-1])) if offsets else ()


def _without(blocks: Sequence[Block], headline: Block | None) -> list[Block]:
    """The blocks but for one; a page that began with it begins with the next."""
    kept: list[Block] = []
    begins: tuple[tuple[int, int], ...] = ()
    for block in blocks:
        if block is headline:
            begins = block.begins
        else:
            kept.append(replace(block, begins=(*((page, 0) for page, _ in begins), *block.begins)))
            begins = ()
    return kept


def _headline(blocks: Sequence[Block], title: str) -> Block | None:
    """The block that is the title: what the properties call so, a heading, or what is largest at the top."""
    first_page = list(takewhile(lambda block: block is blocks[0] or not block.begins, blocks[:_TOP]))
    top = [block for block in first_page if not block.kind and len(block.text) <= _LONGEST_TITLE]
    if len(blocks) < 2 or not top or is_header_line(blocks[0].text):
        return None
    named = _words(title)
    for block in top:
        words = _words(block.text)
        if named and (words == named or (len(words) >= 3 and named[: len(words)] == words)):
            return block
    if (heading := next((b for b in top if b.level == 1), None)) is not None:
        return heading
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[block.size] += len(block.text)
    body = sizes.most_common(1)[0][0]
    large = [b for b in top if body and b.size >= _LARGER * body and any(c.isalpha() for c in b.text)]
    below_masthead = large[1:] if len(large) > 1 and _is_masthead(large[0], large[1], top) else large
    return max(below_masthead, key=lambda block: block.size, default=None)


def _is_masthead(block: Block, headline: Block, top: Sequence[Block]) -> bool:
    """Whether a block at the top is a paper's own name: few words in capitals, a day and no text below it.

    Beside the day the line may have what a paper's has: its number, its price, the edition.
    """
    words = [word for word in block.text.split() if word.casefold() not in _SMALL]
    if len(words) > _LONGEST_NAME or not all(word[:1].isupper() or word[:1].isdigit() for word in words):
        return False
    between = top[top.index(block) + 1 : top.index(headline)]
    if any(len(other.text) > _LONGEST_LINE for other in between):
        return False
    return any(len([day for day in dates_in(other.text) if day.sure]) == 1 for other in between[:2])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
