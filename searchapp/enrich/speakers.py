"""Who a source phrase means: a name of the story, or an unnamed source by its own words.

A Cast holds what a story has told so far: who is named, by which roles, and who is in focus, so that
"he", "the spokesman" and "its statement" find their person. Knows nothing of how statements are found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from searchapp.enrich.cues import STATEMENT_NOUNS
from searchapp.enrich.grammar import NOMINAL, RELATIVE
from searchapp.enrich.lexicon import (
    FIRST_SECOND,
    GROUP_NOUNS,
    HE,
    IT,
    PRONOUNS,
    ROLES,
    SHE,
    THEY,
    TITLES,
)
from searchapp.enrich.told import told_of
from searchapp.enrich.tree import Tree
from searchapp.model import Mention, Offsets, SpeakerKind

_ASIDE = frozenset("appos relcl acl advcl parataxis punct cc preconj".split())
_DEFINITE = frozenset("the this that".split())
_INDEFINITE = frozenset("a an one another".split())
_WORD = re.compile(r"[\w'\-]+")
_EDGES = " \t\n,;:.\"'-—–"
_NO_SOURCE = frozenset("who this that these those which what there whom".split())
"""Pronouns that stand for no one by themselves."""
_OPENING_GROUP = re.compile(r"(?:[\w'\-]+ ){0,5}?[Tt]he ([a-z]+)\b")
_OPENING_MANY = re.compile(r"(?:The |Some |Many |Two |Several )?((?:[A-Za-z]+ ){0,2}?([A-Za-z]+s|police|people))\b")
_ANY_GROUP = frozenset("group organization organisation company agency firm newspaper party".split())
REMEMBERED_PARAGRAPHS = 4
"""A pronoun does not reach back further than this."""
PHRASE_WORDS = 14
"""An unnamed source is called by at most so many of the story's own words."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the story's name for them, and the source phrase's place; `sure` in 0..1."""

    name: str
    kind: SpeakerKind
    span: Offsets
    sure: float = 1.0


