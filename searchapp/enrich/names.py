"""What each mention is short for within its own story: "Alloush" -> the one full name that ends so.

Safe links only: a surname whose full name is unique in the story, an acronym that the story defines or that
spells the initials of one name, "the coalition" where there is one. Never across stories, never by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from searchapp.enrich.entities import Spot
from searchapp.model import EntityKind

_SMALL = frozenset("of the for and in on at de la al to a an".split())
_ACRONYM = re.compile(r"[A-Z][A-Z&.]{1,8}\Z")
_SPACE = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"'s\b")


def plain(text: str) -> str:
    """A name's own form: single spaces, straight apostrophes gone from its middle ("Rome's Council")."""
    return _SPACE.sub(" ", _POSSESSIVE.sub("", text)).strip()


def full_names(view: str, spots: Sequence[Spot]) -> dict[tuple[EntityKind, str], str]:
    """For each kind and text as it stands, the story's own fullest form of that name."""
    texts: dict[EntityKind, dict[str, int]] = {"person": {}, "organization": {}, "place": {}}
    for spot in spots:
        text = view[spot.start : spot.end]
        texts[spot.kind][text] = texts[spot.kind].get(text, 0) + 1
    names: dict[tuple[EntityKind, str], str] = {}
    for kind, found in texts.items():
        defined = _defined(view, found) if kind != "person" else {}
        for text in found:
            names[kind, text] = _one(text, kind, found, defined)
    # A surname may link to a name that itself links on.
    for key, name in list(names.items()):
        names[key] = names.get((key[0], name), name)
    return names


def _one(text: str, kind: EntityKind, found: Mapping[str, int], defined: Mapping[str, str]) -> str:
    if text in defined:
        return plain(defined[text])
    if kind == "person":
        return plain(_person(text, found))
    if kind == "organization":
        return plain(_organization(text, found))
    return plain(text)


def _person(text: str, found: Mapping[str, int]) -> str:
    words = text.split()
    longer = [
        t for t in found if len(t.split()) > len(words) and (t.endswith(" " + text) or t.startswith(text + " "))
    ]
    if not longer and len(words) == 2:
        # "John Doe" is "John Q. Doe" or "John Quincy Doe".
        longer = [
            t for t in found if len(t.split()) == 3 and t.split()[0] == words[0] and t.split()[-1] == words[-1]
        ]
    ends = [t for t in longer if t.endswith(" " + text)]
    choice = ends or longer
    distinct = {(t.split()[0], t.split()[-1]) for t in choice}
    return max(choice, key=len) if len(distinct) == 1 else text


def _organization(text: str, found: Mapping[str, int]) -> str:
    if _ACRONYM.match(text):
        letters = text.replace(".", "")
        spelled = [t for t in found if " " in t and letters in _initials(t)]
        if len({plain(t) for t in spelled}) == 1:
            return spelled[0]
        return text
    words = text.split()
    tails = [t for t in found if t != text and plain(t).endswith(" " + plain(text))]
    if len({plain(t) for t in tails}) == 1 and (len(words) > 1 or tails[0].split()[-1] == text):
        return tails[0]
    return text


def _initials(name: str) -> set[str]:
    words = re.split(r"[\s\-]+", name)
    every = "".join(w[0] for w in words if w)
    large = "".join(w[0] for w in words if w and w.lower() not in _SMALL)
    return {every.upper(), large.upper()}


def _defined(view: str, found: Mapping[str, int]) -> dict[str, str]:
    """Short forms the story itself explains: "Full Name (FN)" and "FN (Full Name)"."""
    defined: dict[str, str] = {}
    for text in found:
        at = view.find(f"({text})")
        if at <= 0:
            continue
        before = view[max(0, at - 120) : at].rstrip()
        owner = max((t for t in found if t != text and before.endswith(t)), key=len, default=None)
        if owner is None:
            continue
        if len(owner) >= len(text):
            defined[text] = owner
        elif _ACRONYM.match(owner):
            defined[owner] = text
    return defined
