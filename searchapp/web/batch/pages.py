"""What the page of many queries shows: documented dataclasses, ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass

from searchapp.web.pages import Page
from searchapp.web.ui.parts import Link


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to choose between: its word in the form, how it is called, and whether it is chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A line of the list: what it asks, how it was read where that is to be said, its numbers, each a link.

    `outlets` has a number for each column of outlets, "" for none; `found` is False where there is nothing.
    """

    text: str
    said: str
    stories: Link
    statements: Link
    outlets: tuple[str, ...]
    found: bool


@dataclass(frozen=True, slots=True)
class Table:
    """What a list has: a line that sums it up, its rows, and the outlets that have a column.

    `file` leads to the table with all outlets, and is "" where the list is too long for an address.
    """

    summary: str
    rows: tuple[BatchRow, ...]
    outlets: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPage(Page):
    """A list of names or queries with what each of them has; without a table, the form alone."""

    template = "batch/batch.html"
    text: str
    limits: str
    readings: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    table: Table | None
