"""What is a story's though it stands apart from its paragraphs: its standfirst, notes of the editors, footnotes.

A standfirst and footnotes are known by what their elements are called, notes of the editors by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice
from typing import Any

from searchapp.ingest.pages.body import words
from searchapp.ingest.pages.body.visible_text import Block, folded

_STANDFIRST = re.compile(
    r"(?:^|[-_a-z])(?:stand-?first|dek|deck|lede|sub-?(?:title|head(?:line|ing)?|deck)|excerpt|strap-?line)(?:$|[-_])",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?:^|[-_])(?:foot|end)-?notes?(?:$|[-_])", re.IGNORECASE)
_NUMBER = re.compile(r"\W*\w{1,3}\W*")
_LEVELS = 3
_LINKED = 0.4
_BEFORE, _BEHIND = 12, 12
"""Blocks between the title and the text, and behind the text, that are looked at."""
_FEWEST_WORDS = 4


def own_parts(blocks: Sequence[Block], first: int, last: int, *, but: Set[str]) -> list[int]:
    """The numbers of the story's blocks before `first` and behind `last`; none with texts of `but`."""
    found = [n for n in (*_standfirst(blocks, first), *_behind(blocks, last)) if folded(blocks[n].text) not in but]
    return [n for n in found if blocks[n].linked <= _LINKED * len(blocks[n].text)]


def _standfirst(blocks: Sequence[Block], first: int) -> Iterator[int]:
    """What stands between the title and the text and is named as the standfirst."""
    above = range(max(0, first - _BEFORE), first)
    title = next((n for n in reversed(above) if blocks[n].element.tag == "h1"), None)
    if title is None:
        return
    for n in range(title + 1, first):
        is_told = _is_named(_STANDFIRST, blocks[n]) or _is_below_title(blocks[n].element, blocks[title].element)
        if is_told and len(re.findall(r"[^\W\d_]+", blocks[n].text)) >= _FEWEST_WORDS:
            yield n


def _is_below_title(element: Any, title: Any) -> bool:
    """Whether an element is a lower heading beside the title in the header of an article."""
    header = title.getparent()
    if element.tag not in ("h2", "h3") or header is None or header.tag not in ("header", "hgroup"):
        return False
    in_article = next(header.iterancestors("article"), None) is not None
    return in_article and element.getparent() is header


def _behind(blocks: Sequence[Block], last: int) -> Iterator[int]:
    for n in range(last + 1, min(len(blocks), last + 1 + _BEHIND)):
        text = blocks[n].text
        is_note = blocks[n].has_sentence and words.EDITORS_NOTE.match(text) is not None
        if is_note or (_is_named(_FOOTNOTE, blocks[n]) and not _NUMBER.fullmatch(text)):
            yield n


def _is_named(pattern: re.Pattern[str], block: Block) -> bool:
    """Whether a block's element, or one close around it that has no title in it, is called so."""
    element: Any = block.element
    for around in (element, *islice(element.iterancestors(), _LEVELS)):
        names = f"{around.get('class') or ''} {around.get('id') or ''}".split()
        if any(map(pattern.search, names)):
            return next(around.iter("h1"), None) is None
    return False
