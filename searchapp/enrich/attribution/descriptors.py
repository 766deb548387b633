"""What the words around the names of a story tell of them: a person's roles and gender, the kind of a group.

Knows nothing of statements.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from searchapp.enrich.lexicon.lexicon import Lexicon, People
from searchapp.model import Mention

_WORD = re.compile(r"[\w'\-]+")
_NEAR = 70
_ROLE_WITHIN = 6
"""A role in apposition ("X, a former senior adviser") is looked for among so many words."""


@dataclass(slots=True)
class Descriptors:
    """Names by role ("mayor" -> those called so) and by kind of group; "he" or "she" by name."""

    roles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    gender: dict[str, str] = field(default_factory=dict)


def descriptors_of(view: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Descriptors:
    """All that a story tells of its names in the words right beside them."""
    told = Descriptors()
    for mention in mentions:
        if mention.kind == "person":
            _before(view, mention, told, lexicon.people)
            _after(view, mention, told, lexicon)
            _by_given_name(mention.name, told, lexicon.people)
        elif mention.kind == "organization":
            last = lexicon.grammar.group_head_ends.split(mention.name, maxsplit=1)[0].split()[-1].lower()
            if last in lexicon.people.group_nouns:
                _add(told.groups[last], mention.name)
    return told


def _before(view: str, person: Mention, told: Descriptors, people: People) -> None:
    before = view[max(0, person.start - _NEAR) : person.start].rsplit("\n", maxsplit=1)[-1]
    for word in reversed(_WORD.findall(before)[-3:]):
        low = word.lower()
        if low in people.he_titles:
            told.gender.setdefault(person.name, "he")
        elif low in people.she_titles:
            told.gender[person.name] = "she"
        if low not in people.name_openers:
            return
        _add(told.roles[people.title_roles.get(low, low)], person.name)


def _after(view: str, person: Mention, told: Descriptors, lexicon: Lexicon) -> None:
    after = view[person.end : person.end + _NEAR].split("\n", maxsplit=1)[0]
    if not after.startswith(", "):
        return
    words = _WORD.findall(after.split(",")[1])[: _ROLE_WITHIN + 1]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in lexicon.people.roles:
            # "After he met X, the mayor said …": the mayor is another.
            if following not in lexicon.saying.sure_cues:
                _add(told.roles[word], person.name)
            return
        if word in lexicon.grammar.role_ends:
            return


def _by_given_name(name: str, told: Descriptors, people: People) -> None:
    if " " not in name:
        return
    first = name.split(maxsplit=1)[0].lower().rstrip(".")
    if first in people.men:
        told.gender.setdefault(name, "he")
    elif first in people.women:
        told.gender.setdefault(name, "she")


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
