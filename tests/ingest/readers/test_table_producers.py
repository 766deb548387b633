"""Tables as programs write them: numbered rows, days as numbers or with short years, lines drawn, no head."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from searchapp.ingest import Failure, Item
from searchapp.model import Story

Read = Callable[..., list[Item]]
TEXT = (
    "The weir at Olden was opened on Monday, and the mill below it stood still until the evening of that day, when"
    " the water had fallen again. “It held for a century,” said Marit Foss."
)


def stories(items: list[Item]) -> list[Story]:
    assert not [item for item in items if isinstance(item, Failure)], items
    return [item for item in items if isinstance(item, Story)]


def test_rows_that_are_numbered_before_the_first_column(read: Read) -> None:
    one, two = stories(read("a.tsv", f'"headline"\t"body"\n"1"\t"Weir"\t"{TEXT}"\n"2"\t"Mill"\t"{TEXT}"\n'))
    assert (one.title, one.text, two.title) == ("Weir", TEXT, "Mill")


@pytest.mark.parametrize(
    "written",
    [
        f'id,text\n1,"{TEXT}",wet\n2,"{TEXT}",dry\n',
        f'headline,body\nWeir,"{TEXT}",wet\nMill,"{TEXT}",dry\n',
        f'headline,body\n7,Weir,"{TEXT}"\n9,Mill,"{TEXT}"\n',
    ],
)
def test_a_cell_too_many_is_no_number_of_a_row(read: Read, written: str) -> None:
    assert len([item for item in read("a.csv", written) if isinstance(item, Failure)]) == 2


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        ("06/03/18", "16/03/18", date(2018, 3, 6)),
        ("3/6/18", "3/16/18", date(2018, 3, 6)),
        ("06-03-99", "16-03-99", date(1999, 3, 6)),
        ("3/6/18 7:30", "3/16/18 8:30", date(2018, 3, 6)),
        ("06/03/18", "07/03/18", None),
    ],
)
def test_days_with_short_years_are_read_as_others_of_their_column(
    read: Read, first: str, second: str, day: date | None
) -> None:
    one, _ = stories(read("a.csv", f'title,text,date\nWeir,"{TEXT}",{first}\nMill,"{TEXT}",{second}\n'))
    assert one.published == day


@pytest.mark.parametrize("cell", [43165, 43165.3125, date(2018, 3, 6)])
def test_a_day_as_the_number_that_a_spreadsheet_keeps(read: Read, cell: object) -> None:
    book = Workbook()
    for row in (["Title", "Date", "Text", "Words"], ["Weir", cell, TEXT, 43165]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    (one,) = stories(read("a.xlsx", out.getvalue()))
    assert one.published == date(2018, 3, 6)


@pytest.mark.parametrize("number", ["2018", "99", "431650", "81650", "4316x"])
def test_other_numbers_are_no_days(read: Read, number: str) -> None:
    (one,) = stories(read("a.csv", f'title,text,date\nWeir,"{TEXT}",{number}\n'))
    assert one.published is None


def test_lines_that_a_database_draws_are_no_rows(read: Read) -> None:
    drawn = f" id | title | body\n----+-------+------\n  1 | Weir  | {TEXT}\n  2 | Mill | {TEXT}\n(2 rows)\n"
    assert [story.title for story in stories(read("a.csv", drawn))] == ["Weir", "Mill"]


def test_a_table_without_names_of_columns_is_told_so(read: Read) -> None:
    (failed,) = read("a.csv", f'1,Weir,"{TEXT}",2018-03-06\n2,Mill,"{TEXT}",2018-03-07\n')
    assert isinstance(failed, Failure)
    assert failed.reason == "its columns have no names: put a row with them on top (title, text, date)"


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ("Link to article", "url", "https://post.example/weir"),
        ("Influencer", "byline", "Nora Quell"),
        ("post_title", "title", "Weir"),
        ("Website", "outlet", "Olden Post"),
    ],
)
def test_more_names_of_columns(read: Read, head: str, field: str, value: str) -> None:
    (one,) = stories(read("a.csv", f'{head},Text\n{value},"{TEXT}"\n'))
    assert getattr(one, field) == value
