"""The lines of a page in the order in which they are read: column after column, below what stands over them.

Pure. A gutter is a strip that hardly a line crosses, with running text on both sides; lines that cross it (a
headline over two columns) part what is above from what is below. Short cells side by side are a table's, read row
by row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

from searchapp.ingest.readers.documents.pdf.glyphs import Line

_NOTE = re.compile(r"[(\[]?\d{1,3}[)\]]?|[*†‡§]{1,3}")
_LEAST_LINES = 4
"""On both sides of a gutter."""
_LEAST_BESIDE = 2
"""The same where another gutter was found beside, or lines are as long as no cell is."""
_RUNNING = 14
"""Letters that a line of running text has at least, mostly."""
_CROSSING = 0.15
_FEW_ACROSS, _FEW_OF = 4, 0.03
_BESIDE = 0.01
_LARGER = 1.15
_WIDE = 0.6
_POINT = 1.0
SAME_SIZE = 0.07
_HIGH = 1.7
_LEAST_GAP = 0.3
_SAME_STEP, _OTHER_STEP = 1.1, 1.3
_ONE_LINE = 0.4
_DEEPEST = 10
_MOST_LINES = 4_000
_INITIAL = 1.7
_CELL = 1.0
_FIGURE = 20
_ALIGNED = 2.0


@dataclass(frozen=True, slots=True)
class Region:
    """Lines one below the other: a column, or a part of one; with the edges of the lines of each size."""

    lines: tuple[Line, ...]
    leading: float
    edges: Mapping[float, tuple[float, float]]


def in_reading_order(lines: Sequence[Line]) -> list[Region]:
    """A page's regions in the order in which they are read."""
    ordered = sorted(_touching(lines), key=attrgetter("base", "left"))
    parts = _cut(ordered, 0) if len(ordered) <= _MOST_LINES else [ordered]
    return [_region(part) for part in parts if part]


def _touching(lines: Sequence[Line]) -> list[Line]:
    """The stretches, those of one row as one that stand as near to each other as words do."""
    out: list[Line] = []
    for row in rows(lines):
        near: list[Line] = []
        for line in row:
            if near and line.left - near[-1].right > _WIDE * line.size:
                out.append(one_line(near))
                near = []
            near.append(line)
        out.append(one_line(near))
    return out


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand beside each other together, from above; each row from the left."""
    out: list[list[Line]] = []
    for line in sorted(lines, key=attrgetter("base")):
        here = out[-1][-1] if out else None
        if here is not None and line.base - here.base <= _ONE_LINE * _size_of_both(line, here):
            out[-1].append(line)
        else:
            out.append([line])
    return [sorted(row, key=attrgetter("left")) for row in out]


def _size_of_both(line: Line, other: Line) -> float:
    """The size by which it is told whether two stretches are of one line: a note's number may stand high."""
    smaller, larger = sorted((line, other), key=attrgetter("size"))
    return larger.size if _NOTE.fullmatch(smaller.text) else smaller.size


def one_line(row: Sequence[Line]) -> Line:
    """Stretches that stand beside each other as one line."""
    text = row[0].text
    for before, line in pairwise(row):
        text += line.text if line.left - before.right < 0.12 * line.size else f" {line.text}"
    longest = max(row, key=lambda line: len(line.text))
    right = max(line.right for line in row)
    return replace(longest, text=text, left=row[0].left, right=right, bold=all(line.bold for line in row))


def _cut(lines: list[Line], depth: int, least: int = _LEAST_LINES) -> list[list[Line]]:
    if len(lines) < 2 * least or depth > _DEEPEST:
        return [lines]
    middle = _gutter(lines, least)
    if middle is not None:
        alone = _alone(lines)
        bands = groupby(lines, key=lambda line: _crosses(line, middle) or id(line) in alone)
        return [part for over, band in bands for part in _cut_band(list(band), middle, depth, over=over)]
    above, below = _halves(lines)
    if not below:
        return [lines]
    parts = [_cut(above, depth + 1, least), _cut(below, depth + 1, least)]
    return [lines] if all(len(part) == 1 for part in parts) else [*parts[0], *parts[1]]


def _cut_band(band: list[Line], middle: float, depth: int, *, over: bool) -> list[list[Line]]:
    """A band's columns, each looked at again; or the lines that stand over all of them as they are."""
    if over:
        return [band]
    sides = [[line for line in band if line.right <= middle], [line for line in band if line.left >= middle]]
    return [part for side in sides if side for part in _cut(side, depth + 1, _LEAST_BESIDE)]


def _alone(lines: list[Line]) -> set[int]:
    """The headlines, by identity, that have nothing beside them, and so stand over all columns below."""
    size = median(line.size for line in lines)
    return {id(line) for line in lines if line.size >= _LARGER * size and not _has_beside(line, lines)}


def _has_beside(line: Line, lines: list[Line]) -> bool:
    """Whether another line stands beside one."""
    return any(
        other is not line and _shared_height(line, other) > 0.3 * min(line.size, other.size) for other in lines
    )


def _shared_height(line: Line, other: Line) -> float:
    tops = (line.base - 0.8 * line.size, other.base - 0.8 * other.size)
    return min(line.base, other.base) - max(tops)


def _crosses(line: Line, middle: float) -> bool:
    return line.left < middle < line.right


