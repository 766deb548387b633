"""What a server still answers while it is besieged, on loopback, over an archive of invented stories.

    python -m benchmarks.siege [--stories 3000] [--work DIR] [--json F]

Starts `searchapp serve` over 3,000 stories with 45,000 statements and asks it one search after the other while
connections are left half-open, exports run, saves wait for a locked database, bodies trickle in or are far too
large, and while it is told to end. `--work` keeps the archive. Times are milliseconds by the clock. `--json`
writes {what: {search: the slowest search meanwhile, ...}}.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.machine import provenance
from benchmarks.search import progress
from benchmarks.siege_archive import build_archive
from benchmarks.web import Server, served

PATIENCE = 40
"""Seconds after which a search counts as not answered."""
SEARCH = "/search?q=harbour"
EXPORT = "/search.csv?kind=statement"
SAVED = 88
TOO_LARGE = 900_000_000
Figures = dict[str, Any]


def ask(
    server: Server, path: str, *, method: str = "GET", fields: dict[str, str] | None = None
) -> tuple[int, float]:
    """The status of an answer (0: none came) and how long it took."""
    body = urlencode(fields) if fields else None
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
    started = time.perf_counter()
    connection = HTTPConnection(server.host, server.port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except (OSError, HTTPException):
        status = 0
    finally:
        connection.close()
    return status, (time.perf_counter() - started) * 1000


def searches(server: Server, count: int = 5) -> Figures:
    """The slowest of some searches, and those that failed."""
    took = [ask(server, SEARCH) for _ in range(count)]
    return {"search": max(ms for _, ms in took), "failed": sum(status != 200 for status, _ in took)}


def download(server: Server, path: str) -> Figures:
    """One export: when its first byte and its last came, and how many lines it has."""
    started = time.perf_counter()
    connection = HTTPConnection(server.host, server.port, timeout=300)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.read(1)
    first = (time.perf_counter() - started) * 1000
    try:
        found += answer.read()
    except (OSError, HTTPException):
        return {"status": 0, "first": first}
    took = (time.perf_counter() - started) * 1000
    return {"status": answer.status, "first": first, "whole": took, "lines": found.count(b"\r\n")}


@contextmanager
def half_open(server: Server, count: int, said: bytes) -> Iterator[list[socket.socket]]:
    """Connections that have sent so much and nothing more."""
    with ExitStack() as opened:
        connections = []
        for _ in range(count):
            one = opened.enter_context(socket.socket())
            one.settimeout(PATIENCE)
            with suppress(OSError):
                one.connect((server.host, server.port))
                one.sendall(said)
            connections.append(one)
        yield connections


def measure_half_open(server: Server, count: int) -> Figures:
    """A search beside connections that have sent half a request."""
    with half_open(server, count, b"GET /search?q=harbour HTTP/1.1\r\nHost: 127.0.0.1\r\n"):
        return searches(server, 3)


def measure_exports(server: Server, count: int) -> Figures:
    """Searches beside exports of all statements that were asked for at once."""
    got: list[Figures] = []
    threads = [threading.Thread(target=lambda: got.append(download(server, EXPORT))) for _ in range(count)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    beside = searches(server)
    for thread in threads:
        thread.join()
    whole = [one["whole"] for one in got if one["status"] == 200]
    return beside | {"statuses": dict(Counter(one["status"] for one in got)), "last": max(whole, default=0.0)}


def measure_locked(server: Server, data: Path, count: int) -> Figures:
    """Searches beside saves that wait for a database that another program has locked."""
    ask(server, "/saved", method="POST", fields={"name": "first", "query": "q=harbour"})
    got: list[tuple[int, float]] = []
    fields = {"name": "waits", "query": "q=storm"}
    lock = sqlite3.connect(data / "saved.sqlite3", isolation_level=None)
    lock.execute("begin immediate")
    threads = [
        threading.Thread(target=lambda: got.append(ask(server, "/saved", method="POST", fields=fields)))
        for _ in range(count)
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    beside = searches(server)
    for thread in threads:
        thread.join()
    lock.execute("rollback")
    lock.close()
    return beside | {"statuses": dict(Counter(status for status, _ in got)), "last": max(ms for _, ms in got)}


def measure_slow_bodies(server: Server, count: int) -> Figures:
    """Searches beside bodies of which a byte comes now and then."""
    head = b"POST /saved HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n"
    with half_open(server, count, head) as connections:
        took = []
        for _ in range(5):
            for one in connections:
                with suppress(OSError):
                    one.sendall(b"x")
            took.append(searches(server, 1)["search"])
    return {"search": max(took)}


def measure_large_body(server: Server, *, chunked: bool = False) -> Figures:
    """How soon a body that is far too large is refused, and how much of it was taken."""
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {TOO_LARGE}"
    block = b"x" * (1 << 20)
    block = b"%x\r\n%s\r\n" % (len(block), block) if chunked else block
    sent, left, started = 0, b"", time.perf_counter()
    with socket.create_connection((server.host, server.port), timeout=PATIENCE) as one:
        one.sendall(f"POST /saved HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{length}\r\n\r\n".encode())
        one.setblocking(False)
        said = b""
        while not said and sent < TOO_LARGE:
            with suppress(BlockingIOError):
                said = one.recv(100) or b"closed"
                break
            try:
                left = left or block
                done = one.send(left)
                sent, left = sent + done, left[done:]
            except BlockingIOError:
                time.sleep(0.001)
            except OSError:
                said = b"closed"
        if not said:
            one.settimeout(PATIENCE)
            said = one.recv(100)
    took = (time.perf_counter() - started) * 1000
    return {"answer": said.split(b"\r\n")[0].decode("latin-1"), "after": took, "megabytes sent": sent / 1e6}


def measure_saved(server: Server) -> Figures:
    """The list of many saved queries, first and again."""
    words = "water council budget harbour bridge school rail vote strike storm border".split()
    for n in range(SAVED):
        kind = "&kind=statement" if n % 2 else ""
        word = words[n % len(words)]
        query = f"q={word}{kind}&until={2100 + n}"  # the same search is not saved twice
        ask(server, "/saved", method="POST", fields={"name": f"no {n}", "query": query})
    return {"first": ask(server, "/saved")[1], "again": ask(server, "/saved")[1]}


def measure_end(server: Server) -> Figures:
    """Whether an export that is under way arrives whole when the server is told to end."""
    connection = HTTPConnection(server.host, server.port, timeout=300)
    connection.request("GET", EXPORT)
    answer = connection.getresponse()
    found = answer.read(1000)
    started = time.perf_counter()
    os.kill(server.pid, signal.SIGTERM)
    try:
        found += answer.read()
        whole = True
    except (OSError, HTTPException):
        whole = False
    with suppress(ChildProcessError):
        while os.waitid(os.P_PID, server.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
            time.sleep(0.01)
    ended = os.waitid(os.P_PID, server.pid, os.WEXITED | os.WNOWAIT)
    code = ended.si_status if ended and ended.si_code == os.CLD_EXITED else -(ended.si_status if ended else 0)
    lines = found.count(b"\r\n")
    return {
        "export whole": whole,
        "lines": lines,
        "ended after": (time.perf_counter() - started) * 1000,
        "exit": code,
    }


def measure(index: Path, data: Path) -> dict[str, Figures]:
    """All figures, in turn."""
    figures: dict[str, Figures] = {}

    def note(what: str, found: Figures) -> None:
        figures[what] = found
        said = ", ".join(f"{k} {v:,.0f}" if isinstance(v, float) else f"{k} {v}" for k, v in found.items())
        print(f"{what:36} {said}", flush=True)

    with served(index, data) as server:
        searches(server)
        note("nothing else", searches(server))
        note("CSV of all statements", download(server, EXPORT))
        note("CSV of all stories", download(server, "/search.csv"))
        note("8 exports", measure_exports(server, 8))
        note("8 saves, database locked", measure_locked(server, data, 8))
        note("80 slow bodies", measure_slow_bodies(server, 80))
        note("a body of 900 MB", measure_large_body(server))
        note("a body of 900 MB, chunked", measure_large_body(server, chunked=True))
        note(f"/saved with {SAVED} queries", measure_saved(server))
        note("99 half-open connections", measure_half_open(server, 99))
    with served(index, data) as server:
        searches(server)
        note("500 half-open connections", measure_half_open(server, 500))
    with served(index, data) as server:
        note("told to end during an export", measure_end(server))
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line a siege."""
    parser = argparse.ArgumentParser(description="Measure what a besieged server still answers.")
    parser.add_argument("--stories", type=int, default=3000, help="stories of the archive")
    parser.add_argument("--work", type=Path, help="folder where the archive is kept and used again")
    parser.add_argument("--json", type=Path, help="where to write every figure")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        index = (chosen.work or Path(folder)) / "index"
        if not index.is_dir():
            progress("building")
            build_archive(index, chosen.stories)
        print(provenance())
        figures = measure(index, Path(folder) / "data")
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
