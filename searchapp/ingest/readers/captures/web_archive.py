"""Readers for captures of whole sites (WARC, and WACZ, which has such files in a ZIP): one story an address.

A file is gone through twice, and seldom more often: first for what was captured when, then for the newest capture
of each address, and for an older one where that has no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from searchapp.errors import IngestError
from searchapp.ingest.files.containers import (
    Blocks,
    as_container,
    count_member,
    member_of,
    own_folder,
    plain_blocks,
    unpack_to,
)
from searchapp.ingest.files.encoding import decode
from searchapp.ingest.files.safe_open import TEXT_CAP
from searchapp.ingest.formats import BY_SUFFIX
from searchapp.ingest.metadata.ids import id_from_url, normalised_url
from searchapp.ingest.metadata.sidecar import with_defaults
from searchapp.ingest.readers.archives import open_zip
from searchapp.ingest.readers.captures.http_body import plain_body
from searchapp.ingest.readers.captures.records import Record, records
from searchapp.ingest.readers.html import PAGE_CAP
from searchapp.ingest.source import Failure, Item, LeftOut, Reader, Source
from searchapp.model import Story

NAME = "WARC"
ORIGIN = "capture"
_ROUNDS = 5
"""How many captures of one address are tried."""
_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z?")
_PAGE_BEGINS = re.compile(rb"\s*(?:<!--.{0,200}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL)
_SAME_PAGE = re.compile(r"https?://(?:www\.)?")
_WARCS = (".warc", ".warc.gz")


@dataclass(slots=True)
class _Captures:
    """What was captured of one address: the answers with a page, newest first, and all moments.

    An answer is its moment, its place in the files, and the address in full.
    """

    pages: list[tuple[str, int, str]] = field(default_factory=list)
    moments: set[str] = field(default_factory=set)
    failure: Failure | None = None


def read_warc(source: Source, members: Reader) -> Iterator[Item]:
    """The pages in a WARC file, and what else it has, counted; raises IngestError for what is none."""
    source = as_container(source)
    return with_defaults(source, _stories(source, [source], members))


def read_wacz(source: Source, members: Reader) -> Iterator[Item]:
    """The pages in all WARC files of a WACZ; raises IngestError for what is none."""
    return with_defaults(source, _read_wacz(as_container(source), members))


def _read_wacz(source: Source, members: Reader) -> Iterator[Item]:
    with own_folder() as folder, open_zip(source) as (archive, found, failures):
        yield from failures
        warcs: list[Source] = []
        for number, (place, info) in enumerate(sorted(found.items())):
            if place.startswith("archive/") and place.lower().endswith(_WARCS):
                suffix = ".warc.gz" if place.lower().endswith(".gz") else ".warc"
                path = folder / f"{number}{suffix}"
                with archive.open(info) as member:
                    unpack_to(path, member, source, packed=info.compress_size)
                warcs.append(replace(source, path=path, suffix=suffix))
        if not warcs:
            raise IngestError("not a WACZ file: there is no WARC in its archive folder")
        yield from _stories(source, warcs, members)


def _stories(source: Source, warcs: Sequence[Source], members: Reader) -> Iterator[Item]:
    listing = _Listing(source)
    faults = list(listing.fill(warcs))
    yield from listing.left_out()
    waiting = {captures.pages[0][1]: captures for captures in listing.found.values() if captures.pages}
    for attempt in range(1, _ROUNDS + 1):
        older: dict[int, _Captures] = {}
        for number, record in _numbered(warcs, []):
            if (captures := waiting.get(number)) is None:
                continue
            story = None
            url = captures.pages[attempt - 1][2]
            for item in _read(source, record, url, members):
                if isinstance(item, Story):
                    story = item
                    yield _finished(item, captures, url)
                elif isinstance(item, Failure) and story is None:
                    captures.failure = captures.failure or item
            if story is None and len(captures.pages) > attempt:
                older[captures.pages[attempt][1]] = captures
            elif story is None and captures.failure:
                yield captures.failure
        waiting = older
        if not waiting:
            break
    yield from (captures.failure for captures in waiting.values() if captures.failure)
    yield from (Failure(source.name, "", fault) for fault in faults)


class _Listing:
    """What is in the files by address, and how much of what is no page."""

    def __init__(self, source: Source) -> None:
        self.found: dict[str, _Captures] = {}
        self._source = source
        self._no_pages: Counter[str] = Counter()
        self._redirects = 0

    def fill(self, warcs: Sequence[Source]) -> Iterator[str]:
        """Go through the files; where one is damaged is said."""
        faults: list[str] = []
        for number, record in _numbered(warcs, faults):
            count_member(self._source)
            if record.kind in {"response", "resource", "revisit"} and record.url.startswith(("http:", "https:")):
                self._note(number, record)
        for captures in self.found.values():
            captures.pages.sort(reverse=True)
        yield from faults

    def _note(self, number: int, record: Record) -> None:
        url = normalised_url(record.url) or record.url
        moment = record.headers.get("warc-date", "")
        key = _SAME_PAGE.sub("", url).rstrip("/")
        captures = self.found.get(key) or _Captures()
        if record.kind != "revisit":
            if 300 <= record.status < 400:
                self._redirects += 1
                return
            kind = _suffix(record)
            if kind not in BY_SUFFIX or (record.kind == "response" and not 200 <= record.status < 300):
                self._no_pages[_called(record)] += 1
                return
            captures.pages.append((moment, number, url))
        self.found[key] = captures
        if _MOMENT.fullmatch(moment):
            captures.moments.add(moment)

    def left_out(self) -> Iterator[LeftOut]:
        """What is no page, by its kind; revisits of pages that are in another file are among it."""
        if self._redirects:
            yield LeftOut(self._source.name, "redirect", number=self._redirects)
        if lonely := sum(not captures.pages for captures in self.found.values()):
            self._no_pages["revisit"] += lonely
        for called, number in sorted(self._no_pages.items()):
            yield LeftOut(f"{self._source.name}#{called}", "no page", number=number)


def _numbered(warcs: Sequence[Source], faults: list[str]) -> Iterator[tuple[int, Record]]:
    """The records of all files, numbered through; where one is damaged is noted, and the next is read."""
    number = 0
    for warc in warcs:
        try:
            for record in records(Blocks(plain_blocks(warc))):
                yield number, record
                number += 1
        except IngestError as error:
            faults.append(error.message)


def _suffix(record: Record) -> str:
    """What an answer is read as, by what it says of itself, else by its beginning; "" where it is no page."""
    said = (record.http if record.http is not None else record.headers).get("content-type", "")
    kind = said.partition(";")[0].strip().lower()
    if kind:
        return _KINDS.get(kind, "")
    return ".html" if _PAGE_BEGINS.match(record.block.read(512)) else ""


def _called(record: Record) -> str:
    """What an answer without a page is counted as: its status, or its kind."""
    if record.kind == "response" and not 200 <= record.status < 300:
        return str(record.status)
    said = (record.http if record.http is not None else record.headers).get("content-type", "")
    return said.partition(";")[0].strip().lower()[:60] or "unknown"


def _read(source: Source, record: Record, url: str, members: Reader) -> Iterator[Item]:
    """The page of a record, read as a file of its own is."""
    http = record.http if record.http is not None else {}
    said = (record.http if record.http is not None else record.headers).get("content-type", "")
    suffix = _KINDS.get(said.partition(";")[0].strip().lower(), ".html")
    with own_folder() as folder:
        path = folder / f"page{suffix}"
        page = member_of(source, url, path, suffix=suffix)
        is_page = suffix == ".html"
        try:
            path.write_bytes(_page(record, http, said if is_page else "", PAGE_CAP if is_page else TEXT_CAP))
        except IngestError as error:
            yield Failure(page.name, "", error.message)
            return
        yield from members(page)


def _page(record: Record, http: Mapping[str, str], said: str, cap: int) -> bytes:
    body = record.block.read(cap + 1)
    if len(body) > cap:
        raise IngestError(f"the page has more than {cap:,} bytes, and no more are read")
    body = plain_body(body, http, cap=cap)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", said, re.IGNORECASE)
    return f"\ufeff{decode(body, declared=charset[1])}".encode() if charset else body


def _finished(story: Story, captures: _Captures, address: str) -> Story:
    """The story with what its capture says: when that was, and where, if the page does not say that itself."""
    story = replace(
        story,
        captured=tuple(sorted(captures.moments)),
        format=NAME if story.format == "HTML" else story.format,
    )
    url = normalised_url(address)
    if story.url or url is None:
        return story
    own = story.id if "id" in story.origins else id_from_url(url)
    return replace(story, url=url, id=own, origins={**story.origins, "url": ORIGIN})
