"""A served app under siege: half-open connections, long exports, locked saves, large bodies, and the end of it."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path

import pytest
from flask import Flask, Response

from searchapp.archive.saved_queries import FILE_NAME
from searchapp.config import Settings
from searchapp.errors import EngineUnavailable
from searchapp.web import create_app
from searchapp.web.route_marks import gives_all, lane
from searchapp.web.security import MAX_BODY
from searchapp.web.serving import connections
from searchapp.web.serving.connections import Server
from searchapp.web.serving.server import told_in_a_line
from tests.conftest import ROOT, fill
from tests.stories import random_archive

HALF = b"GET /search?q=raqqa HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /saved HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """An app with two routes more that wait until they are let go on, and one without an end."""
    fill(tmp_path / "index", random_archive(20))
    app = create_app(Settings(index=tmp_path / "index", data=tmp_path / "data"))
    app.extensions["go"] = go = threading.Event()
    app.extensions["begun"] = begun = threading.Semaphore(0)

    @app.get("/long.csv")
    @gives_all
    def long() -> Response:
        def lines() -> Iterator[str]:
            yield "first\r\n"
            begun.release()
            go.wait(30)
            yield "last\r\n"

        return Response(lines(), mimetype="text/csv")

    @app.get("/endless.csv")
    @gives_all
    def endless() -> Response:
        return Response(("x" * 1_000_000 for _ in range(10_000)), mimetype="text/csv")

    @app.get("/cut.csv")
    @gives_all
    def cut() -> Response:
        def lines() -> Iterator[str]:
            yield "first\r\n"
            raise EngineUnavailable("Nobody answers at far.example.", hint="Look whether its nodes run.")

        return Response(lines(), mimetype="text/csv")

    @app.post("/slow")
    def slow() -> str:
        begun.release()
        go.wait(30)
        return "kept"

    return app


@pytest.fixture
def server(app: Flask) -> Iterator[Server]:
    """That app, served with two threads for searches."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    server = Server(app, listener, partial(lane, app), threads=2, most_body=MAX_BODY)
    app.extensions["stop"] = stop = threading.Event()
    left: list[int] = []

    def run() -> None:
        server.serve(stop)
        left.append(server.finish(20))

    thread = threading.Thread(target=run)
    thread.start()
    yield server
    app.extensions["go"].set()
    if not stop.is_set():
        stop.set()
        server.pull_trigger()
    thread.join(30)
    assert left == [0]


def get(server: Server, path: str, method: str = "GET", body: str = "") -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", server.effective_port, timeout=20)
    sent = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, path, body or None, sent)
    answer = connection.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        connection.close()


def is_answered(server: Server) -> bool:
    status, body = get(server, "/search?q=raqqa")
    return status == 200 and b"</html>" in body


def connect(server: Server, said: bytes) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", server.effective_port), timeout=20)
    one.sendall(said)
    return one


def is_closed(one: socket.socket) -> bool:
    """Whether the server closed it: with a reset where it had not read all of what was sent."""
    try:
        return one.recv(10) == b""
    except ConnectionResetError:
        return True


def test_a_file_that_can_t_be_sent_whole_is_cut_off_and_logged_in_a_line(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    waitress = logging.getLogger("waitress")
    waitress.addFilter(told_in_a_line)
    try:
        with pytest.raises(IncompleteRead):
            get(server, "/cut.csv")
    finally:
        waitress.removeFilter(told_in_a_line)
    (record,) = caplog.records
    assert record.getMessage() == (
        "Exception while serving /cut.csv: Nobody answers at far.example. Look whether its nodes run."
    )
    assert not record.exc_info


def test_half_open_connections_shut_nobody_out(server: Server) -> None:
    with ExitStack() as opened:
        for _ in range(200):
            opened.enter_context(connect(server, HALF))
        assert is_answered(server)


def test_of_too_many_connections_the_one_that_waited_longest_is_closed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_OPEN", 8)
    with ExitStack() as opened:
        held = [opened.enter_context(connect(server, HALF)) for _ in range(20)]
        assert is_answered(server)
        assert is_closed(held[0])
        assert len(server.active_channels) <= 8
        held[-1].sendall(b"\r\n")
        assert held[-1].recv(15) == b"HTTP/1.1 200 OK"


def test_a_request_that_trickles_in_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "REQUEST_SECONDS", 0.5)
    with connect(server, POST + b"Content-Length: 60000\r\n\r\n") as one:
        with pytest.raises(OSError):  # noqa: PT011, PT012  # broken pipe or reset, by chance
            for _ in range(200):
                one.sendall(b"x")
                time.sleep(0.1)
        assert is_answered(server)


