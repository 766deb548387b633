"""The languages whose words are known, one row each; which one a word is of is told by its script.

A query does not know in which language the stories are that it looks for. So each word, of a story or of a query,
is read by the rules of the language that has its letters: both agree without a look at the story's language, a
text in two languages is read as both, and a query costs nothing more. A script that no row claims is read by the
rules of the first, which fold its letters and leave its words whole.

Two languages of one script can't be told apart so. A second one will need its stems as further terms beside those
of the first, and a query to ask for either, in the languages that the index's manifest lists: it records the
version of each language's rules.
"""

from __future__ import annotations

import re

from searchapp.text.languages.ar import ARABIC
from searchapp.text.languages.en import ENGLISH
from searchapp.text.languages.language import Analysis

__all__ = [
    "ACRONYMS",
    "APART",
    "COMPOUNDING",
    "CONTRACTED",
    "LANGUAGES",
    "LOST_ENDINGS",
    "SENTENCE_CLOSERS",
    "SENTENCE_ENDS",
    "SPELLED",
    "Analysis",
    "language_of",
]

LANGUAGES: tuple[Analysis, ...] = (ENGLISH, ARABIC)
APART = "".join(language.letters for language in LANGUAGES[1:])
"""Letters that no word has together with others."""
SENTENCE_ENDS = "".join(language.ends for language in LANGUAGES)
SENTENCE_CLOSERS = "".join(language.closers for language in LANGUAGES)
ACRONYMS = frozenset[str]().union(*(language.acronyms for language in LANGUAGES))
COMPOUNDING = frozenset[str]().union(*(language.compounding for language in LANGUAGES))
CONTRACTED = frozenset[str]().union(*(language.contracted for language in LANGUAGES))
SPELLED = frozenset[str]().union(*(language.spelled for language in LANGUAGES))
LOST_ENDINGS = frozenset[str]().union(*(language.lost_endings for language in LANGUAGES))

_CLAIMED = [(re.compile(f"[{language.letters}]"), language) for language in LANGUAGES[1:]]


def language_of(word: str) -> Analysis:
    """The language by whose rules a word is read."""
    if not word.isascii():
        for letters, language in _CLAIMED:
            if letters.search(word):
                return language
    return LANGUAGES[0]
