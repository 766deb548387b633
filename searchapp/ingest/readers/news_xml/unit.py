"""One story's element in a file of XML, and what its readers share. Pure, but for lxml's trees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from searchapp.ingest.metadata.fields import FieldName, Fields
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.pages.fragment import local_name
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.model import Story
from searchapp.provenance import Doubt

XML = "{http://www.w3.org/XML/1998/namespace}"
_BASIC_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T.*|\d{4,6}.*)?")


@dataclass(frozen=True, slots=True)
class Unit:
    """The element of one story: its place in the file ("" where it is the file), and what stands around it.

    `above` are layers of fields that outrank its own (the sidecar of a single story), `below` those that stand
    where it says nothing. `summary_only` where the file has but a summary of it.
    """

    element: Any
    source: str
    above: tuple[Fields, ...] = ()
    below: tuple[Fields, ...] = ()


def story_of(
    unit: Unit,
    text: str,
    values: dict[FieldName, str],
    *,
    origin: str,
    doubts: tuple[Doubt, ...] = (),
    below: tuple[Fields, ...] = (),
    format: str = "",
) -> Story:
    """The story of an element's text and values."""
    told = Fields(origin, {name: value for name, value in values.items() if value.strip()})
    story = make_story(
        text,
        (*unit.above, told, *below, *unit.below),
        source=unit.source,
        id_from_content="#" in unit.source,
        doubts=(*doubts, *doubts_of(text)),
    )
    return replace(story, format=format)


def words_of(element: Any) -> str:
    """All the words in an element, on one line; "" for none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def first(element: Any, *path: str) -> Any:
    """The first element below one that has this path of names, whatever their namespaces; None without any."""
    return next(every(element, *path), None)


def every(element: Any, *path: str) -> Iterator[Any]:
    """All elements below one, at any depth, that have this path of names."""
    if element is None:
        return
    for found in element.iter():
        if local_name(found) != path[-1] or found is element:
            continue
        above = found.getparent()
        for name in reversed(path[:-1]):
            if above is None or local_name(above) != name:
                break
            above = above.getparent()
        else:
            yield found


def child(element: Any, name: str) -> Any:
    """The first child of that name; None without any."""
    return next((c for c in element if local_name(c) == name), None) if element is not None else None


def day_of(written: str) -> str:
    """A date as agencies write it (20171014T093000Z) with its day as people do; any other as it stands."""
    found = _BASIC_DAY.fullmatch(written.strip())
    return "-".join(found.groups()) if found else written


def without_by(byline: str) -> str:
    """A byline in one line, without a comma or full stop at its end."""
    return " ".join(byline.split()).strip(" ,;")
