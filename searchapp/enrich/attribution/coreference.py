"""Who a source phrase means: a name of the story, or an unnamed source by its own words.

A Cast holds what a story has told so far: who is named, by which roles, and who is in focus, so that
"he", "the spokesman" and "its statement" find their person. Knows nothing of how statements are found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from searchapp.enrich.animacy.sources import kind_of_source
from searchapp.enrich.attribution.candidate import NOMINAL, Candidate
from searchapp.enrich.attribution.descriptors import descriptors_of
from searchapp.enrich.attribution.joint import with_others
from searchapp.enrich.attribution.salience import Focus, Speaker
from searchapp.enrich.attribution.source_phrase import by_own_words, phrase_of
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.models.tree import Tree
from searchapp.model import Mention, Offsets, SpeakerKind

_DEPTH = 3
"""How often the owner of an owner is asked for."""

_WHO_WITHIN = 10
"""So many words before a "who" is what it stands for, where the parser hung it on a thing."""


class Cast:
    """Who is in a story, as far as it has been read."""

    def __init__(self, view: str, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self._view = view
        self._lexicon = lexicon
        platforms = lexicon.people.platforms
        mentions = [replace(m, kind="organization") if m.text.lower() in platforms else m for m in mentions]
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]
        self._told = descriptors_of(view, mentions, lexicon)
        self._published: dict[str, Speaker] = {}
        self.focus = Focus(view, self._mentions, self._told, lexicon)

    def speaker_of(self, tree: Tree, source: int, *, who: int | None = None, depth: int = 0) -> Speaker | None:
        """Who the phrase around a source word means; None where it can only be the author or the reader.

        `who` is the relative pronoun that stands for the source where it speaks, if one does.
        """
        grammar, people = self._lexicon.grammar, self._lexicon.people
        word = tree.word(source)
        span = phrase_of(self._view, tree, source)
        if who is not None:
            span = (tree.tokens[who].start, tree.tokens[who].end)
        if tree.tokens[source].quote or not any(c.isalpha() for c in self._view[span[0] : span[1]]):
            return None
        if word in grammar.nobodies and word not in grammar.those and not tree.kids(source, "prep"):
            return self._antecedent(tree, source, span, depth) if word in grammar.relatives else None
        if word in people.pronouns and word not in grammar.nobodies and not tree.kids(source, "prep"):
            return self._pronoun(tree, source, word, span)
        if word.rstrip(".") in people.titles and not self._mention_at(tree, source):
            # The parser took the title for the head: the name is what follows it.
            for following in range(source + 1, min(source + 4, len(tree.tokens))):
                named = self._mention_at(tree, following)
                if named and named.kind == "person":
                    return Speaker(named.name, "person", (span[0], max(span[1], named.end)))
                if tree.word(following) != "." and tree.word(following).rstrip(".") not in people.titles:
                    break
        if mention := self._mention_at(tree, source):
            return Speaker(mention.name, "person" if mention.kind == "person" else "organization", span)
        if word in self._lexicon.saying.written and depth < 3 and (owner := self._owner(tree, source, depth)):
            return Speaker(owner.name, owner.kind, span, owner.sure * 0.95)
        if (
            word in self._lexicon.saying.written
            and not tree.kids(source, "poss", "compound", "nmod")
            and (last := self.focus.on("last", tree.sentence.paragraph))
        ):
            return Speaker(last.name, last.kind, span, 0.6)
        if beside := self._beside(tree, source, word):
            return beside if who is None else replace(beside, span=span)
        kind = kind_of_source(tree, source)
        if kind == "thing":
            meant = self._person_before(tree, who) if depth < _DEPTH else None
            return None if meant is None else self.speaker_of(tree, meant, who=who, depth=depth + 1)
        if kind == "document" and (whose := self._publisher(tree, source, word, depth)):
            return replace(whose, span=span)
        if known := self._described(tree, source, word, span):
            return known
        phrase = phrase_of(self._view, tree, source)
        called = by_own_words(self._view, tree, source, phrase, relative=who is not None)
        return replace(called, span=span) if called else None

    def _person_before(self, tree: Tree, who: int | None) -> int | None:
        """ "A focal point for marchers here, who shouted": the last before a "who" that it can stand for."""
        if who is None or tree.word(who) not in self._lexicon.grammar.persons_only:
            return None
        within = range(who - 1, max(-1, who - _WHO_WITHIN), -1)
        before = (k for k in within if tree.tokens[k].relation in NOMINAL and tree.tokens[k].relation != "poss")
        return next((k for k in before if kind_of_source(tree, k) in ("person", "group")), None)

    def with_others(self, tree: Tree, found: Candidate, speaker: Speaker) -> Speaker:
        """A speaker with those who share the statement."""
        if speaker.others:
            return speaker
        start, end = (bisect_left(self._starts, at) for at in (tree.sentence.start, tree.sentence.end))
        quotes = tree.sentence.quotes
        mine = [m for m in self._mentions[start:end] if not any(q.start <= m.start < q.end for q in quotes)]
        return with_others(self._view, tree, found, speaker, mine)

    def is_name(self, tree: Tree, position: int) -> bool:
        """Whether a word is a part of a person's name ("Said" in "Edward Said")."""
        mention = self._mention_at(tree, position)
        return mention is not None and mention.kind == "person"

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
        people = self._lexicon.people
        paragraph = tree.sentence.paragraph
        if word in people.first_second:
            return None
        if word in people.he or word in people.she:
            wanted = "he" if word in people.he else "she"
            others = self._named_below(tree, source)
            for mention in self._earlier_in(tree, source):
                if (
                    mention.kind == "person"
                    and mention.name not in others
                    and self._told.gender.get(mention.name, wanted) == wanted
                ):
                    self._told.gender.setdefault(mention.name, wanted)
                    return Speaker(mention.name, "person", span, 0.8)
            focus = self.focus.on("person", paragraph)
            if focus and focus.name not in others and self._told.gender.get(focus.name, wanted) == wanted:
                self._told.gender.setdefault(focus.name, wanted)
                return Speaker(focus.name, "person", span, 0.85)
            if (other := self._nearest(wanted, span[0])) and other not in others:
                return Speaker(other, "person", span, 0.65)
            last = self.focus.on("last", paragraph)
            if last and last.kind == "unnamed" and self._may_be(wanted, last.name):
                return Speaker(last.name, "unnamed", span, 0.6)
            return Speaker(self._view[span[0] : span[1]], "unnamed", span, 0.4)
        slot = "it" if word in people.it else "they"
        focus = self.focus.on(slot, paragraph)
        last = self.focus.on("last", paragraph)
        if focus is None and last and last.kind != "person" and (slot == "they" or last.kind == "unnamed"):
            focus = last
        if focus and slot == "they" and focus.others:
            return replace(focus, span=span, sure=0.75)
        if focus and focus.kind != "person" and focus.name.lower() not in people.pronouns:
            return Speaker(focus.name, focus.kind, span, 0.75)
        return Speaker(self._view[span[0] : span[1]], "unnamed", span, 0.4)

    def _earlier_in(self, tree: Tree, source: int) -> list[Mention]:
        """The names in the same sentence before a pronoun, outside quotations."""
        at = bisect_left(self._starts, tree.sentence.start)
        limit = tree.tokens[source].start
        found = [m for m in self._mentions[at : at + 20] if m.start < limit]
        return [m for m in found if not any(q.start <= m.start < q.end for q in tree.sentence.quotes)]

    def _named_below(self, tree: Tree, source: int) -> set[str]:
        """Who is named in the clause of a pronoun, and is not the one it means: "he said that X was late"."""
        token = tree.tokens[source]
        if token.relation != "nsubj":
            return set()
        below = (self._mention_at(tree, k) for k in tree.subtree(token.head, without=(source,)) if k > token.head)
        return {mention.name for mention in below if mention and mention.kind == "person"}

    def _nearest(self, wanted: str, before: int) -> str | None:
        """The last person named before a place whose gender fits, or the only one for whom it is open."""
        at = bisect_left(self._starts, before)
        near = [m.name for m in reversed(self._mentions[max(0, at - 12) : at]) if m.kind == "person"]
        fitting = next((name for name in near if self._told.gender.get(name) == wanted), None)
        still_open = {name for name in near if name not in self._told.gender}
        return fitting or (still_open.pop() if len(still_open) == 1 else None)

    def _may_be(self, wanted: str, phrase: str) -> bool:
        """Whether a pronoun may stand for an unnamed source: "she" is no spokesman."""
        people = self._lexicon.people
        words = {word.lower() for word in phrase.split()}
        others = people.he | people.he_roles if wanted == "she" else people.she | people.she_roles
        return not words & others and not (len(words) == 1 and words & people.pronouns)

    def _owner(self, tree: Tree, source: int, depth: int) -> Speaker | None:
        """Whose statement, letter or report it is."""
        people, owners = self._lexicon.people, self._lexicon.grammar.owners
        beside = [k for k in tree.kids(source, "compound", "nmod") if tree.word(k) not in people.platforms]
        for kid in [*tree.kids(source, "poss"), *beside]:
            found = self.speaker_of(tree, kid, depth=depth + 1)
            known = found and (found.kind != "unnamed" or self._is_group(tree.word(kid)))
            if found and known and found.name.lower() not in people.pronouns:
                return found
        for prep in tree.kids(source, "prep"):
            if tree.word(prep) in owners and (by := tree.first(prep, "pobj")) is not None:
                return self.speaker_of(tree, by, depth=depth + 1)
        for clause in tree.kids(source, "relcl"):
            subject = tree.first(clause, "nsubj")
            if subject is not None and (
                (spoken := tree.word(subject)) not in people.pronouns
                or spoken in people.he
                or spoken in people.she
            ):
                return self.speaker_of(tree, subject, depth=depth + 1)
        if tree.tokens[source].relation == "dobj":
            subject = tree.first(tree.tokens[source].head, "nsubj")
            if subject is not None and subject != source:
                return self.speaker_of(tree, subject, depth=depth + 1)
        return None

    def _publisher(self, tree: Tree, source: int, word: str, depth: int) -> Speaker | None:
        """Whose poll or ruling it is: an organization beside it, whoever it is by, or who was told before."""
        found: Speaker | None = None
        for kid in tree.kids(source, "poss", "compound", "nmod"):
            if (named := self._mention_at(tree, kid)) and named.kind == "organization":
                found = Speaker(named.name, "organization", (named.start, named.end), 0.9)
        for prep in tree.kids(source, "prep"):
            by = tree.first(prep, "pobj")
            if found or depth >= _DEPTH or by is None or tree.word(prep) not in self._lexicon.grammar.owners:
                continue
            if self._mention_at(tree, by) or kind_of_source(tree, by) in ("person", "group"):
                found = self.speaker_of(tree, by, depth=depth + 1)
        if found:
            self._published[word] = found
        if found or [tree.word(k) in self._lexicon.grammar.definite for k in tree.children[source]] != [True]:
            return found
        return self._published.get(word)

    def _is_group(self, word: str) -> bool:
        people = self._lexicon.people
        return word in people.group_nouns or word in people.it or word in people.they

    def _beside(self, tree: Tree, source: int, word: str) -> Speaker | None:
        """A name in apposition to a role or a kind of group: "a spokesman, X", "the group X"."""
        group: SpeakerKind | None = "organization" if word in self._lexicon.people.group_nouns else None
        wanted: SpeakerKind | None = "person" if word in self._lexicon.people.roles else group
        for kid in [*tree.kids(source, "appos"), *tree.kids(source, "compound", "nmod")]:
            mention = self._mention_at(tree, kid)
            if mention is None:
                continue
            apposed = tree.tokens[kid].relation == "appos"
            if (apposed and mention.kind != "place" and wanted in (None, mention.kind)) or (
                wanted == "organization" and mention.kind == "organization"
            ):
                span = (min(tree.tokens[kid].start, mention.start), mention.end)
                whole = phrase_of(self._view, tree, source)
                return Speaker(mention.name, _kind(mention), whole if not apposed else span)
        if wanted is not None and (named := self._named_after(tree.tokens[source].end, wanted)):
            return Speaker(named.name, wanted, (named.start, named.end), 0.95)
        if wanted == "person":
            # "X, the spokesman of Y, said", where the parser took the spokesman for the one who says it.
            start = phrase_of(self._view, tree, source)[0]
            at = bisect_left(self._starts, start) - 1
            before = self._mentions[at] if at >= 0 else None
            if (
                before and before.kind == "person" and self._view[before.end : start] == ", "
                and not _is_tied(tree, before, source)
            ):  # fmt: skip
                return Speaker(before.name, "person", (before.start, before.end), 0.9)
        return None

    def _named_after(self, end: int, wanted: SpeakerKind) -> Mention | None:
        """ "A group that counts the dead, X, said": the name between commas after a noun and its clause."""
        at = bisect_left(self._starts, end)
        for mention in self._mentions[at : at + 3]:
            if mention.kind == wanted and self._lexicon.grammar.clause_between.fullmatch(
                self._view, end, mention.start
            ):
                return mention if self._view[mention.end : mention.end + 1] == "," else None
        return None

    def _described(self, tree: Tree, source: int, word: str, span: Offsets) -> Speaker | None:
        """ "The mayor", "the coalition": the one person or group of the story that is called so."""
        grammar = self._lexicon.grammar
        article = next((tree.word(k) for k in tree.kids(source, "det", "poss")), "")
        others = tree.kids(source, "compound", "amod", "nmod", "prep")
        if word in self._told.groups and len(self._told.groups[word]) == 1 and not tree.kids(source, "prep"):
            return Speaker(self._told.groups[word][0], "organization", span, 0.9)
        known = self.focus.unnamed(word) if word not in self._told.roles else None
        if article in grammar.definite and not others and known and " " in known:
            return Speaker(known, "unnamed", span, 0.8)
        if word in self._told.roles and article in grammar.definite and not others:
            names = self._told.roles[word]
            focus = self.focus.on("person", tree.sentence.paragraph)
            if len(names) == 1:
                return Speaker(names[0], "person", span, 0.85)
            if focus and focus.name in names:
                return Speaker(focus.name, "person", span, 0.7)
        if word in self._lexicon.people.any_group and article in grammar.pointing and not others:
            focus = self.focus.on("it", tree.sentence.paragraph)
            if focus:
                return Speaker(focus.name, "organization", span, 0.6)
        return None


def _is_tied(tree: Tree, mention: Mention, source: int) -> bool:
    """Whether a name before a subject is another's: "to X, the mayor said", "X, the mayor said, was late"."""
    if tree.tokens[source].relation != "nsubj":
        return False
    verb = tree.tokens[source].head
    within = (t for t in tree.tokens if mention.start <= t.start < mention.end)
    return any(
        t.relation in ("pobj", "dobj") or (t.relation in ("nsubj", "nsubjpass") and t.head != verb) for t in within
    )


def _kind(mention: Mention) -> SpeakerKind:
    return "person" if mention.kind == "person" else "organization"
