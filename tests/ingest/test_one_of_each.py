"""One good file of every format and one that is not, brought in by the command line, which tells of all of them.

A format that has no good and no bad file here fails the first test.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import Workbook
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from searchapp.cli.program import main
from searchapp.ingest.formats import FORMATS

FIRST = "The harbour board of Tessaly voted on Tuesday to keep the night ferry, after a year of quarrels."
SECOND = "“Nobody here can swim home,” said Ilse Brandvold, who has steered the ferry for nine winters."
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"
OUTLET, BYLINE, DAY, MOMENT = "Tessaly Courier", "Nora Quell", "2018-03-06", "2018-03-06T07:30:00+01:00"
HEAD = f"Title: {{}}\nOutlet: {OUTLET}\nDate: {DAY}\nByline: {BYLINE}\n\n{FIRST}\n\n{SECOND}\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
"""The beginning of what Office writes around a document that has a password."""


def record(title: str, address: str) -> dict[str, str]:
    return {
        "title": title,
        "text": f"{FIRST}\n\n{SECOND}",
        "outlet": OUTLET,
        "published": DAY,
        "byline": BYLINE,
        "url": f"https://courier.example/{address}",
    }


def page(title: str) -> str:
    said = {
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": MOMENT,
        "author": {"@type": "Person", "name": BYLINE},
        "publisher": {"@type": "Organization", "name": OUTLET},
    }
    return (
        f'<html lang="en"><head><title>{title}</title><script type="application/ld+json">'
        f"{json.dumps(said)}</script></head><body><article><h1>{title}</h1>{PARAGRAPHS}</article></body></html>"
    )


def mail(title: str, text: str = f"{FIRST}\n\n{SECOND}\n") -> str:
    return (
        f"From: {BYLINE} <nora.quell@courier.example>\nTo: desk@courier.example\nSubject: {title}\n"
        "Date: Tue, 06 Mar 2018 07:30:00 +0100\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}"
    )


def capture(title: str, address: str) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(title).encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{address}\r\n"
        "WARC-Date: 2018-03-07T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def locked(content: bytes) -> bytes:
    """A ZIP whose members say that they are encrypted."""
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        parts = content.split(mark)
        content = mark.join([parts[0], *(p[: at - 4] + bytes([p[at - 4] | 1]) + p[at - 3 :] for p in parts[1:])])
    return content


def tarred(name: str, content: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content.encode())
        archive.addfile(info, io.BytesIO(content.encode()))
    return packed.getvalue()


def pdf(title: str, *, password: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(60, 780, title)
    canvas.setFont("Times-Roman", 10)
    for number, line in enumerate([FIRST, SECOND]):
        canvas.drawString(60, 740 - number * 30, line)
    canvas.save()
    return out.getvalue()


def docx(title: str) -> bytes:
    document = Document()
    document.add_heading(title, 0)
    for words in (FIRST, SECOND):
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt(title: str) -> bytes:
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text"))
    lines = "".join(f"<text:p>{words}</text:p>" for words in (FIRST, SECOND))
    body = f'<text:h text:outline-level="1">{title}</text:h>{lines}'
    content = (
        f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def workbook(title: str) -> bytes:
    book = Workbook()
    sheet = book.active
    row = record(title, "excel")
    sheet.append(list(row))
    sheet.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mhtml(title: str) -> str:
    return (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://courier.example/mhtml\n"
        f'Subject: {title}\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n'
        "--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
        f"Content-Location: https://courier.example/mhtml\n\n{page(title)}\n--b--\n"
    )


def nitf(title: str) -> str:
    return (
        f'<nitf><head><title>{title}</title><docdata><date.issue norm="20180306T073000Z"/></docdata>'
        f'<pubdata name="{OUTLET}"/></head><body><body.head><hedline><hl1>{title}</hl1></hedline>'
        f"<byline>By <person>{BYLINE}</person></byline></body.head><body.content>{PARAGRAPHS}</body.content>"
        "</body></nitf>"
    )


def csv(title: str) -> str:
    row = record(title, "csv")
    return ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"


TITLES = {row.name: f"Night ferry stays, says {row.name}" for row in FORMATS}
GOOD: Mapping[str, tuple[str, Callable[[str], str | bytes]]] = MappingProxyType(
    {
        "Text": ("a.txt", HEAD.format),
        "Markdown": ("a.md", HEAD.format),
        "HTML": ("a.html", page),
        "PDF": ("a.pdf", pdf),
        "DOCX": ("a.docx", docx),
        "ODT": ("a.odt", odt),
        "RTF": ("a.rtf", lambda title: rf"{{\rtf1\ansi {{\fs48\b {title}\par}}{FIRST}\par {SECOND}\par}}"),
        "JSON Lines": ("a.jsonl", lambda title: json.dumps(record(title, "jsonl"))),
        "JSON": ("a.json", lambda title: json.dumps([record(title, "json")])),
        "XML": ("a.xml", nitf),
        "Mail": ("a.eml", mail),
        "Mailbox": (
            "a.mbox",
            lambda title: f"From nora@courier.example Tue Mar  6 07:30:00 2018\n{mail(title)}\n",
        ),
        "MHTML": ("a.mhtml", mhtml),
        "WARC": ("a.warc", lambda title: capture(title, "warc")),
        "WACZ": ("a.wacz", lambda title: zipped({"archive/data.warc": capture(title, "wacz")})),
        "ZIP": ("a.zip", lambda title: zipped({"may/vote.txt": HEAD.format(title)})),
        "tar": ("a.tar", lambda title: tarred("may/vote.txt", HEAD.format(title))),
        "CSV": ("a.csv", csv),
        "Excel": ("a.xlsx", workbook),
    }
)
"""By format a file's name, and what makes it of a title."""

