"""The words that the rules go by, a Lexicon a language: this table is all that knows which there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from searchapp.enrich.lexicon.lexicon import Lexicon


def _english() -> Lexicon:
    # Only here: what its patterns take to be made is not spent where nothing is enriched.
    from searchapp.enrich.lexicon.en_lexicon import ENGLISH  # noqa: PLC0415

    return ENGLISH


LEXICONS: Mapping[str, Callable[[], Lexicon]] = {"en": _english}
"""By the language's tag as stories have it; a new one is one row."""
_DEFAULT = "en"


@cache
def lexicon_of(language: str | None) -> Lexicon:
    """The lexicon of a story's language, the English one where that is not known or has none."""
    return LEXICONS.get(language or _DEFAULT, LEXICONS[_DEFAULT])()
