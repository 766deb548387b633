"""Whether a text lost its quotation marks on the way to us, by the traces that losing them leaves, and where.

A story that merely quotes nobody has none of these traces. A mark that became a space stands beside another, or at
the edge of a paragraph. Knows the text as given; no sentences, no names.
"""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.segment.normalize import MINED_CHARS
from searchapp.model import Offsets

SHORTEST = 240
"""Characters; a shorter text without a quotation mark tells nothing."""
_MARK = re.compile(r"[\"“”„«»‹›]|''|``|(?<!\w)['‘’](?=\w)|(?<=[.,?!])['’](?!\w)")
_APOSTROPHE = re.compile(r"\w['’ʼ]\w")
_GAP = re.compile(r"(?<=\w) [.,](?=\s|$)")
"""A stop set off from its word: the mark that stood there became a space."""
_STOPS = re.compile(r"(?<=\w)[.,](?=\s|$)")
_ENOUGH = 3
_TOKENISED = 0.5
"""Where more of the stops than this are set off, so is every word: a tokenised text, which is no loss."""
_EDGE = re.compile(r"^ (?=[A-Z])|(?<=[.?!]) $", re.M)
"""A space at the edge of a paragraph, where a mark stood."""
_SPACES = re.compile(r"  +|^ +(?=\S)|(?<=\S) +$", re.M)
_LINE = re.compile(r"[^\n]+")
_AFTER_STOP = re.compile(r"[.?!](?P<gap> +)(?=[A-Z])")
_TOKEN = re.compile(r"[\w'\-]+")
_LAST_WORDS = re.compile(r"((?:\w+ )?\w+),$")
_LONGEST_CUE = 30
_LONGEST_TERM = 60
"""Characters of a quotation of a few words within a clause."""
_ENDS = frozenset(".?!…")
_CLOSING = _ENDS | {","}
_DASHES = frozenset("-–—")
_AHEAD = 240
"""Characters after a quotation in which its attribution is looked for."""
_NARROW = 0.1
_TELLING_STOPS = 4
"""Where of so many stops fewer than this share have one space after them, two are how the text is set."""


def quotes_lost(text: str, lexicon: Lexicon) -> bool:
    """Whether a text of some length has no quotation mark at all, and traces of some it had."""
    text = text[:MINED_CHARS]
    if len(text) < SHORTEST or _MARK.search(text):
        return False
    gaps = len(_GAP.findall(text))
    if gaps > _TOKENISED * (gaps + len(_STOPS.findall(text))):
        gaps = 0
    prose = lexicon.prose
    orphans = 0 if _APOSTROPHE.search(text) else len(prose.orphan.findall(text))
    edges = len(_EDGE.findall(text))
    traces = (gaps, orphans, len(prose.double_space.findall(text)), len(prose.spoken.findall(text)), edges // 2)
    return max(traces) >= _ENOUGH or sum(map(bool, traces)) > 1


def restored(view: str, lexicon: Lexicon) -> str:
    """A view of a text that lost its quotation marks, with the marks put back; as long as it was."""
    stops = [len(m["gap"]) for m in _AFTER_STOP.finditer(view)]
    wide = len(stops) >= _TELLING_STOPS and stops.count(1) < _NARROW * len(stops)
    letters = list(view)
    for line in _LINE.finditer(view):
        for opened, closed in _pairs(view, *line.span(), lexicon, after_stop=3 if wide else 2):
            letters[opened] = letters[closed] = '"'
    return "".join(letters)


def _pairs(view: str, start: int, end: int, lexicon: Lexicon, *, after_stop: int) -> list[Offsets]:
    """Where a quotation opened and closed in one line.

    `after_stop`: how many spaces after a full stop are more than how the text is set.
    """
    found: list[Offsets] = []
    opened: int | None = None
    within: int | None = None
    for gap in _SPACES.finditer(view, start, end):
        before = view[gap.start() - 1] if gap.start() > start else ""
        after = view[gap.end()] if gap.end() < end else ""
        ended = before in _ENDS and (len(gap.group()) >= after_stop or not after)
        attributed = before in _CLOSING and _is_attributed(view, gap.end(), end, lexicon)
        if opened is not None:
            if attributed or ended or (before in _CLOSING and not after):
                found.append((opened, gap.start()))
                opened = None
        elif not before or _announces(view, start, gap.start(), lexicon):
            opened, within = gap.end() - 1, None
        elif within is not None:
            if gap.start() - within <= _LONGEST_TERM:
                found.append((within, gap.start()))
            within = None
        elif before.isalnum():
            within = gap.end() - 1 if after.isalnum() else None
        elif attributed:
            continue
        elif ended or before == "," or before in _DASHES:
            opened = gap.end() - 1
    return found


def _announces(view: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a verb of saying (and one word for the one told) and a comma, or a colon, stand right before."""
    if view[end - 1] == ":":
        return True
    words = _LAST_WORDS.search(view, max(start, end - _LONGEST_CUE), end)
    return bool(words and any(word.lower() in lexicon.saying.cues for word in words.group(1).split()))


def _is_attributed(view: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a verb of saying follows before the next gap: "the old mayor, Ada Lund, said"."""
    end = min(end, start + _AHEAD)
    gap = _SPACES.search(view, start, end)
    words = _TOKEN.findall(view, start, gap.start() if gap else end)
    return any(word.lower() in lexicon.saying.sure_cues for word in words)
