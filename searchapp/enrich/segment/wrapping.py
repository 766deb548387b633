"""Lines that were broken at a width, as on a wire: the breaks become spaces, each offset stays.

Knows lines and their letters; nothing of sentences, names or statements. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.enrich.lexicon.lexicon import Lexicon

WIDEST = 140
"""Characters; a text with a longer line was not broken at a width."""
_NEARLY_FULL = 0.75
"""The part of the widest line that a line fills, where the next one goes on."""
_GOES_ON = re.compile(r"[\"'(]?[^\W\d_]|[$£€]?\d[\d,.]*(?![\d.):])")
_FIRST_WORD = re.compile(r"\S{1,60}")
_LAST_WORD = re.compile(r"[A-Z][\w'\-]{0,40}\Z")
_ENDED = re.compile(r"[.?!:;][\"')\]]{0,3}\Z")


def unwrapped(view: str, lexicon: Lexicon) -> str:
    """The view with a space for each line break within a sentence; breaks between paragraphs stay."""
    lines = view.split("\n")
    parts: list[str] = []
    start = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and lines[at].strip():
            continue
        parts += _joined(lines[start:at], lexicon)
        if at < len(lines):
            parts += [lines[at], "\n"]
        start = at + 1
    return "".join(parts)[: len(view)]


def _joined(block: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The lines of a block without blank ones, each with the space or the line break after it."""
    goes_on = [line[0].islower() for line in block[1:]]
    widest = max(map(len, block), default=0)
    wrapped = any(goes_on) and widest <= WIDEST
    parts: list[str] = []
    for at, line in enumerate(block):
        following = block[at + 1] if at + 1 < len(block) else ""
        first = _FIRST_WORD.match(following)
        joins = bool(first) and (
            following[0].islower()
            or (wrapped and _is_full(line, following, widest))
            or _is_cut(line, following, lexicon)
        )
        parts += [line, " " if joins else "\n"]
    return parts


def _is_full(line: str, following: str, widest: int) -> bool:
    """Whether the next word had no room on a line that ends within a sentence."""
    first = _FIRST_WORD.match(following)
    room = len(line) + 1 + (len(first.group()) if first else 0)
    return room > _NEARLY_FULL * widest and not _ENDED.search(line.rstrip()) and bool(_GOES_ON.match(following))


def _is_cut(line: str, following: str, lexicon: Lexicon) -> bool:
    """Whether a name that is surely one goes over the break: "Adler\\nInc", "New\\nYork"."""
    last = _LAST_WORD.search(line)
    if last is None:
        return False
    if lexicon.forms.company_end.match(following):
        return True
    first = _FIRST_WORD.match(following)
    name = f"{last.group()} {first.group().rstrip('.,;:')}" if first else ""
    return name.removesuffix("'s") in lexicon.geography.sure_places
