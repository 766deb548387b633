"""What the rules need to know of a language: its words by what they do, and the patterns that are made of them.

Values, no rules and no language: `en_lexicon` has those of English. A pattern that a language has no use for
stays at NEVER, a set of words empty.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from searchapp.enrich.lexicon.saying import Saying, Unsaid
from searchapp.text.letters import without_accents

_HERE = Path(__file__).resolve().parent


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
    of_acts: Words
    """What ties somebody with what is done to what is told of it: "a photo of X telling Y", "with X saying"."""
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
    likewise: Words
    """What stands for words that another said: "said the same of X"."""
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
    rather_else: Words = NONE
    """Names of that file that are more often something else."""
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
        return self._pronoun_of_name.get(without_accents(given))

    def is_given(self, word: str, *, surely: bool = False) -> bool:
        """Whether a capitalised word, or its part before a hyphen, is a given name rather than anything else.

        `surely`: and is no surname either, as many of the long list are.
        """
        name = without_accents(word)
        first = name.partition("-")[0]
        if first in self.men or first in self.women or first in self.either or name in self.either:
            return True
        if surely:
            return False
        known = name in self._pronoun_of_name or first in self._pronoun_of_name
        return known and first not in self.rather_else and first not in self.name_openers

    @cached_property
    def pronouns(self) -> Words:
        """All of them."""
        return self.he | self.she | self.it | self.they | self.first_second | self.nobody

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
