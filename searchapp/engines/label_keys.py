"""The key that all spellings of one name share."""

from __future__ import annotations

from functools import lru_cache

from searchapp.text.analysis import same_name

FOLD_SEPARATOR = "\x1f"


@lru_cache(maxsize=4096)
def fold(name: str) -> bytes:
    """What all spellings of one name have in common, as a key."""
    return FOLD_SEPARATOR.join(same_name(name)).encode("utf-8", "surrogatepass")
