"""An address at which nobody is, or somebody else."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from searchapp.engines import Place, open_index
from searchapp.errors import EngineUnavailable
from tests.servers.cluster import free_ports


def test_where_no_connection_is_taken_it_says_so_soon() -> None:
    (port,) = free_ports(1)
    with pytest.raises(EngineUnavailable, match=f"Nothing takes a connection at http://127.0.0.1:{port}") as said:
        open_index(Place("opensearch", f"http://127.0.0.1:{port}/news"))
    assert "--opensearch-url" in said.value.hint


@pytest.fixture
def website() -> Iterator[Callable[[int, str, bytes], str]]:
    """Gives the address of a website of this machine, which answers so whatever it is asked."""
    answer = (200, "text/html", b"")

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = answer
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is written."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

        def answering(*told: Any) -> str:
            nonlocal answer
            answer = told
            return f"http://127.0.0.1:{server.server_port}"

        yield answering
        server.shutdown()


@pytest.mark.parametrize(
    "told",
    [
        (200, "text/html", b"<h1>Welcome</h1>"),
        (404, "text/html", b"<h1>Not here</h1>"),
        (405, "text/plain", b"GET is not for you"),
        (500, "application/json", b'{"error": "oh"}'),
        (200, "application/json", b'{"hello": 1}'),
        (200, "application/json", b"[1]"),
        (200, "application/json", b"{"),
        (200, "text/plain", b"pong"),
    ],
)
def test_a_website_is_told_from_a_cluster(
    website: Callable[[int, str, bytes], str], told: tuple[int, str, bytes]
) -> None:
    address = website(*told)
    with pytest.raises(EngineUnavailable, match=f"What answers at {address} is no OpenSearch") as said:
        open_index(Place("opensearch", f"{address}/news"))
    assert "--opensearch-url" in said.value.hint
