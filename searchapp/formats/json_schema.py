"""What a dataclass looks like as JSON, in JSON Schema, by the fields and types that write it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from searchapp.formats.codec import Layout

Schema = dict[str, Any]
_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}


def schema_of(cls: type, layout: Layout, beside: Mapping[str, type]) -> Schema:
    """The schema of what a `Form` of this layout writes; `beside` are the types of keys that are no fields."""
    hints = get_type_hints(cls)
    own = [f.name for f in fields(cls)]
    first = layout.first.get(cls, ())
    named = (*first, *(name for name in own if name not in first))
    properties = {name: _of(hints[name], layout, beside) for name in named}
    if cls in layout.rows:
        return {
            "type": "array",
            "prefixItems": list(properties.values()),
            "minItems": len(own),
            "maxItems": len(own),
        }
    properties |= {name: _PLAIN[beside[name]] for name in layout.beside.get(cls, {})}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _of(hint: Any, layout: Layout, beside: Mapping[str, type]) -> Schema:
    """The schema of a field's type."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        return schema_of(hint, layout, beside)  # type: ignore[arg-type]
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin in (Union, UnionType):
        (given,) = (_of(part, layout, beside) for part in inner if part is not NoneType)
        return {**given, "type": [given["type"], "null"]}
    if origin is tuple and inner[-1] is ...:
        return {"type": "array", "items": _of(inner[0], layout, beside)}
    if origin is tuple:
        size = len(inner)
        return {"type": "array", "items": _of(inner[0], layout, beside), "minItems": size, "maxItems": size}
    key, value = inner
    names = {"propertyNames": _of(key, layout, beside)} if key is not str else {}
    return {"type": "object", "additionalProperties": _of(value, layout, beside), **names}
