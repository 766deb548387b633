"""What a record says of its story: an object of JSON, or the row of a table with the heads as its keys.

Which key is which field the user says, else the table of names; of several keys for one field the first counts
that has something usable. Pure, but for the HTML that ingest/pages reads.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from searchapp.errors import IngestError
from searchapp.ingest.columns.field_names import StoryField, field_of, folded, language_tag
from searchapp.ingest.columns.values import is_html, is_nothing, shown, text_of, words_of
from searchapp.ingest.files.encoding import without_unfit
from searchapp.ingest.metadata import ids
from searchapp.ingest.metadata.address import is_address, leads_to_page
from searchapp.ingest.metadata.dates import parse_date
from searchapp.ingest.metadata.fields import FIELD_NAMES, FieldName, Fields, language_of, unique, without_outlet
from searchapp.ingest.metadata.json_object import kind_of
from searchapp.ingest.pages.marked_up import is_marked_up, is_of_paragraphs, text_of_fragment, text_of_line
from searchapp.model import ENTITY_KINDS, EntityKind
from searchapp.provenance import Doubt

Columns = Sequence[tuple[str, str]]
"""Pairs of a field and where the user says that its value stands."""
_FIELDS: tuple[StoryField, ...] = ("title", "text", "summary", *(n for n in FIELD_NAMES if n != "title"))
_AROUND = (
    "_source", "fields", "attributes", "article", "story", "document", "doc", "post", "item", "data", "node",
    "row", "thread", "sys", "_embedded", "_meta",
)  # fmt: skip
"""Keys of objects that hold the fields of a story, or some more of them."""
_OWN = frozenset({"origins", "mentions", "statements"})
"""What only our own exports have; in these `source` is a path."""
_USABLE: Mapping[FieldName, Callable[[str], object]] = {
    "published": parse_date,
    "url": ids.normalised_url,
    "language": language_of,
}
_OF_SITES = frozenset({"sourceurl"})
"""Names of keys that have a story's address, or that of its whole site."""
_CUT = re.compile(r"[ \t]*\[\+?\d{1,9} chars\]\s*$")
_FAR = 60
_MOST_NAMES, _MOST_SHOWN = 200, 12


class Found(NamedTuple):
    """A value with the place where it stands in its record, and how good its name is."""

    rank: int
    place: str
    value: object


@dataclass(frozen=True, slots=True)
class Told:
    """A story's text and fields, what is doubtful, and the place each was found at."""

    text: str
    fields: Fields
    doubts: tuple[Doubt, ...]
    places: Mapping[StoryField, str]


@dataclass(slots=True)
class Tally:
    """Where the fields of a file's stories stood, and what was not read."""

    places: dict[StoryField, Counter[str]] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)

    def note(self, told: Told, record: Mapping[str, object]) -> None:
        """Count a story that was read."""
        for name, place in told.places.items():
            counted = self.places.setdefault(name, Counter())
            if place in counted or len(counted) < _MOST_NAMES:
                counted[place] += 1
        if len(self.names) < _MOST_NAMES:
            self.names.update(dict.fromkeys(key for key, value in record.items() if key and not is_nothing(value)))

    @property
    def is_plain(self) -> bool:
        """Whether every field stood under its own name."""
        return all(list(counted) == [name] for name, counted in self.places.items())

    def said(self) -> str:
        """One line: which field stood where, and which names were not read; "" for a file without a story."""
        if not self.places:
            return ""
        found = ((name, self.places[name]) for name in _FIELDS if name in self.places)
        read = ", ".join(f"{name} = {' or '.join(p for p, _ in places.most_common(3))}" for name, places in found)
        used = {part for places in self.places.values() for place in places for part in (place, _top(place))}
        unused = [name for name in self.names if name not in used and name != "entities"]
        return read + (f"; not used: {_first(unused)}" if unused else "")


def told_by(record: Mapping[str, object], columns: Columns = (), *, origin: str) -> Told:
    """What a record says; raises IngestError where it has no text, and no title with a summary either."""
    found = _found(record, columns)
    fields, places = _fields(record, found, origin)
    text, doubts, where = _text(found, has_title="title" in fields.values)
    return Told(text, fields, doubts, {**where, **places})


def fields_of(record: Mapping[str, object], *, origin: str) -> Fields:
    """The fields in a sidecar; raises IngestError for a value that can be none of its field's."""
    fields, _ = _fields(record, _found(record, ()), origin)
    plain = (name for name in FIELD_NAMES if name != "id" and isinstance(record.get(name), int | float))
    for name in (*plain, *fields.odd):
        expected = {"id": "a string or a whole number", "entities": "an object with lists of names in it"}
        said = kind_of(record.get(name))
        raise IngestError(f'"{name}" must be {expected.get(name, "a string")}, this is {said}')
    return fields


def fields_named(names: Sequence[str], columns: Columns = ()) -> set[str]:
    """The fields of a story that some names stand for."""
    there = {folded(name) for name in names} | set(names)
    chosen = {name for name, place in columns if place in there or folded(place) in there}
    return chosen | {found[0] for name in names if (found := field_of(name))}


def _found(record: Mapping[str, object], columns: Columns) -> dict[StoryField, list[Found]]:
    """The values that may be a field's, best first: where the user says, in the record, in an object within."""
    found: dict[StoryField, list[Found]] = {}
    for chosen, wanted in columns:
        place = _key(record, wanted) or wanted
        for name in _FIELDS:
            if name == chosen and (value := value_at(record, place)) is not None:
                found.setdefault(name, []).append(Found(-1, place, value))
    for deep, (prefix, inner) in enumerate(_objects(record)):
        for key, value in inner.items():
            if (known := field_of(key)) and not (known[0] == "outlet" and key == "source" and _OWN & inner.keys()):
                if isinstance(value, Mapping) and key.lower() in _AROUND:
                    continue
                found.setdefault(known[0], []).append(Found(known[1] + 1000 * deep, prefix + key, value))
    for values in found.values():
        values.sort(key=lambda one: one.rank)
    return found


