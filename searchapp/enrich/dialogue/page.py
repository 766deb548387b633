"""What the forms of set speech share: the page they look at, labels on it, and the turn that they give.

Knows nothing of single forms.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from searchapp.enrich.attribution.descriptors import Descriptors, descriptors_of
from searchapp.enrich.attribution.salience import Speaker
from searchapp.enrich.dialogue.people import Label, People
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.segment.quotation_marks import Quote
from searchapp.model import Mention, Offsets

_STOPS = re.compile(r"[.?!…]")
_SENTENCE_ENDS = ".?!…-—–"
_SPACES = " \n"
_BEFORE = 90
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that stand under, beside or above a name: `start` to `end` has both, `label` only the name."""

    speaker: Speaker
    spans: tuple[Offsets, ...]
    start: int
    end: int
    label: Offsets


@dataclass(frozen=True, slots=True)
class Form:
    """One way to set speech. `name` and `confidence`, in 0..1, are those of the statements it finds."""

    name: str
    find: Callable[[Page], list[Turn]]
    confidence: float


@dataclass(frozen=True)
class Page:
    """A story's mined paragraphs, with the quotations in each and the names in all."""

    view: str
    paragraphs: Sequence[Offsets]
    quotes: Mapping[int, Sequence[Quote]]
    mentions: Sequence[Mention]
    """In the order of the text."""
    lexicon: Lexicon

    @cached_property
    def people(self) -> People:
        """Whom the story names."""
        return People(self.view, self.mentions, self.lexicon)

    @cached_property
    def told(self) -> Descriptors:
        """What the story tells of them."""
        return descriptors_of(self.view, self.mentions, self.lexicon)

    @cached_property
    def labels(self) -> dict[int, Label]:
        """What stands before a colon at the head of a paragraph, by the paragraph's number."""
        found = ((n, self.people.label_at(a, b)) for n, (a, b) in enumerate(self.paragraphs))
        return {n: label for n, label in found if label}

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """The names that begin in a stretch of the view."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def quoted_whole(self, number: int) -> Sequence[Quote]:
        """The quotations of a paragraph that is nothing else; () where it is more."""
        start, end = self.paragraphs[number]
        quotes = self.quotes.get(number, ())
        at = start
        for quote in quotes:
            if self.view[at : quote.start].strip(_SPACES):
                return ()
            at = quote.end
        return () if self.view[at:end].strip(_SPACES + ".") else quotes

    def is_spoken(self, start: int, end: int) -> bool:
        """Whether words speak to someone, what they quote left out."""
        return any(self.lexicon.dialogue.talk.search(text) for text in self._unquoted(start, end)) or (
            "?" in self.view[start:end]
        )

    def ends_sentence(self, start: int, end: int) -> bool:
        """Whether words end like a sentence, or break off."""
        return self.view[start:end].rstrip(" \n\"')]")[-1:] in _SENTENCE_ENDS

    def before_titles(self, mention: Mention) -> str:
        """What stands before a name and its titles in its line."""
        before = self.view[max(0, mention.start - _BEFORE) : mention.start].rpartition("\n")[2]
        words = before.split(" ")
        openers = self.lexicon.people.name_openers
        while len(words) > 1 and words[-2].lower().rstrip(".") in openers:
            words = [*words[:-2], ""]
        return " ".join(words)

    def trimmed(self, start: int, end: int) -> Offsets | None:
        """Without the spaces around; None where nothing with a letter is left."""
        while start < end and self.view[start].isspace():
            start += 1
        while end > start and self.view[end - 1].isspace():
            end -= 1
        return (start, end) if any(map(str.isalnum, self.view[start:end])) else None

    def _unquoted(self, start: int, end: int) -> list[str]:
        return self.view[start:end].split('"')[::2]


def inner_span(page: Page, quote: Quote) -> Offsets | None:
    """A quotation without its marks."""
    return page.trimmed(quote.start + 1, quote.end - 1 if quote.closed else quote.end)


def is_speech(page: Page, quote: Quote) -> bool:
    """Whether a quotation is words said, not a title: a sentence, or several words in small letters."""
    words = quote.inner(page.view).split()
    small = sum(word[:1].islower() for word in words)
    stops = bool(_STOPS.search(quote.last_words(page.view)[-1:]))
    spoken = len(words) > _FEW_WORDS or bool(page.lexicon.dialogue.talk.search(quote.inner(page.view)))
    return bool(words) and (stops or (spoken and 2 * small >= len(words)))
