"""Citations as CSL-JSON, the form that citation styles are applied to. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from searchapp.formats.citations.authors import Author
from searchapp.formats.citations.reference import Reference, reference_of
from searchapp.formats.cited import Cited


def to_csl(cited: Iterable[Cited]) -> Iterator[str]:
    """One list of items of type article-newspaper."""
    yield "[\n"
    for i, reference in enumerate(map(reference_of, cited)):
        yield (",\n" if i else "") + json.dumps(_item(reference), ensure_ascii=False)
    yield "\n]\n"


def _item(of: Reference) -> dict[str, Any]:
    """An item without what is not known."""
    item = {
        "id": of.name,
        "type": "article-newspaper",
        "title": of.title,
        "author": [_name(author) for author in of.authors],
        "container-title": of.outlet,
        "issued": _day(of.day),
        "page": of.page,
        "abstract": of.words,
        "note": of.said,
        "URL": of.url or of.link,
        "accessed": _day(of.accessed),
        "archive_location": of.link,
        "language": of.language,
    }
    return {name: value for name, value in item.items() if value}


def _name(author: Author) -> dict[str, str]:
    return {"family": author.family, "given": author.given} if author.given else {"literal": author.family}


def _day(day: date | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}