def _gutter(lines: list[Line], least: int) -> float | None:
    """The middle of the strip that fewest lines cross, and of those the widest one, if it parts columns."""
    size = median(line.size for line in lines)
    edges = sorted({line.left for line in lines} | {line.right for line in lines})
    opened = sorted(line.left for line in lines)
    closed = sorted(line.right for line in lines)
    found: list[tuple[int, float, float]] = []
    starts = ends = 0
    for low, high in pairwise(edges):
        while starts < len(opened) and opened[starts] <= low:
            starts += 1
        while ends < len(closed) and closed[ends] <= low:
            ends += 1
        crossing = starts - ends
        if high - low >= _WIDE * size and crossing <= _CROSSING * len(lines):
            found.append((crossing, low - high, (low + high) / 2))
    return next((middle for _, _, middle in sorted(found)[:8] if _parts(lines, middle, least)), None)


def _parts(lines: list[Line], middle: float, least: int) -> bool:
    """Whether running text stands on both sides, side by side."""
    left = [line for line in lines if line.right <= middle]
    right = [line for line in lines if line.left >= middle]
    if min(len(left), len(right)) < _LEAST_BESIDE:
        return False
    across = [line for line in lines if _crosses(line, middle)]
    size = median(line.size for line in lines)
    if sum(line.size < _LARGER * size for line in across) > max(_FEW_ACROSS, _FEW_OF * len(lines)):
        return False
    if sum(_has_beside(line, lines) for line in across) > _BESIDE * len(lines):
        return False
    top = max(left[0].base, right[0].base)
    bottom = min(left[-1].base, right[-1].base)
    beside = [rows([line for line in side if top <= line.base <= bottom]) for side in (left, right)]
    lengths = [median([len(one_line(row).text) for row in side] or [0]) for side in beside]
    needed = _LEAST_BESIDE if min(lengths) >= 2 * _RUNNING else least
    return min(lengths) >= _RUNNING and min(map(len, beside)) >= needed


def _halves(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """What is above and below the highest gap; nothing below where no gap is higher than those between lines."""
    gaps = [after.base - after.size - line.base for line, after in pairwise(lines)]
    highest = max(gaps)
    usual = median([gap for gap in gaps if gap > 0] or [0.0])
    if highest <= max(_HIGH * usual, _LEAST_GAP * median(line.size for line in lines)):
        return lines, []
    at = gaps.index(highest) + 1
    return lines[:at], lines[at:]


def _region(lines: list[Line]) -> Region:
    all_rows = rows(_with_initials(lines))
    cells = [_cells(row) for row in all_rows]
    tabular = _tabular(cells)
    whole = [_row(cells[i]) if i in tabular else one_line(row) for i, row in enumerate(all_rows)]
    steps = [b.base - a.base for a, b in pairwise(whole) if abs(b.size - a.size) < 0.6]
    leading = _leading(steps) if steps else 1.2 * whole[0].size
    return Region(tuple(whole), leading, {size: _edges(whole, size) for size in {line.size for line in whole}})


def _leading(steps: Sequence[float]) -> float:
    """From line to line within a paragraph: the usual step, or a clearly smaller one that comes again and again.

    Where most paragraphs have one line, the usual step is from paragraph to paragraph.
    """
    usual, low = median(steps), sorted(steps)[len(steps) // 8]
    near = [step for step in steps if low <= step <= _SAME_STEP * low]
    return median(near) if len(near) > 1 and usual > _OTHER_STEP * low else usual


def _edges(lines: Sequence[Line], size: float) -> tuple[float, float]:
    """How far lines of about a size reach to the left and to the right."""
    alike = [line for line in lines if abs(line.size - size) < _POINT / 4]
    return min(line.left for line in alike), max(line.right for line in alike)


def _row(cells: Sequence[Line]) -> Line:
    """A row of a table as one line, its cells told apart."""
    return replace(one_line(cells), text=" | ".join(cell.text for cell in cells), row=True)


def _cells(row: Sequence[Line]) -> list[Line]:
    """The cells of a row, if it is one of a table."""
    cells = [[row[0]]]
    for before, line in pairwise(row):
        if line.left - before.right > _CELL * line.size:
            cells.append([])
        cells[-1].append(line)
    return [one_line(cell) for cell in cells]


def _tabular(all_rows: Sequence[Sequence[Line]]) -> set[int]:
    """Which rows are a table's: three or more, one below the other, whose cells stand in line."""
    alike = [_in_line(above, below) for above, below in pairwise(all_rows)]
    return {i + step for i in range(len(alike) - 1) if alike[i] and alike[i + 1] for step in range(3)}


def _in_line(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether all cells of one row, but for the first, stand below such of the other."""
    fewer, more = sorted((above, below), key=len)
    return len(fewer) > 1 and all(any(_is_below(a, b) for b in more[1:]) for a in fewer[1:])


def _is_below(cell: Line, other: Line) -> bool:
    """Whether two cells begin at one place, share their middle, or are figures that end at one place."""
    if abs(cell.left - other.left) < _ALIGNED or abs(cell.left + cell.right - other.left - other.right) < _ALIGNED:
        return True
    figures = all(len(c.text) <= _FIGURE and any(map(str.isdecimal, c.text)) for c in (cell, other))
    return figures and abs(cell.right - other.right) < _ALIGNED


def _with_initials(lines: list[Line]) -> list[Line]:
    """The lines, a large initial put before the first of those that run beside it."""
    size = median(line.size for line in lines)
    initials = [line for line in lines if len(line.text) <= 2 and line.size > _INITIAL * size]
    for initial in initials:
        beside = [
            line
            for line in lines
            if initial.base - 0.9 * initial.size < line.base <= initial.base + 0.5 * size
            and line is not initial
            and 0 <= line.left - initial.left < initial.size + size
        ]
        if len(beside) >= 2:
            inner = {id(line) for line in (initial, *beside)}
            begun = replace(beside[0], text=initial.text + beside[0].text, left=initial.left)
            rest = [replace(line, left=initial.left) for line in beside[1:]]
            lines = [*(line for line in lines if id(line) not in inner), begun, *rest]
    return lines