BAD: Mapping[str, tuple[str, Callable[[], str | bytes], str]] = MappingProxyType(
    {
        "Text": ("bad.txt.gz", lambda: gzip.compress(bytes(80 * 2**20)), "decompression bomb"),
        "Markdown": ("bad.md", lambda: "", "no text"),
        "HTML": ("bad.html", lambda: "<html><head><title>Log in</title></head><body></body></html>", "no article"),
        "PDF": ("bad.pdf", lambda: pdf("Locked", password="ferry"), "password"),
        "DOCX": ("bad.docx", lambda: OLE, "password"),
        "ODT": ("bad.odt", lambda: odt("Cut")[:300], "damaged"),
        "RTF": ("bad.rtf", lambda: "Not what it is called.", "RTF"),
        "JSON Lines": ("bad.jsonl", lambda: '{"text": "A ferry', "not valid JSON"),
        "JSON": ("bad.json", lambda: '[{"title": "A ferry", "text": "It', "not valid JSON"),
        "XML": ("bad.xml", lambda: "<invoices><invoice/></invoices>", "<invoices>"),
        "Mail": (
            "bad.eml",
            lambda: mail("Sealed", "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"),
            "encrypted",
        ),
        "Mailbox": ("bad.mbox", lambda: "Dear all, this is no mailbox.\n", "not a mailbox"),
        "MHTML": ("bad.mhtml", lambda: "MIME-Version: 1.0\nContent-Type: image/png\n\n", "no page"),
        "WARC": ("bad.warc", lambda: b"not a capture at all\n", "not a WARC"),
        "WACZ": ("bad.wacz", lambda: zipped({"archive/data.txt": "x"}), "not a WACZ"),
        "ZIP": ("bad.zip", lambda: locked(zipped({"may/vote.txt": HEAD})), "encrypted"),
        "tar": ("bad.tar", lambda: tarred("vote.txt", HEAD)[:700], "damaged"),
        "CSV": ("bad.csv", lambda: 'title,text\nFerry,"It stays\n', "quotation mark"),
        "Excel": ("bad.xlsx", lambda: OLE, "password"),
    }
)
"""By format a file's name, its content, and words of the reason that is given for it."""

_NO_OUTLET, _ONLY_TEXT = frozenset({"Mail"}), frozenset({"PDF", "DOCX", "ODT", "RTF"})
_READ_AS = {"XML": "NITF", "Mailbox": "Mail", "WACZ": "WARC", "ZIP": "Text", "tar": "Text"}
"""What the story in a file is read as, where that is not the file's own format."""
_PLACES = {
    "JSON Lines": "#1", "JSON": "#1", "Mailbox": "#1", "CSV": "#2", "Excel": "#2", "ZIP": "#may/vote.txt",
    "tar": "#may/vote.txt", "WARC": "#https://courier.example/warc", "WACZ": "#https://courier.example/wacz",
}  # fmt: skip


