"""The table of the layouts that are read: whose each is, how its documents are parted and how one of them is read.

A layout that is not in it is not guessed at. Where each was learned from stands in docs/formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from searchapp.ingest.readers.bundles import factiva, lexisnexis, nexis_uni, proquest
from searchapp.ingest.readers.bundles.document import Document, Lines, Part, Parts


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of `name`, the database; `variant` tells it from the others of the same.

    A text that lacks one of `hints` is none. `part` gives the documents of its lines, or None where it is
    another layout.
    """

    name: str
    variant: str
    hints: tuple[re.Pattern[str], ...]
    part: Callable[[Lines], Parts | None]
    read: Callable[[Part], Document]

    def may_be(self, text: str) -> bool:
        """Whether it is worth while to look at the lines of a text, told from a glance at it whole."""
        return all(hint.search(text) for hint in self.hints)


def _hints(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "LexisNexis",
        "numbered documents",
        _hints(r"\d of \d{1,5} DOCUMENT|Do[ck]ument \d{1,5} (?:von|de) \d"),
        lexisnexis.part_numbered,
        lexisnexis.read_numbered,
    ),
    Layout(
        "LexisNexis",
        "End of Document",
        _hints(nexis_uni.ENDS, "length|load-date|section|byline|länge|longueur"),
        nexis_uni.part_ended,
        nexis_uni.read_ended,
    ),
    Layout(
        "ProQuest",
        "labelled fields",
        _hints(r"(?:full text|abstract)\s?:", "proquest document id|publication (?:title|info)"),
        proquest.part_labelled,
        proquest.read_labelled,
    ),
    Layout(
        "Factiva",
        "fields with codes",
        _hints(r"\bHD\b", r"\bPD\b", r"\b(?:SN|LP|TD|AN|WC)\b"),
        factiva.part_coded,
        factiva.read_coded,
    ),
    Layout(
        "Factiva",
        "fields in order",
        _hints(r"\b(?:document|dokument|documento)\s+[a-z]\w{1,11}(?:19|20)\d{6}\w"),
        factiva.part_ordered,
        factiva.read_ordered,
    ),
)


_MARKS = (lexisnexis.NUMBERED, nexis_uni.END, factiva.END, proquest.NUMBERED, proquest.RULE)


def parts_documents(line: str) -> bool:
    """Whether a line is one by which a database parts two documents, in whatever layout."""
    return any(mark.fullmatch(line) for mark in _MARKS)


def layouts_of(text: str) -> list[tuple[Layout, Parts]]:
    """The layout that a text is in with its documents, and those of other layouts that were put to it."""
    found = layout_of(text)
    if found is None:
        return []
    layout, parts = found
    loose: list[Lines] = []
    further: list[tuple[Layout, Parts]] = []
    parts = _without_others(parts) if layout.part is lexisnexis.part_numbered else parts
    for lines in parts.loose:
        others = layouts_of("\n".join(lines))
        further += others
        loose += [] if others else [lines]
    return [(layout, replace(parts, loose=tuple(loose))), *further]


def _without_others(parts: Parts) -> Parts:
    """The last of numbered documents up to its end, where what is below bears the marks of another layout."""
    last = parts.documents[-1]
    end = lexisnexis.end_of_tail(last.lines)
    below = last.lines[end:]
    if not any(map(parts_documents, below)):
        return parts
    cut = replace(last, lines=last.lines[:end])
    return replace(parts, documents=(*parts.documents[:-1], cut), loose=(*parts.loose, below))


def layout_of(text: str) -> tuple[Layout, Parts] | None:
    """The layout that a text is in, and its documents; None where it is in none of the table."""
    able = [layout for layout in LAYOUTS if layout.may_be(text)]
    lines = text.split("\n") if able else []
    for layout in able:
        if (parts := layout.part(lines)) and parts.documents:
            return layout, parts
    return None
