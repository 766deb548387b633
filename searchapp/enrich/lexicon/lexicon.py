"""What the rules need to know of a language: its words by what they do, and the patterns that are made of them.

Values, no rules and no language: `en_lexicon` has those of English. A pattern that a language has no use for
stays at NEVER, a set of words empty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from searchapp.enrich.animacy.nouns import Nouns
from searchapp.enrich.lexicon.patterns import (
    NEVER,
    NONE,
    Dialogue,
    Edges,
    Forms,
    Kinds,
    Pattern,
    Persons,
    Plain,
    Prose,
    Words,
)
from searchapp.model import VerbKind

_HERE = Path(__file__).resolve().parent


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
class Grammar:
    """Words of a sentence that are few and say how its parts hang together."""

    relatives: Words
    relative_subjects: Words
    """Relatives that may stand for the one who speaks: "X, who said"."""
    persons_only: Words
    """Those that never stand for a thing."""
    that: Words
    """What opens the words said: "said that …"."""
    as_: Words
    """ "As X said", "described as": also before what a thing is called."""
    to: Words
    """What ties the one told to a verb, and a source to "according"."""
    of: Words
    and_: Words
    articles: Words
    indefinite: Words
    """Articles and the like that bring in someone new."""
    definite: Words
    """Those that point back to someone: "the mayor"."""
    pointing: Words
    """Those of them that point to a whole group: "this company"."""
    nobodies: Words
    """Pronouns that stand for no one by themselves, but for `those` with a phrase after it."""
    those: Words
    not_told: Words
    """Words that never stand for the one told."""
    answers: Words
    """What may be said whole in a word: "said yes"."""
    answer_ends: Words
    """What may follow such a word, "" for the end of a sentence."""
    asides: Words
    """What opens an aside about the source just named."""
    conditions: Words
    """What makes a saying one that need not have been: "if he said"."""
    subordinating: Words
    """What opens a clause that may go without subject and auxiliary: "when asked"."""
    meanwhile: Words
    """What opens a clause on the time a thing was said."""
    next_clause: Words
    """What opens a clause after a comma that is not the verb's subject."""
    joining: Words
    """What joins a saying to the next."""
    content_edges: Words
    """What opens the words said without being said, and of it `content_ends` may hang at their end."""
    content_ends: Words
    upon: Words
    """What follows `calls_upon`."""
    after_object: Words
    """Prepositions that go on after an object that is said: "called it a threat to …"."""
    made_to: Words
    """What ties the one told to an occasion: "comments to X"."""
    at_occasion: Words
    """What opens the occasion of a saying: "in a statement"."""
    joins: Pattern
    """What stands between two who say one thing: the group `aside` is of the first, `role` of the second."""
    lists: Pattern
    """The same between two of a longer row, with `role`."""
    on_platform: Words
    """What opens the place where a thing was posted: "on Twitter"."""
    owners: Words
    """What ties its author to a thing written: "a letter from X"."""
    contracted: Words
    """What may be "has" as well as "is"."""
    gerund_ending: str
    finite_endings: tuple[str, ...]
    """How a verb ends that may have its subject before another: "X said A and suggested B"."""
    clause_between: Pattern
    """What may stand between a noun and its name: " that counts the dead, "."""
    group_head_ends: Pattern
    """Where the head of an organization's name ends: "Council of Y"."""
    phrase_head_ends: Pattern
    """Where the head of an unnamed source's phrase ends."""
    role_ends: Words
    """What ends the search for a role after a name."""
    opening_group: Pattern
    """A group spoken of by its kind, "the coalition": the noun is group 1."""
    opening_many: Pattern
    """Several spoken of at the head of a sentence, "Tribal leaders": the phrase is group 1, its noun group 2."""
    stand_in: tuple[str, str]
    """A sentence of two words, which the parser reads in the place of a quotation."""
    name_stand_in: str
    """A name of one word, which it reads in the place of a name that is a sentence."""
    misread: Pattern
    """What it takes for no part of a name: the "Sr" of "Ada Lund Sr."."""
    read_instead: str
    """What it reads in the place of that, as long as it."""


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
    interrogatives: Words = NONE
    """What opens a question that is reported: "asked whether", "asked about"."""
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


