"""RTF: letters in the code pages of their fonts, what is seen and nothing else, and files that are none.

What LibreOffice and pandoc make is read in `test_docx`, from the same text as their DOCX and ODT.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.model import Story
from searchapp.provenance import Doubt

One = Callable[..., Story]
FONTS = (
    r"{\fonttbl{\f0\froman Times;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 Mincho;}{\f3\fcharset2 Symbol;}"
    r"{\f4\fcharset238 Arial CE;}{\f5\fcharset161\cpg1253 Greek;}}"
)


def rtf(body: str, head: str = r"\ansicpg1252\deff0") -> bytes:
    return (r"{\rtf1\ansi" + head + FONTS + r"{\colortbl;\red0\green0\blue0;}" + body + "}").encode("ascii")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Caf\'e9 \'93closed\'94", "Café “closed”"),
        (r"Caf\u233?, na\u239\'efve", "Café, naïve"),
        (r"\uc2 caf\u233\'c3\'a9 closed", "café closed"),
        (r"\uc0 caf\u233 closed", "caféclosed"),
        (r"{\uc0 caf\u233}x\u8217?s", "caféx’s"),
        (r"an \u-10179?\u-8704? face", "an \U0001f600 face"),
        (r"\f1 \'cf\'f0\'e8\'e2\'e5\'f2 \f0 there", "Привет there"),
        (r"{\f2 \'93\'fa\'96\{}done", "日本done"),
        (r"{\f4 \'b3\'f3d\'9f}", "łódź"),
        (r"{\f5 \'c1\'e8\'de\'ed\'e1}", "Αθήνα"),
        (r"{\f3\'b7} one", "• one"),
        (r"\ldblquote Yes,\rdblquote  he\rquote d said\emdash once", "“Yes,” he’d said—once"),
        (r"a\~b twenty\_one mid\-night", "a b twenty-one midnight"),
        (r"\{braces\} and \\slashes", "{braces} and \\slashes"),
        ("bro\nken by\r\nline ends", "broken byline ends"),
        (r"one\line two\tab three", "one\ntwo three"),
        (r"He {\v secretly }came", "He came"),
        (r"He \v secretly \v0 came", "He came"),
        (r"He \v secretly \plain came", "He came"),
        (r"He {\deleted never }{\revised soon }came", "He soon came"),
        (r"He {\*\bkmkstart x}came{\*\bkmkend x}", "He came"),
        (r"He {\*\unheardof with text }came", "He came"),
        (r'He {\field{\*\fldinst HYPERLINK "https://x.example"}{\fldrslt came}}.', "He came."),
        (r"He {\annotation why?}came{\xe{\v index}}", "He came"),
        (r"{\header Herald}{\footerr 3}He came", "He came"),
        (r"He {\pict\wmetafile8 0102ff}came", "He came"),
        (r"{\upr{caf?}{\*\ud{caf\u233?}}} closed", "café closed"),
        (r"One{\footnote\pard The note.} and on.\par Two.", "One and on.\n\nTwo.\n\nThe note."),
        (
            r"Above {\shp{\*\shpinst{\sp{\sn wz}{\sv 1}}{\shptxt\pard In a box.\par}}{\shprslt In a box.}}"
            r"and on.\par Two.",
            "Above and on.\n\nIn a box.\n\nTwo.",
        ),
        (
            r"Votes:\par\trowd\cellx100\cellx200\pard\intbl Ward\cell Votes\cell\row"
            r"\pard\intbl North\cell 97\cell\row\pard So.\par",
            "Votes:\n\nWard | Votes\nNorth | 97\n\nSo.",
        ),
        (
            r"Two:\par{\listtext\f3\'b7\tab}lamp\par{\pntext\f3\'b7\tab}well\par",
            "Two:\n\n• lamp\n• well",
        ),
        (r"{\object{\*\objdata 0105}{\result seen}}", "seen"),
    ],
)
def test_what_is_seen_is_the_text(body: str, text: str, story: One) -> None:
    assert story("a.rtf", rtf(body)).text == text


def test_code_pages_of_documents(story: One) -> None:
    assert story("a.rtf", rtf(r"\'cf\'f0\'e8", r"\ansicpg1251")).text == "При"
    assert story("b.rtf", rb"{\rtf1\mac caf\'8e}").text == "café"
    assert story("c.rtf", rb"{\rtf1\ansi\ansicpg99999 caf\'e9}").text == "café"
    assert story("d.rtf", "{\\rtf1\\ansi\\ansicpg1252 café “closed” 😀}").text == "café “closed” 😀"
    assert story("e.rtf", b"{\\rtf1\\ansi\\ansicpg1252 caf\xe9}").text == "café"


def test_binary_parts_are_stepped_over(story: One) -> None:
    assert story("a.rtf", rb"{\rtf1 One {\pict\bin5 }}{{\}two}").text == "One two"


def test_the_head(story: One) -> None:
    info = r"{\info{\title old template}{\author Bo Lind}{\operator x}{\creatim\yr2016\mo5}{\*\company Herald}}"
    styles = r"{\stylesheet{\s0 Normal;}{\s5\fs20 heading 1;}{\*\cs9 Strong;}}"
    text = r"\pard They rang for the last time.\par So it was.\par"
    for headline in (
        r"\pard\s5 Bells fall silent\par",
        r"\pard\fs40 Bells fall silent\par\fs24",
        r"\pard\outlinelevel0 Bells fall silent\par",
    ):
        found = story("a.rtf", rtf(info + styles + r"\fs24 " + headline + text))
        assert (found.title, found.byline, found.published) == ("Bells fall silent", "Bo Lind", None)
        assert found.text == "They rang for the last time.\n\nSo it was."
    lines = r"Title: Bells fall silent\par Outlet: Ostermoor Herald\par Date: 3 May 2016\par\par"
    found = story("b.rtf", rtf(lines + text))
    assert (found.title, found.outlet, str(found.published)) == (
        "Bells fall silent", "Ostermoor Herald", "2016-05-03"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"words " * 50, "not RTF"),
        (rb"{\rtf1 {\*\gone x}}", "the document has no text"),
    ],
)
def test_what_is_no_document_is_said(content: bytes, said: str, reason: Callable[..., str]) -> None:
    assert said in reason("a.rtf", content)


def test_a_file_cut_short_is_read_and_said(story: One) -> None:
    found = story("a.rtf", rb"{\rtf1 One.\par {\b Two and")
    assert (found.text, found.doubts) == ("One.\n\nTwo and", (Doubt("damaged", 0),))
    assert story("b.rtf", rb"{\rtf1 One.\par Two.").doubts == ()


def test_groups_without_end_are_no_trouble(story: One) -> None:
    assert story("a.rtf", b"{\\rtf1 " + b"{" * 300_000 + b"Deep." + b"}" * 300_001).text == "Deep."
    assert story("b.rtf", rb"{\rtf1 One.}}}}}}").text == "One."
