"""Captured pages: MHTML, WARC and WACZ, one story an address, and files that are broken or built to do harm."""

from __future__ import annotations

import base64
import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from datetime import date

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from searchapp.ingest import Failure, Item, LeftOut
from searchapp.ingest.readers.captures import web_archive
from searchapp.ingest.readers.captures.http_body import plain_body
from searchapp.model import Story

Read = Callable[..., list[Item]]
One = Callable[..., Story]
Why = Callable[..., str]
FIRST = "The council of Aru said on Monday that the bridge would stay closed until the snow melts in spring."
SECOND = "“We can't send people over it,” said Ana Ruiz, who heads the council, at a meeting in the old hall."
TEXT = f"{FIRST}\n\n{SECOND}"
URL = "https://post.example/2017/bridge-closed"


def page(first: str = FIRST, head: str = "") -> str:
    title = "<title>Bridge closed</title>"
    return f"<html><head>{title}{head}</head><body><article><p>{first}</p><p>{SECOND}</p></article></body></html>"


def answer(
    url: str = URL,
    body: str | bytes = "",
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    moment: str = "2017-10-14T09:00:00Z",
    record: str = "response",
    more: str = "",
) -> bytes:
    content = body if isinstance(body, bytes) else (body or page()).encode()
    head = f"HTTP/1.1 {status}\r\n" + (f"Content-Type: {kind}\r\n" if kind else "") + more + "\r\n"
    block = head.encode() + content
    return (
        f"WARC/1.0\r\nWARC-Type: {record}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {moment}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n"


def stories(items: list[Item]) -> list[Story]:
    return [item for item in items if isinstance(item, Story)]


def failures(items: list[Item]) -> dict[str, str]:
    return {item.name: item.reason for item in items if isinstance(item, Failure)}


def passed(items: list[Item]) -> dict[str, tuple[str, int]]:
    return {item.name: (item.why, item.number) for item in items if isinstance(item, LeftOut)}


# -- WARC -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "whole.warc.gz"])
def test_a_captured_page_is_a_story(story: One, name: str) -> None:
    parts = [INFO, answer(URL)]
    content = b"".join(map(gzip.compress, parts)) if name == "crawl.warc.gz" else b"".join(parts)
    found = story(name, gzip.compress(content, mtime=0) if name == "whole.warc.gz" else content)
    assert (found.title, found.text, found.format) == ("Bridge closed", TEXT, "WARC")
    assert (found.url, found.origins["url"], found.source) == (URL, "capture", f"{name}#{URL}")
    assert (found.captured, found.published) == (("2017-10-14T09:00:00Z",), None)


@pytest.mark.parametrize("packed", [True, False])
def test_what_a_crawlers_library_writes(story: One, packed: bool) -> None:
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=packed)
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    headers = {"WARC-Date": "2017-10-14T09:00:00Z"}
    for kind in ("request", "response"):
        line = http if kind == "response" else StatusAndHeaders("GET /a HTTP/1.1", [], is_http_request=True)
        payload = io.BytesIO(page().encode() if kind == "response" else b"")
        writer.write_record(
            writer.create_warc_record(URL, kind, payload=payload, http_headers=line, warc_headers_dict=headers)
        )
    name = "crawl.warc.gz" if packed else "crawl.warc"
    assert story(name, written.getvalue()).text == TEXT


def test_of_an_address_the_newest_capture_with_text_counts_and_all_moments_are_kept(read: Read) -> None:
    old, new = FIRST.replace("Monday", "Tuesday"), FIRST.replace("Monday", "Friday")
    items = read(
        "c.warc",
        answer(URL, page(new), moment="2017-10-16T09:00:00Z")
        + answer(URL, page(old), moment="2017-10-14T09:00:00Z")
        + answer(URL + "?utm_source=x", "<html><body></body></html>", moment="2017-10-18T09:00:00Z")
        + answer(URL, b"", moment="2017-10-20T09:00:00Z", record="revisit", status="304 Not Modified")
        + answer("https://post.example/ferry", moment="2017-10-14T10:00:00.123Z"),
    )
    one, two = sorted(stories(items), key=lambda s: len(s.captured), reverse=True)
    assert "Friday" in one.text
    assert one.captured == tuple(f"2017-10-{day}T09:00:00Z" for day in (14, 16, 18, 20))
    assert two.captured == ("2017-10-14T10:00:00.123Z",)
    assert failures(items) == {}


