"""The URL as a value: SearchState holds all of a search, and every link is another state's URL.

Reading arguments never raises: what can't be used is left out and a notice says so. A state knows the
query vocabulary (`searchapp.query.request`), but neither an engine nor Flask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar
from urllib.parse import parse_qsl, urlencode

from searchapp.archive.questions import chosen_filter
from searchapp.facets import BY_KEY, FACET_KEYS
from searchapp.model import RECORD_KINDS, RecordKind
from searchapp.query.days import SWAPPED, read_span
from searchapp.query.request import MATCHES, SORTS, Filter, Match, SearchRequest, Sort, State
from searchapp.query.tree import Node
from searchapp.web.urls import AT

MAX_QUERY = 8_000
MAX_VALUE = 500
MAX_FILTERS = 60
MAX_PAGE = 1_000_000
MAX_PARAMETERS = 1_000
PARAMETERS: tuple[str, ...] = (
    "q", "kind", *FACET_KEYS, *(f"-{k}" for k in FACET_KEYS),
    "date", "since", "until", "sort", "group", "match", "least", "exact", "strict", "page",
)  # fmt: skip
"""Every parameter of a search, in the order in which a URL has them."""


_Word = TypeVar("_Word", bound=str)


class Arguments(Protocol):
    """What a query string is read from: names, each with its values (werkzeug's MultiDict is one)."""

    def getlist(self, key: str, /) -> list[str]:
        """All values of a name, none if it is absent."""
        ...


class _Pairs:
    """The parameters of a query string."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs

    def getlist(self, key: str, /) -> list[str]:
        return [value for name, value in self.pairs if name == key]


@lru_cache(maxsize=8192)
def _encoded(name: str, value: str) -> str:
    """One parameter of a query string; a page has a hundred links, whose parameters are mostly the same."""
    return urlencode([(name, value)])


@dataclass(frozen=True, slots=True)
class SearchState:
    """One search as its URL says it.

    `filters` stand in canonical order, at most one a value; the empty value stands for having none, and
    is written as the facet calls it ("unknown outlet"). `sort` None is the default: best match for a
    query, newest first without one. `grouped` shows statements by speaker. `undated` excludes `since`
    and `until`. `least` takes what has at least so many of the words (0: all of them), as an answer that was
    widened does; `exact` turns the names file's aliases off, `strict` the widening to fewer words.
    """

    q: str = ""
    kind: RecordKind = "story"
    filters: tuple[Filter, ...] = ()
    since: date | None = None
    until: date | None = None
    undated: bool = False
    sort: Sort | None = None
    grouped: bool = False
    match: Match = "all"
    least: int = 0
    exact: bool = False
    strict: bool = False
    page: int = 1

    @classmethod
    def from_args(cls, args: Arguments) -> tuple[SearchState, tuple[str, ...]]:
        """The state that arguments mean, and a line for each one that was not taken as it stands."""
        reader = _ArgumentReader(args)
        q = reader.query()
        undated, since, until = reader.dates()
        sort = reader.choice("sort", SORTS)
        kind = reader.choice("kind", RECORD_KINDS) or "story"
        grouped = reader.choice("group", ("speaker",)) is not None
        match, strict, least = reader.choice("match", MATCHES) or "all", reader.flag("strict"), reader.least()
        state = cls(
            q=q,
            kind=kind,
            filters=reader.filters(),
            since=since,
            until=until,
            undated=undated,
            sort=sort if sort != default_sort(q) else None,
            grouped=grouped and kind == "statement",
            match=match,
            least=0 if strict or match == "any" else least,
            exact=reader.flag("exact"),
            strict=strict,
            page=reader.page(),
        )
        return state, tuple(reader.notices)

    @classmethod
    def from_query(cls, query: str) -> SearchState:
        """The state of a query string, on its first page; what can't be read in it is left out."""
        few = query.count("&") < MAX_PARAMETERS
        return cls.from_args(_Pairs(parse_qsl(query) if few else []))[0].with_page(1)

    # -- to a URL, a form, a request ------------------------------------------------------------------

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of this state, those at their default left out, in canonical order."""
        out: list[tuple[str, str]] = []
        if self.q:
            out.append(("q", self.q))
        if self.kind != "story":
            out.append(("kind", self.kind))
        out += [("-" + f.key if f.exclude else f.key, f.value or BY_KEY[f.key].unknown) for f in self.filters]
        if self.undated:
            out.append(("date", "none"))
        out += [(n, d.isoformat()) for n, d in (("since", self.since), ("until", self.until)) if d]
        if self.sort and self.sort != default_sort(self.q):
            out.append(("sort", self.sort))
        if self.grouped:
            out.append(("group", "speaker"))
        if self.match != "all":
            out.append(("match", self.match))
        if self.least:
            out.append(("least", str(self.least)))
        out += [(n, "1") for n, on in (("exact", self.exact), ("strict", self.strict)) if on]
        if self.page > 1:
            out.append(("page", str(self.page)))
        return out

    def query_string(self, **extra: str) -> str:
        """The canonical query string, without "?"."""
        return "&".join([_encoded(name, value) for name, value in (*self.pairs(), *extra.items())])

    def url(self, path: str = AT.search, **extra: str) -> str:
        """This state at a path, with further parameters at the end."""
        query = self.query_string(**extra)
        return f"{path}?{query}" if query else path

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
    ) -> SearchRequest:
        """The question to an engine; `node` is what the query was read as."""
        return SearchRequest(
            node=node,
            kind=self.kind,
            filters=self.filters,
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
        """How many filters are in force, a range of dates counted once."""
        return len(self.filters) + bool(self.since or self.until or self.undated)

    def state_of(self, key: str, value: str) -> State:
        """Whether a value of a facet is chosen, excluded, or neither."""
        for f in self.filters:
            if f.key == key and f.value == value:
                return "not" if f.exclude else "only"
        return "any"

    # -- to another state; every change of what is asked goes back to page 1 --------------------------------

    def with_filter(self, key: str, value: str, *, exclude: bool = False) -> SearchState:
        """With this value chosen (or excluded), in place of what was said of it before."""
        kept = [f for f in self.filters if (f.key, f.value) != (key, value)]
        return replace(self, filters=canonical([*kept, Filter(key, value, exclude)]), page=1)

    def excluding(self, key: str, value: str) -> SearchState:
        """With this value excluded."""
        return self.with_filter(key, value, exclude=True)

    def without(self, key: str, value: str | None = None) -> SearchState:
        """Without a value, or without anything said of a facet."""
        kept = tuple(f for f in self.filters if f.key != key or value not in (None, f.value))
        return replace(self, filters=kept, page=1)

    def only(self, key: str, value: str) -> SearchState:
        """With this value as the facet's only choice; what else is left out stays so, as its count has it."""
        kept = tuple(f for f in self.filters if f.key != key or f.exclude)
        return replace(self, filters=kept).with_filter(key, value)

    def with_dates(self, since: date | None, until: date | None) -> SearchState:
        """Published within these days; None leaves an end open."""
        return replace(self, since=since, until=until, undated=False, page=1)

    def without_date(self) -> SearchState:
        """Stories of which no date is known."""
        return replace(self, since=None, until=None, undated=True, page=1)

    def cleared(self) -> SearchState:
        """Without any filter or date; the query stays."""
        return replace(self, filters=(), since=None, until=None, undated=False, page=1)

    def with_query(self, q: str) -> SearchState:
        """With other words, all else kept."""
        return replace(self, q=" ".join(q.split()), least=0, page=1)

    def with_kind(self, kind: RecordKind) -> SearchState:
        """The same question to the other kind of record."""
        return replace(self, kind=kind, grouped=self.grouped and kind == "statement", page=1)

    def with_sort(self, sort: Sort) -> SearchState:
        """In another order, in one list."""
        return replace(self, sort=sort if sort != default_sort(self.q) else None, grouped=False, page=1)

    def by_speaker(self) -> SearchState:
        """Statements, grouped by who said them."""
        return replace(self.with_kind("statement"), sort=None, grouped=True)

    def in_one_list(self) -> SearchState:
        """Not grouped."""
        return replace(self, grouped=False, page=1)

    def with_match(self, match: Match) -> SearchState:
        """All of the words, or any."""
        return replace(self, match=match, least=0, page=1)

    def with_exact(self, exact: bool = True) -> SearchState:
        """Without (or with) the aliases of the names file."""
        return replace(self, exact=exact, page=1)

    def with_strict(self, strict: bool = True) -> SearchState:
        """Without (or with) widening to fewer words."""
        return replace(self, strict=strict, least=0, page=1)

    def as_widened(self, least: int) -> SearchState:
        """The same page of the answer, with the words it was widened to written out."""
        return replace(self, least=least)

    def with_page(self, page: int) -> SearchState:
        """Another page of the same answer."""
        return replace(self, page=page)


def filter_label(f: Filter) -> str:
    """What a filter's value is called on a page."""
    return f.value or BY_KEY[f.key].unknown


def default_sort(q: str) -> Sort:
    """Best match for a query, newest first where there is none."""
    return "relevance" if q else "newest"


def canonical(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Filters in the one order that URLs have them in: by facet, chosen before excluded, then by value."""
    return tuple(sorted(set(filters), key=lambda f: (FACET_KEYS.index(f.key), f.exclude, f.value)))


class _ArgumentReader:
    """Reads arguments one by one and collects what to say about them."""

    def __init__(self, args: Arguments) -> None:
        self.args = args
        self.notices: list[str] = []

    def last(self, name: str) -> str:
        values = self.args.getlist(name)
        return values[-1].strip() if values else ""

    def query(self) -> str:
        q = " ".join(self.last("q").split())
        if len(q) > MAX_QUERY:
            self.notices.append(f"Only the first {MAX_QUERY:,} characters of the query were read.")
        return q[:MAX_QUERY].strip()

    def choice(self, name: str, allowed: tuple[_Word, ...]) -> _Word | None:
        raw = self.last(name)
        for known in allowed:
            if raw == known:
                return known
        if raw:
            self.notices.append(f"{name} can be {' or '.join(allowed)}; “{raw[:40]}” was left out.")
        return None

    def flag(self, name: str) -> bool:
        return self.last(name).lower() in ("1", "true", "yes", "on")

    def least(self) -> int:
        raw = self.last("least")
        if raw and not re.fullmatch(r"[1-9][0-9]{0,2}", raw):
            self.notices.append(f"least needs a number of words from 1 on; “{raw[:40]}” was left out.")
            return 0
        return int(raw or 0)

    def page(self) -> int:
        raw = self.last("page")
        if not raw:
            return 1
        if not re.fullmatch(r"[0-9]{1,12}", raw) or not 1 <= int(raw) <= MAX_PAGE:
            self.notices.append(f"There is no page “{raw[:40]}”; this is the first.")
            return 1
        return int(raw)

    def dates(self) -> tuple[bool, date | None, date | None]:
        if (which := self.last("date").lower()) == "none":
            return True, None, None
        if which:
            self.notices.append(f"date can be none; “{which[:40]}” was left out.")
        given = self.last("since"), self.last("until")
        since, until, swapped = read_span(*given)
        for name, raw, day in zip(("since", "until"), given, (since, until), strict=True):
            if raw and day is None:
                self.notices.append(f"{name} needs a day such as 2017-10-14; “{raw[:40]}” was left out.")
        if swapped:
            self.notices.append(SWAPPED)
        return False, since, until

    def filters(self) -> tuple[Filter, ...]:
        found = dict.fromkeys(self.each_filter())
        both = [f for f in found if f.exclude and Filter(f.key, f.value) in found]
        for f in both:
            del found[Filter(f.key, f.value)]
            self.notices.append(f"“{filter_label(f)[:40]}” was both chosen and excluded; it is excluded.")
        if len(found) > MAX_FILTERS:
            self.notices.append(f"Only the first {MAX_FILTERS} of {len(found)} filters were taken.")
        return canonical(list(found)[:MAX_FILTERS])

    def each_filter(self) -> Iterator[Filter]:
        for key in FACET_KEYS:
            for name in (key, "-" + key):
                for value in self.args.getlist(name):
                    if len(value) > MAX_VALUE:
                        self.notices.append(f"A value of {key} is too long and was left out.")
                    elif value.strip():
                        yield chosen_filter(name, value)
