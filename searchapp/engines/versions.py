"""By what an index was made, and whether this program can use it: words that were read otherwise can't be looked
for in it."""

from __future__ import annotations

import hashlib

from searchapp.text.analysis import index_terms, tokenize
from searchapp.text.languages import LANGUAGES


def analysis_versions() -> dict[str, str]:
    """By language a digest of how its probe is read; words that were read otherwise can't be looked for."""
    return {language.code: _digest_of_tokens(language.probe) for language in LANGUAGES}


def _digest_of_tokens(text: str) -> str:
    read = [(tuple(token), index_terms(token)) for token in tokenize(text)]
    return hashlib.sha256(repr(read).encode()).hexdigest()[:12]


def difference(*versions: tuple[str, object, object]) -> str:
    """The first of (what, an index's, this program's) that is not the same, in words; "" where all are."""
    for what, theirs, ours in versions:
        if theirs != ours:
            return f"{what} {theirs!r}, this program's {ours!r}"
    return ""
