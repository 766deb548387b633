"""Text to tokens with offsets: the same tokens at index, query, snippet and reader.

There are no stop words. Every token has an exact form (case, accents and whatever its language varies in
spelling folded), which phrases and prefixes look for, and a stem, which a single word looks for. A function word
in capitals within mixed-case text ("IS", "US", "WHO") has a term of its own besides, so that capitals in
a query tell IS from is; lower case in a query finds both. A sentence or title without any lower case
tells nothing and is folded, as is a query of more than three words (`searchapp.query.tree.is_shouted`).

Letters that stand alone in a row are one word ("U S", "U. S."), since points get lost.

Words are found by their parts too where an apostrophe or the end of a line parts them; letters and a number after
them are two words, however they are joined.

Terms: "fighters" exact, "~fighter" stem, "IS" acronym. Scripts and offsets are told here, words by the rules of
their language (`searchapp.text.languages`). This module must not know an engine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from searchapp.text.languages import (
    ACRONYMS,
    APART,
    COMPOUNDING,
    CONTRACTED,
    LOST_ENDINGS,
    SENTENCE_CLOSERS,
    SENTENCE_ENDS,
    SPELLED,
    language_of,
)
from searchapp.text.letters import (
    ACCENTS,
    APOSTROPHES,
    BREAKABLE,
    EAST,
    LATIN,
    POINT,
    SIGNS,
    THOUSANDS,
    UNSEEN,
    plain_number,
)

STEM_MARK = "~"

_LETTER = r"[^\W\d_]"
_WITHIN = rf"(?:[{ACCENTS}{SIGNS}{UNSEEN}]|{BREAKABLE}(?=[{LATIN}]))"
_RUN = rf"[^\W_{EAST}{APART}]+(?:{_WITHIN}+[^\W_{EAST}{APART}]*)*"
_BREAK = r"(?:[-\u2010]|(?<=\u00ad))[ \t]{0,4}\r?\n[ \t]{0,4}"
_BROKEN = re.compile(_BREAK)
_NUMBERED = re.compile(r"([^\W\d_]+)(\d\w*)")
_PARTED = re.compile(f"[{APOSTROPHES}]")
_LEAST_PART = 3
"""Letters; fewer are an article or an ending ("d", "de")."""
_PAIRS = "|".join("[ ]".join(word) for word in sorted(SPELLED))
_LETTERS = rf"""(?<![\w.\\'’]) (?:                                        # letters of one word
      [A-Z](?:\ [A-Z])+ | [A-Z]\.(?:\ [A-Z]\.)+                             # U S  U. S.
    | [b-z](?:\ [a-z]){{2,}} | {_PAIRS}  # f b i  u s
    ) (?![\w'’*])"""
LETTERS = re.compile(_LETTERS, re.VERBOSE)
"""Single letters in a row, of which one word is made."""
_TOKEN = re.compile(
    rf"""(?=\w) (?:                                                         # most places begin no token
      (?P<dotted> (?<![\w.]) {_LETTER}\.(?:{_LETTER}\.)+{_LETTER}?(?!\w)   # U.S.  p.m.
                | (?<![\w.]) {_LETTER}\.{_LETTER}(?!\w)                     # U.S
                | {_LETTERS} )
    | (?P<number> \d+(?:[.,{POINT}{THOUSANDS}]\d+)*(?=\W|\Z) )              # 155,221  5.93
    | (?P<east> [{EAST}] )
    | (?P<word> {_RUN} (?: ['’ʼ‘](?={_LETTER}) {_RUN} )* (?: {_BREAK} (?=[a-zß-öø-ÿ]) {_RUN} )?
                | [{APART}]+(?:[{ACCENTS}{UNSEEN}]+[{APART}]*)* )
    )""",
    re.VERBOSE,
)
_SENTENCE_END = re.compile(rf"[{SENTENCE_ENDS}][{SENTENCE_CLOSERS}]*\s|\n\s*\n")


class Token(NamedTuple):
    """A word of a text: exact form, whether it stands as an acronym, code points [start, end), and its parts.

    `also` are the exact forms of its parts, under which it is found as well ("d'Estaing": estaing).
    """

    exact: str
    acronym: bool
    start: int
    end: int
    also: tuple[str, ...] = ()


def tokenize(text: str, *, shouted: bool | None = None) -> list[Token]:
    """The tokens of a text in order; a token's position is its place in the list.

    `shouted` decides for the whole text whether its capitals tell nothing; None: sentence by sentence.
    """
    tokens: list[Token] = []
    mixed_from = mixed_to = -1
    mixed = False
    append = tokens.append
    for m in _TOKEN.finditer(text):
        kind = m.lastgroup
        raw = m[0]
        start, end = m.span()
        if kind == "word":
            if raw in LOST_ENDINGS and is_orphan(text, start, end):
                continue
            if not raw.isalpha() and (parts := _parted(raw, start)):
                tokens += parts
                continue
            exact = fold_word(raw)
            if not exact:
                continue
            acronym = False
            if raw.isupper() and exact in ACRONYMS and len(raw) > 1:
                if shouted is not None:
                    acronym = not shouted
                else:
                    if not mixed_from <= start < mixed_to:
                        mixed_from, mixed_to = _sentence_around(text, start)
                        mixed = any(c.islower() for c in text[mixed_from:mixed_to])
                    acronym = mixed
        elif kind == "dotted":
            exact, acronym = fold_word(raw.replace(".", "").replace(" ", "")), True
            if not exact:
                continue
        elif kind == "number":
            exact, acronym = fold_number(raw), False
        else:
            exact, acronym = raw, False
        append(Token(exact, acronym, start, end))
    return tokens


def _parted(raw: str, start: int) -> list[Token]:
    """The tokens of a word with a digit, an apostrophe or a line's end in it; none where it is as others are.

    Letters before a number are a word of their own, so that F16 is F-16 and F 16.
    """
    if numbered := _NUMBERED.fullmatch(raw):
        at = start + numbered.end(1)
        whole = [
            Token(fold_word(numbered[1]), False, start, at),
            Token(fold_word(numbered[2]), False, at, start + len(raw)),
        ]
        return [token for token in whole if token.exact]
    if broken := _BROKEN.search(raw):
        first, second = raw[: broken.start()], raw[broken.end() :]
        ends = fold_word(first), fold_word(second)
        if len(first) < 2 or any(char.isdigit() for char in raw) or COMPOUNDING.intersection(ends):
            return [*_tokens_at(first, start), *_tokens_at(second, start + broken.end())]
        return [Token(fold_word(first + second), False, start, start + len(raw), ends)]
    parts = _PARTED.split(raw)
    while parts and parts[-1].lower() in CONTRACTED:
        parts.pop()
    also = tuple(dict.fromkeys(fold_word(p) for p in parts if len(p) >= _LEAST_PART)) if len(parts) > 1 else ()
    exact = fold_word(raw)
    return [Token(exact, False, start, start + len(raw), also)] if also and exact else []


def _tokens_at(text: str, start: int) -> list[Token]:
    """The tokens of a piece of a text that begins at `start`."""
    return [t._replace(start=t.start + start, end=t.end + start) for t in tokenize(text)]


def is_orphan(text: str, start: int, end: int) -> bool:
    """Whether this lone ending belongs to the word before: an apostrophe was lost ("Raqqa s council")."""
    return (
        start >= 2
        and text[start - 1] == " "
        and text[start - 2].isalnum()
        and (end == len(text) or (not text[end].isalnum() and text[end] != "."))
    )


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    """The sentence that holds an offset, seen through a window of 600 characters to either side."""
    first = max(0, at - 600)
    start = first
    for m in _SENTENCE_END.finditer(text, first, at):
        start = m.end()
    found = _SENTENCE_END.search(text, at, min(len(text), at + 600))
    return start, found.end() if found else min(len(text), at + 600)


@lru_cache(maxsize=200_000)
def fold_word(raw: str) -> str:
    """A word's exact form: what writers vary is folded by the rules of its language."""
    return language_of(raw).fold(raw)


@lru_cache(maxsize=200_000)
def fold_number(raw: str) -> str:
    """A number's exact form: one for all digits and for thousands with and without marks."""
    return plain_number(raw)


@lru_cache(maxsize=200_000)
def stem_term(exact: str) -> str:
    """The index term under which every inflection of a word is found."""
    return STEM_MARK + language_of(exact).stem(exact)


def index_terms(token: Token) -> tuple[str, ...]:
    """The terms a token is indexed under, all at its position."""
    if _is_acronym(token):
        return token.exact, stem_term(token.exact), token.exact.upper()
    if not token.also:
        return token.exact, stem_term(token.exact)
    return tuple(dict.fromkeys(term for exact in (token.exact, *token.also) for term in (exact, stem_term(exact))))


def phrase_terms(text: str) -> tuple[str, ...]:
    """The index terms a phrase looks for, one a position."""
    return tuple(_exact_term(t) for t in _query_tokens(text))


def word_terms(text: str) -> tuple[str, ...]:
    """The index terms a word looks for: its stem, or those in a row where it has several ("al-Mayadin").

    A word in capitals is not stemmed: AIDS is not aid.
    """
    tokens = _query_tokens(text)
    if len(tokens) != 1:
        return tuple(_exact_term(t) for t in tokens)
    token = tokens[0]
    raw = text[token.start : token.end]
    if token.acronym or (len(raw) > 1 and raw.isupper()):
        return (_exact_term(token),)
    return (stem_term(token.exact),)


@lru_cache(maxsize=4096)
def is_function_word(text: str) -> bool:
    """Whether a query's word is one that most texts have whatever they are about; an acronym is none."""
    tokens = _query_tokens(text)
    return len(tokens) == 1 and not _is_acronym(tokens[0]) and _is_empty(tokens[0].exact)


def prefix_terms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A prefix as (exact terms that stand before it, the spellings with which its last token may begin)."""
    tokens = _query_tokens(text)
    if not tokens:
        return (), ()
    last = tokens[-1]
    spellings = language_of(last.exact).starts(last.exact, text[last.start : last.end])
    kept = sorted(s for s in spellings if not any(s != t and s.startswith(t) for t in spellings))
    return tuple(_exact_term(t) for t in tokens[:-1]), tuple(kept)


@lru_cache(maxsize=16_384)
def same_name(name: str) -> tuple[str, ...]:
    """What two spellings of one name have in common: their exact terms, acronyms kept apart from words.

    "U.S.-led coalition" and "US-led Coalition" are the same name; "IS" and "is" are not. A name without a
    letter or digit is the same as itself only.
    """
    return phrase_terms(name) or (name,)


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """A name or title as its exact forms joined by a space: equal when two spell the same words."""
    return " ".join(t.exact for t in tokenize(text, shouted=True))


def _query_tokens(text: str) -> list[Token]:
    return tokenize(text, shouted=False)


def _exact_term(token: Token) -> str:
    return token.exact.upper() if _is_acronym(token) else token.exact


def _is_empty(exact: str) -> bool:
    return exact in language_of(exact).function_words


def _is_acronym(token: Token) -> bool:
    """Whether a token means something else than the same word in lower case."""
    return token.acronym and token.exact in ACRONYMS
