"""One question to one site over a connection to a number that was checked, within limits of time and size.

Follows nothing, keeps no cookies, knows no proxy. What it gives is unpacked, but not decoded: bytes as they came.
"""

from __future__ import annotations

import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse

from searchapp.ingest.fetch.addresses import Address
from searchapp.ingest.fetch.outcome import Failed, NotKept

MEGABYTE = 2**20
_BLOCK = 2**16
_OK = 200
_GZIP, _ZLIB, _RAW = 31, 15, -15
_PACKED: Mapping[str, tuple[int, ...]] = {"gzip": (_GZIP,), "x-gzip": (_GZIP,), "deflate": (_ZLIB, _RAW)}
"""How zlib is told what to undo; under "deflate" sites send either of two."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one answer may cost: seconds in all, seconds until it goes on, bytes both packed and unpacked."""

    seconds: float = 60.0
    silence: float = 20.0
    size: int = 20 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Reply:
    """What a site answered; there is a body only where the status is 200."""

    status: int
    headers: Message
    body: bytes = b""

    def header(self, name: str) -> str:
        """A header's value as one line, or ""; beyond ASCII in UTF-8, as sites write it whatever the rules say."""
        line = " ".join(str(self.headers.get(name, "")).split())
        try:
            return line.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return line


def ask(address: Address, *, numbers: Sequence[str], headers: Mapping[str, str], limits: FetchLimits) -> Reply:
    """Ask for an address at one of the numbers; raises Failed, or NotKept for what is too large."""
    late = threading.Event()
    try:
        with _connected(address, numbers, limits, late) as connection:
            connection.putrequest("GET", address.path, skip_host=True, skip_accept_encoding=True)
            sent = {"Host": address.netloc, "Accept-Encoding": "gzip", "Connection": "close", **headers}
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            body = _body(response, limits) if response.status == _OK else b""
    except (OSError, HTTPException, ValueError, Failed) as error:
        if late.is_set():
            raise Failed(_too_slow(limits)) from error
        if isinstance(error, Failed):
            raise
        raise Failed(f"{address.netloc} can't be reached: {_said(error)}") from error
    if late.is_set():
        raise Failed(_too_slow(limits))
    return Reply(response.status, response.headers, body)


@contextmanager
def _connected(
    address: Address, numbers: Sequence[str], limits: FetchLimits, late: threading.Event
) -> Iterator[HTTPConnection]:
    """A connection that is cut when the time is over, `late` being set: no answer is slow enough to go on."""
    plain = _first_reached(address, numbers, limits)
    kept = plain.dup()  # what TLS makes of a socket has another handle

    def cut() -> None:
        late.set()
        with suppress(OSError):
            kept.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(limits.seconds, cut)
    timer.daemon = True
    timer.start()
    connection = HTTPConnection(address.host, address.port, timeout=limits.silence)
    try:
        connection.sock = plain
        if address.scheme == "https":
            connection.sock = _trusted().wrap_socket(plain, server_hostname=address.host)
        yield connection
    finally:
        timer.cancel()
        connection.close()
        kept.close()


def _first_reached(address: Address, numbers: Sequence[str], limits: FetchLimits) -> socket.socket:
    failed: OSError | None = None
    for number in numbers:
        try:
            return socket.create_connection((number, address.port), timeout=min(10.0, limits.silence))
        except OSError as error:
            failed = error
    raise failed or OSError("it has no number")


def _trusted() -> ssl.SSLContext:
    """Whom the system trusts; SSL_CERT_FILE and SSL_CERT_DIR are followed, as OpenSSL does."""
    return ssl.create_default_context()


def _body(response: HTTPResponse, limits: FetchLimits) -> bytes:
    if (response.length or 0) > limits.size:
        raise NotKept(_too_large(limits, f"has {response.length:,} bytes"))
    blocks: list[bytes] = []
    got = 0
    while block := response.read(_BLOCK):
        got += len(block)
        if got > limits.size:
            raise NotKept(_too_large(limits, "has more bytes than that"))
        blocks.append(block)
    if response.length:
        raise Failed(f"the answer is cut short: {response.length:,} bytes of it did not come")
    return _unpacked(b"".join(blocks), str(response.headers.get("Content-Encoding", "")).strip().lower(), limits)


def _unpacked(data: bytes, packing: str, limits: FetchLimits) -> bytes:
    if not packing or packing == "identity" or not data:
        return data
    if packing not in _PACKED:
        raise Failed(f"the answer is packed in a way that was not asked for ({packing[:40]!r})")
    for way in _PACKED[packing]:
        unpacking = zlib.decompressobj(way)
        try:
            text = unpacking.decompress(data, limits.size + 1)
        except zlib.error:
            continue
        if len(text) > limits.size:
            raise NotKept(_too_large(limits, "unpacks to more than that"))
        if not unpacking.eof:
            raise Failed("the answer is cut short: it can't be unpacked to its end")
        return text
    raise Failed("the answer can't be unpacked: it is damaged")


def _too_large(limits: FetchLimits, has: str) -> str:
    return f"the answer {has}, and at most {limits.size / MEGABYTE:g} MB are taken"


def _too_slow(limits: FetchLimits) -> str:
    return f"it did not come within {limits.seconds:g} seconds"


def _said(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer for too long"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    return (error.strerror or str(error)) if isinstance(error, OSError) else f"{type(error).__name__} {error}"
