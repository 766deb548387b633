"""How an archive was read: its stories by file type, what is not known of them, and what was not taken, and why.

The first two are asked of the index, so that each number is what the search by it gives. What was not taken is
noted beside the index by every run, for its paths, and stays until they are read again. Must not print.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from searchapp.archive.indexing.run_report import (
    MOST_KEPT,
    LeftOutKind,
    Report,
    failure_lines,
    grouped,
    left_out_lines,
)
from searchapp.engines import Index, Place, keep_note, note_of, open_index
from searchapp.facets import TOLD
from searchapp.ingest import Failure, safe_name
from searchapp.provenance import DOUBT_KINDS, DoubtKind
from searchapp.query.request import Axis, SearchRequest

_VERSION = 1


@dataclass(frozen=True, slots=True)
class FiletypeRow:
    """The stories that were read as one type of file, and how many of them lack each field of `TOLD`."""

    filetype: str
    stories: int
    lacking: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What a run did not take of a path, and when that was; `failures` are the first of `failed`."""

    path: str
    at: str
    failed: int = 0
    failures: tuple[Failure, ...] = ()
    left_out: tuple[LeftOutKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How an archive was read; `all` is the sum of the rows, `doubts` counts stories."""

    rows: tuple[FiletypeRow, ...]
    all: FiletypeRow
    doubts: Mapping[DoubtKind, int]
    not_taken: tuple[NotTaken, ...]


def reading_of(index: Index, place: Place) -> Reading:
    """How what is in the index was read; one call to the engine. `place` is where what was not taken is noted."""
    request = SearchRequest(
        crosstab=(Axis("filetype"), Axis("lacks", tuple(TOLD))),
        facets=("filetype", "lacks", "doubt"),
        facet_size=0,
        timeline=False,
        limit=0,
    )
    found = index.search(request)
    assert found.crosstab is not None
    counts = {facet.key: facet for facet in found.facets}
    rows = [
        FiletypeRow(value.value, value.count, cells)
        for value, cells in zip(found.crosstab.rows, found.crosstab.cells, strict=True)
    ]
    lacking = {value.value: value.count for value in counts["lacks"].values}
    doubts = {value.value: value.count for value in counts["doubt"].values}
    return Reading(
        rows=tuple(sorted(rows, key=lambda row: (-row.stories, row.filetype))),
        all=FiletypeRow("", found.total, tuple(lacking.get(name, 0) for name in TOLD)),
        doubts={kind: doubts[kind] for kind in DOUBT_KINDS if kind in doubts},
        not_taken=not_taken(place),
    )


def reading_now(place: Place) -> Reading:
    """How what answers now in a place was read."""
    index = open_index(place)
    try:
        return reading_of(index, place)
    finally:
        index.close()


def report_row(report: Report, reading: Reading) -> dict[str, Any]:
    """All that a run has to say, as plain JSON values, with every input that was not taken."""
    told = asdict(report)
    untaken = told.pop("untaken")
    return {**told, "paths": untaken, "reading": asdict(reading)}


def keep_not_taken(place: Place, report: Report, *, at: str) -> None:
    """Note what a run did not take of its paths, in place of what was noted of these and of what lies in them."""
    now = {path: _noted(path, report, at) for path in report.untaken}
    before = [row for row in not_taken(place) if not any(f"{row.path}/".startswith(f"{path}/") for path in now)]
    rows = sorted((*before, *now.values()), key=lambda row: row.path)
    keep_note(place, json.dumps({"version": _VERSION, "paths": [asdict(row) for row in rows]}, ensure_ascii=False))


def not_taken(place: Place) -> tuple[NotTaken, ...]:
    """What was noted last, by path; nothing where no run noted anything, or it can't be understood."""
    try:
        row = json.loads(note_of(place))
        return tuple(map(_read, row["paths"])) if row["version"] == _VERSION else ()
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()


def reading_lines(reading: Reading) -> Iterator[str]:
    """The table of file types and fields, as lines of text; nothing for an archive without stories."""
    if not reading.rows:
        return
    heads = ("read as", "stories", *TOLD)
    rows = [*reading.rows, *([reading.all] if len(reading.rows) > 1 else [])]
    cells = [
        (row.filetype or "all", f"{row.stories:,}", *(f"{n:,}" if n else "·" for n in row.lacking)) for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    before = widths[0] + 2 + widths[1] + 2
    yield f"{'':<{before}}of these without"
    for line in (heads, *cells):
        first, *others = zip(line, widths, strict=True)
        yield "  ".join((f"{first[0]:<{first[1]}}", *(f"{cell:>{width}}" for cell, width in others))).rstrip()


def not_taken_lines(found: Sequence[NotTaken]) -> Iterator[str]:
    """What was not taken of each path, as lines of text."""
    for one in found:
        lines = [*failure_lines(one.failures, one.failed, "could not be read"), *left_out_lines(one.left_out)]
        if lines:
            yield f"{one.path}, read {one.at}:"
            yield from (f"  {line}" for line in lines)


def _noted(path: str, report: Report, at: str) -> NotTaken:
    untaken = report.untaken[path]
    failures = tuple(untaken.failures[:MOST_KEPT])
    return NotTaken(safe_name(path), at, len(untaken.failures), failures, grouped(untaken.left_out))


def _read(row: Mapping[str, Any]) -> NotTaken:
    kinds = (LeftOutKind(**{**kind, "names": tuple(kind["names"])}) for kind in row["left_out"])
    failures = (Failure(**failure) for failure in row["failures"])
    return NotTaken(str(row["path"]), str(row["at"]), int(row["failed"]), tuple(failures), tuple(kinds))
