"""A dataclass as plain JSON values and back, driven by its fields and their types.

A form is worked out once for a class; what writes and reads a value asks for no type again. Which classes there
are must not be known here: where a form is not what the fields say, its layout says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter, itemgetter
from types import UnionType
from typing import Any, Generic, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where forms differ from the fields of their classes.

    `first` are the fields of a class that JSON begins with: the others follow. `only` are those of a class that is
    shown in part, and never read; of these JSON leaves out what is `unsaid` where it is empty or false. A class in
    `rows` stands within others as a list of its values. `beside` are keys after the fields of a class, and what
    says their values: for a reader of the JSON, and not read back.
    """

    first: Mapping[type, tuple[str, ...]] = field(default_factory=dict)
    only: Mapping[type, tuple[str, ...]] = field(default_factory=dict)
    rows: Collection[type] = ()
    beside: Mapping[type, Mapping[str, Change]] = field(default_factory=dict)
    unsaid: Mapping[type, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How values of one class are written, as an object or a list, and read; `names` are its keys in their order.

    What writing never gives is not read: ValueError, TypeError, KeyError or AttributeError for a key too few or
    too many, a list of another length, a text that is no day, and whatever the class itself refuses.
    """

    names: tuple[str, ...]
    to_json: Callable[[T], dict[str, Any]]
    to_row: Callable[[T], list[Any]]
    from_json: Callable[[Mapping[str, Any]], T]
    from_row: Callable[[Sequence[Any]], T]


def form_of(cls: type[T], layout: Layout) -> Form[T]:
    """The form of a dataclass of two fields or more; TypeError for a field's type that has no form in JSON."""
    types = get_type_hints(cls)
    own = [f.name for f in fields(cls)]  # type: ignore[arg-type]
    if len(own) < 2:
        raise TypeError(f"{cls} has too few fields for a form")
    first = layout.first.get(cls, ())
    named = layout.only.get(cls) or (*first, *(n for n in own if n not in first))
    changes = {n: _change(types[n], layout) for n in named}
    beside = layout.beside.get(cls, {})
    names = (*named, *beside)
    to_row = _row_writer(named, changes, tuple(beside.values()))

    def to_json(value: T) -> dict[str, Any]:
        return dict(zip(names, to_row(value)))  # noqa: B905 - as many by their making, and this is on every path

    if cls in layout.only:
        return Form(names, _without(layout.unsaid.get(cls, ()), to_json), to_row, _refuse, _refuse)
    reads = [(i, r) for i, n in enumerate(own) if (r := changes[n].read)]
    from_json = _reader(cls, itemgetter(*own), reads, len(names))
    from_row = _reader(cls, itemgetter(*map(named.index, own)), reads, len(names))
    return Form(names, to_json, to_row, from_json, from_row)


def is_typed(value: Any) -> bool:
    """Whether all in a dataclass that was read is of the types of its fields: a form looks at no plain value."""
    cls: type = type(value)
    return all(_is_of(getattr(value, name), kind) for name, kind in _types_of(cls).items())


@cache
def _types_of(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _is_of(value: Any, kind: Any) -> bool:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        kinds = inner[:1] * len(value) if inner[-1] is ... else inner
        return isinstance(value, tuple) and all(map(_is_of, value, kinds))
    if origin in (Union, UnionType):
        return any(_is_of(value, one) for one in inner)
    if is_dataclass(kind):
        return type(value) is kind and is_typed(value)
    return isinstance(value, int | float) if kind is float else type(value) is kind


class _Change(NamedTuple):
    """What makes JSON of a value, and a value of JSON; None where both are the same."""

    write: Change | None = None
    read: Change | None = None


def _row_writer(named: Sequence[str], changes: Mapping[str, _Change], beside: Sequence[Change]) -> Change:
    values_of = attrgetter(*named)
    writes = [(i, w) for i, n in enumerate(named) if (w := changes[n].write)]
    if not writes and not beside:
        return lambda value: list(values_of(value))

    def to_row(value: Any) -> list[Any]:
        row = list(values_of(value))
        for i, write in writes:
            row[i] = write(row[i])
        for says in beside:
            row.append(says(value))
        return row

    return to_row


def _reader(
    cls: type[T], values_of: Change, reads: Sequence[tuple[int, Change]], length: int
) -> Callable[[Any], T]:
    def read_value(given: Any) -> T:
        if len(given) != length:
            raise ValueError(f"{cls.__name__} has {length} values, and here are {len(given)}")
        values = list(values_of(given))
        for i, read in reads:
            values[i] = read(values[i])
        return cls(*values)

    return read_value


def _without(unsaid: Collection[str], to_json: Callable[[T], dict[str, Any]]) -> Callable[[T], dict[str, Any]]:
    if not unsaid:
        return to_json
    return lambda value: {n: said for n, said in to_json(value).items() if said or n not in unsaid}


def _refuse(given: Any) -> Any:
    raise TypeError("what is shown in part can't be read back")


def _change(kind: Any, layout: Layout) -> _Change:
    origin, inner = get_origin(kind), get_args(kind)
    if kind in (str, int, float, bool) or origin is Literal:
        return _Change()
    if kind is date:
        return _Change(date.isoformat, date.fromisoformat)
    if is_dataclass(kind) and isinstance(kind, type):
        form = form_of(kind, layout)
        return (
            _Change(form.to_row, form.from_row) if kind in layout.rows else _Change(form.to_json, form.from_json)
        )
    if origin in (Union, UnionType) and len(inner) == 2 and inner[1] is type(None):
        write, read = _change(inner[0], layout)
        return _Change(_unless_none(write), _unless_none(read))
    if origin is tuple and inner[-1] is ...:
        return _many_change(_change(inner[0], layout))
    if origin is tuple and all(_change(part, layout) == _Change() for part in inner):
        return _Change(list, _exactly(len(inner)))
    if origin is Mapping and get_origin(inner[0]) is Literal and get_origin(inner[1]) is tuple:
        return _closed_change(get_args(inner[0]), _change(inner[1], layout))
    if origin is Mapping and _change(inner[1], layout) == _Change():
        return _Change(dict, dict)
    raise TypeError(f"{kind} has no form in JSON")


def _unless_none(change: Change | None) -> Change | None:
    return change and (lambda value: None if value is None else change(value))


def _many_change(each: _Change) -> _Change:
    write, read = each
    return _Change(
        (lambda values: [write(v) for v in values]) if write else list,
        (lambda values: tuple([read(v) for v in values])) if read else tuple,
    )


def _closed_change(keys: tuple[str, ...], each: _Change) -> _Change:
    """Of a mapping whose keys are known: JSON has them all, and a value none that is empty."""
    write, read = each.write or list, each.read or tuple
    return _Change(
        lambda value: {k: write(value.get(k, ())) for k in keys},
        lambda given: {k: read(v) for k, v in given.items() if v},
    )


def _exactly(length: int) -> Change:
    def read(values: Any) -> tuple[Any, ...]:
        if len(values) != length:
            raise ValueError(f"{length} values are expected, and here are {len(values)}")
        return tuple(values)

    return read
