"""Columns with the tags that people gave: a story has its own, its statements have them too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from searchapp.collections.tags import Tags
from searchapp.engines.whoosh.arrays import Longs, stretches
from searchapp.engines.whoosh.read.tables import Columns, Table
from searchapp.model import RecordKind

KEY = "tag"
"""The facet of tags; of the stories themselves it has no values."""


def tagged_columns(columns: Columns, tags: Tags, number_of: Callable[[str], int | None]) -> Columns:
    """The columns with the tags of the stories that are there; spellings of a tag go by the commonest."""
    if not tags.by_story:
        return columns
    having: dict[str, list[int]] = {}
    for story_id, given in tags.by_story.items():
        if (number := number_of(story_id)) is not None:
            for tag in given:
                having.setdefault(tag, []).append(number)
    by_use = sorted(sorted(having, reverse=True), key=lambda tag: len(having[tag]))
    stories = [(np.array(having[tag], dtype=np.int64), tag) for tag in by_use]
    added: dict[RecordKind, list[tuple[Longs, str]]] = {
        "story": stories,
        "statement": [(_statements(columns, numbers), tag) for numbers, tag in stories],
    }
    none = np.empty(0, dtype=np.int64)
    tables: dict[RecordKind, Table] = {}
    for kind, table in columns.tables.items():
        facets = {**table.facets, KEY: table.facets[KEY].changed(none, added[kind], {})}
        tables[kind] = replace(table, facets=facets)
    return replace(columns, tables=tables)


def _statements(columns: Columns, stories: Longs) -> Longs:
    """The numbers of the statements of these stories."""
    first = columns.first[stories].astype(np.int64)
    return stretches(first, columns.first[stories + 1] - first)
