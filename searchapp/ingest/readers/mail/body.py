"""The words of a mail out of its parts: the better one of plain text and HTML, as they would be read.

Pure, but for the library that parses HTML. Quotations of earlier mails are kept, apart from the rest; so are
signatures.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.message import Message

from searchapp.ingest.files.encoding import declared_charset, decode_part, without_unfit
from searchapp.ingest.pages.fragment import text_of_markup

_SHARE_OF_STUB = 0.5
_SHARE_OF_ADDRESSES = 0.2
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]+")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_QUOTED = re.compile(r">[> ]*")
_ARMOUR = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]+: [^\n]*\n){0,9}\n?")
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
ENCRYPTED = "-----BEGIN PGP MESSAGE-----"


def better_text(plain: str, shown: str) -> str:
    """Of a mail's plain text and that of its HTML the plain one, unless it is a stub or mostly links."""
    if not shown or not plain:
        return plain or shown
    addresses = sum(len(found[0]) for found in _ADDRESS.finditer(plain))
    if len(plain) - addresses < _SHARE_OF_STUB * len(shown) or addresses > _SHARE_OF_ADDRESSES * len(plain):
        return shown
    return plain


def text_in(part: Message) -> str:
    """The text of a part of plain text or HTML."""
    return text_of_markup(_written(part)) if part.get_content_type() == "text/html" else plain_text(part)


def plain_text(part: Message) -> str:
    """The text of a part of plain text, its lines made whole where they were wrapped for the way."""
    written = without_unfit(_written(part)).replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format") or "").lower() == "flowed":
        written = _unwrapped(written, delete=str(part.get_param("delsp") or "").lower() == "yes")
    written = _ARMOUR.sub("", written.partition(_SIGNATURE)[0], count=1)
    return "\n".join(_apart(line.rstrip() for line in written.split("\n"))).strip("\n")


def _written(part: Message) -> str:
    """The text of a part in its charset."""
    content = content_of(part)[0]
    declared = part.get_content_charset() or (
        declared_charset(content) if "html" in part.get_content_type() else None
    )
    return decode_part(content, declared=declared)


def content_of(part: Message) -> tuple[bytes, bool]:
    """The bytes of a part, and whether they are all there: of damaged base64 what can be read is kept."""
    written = part.get_payload()
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64" and isinstance(written, str):
        return _from_base64(written.encode("ascii", "replace"))
    payload = part.get_payload(decode=True)
    return (payload if isinstance(payload, bytes) else b""), True


def _from_base64(written: bytes) -> tuple[bytes, bool]:
    """Without the lines that are none, such as a list puts below: each stands for bytes of its own."""
    lines = [line for line in map(bytes.strip, written.split(b"\n")) if line]
    end = next((i for i, line in enumerate(lines, start=1) if line.endswith(b"=")), len(lines))
    sound = [line.rstrip(b"=") for line in lines[:end] if _BASE64_LINE.fullmatch(line)]
    joined = b"".join(sound)
    lacks = len(joined) % 4 == 1
    joined = joined[: len(joined) - lacks]
    return binascii.a2b_base64(joined + b"=" * (-len(joined) % 4)), len(sound) == end and not lacks


def _unwrapped(written: str, *, delete: bool) -> str:
    """Text in the form "flowed": a line that ends in a space goes on in the next, if that is quoted as deep."""
    out: list[str] = []
    open_depth: int | None = None
    for line in written.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        text = line[depth:]
        text = text[1:] if text.startswith(" ") else text
        flows = text.endswith(" ") and text != "-- "
        kept = text[:-1] if flows and delete else text
        if open_depth == depth and text != "-- ":
            out[-1] += kept
        else:
            out.append(f"{'>' * depth} {kept}" if depth else kept)
        open_depth = depth if flows else None
    return "\n".join(out)


def _apart(lines: Iterator[str]) -> Iterator[str]:
    """The lines with an empty one between a mail's own words and those that it quotes."""
    before: str | None = None
    for line in lines:
        if before and line and bool(_QUOTED.match(before)) != bool(_QUOTED.match(line)):
            yield ""
        yield line
        before = line