@dataclass(frozen=True, kw_only=True)
class People:
    """Words for who may speak: pronouns, titles, roles, kinds of groups, given names."""

    he: Words
    she: Words
    it: Words
    they: Words
    first_second: Words
    nobody: Words
    """Pronouns that point, ask or relate."""
    titles: Words
    """Words before a name that are not part of it; compared without their full stop."""
    he_titles: Words
    she_titles: Words
    title_roles: Mapping[str, str]
    """The role that a short title stands for: "sen" is a senator."""
    roles: Words
    """What a person may be called by their part in a story; such a phrase may name the person beside it."""
    group_nouns: Words
    """Heads of organizations; "the coalition" may stand for the one coalition a story names."""
    any_group: Words
    """Nouns that may stand for any organization."""
    org_endings: Words
    """A capitalised run that ends so is an organization."""
    men: Words
    women: Words
    either: Words = NONE
    """Given names of both, and those of which it is not known."""
    given_names: str = ""
    """The file of more given names: each pronoun's in a section, headed "[he]", a name a line, without accents."""
    he_roles: Words = NONE
    she_roles: Words = NONE
    """Roles and ties that only a man or a woman has: "spokeswoman", "husband"."""
    own_tie: Pattern = NEVER
    """What follows a name and surely tells its pronoun, by group 1: " and his wife"."""
    own_pronoun: Pattern = NEVER
    """What follows a name in its sentence up to a pronoun, group 1, that stands for it: " left with his"."""
    platforms: Words = NONE
    """Where people post what they say, in lower case: they speak only as companies."""
    plural_ending: str
    plurals: Words
    """Nouns that mean several without that ending."""
    many: Words
    """Those of them that stand for sources though they are no role."""

    @cached_property
    def _pronoun_of_name(self) -> Mapping[str, str]:
        lines = (_HERE / self.given_names).read_text(encoding="utf-8").splitlines() if self.given_names else ()
        known: dict[str, str] = {}
        section = ""
        for line in lines:
            if line.startswith("["):
                section = line.strip("[]")
            elif not line.startswith("#"):
                known[line] = section
        return known | dict.fromkeys(self.men, "he") | dict.fromkeys(self.women, "she")

    def pronoun_of(self, given: str) -> str | None:
        """ "he" or "she" for who bears a given name; None where that is open."""
        plain = unicodedata.normalize("NFKD", given.lower())
        return self._pronoun_of_name.get("".join(c for c in plain if not unicodedata.combining(c)))

    @cached_property
    def pronouns(self) -> Words:
        """All of them."""
        return self.he | self.she | self.it | self.they | self.first_second | self.nobody

    @cached_property
    def given(self) -> Words:
        """All given names."""
        return self.men | self.women | self.either

    @cached_property
    def name_openers(self) -> Words:
        """Words before a name that are none of its own."""
        return self.titles | self.roles

    @cached_property
    def may_speak(self) -> Words:
        """Nouns and pronouns for those who may speak, in the singular but for those that have none."""
        return self.roles | self.titles | self.group_nouns | self.many | self.he | self.she | self.it | self.they


@dataclass(frozen=True, kw_only=True)
class Geography:
    """Names of countries, regions and cities, and of peoples."""

    places: Words
    """Names that are places wherever they stand alone, unless a story says otherwise."""
    sure_places: Words
    """Names that are places without a doubt, found even where the model sees none."""
    cities: Words
    """Those of them whose clubs bear their name."""
    peoples: Words
    """Nationalities and peoples as adjectives: never places themselves."""
    people_word: Pattern
    """One of them, whole, alone or as a noun."""
    same_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The fuller names of a place that is called by a short one, the fullest first."""
    short: Pattern = NEVER
    """A country in two or three letters."""


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """All of a language; `language` is its tag, as a story has it."""

    language: str
    saying: Saying
    grammar: Grammar
    people: People
    geography: Geography
    unsaid: Unsaid = field(default_factory=Unsaid)
    nouns: Nouns = field(default_factory=Nouns)
    edges: Edges = field(default_factory=Edges)
    forms: Forms = field(default_factory=Forms)
    kinds: Kinds = field(default_factory=Kinds)
    persons: Persons = field(default_factory=Persons)
    prose: Prose = field(default_factory=Prose)
    dialogue: Dialogue = field(default_factory=Dialogue)
    plain: Plain = field(default_factory=Plain)