def test_an_address_is_one_with_and_without_tls_www_and_the_last_slash(read: Read) -> None:
    one, two = "http://www.post.example/bridge/", "https://post.example/bridge"
    items = read("c.warc", answer(one) + answer(two, moment="2018-01-01T00:00:00Z") + answer(f"{two}?page=2"))
    assert [(s.url, len(s.captured)) for s in stories(items)] == [(two, 2), (f"{two}?page=2", 1)]


def test_a_packed_file_is_known_by_what_it_is(read: Read) -> None:
    for name, content in (("c.warc", gzip.compress(answer(URL))), ("c.warc.gz", answer(URL))):
        assert [s.url for s in stories(read(name, content))] == [URL]


def test_a_page_without_text_is_listed_once_with_its_address(read: Read) -> None:
    empty = "<html><body></body></html>"
    items = read("c.warc", answer(URL, empty) + answer(URL, empty, moment="2018-01-01T00:00:00Z"))
    assert list(failures(items)) == [f"c.warc#{URL}"]


def test_what_is_no_page_is_counted(read: Read) -> None:
    site = "https://post.example"
    items = read(
        "c.warc",
        INFO
        + answer(f"{site}/old", "moved", status="301 Moved Permanently", more="Location: /a\r\n")
        + answer(f"{site}/older", "moved", status="302 Found")
        + answer(f"{site}/gone", page(), status="404 Not Found")
        + answer(f"{site}/late", page(), status="503 Unavailable")
        + answer(f"{site}/robots.txt", "User-agent: *", kind="text/plain")
        + answer(f"{site}/a.png", b"\x89PNG", kind="image/png")
        + answer(f"{site}/b.png", b"\x89PNG", kind="image/png")
        + answer(f"{site}/x", b"", record="revisit")
        + answer("dns:post.example", "1", kind="text/dns")
        + answer(URL),
    )
    assert [s.url for s in stories(items)] == [URL]
    assert passed(items) == {
        "c.warc": ("redirect", 2),
        "c.warc#404": ("no page", 1),
        "c.warc#503": ("no page", 1),
        "c.warc#text/plain": ("no page", 1),
        "c.warc#image/png": ("no page", 2),
        "c.warc#revisit": ("no page", 1),
    }


def test_the_address_that_a_page_gives_itself_is_its_own(story: One) -> None:
    own = "https://post.example/2017/10/bridge"
    found = story("c.warc", answer(URL + "?ref=feed", page(head=f'<link rel="canonical" href="{own}">')))
    assert (found.url, found.origins["url"]) == (own, "meta")


def test_a_page_that_gives_its_home_page_has_the_address_of_its_capture(story: One) -> None:
    home = '<link rel="canonical" href="https://post.example/"><meta property="og:site_name" content="Aru Post">'
    found = story("c.warc", answer(URL, page(head=home)))
    assert (found.url, found.outlet) == (URL, "Aru Post")


@pytest.mark.parametrize(
    ("said", "declared", "codec"),
    [
        ("text/html; charset=windows-1251", "", "cp1251"),
        ('text/html; charset="koi8-r"', '<meta charset="windows-1251">', "koi8-r"),
        ("text/html", '<meta charset="koi8-r">', "koi8-r"),
        ("TEXT/HTML;CHARSET=UTF-8", "", "utf-8"),
        ("application/xhtml+xml", "", "utf-8"),
        ("", "", "utf-8"),
    ],
)
def test_the_charset_that_the_answer_says(story: One, said: str, declared: str, codec: str) -> None:
    words = "Совет сказал в понедельник, что мост останется закрытым до весны, когда растает снег на дороге."
    body = page(words, declared).replace("“", "").replace("”", "").encode(codec)
    assert story("c.warc", answer(URL, body, kind=said)).text.startswith(words)


def chunked(body: bytes, size: int = 50) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


PACKINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "chunked": ("Transfer-Encoding: chunked\r\n", chunked),
    "said to be chunked": ("Transfer-Encoding: chunked\r\n", bytes),
    "gzip": ("Content-Encoding: gzip\r\n", gzip.compress),
    "said to be gzip": ("Content-Encoding: gzip\r\n", bytes),
    "deflate": ("Content-Encoding: deflate\r\n", zlib.compress),
    "raw deflate": ("Content-Encoding: deflate\r\n", lambda body: zlib.compress(body)[2:-4]),
    "brotli": ("Content-Encoding: br\r\n", brotli.compress),
    "both": (
        "content-encoding: BR\r\ntransfer-encoding: Chunked\r\n",
        lambda body: chunked(brotli.compress(body)),
    ),
    "two": ("Content-Encoding: gzip, br\r\n", lambda body: brotli.compress(gzip.compress(body, mtime=0))),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_bodies_are_unpacked(story: One, packing: str) -> None:
    headers, pack = PACKINGS[packing]
    assert story("c.warc", answer(URL, pack(page().encode()), more=headers)).text == TEXT


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        ("gzip", gzip.compress(bytes(50_000_000), mtime=0)),
        ("br", brotli.compress(bytes(50_000_000))),
        ("deflate", zlib.compress(bytes(50_000_000))),
        ("gzip", gzip.compress(page().encode(), mtime=0)[:20] + b"xxxxxxxxxxxxxxxx"),
        ("br", b"\xff" * 100),
        ("zstd", b"\x28\xb5\x2f\xfd"),
    ],
)
def test_bodies_that_are_bombs_or_broken_are_listed_and_the_next_is_read(
    read: Read, packing: str, body: bytes
) -> None:
    items = read(
        "c.warc",
        answer("https://post.example/bad", body, more=f"Content-Encoding: {packing}\r\n") + answer(URL),
    )
    assert [s.url for s in stories(items)] == [URL]
    assert list(failures(items)) == ["c.warc#https://post.example/bad"]


