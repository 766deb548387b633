"""The grammar of a sentence as far as saying goes, by places and closed word lists: who, the verb, what was said.

Marks one verb of saying with its subject and its clause, and every other word as hanging on the nearest of
these, in the labels of the parser, so that the same rules read it. Knows nothing of names or of the story.
"""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.lexicon.patterns import Plain
from searchapp.enrich.models.spacy_model import Word

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][a-z]{0,3}\.(?= [A-Z])|[\w'\-]*\w|[^\w\s]")
_PHRASE_WORDS = 14
_ADJUNCT_WORDS = 8


def grammar_of(text: str, lexicon: Lexicon) -> list[Word]:
    """The words of one sentence; those of no statement all hang on the first."""
    spans = [m.span() for m in _TOKEN.finditer(text)]
    words = [text[a:b] for a, b in spans]
    low = [w.lower() for w in words]
    heads, relations = [0] * len(words), ["dep"] * len(words)
    if words:
        relations[0] = "ROOT"
        if not _according(low, heads, relations, lexicon):
            _saying(words, low, heads, relations, lexicon)
    return [Word(a, b, heads[i], relations[i]) for i, (a, b) in enumerate(spans)]


def _according(low: list[str], heads: list[int], relations: list[str], lexicon: Lexicon) -> bool:
    opens, to = lexicon.saying.according, lexicon.grammar.to
    at = next((i for i in range(len(low) - 2) if low[i] in opens and low[i + 1] in to), None)
    if at is None:
        return False
    end = _phrase_end(low, at + 2, lexicon.plain)
    root = 0 if at else min(end + 1, len(low) - 1)
    if at < root < max(end, at + 3):
        return False  # Nothing but the source: nobody says anything.
    for i in range(len(low)):
        heads[i], relations[i] = root, "dep"
    relations[root] = "ROOT"
    heads[at], relations[at] = root, "prep"
    heads[at + 1], relations[at + 1] = at, "prep"
    head = _hang(low, (at + 2, end), heads, relations, lexicon)
    heads[head], relations[head] = at + 1, "pobj"
    return True


def _saying(words: list[str], low: list[str], heads: list[int], relations: list[str], lexicon: Lexicon) -> None:
    cues, before = lexicon.saying.cues, lexicon.plain.before_nouns
    sure = lexicon.saying.sure_cues
    # What may be a noun ("the state") comes after what surely is a verb.
    for i in sorted(range(len(low)), key=lambda i: low[i] not in sure):
        cue = cues.get(low[i])
        if cue is None or not cue.clause or cue.weak or cue.participle or (i and low[i - 1] in before):
            continue
        subject = _subject_before(words, low, i, lexicon) or _subject_after(words, low, i, lexicon)
        if subject is None:
            continue
        _mark(low, i, subject, heads, relations, told=cue.addressee, lexicon=lexicon)
        return


def _subject_before(words: list[str], low: list[str], i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The noun phrase that ends right before a verb, or before the aside between two commas: (start, end)."""
    plain = lexicon.plain
    end = i
    while end and (low[end - 1] in plain.between or low[end - 1].endswith(plain.adverb_endings)):
        end -= 1
    if end and words[end - 1] == ",":
        comma = next((k for k in range(end - 2, -1, -1) if words[k] == ","), None)
        if comma is None or not comma:
            return None
        end = comma
    start = end
    while start and end - start < _PHRASE_WORDS and not _is_edge(words[start - 1], low[start - 1], lexicon):
        start -= 1
    while start < end and low[start] in plain.phrase_openers:
        start += 1
    return (start, end) if start < end and not low[start].isdigit() else None


def _subject_after(words: list[str], low: list[str], i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The noun phrase right after a verb that follows a comma or a quotation: ", said the mayor"."""
    if not i or words[i - 1] not in (",", lexicon.grammar.stand_in[1]):
        return None
    end = _phrase_end(low, i + 1, lexicon.plain)
    return (i + 1, end) if end > i + 1 and low[i + 1] not in lexicon.plain.phrase_openers else None


def _is_edge(word: str, low: str, lexicon: Lexicon) -> bool:
    breaks = low in lexicon.plain.breaks or low in lexicon.saying.cues
    return (not word[-1].isalnum() and not word.endswith(".")) or breaks or word == "."


def _phrase_end(low: list[str], start: int, plain: Plain) -> int:
    end = start
    while end < len(low) and end - start < _PHRASE_WORDS and (
        low[end][0].isalnum() and low[end] not in plain.breaks and not (end > start and low[end] in plain.when)
    ):  # fmt: skip
        end += 1
    return end


def _head(low: list[str], start: int, end: int, plain: Plain) -> int:
    """The noun of a phrase: the last word before "of", "for", …"""
    for k in range(start + 1, end):
        if low[k] in plain.links:
            return k - 1
    return max(start, end - 1)


def _hang(
    low: list[str], phrase: tuple[int, int], heads: list[int], relations: list[str], lexicon: Lexicon
) -> int:
    """Hang the words of a phrase on its noun, which is given back."""
    start, end = phrase
    head = _head(low, start, end, lexicon.plain)
    for k in range(start, head):
        heads[k], relations[k] = head, "det" if low[k] in lexicon.grammar.articles else "compound"
    for k in range(head + 1, end):
        heads[k], relations[k] = head + 1, "pobj" if k == end - 1 else "dep"
    if head + 1 < end:
        heads[head + 1], relations[head + 1] = head, "prep"
    return head


def _is_adjunct(low: list[str], start: int, plain: Plain) -> bool:
    """Whether nothing but when and where follows: "on Monday in Oslo.", or the sentence goes on after a comma."""
    rest = low[start:]
    return len(rest) <= 1 or rest[0] == "," or (rest[0] in plain.when and len(rest) <= _ADJUNCT_WORDS)


def _mark(
    low: list[str],
    i: int,
    subject: tuple[int, int],
    heads: list[int],
    relations: list[str],
    *,
    told: bool,
    lexicon: Lexicon,
) -> None:
    start, end = subject
    for k in range(len(low)):
        heads[k], relations[k] = i, "dep"
    relations[i] = "ROOT"
    head = _hang(low, subject, heads, relations, lexicon)
    heads[head], relations[head] = i, "nsubj"
    listener = (i + 1, _phrase_end(low, i + 1, lexicon.plain))
    if told and end <= i and listener[0] < listener[1] < len(low):
        at = _hang(low, listener, heads, relations, lexicon)
        heads[at], relations[at] = i, "dobj"
    else:
        listener = (i + 1, i + 1)
    subject_word, verb = map(str.lower, lexicon.grammar.stand_in)
    stand_in = next((k for k in range(len(low) - 1) if low[k] == subject_word and low[k + 1] == verb), None)
    if stand_in is not None:
        heads[stand_in], relations[stand_in] = stand_in + 1, "nsubj"
        relations[stand_in + 1] = "ccomp"
        return
    that = next((k for k in range(i + 1, min(len(low), i + 16)) if low[k] in lexicon.grammar.that), None)
    before = min(start, i) - 1
    room = max(listener[1], end if start > i else 0)
    if that is not None:
        first, last = that + 1, len(low)
        heads[that], relations[that] = first if first < last else i, "mark"
    elif before > 1 and low[before] == "," and (start > i or _is_adjunct(low, room, lexicon.plain)):
        first, last = 0, before
    else:
        first, last = room, len(low)
    if first < last:
        for k in range(first + 1, last):
            heads[k], relations[k] = first, "dep"
        relations[first] = "ccomp"
        heads[first] = i
