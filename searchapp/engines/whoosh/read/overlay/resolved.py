"""Columns in which each person goes by one name, as far as the archive itself shows whose it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Self

import numpy as np

from searchapp.curation.authority import Authority
from searchapp.curation.bearers import Resolution
from searchapp.curation.persons import OTHERS, PERSONS, Moved, persons_of
from searchapp.engines.arrays import Ints, Longs, Strings, are_among
from searchapp.engines.whoosh.disk.array_file import ColumnFile, ColumnWriter
from searchapp.engines.whoosh.layout import NO_DAY
from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.engines.whoosh.read.tables import Columns, Table, load_labels, load_matrix, write_matrix
from searchapp.model import RecordKind


class _OfStories:
    """A facet of the stories, as `persons` reads it."""

    def __init__(self, column: FacetColumn) -> None:
        self._column = column
        self.names = column.labels.names

    @property
    def counts(self) -> list[int]:
        """How many stories have each value."""
        counts: list[int] = np.diff(self._column.matrix.row_starts).tolist()
        return counts

    def stories(self, name: str) -> list[int]:
        """The stories that have a value."""
        stories: list[int] = _having(self._column, name).tolist()
        return stories

    def lacking(self, other: Self, some: Sequence[int]) -> list[int]:
        """Those of some values of another facet that are no value here."""
        return self._column.labels.lacking(other._column.labels, some)


def resolved_columns(columns: Columns, authority: Authority) -> tuple[Columns, tuple[Resolution, ...]]:
    """The columns with each person under one name, as far as the archive shows it, and what was decided."""
    table = columns.tables["story"]
    days: list[int | None] = [None if day == NO_DAY else day for day in table.day.tolist()]
    facets = {key: _OfStories(table.facets[key]) for key in (*PERSONS, *OTHERS)}
    found = persons_of(facets, days, authority)
    if not found.made:
        return columns, ()
    tables: dict[RecordKind, Table] = {}
    for kind, each in columns.tables.items():
        own = dict(each.facets)
        for key, renamed in found.everywhere.items():
            column = own[key]
            moves = [
                (_rows(each, column, one), one.name, one.person) for one in found.moved if one.name not in renamed
            ]
            added = [(np.array(one.silent, dtype=np.int64), one.person) for one in found.moved if one.silent]
            spoken = added if (kind, key) == ("story", "person") else []
            column = column.moved(moves).changed(np.empty(0, dtype=np.int64), spoken, {})
            own[key] = column.renamed(renamed)
        tables[kind] = replace(each, facets=own)
    return replace(columns, tables=tables), found.made


def _having(column: FacetColumn, name: str) -> Ints:
    """The records that have a value."""
    value = column.number(name)
    return column.matrix.rows_of(value) if value is not None else np.empty(0, dtype=np.int32)


def _rows(table: Table, column: FacetColumn, moved: Moved) -> Longs:
    """The records that have a name and belong to one of the stories in which it means a person."""
    rows = _having(column, moved.name)
    return rows[are_among(table.parent[rows], np.array(moved.stories))].astype(np.int64)


def write_resolved(out: ColumnWriter, columns: Columns) -> None:
    """Keep what is resolved where people decided nothing of persons, so that opening costs nothing more."""
    resolved, made = resolved_columns(columns, Authority())
    for key in PERSONS:
        labels = resolved.tables["story"].facets[key].labels
        names = [name.encode("utf-8", "surrogatepass") for name in labels.names]
        out.add(f"facet/{key}/labels", Strings.of(names))
        out.add(f"facet/{key}/folds", labels.folds)
        out.add(f"facet/{key}/by_fold", labels.by_fold)
        out.add(f"facet/{key}/others", Strings.of(list(labels.others)))
        out.add(f"facet/{key}/meant", np.fromiter(labels.others.values(), dtype=np.int32))
        for kind, table in resolved.tables.items():
            write_matrix(out, f"{kind}/facet/{key}", table.facets[key].matrix)
    rows = json.dumps([asdict(one) for one in made], default=date.isoformat).encode()
    out.add("resolutions", np.frombuffer(rows, dtype=np.uint8))


def load_resolved(file: ColumnFile, columns: Columns) -> tuple[Columns, tuple[Resolution, ...]]:
    """The columns of an index with what `write_resolved` kept of it, and what was decided."""
    tables = {kind: replace(table, facets=dict(table.facets)) for kind, table in columns.tables.items()}
    for key in PERSONS:
        meant = file.array(f"facet/{key}/meant").tolist()
        others = dict(zip(file.load(f"facet/{key}/others").tolist(), meant, strict=True))
        labels = replace(load_labels(file, key), others=others)
        for kind, table in tables.items():
            table.facets[key] = FacetColumn(labels, load_matrix(file, f"{kind}/facet/{key}"))
    made = [
        Resolution(**{**row, **{k: row[k] and date.fromisoformat(row[k]) for k in ("since", "until")}})
        for row in json.loads(file.array("resolutions").tobytes())
    ]
    return replace(columns, tables=tables), tuple(made)
