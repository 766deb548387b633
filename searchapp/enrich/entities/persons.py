"""Persons by the form of their names: particles (Ada van der Lund), names turned round (Lund, Ada), given names.

Knows the letters of a view and what the model took for names; nothing of what is said of anyone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from searchapp.enrich.entities.boundaries import may_be_name, person_before
from searchapp.enrich.entities.span import Spot
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.model import Offsets

_PROSE_WORDS = 4
"""Words in lower case that a line of prose has at least, where it has no full stop."""
_WORD_BEFORE = re.compile(r"([A-Z][\w'\-]*) $")


def persons_by_form(
    view: str, paragraphs: Sequence[Offsets], named: Sequence[Spot], lexicon: Lexicon
) -> tuple[list[Spot], list[Spot]]:
    """Persons of whom the form leaves no doubt, and those that only a given name tells, where nothing is named."""
    sure: list[Spot] = []
    likely: list[Spot] = []
    ordered = sorted(named, key=lambda spot: spot.start)
    starts = [spot.start for spot in ordered]
    for start, end in paragraphs:
        inside = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
        sure += _particled(view, (start, end), inside, lexicon)
        sure += _inverted(view, (start, end), lexicon)
        sure += _of_companies(view, (start, end), lexicon)
        sure += _surnamed(view, (start, end), lexicon)
        given: list[Spot] = []
        if _is_prose(view[start:end]):
            given = list(_given(view, (start, end), lexicon))
        likely += [spot for spot in given if not any(_meets(spot, other) for other in inside)]
    return sure, likely


def _is_prose(text: str) -> bool:
    """Whether a text ends or is made like a sentence; in a heading all words may be capitalised."""
    return text.endswith((".", "?", "!", '"')) or sum(w[0].islower() for w in text.split()) >= _PROSE_WORDS


def _meets(spot: Spot, other: Spot) -> bool:
    """Whether another name overlaps a span without being within it."""
    overlap = other.start < spot.end and spot.start < other.end
    return overlap and not (spot.start <= other.start and other.end <= spot.end)


def _particled(view: str, within: Offsets, named: Sequence[Spot], lexicon: Lexicon) -> Iterator[Spot]:
    forms = lexicon.persons
    ends = lexicon.people.org_endings | lexicon.kinds.place_endings
    for match in forms.particled.finditer(view, *within):
        start, end = _without_openers(view, match.start(), match.end("first"), lexicon), match.end()
        if start is None or view[start:end] in lexicon.geography.places:
            continue
        beside = [s for s in named if s.start <= end and s.end >= start and s.kind == "person"]
        particle = match.group("particle").split(" ")[0]
        given = lexicon.people.is_given(view[start:].split(maxsplit=1)[0])
        if not (particle in forms.sure_particles or given or beside):
            continue
        end = max([end, *(s.end for s in beside)])
        following = view[end : end + 40].split(maxsplit=1)
        if view[end : end + 1] == " " and following and following[0].strip(".,;") in ends:
            continue
        yield Spot(start, _without_possessive(view, start, end, lexicon), "person")


def _surnamed(view: str, within: Offsets, lexicon: Lexicon) -> Iterator[Spot]:
    """Surnames with their particle alone, of whom something is said: "von der Lund said"."""
    for match in lexicon.persons.surnamed.finditer(view, *within):
        barred = lexicon.edges.days | lexicon.people.org_endings
        if not barred.intersection((match["last"], match["last"].lower())) and not _beside_capital(
            view, *match.span("name"), lexicon
        ):
            yield Spot(match.start("name"), _without_possessive(view, *match.span("name"), lexicon), "person")


def _without_openers(view: str, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Where the name begins in a run of capitalised words that may have a title or an opener before it."""
    barred = lexicon.people.name_openers | lexicon.forms.openers | lexicon.edges.days
    begin: int | None = None
    at = start
    for word in view[start:end].split(" "):
        if word.rstrip(".").lower() in barred:
            begin = None
        elif begin is None:
            begin = at
        at += len(word) + 1
    return begin


