"""A value of JSON, or a cell of a table, as the words of one field.

Pure, but for the HTML that ingest/pages reads. What can be no value of a field is None.
"""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Iterator, Mapping

from searchapp.ingest.columns.rich_text import in_one_language, rich_text
from searchapp.ingest.metadata.address import is_address
from searchapp.ingest.metadata.dates import day_of_number, parse_date
from searchapp.ingest.metadata.fields import FieldName, unique

_INNER = (
    "rendered", "main", "name", "fullname", "full_name", "display_name", "original", "title", "text", "value",
    "body", "content", "$oid", "$date", "$numberLong", "basic", "$t", "#text", "_text", "__cdata", "default",
    "label", "@id", "@value", "data", "attributes",
)  # fmt: skip
"""Where an object has the words it stands for: {"rendered": "…"}, {"name": "…"}; the first counts."""
_PARTS = (("first_name", "last_name"), ("firstname", "lastname"), ("firstName", "lastName"), ("given", "family"))
_NOTHING = frozenset(
    "nan nat none null n/a na <na> #n/a \\n (null) <null> #ref! #value! #name? undefined [] {} [removed]"
    " [deleted]".split()
) | {"only available in paid plans"}
"""What programs write for a value that is not there."""
_DIGITS = re.compile(r"\d{9,19}(?:\.\d{1,9})?")
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_WEEKDAY_LAST = re.compile(r"(?<=\d{4}),? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
"""As databases write it: "March 7, 2019 Thursday"."""
_DEEPEST = 4
_LONGEST_OBJECT = 500


def words_of(field: FieldName, value: object) -> str | None:
    """The words of a value for a field; "" for one that is not there, None for one that can be none of its."""
    value = _as_object(in_one_language(value))
    match field:
        case "published":
            return _moment(value)
        case "byline":
            return _byline(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if isinstance(value, float) and (field == "id" or not value.is_integer()):
            return None
        return str(int(value)) if field in {"id", "title"} else None
    if isinstance(value, list) and field != "section" and (len(value) != 1 or not isinstance(value[0], str)):
        return None
    return next(_plain(value), None)


def _as_object(value: object) -> object:
    """An object that was written into a cell as Python or JSON write it; any other value as it is."""
    if (
        not isinstance(value, str)
        or not (value.startswith("{") and value.endswith("}"))
        or len(value) > _LONGEST_OBJECT
    ):
        return value
    try:
        found = json.loads(value) if value.startswith('{"') or "\\" in value else ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return value
    return found if isinstance(found, Mapping) and all(isinstance(key, str) for key in found) else value


def text_of(value: object) -> str | None:
    """The text that a value is: a string, or a list of its paragraphs; None for what is neither."""
    value = in_one_language(value)
    if rich := rich_text(value):
        return rich
    if isinstance(value, list):
        paragraphs = [words for one in value for words in _plain(one)]
        return "\n\n".join(p for p in paragraphs if p.strip()) if paragraphs or not value else None
    return next(_plain(value, empty=True), None)


def is_html(value: object) -> bool:
    """Whether a value says of its words that they are HTML."""
    return isinstance(value, Mapping) and "rendered" in value


def is_nothing(value: object) -> bool:
    """Whether a value is not there: null, not a number, empty, or a word that stands for that."""
    if isinstance(value, str):
        return not value.strip() or value.strip().casefold() in _NOTHING
    return value is None or value in ([], {}) or (isinstance(value, float) and not math.isfinite(value))


def shown(value: object) -> str:
    """A value that can't be used, as it is shown."""
    return json.dumps(value, ensure_ascii=False, default=str)[:80]


def _plain(value: object, *, depth: int = 0, empty: bool = False) -> Iterator[str]:
    """The words in a value: its own, those of a list one after the other, of an object those that name it."""
    match value:
        case str() if empty or not is_nothing(value):
            yield value
        case list() if depth < _DEEPEST:
            for one in value:
                yield from _plain(one, depth=depth + 1)
        case Mapping() if depth < _DEEPEST:
            named = (key if key in value else key.capitalize() for key in _INNER)
            inner = (value[key] for key in named if not is_nothing(value.get(key)))
            yield from _plain(next(inner, None), depth=depth + 1)


def _byline(value: object) -> str | None:
    """The names of a list with commas between them, without addresses."""
    if isinstance(value, str):
        listed = value.strip()
        if not (listed.startswith("[") and listed.endswith("]")):
            return value
        value = [one or other for one, other in _QUOTED.findall(listed)] or listed  # as Python writes a list
    elif isinstance(value, Mapping) and (together := _together(value)):
        return together
    names = [name for one in (value if isinstance(value, list) else [value]) for name in _names(one)]
    return ", ".join(unique(name for name in names if not is_address(name))) if names else None


def _names(one: object) -> Iterator[str]:
    if isinstance(one, Mapping) and (together := _together(one)):
        yield together
    else:
        yield from _plain(one)


def _together(value: Mapping[str, object]) -> str:
    """First and last name of somebody whose whole name is not there."""
    if any(isinstance(value.get(key), str) and value.get(key) for key in _INNER):
        return ""
    pairs = ((value.get(first), value.get(last)) for first, last in _PARTS)
    return next((" ".join(p for p in pair if isinstance(p, str) and p) for pair in pairs if any(pair)), "")


def _moment(value: object) -> str | None:
    """A date as it is written, or the day (UTC) of a moment that is counted since 1970."""
    if isinstance(value, Mapping):
        inner = next(_plain(value), None) if "$date" not in value else value["$date"]
        if isinstance(inner, Mapping):  # {"$date": {"$numberLong": "1520640000000"}}
            inner = next(_plain(inner), None)
        return _moment(inner)
    if isinstance(value, list):
        return _moment(value[0]) if value and isinstance(value[0], str | int | float) else None
    if isinstance(value, str):
        written = _WEEKDAY_LAST.sub("", value.strip())
        return _day(float(written)) or value if _DIGITS.fullmatch(written) and not parse_date(written) else written
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _day(value)


def _day(number: float) -> str | None:
    day = day_of_number(number) if 0 < number < 1e20 else None
    return day.isoformat() if day else None
