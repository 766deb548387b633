"""What the first lines of a text say of it: a news agency's dateline, "ALEPPO, Syria, Oct 14, 2017 (Agency) - …",
or who wrote it, "By Ana Ruiz, Staff Writer".

Pure. Of a dateline it reads the outlet, and the date only when its year stands there; never changes the text.
"""

from __future__ import annotations

import re

from searchapp.ingest.metadata.dates.forms import dates_in
from searchapp.ingest.metadata.dates.names import folded
from searchapp.ingest.metadata.fields import FieldName, Fields
from searchapp.ingest.pages.bylines.names import people_in

ORIGIN = "dateline"
FIRST_LINES = "text"
_REACH = 200
_PLACE_THEN_AGENCY = re.compile(r"\s*(?P<place>[^()\n]{2,120}?)\s*\((?P<agency>[^()\n]{2,50})\)\s*(?:[-–—]|--)\s")
_FIRST = 4
_SIGNED = re.compile(r"(?:By|BY)[: ]\s*[^\W\d_a-z].{3,100}(?<![.!?:;,])")
_SMALL_WORDS = frozenset({"of", "the", "and", "de", "la", "le"})
_NOT_AGENCIES = frozenset({"photo", "video", "file", "updated", "update", "opinion", "analysis", "exclusive"})
_LONGEST_AGENCY = 5


def dateline(text: str) -> Fields:
    """The outlet and date that the text's dateline names; nothing where it has none."""
    found = _PLACE_THEN_AGENCY.match(text[:_REACH])
    if not found or not _is_place(found["place"]) or not _is_agency(found["agency"], found["place"]):
        return Fields(ORIGIN)
    values: dict[FieldName, str] = {"outlet": found["agency"].strip()}
    if (days := dates_in(folded(found["place"]))) and days[0].sure:
        values["published"] = days[0].days[0].isoformat()
    return Fields(ORIGIN, values)


def signature(text: str, title: str | None) -> Fields:
    """The people whom a line of their own among the first names as the writers; nothing where there is none."""
    lines = [line.strip() for line in text[:_REACH].split("\n") if line.strip()][:_FIRST]
    for line in lines[title is None : -1]:  # below it stands the story, above it a title
        found = _SIGNED.fullmatch(line)
        people = people_in(line) if found and line != title else ()
        if people and all(" " in name for name in people):
            return Fields(FIRST_LINES, {"byline": ", ".join(people)})
    return Fields(FIRST_LINES)


def _is_place(place: str) -> bool:
    """It begins with a name in capitals, of two letters at least."""
    first = re.split(r"[\s,/]", place, maxsplit=1)[0]
    return first.isupper() and sum(c.isalpha() for c in first) > 1


def _is_agency(agency: str, place: str) -> bool:
    """A name of a few capitalised words, and not what the capitals before it stand for."""
    words = agency.split()
    if len(words) > _LONGEST_AGENCY or agency.strip().lower() in _NOT_AGENCIES:
        return False
    if not all(w in _SMALL_WORDS or w[0].isupper() or w.isdecimal() or w == "dpa" for w in words):
        return False
    initials = "".join(w[0] for w in words if w not in _SMALL_WORDS)
    return len(words) == 1 or initials.upper() != re.sub(r"\W", "", place)
