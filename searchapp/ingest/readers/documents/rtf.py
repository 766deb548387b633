"""Reader for RTF: its text in the code pages of its fonts, without what is hidden, deleted or beside the text.

Notes come after the text, text boxes after the paragraph that they hang on. The file is read in one pass, and
groups may nest as deep as they like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from searchapp.errors import IngestError
from searchapp.ingest.readers.documents import rtf_marks
from searchapp.ingest.readers.documents.package import read_whole
from searchapp.ingest.readers.documents.story import Block, Document, rows_or_blocks, stories_of
from searchapp.ingest.source import Item, Source
from searchapp.provenance import Doubt

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z'])"
    rb"|(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)|\\",
    re.DOTALL,
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_ITEM = re.compile(r"(?:•|\d{1,3}[.)])\s+\S")
_DEFAULT_SIZE = 12.0
_BULLETS = frozenset(b"\xb7\xa7\xa8\xd8\xfc")
"""What a font of signs shows at the head of an item."""


def read_rtf(source: Source) -> Iterator[Item]:
    """The file as a story; raises IngestError for one that is no RTF or has no text."""
    data = read_whole(source)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise IngestError("damaged, or not RTF, whatever its name")
    reading = _Reading()
    reading.read(_with_escapes(data))
    blocks = (*reading.text.done(), *reading.notes)
    damaged = (Doubt("damaged", 0),) if reading.depth > 1 else ()
    said = {name: "".join(pieces).strip() for name, pieces in reading.properties.items()}
    document = Document(blocks, title=said.get("title", ""), author=said.get("author", ""), doubts=damaged)
    yield from stories_of(document, source, "RTF")


def _with_escapes(data: bytes) -> bytes:
    """The file with letters that somebody wrote into it as UTF-8 written as RTF does."""
    if data.isascii():
        return data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    return _NOT_ASCII.sub(lambda letter: _escape(letter[0]), text).encode("ascii")


def _escape(letter: str) -> str:
    units = letter.encode("utf-16-le")
    numbers = (int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    return "{\\uc0" + "".join(f"\\u{number} " for number in numbers) + "}"


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until its group ends."""

    unread: bool = False
    goes_to: str = ""
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1
    font: int | None = None
    size: float = _DEFAULT_SIZE
    level: int = 0
    in_table: bool = False


@dataclass(slots=True)
class _Flow:
    """A text being put together: the body, a note, or a text box."""

    is_note: bool = False
    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    cell: list[Block] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    rows: list[list[list[Block]]] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)

    def add(self, text: str, size: float) -> None:
        """Letters of a size."""
        self.pieces.append(text)
        self.sizes[size] += len(text.strip())

    def end(self, state: _State) -> None:
        """The end of a paragraph."""
        written = "".join(self.pieces)
        if any("\ud800" <= c <= "\udfff" for c in written):
            written = written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = "\n".join(" ".join(line.split()) for line in written.split("\n")).strip()
        found = []
        if text:
            size = self.sizes.most_common(1)[0][0]
            found = [Block(text, level=state.level, size=size, kind="item" if _ITEM.match(text) else "")]
        found += self.after
        self.pieces, self.sizes, self.after = [], Counter(), []
        if state.in_table:
            self.cell += found
        elif found:
            self.end_table()
            self.blocks += found

    def end_cell(self, state: _State) -> None:
        """The end of a table's cell."""
        self.end(replace(state, in_table=True))
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self) -> None:
        """The end of a table's row."""
        self.rows.append(self.cells)
        self.cells = []

    def end_table(self) -> None:
        """What was collected of a table, as blocks."""
        if self.cell or self.cells:
            self.rows.append([*self.cells, self.cell])
        self.blocks += rows_or_blocks(self.rows)
        self.cell, self.cells, self.rows = [], [], []

    def done(self) -> list[Block]:
        """All blocks, the last one ended."""
        self.end(_State())
        self.end_table()
        return self.blocks


