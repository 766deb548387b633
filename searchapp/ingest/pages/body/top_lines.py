"""The lines above a text that only repeat what its fields tell: its title, its writers, its day.

Must not know where the fields come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from searchapp.ingest.metadata.dates import parse_date
from searchapp.ingest.metadata.fields import FieldName, Fields

_MOST = 8
_LONGEST = 100
_SENTENCE = re.compile(r"[.!?…。！？:][\"'”’»)\]]*$")
_PARTS = re.compile(r"\s+[-–—/]\s+|[|•·\n]|,\s+(?=\d{4}-)")
_BY = re.compile(r"(?:by|von|par|por|di|af|av|door|автор)\b\s*:?\s*", re.IGNORECASE)
_BETWEEN = frozenset({"and", "und", "et", "y", "e", "og", "och", "en", "и"})


def below_top_lines(text: str, layers: Sequence[Fields], headings: Iterable[str]) -> str:
    """The text without its first lines that repeat a field, and without the menus above its title."""
    lines = text.split("\n\n", _MOST)
    titles = {_words(title) for title in (*headings, *_values(layers, "title"))} - {()}
    start = next((n + 1 for n, line in enumerate(lines[:_MOST]) if _words(line) in titles), 0)
    if any(map(_says_more, lines[: max(0, start - 1)])):
        start = int(_words(lines[0]) in titles)
    writers = {word for byline in _values(layers, "byline") for word in _words(byline)}
    days = {parse_date(written) for written in _values(layers, "published")} - {None}
    while start < len(lines) - 1 and not _says_more(lines[start]):
        parts = [part for part in map(str.strip, _PARTS.split(lines[start])) if part]
        if not all(_names(part, writers) or parse_date(part) in days for part in parts):
            break
        start += 1
    return "\n\n".join(lines[start:]) or text


def _values(layers: Sequence[Fields], name: FieldName) -> list[str]:
    return [layer.values[name] for layer in layers if name in layer.values]


def _says_more(line: str) -> bool:
    return len(line) > _LONGEST or _SENTENCE.search(line) is not None


def _names(part: str, writers: set[str]) -> bool:
    """Whether a line is "By" and some of the writers."""
    by = _BY.match(part)
    return by is not None and writers.issuperset(set(_words(part[by.end() :])) - _BETWEEN) and by.end() < len(part)


def _words(line: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", line.casefold()))
