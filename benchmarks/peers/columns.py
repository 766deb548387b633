"""Facet values as arrays, for engines that count none themselves: by row, counted by numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.workload import FACET_SIZE, FACETS
from searchapp.model import Story

Ints = npt.NDArray[np.int64]


def values_of(story: Story) -> dict[str, tuple[str, ...]]:
    """A story's values by facet key."""
    given: dict[str, tuple[str, ...]] = {kind: tuple(names) for kind, names in story.entities.items()}
    return given | ({"outlet": (story.outlet,)} if story.outlet else {})


class ColumnsWriter:
    """Takes the rows' values in order, and writes them."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {key: {} for key in FACETS}
        self._values: dict[str, list[int]] = {key: [] for key in FACETS}
        self._starts: dict[str, list[int]] = {key: [0] for key in FACETS}

    def add(self, values: Mapping[str, Sequence[str]]) -> None:
        """The next row."""
        for key, numbers in self._numbers.items():
            found = (numbers.setdefault(value, len(numbers)) for value in values.get(key, ()))
            self._values[key].extend(found)
            self._starts[key].append(len(self._values[key]))

    def write(self, path: Path) -> None:
        """Everything in one file."""
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        for key in FACETS:
            arrays[f"{key}_values"] = np.array(self._values[key], dtype=np.int32)
            arrays[f"{key}_starts"] = np.array(self._starts[key], dtype=np.int64)
            arrays[f"{key}_labels"] = np.array(list(self._numbers[key]), dtype=np.str_)
        np.savez(path, **arrays)  # type: ignore[arg-type]


class Columns:
    """What a ColumnsWriter wrote, open for counting."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self._values = {key: arrays[f"{key}_values"] for key in FACETS}
            self._starts = {key: arrays[f"{key}_starts"] for key in FACETS}
            self._labels: dict[str, list[str]] = {key: arrays[f"{key}_labels"].tolist() for key in FACETS}

    def counts(self, rows: Ints) -> dict[str, dict[str, int]]:
        """The most frequent values of each facet among rows."""
        out: dict[str, dict[str, int]] = {}
        for key in FACETS:
            counted = np.bincount(self._values_in(key, rows), minlength=len(self._labels[key]))
            top = np.argsort(-counted, kind="stable")[:FACET_SIZE]
            out[key] = {self._labels[key][i]: int(counted[i]) for i in top if counted[i]}
        return out

    def having(self, key: str, values: Sequence[str], rows: Ints) -> npt.NDArray[np.bool_]:
        """Which of the rows have any of a facet's values."""
        wanted = [number for number, label in enumerate(self._labels[key]) if label in values]
        marked = np.isin(self._values[key], wanted)
        sums = np.concatenate([[0], np.cumsum(marked)])
        starts = self._starts[key]
        found: npt.NDArray[np.bool_] = sums[starts[rows + 1]] > sums[starts[rows]]
        return found

    def _values_in(self, key: str, rows: Ints) -> Ints:
        starts = self._starts[key]
        first, lengths = starts[rows], starts[rows + 1] - starts[rows]
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + lengths, lengths)
        values: Ints = self._values[key][places]
        return values
