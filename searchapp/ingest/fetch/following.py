"""Following feeds: each new entry's page is fetched once, and what fails is tried again with the next run.

What was fetched the files themselves tell; `follow.json` in the data folder only has what spares a site questions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from searchapp.ingest.fetch.addresses import Address, read_address
from searchapp.ingest.fetch.feeds import MOST_ENTRIES, Entry, Feed, page_of, read_feed
from searchapp.ingest.fetch.outcome import Failed, NotKept, Outcome, Refused
from searchapp.ingest.fetch.pages import fetch_page, keep, kept_page
from searchapp.ingest.fetch.visits import Seen, Visits
from searchapp.ingest.metadata.ids import id_beside, id_from_content
from searchapp.system.disk import write_whole, writing

FILE_NAME = "follow.json"
_LONGEST_SUMMARY = 10_000
"""A sidecar is read up to a size."""


@dataclass(slots=True)
class FeedMemory:
    """What is remembered of a feed: by what it tells that nothing is new, and which entries are not asked for.

    Those are `passed`, by their addresses, with the reason: no page that is read, or one that is there already.
    """

    seen: Seen = field(default_factory=Seen)
    passed: dict[str, str] = field(default_factory=dict)


def load_memory(data: Path) -> dict[str, FeedMemory]:
    """What is remembered of each feed, by its address; nothing where there is nothing that can be read."""
    try:
        rows = json.loads((data / FILE_NAME).read_text(encoding="utf-8"))
        return {
            str(url): FeedMemory(
                Seen(str(row["etag"]), str(row["last_modified"])),
                {str(k): str(v) for k, v in row["passed"].items()},
            )
            for url, row in rows.items()
        }
    except (OSError, ValueError, RecursionError, AttributeError, KeyError, TypeError):
        return {}


def save_memory(data: Path, changed: Mapping[str, FeedMemory]) -> None:
    """Write what is remembered of some feeds, beside what others wrote meanwhile; raises DiskError."""
    with writing(data / FILE_NAME) as path:
        memory = {**load_memory(data), **changed}
        rows = {
            url: {"etag": one.seen.etag, "last_modified": one.seen.modified, "passed": one.passed}
            for url, one in sorted(memory.items())
        }
        write_whole(path, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))


def follow(visits: Visits, url: str, *, corpus: Path, memory: FeedMemory) -> Iterator[Outcome]:
    """Fetch what is new in a feed, one outcome an entry; `memory` is brought up to date at the end.

    A feed of which something failed is asked for whole the next time, so that this is tried again. Raises Stopped,
    and DiskError.
    """
    try:
        visit = visits.get(url, seen=memory.seen)
        if visit.reply is None:
            yield Outcome("noted", url, reason="nothing new")
            return
        charset = str(visit.reply.headers.get_content_charset() or "")
        feed = read_feed(visit.reply.body, url=visit.url, charset=charset)
        place = read_address(visit.url)
    except Refused as error:
        yield Outcome("refused", url, reason=error.message)
        return
    except Failed as error:
        yield Outcome("failed", url, reason=error.message)
        return
    yield from _remarks(url, feed)
    whole = True
    passed: dict[str, str] = {}
    for entry in {entry.url or entry.key: entry for entry in reversed(feed.entries)}.values():
        if reason := memory.passed.get(entry.url or entry.key):
            passed[entry.url or entry.key] = reason
            continue
        outcome = _take(visits, entry, feed=feed, place=place, feed_url=url, corpus=corpus)
        yield outcome
        whole = whole and outcome.how != "failed"
        if outcome.lasting:
            passed[entry.url or entry.key] = outcome.reason
    memory.passed = passed
    memory.seen = Seen(visit.reply.header("ETag"), visit.reply.header("Last-Modified")) if whole else Seen()


def _remarks(url: str, feed: Feed) -> Iterator[Outcome]:
    if feed.damage:
        reason = f"the feed is damaged, and what could be read of it is taken ({feed.damage})"
        yield Outcome("noted", url, reason=reason)
    if feed.more:
        reason = f"the feed has {feed.more:,} entries more than the first {MOST_ENTRIES:,}, which are taken"
        yield Outcome("noted", url, reason=reason)


def _take(visits: Visits, entry: Entry, *, feed: Feed, place: Address, feed_url: str, corpus: Path) -> Outcome:
    """An entry's page, or where it has none its own words as a page."""
    told = {
        "feed": feed_url,
        "feed_title": feed.title,
        "outlet": entry.outlet,
        "title": entry.title,
        "published": entry.published,
        "byline": entry.byline,
        "summary": entry.text[:_LONGEST_SUMMARY] if entry.url and entry.is_summary else "",
    }
    told = {key: value for key, value in told.items() if value}
    shown = entry.url or entry.title or entry.key[:100]
    try:
        if entry.url:
            before = kept_page(corpus, read_address(entry.url))
            if before and before.sidecar:
                return Outcome("unchanged", entry.url, before.path)
            return fetch_page(visits, entry.url, corpus=corpus, told=told)
        if not entry.text:
            raise NotKept("the entry has neither a page nor words of its own")
        name = id_beside(id_from_content(entry.title, "").rpartition("-")[0], f"{feed_url}\n{entry.key}")
        if found := sorted(corpus.glob(f"*/*/*/{name}.html")):
            return Outcome("unchanged", shown, found[0])
        kept = keep(corpus, place, page_of(entry), ".html", facts={**told, "charset": "utf-8"}, name=name)
        return Outcome(kept.how, shown, kept.path)
    except Refused as error:
        return Outcome("refused", shown, reason=error.message, lasting=isinstance(error, NotKept))
    except Failed as error:
        return Outcome("failed", shown, reason=error.message)
