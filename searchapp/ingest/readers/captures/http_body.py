"""The body of an answer over HTTP as it was before it was packed for the way. Pure; never more than a cap."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

import brotli

from searchapp.errors import IngestError

_Step = Callable[[bytes, int], bytes]


def plain_body(body: bytes, headers: Mapping[str, str], *, cap: int) -> bytes:
    """The body without chunks and packing; raises IngestError for one larger than `cap`, or packed oddly."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    packings = [word.strip().lower() for word in headers.get("content-encoding", "").split(",")]
    for packing in reversed([word for word in packings if word not in {"", "identity"}][:4]):
        body = _unpacked(body, packing, cap)
    return body


def _without_chunks(body: bytes) -> bytes:
    """A chunked body joined, as far as it goes; one that is not chunked, whatever is said of it, as it stands."""
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 1024)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(parts) or body
        if length <= 0:
            break
        parts.append(body[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(parts)


def _unpacked(body: bytes, packing: str, cap: int) -> bytes:
    match packing:
        case "gzip" | "x-gzip":
            return _by_zlib(body, 31, cap) if body.startswith(b"\x1f\x8b") else body
        case "deflate":
            try:
                return _by_zlib(body, zlib.MAX_WBITS, cap)
            except IngestError as error:
                if error.__cause__ is None:
                    raise
                return _by_zlib(body, -zlib.MAX_WBITS, cap)
        case "br":
            return _by_brotli(body, cap)
    raise IngestError(f"packed in a way that is not read ({packing[:20]})")


def _by_zlib(body: bytes, window: int, cap: int) -> bytes:
    work = zlib.decompressobj(window)
    try:
        plain = work.decompress(body, cap + 1)
    except zlib.error as error:
        raise IngestError(f"damaged: {error}") from error
    return _within(plain, cap)


def _by_brotli(body: bytes, cap: int) -> bytes:
    work = brotli.Decompressor()
    parts: list[bytes] = []
    left = cap + 1
    try:
        part = work.process(body, output_buffer_limit=left)
        while part or not work.can_accept_more_data():
            parts.append(part)
            left -= len(part)
            if left <= 0 or work.is_finished():
                break
            part = work.process(b"", output_buffer_limit=left)
    except brotli.error as error:
        raise IngestError(f"damaged: {error}") from error
    return _within(b"".join(parts), cap)


def _within(plain: bytes, cap: int) -> bytes:
    if len(plain) > cap:
        raise IngestError(f"it unpacks to more than {cap:,} bytes, and no more are read")
    return plain
