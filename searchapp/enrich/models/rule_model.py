"""Names and grammar without a model: capitals, titles and tables; one verb of saying a sentence, by its place.

A plainer job than the model's, for when that is missing. Gives the same plain values; knows nothing of stories.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.enrich.lexicon.en_places import PEOPLE_WORD, PLACES
from searchapp.enrich.lexicon.en_words import MEN, ORG_ENDINGS, PRONOUNS, ROLES, TITLES, WOMEN
from searchapp.enrich.models.shallow_parser import grammar_of
from searchapp.enrich.models.spacy_model import Named, Word
from searchapp.provenance import RULES

LONGEST_PARSE = 900
"""Characters; the rest of a longer sentence is not read."""
_CAP = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Col|Sen|Gov|Lt|St|Prof|Rep|Maj|Capt|Sgt|Brig|[A-Z])\.(?=\s)|(?:[A-Z]\.){2,}"
    r"|[A-Z][\w'\-]*)"
)
_RUN = re.compile(r"\b" + _CAP + r"(?:(?: (?:of|for|and|the|al|bin|de|van|von|der|&)){0,2} " + _CAP + r"){0,7}")
_LINKED = re.compile(r" (?:and|for|of)(?: the)? ")
_OPENS = re.compile(r"(?:^|[.!?:\"']\s+|\n\s*|[\"(\[])$")
_PLACE_BEFORE = re.compile(r"\b(?:in|near|outside|around|across|from|to|of|at|into|leave|enter|left) $")
_SAID_AFTER = re.compile(r",? (?:\w+ly |also |earlier |later )?(?:said|says|told|added|wrote|asked|insisted)\b")
_SAID_BEFORE = re.compile(r"\b(?:said|says|added|asked|wrote) $")
_PERSON_TITLE = re.compile(r"\b([A-Za-z]+)\.? $")
_ACRONYM = re.compile(r"[A-Z]{2,6}\Z")
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb aug sept oct nov dec
    """.split()
)
_COMMON = _DAYS | frozenset(
    """
    the a an in on at but and he she it they his her its their this that these those we i you for as if when while
    after before since however meanwhile there what who how why last some many most no not yes all both each every
    one two three four five six seven eight nine ten hundreds thousands dozens several few more earlier later then
    now today yesterday so or by with from to of about also according under over near between during until although
    though because mr mrs ms dr officials police residents people witnesses critics supporters experts
    """.split()
)


class PlainReader:
    """A reader that needs nothing but the tables; see `language.Reader`."""

    name = RULES

    def names(self, texts: Sequence[str]) -> list[list[Named]]:
        """The names in each text, in order."""
        return [_names_in(text) for text in texts]

    def parse(self, texts: Sequence[str]) -> list[list[Word]]:
        """The grammar of each text, as far as saying goes."""
        return [grammar_of(text[:LONGEST_PARSE]) for text in texts]


def _names_in(text: str) -> list[Named]:
    found: list[Named] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        opens = start == 0 or _OPENS.search(text, max(0, start - 4), start)
        start = _after_common(text, start, end, _COMMON if opens else _DAYS)
        for a, b in _parts(text, start, end):
            if label := _label(text, a, b):
                found.append(Named(a, b, label))
    return found


def _after_common(text: str, start: int, end: int, common: frozenset[str]) -> int:
    """Past the common words that are capitalised only because they open the sentence, and days."""
    while start < end:
        word = re.match(r"[\w'\-]+\.?", text[start:end])
        if word is None or word.group(0).lower().rstrip(".") not in common:
            return start
        start += word.end()
        while start < end and text[start] == " ":
            start += 1
    return end


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A run in two where it only joins names: "Oslo and Rome", "Ada Lund of the Harbor Council"."""
    run = text[start:end]
    if any(word in ORG_ENDINGS for word in run.split()[:1]) or not (link := _LINKED.search(run)):
        return [(start, end)] if run else []
    first = run[: link.start()].split()
    if link.group(0).strip() == "of" and first and first[-1] in ORG_ENDINGS:
        return [(start, end)]
    return [(start, start + link.start()), *_parts(text, start + link.end(), end)]


def _label(text: str, start: int, end: int) -> str:
    """The model's label for a name, or "" for what is none."""
    name = text[start:end]
    words = name.split()
    if not words or words[0].lower().rstrip(".") in PRONOUNS or PEOPLE_WORD.match(name):
        return ""
    before = text[max(0, start - 30) : start]
    title = _PERSON_TITLE.search(before)
    if name in PLACES:
        return "GPE"
    if words[-1].rstrip(".") in ORG_ENDINGS or words[0] in ORG_ENDINGS or _ACRONYM.match(name):
        return "ORG"
    called = title.group(1).lower() if title else ""
    if called in TITLES | ROLES or words[0].lower().rstrip(".") in MEN | WOMEN | TITLES:
        return "PERSON"
    said = _SAID_AFTER.match(text, end) or _SAID_BEFORE.search(before)
    if len(words) == 1:
        if said:
            return "PERSON"
        return "GPE" if _PLACE_BEFORE.search(before) and len(name) > 3 else ""
    return "PERSON" if len(words) <= 3 and all(w[0].isupper() for w in words) else "ORG"
