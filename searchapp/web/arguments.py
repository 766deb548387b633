"""The arguments of a search: read from a query string without ever raising, with a line for what can't be used.

How one is written stands here too; in which order, `search_state` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, TypeVar
from urllib.parse import urlencode

from searchapp.archive.questions import MOVED, chosen_filter, moved
from searchapp.facets import AS_THEY_ARE, BY_KEY, FACET_KEYS, TOGETHER_KEYS, Called
from searchapp.query.days import SWAPPED, read_span, unread
from searchapp.query.request import UNCERTAIN_TOO, Filter, Sort

MAX_QUERY = 8_000
MAX_VALUE = 500
MAX_FILTERS = 60
MAX_PAGE = 1_000_000
MAX_PARAMETERS = 1_000
PARAMETERS: tuple[str, ...] = (
    "q", "kind", "in", *FACET_KEYS, *(f"-{k}" for k in FACET_KEYS), "all",
    "date", "since", "until", "sort", "group", "match", "least", "exact", "strict", "fold", "page",
)  # fmt: skip
"""Every parameter of a search, in the order in which a URL has them."""
ON, OFF = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
BOTH_WAYS = "was both chosen and excluded; it is excluded."
_Word = TypeVar("_Word", bound=str)


class Arguments(Protocol):
    """What a query string is read from: names, each with its values (werkzeug's MultiDict is one)."""

    def getlist(self, key: str, /) -> list[str]:
        """All values of a name, none if it is absent."""
        ...


class Pairs:
    """The parameters of a query string."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs

    def getlist(self, key: str, /) -> list[str]:
        """All values of a name, none if it is absent."""
        return [value for name, value in self.pairs if name == key]


def filter_label(f: Filter, called: Called) -> str:
    """What a filter's value is called on a page."""
    if f == UNCERTAIN_TOO:
        return "uncertain too"
    return called.get(f.key, {}).get(f.value, f.value) or BY_KEY[f.key].unknown


def canonical(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Filters in the one order that URLs have them in: by facet, chosen before excluded, then by value."""
    given = tuple(filters)
    if len(given) < 2:
        return given
    return tuple(sorted(set(given), key=lambda f: (FACET_KEYS.index(f.key), f.exclude, f.value)))


class ArgumentReader:
    """Reads arguments one by one and collects what to say about them."""

    def __init__(self, args: Arguments) -> None:
        self.args = args
        self.notices: list[str] = []

    def last(self, name: str) -> str:
        """A parameter's last value, "" where it is absent."""
        values = self.args.getlist(name)
        return values[-1].strip() if values else ""

    def query(self) -> str:
        """What was typed, of a length that is read."""
        q = " ".join(self.last("q").split())
        if len(q) > MAX_QUERY:
            self.notices.append(f"Only the first {MAX_QUERY:,} characters of the query were read.")
        return q[:MAX_QUERY].strip()

    def choice(self, name: str, allowed: tuple[_Word, ...]) -> _Word | None:
        """One of a closed set of words, None where it is absent or none of them."""
        raw = self.last(name)
        for known in allowed:
            if raw == known:
                return known
        if raw:
            self.notices.append(f"{name} can be {' or '.join(filter(None, allowed))}; “{raw[:40]}” was left out.")
        return None

    def flag(self, name: str) -> bool:
        """Whether a parameter is switched on."""
        return self.last(name).lower() in ON

    def switch(self, name: str) -> bool | None:
        """Whether a parameter is switched on or off; None where that is not said."""
        raw = self.last(name).lower()
        if raw and raw not in (*ON, *OFF):
            self.notices.append(f"{name} can be yes or no; “{raw[:40]}” was left out.")
        return True if raw in ON else False if raw in OFF else None

    def least(self) -> int:
        """How many of the words are wanted at least, 0 where that is not said."""
        raw = self.last("least")
        if raw and not re.fullmatch(r"[1-9][0-9]{0,2}", raw):
            self.notices.append(f"least needs a number of words from 1 on; “{raw[:40]}” was left out.")
            return 0
        return int(raw or 0)

    def page(self) -> int:
        """The page of the answer, from 1 on."""
        raw = self.last("page")
        if not raw:
            return 1
        if not re.fullmatch(r"[0-9]{1,12}", raw) or not 1 <= int(raw) <= MAX_PAGE:
            self.notices.append(f"There is no page “{raw[:40]}”; this is the first.")
            return 1
        return int(raw)

    def dates(self) -> tuple[bool, date | None, date | None]:
        """Whether what has no date is asked for, and the first and last day otherwise."""
        if (which := self.last("date").lower()) not in ("", "none"):
            self.notices.append(f"date can be none; “{which[:40]}” was left out.")
        given = self.last("since"), self.last("until")
        since, until, swapped = read_span(*given)
        self.notices += [unread(raw) for raw, day in zip(given, (since, until), strict=True) if raw and not day]
        if which == "none":
            return True, None, None
        if swapped:
            self.notices.append(SWAPPED)
        return False, since, until

    def together(self) -> tuple[str, ...]:
        """The facets of which all chosen values are asked for."""
        given = [value.strip() for value in self.args.getlist("all")]
        for raw in given:
            if raw and raw not in TOGETHER_KEYS:
                self.notices.append(f"all can be {' or '.join(TOGETHER_KEYS)}; “{raw[:40]}” was left out.")
        return tuple(key for key in TOGETHER_KEYS if key in given)

    def filters(self) -> tuple[Filter, ...]:
        """The filters that are taken, in canonical order."""
        found = dict.fromkeys(self.each_filter())
        both = [f for f in found if f.exclude and Filter(f.key, f.value) in found]
        for f in both:
            del found[Filter(f.key, f.value)]
            self.notices.append(f"“{filter_label(f, AS_THEY_ARE)[:40]}” {BOTH_WAYS}")
        if len(found) > MAX_FILTERS:
            self.notices.append(f"Only the first {MAX_FILTERS} of {len(found)} filters were taken.")
        return canonical(list(found)[:MAX_FILTERS])

    def each_filter(self) -> Iterator[Filter]:
        """The filters as they stand there, but for values that are too long."""
        for key in FACET_KEYS:
            for name in (key, "-" + key):
                for value in self.args.getlist(name):
                    if len(value) > MAX_VALUE:
                        self.notices.append(f"A value of {key} is too long and was left out.")
                    elif value.strip():
                        if moved(name, value) and MOVED not in self.notices:
                            self.notices.append(MOVED)
                        yield chosen_filter(name, value)


# -- written --------------------------------------------------------------------------------------------


class Parameters(NamedTuple):
    """Some of a URL's parameters, also as they are written there."""

    pairs: tuple[tuple[str, str], ...]
    encoded: str


@lru_cache(maxsize=4096)
def days_encoded(first: date, last: date) -> str:
    """Two days as parameters; the bars of a page are those of the page before."""
    return f"since={first}&until={last}"


@lru_cache(maxsize=8192)
def encoded(name: str, value: str) -> str:
    """One parameter of a query string; a page has a hundred links, whose parameters are mostly the same."""
    return urlencode([(name, value)])


def parameter(key: str, value: str, exclude: bool) -> tuple[str, str]:
    """A filter as a parameter of a URL."""
    return "-" + key if exclude else key, value or BY_KEY[key].unknown


def parameters(pairs: Iterable[tuple[str, str]]) -> Parameters:
    """Those that have a value."""
    kept = tuple(pair for pair in pairs if pair[1])
    return Parameters(kept, "&".join(encoded(*pair) for pair in kept))


@lru_cache(maxsize=512)
def around(unfiltered: tuple[Any, ...]) -> tuple[Parameters, Parameters]:
    """What stands before and behind the filters; most links of a page are told apart by their filters alone."""
    q, kind, within, together, since, until, undated, *how = unfiltered
    sort, group, match, least, exact, strict, fold, page = how
    before = (("q", q), ("kind", kind if kind != "story" else ""), ("in", within if within != "said" else ""))
    after = (
        *(("all", key) for key in together),
        ("date", "none" if undated else ""),
        ("since", since.isoformat() if since else ""),
        ("until", until.isoformat() if until else ""),
        ("sort", sort if sort and sort != default_sort(q) else ""),
        ("group", group),
        ("match", match if match != "all" else ""),
        ("least", str(least) if least else ""),
        ("exact", "1" if exact else ""),
        ("strict", "1" if strict else ""),
        ("fold", "" if fold is None else "yes" if fold else "no"),
        ("page", str(page) if page > 1 else ""),
    )
    return parameters(before), parameters(after)


def default_sort(q: str) -> Sort:
    """Best match for a query, newest first where there is none."""
    return "relevance" if q else "newest"
