"""A span that may name something, less what is no part of the name: articles, titles, possessives, a second name.

Knows one span and the letters beside it; nothing of the rest of the story.
"""

from __future__ import annotations

import re

from searchapp.enrich.entities.span import Spot
from searchapp.enrich.lexicon.en_places import PEOPLE, PEOPLE_WORD, PLACES
from searchapp.enrich.lexicon.en_words import MEN, ORG_ENDINGS, PRONOUNS, ROLES, TITLES, WOMEN
from searchapp.model import EntityKind, Offsets

_OUTLET_WORDS = frozenset(("Congress", "Parliament", "Senate", "Guardian", "Times"))
"""Endings that are also names by themselves."""
LONGEST_NAME = 8
"""Words; a longer "name" is a headline or a list."""
_LEADING = re.compile(r"(?:the|a|an|this|that|its|his|her|their|our|former|ex|then|late)[ \-]", re.I)
_TITLE = re.compile(r"([A-Za-z][A-Za-z\-]*)\.? ")
_POSSESSIVE = re.compile(r"(?:'s?|\Ws)$")
_SHORT = re.compile(r"[A-Z]{3,6} ")
_COMMON_TAIL = re.compile(r"(?<=\w) (?:militia|party|group|coalition|army|movement|company|spokesman)$")
_OUTER = " \t\n\"'`.,;:!?()[]{}-–—/*_#@|<>~=+"
_FULL_STOP = re.compile(r"(?:\b[A-Z]\.[A-Z]|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros))\.$")
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december today tomorrow yesterday morning evening tonight".split()
)
_PREFIX = re.compile(
    r"(?:[\w.]+-(?:backed|led|based|controlled|held|supported|allied|owned|run|born|sponsored)|pro-\w+) "
    r"(?=[A-Z])"
)
_NATION_ACRONYM = re.compile(PEOPLE + r" (?=[A-Z]{2,6}\b)")
_AMONG = re.compile(r"([A-Z]\w+) of ([A-Z]{2,6})\Z")
"""A place and a group: "to rid Lisbon of NATO"."""
_MEMBERS = re.compile(
    r"(?:Shares|Members|Officials|Employees|Workers|Fans|Fighters|Supporters|Activists|Executives|Leaders|Parts|"
    r"Troops|Soldiers|Students|Residents) of (?:the )?(?=[A-Z])"
)
"""A common word that is capitalised only because it opens the sentence."""
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady)\.? $")
_NEXT_NAME = re.compile(r" [A-Z][a-z]{2,}(?!\w)")
_AND = re.compile(r" and (?:the )?")


def pieces_of(view: str, start: int, end: int, kind: EntityKind) -> list[Offsets]:
    """The names in a span that the model took for one: "A and B", "Town, Land", "Town - southbound"."""
    text = view[start:end]
    if among := _AMONG.match(text):
        return [(start + among.start(1), start + among.end(1)), (start + among.start(2), start + among.end(2))]
    dash = re.search(r" (?:-+|[–—]) ", text)
    if dash:
        return pieces_of(view, start, start + dash.start(), kind)
    both = _AND.search(text)
    if both and (kind == "place" or (text[: both.start()] in PLACES and text[both.end() :] in PLACES)):
        return [(start, start + both.start()), (start + both.end(), end)]
    apart = text.find(" and the ")
    if apart > 0 and kind == "organization":
        return [(start, start + apart), (start + apart + 9, end)]
    if both and kind == "organization":
        halves = text[: both.start()].split(), text[both.end() :].split()
        if all(len(half) > 1 and half[-1] in ORG_ENDINGS for half in halves):
            return [(start, start + both.start()), (start + both.end(), end)]
    comma = text.find(", ")
    if comma > 0 and kind == "place" and text not in PLACES:
        return [(start, start + comma), (start + comma + 2, end)]
    if comma > 0 and kind == "organization" and " " not in text[:comma] and " " in text[comma + 2 :]:
        return [(start + comma + 2, end)]
    return [(start, end)]


def cleaned(view: str, start: int, end: int, kind: EntityKind) -> Spot | None:
    """A span without article, title, possessive and stray marks; None where nothing of a name is left."""
    if "\n" in view[start:end]:
        end = view.index("\n", start)
    while True:
        while start < end and view[start] in _OUTER:
            start += 1
        while end > start and view[end - 1] in _OUTER and not _is_initial(view, start, end):
            end -= 1
        text = view[start:end]
        if kind != "place" or text not in PLACES:
            lead = _LEADING.match(text) or _PREFIX.match(text)
            if lead is None and kind == "organization":
                lead = _NATION_ACRONYM.match(text) or _MEMBERS.match(text)
            if lead:
                start += lead.end()
                continue
            if (
                kind == "person"
                and (title := _TITLE.match(text))
                and (title.group(1).lower() in TITLES or title.group(1).lower() in ROLES)
            ):
                start += title.end()
                continue
        common = _COMMON_TAIL.search(text) if kind == "person" or _SHORT.match(text) else None
        if tail := _POSSESSIVE.search(text) or common:
            end = start + tail.start()
            continue
        break
    text = view[start:end]
    titled = kind == "person" and " " not in text and _TITLED.search(view, max(0, start - 6), start)
    if kind == "person" and (titled or text.lower() in MEN or text.lower() in WOMEN):
        # "Clara Benning" of which the model saw the first half.
        further = _NEXT_NAME.match(view, end)
        if further and further.group(0).strip().lower() not in _DAYS:
            end, text = further.end(), view[start : further.end()]
    return Spot(start, end, kind) if _is_name(text, kind) else None


def _is_initial(view: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs: "U.S.", "Inc.", "Jr."."""
    return bool(_FULL_STOP.search(view[max(start, end - 8) : end]))


def _is_name(text: str, kind: EntityKind) -> bool:
    words = text.split()
    if not words or len(words) > LONGEST_NAME or not any(c.isupper() for c in text):
        return False
    low = text.lower()
    if low in PRONOUNS or low in _DAYS or low.rstrip(".") in TITLES or low in ROLES:
        return False
    if len(text) < 2 or not any(c.isalpha() for c in text) or (PEOPLE_WORD.match(text) and text not in PLACES):
        return False
    if len(words) == 1 and (text in ORG_ENDINGS or text.rstrip("s") in ORG_ENDINGS) and text not in _OUTLET_WORDS:
        return False
    if kind == "person":
        return not any(c.isdigit() for c in text) and (words[0][0].isupper() or len(words) > 1)
    return True
