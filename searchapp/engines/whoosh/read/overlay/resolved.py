"""Columns in which each person goes by one name, as far as the archive itself shows whose it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

import numpy as np

from searchapp.curation.authority import Authority
from searchapp.curation.bearers import Placed, Resolution, Resolved, Uses, resolve
from searchapp.engines.whoosh.arrays import Ints, Longs, Strings, are_among, distinct
from searchapp.engines.whoosh.disk.array_file import ColumnFile, ColumnWriter
from searchapp.engines.whoosh.layout import NO_DAY
from searchapp.engines.whoosh.read.facet_column import FacetColumn
from searchapp.engines.whoosh.read.tables import Columns, Table, load_labels, load_matrix, write_matrix
from searchapp.model import RecordKind

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
