"""Downloads of news databases: one file, many stories, in a layout that the table knows."""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.ingest.source import Item, Source


def stories_of_bundle(text: str, source: Source, format: str) -> Iterator[Item] | None:
    """The stories of a download's text, as it was in a file of `format`; None where it is in no known layout.

    The text has a paragraph or a line of the file in each of its lines.
    """
    return None
