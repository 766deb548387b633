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
_LONGEST_BEFORE = 60
_PERSON_WORDS = 3
_RUN_BEFORE = re.compile(r"(?<![\w'\-.])(?:(?:[A-Z]\.|[A-Z][\w'\-]{1,30}\.?) ){1,5}[A-Z][\w'\-]{1,30}\Z")
_PLURAL = re.compile(r"[a-z]{2}[b-hj-np-rt-z]s\Z")
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
    if of := _person_of(view, start, end, kind, lexicon):
        person = person_before(view, of[0], lexicon) or (start, of[0])
        return [(max(start, person[0]), of[0]), (of[1], end)]
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
    full_stop = lexicon.edges.full_stop
    if "\n" in view[start:end]:
        end = view.index("\n", start)
    while True:
        while start < end and view[start] in _OUTER:
            start += 1
        while end > start and view[end - 1] in _OUTER and not _is_initial(view, start, end, full_stop):
            end -= 1
        if led := _after_lead(view, start, end, kind, lexicon):
            start, kind = led
        elif tail := _tail_start(view[start:end], kind, lexicon):
            end = start + tail
        else:
            break
    name = view[start:end]
    if kind == "person" or (name not in lexicon.geography.places and " " not in name):
        start, end = _with_hyphens(view, start, end)
    if kind == "person":
        start, end = _whole_person(view, start, end, lexicon)
    return Spot(start, end, kind) if _is_name(view[start:end], kind, lexicon) else None


def _after_lead(
    view: str, start: int, end: int, kind: EntityKind, lexicon: Lexicon
) -> tuple[int, EntityKind] | None:
    """Where a name begins after what stands before it in its span, and its kind then; None where nothing does."""
    edges, people = lexicon.edges, lexicon.people
    text = view[start:end]
    if kind == "place" and text in lexicon.geography.places:
        return None
    lead = edges.leading.match(text) or edges.prefix.match(text)
    if lead is None and kind == "organization":
        lead = edges.nation.match(text) or edges.members.match(text)
    if lead:
        return start + lead.end(), kind
    if of := _person_of(view, start, end, kind, lexicon):
        return of[1], "organization"
    title = _TITLE.match(text) if kind != "place" else None
    if title and title.group(1).lower() in people.name_openers:
        given, _, more = text[title.end() :].partition(" ")
        sure = title.group(1).lower() in people.titles or (more and more.split()[-1] not in people.org_endings)
        if kind == "person" or (people.is_given(given) and sure):
            return start + title.end(), "person"
    return None


def _tail_start(text: str, kind: EntityKind, lexicon: Lexicon) -> int:
    """Where what follows a name in its span begins: a bracket, a common noun, a possessive; 0 for nothing."""
    edges = lexicon.edges
    if (bracket := text.rfind("(")) > text.rfind(")") and bracket > 0:
        return bracket
    common = edges.tail.search(text) if kind == "person" or _SHORT.match(text) else None
    tail = edges.possessive.search(text) or common or edges.loose.search(text)
    return tail.start() if tail else 0


def _whole_person(view: str, start: int, end: int, lexicon: Lexicon) -> Offsets:
    """A person's name with what the model left out: the surname, "Jr.", "Mrs" before a husband's name."""
    edges, people = lexicon.edges, lexicon.people
    text = view[start:end]
    if " " not in text and (edges.titled.search(view, max(0, start - 6), start) or people.is_given(text)):
        # "Clara Benning" of which the model saw the first half.
        further = _NEXT_NAME.match(view, end)
        if further and further.group(0).strip().lower() not in edges.days:
            end = further.end()
    if suffix := edges.suffix.match(view, end):
        end = suffix.end()
    text = view[start:end]
    husband = " " in text and people.pronoun_of(text.partition(" ")[0]) == "he"
    wife = edges.wife.search(view, max(0, start - 6), start) if husband else None
    return (wife.start() if wife else start), end


def _with_hyphens(view: str, start: int, end: int) -> Offsets:
    """A name with the halves of its double name that the model left out: "Lund-Hale", not "Lund"."""
    if half := _HALF_BEFORE.search(view, max(0, start - _HALF), start):
        start = half.start()
    if half := _HALF_AFTER.match(view, end, end + _HALF):
        end = half.end()
    return start, end


def _person_of(view: str, start: int, end: int, kind: EntityKind, lexicon: Lexicon) -> Offsets | None:
    """ "Ada Lund of Orden Co.": the word that ties the person to the rest."""
    of = lexicon.edges.belongs.search(view, start, end)
    if of is None or kind == "place":
        return None
    if lexicon.persons.of_company.match(view, of.start()) and person_before(view, of.start(), lexicon):
        return of.span()
    words = view[start : of.start()].split() if kind == "organization" else []
    people = lexicon.people
    if len(words) < 2 or words[0] in lexicon.geography.places or not people.is_given(words[0]):
        return None
    return None if words[-1] in people.org_endings or words[-1].lower() in people.group_nouns else of.span()


def person_before(view: str, at: int, lexicon: Lexicon) -> Offsets | None:
    """The name that ends there, if it is of two or three words and none of them is a business's."""
    run = _RUN_BEFORE.search(view, max(0, at - _LONGEST_BEFORE), at)
    if run is None:
        return None
    start = run.start()
    openers = lexicon.people.name_openers | lexicon.forms.openers | lexicon.edges.days
    words = view[start:at].split(" ")
    while words and words[0].rstrip(".").lower() in openers:
        start += len(words.pop(0)) + 1
    full = [word for word in words if not word.endswith(".")]
    if not 2 <= len(words) <= _PERSON_WORDS or len(full) < 1 or words[-1] != full[-1]:
        return None
    if words[0] in lexicon.geography.places or view[start:at] in lexicon.kinds.known:
        return None
    given = lexicon.people.is_given(words[0])
    return (start, at) if all(may_be_name(word, lexicon, given=given) for word in full) else None


def may_be_name(word: str, lexicon: Lexicon, *, given: bool) -> bool:
    """Whether a word may be a person's; `given`: in a name that opens with a known given name."""
    people, low = lexicon.people, word.lower()
    if word in people.org_endings or low in people.group_nouns or word.isupper():
        return False
    if given:
        return True
    barred = lexicon.kinds.place_endings | lexicon.geography.places
    plural = _PLURAL.search(low) is not None
    return not (plural or word in barred or low in lexicon.persons.no_names or low in lexicon.plain.common)


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
