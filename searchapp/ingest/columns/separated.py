"""Tables as text (CSV, TSV and the like): what parts their columns, and their rows as a spreadsheet counts them.

Pure: lines come in, one after the other. Must not know what the columns mean.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 64 * 2**20
_SAMPLE_ROWS = 30
_DECLARED = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
_DOUBLED = re.compile(r"[^,;\t|\n\"]\"\"[^,;\t|\n\"]")
OPEN = "a quotation mark is opened and not closed: the rest of the file is taken for one cell"


class Form(NamedTuple):
    """How a table is written: what parts its columns, and whether a backslash stands before a quotation mark."""

    delimiter: str
    escaped: bool = False


class Row(NamedTuple):
    """A row under the number that a spreadsheet shows, or what is wrong with it."""

    number: int
    cells: Sequence[str]
    problem: str = ""


def declared_delimiter(line: str) -> str:
    """What a first line "sep=;" says, which spreadsheets read and do not show; "" for any other line."""
    found = _DECLARED.fullmatch(line)
    return found[1] if found else ""


def form_of(sample: Sequence[str], known: Callable[[Sequence[str]], int]) -> Form:
    """How the table is written that begins with these lines; `known` counts the names it knows in a row.

    The delimiter is the one under which most names are known, then the one under which most rows are alike.
    """
    text = "".join(sample)
    escaped = '\\"' in text and not _DOUBLED.search(text)
    ranked = [(_fit(sample, Form(mark, escaped), known), -at) for at, mark in enumerate(DELIMITERS)]
    return Form(DELIMITERS[-max(ranked)[1]], escaped)


def rows(lines: Iterable[str], form: Form) -> Iterator[Row]:
    """The rows of a table, also empty ones, one after the other."""
    csv.field_size_limit(LONGEST_CELL)
    ended = False

    def told() -> Iterator[str]:
        nonlocal ended
        yield from lines
        ended = True

    reader = _reader(told(), form)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            long = "field larger" in str(error)
            yield Row(number, (), f"a cell is longer than {LONGEST_CELL:,} characters" if long else str(error))
            continue
        yield Row(number, cells, OPEN if ended else "")


def _reader(lines: Iterable[str], form: Form) -> Iterator[list[str]]:
    if form.escaped:
        return csv.reader(lines, delimiter=form.delimiter, escapechar="\\", doublequote=False)
    return csv.reader(lines, delimiter=form.delimiter)


def _fit(sample: Sequence[str], form: Form, known: Callable[[Sequence[str]], int]) -> tuple[int, float, int]:
    """How many names are known in one row, which share of the rows has as many cells, and how many these are."""
    first = [row.cells for row in islice(rows(sample, form), _SAMPLE_ROWS) if any(map(str.strip, row.cells))]
    if not first:
        return 0, 0.0, 0
    most, head = max(((known(cells), -at) for at, cells in enumerate(first)), default=(0, 0))
    usual = Counter(map(len, first)).most_common(1)[0][0]
    cells = len(first[-head]) if most else usual
    alike = sum(len(row) == cells for row in first) / len(first)
    return most, alike if cells > 1 or most else 0.0, cells
