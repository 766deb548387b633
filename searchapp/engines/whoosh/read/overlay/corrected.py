"""Columns under corrections: rejected statements go, facet values and days follow the corrected story.

A correction that holds everywhere moves a value from one facet to another, whatever the stories; only stories with
corrections of their own are read and worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from searchapp.curation.corrections import Correction, Corrections
from searchapp.engines.arrays import Ints, Longs
from searchapp.engines.whoosh.layout import NO_DAY
from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.engines.whoosh.read.overlay.retitled import title_length
from searchapp.engines.whoosh.read.stories import Stories
from searchapp.engines.whoosh.read.tables import Columns, Table, by_day
from searchapp.model import RecordKind, Story
from searchapp.records import records

Facets = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CorrectedStory:
    """A story as corrected, and which of its indexed statements (by position) are still there.

    `retitled` says that its title is not the one that was indexed, `about` what was said of it. `facets` are the
    values of its record and of each statement that was kept, `indexed` those of all that were indexed.
    """

    story: Story
    kept: tuple[int, ...]
    retitled: bool
    about: tuple[Correction, ...]
    facets: tuple[Facets, ...]
    indexed: tuple[Facets, ...]


@dataclass(frozen=True, slots=True)
class CorrectedStories:
    """The stories that have corrections of their own by number; of the others `outlet` gives the outlet."""

    by_number: Mapping[int, CorrectedStory] = field(default_factory=dict)
    outlet: Callable[[str | None], str | None] = Corrections().fields.outlet

    def get(self, number: int) -> CorrectedStory | None:
        """A story that has corrections of its own."""
        return self.by_number.get(number)

    def titles(self, columns: Columns) -> dict[RecordKind, dict[int, str]]:
        """The titles of the records that have another one than was indexed, by kind."""
        others = {number: one.story.title or "" for number, one in self.by_number.items() if one.retitled}
        live = columns.tables["statement"].live
        spans = {number: range(*columns.first[number : number + 2].tolist()) for number in others}
        statements = {n: others[number] for number, span in spans.items() for n in span if live[n]}
        return {"story": others, "statement": statements}


@dataclass(slots=True)
class _Changes:
    """What changes in one facet of one kind of record; see `FacetColumn.changed`."""

    without: list[int] = field(default_factory=list)
    added: list[tuple[Longs, str]] = field(default_factory=list)
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)


_AllChanges = Mapping[tuple[RecordKind, str], _Changes]


def corrected_columns(
    columns: Columns, corrections: Corrections, archive: Stories, before: CorrectedStories
) -> tuple[Columns, CorrectedStories]:
    """The columns under corrections, and the stories that these change; `before` has some as they were last."""
    changes = {(kind, key): _Changes() for kind, table in columns.tables.items() for key in table.facets}
    for table in columns.tables.values():
        _everywhere(table, corrections, changes)
        _outlets(table, corrections, changes)
    stories: dict[int, CorrectedStory] = {}
    live = columns.tables["statement"].live.copy()
    for number, known_as in sorted(_named(columns, corrections, archive).items()):
        one = before.get(number)
        if one is None or one.about != corrections.about(known_as):
            one = _corrected(archive.story(number), corrections, known_as)
        stories[number] = one
        first = int(columns.first[number])
        live[first : int(columns.first[number + 1])] = False
        _note(changes, "story", number, one.facets[0], one.indexed[0])
        for position, facets in zip(one.kept, one.facets[1:], strict=True):
            live[first + position] = True
            _note(changes, "statement", first + position, facets, one.indexed[1 + position])
    tables: dict[RecordKind, Table] = {}
    for kind, table in columns.tables.items():
        columns_now = {key: _changed(column, changes[kind, key]) for key, column in table.facets.items()}
        tables[kind] = replace(table, facets=columns_now)
    if not live.all():
        tables["statement"] = replace(tables["statement"], live=live, all_live=False)
    tables = {kind: _retold(table, columns.first, stories, archive) for kind, table in tables.items()}
    return replace(columns, tables=tables), CorrectedStories(stories, corrections.fields.outlet)


def _corrected(found: Story, corrections: Corrections, known_as: list[str]) -> CorrectedStory:
    """A story as corrected under these ids."""
    story, kept = corrections.corrected(found, known_as)
    return CorrectedStory(
        story=story,
        kept=kept,
        retitled=story.title != found.title,
        about=corrections.about(known_as),
        facets=tuple(record.facets for record in records(story)),
        indexed=tuple(record.facets for record in records(found)),
    )


def _note(changes: _AllChanges, kind: RecordKind, number: int, facets: Facets, indexed: Facets) -> None:
    """The values of a record that are not those that were indexed, or that corrections everywhere move."""
    for key, values in facets.items():
        change = changes[kind, key]
        if values != indexed[key] or change.without or change.added:
            change.rows[number] = values


def _named(columns: Columns, corrections: Corrections, archive: Stories) -> dict[int, list[str]]:
    """The stories that corrections name, each with the ids by which they name it.

    One that is not there by its id is the only one of the same text, as when its file was moved.
    """
    known_as: dict[int, list[str]] = {}
    for story_id in corrections.stories:
        number = archive.number(story_id)
        if number is None and (text := corrections.fields.texts.get(story_id)):
            same = np.flatnonzero((columns.digests == np.uint64(int(text, 16))) & columns.tables["story"].live)
            number = int(same[0]) if len(same) == 1 else None
        if number is not None:
            known_as.setdefault(number, []).append(story_id)
    return known_as


def _everywhere(table: Table, corrections: Corrections, changes: _AllChanges) -> None:
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


def _outlets(table: Table, corrections: Corrections, changes: _AllChanges) -> None:
    """The outlets that are others, or none, as moves of values; who has no outlet lacks it."""
    if not corrections.fields.outlets_change:
        return
    column = table.facets["outlet"]
    for value, name in enumerate(column.labels.names):
        to = corrections.fields.outlet(name)
        if to == name:
            continue
        rows = column.matrix.rows_of(value).astype(np.int64)
        changes[table.kind, "outlet"].without.append(value)
        changes[table.kind, "outlet" if to else "lacks"].added.append((rows, to or "outlet"))


def _changed(column: FacetColumn, changes: _Changes) -> FacetColumn:
    return column.changed(np.array(changes.without, dtype=np.int64), changes.added, changes.rows)


def _retold(table: Table, first: Ints, stories: Mapping[int, CorrectedStory], archive: Stories) -> Table:
    """A table with the days and the lengths of titles of the corrected stories."""
    day, lengths = table.day.copy(), table.lengths["title"].copy()
    for number, corrected in stories.items():
        own = slice(*first[number : number + 2]) if table.kind == "statement" else number
        published = corrected.story.published
        day[own] = published.toordinal() if published else NO_DAY
        if corrected.retitled:
            lengths[own] = title_length(corrected.story.title or "")
    if (lengths != table.lengths["title"]).any():
        table = replace(table, lengths={**table.lengths, "title": lengths})
    if (day == table.day).all():
        return table
    newest, oldest = by_day(archive.ranks[table.kind], day)
    return replace(table, day=day, newest=newest, oldest=oldest)
