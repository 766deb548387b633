"""Names by how a text is set: bylines, results and tables of games, lines all in capitals.

Knows lines and their letters; nothing of what the model took for names but their spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from searchapp.enrich.entities.span import Spot
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.model import Offsets

_BYLINE_LINES = 600
"""Characters at the head of a story in which it is signed, and at its end."""
_SHOUTED = 0.9
_SHOUTED_LETTERS = 6
"""The part of a line's letters that are capitals, and how many letters it has, where it is set in capitals."""


def signed_by(view: str, lexicon: Lexicon) -> Iterator[Spot]:
    """Who wrote the story, by the lines that say so, and who speaks by a label in capitals."""
    persons, people = lexicon.persons, lexicon.people
    for match in persons.label.finditer(view):
        if people.is_given(match.group("name").split()[0]):
            yield Spot(*match.span("name"), "person")
    for match in persons.byline.finditer(view):
        for group in ("name", "second"):
            if match.group(group):
                yield Spot(*match.span(group), "person")
    for start, end in ((0, _BYLINE_LINES), (max(0, len(view) - _BYLINE_LINES), len(view))):
        for match in persons.signed.finditer(view, start, end):
            if people.is_given(match.group("name").split()[0]):
                yield Spot(*match.span("name"), "person")


def clubs(view: str, paragraphs: Sequence[Offsets], lexicon: Lexicon) -> Iterator[Spot]:
    """The clubs of results and tables, that may be called like their cities; a country's team is its country."""
    geography = lexicon.geography
    for start, end in paragraphs:
        spans = [match.span("name") for match in lexicon.forms.ranked.finditer(view, start, end)]
        for match in lexicon.forms.scored.finditer(view, start, end):
            spans += [match.span(g) for g in ("first", "second", "third", "fourth") if match.group(g)]
        for a, b in spans:
            name = view[a:b]
            opens = name.split()[0].lower() in lexicon.forms.openers | lexicon.edges.days
            if not opens and (name not in geography.places or name in geography.cities):
                yield Spot(a, b, "organization")


def heard(view: str, spots: Sequence[Spot], lexicon: Lexicon) -> list[Spot]:
    """The names less those that only lines in capitals have: a headline's words are no names for being large."""
    loud = {spot for spot in spots if _is_shouted(view, spot)}
    if not loud:
        return list(spots)
    said = {view[s.start : s.end].casefold(): s.kind for s in spots if s not in loud}
    said |= {
        word: said[text] for text in said if said[text] == "person" for word in text.split() if word not in said
    }
    places = {place.casefold() for place in lexicon.geography.sure_places}
    groups = {group.casefold() for group in lexicon.kinds.sure_known}
    signed = {spot.start for spot in signed_by(view, lexicon)}
    kept = []
    for spot in spots:
        text = view[spot.start : spot.end].casefold()
        known = text in said or (text in places and spot.kind == "place") or text in groups
        if spot not in loud or known or spot.start in signed:
            kept.append(replace(spot, kind=said.get(text, spot.kind)) if spot in loud else spot)
    return kept


def _is_shouted(view: str, spot: Spot) -> bool:
    if any(map(str.islower, view[spot.start : spot.end])):
        return False
    start = view.rfind("\n", 0, spot.start) + 1
    end = view.find("\n", spot.end)
    line = view[start : end if end >= 0 else len(view)]
    letters = sum(map(str.isalpha, line))
    return letters >= _SHOUTED_LETTERS and sum(map(str.isupper, line)) >= _SHOUTED * letters
