"""Columns under the names file: values by their preferred names, and a name that two people bear told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from searchapp.curation.authority import Authority, Entry
from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.engines.whoosh.read.tables import Columns, Table
from searchapp.facets import BY_KEY
from searchapp.model import RecordKind


def named_columns(columns: Columns, authority: Authority, number_of: Callable[[str], int | None]) -> Columns:
    """The columns whose facet values go by the authority's preferred names."""
    tables: dict[RecordKind, Table] = {}
    for kind, table in columns.tables.items():
        facets: dict[str, FacetColumn] = {}
        for key, column in table.facets.items():
            kinds = BY_KEY[key].names
            split = _split_rows(table, column, authority.splits(kinds), number_of)
            changed = column.changed(np.empty(0, dtype=np.int64), (), split)
            facets[key] = changed.renamed(authority.labels(kinds))
        tables[kind] = replace(table, facets=facets)
    return replace(columns, tables=tables)


def _split_rows(
    table: Table, column: FacetColumn, entries: Iterable[Entry], number_of: Callable[[str], int | None]
) -> dict[int, list[str]]:
    """The values of the records in which an entry that holds in some stories renames one."""
    changes: dict[int, list[str]] = {}
    for entry in entries:
        forms = {n for form in entry.forms if (n := column.number(form)) is not None}
        stories = [n for story in entry.stories if (n := number_of(story)) is not None]
        for row in np.flatnonzero(np.isin(table.parent, stories)).tolist():
            values = column.of(row)
            if forms.intersection(values):
                labels = changes.get(row, [column.labels.names[v] for v in values])
                renamed = [entry.preferred if column.number(name) in forms else name for name in labels]
                changes[row] = list(dict.fromkeys(renamed))
    return changes
