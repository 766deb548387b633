"""Whether a text lost its quotation marks on the way to us, by the traces that losing them leaves.

A story that merely quotes nobody has none of these traces. Knows the text as given; no sentences, no names.
"""

from __future__ import annotations

import re

from searchapp.enrich.segment.normalize import MINED_CHARS

SHORTEST = 240
"""Characters; a shorter text without a quotation mark tells nothing."""
_MARK = re.compile(r"[\"“”„«»‹›]|''|``|(?<!\w)['‘’](?=\w)|(?<=[.,?!])['’](?!\w)")
_APOSTROPHE = re.compile(r"\w['’ʼ]\w")
_ORPHAN = re.compile(
    r"(?<=[a-z]) s (?=[a-z])|\b(?:don|doesn|didn|isn|aren|wasn|weren|hasn|haven|hadn|won|wouldn|couldn|"
    r"shouldn|can) t\b|\b(?:I|[Ww]e|[Yy]ou|[Tt]hey) (?:ve|ll|re)\b"
)
_GAP = re.compile(r"(?<=\w) [.,](?=\s|$)")
"""A stop set off from its word: the mark that stood there became a space."""
_DOUBLE_SPACE = re.compile(
    r"(?<=[a-z][,?!]) {2}(?=[A-Za-z])"
    r"|(?<=\w) {2}(?=[a-z][\w ]{2,60}[a-z],? {2}[a-z])|(?<=\b(?:said|says|told|that)) {2}(?=\w)"
)
"""Two spaces after a comma or a verb of saying, or around a term."""
_STOPS = re.compile(r"(?<=\w)[.,](?=\s|$)")
_SPOKEN = re.compile(r"\b(?:I|we|We|our|Our|my|My|us)\b[^.\n]{3,200}?, (?:\w+ ){0,3}(?:said|says|told|added)\b")
"""Someone's "we" or "I" with its attribution: words that only a quotation can hold."""
_ENOUGH = 3
_TOKENISED = 0.5
"""Where more of the stops than this are set off, so is every word: a tokenised text, which is no loss."""


def quotes_lost(text: str) -> bool:
    """Whether a text of some length has no quotation mark at all, and traces of some it had."""
    text = text[:MINED_CHARS]
    if len(text) < SHORTEST or _MARK.search(text):
        return False
    gaps = len(_GAP.findall(text))
    if gaps > _TOKENISED * (gaps + len(_STOPS.findall(text))):
        gaps = 0
    orphans = 0 if _APOSTROPHE.search(text) else len(_ORPHAN.findall(text))
    traces = (gaps, orphans, len(_DOUBLE_SPACE.findall(text)), len(_SPOKEN.findall(text)))
    return max(traces) >= _ENOUGH or sum(map(bool, traces)) > 1
