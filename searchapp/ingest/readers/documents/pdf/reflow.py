"""Lines in reading order -> paragraphs: where one ends is told by gaps, indents, sizes, and lines that end early.

Pure. A paragraph goes on across columns and pages where its sentence does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from searchapp.ingest.metadata.header import is_header_line
from searchapp.ingest.readers.bundles.layouts import parts_documents
from searchapp.ingest.readers.bundles.wording import day_at_start, words_stated
from searchapp.ingest.readers.documents.pdf.columns import SAME_SIZE, Region
from searchapp.ingest.readers.documents.pdf.glyphs import Line
from searchapp.ingest.readers.documents.pdf.hyphens import Hyphens, without_soft
from searchapp.ingest.readers.documents.story import Block

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*\d{0,2}$")
_BULLET = re.compile(r"(?:[•●▪■◦‣·*–-]|\(?\d{1,2}[.)])\s+(?=\S)")
_INDENT, _DEEP, _FAR_IN = 0.6, 4.0, 12.0
_FEW = 6
"""Lines; a column of text has more."""
_DAYLIKE = re.compile(r"(?=.{6,80}$)(?!.*[.,;]$).*\b(?:1[5-9]|20)\d\d\b.*")
_EDITED = re.compile(r"\b(?:edition|correction appended|final|édition|\w{0,20}ausgabe|editie)\W*$", re.IGNORECASE)
_GAP = 1.3
_HEADING = 1.15
_ENOUGH = 4
_EARLY = 0.35
"""Of a column's width: a line that ends that much before its edge ends a paragraph, whatever it ends with."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How a document sets its text: the size of most letters, and whether its paragraphs begin with an indent."""

    size: float
    indents: bool


def blocks_of(regions: Sequence[Region]) -> list[Block]:
    """The paragraphs of a document out of the regions of all its pages, in reading order."""
    regions = [replace(region, lines=_clean(region.lines)) for region in regions]
    style = _style(regions)
    hyphens = Hyphens([line.text for region in regions for line in region.lines])
    groups: list[list[Line]] = []
    before: tuple[Region, Line] | None = None
    for region in regions:
        for line in region.lines:
            if before is None or _begins(before[1], line, before[0], region, style):
                groups.append([])
            groups[-1].append(line)
            before = region, line
    return _blocks(groups, hyphens)


def _clean(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    texts = without_soft(line.text for line in lines)
    return tuple(replace(line, text=text) for line, text in zip(lines, texts, strict=True) if text)


def _blocks(groups: Sequence[Sequence[Line]], hyphens: Hyphens) -> list[Block]:
    out: list[Block] = []
    page = -1
    for lines in groups:
        text = ""
        begins: list[tuple[int, int]] = []
        for line in lines:
            if line.page != page:
                page = line.page
                begins.append((page, _start_of(text, line.text, hyphens)))
            text = hyphens.joined(text, line.text) if text else line.text
        kind: Literal["", "item", "row"] = "row" if lines[0].row else "item" if _BULLET.match(text) else ""
        out.append(Block(text, size=_size(lines), kind=kind, begins=tuple(begins)))
    return out


def _start_of(text: str, line: str, hyphens: Hyphens) -> int:
    """At which offset a line begins once it is joined to the text before it."""
    return len(hyphens.joined(text, line)) - len(line) if text else 0


def _size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _style(regions: Sequence[Region]) -> _Style:
    lines = [line for region in regions for line in region.lines]
    size = _size(lines) if lines else 0.0
    indents = sum(
        a.size == b.size
        and _INDENT * b.size < _inset(b, region) < 6 * b.size
        and _inset(a, region) < _INDENT * a.size
        for region in regions
        for a, b in zip(region.lines, region.lines[1:], strict=False)
        if b.size == size
    )
    return _Style(size, indents >= 2)


def _begins(before: Line, line: Line, last: Region, region: Region, style: _Style) -> bool:
    """Whether a paragraph begins with a line."""
    if abs(before.size - line.size) > SAME_SIZE * max(before.size, line.size):
        return True
    if _stands_alone(line, region) or _stands_alone(before, last):
        return True
    if line.row or before.row or (is_header_line(line.text) and is_header_line(before.text)):
        return True
    if _BULLET.match(line.text) and (_ENDS.search(before.text) or _BULLET.match(before.text)):
        return True
    if last is not region:
        return _begins_region(before, line, last, region, style)
    gap, size = line.base - before.base, line.size
    heading = size > _HEADING * style.size
    if gap > (1.6 * size if heading else _GAP * max(region.leading, size)):
        return True
    if before.bold != line.bold and (_early(before, line, region) or before.bold):
        return _early(before, line, region)
    if heading:
        return False
    if _inset(before, region) > _FAR_IN * size and _inset(line, region) < _INDENT * size:
        return True
    if _is_indented(line, region) and (not _is_indented(before, region) or _ENDS.search(before.text)):
        return True
    return _early(before, line, region)


def _stands_alone(line: Line, region: Region) -> bool:
    """Whether a line is a paragraph by what it says: a mark between documents, a number of words, a day."""
    if parts_documents(line.text) or words_stated(line.text):
        return True
    if not _DAYLIKE.fullmatch(line.text) or not day_at_start(line.text):
        return False
    if _EDITED.search(line.text):
        return True
    left, right = region.edges[line.size]
    return line.right - line.left < (1 - _EARLY) * (right - left) or len(region.lines) <= _FEW


def _begins_region(before: Line, line: Line, last: Region, region: Region, style: _Style) -> bool:
    """The same for the first line of a column, or of what stands below a headline."""
    if before.bold != line.bold:
        return True
    if not _ENDS.search(before.text):
        return False if line.text[:1].islower() or before.text.endswith("-") else _early(before, line, last)
    if _is_indented(line, region) or _early(before, line, last):
        return True
    return not style.indents and not _is_justified(last)


def _is_justified(region: Region) -> bool:
    """Whether the lines of a column mostly end at one edge: then one that does says nothing of its paragraph."""
    full = sum(region.edges[line.size][1] - line.right < 0.5 * line.size for line in region.lines)
    return len(region.lines) >= _ENOUGH and full > len(region.lines) / 2


def _is_indented(line: Line, region: Region) -> bool:
    """Whether a line begins further in than its column, and is not centred."""
    inner, outer = _inset(line, region), region.edges[line.size][1] - line.right
    centred = inner > _DEEP * line.size and abs(inner - outer) < 0.5 * line.size
    return inner > _INDENT * line.size and not centred


def _early(before: Line, line: Line, region: Region) -> bool:
    """Whether a line ended although the first word of the next had room on it."""
    left, right = region.edges[before.size]
    room = right - before.right
    first = line.text.split(" ", 1)[0]
    letter = (line.right - line.left) / max(len(line.text), 1)
    if room <= (len(first) + 1) * letter + 0.5 * line.size or before.text.endswith("-"):
        return False
    return bool(_ENDS.search(before.text)) or room > _EARLY * (right - left)


def _inset(line: Line, region: Region) -> float:
    """How far in from its column's edge a line begins."""
    return line.left - region.edges[line.size][0]
