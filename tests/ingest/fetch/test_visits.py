"""Visits to a site: what it allows, how often it is asked, and answers that are made to do harm."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.ingest.fetch.addresses import numbers_of, read_address
from searchapp.ingest.fetch.outcome import Failed, NotKept, Refused, Stopped
from searchapp.ingest.fetch.request import FetchLimits, ask
from searchapp.ingest.fetch.visits import Clock, Seen, Visits
from tests.ingest.fetch.sites import Answer, Site, Watch

Make = Callable[..., Visits]


def body(visits: Visits, url: str) -> bytes:
    visit = visits.get(url)
    assert visit.reply is not None
    return visit.reply.body


# -- robots.txt -------------------------------------------------------------------------------------------


def test_the_program_says_who_it_is_and_asks_for_robots_first(site: Site, visits: Make) -> None:
    url = site.page("/a", "x")
    assert body(visits(), url) == b"x"
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert {headers["User-Agent"] for _, headers in site.asked} == {"searchapp (test)"}


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ("User-agent: *\nDisallow: /closed/", False),
        ("User-agent: searchapp\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: searchapp\nAllow: /", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /*.html$", True),
        ("User-agent: *\nDisallow: /closed/*?print", True),
        ("", True),
        ("<html>not found</html>", True),
    ],
)
def test_what_robots_txt_does_not_allow_is_not_fetched(
    site: Site, visits: Make, robots: str, allowed: bool
) -> None:
    site.page("/robots.txt", robots, "text/plain")
    url = site.page("/closed/a", "x")
    if allowed:
        assert body(visits(), url) == b"x"
    else:
        with pytest.raises(Refused, match=r"robots\.txt of .* does not allow it"):
            visits().get(url)
        assert site.paths() == []


def test_robots_txt_is_asked_for_once_a_day(site: Site, visits: Make, watch: Watch) -> None:
    one, two = site.page("/a", "x"), site.page("/b", "y")
    seen = visits()
    seen.get(one)
    seen.get(two)
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    watch.late += 100_000
    seen.get(one)
    assert [path for path, _ in site.asked].count("/robots.txt") == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_a_robots_txt_all_is_allowed(site: Site, visits: Make, status: int) -> None:
    site.answer("/robots.txt", Answer(status=status))
    assert body(visits(), site.page("/a", "x")) == b"x"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_where_robots_txt_can_not_be_had_nothing_is(site: Site, visits: Make, status: int) -> None:
    site.answer("/robots.txt", Answer(status=status))
    seen = visits()
    for _ in range(2):
        with pytest.raises(Failed, match=rf"answers with {status}: nothing is fetched"):
            seen.get(site.page("/a", "x"))
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_a_robots_txt_that_moved_is_followed(site: Site, new_site: Callable[[], Site], visits: Make) -> None:
    other = new_site()
    site.moved("/robots.txt", other.page("/rules", "User-agent: *\nDisallow: /a", "text/plain"))
    with pytest.raises(Refused, match=r"robots\.txt"):
        visits().get(site.page("/a", "x"))


# -- how often --------------------------------------------------------------------------------------------


def test_there_is_a_pause_between_two_pages_of_a_host(site: Site, visits: Make, watch: Watch) -> None:
    seen = visits()
    for path in ("/a", "/b", "/c"):
        seen.get(site.page(path, "x"))
    assert watch.waits == [1.0, 1.0]


def test_a_site_may_ask_for_longer_pauses(site: Site, visits: Make, watch: Watch) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 7.5", "text/plain")
    seen = visits()
    for path in ("/a", "/b"):
        seen.get(site.page(path, "x"))
    assert watch.waits == [7.5]


def test_a_pause_that_is_too_long_is_for_another_run(site: Site, visits: Make, watch: Watch) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 4000", "text/plain")
    seen = visits()
    seen.get(site.page("/a", "x"))
    with pytest.raises(Failed, match="a pause of 4,000 seconds"):
        seen.get(site.page("/b", "x"))
    assert (site.paths(), watch.waits) == (["/a"], [])


def test_a_busy_site_is_asked_again_when_it_says_so(site: Site, visits: Make, watch: Watch) -> None:
    busy = Answer(status=429, headers={"Retry-After": "30"})
    url = site.answer("/a", busy, Answer(b"x", headers={"Content-Type": "text/html"}))
    assert body(visits(), url) == b"x"
    assert watch.waits == [30.0]


@pytest.mark.parametrize("later", ["3600", "", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_site_that_wants_to_be_left_alone_is(site: Site, visits: Make, watch: Watch, later: str) -> None:
    url = site.answer("/a", Answer(status=429, headers={"Retry-After": later} if later else {}))
    seen = visits()
    with pytest.raises(Failed, match="left alone"):
        seen.get(url)
    with pytest.raises(Failed, match="asks for a pause"):
        seen.get(site.page("/b", "x"))
    assert (site.paths(), watch.waits) == (["/a"], [])
    if later == "3600":
        watch.late += 3601
        assert body(seen, site.page("/b", "x")) == b"x"


def test_a_site_that_stays_busy_is_asked_twice_at_most(site: Site, visits: Make) -> None:
    url = site.answer("/a", Answer(status=503, headers={"Retry-After": "2"}))
    with pytest.raises(Failed, match="503"):
        visits().get(url)
    assert site.paths() == ["/a", "/a"]


def test_a_pause_can_be_ended(site: Site) -> None:
    seen = Visits("searchapp", allow_local=True, clock=Clock(wait=lambda seconds: False))
    seen.get(site.page("/a", "x"))
    with pytest.raises(Stopped):
        seen.get(site.page("/b", "x"))


# -- redirects --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, visits: Make, status: int) -> None:
    site.page("/new/b", "x")
    visit = visits().get(site.moved("/a", "new/b", status))
    assert (visit.url, visit.reply and visit.reply.body) == (f"{site.url}/new/b", b"x")


def test_a_redirect_may_be_written_in_letters_beyond_ascii(site: Site, visits: Make) -> None:
    site.page("/f%C3%A6rge", "x")
    raw = Answer(raw=lambda send: send("HTTP/1.0 301 Moved\r\nLocation: /færge\r\n\r\n".encode()))
    assert visits().get(site.answer("/a", raw)).url == f"{site.url}/f%C3%A6rge"


def test_a_header_of_several_lines_is_one(site: Site, visits: Make) -> None:
    folded = b'HTTP/1.0 200 OK\r\nETag: "1\r\n  2"\r\nContent-Type: text/html\r\n\r\nx'
    reply = visits().get(site.answer("/a", Answer(raw=lambda send: send(folded)))).reply
    assert reply is not None
    assert reply.header("ETag") == '"1 2"'


def test_redirects_in_a_circle_end(site: Site, visits: Make) -> None:
    site.moved("/b", "/a")
    with pytest.raises(Failed, match="more than 5 times"):
        visits().get(site.moved("/a", "/b"))
    assert len(site.paths()) == 6


def test_where_a_redirect_leads_the_rules_there_hold(
    site: Site, new_site: Callable[[], Site], visits: Make
) -> None:
    other = new_site()
    other.page("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    with pytest.raises(Refused, match=r"robots\.txt"):
        visits().get(site.moved("/a", other.page("/b", "x")))
    assert other.paths() == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://ledger.example/", "http://u:p@ledger.example/"])
def test_a_redirect_leads_to_nothing_but_pages(site: Site, visits: Make, target: str) -> None:
    with pytest.raises(Refused):
        visits().get(site.moved("/a", target))


def test_what_may_not_go_into_this_network_may_not_by_a_name_either(
    site: Site, visits: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    known = socket.getaddrinfo

    def names(host: str, port: int, *args: object, **more: object) -> object:
        """A name server of somebody who would like to see what only this machine can reach."""
        if host != "inside.example":
            return known(host, port, *args, **more)  # type: ignore[arg-type]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", names)
    port = site.url.rpartition(":")[2]
    site.page("/a", "secret")
    for url in (f"http://inside.example:{port}/a", site.url + "/a"):
        with pytest.raises(Refused, match="of this machine or of its network"):
            visits(allow_local=False).get(url)
    assert site.asked == []


def test_a_connection_goes_to_the_number_that_was_checked(
    site: Site, visits: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    known = socket.getaddrinfo
    looked_up: list[str] = []

    def names(host: str, port: int, *args: object, **more: object) -> object:
        """A name that means another number each time, of which only the first is the site's."""
        if host != "turning.example":
            return known(host, port, *args, **more)  # type: ignore[arg-type]
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{len(looked_up)}", port))]

    monkeypatch.setattr(socket, "getaddrinfo", names)
    site.page("/a", "words")
    port = site.url.rpartition(":")[2]
    seen = visits()
    with pytest.raises(Failed, match="can't be reached"):  # its robots.txt, at 127.0.0.2
        seen.get(f"http://turning.example:{port}/a")
    looked_up.clear()
    numbers = numbers_of(read_address(f"http://turning.example:{port}/a"), allow_local=True)
    place = read_address(f"http://turning.example:{port}/a")
    assert ask(place, numbers=numbers, headers={}, limits=seen.limits).body == b"words"
    assert looked_up == ["turning.example"]
    assert site.asked[-1][1]["Host"] == f"turning.example:{port}"


