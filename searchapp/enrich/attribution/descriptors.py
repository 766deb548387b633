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
    persons = [m for m in mentions if m.kind == "person"]
    for mention in persons:
        _before(view, mention, told, lexicon.people)
        _after(view, mention, told, lexicon)
        if tie := lexicon.people.own_tie.match(view, mention.end):
            told.gender.setdefault(mention.name, "he" if tie.group(1) in lexicon.people.he else "she")
    for mention in persons:
        _by_given_name(mention.name, told, lexicon.people)
    _by_pronouns(view, mentions, told, lexicon)
    for mention in mentions:
        if mention.kind == "organization":
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
        _by_role(low, person.name, told, people)
        if low not in people.name_openers:
            return
        _add(told.roles[people.title_roles.get(low, low)], person.name)


def _after(view: str, person: Mention, told: Descriptors, lexicon: Lexicon) -> None:
    after = view[person.end : person.end + _NEAR].split("\n", maxsplit=1)[0]
    if not after.startswith(", "):
        return
    words = _WORD.findall(after.split(",")[1])[: _ROLE_WITHIN + 1]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in lexicon.grammar.role_ends:
            return
        _by_role(word, person.name, told, lexicon.people)
        if word in lexicon.people.roles:
            # "After he met X, the mayor said …": the mayor is another.
            if following not in lexicon.saying.sure_cues:
                _add(told.roles[word], person.name)
            return


def _by_role(word: str, name: str, told: Descriptors, people: People) -> None:
    if word in people.he_roles:
        told.gender.setdefault(name, "he")
    elif word in people.she_roles:
        told.gender.setdefault(name, "she")


def _by_given_name(name: str, told: Descriptors, people: People) -> None:
    if " " not in name:
        return
    if pronoun := people.pronoun_of(name.split(maxsplit=1)[0].rstrip(".")):
        told.gender.setdefault(name, pronoun)


def _by_pronouns(view: str, mentions: Sequence[Mention], told: Descriptors, lexicon: Lexicon) -> None:
    """Persons of whom nothing else tells it: by the pronouns that follow in a sentence with nobody else in it."""
    votes: dict[str, list[str]] = defaultdict(list)
    after = [*(m.start for m in mentions[1:]), len(view)]
    for mention, following in zip(mentions, after, strict=False):
        if mention.kind != "person" or mention.name in told.gender:
            continue
        clause = view[mention.end : min(following, mention.end + _NEAR)]
        found = lexicon.people.own_pronoun.match(clause)
        if found:
            votes[mention.name].append("he" if found.group(1).lower() in lexicon.people.he else "she")
    for name, said in votes.items():
        if len(set(said)) == 1:
            told.gender[name] = said[0]


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
