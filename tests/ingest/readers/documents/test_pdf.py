"""PDF: columns in reading order, words and paragraphs made whole, pages kept, running heads taken off."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import wrap

import pytest
from fpdf import FPDF
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph, Table

from searchapp.ingest.readers.documents.pdf.hyphens import Hyphens
from searchapp.model import Story
from searchapp.provenance import Doubt
from tests.ingest.readers.documents.conftest import PARAGRAPHS, TITLE, words_of

One = Callable[..., Story]
BODY = "Times-Roman"


def paragraphs_of(story: Story) -> list[list[str]]:
    return [words_of(block) for block in story.text.split("\n\n")]


EXPECTED = [words_of(paragraph) for paragraph in PARAGRAPHS * 6]


def drawn(path: Path, lines: Sequence[str], *, title: str = "Ferry talks go on", size: float = 11) -> Path:
    """A page with a headline and lines of text as they are to stand."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(60, 780, title)
    canvas.setFont(BODY, size)
    for number, line in enumerate(lines):
        canvas.drawString(60, 740 - number * 1.25 * size, line)
    canvas.save()
    return path


def in_columns(path: Path) -> Path:
    """Two columns below a headline, with indents, a running head and page numbers, by reportlab."""

    def running(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(45, 820, "Ostermoor Herald   Valley news")
        canvas.drawCentredString(300, 20, f"Page {document.page}")

    body = ParagraphStyle("b", fontName=BODY, fontSize=13, leading=15.5, firstLineIndent=11, alignment=4)
    columns = [Frame(45, 40, 245, 680), Frame(305, 40, 245, 680)]
    document = BaseDocTemplate(str(path), pagesize=A4, title="Microsoft Word - lantern_final3.doc", author="acer")
    document.addPageTemplates(
        [
            PageTemplate("first", [Frame(45, 725, 505, 80), *columns], onPage=running),
            PageTemplate("rest", columns, onPage=running),
        ]
    )
    headline = Paragraph(TITLE, ParagraphStyle("t", fontName="Times-Bold", fontSize=24, leading=27))
    document.build(
        [NextPageTemplate("rest"), headline, FrameBreak(), *(Paragraph(p, body) for p in PARAGRAPHS * 6)]
    )
    return path


def by_fpdf(path: Path) -> Path:
    """Two justified columns without indents below a headline, by fpdf2."""
    document = FPDF(format="A4")
    document.add_page()
    document.set_font("Times", "B", 22)
    document.multi_cell(0, 10, TITLE, new_x="LMARGIN", new_y="NEXT")
    document.set_font("Times", size=10.5)
    with document.text_columns(ncols=2, gutter=6, text_align="J") as columns:
        for words in EXPECTED:
            with columns.paragraph(bottom_margin=2) as paragraph:
                paragraph.write(" ".join(words))
    document.output(str(path))
    return path


@pytest.mark.parametrize("make", [in_columns, by_fpdf])
def test_columns_are_read_one_after_the_other(
    make: Callable[[Path], Path], tmp_path: Path, read_file: One
) -> None:
    found = read_file(make(tmp_path / "lantern.pdf"))
    assert (found.title, found.format, found.byline, found.published) == (TITLE, "PDF", None, None)
    assert paragraphs_of(found) == EXPECTED
    assert found.doubts == ()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("alignment", [0, 4], ids=["ragged", "justified"])
@pytest.mark.parametrize(("indent", "leading"), [(11, 1.1), (0, 1.2), (0, 1.5)])
def test_words_keep_their_order_in_every_layout(
    *, number: int, alignment: int, indent: int, leading: float, tmp_path: Path, read_file: One
) -> None:
    width, size = (505 - 12 * (number - 1)) / number, 12 - number
    frames = [Frame(45 + i * (width + 12), 40, width, 680, 0, 0, 0, 0) for i in range(number)]
    body = ParagraphStyle(
        "b", fontName=BODY, fontSize=size, leading=leading * size, alignment=alignment, firstLineIndent=indent
    )
    body.spaceAfter = 0 if indent else size / 2
    document = BaseDocTemplate(str(tmp_path / "a.pdf"), pagesize=A4)
    document.addPageTemplates([PageTemplate("all", [Frame(45, 730, 505, 70, 0, 0, 0, 0), *frames])])
    headline = Paragraph(TITLE, ParagraphStyle("t", fontName="Times-Bold", fontSize=22, leading=25))
    document.build([headline, FrameBreak(), *(Paragraph(p, body) for p in PARAGRAPHS * 4)])
    found = read_file(tmp_path / "a.pdf")
    assert (found.title, words_of(found.text)) == (TITLE, words_of(" ".join(PARAGRAPHS * 4)))
    assert found.text.count("\n\n") in range(13, 16)


def test_a_page_of_two_stories_in_other_columns(tmp_path: Path, read_file: One) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)

    def columns(number: int, top: float, texts: Sequence[str]) -> None:
        lines = [line for text in texts for line in wrap(text, 92 // number)]
        canvas.setFont(BODY, 10)
        each = -(-len(lines) // number)
        for at, line in enumerate(lines):
            canvas.drawString(45 + at // each * (510 / number + 6), top - at % each * 12, line)

    def headline(y: float, size: float, text: str) -> None:
        canvas.setFont("Times-Bold", size)
        canvas.drawString(45, y, text)

    headline(800, 22, TITLE)
    columns(3, 770, PARAGRAPHS[:2])
    headline(600, 15, "Millers to strike")
    columns(2, 580, PARAGRAPHS[2:])
    canvas.save()
    found = read_file(tmp_path / "a.pdf")
    above, below = found.text.split("Millers to strike")
    assert (found.title, words_of(above), words_of(below)) == (
        TITLE,
        words_of(" ".join(PARAGRAPHS[:2])),
        words_of(" ".join(PARAGRAPHS[2:])),
    )


@pytest.mark.ci
def test_a_script_that_runs_to_the_left(tmp_path: Path, program: Callable[..., Path], read_file: One) -> None:
    text = "قال رئيس المجلس يوم الثلاثاء إن الجسر القديم سيغلق في عام 2017 بسبب إصلاحات قال في مكتب Ostermoor أمس."
    (tmp_path / "page.html").write_text(
        f"<html dir=rtl lang=ar><meta charset=utf-8><h1>إغلاق الجسر القديم</h1><p>{text}</html>", encoding="utf-8"
    )
    command = ("--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf=page.pdf", "page.html")
    found = read_file(program("page.pdf", "chromium", *command))
    assert (found.title, found.text) == ("إغلاق الجسر القديم", text)


def test_pages_are_known_across_a_sentence(tmp_path: Path, read_file: One) -> None:
    found = read_file(in_columns(tmp_path / "lantern.pdf"))
    assert len(found.pages) == 2
    assert found.pages[0] == 0
    assert (found.page_at(0), found.page_at(found.pages[1] - 1), found.page_at(len(found.text))) == (1, 1, 2)
    assert "Herald" not in found.text
    assert "Page" not in found.text


@pytest.mark.ci
@pytest.mark.parametrize("columns", ["1", "2"])
def test_a_document_of_libreoffice(
    columns: str, tmp_path: Path, program: Callable[..., Path], read_file: One
) -> None:
    flat = tmp_path / "lantern.fodt"
    body = "".join(f'<text:p text:style-name="P">{p}</text:p>' for p in PARAGRAPHS * 6)
    flat.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><office:automatic-styles>'
        '<style:style style:name="T" style:family="paragraph"><style:text-properties fo:font-size="22pt"/>'
        "</style:style>"
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="justify"'
        ' fo:text-indent="0.4cm"/><style:text-properties fo:font-size="11pt" fo:language="en" fo:country="GB"'
        ' fo:hyphenate="true"/></style:style><style:style style:name="S" style:family="section">'
        f'<style:section-properties><style:columns fo:column-count="{columns}" fo:column-gap="0.6cm"/>'
        "</style:section-properties></style:style></office:automatic-styles><office:body><office:text>"
        f'<text:p text:style-name="T">{TITLE}</text:p><text:section text:style-name="S" text:name="s">{body}'
        "</text:section></office:text></office:body></office:document>",
        encoding="utf-8",
    )
    found = read_file(program("lantern.pdf", "soffice", "--headless", "--convert-to", "pdf", flat.name))
    assert (found.title, found.format) == (TITLE, "PDF")
    assert paragraphs_of(found) == EXPECTED


@pytest.mark.ci
def test_a_page_that_a_browser_printed(tmp_path: Path, program: Callable[..., Path], read_file: One) -> None:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS * 6)
    (tmp_path / "page.html").write_text(
        f"<html lang=en><meta charset=utf-8><title>{TITLE} - Herald</title><h1>{TITLE}</h1>{body}</html>",
        encoding="utf-8",
    )
    command = ("--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf=page.pdf", "page.html")
    found = read_file(program("page.pdf", "chromium", *command))
    assert found.title == TITLE
    assert paragraphs_of(found) == EXPECTED
    assert len(found.pages) == 2


# -- words and lines ----------------------------------------------------------------------------------------


def test_words_broken_at_line_ends_are_whole_again(tmp_path: Path, read_file: One) -> None:
    lines = (
        "The govern-", "ment said that twenty-", "three boats were lost. Pia Lund-", "Moe of the self-",
        "employed skippers’ union told the har-", "bour court that the F-", "16 had flown too low over the long-",
        "standing moorings. A court’s spokes-", "woman would not com-", "ment in the years 2016-",
        "17, and the government and the harbour, ", "asked for a comment, gave none about the moorings; standing",
        "there was no news, and of-", "fice staff left at noon with the flag.",
    )  # fmt: skip
    found = read_file(drawn(tmp_path / "boats.pdf", lines, size=9))
    assert found.text == (
        "The government said that twenty-three boats were lost. Pia Lund-Moe of the self-employed skippers’ union"
        " told the harbour court that the F-16 had flown too low over the long-standing moorings. A court’s"
        " spokeswoman would not comment in the years 2016-17, and the government and the harbour, asked for a"
        " comment, gave none about the moorings; standing there was no news, and office staff left at noon"
        " with the flag."
    )


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("a light-", "house keeper", "the lighthouse", "an-", "nex"), "a lighthouse keeper"),
        (("the prime-", "time news", "at prime-time", "an-", "nex"), "the prime-time news"),
        (("ninety-", "nine boats"), "ninety-nine boats"),
        (("Hanne Dahl-", "Berg said"), "Hanne Dahl-Berg said"),
        (("NATO-", "led troops"), "NATO-led troops"),
        (("the COVID-", "19 ward"), "the COVID-19 ward"),
        (("well-", "known"), "well-known"),
        (("a self-", "made man"), "a self-made man"),
        (("with-", "out him, with and out", "an-", "nex"), "without him, with and out"),
        (("the news –", "late as ever –"), "the news – late as ever –"),
        (("was --", "he said"), "was -- he said"),
        (("one -", "two"), "one - two"),
        (("co\u00ad", "operate"), "cooperate"),
        (("see https://quay.example/a-", "b now"), "see https://quay.example/a-b now"),
        (("a three-way-", "split"), "a three-way-split"),
        (("mother-in-", "law"), "mother-in-law"),
        (("announ-", "cing it"), "announcing it"),
        (("expect-", "ed more, expect"), "expected more, expect"),
        (("ex-", "pected rain"), "expected rain"),
        (("the ex-", "minister left", "a minister", "an-", "nex"), "the ex-minister left"),
    ],
)
def test_a_hyphen_is_kept_where_it_is_the_words_own(lines: tuple[str, ...], whole: str) -> None:
    assert Hyphens(lines).joined(lines[0], lines[1]) == whole


