"""Downloads of news databases, made up: the same stories in each layout of each vendor, in five kinds of file.

The layouts are those that docs/formats.md lists; outlets, names and words are invented.
"""

from __future__ import annotations

import html
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap
from typing import Any

import pytest

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_OUTLETS = (
    "The Vell Post",
    "Skarn Evening Mail",
    "Corvane Herald (Morning)",
    "Die Nordbucht",
    "Le Courrier de Mance",
)
_SECTIONS = ("News", "A; Foreign Desk", "Harbour and Sea", "Opinion", "Sport; Rowing")
_WRITERS = ("Sara Pell", "Ned Wright", "Ilse Brandt", "Oluwaseun Adeyemi", "José Ángel Marí", "")
_THINGS = ("ferry", "lighthouse", "harbour wall", "fish market", "tram line", "school roof", "water tower")
_DOINGS = ("closes for repairs", "opens again after the storm", "divides the council", "finds a buyer", "is late")
_SAYERS = ("Mayor Karin Dahl", "harbour master Jon Aas", "engineer Amina Yusuf", "councillor Peter Krall")
_SENTENCES = (
    "The works begin on Monday and last until the end of the summer, according to a notice at the gate.",
    "“We have waited for this since the flood,” {sayer} said, pointing at the quay.",
    "Nobody in the street had been told, and the first lorries came before six in the morning.",
    "It costs 4.2 million crowns, of which the region pays a third; the rest is borrowed.",
    "{sayer} said that the figures had been known in March and were never shown to the council.",
    "A café by the bridge has put its chairs out all the same, and serves coffee to the workmen.",
    "LENGTH: that is what the plan leaves open, and nobody could say on Tuesday how long it will be.",
    "Copyright of the drawings is with the town, which has not printed them.",
    "Notes on the door say as much, and so does the town’s page.",
)


@dataclass(frozen=True)
class Made:
    """One story as it should come out, whatever it was written in."""

    title: str
    outlet: str
    published: date
    section: str
    byline: str
    paragraphs: tuple[str, ...]
    number: int

    @property
    def words(self) -> int:
        return sum(len(p.split()) for p in self.paragraphs)


def made_stories(count: int = 50, *, seed: int = 7) -> list[Made]:
    """That many stories, each unlike the others."""
    dice = random.Random(seed)
    found = []
    for number in range(1, count + 1):
        sayer = dice.choice(_SAYERS)
        body = dice.sample(_SENTENCES, dice.randint(3, len(_SENTENCES)))
        if body[0].startswith("LENGTH:"):
            body = [_SENTENCES[0], *(s for s in body if s != _SENTENCES[0]), _SENTENCES[2]]
        found.append(
            Made(
                title=f"{dice.choice(_THINGS).capitalize()} number {number} {dice.choice(_DOINGS)}",
                outlet=dice.choice(_OUTLETS),
                published=date(2012, 1, 1) + timedelta(days=dice.randrange(3000)),
                section=dice.choice(_SECTIONS),
                byline=dice.choice(_WRITERS),
                paragraphs=tuple(s.format(sayer=sayer) for s in body),
                number=number,
            )
        )
    return found


def _day(day: date, *, comma: bool = True) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}{',' if comma else ''} {day.year}"


