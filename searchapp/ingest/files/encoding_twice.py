"""Text that was encoded twice ("JosÃ©" for "José") -> the text as it was meant.

Pure. A line is mended only where all of it can be read back, letter for letter, and holds what no clean text has;
every other line stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_WRONGLY_READ_AS = ("cp1252", "cp1251", "cp1250", "mac_roman", "cp437", "cp850")
_TIMES = 3
_AFTER_LETTERS = frozenset("‘’“”„™–—…«»›°ºª®©´¹²³·•\xa0 ")
"""What stands after a capital in clean text too: “CAFÉ”, CAFÉ™."""
_CLOSING = frozenset("‘’“”„™–—…»›¹²³")
_ALONE = re.compile(r"(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])")
"""One character by itself is never what is left of another."""
_MEANT = re.compile("[\u00a0-\u017f\u2010-\u203a\u20ac\u2122\ufb01\ufb02]")
_ENOUGH_OF_OTHERS = 4
"""Letters of another script in a line of which all can be read back."""
_ENOUGH_FOR_THE_REST = 3
"""Sure ones in a text from which its other lines that can be read back are taken for the same."""


def once_encoded(text: str) -> tuple[str, int]:
    """The text as it was meant, and how many characters of it had been encoded twice."""
    mended = 0
    for _ in range(_TIMES):
        if text.isascii():
            break
        text, number = _one_step(text)
        if not number:
            break
        mended = max(mended, number)
    return text, mended


def _one_step(text: str) -> tuple[str, int]:
    lines = text.split("\n")
    able = [n for n, line in enumerate(lines) if not line.isascii() and not _ALONE.search(line)]
    best: dict[int, str] = {}
    most = 0
    for codec in _WRONGLY_READ_AS:
        read = {n: back for n in able if (back := _read_back(lines[n], codec)) is not None}
        signs = {n: _signs(lines[n], back) for n, back in read.items()}
        total = sum(signs.values())
        if total > most:
            best = {n: back for n, back in read.items() if signs[n] or total >= _ENOUGH_FOR_THE_REST}
            most = total
    number = sum(not c.isascii() for back in best.values() for c in back)
    return "\n".join(best.get(n, line) for n, line in enumerate(lines)), number


def _read_back(line: str, codec: str) -> str | None:
    """The line as UTF-8 that was read in another encoding; None where it isn't that, all of it."""
    table = _bytes_of(codec)
    try:
        return bytes(table[c] for c in line).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


@cache
def _bytes_of(codec: str) -> Mapping[str, int]:
    """The byte of each character; of Windows' encodings also the controls that others have in their place."""
    read = (bytes([byte]).decode(codec, "replace") for byte in range(256))
    table = {chr(byte): byte for byte in range(0x80, 0xA0)} if codec.startswith("cp125") else {}
    return table | {c if c != "\ufffd" else chr(byte): byte for byte, c in enumerate(read)}


def _signs(line: str, back: str) -> int:
    """How many characters of a line that can be read back no clean text has in that place."""
    sure = others = at = 0
    for c in back:
        size = len(c.encode())
        if size > 1:
            if not _MEANT.match(c):
                others += 1
            elif size > 2 or line[at + 1] not in _AFTER_LETTERS or _in_word(line, at, at + size):
                sure += 1
        at += size
    return sure + (others if others >= _ENOUGH_OF_OTHERS else 0)


def _in_word(line: str, start: int, end: int) -> bool:
    """Whether it stands in a word as no capital does: beside a small letter, or as a word with a sign in it."""
    before, after = line[max(0, start - 1) : start], line[end : end + 1]
    if not before.isalpha() and line[start].isalpha() and line[start + 1] not in _CLOSING:
        return True
    return not line[start].islower() and (before.islower() or after.islower())
