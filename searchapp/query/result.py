"""What an engine answers: hits with spans, facet counts, a timeline. Never HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from searchapp.facets import BY_KEY
from searchapp.model import RecordKind, Statement, Story
from searchapp.query.request import State


class Span(NamedTuple):
    """A run of text, and whether it is a match."""

    text: str
    hit: bool = False


class Reprint(NamedTuple):
    """A story that is listed with another, which has nearly the same words."""

    story_id: str
    outlet: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One record of an answer, ready to be shown.

    `title` and `snippet` are runs of text; a run with `hit` is a match. `quotes` are those statements of
    a story whose words match, each with its words as runs. For a statement record `statement` is set and
    `snippet` is all its words; `story` is the one it stands in, where the request asks for it. `speakers` has for
    each of its speakers the name that the facet has, and the one that stands there. `place` is where a story says
    it was written, else the place it names most, by the facet's name. `also` are the other stories that match
    and that it is listed for, where the request folds them, in its order.
    """

    id: str
    kind: RecordKind
    story_id: str
    score: float
    title: tuple[Span, ...]
    outlet: str | None
    published: date | None
    url: str | None
    snippet: tuple[Span, ...]
    byline: str | None = None
    statement: Statement | None = None
    quotes: tuple[tuple[Statement, tuple[Span, ...]], ...] = ()
    story: Story | None = None
    speakers: tuple[tuple[str, str], ...] = ()
    place: str = ""
    also: tuple[Reprint, ...] = ()


class FacetCount(NamedTuple):
    """A facet's value, how it is called, how many records it would leave, and whether it is chosen."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # nobody counts in this tuple
    state: State = "any"


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """One facet of an answer: its values by count, how many values have any, and records without one.

    Each count is the total of the same request with that value as the facet's only choice, beside what else is
    left out of it.
    """

    key: str
    values: tuple[FacetCount, ...]
    distinct: int
    unknown: int

    @property
    def goes_without_saying(self) -> bool:
        """Whether a reader has nothing to choose here: all is as usual, or the choice is made elsewhere."""
        facet = BY_KEY[self.key]
        as_usual = facet.usual and all(v.value == facet.usual and v.state == "any" for v in self.values)
        is_chosen = any(v.state != "any" for v in self.values)
        is_one = not facet.alone and self.distinct + bool(self.unknown) <= 1 and not is_chosen
        return bool(facet.left_out or as_usual or is_one)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A stretch of the timeline: first and last day, and the records published in it."""

    first: date
    last: date
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Records by date, counted without the date filter; empty buckets are there too.

    `extent` is the first and the last day of all these records. The buckets are all of it, or those around the
    days asked for where these can be told in finer ones.
    """

    buckets: tuple[Bucket, ...] = ()
    undated: int = 0
    extent: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Crosstab:
    """How many records have both of two values: a row of counts for each of `rows`, in the order of `columns`.

    A cell is the total of the same request with its two values as the only choices of their facets, beside what
    else is left out of these. Columns by date are the buckets of the timeline, and `columns` is empty; their
    cells are counted without the date filter, as the timeline is.
    """

    rows: tuple[FacetCount, ...]
    columns: tuple[FacetCount, ...]
    cells: tuple[tuple[int, ...], ...]


class Spelling(NamedTuple):
    """A word as stories write it, or as a facet's values do, and how many stories have it so."""

    word: str
    stories: int


class Respelling(NamedTuple):
    """A word of a query by its exact form, which hardly any story has, and what may be meant, likeliest first."""

    exact: str
    instead: tuple[Spelling, ...]


class DidYouMean(NamedTuple):
    """A query that may be meant by another, and how many it finds."""

    q: str
    count: int  # type: ignore[assignment]  # nobody counts in this tuple


@dataclass(frozen=True, slots=True)
class SearchResult:
    """An engine's answer.

    `total` counts the records of the asked kind, `totals` those of both kinds, each with as many of the words.
    `wanted` is how many
    top-level words the query has and `had` how many of them each hit has at least: less than `wanted`
    only after widening, or with `least` or `match="any"`. `facets` are in the order of the request.
    `groups` is how many of the total are listed, where the request folds stories.
    `spellings` are there for the words of a request that asks for them, where few have what it asks for.
    """

    total: int
    totals: Mapping[RecordKind, int]
    hits: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...]
    timeline: Timeline
    wanted: int
    had: int
    took_ms: float
    generation: str
    groups: int | None = None
    crosstab: Crosstab | None = None
    spellings: tuple[Respelling, ...] = ()

    @property
    def listed(self) -> int:
        """How many hits there are to list."""
        return self.total if self.groups is None else self.groups
