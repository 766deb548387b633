"""Which given names are short for which, in English; the table is read when it is first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def may_be_short(name: str, other: str) -> bool:
    """Whether of two given names (folded) one is a nickname of the other, or both are of a third."""
    a, b = _full(name), _full(other)
    return name != other and not a.isdisjoint(b)


def _full(name: str) -> frozenset[str]:
    """A name and those that it may be short for."""
    return frozenset((name, *nicknames().get(name, ())))


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """The table: for each nickname the names that it is short for."""
    table: dict[str, list[str]] = {}
    for line in files("searchapp.text").joinpath("en_nicknames.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, *short = line.split()
            for other in short:
                table.setdefault(other, []).append(name)
    return {short: tuple(names) for short, names in table.items()}
