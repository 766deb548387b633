"""One sentence for the parser, and its grammar back in the story's offsets.

A quotation that is words said ("…," she said) is handed to the parser as two plain words, so that what is
quoted neither confuses nor slows it; a name that is a sentence ("The Tide Is Rising") as one word; other
quotation marks are left out. Knows nothing of cues or speakers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.models.spacy_model import Word
from searchapp.enrich.segment.quotation_marks import CLAUSE_WORDS, Quote
from searchapp.enrich.segment.sentences import Sentence
from searchapp.model import Offsets

_LAST_WORD = re.compile(r"([\w']+)\W*$")
_GAPS = re.compile(r"[^\S ]\s*|\s{2,}|\s(?=[,.;:?!])")
"""What stands between words but a single space before the next."""
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what the parser reads, from `at`, and where it stands in the view: `start` to `end`.

    `quote` is the quotation it stands for, if any. A piece that `stands_in` is not what stands there.
    """

    at: int
    start: int
    end: int
    quote: Quote | None = None
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the parser reads, and where each piece of it stands."""

    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the view. `quote` is set on the words that stand for a quotation."""

    text: str
    start: int
    end: int
    head: int
    relation: str
    quote: Quote | None = None


@dataclass(slots=True)
class Tree:
    """A parsed sentence; `lexicon` has the words of its language."""

    tokens: list[Token]
    sentence: Sentence
    lexicon: Lexicon
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.children = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                self.children[token.head].append(i)

    def kids(self, i: int, *relations: str) -> list[int]:
        """The children of a word that stand in one of these relations to it."""
        return [k for k in self.children[i] if self.tokens[k].relation in relations]

    def first(self, i: int, *relations: str) -> int | None:
        """The first child in one of these relations."""
        return next(iter(self.kids(i, *relations)), None)

    def subtree(self, i: int, without: Iterable[int] = ()) -> list[int]:
        """The positions of a word and all below it, in order, less the subtrees named."""
        barred = set(without)
        found: list[int] = []
        todo = [i]
        while todo:
            at = todo.pop()
            if at in barred:
                continue
            found.append(at)
            todo.extend(self.children[at])
        return sorted(found)

    def above(self, i: int) -> list[int]:
        """The heads of a word, nearest first."""
        heads: list[int] = []
        while self.tokens[i].head != i and len(heads) < len(self.tokens):
            i = self.tokens[i].head
            heads.append(i)
        return heads

    def word(self, i: int) -> str:
        """A word in lower case, or "" outside the sentence."""
        return self.tokens[i].text.lower() if 0 <= i < len(self.tokens) else ""

    def span(self, positions: Sequence[int]) -> Offsets:
        """From the first of these words to the last."""
        return self.tokens[positions[0]].start, self.tokens[positions[-1]].end


def words_said(view: str, sentence: Sentence, quote: Quote, lexicon: Lexicon) -> bool:
    """Whether a quotation is a clause of speech, not a term or a title in quotation marks."""
    inner = quote.last_words(view).lstrip()
    if not inner or _is_title(inner, lexicon):
        return False
    before = view[sentence.start : quote.start].rstrip()
    after = view[quote.end : sentence.end].lstrip()
    closes = inner[-1] in ",.?!…" or after[:1] in (",", "") or not quote.closed
    announced = before[-1:] == ":" and after[:1] in (".", "?", "!")
    long = len(_WORDS.findall(inner[:400])) >= CLAUSE_WORDS
    if not before:
        return closes and (long or inner[-1] in ",?!." or after[:1] == ",")
    last = _LAST_WORD.search(before[-30:])
    spoken = bool(last and lexicon.saying.reporting_word.fullmatch(last.group(1))) and (
        inner[0].isupper() or before[-1] in ",:"
    )
    if before[-1] == "," and (closes or after[0] in ".?!;") and _resumes(view, sentence, quote):
        return True
    if before[-1] in ",:—–-" or spoken:
        resumed = before[-1] == "," and any(q.end < quote.start for q in sentence.quotes)  # "…," X said, "and …"
        return announced or (closes and (long or resumed or inner[0].isupper())) or (spoken and before[-1] in ",:")
    return False


