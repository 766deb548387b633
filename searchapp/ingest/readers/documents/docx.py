"""Reader for DOCX: paragraphs, headings, lists, tables, text boxes and notes as they are read on paper.

What is deleted in tracked changes, moved away or hidden is left out, as are comments; what is inserted is in. The
XML is read as it is: no library tells tracked changes, text boxes and notes apart from the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from searchapp.errors import IngestError
from searchapp.ingest.readers.documents.docx_styles import Styles, is_on
from searchapp.ingest.readers.documents.package import (
    Part,
    attribute,
    child,
    children,
    local,
    open_package,
    read_whole,
)
from searchapp.ingest.readers.documents.story import Block, Document, rows_or_blocks, stories_of
from searchapp.ingest.source import Item, Source

_MAIN = "word/document.xml"
_GONE = frozenset(
    """del moveFrom delText delInstrText instrText annotationRef commentReference pPr rPr tblPr
    tblGrid trPr tcPr sectPr sdtPr sdtEndPr fldData""".split()
)
"""What is not read, with all that is in it."""
_LETTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": " "}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def read_docx(source: Source) -> Iterator[Item]:
    """The file as a story; raises IngestError for one that can't be opened or has no text."""
    part, names = open_package(read_whole(source))
    main = _MAIN if _MAIN in names else next((n for n in sorted(names) if n.endswith("/document.xml")), _MAIN)
    root = part(main)
    body = child(root, "body")
    if body is None:
        raise IngestError("damaged, or not a document of Word: it has no text part")
    reading = _Reading(part, main.rpartition("/")[0])
    blocks = [*reading.blocks(body), *reading.noted()]
    title, author = _properties(part)
    yield from stories_of(Document(tuple(blocks), title=title, author=author), source, "DOCX")