class _Reading:
    """One file being read."""

    def __init__(self) -> None:
        self.text = _Flow()
        self.notes: list[Block] = []
        self.properties: dict[str, list[str]] = {}
        self._flows = [self.text]
        self._state = _State()
        self._stack: list[tuple[_State, _Flow]] = []
        self._bytes = bytearray()
        self._codec = "cp1252"
        self._first_font = 0
        self._fonts: dict[int, str | None] = {}
        self._signs: set[int] = set()
        self._font = 0
        self._levels: dict[int, int] = {}
        self._style: tuple[int, list[str]] = (0, [])
        self._skipping = 0
        self._may_be_unread = False

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._stack)

    def read(self, data: bytes) -> None:
        """All of a file, token by token."""
        at = 0
        while found := _TOKEN.match(data, at):
            at = found.end()
            if found["text"] is not None:
                self._letters(found["text"])
            elif found["hex"] is not None:
                self._letters(bytes([int(found["hex"], 16)]))
            elif found["brace"] is not None:
                self._flush()
                self._skipping = 0
                self._open() if found["brace"] == b"{" else self._close()
            elif found["word"] is not None:
                number = int(found["number"]) if found["number"] is not None else None
                if found["word"] == b"bin":
                    at += max(number or 0, 0)
                elif self._skipping:
                    self._skipping -= 1
                else:
                    self._flush()
                    self._word(found["word"].decode("ascii"), number)
            elif found["sign"] in (b"{", b"}", b"\\"):
                self._letters(found["sign"])  # it may be the second half of a letter
            elif found["sign"] is not None:
                self._flush()
                self._sign(found["sign"].decode("latin-1"))
        self._flush()

    def _letters(self, letters: bytes) -> None:
        if self._skipping:
            skipped = min(self._skipping, len(letters))
            self._skipping -= skipped
            letters = letters[skipped:]
        self._bytes += letters

    def _flush(self) -> None:
        """The bytes so far as letters of the font that they are in."""
        if not self._bytes:
            return
        letters, self._bytes = bytes(self._bytes), bytearray()
        font = self._first_font if self._state.font is None else self._state.font
        if font in self._signs:
            self._put("".join("•" if byte in _BULLETS else chr(byte) if byte < 128 else "" for byte in letters))
        else:
            self._put(letters.decode(self._fonts.get(font) or self._codec, "replace"))

    def _put(self, text: str) -> None:
        state = self._state
        if state.goes_to == "stylesheet":
            self._style[1].append(text)
        elif state.goes_to in rtf_marks.PROPERTIES:
            self.properties.setdefault(state.goes_to, []).append(text)
        elif not (state.unread or state.goes_to or state.hidden or state.deleted):
            self._flows[-1].add(text, state.size)

    def _open(self) -> None:
        self._stack.append((self._state, self._flows[-1]))
        self._may_be_unread = False
        if self._state.goes_to == "stylesheet":
            self._style = (0, [])

    def _close(self) -> None:
        if not self._stack:
            return
        if self._state.goes_to == "stylesheet":
            self._end_style()
        state, flow = self._stack.pop()
        while self._flows[-1] is not flow:
            ended = self._flows.pop()
            (self.notes if ended.is_note else flow.after).extend(ended.done())
        self._state = state

    def _end_style(self) -> None:
        number, pieces = self._style
        name = "".join(pieces).strip().rstrip(";").strip()
        if found := _HEADING.fullmatch(name):
            self._levels[number] = int(found[1])
        elif name.casefold() == "title":
            self._levels[number] = 1

    def _sign(self, sign: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif sign == "*":
            self._may_be_unread = True
        elif sign in "\r\n":
            self._flows[-1].end(self._state)
        elif sign in rtf_marks.LETTERS:
            self._put(rtf_marks.LETTERS[sign])

    def _word(self, word: str, number: int | None) -> None:
        begins, self._may_be_unread = self._may_be_unread, False
        if self._destination(word, unknown=begins) or self._look(word, number):
            return
        state = self._state
        if word == "u" and number is not None:
            self._put(chr(number % 0x10000))
            self._skipping = state.fallback
        elif word in rtf_marks.LETTERS:
            self._put(rtf_marks.LETTERS[word])
        elif state.unread or state.goes_to:
            self._table_of_fonts(word, number or 0)
        elif word in ("par", "sect", "page", "column", "nestcell", "nestrow"):
            self._flows[-1].end(state)
        elif word == "cell":
            self._flows[-1].end_cell(state)
        elif word == "row":
            self._flows[-1].end_row()
        elif word == "ansicpg" and number:
            self._codec = rtf_marks.codec_of_page(number) or self._codec
        elif word == "deff":
            self._first_font = number or 0
        elif codec := rtf_marks.codec_of_platform(word):
            self._codec = codec

    def _destination(self, word: str, *, unknown: bool) -> bool:
        """Where a group's text goes, if the word says so."""
        state = self._state
        if word == "info":
            return True  # its parts say themselves whether they are read
        if word in ("fonttbl", "stylesheet", *rtf_marks.PROPERTIES):
            self._state = replace(state, goes_to=word)
        elif word in ("footnote", *rtf_marks.BOXES) and not state.unread:
            self._flows.append(_Flow(is_note=word == "footnote"))
            self._state = _State(fallback=state.fallback, font=state.font)
        elif word == "ud":
            self._state = replace(state, unread=False)
        elif word == "upr" or word in rtf_marks.UNREAD or (unknown and word not in rtf_marks.READ):
            self._state = replace(state, unread=True)
        else:
            return unknown
        return True

    def _look(self, word: str, number: int | None) -> bool:
        """What the letters look like from here on, if the word says so."""
        state, is_on = self._state, number != 0
        match word:
            case "plain":
                self._state = replace(state, hidden=False, deleted=False, font=None, size=_DEFAULT_SIZE)
            case "pard":
                self._state = replace(state, level=0, in_table=False)
            case "v":
                self._state = replace(state, hidden=is_on)
            case "deleted":
                self._state = replace(state, deleted=is_on)
            case "uc":
                self._state = replace(state, fallback=max(number or 0, 0))
            case "fs" if number and 0 < number < 2000:
                self._state = replace(state, size=number / 2)
            case "f" if state.goes_to != "fonttbl":
                self._state = replace(state, font=number or 0)
            case "intbl":
                self._state = replace(state, in_table=True)
            case "outlinelevel" if number is not None and 0 <= number < 9:
                self._state = replace(state, level=number + 1)
            case "s" if state.goes_to != "stylesheet":
                self._state = replace(state, level=self._levels.get(number or 0, 0))
            case "s":
                self._style = (number or 0, self._style[1])
            case _:
                return False
        return True

    def _table_of_fonts(self, word: str, number: int) -> None:
        """What the table of fonts says of the character set of each."""
        if self._state.goes_to != "fonttbl":
            return
        if word == "f":
            self._font = number
        elif word == "fcharset" and number == rtf_marks.SYMBOLS:
            self._signs.add(self._font)
        elif word == "fcharset":
            self._fonts.setdefault(self._font, rtf_marks.codec_of_charset(number))
        elif word == "cpg" and number:
            self._fonts[self._font] = rtf_marks.codec_of_page(number)
