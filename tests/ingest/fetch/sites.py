"""A site on loopback that a test fills: real sockets, real answers, and what was asked of it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from searchapp.ingest.fetch.request import FetchLimits
from searchapp.ingest.fetch.visits import Clock, Visits

HTML = "text/html; charset=utf-8"


@dataclass
class Answer:
    """What is sent for a path; `raw` is sent as it stands in place of all else, piece by piece."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[Callable[[bytes], object]], object] | None = None


@dataclass
class Site:
    """A site: its answers by path, the requests that came (path, headers), and its address."""

    url: str = ""
    answers: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def page(self, path: str, body: str | bytes, kind: str = HTML, **headers: str) -> str:
        """Put a page there; gives its address."""
        content = body.encode() if isinstance(body, str) else body
        said = {"Content-Type": kind} if kind else {}
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(content, headers=said | more)
        return self.url + path

    def answer(self, path: str, *answers: Answer) -> str:
        """Have a path answered so, by one answer after the other, the last for good; gives its address."""
        self.answers[path] = list(answers)
        return self.url + path

    def moved(self, path: str, to: str, status: int = 302) -> str:
        """Have a path lead to another address; gives its own."""
        self.answers[path] = Answer(status=status, headers={"Location": to})
        return self.url + path

    def paths(self) -> list[str]:
        """What was asked for, robots.txt apart."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            found = site.answers.get(self.path, Answer(status=404))
            answer = found if isinstance(found, Answer) else found.pop(0) if len(found) > 1 else found[0]
            if answer.raw:
                with suppress(OSError):  # the asker has enough
                    answer.raw(lambda piece: (self.wfile.write(piece), self.wfile.flush()))
                return
            etag = answer.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                answer = Answer(status=304, headers={"ETag": etag})
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def new_site() -> Iterator[Callable[..., Site]]:
    """Starts sites, each on a port of its own."""
    servers: list[ThreadingHTTPServer] = []

    def start(certificate: Path | None = None) -> Site:
        site = Site()
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
        server.daemon_threads = True
        if certificate:
            trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            trusted.load_cert_chain(certificate)
            server.socket = trusted.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
        site.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
        return site

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site(new_site: Callable[[], Site]) -> Site:
    return new_site()


@dataclass
class Watch:
    """A clock that stands still but for waits, which it notes and does not make."""

    late: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> bool:
        """Be later at once."""
        self.late += seconds
        self.waits.append(seconds)
        return True


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def visits(watch: Watch) -> Callable[..., Visits]:
    """Visits that may go to loopback, by the watch of the test."""

    def make(**more: object) -> Visits:
        given = {"allow_local": True, "limits": FetchLimits(seconds=5.0, silence=3.0, size=200_000), **more}
        return Visits("searchapp (test)", clock=Clock(lambda: watch.late, watch.wait), **given)  # type: ignore[arg-type]

    return make


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


def article(*paragraphs: str, title: str = "Ferry to Oma stays in port", head: str = "") -> str:
    """A page with an article."""
    body = "".join(f"<p>{p}</p>" for p in paragraphs or WORDS)
    head = f"<head><title>{title}</title>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body><article>{body}</article></body></html>"


WORDS = (
    "The ferry to Oma will stay in port until the engine has been mended, the harbour board of Tiral said.",
    "“Nobody will cross this week,” said Ilse Marn, who heads the board, after a meeting on the quay.",
)
