"""Reader for ODT, packed or flat: paragraphs, headings, lists, tables, text boxes and notes as read on paper.

What is deleted in tracked changes or hidden is left out, as are comments; what is inserted is in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from searchapp.errors import IngestError
from searchapp.ingest.readers.documents.package import (
    attribute,
    child,
    children,
    local,
    number,
    open_package,
    parse_xml,
    read_whole,
)
from searchapp.ingest.readers.documents.story import Block, Document, rows_or_blocks, stories_of
from searchapp.ingest.source import Item, Source

_GONE = frozenset(
    """tracked-changes annotation annotation-end hidden-text hidden-paragraph variable-decls sequence-decls
    user-field-decls dde-connection-decls forms alphabetical-index-source table-of-content-source
    note-citation ruby-text event-listeners script binary-data bibliography-source
    illustration-index-source table-index-source object-index-source user-index-source index-title""".split()
)
"""What is not read, with all that is in it."""
_SHAPES = frozenset("table custom-shape rect ellipse circle caption polygon path g".split())
_LETTERS = {"tab": " ", "line-break": "\n"}
_DEEPEST = 20
"""Styles that are based on each other."""


@dataclass(frozen=True, slots=True)
class _Look:
    size: float = 0.0
    hidden: bool = False
    title: bool = False


def read_odt(source: Source) -> Iterator[Item]:
    """The file as a story; raises IngestError for one that can't be opened or has no text."""
    data = read_whole(source)
    if data.lstrip().startswith((b"<", b"\xef\xbb\xbf<")):
        root = parse_xml(data)
        yield from _stories(root, root, root, source)
        return
    part, names = open_package(data)
    manifest = part("META-INF/manifest.xml")
    locked = "encrypted-package" in names or (
        manifest is not None and any(local(entry) == "encryption-data" for entry in manifest.iter())
    )
    if locked:
        raise IngestError("encrypted: it opens only with a password; save it without one")
    content = part("content.xml")
    if content is None:
        raise IngestError("damaged, or not a text document: it has no content")
    yield from _stories(content, part("styles.xml"), part("meta.xml"), source)


def _stories(content: Any, styles: Any, meta: Any, source: Source) -> Iterator[Item]:
    body = child(content, "body", "text")
    if body is None:
        raise IngestError("not a text document: it has no text part")
    reading = _Reading([root for root in (styles, content) if root is not None])
    blocks = [*reading.blocks(body), *(block for note in reading.notes for block in reading.blocks(note))]
    properties = child(meta, "meta")
    said = {local(inner): inner.text or "" for inner in properties} if properties is not None else {}
    author = said.get("initial-creator") or said.get("creator", "")
    document = Document(tuple(blocks), title=said.get("title", ""), author=author)
    yield from stories_of(document, source, "ODT")


