"""Reader for PDF: one file is one story, from the text layer of its pages, or by OCR where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from searchapp.errors import IngestError
from searchapp.ingest.files.safe_open import MEGABYTE, read_bytes
from searchapp.ingest.metadata.fields import Fields
from searchapp.ingest.readers.documents.pdf import ocr
from searchapp.ingest.readers.documents.pdf.columns import in_reading_order
from searchapp.ingest.readers.documents.pdf.glyphs import Line, Page, read_page
from searchapp.ingest.readers.documents.pdf.reflow import blocks_of
from searchapp.ingest.readers.documents.pdf.running import without_running
from searchapp.ingest.readers.documents.story import Document, stories_of
from searchapp.ingest.source import Item, Source
from searchapp.provenance import Doubt

SIZE_CAP = 256 * MEGABYTE
PAGES_CAP = 5_000
_FEW_LETTERS = 100
"""Fewer on a page that is a picture are its stamp or its number, not its text."""
_UNREADABLE = 0.2
_MOST_DOTS = 40_000_000
_REASONS = {
    pdfium.FPDF_ERR_PASSWORD: "encrypted: it opens only with a password; save it without one",
    pdfium.FPDF_ERR_SECURITY: "encrypted in a way that is not known; save it without a password",
    pdfium.FPDF_ERR_FORMAT: "damaged, or not a PDF",
}


def read_pdf(source: Source) -> Iterator[Item]:
    """The file as a story; raises IngestError for one that can't be opened or has no text."""
    data = read_bytes(source, cap=SIZE_CAP)
    if not data.strip():
        raise IngestError("the file is empty")
    try:
        with pypdfium2.PdfDocument(data) as opened:
            document = _read(opened, with_ocr=source.choices.ocr)
    except pypdfium2.PdfiumError as error:
        raise IngestError(_REASONS.get(error.err_code or 0, f"damaged: {error}")) from error
    yield from stories_of(document, source, "PDF")


def _read(opened: pypdfium2.PdfDocument, *, with_ocr: bool) -> Document:
    number = len(opened)
    if number > PAGES_CAP:
        raise IngestError(f"has {number:,} pages, and at most {PAGES_CAP:,} are read: split the file")
    pages: list[Sequence[Line]] = []
    unread = by_ocr = 0
    for at in range(number):
        page = _page(opened, at)
        if page is None or _has_no_text(page):
            lines = _by_ocr(opened, at) if with_ocr and page is not None else ()
            by_ocr, unread = by_ocr + bool(lines), unread + (not lines)
            pages.append(lines or (page.lines if page and not page.unreadable else ()))
        else:
            pages.append(page.lines)
    if unread == number:
        raise IngestError(_all_unread(number, with_ocr=with_ocr))
    kept, url = without_running(pages)
    said = opened.get_metadata_dict(skip_empty=True)
    doubts = (Doubt("pages without text", unread), Doubt("read by OCR", by_ocr))
    return Document(
        tuple(blocks_of([region for lines in kept for region in in_reading_order(lines)])),
        title=said.get("Title", ""),
        author=said.get("Author", ""),
        pages=number,
        beside=Fields("page foot", {"url": url} if url else {}),
        doubts=tuple(doubt for doubt in doubts if doubt.number),
    )


def _all_unread(number: int, *, with_ocr: bool) -> str:
    pages = "its one page has" if number == 1 else f"none of its {number:,} pages has"
    if with_ocr:
        return f"no text: {pages} text, and none was found in the pictures"
    return f"no text: {pages} any, as scans do; --ocr has them read by Tesseract"


def _page(opened: pypdfium2.PdfDocument, at: int) -> Page | None:
    try:
        with closing(opened[at]) as page:
            return read_page(page, at)
    except pypdfium2.PdfiumError:
        return None


def _has_no_text(page: Page) -> bool:
    """Whether a page's words are not to be had: it is a scan, or its letters are not told."""
    if page.pictured and page.letters < _FEW_LETTERS:
        return True
    return page.unreadable > _UNREADABLE * page.letters


def _by_ocr(opened: pypdfium2.PdfDocument, at: int) -> tuple[Line, ...]:
    ocr.require_tesseract()
    with closing(opened[at]) as page:
        scale = ocr.DOTS_AN_INCH / 72
        dots = page.get_width() * page.get_height() * scale * scale
        scale *= min(1.0, (_MOST_DOTS / dots) ** 0.5) if dots else 1.0
        bitmap = page.render(scale=scale, grayscale=True)
        rows = bytes(bitmap.buffer)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        bitmap.close()
    flat = b"".join(rows[at * stride : at * stride + width] for at in range(height)) if stride != width else rows
    found = ocr.lines_of(ocr.Picture(flat, width, height), at)
    shrunk = ocr.DOTS_AN_INCH / 72 / scale
    return tuple(
        replace(line, left=line.left * shrunk, right=line.right * shrunk, base=line.base * shrunk)
        for line in found
    )
