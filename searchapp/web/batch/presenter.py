"""Presenter of the page of many queries: a list and its counts become a BatchPage."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.archive.batch.counted import Counted, outlet_name, outlets_of
from searchapp.model import RECORD_KINDS, RecordKind
from searchapp.text.wording import NOUNS, count, names, number
from searchapp.web.batch.asked import MAX_LINES, READINGS, Asked, Read, Reading
from searchapp.web.batch.pages import BatchPage, BatchRow, Choice, Table
from searchapp.web.question import Question
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.urls import AT

COLUMNS = 4
"""Outlets that have a column on the page."""
SAID_FIRST = 8
"""Lines that were not read, and are each said."""
READ_AS: dict[Reading, str] = {
    "typed": "as a search, with all of its words",
    "phrase": "as a phrase, word for word",
    "speaker": "as the name of someone who speaks",
}


def batch_page(asked: Asked, table: Table | None = None, notices: Sequence[Notice] = ()) -> BatchPage:
    """The form, and what the list in it has."""
    return BatchPage(
        title="Many at once",
        text=asked.text,
        limits=f"up to {MAX_LINES} lines",
        readings=tuple(Choice(r, READ_AS[r], r == asked.reading) for r in READINGS),
        kinds=tuple(Choice(k, NOUNS[k][1], k == asked.kind) for k in RECORD_KINDS),
        table=table,
        notices=tuple(notices),
    )


def table_of(asked: Asked, read: Read, rows: Sequence[Counted]) -> Table:
    """What a list has: what has nothing first, since that is what has to be looked into."""
    shown = outlets_of(rows)[:COLUMNS]
    made = [_row(text, q, row, shown) for (_, text, q), row in zip(read.lines, rows, strict=True)]
    missed = sum(not row.found for row in made)
    return Table(
        summary=f"{count(len(made), 'line', 'lines')}, {number(missed) if missed else 'none'} without a result",
        rows=tuple(sorted(made, key=lambda row: row.found)),
        outlets=tuple(map(outlet_name, shown)),
        file=asked.address(AT.batch_table),
    )


def not_read(read: Read) -> tuple[Notice, ...]:
    """The lines that were not read, the first of them each by itself."""
    more = len(read.wrong) - SAID_FIRST
    said = [*read.wrong[:SAID_FIRST], *([f"{number(more)} more lines were not read."] if more > 0 else [])]
    if not (read.lines or read.wrong):
        said.append("There is no line to count in this list.")
    return tuple(Notice(line, tone="warn") for line in said)


def _row(text: str, question: Question, row: Counted, outlets: Sequence[str]) -> BatchRow:
    state = question.state.with_strict() if question.may_widen else question.state
    also = (f"Also searched: {names(question.also)}.",) if question.also else ()

    def link(kind: RecordKind) -> Link:
        return Link(number(row.totals[kind]), state.with_kind(kind).url())

    return BatchRow(
        text=text,
        said=" ".join((*question.notices, *also)),
        stories=link("story"),
        statements=link("statement"),
        outlets=tuple(number(row.outlets[name]) if name in row.outlets else "" for name in outlets),
        found=row.found,
    )