def test_ligatures_are_letters(tmp_path: Path, read_file: One) -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont("Vera", 11)
    canvas.drawString(60, 700, "The ﬁrst ofﬁcial ﬂag of the ofﬁce.")
    canvas.save()
    assert read_file(tmp_path / "a.pdf").text == "The first official flag of the office."


def test_paragraphs_end_at_indents_gaps_and_early_ends(tmp_path: Path, read_file: One) -> None:
    lines = (
        "The first paragraph runs over two lines and stops early on the",
        "second of them.",
        "The next begins below it without a gap or an indent, and goes on to",
        "its second line here and to the third one, where nothing more",
        "is said.",
    )
    found = read_file(drawn(tmp_path / "a.pdf", lines))
    assert found.text.split("\n\n") == [" ".join(lines[:2]), " ".join(lines[2:])]


def test_a_list_keeps_its_lines(tmp_path: Path, read_file: One) -> None:
    lines = ("The council decided on three things that all had wanted:", "• a new lamp", "• two wells", "• no tax")
    assert read_file(drawn(tmp_path / "a.pdf", lines)).text == f"{lines[0]}\n\n• a new lamp\n• two wells\n• no tax"


def test_a_large_initial_is_a_part_of_its_word(tmp_path: Path, read_file: One) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for size, x, y, text in (
        (20, 60, 750, "Nets left to dry"),
        (44, 60, 680, "S"),
        (11, 92, 704, "everal nets were left on the quay on Monday"),
        (11, 92, 691, "and nobody came to take them in, said one"),
        (11, 92, 678, "of those who had been asked to watch them."),
        (11, 60, 665, "Rain fell all night and they were wet again, and so"),
        (11, 60, 652, "the boats stayed in."),
    ):
        canvas.setFont(BODY, size)
        canvas.drawString(x, y, text)
    canvas.save()
    found = read_file(tmp_path / "a.pdf")
    assert found.text.startswith("Several nets were left on the quay on Monday and nobody came")