class _Reading:
    """One document being read: its styles, and the notes that were met in its text."""

    def __init__(self, roots: list[Any]) -> None:
        self.notes: list[Any] = []
        groups = [child(root, group) for root in roots for group in ("styles", "automatic-styles")]
        self._styles = {attribute(s, "name"): s for group in groups for s in children(group, "style")}
        self._numbered = {
            (attribute(style, "name"), attribute(level, "level"))
            for group in groups
            for style in children(group, "list-style")
            for level in children(style, "list-level-style-number")
            if attribute(level, "num-format")
        }
        self._lists: list[str] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._looks: dict[str, _Look] = {}

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks in a body, a section, a cell, a text box or a note."""
        for element in container:
            match local(element):
                case "p" | "h":
                    yield from self._paragraph(element)
                case "list":
                    yield from self._items(element)
                case "table":
                    yield from rows_or_blocks(list(self._rows(element)))
                case name if name and name not in _GONE and attribute(element, "display") != "none":
                    yield from self.blocks(element)

    def _items(self, items: Any) -> Iterator[Block]:
        """The items of a list, with numbers where its style, or that of the list around it, gives them any."""
        self._lists.append(attribute(items, "style-name") or (self._lists[-1] if self._lists else ""))
        level = (self._lists[-1], str(len(self._lists)))
        if not any(attribute(items, going_on) for going_on in ("continue-numbering", "continue-list")):
            self._counts[level] = 0
        for item in items:
            if local(item) not in ("list-item", "list-header"):
                continue
            first = local(item) == "list-item"
            for block in self.blocks(item):
                mark = self._mark(level) if first and not block.kind and not block.level else ""
                first = False
                yield Block(mark + block.text, block.level, block.size, "item" if mark else block.kind)
        self._lists.pop()

    def _mark(self, level: tuple[str, str]) -> str:
        """What stands before an item of a list: a bullet, or its number."""
        if level not in self._numbered:
            return "• "
        self._counts[level] += 1
        return f"{self._counts[level]}. "

    def _rows(self, table: Any) -> Iterator[list[list[Block]]]:
        for inner in table:
            if local(inner) == "table-row" and attribute(inner, "visibility") not in ("collapse", "filter"):
                yield [list(self.blocks(cell)) for cell in children(inner, "table-cell")]
            elif local(inner) in ("table-rows", "table-header-rows", "table-row-group"):
                yield from self._rows(inner)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        """A paragraph, and after it what stands in text boxes that hang on it."""
        look = self._look(attribute(paragraph, "style-name"))
        boxes: list[Any] = []
        written = "".join(self._text(paragraph, boxes)) if not look.hidden else ""
        text = "\n".join(" ".join(line.split()) for line in written.split("\n")).strip()
        if text:
            depth = number(attribute(paragraph, "outline-level")) if local(paragraph) == "h" else None
            level = int(look.title) if depth is None else depth
            yield Block(text, level=level, size=self._size(paragraph, look, text))
        for box in boxes:
            yield from self.blocks(box)

    def _size(self, paragraph: Any, look: _Look, text: str) -> float:
        """The size of a paragraph's letters; that of a span which holds all of them counts more."""
        whole = next((s for s in children(paragraph, "span") if len("".join(s.itertext())) >= len(text)), None)
        return (self._look(attribute(whole, "style-name")).size if whole is not None else 0.0) or look.size

    def _text(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        """The seen text within an element; boxes and notes are put aside."""
        yield element.text or ""
        for inner in element:
            name = local(inner)
            if name in _LETTERS:
                yield _LETTERS[name]
            elif name == "s":
                yield " "
            elif name == "note":
                self.notes.extend(children(inner, "note-body"))
            elif name == "frame":
                boxes.extend(children(inner, "text-box"))
            elif name in _SHAPES:
                boxes.append(inner)
            elif name and name not in _GONE and not self._look(attribute(inner, "style-name")).hidden:
                yield from self._text(inner, boxes)
            yield inner.tail or ""

    def _look(self, style: str) -> _Look:
        if style in self._looks:
            return self._looks[style]
        chain: list[Any] = []
        at = style
        while (element := self._styles.get(at)) is not None and len(chain) < _DEEPEST and element not in chain:
            chain.append(element)
            at = attribute(element, "parent-style-name")
        size, hidden = 0.0, False
        for element in reversed(chain):
            letters = child(element, "text-properties")
            if letters is not None:
                size = _points(attribute(letters, "font-size"), size)
                hidden = attribute(letters, "display") == "none" or (hidden and not attribute(letters, "display"))
        title = any("Title" in (attribute(s, "name"), attribute(s, "display-name")) for s in chain)
        self._looks[style] = _Look(size, hidden, title)
        return self._looks[style]


def _points(written: str, above: float) -> float:
    """A size such as "12pt", or "120%" of the one above; that one where it is written otherwise."""
    number, unit = written.rstrip("pt%"), written.lstrip("0123456789.")
    if unit not in ("pt", "%") or not number.replace(".", "", 1).isdecimal() or len(number) > 6:
        return above
    return float(number) if unit == "pt" else above * float(number) / 100
