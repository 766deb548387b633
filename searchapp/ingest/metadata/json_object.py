"""One JSON object with a story's fields, read strictly, refused in words a journalist understands.

Pure: the text of the object comes in; which key is which field, ingest/columns knows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from searchapp.errors import IngestError
from searchapp.ingest.metadata.fields import FETCHED, FIELD_NAMES, Capture, FieldName

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
        value = DECODER.decode(written)
    except (ValueError, RecursionError) as error:
        raise explained(error) from error
    return checked(value)


def checked(value: object) -> Mapping[str, object]:
    """A value of JSON as an object; raises IngestError where it is none, or one of our keys stands in it twice."""
    if not isinstance(value, Mapping):
        raise IngestError(f"an object {{…}} is expected, this is {kind_of(value)}")
    if isinstance(value, _Object) and (twice := sorted(value.repeated & KEYS)):
        raise IngestError(f'"{twice[0]}" stands there twice, and which one is meant can\'t be known')
    return value


def explained(error: ValueError | RecursionError) -> IngestError:
    """What is wrong with a text that is not read as JSON."""
    match error:
        case json.JSONDecodeError():
            fault = next((words for known, words in _FAULTS.items() if error.msg.startswith(known)), error.msg)
            return IngestError(f"not valid JSON: {fault} (at character {error.pos + 1})")
        case RecursionError():
            return IngestError("not usable JSON: nested too deeply")
    return IngestError("not usable JSON: a number has too many digits")  # more than Python converts


def kind_of(value: object) -> str:
    """What a value of JSON is, in words."""
    return "null" if value is None else _KINDS.get(type(value), "an object")


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


def _object(pairs: list[tuple[str, object]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        times = Counter(key for key, _ in pairs)
        made.repeated = frozenset(key for key in made if times[key] > 1)
    return made


DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=lambda name: None)
"""NaN and Infinity are no JSON, but what Python writes for a number that is not there."""
