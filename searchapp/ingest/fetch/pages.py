"""Pages that were fetched as files of an archive, each with a sidecar that tells how it came there.

A page lies in `HOST/YEAR/MONTH/slug-hash.html`, the hash being that of its address, so that the files themselves
tell what was fetched before. Its bytes are kept as they came. What it is about, readers find out later.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from searchapp.errors import IngestError
from searchapp.ingest.fetch.addresses import Address, read_address
from searchapp.ingest.fetch.outcome import Failed, NotKept, Outcome, Refused
from searchapp.ingest.fetch.request import Reply
from searchapp.ingest.fetch.visits import Seen, Visits
from searchapp.ingest.formats import BY_SUFFIX
from searchapp.ingest.metadata.fields import FETCHED
from searchapp.ingest.metadata.ids import id_from_url, normalised_url
from searchapp.ingest.metadata.json_object import parse_object
from searchapp.ingest.metadata.sidecar import ENDING
from searchapp.system.disk import in_words, write_whole

_SUFFIXES: Mapping[str, str] = {
    "text/html": ".html", "application/xhtml+xml": ".xhtml", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf",
}  # fmt: skip
"""What is kept as what, of the formats that are read."""
_SNIFFED = 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that lies in the archive: its file, and what its sidecar tells, with what people added to it."""

    path: Path
    sidecar: Mapping[str, object]

    @property
    def seen(self) -> Seen:
        """By what its site tells that it is the same."""
        told = self.sidecar.get(FETCHED)
        told = told if isinstance(told, dict) else {}
        return Seen(str(told.get("etag", "")), str(told.get("last_modified", "")))


def kept_page(corpus: Path, address: Address) -> Kept | None:
    """The page of an address, if it was fetched before; raises Failed where its sidecar can't be read."""
    for path in sorted(_folder(corpus, address).glob(f"*/*/{_name(address)}.*")):
        if path.name.endswith(ENDING):
            continue
        try:
            return Kept(path, parse_object(path.with_name(path.name + ENDING).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Kept(path, {})
        except (OSError, ValueError, IngestError) as error:
            raise Failed(f"{path}{ENDING} can't be read ({error}): mend or remove it") from error
    return None


def fetch_page(visits: Visits, url: str, *, corpus: Path, told: Mapping[str, str] | None = None) -> Outcome:
    """Fetch a page and keep it, `told` being what a feed says of it; raises Stopped, and DiskError.

    What is there already is asked for only if it is new, and replaced when it is.
    """
    try:
        address = read_address(url)
        before = kept_page(corpus, address)
        visit = visits.get(address.url, seen=before.seen if before else None)
        if visit.reply is None:
            return Outcome("unchanged", url, before.path if before else None)
        final = read_address(visit.url)
        if before is None and final != address and (same := kept_page(corpus, final)):
            return Outcome("unchanged", url, same.path, f"it leads to {final.url}, which is there", lasting=True)
        facts = {"url": address.url, **_facts(visit.reply), **(told or {})}
        if final != address:
            facts["final_url"] = final.url
        return keep(corpus, address, visit.reply.body, _suffix(visit.reply), facts=facts, before=before)
    except Refused as error:
        return Outcome("refused", url, reason=error.message, lasting=isinstance(error, NotKept))
    except Failed as error:
        return Outcome("failed", url, reason=error.message)


def keep(
    corpus: Path,
    address: Address,
    body: bytes,
    suffix: str,
    *,
    facts: Mapping[str, str],
    before: Kept | None = None,
    name: str = "",
) -> Outcome:
    """Write a page, then its sidecar, over what was there: a page without one is fetched again."""
    moment = datetime.now(UTC)
    folder = _folder(corpus, address) / f"{moment:%Y}" / f"{moment:%m}"
    path = before.path if before else folder / ((name or _name(address)) + suffix)
    with in_words(f"{path} can't be written"):
        if before and before.sidecar and path.read_bytes() == body:
            return Outcome("unchanged", facts.get("url", ""), path)
        path.parent.mkdir(parents=True, exist_ok=True)
    said = {**(before.sidecar if before else {}), FETCHED: {"at": f"{moment:%Y-%m-%dT%H:%M:%SZ}", **facts}}
    write_whole(path, body)
    written = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    write_whole(path.with_name(path.name + ENDING), written.encode("utf-8", "replace"))
    return Outcome("changed" if before else "fetched", facts.get("url", ""), path)


def _folder(corpus: Path, address: Address) -> Path:
    return corpus / address.netloc.strip("[]").replace("]", "").replace(":", "_")


def _name(address: Address) -> str:
    return id_from_url(normalised_url(address.url) or address.url)


def _facts(reply: Reply) -> dict[str, str]:
    """What the site said of its answer that a later reader or visit needs."""
    found = {
        "type": reply.header("Content-Type") and reply.headers.get_content_type(),
        "charset": str(reply.headers.get_content_charset() or ""),
        "etag": reply.header("ETag"),
        "last_modified": reply.header("Last-Modified"),
    }
    return {key: value for key, value in found.items() if value}


def _suffix(reply: Reply) -> str:
    """The suffix of the file that an answer becomes; raises NotKept for what is no page that is read."""
    if not reply.body:
        raise NotKept("the answer is empty")
    if not reply.header("Content-Type"):
        if b"<html" in reply.body[:_SNIFFED].lower():
            return ".html"
        raise NotKept("the site does not say what it is, and it is no web page")
    kind = reply.headers.get_content_type()
    suffix = _SUFFIXES.get(kind, "")
    if suffix not in BY_SUFFIX:
        raise NotKept(f"it is no page that is read, but {kind}")
    return suffix
