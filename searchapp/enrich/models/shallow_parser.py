"""The grammar of a sentence as far as saying goes, by places and closed word lists: who, the verb, what was said.

Marks one verb of saying with its subject and its clause, and every other word as hanging on the nearest of
these, in the labels of the parser, so that the same rules read it. Knows nothing of names or of the story.
"""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.en_cues import CUES
from searchapp.enrich.models.spacy_model import Word

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][a-z]{0,3}\.(?= [A-Z])|[\w'\-]*\w|[^\w\s]")
_LINKS = frozenset("of for from in at with the a an and".split())
_BREAKS = frozenset(
    """
    that which who whom whose but while although though because as if when where since until after before than
    has have had is are was were be been being will would could should can may might must do does did not to
    """.split()
)
_BETWEEN = frozenset("also later earlier then has have had repeatedly again now only himself herself".split())
_DAYS = frozenset(
    "on in at late early earlier last this monday tuesday wednesday thursday friday saturday sunday".split()
)
_PHRASE_WORDS = 14
_ADJUNCT_WORDS = 8


def grammar_of(text: str) -> list[Word]:
    """The words of one sentence; those of no statement all hang on the first."""
    spans = [m.span() for m in _TOKEN.finditer(text)]
    words = [text[a:b] for a, b in spans]
    low = [w.lower() for w in words]
    heads, relations = [0] * len(words), ["dep"] * len(words)
    if words:
        relations[0] = "ROOT"
        if not _according(low, heads, relations):
            _saying(words, low, heads, relations)
    return [Word(a, b, heads[i], relations[i]) for i, (a, b) in enumerate(spans)]


def _according(low: list[str], heads: list[int], relations: list[str]) -> bool:
    at = next((i for i in range(len(low) - 2) if low[i] == "according" and low[i + 1] == "to"), None)
    if at is None:
        return False
    end = _phrase_end(low, at + 2)
    root = 0 if at else min(end + 1, len(low) - 1)
    for i in range(len(low)):
        heads[i], relations[i] = root, "dep"
    relations[root] = "ROOT"
    heads[at], relations[at] = root, "prep"
    heads[at + 1], relations[at + 1] = at, "prep"
    head = _hang(low, (at + 2, end), heads, relations)
    heads[head], relations[head] = at + 1, "pobj"
    return True


def _saying(words: list[str], low: list[str], heads: list[int], relations: list[str]) -> None:
    for i, word in enumerate(low):
        cue = CUES.get(word)
        if cue is None or not cue.clause or cue.weak or cue.participle or (i and low[i - 1] in ("to", "the", "a")):
            continue
        subject = _subject_before(words, low, i) or _subject_after(words, low, i)
        if subject is None:
            continue
        _mark(low, i, subject, heads, relations, told=cue.addressee)
        return


def _subject_before(words: list[str], low: list[str], i: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before a verb, or before the aside between two commas: (start, end)."""
    end = i
    while end and (low[end - 1] in _BETWEEN or low[end - 1].endswith("ly")):
        end -= 1
    if end and words[end - 1] == ",":
        comma = next((k for k in range(end - 2, -1, -1) if words[k] == ","), None)
        if comma is None or not comma:
            return None
        end = comma
    start = end
    while start and end - start < _PHRASE_WORDS and not _is_edge(words[start - 1], low[start - 1]):
        start -= 1
    while start < end and low[start] in ("and", "of", "for", "in", "at", "with", "from"):
        start += 1
    return (start, end) if start < end and not low[start].isdigit() else None


def _subject_after(words: list[str], low: list[str], i: int) -> tuple[int, int] | None:
    """The noun phrase right after a verb that follows a comma or a quotation: ", said the mayor"."""
    if not i or words[i - 1] not in (",", "works"):
        return None
    end = _phrase_end(low, i + 1)
    return (i + 1, end) if end > i + 1 else None


def _is_edge(word: str, low: str) -> bool:
    return (not word[-1].isalnum() and not word.endswith(".")) or low in _BREAKS or word == "." or low in CUES


def _phrase_end(low: list[str], start: int) -> int:
    end = start
    while end < len(low) and end - start < _PHRASE_WORDS and (
        low[end][0].isalnum() and low[end] not in _BREAKS and not (end > start and low[end] in _DAYS)
    ):  # fmt: skip
        end += 1
    return end


def _head(low: list[str], start: int, end: int) -> int:
    """The noun of a phrase: the last word before "of", "for", …"""
    for k in range(start + 1, end):
        if low[k] in _LINKS - {"the", "a", "an"}:
            return k - 1
    return max(start, end - 1)


def _hang(low: list[str], phrase: tuple[int, int], heads: list[int], relations: list[str]) -> int:
    """Hang the words of a phrase on its noun, which is given back."""
    start, end = phrase
    head = _head(low, start, end)
    for k in range(start, head):
        heads[k], relations[k] = head, "det" if low[k] in ("the", "a", "an") else "compound"
    for k in range(head + 1, end):
        heads[k], relations[k] = head + 1, "pobj" if k == end - 1 else "dep"
    if head + 1 < end:
        heads[head + 1], relations[head + 1] = head, "prep"
    return head


def _is_adjunct(low: list[str], start: int) -> bool:
    """Whether nothing but when and where follows: "on Monday in Oslo.", or the sentence goes on after a comma."""
    rest = low[start:]
    return len(rest) <= 1 or rest[0] == "," or (rest[0] in _DAYS and len(rest) <= _ADJUNCT_WORDS)


def _mark(
    low: list[str], i: int, subject: tuple[int, int], heads: list[int], relations: list[str], *, told: bool
) -> None:
    start, end = subject
    for k in range(len(low)):
        heads[k], relations[k] = i, "dep"
    relations[i] = "ROOT"
    head = _hang(low, subject, heads, relations)
    heads[head], relations[head] = i, "nsubj"
    listener = (i + 1, _phrase_end(low, i + 1))
    if told and end <= i and listener[0] < listener[1] < len(low):
        at = _hang(low, listener, heads, relations)
        heads[at], relations[at] = i, "dobj"
    else:
        listener = (i + 1, i + 1)
    stand_in = next((k for k in range(len(low) - 1) if low[k] == "it" and low[k + 1] == "works"), None)
    if stand_in is not None:
        heads[stand_in], relations[stand_in] = stand_in + 1, "nsubj"
        relations[stand_in + 1] = "ccomp"
        return
    that = next((k for k in range(i + 1, min(len(low), i + 16)) if low[k] == "that"), None)
    before = min(start, i) - 1
    room = max(listener[1], end if start > i else 0)
    if that is not None:
        first, last = that + 1, len(low)
        heads[that], relations[that] = first if first < last else i, "mark"
    elif before > 1 and low[before] == "," and (start > i or _is_adjunct(low, room)):
        first, last = 0, before
    else:
        first, last = room, len(low)
    if first < last:
        for k in range(first + 1, last):
            heads[k], relations[k] = first, "dep"
        relations[first] = "ccomp"
        heads[first] = i