def _day_first(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


Rows = list[str]
"""The paragraphs of a file in their order, each on one line."""


def lexisnexis_numbered(stories: list[Made]) -> Rows:
    """LexisNexis Academic: numbered documents with labels in capitals."""
    rows = [
        f"Download Request: Selected Items: 1-{len(stories)}",
        "Time Of Request: Friday, May 1, 2020",
        "Terms: (harbour)",
    ]
    for s in stories:
        weekday = _DAYS[s.published.weekday()]
        rows += [f"{s.number} of {len(stories)} DOCUMENTS", s.outlet, f"{_day(s.published)} {weekday}"]
        if s.number % 4 == 0:
            rows[-1] += " Late Edition - Final"
        rows += [s.title]
        if s.byline:
            rows += [f"BYLINE: By {s.byline}"]
        rows += [f"SECTION: {s.section}; Pg. {s.number}", f"LENGTH: {s.words:,} words"]
        if s.number % 5 == 0:
            rows += ["DATELINE: VELL"]
        rows += list(s.paragraphs)
        if s.number % 3 == 0:
            rows += ["GRAPHIC: PHOTO: The quay on Monday."]
        rows += [f"LOAD-DATE: {_day(s.published + timedelta(1))}", "LANGUAGE: ENGLISH"]
        rows += [
            "PUBLICATION-TYPE: Newspaper",
            f"Copyright {s.published.year} Vell Media Group",
            "All Rights Reserved",
        ]
    return rows


def nexis_uni(stories: list[Made]) -> Rows:
    """Nexis Uni: a page of contents, and documents that end with a line that says so."""
    rows = [
        "Date and Time: Friday, May 1, 2020 10:11:00 AM CEST",
        "Job Number: 1234567",
        f"Documents ({len(stories)})",
    ]
    for s in stories:
        rows += [f"{s.number}. {s.title}", "Client/Matter: -None-", "Search Terms: harbour", "Search Type: Terms"]
        rows += ["Narrowed by:", "Content Type: News"]
    for s in stories:
        weekday = _DAYS[s.published.weekday()]
        rows += [s.title, s.outlet, f"{_day(s.published)} {weekday}"]
        rows += [
            f"Copyright {s.published.year} Vell Media Group All Rights Reserved",
            f"Section: {s.section}; Pg. 3",
        ]
        rows += [f"Length:\xa0{s.words} words"]
        if s.byline:
            rows += [f"Byline:\xa0{s.byline}"]
        rows += ["Body", *s.paragraphs]
        if s.number % 3 == 0:
            rows += ["Graphic", "PHOTO: The quay on Monday."]
        rows += [f"Load-Date: {_day(s.published + timedelta(1))}", "End of Document"]
    return rows


def factiva_coded(stories: list[Made]) -> Rows:
    """Factiva with indexing: a code before each field."""
    rows = []
    for s in stories:
        rows += [f"SE\t{s.section}", f"HD\t{s.title}"]
        if s.byline:
            rows += [f"BY\tBy {s.byline}"]
        rows += [f"WC\t{s.words} words", f"PD\t{_day_first(s.published)}", f"SN\t{s.outlet}", "SC\tVELL", "PG\t12"]
        rows += ["LA\tEnglish", f"CY\tCopyright {s.published.year}. Vell Media Group.", f"LP\t{s.paragraphs[0]}"]
        rows += [f"TD\t{s.paragraphs[1]}", *s.paragraphs[2:], "NS\tgport : Harbours | gcat : Political News"]
        rows += [
            "RE\tvell : Vell",
            "PUB\tVell Media Group",
            f"AN\tDocument VELL0000{s.published:%Y%m%d}ed{s.number:07d}x",
        ]
    return rows


def factiva_ordered(stories: list[Made]) -> Rows:
    """Factiva's article format: fields in a fixed order, and the accession number at the end."""
    rows = []
    for s in stories:
        rows += [s.section, s.title]
        if s.byline:
            rows += [f"By {s.byline}"]
        rows += [f"{s.words} words", _day_first(s.published)]
        if s.number % 2:
            rows += ["05:30"]
        rows += [s.outlet, "VELL", "12", "English", f"Copyright {s.published.year}. Vell Media Group."]
        rows += [*s.paragraphs, f"Document VELL0000{s.published:%Y%m%d}ed{s.number:07d}x"]
    return rows


def proquest(stories: list[Made]) -> Rows:
    """ProQuest: labelled fields between rules."""
    rule = "_" * 60
    rows = []
    for s in stories:
        short = f"{_MONTHS[s.published.month - 1][:3]} {s.published.day}, {s.published.year}"
        family = s.byline.rpartition(" ")
        rows += [rule, f"Document {s.number} of {len(stories)}", s.title]
        rows += [
            f"https://www.proquest.example/docview/{9000 + s.number}/se-2?accountid=15",
            "Abstract: None available.",
        ]
        rows += [
            f"Full text: {s.paragraphs[0]}",
            *s.paragraphs[1:],
            "Subject: Harbours; Town councils",
            f"Title: {s.title}",
        ]
        if s.byline:
            rows += [f"Author: {family[2]}, {family[0]}"]
        rows += [f"Publication title: {s.outlet}; Vell", f"Publication year: {s.published.year}"]
        rows += [f"Publication date: {short}", f"Section: {s.section}", "Publisher: Vell Media Group"]
        rows += [
            "Language of publication: English",
            "Document type: News",
            f"ProQuest document ID: {9000 + s.number}",
        ]
        rows += [f"Document URL: https://www.proquest.example/docview/{9000 + s.number}/se-2?accountid=15"]
        rows += ["Copyright: Copyright Vell Media Group", "Last updated: 2020-05-01", "Database: Vell Newsstream"]
    return [*rows, rule, "Contact ProQuest", "Copyright © 2020 ProQuest LLC. All rights reserved."]


LAYOUTS: dict[str, Callable[[list[Made]], Rows]] = {
    "LexisNexis": lexisnexis_numbered,
    "LexisNexis (Nexis Uni)": nexis_uni,
    "Factiva": factiva_ordered,
    "Factiva (codes)": factiva_coded,
    "ProQuest": proquest,
}


def as_text(rows: Rows) -> bytes:
    """Wrapped at a width where long, a blank line between two paragraphs; a number and an outlet are centred."""
    out = []
    for row in rows:
        lines = wrap(row, 78) or [""]
        out.append("\n".join(lines) if not row.endswith(" DOCUMENTS") else row.center(78).rstrip())
    return "\n\n".join(out).encode()


def as_long_lines(rows: Rows) -> bytes:
    """A line for each paragraph, a blank line between two."""
    return "\n\n".join(rows).encode()


def as_html(rows: Rows) -> bytes:
    """A page with a paragraph for each; a code and its value are cells of a table."""
    body = []
    for row in rows:
        code, tab, value = row.partition("\t")
        if tab:
            body.append(
                f"<table><tr><td><b>{code}</b>&nbsp;</td><td><p>{html.escape(value)}</p></td></tr></table>"
            )
        else:
            body.append(f'<div class="author"><p><span>{html.escape(row)}</span></p></div>')
    head = '<html><head><meta charset="utf-8"><title>&nbsp;</title></head><body>'
    return (head + "<br>\n".join(body) + "</body></html>").encode()


def as_rtf(rows: Rows) -> bytes:
    """Rich text with the escapes that it has for what is not ASCII."""
    escaped = []
    for row in rows:
        row = row.replace("\\", r"\\").replace("\t", r"\tab ")
        escaped.append("".join(c if ord(c) < 128 else rf"\u{ord(c)}?" for c in row))
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0\n" + "\\par\n".join(rf"{{\b0 {row}}}" for row in escaped) + "}"
    ).encode()


