"""Days are read as people write them, and each day lies in one stretch of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query.days import CENTURY, DAY, DECADE, MILLENNIUM, MONTH, YEAR, read_day, stretch_of
from searchapp.text.wording import long_day, short_day


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("Oct 2017", "2017-10-01", "2017-10-31"),
        ("sept. 2017", "2017-09-01", "2017-09-30"),
        ("10/2017", "2017-10-01", "2017-10-31"),
        ("14 October 2017", "2017-10-14", "2017-10-14"),
        ("14th Oct. 2017", "2017-10-14", "2017-10-14"),
        ("October 14, 2017", "2017-10-14", "2017-10-14"),
        ("14/10/2017", "2017-10-14", "2017-10-14"),
        ("10/14/2017", "2017-10-14", "2017-10-14"),
        ("4/4/2017", "2017-04-04", "2017-04-04"),
        ("3.4.2017", "2017-04-03", "2017-04-03"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_day_is_read_as_it_is_written(raw: str, first: str, last: str) -> None:
    assert (str(read_day(raw, last=False)), str(read_day(raw, last=True))) == (first, last)


@pytest.mark.parametrize(
    "raw",
    ["", "soon", "October", "17-1-1", "2017-", "2017-13", "0000", "31 Feb 2017", "3/4/2017", "mayo 2017", "٢٠١٧",
     "2017 2018", "1 2 3 2017", "-2017", "14 October 2017 " * 9],
)  # fmt: skip
def test_what_is_no_day_or_may_be_two_is_not_read(raw: str) -> None:
    assert read_day(raw, last=False) is None


@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_what_a_page_writes_it_reads(day: date) -> None:
    for written in (long_day(day), short_day(day, year=True), day.isoformat()):
        assert read_day(written, last=False) == read_day(written, last=True) == day


@given(day=st.dates(), months=st.sampled_from((MONTH, YEAR, DECADE, CENTURY, MILLENNIUM)))
def test_stretches_of_the_calendar_meet(day: date, months: int) -> None:
    first, last = stretch_of(day, months)
    assert first <= day <= last
    assert stretch_of(day, DAY) == (day, day)
    assert first == date.min or stretch_of(first - timedelta(1), months)[1] == first - timedelta(1)
    assert last == date.max or stretch_of(last + timedelta(1), months)[0] == last + timedelta(1)
