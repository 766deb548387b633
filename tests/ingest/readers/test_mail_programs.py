"""Mails and mailboxes as programs keep them: what they delete, note for themselves, or put between two mails."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchapp.ingest import Item, LeftOut
from searchapp.model import Story

Read = Callable[..., list[Item]]
One = Callable[..., Story]
HEADERS = "From: Ida Holm <ida.holm@aru.example>\nSubject: Bridge closed\nDate: Sat, 14 Oct 2017 23:30:00 +0200\n"
TEXT = "The council of Aru said on Monday that the bridge would stay closed."
PARTED = "From - Sat Oct 14 23:30:00 2017\n"


@pytest.mark.parametrize("before", ["\ufeff", "\n\n", "\r\n", "\ufeff\r\n", PARTED])
def test_what_stands_before_the_first_header_is_passed_over(story: One, before: str) -> None:
    found = story("a.eml", f"{before}{HEADERS}\n{TEXT}")
    assert (found.title, found.text) == ("Bridge closed", TEXT)


@pytest.mark.parametrize(
    ("status", "is_there"), [("0001", True), ("0009", False), ("0008", False), ("8011", True)]
)
def test_a_mail_that_its_reader_deleted_is_left_out(read: Read, status: str, is_there: bool) -> None:
    (found,) = read("a.mbox", f"{PARTED}X-Mozilla-Status: {status}\n{HEADERS}\n{TEXT}\n\n")
    assert isinstance(found, Story) if is_there else found == LeftOut("a.mbox#1", "deleted")


def test_what_a_program_notes_for_itself_is_no_story(read: Read) -> None:
    own = "From: Mail System Internal Data <MAILER-DAEMON@aru.example>\nX-IMAP: 15 01\nSubject: FOLDER DATA\n"
    first, second = read("a.mbox", f"{PARTED}{own}\nNot a real message.\n\n{PARTED}{HEADERS}\n{TEXT}\n")
    assert first == LeftOut("a.mbox#1", "no story")
    assert isinstance(second, Story)


@pytest.mark.parametrize(
    "line",
    [
        "From ida@aru.example Sat Oct 14 23:30:00 2017\n",
        "From 1594012345678901234@xxx Sat Oct 14 23:30:00 +0000 2017\n",
        "From - Sun Oct  1 23:30:00 2017\r\n",
    ],
)
@pytest.mark.parametrize("empty", ["", "\n"])
def test_a_line_between_two_mails(read: Read, line: str, empty: str) -> None:
    found = read("a.mbox", f"{PARTED}{HEADERS}\n{TEXT}\n{empty}{line}{HEADERS}\n{TEXT}\n")
    assert [item.text for item in found if isinstance(item, Story)] == [TEXT, TEXT]


@pytest.mark.parametrize(
    "lines",
    [
        "\nFrom the quay nothing was seen in 2018.\nSubject: to the weather, no more will be.\n",
        "From Aru the boats left at 10:30 in 2017\nNote: none came back.\n",
        "\nFrom here on 14 October 2017 all went well.\n>From there it did not.\n",
        "\nFrom ida@aru.example Sat Oct 14 23:30:00 2017\nand no header follows\n",
    ],
)
def test_a_line_of_a_text_that_parts_nothing(read: Read, lines: str) -> None:
    (found,) = read("a.mbox", f"{PARTED}{HEADERS}\n{TEXT}\n{lines}")
    assert isinstance(found, Story)


@pytest.mark.parametrize(
    ("header", "url"),
    [
        ("List-Post: <https://notes.example/p/the-bridge>", "https://notes.example/p/the-bridge"),
        ("List-Post: <mailto:list@aru.example>", None),
        ("List-Post: NO", None),
        ("Archived-At: <https://lists.example/m/17>", "https://lists.example/m/17"),
    ],
)
def test_the_address_of_a_letter_that_is_on_the_web_too(story: One, header: str, url: str | None) -> None:
    assert story("a.eml", f"{HEADERS}{header}\n\n{TEXT}").url == url
