"""The persons of an archive's stories, each under one name as far as `bearers` can tell. Pure.

An engine shows its facets as `Having` and is told which values mean another everywhere, and which in some stories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self

from searchapp.curation.authority import Authority
from searchapp.curation.bearers import Placed, Resolution, Resolved, Uses, resolve

PERSONS = ("person", "speaker")
"""The facets whose values are persons."""
OTHERS = ("organization", "place")
_SILENT = 10
"""Of so many stories that take a word for an organization or a place, it may say nothing in one."""


class Having(Protocol):
    """One facet of an archive's stories: its values, and which stories, by their numbers, have each."""

    @property
    def names(self) -> Sequence[str]:
        """The values."""
        ...

    @property
    def counts(self) -> Sequence[int]:
        """How many stories have each."""
        ...

    def stories(self, name: str) -> Sequence[int]:
        """The stories that have a value, in any spelling of its name, ascending."""
        ...

    def lacking(self, other: Self, some: Sequence[int]) -> list[int]:
        """Those of some values of another facet, by their places there, that are no value here."""
        ...


@dataclass(frozen=True, slots=True)
class Moved:
    """A name that means a person in some stories; in the `silent` ones it only speaks and is no person so far."""

    name: str
    person: str
    stories: tuple[int, ...]
    silent: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Persons:
    """What was decided: by facet the names that mean a person everywhere, names moved in some stories, and why."""

    everywhere: Mapping[str, Mapping[str, str]]
    moved: tuple[Moved, ...] = ()
    made: tuple[Resolution, ...] = ()


def persons_of(facets: Mapping[str, Having], days: Sequence[int | None], authority: Authority) -> Persons:
    """The persons of stories with these facets and days, as far as the archive shows them."""
    named = _Named(facets)
    dated = [day for day in days if day]
    uses = Uses(
        named.names,
        named.counts,
        named.stories,
        days.__getitem__,
        first=min(dated, default=date.max.toordinal()),
        last=max(dated, default=1),
    )
    resolved = resolve(uses, authority)
    names = named.names
    merged = {names[name]: names[person] for name, person in resolved.merged.items()}
    everywhere = {key: merged | _led(facets[key], names, resolved) for key in PERSONS}
    moved = [_moved(facets["person"], names, one) for one in resolved.placed]
    return Persons(everywhere, tuple(moved), resolved.made)


def _moved(persons: Having, names: Sequence[str], one: Placed) -> Moved:
    there = set(persons.stories(names[one.name]))
    silent = tuple(story for story in one.stories if story not in there)
    return Moved(names[one.name], names[one.person], one.stories, silent)


def _led(having: Having, names: Sequence[str], resolved: Resolved) -> dict[str, str]:
    """The surnames that mean one person in all stories that have them, so that a search for them leads there."""
    times = Counter(one.name for one in resolved.placed)
    once = (one for one in resolved.placed if times[one.name] == 1)
    out: dict[str, str] = {}
    for one in once:
        stories = having.stories(names[one.name])
        if stories and set(stories).issubset(one.stories):
            out[names[one.name]] = names[one.person]
    return out


class _Named:
    """The stories that name a person; of one word, also those in which it speaks and is nothing else.

    What a single story takes for an organization or a place may be a person's surname all the same: where it does
    hardly anything but speak, and no longer name of an organization or a place has the word.
    """

    def __init__(self, facets: Mapping[str, Having]) -> None:
        self._facets = facets
        self._persons, speakers = facets["person"], facets["speaker"]
        self._own = len(self._persons.names)
        words = [n for n, name in enumerate(speakers.names) if " " not in name and name[:1].isupper()]
        alone = self._persons.lacking(speakers, words)
        spoken = speakers.counts
        self.names = [*self._persons.names, *(speakers.names[n] for n in alone)]
        self.counts = [*self._persons.counts, *(spoken[n] for n in alone)]
        self._words: frozenset[str] | None = None

    def stories(self, value: int) -> list[int]:
        """The numbers of the stories that have a name."""
        name = self.names[value]
        named = self._persons.stories(name) if value < self._own else ()
        if " " in name:
            return list(named)
        spoken = set(self._facets["speaker"].stories(name))
        others = [story for key in OTHERS for story in self._facets[key].stories(name)]
        if others:
            silent = {story for story in others if story not in spoken}
            if len(silent) * _SILENT > len(others) or name in self._longer():
                spoken.difference_update(others)
        return sorted(spoken.union(named))

    def _longer(self) -> frozenset[str]:
        """All words of the longer names that only organizations and places have; read when first asked."""
        if self._words is None:
            longer = {name for key in OTHERS for name in self._facets[key].names if " " in name}
            longer.difference_update(self.names)
            self._words = frozenset(word.strip(".,") for word in set(" ".join(longer).split()))
        return self._words