@pytest.mark.parametrize("body", [b"", b"\r\n", b"zz\r\n", b"5", b"fffffffffff\r\nabc", b"-5\r\nabc", b"5\r\nab"])
def test_odd_chunks_end(body: bytes) -> None:
    assert len(plain_body(body, {"transfer-encoding": "chunked"}, cap=100)) <= len(body)


def test_pages_beyond_the_cap_are_listed(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_archive, "PAGE_CAP", 300)
    assert "more than 300 bytes" in failures(read("c.warc", answer(URL)))[f"c.warc#{URL}"]


def test_a_length_that_lies_costs_what_follows_within_it_and_is_said(read: Read) -> None:
    one, two, three = (answer(f"https://post.example/{n}") for n in ("one", "two", "three"))
    length = one.index(b"Content-Length: ") + 16
    end = one.index(b"\r\n", length)
    short, long = (
        one[:length] + b"300" + one[end:],
        one[:length] + b"%d" % (int(one[length:end]) + 200) + one[end:],
    )
    for content, left in ((short + two + three, 2), (long + two + three, 1)):
        items = read("c.warc", content)
        assert len([s for s in stories(items) if s.url != "https://post.example/one"]) == left
        assert "damaged" in failures(items)["c.warc"]
    endless = one[:length] + b"99999999999" + one[end:]
    assert "cut short" in failures(read("c.warc", two + endless))["c.warc"]


def test_of_a_file_cut_short_what_is_there_is_read(read: Read) -> None:
    whole = gzip.compress(answer(URL), mtime=0) + gzip.compress(answer("https://post.example/two"))
    items = read("c.warc.gz", whole[:-50])
    assert [s.url for s in stories(items)] == [URL]
    assert "cut short" in failures(items)["c.warc.gz"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"no capture", b"\x1f\x8b" * 20, b"HTTP/1.1 200 OK\r\n\r\nx"])
def test_what_is_no_warc_is_a_failure(reason: Why, content: bytes) -> None:
    assert "not a" in reason("c.warc", content)


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\n" + b"a: b\r\n" * 100_000,
        b"WARC/1.0\r\nContent-Length: " + b"9" * 100_000 + b"\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\n" * 1000,
        b"WARC/1.0 " + b"x" * 3_000_000,
        answer(URL).replace(b"HTTP/1.1 200", b"HTTP/1.1 " + b"9" * 5000),
        answer("https://post.example/" + "a/" * 20_000),
        answer("http://[::1/x"),
        answer(URL).replace(b"\r\n", b"\n"),
    ],
)
def test_files_built_to_do_harm_end(read: Read, content: bytes) -> None:
    assert read("h.warc", content)


def test_the_sidecar_of_a_crawl_stands_for_all_its_pages(read: Read) -> None:
    read("c.meta.json", '{"outlet": "Aru Post"}')
    assert [s.outlet for s in stories(read("c.warc", answer(URL)))] == ["Aru Post"]
    assert [s.outlet for s in stories(read("c.wacz", wacz(one=answer(URL))))] == ["Aru Post"]


def test_a_warc_in_an_archive(read: Read) -> None:
    content = gzip.compress(answer(URL), mtime=0)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo("crawl/c.warc.gz")
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    (found,) = stories(read("all.tgz", packed.getvalue()))
    assert found.source == f"all.tgz#crawl/c.warc.gz#{URL}"


# -- WACZ -------------------------------------------------------------------------------------------------


