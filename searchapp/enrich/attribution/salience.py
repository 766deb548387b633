"""Who a story has in mind as it is read: whom "he", "it", "they" and "the official" stand for.

Told of each statement and each sentence without one, in the order of the text. Knows nothing of grammar.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from searchapp.enrich.attribution.descriptors import Descriptors
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.model import Mention, Offsets, SpeakerKind

_WORD = re.compile(r"[\w'\-]+")
_OPENING_CHARS = 50
REMEMBERED_PARAGRAPHS = 4
"""A pronoun does not reach back further than this."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the story's name for them, and the source phrase's place; `sure` in 0..1.

    `others` are the names of those who say the same together.
    """

    name: str
    kind: SpeakerKind
    span: Offsets
    sure: float = 1.0
    others: tuple[str, ...] = ()


class Focus:
    """The last speakers and the last who were spoken of, by the kind of pronoun that would mean them."""

    def __init__(self, view: str, mentions: Sequence[Mention], told: Descriptors, lexicon: Lexicon) -> None:
        """`mentions` in the order of the text."""
        self._view = view
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._told = told
        self._lexicon = lexicon
        self._focus: dict[str, tuple[Speaker, int]] = {}
        self._unnamed: dict[str, str] = {}

    def heard(self, speaker: Speaker, paragraph: int) -> None:
        """A statement of this speaker was read: pronouns that follow mean them first."""
        self._focus["last"] = (speaker, paragraph)
        if speaker.others:
            self._focus["they"] = (speaker, paragraph)
        if speaker.kind == "person":
            self._focus["person"] = (speaker, paragraph)
            return
        if speaker.kind == "unnamed":
            self._unnamed[self._head_of(speaker.name)] = speaker.name
        if speaker.kind == "organization" or self._head_of(speaker.name) in self._lexicon.people.group_nouns:
            self._focus["it"] = (speaker, paragraph)
        if speaker.kind == "organization" or not self._is_one(speaker.name):
            self._focus["they"] = (speaker, paragraph)

    def forget(self) -> None:
        """A heading was read: no pronoun reaches over it."""
        self._focus.clear()

    def passed(self, start: int, end: int, paragraph: int, quoted: Sequence[Offsets]) -> None:
        """A sentence without a statement was read: who it begins with comes into focus."""
        people = self._lexicon.people
        opening = _WORD.match(self._view, start, end)
        if opening and ((word := opening.group(0).lower()) in people.he or word in people.she):
            return
        at = bisect_left(self._starts, start)
        seen: set[str] = set()
        for mention in self._mentions[at : at + 12]:
            if mention.start >= end:
                break
            if any(a <= mention.start < b for a, b in quoted):
                continue
            if mention.kind == "person" and "person" not in seen:
                seen.add("person")
                self._focus["person"] = (Speaker(mention.name, "person", (mention.start, mention.end)), paragraph)
            if mention.kind == "organization" and "it" not in seen and mention.start - start < 30:
                seen.add("it")
                group = Speaker(mention.name, "organization", (mention.start, mention.end))
                self._focus["it"] = (group, paragraph)
        self._passed_described(start, end, paragraph, anew="it" not in seen)

    def _passed_described(self, start: int, end: int, paragraph: int, *, anew: bool) -> None:
        """ "The coalition had given another account", "Tribal leaders used smaller words": who is spoken of."""
        grammar, people = self._lexicon.grammar, self._lexicon.people
        for group in grammar.opening_group.finditer(self._view, start, min(end, start + _OPENING_CHARS)):
            names = self._told.groups.get(group.group(1), [])
            if anew and len(names) == 1:
                self._focus["it"] = (Speaker(names[0], "organization", group.span(1)), paragraph)
                break
        many = grammar.opening_many.match(self._view, start, end)
        if (
            many
            and (word := many.group(2).lower())
            and (word.removesuffix(people.plural_ending) in people.roles or word in people.many)
        ):
            self._focus["they"] = (Speaker(many.group(1), "unnamed", many.span(1)), paragraph)

    def on(self, slot: str, paragraph: int) -> Speaker | None:
        """Who is in focus as "person", "it", "they" or "last", seen from a paragraph."""
        if slot not in self._focus:
            return None
        speaker, when = self._focus[slot]
        return speaker if paragraph - when <= REMEMBERED_PARAGRAPHS else None

    def unnamed(self, noun: str) -> str | None:
        """The last unnamed source so called: "the official" is "an official of the council"."""
        return self._unnamed.get(noun)

    def _head_of(self, phrase: str) -> str:
        """The noun of an unnamed source's phrase."""
        words = self._lexicon.grammar.phrase_head_ends.split(phrase, maxsplit=1)[0].split()
        return words[-1].lower() if words else ""

    def _is_one(self, phrase: str) -> bool:
        head, people = self._head_of(phrase), self._lexicon.people
        return not head.endswith(people.plural_ending) and head not in people.plurals
