"""The forms of dates that headers, records and pages have: pure functions, by example."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from searchapp.ingest.metadata.dates import Moment, parse_date, read_moment
from searchapp.ingest.metadata.dates.names import MONTHS, folded

DAY = date(2017, 10, 14)


@pytest.mark.parametrize(
    "written",
    [
        "2017-10-14",
        " 2017-10-14 ",
        "2017/10/14",
        "2017.10.14",
        "20171014",
        "20171014T101500Z",
        "20171014101500",
        "201710141015",
        "2017-W41-6",
        "2017-10-14T23:30:00-05:00",
        "2017-10-14T10:15:00.123Z",
        "2017-10-14T10:15:00.0000000+01:00",
        "2017-10-14T10:15:00+05:30[Asia/Kolkata]",
        "2017-10-14 10:15",
        "2017-10-14 10:15:00 UTC",
        "14 October 2017",
        "14 OCTOBER 2017",
        "14 Oct. 2017, 10:15",
        "14th of October, 2017",
        "14-OCT-2017 15:01:01.79",
        "Sat, 14 Oct 2017 10:15:00 GMT",
        "Sat, 14 Oct 2017 10:15:00 +0530",
        "Saturday, October 14, 2017",
        "Saturday 14 October 2017 07.00 BST",
        "October 14th, 2017 at 10:15 am",
        "October 14, 2017 10 p.m. EDT",
        "10:15 pm EDT, Saturday, October 14, 2017",
        "Oct 14 2017",
        "Oct. 14, 2017 / 8:16 AM",
        "Sat Oct 14 23:30:00 PDT 2017",
        "Sat Oct 14 23:30:00 2017",
        "Sat Oct 14 2017 10:15:00 GMT+0200 (Central European Summer Time)",
        "14.10.2017",
        "14.10.17",
        "10.14.2017 09:00 AM",
        "14/10/2017",
        "14/10/17",
        "10/14/2017",
        "14-10-2017",
        "Published: 14 October 2017",
        "Posted on Oct 14, 2017",
        "First published on October 14, 2017 at 8:16 am",
        "Published 14 October 2017, updated 3 May 2018",
        "samedi 14 octobre 2017 à 10h15",
        "Publié le 14 octobre 2017",
        "Samstag, 14. Oktober 2017, 10:15 Uhr",
        "Sonnabend, 14.10.2017 um 10:15 Uhr",
        "sábado, 14 de octubre de 2017",
        "Publicado el 14 de octubre del 2017 a las 10:15",
        "14 de outubro de 2017 às 10h15",
        "sabato 14 ottobre 2017",
        "zaterdag 14 oktober 2017",
        "lördag 14 oktober 2017 kl. 10.15",
        "14. lokakuuta 2017",
        "14 października 2017 r., godz. 10:15",
        "14. října 2017",
        "14 октября 2017 г.",
        "14 жовтня 2017",
        "14 Ekim 2017",
        "14 Οκτωβρίου 2017",
        "14 Octombrie 2017",
        "2017. október 14.",
        "14 Oktober 2017 pukul 10:15 WIB",
        "١٤ أكتوبر ٢٠١٧",
        "2017年10月14日 10:15",
        "2017년 10월 14일",
        "기사입력 :[ 2017-10-14 15:24 ]",
    ],
)
def test_dates_that_can_be_read(written: str) -> None:
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("02/02/2018", date(2018, 2, 2)),
        ("7/7/17", date(2017, 7, 7)),
        ("1er février 2018", date(2018, 2, 1)),
        ("3. März 1999", date(1999, 3, 3)),
        ("Monday, 5/2/2018", date(2018, 2, 5)),
        ("Monday 2/5/2018", date(2018, 2, 5)),
        ("1 January 1970", date(1970, 1, 1)),
        ("1970-01-02", date(1970, 1, 2)),
        ("31 December 1999", date(1999, 12, 31)),
        ("29 Feb 2016", date(2016, 2, 29)),
        ("2020-W53-5", date(2021, 1, 1)),
    ],
)
def test_dates_that_can_be_read_in_one_way_only(written: str, day: date) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2017",
        "October 2017",
        "3/4/2017",
        "03-04-2017",
        "3/4/17",
        "2017-13-01",
        "2017-02-30",
        "31 June 2017",
        "29 Feb 2017",
        "14 Octember 2017",
        "0001-01-01",
        "0001-01-01 00:00:00Z",
        "01/01/0001",
        "9999-12-31",
        "2171-10-14",
        "14 October 2171",
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "19700101",
        "01.01.1970",
        "1969-12-31T19:00:00-05:00",
        "14 October",
        "about 2017-10-14",
        "2017-10-14 or later",
        "14 October 2017 and 15 October 2017",
        "14-15 October 2017",
        "Updated 14 October 2017",
        "The storm of 14 October 2017",
        "1507939200",
        "2017-10/14",
        "2017-W60-1",
        "20171314",
        "20171014999999",
        "x" * 100_000,
        "1 " * 100_000,
    ],
)
def test_dates_that_are_not_guessed(written: str) -> None:
    assert parse_date(written) is None


def test_the_time_of_day_and_its_zone_are_read_with_the_day() -> None:
    utc, east = timedelta(0), timedelta(hours=5, minutes=30)
    assert read_moment("2017-10-14T22:15:30Z") == Moment(DAY, time(22, 15, 30), utc)
    assert read_moment("2017-10-14T22:15+05:30") == Moment(DAY, time(22, 15), east)
    assert read_moment("2017-10-14 22:15 -0530") == Moment(DAY, time(22, 15), -east)
    assert read_moment("October 14, 2017, 10:15 pm EDT") == Moment(DAY, time(22, 15))
    assert read_moment("12:05 am, 14 Oct 2017") == Moment(DAY, time(0, 5))
    assert read_moment("20171014221530") == Moment(DAY, time(22, 15))
    assert read_moment("14 October 2017") == Moment(DAY)


def test_the_names_of_months_are_folded() -> None:
    assert {
        name for name in MONTHS if name != folded(name).casefold() or not name.replace(" ", "").isalpha()
    } == set()
    assert set(MONTHS.values()) == set(range(1, 13))
