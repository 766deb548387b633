"""The URL as a value: SearchState holds all of a search, and every link is another state's URL.

How a state is read from a query string is in `arguments`. A state knows the query vocabulary
(`searchapp.query.request`), but neither an engine nor Flask.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Literal
from urllib.parse import parse_qsl

from searchapp.facets import FACET_KEYS
from searchapp.model import RECORD_KINDS, RecordKind
from searchapp.query.request import (
    MATCHES,
    SORTS,
    UNCERTAIN_TOO,
    WITHINS,
    Filter,
    Match,
    SearchRequest,
    Sort,
    State,
    Within,
    all_of,
)
from searchapp.query.tree import Node
from searchapp.web.arguments import (
    MAX_PARAMETERS,
    ArgumentReader,
    Arguments,
    Pairs,
    around,
    canonical,
    days_encoded,
    default_sort,
    encoded,
    parameter,
)
from searchapp.web.urls import AT

Grouping = Literal["speaker", "outlet"]
GROUPINGS: tuple[Grouping, ...] = ("speaker", "outlet")
"""By what statements can be grouped."""


@dataclass(frozen=True)
class SearchState:
    """One search as its URL says it.

    `filters` stand in canonical order, at most one a value; the empty value stands for having none, and
    is written as the facet calls it ("unknown outlet"). `together` are the facets of which all chosen values are
    asked for, two or more, and not any of them. `sort` None is the default: best match for a
    query, newest first without one. `within` is where the words of statements are looked for, `group` what
    they are shown by. `undated` excludes `since` and `until`. `least` takes what has at least so many of the words
    (0: all of them), as an answer that was widened does; `exact` turns the names file's aliases off, `strict` the
    widening to fewer words. `fold` lists reprints once, or each; the page of results does so where it is None.
    """

    q: str = ""
    kind: RecordKind = "story"
    within: Within = "said"
    filters: tuple[Filter, ...] = ()
    together: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    undated: bool = False
    sort: Sort | None = None
    group: Grouping | Literal[""] = ""
    match: Match = "all"
    least: int = 0
    exact: bool = False
    strict: bool = False
    fold: bool | None = None
    page: int = 1

    @classmethod
    def from_args(cls, args: Arguments) -> tuple[SearchState, tuple[str, ...]]:
        """The state that arguments mean, and a line for each one that was not taken as it stands."""
        reader = ArgumentReader(args)
        q = reader.query()
        undated, since, until = reader.dates()
        sort = reader.choice("sort", SORTS)
        kind = reader.choice("kind", RECORD_KINDS) or "story"
        within = reader.choice("in", WITHINS) or "said"
        group = reader.choice("group", GROUPINGS) or ""
        fold = reader.switch("fold")
        match, strict, least = reader.choice("match", MATCHES) or "all", reader.flag("strict"), reader.least()
        state = cls(
            q=q,
            kind=kind,
            within=within if kind == "statement" else "said",
            filters=(filters := reader.filters()),
            together=_together(reader.together(), filters),
            since=since,
            until=until,
            undated=undated,
            sort=sort if sort != default_sort(q) else None,
            group=group if kind == "statement" else "",
            match=match,
            least=0 if strict or match == "any" else least,
            exact=reader.flag("exact"),
            strict=strict,
            fold=fold if kind == "story" else None,
            page=reader.page(),
        )
        return state, tuple(reader.notices)

    @classmethod
    def from_query(cls, query: str) -> SearchState:
        """The state of a query string, on its first page; what can't be read in it is left out."""
        return cls.read_query(query)[0]

    @classmethod
    def read_query(cls, query: str) -> tuple[SearchState, tuple[str, ...]]:
        """The same, and a line for each thing that was not taken as it stands."""
        few = query.count("&") < MAX_PARAMETERS
        state, notices = cls.from_args(Pairs(parse_qsl(query) if few else []))
        return state.with_page(1), notices

    # -- to a URL, a form, a request ------------------------------------------------------------------

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of this state, those at their default left out, in canonical order."""
        before, after = around(_unfiltered(self))
        return [*before.pairs, *(parameter(f.key, f.value, f.exclude) for f in self.filters), *after.pairs]

    def query_string(self, **extra: str) -> str:
        """The canonical query string, without "?"."""
        held = vars(self)
        if (written := held.get(_WRITTEN)) is None:
            before, after = around(_unfiltered(self))
            chosen = (encoded(*parameter(f.key, f.value, f.exclude)) for f in self.filters)
            written = held[_WRITTEN] = "&".join(filter(None, (before.encoded, *chosen, after.encoded)))
        return "&".join(filter(None, (written, *map(encoded, extra, extra.values())))) if extra else written

    def url(self, path: str = AT.search, **extra: str) -> str:
        """This state at a path, with further parameters at the end."""
        query = self.query_string(**extra)
        return f"{path}?{query}" if query else path

    def url_with(self, key: str, value: str, *, exclude: bool = False) -> str:
        """The URL with this value chosen (or excluded), as `with_filter` has it: a page has a hundred of them."""
        if (around := self._places.get((key, exclude))) is None:
            around = self._places[key, exclude] = self._place_of(key, exclude)
        if around == _NOWHERE:
            return self.with_filter(key, value, exclude=exclude).url()
        return around[0] + encoded(*parameter(key, value, exclude)) + around[1]

    def url_only(self, key: str, value: str) -> str:
        """The URL with this value as the facet's only choice, as `only` has it."""
        if any(f.key == key for f in self.filters):
            return self.only(key, value).url()
        return self.url_with(key, value)

    def url_within(self, first: date, last: date) -> str:
        """This state's URL within a first and a last day."""
        return self._within(first, last)

    @cached_property
    def _within(self) -> Callable[[date, date], str]:
        return self.urls_within()

    def urls_within(self, path: str = AT.search) -> Callable[[date, date], str]:
        """What gives this state's URL within a first and a last day: for many days at once."""
        before, _, after = self.with_dates(date.min, date.max).url(path).partition(_EVER)
        return lambda first, last: before + days_encoded(first, last) + after

    @cached_property
    def _places(self) -> dict[tuple[str, bool], tuple[str, str]]:
        """What stands before and behind a further filter in a URL, by its facet and whether it excludes."""
        return {}

    def _place_of(self, key: str, exclude: bool) -> tuple[str, str]:
        """The same of one facet; nothing where values of it are chosen, among which another has its own place."""
        if any(f.key == key for f in self.filters):
            return _NOWHERE
        before, after = around(_unfiltered(self._but(page=1)))
        at = FACET_KEYS.index(key)
        written = [(FACET_KEYS.index(f.key), encoded(*parameter(f.key, f.value, f.exclude))) for f in self.filters]
        first = (before.encoded, *(text for n, text in written if n < at))
        last = (*(text for n, text in written if n > at), after.encoded)
        return f"{AT.search}?" + "".join(f"{p}&" for p in first if p), "".join(f"&{p}" for p in last if p)

    def hidden(self, *without: str) -> tuple[tuple[str, str], ...]:
        """The parameters a form must carry along; never the page, nor those it asks for itself."""
        return tuple(p for p in self.pairs() if p[0] not in (*without, "page"))

    def request(
        self,
        node: Node,
        *,
        page_size: int = 10,
        widen: bool = False,
        facets: tuple[str, ...] = FACET_KEYS,
        facet_size: int | None = None,
        timeline: bool = True,
        whole: bool = False,
        spell: bool = False,
        fold: bool = False,
    ) -> SearchRequest:
        """The question to an engine; `node` is what the query was read as."""
        return SearchRequest(
            node=node,
            kind=self.kind,
            within=self.within,
            filters=self.filters,
            together=all_of(self.together, self.filters),
            since=self.since,
            until=self.until,
            undated=self.undated,
            match=self.match,
            least=self.least,
            widen=widen and self.widens,
            sort=self.order,
            offset=(self.page - 1) * page_size,
            limit=page_size,
            facets=facets,
            facet_size=facet_size,
            timeline=timeline,
            whole=whole,
            spell=spell,
            fold=fold,
        )

    # -- what it says ---------------------------------------------------------------------------------

    @property
    def order(self) -> Sort:
        """The sort in force."""
        return self.sort or default_sort(self.q)

    @property
    def widens(self) -> bool:
        """Whether fewer words are asked for where no record has them all."""
        return self.match == "all" and not self.strict and not self.least

    @property
    def narrowed(self) -> int:
        """How many filters leave anything out, a range of dates counted once."""
        chosen = len(self.filters) - (UNCERTAIN_TOO in self.filters)
        return chosen + bool(self.since or self.until or self.undated)

    @property
    def uncertain_shown(self) -> bool:
        """Whether statements are listed, uncertain ones among them."""
        let_in = {UNCERTAIN_TOO, Filter("certainty", "uncertain"), Filter("certainty", "certain", exclude=True)}
        return self.kind == "statement" and not let_in.isdisjoint(self.filters)

    def state_of(self, key: str, value: str) -> State:
        """Whether a value of a facet is chosen, excluded, or neither."""
        for f in self.filters:
            if f.key == key and f.value == value:
                return "not" if f.exclude else "only"
        return "any"

    # -- to another state; every change of what is asked goes back to page 1 --------------------------------

    def _but(self, **changes: Any) -> SearchState:
        """With other values of some fields: `dataclasses.replace` in a tenth of its time; a page has many."""
        other = object.__new__(SearchState)
        held = vars(other)
        held.update(vars(self), **changes)
        for made in _MADE:
            held.pop(made, None)
        return other

    def with_filter(self, key: str, value: str, *, exclude: bool = False) -> SearchState:
        """With this value chosen (or excluded), in place of what was said of it before."""
        return self._filtered(_chosen(self.filters, Filter(key, value, exclude)))

    def without(self, key: str, value: str | None = None) -> SearchState:
        """Without a value, or without anything said of a facet."""
        return self._filtered(f for f in self.filters if f.key != key or value not in (None, f.value))

    def _filtered(self, filters: Iterable[Filter]) -> SearchState:
        """With these filters."""
        canon = canonical(filters)
        return self._but(filters=canon, together=_together(self.together, canon), page=1)

    def with_all(self, key: str, together: bool = True) -> SearchState:
        """With all chosen values of a facet asked for, or any of them."""
        keys = {*self.together, key} if together else set(self.together) - {key}
        return self._but(together=_together(keys, self.filters), page=1)

    def only(self, key: str, value: str) -> SearchState:
        """With this value as the facet's only choice; what else is left out stays so, as its count has it."""
        kept = [f for f in self.filters if f.key != key or f.exclude]
        return self._filtered(_chosen(kept, Filter(key, value)))

    def with_uncertain(self, shown: bool = True) -> SearchState:
        """With (or without) statements that are uncertain."""
        alone = self.without(UNCERTAIN_TOO.key)
        return alone.with_filter(UNCERTAIN_TOO.key, UNCERTAIN_TOO.value) if shown else alone

    def with_dates(self, since: date | None, until: date | None) -> SearchState:
        """Published within these days; None leaves an end open."""
        return self._but(since=since, until=until, undated=False, page=1)

    def without_date(self) -> SearchState:
        """Stories of which no date is known."""
        return self._but(since=None, until=None, undated=True, page=1)

    def cleared(self) -> SearchState:
        """Without any filter or date; the query stays."""
        return self._but(filters=(), together=(), since=None, until=None, undated=False, page=1)

    def with_query(self, q: str) -> SearchState:
        """With other words, all else kept."""
        return self._but(q=" ".join(q.split()), least=0, page=1)

    def with_kind(self, kind: RecordKind) -> SearchState:
        """The same question to the other kind of record."""
        said = kind == "statement"
        if not said:
            return self._but(kind=kind, within="said", group="", page=1)
        return self._but(kind=kind, fold=None, page=1)

    def with_words_in(self, within: Within) -> SearchState:
        """With the words looked for in what was said, or in the stories it stands in."""
        return self._but(within=within, least=0, page=1)

    def with_sort(self, sort: Sort) -> SearchState:
        """In another order, in one list."""
        return self._but(sort=sort if sort != default_sort(self.q) else None, group="", page=1)

    def grouped_by(self, group: Grouping) -> SearchState:
        """Statements, grouped by who said them or where."""
        return self.with_kind("statement")._but(sort=None, group=group)

    def in_one_list(self) -> SearchState:
        """Not grouped."""
        return self._but(group="", page=1)

    def with_match(self, match: Match) -> SearchState:
        """All of the words, or any."""
        return self._but(match=match, least=0, page=1)

    def with_exact(self, exact: bool = True) -> SearchState:
        """Without (or with) the aliases of the names file."""
        return self._but(exact=exact, page=1)

    def with_strict(self, strict: bool = True) -> SearchState:
        """Without (or with) widening to fewer words."""
        return self._but(strict=strict, least=0, page=1)

    def as_widened(self, least: int) -> SearchState:
        """The same page of the answer, with the words it was widened to written out."""
        return self._but(least=least)

    def with_fold(self, fold: bool = True) -> SearchState:
        """With reprints listed once, as the page does by itself, or each."""
        return self._but(fold=None if fold else False, page=1)

    def with_page(self, page: int) -> SearchState:
        """Another page of the same answer."""
        return self._but(page=page)


_unfiltered = attrgetter(
    "q", "kind", "within", "together", "since", "until", "undated", "sort", "group", "match", "least", "exact",
    "strict", "fold", "page",
)  # fmt: skip
_WRITTEN, _MADE = "_written", ("_written", "_places", "_within")
"""What a state holds beside its fields, made when it is first asked for."""
_NOWHERE = ("", "")
_EVER = f"since={date.min}&until={date.max}"
"""How a URL has the days of all time; within the value of a parameter these signs are written otherwise."""


def _chosen(filters: Iterable[Filter], now: Filter) -> list[Filter]:
    """Filters with one more, in place of what was said of its value before."""
    return [*(f for f in filters if (f.key, f.value) != (now.key, now.value)), now]


def _together(keys: Collection[str], filters: tuple[Filter, ...]) -> tuple[str, ...]:
    """Those of some facets of which several values are chosen, in the order of the table."""
    if not keys:
        return ()
    several = {f.key for f in all_of(keys, filters)}
    return tuple(key for key in FACET_KEYS if key in several)
