"""Reader for plain text and Markdown: one file, one story, or the many of a news database's download.

The text is what the file has after its head, untouched: Markdown's own marks stay in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import decode
from searchapp.ingest.files.safe_open import TEXT_CAP, read_bytes
from searchapp.ingest.metadata.header import split_head
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_sidecar
from searchapp.ingest.readers.bundles import stories_of_bundle
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, Source


def read_text(source: Source) -> Iterator[Item]:
    """The file as a story titled by its header or first line; raises IngestError."""
    return _read(source, markdown=False)


def read_markdown(source: Source) -> Iterator[Item]:
    """The file as a story titled by its front matter, header or first heading; raises IngestError."""
    return _read(source, markdown=True)


def _read(source: Source, *, markdown: bool) -> Iterator[Item]:
    sidecar = read_sidecar(source)
    failure = sidecar if isinstance(sidecar, Failure) else None
    sidecar = None if isinstance(sidecar, Failure) else sidecar
    whole = decode(read_bytes(source, cap=TEXT_CAP), declared=sidecar.charset if sidecar else None)
    if (stories := stories_of_bundle(whole, source, "Markdown" if markdown else "Text")) is not None:
        yield from stories
        return
    head, text = split_head(whole, markdown=markdown)
    if not text:
        raise IngestError("the file has no text")
    if failure:
        yield failure
    layers = (sidecar, *head) if sidecar else head
    yield make_story(text, layers, source=source.name, doubts=doubts_of(whole))
