"""Presenter of the page on how the archive was read: the numbers of the report, as links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePath

from searchapp.archive.indexing.run_report import failure_lines, left_out_lines
from searchapp.archive.reading import FiletypeRow, NotTaken, Reading
from searchapp.facets import NEARLY_EMPTY, TOLD
from searchapp.provenance import counted
from searchapp.text.wording import number
from searchapp.web.reading.pages import NotTakenPart, ReadingPage, ReadRow
from searchapp.web.search_state import SearchState
from searchapp.web.ui.origins import CORRECTABLE
from searchapp.web.ui.parts import Link, Notice
from searchapp.web.urls import missing_url


def reading_page(reading: Reading, *, names: bool, notices: tuple[Notice, ...] = ()) -> ReadingPage:
    """The page; with `names` it names files that were not taken, and else only counts them."""
    rows = [_row(row) for row in reading.rows]
    if len(rows) > 1:
        rows.append(_row(reading.all))
    state = SearchState()
    return ReadingPage(
        title="How this archive was read",
        fields=tuple(TOLD),
        least=NEARLY_EMPTY,
        rows=tuple(rows),
        put_right=tuple(
            Link(f"without {name}", missing_url(name), number(stories))
            for name, stories in zip(TOLD, reading.all.lacking, strict=True)
            if stories and name in CORRECTABLE
        ),
        doubts=tuple(
            Link(counted(kind), state.with_filter("doubt", kind).url(), number(stories))
            for kind, stories in reading.doubts.items()
        ),
        not_taken=tuple(part for one in reading.not_taken if (part := _part(one, names=names)).told),
        notices=notices,
    )


def _row(row: FiletypeRow) -> ReadRow:
    state = SearchState().with_filter("filetype", row.filetype) if row.filetype else SearchState()
    return ReadRow(
        stories=Link(row.filetype or "All", state.url(), number(row.stories)),
        lacking=tuple(
            Link(number(stories), state.with_filter("lacks", name).url()) if stories else None
            for name, stories in zip(TOLD, row.lacking, strict=True)
        ),
        is_sum=not row.filetype,
    )


def _part(one: NotTaken, *, names: bool) -> NotTakenPart:
    lines = [*failure_lines(one.failures, one.failed, "could not be read"), *left_out_lines(one.left_out)]
    return NotTakenPart(PurePath(one.path).name or one.path, one.at, tuple(_told(lines, names=names)))


def _told(lines: list[str], *, names: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each line that is not set in, with those below it that are."""
    heads = [number for number, line in enumerate(lines) if not line.startswith(" ")]
    for head, end in pairwise([*heads, len(lines)]):
        first = lines[head] if names else lines[head].partition(":")[0]
        yield first, tuple(line.strip() for line in lines[head + 1 : end]) if names else ()
