"""Names and grammar without a model: capitals, titles and tables; one verb of saying a sentence, by its place.

A plainer job than the model's, for when that is missing. Gives the same plain values; knows nothing of stories.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchapp.enrich.lexicon import lexicon_of
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.models.shallow_parser import grammar_of
from searchapp.enrich.models.spacy_model import Named, Word
from searchapp.provenance import RULES

LONGEST_PARSE = 900
"""Characters; the rest of a longer sentence is not read."""
_OPENS = re.compile(r"(?:^|[.!?:\"']\s+|\n\s*|[\"(\[])$")
_PERSON_TITLE = re.compile(r"\b([A-Za-z]+)\.? $")
_ACRONYM = re.compile(r"[A-Z]{2,6}\Z")


class RuleModel:
    """A reader that needs nothing but the tables; see `language.Reader`."""

    name = RULES

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        """For the language of a lexicon, the one of stories without a language unless another is given."""
        self.lexicon = lexicon or lexicon_of(None)
        self.language = self.lexicon.language

    def names(self, texts: Sequence[str]) -> list[list[Named]]:
        """The names in each text, in order."""
        return [_names_in(text, self.lexicon) for text in texts]

    def parse(self, texts: Sequence[str]) -> list[list[Word]]:
        """The grammar of each text, as far as saying goes."""
        return [grammar_of(text[:LONGEST_PARSE], self.lexicon) for text in texts]


def _names_in(text: str, lexicon: Lexicon) -> list[Named]:
    plain = lexicon.plain
    found: list[Named] = []
    for run in plain.run.finditer(text):
        start, end = run.span()
        opens = start == 0 or _OPENS.search(text, max(0, start - 4), start)
        start = _after_common(text, start, end, plain.common if opens else plain.days)
        for a, b in _parts(text, start, end, lexicon):
            if label := _label(text, a, b, lexicon):
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


def _parts(text: str, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """A run in two where it only joins names: "Oslo and Rome", "Ada Lund of the Harbor Council"."""
    run = text[start:end]
    endings = lexicon.people.org_endings
    if any(word in endings for word in run.split()[:1]) or not (link := lexicon.plain.linked.search(run)):
        return [(start, end)] if run else []
    first = run[: link.start()].split()
    if link.group(0).strip() in lexicon.grammar.of and first and first[-1] in endings:
        return [(start, end)]
    return [(start, start + link.start()), *_parts(text, start + link.end(), end, lexicon)]


def _label(text: str, start: int, end: int, lexicon: Lexicon) -> str:
    """The model's label for a name, or "" for what is none."""
    people, plain = lexicon.people, lexicon.plain
    name = text[start:end]
    words = name.split()
    if not words or words[0].lower().rstrip(".") in people.pronouns or lexicon.geography.people_word.match(name):
        return ""
    before = text[max(0, start - 30) : start]
    title = _PERSON_TITLE.search(before)
    if name in lexicon.geography.places:
        return "GPE"
    if words[-1].rstrip(".") in people.org_endings or words[0] in people.org_endings or _ACRONYM.match(name):
        return "ORG"
    called = title.group(1).lower() if title else ""
    first = words[0].lower().rstrip(".")
    if called in people.name_openers or people.is_given(first) or first in people.titles:
        return "PERSON"
    said = plain.said_after.match(text, end) or plain.said_before.search(before)
    if len(words) == 1:
        if said:
            return "PERSON"
        return "GPE" if plain.place_before.search(before) and len(name) > 3 else ""
    return "PERSON" if len(words) <= 3 and all(w[0].isupper() for w in words) else "ORG"
