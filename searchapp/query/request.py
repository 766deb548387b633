"""A request: a query, filters, an order, and what is wanted beside the hits. No engine in sight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple, Self, get_args

from searchapp.facets import ANY_CERTAINTY, FACET_KEYS, FACETS
from searchapp.model import RecordKind
from searchapp.query.tree import Everything, Node, facets_in

State = Literal["any", "only", "not"]
Match = Literal["all", "any"]
Sort = Literal["relevance", "newest", "oldest"]
Within = Literal["said", "story"]
"""Where the words of a search for statements are looked for: in what was said, or in the story it stands in."""
MATCHES: tuple[Match, ...] = get_args(Match)
SORTS: tuple[Sort, ...] = get_args(Sort)
WITHINS: tuple[Within, ...] = get_args(Within)


@dataclass(frozen=True, slots=True)
class Filter:
    """One chosen value of a facet: only it, or not it. The empty value stands for records that have none."""

    key: str
    value: str
    exclude: bool = False


def all_of(keys: Collection[str], filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """What is asked for together by filters of these facets: the chosen values of each that has two or more."""
    chosen = [f for f in filters if f.key in keys and not f.exclude]
    if len(chosen) < 2:
        return ()
    several = Counter(f.key for f in chosen)
    return tuple(f for f in chosen if several[f.key] > 1)


UNCERTAIN_TOO = Filter("certainty", ANY_CERTAINTY)
"""What shows statements whether they are certain or not; without it, and any other certainty, those that are."""
FEW = 3
"""Fewer hits are few: then other spellings may be meant."""
DATE = "date"
"""What stands for the day of a record where else a facet's key stands."""


class Beginning(NamedTuple):
    """How a word, or the name of a facet's value (`key`), begins."""

    key: str
    start: str


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a cross-tab: these values of a facet, or else the `most` that most records have (0: all).

    The empty value stands for records without any; of the values that most have it is the last, where there are
    such records. As the columns, DATE stands for the buckets of the timeline.
    """

    key: str
    values: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question to an engine.

    Filters of one facet widen each other, facets narrow. `together` are values that a record must have all of, or
    its story (see `Facet.together`), whatever else is chosen. `since` and `until` are inclusive; `undated`
    asks for records without a date only. `match="any"` takes records with at least one of the top-level
    words, `least` those with at least so many (0: all); `widen` does so only when no record has them all, and
    then asks for as many as can be had.
    `facets` are the keys to count; `facet_size` cuts each list (None: as the table says, 0: all values).
    `sideways` counts each facet as if none of its values were chosen, as a panel needs; without it under all
    filters, which tells what stands beside a chosen value.
    `within` tells where the words of statements are looked for; the filters are the statements' own in any case.
    Found by its story, a statement whose own words match too comes first.
    `fold` lists stories that are printed nearly word for word elsewhere too once, by the best of those that match;
    each counts all the same.
    `crosstab` counts the values of two facets against each other, rows first. `whole` gives each hit that is a
    statement its story. `spell` asks what may be meant by words that hardly any story has, where an answer has
    few hits or not all of the words.
    """

    node: Node = field(default_factory=Everything)
    kind: RecordKind = "story"
    within: Within = "said"
    filters: tuple[Filter, ...] = ()
    together: tuple[Filter, ...] = ()
    since: date | None = None
    until: date | None = None
    undated: bool = False
    match: Match = "all"
    least: int = 0
    widen: bool = False
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = FACET_KEYS
    facet_size: int | None = None
    timeline: bool = True
    sideways: bool = True
    fold: bool = False
    crosstab: tuple[Axis, Axis] | None = None
    whole: bool = False
    spell: bool = False

    @property
    def bare(self) -> Self:
        """The same for its totals alone."""
        return replace(
            self, offset=0, limit=0, facets=(), timeline=False, fold=False, crosstab=None, whole=False, spell=False
        )

    @property
    def strict(self) -> Self:
        """The same for what has all of the words."""
        return replace(self, widen=False, least=0)

    @property
    def asked_facets(self) -> frozenset[str]:
        """The facets of which values are chosen or left out, or words are looked for."""
        return frozenset((*(f.key for f in (*self.filters, *self.together)), *facets_in(self.node)))

    @property
    def in_stories(self) -> bool:
        """Whether statements are found by the words of their stories."""
        return self.kind == "statement" and self.within == "story"

    @property
    def in_force(self) -> tuple[Filter, ...]:
        """The filters, and what goes without them: a facet of which nothing was chosen may leave a value out."""
        chosen = {f.key for f in self.filters}
        usual = (f for f in FACETS if f.left_out and self.kind in f.shown_for and f.key not in chosen)
        return (*self.filters, *(Filter(f.key, f.left_out, exclude=True) for f in usual))