def test_a_table_is_read_row_by_row(tmp_path: Path, read_file: One) -> None:
    body = ParagraphStyle("b", fontName=BODY, fontSize=11, leading=14, spaceAfter=8)
    rows = [
        ["Ward", "Candidate", "Votes"],
        *([f"Ward {i}", f"Candidate of ward {i}", str(97 * i)] for i in range(6)),
    ]
    document = BaseDocTemplate(str(tmp_path / "a.pdf"), pagesize=A4)
    document.addPageTemplates([PageTemplate("one", [Frame(60, 60, 470, 700)])])
    document.build(
        [Paragraph("These are the votes as they were counted.", body), Table(rows), Paragraph("Done.", body)]
    )
    text = read_file(tmp_path / "a.pdf").text
    assert text.startswith("These are the votes as they were counted.\n\nWard | Candidate | Votes\nWard 0 | ")
    assert text.endswith("Ward 5 | Candidate of ward 5 | 485\n\nDone.")


def test_text_that_lies_across_the_page_is_left_out(tmp_path: Path, read_file: One) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.setFont(BODY, 11)
    canvas.drawString(60, 700, "The story has one line, and there is a mark across it.")
    canvas.translate(300, 400)
    canvas.rotate(45)
    canvas.setFont("Helvetica", 60)
    canvas.drawCentredString(0, 0, "PRESS COPY")
    canvas.save()
    assert read_file(tmp_path / "a.pdf").text == "The story has one line, and there is a mark across it."


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_on_its_side_is_read(quarters: int, tmp_path: Path, read_file: One) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(800, 800))
    canvas.setPageRotation(90 * quarters)
    canvas.translate(400, 400)
    canvas.rotate(90 * quarters)
    for size, y, text in ((20, 300, "Ferry talks go on"), (11, 260, "The first line of it goes on to the one"),
                          (11, 246, "below, where it ends.")):  # fmt: skip
        canvas.setFont(BODY, size)
        canvas.drawString(-300, y, text)
    canvas.save()
    found = read_file(tmp_path / "a.pdf")
    assert (found.title, found.text) == (
        "Ferry talks go on", "The first line of it goes on to the one below, where it ends."
    )  # fmt: skip


