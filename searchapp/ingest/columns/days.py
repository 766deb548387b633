"""Days that could be read in two ways (3/4/2017), read as the other days of their column show. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from searchapp.ingest.metadata.dates.forms import latest

Order = Literal["day first", "month first"]
_NUMBERS = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_MONTHS = 12
_SERIAL = re.compile(r"([1-7]\d{4})(?:\.\d{1,12})?")
_FIRST_DAY = date(1899, 12, 30)
"""From which spreadsheets count, but for those of 1900, which they have wrong."""


def orders_of(column: Iterable[str]) -> Mapping[int, Order]:
    """Which stands first in the days of a column, by how many digits their years have.

    None where nothing tells, or they contradict each other.
    """
    shown: dict[int, set[Order]] = {}
    for found in filter(None, map(_NUMBERS.match, column)):
        of_length = shown.setdefault(len(found[4]), set())
        if int(found[1]) > _MONTHS:
            of_length.add("day first")
        if int(found[3]) > _MONTHS:
            of_length.add("month first")
    return {digits: orders.pop() for digits, orders in shown.items() if len(orders) == 1}


def in_order(written: str, orders: Mapping[int, Order]) -> str:
    """A day in the one order that can't be misread; what is no such day as it is."""
    found = _NUMBERS.match(written)
    order = orders.get(len(found[4])) if found else None
    if not found or not order or (int(found[1]) > _MONTHS and order == "month first"):
        return written
    day, month = (found[1], found[3]) if order == "day first" else (found[3], found[1])
    year = int(found[4])
    if year < 100:
        year += 2000 if year <= latest().year % 100 else 1900
    return f"{year}-{month}-{day}"


def from_serial(written: str) -> str:
    """A day that a spreadsheet shows as the number that it keeps (43165), in ISO form; any other cell as it is."""
    found = _SERIAL.fullmatch(written)
    return (_FIRST_DAY + timedelta(days=int(found[1]))).isoformat() if found else written
