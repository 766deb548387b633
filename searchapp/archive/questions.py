"""The one way from what is typed and chosen to a request: commands, lists, pages, the API, Python.

A query is read, names in it are widened to the other spellings that the names file knows, filters and days are
taken as people write them. What was read otherwise than typed is said, what can't be read is refused.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, get_args

from searchapp.curation.authority import Authority
from searchapp.errors import BadRequest
from searchapp.facets import BY_KEY, FACET_KEYS, TOGETHER_KEYS
from searchapp.model import UNNAMED, RecordKind
from searchapp.query.days import SWAPPED, read_day, read_span
from searchapp.query.parse import read
from searchapp.query.request import Filter, Match, SearchRequest, Sort, Within, all_of
from searchapp.query.tree import Field, Node, Word, rewrite

_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(RecordKind),
    "sort": get_args(Sort),
    "match": get_args(Match),
    "within": get_args(Within),
}
MOVED = (
    f"“{UNNAMED.capitalize()}” is no speaker any longer; “Source: unnamed” (source=unnamed) stands in its place."
)
_NUMBERS = ("limit", "offset", "least")
_PLAIN = (*_CHOICES, *_NUMBERS, "widen", "fold", "since", "until")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it was read: `typed`, the request with other names added, those names, and how it was read."""

    typed: Node
    request: SearchRequest
    also: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """How the query was read, a line each."""
        return (*self.notices, f"Also searched: {', '.join(self.also)}.") if self.also else self.notices


class Understood(NamedTuple):
    """A query as typed, with other names added, which these are, and what was read otherwise than typed."""

    typed: Node
    node: Node
    also: tuple[str, ...]
    notices: tuple[str, ...]


def understood(text: str, authority: Authority, *, exact: bool = False) -> Understood:
    """What a text is read as; never raises. `exact` leaves names as typed."""
    reading = read(text)
    typed = rewrite(reading.node, _from_source)
    said = (MOVED,) if typed != reading.node else ()
    node, also = (typed, ()) if exact else authority.widen(typed)
    return Understood(typed, node, tuple(also), (*reading.notices, *said))


def ask(text: str, about: SearchRequest, authority: Authority, *, exact: bool = False) -> Asked:
    """What a text asks for, all else being as in `about`; never raises. `exact` leaves names as typed."""
    typed, node, also, notices = understood(text, authority, exact=exact)
    return Asked(typed, replace(about, node=node), also, notices)


def _from_source(node: Node) -> Node:
    """What was asked of unnamed sources as of a speaker, asked of the source."""
    if isinstance(node, Field) and node.name == "speaker" and moved("speaker", str(node.node).strip('"')):
        return Field("source", Word("unnamed"))
    return node


def question(
    text: str, chosen: Mapping[str, Any], authority: Authority, *, base: SearchRequest | None = None
) -> Asked:
    """What a text and what was chosen beside it ask for; `base` has what is not chosen.

    `chosen` has facets' keys ("outlet", and "-outlet" or "not_outlet" for all but it) with a value or several,
    "together" (or "all": facets of which all chosen values are asked for), "since" and "until" (a day, month or
    year), "kind", "within" (or "in"), "sort", "match", "widen", "exact", "fold", "least", "limit" and "offset".
    None stands for what was not chosen. BadRequest says what can't be taken.
    """
    about, notices = _about({k: v for k, v in chosen.items() if k != "exact"}, base or SearchRequest())
    asked = ask(text, about, authority, exact=bool(chosen.get("exact")))
    return replace(asked, notices=(*asked.notices, *notices))


def chosen_filter(name: str, value: str) -> Filter:
    """A filter by a facet's key ("-" before it: all but it) and a value; "unknown outlet" is having none.

    What an earlier version offered and this one has elsewhere is what it is now; see `moved`.
    """
    key = name.removeprefix("-")
    if moved(name, value):
        return Filter("source", "unnamed", exclude=name != key)
    return Filter(key, "" if value == BY_KEY[key].unknown else value, exclude=name != key)


def moved(name: str, value: str) -> bool:
    """Whether this was how unnamed sources were chosen when they counted as a speaker; `MOVED` says so."""
    return name.removeprefix("-") == "speaker" and value.strip().casefold() == UNNAMED


def _about(chosen: Mapping[str, Any], base: SearchRequest) -> tuple[SearchRequest, tuple[str, ...]]:
    filters: list[Filter] = []
    plain: dict[str, Any] = {}
    said: list[str] = []
    keys: tuple[str, ...] = ()
    for given, value in chosen.items():
        name = f"-{given[4:]}" if given.startswith("not_") else given
        if name.removeprefix("-") in FACET_KEYS:
            texts = _values(given, value)
            filters += [chosen_filter(name, v) for v in texts]
            said += [MOVED for v in texts if moved(name, v)][:1]
        elif name in ("together", "all"):
            keys = (*keys, *_values(given, value))
            if unknown := [key for key in keys if key not in TOGETHER_KEYS]:
                raise BadRequest(f"{given} is {unknown[0]!r}.", hint=f"Use one of {', '.join(TOGETHER_KEYS)}.")
        elif name == "in":
            plain["within"] = value or "said"
        elif name not in _PLAIN:
            known = [*FACET_KEYS, *_PLAIN, "together", "exact"]
            near = difflib.get_close_matches(given, known, 1)
            hint = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
            raise BadRequest(f"{given!r} is nothing to choose by.", hint=hint)
        elif value is not None:
            plain[name] = value
    since, until, notices = _days(plain.pop("since", ""), plain.pop("until", ""))
    for name, value in plain.items():
        _check(name, value)
    filters = list(dict.fromkeys(filters)) or list(base.filters)
    together = all_of(keys, filters) or base.together
    about = replace(
        base,
        **plain,
        filters=tuple(filters),
        together=together,
        since=since or base.since,
        until=until or base.until,
    )
    return about, (*notices, *dict.fromkeys(said))


def _values(name: str, value: object) -> tuple[str, ...]:
    """The texts that were given, one or several."""
    texts = () if value is None else (value,) if isinstance(value, str) else value
    if isinstance(texts, list | tuple | set | frozenset) and all(isinstance(v, str) for v in texts):
        return tuple(texts)
    raise BadRequest(f"{name} is {value!r}.", hint="Give a text, or a list of texts.")


def _check(name: str, value: object) -> None:
    """BadRequest for a value that a request can't have."""
    if (allowed := _CHOICES.get(name)) and value not in allowed:
        raise BadRequest(f"{name} is {value!r}.", hint=f"Use one of {', '.join(allowed)}.")
    if name in _NUMBERS and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise BadRequest(f"{name} is {value!r}.", hint="Give a whole number, 0 or more.")


def _days(since: object, until: object) -> tuple[date | None, date | None, tuple[str, ...]]:
    typed: list[str] = []
    for name, value in (("since", since), ("until", until)):
        text = value.isoformat() if isinstance(value, date) else str(value).strip()
        if text and read_day(text, last=False) is None:
            raise BadRequest(f"{name} is {text!r}.", hint="Write a day such as 2017-10-14, a month or a year.")
        typed.append(text)
    first, last, swapped = read_span(*typed)
    return first, last, (SWAPPED,) if swapped else ()
