"""Mails and mailboxes: what is their text, what came with them, and mails that are broken or built to do harm."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from searchapp.ingest import Failure, Item, LeftOut, Source
from searchapp.ingest.limits import LimitedReader, Limits
from searchapp.ingest.readers.mail import mailbox
from searchapp.ingest.readers.mail.headers import person
from searchapp.model import Story
from tests.ingest.test_limits import SLOW

Read = Callable[..., list[Item]]
One = Callable[..., Story]
Why = Callable[..., str]
FIRST = "The council of Aru said on Monday that the bridge would stay closed until the snow melts in spring."
SECOND = "“We can't send people over it,” said Ana Ruiz, who heads the council, at a meeting in the old hall."
PAGE = f"<html><head><title>Bridge closed</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
HEADERS = "From: Ida Holm <ida.holm@aru.example>\nSubject: Bridge closed\nDate: Sat, 14 Oct 2017 23:30:00 -0700\n"


def mail(*, text: str = "", markup: str = "", subject: str = "Bridge closed", sender: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"] = sender or "Press office <press@aru.example>"
    made["Subject"] = subject
    made["Date"] = "Sat, 14 Oct 2017 23:30:00 -0700"
    if text:
        made.set_content(text)
    if markup:
        made.add_alternative(markup, subtype="html") if text else made.set_content(markup, subtype="html")
    return made


def stories(items: list[Item]) -> list[Story]:
    return [item for item in items if isinstance(item, Story)]


def failures(items: list[Item]) -> dict[str, str]:
    return {item.name: item.reason for item in items if isinstance(item, Failure)}


# -- one mail ---------------------------------------------------------------------------------------------


def test_a_mail_is_a_story(story: One) -> None:
    found = story("a.eml", f"{HEADERS}\n{FIRST}\n\n{SECOND}\n")
    assert (found.title, found.text, found.format) == ("Bridge closed", f"{FIRST}\n\n{SECOND}", "Mail")
    assert (found.published, found.byline, found.outlet) == (date(2017, 10, 14), "Ida Holm", None)
    assert (found.source, found.origins["title"]) == ("a.eml", "mail")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Sat, 14 Oct 2017 23:30:00 -0700", date(2017, 10, 14)),
        ("14 Oct 2017 00:10:00 +0200 (CEST)", date(2017, 10, 14)),
        ("Sat, 14 Oct 17 09:00:00 GMT", date(2017, 10, 14)),
        ("Sat Oct 14 09:00:00 2017", date(2017, 10, 14)),
        ("2017-10-14", date(2017, 10, 14)),
        ("", None),
        ("yesterday, at 10:00", None),
        ("Sat, 99 Zot 2017 99:99:99 +9999", None),
    ],
)
def test_the_day_is_the_one_at_the_sender(story: One, written: str, day: date | None) -> None:
    found = story("a.eml", f"Subject: A\nDate: {written}\n\n{FIRST}\n")
    assert found.published == day


@pytest.mark.parametrize(
    ("sender", "byline"),
    [
        ("Ida Holm <ida.holm@aru.example>", "Ida Holm"),
        ('"Holm, Ida" <iholm@aru.example>', "Ida Holm"),
        ("Ida B. Holm <holm@aru.example>", "Ida B. Holm"),
        ("José Núñez <jose.nunez@aru.example>", "José Núñez"),
        ("Ana van der Berg <a.vanderberg@aru.example>", "Ana van der Berg"),
        ("Ana van der Berg <avdb@aru.example>", "Ana van der Berg"),
        ("Ana van der Berg <bridges@aru.example>", ""),
        ("Ana van der Berg <ana.berg@aru.example>", "Ana van der Berg"),
        ("Ida Holm (Aru Council) <ida@aru.example>", "Ida Holm"),
        ("Ida Holm, Aru Council <ida@aru.example>", "Ida Holm"),
        ("Ida Holm <ih@aru.example>", "Ida Holm"),
        ("Aru Post <newsletter@post.example>", ""),
        ("Aru Press Office <aru.press@aru.example>", ""),
        ("Morning Briefing <morning@post.example>", ""),
        ("Ida Holm <reply-0081@lists.example>", ""),
        ("Aru Alerts <aru-alerts-noreply@post.example>", ""),
        ("Ida <ida@aru.example>", ""),
        ("ida.holm@aru.example", ""),
        ("", ""),
    ],
)
def test_a_sender_is_a_byline_only_as_a_person(sender: str, byline: str) -> None:
    assert person(sender) == byline


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("=?utf-8?b?w4Zyw7g=?= opens", "Ærø opens"),
        ("=?iso-8859-1?q?=C6r=F8?=", "Ærø"),
        ("=?utf-8?q?One_?=\n =?utf-8?q?two?=", "One two"),
        ("=?utf-8?b?4oCcRmVy?=\n =?utf-8?b?cnnigJ0=?=", "“Ferry”"),
        ("=?utf-8?b?w4Z?= broken", "Æ broken"),
        ("=?x-unknown?q?Ferry?=", "Ferry"),
        ("Ærø raw", "Ærø raw"),
        ("A title\n that is folded", "A title that is folded"),
    ],
)
def test_subjects_are_decoded(story: One, written: str, title: str) -> None:
    assert story("a.eml", f"Date: 14 Oct 2017 09:00:00 +0000\nSubject: {written}\n\n{FIRST}\n").title == title


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "koi8-r"])
@pytest.mark.parametrize("transfer", ["8bit", "quoted-printable", "base64"])
def test_charsets_and_transfer_encodings(story: One, charset: str, transfer: str) -> None:
    words = "Мост закрыт до весны, сказали в среду" if charset == "koi8-r" else f"Ærø: {FIRST}"
    content = words.encode(charset)
    if transfer == "base64":
        content = base64.encodebytes(content)
    elif transfer == "quoted-printable":
        content = b"".join(b"=%02X" % byte for byte in content)
    elif charset == "utf-16":
        return
    head = f"{HEADERS}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {transfer}\n\n"
    assert story("a.eml", head.encode() + content).text == words


def test_flowing_lines_are_made_whole(story: One) -> None:
    head = HEADERS + "Content-Type: text/plain; format=flowed\n\n"
    body = "The bridge \nis closed \nfor the winter.\n\n> He asked \n> when.\nIn \nspring.\n-- \nIda\n"
    assert story("a.eml", head + body).text == (
        "The bridge is closed for the winter.\n\n> He asked when.\n\nIn spring.\n--\nIda"
    )


def test_quotations_of_earlier_mails_stand_apart(story: One) -> None:
    body = f"{HEADERS}\nThe bridge stays closed.\n> Will it open?\n> When?\nNot before spring.\n"
    assert story("a.eml", body).text == (
        "The bridge stays closed.\n\n> Will it open?\n> When?\n\nNot before spring."
    )


def test_a_mail_in_two_forms_is_read_in_its_plain_one(story: One) -> None:
    made = mail(text=f"{FIRST}\n\n{SECOND}", markup=PAGE)
    assert story("a.eml", bytes(made)).text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "stub",
    [
        "Your mail program does not show HTML. View this mail in a browser: https://lists.example/v/1",
        "\n".join(f"Bridge closed ( https://lists.example/click/{n}{'x' * 90} )" for n in range(9)),
    ],
)
def test_a_plain_form_that_is_a_stub_gives_way(story: One, stub: str) -> None:
    markup = (
        "<html><head><title>Window</title><style>p {}</style></head>"
        "<body><div style='display:none'>Preview</div><table><tr><td>"
        f"<h1>Bridge closed</h1><p>{FIRST}</p><p>{SECOND}</p></td></tr></table></body></html>"
    )
    assert story("a.eml", bytes(mail(text=stub, markup=markup))).text == f"Bridge closed\n\n{FIRST}\n\n{SECOND}"


def test_a_mail_of_html_alone_keeps_all_that_is_seen(story: One) -> None:
    row = "<tr><td><a href='https://x.example/{0}'>Story {0}</a><br>Aru Post - It snows</td></tr>"
    links = "".join(row.format(n) for n in range(5))
    found = story(
        "alert.eml", bytes(mail(markup=f"<html><body><h2>News</h2><table>{links}</table></body></html>"))
    )
    assert found.text.startswith("News\n\nStory 0\nAru Post - It snows")
    assert found.text.count("It snows") == 5


def test_an_address_of_its_own_is_the_mails(story: One) -> None:
    found = story("a.eml", f"{HEADERS}Archived-At: <https://lists.example/aru/2017/81>\n\n{FIRST}\n")
    assert found.url == "https://lists.example/aru/2017/81"


# -- what came with it ------------------------------------------------------------------------------------


def test_files_that_came_with_a_mail_are_stories_of_their_own(read: Read) -> None:
    made = mail(text=FIRST)
    made.add_attachment(PAGE.encode(), maintype="text", subtype="html", filename="Ærø/page.html")
    made.add_attachment("Title: Ferry\n\n" + SECOND, filename="note.txt")
    made.add_attachment("Title: Again\n\n" + SECOND, filename="note.txt")
    made.add_attachment(PAGE.encode(), maintype="text", subtype="html")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in.txt", FIRST)
    made.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="all.zip")
    items = read("a.eml", bytes(made))
    assert failures(items) == {}
    assert [(s.source, s.format) for s in stories(items)] == [
        ("a.eml", "Mail"), ("a.eml#page.html", "HTML"), ("a.eml#note.txt", "Text"), ("a.eml#note (2).txt", "Text"),
        ("a.eml#part-4.html", "HTML"), ("a.eml#all.zip#in.txt", "Text"),
    ]  # fmt: skip


def test_a_mail_in_a_mail_is_a_story_of_its_own(read: Read) -> None:
    made = mail(text=FIRST, subject="Fwd")
    inner = mail(text=SECOND, subject="Ferry")
    inner.add_attachment("Title: Deep\n\n" + SECOND, filename="deep.txt")
    made.add_attachment(inner)
    items = read("a.eml", bytes(made))
    assert [(s.source, s.title) for s in stories(items)] == [
        ("a.eml", "Fwd"), ("a.eml#part-1.eml", "Ferry"), ("a.eml#part-1.eml#deep.txt", "Deep"),
    ]  # fmt: skip


def test_other_files_are_left_out_and_pictures_in_the_text_are_parts_of_it(read: Read) -> None:
    made = mail(markup="<p>" + FIRST + "<img src='cid:logo'></p>")
    made.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    whole = EmailMessage()
    whole["Subject"], whole["From"] = "Bridge", "x@y.example"
    whole.make_mixed()
    whole.attach(made)
    whole.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="map.png")
    whole.add_attachment(b"BEGIN:VCARD", maintype="text", subtype="vcard", filename="ida.vcf")
    items = read("a.eml", bytes(whole))
    assert [s.text for s in stories(items)] == [FIRST]
    assert [(i.name, i.why, i.suffix) for i in items if isinstance(i, LeftOut)] == [
        ("a.eml#logo.png", "page part", ".png"),
        ("a.eml#map.png", "kind", ".png"),
        ("a.eml#ida.vcf", "kind", ".vcf"),
    ]  # fmt: skip


def test_a_mail_that_only_carries_a_file_has_that_alone(read: Read) -> None:
    made = mail()
    made.make_mixed()
    made.add_attachment("Title: Ferry\n\n" + SECOND, filename="note.txt")
    items = read("a.eml", bytes(made))
    assert [s.source for s in stories(items)] == ["a.eml#note.txt"]
    assert failures(items) == {}


def test_a_broken_file_is_listed_under_its_name(read: Read) -> None:
    made = mail(text=FIRST)
    made.add_attachment(b"no archive", maintype="application", subtype="zip", filename="all.zip")
    assert list(failures(read("a.eml", bytes(made)))) == ["a.eml#all.zip"]


@pytest.mark.ci
def test_a_file_that_ends_its_reader_costs_neither_the_mail_nor_the_next_one(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    deadly = mail(text=FIRST)
    deadly.add_attachment(SLOW.encode(), maintype="text", subtype="html", filename="deadly.html")
    path = archive / "box.mbox"
    path.write_text(box(deadly.as_string(), f"{HEADERS}\n{SECOND}"))
    with LimitedReader(Limits(page_seconds=4)) as reading:
        items = list(reading.read(Source(path, "box.mbox")))
    assert [s.source for s in stories(items)] == ["box.mbox#1", "box.mbox#2"]
    assert list(failures(items)) == ["box.mbox#1"]
    assert [p.name for p in tmp_path.iterdir()] == ["archive"]


# -- what can't be read -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\n\nMIAG',
        'Content-Type: multipart/encrypted; boundary="b"\n\n--b\nContent-Type:'
        " application/pgp-encrypted\n\nVersion: 1\n"
        "--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--b--\n",
        "\nHello,\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
    ],
)
def test_an_encrypted_mail_is_said_to_be(reason: Why, content: str) -> None:
    assert "encrypted" in reason("a.eml", HEADERS + content)


def test_a_signed_mail_is_read_without_its_signature(story: One) -> None:
    clear = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{FIRST}\n-----BEGIN PGP SIGNATURE-----\nabc\n"
    assert story("a.eml", f"{HEADERS}\n{clear}").text == FIRST
    signed = (
        f'Content-Type: multipart/signed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n{FIRST}\n'
        "--b\nContent-Type: application/pgp-signature; name=signature.asc\n\nabc\n--b--\n"
    )
    assert story("b.eml", HEADERS + signed).text == FIRST


def test_of_damaged_base64_what_is_there_is_read_and_the_damage_said(read: Read) -> None:
    lines = base64.encodebytes((FIRST * 3).encode()).splitlines(keepends=True)
    lines[1] = b"####" + lines[1][4:]
    head = HEADERS.encode() + b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    items = read("a.eml", head + b"".join(lines))
    assert len(stories(items)[0].text) == len(FIRST * 3) - 57
    assert "base64" in failures(items)["a.eml"]
    footer = b"".join(base64.encodebytes(FIRST.encode()).splitlines(keepends=True)) + b"____\nAru list\n"
    assert stories(read("b.eml", head + footer))[0].text == FIRST


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not a mail"),
        ("No headers at all.\n\nText.", "not a mail"),
        (HEADERS, "no text"),
        (HEADERS + "\n \n", "no text"),
    ],
)
def test_what_is_no_mail_is_a_failure(reason: Why, content: str, words: str) -> None:
    assert words in reason("a.eml", content)


def nested(depth: int) -> str:
    made = FIRST
    for n in range(depth):
        made = f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n{made}\n--b{n}--\n'
    return HEADERS + made


@pytest.mark.parametrize(
    "content",
    [
        nested(60),
        nested(3000),
        HEADERS + 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 5000,
        "Subject: " + "=?utf-8?q?" * 100_000 + "\n\nText.",
        "From: " + '"(' * 100_000 + "\n\nText.",
        HEADERS + "Content-Type: text/plain; charset=x-no-such\n\nText.",
        HEADERS + "Content-Type: " + "text/plain;" * 50_000 + "\n\nText.",
        HEADERS + "Content-Type: multipart/mixed\n\nNo boundary.",
        HEADERS + "Content-Type: message/rfc822\n\n",
        HEADERS + "Content-Transfer-Encoding: x-uuencode\n\nbegin 666 x\n####",
        "Date: " + "1" * 100_000 + ",\n\nText.",
        HEADERS
        + 'Content-Type: text/html\nContent-Disposition: attachment; filename="../../../../etc/x.html"\n\n'
        + PAGE,
    ],
)
def test_mails_built_to_do_harm_end(read: Read, content: str) -> None:
    assert all(isinstance(item, Story | Failure) for item in read("h.eml", content))


# -- mailboxes --------------------------------------------------------------------------------------------

BETWEEN = "From ida@aru.example Sat Oct 14 23:30:00 2017\n"


def box(*mails: str) -> str:
    return "\n".join(BETWEEN + one + "\n" for one in mails)


def test_each_mail_of_a_mailbox_is_a_story(read: Read) -> None:
    made = mail(text=SECOND)
    made.add_attachment("Title: Ferry\n\n" + SECOND, filename="report.txt")
    items = read("box.mbox", box(f"{HEADERS}\n{FIRST}", made.as_string(), f"{HEADERS}\n"))
    assert [s.source for s in stories(items)] == ["box.mbox#1", "box.mbox#2", "box.mbox#2/report.txt"]
    assert failures(items) == {"box.mbox#3": "the mail has no text"}
    assert [s.format for s in stories(items)] == ["Mail", "Mail", "Text"]


def test_the_sidecar_of_a_mailbox_stands_for_all_its_mails(read: Read) -> None:
    read("box.mbox.meta.json", '{"outlet": "Aru Post", "byline": "Desk"}')
    (found,) = stories(read("box.mbox", box(f"{HEADERS}\n{FIRST}")))
    assert (found.outlet, found.byline) == ("Aru Post", "Ida Holm")


def test_a_packed_mailbox_and_one_in_an_archive(read: Read) -> None:
    content = box(f"{HEADERS}\n{FIRST}").encode()
    assert [s.source for s in stories(read("box.mbox.gz", gzip.compress(content)))] == ["box.mbox.gz#1"]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mail/in.mbox", content)
    assert [s.source for s in stories(read("a.zip", packed.getvalue()))] == ["a.zip#mail/in.mbox#1"]


def test_from_at_the_start_of_a_line_is_no_new_mail(read: Read) -> None:
    body = (
        "It snows.\n\nFrom now on the bridge is closed.\n\nFrom 1990 to 2017 it was open.\n\n>From here on, no.\n"
    )
    late = "\nFrom Olm to Aru it took 14 hours in 2017\nand more.\n"
    (found,) = stories(read("box.mbox", box(f"{HEADERS}\n{body}{late}")))
    assert found.text == body.replace(">From", "From").strip() + "\n" + late.rstrip()


def test_line_ends_of_windows(read: Read) -> None:
    content = box(f"{HEADERS}\n{FIRST}", f"{HEADERS}\n{SECOND}").replace("\n", "\r\n")
    assert [s.text for s in stories(read("box.mbox", content))] == [FIRST, SECOND]


@pytest.mark.parametrize("content", ["", "\n\n", "Subject: A\n\nText.", "From here on.\n\nText."])
def test_what_is_no_mailbox_is_a_failure(reason: Why, content: str) -> None:
    assert "not a mailbox" in reason("box.mbox", content)


def test_a_mail_beyond_the_cap_is_listed_and_the_next_is_read(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "TEXT_CAP", 1000)
    items = read("box.mbox", box(f"{HEADERS}\n{FIRST * 20}", f"{HEADERS}\n{SECOND}"))
    assert [s.source for s in stories(items)] == ["box.mbox#2"]
    assert "at most 1,000" in failures(items)["box.mbox#1"]


def test_nothing_is_left_behind(read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    read("box.mbox", box(f"{HEADERS}\n{FIRST}"))
    assert set(tmp_path.iterdir()) == before
