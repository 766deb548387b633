"""PDF as databases and browsers print it: names over each page, notes with raised numbers, letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
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


def set_in_blocks(path: Path, blocks: Sequence[tuple[str, float, float]]) -> Path:
    """A page with a line for each text, its size and where it begins, a paragraph apart."""
    canvas = Canvas(str(path), pagesize=A4)
    base = 790.0
    for text, size, left in blocks:
        base -= 1.9 * size
        canvas.setFont("Times-Roman", size)
        canvas.drawString(left, base, text)
    canvas.save()
    return path


BODY = [(line + ".", 11.0, 60.0) for line in LINES]


@pytest.mark.parametrize(
    "day",
    [
        "Saturday, October 14, 2017",
        "Saturday 14 October 2017   No. 12,345   One crown",
        "Vol. 9   14 October 2017",
    ],
)
def test_a_papers_own_name_over_its_day_is_no_title(
    tmp_path: Path, day: str, read_file: Callable[..., Story]
) -> None:
    blocks = [("The Ostermoor Herald", 40.0, 100.0), (day, 9.0, 150.0), ("Valley taxes its lanterns", 26.0, 60.0)]
    assert read_file(set_in_blocks(tmp_path / "page.pdf", [*blocks, *BODY])).title == "Valley taxes its lanterns"


def test_a_title_over_its_day_is_one(tmp_path: Path, read_file: Callable[..., Story]) -> None:
    blocks = [("Valley taxes its lanterns", 26.0, 60.0), ("14 October 2017", 11.0, 60.0)]
    below = [*BODY[:2], ("What it costs", 16.0, 60.0), *BODY[2:]]
    assert read_file(set_in_blocks(tmp_path / "page.pdf", [*blocks, *below])).title == "Valley taxes its lanterns"
    deck = ("Shopkeepers fought it since spring", 15.0, 60.0)
    assert (
        read_file(set_in_blocks(tmp_path / "deck.pdf", [*blocks, deck, *BODY])).title
        == "Valley taxes its lanterns"
    )


@pytest.mark.parametrize(
    ("subject", "title"), [("Re: Tax on lanterns", "Tax on lanterns"), ("We write to you in haste.", None)]
)
def test_a_letter_is_about_what_it_says_and_its_address_is_no_title(
    tmp_path: Path, subject: str, title: str | None, read_file: Callable[..., Story]
) -> None:
    head = [("Runa Velde", 11.0, 460.0), ("The Old Mill", 11.0, 460.0), ("14 October 2017", 11.0, 60.0)]
    letter = [*head, ("Dear Councillor Iversen,", 11.0, 60.0), (subject, 11.0, 60.0), *BODY]
    found = read_file(set_in_blocks(tmp_path / "letter.pdf", letter))
    assert found.title == title
    assert "\n\n14 October 2017\n\n" in found.text


def test_an_open_letter_keeps_its_title(tmp_path: Path, read_file: Callable[..., Story]) -> None:
    letter = [("An open letter to the valley", 11.0, 60.0), ("Dear Councillor Iversen,", 11.0, 60.0), *BODY]
    assert read_file(set_in_blocks(tmp_path / "letter.pdf", letter)).title == "An open letter to the valley"


def test_a_note_of_small_letters_stands_in_its_line(tmp_path: Path, read_file: Callable[..., Story]) -> None:
    canvas = Canvas(str(tmp_path / "note.pdf"), pagesize=A4)
    for number, line in enumerate(LINES):
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(60, 700 - 14 * number, line)
        if number == 1:
            canvas.setFont("Times-Roman", 7)
            canvas.drawString(60.3 + stringWidth(line, "Times-Roman", 12), 700 - 14 * number + 4.6, "1")
    canvas.save()
    assert "fought since the1 spring" in " ".join(read_file(tmp_path / "note.pdf").text.split())


def test_paragraphs_of_a_line_each_stand_apart(tmp_path: Path, read_file: Callable[..., Story]) -> None:
    canvas = Canvas(str(tmp_path / "form.pdf"), pagesize=A4)
    canvas.setFont("Times-Roman", 11)
    base = 780.0
    paragraphs = [LINES[:1], ("Valley Council of Ostermoor and Tarn, Registry of Taxes and of Tolls",), LINES[:2]]
    for paragraph in [*paragraphs, LINES[2:3], LINES[2:4], LINES[3:4], LINES[:1]]:
        base -= 11
        for line in paragraph:
            base -= 14
            canvas.drawString(60, base, line)
    canvas.save()
    found = read_file(tmp_path / "form.pdf")
    assert (found.title, len(found.text.split("\n\n"))) == (LINES[0], 6)


@pytest.mark.parametrize("day", ["October 14, 2017 Saturday", "Samstag 14. Oktober 2017", "14 octobre 2017"])
def test_a_line_that_is_a_day_is_a_paragraph(tmp_path: Path, day: str, read_file: Callable[..., Story]) -> None:
    canvas = Canvas(str(tmp_path / "day.pdf"), pagesize=A4)
    canvas.setFont("Times-Roman", 11)
    for number, line in enumerate(("Registry of Taxes", day, "Valley Council of Ostermoor", *LINES)):
        if number < 3:
            canvas.drawCentredString(260, 780 - 14 * number, line)
        else:
            canvas.drawString(60, 780 - 14 * number, line)
    canvas.save()
    assert f"\n\n{day}\n\n" in f"\n\n{read_file(tmp_path / 'day.pdf').text}"
