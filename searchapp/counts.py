"""How a count is worded: 1 story, 2 stories, 1,234 statements. Pure; English."""

from __future__ import annotations

from searchapp.model import RecordKind

NOUNS: dict[RecordKind, tuple[str, str]] = {
    "story": ("story", "stories"),
    "statement": ("statement", "statements"),
}


def number(n: int) -> str:
    """1234 -> 1,234."""
    return f"{n:,}"


def count(n: int, one: str, many: str) -> str:
    """1 story, 2 stories."""
    return f"{number(n)} {one if n == 1 else many}"


def count_of(kind: RecordKind, n: int) -> str:
    """A number of stories or statements."""
    return count(n, *NOUNS[kind])