# -- nothing twice, nothing kept --------------------------------------------------------------------------


def test_what_is_not_new_is_not_sent_again(site: Site, visits: Make) -> None:
    url = site.page("/a", "x", ETag='"1"', Last_Modified="Fri, 06 Mar 2020 10:00:00 GMT")
    visit = visits().get(url, seen=Seen('"1"', "Fri, 06 Mar 2020 10:00:00 GMT"))
    assert visit.reply is None
    asked = site.asked[-1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"1"', "Fri, 06 Mar 2020 10:00:00 GMT")
    assert visits().get(url, seen=Seen('"0"')).reply is not None


def test_a_site_that_says_unchanged_unasked_fails(site: Site, visits: Make) -> None:
    with pytest.raises(Failed, match="304"):
        visits().get(site.answer("/a", Answer(status=304)))


def test_cookies_are_not_kept(site: Site, visits: Make) -> None:
    seen = visits()
    seen.get(site.page("/a", "x", Set_Cookie="who=ada; Path=/"))
    seen.get(site.page("/b", "x"))
    assert not any("Cookie" in headers for _, headers in site.asked)


# -- answers made to do harm ------------------------------------------------------------------------------


def test_packed_answers_are_unpacked(site: Site, visits: Make) -> None:
    raw = zlib.compressobj(wbits=-15)
    for packing, data in (
        ("gzip", gzip.compress(b"words", mtime=0)),
        ("deflate", zlib.compress(b"words")),
        ("deflate", raw.compress(b"words") + raw.flush()),
        ("identity", b"words"),
    ):
        assert body(visits(), site.page("/a", data, Content_Encoding=packing)) == b"words"


def test_a_bomb_is_not_unpacked(site: Site, visits: Make) -> None:
    url = site.page("/a", gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip")
    with pytest.raises(NotKept, match="unpacks to more"):
        visits().get(url)


@pytest.mark.parametrize(
    ("data", "packing", "why"),
    [
        (b"no gzip", "gzip", "damaged"),
        (gzip.compress(b"words" * 1000, mtime=0)[:-20], "gzip", "cut short"),
        (b"x", "br", "not asked for"),
    ],
)
def test_damaged_packing_fails(site: Site, visits: Make, data: bytes, packing: str, why: str) -> None:
    with pytest.raises(Failed, match=why):
        visits().get(site.page("/a", data, Content_Encoding=packing))


def test_a_huge_page_is_refused_whether_it_says_so_or_not(site: Site, visits: Make) -> None:
    with pytest.raises(NotKept, match="has 300,000 bytes"):
        visits().get(site.page("/a", b"a" * 300_000))
    endless = Answer(
        raw=lambda send: (send(b"HTTP/1.0 200 OK\r\n\r\n"), [send(b"a" * 60_000) for _ in range(10_000)])
    )
    with pytest.raises(NotKept, match="more bytes"):
        visits().get(site.answer("/b", endless))


def test_an_answer_of_another_length_than_it_says(site: Site, visits: Make) -> None:
    with pytest.raises(Failed, match="cut short"):
        visits().get(site.answer("/a", Answer(b"short", headers={"Content-Length": "5000"})))
    longer = Answer(raw=lambda send: send(b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nonly and more"))
    assert body(visits(), site.answer("/b", longer)) == b"only"


def test_chunks_that_break_off_fail(site: Site, visits: Make) -> None:
    broken = Answer(raw=lambda send: send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nonly"))
    with pytest.raises(Failed):
        visits().get(site.answer("/a", broken))


def drip(first: bytes, piece: bytes) -> Answer:
    """An answer that goes on and on, a little at a time."""
    return Answer(raw=lambda send: (send(first), [(send(piece), time.sleep(0.02)) for _ in range(2000)]))


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"HTTP/1.0 200 OK\r\nContent-Length: 90000\r\n\r\n", b"a"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        drip(b"HTTP/1.0 200 OK\r\nX-Slow: ", b"a"),
        drip(b"", b"H"),
    ],
)
def test_a_slow_answer_is_cut(site: Site, visits: Make, answer: Answer) -> None:
    seen = visits(limits=FetchLimits(seconds=0.4, silence=3.0))
    site.page("/robots.txt", "", "text/plain")
    with pytest.raises(Failed, match=r"within 0\.4 seconds"):
        seen.get(site.answer("/a", answer))


def test_silence_fails(site: Site, visits: Make) -> None:
    url = site.answer("/a", Answer(raw=lambda send: time.sleep(1)))
    with pytest.raises(Failed, match="no answer for too long"):
        visits(limits=FetchLimits(seconds=9, silence=0.2)).get(url)


@pytest.mark.parametrize(
    "raw", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 200]
)
def test_what_is_no_answer_fails(site: Site, visits: Make, raw: bytes) -> None:
    url = site.answer("/a", Answer(raw=lambda send: send(raw)))
    with pytest.raises(Failed):
        visits().get(url)


def test_a_site_that_is_not_there_fails_at_once_the_second_time(visits: Make) -> None:
    seen = visits()
    for _ in range(2):
        with pytest.raises(Failed, match="can't be reached"):
            seen.get("http://127.0.0.1:9/a")


@pytest.mark.parametrize("status", [204, 400, 404, 500])
def test_what_is_not_there_fails(site: Site, visits: Make, status: int) -> None:
    with pytest.raises(Failed, match=f"answers with {status}"):
        visits().get(site.answer("/a", Answer(status=status)))


# -- certificates -----------------------------------------------------------------------------------------


def test_a_certificate_has_to_be_one_that_the_system_trusts(
    own_certificate: Path, new_site: Callable[..., Site], visits: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = new_site(own_certificate)
    url = site.page("/a", "words").replace("127.0.0.1", "localhost")
    with pytest.raises(Failed, match="its certificate is not valid"):
        visits().get(url)
    monkeypatch.setenv("SSL_CERT_FILE", str(own_certificate))
    assert body(visits(), url) == b"words"
    with pytest.raises(Failed, match="its certificate is not valid"):
        visits().get(site.url + "/a")  # under a name that it is not for
