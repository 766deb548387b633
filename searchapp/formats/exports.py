"""Whole stories as JSON Lines and as CSV. Pure; stories in, text out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from searchapp.formats.interchange import story_to_json
from searchapp.model import Story

CSV_COLUMNS = ("id", "title", "outlet", "published", "url", "byline", "text")
BYTE_ORDER_MARK = "\ufeff"
"""What tells a spreadsheet that a file is UTF-8; other programs would take it for a part of "id"."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV injection"): such a one gets an apostrophe."""
    text = "" if value is None else str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def csv_line(cells: Iterable[object]) -> str:
    """One row of CSV (RFC 4180), with its line end."""
    return csv_block([cells])


def csv_block(rows: Iterable[Iterable[object]]) -> str:
    """Rows of CSV (RFC 4180), each with its line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([csv_cell(c) for c in cells] for cells in rows)
    return out.getvalue()


def to_jsonl(stories: Iterable[Story]) -> Iterator[str]:
    """One JSON object a line: the whole story as ingested, with its source and what was found in it."""
    for story in stories:
        yield json.dumps(story_to_json(story), ensure_ascii=False) + "\n"


def to_csv(stories: Iterable[Story]) -> Iterator[str]:
    """A header line, then a row a story."""
    yield csv_line(CSV_COLUMNS)
    for story in stories:
        yield csv_line(getattr(story, name) for name in CSV_COLUMNS)


def to_excel(stories: Iterable[Story]) -> Iterator[str]:
    """CSV that Excel reads as UTF-8."""
    yield BYTE_ORDER_MARK
    yield from to_csv(stories)
