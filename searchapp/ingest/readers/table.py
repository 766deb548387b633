"""Reader for tables: CSV, TSV and the like, read as a stream, one story a row; see ingest/columns.

Which column is which field the head tells, or the user; the report shows it. A bad row is a Failure and the next
is read. What makes a row out of a workbook's cells is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from searchapp.errors import IngestError
from searchapp.formats.exports import CSV_COLUMNS
from searchapp.ingest.columns.days import Order, from_serial, in_order, orders_of
from searchapp.ingest.columns.field_names import field_of, folded
from searchapp.ingest.columns.record import Columns, Tally, fields_named, told_by
from searchapp.ingest.columns.separated import Row, declared_delimiter, form_of, rows
from searchapp.ingest.columns.state import left_out
from searchapp.ingest.files.safe_open import MEGABYTE, STREAM_CAP, read_blocks
from searchapp.ingest.files.stream import beginning, characters, lines_with_ends
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_defaults
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, LeftOut, Remark, Source
from searchapp.model import Story
from searchapp.provenance import Doubt
from searchapp.text.wording import count

LINE_CAP = 64 * MEGABYTE
ORIGIN = "given"
_SAMPLE = 65_536
_SAMPLE_ROWS = 400
_HEAD_WITHIN = 15
"""Rows: some databases write what was searched for, and when, above the head."""
_MOST_SHOWN = 20
_PROSE = 120
"""Characters of a cell that may be a story's text, whatever its column is called."""
_RULE = re.compile(r"\s*(?:[-+=:|]{2,}|\(\d{1,12} rows?\))?\s*")
"""An empty cell, or what parts a printed table from its head, and counts its rows below."""
_FORMULA = ("'=", "'+", "'-", "'@", "'\t", "'\r")


def read_table(source: Source) -> Iterator[Item]:
    """Each row as a story or a Failure; raises IngestError for a file that is no text.

    What the file's sidecar says stands for every story that does not say it itself.
    """
    lines = lines_with_ends(characters(read_blocks(source, cap=STREAM_CAP)), longest=LINE_CAP)
    sample, lines = beginning(lines, _SAMPLE, len)
    if not any(map(str.strip, sample)):
        yield LeftOut(source.name, "no story")
        return
    columns = source.choices.columns
    if mark := declared_delimiter(sample[0]):
        form = form_of(sample[1:], lambda cells: 0, delimiters=(mark,))
        next(lines)
    else:
        form = form_of(sample, lambda cells: len(fields_named(cells, columns)))
    yield from read_rows(source, rows(lines, form))