def test_a_search_is_answered_while_exports_hold_all_of_their_threads(app: Flask, server: Server) -> None:
    got: list[tuple[int, bytes]] = []
    threads = [threading.Thread(target=lambda: got.append(get(server, "/long.csv"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(connections.EXPORT_THREADS):
        assert app.extensions["begun"].acquire(timeout=20)
    assert not app.extensions["begun"].acquire(timeout=0.1)
    assert is_answered(server)
    assert get(server, "/saved", "POST", "name=x&query=q%3Dx")[0] == 303
    app.extensions["go"].set()
    for thread in threads:
        thread.join()
    assert got == [(200, b"first\r\nlast\r\n")] * 8


def test_more_than_may_wait_are_told_to_come_again(
    app: Flask, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_WAITING", 1)
    with ExitStack() as opened:
        export = HALF.replace(b"/search", b"/long.csv") + b"\r\n"
        for _ in range(connections.EXPORT_THREADS):
            opened.enter_context(connect(server, export))
            assert app.extensions["begun"].acquire(timeout=20)
        opened.enter_context(connect(server, export))
        while server.under_way() <= connections.EXPORT_THREADS:
            time.sleep(0.05)
        connection = HTTPConnection("127.0.0.1", server.effective_port, timeout=20)
        connection.request("GET", "/long.csv")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
        assert b"Try again in a moment" in answer.read()
        connection.close()
        assert is_answered(server)


@pytest.mark.ci
def test_a_search_is_answered_while_saves_wait_for_a_locked_database(server: Server, tmp_path: Path) -> None:
    assert get(server, "/saved", "POST", "name=x&query=q%3Dx")[0] == 303
    other = sqlite3.connect(tmp_path / "data" / FILE_NAME, isolation_level=None)
    other.execute("begin immediate")
    got: list[tuple[int, bytes]] = []

    def save() -> None:
        got.append(get(server, "/saved", "POST", "name=y&query=q%3Dy"))

    threads = [threading.Thread(target=save) for _ in range(6)]
    for thread in threads:
        thread.start()
    assert is_answered(server)
    assert got == []
    for thread in threads:
        thread.join()
    assert {status for status, _ in got} == {503}
    assert all(b"Try again in a moment" in page for _, page in got)
    other.execute("rollback")
    other.close()
    assert get(server, "/saved", "POST", "name=y&query=q%3Dy")[0] == 303


def test_an_export_that_waited_long_for_its_turn_is_given_whole(
    app: Flask, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "STALLED_SECONDS", 0.3)
    got: list[tuple[int, bytes]] = []
    threads = [threading.Thread(target=lambda: got.append(get(server, "/long.csv"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(2 * connections.LOOK_SECONDS)
    app.extensions["go"].set()
    for thread in threads:
        thread.join()
    assert got == [(200, b"first\r\nlast\r\n")] * 4


def test_who_takes_nothing_of_an_answer_is_given_up_and_the_thread_is_free(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "STALLED_SECONDS", 0.5)
    held = [connect(server, HALF.replace(b"/search", b"/endless.csv") + b"\r\n") for _ in range(3)]
    assert get(server, "/search.csv")[0] == 200
    for one in held:
        one.close()


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 900000000\r\n\r\n",
        b"Content-Length: 900000000\r\nExpect: 100-continue\r\n\r\n",
        b"Content-Length: %d\r\n\r\n" % (MAX_BODY + 1),
    ],
)
def test_a_body_that_is_too_large_is_refused_before_it_is_read(server: Server, head: bytes) -> None:
    with connect(server, POST + head) as one:
        assert one.recv(12) == b"HTTP/1.1 413"


def test_a_chunked_body_is_refused_once_it_is_too_large(server: Server) -> None:
    with connect(server, POST + b"Transfer-Encoding: chunked\r\n\r\n") as one:
        one.sendall(b"11000\r\n" + b"x" * 0x11000 + b"\r\n")
        assert one.recv(12) == b"HTTP/1.1 413"


def test_a_client_that_sends_all_the_same_can_read_why_it_is_refused(server: Server) -> None:
    with connect(server, POST + b"Content-Length: 4000000\r\n\r\n") as one:
        one.sendall(b"x" * 4_000_000)
        assert one.recv(12) == b"HTTP/1.1 413"
    assert is_answered(server)


def test_a_body_as_large_as_may_be_is_taken(server: Server) -> None:
    body = "name=x&query=" + "q" * (MAX_BODY - len("name=x&query="))
    assert get(server, "/saved", "POST", body)[0] != 413


def test_what_is_under_way_is_finished_and_what_comes_then_is_not_taken(app: Flask, server: Server) -> None:
    got: list[tuple[int, bytes]] = []
    asked = threading.Thread(target=lambda: got.append(get(server, "/slow", "POST", "x=y")))
    asked.start()
    assert app.extensions["begun"].acquire(timeout=20)
    assert server.under_way() == 1
    app.extensions["stop"].set()
    server.pull_trigger()
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", server.effective_port)).close()
        except (ConnectionRefusedError, ConnectionResetError):  # reset: it waited to be taken as the door was shut
            break
        time.sleep(0.05)
    else:
        raise AssertionError
    assert got == []
    app.extensions["go"].set()
    asked.join(20)
    assert got == [(200, b"kept")]


def serve(place: Path, *options: str) -> subprocess.Popen[str]:
    """`searchapp serve`, once it serves."""
    command = [sys.executable, "-W", "ignore", "-m", "searchapp", "serve", "--port", "0", *options]
    folders = ["--index", str(place / "index"), "--data", str(place / "data")]
    unbuffered = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen([*command, *folders], cwd=ROOT, stdout=subprocess.PIPE, text=True, env=unbuffered)


def port_of(child: subprocess.Popen[str]) -> int:
    assert child.stdout is not None
    return int(child.stdout.readline().split()[2].rpartition(":")[2])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_finishes_an_export_and_exits_with_0(tmp_path: Path, number: signal.Signals) -> None:
    fill(tmp_path / "index", random_archive(2_000))
    child = serve(tmp_path)
    try:
        connection = HTTPConnection("127.0.0.1", port_of(child), timeout=60)
        connection.request("GET", "/search.csv")
        answer = connection.getresponse()
        found = answer.read(1)
        child.send_signal(number)
        found += answer.read()
        assert found.count(b"\r\n") == 2_001
        assert child.wait(30) == 0
    finally:
        child.kill()
        child.wait()


def test_told_to_end_with_nothing_to_do_it_ends_at_once_also_with_connections_open(tmp_path: Path) -> None:
    fill(tmp_path / "index", random_archive(5))
    child = serve(tmp_path)
    try:
        port = port_of(child)
        with socket.create_connection(("127.0.0.1", port)) as idle, socket.create_connection(("127.0.0.1", port)):
            idle.sendall(b"GET /api/v1/search HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert json.loads(idle.recv(65536).partition(b"\r\n\r\n")[2] or b"{}") is not None
            child.terminate()
            assert child.wait(15) == 0
    finally:
        child.kill()
        child.wait()


def test_told_twice_it_ends_at_once(tmp_path: Path) -> None:
    fill(tmp_path / "index", random_archive(5))
    child = serve(tmp_path)
    try:
        with socket.create_connection(("127.0.0.1", port_of(child))) as arriving:
            arriving.sendall(HALF)
            time.sleep(0.3)
            child.terminate()
            time.sleep(0.3)  # What arrives is waited for.
            child.terminate()
            assert child.wait(15) in (0, -signal.SIGTERM)
    finally:
        child.kill()
        child.wait()
