"""What people's decisions change in the columns: rejected statements go, facet values follow the corrected
story, and a name that two people bear is told apart by story.

The index on disk stays as it was built; only the rows concerned are made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from searchapp.corrections import Corrections
from searchapp.engines.whoosh.columns import DELETED, Columns, FacetColumn
from searchapp.facets import FACET_KEYS
from searchapp.model import Story
from searchapp.names import Entry
from searchapp.records import records


@dataclass(frozen=True, slots=True)
class CorrectedStory:
    """A story as corrected, and which of its indexed statements (by position) are still there."""

    story: Story
    kept: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overlay:
    """The columns as corrected, and the corrected stories by record number."""

    columns: Columns
    stories: Mapping[int, CorrectedStory]


def corrected_columns(
    columns: Columns,
    corrections: Corrections,
    read_story: Callable[[int], Story],
    number_of: Callable[[str], int | None],
) -> Overlay:
    """The columns of an index under corrections; `read_story` gives a story as indexed by its record number."""
    stories: dict[int, CorrectedStory] = {}
    changes: dict[str, dict[int, tuple[str, ...]]] = {key: {} for key in FACET_KEYS}
    kind = np.array(columns.kind)
    for number in sorted(_touched(columns, corrections, number_of)):
        corrected, kept = corrections.corrected(read_story(number))
        stories[number] = CorrectedStory(corrected, kept)
        story_record, *statements = records(corrected)
        by_ordinal = dict(zip(kept, statements, strict=True))
        for row in np.flatnonzero(columns.parent == number).tolist():
            ordinal = int(columns.ordinal[row])
            record = story_record if ordinal < 0 else by_ordinal.get(ordinal)
            if record is None:
                kind[row] = DELETED
            for key in FACET_KEYS:
                changes[key][row] = record.facets[key] if record else ()
    if not stories:
        return Overlay(columns, stories)
    facets = {key: column.with_rows(changes[key]) for key, column in columns.facets.items()}
    return Overlay(replace(columns, kind=kind, facets=facets), stories)


def _touched(columns: Columns, corrections: Corrections, number_of: Callable[[str], int | None]) -> set[int]:
    """The record numbers of the stories that any correction may change."""
    touched = {n for story_id in corrections.stories if (n := number_of(story_id)) is not None}
    for correction in corrections.everywhere:
        column = columns.facets[correction.kind]
        value = column.number(correction.name)
        if value is not None:
            mask = column.having([value], columns.size) & (columns.kind != DELETED)
            touched.update(columns.parent[mask].tolist())
    return touched


def split_rows(
    columns: Columns, column: FacetColumn, entries: Iterable[Entry], number_of: Callable[[str], int | None]
) -> dict[int, list[str]]:
    """The values of the records in which an entry that holds in some stories renames one."""
    changes: dict[int, list[str]] = {}
    for entry in entries:
        forms = {n for form in entry.forms if (n := column.number(form)) is not None}
        stories = [n for story in entry.stories if (n := number_of(story)) is not None]
        for row in np.flatnonzero(np.isin(columns.parent, stories)).tolist():
            values = column.values[column.starts[row] : column.starts[row + 1]].tolist()
            if forms.intersection(values):
                labels = changes.get(row, [column.labels[v] for v in values])
                renamed = [entry.preferred if column.number(name) in forms else name for name in labels]
                changes[row] = list(dict.fromkeys(renamed))
    return changes
