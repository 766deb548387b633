"""Of each field of a story where it was taken from, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from searchapp.curation.story_fields import BY_READER, FieldCorrections, StoryField, value_of
from searchapp.model import Story
from searchapp.text.wording import long_day, shorten
from searchapp.web.ui.parts import NotRight
from searchapp.web.urls import put_right_url

FIELDS = {
    "title": "Title",
    "outlet": "Outlet",
    "published": "Date",
    "url": "Address",
    "byline": "Byline",
    "language": "Language",
}
CORRECTABLE: Mapping[str, StoryField] = {
    "title": "title",
    "outlet": "outlet",
    "date": "published",
    "byline": "byline",
    "address": "url",
}
"""What of a story can be put right, by the words for it (`facets.TOLD`)."""
_ORIGINS = {
    "header": "the file’s header",
    "sidecar": "the file beside it",
    "fetched": "where it was fetched from",
    "json-ld": "the page’s JSON-LD",
    "microdata": "the page’s microdata",
    "opengraph": "the page’s OpenGraph data",
    "meta": "the page’s meta tags",
    "title tag": "the page’s title",
    "page": "what the page shows",
    "address": "the page’s address",
    "dateline": "the dateline",
    "text": "the text itself",
    "given": "the record as given",
    "database": "the news database",
    "file name": "the file’s name",
    "heading": "its heading",
    "properties": "the document’s properties",
    "page foot": "the foot of its pages",
    BY_READER: "a reader, who put it right",
}


def origin_said(story: Story, field: str) -> str:
    """Where a field of a story is from; "" where that is not known."""
    origin = story.origins.get(field, "")
    return _ORIGINS.get(origin, origin)


def field_line(story: Story, field: str) -> str:
    """A field of a story and where it is from, in a line; "" where there is nothing to tell."""
    origin = origin_said(story, field)
    if getattr(story, field) is not None:
        return f"{FIELDS[field]}: from {origin}" if origin else ""
    taken = " (a reader took it away)" if story.origins.get(field) == BY_READER else ""
    return f"{FIELDS[field]}: not known{taken}"


def worded(field: StoryField, value: str) -> str:
    """A value of a field as it stands in a sentence: days in words, all else in quotation marks."""
    if not value:
        return "nothing"
    return long_day(date.fromisoformat(value)) if field == "published" else f"“{shorten(value, 120)}”"


def not_right(story: Story, corrections: FieldCorrections, *, back: str) -> NotRight:
    """The way to where a story's fields are put right, and what was put right and holds no longer."""
    lapsed = tuple(
        f"{FIELDS[c.field]}: was put right when the file said {worded(c.field, c.found)};"
        f" it says {worded(c.field, value_of(story, c.field))} now."
        for c in corrections.lapsed(story)
    )
    return NotRight(put_right_url(story.id, back), lapsed)
