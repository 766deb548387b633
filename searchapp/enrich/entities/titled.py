"""Whom a surname right after "Mr" or "Mrs" means: Mrs Webb is no Gerald Webb, Mr Webb no Margaret Webb.

By mention, as one surname may be two persons' in a story. Who is a man or a woman is told from outside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from searchapp.enrich.entities.full_names import Known, capitalised, longer_person, plain
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.model import Mention

_LONGEST_TITLE = 16


@dataclass(frozen=True, slots=True)
class Titled:
    """A surname with the title right before it, and "he" or "she" by that."""

    surname: str
    title: str
    pronoun: str

    @property
    def name(self) -> str:
        """Both together, as they are written in prose."""
        return f"{self.title.capitalize()} {self.surname}"


def titled_in(view: str, mentions: Sequence[Mention], lexicon: Lexicon) -> dict[int, Titled]:
    """The surnames that have a title, each by the place of its mention among all."""
    found: dict[int, Titled] = {}
    for i, mention in enumerate(mentions):
        if mention.kind != "person":
            continue
        title = lexicon.forms.courtesy.search(view, max(0, mention.start - _LONGEST_TITLE), mention.start)
        text = plain(view[mention.start : mention.end], lexicon.forms)
        if title and _is_surname(text, lexicon):
            surname = capitalised(text) if text.isupper() else text
            if _is_surname(mention.name, lexicon):
                surname = mention.name
            found[i] = Titled(surname, title["title"], "she" if title["she"] else "he")
    return found


def _is_surname(text: str, lexicon: Lexicon) -> bool:
    """Whether a name has no given name: one word, or one that begins with a particle."""
    first, space, _ = text.partition(" ")
    return not space or first.islower() or first in lexicon.persons.opening_particles


def by_title(mentions: Sequence[Mention], titled: Mapping[int, Titled]) -> list[Mention]:
    """The mentions with each surname that has a title called by both, so that nothing is told of another."""
    return [replace(m, name=titled[i].name) if i in titled else m for i, m in enumerate(mentions)]


def linked_by_title(
    mentions: Sequence[Mention], titled: Mapping[int, Titled], told: Mapping[str, str], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """The mentions with each surname that has a title called by the one full name that it may mean.

    `told` is "he" or "she" by name. A surname that can't be that of a full name keeps its title, and so does a
    woman's that nobody has in full; where she alone has the surname, it has her title everywhere.
    """
    names = _Names((m.name for m in mentions if m.kind == "person"), titled.values(), told, lexicon)
    return tuple(
        replace(m, name=names.of(titled[i]) if i in titled else names.without_title(m.name))
        if m.kind == "person"
        else m
        for i, m in enumerate(mentions)
    )


class _Names:
    """The names of a story's persons, and who goes by a title there."""

    def __init__(
        self, names: Iterable[str], titled: Iterable[Titled], told: Mapping[str, str], lexicon: Lexicon
    ) -> None:
        self._known = Known(names, lexicon.forms, lexicon.people.group_nouns)
        self._told = {**told, **dict.fromkeys(filter(lexicon.forms.wife.match, self._known.texts), "she")}
        self._meant: dict[tuple[str, str], str] = {}
        self._hers: dict[str, set[str]] = defaultdict(set)
        for one in titled:
            # Of whom it is not known, the first title tells it.
            if (one.surname, one.pronoun) not in self._meant:
                self._meant[one.surname, one.pronoun] = self._link(one)
            if lexicon.forms.hers.match(one.title):
                self._hers[one.surname].add(one.title)
        self._barred = {key for key in self._meant if self._has_another(*key)}

    def of(self, one: Titled) -> str:
        """What a surname with its title is called."""
        meant = self._meant[one.surname, one.pronoun]
        if meant != one.surname:
            return meant
        hers = one.title in self._hers[one.surname]
        return self._in_one_way(one) if hers or (one.surname, one.pronoun) in self._barred else meant

    def without_title(self, name: str) -> str:
        """What a name without a title is called: a surname that only one woman has, as she is."""
        titles = {title.rstrip(".") for title in self._hers.get(name, ())}
        if len(titles) != 1 or (name, "he") in self._meant or self._meant[name, "she"] != name:
            return name
        return self._in_one_way(Titled(name, min(titles), "she"))

    def _in_one_way(self, one: Titled) -> str:
        """The surname with its title, this with its full stop where it has one anywhere in the story."""
        stop = f"{one.title.capitalize().rstrip('.')}."
        return f"{stop} {one.surname}" if stop in self._hers[one.surname] else one.name

    def _link(self, one: Titled) -> str:
        meant = longer_person(one.surname, self._known, unless=partial(self._is_other, one.pronoun))
        if meant != one.surname:
            self._told.setdefault(meant, one.pronoun)
        return meant

    def _has_another(self, surname: str, pronoun: str) -> bool:
        """Whether the story has the surname in full of someone whom the title rules out."""
        return any(self._is_other(pronoun, name) for name in self._known.ending[surname.rsplit(maxsplit=1)[-1]])

    def _is_other(self, pronoun: str, name: str) -> bool:
        return self._told.get(name, pronoun) != pronoun
