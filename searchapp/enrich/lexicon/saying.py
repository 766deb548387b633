"""What the rules need to know of the words that report: what each takes, and what makes a saying none.

Values, no rules and no language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from searchapp.enrich.lexicon.patterns import NEVER, NONE, Pattern, Words
from searchapp.model import VerbKind


@dataclass(frozen=True, slots=True)
class Cue:
    """One verb form. The flags say which content it takes besides a quotation beside it:

    `clause` a finite clause (said that …), `infinitive` (promised to …), `object` a noun phrase (denied the
    charge), `gerund` (suggested looking), `prepositions` a prepositional phrase (called for calm).
    `addressee`: its object may be the one told. `weak`: also common where nobody speaks, so more evidence
    is asked for. `participle`: an -ing form. `noun`: the form is also a noun. `after`: the only verbs below
    which it reports ("wanted to know"), if not everywhere.
    """

    lemma: str
    clause: bool = False
    infinitive: bool = False
    object: bool = False
    gerund: bool = False
    prepositions: tuple[str, ...] = ()
    addressee: bool = False
    weak: bool = False
    participle: bool = False
    noun: bool = False
    quote: bool = True
    after: Words = NONE


@dataclass(frozen=True, kw_only=True)
class Saying:
    """Words that report what someone said; verbs are named by their lemma."""

    cues: Mapping[str, Cue]
    """Each form of a verb ("says", "told")."""
    according: Words
    """The first word of a phrase that names a source: "according to"."""
    nouns: Words
    """Nouns that report: "her claim that …", "the minister's warning that …"."""
    written: Words
    """Things said or written, whose owner is the one who speaks: "its statement", "the coalition statement"."""
    occasions: Words
    """Things said, and meetings, that name the one told: "in an interview with X"."""
    kinds: Mapping[VerbKind, str]
    """What each word of saying does; each stands in one list."""
    letters: Pattern
    """A word as cues are looked for in a text."""
    phrases: Pattern = NEVER
    """What reports in several words and a clause: "made clear that"; its first word is the verb."""
    in_words: Pattern = NEVER
    """What names a source by its words: "in X's words", "in the words" before "of X", "as X put it"."""
    before_nouns: Words = NONE
    """What stands right before a noun, so that a form that may be one ("claims", "the state") is no verb."""
    opens_clause: Words = NONE
    """What has to follow a noun that reports."""
    own_words: Words = NONE
    """The noun of that phrase: "words"."""
    naming: tuple[str, ...] = ()
    """How verbs begin that ask for nothing where they name a thing: "called it a crime"."""
    calls_upon: Words = NONE
    """Verbs that take the one asked after a preposition: "called on Y to leave"."""
    charges: Words = NONE
    """Verbs whose object is a part of what is said: "accused Y of theft"."""
    quotings: Words = NONE
    """Forms that give way to the saying of the one they quote: "quoted X as saying"."""
    tells: Words = NONE
    """Verbs whose object is the one told, whatever else they take."""
    tells_names: Words = NONE
    """Of these, verbs that a name right after is told by, even where the parser saw no object."""
    says_to: Words = NONE
    """Verbs after which a preposition names the one told: "said to X"."""
    turns_to: Words = NONE
    """Forms of verbs for what one does to another before speaking: "turned to X and said"."""
    serving: Words = NONE
    """Nouns to which the same preposition ties whom they serve: "an aide to X"."""

    @cached_property
    def signs(self) -> Words:
        """All words that may report."""
        return frozenset((*self.cues, *self.nouns, *self.according))

    @cached_property
    def clue_words(self) -> Words:
        """All words that a rule may go by."""
        return self.signs | self.own_words

    @cached_property
    def sure_cues(self) -> Words:
        """Forms that report wherever they have a subject."""
        sure = (f for f, c in self.cues.items() if c.clause and not c.weak and not c.noun and not c.participle)
        return frozenset(sure)

    @cached_property
    def reporting_word(self) -> Pattern:
        """One form of a reporting verb, whole."""
        return re.compile("|".join(sorted(map(re.escape, self.cues), key=len, reverse=True)), re.I)

    @cached_property
    def _kind_of_word(self) -> Mapping[str, VerbKind]:
        return {word: kind for kind, words in self.kinds.items() for word in words.split()}

    def signs_in(self, view: str, start: int, end: int, *, quoted: bool) -> int:
        """How many words between two places of a view may report; a sentence with none is not parsed.

        `quoted`: whether its sentence quotes, beside which more of them do.
        """
        words = self.letters.findall(view, start, end)
        low = [word.lower() for word in words]
        signs = self.signs
        found = sum(
            1 for n, word in enumerate(low) if word in signs and self._may_report(words, low, n, quoted=quoted)
        )
        return found or int(bool(self.phrases.search(view, start, end) or self.in_words.search(view, start, end)))

    def _may_report(self, words: Sequence[str], low: Sequence[str], at: int, *, quoted: bool) -> bool:
        """Whether a sign may be more than a noun like others, or a verb that reports beside quotations only."""
        word, before = low[at], low[at - 1] if at else ""
        cue = self.cues.get(word)
        if word in self.nouns and not self.opens_clause.isdisjoint(low[at + 1 :]):
            return True
        if cue is None:
            return word not in self.nouns
        if not (quoted or cue.clause or cue.infinitive or cue.object or cue.gerund or cue.prepositions):
            return False
        if not cue.noun or cue.participle or quoted:
            return True
        named = words[at][0].isupper() and at > 0 and words[at + 1 : at + 2] != [] and words[at + 1][0].islower()
        return not (named or before in self.before_nouns)

    def kind_of(self, cue: str, *, names: bool = False) -> VerbKind:
        """What a speaker does with the words, by the cue as it stands ("Denied", "according to").

        `names`: what is said is a thing and a word for it ("called it a crime"), which asks for nothing.
        """
        if names and cue.lower().startswith(self.naming):
            return "says"
        known, cues = self._kind_of_word, self.cues
        for word in self.letters.findall(cue.lower()):
            kind = known.get(word) or (known.get(cues[word].lemma) if word in cues else None)
            if kind:
                return kind
        return "says"


@dataclass(frozen=True, kw_only=True)
class Unsaid:
    """Words by which a saying was none, need not have been, or asks or denies; verbs are named by lemma."""

    negations: Words = NONE
    negation_endings: tuple[str, ...] = ()
    """How an auxiliary ends that is denied, read as one word: "didn't"."""
    refusals: Words = NONE
    """What a speaker does instead of the saying that hangs on it: "refused to say", "stopped short of saying"."""
    delays: Words = NONE
    """Refusals where "to" follows: "has yet to say"."""
    merely: Words = NONE
    """What takes a negation back: "not only said"."""
    alternatives: Words = NONE
    """What carries a negation on to a second verb: "did not confirm or deny"."""
    able: Words = NONE
    """Auxiliaries of what may be said; with a negation, of what was not: "could say", "could not say"."""
    bound: Words = NONE
    """Auxiliaries of what may or ought to be said, and was not, negation or none: "should say"."""
    auxiliaries: Words = NONE
    """The others."""
    unreal: Words = NONE
    """Those of them that open a condition: "had he said"."""
    within: Words = NONE
    """What may stand among the words of a verb besides auxiliaries and adverbs."""
    nobody: Words = NONE
    """What opens the phrase of a source that is nobody: "none of the doctors"."""
    hardly_any: Words = NONE
    """What opens that of one who are too few to count: "few doctors"; after an article they are some."""
    intensives: Words = NONE
    """What may stand before these: "very few"."""
    interrogatives: Words = NONE
    """What opens a question that is reported: "asked whether", "asked about"."""
    wants: Words = NONE
    """Forms of verbs for what one would have another do: "wanted X to say"."""
    question_marks: Words = NONE
    denies: Words = NONE
    asks: Words = NONE
    withheld: Words = NONE
    """Verbs of which it is news that they were not done, whatever they take: "did not confirm the report"."""

    @cached_property
    def helpers(self) -> Words:
        """All auxiliaries."""
        return self.auxiliaries | self.able | self.bound

    @cached_property
    def beside_verbs(self) -> Words:
        """What may stand right before a verb and belong to it, besides negations and adverbs."""
        return self.helpers | self.within | self.refusals | self.delays | self.merely
