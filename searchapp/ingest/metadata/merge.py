"""Merging what several places say about a story into a Story that tells where each field came from.

Pure. The layers come in order of rank; the dateline is always the last. Nothing is guessed: a field
that no layer gives, or gives in no usable form, stays None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from searchapp.ingest.metadata import ids
from searchapp.ingest.metadata.dateline import dateline, signature
from searchapp.ingest.metadata.dates import parse_date
from searchapp.ingest.metadata.fields import FETCHED, FieldName, Fields, byline_of, language_of, one_line
from searchapp.ingest.metadata.mending import mended
from searchapp.model import Story
from searchapp.provenance import Doubt

T = TypeVar("T")


def make_story(
    text: str,
    layers: Sequence[Fields],
    *,
    source: str,
    id_from_content: bool = False,
    doubts: tuple[Doubt, ...] = (),
    as_is: bool = False,
) -> Story:
    """The story of `text`, each field from the first of `layers`, or of their captures, that has a usable one.

    `origins` names that layer; "unreadable: …" or "refused" where a value was given and none was usable.
    Its id is the given one, else made from its URL, else from `source` (or from its content). What was encoded
    twice is mended, but for a text whose offsets are known already, which is taken `as_is`.
    """
    if not as_is:
        text, layers, twice = mended(text, layers)
        doubts = (*doubts, *twice)
    captures = [layer.capture for layer in layers if layer.capture]
    ranked = (*layers, *(Fields(FETCHED, capture.values) for capture in captures), dateline(text))
    origins: dict[str, str] = {}
    title: str | None = _first("title", ranked, origins, one_line)
    url = _first("url", ranked, origins, ids.normalised_url, refusal="refused")
    given = _first("id", ranked, origins, ids.id_from_given)
    if given:
        story_id = given
    elif url:
        story_id = ids.id_from_url(url)
    elif id_from_content:
        story_id = ids.id_from_content(title, text)
    else:
        story_id = ids.id_from_name(source)
    entities = next((layer for layer in ranked if layer.entities), None)
    if entities:
        origins["entities"] = entities.origin
    elif odd := next((layer.odd["entities"] for layer in ranked if "entities" in layer.odd), ""):
        origins["entities"] = f"unreadable: {odd}"
    published: date | None = _first("published", ranked, origins, parse_date)
    return Story(
        id=story_id,
        text=text,
        title=title,
        outlet=_first("outlet", ranked, origins, one_line),
        published=published,
        url=url,
        byline=_first("byline", (*ranked, signature(text, title)), origins, byline_of),
        language=_first("language", ranked, origins, language_of),
        section=_first("section", ranked, origins, one_line),
        source=source,
        origins=origins,
        entities=entities.entities if entities else {},
        doubts=doubts,
        captured=tuple(capture.moment for capture in captures if capture.moment),
    )


def filled(story: Story, defaults: Fields) -> Story:
    """The story with what `defaults` say of the fields that it does not have."""
    changes: dict[str, Any] = {}
    origins = dict(story.origins)
    for name, read in _SHARED.items():
        written = defaults.values.get(name, "").strip()
        if getattr(story, name) is None and written and (value := read(written)) is not None:
            changes[name] = value
            origins[name] = defaults.origin
    if defaults.entities and not story.entities:
        changes["entities"] = defaults.entities
        origins["entities"] = defaults.origin
    return replace(story, **changes, origins=origins)


_SHARED: dict[FieldName, Callable[[str], object]] = {
    "outlet": one_line, "published": parse_date, "byline": byline_of, "language": language_of, "section": one_line,
}  # fmt: skip
"""The fields that many stories may have alike."""


def _first(
    name: FieldName,
    layers: Sequence[Fields],
    origins: dict[str, str],
    read: Callable[[str], T | None],
    *,
    refusal: str = "",
) -> T | None:
    refused = ""
    for layer in layers:
        written = layer.values.get(name, "").strip()
        if not (shown := one_line(written)):
            if odd := layer.odd.get(name):
                refused = refused or f"unreadable: {odd}"
            continue
        value = read(written)
        if value is not None:
            origins[name] = layer.origin
            return value
        refused = refused or refusal or f"unreadable: {shown[:80]}"
    if refused:
        origins[name] = refused
    return None
