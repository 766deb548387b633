"""Whether a text lost its quotation marks on the way to us, by the traces that losing them leaves.

A story that merely quotes nobody has none of these traces. Knows the text as given; no sentences, no names.
"""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.segment.normalize import MINED_CHARS

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
    traces = (gaps, orphans, len(prose.double_space.findall(text)), len(prose.spoken.findall(text)))
    return max(traces) >= _ENOUGH or sum(map(bool, traces)) > 1
