"""Paragraphs and sentences of a view, quotations kept whole.

A sentence never ends inside a quotation, nor after "Oct.", "Col." or an initial; `"It is!" she said.` is one.
Knows nothing of names or statements; linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.segment.quotation_marks import Quote, quotes_in
from searchapp.enrich.segment.stops import NEXT_WORD, STOP, ends_sentence
from searchapp.model import Offsets

LONGEST_SENTENCE = 1_500
"""A longer one is cut at a space: what has no full stop for so long is a list or no prose."""

LONGEST_PARAGRAPH = 6_000
"""A longer one is cut at a space, so that what the model holds at once stays small."""
MOST_PARAGRAPHS = 10_000
"""A story of more is a list: the rest is not mined."""
_PROSE_FROM = 2_000
_PROSE_LETTERS = 0.5
_PROSE_DISTINCT = 0.05
"""A paragraph of so many characters with fewer letters or fewer different words is no prose and is not mined."""

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?=[a-z])[^\n]+)*")
_SETS_OFF = re.compile(r";\s|:\s(?=[A-Z])")
_CLAUSE_WORDS = 25
_LEAST_WORDS = 3
_ATTRIBUTION_WORDS = 6
_WORDS_TO_VERB = 4
"""After a question, and after a full stop, so many words may lead to a verb of saying that attributes it."""
_TOKEN = re.compile(r"[\w'\-]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph, with the quotations in it; all offsets into the view."""

    start: int
    end: int
    paragraph: int
    quotes: tuple[Quote, ...] = ()
    whole: Offsets | None = None
    """The sentence as printed, where this is one of its clauses ("…; the coalition said …")."""

    @property
    def printed(self) -> Offsets:
        """The whole sentence as a reader sees it."""
        return self.whole or (self.start, self.end)


def paragraphs_of(view: str, unmined: Sequence[Offsets]) -> list[Offsets]:
    """The paragraphs that are mined, trimmed; a dateline is cut off the head of its own."""
    found: list[Offsets] = []
    holes = list(unmined)
    at = 0
    for match in _PARAGRAPH.finditer(view):
        start, end = match.span()
        while at < len(holes) and holes[at][1] <= start:
            at += 1
        cuts = [h for h in holes[at : at + 50] if h[0] < end and h[1] > start]
        for cut_start, cut_end in cuts:
            _add_paragraph(view, start, cut_start, found)
            start = max(start, cut_end)
        _add_paragraph(view, start, end, found)
        if len(found) >= MOST_PARAGRAPHS:
            break
    return found


def _add_trimmed(view: str, start: int, end: int, into: list[Offsets]) -> None:
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    if start < end:
        into.append((start, end))


def _add_paragraph(view: str, start: int, end: int, into: list[Offsets]) -> None:
    """Add a paragraph if it is prose, in pieces if it is far too long."""
    if end - start >= _PROSE_FROM and not _is_prose(view[start:end]):
        return
    while end - start > LONGEST_PARAGRAPH:
        space = view.rfind(" ", start + 1, start + LONGEST_PARAGRAPH)
        stop = space if space > start else start + LONGEST_PARAGRAPH
        _add_trimmed(view, start, stop, into)
        start = stop
    _add_trimmed(view, start, end, into)


def _is_prose(text: str) -> bool:
    words = text.split()
    letters = sum(map(str.isalpha, text))
    return letters >= _PROSE_LETTERS * len(text) and len(set(words)) >= _PROSE_DISTINCT * len(words)


