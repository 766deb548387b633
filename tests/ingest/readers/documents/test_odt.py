"""ODT, packed and flat: what is read on paper and nothing else, and packages that are none.

What LibreOffice and pandoc make is read in `test_docx`, from the same text as their DOCX and RTF.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.model import Story

One = Callable[..., Story]
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "style", "table", "draw", "meta")
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
_STYLES = (
    '<style:style style:name="Gone"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Under" style:parent-style-name="Gone"/>'
    '<style:style style:name="Seen" style:parent-style-name="Gone"><style:text-properties text:display="true"/>'
    '</style:style><style:style style:name="P7" style:parent-style-name="Title"/>'
    '<style:style style:name="Title"><style:text-properties fo:font-size="28pt"/></style:style>'
    '<style:style style:name="Body"><style:text-properties fo:font-size="12pt"/></style:style>'
    '<style:style style:name="Large" style:parent-style-name="Body"><style:text-properties fo:font-size="150%"/>'
    "</style:style>"
)


def flat(body: str, *, meta: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES}><office:meta>{meta}</office:meta>'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, written in parts.items():
            place = "META-INF/manifest.xml" if name == "manifest" else f"{name}.xml"
            package.writestr(place, written)
    return out.getvalue()


def p(text: str, style: str = "Body") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(f"He {span('secretly ', 'Gone')}came."), "He came."),
        (p(f"He {span('secretly ', 'Under')}came."), "He came."),
        (p(f"He {span('never ', 'Seen')}came."), "He never came."),
        (p("He came.") + p("Hidden.", "Under"), "He came."),
        (f'{p("He came.")}<text:section text:display="none">{p("Hidden.")}</text:section>', "He came."),
        (f"{p('He came.')}<text:section>{p('Seen.')}</text:section>", "He came.\n\nSeen."),
        (
            f"<text:tracked-changes><text:changed-region><text:deletion>{p('Never.')}</text:deletion>"
            f"</text:changed-region></text:tracked-changes>{p('He <text:change/>came.')}",
            "He came.",
        ),
        (p("He <text:change-start/>never <text:change-end/>came."), "He never came."),
        (p('One<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four'), "One two three\nfour"),
        (p(f"He<office:annotation>{p('Why?')}</office:annotation> came."), "He came."),
        (p('He came.<text:hidden-text text:string-value="x">x</text:hidden-text>'), "He came."),
        (p("<text:a>He came</text:a> at <text:date>noon</text:date>."), "He came at noon."),
        (p("He<text:soft-page-break/> came."), "He came."),
        (
            p(
                "One<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                f"{p('The note.')}</text:note-body></text:note> and on."
            )
            + p("Two."),
            "One and on.\n\nTwo.\n\nThe note.",
        ),
        (
            p(f"Above <draw:frame><draw:text-box>{p('In a box.')}</draw:text-box></draw:frame>and on.")
            + p("Below."),
            "Above and on.\n\nIn a box.\n\nBelow.",
        ),
        (
            p("Two:")
            + "<text:list><text:list-item>"
            + p("lamp")
            + f"</text:list-item><text:list-item>{p('well')}</text:list-item></text:list>",
            "Two:\n\n• lamp\n• well",
        ),
        (
            p("Votes:")
            + "<table:table>"
            + "".join(
                f"<table:table-row><table:table-cell>{p(a)}</table:table-cell><table:table-cell>{p(b)}"
                "</table:table-cell></table:table-row>"
                for a, b in (("Ward", "Votes"), ("North", "97"))
            )
            + "</table:table>",
            "Votes:\n\nWard | Votes\nNorth | 97",
        ),
    ],
)
def test_what_is_read_on_paper_is_the_text(body: str, text: str, story: One) -> None:
    assert story("a.fodt", flat(body)).text == text
    assert story("a.odt", packed(content=flat(body))).text == text


@pytest.mark.parametrize(
    "headline",
    [
        p("Bells fall silent", "P7"),
        p("Bells fall silent", "Large"),
        p(span("Bells fall silent", "Large")),
        '<text:h text:outline-level="1">Bells fall silent</text:h>',
    ],
)
def test_a_headline_is_the_title(headline: str, story: One) -> None:
    meta = "<dc:title>Bells2.odt</dc:title><meta:initial-creator>Bo Lind</meta:initial-creator>"
    found = story(
        "a.odt", packed(content=flat(headline + p("They rang for the last time.")), meta=flat("", meta=meta))
    )
    assert (found.title, found.byline, found.format) == ("Bells fall silent", "Bo Lind", "ODT")
    assert found.text == "They rang for the last time."


LOCKED = '<manifest xmlns="urn:m"><file-entry><encryption-data/></file-entry></manifest>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (packed(content=flat(p("x")), manifest=LOCKED), "password"),
        (packed(content=flat(" ")), "the document has no text"),
        (packed(meta=flat("")), "no content"),
        (packed(content="<a><b></a>"), "damaged"),
        (b"<html><p>No such thing.</p></html>", "not a text document"),
        (packed(content=f"<a>{' ' * 30_000_000}</a>"), "bomb"),
        (b'<!DOCTYPE d [<!ENTITY e "x">]>' + flat(p("&e;")).partition("?>")[2].encode(), "entities"),
    ],
)
def test_what_is_no_document_is_said(content: bytes, said: str, reason: Callable[..., str]) -> None:
    assert said in reason("a.odt", content)


@pytest.mark.ci
def test_numbers_of_lists_are_in_the_text(
    tmp_path: Path, program: Callable[..., Path], read_file: Callable[..., Story]
) -> None:
    (tmp_path / "a.html").write_text(
        "<p>Two:</p><ol><li>lamp<ol><li>wick</li></ol></li><li>well</li></ol><p>Then:</p><ol><li>mill</li></ol>"
        "<ul><li>barn</li></ul>",
        encoding="utf-8",
    )
    made = program("a.odt", "pandoc", "a.html", "-o", "a.odt")
    assert [line for line in read_file(made).text.split("\n") if line] == [
        "Two:",
        "1. lamp",
        "1. wick",
        "2. well",
        "Then:",
        "1. mill",
        "• barn",
    ]
