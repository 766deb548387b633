"""DOCX: what is read on paper and nothing else, the head, and packages that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt

from searchapp.model import Story
from tests.ingest.readers.documents.conftest import PARAGRAPHS, TITLE, words_of

One = Callable[..., Story]
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def packed(body: str, **parts: str) -> bytes:
    """A package with a body, and other parts of `word/`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        for name, written in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {_NAMES}>{written}</w:{name}>")
    return out.getvalue()


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


# -- three producers ----------------------------------------------------------------------------------------


def by_python_docx(path: Path) -> Path:
    document = Document()
    document.core_properties.title = "Word Document"
    document.core_properties.author = "Ana Ruiz"
    document.add_heading(TITLE, 0)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    document.sections[0].header.paragraphs[0].text = "Ostermoor Herald"
    document.save(str(path))
    return path


def is_the_story(found: Story, format: str, *, extra: tuple[str, ...] = ()) -> None:
    assert (found.title, found.format, found.published) == (TITLE, format, None)
    paragraphs = [words_of(block) for block in found.text.split("\n\n")]
    assert [block for block in paragraphs if block not in [words_of(e) for e in extra]] == [
        words_of(paragraph) for paragraph in PARAGRAPHS
    ]
    start = found.text.index("Runa Velde")
    assert found.text[start : start + 10] == "Runa Velde"


def test_a_document_of_python_docx(tmp_path: Path, read_file: One) -> None:
    found = read_file(by_python_docx(tmp_path / "lantern.docx"))
    is_the_story(found, "DOCX")
    assert (found.byline, found.origins) == ("Ana Ruiz", {"title": "heading", "byline": "properties"})


@pytest.mark.ci
@pytest.mark.parametrize(("suffix", "format"), [("docx", "DOCX"), ("odt", "ODT"), ("fodt", "ODT"), ("rtf", "RTF")])
def test_a_document_of_libreoffice(
    suffix: str, format: str, tmp_path: Path, program: Callable[..., Path], read_file: One
) -> None:
    given = by_python_docx(tmp_path / "given.docx")
    (tmp_path / "out").mkdir()
    command = ("soffice", "--headless", "--convert-to", suffix, "--outdir", "out", given.name)
    is_the_story(read_file(program(f"out/given.{suffix}", *command)), format)


@pytest.mark.ci
@pytest.mark.parametrize(("suffix", "format"), [("docx", "DOCX"), ("odt", "ODT"), ("rtf", "RTF")])
def test_a_document_of_pandoc(
    suffix: str, format: str, tmp_path: Path, program: Callable[..., Path], read_file: One
) -> None:
    head = f"---\ntitle: {TITLE}\nauthor: Ana Ruiz\n---\n\n"
    (tmp_path / "given.md").write_text(head + "\n\n".join(PARAGRAPHS), encoding="utf-8")
    found = read_file(program(f"given.{suffix}", "pandoc", "-s", "-o", f"given.{suffix}", "given.md"))
    is_the_story(found, format, extra=("Ana Ruiz",))


# -- what is text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(run("He "), f"<w:del>{run('never ').replace('w:t', 'w:delText')}</w:del>", run("came.")), "He came."),
        (p(run("He "), f"<w:ins>{run('never ')}</w:ins>", run("came.")), "He never came."),
        (
            p(f"<w:moveFrom>{run('Yes. ')}</w:moveFrom>", run("He came. "), f"<w:moveTo>{run('Yes.')}</w:moveTo>"),
            "He came. Yes.",
        ),
        (p(run("He"), look="<w:rPr><w:del/></w:rPr>") + p(run("came.")) + p(run("So.")), "He came.\n\nSo."),
        (p(look="<w:rPr><w:del/></w:rPr>") + p(run("He came."), look="<w:rPr><w:del/></w:rPr>"), "He came."),
        (p(run("He "), run("secretly ", "<w:vanish/>"), run("came.", '<w:vanish w:val="0"/>')), "He came."),
        (p(run("He "), f"<w:hyperlink>{run('came')}</w:hyperlink>", run(".")), "He came."),
        (p(run("He "), f'<w:fldSimple w:instr="DATE">{run("came")}</w:fldSimple>'), "He came"),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>", run("He came.")), "He came."),
        (p("<w:r><w:t>Twenty</w:t><w:noBreakHyphen/><w:t>one men</w:t><w:tab/><w:t>left</w:t></w:r>"),
         "Twenty-one men left"),
        (p("<w:r><w:t>mid</w:t><w:softHyphen/><w:t>night</w:t><w:br/><w:t>bell</w:t></w:r>"), "midnight\nbell"),
        (p(run("He came.")) + f"<w:sdt><w:sdtContent>{p(run('She left.'))}</w:sdtContent></w:sdt>",
         "He came.\n\nShe left."),
        (p(f'<w:smartTag>{run("He ")}</w:smartTag>', run("came.")), "He came."),
        (p(run("He came."), "<w:commentRangeStart/><w:r><w:commentReference/></w:r>"), "He came."),
    ],
)  # fmt: skip
def test_what_is_read_on_paper_is_the_text(body: str, text: str, story: One) -> None:
    assert story("a.docx", packed(body)).text == text


