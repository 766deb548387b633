"""Bytes -> str, in a fixed order: byte-order mark, UTF-16 by its pattern, UTF-8, what the file declares unless the
letters plainly tell of another, another old encoding when they say so, and Windows-1252.

Must not know files or formats, save how a page of HTML or XML declares its encoding.
"""

from __future__ import annotations

import codecs
import re

from searchapp.errors import IngestError
from searchapp.ingest.files.encoding_guess import better_than, wide_east
from searchapp.ingest.files.encoding_mixed import LOST, decode_mixed, is_mostly_utf8

_SAMPLE = 2**16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    *(b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"),  # PDF, zip and docx, gzip, doc
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF"),
)
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_DECLARED = re.compile(
    rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]+)""",
    re.IGNORECASE,
)
_ALIASES = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874",
}  # fmt: skip
"""What browsers take these labels for: the larger set that pages under them really use."""
_ALLOWED = re.compile(r"cp(125\d|866|874|932|949)|iso8859-\d+|koi8-[ru]|gb18030|big5|euc_jp|iso2022_jp|mac-roman")
_SINGLE_BYTES = ("cp125", "iso8859", "koi8", "mac", "cp866", "cp874")
_SCRIPT = re.compile(rb"<(?:script|style)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[a-z/!][^<>]{0,4000}>", re.IGNORECASE)
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text of a file, its line ends all "\\n" and no NUL or lone surrogate in it.

    Raises IngestError for content that is no text.
    """
    if reason := binary_reason(data[:_SAMPLE]):
        raise IngestError(reason)
    text = without_unfit(decode_part(data, declared=declared))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_part(data: bytes, *, declared: str | None = None) -> str:
    """The text of a file or of a line of it, its line ends and NULs as they are."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    if wide := wide_codec(data[:_SAMPLE]):
        return data.decode(wide, "replace")
    return _decode_narrow(data, _codec(declared))


def without_unfit(text: str) -> str:
    """The text with each NUL and lone surrogate replaced, one for one, so that offsets stay."""
    return _UNFIT.sub(LOST, text)


def declared_charset(page: bytes) -> str | None:
    """What the page's own <meta> or XML declaration says, or None."""
    found = _DECLARED.search(page[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def wide_codec(head: bytes) -> str | None:
    """The UTF-16 codec when a mark or the place of the NULs gives it away, else None."""
    for mark, codec in _BOMS[1:]:
        if head.startswith(mark):
            return codec
    pairs = len(head) // 2
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    few, many = sorted((even, odd))
    if many < 2 or many < pairs * 0.05 or few > many * 0.05:
        return wide_east(head[: pairs * 2])
    return "utf-16-le" if odd > even else "utf-16-be"


def binary_reason(head: bytes) -> str:
    """Why this beginning of a file is no text, or ""."""
    if head.startswith(_MAGIC):
        return "not a text: the file begins like a PDF, an archive, a picture or a program"
    if wide_codec(head):
        return ""
    odd = len(head) - len(head.translate(None, _CONTROLS))
    return "not a text: the file is binary" if odd > max(3, len(head) // 100) else ""


def _decode_narrow(data: bytes, declared: str | None) -> str:
    stateful = b"\x1b$B" in data or b"\x1b$@" in data  # Japanese; plain ASCII to any other decoder
    for codec in ("iso2022_jp", "utf-8") if stateful else ("utf-8",):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    sample = _words(data)
    if declared and not (declared.startswith(_SINGLE_BYTES) and is_mostly_utf8(data)):
        try:
            text = data.decode(declared)
        except UnicodeDecodeError:
            return decode_mixed(data, sample)
        other = better_than(declared, sample)
        return data.decode(other, "replace") if other else text
    return decode_mixed(data, sample)


def _words(data: bytes) -> bytes:
    """The beginning of what is text in a page or a file."""
    first, *scripts = _SCRIPT.split(data[: 16 * _SAMPLE])
    after = (script.partition(b"</")[2] for script in scripts)
    return _TAG.sub(b" ", b" <".join((first, *after)))[:_SAMPLE]


def _codec(label: str | None) -> str | None:
    """The codec for a declared label, of those a page may ask for: none that unpacks or unescapes."""
    try:
        name = codecs.lookup(label or "").name
    except (LookupError, ValueError):
        return None
    name = _ALIASES.get(name, name)
    return name if _ALLOWED.fullmatch(name) else None
