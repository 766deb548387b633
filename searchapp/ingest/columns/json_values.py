"""The values of a JSON text one after the other, never more of it than one; and where in one the stories lie.

Pure: the text comes in by blocks of characters.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from searchapp.errors import IngestError
from searchapp.ingest.metadata.address import is_address
from searchapp.ingest.metadata.json_object import DECODER, explained

_SPACE = " \t\r\n"
_TORN = 20
"""Characters: a fault that near to what was read so far may be none, once more is read."""
_MOST_NODES = 20_000
_DEEPEST = 8


class Value(NamedTuple):
    """A value, and whether it is one of a list that the whole text is."""

    value: object
    listed: bool


class Stories(NamedTuple):
    """A list of records, and the keys that lead to it."""

    place: str
    records: Sequence[object]


def values(blocks: Iterator[str], *, longest: int) -> Iterator[Value]:
    """The values at the top of a text, of a list there those in it; raises IngestError where it is no JSON.

    What has more characters than `longest` is refused.
    """
    text = _Text(blocks, longest)
    while text.next_character():
        if text.next_character() != "[":
            yield Value(text.value(), listed=False)
            continue
        text.skip(1)
        if text.next_character() == "]":
            text.skip(1)
            continue
        while True:
            yield Value(text.value(), listed=True)
            mark = text.next_character()
            text.skip(1)
            if mark == "]":
                break
            if mark != ",":
                raise text.fault("a comma or a closing bracket is missing")


class _Text:
    """A text that is read as far as it is needed."""

    def __init__(self, blocks: Iterator[str], longest: int) -> None:
        self._blocks = blocks
        self._longest = longest
        self._held = ""
        self._at = self._before = 0

    def next_character(self) -> str:
        """The next one that is no white space; "" at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more(1):
                return ""

    def skip(self, number: int) -> None:
        self._at += number

    def value(self) -> object:
        """The value that begins here; raises IngestError."""
        self.next_character()
        while True:
            try:
                value, self._at = DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                place = json.JSONDecodeError(error.msg, "", 0)
                place.pos = self._before + error.pos
                may_go_on = error.pos > len(self._held) - _TORN or error.msg.startswith("Unterminated string")
                if may_go_on and self._more(len(self._held) - self._at):
                    continue
                raise explained(place) from error
            except (ValueError, RecursionError) as error:
                raise explained(error) from error
            return value

    def fault(self, what: str) -> IngestError:
        return IngestError(f"not valid JSON: {what} (at character {self._before + self._at})")

    def _more(self, number: int) -> bool:
        """Read some more characters, at least as many as these if there are; drop those that were read."""
        if len(self._held) - self._at > self._longest:
            raise IngestError(f"a value has more than {self._longest:,} characters: no story")
        parts = [self._held[self._at :]]
        size = 0
        for block in self._blocks:
            parts.append(block)
            size += len(block)
            if size >= number and size:
                break
        self._before += self._at
        self._held, self._at = "".join(parts), 0
        return size > 0


def stories_within(whole: Mapping[str, object], is_story: Callable[[object], bool]) -> Stories | None:
    """The list within an object that has the most stories, told from its first ones; None where none has any."""
    best: tuple[float, Stories] | None = None
    for found in _found(whole):
        first = found.records[:20]
        number = sum(map(is_story, first)) * len(found.records) / len(first)
        if number and (best is None or number > best[0]):
            best = number, found
    return best[1] if best else None


def lists_within(whole: Mapping[str, object]) -> Iterator[Sequence[object]]:
    """The first records of each list of objects in an object, the nearest first."""
    return (found.records[:20] for found in _found(whole))


def _found(whole: Mapping[str, object]) -> Iterator[Stories]:
    """The lists of objects in an object, the nearest first; an object of nothing but objects is one too."""
    waiting: deque[tuple[str, object, int]] = deque([("", whole, 0)])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        place, value, depth = waiting.popleft()
        if isinstance(value, list):
            if any(isinstance(one, Mapping) for one in value[:20]):
                yield Stories(place, value)
            if len(value) == 1 and depth <= _DEEPEST:  # {"db": [{"data": {"posts": […]}}]}
                waiting.append((place, value[0], depth + 1))
            continue
        if not isinstance(value, Mapping) or depth > _DEEPEST:
            continue
        if table := _columns(value):
            yield Stories(place, table)
        inner = list(value.values())
        if len(inner) > 1 and all(isinstance(one, Mapping) for one in inner):
            yield Stories(place, [_with_address(key, one) for key, one in value.items()])
        waiting.extend((f"{place}.{key}".lstrip("."), one, depth + 1) for key, one in value.items())


def _with_address(key: str, one: object) -> object:
    """A record that stands under its address, with that in it."""
    return {**one, "url": key} if is_address(key) and isinstance(one, Mapping) and not one.get("url") else one


def _columns(value: Mapping[str, object]) -> list[dict[str, object]]:
    """The rows of a table that is written column by column ({"title": {"0": …}, …}), or heads and rows apart."""
    heads, rows = value.get("columns"), value.get("data", value.get("rows"))
    if isinstance(heads, list) and isinstance(rows, list) and all(isinstance(row, list) for row in rows):
        return [dict(zip(map(str, heads), row, strict=False)) for row in rows]
    columns = {name: column for name, column in value.items() if isinstance(column, Mapping | list)}
    if len(columns) < 2 or len(columns) < len(value):
        return []
    keys = {name: tuple(c) if isinstance(c, Mapping) else tuple(range(len(c))) for name, c in columns.items()}
    first = next(iter(keys.values()))
    if not first or any(other != first for other in keys.values()):
        return []
    return [{name: c[key] for name, c in columns.items()} for key in first]
