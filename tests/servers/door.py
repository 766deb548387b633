"""A locked door before a server: it speaks TLS and lets in who has the words, as a cluster of others does."""

from __future__ import annotations

import http.server
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(url: str, certificate: Path, *, words: str) -> Iterator[str]:
    """The address of a door to the server at `url`, which asks for `words` in Authorization, and answers 401."""

    class Door(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.headers.get("Authorization") != words:
                self._answer(401, "text/plain", b"Who are you?")
                return
            kind = {"Content-Type": self.headers.get("Content-Type", "application/json")}
            asked = urllib.request.Request(url + self.path, body or None, kind, method=self.command)
            try:
                with urllib.request.urlopen(asked, timeout=60) as answer:
                    self._answer(answer.status, answer.headers.get("Content-Type", ""), answer.read())
            except urllib.error.HTTPError as error:
                self._answer(error.code, error.headers.get("Content-Type", ""), error.read())

        do_POST = do_PUT = do_DELETE = do_HEAD = do_GET

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is written."""

    trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trusted.load_cert_chain(certificate)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        server.socket = trusted.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"https://localhost:{server.server_port}"
        server.shutdown()