def _objects(record: Mapping[str, object]) -> Iterator[tuple[str, Mapping[str, object]]]:
    yield "", record
    for name in _AROUND:
        key = name if name in record else name.capitalize()
        if isinstance(inner := record.get(key), Mapping):
            yield f"{key}.", inner
            for deeper in ("attributes", "fields", "article"):
                if isinstance(more := inner.get(deeper), Mapping):
                    yield f"{key}.{deeper}.", more


def value_at(record: Mapping[str, object], place: str) -> object:
    """The value at a place that a user names: a key however it is written, or keys with dots between them."""
    if key := _key(record, place):
        return record[key]
    value: object = record
    for key in place.split("."):
        value = _within(value, key.strip())
    return value


def _key(record: Mapping[str, object], wanted: str) -> str:
    """The key of a record that is wanted, however it is written; "" where there is none."""
    if wanted in record:
        return wanted
    alike = folded(wanted)
    return next((key for key in record if alike and folded(key) == alike), "")


def _within(value: object, key: str) -> object:
    match value:
        case Mapping():
            if key in value:
                return value[key]
            return next((v for k, v in value.items() if folded(k) == folded(key)), None)
        case list() if key.isdecimal():
            return value[int(key)] if len(key) < 9 and int(key) < len(value) else None
        case list():
            return [v for one in value if (v := _within(one, key)) is not None] or None
    return None


def _text(
    found: Mapping[StoryField, list[Found]], *, has_title: bool
) -> tuple[str, tuple[Doubt, ...], dict[StoryField, str]]:
    problem = '"text" is missing'
    for one in found.get("text", ()):
        if one.value is None:
            continue
        text = text_of(one.value)
        if text is not None and text.strip() and (one.place == "text" or not is_nothing(text)):
            cut = _CUT.search(text[-_FAR:])
            if one.place != "text":
                text = _without_markup(text[: -len(cut[0])] if cut else text, one.value)
            elif is_of_paragraphs(text):
                text = _without_markup(text, one.value) or text
            if text.strip():
                return (
                    without_unfit(text),
                    (Doubt("only a summary", 0),) if cut else (),
                    {"text": one.place},
                )
        if problem == '"text" is missing':
            kind = f"must be a string, this is {kind_of(one.value)}"
            problem = f'"{one.place}" {"is empty" if text is not None else kind}'
    for one in found.get("summary", ()) if has_title else ():
        text = text_of(one.value)
        if text is not None and not is_nothing(text := _without_markup(text, one.value)):
            return without_unfit(text), (Doubt("only a summary", 0),), {"summary": one.place}
    raise IngestError(problem)


def _fields(
    record: Mapping[str, object], found: Mapping[StoryField, list[Found]], origin: str
) -> tuple[Fields, dict[StoryField, str]]:
    values: dict[FieldName, str] = {}
    odd: dict[str, str] = {}
    places: dict[StoryField, str] = {}
    spare = Found(0, "", "")
    for name in FIELD_NAMES:
        for one in found.get(name, ()):
            written = (
                "" if one.value is None or (is_nothing(one.value) and name != "id") else words_of(name, one.value)
            )
            if written is None and (one.rank <= 0 or not isinstance(one.value, Mapping | list)):
                odd.setdefault(name, shown(one.value))
            elif written and name == "outlet" and is_address(written):
                spare = spare if spare.value else Found(0, one.place, written)
            elif name == "url" and folded(one.place) in _OF_SITES and not leads_to_page(written or ""):
                continue
            elif written and written.strip():
                written = _line(name, written, one.value)
                is_usable = one is found[name][-1] or bool(_USABLE.get(name, str.strip)(written))
                if is_usable or name not in values:
                    values[name], places[name] = written, one.place
                if is_usable:
                    break
    if leads_to_page(str(spare.value)) and not values.get("url", "").strip():
        values["url"], places["url"] = str(spare.value), spare.place
    if "title" in values:
        values["title"] = without_outlet(values["title"], values.get("outlet", ""))
    entities = _entities(record.get("entities"), odd)
    return Fields(
        origin, values, entities, {name: value for name, value in odd.items() if name not in values}
    ), places


def _line(name: FieldName, written: str, value: object) -> str:
    """The value of a field as it is meant: without HTML, a language by its tag."""
    if name == "language":
        return language_tag(written)
    if name in {"id", "url", "published"} or not (is_html(value) or "&" in written or "<" in written):
        return written
    return text_of_line(written)


def _without_markup(text: str, value: object) -> str:
    if not (is_html(value) or "&" in text or "<" in text):
        return text
    return text_of_fragment(text) if is_marked_up(text) else text


def _entities(value: object, odd: dict[str, str]) -> Mapping[EntityKind, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        if value is not None:
            odd["entities"] = shown(value)
        return {}
    named: dict[EntityKind, tuple[str, ...]] = {}
    for kind in ENTITY_KINDS:
        names = value.get(kind)
        names = [names] if isinstance(names, str) else names
        if isinstance(names, list) and (found := unique(n for n in names if isinstance(n, str))):
            named[kind] = found
    return named


def _top(place: str) -> str:
    return place.partition(".")[0]


def _first(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_SHOWN:,} more" if len(names) > _MOST_SHOWN else ""
    return ", ".join(name[:40] for name in names[:_MOST_SHOWN]) + more
