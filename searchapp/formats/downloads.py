"""An answer as a file of all its hits, in each form that a page of results offers. Pure; hits in, text out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from searchapp.formats.exports import BYTE_ORDER_MARK, csv_block, csv_line
from searchapp.model import RecordKind
from searchapp.query.result import Hit, Span

STORY_COLUMNS = ("id", "title", "outlet", "published", "byline", "url", "passage")
STATEMENT_COLUMNS = (
    "id", "speaker", "speaker_kind", "cue", "mode", "words", "confidence",
    "story_id", "title", "outlet", "published", "byline", "url", "speakers", "polarity", "uncertain",
)  # fmt: skip
Blocks = Iterable[Iterable[Hit]]
"""The hits of an answer, a block at a time, as they are read."""


def to_csv(kind: RecordKind, blocks: Blocks) -> Iterator[str]:
    """A header line, then a row a hit."""
    statements = kind == "statement"
    row = _statement_row if statements else _story_row
    yield csv_line(STATEMENT_COLUMNS if statements else STORY_COLUMNS)
    for hits in blocks:
        yield csv_block(row(hit) for hit in hits)


def to_excel(kind: RecordKind, blocks: Blocks) -> Iterator[str]:
    """CSV that Excel reads as UTF-8."""
    yield BYTE_ORDER_MARK
    yield from to_csv(kind, blocks)


@dataclass(frozen=True, slots=True)
class Download:
    """What a page calls a form of file, how its name ends, its media type, and what writes it."""

    label: str
    ending: str
    mimetype: str
    lines: Callable[[RecordKind, Blocks], Iterator[str]]


DOWNLOADS: dict[str, Download] = {
    "csv": Download("CSV, all pages", "csv", "text/csv", to_csv),
    "excel": Download("CSV for Excel", "csv", "text/csv", to_excel),
}
"""By name, which is the ending but where another form has that already."""


def _story_row(hit: Hit) -> tuple[str, ...]:
    """The cells of STORY_COLUMNS."""
    return (hit.id, *_about(hit), _text(hit.snippet))


def _statement_row(hit: Hit) -> tuple[str, ...]:
    """The cells of STATEMENT_COLUMNS."""
    said = hit.statement
    assert said is not None
    how = said.speaker, said.speaker_kind, said.cue, said.mode, _text(hit.snippet), f"{said.confidence:.2f}"
    more = "; ".join(said.speakers), said.polarity, "yes" if said.uncertain else ""
    return (hit.id, *how, hit.story_id, *_about(hit), *more)


def _about(hit: Hit) -> tuple[str, ...]:
    """Title, outlet, day, byline and address of a hit's story; "" for what is not known."""
    day = hit.published.isoformat() if hit.published else ""
    return _text(hit.title), hit.outlet or "", day, hit.byline or "", hit.url or ""


def _text(spans: tuple[Span, ...]) -> str:
    return "".join(s.text for s in spans)