def sentences_of(view: str, paragraphs: Sequence[Offsets], lexicon: Lexicon) -> list[Sentence]:
    """All sentences of the given paragraphs, in order."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs):
        quotes = quotes_in(view, start, end)
        for a, b in _split(view, start, end, quotes, lexicon):
            mine = tuple(q for q in quotes if q.start < b and q.end > a)
            pieces = _clauses(view, a, b, mine, lexicon)
            for c, d in pieces:
                inside = tuple(q for q in mine if q.start < d and q.end > c)
                found.append(Sentence(c, d, number, inside, (a, b) if len(pieces) > 1 else None))
    return found


def _clauses(view: str, start: int, end: int, quotes: Sequence[Quote], lexicon: Lexicon) -> list[Offsets]:
    """A sentence in two where a semicolon or colon sets off a clause with a speaker of its own."""
    pieces: list[Offsets] = []
    for mark in _SETS_OFF.finditer(view, start, end):
        if any(q.start < mark.start() < q.end for q in quotes):
            continue
        left = _TOKEN.findall(view, start, mark.start())
        right = _TOKEN.findall(view, mark.end(), end)[:_CLAUSE_WORDS]
        if len(left) < _LEAST_WORDS or not _says_of_its_own(right, lexicon):
            continue
        told_before = any(w.lower() in lexicon.saying.sure_cues for w in left)
        closes_all = not told_before and lexicon.prose.closes_all.search(view, mark.end(), end)
        if told_before if mark.group(0)[0] == ":" else closes_all:
            continue
        _add_trimmed(view, start, mark.start() + 1, pieces)
        start = mark.end()
    _add_trimmed(view, start, end, pieces)
    return pieces


def _says_of_its_own(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a clause that begins with these words has a subject and a sure verb of saying after it."""
    cues = lexicon.saying.sure_cues
    if not words or words[0].lower() in cues or words[0].lower() in lexicon.prose.dependent:
        return False
    at = next((n for n, word in enumerate(words) if word.lower() in cues), 0)
    return at > 0 and not (at == 1 and words[0].lower() in lexicon.prose.joining)


def _split(view: str, start: int, end: int, quotes: Sequence[Quote], lexicon: Lexicon) -> list[Offsets]:
    spans: list[Offsets] = []
    begin = start
    for stop in _boundaries(view, start, end, quotes, lexicon):
        _cut(view, begin, stop, spans, atomic=bool(quotes))
        begin = stop
    _cut(view, begin, end, spans, atomic=bool(quotes))
    return spans


def _cut(view: str, start: int, end: int, spans: list[Offsets], *, atomic: bool) -> None:
    """Add one sentence, trimmed; in pieces if it is far too long (a quotation may be long)."""
    longest = LONGEST_SENTENCE * (4 if atomic else 1)
    while end - start > longest:
        space = view.rfind(" ", start + 1, start + longest)
        stop = space if space > start else start + longest
        _add_trimmed(view, start, stop, spans)
        start = stop
    _add_trimmed(view, start, end, spans)


def _boundaries(view: str, start: int, end: int, quotes: Sequence[Quote], lexicon: Lexicon) -> list[int]:
    """Where sentences end, outside quotations and right after them."""
    found: list[int] = []
    gap = start
    begin = start
    for quote in [*quotes, Quote(end, end)]:
        for stop in STOP.finditer(view, gap, min(quote.start, end)):
            if ends_sentence(view, stop, found[-1] if found else start, quote, lexicon):
                found.append(stop.end())
        begin = found[-1] if found else begin
        leads = not view[begin : quote.start].strip()
        if quote.start < end and _quote_ends_sentence(view, quote, end, leads=leads, lexicon=lexicon):
            found.append(quote.end)
        gap = quote.end
    return found


def _quote_ends_sentence(view: str, quote: Quote, end: int, *, leads: bool, lexicon: Lexicon) -> bool:
    """Whether a sentence ends with this quotation: it closes with a full stop and no attribution follows.

    Only after a quotation that leads its sentence is `She said` taken for its attribution.
    """
    inner = quote.last_words(view)
    if not quote.closed or not inner or inner[-1] not in ".?!…":
        return False
    rest = view[quote.end : min(end, quote.end + 120)]
    following = NEXT_WORD.match(rest)
    if not following:
        return True
    if following.group(1)[0].islower() or following.group(1) in ",;:-—–":
        return False
    if not leads or rest.lstrip().startswith('"'):
        return True
    return not _attributes(rest, _WORDS_TO_VERB if inner[-1] == "." else _ATTRIBUTION_WORDS, lexicon)


def _attributes(text: str, within: int, lexicon: Lexicon) -> bool:
    """Whether a text opens with a subject, a verb of saying `within` so many words, and nothing said after it."""
    words = list(_TOKEN.finditer(text))[: within + 1]
    said = lexicon.saying.reporting_word
    verb = next((n for n, word in enumerate(words[1:within], start=1) if said.fullmatch(word.group())), None)
    if verb is None:
        return False
    if verb + 1 >= len(words) or text[words[verb].end() : words[verb + 1].start()].strip():
        return True
    following, cue = words[verb + 1].group(), lexicon.saying.cues[words[verb].group().lower()]
    if following.lower() in lexicon.grammar.that | lexicon.grammar.conditions:
        return False
    opens = following.lower() in lexicon.people.pronouns | lexicon.grammar.articles
    named = following[0].isupper() and following.lower() not in lexicon.plain.days
    return cue.addressee or not (opens or named)
