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
    """How a table is written: what parts its columns, and what is known of its quotation marks.

    They may have a backslash before them within a cell, stand after a space, or be no more than words' own.
    """

    delimiter: str
    escaped: bool = False
    spaced: bool = False
    quoted: bool = True


class Row(NamedTuple):
    """A row under the number that a spreadsheet shows, or what is wrong with it."""

    number: int
    cells: Sequence[str]
    problem: str = ""


def declared_delimiter(line: str) -> str:
    """What a first line "sep=;" says, which spreadsheets read and do not show; "" for any other line."""
    found = _DECLARED.fullmatch(line)
    return found[1] if found else ""


def form_of(
    sample: Sequence[str], known: Callable[[Sequence[str]], int], *, delimiters: Sequence[str] = DELIMITERS
) -> Form:
    """How the table is written that begins with these lines; `known` counts the names it knows in a row.

    The delimiter is the one under which most names are known, then the one under which most rows are alike.
    """
    ranked = [(_fit(sample, _form(sample, mark), known), -at) for at, mark in enumerate(delimiters)]
    return _form(sample, delimiters[-max(ranked)[1]])


def rows(lines: Iterable[str], form: Form) -> Iterator[Row]:
    """The rows of a table, also empty ones, one after the other."""
    csv.field_size_limit(LONGEST_CELL)
    taken: list[str] = []

    def told() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = _reader(told(), form)
    number = 0
    while True:
        number += 1
        taken.clear()
        try:
            yield Row(number, next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            yield _mended(number, "".join(taken), form, str(error))


def _form(sample: Sequence[str], mark: str) -> Form:
    """What a table with this delimiter shows of its quotation marks: between tabs and bars they may be words'."""
    text = "".join(sample)
    form = Form(mark, '\\"' in text and not _DOUBLED.search(text), f'{mark} "' in text and f'{mark}"' not in text)
    return form._replace(quoted=mark not in "\t|" or _is_strict(sample, form))


def _is_strict(sample: Sequence[str], form: Form) -> bool:
    """Whether every cell that begins with a quotation mark ends with one, but for the last row of the sample."""
    try:
        for _ in _reader(sample, form):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error) and not any(line.rstrip("\n").endswith('"') for line in sample[:-1])
    return True


def _reader(lines: Iterable[str], form: Form) -> Iterator[list[str]]:
    if not form.quoted:
        return csv.reader(lines, delimiter=form.delimiter, quoting=csv.QUOTE_NONE)
    escape = "\\" if form.escaped else None
    return csv.reader(
        lines,
        delimiter=form.delimiter,
        escapechar=escape,
        doublequote=not form.escaped,
        skipinitialspace=form.spaced,
        strict=True,
    )


def _mended(number: int, written: str, form: Form, fault: str) -> Row:
    """A row whose cells have quotation marks that are not doubled: those count that stand beside a delimiter."""
    if "field larger" in fault:
        return Row(number, (), f"a cell is longer than {LONGEST_CELL:,} characters")
    if "unexpected end" in fault:
        return Row(number, (), OPEN)
    mark = re.escape(form.delimiter)
    end = rf" *(?:{mark}|$)"
    cell = re.compile(rf' *"((?:[^"]++|"(?!{end}))*+)"{end}|([^{mark}]*+)(?:{mark}|$)')
    line = written.rstrip("\n")
    cells: list[str] = []
    at = 0
    while found := cell.match(line, at):
        if found[1] is None and found[2].lstrip().startswith('"'):
            break
        cells.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        at = found.end()
        if at >= len(line):
            return Row(number, cells)
    return Row(number, (), "a quotation mark within a cell is not doubled: its end can't be told")


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
