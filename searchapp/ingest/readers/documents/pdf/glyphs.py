"""A page of a PDF -> its lines: stretches of letters side by side, with their places.

Knows PDFium. Places are in points from the page's upper left corner as it is read: turned pages are turned back,
and those of a script that runs from right to left are mirrored, so that reading always goes to the right and down.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_APART = 0.9
"""Of the size of a letter: further from the one before it, it stands in another stretch."""
_OFF_LINE = 0.45
_QUARTER = math.pi / 2
_SLANT = 0.05
_SLANTED = -1
_HYPHENS = frozenset("\x02\u2010\u2011\ufffe")
"""What PDFium gives for a hyphen at a line's end, and hyphens with names of their own."""
_LIGATURES = {ligature: unicodedata.normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"}
_UNSEEN = frozenset("\u200b\u200c\u2060\ufeff")
_ODD = re.compile(r"[^ -~\u00a1-\u024f“”‘’–—…]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile(
    r"[^\W\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc_]"
    r"(?:[ .,:/'’@_-]*[^\W\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc_])*"
)
_SPACE, _WORD_GAP = 0.1, 0.3
"""Of the size of a letter: a space is at least so wide, and where words are so far apart is one."""
_LOST = "\ufffd"
_DARK = 0.5
"""How much of a page pictures cover where it is a scan."""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of one line: `left`, `right`, `base` (the line its letters stand on) and their `size`, in points.

    It is a `row` where it is one of a table.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    page: int = 0
    row: bool = False


class _Glyph(NamedTuple):
    letter: str
    left: float
    right: float
    base: float
    size: float
    at: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page's stretches, unsorted; of how many letters it is not told which they are; whether it is a picture."""

    lines: tuple[Line, ...]
    unreadable: int = 0
    pictured: bool = False

    @property
    def letters(self) -> int:
        """How many letters there are on it."""
        return sum(len(line.text) for line in self.lines)


def read_page(page: Any, number: int) -> Page:
    """What stands on a page of PDFium's."""
    textpage = page.get_textpage()
    try:
        glyphs, left, top = _upright(_glyphs(textpage.raw), textpage.raw, page)
        found = [_line(stretch, textpage.raw, left, top) for stretch in _stretches(glyphs)]
        lines = tuple(replace(line, page=number) for line in found if line.text.strip())
    finally:
        textpage.close()
    if _runs_to_the_left(lines):
        lines = tuple(replace(line, left=-line.right, right=-line.left) for line in lines)
    unreadable = sum(_is_lost(c) for line in lines for c in line.text)
    return Page(lines, unreadable, _is_pictured(page))


def _glyphs(raw: Any) -> Iterator[_Glyph]:
    """The letters in the order of the page's program, with the page's own places; a space has none of its own."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    unicode, loose, origin, font_size = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetCharOrigin,
        pdfium.FPDFText_GetFontSize,
    )
    base = before = math.nan
    size = 0.0
    for at in range(pdfium.FPDFText_CountChars(raw)):
        letter = chr(unicode(raw, at))
        if letter in "\r\n":
            continue
        loose(raw, at, box)
        origin(raw, at, x, y)
        given = font_size(raw, at)
        if letter != " " and (given != before or y.value != base):
            before, base = given, y.value
            scaled = pdfium.FPDFText_GetMatrix(raw, at, matrix)
            size = abs(given) * (math.hypot(matrix.c, matrix.d) if scaled else 1.0)
        if math.isfinite(box.left + box.right + y.value + size):
            yield _Glyph(letter, box.left, box.right, y.value, size, at)


def _upright(glyphs: Iterator[_Glyph], raw: Any, page: Any) -> tuple[list[_Glyph], float, float]:
    """The letters that are turned as most are, as if they were not; and the page's left edge and top for them."""
    by_turn: dict[int, list[_Glyph]] = {}
    turn = 0
    base = math.nan
    for glyph in glyphs:
        if glyph.base != base and glyph.letter != " ":
            quarters = pdfium.FPDFText_GetCharAngle(raw, glyph.at) / _QUARTER
            turn = round(quarters) % 4 if abs(quarters - round(quarters)) < _SLANT else _SLANTED
            base = glyph.base
        by_turn.setdefault(turn, []).append(glyph)
    by_turn.pop(_SLANTED, None)
    if not by_turn:
        return [], 0, 0
    turn = max(by_turn, key=lambda turned: len(by_turn[turned]))
    left, bottom, right, top = _box(page)
    if turn == 0:
        low, high = left - 1, right + 1
        return [g for g in by_turn[0] if low <= g.left <= high and bottom - 1 <= g.base <= top + 1], left, top
    return [_turned_back(g, turn, raw) for g in by_turn[turn]], 0, 0


def _box(page: Any) -> tuple[float, float, float, float]:
    """The page as it is shown: left, bottom, right, top."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, box)
    return box.left, box.bottom, box.right, box.top


def _turned_back(glyph: _Glyph, turn: int, raw: Any) -> _Glyph:
    """A letter of a page that lies on a side, or on its head, where it stands once the page is turned."""
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(raw, glyph.at, box)
    pdfium.FPDFText_GetCharOrigin(raw, glyph.at, x, y)
    match turn:
        case 3:  # read from below
            return glyph._replace(left=box.bottom, right=box.top, base=-x.value)
        case 2:
            return glyph._replace(left=-box.right, right=-box.left, base=-y.value)
        case _:
            return glyph._replace(left=-box.top, right=-box.bottom, base=x.value)


def _stretches(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """The letters cut where one stands off the line of the one before it, or far from it."""
    stretch: list[_Glyph] = []
    before: _Glyph | None = None
    for glyph in glyphs:
        if glyph.letter == " ":
            if stretch:
                stretch.append(glyph)
            continue
        if before is not None:
            size = max(before.size, glyph.size, 1.0)
            apart = max(glyph.left - before.right, before.left - glyph.right)
            if abs(glyph.base - before.base) > _OFF_LINE * size or apart > _APART * size:
                yield stretch
                stretch = []
            elif glyph.size > 1.7 * before.size or before.size > 1.7 * glyph.size > 0:
                yield stretch  # an initial, or a note's mark
                stretch = []
            elif glyph.at > before.at + 1 and stretch[-1].letter != " " and apart > _SPACE * size:
                stretch.append(before._replace(letter=" "))  # behind a raised letter PDFium gives a line's end
        stretch.append(glyph)
        before = glyph
    if stretch:
        yield stretch


def _line(stretch: list[_Glyph], raw: Any, left: float, top: float) -> Line:
    solid = [g for g in stretch if g.letter != " "]
    sizes = Counter(g.size for g in solid)
    bases = Counter(g.base for g in solid)
    return Line(
        _text(stretch),
        min(g.left for g in solid) - left,
        max(g.right for g in solid) - left,
        top - bases.most_common(1)[0][0],
        round(sizes.most_common(1)[0][0], 1),
        _is_bold(raw, solid[0].at) and _is_bold(raw, solid[-1].at),
    )


def _text(stretch: list[_Glyph]) -> str:
    letters = "".join([g.letter for g in stretch])
    if _RIGHT_TO_LEFT.search(letters):
        letters = _as_read(stretch)
    if any("\ud800" <= c <= "\udfff" for c in letters):
        letters = letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(_ODD.sub(lambda found: _plain(found[0]), letters).split())


def _as_read(stretch: list[_Glyph]) -> str:
    """The letters of a script that runs to the left by their places; words and figures of another as they run."""
    wide = (g for g in stretch if g.letter != " " or g.right - g.left > _SPACE * g.size)
    letters = ""
    before: _Glyph | None = None
    for glyph in sorted(wide, key=lambda g: -(g.left + g.right)):
        apart = before is not None and before.left - glyph.right > _WORD_GAP * glyph.size
        letters += (" " if apart else "") + glyph.letter
        before = glyph
    return _LEFT_TO_RIGHT.sub(lambda run: run[0][::-1], letters)


def _plain(letter: str) -> str:
    """What a letter is read as: a hyphen, the letters of a ligature, a space, or nothing."""
    if letter in _HYPHENS:
        return "-"
    if letter.isspace():
        return " "
    return (
        "" if letter in _UNSEEN or unicodedata.category(letter) in ("Cc", "Cs") else _LIGATURES.get(letter, letter)
    )


def _is_lost(letter: str) -> bool:
    return letter == _LOST or unicodedata.category(letter) == "Co"


def _is_bold(raw: Any, at: int) -> bool:
    return bool(pdfium.FPDFText_GetFontWeight(raw, at) >= 600)


def _runs_to_the_left(lines: tuple[Line, ...]) -> bool:
    letters = Counter(unicodedata.bidirectional(c) for line in lines[:50] for c in line.text)
    return letters["R"] + letters["AL"] > letters["L"]


def _is_pictured(page: Any) -> bool:
    """Whether pictures cover so much of a page that it may be a scan."""
    area = page.get_width() * page.get_height()
    covered = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
        if covered > _DARK * area:
            return True
    return False
