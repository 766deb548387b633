"""What decisions change in the columns: rejected statements go, facet values follow the corrected story, a name
that two people bear is told apart by story, and what the archive shows to be one person's name is that person's.

The index on disk stays as it was built. A correction that holds everywhere moves a value from one facet to
another, whatever the stories; only stories with corrections of their own are read and worked out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

import numpy as np

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.bearers import Placed, Resolution, Resolved, Uses, resolve
from searchapp.curation.corrections import Corrections
from searchapp.engines.whoosh.arrays import Ints, Longs, Strings, are_among, distinct
from searchapp.engines.whoosh.disk.array_file import ColumnFile, ColumnWriter
from searchapp.engines.whoosh.layout import NO_DAY
from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.engines.whoosh.read.tables import Columns, Table, load_labels, load_matrix, write_matrix
from searchapp.facets import BY_KEY
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


_OTHERS = ("organization", "place")
_SILENT = 10
"""Of so many stories that take a word for an organization or a place, it may say nothing in one."""
PERSONS = ("person", "speaker")
"""The facets whose values are persons."""


def resolved_columns(columns: Columns, authority: Authority) -> tuple[Columns, tuple[Resolution, ...]]:
    """The columns with each person under one name, as far as the archive shows it, and what was decided."""
    table = columns.tables["story"]
    named = _Named(table)
    dated = table.day[table.day != NO_DAY]
    days: list[int | None] = [None if day == NO_DAY else day for day in table.day.tolist()]
    uses = Uses(
        named.names,
        named.counts,
        named.stories,
        days.__getitem__,
        first=int(dated.min(initial=date.max.toordinal())),
        last=int(dated.max(initial=1)),
    )
    resolved = resolve(uses, authority)
    if not resolved.made:
        return columns, ()
    names = named.names
    merged = {names[name]: names[person] for name, person in resolved.merged.items()}
    everywhere = {key: merged | _led(table, table.facets[key], names, resolved) for key in PERSONS}
    tables: dict[RecordKind, Table] = {}
    for kind, each in columns.tables.items():
        facets = dict(each.facets)
        for key, renamed in everywhere.items():
            column = facets[key]
            moved = [
                (_rows(each, column, names[one.name], one), names[one.name], names[one.person])
                for one in resolved.placed
                if names[one.name] not in renamed
            ]
            added = _speaking(column, names, resolved) if (kind, key) == ("story", "person") else []
            column = column.moved(moved).changed(np.empty(0, dtype=np.int64), added, {})
            facets[key] = column.renamed(renamed)
        tables[kind] = replace(each, facets=facets)
    return replace(columns, tables=tables), resolved.made


class _Named:
    """The stories that name a person; of one word, also those in which it speaks and is nothing else.

    What a single story takes for an organization or a place may be a person's surname all the same: where it does
    hardly anything but speak, and no longer name of an organization or a place has the word.
    """

    def __init__(self, stories: Table) -> None:
        self._facets = stories.facets
        self._persons, speakers = stories.facets["person"], stories.facets["speaker"]
        words = [n for n, name in enumerate(speakers.labels.names) if " " not in name and name[:1].isupper()]
        alone = self._persons.labels.lacking(speakers.labels, words)
        spoken = np.diff(speakers.matrix.row_starts)[alone]
        self.names = [*self._persons.labels.names, *(speakers.labels.names[n] for n in alone)]
        self.counts = [*np.diff(self._persons.matrix.row_starts).tolist(), *spoken.tolist()]
        self._words: frozenset[str] | None = None

    def stories(self, value: int) -> list[int]:
        """The numbers of the stories that have a name."""
        name = self.names[value]
        named = np.empty(0, dtype=np.int32)
        if value < self._persons.matrix.width:
            named = self._persons.matrix.rows_of(value)
        if " " not in name:
            spoken = _having(self._facets["speaker"], name)
            others = np.concatenate([_having(self._facets[key], name) for key in _OTHERS])
            if len(others):
                silent = distinct(others[~are_among(others, spoken)])
                if len(silent) * _SILENT > len(others) or name in self._longer():
                    spoken = spoken[~are_among(spoken, np.sort(others))]
            named = distinct(np.concatenate([named, spoken]))
        stories: list[int] = named.tolist()
        return stories

    def _longer(self) -> frozenset[str]:
        """All words of the longer names that only organizations and places have; read when first asked."""
        if self._words is None:
            longer = {name for key in _OTHERS for name in self._facets[key].labels.names if " " in name}
            longer.difference_update(self.names)
            self._words = frozenset(word.strip(".,") for word in set(" ".join(longer).split()))
        return self._words


def _having(column: FacetColumn, name: str) -> Ints:
    """The records that have a value."""
    value = column.number(name)
    return column.matrix.rows_of(value) if value is not None else np.empty(0, dtype=np.int32)


def _rows(table: Table, column: FacetColumn, name: str, placed: Placed) -> Longs:
    """The records that have a name and belong to one of the stories in which it means a person."""
    rows = _having(column, name)
    return rows[are_among(table.parent[rows], np.array(placed.stories))].astype(np.int64)


def _speaking(persons: FacetColumn, names: Sequence[str], resolved: Resolved) -> list[tuple[Longs, str]]:
    """The stories in which a person speaks by the surname alone, and is not named otherwise, with the person."""
    added = []
    for one in resolved.placed:
        stories = np.array(one.stories, dtype=np.int64)
        missing = stories[~are_among(stories, _having(persons, names[one.name]))]
        if len(missing):
            added.append((missing, names[one.person]))
    return added


def _led(stories: Table, column: FacetColumn, names: Sequence[str], resolved: Resolved) -> dict[str, str]:
    """The surnames that mean one person in all stories that have them, so that a search for them leads there."""
    times = Counter(one.name for one in resolved.placed)
    out: dict[str, str] = {}
    for one in resolved.placed:
        name = names[one.name]
        having = len(_having(column, name))
        if times[one.name] == 1 and having and having == len(_rows(stories, column, name, one)):
            out[name] = names[one.person]
    return out


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