def test_text_boxes_stand_once_after_their_paragraph(story: One) -> None:
    box = f"<w:txbxContent>{p(run('In a box.'))}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{box.replace('In a', 'In an old')}</v:textbox></w:pict></w:r>"
    body = p(run("Above "), shape, run("and on.")) + p(old, run("Below."))
    assert story("a.docx", packed(body)).text == "Above and on.\n\nIn a box.\n\nBelow.\n\nIn an old box."


def test_notes_come_last_and_in_their_order(story: One) -> None:
    body = p(run("One"), '<w:r><w:footnoteReference w:id="3"/></w:r>', run(" and two."),
             '<w:r><w:footnoteReference w:id="2"/></w:r>')  # fmt: skip
    notes = "".join(f'<w:footnote w:id="{i}">{p("<w:r><w:footnoteRef/></w:r>", run(f" Note {i}."))}</w:footnote>'
                    for i in (1, 2, 3))  # fmt: skip
    assert story("a.docx", packed(body, footnotes=notes)).text == "One and two.\n\nNote 3.\n\nNote 2."


def test_lists_have_their_marks(story: One) -> None:
    def item(text: str, number: int, depth: int = 0) -> str:
        look = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        return p(run(text), look=look)

    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/></w:lvl>'
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{level.format(kind)}</w:abstractNum>'
        for i, kind in enumerate(("bullet", "decimal"))
    ) + "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in (0, 1))
    body = (
        p(run("Three things:"))
        + item("lamp", 1)
        + item("well", 1)
        + p(run("In order:"))
        + item("a", 2)
        + item("b", 2)
    )
    assert story("a.docx", packed(body, numbering=numbering)).text == (
        "Three things:\n\n• lamp\n• well\n\nIn order:\n\n1. a\n2. b"
    )


def test_a_table_is_rows_and_a_frame_of_text_is_text(story: One) -> None:
    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    votes = table((p(run("Ward")), p(run("Votes"))), (p(run("North")), p(run("97"))))
    frame = table((p(run("First.")) + p(run("Second.")), p(run("Third."))))
    gone = table((p(run("Deleted")),)).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    found = story("a.docx", packed(p(run("Votes:")) + votes + gone + p(run("So.")) + frame))
    assert found.text == "Votes:\n\nWard | Votes\nNorth | 97\n\nSo.\n\nFirst.\n\nSecond.\n\nThird."


def test_styles_hide_and_head(story: One) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="berschrift1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/><w:rPr><w:vanish/></w:rPr>'
        "</w:style>"
    )
    body = (
        p(run("VALLEY NEWS"))
        + p(run("Bells fall silent"), look='<w:pStyle w:val="Own"/>')
        + p(run("Not for print."), look='<w:pStyle w:val="Gone"/>')
        + p(run("The bells are "), run("not ", '<w:rStyle w:val="Loop"/>'), run("silent."))
    )
    found = story("a.docx", packed(body, styles=styles))
    assert (found.title, found.text) == ("Bells fall silent", "VALLEY NEWS\n\nThe bells are silent.")


def test_the_largest_line_is_the_title_where_no_style_says_so(tmp_path: Path, read_file: One) -> None:
    document = Document()
    for size, text in (
        (11, "Ostermoor, May"),
        (20, "Bells fall silent"),
        (11, "They rang for the last time."),
        (11, "So."),
    ):
        document.add_paragraph().add_run(text).font.size = Pt(size)
    document.save(str(tmp_path / "a.docx"))
    found = read_file(tmp_path / "a.docx")
    assert (found.title, found.text) == (
        "Bells fall silent", "Ostermoor, May\n\nThey rang for the last time.\n\nSo."
    )  # fmt: skip