def _is_title(inner: str, lexicon: Lexicon) -> bool:
    """Whether words in quotation marks are those of a book or a song: "Long Way to the Sea"."""
    words = _WORDS.findall(inner[:200])
    small = lexicon.forms.small | lexicon.grammar.articles
    great = [word for word in words if word.lower() not in small]
    return inner[-1] not in ".?!…" and len(great) > 1 and all(word[0].isupper() for word in great)


def _resumes(view: str, sentence: Sentence, quote: Quote) -> bool:
    """Whether a quotation before it broke off for its attribution: "The dam," X said, "is old."."""
    earlier = (q for q in sentence.quotes if q.closed and q.end <= quote.start)
    return any("," in (view[q.end : q.end + 1], q.inner(view).rstrip()[-1:]) for q in earlier)


def prepare(view: str, sentence: Sentence, lexicon: Lexicon, *, names: Sequence[Offsets] = ()) -> Prepared:
    """What the parser is to read for a sentence; `names` are those in it that hold a verb."""
    text: list[str] = []
    pieces: list[Piece] = []
    length = 0

    def add(piece: str, start: int, quote: Quote | None = None, end: int | None = None) -> None:
        nonlocal length
        if piece:
            pieces.append(Piece(length, start, end or start + len(piece), quote, end is not None))
            text.append(piece)
            length += len(piece)

    def add_plain(start: int, end: int) -> None:
        for a, b in names:
            if start <= a and b <= end:
                add_words(start, a)
                add(lexicon.grammar.name_stand_in, a, end=b)
                start = b
        add_words(start, end)

    def add_words(start: int, end: int) -> None:
        at = start
        while at < end and view[at].isspace():
            at += 1
        if at > start:
            add_gap(start, at, end)
        for gap in _GAPS.finditer(view, at, end):
            add(view[at : gap.start()], at)
            add_gap(gap.start(), gap.end(), end)
            at = gap.end()
        add(view[at:end], at)

    def add_gap(start: int, after: int, end: int) -> None:
        stray = after < end and view[after] in ",.;:?!"  # "he said ." lost something before its stop
        if length and not stray and not text[-1].endswith(" "):
            add(" ", start)

    at = sentence.start
    for quote in sentence.quotes:
        add_plain(at, quote.start)
        if words_said(view, sentence, quote, lexicon):
            if text and not text[-1].endswith((" ", "(")):
                add(" ", quote.start)
            subject, verb = lexicon.grammar.stand_in
            add(subject.lower() if text else subject, quote.start, quote)
            add(" ", quote.start)
            add(verb, quote.start, quote)
            rest = view[quote.end : sentence.end].lstrip()
            if rest and rest[0] not in ",.;:?!)":
                add(",", quote.end)
                if not view[quote.end].isspace():
                    add(" ", quote.end)
        else:
            inner_end = min(quote.end - 1 if quote.closed else quote.end, sentence.end)
            add_plain(max(quote.start + 1, sentence.start), inner_end)
        at = min(quote.end, sentence.end)
    add_plain(at, sentence.end)
    grammar = lexicon.grammar
    return Prepared(grammar.misread.sub(grammar.read_instead, "".join(text)), tuple(pieces))


def tree_of(prepared: Prepared, words: Sequence[Word], sentence: Sentence, lexicon: Lexicon) -> Tree:
    """The grammar of a sentence in the offsets of the view."""
    tokens: list[Token] = []
    pieces = prepared.pieces
    at = 0
    for word in words:
        while at + 1 < len(pieces) and pieces[at + 1].at <= word.start:
            at += 1
        last = at
        while last + 1 < len(pieces) and pieces[last + 1].at < word.end:
            last += 1
        first, end = pieces[at], pieces[last]
        if quote := first.quote or end.quote:
            span = (quote.start, min(quote.end, sentence.end))
        else:
            span = (
                first.start if first.stands_in else first.start + word.start - first.at,
                end.end if end.stands_in else min(end.start + word.end - end.at, end.end),
            )
        text = prepared.text[word.start : word.end]
        tokens.append(Token(text, *span, min(word.head, len(words) - 1), word.relation, quote))
    return Tree(tokens, sentence, lexicon)
