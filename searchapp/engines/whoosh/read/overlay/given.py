"""Columns with what stories are given from outside: tags, the event they tell of, whose reporting they are.

A story has its own values, and its statements have them too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from searchapp.engines.whoosh.arrays import Longs, stretches
from searchapp.engines.whoosh.read.tables import Columns, Table
from searchapp.model import RecordKind

Given = Mapping[str, tuple[str, ...]]
"""By story the values of a facet that it is given."""


def given_columns(columns: Columns, key: str, given: Given, number_of: Callable[[str], int | None]) -> Columns:
    """The columns with a facet's values for the stories that are there; spellings of one go by the commonest."""
    if not given:
        return columns
    having: dict[str, list[int]] = {}
    for story_id, values in given.items():
        if (number := number_of(story_id)) is not None:
            for value in values:
                having.setdefault(value, []).append(number)
    by_use = sorted(sorted(having, reverse=True), key=lambda value: len(having[value]))
    stories = [(np.array(having[value], dtype=np.int64), value) for value in by_use]
    added: dict[RecordKind, list[tuple[Longs, str]]] = {
        "story": stories,
        "statement": [(_statements(columns, numbers), value) for numbers, value in stories],
    }
    none = np.empty(0, dtype=np.int64)
    tables: dict[RecordKind, Table] = {}
    for kind, table in columns.tables.items():
        facets = {**table.facets, key: table.facets[key].changed(none, added[kind], {})}
        tables[kind] = replace(table, facets=facets)
    return replace(columns, tables=tables)


def _statements(columns: Columns, stories: Longs) -> Longs:
    """The numbers of the statements of these stories."""
    first = columns.first[stories].astype(np.int64)
    return stretches(first, columns.first[stories + 1] - first)
