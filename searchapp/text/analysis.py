"""Text to tokens with offsets: the same tokens at index, query, snippet and reader.

There are no stop words. Every token has an exact form (case, accents, -ise/-ize, -our/-or and possessives
folded), which phrases and prefixes look for, and a stem, which a single word looks for. A function word
in capitals within mixed-case text ("IS", "US", "WHO") has a term of its own besides, so that capitals in
a query tell IS from is; lower case in a query finds both. A sentence or title without any lower case
tells nothing and is folded, as is a query of more than three words (`searchapp.query.tree.is_shouted`).

Terms: "fighters" exact, "~fighter" stem, "IS" acronym. This module must not know an engine.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

STEM_MARK = "~"
MAX_TERM = 80
"""Longer tokens are cut: a term dictionary is no place for a 10 MB word."""

_FUNCTION_WORDS = frozenset(
    """a about above after all also am an and any are as at be because been but by can could did do does
    down each few for from had has have he her here hers him his how i if in into is it its just may me
    might mine more most must my no nor not now of off on once one only or other our ours out over own per
    shall she should so some such than that the their them then there these they this those to too under
    until up us very was we were what when where which while who whom whose why will with would yes you
    your""".split()
)
"""English words of the closed classes: the only ones that read alike as acronyms (IS, US, WHO, IT, AM)."""

_LETTER = r"[^\W\d_]"
_EAST = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts written without spaces, in which one character is one token."""
_ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
"""Marks that a reader may leave out: Latin, Greek and Cyrillic accents, Hebrew and Arabic vowel points."""
_SIGNS = "\u0900-\u0963\u0981-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3"
"""Vowel signs that belong to a word of South and South-East Asian scripts, though `\\w` leaves them out."""
_RUN = rf"[^\W_{_EAST}]+(?:[{_ACCENTS}{_SIGNS}]+[^\W_{_EAST}]*)*"
_TOKEN = re.compile(
    rf"""
      (?P<dotted> (?<![\w.]) {_LETTER}\.(?:{_LETTER}\.)+{_LETTER}?(?!\w)   # U.S.  p.m.
                | (?<![\w.]) {_LETTER}\.{_LETTER}(?!\w) )                   # U.S
    | (?P<number> \d+(?:[.,]\d+)*(?=\W|\Z) )                               # 155,221  5.93
    | (?P<east> [{_EAST}] )
    | (?P<word> {_RUN} (?: ['’ʼ‘](?={_LETTER}) {_RUN} )* )
    """,
    re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]]*\s|\n\s*\n")
_POSSESSIVE = re.compile(r"['’ʼ‘]s?\Z", re.IGNORECASE)
_APOSTROPHES = re.compile(r"['’ʼ‘]")
_ISE = re.compile(r"(?<=[a-z]{2})(i|y)s(?=(?:e|es|ed|er|ers|ing|ingly|able|ation|ations|ational|ement|ements)\Z)")
_OUR = re.compile(r"(?<=[a-z]{2}[b-df-hj-np-tv-z])our(?=(?:s|ed|ing|able|al|er|ers|ful|ite|ites|less|hood)?\Z)")
_NOT_KEPT = re.compile(rf"[{_ACCENTS}]|(?![{_SIGNS}])[\W_]")
_EXTRA_FOLDS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ـ": ""}
)


class Token(NamedTuple):
    """A word of a text: exact form, whether it stands as an acronym, and code points [start, end)."""

    exact: str
    acronym: bool
    start: int
    end: int


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
            if raw in "sS" and _is_orphan(text, start, end):
                continue
            exact = fold_word(raw)
            if not exact:
                continue
            acronym = False
            if raw.isupper() and exact in _FUNCTION_WORDS and (len(raw) > 1):
                if shouted is not None:
                    acronym = not shouted
                else:
                    if not mixed_from <= start < mixed_to:
                        mixed_from, mixed_to = _sentence_around(text, start)
                        mixed = any(c.islower() for c in text[mixed_from:mixed_to])
                    acronym = mixed
        elif kind == "dotted":
            exact, acronym = fold_word(raw.replace(".", "")), True
        elif kind == "number":
            exact, acronym = fold_word(raw.replace(",", "")), False
        else:
            exact, acronym = raw, False
        append(Token(exact, acronym, start, end))
    return tokens


def _is_orphan(text: str, start: int, end: int) -> bool:
    """Whether this lone "s" is a possessive that lost its apostrophe ("Raqqa s council")."""
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
    """A word's exact form: lower case, no accents, no possessive, one spelling for British and American."""
    word = _POSSESSIVE.sub("", raw)
    word = _APOSTROPHES.sub("", word).casefold()
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word).translate(_EXTRA_FOLDS)
        word = _NOT_KEPT.sub("", word.casefold())
    word = word[:MAX_TERM]
    if len(word) > 4:
        word = _OUR.sub("or", _ISE.sub(r"\1z", word))
    return word


_local = threading.local()


@lru_cache(maxsize=200_000)
def stem(exact: str) -> str:
    """The stem of an exact form (Snowball English, "Porter 2")."""
    stemmer: Stemmer.Stemmer | None = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("english")
    word: str = stemmer.stemWord(exact)
    return word


@lru_cache(maxsize=200_000)
def stem_term(exact: str) -> str:
    """The index term under which every inflection of a word is found."""
    return STEM_MARK + stem(exact)


def index_terms(token: Token) -> tuple[str, ...]:
    """The terms a token is indexed under, all at its position."""
    if token.acronym and token.exact in _FUNCTION_WORDS:
        return token.exact, stem_term(token.exact), token.exact.upper()
    return token.exact, stem_term(token.exact)


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


def prefix_terms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A prefix as (exact terms that stand before it, the spellings with which its last token may begin)."""
    tokens = _query_tokens(text)
    if not tokens:
        return (), ()
    last = tokens[-1].exact
    raw = _APOSTROPHES.sub("", text[tokens[-1].start : tokens[-1].end]).casefold()
    ise = r"(?<=[a-z]{2})([iy])s(?=(?:a(?:t(?:i(?:on?)?)?)?|e[drs]?|i(?:ng?)?)?\Z)"
    spellings = {last, raw if raw.isascii() and raw.isalnum() else last}
    for s in tuple(spellings):
        spellings.add(re.sub(ise, r"\1z", s))
        spellings.add(re.sub(r"(?<=[a-z]{2}[b-df-hj-np-tv-z])our?(?=\w{0,4}\Z)", "or", s))
    kept = sorted(s for s in spellings if not any(s != t and s.startswith(t) for t in spellings))
    return tuple(_exact_term(t) for t in tokens[:-1]), tuple(kept)


def same_name(name: str) -> tuple[str, ...]:
    """What two spellings of one name have in common: their exact terms, acronyms kept apart from words.

    "U.S.-led coalition" and "US-led Coalition" are the same name; "IS" and "is" are not. A name without a
    letter or digit is the same as itself only.
    """
    return phrase_terms(name) or (name,)


def folded(text: str) -> str:
    """A name or title as its exact forms joined by a space: equal when two spell the same words."""
    return " ".join(t.exact for t in tokenize(text, shouted=True))


def _query_tokens(text: str) -> list[Token]:
    return tokenize(text, shouted=False)


def _exact_term(token: Token) -> str:
    return token.exact.upper() if token.acronym and token.exact in _FUNCTION_WORDS else token.exact
