"""The parameters of the API, one table for what describes them and for what refuses others.

Nothing is guessed: a name that is not known, a value that is none of its words, a parameter that stands twice
where one is wanted are refused, each with what would do.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from searchapp.archive.questions import MOVED
from searchapp.errors import BadRequest
from searchapp.facets import BY_KEY, TOGETHER_KEYS
from searchapp.model import RECORD_KINDS
from searchapp.query.days import SWAPPED
from searchapp.query.request import MATCHES, SORTS, WITHINS
from searchapp.web.arguments import BOTH_WAYS, MAX_FILTERS, MAX_PAGE, MAX_QUERY, MAX_VALUE, OFF, ON
from searchapp.web.search_state import GROUPINGS, SearchState
from searchapp.web.urls import AT

LIMIT, MAX_LIMIT = 10, 100
MAX_PREFIX = 100
_YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_DAYS = {
    "(?:0?[13578]|1[02])": "(?:0?[1-9]|[12][0-9]|3[01])",
    "(?:0?[469]|11)": "(?:0?[1-9]|[12][0-9]|30)",
    "0?2": "(?:0?[1-9]|1[0-9]|2[0-8])",
}
_DAY = f"^{_YEAR}(?:-(?:{'|'.join(f'{month}(?:-{day})?' for month, day in _DAYS.items())}))?$"
"""A year, a month or a day; the 29th of February is taken in leap years."""
_VALUE = {"type": "string", "minLength": 1, "maxLength": MAX_VALUE}
_MANY = {"type": "array", "items": _VALUE, "maxItems": MAX_FILTERS}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter is for, and what its values are; `words` are matched here, all else by what reads it."""

    description: str
    schema: Mapping[str, Any]
    words: tuple[str, ...] = ()

    @property
    def once(self) -> bool:
        """Whether it may stand in an address only once."""
        return self.schema.get("type") != "array"


def _words(description: str, words: tuple[str, ...], default: str = "") -> Parameter:
    schema = {"type": "string", "enum": list(words)} | ({"default": default} if default else {})
    return Parameter(description, schema, words)


def _flag(description: str) -> Parameter:
    return _words(description, (*ON, *OFF), OFF[0])


def _number(description: str, most: int, default: int | None = None) -> Parameter:
    given = {} if default is None else {"default": default}
    return Parameter(description, {"type": "integer", "minimum": 1, "maximum": most, **given})


def _day(description: str) -> Parameter:
    return Parameter(description, {"type": "string", "pattern": _DAY})


_ALL = {
    "type": "array",
    "items": {"type": "string", "enum": list(TOGETHER_KEYS)},
    "maxItems": len(TOGETHER_KEYS),
}
_FIRST: dict[str, Parameter] = {
    "q": Parameter("The query.", {"type": "string", "maxLength": MAX_QUERY}),
    "kind": _words("What to search.", RECORD_KINDS, "story"),
    "in": _words("Where the words of statements are looked for.", WITHINS, "said"),
}
_LAST: dict[str, Parameter] = {
    "all": Parameter("Facets of which all chosen values are asked for, not any of them.", _ALL),
    "date": _words("none: only what has no date.", ("none",)),
    "since": _day("First day, month or year."),
    "until": _day("Last day, month or year."),
    "sort": _words("Default: relevance for a query, newest without one.", SORTS),
    "group": _words("For the page only.", GROUPINGS),
    "match": _words("All words, or any.", MATCHES, "all"),
    "least": _number("At least so many of the words.", 999),
    "exact": _flag("1: without the names file's other names."),
    "strict": _flag("1: never widen."),
    "fold": _flag("1: list reprints once, at the story that they repeat."),
    "page": _number("From 1.", MAX_PAGE, 1),
    "widen": _flag("1: when none has all words, take those with most of them."),
}
_LIMIT = _number("Hits a page.", MAX_LIMIT, LIMIT)
_PREFIX = Parameter(
    "Only values with this in their name, case and accents apart.", {"type": "string", "maxLength": MAX_PREFIX}
)
SUGGEST: dict[str, Parameter] = {"q": Parameter("The query so far.", {"type": "string"})}


def search_parameters(facets: Sequence[str]) -> dict[str, Parameter]:
    """Those of a search, in an archive that has these facets."""
    only = {key: Parameter(f"{BY_KEY[key].label}: any of these values.", _MANY) for key in facets}
    without = {f"-{key}": Parameter(f"{BY_KEY[key].label}: none of these values.", _MANY) for key in facets}
    return {**_FIRST, **only, **without, **_LAST, "limit": _LIMIT}


def facet_parameters(facets: Sequence[str]) -> dict[str, Parameter]:
    """Those of all values of a facet."""
    return {**search_parameters(facets), "prefix": _PREFIX}


def query_parameters(known: Mapping[str, Parameter]) -> list[dict[str, Any]]:
    """The parameters of a route, as OpenAPI describes them."""
    return [
        {"name": name, "in": "query", "description": of.description, "schema": {**of.schema}}
        | ({"allowEmptyValue": True} if of.once else {})
        for name, of in known.items()
    ]


def refuse_others(args: MultiDict[str, str], known: Mapping[str, Parameter]) -> None:
    """BadRequest for a parameter that is not known, stands twice, or has a value that is none of its words."""
    for name, values in args.lists():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"Did you mean {near[0]}?" if near else _known(known)
            raise BadRequest(f"There is no parameter “{name[:40]}”.", hint=hint)
        of = known[name]
        if of.once and len(values) > 1:
            raise BadRequest(f"{name} stands {len(values)} times.", hint="Give it once.")
        if not of.once and len(values) > of.schema["maxItems"]:
            most = of.schema["maxItems"]
            raise BadRequest(f"{name} stands {len(values)} times.", hint=f"Give it at most {most} times.")
        if not of.once and "" in values:
            raise BadRequest(f"{name} has a value that is empty.", hint="Give it a value, or leave it out.")
        raw = values[-1].strip()
        if values[-1] and not raw and (of.words or of.schema.keys() & {"pattern", "minimum"}):
            raise BadRequest(f"{name} is blank.", hint="Give it a value, or leave it out.")
        if of.words and raw and raw.lower() not in of.words:
            said = f"{name} can be {' or '.join(of.words)}, not “{raw[:40]}”."
            raise BadRequest(said, hint=f"{AT.api_description} lists all that can be asked.")


def _known(known: Mapping[str, Parameter]) -> str:
    return f"Parameters are {', '.join(known)}." if known else "It takes none."


def strict_state(
    args: MultiDict[str, str], known: Mapping[str, Parameter]
) -> tuple[SearchState, bool, int, tuple[str, ...]]:
    """The state, whether to widen, hits a page, and what to say; BadRequest for what can't be taken as it is."""
    refuse_others(args, known)
    state, said = SearchState.from_args(args)
    if wrong := [line for line in said if line not in (MOVED, SWAPPED) and not line.endswith(BOTH_WAYS)]:
        hint = f"Nothing was searched: put this right and ask again. Pages go from 1 to {MAX_PAGE};"
        raise BadRequest(" ".join(wrong), hint=f"{hint} {AT.api_description} lists all else.")
    raw = args.get("limit", "").strip() or str(LIMIT)
    if not re.fullmatch(r"[0-9]{1,3}", raw) or not 1 <= int(raw) <= MAX_LIMIT:
        raise BadRequest(f"limit can be 1 to {MAX_LIMIT}, not “{raw[:40]}”.", hint="Use page for more.")
    return state, args.get("widen", "").strip().lower() in ON, int(raw), said
