"""Words that are no reason to take stories for accounts of one event: verbs of saying, whatever was said."""

from __future__ import annotations

from functools import cache

from searchapp.compare.events.telling import word_keys
from searchapp.enrich.lexicon import LEXICONS


@cache
def verbs_of_saying() -> frozenset[int]:
    """The keys of verbs that report wherever they have a subject, of every language that has a lexicon."""
    return frozenset(
        key for lexicon in LEXICONS.values() for form in lexicon().saying.sure_cues for key in word_keys(form)
    )