class Cast:
    """Who is in a story, as far as it has been read."""

    def __init__(self, view: str, mentions: Sequence[Mention]) -> None:
        self._view = view
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]
        self._told = told_of(view, mentions)
        self._focus: dict[str, tuple[Speaker, int]] = {}
        self._unnamed: dict[str, str] = {}

    # -- what is in focus ------------------------------------------------------------------------

    def heard(self, speaker: Speaker, paragraph: int) -> None:
        """A statement of this speaker was read: pronouns that follow mean them first."""
        self._focus["last"] = (speaker, paragraph)
        if speaker.kind == "person":
            self._focus["person"] = (speaker, paragraph)
            return
        if speaker.kind == "unnamed":
            self._unnamed[_head_of(speaker.name)] = speaker.name
        if speaker.kind == "organization" or _head_of(speaker.name) in GROUP_NOUNS:
            self._focus["it"] = (speaker, paragraph)
        if speaker.kind == "organization" or not _is_one(speaker.name):
            self._focus["they"] = (speaker, paragraph)

    def forget(self) -> None:
        """A heading was read: no pronoun reaches over it."""
        self._focus.clear()

    def passed(self, start: int, end: int, paragraph: int, quoted: Sequence[Offsets]) -> None:
        """A sentence without a statement was read: who it begins with comes into focus."""
        opening = _WORD.match(self._view, start, end)
        if opening and opening.group(0).lower() in HE | SHE:
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
        group = _OPENING_GROUP.match(self._view, start, end)
        if anew and group and group.group(1) in self._told.groups and len(self._told.groups[group.group(1)]) == 1:
            name = self._told.groups[group.group(1)][0]
            self._focus["it"] = (Speaker(name, "organization", group.span(1)), paragraph)
        many = _OPENING_MANY.match(self._view, start, end)
        if many and (word := many.group(2).lower()) and (word.removesuffix("s") in ROLES or word == "police"):
            self._focus["they"] = (Speaker(many.group(1), "unnamed", many.span(1)), paragraph)

    def _in_focus(self, slot: str, paragraph: int) -> Speaker | None:
        if slot not in self._focus:
            return None
        speaker, when = self._focus[slot]
        return speaker if paragraph - when <= REMEMBERED_PARAGRAPHS else None

    # -- resolving -------------------------------------------------------------------------------

    def speaker_of(self, tree: Tree, source: int, *, who: int | None = None, depth: int = 0) -> Speaker | None:
        """Who the phrase around a source word means; None where it can only be the author or the reader.

        `who` is the relative pronoun that stands for the source where it speaks, if one does.
        """
        word = tree.word(source)
        span = self._phrase(tree, source)
        if who is not None:
            span = (tree.tokens[who].start, tree.tokens[who].end)
        if tree.tokens[source].quote or not any(c.isalpha() for c in self._view[span[0] : span[1]]):
            return None
        if word in _NO_SOURCE and word != "those" and not tree.kids(source, "prep"):
            return self._antecedent(tree, source, span, depth) if word in RELATIVE else None
        if word in PRONOUNS and word not in _NO_SOURCE and not tree.kids(source, "prep"):
            return self._pronoun(tree, source, word, span)
        if word.rstrip(".") in TITLES and not self._mention_at(tree, source):
            # The parser took the title for the head: the name is what follows it.
            for following in range(source + 1, min(source + 4, len(tree.tokens))):
                named = self._mention_at(tree, following)
                if named and named.kind == "person":
                    return Speaker(named.name, "person", (span[0], max(span[1], named.end)))
        if mention := self._mention_at(tree, source):
            return Speaker(mention.name, "person" if mention.kind == "person" else "organization", span)
        if word in STATEMENT_NOUNS and depth < 3 and (owner := self._owner(tree, source, depth)):
            return Speaker(owner.name, owner.kind, span, owner.sure * 0.95)
        if word in STATEMENT_NOUNS and not tree.kids(source, "poss", "compound", "nmod") and (
            last := self._in_focus("last", tree.sentence.paragraph)
        ):
            return Speaker(last.name, last.kind, span, 0.6)
        if beside := self._beside(tree, source, word):
            return beside if who is None else replace(beside, span=span)
        if known := self._described(tree, source, word, span):
            return known
        return self._by_own_words(tree, source, span)

    def _phrase(self, tree: Tree, source: int) -> Offsets:
        """The words of the source: its noun and what goes before it or hangs on it by a preposition."""
        asides = [k for k in tree.children[source] if tree.tokens[k].relation in _ASIDE and (
            k > source or tree.tokens[k].relation != "punct")]  # fmt: skip
        asides += [k for k in tree.kids(source, "prep") if _is_occasion(tree, k)]
        words = tree.subtree(source, without=asides)
        run = [source]
        for position in [w for w in words if w > source]:
            if position != run[-1] + 1:
                break
            run.append(position)
        for position in reversed([w for w in words if w < source]):
            if position != run[0] - 1:
                break
            run.insert(0, position)
        start, end = tree.span(run)
        while start < end and self._view[start] in _EDGES:
            start += 1
        while end > start and self._view[end - 1] in ' \t\n,;:"-—–':
            end -= 1
        return start, max(end, start + 1)

    def _mention_at(self, tree: Tree, position: int) -> Mention | None:
        token = tree.tokens[position]
        at = bisect_left(self._starts, token.end) - 1
        if at >= 0 and self._mentions[at].end > token.start:
            return self._mentions[at]
        return None

    def _antecedent(self, tree: Tree, source: int, span: Offsets, depth: int) -> Speaker | None:
        """ "X, who insisted": the name or noun right before the relative pronoun."""
        before = source - 1
        while before >= 0 and tree.word(before) == ",":
            before -= 1
        if before < 0 or not tree.tokens[before].text[:1].isalpha():
            return None
        found: Speaker | None = None
        if mention := self._mention_at(tree, before):
            found = Speaker(mention.name, _kind(mention), span)
        elif tree.tokens[source].start > tree.tokens[before].end + 1:
            # "X, an official of Y, who": the name that the noun stands beside.
            named = [m for m in self._earlier_in(tree, source) if m.kind == "person"]
            found = Speaker(named[-1].name, "person", span) if named else None
        if found is None and depth == 0 and tree.tokens[before].relation in NOMINAL:
            found = self.speaker_of(tree, before, who=source, depth=1)
        return replace(found, span=span, sure=min(found.sure, 0.75)) if found else None

    def _pronoun(self, tree: Tree, source: int, word: str, span: Offsets) -> Speaker | None:
        paragraph = tree.sentence.paragraph
        if word in FIRST_SECOND:
            return None
        if word in HE or word in SHE:
            wanted = "he" if word in HE else "she"
            for mention in self._earlier_in(tree, source):
                if mention.kind == "person" and self._told.gender.get(mention.name, wanted) == wanted:
                    self._told.gender.setdefault(mention.name, wanted)
                    return Speaker(mention.name, "person", span, 0.8)
            focus = self._in_focus("person", paragraph)
            if focus and self._told.gender.get(focus.name, wanted) == wanted:
                self._told.gender.setdefault(focus.name, wanted)
                return Speaker(focus.name, "person", span, 0.85)
            if other := self._nearest(wanted, span[0]):
                return Speaker(other, "person", span, 0.65)
            last = self._in_focus("last", paragraph)
            if last and last.kind == "unnamed" and last.name.lower() not in HE | SHE:
                return Speaker(last.name, "unnamed", span, 0.6)
            return Speaker(self._view[span[0] : span[1]], "unnamed", span, 0.4)
        slot = "it" if word in IT else "they"
        focus = self._in_focus(slot, paragraph)
        last = self._in_focus("last", paragraph)
        if focus is None and last and last.kind != "person" and (slot == "they" or last.kind == "unnamed"):
            focus = last
        if focus and focus.kind != "person" and focus.name.lower() not in PRONOUNS:
            return Speaker(focus.name, focus.kind, span, 0.75)
        return Speaker(self._view[span[0] : span[1]], "unnamed", span, 0.4)

    def _earlier_in(self, tree: Tree, source: int) -> list[Mention]:
        """The names in the same sentence before a pronoun, outside quotations."""
        at = bisect_left(self._starts, tree.sentence.start)
        limit = tree.tokens[source].start
        found = [m for m in self._mentions[at : at + 20] if m.start < limit]
        return [m for m in found if not any(q.start <= m.start < q.end for q in tree.sentence.quotes)]

    def _nearest(self, wanted: str, before: int) -> str | None:
        """The last person named before a place whose gender is known to fit."""
        at = bisect_left(self._starts, before)
        for mention in reversed(self._mentions[max(0, at - 12) : at]):
            if mention.kind == "person" and self._told.gender.get(mention.name) == wanted:
                return mention.name
        return None

    def _owner(self, tree: Tree, source: int, depth: int) -> Speaker | None:
        """Whose statement, letter or report it is."""
        for kid in [*tree.kids(source, "poss"), *tree.kids(source, "compound", "nmod")]:
            found = self.speaker_of(tree, kid, depth=depth + 1)
            known = found and (found.kind != "unnamed" or tree.word(kid) in GROUP_NOUNS | IT | THEY)
            if found and known and found.name.lower() not in PRONOUNS:
                return found
        for prep in tree.kids(source, "prep"):
            if tree.word(prep) in ("from", "by") and (by := tree.first(prep, "pobj")) is not None:
                return self.speaker_of(tree, by, depth=depth + 1)
        for clause in tree.kids(source, "relcl"):
            subject = tree.first(clause, "nsubj")
            if subject is not None and tree.word(subject) not in PRONOUNS - HE - SHE:
                return self.speaker_of(tree, subject, depth=depth + 1)
        if tree.tokens[source].relation == "dobj":
            subject = tree.first(tree.tokens[source].head, "nsubj")
            if subject is not None and subject != source:
                return self.speaker_of(tree, subject, depth=depth + 1)
        return None

    def _beside(self, tree: Tree, source: int, word: str) -> Speaker | None:
        """A name in apposition to a role or a kind of group: "a spokesman, X", "the group X"."""
        wanted = "person" if word in ROLES else "organization" if word in GROUP_NOUNS else None
        for kid in [*tree.kids(source, "appos"), *tree.kids(source, "compound", "nmod")]:
            mention = self._mention_at(tree, kid)
            if mention is None:
                continue
            apposed = tree.tokens[kid].relation == "appos"
            if (apposed and mention.kind != "place" and wanted in (None, mention.kind)) or (
                wanted == "organization" and mention.kind == "organization"
            ):
                span = (min(tree.tokens[kid].start, mention.start), mention.end)
                whole = self._phrase(tree, source)
                return Speaker(mention.name, _kind(mention), whole if not apposed else span)
        if wanted == "person":
            # "X, the spokesman of Y, said", where the parser took the spokesman for the one who says it.
            start = self._phrase(tree, source)[0]
            at = bisect_left(self._starts, start) - 1
            before = self._mentions[at] if at >= 0 else None
            if before and before.kind == "person" and self._view[before.end : start] == ", ":
                return Speaker(before.name, "person", (before.start, before.end), 0.9)
        return None

    def _described(self, tree: Tree, source: int, word: str, span: Offsets) -> Speaker | None:
        """ "The mayor", "the coalition": the one person or group of the story that is called so."""
        article = next((tree.word(k) for k in tree.kids(source, "det", "poss")), "")
        others = tree.kids(source, "compound", "amod", "nmod", "prep")
        if word in self._told.groups and len(self._told.groups[word]) == 1 and not tree.kids(source, "prep"):
            return Speaker(self._told.groups[word][0], "organization", span, 0.9)
        if article in _DEFINITE and not others and (known := self._unnamed.get(word)) and " " in known:
            if word not in self._told.roles:
                return Speaker(known, "unnamed", span, 0.8)
        if word in self._told.roles and article in _DEFINITE and not others:
            names = self._told.roles[word]
            focus = self._in_focus("person", tree.sentence.paragraph)
            if len(names) == 1:
                return Speaker(names[0], "person", span, 0.85)
            if focus and focus.name in names:
                return Speaker(focus.name, "person", span, 0.7)
        if word in _ANY_GROUP and article in ("the", "this") and not others:
            focus = self._in_focus("it", tree.sentence.paragraph)
            if focus:
                return Speaker(focus.name, "organization", span, 0.6)
        return None

    def _by_own_words(self, tree: Tree, source: int, span: Offsets) -> Speaker | None:
        """A source without a known name: named if it is capitalised, else by its phrase."""
        text = self._view[span[0] : span[1]]
        words = text.split()
        article = words[0].lower() in ("the", "a", "an") and len(words) > 1
        if article and words[0].lower() in _INDEFINITE and len(words) == 2:
            words += self._relative_words(tree, source)
        elif article:
            words = words[1:]
        phrase = " ".join(words[:PHRASE_WORDS])
        head = tree.tokens[source].text
        if tree.word(source) in GROUP_NOUNS and any(w[0].isupper() for w in words[:-1]):
            return Speaker(phrase, "organization", span, 0.7)
        if head[:1].isupper() and not article and head.lower() not in ROLES and len(words) <= 4:
            capital = tree.tokens[source].start > tree.sentence.start
            if capital and all(w[0].isupper() for w in words):
                return Speaker(phrase, "person", span, 0.6)
        return Speaker(phrase, "unnamed", span, 0.9)


    def _relative_words(self, tree: Tree, source: int) -> list[str]:
        """What tells one "group" from another: "that monitors the war"."""
        clause = next((k for k in tree.kids(source, "relcl") if tree.kids(k, "nsubj")), None)
        if clause is None:
            return []
        words = [k for k in tree.subtree(clause) if k > source]
        contiguous = words == list(range(source + 1, source + 1 + len(words)))
        if not contiguous or len(words) > PHRASE_WORDS - 4 or tree.word(words[0]) not in RELATIVE:
            return []
        start, end = tree.span(words)
        return self._view[start:end].rstrip(_EDGES).split()


def _is_occasion(tree: Tree, prep: int) -> bool:
    """ "In a statement", "in an interview": where it was said, not who said it."""
    what = tree.first(prep, "pobj")
    return tree.word(prep) in ("in", "on", "during") and what is not None and tree.word(what) in STATEMENT_NOUNS


def _head_of(phrase: str) -> str:
    """The noun of an unnamed source's phrase."""
    words = re.split(r"\b(?:of|for|in|from|at|with|that|who|which|to|on)\b", phrase, maxsplit=1)[0].split()
    return words[-1].lower() if words else ""


def _is_one(phrase: str) -> bool:
    head = _head_of(phrase)
    return not head.endswith("s") and head not in ("police", "people")


def _kind(mention: Mention) -> SpeakerKind:
    return "person" if mention.kind == "person" else "organization"
