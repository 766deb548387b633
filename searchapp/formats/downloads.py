"""The forms in which stories and statements are taken away, one table for pages, addresses and commands. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from searchapp.formats import exports
from searchapp.formats.citations.bibtex import to_bibtex
from searchapp.formats.citations.csl import to_csl
from searchapp.formats.citations.ris import to_ris
from searchapp.formats.cited import Cited
from searchapp.formats.exports import BYTE_ORDER_MARK, csv_block, csv_line
from searchapp.formats.interchange import story_to_json
from searchapp.model import RecordKind, Story
from searchapp.query.result import Hit, Span

STORY_COLUMNS = (
    "id", "title", "outlet", "published", "byline", "url", "passage", "archive_link", "accessed",
)  # fmt: skip
STATEMENT_COLUMNS = (
    "id", "speaker", "speaker_kind", "cue", "mode", "words", "confidence",
    "story_id", "title", "outlet", "published", "byline", "url", "speakers", "polarity", "uncertain",
    "archive_link", "accessed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A hit as it is taken away: with its whole story, the archive's own link to it, and the day of that."""

    hit: Hit
    story: Story
    link: str
    accessed: date

    @property
    def cited(self) -> Cited:
        """What there is to cite: the story, or what somebody says in it."""
        return Cited(self.story, self.link, self.accessed, statement=self.hit.statement)


Blocks = Iterable[Iterable[Entry]]
"""The hits of an answer, a block at a time, as they are read."""


@dataclass(frozen=True, slots=True)
class Download:
    """What a page calls a form of file, how its name ends, its media type, and what writes it.

    `stories` writes whole stories as the command `export` gives them, where that is not what `lines` makes of an
    answer; `cites` writes what is cited, where it is a form of citations.
    """

    label: str
    ending: str
    mimetype: str
    lines: Callable[[RecordKind, Blocks], Iterator[str]]
    stories: Callable[[Iterable[Story]], Iterator[str]] | None = None
    cites: Callable[[Iterable[Cited]], Iterator[str]] | None = None


def to_csv(kind: RecordKind, blocks: Blocks) -> Iterator[str]:
    """A header line, then a row a hit."""
    statements = kind == "statement"
    row = _statement_row if statements else _story_row
    yield csv_line(STATEMENT_COLUMNS if statements else STORY_COLUMNS)
    for entries in blocks:
        yield csv_block(row(entry) for entry in entries)


def to_excel(kind: RecordKind, blocks: Blocks) -> Iterator[str]:
    """CSV that Excel reads as UTF-8."""
    yield BYTE_ORDER_MARK
    yield from to_csv(kind, blocks)


def to_jsonl(kind: RecordKind, blocks: Blocks) -> Iterator[str]:
    """One JSON object a line: a whole story as ingested, or a statement with what its columns in CSV hold."""
    of = _statement_object if kind == "statement" else _story_object
    for entries in blocks:
        yield "".join(json.dumps(of(entry), ensure_ascii=False) + "\n" for entry in entries)


def citations(
    label: str, ending: str, mimetype: str, cites: Callable[[Iterable[Cited]], Iterator[str]]
) -> Download:
    """The form of a citation a story, or a passage."""

    def lines(kind: RecordKind, blocks: Blocks) -> Iterator[str]:
        return cites(entry.cited for entry in chain.from_iterable(blocks))

    def stories(given: Iterable[Story]) -> Iterator[str]:
        return cites(map(Cited, given))

    return Download(label, ending, mimetype, lines, stories, cites)


DOWNLOADS: dict[str, Download] = {
    "csv": Download("CSV, all pages", "csv", "text/csv", to_csv, exports.to_csv),
    "excel": Download("CSV for Excel", "csv", "text/csv", to_excel, exports.to_excel),
    "jsonl": Download(
        "Data, a line each (JSON Lines)", "jsonl", "application/x-ndjson", to_jsonl, exports.to_jsonl
    ),
    "ris": citations("Citations for Zotero, EndNote (RIS)", "ris", "application/x-research-info-systems", to_ris),
    "bibtex": citations("Citations for LaTeX (BibTeX)", "bib", "application/x-bibtex", to_bibtex),
    "csl": citations("Citations as CSL-JSON", "json", "application/vnd.citationstyles.csl+json", to_csl),
}
"""By name; of several with one ending an address means the first, unless it names another."""


def _story_row(entry: Entry) -> tuple[str, ...]:
    """The cells of STORY_COLUMNS."""
    hit = entry.hit
    return (hit.id, *_about(hit), _text(hit.snippet), *_taken(entry))


def _statement_row(entry: Entry) -> tuple[str, ...]:
    """The cells of STATEMENT_COLUMNS."""
    hit, said = entry.hit, entry.hit.statement
    assert said is not None
    how = said.speaker, said.speaker_kind, said.cue, said.mode, _text(hit.snippet), f"{said.confidence:.2f}"
    more = "; ".join(said.speakers), said.polarity, "yes" if said.uncertain else ""
    return (hit.id, *how, hit.story_id, *_about(hit), *more, *_taken(entry))


def _story_object(entry: Entry) -> dict[str, Any]:
    link, accessed = _taken(entry)
    return {**story_to_json(entry.story), "archive_link": link, "accessed": accessed}


def _statement_object(entry: Entry) -> dict[str, Any]:
    said = entry.hit.statement
    assert said is not None
    row = {name: value or None for name, value in zip(STATEMENT_COLUMNS, _statement_row(entry), strict=True)}
    typed = {"confidence": said.confidence, "speakers": list(said.speakers), "uncertain": said.uncertain}
    return {**row, **typed}


def _about(hit: Hit) -> tuple[str, ...]:
    """Title, outlet, day, byline and address of a hit's story; "" for what is not known."""
    day = hit.published.isoformat() if hit.published else ""
    return _text(hit.title), hit.outlet or "", day, hit.byline or "", hit.url or ""


def _taken(entry: Entry) -> tuple[str, str]:
    """The archive's own link, and the day of it."""
    return entry.link, entry.accessed.isoformat()


def _text(spans: tuple[Span, ...]) -> str:
    return "".join(s.text for s in spans)
