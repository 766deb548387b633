"""Reader for plain text and Markdown: one file, one story.

The text is what the file has after its head, untouched: Markdown's own marks stay in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding import decode
from searchapp.ingest.files.safe_open import TEXT_CAP, read_bytes
from searchapp.ingest.metadata.header import split_head
from searchapp.ingest.metadata.mending import mended
from searchapp.ingest.metadata.merge import make_story
from searchapp.ingest.metadata.sidecar import read_sidecar
from searchapp.ingest.readers.several_documents import doubts_of
from searchapp.ingest.source import Failure, Item, Source


def read_text(source: Source) -> Iterator[Item]:
    """The file as a story titled by its header or first line; raises IngestError."""
    return _read(source, markdown=False)


def read_markdown(source: Source) -> Iterator[Item]:
    """The file as a story titled by its front matter, header or first heading; raises IngestError."""
    return _read(source, markdown=True)


def _read(source: Source, *, markdown: bool) -> Iterator[Item]:
    whole, _, twice = mended(decode(read_bytes(source, cap=TEXT_CAP)))
    head, text = split_head(whole, markdown=markdown)
    if not text:
        raise IngestError("the file has no text")
    sidecar = read_sidecar(source)
    if isinstance(sidecar, Failure):
        yield sidecar
        sidecar = None
    layers = (sidecar, *head) if sidecar else head
    yield make_story(text, layers, source=source.name, doubts=(*doubts_of(whole), *twice))