def read_rows(source: Source, table: Iterator[Row], *, sheet: str = "") -> Iterator[Item]:
    """The stories of a table's rows, each named after its row (and sheet), and which column was which field."""
    first, table = beginning(table, _SAMPLE, lambda row: _SAMPLE // _SAMPLE_ROWS + sum(map(len, row.cells)))
    if sheet and not any(any(row.cells) for row in first):
        return  # spreadsheets come with empty ones
    columns = source.choices.columns
    at = max(
        range(min(len(first), _HEAD_WITHIN)),
        key=lambda i: (len(fields_named(first[i].cells, columns)), -i),
        default=None,
    )
    heads = _heads(first[at:]) if at is not None else []
    if wrong := _no_story(source, heads, sheet, has_prose=any(map(_is_prose, first))):
        yield wrong
        return
    assert at is not None
    defaults = read_defaults(source)
    if isinstance(defaults, Failure):
        yield defaults
        defaults = None
    tally = Tally()
    reading = _Rows(source, heads, sheet, defaults, tally)
    reading.learn_days(first[at + 1 :])
    number = first[at].number
    try:
        for row in islice(table, at + 1, None):
            number = row.number
            if item := reading.item(row):
                yield item
    except IngestError as error:
        yield Failure(source.name, reading.place(number + 1), error.message)
    if said := tally.said():
        yield Remark(source.name, f"sheet {sheet}: {said}" if sheet else said)


def _heads(table: Sequence[Row]) -> list[str]:
    """The heads of a table that begins with them; of rows that are numbered in front of the first column, too."""
    heads = [head.strip() for head in table[0].cells]
    below = [row.cells for row in table[1:] if any(row.cells)]
    known = field_of(heads[0]) if heads else None
    if not below or known is None or known[0] == "id" or any(len(cells) != len(heads) + 1 for cells in below):
        return heads
    is_numbered = all(cells[0].strip() == str(number) for number, cells in enumerate(below, start=1))
    return ["", *heads] if is_numbered else heads


class _Rows:
    """The rows of one table, under its heads."""

    def __init__(
        self, source: Source, heads: Sequence[str], sheet: str, defaults: Fields | None, tally: Tally
    ) -> None:
        self._source = source
        self._heads = heads
        self._sheet = sheet
        self._defaults = defaults
        self._tally = tally
        self._own = tuple(heads) == CSV_COLUMNS
        self._orders: dict[str, Mapping[int, Order]] = {}
        self._days: set[str] = set()

    def learn_days(self, sample: Sequence[Row]) -> None:
        """Tell from the heads which columns have days, and from some rows which stands first, day or month."""
        wanted = [place for name, place in self._source.choices.columns if name == "published"]
        for at, head in enumerate(self._heads):
            if "published" in fields_named([head]) or head in wanted:
                self._days.add(head)
                column = (row.cells[at] for row in sample if at < len(row.cells))
                if orders := orders_of(column):
                    self._orders[head] = orders

    def place(self, number: int) -> str:
        """A row as it is told to people."""
        return f"sheet {self._sheet}, row {number}" if self._sheet else f"row {number}"

    def item(self, row: Row) -> Story | Failure | LeftOut | None:
        """A row as a story or a Failure; None for an empty one."""
        if row.problem:
            return Failure(self._source.name, self.place(row.number), row.problem)
        if all(map(_RULE.fullmatch, row.cells)):
            return None
        beyond = [cell for cell in row.cells[len(self._heads) :] if cell.strip()]
        cells = f"{count(len(row.cells), 'cell', 'cells')}, and the head has {len(self._heads):,}"
        if beyond:
            return Failure(
                self._source.name, self.place(row.number), f"has {cells}: a cell is not quoted, or torn"
            )
        record = self._record(row.cells)
        if why := left_out(record):
            return LeftOut(f"{self._source.name}#{row.number}", why)
        try:
            told = told_by(record, self._source.choices.columns, origin=ORIGIN)
        except IngestError as error:
            is_short = len(row.cells) < len(self._heads)
            reason = f"{error.message}; the row has {cells}" if is_short else error.message
            return Failure(self._source.name, self.place(row.number), reason)
        self._tally.note(told, record)
        last = self._heads[len(row.cells) - 1] if len(row.cells) < len(self._heads) else ""
        torn = (Doubt("row cut short", len(row.cells)),) if last and last == told.places.get("text") else ()
        return make_story(
            told.text,
            (told.fields, self._defaults) if self._defaults else (told.fields,),
            source=f"{self._source.name}#{self._sheet + '!' if self._sheet else ''}{row.number}",
            id_from_content=True,
            doubts=(*told.doubts, *torn, *doubts_of(told.text)),
        )

    def _record(self, cells: Sequence[str]) -> Mapping[str, object]:
        """The cells by their heads; of two columns with one head the first that is filled."""
        record: dict[str, object] = {}
        for head, cell in zip(self._heads, cells, strict=False):
            if head and not record.get(head):
                guarded = self._own and cell.startswith(_FORMULA)  # as our own exports write such a cell
                cell = (cell[1:] if guarded else cell).strip()
                cell = from_serial(cell) if head in self._days else cell
                record[head] = in_order(cell, self._orders[head]) if head in self._orders else cell
        return record


def _is_prose(row: Row) -> bool:
    return any(len(cell) >= _PROSE and cell.count(" ") >= _PROSE / 12 for cell in row.cells)


def _no_story(source: Source, heads: Sequence[str], sheet: str, *, has_prose: bool) -> Failure | LeftOut | None:
    """Why a table has no stories, told from its head: what the user named is not there, or nothing is a text."""
    columns: Columns = source.choices.columns
    known = fields_named(heads, columns)
    named = [head[:40] for head in heads if head]
    shown = ", ".join(named[:_MOST_SHOWN]) + (
        f" and {len(named) - _MOST_SHOWN:,} more" if named[_MOST_SHOWN:] else ""
    )
    place = f"sheet {sheet}" if sheet else ""
    there = {folded(head) for head in heads} | set(heads)
    for _, wanted in columns:
        if wanted not in there and folded(wanted) not in there:
            return Failure(source.name, place, f"has no column {wanted!r}; its columns are {shown or 'unnamed'}")
    if "text" in known or {"title", "summary"} <= known:
        return None
    if not known & {"title", "url"} and not has_prose:
        return LeftOut(f"{source.name}#{sheet}" if sheet else source.name, "no story")
    if not known and any(len(head) >= _PROSE for head in heads):
        return Failure(
            source.name, place, "its columns have no names: put a row with them on top (title, text, date)"
        )
    reason = f"no column has the texts of stories ({shown}): if one has, name it by --map text=COLUMN"
    return Failure(source.name, place, reason)
