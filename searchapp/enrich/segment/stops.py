"""Whether a full stop ends its sentence, though an abbreviation, an initial or no space at all stands there.

What follows decides: a quotation, a common opener, somebody who says something. Each look goes over a bounded
stretch of the view. Knows nothing of paragraphs, names or statements.
"""

from __future__ import annotations

import re

from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.lexicon.patterns import Prose
from searchapp.enrich.segment.quotation_marks import CLAUSE_WORDS, Quote

STOP = re.compile(r"[.?!…]+[)\]']*(?=\s|$|\")|;(?=\s+\")|(?<=[a-z])[.?!](?=[A-Z][a-z']*[\s,])")
"""What may end a sentence, with what closes behind it. The last kind lost the space after it."""
NEXT_WORD = re.compile(r"[\s\"'(\[]*([A-Za-z]+|\d|\S)")
_WORD_BEFORE = re.compile(r"([A-Za-z][A-Za-z.]*)$")
_WHOLE_WORD_BEFORE = re.compile(r"([\w'\-]+)$")
_LETTERS = re.compile(r"[a-z](?:\.[a-z])*")
_TOKEN = re.compile(r"[\w'\-]+|[^\w\s]")
_AHEAD = 60
_BEHIND = 300
"""Characters before a stop in which an attribution is looked for."""
_SUBJECT_CHARS = 120
_SUBJECT_WORDS = 4
_ASIDE_WORDS = 10


def ends_sentence(view: str, stop: re.Match[str], begin: int, quote: Quote, lexicon: Lexicon) -> bool:
    """Whether a sentence that began at `begin` ends with a STOP; `quote` is the next, or ends the paragraph."""
    at, after, end = stop.start(), stop.end(), quote.end
    following = NEXT_WORD.match(view, after, min(end, after + _AHEAD))
    if not following:
        return after >= end or not view[after:end].strip()
    word = following.group(1)
    prose = lexicon.prose
    if view[at] == "." and (short := _abbreviation(view, at, word, prose)):
        if not view[after : quote.start].strip() and quote.start < end:
            return short not in prose.leading and _is_speech(view, quote)
        return _goes_over(view, following, begin, short, lexicon)
    if not view[after].isspace() and view[after] != '"':
        before = _WHOLE_WORD_BEFORE.search(view, max(0, at - _AHEAD), at)
        return bool(before and before.group(1).islower()) or word.lower() in prose.openers
    return not word[0].islower()


def _abbreviation(view: str, at: int, following: str, prose: Prose) -> str:
    """The abbreviation that a full stop belongs to, without it and in lower case; "" where it belongs to none."""
    before = _WORD_BEFORE.search(view, max(0, at - 14), at)
    if before is None:
        return ""
    short = before.group(1).lower()
    if short in prose.before_number:
        return short if following[0].isdigit() else ""
    if short in prose.capitalised and before.group(1)[0].islower():
        return ""
    initial = _LETTERS.fullmatch(short) and short not in prose.letters
    return short if initial or short in prose.abbreviations else ""


def _is_speech(view: str, quote: Quote) -> bool:
    """Whether a quotation that opens after an abbreviation is a sentence of its own, not a name or a nickname."""
    inner = quote.inner(view).strip()
    if not inner or inner[0].islower():
        return False
    return not quote.closed or inner[-1] in ",.?!…—–" or len(inner[:200].split()) >= CLAUSE_WORDS


def _goes_over(view: str, following: re.Match[str], begin: int, short: str, lexicon: Lexicon) -> bool:
    """Whether a sentence ends with an abbreviation that no quotation follows."""
    prose, word, at = lexicon.prose, following.group(1), following.start()
    if short in prose.leading or not word[0].isupper():
        return False
    if word.lower() in prose.openers:
        ahead = NEXT_WORD.match(view, following.end(), following.end() + _AHEAD)
        known = short in prose.abbreviations
        return known or bool(ahead and ahead.group(1) not in lexicon.saying.cues and ahead.group(1).islower())
    if short in prose.regions and view[at - len(short) - 2] == "-":
        return True
    if short not in prose.abbreviations:
        return False  # An initial goes with the name.
    told = short in prose.times or _has_cue(view, max(begin, at - _BEHIND), at, lexicon)
    return told and _says(view, following.start(1), named=short in prose.attributive, lexicon=lexicon)


def _has_cue(view: str, start: int, end: int, lexicon: Lexicon) -> bool:
    cues = lexicon.saying.sure_cues
    return any(word.lower() in cues for word in _TOKEN.findall(view, start, end))


def _says(view: str, start: int, *, named: bool, lexicon: Lexicon) -> bool:
    """Whether a name stands here, and right after it or an aside a verb of saying: "X said", "X, a builder, said".

    `named`: only the name of a person or a place will do.
    """
    words = _TOKEN.findall(view, start, start + _SUBJECT_CHARS)
    people, cues = lexicon.people, lexicon.saying.sure_cues
    length = next((n for n, word in enumerate(words) if not word[0].isupper()), len(words))
    if not 0 < length <= _SUBJECT_WORDS or words[length - 1] in people.org_endings:
        return False
    first = words[0].lower()
    if first in people.name_openers:
        return False
    if named and not (people.is_given(first) or words[0] in lexicon.geography.places):
        return False
    rest = words[length:]
    if rest[:1] == [","]:
        closes = next((n for n, word in enumerate(rest[1:_ASIDE_WORDS], start=1) if word == ","), None)
        rest = rest[closes + 1 :] if closes else []
    return bool(rest) and rest[0].lower() in cues
