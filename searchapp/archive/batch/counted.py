"""How many stories and statements each of many queries has, and in which outlets: one call, one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from searchapp.engines import Index
from searchapp.facets import BY_KEY
from searchapp.formats.exports import csv_line
from searchapp.model import RECORD_KINDS, RecordKind
from searchapp.query.request import SearchRequest
from searchapp.text.wording import NOUNS

_BY = "outlet"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a query has: `totals` of both kinds, and how many of the kind that was asked for each outlet has.

    The empty name stands for those of which no outlet is known.
    """

    totals: Mapping[RecordKind, int]
    outlets: Mapping[str, int]

    @property
    def found(self) -> bool:
        """Whether there is anything."""
        return any(self.totals.values())


def counted(index: Index, requests: Iterable[SearchRequest]) -> list[Counted]:
    """What each of these requests has; one call, however many they are."""
    plain = {"offset": 0, "limit": 0, "facets": (_BY,), "facet_size": 0, "timeline": False, "sideways": False}
    asked = [replace(request, **plain) for request in requests]  # type: ignore[arg-type]
    found: list[Counted] = []
    for result in index.search_many(asked) if asked else ():
        (facet,) = result.facets
        unknown = {"": facet.unknown} if facet.unknown else {}
        found.append(Counted(result.totals, {v.value: v.count for v in facet.values if v.count} | unknown))
    return found


def outlets_of(rows: Iterable[Counted]) -> list[str]:
    """All outlets that these have, those with most first; those of which none is known at the end."""
    tally: Counter[str] = Counter()
    for row in rows:
        tally.update(row.outlets)
    return sorted(tally, key=lambda name: (not name, -tally[name], name))


def outlet_name(name: str) -> str:
    """What an outlet is called at the head of its column."""
    return name or BY_KEY[_BY].unknown


def counts_table(names: Sequence[tuple[str, str]], rows: Sequence[Counted]) -> Iterator[str]:
    """The table as CSV, a row a query; `names` are the ids (or lines) and texts of the queries."""
    outlets = outlets_of(rows)
    yield csv_line(["id", "q", *(NOUNS[kind][1] for kind in RECORD_KINDS), *map(outlet_name, outlets)])
    for (key, text), row in zip(names, rows, strict=True):
        totals = (row.totals[kind] for kind in RECORD_KINDS)
        yield csv_line([key, text, *totals, *(row.outlets.get(outlet, 0) for outlet in outlets)])
