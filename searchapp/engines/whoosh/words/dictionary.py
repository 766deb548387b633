"""The words that stories are written in: those near to another, those that begin so, and how each is written."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence

import numpy as np

from searchapp.engines.arrays import Array, Ints, distinct
from searchapp.engines.spelling.likelihood import Candidate, likeliest
from searchapp.engines.spelling.nearness import Letters
from searchapp.engines.whoosh.disk.segment import FieldPostings
from searchapp.engines.whoosh.layout import KIND_FIELDS
from searchapp.engines.whoosh.read.postings import PostingsReader
from searchapp.engines.whoosh.read.stories import Stories
from searchapp.query.matching import Slot, slots
from searchapp.query.result import Spelling
from searchapp.query.tree import Word
from searchapp.text.analysis import fold_word, is_function_word, stem_term

FIELDS = tuple(KIND_FIELDS["story"])
MOST_READ = 3
"""Stories in which it is looked up how a word is written; one may have it at the head of a sentence."""
MOST_COMPARED = 64
"""Words of a field of a segment that begin alike, of which the commonest of the archive are chosen."""
_OTHER_TERMS = b"~ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""How stems and acronyms begin; an exact form has no capitals."""


class Vocabulary:
    """The exact forms in one text field of a segment; their letters are read once they are asked for."""

    def __init__(self, postings: FieldPostings) -> None:
        self._postings = postings
        self._lock = threading.Lock()
        self._read: tuple[Letters, Array] | None = None

    def _letters(self) -> tuple[Letters, Array]:
        with self._lock:
            if self._read is None:
                terms = self._postings.terms()
                first = np.append(terms.blob, 0)[terms.starts[:-1]]
                kept = np.flatnonzero(~np.isin(first, np.frombuffer(_OTHER_TERMS, dtype=np.uint8)))
                self._read = Letters(terms.taken(kept)), kept
            return self._read

    def near(self, word: str) -> list[tuple[str, int, int]]:
        """(exact form, edits, records) of those near to a word."""
        letters, kept = self._letters()
        found = ((int(kept[n]), edits) for n, edits in letters.near(word))
        return [(self._postings.term(n), edits, int(self._postings.records(n, n + 1)[0])) for n, edits in found]

    def beginning(self, start: str) -> list[tuple[str, int]]:
        """(exact form, records) of those that begin so, no more than the commonest."""
        first, last = self._postings.beginning(start.encode())
        records = self._postings.records(first, last).astype(np.int64)
        common = np.argsort(-records, kind="stable")[:MOST_COMPARED]
        return [(self._postings.term(first + n), int(records[n])) for n in common.tolist()]


class Dictionary:
    """The words of an archive's stories; safe to share between threads.

    What is counted first are records as segments have them, of what is left over stories that are there.
    """

    def __init__(self, archive: Stories, postings: PostingsReader) -> None:
        self._archive = archive
        self._postings = postings
        self._parts = [Vocabulary(s.postings["story", name]) for s in archive.segments for name in FIELDS]

    def stories(self, word: str) -> int:
        """How many stories a word finds."""
        return len(self._found(slots(Word(word))))

    def near(self, word: str, *, most: int) -> list[Spelling]:
        """Words that may be meant by one, likeliest first; what it finds anyway is none of them."""
        edits: dict[str, int] = {}
        records: Counter[str] = Counter()
        for part in self._parts:
            for exact, away, count in part.near(word):
                edits[exact] = away
                records[exact] += count
        own = stem_term(word)
        there = (Candidate(exact, edits[exact], n) for exact, n in records.items() if stem_term(exact) != own)
        return self._spellings([c.exact for c in likeliest(word, there, most=2 * most)], most)

    def beginning(self, start: str, *, most: int) -> tuple[Spelling, ...]:
        """The words that begin so, those that most stories have first; one of each stem."""
        records: Counter[str] = Counter()
        for part in self._parts:
            for exact, count in part.beginning(fold_word(start)):
                records[exact] += count
        common = sorted(records, key=lambda exact: (-records[exact], exact))[:MOST_COMPARED]
        by_stem: dict[str, str] = {}
        for exact in common:
            if not is_function_word(exact):
                by_stem.setdefault(stem_term(exact), exact)
        return tuple(self._spellings(list(by_stem.values()), most))

    def _spellings(self, words: Sequence[str], most: int) -> list[Spelling]:
        """The first of some words that stories have, each as they write it."""
        out: list[Spelling] = []
        for exact in words:
            if len(out) < most and (ids := self._found((Slot(exact),))).size:
                out.append(Spelling(self._written(exact, ids), len(ids)))
        return out

    def _found(self, row: Sequence[Slot]) -> Ints:
        """The stories that have the first of a word's terms in a field."""
        found = [self._postings.find(name, row[0]).records() for name in FIELDS] if row else []
        return distinct(np.concatenate(found)) if found else np.empty(0, dtype=np.int32)

    def _written(self, exact: str, ids: Ints) -> str:
        """A word as most of the first stories write it; of two ways the one in small letters."""
        ways: Counter[str] = Counter()
        for name in reversed(FIELDS):
            there = self._postings.find(name, Slot(exact))
            few = there.records()[:MOST_READ]
            for number, places in zip(few.tolist(), there.places_in(few), strict=True):
                shown = self._archive.shown(number)
                text, tokens = (
                    (shown.text, shown.tokens) if name == "text" else (shown.title or "", shown.title_tokens)
                )
                ways.update(text[a:b] for a, b in tokens.of((p, p) for p in places[:MOST_READ]))
            if ways:
                break
        plain = {way: n for way, n in ways.items() if way.isalnum()} or {exact: 1}
        return min(plain, key=lambda way: (way != way.lower() and way.lower() in plain, -plain[way], way))
