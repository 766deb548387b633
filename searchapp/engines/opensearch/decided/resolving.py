"""Names that the archive itself shows to be one person's, worked out of the keys of its stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from searchapp.curation.authority import Authority
from searchapp.curation.persons import OTHERS, PERSONS, Moved, Persons, persons_of
from searchapp.engines.opensearch.decided.laid import LaidLabels, ResolvedNames
from searchapp.engines.opensearch.decided.layer import Archive
from searchapp.engines.opensearch.decided.settled import Head, Move
from searchapp.engines.opensearch.documents import key_of
from searchapp.engines.opensearch.layout import FOUND

_FACETS = (*PERSONS, *OTHERS)
Ints = npt.NDArray[np.int32]
Heads = Mapping[str, Head]


class Keys:
    """The keys of all stories of a generation in the facets that tell whose a name is, as they were found."""

    def __init__(self, archive: Archive) -> None:
        self.stories: list[str] = []
        self.days: list[int | None] = []
        self._numbers: dict[str, int] = {}
        rows: dict[str, list[int]] = defaultdict(list)
        keys: dict[str, list[int]] = defaultdict(list)
        fields = [f"{FOUND}.{key}" for key in (*_FACETS, "day")]
        found = archive.cluster.scan(
            archive.index, {"term": {"kind": "story"}}, _source=False, docvalue_fields=["id", *fields]
        )
        for number, hit in enumerate(found):
            told = hit["fields"]
            self.stories.append(told["id"][0])
            self.days.append(told.get(f"{FOUND}.day", (None,))[0])
            for key in _FACETS:
                own = [self._number(name) for name in told.get(f"{FOUND}.{key}", ())]
                rows[key] += [number] * len(own)
                keys[key] += own
        self.names = list(self._numbers)
        self._of = {key: (_ints(rows[key]), _ints(keys[key])) for key in _FACETS}
        self.places = {story: number for number, story in enumerate(self.stories)}

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def under(self, heads: Heads, labels: LaidLabels) -> tuple[dict[str, _Column], list[int | None]]:
        """The facets and days of the stories where some have other heads, by the names that are laid over."""
        heads = {story: head for story, head in heads.items() if story in self.places}
        for head in heads.values():
            for key in _FACETS:
                for name in head.get(key, ()):
                    self._number(name)
        self.names = list(self._numbers)
        other = _ints([self.places[story] for story in heads])
        days = list(self.days)
        for story, head in heads.items():
            days[self.places[story]] = head.get("day") or None
        columns = {}
        for key in _FACETS:
            rows, keys = self._of[key]
            stays = ~np.isin(rows, other)
            pairs = [
                (self.places[story], self._numbers[name])
                for story, head in heads.items()
                for name in head.get(key, ())
            ]
            more = np.array(pairs, dtype=np.int32).reshape(-1, 2)
            columns[key] = _Column(
                np.concatenate([rows[stays], more[:, 0]]), np.concatenate([keys[stays], more[:, 1]]), self.names,
                labels, key,
            )  # fmt: skip
        return columns, days


class _Column:
    """A facet of the stories, as `persons` reads it."""

    def __init__(self, rows: Ints, keys: Ints, names: Sequence[str], labels: LaidLabels, key: str) -> None:
        self._labels = labels.of(key)
        used = np.flatnonzero(np.bincount(keys, minlength=len(names)))
        merged = {n: self._labels.merged.get(names[n], names[n]) for n in used.tolist()}
        values = sorted(set(merged.values()), key=lambda value: _order(self._labels.label(value)))
        self._number = {value: number for number, value in enumerate(values)}
        into = np.zeros(len(names), dtype=np.int64)
        for n, value in merged.items():
            into[n] = self._number[value]
        size = int(rows.max(initial=-1)) + 1
        pairs = np.sort(into[keys] * size + rows)
        if len(pairs):
            pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])]
        self._rows = pairs % max(1, size)
        self.counts: list[int] = np.bincount(pairs // max(1, size), minlength=len(values)).tolist()
        self._starts: list[int] = [0, *np.cumsum(self.counts).tolist()]
        self.names = [self._labels.label(value) for value in values]

    def stories(self, name: str) -> list[int]:
        """The stories that have a value."""
        number = self._number.get(self._labels.key(name))
        if number is None:
            return []
        stories: list[int] = self._rows[self._starts[number] : self._starts[number + 1]].tolist()
        return stories

    def lacking(self, other: _Column, some: Sequence[int]) -> list[int]:
        """Those of some values of another facet that are no value here."""
        return [n for n in some if self._labels.key(other.names[n]) not in self._number]


def _order(label: str) -> tuple[str, str]:
    return label.casefold(), label


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int32)


def resolved_names(
    archive: Keys, heads: Heads, labels: LaidLabels, authority: Authority
) -> tuple[ResolvedNames, dict[str, tuple[Move, ...]]]:
    """What an archive resolves where some stories have other heads; and by story what it moves there."""
    columns, days = archive.under(heads, labels)
    found = persons_of(columns, days, authority)
    moves: dict[str, list[Move]] = defaultdict(list)
    for one in found.moved:
        for facet, keys, stories in _moved(one, found, labels):
            move = Move(facet, keys, key_of(one.person))
            for number in stories:
                moves[archive.stories[number]].append(move)
    return ResolvedNames(found.everywhere, found.made), {story: tuple(some) for story, some in moves.items()}


def _moved(
    one: Moved, found: Persons, labels: LaidLabels
) -> Iterator[tuple[str, tuple[str, ...], tuple[int, ...]]]:
    """By facet the keys that mean a person in some stories, where these do not lead there anyway."""
    for facet in PERSONS:
        if one.name not in found.everywhere[facet]:
            yield facet, labels.of(facet).keys_of(one.name), one.stories
    yield "person", (), one.silent
