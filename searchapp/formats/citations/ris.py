"""Citations as RIS, which every reference manager imports. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from searchapp.formats.citations.authors import Author
from searchapp.formats.citations.reference import Reference, reference_of
from searchapp.formats.cited import Cited


def to_ris(cited: Iterable[Cited]) -> Iterator[str]:
    """Records of type NEWS; a value is one line, since a line break would end it."""
    for reference in map(reference_of, cited):
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in _tags(reference) if value) + "ER  - \r\n"


def _tags(of: Reference) -> Iterator[tuple[str, str]]:
    """The tags of a record in their order; "TY" has to be the first."""
    yield "TY", "NEWS"
    yield "TI", of.title
    yield from (("AU", _name(author)) for author in of.authors)
    yield "JF", of.outlet
    yield "T2", of.outlet
    yield "PY", f"{of.day.year:04d}" if of.day else ""
    yield "DA", _day(of.day)
    yield "SP", of.page
    yield "AB", of.words
    yield "N1", of.said
    yield "UR", of.url
    yield "UR", of.link
    yield "Y2", _day(of.accessed)
    yield "LA", of.language
    yield "ID", of.name


def _name(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.given else author.family


def _day(day: date | None) -> str:
    return f"{day.year:04d}/{day.month:02d}/{day.day:02d}/" if day else ""