class _Reading:
    """One document being read: its styles, and the notes that its text refers to, in their order."""

    def __init__(self, part: Part, folder: str) -> None:
        self._part = part
        self._folder = folder
        self._styles = Styles(part(f"{folder}/styles.xml"), part(f"{folder}/numbering.xml"))
        self._referred: list[tuple[str, str]] = []
        self._numbers: Counter[tuple[str, int]] = Counter()

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks in a body, a cell, a text box or a note."""
        held: list[Block] = []
        for element in container:
            name = local(element)
            if name == "p":
                found = _joined(held, list(self._paragraph(element)))
                held = found[:1] if _goes_on(element) else []
                yield from found[len(held) :]
                continue
            yield from held if name in ("tbl", "sdt") else ()
            held = [] if name in ("tbl", "sdt") else held
            match name:
                case "tbl":
                    yield from self._table(element)
                case "sdt":
                    content = child(element, "sdtContent")
                    yield from self.blocks(content) if content is not None else ()
                case "customXml" | "ins" | "moveTo" | "smartTag":
                    yield from self.blocks(element)
                case "AlternateContent":
                    yield from self.blocks(_choice(element))
        yield from held

    def noted(self) -> Iterator[Block]:
        """The footnotes and endnotes in the order in which the text refers to them."""
        for kind in ("footnote", "endnote"):
            notes = {
                attribute(note, "id"): note for note in children(self._part(f"{self._folder}/{kind}s.xml"), kind)
            }
            for referred in [key for of, key in self._referred if of == kind]:
                if (note := notes.pop(referred, None)) is not None:
                    yield from self.blocks(note)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        """A paragraph, and after it what stands in text boxes that hang on it."""
        properties = child(paragraph, "pPr")
        style = self._styles.of_paragraph(properties)
        boxes: list[Any] = []
        sizes: Counter[float] = Counter()
        pieces: list[str] = []
        for text, size in self._runs(paragraph, boxes, hidden=style.hidden):
            pieces.append(text)
            sizes[size or style.size] += len(text.strip())
        text = "\n".join(" ".join(line.split()) for line in "".join(pieces).split("\n")).strip()
        if text:
            mark = self._mark(style.numbering) if style.numbering else ""
            size = sizes.most_common(1)[0][0]
            yield Block(mark + text, level=style.level, size=size, kind="item" if mark else "")
        for box in boxes:
            yield from self.blocks(box)

    def _mark(self, numbering: tuple[str, int]) -> str:
        """What stands before an item of a list: a bullet, or its number."""
        start = self._styles.numbered_from(*numbering)
        if start is None:
            return "• "
        number, level = numbering
        for deeper in [key for key in self._numbers if key[0] == number and key[1] > level]:
            del self._numbers[deeper]
        self._numbers[numbering] += 1
        return f"{self._numbers[numbering] + start - 1}. "

    def _runs(self, element: Any, boxes: list[Any], *, hidden: bool) -> Iterator[tuple[str, float]]:
        """The seen text within an element with its size in points, 0 for its paragraph's; boxes are put aside."""
        for inner in element:
            name = local(inner)
            if name == "r":
                look = self._styles.of_run(child(inner, "rPr"), hidden=hidden)
                if not look.hidden:
                    yield from ((text, look.size) for text in self._run(inner, boxes))
            elif name == "AlternateContent":
                yield from self._runs(_choice(inner), boxes, hidden=hidden)
            elif name not in _GONE:
                yield from self._runs(inner, boxes, hidden=hidden)

    def _run(self, run: Any, boxes: list[Any]) -> Iterator[str]:
        for inner in run:
            name = local(inner)
            if name == "t":
                yield inner.text or ""
            elif name in _LETTERS:
                yield _LETTERS[name]
            elif name == "sym":
                yield _symbol(attribute(inner, "char"))
            elif name in _NOTES:
                self._referred.append((_NOTES[name], attribute(inner, "id")))
            elif name in ("drawing", "pict", "object"):
                boxes.extend(_boxes(inner))
            elif name == "AlternateContent":
                yield from self._run(_choice(inner), boxes)
            elif name == "ruby":
                base = child(inner, "rubyBase")
                yield from (text for text, _ in self._runs(base, boxes, hidden=False)) if base is not None else ()

    def _table(self, table: Any) -> Iterator[Block]:
        rows: list[list[list[Block]]] = []
        for row in _within(table, "tr"):
            look = child(row, "trPr")
            if look is not None and any(local(mark) == "del" or _hides(mark) for mark in look):
                continue
            rows.append([list(self.blocks(cell)) for cell in _within(row, "tc")])
        yield from rows_or_blocks(rows)


def _goes_on(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted, so that it goes on in the next."""
    mark = child(paragraph, "pPr", "rPr")
    return any(local(change) in ("del", "moveFrom") for change in (() if mark is None else mark))


def _joined(held: list[Block], found: list[Block]) -> list[Block]:
    """What was held back and the paragraph that it goes on in, as one."""
    if not held or not found:
        return held or found
    return [replace(held[0], text=f"{held[0].text} {found[0].text}"), *found[1:]]


def _hides(mark: Any) -> bool:
    return local(mark) == "hidden" and is_on(mark)


def _within(element: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, those that are inserted or in a form's field too."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _within(inner, name)


def _boxes(drawing: Any) -> Iterator[Any]:
    """The text boxes in a drawing, but not those within another; that finds its own."""
    for inner in drawing if local(drawing) != "AlternateContent" else [_choice(drawing)]:
        if local(inner) == "txbxContent":
            yield inner
        else:
            yield from _boxes(inner)


def _choice(alternatives: Any) -> Any:
    """Of several forms of the same the first; the last is for programs that do not know the others."""
    found = child(alternatives, "Choice")
    return found if found is not None else next(children(alternatives, "Fallback"), ())


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "•" if number in (0xF0B7, 0xB7, 0xF0A7) else chr(number) if 0x20 <= number < 0xD800 else ""


def _properties(part: Part) -> tuple[str, str]:
    root = part("docProps/core.xml")
    if root is None:
        return "", ""
    said = {local(inner): inner.text or "" for inner in root}
    return said.get("title", ""), said.get("creator", "")
