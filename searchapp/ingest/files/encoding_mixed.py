"""Bytes that are UTF-8 in places only -> str: single bytes of Windows-1252 among it, or lines of another encoding.

Pure. What was pasted together keeps each part's letters; what is damaged is marked as lost, nothing is made up.
"""

from __future__ import annotations

import re

from searchapp.ingest.files.encoding_guess import USUAL, guess

LOST = "\ufffd"
_MULTIBYTE = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_SEQUENCE = re.compile(_MULTIBYTE)
_PART = re.compile(
    rb"(?P<good>(?:[\x00-\x7f]|" + _MULTIBYTE + rb")+)"
    rb"|(?P<cut>[\xe0-\xf4][\x80-\xbf]{1,2}|\x80[\x80-\xbf]+|[\xc2-\xf4]\Z|[\x81\x8d\x8f\x90\x9d\xff])|(?P<single>.)",
    re.DOTALL,
)
"""`cut` is the rest of a character of which a byte is missing, and what Windows-1252 has no letter for."""
_SURELY = 3
"""Characters of UTF-8: no other encoding has so many by chance, and hardly a fault beside them."""


def is_mostly_utf8(data: bytes) -> bool:
    """Whether of what is beyond ASCII more is UTF-8 than no other encoding has by chance."""
    text = data.decode("utf-8", "replace")
    bad = text.count(LOST)
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good > bad or (good >= _SURELY and 2 * good >= bad)


def decode_mixed(data: bytes, sample: bytes) -> str:
    """The text of bytes that are no UTF-8 throughout; `sample` is what of them is text, to tell an encoding by."""
    lines = data.split(b"\n")
    texts = [_strictly(line) for line in lines]
    if not is_mostly_utf8(data):
        pairs = zip(lines, texts, strict=True)
        if not any(text is not None and _sequences(line) >= _SURELY for line, text in pairs):
            return data.decode(guess(sample), "replace")
    foreign = [number for number, text in enumerate(texts) if text is None and not _has_utf8(lines[number])]
    codec = guess(b"\n".join(lines[number] for number in foreign)) if foreign else USUAL
    decoded = [
        text if text is not None else line.decode(codec, "replace") if _is_of(codec, line) else _patched(line)
        for line, text in zip(lines, texts, strict=True)
    ]
    return "\n".join(decoded)


def _strictly(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _sequences(line: bytes) -> int:
    return len(_SEQUENCE.findall(line))


def _has_utf8(line: bytes) -> bool:
    """Whether as much of a line is UTF-8 as is not."""
    good = _sequences(line)
    return good > 0 and good >= line.decode("utf-8", "replace").count(LOST)


def _is_of(codec: str, line: bytes) -> bool:
    return codec != USUAL and not _has_utf8(line)


def _patched(line: bytes) -> str:
    """The line with each byte that is no UTF-8 as Windows-1252 has it."""
    return "".join(_part(found) for found in _PART.finditer(line))


def _part(found: re.Match[bytes]) -> str:
    if found["good"] is not None:
        return found["good"].decode("utf-8", "replace")  # a surrogate is no character
    return LOST if found["cut"] is not None else found["single"].decode(USUAL, "replace")
