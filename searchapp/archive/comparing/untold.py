"""Words that are no reason to take stories for accounts of one event: verbs of saying, whatever was said."""

from __future__ import annotations

from functools import cache

from searchapp.compare.events.telling import word_keys
from searchapp.text.languages import LANGUAGES


@cache
def verbs_of_saying() -> frozenset[int]:
    """The keys of the verbs by which texts tell what somebody said, of every language that has them."""
    return frozenset(key for language in LANGUAGES for form in language.saying for key in word_keys(form))
