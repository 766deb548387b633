"""What a facet's values are called under decisions: names that are one are laid over when asked."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Self

from searchapp.curation.bearers import Resolution
from searchapp.curation.corrections import Corrections, NameCorrection, StatementCorrection
from searchapp.curation.decisions import Decisions
from searchapp.curation.persons import PERSONS
from searchapp.curation.story_fields import OutletCorrection, StoryCorrection
from searchapp.engines.opensearch.answer.labels import FacetLabels, Labels
from searchapp.engines.opensearch.documents import key_of
from searchapp.facets import BY_KEY

Renamed = Mapping[str, Mapping[str, str]]
"""By facet names that mean another one everywhere, and that."""


@dataclass(frozen=True, slots=True)
class ResolvedNames:
    """What was resolved: by facet the names that mean another everywhere, and what to say of it."""

    everywhere: Renamed = field(default_factory=dict)
    made: tuple[Resolution, ...] = ()

    def packed(self) -> str:
        """The same as a text."""
        return json.dumps({"everywhere": self.everywhere, "made": [asdict(r) for r in self.made]}, default=str)

    @classmethod
    def unpacked(cls, text: str) -> Self:
        """What `packed` packed."""
        told = json.loads(text)
        days = ("since", "until")
        made = [
            {**row, **{day: row[day] and date.fromisoformat(row[day]) for day in days}} for row in told["made"]
        ]
        return cls(told["everywhere"], tuple(Resolution(**row) for row in made))


class LaidLabels:
    """The values of all facets under decisions and what was resolved; safe to share between threads."""

    def __init__(self, found: Labels, decisions: Decisions, resolved: ResolvedNames) -> None:
        self._found = found
        self._decisions = decisions
        self._resolved = resolved
        self._lock = threading.RLock()
        self._facets: dict[str, FacetLabels] = {}

    def of(self, key: str) -> FacetLabels:
        """The values of a facet."""
        with self._lock:
            if key not in self._facets:
                self._facets[key] = self._made(key)
            return self._facets[key]

    def _made(self, key: str) -> FacetLabels:
        found = self._found.of(key)
        laid = _Laying(found.spelled)
        laid.add(self._put_in(key))
        laid.rename(self._decisions.authority.labels(BY_KEY[key].names))
        if key in PERSONS:
            laid.add(one.person for one in self._resolved.made)
            laid.rename(self._resolved.everywhere.get(key, {}))
        laid.lead(self._decisions.led.get(key, {}))
        return laid.labels if laid.changed else found

    @cached_property
    def _given(self) -> Mapping[str, list[str]]:
        """By facet the values that stories are given, the spelling that most are given first."""
        return {key: _by_use(given.values()) for key, given in self._decisions.given.items()}

    def _put_in(self, key: str) -> Iterator[str]:
        """The values that decisions bring into a facet, in the spelling that counts first."""
        yield from self._given.get(key, ())
        yield from self._corrected(self._decisions.corrections, key)
        for entry in self._decisions.authority.splits(BY_KEY[key].names):
            yield entry.preferred

    def _corrected(self, corrections: Corrections, key: str) -> Iterator[str]:
        for one in corrections.entries:
            match one:
                case StatementCorrection(action="speaker") if key == "speaker":
                    yield one.speaker
                case NameCorrection(to=to) if key == to:
                    yield self._found.of(one.kind).spelled.get(key_of(one.name), one.name)
                case OutletCorrection() | StoryCorrection(field="outlet") if key == "outlet" and one.to:
                    yield one.to


def _by_use(given: Iterable[tuple[str, ...]]) -> list[str]:
    times = Counter(value for values in given for value in values)
    return sorted(times, key=lambda value: (-times[value], value))


class _Laying:
    """The labels of a facet while names are laid over them."""

    def __init__(self, spelled: Mapping[str, str]) -> None:
        self._found = spelled
        self._spelled: dict[str, str] = {}
        self._merged: dict[str, str] = {}

    def _known(self, key: str) -> bool:
        return key in self._found or key in self._spelled

    def add(self, labels: Iterable[str]) -> None:
        """Take up values, those that are there already as they are called."""
        for label in labels:
            if not self._known(key := key_of(label)):
                self._spelled[key] = label

    def rename(self, names: Mapping[str, str]) -> None:
        """Count values as others, called so; names that nobody has lead there too, if it is there."""
        there = {old: new for old, new in names.items() if self._known(self._value(old))}
        self.add(new for new in there.values() if not self._known(self._value(new)))
        leading = {old: self._value(new) for old, new in names.items() if self._known(self._value(new))}
        into = {self._value(old): leading[old] for old in there}
        self._spelled.update({self._value(new): new for new in there.values()})
        self._merged = {key: into.get(to, to) for key, to in self._merged.items()} | into
        self._merged.update({key_of(old): to for old, to in leading.items()})
        self.add(leading)

    def _value(self, label: str) -> str:
        """The key of the value that a name stands for so far."""
        key = key_of(label)
        return self._merged.get(key, key)

    def lead(self, names: Mapping[str, str]) -> None:
        """Have further names, which are those of no value, stand for values that are there."""
        for old, new in names.items():
            if self._known(to := self._value(new)):
                self._merged[key_of(old)] = to
                self.add([old])

    @property
    def changed(self) -> bool:
        """Whether anything is other than it was found."""
        return bool(self._spelled or self._merged)

    @property
    def labels(self) -> FacetLabels:
        """What came of it, in the order in which equal counts are shown."""
        spelled = {**self._found, **self._spelled}
        ordered = dict(sorted(spelled.items(), key=lambda item: (item[1].casefold(), item[1])))
        return FacetLabels(ordered, {key: to for key, to in self._merged.items() if key != to})
