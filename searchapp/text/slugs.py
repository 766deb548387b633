"""Texts as parts of ids and addresses. Ids that were given stay: what is made of a text here never changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count


def hyphenated(text: str) -> str:
    """The text in a-z and 0-9, letters without their accents, and a hyphen for each stretch of anything else."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)


def not_taken(wanted: str, taken: Container[str]) -> str:
    """The name itself, or the first of name-2, name-3, … that nobody has."""
    names = (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
    return next(name for name in names if name not in taken)