def wacz(**warcs: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        archive.writestr("indexes/index.cdx", "")
        for name, content in warcs.items():
            archive.writestr(f"archive/{name}.warc.gz", gzip.compress(content, mtime=0))
    return packed.getvalue()


def test_the_captures_of_a_wacz_are_read_together(read: Read) -> None:
    one = answer(URL, moment="2017-10-14T09:00:00Z") + answer("https://post.example/ferry")
    two = answer(URL, page(FIRST.replace("Monday", "Friday")), moment="2017-10-16T09:00:00Z")
    items = read("site.wacz", wacz(one=one, two=two))
    assert failures(items) == {}
    found = {s.url: s for s in stories(items)}
    assert set(found) == {URL, "https://post.example/ferry"}
    assert "Friday" in found[URL].text
    assert found[URL].captured == ("2017-10-14T09:00:00Z", "2017-10-16T09:00:00Z")
    assert found[URL].source == f"site.wacz#{URL}"


def test_a_damaged_warc_in_a_wacz_is_said_and_the_others_are_read(read: Read) -> None:
    items = read("site.wacz", wacz(one=b"no capture", two=answer(URL)))
    assert [s.url for s in stories(items)] == [URL]
    assert "not a WARC" in failures(items)["site.wacz"]


@pytest.mark.parametrize("content", [b"", b"no ZIP", wacz()])
def test_what_is_no_wacz_is_a_failure(reason: Why, content: bytes) -> None:
    assert "WACZ" in reason("s.wacz", content) or "ZIP" in reason("s.wacz", content)


# -- MHTML ------------------------------------------------------------------------------------------------


def mhtml(
    body: str = "", *, head: str = "", kind: str = "text/html; charset=utf-8", transfer: str = "8bit"
) -> bytes:
    content = (body or page()).encode()
    if transfer == "base64":
        content = base64.encodebytes(content)
    elif transfer == "quoted-printable":
        content = content.replace(b"=", b"=3D")
    before = (
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?Bridge=20closed=20=E2=80=93=20Aru=20Post?=\r\n"
        f"Date: Sat, 14 Oct 2017 23:30:00 -0700\r\n{head}MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/css\r\nContent-Location: {URL}/a.css\r\n\r\np {{}}\r\n"
        f"--b\r\nContent-Type: {kind}\r\nContent-ID: <page@x>\r\nContent-Transfer-Encoding: {transfer}\r\n"
        f"Content-Location: {URL}\r\n\r\n"
    )
    after = b"\r\n--b\r\nContent-Type: text/html\r\nContent-ID: <frame@x>\r\n\r\n<p>Ad</p>\r\n--b--\r\n"
    return before.encode() + content + after


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.mhtml.gz"])
@pytest.mark.parametrize("transfer", ["8bit", "quoted-printable", "base64"])
def test_a_page_saved_by_a_browser_in_one_file(story: One, name: str, transfer: str) -> None:
    content = mhtml(transfer=transfer)
    found = story(name, gzip.compress(content, mtime=0) if name.endswith(".gz") else content)
    assert (found.title, found.text, found.format) == ("Bridge closed", TEXT, "MHTML")
    assert (found.url, found.origins["url"], found.published) == (URL, "capture", None)
    assert found.captured == ("2017-10-15T06:30:00Z",)


def test_what_the_page_says_outranks_its_capture(story: One) -> None:
    head = (
        '<link rel="canonical" href="https://post.example/own"><meta property="og:site_name" content="Aru Post">'
        '<meta property="article:published_time" content="2017-10-13">'
    )
    found = story("a.mht", mhtml(page(head=head), head="Snapshot-Content-Location: https://post.example/x\r\n"))
    assert (found.url, found.outlet, found.published) == (
        "https://post.example/own",
        "Aru Post",
        date(2017, 10, 13),
    )


def test_the_subject_is_the_title_of_a_page_without_one(story: One) -> None:
    body = page().replace("<title>Bridge closed</title>", "")
    assert story("a.mht", mhtml(body)).title == "Bridge closed – Aru Post"


def test_the_part_that_is_named_as_the_start_is_the_page(story: One) -> None:
    content = mhtml("<p>Frame</p>").replace(b'type="text/html"', b'type="text/html"; start="<frame@x>"')
    assert story("a.mht", content.replace(b"<p>Ad</p>", page().encode())).text == TEXT


def test_a_page_that_stands_alone_in_the_file(story: One) -> None:
    head = f"Subject: A\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: {URL}\r\n\r\n"
    assert story("a.mht", head.encode() + page().encode()).url == URL


@pytest.mark.parametrize("content", [b"", b"no page", b"Subject: A\r\n\r\nText.", mhtml("<html></html>")])
def test_a_file_without_a_page_is_a_failure(reason: Why, content: bytes) -> None:
    assert reason("a.mht", content)