# -- the head -----------------------------------------------------------------------------------------------


def with_properties(path: Path, title: str, author: str, lines: Sequence[str], *, size: float = 11) -> Path:
    canvas = Canvas(str(path))
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for number, line in enumerate(lines):
        canvas.setFont(BODY, size if number == 0 else 11)
        canvas.drawString(60, 780 - 26 * number, line)
    canvas.save()
    return path


TEXT = (
    "The quay was closed on Monday, the harbour master said.",
    "It will be open again in the second week of May.",
)


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("Quay closed for repairs", "Ana Ruiz", ("Quay closed for repairs", "Ana Ruiz")),
        ("Quay closed for repairs", "Ana Ruiz; Bo Lind", ("Quay closed for repairs", "Ana Ruiz, Bo Lind")),
        ("quay-final-v3.indd", "aruiz", (None, None)),
        ("Microsoft Word - quay closed.docx", "Newsroom Desk", (None, None)),
        ("untitled", "anonymous", (None, None)),
        ("Document1", "Microsoft Office User", (None, None)),
        ("harbour_story_17", "ANA", (None, None)),
        ("quay story", "Ruiz", (None, None)),
        ("", "Owner", (None, None)),
        ("PowerPoint Presentation", "HP Inc.", (None, None)),
    ],
)
def test_properties_count_where_they_are_real(
    title: str, author: str, expected: tuple[str | None, str | None], tmp_path: Path, read_file: One
) -> None:
    found = read_file(with_properties(tmp_path / "quay story.pdf", title, author, TEXT))
    assert (found.title, found.byline, found.published) == (*expected, None)


def test_a_headline_counts_more_than_what_the_properties_say(tmp_path: Path, read_file: One) -> None:
    lines = ("Quay shut until May", "By Bo Lind", *TEXT)
    found = read_file(with_properties(tmp_path / "a.pdf", "An old template", "Ana Ruiz", lines, size=20))
    assert (found.title, found.byline) == ("Quay shut until May", "Bo Lind")
    assert found.origins["title"] == "heading"
    assert not found.text.startswith("Quay shut")


