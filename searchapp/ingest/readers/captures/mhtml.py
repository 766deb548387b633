"""Reader for a page that a browser saved in one file (MHTML): what belongs to the page stands beside it there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from searchapp.errors import IngestError
from searchapp.ingest.files.safe_open import TEXT_CAP, read_bytes
from searchapp.ingest.metadata.fields import FieldName, Fields
from searchapp.ingest.metadata.sidecar import read_sidecar
from searchapp.ingest.readers.html import PAGE_CAP, story_of_page
from searchapp.ingest.readers.mail.body import content_of
from searchapp.ingest.readers.mail.headers import header
from searchapp.ingest.source import Failure, Item, Source

ORIGIN = "capture"
_BROKEN = (RecursionError, AssertionError, ValueError, LookupError, TypeError, AttributeError)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read_mhtml(source: Source) -> Iterator[Item]:
    """The page as a story; raises IngestError for a file without one, or without article text."""
    try:
        message = message_from_bytes(read_bytes(source, cap=TEXT_CAP))
        page = _page(message)
        if page is None:
            raise IngestError("there is no page in it")
        content, whole = content_of(page)
        charset = page.get_content_charset() or ""
    except _BROKEN as error:
        raise IngestError(f"damaged: {error}") from error
    if len(content) > PAGE_CAP:
        raise IngestError(f"the page has {len(content):,} bytes, and at most {PAGE_CAP:,} are read")
    sidecar = read_sidecar(source)
    if isinstance(sidecar, Failure):
        yield sidecar
        sidecar = None
    address = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
    told: dict[FieldName, str] = {"title": header(message, "Subject")}
    if address.startswith(("http:", "https:")):
        told["url"] = address
    story = story_of_page(
        content,
        source=source.name,
        charset=charset,
        above=(sidecar,) if sidecar else (),
        below=(Fields(ORIGIN, told),),
    )
    yield replace(story, captured=tuple(_moment(header(message, "Date"))))
    if not whole:
        yield Failure(source.name, "", "it came damaged (base64); what can be read of it is taken")


def _page(message: Message) -> Message | None:
    """The part that is the page: the one that the file names as its start, else the first page in it."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES and not part.is_multipart()]
    start = str(message.get_param("start") or "")
    named = (page for page in pages if start and str(page.get("Content-ID", "")).strip() == start)
    return next(named, pages[0] if pages else None)


def _moment(written: str) -> Iterator[str]:
    """The moment of a date in a mail's form, in ISO 8601 and UTC; nothing for what is none."""
    try:
        moment = parsedate_to_datetime(written[:100])
        yield moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo else moment.isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return
