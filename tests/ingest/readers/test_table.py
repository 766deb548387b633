"""CSV, TSV and workbooks as stories: which column is which field, rows that are damaged, encodings, sizes."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from searchapp.formats.exports import to_csv, to_excel
from searchapp.ingest import Choices, Failure, Item, LeftOut, Remark, Source, read_source, refusal
from searchapp.ingest.files.safe_open import MEGABYTE
from searchapp.ingest.limits import LimitedReader
from searchapp.model import Story

Read = Callable[..., list[Item]]
DAY = date(2019, 3, 7)
ROWS = [
    ("Id", "Headline", "Body", "Date", "Newspaper", "Mood"),
    ("a1", "Tide; rain, hail", 'The "tide" rose.\n\nIt fell | again.', "2019-03-07", "Kell Post", "wet"),
    ("a2", "Dry", "No rain,\tno hail; sun.", "7 March 2019", "Kell Post", ""),
]


def table(rows: list[tuple[str, ...]], mark: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def stories(found: list[Item]) -> list[Story]:
    return [item for item in found if isinstance(item, Story)]


def failures(found: list[Item]) -> list[tuple[str, str]]:
    return [(item.place, item.reason) for item in found if isinstance(item, Failure)]


def mapped(archive: Path, name: str, content: str, *columns: tuple[str, str]) -> list[Item]:
    (archive / name).write_text(content)
    return list(read_source(Source(archive / name, name, Choices(columns))))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n"])
def test_a_table_however_it_was_saved(read: Read, mark: str, codec: str, first: str) -> None:
    found = read("t.csv", (first.format(mark) + table(ROWS, mark)).encode(codec))
    one, two = stories(found)
    assert (one.id, one.title, one.text, one.outlet, one.published) == (
        "a1", "Tide; rain, hail", 'The "tide" rose.\n\nIt fell | again.', "Kell Post", DAY,
    )  # fmt: skip
    assert (two.id, two.text, two.published) == ("a2", "No rain,\tno hail; sun.", DAY)
    assert (one.source, two.source, one.format) == ("t.csv#2", "t.csv#3", "CSV")
    said = "title = Headline, text = Body, id = Id, outlet = Newspaper, published = Date; not used: Mood"
    assert found[2:] == [Remark("t.csv", said)]


@pytest.mark.parametrize("name", ["t.tsv", "t.tab", "t.csv.gz", "t.CSV"])
def test_suffixes(read: Read, name: str) -> None:
    content = table(ROWS, "\t").encode()
    assert len(stories(read(name, gzip.compress(content) if name.endswith(".gz") else content))) == 2


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_old_encodings_and_line_ends(read: Read, ends: str) -> None:
    lines = ["Titre;Texte;Journal", "Crue;Le café est fermé, déjà.;Écho de Kell", ""]
    (found,) = stories(read("t.csv", ends.join(lines).encode("cp1252")))
    assert (found.title, found.text, found.outlet) == ("Crue", "Le café est fermé, déjà.", "Écho de Kell")


@pytest.mark.ci
def test_letters_of_an_old_encoding_far_into_the_file(read: Read) -> None:
    rows = b"title,text\n" + b"Tide,The tide rose.\n" * 200_000 + "Crue,Déjà fermé.\n".encode("cp1252")
    assert stories(read("t.csv", rows))[-1].text == "Déjà fermé."


@pytest.mark.parametrize(
    "head",
    [
        "Titel;Text;Datum;Zeitung;Autor", "Titre;Texte;Date de publication;Journal;Auteur",
        "Título;Texto;Fecha;Medio;Autor", "Titolo;Testo;Data;Testata;Autore", "Titel;Tekst;Datum;Krant;Auteur",
        "Tytuł;Treść;Data;Gazeta;Autor", "Başlık;Metin;Tarih;Gazete;Yazar", "Заголовок;Текст;Дата;Источник;Автор",
        "العنوان;النص;التاريخ;المصدر;الكاتب", "标题;正文;日期;来源;作者",
        "Headline;Full-Text;Published_At;Source Name;By",
        "TITLE;FULL TEXT;PUBLICATION DATE;PUBLICATION TITLE;AUTHORS",
    ],
)  # fmt: skip
def test_heads_of_many_languages(read: Read, head: str) -> None:
    (found,) = stories(read("t.csv", f"{head}\nTide;The tide rose.;2019-03-07;Kell Post;Ida Voss\n"))
    assert (found.title, found.text, found.published) == ("Tide", "The tide rose.", DAY)
    assert (found.outlet, found.byline) == ("Kell Post", "Ida Voss")


def test_what_stands_above_the_head_is_passed_over(read: Read) -> None:
    above = "Search: tide AND kell,,\nExported on 8 March,,\n,,\n"
    (found,) = stories(read("t.csv", above + "Title,Text,Date\nTide,The tide rose.,2019-03-07\n"))
    assert (found.source, found.title, found.published) == ("t.csv#5", "Tide", DAY)


def test_rows_of_another_length_are_told_one_by_one(read: Read) -> None:
    rows = "title,text,date\nA,One, two,2019-03-07\nB,Two.\nC\n,,\n\nD,Four.,2019-03-07,,\nE,,2019-03-07\n"
    found = read("t.csv", rows)
    assert [(s.title, s.source) for s in stories(found)] == [("B", "t.csv#3"), ("D", "t.csv#7")]
    assert [[(d.kind, d.number) for d in s.doubts] for s in stories(found)] == [[("row cut short", 2)], []]
    assert failures(found) == [
        ("row 2", "has 4 cells, and the head has 3: a cell is not quoted, or torn"),
        ("row 4", '"text" is missing; the row has 1 cell, and the head has 3'),
        ("row 8", '"text" is empty'),
    ]


def test_a_quotation_mark_that_is_never_closed_is_told(read: Read) -> None:
    found = read("t.csv", 'title,text\nA,One.\nB,"Two.\nC,Three.\n')
    assert [s.title for s in stories(found)] == ["A"]
    assert failures(found) == [
        ("row 3", "a quotation mark is opened and not closed: the rest of the file is taken for one cell")
    ]


@pytest.mark.parametrize("text", ['He said ""no"".', 'He said \\"no\\".'])
def test_quotation_marks_within_cells(read: Read, text: str) -> None:
    (found,) = stories(read("t.csv", f'title,text\n"Tide, high","{text}"\n'))
    assert (found.title, found.text) == ("Tide, high", 'He said "no".')


def test_quotation_marks_that_belong_to_the_words(read: Read) -> None:
    plain = 'title\ttext\nA\tHe said "no" at 5" high.\nB\t"Well," he said, "go."\nC\t"Go" and "stay"\n'
    assert [s.text for s in stories(read("t.tsv", plain))] == [
        'He said "no" at 5" high.', '"Well," he said, "go."', '"Go" and "stay"',
    ]  # fmt: skip
    sloppy = 'title,text,date\nA,"He said "no" to it, twice.",2019-03-07\nB,""Go," he said.",2019-03-07\nC,D.,\n'
    assert [s.text for s in stories(read("t.csv", sloppy))] == [
        'He said "no" to it, twice.',
        '"Go," he said.',
        "D.",
    ]


def test_quotation_marks_after_a_space(read: Read) -> None:
    (found,) = stories(read("t.csv", 'title, text, date\n"A", "One, two.", 2019-03-07\n'))
    assert (found.title, found.text, found.published) == ("A", "One, two.", DAY)


def test_a_column_of_texts_alone(read: Read) -> None:
    found = stories(read("t.csv", "text\nThe tide, they say, rose; and fell.\nIt rained.\n"))
    assert [s.text for s in found] == ["The tide, they say, rose; and fell.", "It rained."]


@pytest.mark.parametrize("content", ["", "\n\n", "year,value\n2001,5\n", "Kell;7\nOrlo;8\n", "title,text\n"])
def test_a_table_without_stories(read: Read, content: str) -> None:
    assert read("t.csv", content) in ([], [LeftOut("t.csv", "no story")])


def test_a_list_of_headlines_is_no_stories_and_one_with_summaries_is(
    read: Read, reason: Callable[..., str]
) -> None:
    said = reason("t.csv", "Title,URL,Date\nTide,https://kell.example/tide-1,2019-03-07\n")
    assert said == (
        "no column has the texts of stories (Title, URL, Date): if one has, name it by --map text=COLUMN"
    )
    (found,) = stories(read("t.csv", "Title,Hit Sentence,Date\nTide,The tide rose at Kell.,2019-03-07\n"))
    assert (found.text, [d.kind for d in found.doubts]) == ("The tide rose at Kell.", ["only a summary"])


def test_prose_under_a_head_that_nobody_knows_is_a_failure(reason: Callable[..., str]) -> None:
    assert reason("t.csv", "Nr;Words\n1;" + "The tide rose at Kell. " * 9).startswith("no column has the texts")


def test_the_user_names_the_columns(archive: Path) -> None:
    content = "Kopf,Wort,Paper\nTide,The tide rose.,Kell Post\n"
    columns = (("text", "wort"), ("title", "Kopf"), ("outlet", "Paper"))
    found, remark = mapped(archive, "t.csv", content, *columns)
    assert isinstance(found, Story)
    assert (found.title, found.text, found.outlet) == ("Tide", "The tide rose.", "Kell Post")
    assert remark == Remark("t.csv", "title = Kopf, text = Wort, outlet = Paper")
    assert mapped(archive, "t.csv", content, *columns, ("section", "Desk")) == [
        Failure("t.csv", "", "has no column 'Desk'; its columns are Kopf, Wort, Paper")
    ]


def test_a_sidecar_stands_for_what_a_row_does_not_say(read: Read, archive: Path) -> None:
    (archive / "t.csv.meta.json").write_text(json.dumps({"outlet": "Kell Post", "title": "No", "language": "en"}))
    one, two = stories(read("t.csv", "title,text,outlet\nA,One.,Wire\n,Two.,\n"))
    assert (one.outlet, one.language, two.outlet, two.title) == ("Wire", "en", "Kell Post", None)


def test_cells_as_other_programs_write_them(read: Read) -> None:
    row = "Tide,\"['Ida Voss', 'Tom Reyl']\",1551945600000,\"<p>One &amp; two.</p><p>Three.</p>\",nan\n"
    (found,) = stories(read("t.csv", f"title,authors,publish_date,content,source\n{row}"))
    assert (found.byline, found.published, found.text) == ("Ida Voss, Tom Reyl", DAY, "One & two.\n\nThree.")
    assert (found.outlet, "outlet" in found.origins) == (None, False)


def test_our_own_exports_come_back_as_they_were(read: Read) -> None:
    given = Story(id="a", title="-5 degrees", text="=1+1 and\nmore", outlet="@Kell", published=DAY)
    for export in (to_csv, to_excel):
        (found,) = stories(read("t.csv", "".join(export([given]))))
        assert (found.id, found.title, found.text, found.outlet) == ("a", "-5 degrees", "=1+1 and\nmore", "@Kell")


@pytest.mark.parametrize(
    ("days", "read_as"),
    [
        (("03/04/2019", "25/12/2019 10:00"), ["2019-04-03", "2019-12-25"]),
        (("03/04/2019", "12/25/2019"), ["2019-03-04", "2019-12-25"]),
        (("3-4-2019", "25-12-2019"), ["2019-04-03", "2019-12-25"]),
        (("03/04/2019", "05/06/2019"), [None, None]),
        (("03/04/2019", "25/12/2019", "12/25/2019"), [None, "2019-12-25", "2019-12-25"]),
        (("03/04/2019", "2019-12-25"), [None, "2019-12-25"]),
        (("03/04/19", "25/12/2019"), [None, "2019-12-25"]),
    ],
)
def test_days_are_read_as_the_others_of_their_column_show(
    read: Read, days: tuple[str, ...], read_as: list[str | None]
) -> None:
    found = stories(read("t.csv", "title,text,date\n" + "".join(f"T,Tide {day}.,{day}\n" for day in days)))
    assert [s.published and s.published.isoformat() for s in found] == read_as


def test_a_binary_file_is_one_failure(reason: Callable[..., str]) -> None:
    assert reason("t.csv", bytes(range(256)) * 50) == "not a text: the file is binary"


def test_a_giant_cell_is_a_failure_and_the_next_row_is_read(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchapp.ingest.columns.separated.LONGEST_CELL", 1000)
    found = read("t.csv", "title,text\nA,One.\nB," + "x " * 1000 + "\nC,Three.\n")
    assert [s.title for s in stories(found)] == ["A", "C"]
    assert failures(found) == [("row 3", "a cell is longer than 1,000 characters")]


@pytest.mark.ci
def test_a_long_table_is_never_held_whole(archive: Path) -> None:
    with gzip.open(archive / "t.csv.gz", "wt", compresslevel=0) as file:
        file.write("title,text\n")
        for n in range(60):
            file.write(f"T{n},{n} " + "x " * (MEGABYTE // 2) + "\n")
    tracemalloc.start()
    number = sum(isinstance(i, Story) for i in read_source(Source(archive / "t.csv.gz", "t.csv.gz")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 60
    assert peak < 50 * MEGABYTE


def test_what_can_be_read_of_a_damaged_gzip_is_read(read: Read) -> None:
    packed = gzip.compress(
        table([("title", "text"), *((str(n * 7919), f"{n * n}.") for n in range(5000))]).encode()
    )
    *found, failure, _ = read("t.csv.gz", packed[: len(packed) // 2])
    assert len(stories(found)) > 1000
    assert isinstance(failure, Failure)
    assert failure.reason == "the compressed file is cut short"


# -- workbooks --------------------------------------------------------------------------------------------


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SHEET: list[list[object]] = [
    ["Title", "Text", "Date", "Nr"],
    ["Tide", "The tide rose.\nIt fell.", datetime(2019, 3, 7), 1.0],
    [1984, "It rained.", date(2019, 3, 7), 2],
    [],
    ["Dry", "No rain.", datetime(2019, 3, 7, 10, 30), None],
]


def test_a_workbook_is_a_table(read: Read) -> None:
    *found, remark = read("t.xlsx", workbook(("Press", SHEET)))
    assert [(s.title, s.published, s.source) for s in stories(found)] == [
        ("Tide", DAY, "t.xlsx#2"), ("1984", DAY, "t.xlsx#3"), ("Dry", DAY, "t.xlsx#5"),
    ]  # fmt: skip
    assert (stories(found)[0].text, stories(found)[0].format) == ("The tide rose.\nIt fell.", "Excel")
    assert remark == Remark("t.xlsx", "title = Title, text = Text, published = Date; not used: Nr")


def test_several_sheets_and_a_head_of_two_rows(read: Read) -> None:
    above: list[list[object]] = [["Export of 8 March"], ["Article", None, "When", None]]
    found = read("t.xlsx", workbook(("Press", above + SHEET), ("Sums", [["x", "y"], [1, 2]]), ("Web", SHEET[:2])))
    assert [s.source for s in stories(found)] == [
        "t.xlsx#Press!4", "t.xlsx#Press!5", "t.xlsx#Press!7", "t.xlsx#Web!2",
    ]  # fmt: skip
    assert LeftOut("t.xlsx#Sums", "no story") in found
    assert Remark("t.xlsx", "sheet Web: title = Title, text = Text, published = Date; not used: Nr") in found


def test_a_row_of_a_sheet_that_can_not_be_read_is_told_by_its_place(read: Read) -> None:
    sheet: list[list[object]] = [["Title", "Text"], ["Tide", None], ["Dry", "No rain."]]
    assert failures(read("t.xlsx", workbook(("A", sheet), ("B", sheet)))) == [
        ("sheet A, row 2", '"Text" is empty'), ("sheet B, row 2", '"Text" is empty'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no zip", b"title,text\nA,B.\n", workbook(("A", SHEET))[:2500]]
)
def test_a_damaged_workbook_is_a_failure(reason: Callable[..., str], content: bytes) -> None:
    assert reason("t.xlsx", content).startswith("damaged, or no workbook: ")


def test_an_empty_workbook_has_no_stories(read: Read) -> None:
    assert read("t.xlsx", workbook(("A", []))) == [LeftOut("t.xlsx", "no story")]
    assert read("t.xlsx", workbook(("A", []), ("B", [[None]]))) == [LeftOut("t.xlsx", "no story")]
    assert len(read("t.xlsx", workbook(("A", SHEET), ("B", []), ("C", [])))) == 4


@pytest.mark.parametrize("name", ["t.xls", "t.ods", "t.xlsb"])
def test_other_workbooks_are_refused_with_what_to_do(archive: Path, name: str) -> None:
    (archive / name).write_bytes(b"\xd0\xcf\x11\xe0")
    failure = refusal(archive / name)
    assert failure
    assert failure.reason.endswith("open it, and save it as .xlsx or .csv")


def test_a_workbook_is_read_apart(archive: Path) -> None:
    (archive / "t.xlsx").write_bytes(workbook(("Press", SHEET)))
    with LimitedReader() as reading:
        found = list(reading.read(Source(archive / "t.xlsx", "t.xlsx")))
        assert reading.process_id
    assert [type(item) for item in found] == [Story, Story, Story, Remark]