def test_a_header_block_gives_the_fields(tmp_path: Path, read_file: One) -> None:
    lines = ("Title: Quay shut", "Outlet: Ostermoor Herald", "Date: 3 May 2016", "", *TEXT)
    found = read_file(drawn(tmp_path / "a.pdf", lines, title=""))
    assert (found.title, found.outlet, str(found.published)) == ("Quay shut", "Ostermoor Herald", "2016-05-03")
    assert found.text == " ".join(TEXT)
    (tmp_path / "a.pdf.meta.json").write_text('{"outlet": "Quay Post"}')
    assert read_file(tmp_path / "a.pdf").outlet == "Quay Post"


def test_the_address_that_a_browser_prints_is_the_storys(tmp_path: Path, read_file: One) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for page in (1, 2):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(30, 820, "10/14/17, 3:04 PM")
        canvas.drawString(250, 820, "Quay shut - Ostermoor Herald")
        canvas.setFont(BODY, 11)
        canvas.drawString(60, 700, f"{TEXT[page - 1]}")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(30, 15, "https://herald.example/2017/10/quay-shut-for-repairs")
        canvas.drawString(540, 15, f"{page}/2")
        canvas.showPage()
    canvas.save()
    found = read_file(tmp_path / "a.pdf")
    assert found.url == "https://herald.example/2017/10/quay-shut-for-repairs"
    assert found.text == "\n\n".join(TEXT)


# -- what is not there --------------------------------------------------------------------------------------


def scanned(path: Path, *, typed: bool) -> Path:
    """A page that is a picture of text, after one with text if it is `typed`."""
    from pypdfium2 import PdfDocument

    page = drawn(path.with_name("typed.pdf"), TEXT, size=14)
    with PdfDocument(page) as opened:
        picture = opened[0].render(scale=2, grayscale=True).to_pil()
    canvas = Canvas(str(path), pagesize=A4)
    if typed:
        canvas.drawString(60, 700, "This page was typed.")
        canvas.showPage()
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
    return path


def test_pages_without_text_are_said(tmp_path: Path, read_file: One, reason_of: Callable[..., str]) -> None:
    found = read_file(scanned(tmp_path / "half.pdf", typed=True))
    assert (found.text, found.doubts) == ("This page was typed.", (Doubt("pages without text", 1),))
    assert found.page_at(3) == 1
    assert "--ocr" in reason_of(scanned(tmp_path / "scan.pdf", typed=False))


@pytest.mark.ci
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_ocr_reads_them_if_asked_to(tmp_path: Path, read_file: One) -> None:
    found = read_file(scanned(tmp_path / "half.pdf", typed=True), ocr=True)
    assert found.doubts == (Doubt("read by OCR", 1),)
    assert words_of(" ".join(TEXT)) == words_of(found.text)[-len(words_of(" ".join(TEXT))) :]
    assert found.page_at(found.text.index("quay")) == 2


def test_ocr_without_tesseract_says_what_to_install(
    tmp_path: Path, reason_of: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert "apt-get install tesseract-ocr" in reason_of(scanned(tmp_path / "half.pdf", typed=True), ocr=True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7\nnothing of the kind", "damaged, or not a PDF"),
        (b"words " * 99, "damaged, or not a PDF"),
    ],
)
def test_what_is_no_pdf_is_said(content: bytes, said: str, reason: Callable[..., str]) -> None:
    assert said in reason("a.pdf", content)


def test_a_pdf_cut_short_is_said(tmp_path: Path, reason_of: Callable[..., str]) -> None:
    whole = drawn(tmp_path / "a.pdf", TEXT).read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[: len(whole) // 3])
    assert "damaged" in reason_of(tmp_path / "b.pdf")


def test_a_password_is_asked_for_only_where_there_is_one(
    tmp_path: Path, read_file: One, reason_of: Callable[..., str]
) -> None:
    for name, user in (("locked", "open sesame"), ("owned", "")):
        canvas = Canvas(str(tmp_path / f"{name}.pdf"), encrypt=StandardEncryption(user, ownerPassword="mine"))
        canvas.drawString(60, 700, "Words behind a lock.")
        canvas.save()
    assert "password" in reason_of(tmp_path / "locked.pdf")
    assert read_file(tmp_path / "owned.pdf").text == "Words behind a lock."


def test_empty_pages_are_no_story_and_no_scan(tmp_path: Path, reason_of: Callable[..., str]) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.showPage()
    canvas.save()
    assert reason_of(tmp_path / "a.pdf") == "the document has no text"


def test_a_huge_one_is_put_aside(tmp_path: Path, reason_of: Callable[..., str]) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(2**29)
    assert "split the file" in reason_of(tmp_path / "a.pdf")