def test_a_header_block_and_a_sidecar_give_the_fields(tmp_path: Path, read_file: One) -> None:
    lines = ("Title: Bells fall silent", "Source: Ostermoor Herald", "Published: 3 May 2016", "Author: Bo Lind",
             "They rang for the last time.", "So it was.")  # fmt: skip
    (tmp_path / "a.docx").write_bytes(packed("".join(p(run(line)) for line in lines)))
    found = read_file(tmp_path / "a.docx")
    assert (found.title, found.outlet, str(found.published), found.byline) == (
        "Bells fall silent", "Ostermoor Herald", "2016-05-03", "Bo Lind"
    )  # fmt: skip
    assert found.text == "They rang for the last time.\n\nSo it was."
    (tmp_path / "a.meta.json").write_text('{"title": "Silence"}')
    assert read_file(tmp_path / "a.docx").title == "Silence"


def test_stories_of_a_database_are_each_one(read: Callable[..., list[Story]]) -> None:
    def document(number: int) -> str:
        lines = (f"{number} of 2 DOCUMENTS", "Ostermoor Herald", "May 3, 2016 Tuesday",
                 f"Bells fall silent {number}",
                 "BYLINE: Bo Lind", "LENGTH: 7 words", "They rang for the last time today.",
                 "LOAD-DATE: May 4, 2016")  # fmt: skip
        return "".join(p(run(line)) for line in lines)

    found = read("a.docx", packed(document(1) + document(2)))
    assert [story.title for story in found] == ["Bells fall silent 1", "Bells fall silent 2"]
    assert {story.outlet for story in found} == {"Ostermoor Herald"}


# -- what is none -------------------------------------------------------------------------------------------


def test_a_bomb_is_no_document(reason: Callable[..., str]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 40_000_000)
    assert "bomb" in reason("a.docx", out.getvalue())
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 70_000_000)
    assert "at most" in reason("b.docx", out.getvalue())
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 9 if i else "ha"}">' for i in range(12))
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<!DOCTYPE d [{entities}]><d>&e11;</d>")
    assert "entity" in reason("c.docx", out.getvalue())
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hosts">]><d>&e;</d>')
    assert "entities" in reason("d.docx", out.getvalue())


def test_absurd_numbers_are_passed_over(story: One) -> None:
    nines = "9" * 5000
    look = f'<w:outlineLvl w:val="{nines}"/><w:numPr><w:ilvl w:val="{nines}"/><w:numId w:val="{nines}"/></w:numPr>'
    body = p(run("All is well.", f'<w:sz w:val="{nines}"/>'), look=look)
    assert story("a.docx", packed(body)).text == "All is well."


def test_a_deep_one_is_no_document(reason: Callable[..., str]) -> None:
    assert "damaged" in reason("a.docx", packed("<w:sdt>" * 5000 + "</w:sdt>" * 5000))


def test_as_deep_as_xml_may_be_is_read(story: One) -> None:
    deep = "<w:sdt><w:sdtContent>" * 120 + p(run("Deep down.")) + "</w:sdtContent></w:sdt>" * 120
    assert story("a.docx", packed(deep)).text == "Deep down."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (b"words " * 50, "not a document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (packed(p(run(" "))), "the document has no text"),
    ],
)
def test_what_is_no_document_is_said(content: bytes, said: str, reason: Callable[..., str]) -> None:
    assert said in reason("a.docx", content)


def test_a_package_cut_short_is_said(tmp_path: Path, reason_of: Callable[..., str]) -> None:
    whole = by_python_docx(tmp_path / "a.docx").read_bytes()
    (tmp_path / "b.docx").write_bytes(whole[: len(whole) // 2])
    assert "damaged" in reason_of(tmp_path / "b.docx")


def test_a_huge_one_is_put_aside(tmp_path: Path, reason_of: Callable[..., str]) -> None:
    with (tmp_path / "a.docx").open("wb") as file:
        file.truncate(2**29)
    assert "split the file" in reason_of(tmp_path / "a.docx")
