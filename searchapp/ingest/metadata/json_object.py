"""One JSON object with a story's fields, read strictly, refused in words a journalist understands.

Pure: the text of the object comes in. The same keys serve a line of JSON Lines and a sidecar.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import without_unfit
from searchapp.ingest.metadata.address import is_address, leads_to_page
from searchapp.ingest.metadata.fields import FETCHED, FIELD_NAMES, Capture, FieldName, Fields, unique
from searchapp.model import ENTITY_KINDS, EntityKind

KEYS = frozenset({*FIELD_NAMES, "text", "entities"})
_FAULTS = {
    "Expecting value": "a value is missing or misspelt",
    "Unterminated string": "a quotation mark is opened and not closed",
    "Extra data": "more follows after the object's end",
    "Expecting property name": "a key in double quotation marks is expected",
    "Illegal trailing comma": "there is a comma too many",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon after the key is missing",
    "Invalid control character": "a string has a raw control character in it, such as a tab",
    "Invalid \\": "a backslash begins no valid escape",
}
_KINDS = {
    str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list",
}  # fmt: skip


class _Object(dict[str, object]):
    """A JSON object that remembers which keys stood in it twice."""

    repeated: frozenset[str] = frozenset()


def parse_object(written: str) -> Mapping[str, object]:
    """The object, or IngestError for what is not one valid JSON object with each of our keys at most once."""
    try:
        value = json.loads(written, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise IngestError(_explained(error)) from error
    except RecursionError as error:
        raise IngestError("not usable JSON: nested too deeply") from error
    except ValueError as error:  # more digits than Python converts
        raise IngestError("not usable JSON: a number has too many digits") from error
    if not isinstance(value, _Object):
        raise IngestError(f"an object {{…}} is expected, this is {_kind(value)}")
    if twice := sorted(value.repeated & KEYS):
        raise IngestError(f'"{twice[0]}" stands there twice, and which one is meant can\'t be known')
    return value


def fields_of(record: Mapping[str, object], *, origin: str) -> Fields:
    """The fields in a parsed object; raises IngestError for one of the wrong type; other keys are ignored.

    An address where the outlet's name belongs is the story's address, where no other is given.
    """
    values: dict[FieldName, str] = {}
    for name in FIELD_NAMES:
        if (value := _string(name, record.get(name))) is not None:
            values[name] = value
    if is_address(written := values.get("outlet", "")):
        del values["outlet"]
        if leads_to_page(written) and not values.get("url", "").strip():
            values["url"] = written
    return Fields(origin, values, _entities(record.get("entities")))


def text_of(record: Mapping[str, object]) -> str:
    """The story's text, code point for code point (a NUL or half a surrogate pair becomes U+FFFD)."""
    text = record.get("text")
    if text is None:
        raise IngestError('"text" is missing')
    if not isinstance(text, str):
        raise IngestError(f'"text" must be a string, this is {_kind(text)}')
    if not text.strip():
        raise IngestError('"text" is empty')
    return without_unfit(text)


def _string(name: FieldName, value: object) -> str | None:
    match value:
        case None:
            return None
        case str():
            return value
        case int() if name == "id" and not isinstance(value, bool):
            return str(value)
        case list() if name == "byline" and all(isinstance(v, str) for v in value):
            return ", ".join(value)
    expected = "a string or a whole number" if name == "id" else "a string"
    raise IngestError(f'"{name}" must be {expected}, this is {_kind(value)}')


def capture_of(record: Mapping[str, object]) -> Capture | None:
    """How a file was fetched, where its sidecar tells that; what can't be used of it is not there."""
    value = record.get(FETCHED)
    if not isinstance(value, dict):
        return None
    told = {key: written for key, written in value.items() if isinstance(written, str)}
    values: dict[FieldName, str] = {name: told[name] for name in FIELD_NAMES if name != "id" and name in told}
    if final := told.get("final_url"):
        values["url"] = final
    return Capture(told.get("at", ""), told.get("charset", ""), values)


def _entities(value: object) -> Mapping[EntityKind, tuple[str, ...]]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise IngestError(f'"entities" must be an object with lists of names in it, this is {_kind(value)}')
    named: dict[EntityKind, tuple[str, ...]] = {}
    for kind in ENTITY_KINDS:
        names = value.get(kind)
        names = [names] if isinstance(names, str) else names
        if isinstance(names, list) and (found := unique(n for n in names if isinstance(n, str))):
            named[kind] = found
    return named


def _object(pairs: list[tuple[str, object]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        times = Counter(key for key, _ in pairs)
        made.repeated = frozenset(key for key in made if times[key] > 1)
    return made


def _refuse_constant(name: str) -> object:
    raise json.JSONDecodeError(f"{name} is no JSON", name, 0)


def _explained(error: json.JSONDecodeError) -> str:
    if error.msg.endswith("is no JSON"):
        return f"not valid JSON: {error.msg.removesuffix(' is no JSON')} is not a value JSON has"
    fault = next((words for known, words in _FAULTS.items() if error.msg.startswith(known)), error.msg)
    return f"not valid JSON: {fault} (at character {error.pos + 1})"


def _kind(value: object) -> str:
    return "null" if value is None else _KINDS.get(type(value), "an object")
