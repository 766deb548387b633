"""PDF as databases and browsers print it: names over each page, notes with raised numbers, letters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from searchapp.ingest import Source, read_source
from searchapp.model import Story
from tests.ingest.readers.documents.conftest import TITLE
from tests.ingest.readers.downloads import as_pdf, factiva_coded, made_stories

LINES = (
    "The valley council of Ostermoor voted on Thursday to tax every lantern that burns",
    "after midnight, a measure that shopkeepers along the river had fought since the",
    "spring, and nobody in the hall could tell who had asked for it in the first place",
    "although the mayor, who had read the whole paper aloud, told them that it would be",
)


def two_pages(path: Path, head: Callable[[Canvas, int], None]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for page, body in ((1, LINES), (2, ("read once more.", *LINES))):
        head(canvas, page)
        canvas.setFont("Times-Roman", 11)
        if page == 1:
            canvas.drawString(60, 760, TITLE)
        for number, line in enumerate(body):
            canvas.drawString(60, 730 - 13.5 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def in_one_row(canvas: Canvas, page: int) -> None:
    canvas.setFont("Times-Roman", 9)
    canvas.drawRightString(540, 805, f"Page {page}")
    if page > 1:
        canvas.drawString(200, 805, f"{TITLE} The Vell Post")


def below_the_number(canvas: Canvas, page: int) -> None:
    canvas.setFont("Times-Roman", 9)
    canvas.drawRightString(540, 805, f"Page {page} of 2")
    if page > 1:
        canvas.drawString(60, 793, f"{TITLE} The Vell Post")


@pytest.mark.parametrize("head", [in_one_row, below_the_number])
def test_a_name_beside_the_number_of_a_page_is_no_text(
    tmp_path: Path, head: Callable[[Canvas, int], None], read_file: Callable[..., Story]
) -> None:
    found = read_file(two_pages(tmp_path / "two.pdf", head))
    assert "Vell Post" not in found.text
    assert "told them that it would be read once more." in " ".join(found.text.split())


def test_a_line_of_text_below_the_number_of_a_page_stays(tmp_path: Path, read_file: Callable[..., Story]) -> None:
    def near(canvas: Canvas, page: int) -> None:
        canvas.setFont("Times-Roman", 11)
        canvas.drawRightString(540, 743.5, f"Page {page}")

    found = read_file(two_pages(tmp_path / "two.pdf", near))
    assert "would be read once more." in " ".join(found.text.split())


def test_words_behind_a_raised_number_stand_apart_from_it(tmp_path: Path, read_file: Callable[..., Story]) -> None:
    canvas = Canvas(str(tmp_path / "note.pdf"), pagesize=A4)
    text = canvas.beginText(60, 700)
    text.setFont("Times-Roman", 11)
    for line in LINES[:2]:
        text.textLine(line)
    text.textOut("council declared otherwise.")
    text.setRise(4)
    text.setFont("Times-Roman", 9)
    text.textOut("7")
    text.setRise(0)
    text.setFont("Times-Roman", 11)
    text.moveCursor(text.getX() - 60 + 4, 0)
    text.textLine('"We had no word," Runa Velde said.')
    canvas.drawText(text)
    canvas.save()
    assert 'otherwise.7 "We had' in read_file(tmp_path / "note.pdf").text


def test_each_story_of_a_printed_download_has_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "download.pdf"
    path.write_bytes(as_pdf(factiva_coded(made_stories(20))))
    found = list(read_source(Source(path, path.name)))
    assert len(found) == 20
    assert all(isinstance(item, Story) and item.pages for item in found)
