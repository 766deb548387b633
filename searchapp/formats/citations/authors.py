"""A byline as the authors it names, each of whom a reference manager files by the family's name. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.text.agencies import is_agency


@dataclass(frozen=True, slots=True)
class Author:
    """Someone who wrote a story; whoever is no person, or can't be told to be one, is `family` alone."""

    family: str
    given: str = ""


_BY = re.compile(r"^by[:\s]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[;,]\s*(?:(?:and|und|et)\s+)?|\s+(?:and|und|et|&|with)\s+", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.’'-])*")
_PARTICLES = frozenset("van von der den de del della di da dos du la le el al bin ibn ben ten ter zu".split())
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_NO_PERSON = frozenset(
    "agencies agency board bureau collective committee contributor contributors correspondent correspondents desk"
    " editor editorial editors magazine media network news newspaper newsroom office online our press report"
    " reporter reporters senior service services special staff team the times tribune wire writers".split()
)
"""Words by which a part of a byline is somebody's office, and nobody's name."""
_LONGEST = 5
"""Words of a person's name."""


def authors_of(byline: str) -> tuple[Author, ...]:
    """The authors that a byline names; the whole of it as one where any part of it is no name."""
    line = _BY.sub("", " ".join(byline.split())).strip(" ,;")
    if not line:
        return ()
    if is_agency(line):
        return (Author(line),)
    parts = [part for part in _BETWEEN.split(line) if part]
    if len(parts) == 2 and "," in line and all(_NAME_WORD.fullmatch(part) for part in parts):
        return (Author(*parts),)  # "Lund, Anna"
    found = [_author(part) for part in parts]
    return tuple(author for author in found if author) if all(found) else (Author(line),)


def _author(part: str) -> Author | None:
    """A person or an agency of a byline; None for what is neither."""
    if is_agency(part):
        return Author(part)
    words = part.split()
    plain = [word.casefold().strip(".") for word in words]
    if not 2 <= len(words) <= _LONGEST or not _NO_PERSON.isdisjoint(plain):
        return None
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        return None
    if not any(c.isupper() or c.islower() for c in part):
        return Author(part)  # a script without capitals, which need not set families last
    small = [word for word in words if not word[0].isupper()]
    if words[0] in small or words[-1] in small or not _PARTICLES.issuperset(small):
        return None
    at = len(words) - (2 if plain[-1] in _SUFFIXES and len(words) > 2 else 1)
    while at > 1 and words[at - 1].casefold() in _PARTICLES:
        at -= 1
    return Author(" ".join(words[at:]), " ".join(words[:at]))
