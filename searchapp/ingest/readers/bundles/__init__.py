"""Files of many stories: downloads of news databases in layouts of a table, or with a line between two stories.

Knows nothing of the kind of file that the text came in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_defaults, read_sidecar
from searchapp.ingest.readers.bundles.document import Document, Parts
from searchapp.ingest.readers.bundles.layouts import LAYOUTS, Layout, layouts_of
from searchapp.ingest.readers.bundles.separated import parts_between, stories_between
from searchapp.ingest.readers.bundles.wording import with_marks_apart
from searchapp.ingest.source import Failure, Item, Source
from searchapp.provenance import Doubt

ORIGIN = "database"
_LEAST_LOOSE = 30
"""Words; what belongs to no document and is shorter is the furniture of a page."""
_FEWER, _MORE = 0.85, 1.25
"""Of the words stated; what a database counts as one differs a little from database to database."""
_NEAR = 15
"""Words."""
_WORD = re.compile(r"\w+(?:[-'’.,/]\w+)*")


def may_be_bundle(text: str, source: Source) -> bool:
    """Whether it is worth while to look at the lines of a text, told from a glance at it whole."""
    return bool(source.choices.separator) or any(layout.may_be(text) for layout in LAYOUTS)


def stories_of_bundle(text: str, source: Source, format: str) -> Iterator[Item] | None:
    """The stories of a file of many, whose text was in a file of `format`; None where it is no such file.

    The text has a paragraph or a line of the file in each of its lines. A separator that the user named
    goes before every layout. What the file's sidecar says stands for each story that does not say it itself.
    A download of one document is a file of one story, and its sidecar is that story's.
    """
    parts = parts_between(text, source.choices.separator) if source.choices.separator else [text]
    if len(parts) > 1:
        return _separated(parts, source, markdown=format == "Markdown")
    found = layouts_of(with_marks_apart(text) if format == "PDF" else text)
    return _all_downloaded(found, source) if found else None


def _separated(parts: list[str], source: Source, *, markdown: bool) -> Iterator[Item]:
    defaults = read_defaults(source)
    if isinstance(defaults, Failure):
        yield defaults
        defaults = None
    yield from stories_between(parts, source, defaults, markdown=markdown)


def _all_downloaded(found: list[tuple[Layout, Parts]], source: Source) -> Iterator[Item]:
    """The stories of each download in a file; those of a further one are numbered on from the one before."""
    first = 0
    for layout, parts in found:
        yield from _downloaded(layout, parts, source, first=first, alone=len(found) == len(parts.documents) == 1)
        first += max(len(parts.documents), *(part.number for part in parts.documents))


def _downloaded(layout: Layout, parts: Parts, source: Source, *, first: int, alone: bool) -> Iterator[Item]:
    """The documents as stories, and what is missing of them; the numbers are the file's own where these rise."""
    beside = read_sidecar(source) if alone else read_defaults(source)
    if isinstance(beside, Failure):
        yield beside
        beside = None
    own = [part.number for part in parts.documents]
    rising = all(own) and all(a < b for a, b in pairwise(own))
    numbers = own if rising else list(range(1, len(own) + 1))
    documents = [layout.read(part) for part in parts.documents]
    some_closed = any(document.closed for document in documents)
    for number, document in zip(numbers, documents, strict=True):
        if not document.text:
            yield Failure(source.name, f"document {number}", "it has no text")
            continue
        layers = (Fields(ORIGIN, document.values), *([beside] if beside else ()))
        story = make_story(
            document.text,
            layers[::-1] if alone else layers,
            source=source.name if alone else f"{source.name}#{first + number}",
            id_from_content=not alone,
            doubts=_doubts(document, may_be_cut=some_closed),
        )
        yield replace(story, format=layout.name)
    yield from _missing(parts, numbers, source)


def _missing(parts: Parts, numbers: list[int], source: Source) -> Iterator[Failure]:
    """What a file says to have and has not, and text in it that is no document's."""
    expected = parts.announced or range(numbers[0], numbers[-1] + 1)
    for first, last in _runs(sorted(set(expected) - set(numbers))):
        place = f"document {first}" if first == last else f"documents {first} to {last}"
        yield Failure(source.name, place, "counted in the file, and not there")
    for lines in parts.loose:
        if (words := sum(len(line.split()) for line in lines)) >= _LEAST_LOOSE:
            yield Failure(source.name, "", f"{words:,} words in it belong to none of its documents")


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """The first and the last of each row of numbers without a gap."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        first = runs.pop()[0] if runs and runs[-1][1] == number - 1 else number
        runs.append((first, number))
    return runs


def _doubts(document: Document, *, may_be_cut: bool) -> tuple[Doubt, ...]:
    doubts = []
    if document.abstract:
        doubts.append(Doubt("only a summary", 0))
    if may_be_cut and not document.closed:
        doubts.append(Doubt("cut off", 0))
    if document.words and not document.abstract and not _agrees(document):
        doubts.append(Doubt("word count", document.words))
    return tuple(doubts)


def _agrees(document: Document) -> bool:
    """Whether a text has about as many words as are stated, with its title or without."""
    own = sum(1 for _ in _WORD.finditer(document.text))
    title = len(document.values.get("title", "").split())
    least, most = document.words * _FEWER - _NEAR, document.words * _MORE + _NEAR
    return own + title >= least and own <= most
