"""Days that could be read in two ways (3/4/2017), read as the other days of their column show. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Order = Literal["day first", "month first"]
_NUMBERS = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
_MONTHS = 12


def order_of(column: Iterable[str]) -> Order | None:
    """Which stands first in the days of a column; None where nothing tells, or they contradict each other."""
    shown: set[Order] = set()
    for found in filter(None, map(_NUMBERS.match, column)):
        if int(found[1]) > _MONTHS:
            shown.add("day first")
        if int(found[3]) > _MONTHS:
            shown.add("month first")
    return shown.pop() if len(shown) == 1 else None


def in_order(written: str, order: Order) -> str:
    """A day in the one order that can't be misread; what is no such day as it is."""
    found = _NUMBERS.match(written)
    if not found or (int(found[1]) > _MONTHS and order == "month first"):
        return written
    day, month = (found[1], found[3]) if order == "day first" else (found[3], found[1])
    return f"{found[4]}-{month}-{day}"
