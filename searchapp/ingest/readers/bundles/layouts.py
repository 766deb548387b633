"""The table of the layouts that are read: whose each is, how its documents are parted and how one of them is read.

A layout that is not in it is not guessed at. Where each was learned from stands in docs/formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from searchapp.ingest.readers.bundles import factiva, lexisnexis, nexis_uni, proquest
from searchapp.ingest.readers.bundles.document import Document, Lines, Part, Parts


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of `name`, the database; `variant` tells it from the others of the same.

    A text without `hint` is none. `part` gives the documents of its lines, or None where it is another layout.
    """

    name: str
    variant: str
    hint: re.Pattern[str]
    part: Callable[[Lines], Parts | None]
    read: Callable[[Part], Document]


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "LexisNexis",
        "numbered documents",
        re.compile(r"\d of \d{1,5} DOCUMENTS?|Do[ck]ument \d{1,5} (?:von|de) \d"),
        lexisnexis.part_numbered,
        lexisnexis.read_numbered,
    ),
    Layout(
        "LexisNexis",
        "End of Document",
        re.compile(r"end of document", re.IGNORECASE),
        nexis_uni.part_ended,
        nexis_uni.read_ended,
    ),
    Layout(
        "ProQuest",
        "labelled fields",
        re.compile(r"(?:full text|abstract)\s?:", re.IGNORECASE),
        proquest.part_labelled,
        proquest.read_labelled,
    ),
    Layout(
        "Factiva",
        "fields with codes",
        re.compile(r"\bHD\b"),
        factiva.part_coded,
        factiva.read_coded,
    ),
    Layout(
        "Factiva",
        "fields in order",
        re.compile(r"\b(?:Document|Dokument|Documento)\s+[A-Za-z]\w{1,11}(?:19|20)\d{6}\w"),
        factiva.part_ordered,
        factiva.read_ordered,
    ),
)


def layout_of(text: str) -> tuple[Layout, Parts] | None:
    """The layout that a text is in, and its documents; None where it is in none of the table."""
    hinted = [layout for layout in LAYOUTS if layout.hint.search(text)]
    lines = text.split("\n") if hinted else []
    for layout in hinted:
        if (parts := layout.part(lines)) and parts.documents:
            return layout, parts
    return None