def as_docx(rows: Rows) -> bytes:
    """A Word file with a paragraph for each."""
    document = pytest.importorskip("docx").Document()
    for row in rows:
        document.add_paragraph(row)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def as_pdf(rows: Rows) -> bytes:
    """A printed file: lines broken at an edge, a numbered document on its own page, a code beside its value."""
    platypus, styles = pytest.importorskip("reportlab.platypus"), pytest.importorskip("reportlab.lib.styles")
    left = styles.ParagraphStyle("left", fontName="Times-Roman", fontSize=10, leading=12, spaceAfter=10)
    centred = styles.ParagraphStyle("centred", parent=left, alignment=1)

    def numbered(canvas: Any, document: Any) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawRightString(550, 800, f"Page {document.page}")

    held = io.BytesIO()
    document = platypus.BaseDocTemplate(held)
    frame = platypus.Frame(60, 50, 470, 730)
    document.addPageTemplates([platypus.PageTemplate("every", [frame], onPage=numbered)])
    story: list[Any] = []
    for row in rows:
        mark = row.endswith(" DOCUMENTS")
        story += [platypus.PageBreak()] if mark and story else []
        code, tab, value = row.partition("\t")
        paragraph = platypus.Paragraph(html.escape(value if tab else row), centred if mark else left)
        beside = platypus.Paragraph(f"<b>{code}</b>", left)
        table = platypus.Table(
            [[beside, paragraph]], colWidths=(40, 430), style=[("VALIGN", (0, 0), (-1, -1), "TOP")]
        )
        story.append(table if tab else paragraph)
    document.build(story)
    return held.getvalue()


FILES: dict[str, Callable[[Rows], bytes]] = {
    ".txt": as_text,
    ".html": as_html,
    ".rtf": as_rtf,
    ".docx": as_docx,
    ".pdf": as_pdf,
}