def run(place: Path, *words: object) -> Result:
    where = ("--index", place / "index", "--data", place / "data")
    return CliRunner().invoke(main, [str(word) for word in (*words, *where)])


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `stories`, one good and one bad file of each format."""
    place = tmp_path_factory.mktemp("each")
    folder = place / "stories"
    folder.mkdir()
    made = {name: make(TITLES[row]) for row, (name, make) in GOOD.items()}
    made |= {name: make() for name, make, _ in BAD.values()}
    for name, content in made.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return place


@pytest.fixture(scope="module")
def first(place: Path) -> Result:
    return run(place, "index", place / "stories", "--jobs", 1, "--report", place / "report.json")


def test_every_format_has_a_good_file_and_a_bad_one() -> None:
    names = {row.name for row in FORMATS}
    assert set(GOOD) == names
    assert set(BAD) == names


def test_the_run_tells_of_all_files(first: Result, place: Path) -> None:
    assert first.exit_code == 0, first.output
    assert f"{len(GOOD)} stories, " in first.output
    assert f"({len(GOOD)} new, 0 changed, 0 unchanged, 0 removed)" in first.output
    rows = {line[:14].strip(): int(line[14:20]) for line in _table(first.output)}
    read_as = [_READ_AS.get(name, name) for name in GOOD]
    assert rows == {**{name: read_as.count(name) for name in read_as}, "all": len(GOOD)}


@pytest.mark.parametrize("row", GOOD)
def test_a_good_file_is_a_story(first: Result, place: Path, row: str) -> None:
    file = GOOD[row][0]
    exported = [json.loads(line) for line in run(place, "export").output.splitlines() if line.startswith("{")]
    (story,) = (one for one in exported if one["title"] == TITLES[row])
    assert story["source"] == file + _PLACES.get(row, "")
    assert story["format"] == _READ_AS.get(row, row)
    assert story["text"].split() == f"{FIRST} {SECOND}".split()
    assert story["doubts"] == []
    told = (story["outlet"], story["published"], story["byline"])
    if row in _ONLY_TEXT:
        assert told == (None, None, None)
    else:
        no_outlet = story["format"] in _NO_OUTLET
        assert told == (None if no_outlet else OUTLET, DAY, BYLINE)
    (said,) = story["statements"]
    assert said["speaker"] == "Ilse Brandvold"
    assert [story["text"][start:end] for start, end in said["spans"]] == ["Nobody here can swim home"]
    assert all(story["text"][m["start"] : m["end"]] == m["text"] for m in story["mentions"])


@pytest.mark.parametrize("row", BAD)
def test_a_bad_file_is_named_with_its_reason(first: Result, place: Path, row: str) -> None:
    name, _, words = BAD[row]
    report = json.loads((place / "report.json").read_text(encoding="utf-8"))
    (of_path,) = report["paths"].values()
    found = [one for one in of_path["failures"] if one["name"].partition("#")[0] == name]
    assert found, f"{name} is passed over in silence"
    assert any(words in one["reason"] for one in found), found
    status = run(place, "status").output
    for one in found:
        assert one["name"] in first.output
        assert one["reason"] in first.output
        assert one["reason"] in status


def test_nothing_else_is_told_of(first: Result, place: Path) -> None:
    report = json.loads((place / "report.json").read_text(encoding="utf-8"))
    (of_path,) = report["paths"].values()
    assert {one["name"].partition("#")[0] for one in of_path["failures"]} == {name for name, _, _ in BAD.values()}
    assert of_path["left_out"] == []


def test_the_table_of_formats_is_in_status_too(first: Result, place: Path) -> None:
    assert [line.strip() for line in _table(run(place, "status").output)] == [
        line.strip() for line in _table(first.output)
    ]


@pytest.mark.ci
def test_a_second_run_finds_nothing_new(first: Result, place: Path) -> None:
    again = run(place, "index", place / "stories", "--jobs", 1)
    assert f"(0 new, 0 changed, {len(GOOD)} unchanged, 0 removed)" in again.output
    assert run(place, "index", place / "stories", "--jobs", 1, "--strict").exit_code == 1


def _table(shown: str) -> list[str]:
    """The lines of the table of formats, down to that of all."""
    lines = [line.removeprefix("  ") for line in shown.splitlines()]
    at = next(number for number, line in enumerate(lines) if line.startswith("read as "))
    end = next(number for number in range(at, len(lines)) if lines[number].startswith("all "))
    return lines[at + 1 : end + 1]
