"""Stories that are printed nearly word for word elsewhere too, listed once by the best of those that match."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from searchapp.engines.arrays import Ints, Longs

_ALONE = -1
_NONE = np.empty(0, dtype=np.int64)


class Listed(NamedTuple):
    """The stories that are listed; `grouped` are those found of any group, best first, `groups` their groups."""

    ids: Longs
    grouped: Longs = _NONE
    groups: Longs = _NONE

    def also(self, number: int) -> list[int]:
        """The stories that a listed one stands for beside itself, best first."""
        own = self.groups[self.grouped == number]
        others: list[int] = self.grouped[(self.groups == own[0])].tolist() if len(own) else []
        return [n for n in others if n != number]


class Groups:
    """By the number of a story the group that it is of; most are of none."""

    def __init__(self, known_by: Mapping[str, str], size: int, number_of: Callable[[str], int | None]) -> None:
        self._of: Ints | None = None
        names: dict[str, int] = {}
        for story, first in known_by.items():
            if (number := number_of(story)) is not None:
                if self._of is None:
                    self._of = np.full(size, _ALONE, dtype=np.int32)
                self._of[number] = names.setdefault(first, len(names))

    def folded(self, ids: Longs, order: Callable[[Longs], Longs]) -> Listed:
        """The best of each group among these stories, and those of none; `order` sorts places in `ids`."""
        if self._of is None:
            return Listed(ids)
        places = np.flatnonzero(self._of[ids] != _ALONE)
        places = places[order(places)]
        groups = self._of[ids[places]].astype(np.int64)
        _, first = np.unique(groups, return_index=True)
        stays = np.ones(len(ids), dtype=np.bool_)
        stays[places] = False
        stays[places[first]] = True
        return Listed(ids if stays.all() else ids[stays], ids[places], groups)
