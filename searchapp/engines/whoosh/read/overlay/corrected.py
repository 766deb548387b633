"""Columns under corrections: rejected statements go, facet values follow the corrected story.

A correction that holds everywhere moves a value from one facet to another, whatever the stories; only stories with
corrections of their own are read and worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from searchapp.curation.corrections import Corrections
from searchapp.engines.whoosh.arrays import Longs
from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.engines.whoosh.read.tables import Columns, Table
from searchapp.model import RecordKind, Story
from searchapp.records import records


@dataclass(frozen=True, slots=True)
class CorrectedStory:
    """A story as corrected, and which of its indexed statements (by position) are still there."""

    story: Story
    kept: tuple[int, ...]


@dataclass(slots=True)
class _Changes:
    """What changes in one facet of one kind of record; see `FacetColumn.changed`."""

    without: list[int] = field(default_factory=list)
    added: list[tuple[Longs, str]] = field(default_factory=list)
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)


def corrected_columns(
    columns: Columns,
    corrections: Corrections,
    read_story: Callable[[int], Story],
    number_of: Callable[[str], int | None],
) -> tuple[Columns, Mapping[int, CorrectedStory]]:
    """The columns under corrections, and the stories that have corrections of their own by number.

    `read_story` gives a story as indexed by its number.
    """
    changes = {(kind, key): _Changes() for kind, table in columns.tables.items() for key in table.facets}
    for table in columns.tables.values():
        _everywhere(table, corrections, changes)
    stories: dict[int, CorrectedStory] = {}
    live = columns.tables["statement"].live.copy()
    for number in sorted(n for story in corrections.stories if (n := number_of(story)) is not None):
        story, kept = corrections.corrected(read_story(number))
        stories[number] = CorrectedStory(story, kept)
        story_record, *statements = records(story)
        first = int(columns.first[number])
        live[first : int(columns.first[number + 1])] = False
        for position, record in zip(kept, statements, strict=True):
            live[first + position] = True
            for key, values in record.facets.items():
                changes["statement", key].rows[first + position] = values
        for key, values in story_record.facets.items():
            changes["story", key].rows[number] = values
    tables: dict[RecordKind, Table] = {}
    for kind, table in columns.tables.items():
        facets = {key: _changed(column, changes[kind, key]) for key, column in table.facets.items()}
        tables[kind] = replace(table, facets=facets)
    if not live.all():
        tables["statement"] = replace(tables["statement"], live=live, all_live=False)
    return replace(columns, tables=tables), stories


def _everywhere(
    table: Table, corrections: Corrections, changes: Mapping[tuple[RecordKind, str], _Changes]
) -> None:
    """The corrections that hold in every story, as moves of values."""
    for correction in corrections.everywhere:
        column = table.facets[correction.kind]
        value = column.number(correction.name)
        if value is None:
            continue
        changes[table.kind, correction.kind].without.append(value)
        if correction.to:
            rows = np.flatnonzero(column.matrix.having([value]))
            changes[table.kind, correction.to].added.append((rows, column.labels.names[value]))


def _changed(column: FacetColumn, changes: _Changes) -> FacetColumn:
    rows = changes.rows
    if not changes.without and not changes.added:
        rows = {n: names for n, names in rows.items() if _numbers(column, names) != set(column.of(n))}
    return column.changed(np.array(changes.without, dtype=np.int64), changes.added, rows)


def _numbers(column: FacetColumn, names: Iterable[str]) -> set[int | None]:
    return {column.number(name) for name in names}
