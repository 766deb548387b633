"""Columns with what stories are given from outside: tags, the event they tell of, whose reporting they are.

A story has its own values, and its statements have them too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from searchapp.engines.arrays import stretches
from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.engines.whoosh.read.tables import Columns, Table
from searchapp.model import RecordKind

Given = Mapping[str, tuple[str, ...]]
"""By story the values of a facet that it is given."""
Facets = Mapping[RecordKind, FacetColumn]
"""One facet of each kind of record."""


def facet_of(columns: Columns, key: str) -> Facets:
    """A facet of these columns."""
    return {kind: table.facets[key] for kind, table in columns.tables.items()}


def with_facets(columns: Columns, laid: Mapping[str, Facets]) -> Columns:
    """The columns with these facets in place of their own."""
    tables: dict[RecordKind, Table] = {}
    for kind, table in columns.tables.items():
        own = {key: facets[kind] for key, facets in laid.items()}
        tables[kind] = replace(table, facets={**table.facets, **own})
    return replace(columns, tables=tables)


def given_facet(
    columns: Columns, key: str, given: Given, led: Mapping[str, str], *, number_of: Callable[[str], int | None]
) -> Facets:
    """A facet with its values for the stories that are there; spellings of one go by the commonest.

    `led` has further names, which are those of no story, each with the value that it stands for.
    """
    having: dict[str, list[int]] = {}
    for story_id, values in given.items():
        if (number := number_of(story_id)) is not None:
            for value in values:
                having.setdefault(value, []).append(number)
    by_use = sorted(sorted(having, reverse=True), key=lambda value: len(having[value]))
    stories = np.array([number for value in by_use for number in having[value]], dtype=np.int64)
    places = np.repeat(np.arange(len(by_use)), [len(having[value]) for value in by_use])
    first = columns.first[stories].astype(np.int64)
    count = columns.first[stories + 1] - first
    own = facet_of(columns, key)
    return {
        "story": own["story"].gaining(by_use, stories, places).led(led),
        "statement": own["statement"].gaining(by_use, stretches(first, count), np.repeat(places, count)).led(led),
    }
