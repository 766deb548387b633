"""A span that may name something, less what is no part of the name: articles, titles, possessives, a second name.

Knows one span and the letters beside it; nothing of the rest of the story.
"""

from __future__ import annotations

import re

from searchapp.enrich.entities.span import Spot
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.lexicon.patterns import Pattern
from searchapp.model import EntityKind, Offsets

LONGEST_NAME = 8
"""Words; a longer "name" is a headline or a list."""
_TITLE = re.compile(r"([A-Za-z][A-Za-z\-]*)\.? ")
_SHORT = re.compile(r"[A-Z]{3,6} ")
_OUTER = " \t\n\"'`.,;:!?()[]{}-–—/*_#@|<>~=+"
_HALF = 30
_HALF_BEFORE = re.compile(r"(?<![\w\-])[A-Z][a-z]{2,}-$")
_HALF_AFTER = re.compile(r"-[A-Z][a-z]{2,}(?![\w\-])")
_NEXT_NAME = re.compile(r" [A-Z][a-z]{2,}(?!\w)")


def pieces_of(view: str, start: int, end: int, kind: EntityKind, lexicon: Lexicon) -> list[Offsets]:
    """The names in a span that the model took for one: "A and B", "Town, Land", "Town - southbound"."""
    edges, places = lexicon.edges, lexicon.geography.places
    text = view[start:end]
    if among := edges.among.match(text):
        return [(start + among.start(1), start + among.end(1)), (start + among.start(2), start + among.end(2))]
    if kind == "organization" and (of := _person_of(text, lexicon)):
        return [(start, start + of.start()), (start + of.end(), end)]
    dash = re.search(r" (?:-+|[–—]) ", text)
    if dash:
        return pieces_of(view, start, start + dash.start(), kind, lexicon)
    if (slash := edges.slash.search(text)) and " " in text and slash.start() and slash.end() < len(text):
        first, second = (start, start + slash.start()), (start + slash.end(), end)
        return [first, *pieces_of(view, *second, kind, lexicon)]
    if ended := edges.next_company.search(text):
        return [(start, start + ended.end()), *pieces_of(view, start + ended.end(), end, kind, lexicon)]
    both = edges.both.search(text)
    if both and (kind == "place" or (text[: both.start()] in places and text[both.end() :] in places)):
        return [(start, start + both.start()), (start + both.end(), end)]
    apart = edges.apart.search(text)
    if apart and apart.start() and kind == "organization":
        return [(start, start + apart.start()), (start + apart.end(), end)]
    if both and kind == "organization":
        halves = text[: both.start()].split(), text[both.end() :].split()
        if all(len(half) > 1 and half[-1] in lexicon.people.org_endings for half in halves):
            return [(start, start + both.start()), (start + both.end(), end)]
    comma = text.find(", ")
    if comma > 0 and kind == "place" and text not in places:
        return [(start, start + comma), (start + comma + 2, end)]
    if comma > 0 and kind == "organization" and " " not in text[:comma] and " " in text[comma + 2 :]:
        return [(start + comma + 2, end)]
    return [(start, end)]


def cleaned(view: str, start: int, end: int, kind: EntityKind, lexicon: Lexicon) -> Spot | None:
    """A span without article, title, possessive and stray marks; None where nothing of a name is left."""
    edges, people, places = lexicon.edges, lexicon.people, lexicon.geography.places
    if "\n" in view[start:end]:
        end = view.index("\n", start)
    while True:
        while start < end and view[start] in _OUTER:
            start += 1
        while end > start and view[end - 1] in _OUTER and not _is_initial(view, start, end, edges.full_stop):
            end -= 1
        text = view[start:end]
        if kind != "place" or text not in places:
            lead = edges.leading.match(text) or edges.prefix.match(text)
            if lead is None and kind == "organization":
                lead = edges.nation.match(text) or edges.members.match(text)
            lead = lead or (_person_of(text, lexicon) if kind == "organization" else None)
            if lead:
                start += lead.end()
                continue
            title = _TITLE.match(text) if kind != "place" else None
            if title and title.group(1).lower() in people.name_openers:
                given = text[title.end() :].partition(" ")[0].lower() in people.given
                if kind == "person" or (given and title.group(1).lower() in people.titles):
                    start, kind = start + title.end(), "person"
                    continue
        common = edges.tail.search(text) if kind == "person" or _SHORT.match(text) else None
        if tail := edges.possessive.search(text) or common or edges.loose.search(text):
            end = start + tail.start()
            continue
        break
    name = view[start:end]
    if kind == "person" or (name not in places and " " not in name):
        start, end = _with_hyphens(view, start, end)
    text = view[start:end]
    titled = kind == "person" and " " not in text and edges.titled.search(view, max(0, start - 6), start)
    if kind == "person" and (titled or text.lower() in people.men or text.lower() in people.women):
        # "Clara Benning" of which the model saw the first half.
        further = _NEXT_NAME.match(view, end)
        if further and further.group(0).strip().lower() not in edges.days:
            end, text = further.end(), view[start : further.end()]
    if kind == "person" and (suffix := edges.suffix.match(view, end)):
        end, text = suffix.end(), view[start : suffix.end()]
    husband = kind == "person" and " " in text and text.partition(" ")[0].lower() in people.men
    if husband and (wife := edges.wife.search(view, max(0, start - 6), start)):
        # "Mrs John Porter" is not John Porter.
        start, text = wife.start(), view[wife.start() : end]
    return Spot(start, end, kind) if _is_name(text, kind, lexicon) else None


def _with_hyphens(view: str, start: int, end: int) -> Offsets:
    """A name with the halves of its double name that the model left out: "Lund-Hale", not "Lund"."""
    if half := _HALF_BEFORE.search(view, max(0, start - _HALF), start):
        start = half.start()
    if half := _HALF_AFTER.match(view, end, end + _HALF):
        end = half.end()
    return start, end


def _person_of(text: str, lexicon: Lexicon) -> re.Match[str] | None:
    """ "Ada Lund of Orden Co.", by the given name: the word that ties the person to the rest."""
    of = lexicon.edges.belongs.search(text)
    words = text[: of.start()].split() if of else []
    people = lexicon.people
    if len(words) < 2 or words[0] in lexicon.geography.places or words[0].lower() not in people.men | people.women:
        return None
    return None if words[-1] in people.org_endings or words[-1].lower() in people.group_nouns else of


def _is_initial(view: str, start: int, end: int, full_stop: Pattern) -> bool:
    """Whether the full stop at the end belongs: "U.S.", "Inc.", "Jr."."""
    return bool(full_stop.search(view[max(start, end - 8) : end]))


def _is_name(text: str, kind: EntityKind, lexicon: Lexicon) -> bool:
    edges, people, geography = lexicon.edges, lexicon.people, lexicon.geography
    words = text.split()
    if not words or len(words) > LONGEST_NAME or not any(c.isupper() for c in text):
        return False
    low = text.lower()
    if low in people.pronouns or low in edges.days or low.rstrip(".") in people.titles or low in people.roles:
        return False
    if len(text) < 2 or not any(c.isalpha() for c in text):
        return False
    if geography.people_word.match(text) and text not in geography.places:
        return False
    endings = people.org_endings
    heads = text in endings or text.rstrip(people.plural_ending) in endings
    if len(words) == 1 and heads and text not in edges.outlet_words:
        return False
    if kind == "person":
        return not any(c.isdigit() for c in text) and (words[0][0].isupper() or len(words) > 1)
    return True