def _without_possessive(view: str, start: int, end: int, lexicon: Lexicon) -> int:
    tail = lexicon.edges.possessive.search(view[start:end])
    return start + tail.start() if tail else end


def _inverted(view: str, within: Offsets, lexicon: Lexicon) -> Iterator[Spot]:
    people, places, persons = lexicon.people, lexicon.geography.places, lexicon.persons
    barred = (
        people.name_openers
        | lexicon.forms.openers
        | lexicon.edges.days
        | people.group_nouns
        | lexicon.plain.common
    )
    listed = list(persons.inverted.finditer(view, *within))
    for match in [*listed, *persons.inverted_within.finditer(view, *within)]:
        last, given = match.group("last"), match.group("given")
        if last in places or last.lower() in barred:
            continue
        if given is None:
            yield Spot(match.start("last"), match.end("initials"), "person")
            continue
        first = given.split()[0]
        cited = persons.year.match(view, match.end("given"))
        if not people.is_given(first) and not (cited and _are_names((first, last), lexicon)):
            continue
        if people.is_given(last, surely=True) and (
            match.re is persons.inverted_within or _is_next(view, match.start("last"))
        ):
            continue
        if first not in places or persons.age.match(match.group("after")):
            yield Spot(match.start("last"), match.end("given"), "person")


def _are_names(words: Iterable[str], lexicon: Lexicon) -> bool:
    return all(may_be_name(word, lexicon, given=False) for word in words)


def _of_companies(view: str, within: Offsets, lexicon: Lexicon) -> Iterator[Spot]:
    """ "Ada Lund of Orden Corp", be the given name known or not."""
    for match in lexicon.persons.of_company.finditer(view, *within):
        if span := person_before(view, match.start(), lexicon):
            yield Spot(*span, "person")


def _is_next(view: str, at: int) -> bool:
    """Whether a name stands after a comma, as the next of a list may."""
    return view[max(0, at - 2) : at] == ", "


def _given(view: str, within: Offsets, lexicon: Lexicon) -> Iterator[Spot]:
    people, places = lexicon.people, lexicon.geography.places
    ends = people.org_endings | lexicon.kinds.place_endings
    barred = people.name_openers | lexicon.forms.openers | lexicon.edges.days
    for match in lexicon.persons.two.finditer(view, *within):
        first, last = match.group("first", "last")
        if not people.is_given(first) or first in places or match.group() in places:
            continue
        if last in ends or last.lower() in barred or lexicon.geography.people_word.match(last):
            continue
        if not _beside_capital(view, match.start(), match.end(), lexicon):
            yield Spot(match.start(), match.end(), "person")


def _beside_capital(view: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a longer name may go on to either side, or an article tells that it is a thing's."""
    if view[end : end + 1] == " " and view[end + 1 : end + 2].isupper():
        return True
    if lexicon.kinds.the.search(view, max(0, start - 5), start):
        return True
    before = _WORD_BEFORE.search(view, max(0, start - 30), start)
    if before is None:
        return False
    word = before.group(1).lower()
    return word not in lexicon.people.name_openers and word not in lexicon.forms.openers


def surname_of(name: str, lexicon: Lexicon) -> str:
    """The last word of a person's name as it is said, no suffix: "Lund" of Ada Lund Jr."""
    said = upright(name, lexicon.persons.suffixes)
    return (lexicon.forms.suffix.sub("", said).split() or [said])[-1]


def upright(name: str, suffixes: Iterable[str]) -> str:
    """A person's name as it is said: "Lund, Ada" is Ada Lund, "LUND, A." is A. Lund."""
    last, comma, first = name.partition(", ")
    if not comma or "," in first or first in suffixes:
        return name
    if last.isupper() and len(last) > 1:
        last = "-".join(part.capitalize() for part in last.split("-"))
    return f"{first} {last}"
