"""Who somebody is, by the words behind the name: "Ada Lund, the harbour master, said". Pure; English."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 80
_TOLD = re.compile(rf""",\s+(?P<told>(?:an?|the)\s[^\n,;:.!?()“”"«»]{{3,{LONGEST}}})(?=,|\s+said\b)""")


def told_of(text: str, names: Iterable[str]) -> str:
    """What the text says that a bearer of one of these names is, "the harbour master"; "" where it doesn't."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        at = text.find(name)
        while at >= 0:
            if found := _TOLD.match(text, at + len(name)):
                return " ".join(found["told"].split())
            at = text.find(name, at + 1)
    return ""
