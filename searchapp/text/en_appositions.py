"""Who somebody is, by the words behind the name: "Ada Lund, the harbour master, said". Pure; English."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 80
_TOLD = rf""",\s+(?P<told>(?:an?|the)\s[^\n,;:.!?()“”"«»]{{3,{LONGEST}}})(?=,|\s+said\b)"""


def told_of(text: str, names: Iterable[str]) -> str:
    """What the text says that a bearer of one of these names is, "the harbour master"; "" where it doesn't."""
    for name in sorted(names, key=len, reverse=True):
        if name and (found := re.search(re.escape(name) + _TOLD, text)):
            return " ".join(found["told"].split())
    return ""
