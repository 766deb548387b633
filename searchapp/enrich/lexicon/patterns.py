"""Patterns made of a language's words: what a name looks like and what stands beside it, how a page is set.

Values, no rules and no language. A pattern that a language has no use for stays at NEVER, a set of words empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from searchapp.model import EntityKind

Pattern = re.Pattern[str]
Words = frozenset[str]
Heard = tuple[Pattern, EntityKind, int]
"""What is heard beside a name, the kind it speaks for, and how loud."""
NEVER = re.compile(r"(?!)")
NONE: Words = frozenset()


@dataclass(frozen=True, kw_only=True)
class Edges:
    """What is no part of a name though it may be taken for one: see `entities.boundaries`."""

    leading: Pattern = NEVER
    """An article or the like."""
    prefix: Pattern = NEVER
    """An adjective made of another name: "US-backed "."""
    nation: Pattern = NEVER
    """A nationality before an acronym."""
    members: Pattern = NEVER
    """Those of an organization: "Members of "."""
    tail: Pattern = NEVER
    """A common noun after a name: " militia"."""
    possessive: Pattern = NEVER
    full_stop: Pattern = NEVER
    """What ends with a full stop of its own."""
    next_company: Pattern = NEVER
    """The end of a company's name with its full stop, before another name."""
    slash: Pattern = NEVER
    """What parts two names that share a credit: "The Post/Ada Lund"."""
    loose: Pattern = NEVER
    """Small words at the end that go on to something else: "the Times of the"."""
    outlet_article: Pattern = NEVER
    """An article that is a part of an outlet's name, in the midst of a sentence: "told The"."""
    among: Pattern = NEVER
    """A place and a group, as groups 1 and 2: "Lisbon of NATO"."""
    belongs: Pattern = NEVER
    """What ties a person to an organization: " of "."""
    both: Pattern = NEVER
    """What joins two names: " and "."""
    apart: Pattern = NEVER
    """What joins two names that are surely two: " and the "."""
    suffix: Pattern = NEVER
    """What follows a surname and tells a father from a son, with its comma: ", Jr."."""
    titled: Pattern = NEVER
    """A title right before a name."""
    wife: Pattern = NEVER
    """A title right before a husband's name: "Mrs "."""
    days: Words = NONE
    """Days, months and the like, capitalised or not."""
    outlet_words: Words = NONE
    """Endings of organizations that are also names by themselves."""


@dataclass(frozen=True, kw_only=True)
class Forms:
    """What names look like: see `entities.recognize` and `entities.full_names`."""

    allied: Pattern = NEVER
    """ "US-led coalition"."""
    state: Pattern = NEVER
    """A body of a state: "Ruritanian army"."""
    unit: Pattern = NEVER
    """A part of an army, by its number: "3rd Guards Brigade"."""
    headed: Pattern = NEVER
    """A capitalised run that ends in a word for an organization."""
    described: Pattern = NEVER
    """A name after what it is, "a group called X": the group `name`."""
    acronym_group: Pattern = NEVER
    """An acronym, group 1, before a word for its members."""
    platform: Pattern = NEVER
    """A website, group 1, that someone has a page on."""
    company: Pattern = NEVER
    company_end: Pattern = NEVER
    """A word that only ends the name of a company, even at the head of a line."""
    company_ending: Pattern = NEVER
    """What ends the name of a company and may be left out."""
    traded: Pattern = NEVER
    """The group `name` is a company's, by what stands before it: "shares of X"."""
    owning: Pattern = NEVER
    """The same by what follows."""
    scored: Pattern = NEVER
    """The result of a game: the groups `first` and one of `second`, `third`, `fourth` played it."""
    ranked: Pattern = NEVER
    """A line of a table of clubs, with its group `name`."""
    event: Pattern = NEVER
    """How events, prizes, laws and works end: named, but no organizations."""
    portfolio: Pattern = NEVER
    """What a minister is for."""
    office: Pattern = NEVER
    """Ends before what a minister is for: "Secretary of "."""
    law: Pattern = NEVER
    """A bill by its number, with the house that it stands in."""
    benches: Pattern = NEVER
    """Those of a house, who are no house: " Democrats"."""
    product: Pattern = NEVER
    bracketed: Pattern = NEVER
    """An acronym, group 1, in brackets after what it stands for."""
    goes_on: Pattern = NEVER
    """The next word of a longer name."""
    openers: Words = NONE
    """Common words that are capitalised where they open a sentence."""
    small: Words = NONE
    """Words of a name that its acronym leaves out."""
    possessive: Pattern = NEVER
    article: Pattern = NEVER
    """An article that names of places bear or not: "al-"."""
    suffix: Pattern = NEVER
    """What follows a surname and tells a father from a son: " Jr."."""
    wife: Pattern = NEVER
    """A title with which a name is that of another's wife: "Mrs "."""
    courtesy: Pattern = NEVER
    """Right before a surname, the group `title`, "Mr. "; a woman's is the group `she` as well."""
    hers: Pattern = NEVER
    """Such a title with which a woman may be called by her husband's name: her surname alone keeps it."""


@dataclass(frozen=True, kw_only=True)
class Persons:
    """How names of persons are made: see `entities.persons`."""

    particled: Pattern = NEVER
    """Groups `first`, `particle` and `last`: "Ada van der Lund"."""
    byline: Pattern = NEVER
    """A line that says who wrote the story: the groups `name` and perhaps `second`."""
    signed: Pattern = NEVER
    """The same with an outlet and no other word: "Ada Lund, The Post"."""
    label: Pattern = NEVER
    """A person in capitals, the group `name`, before what they say: "ADA LUND: ..."."""
    surnamed: Pattern = NEVER
    """A surname with its particle alone, the group `name` with its `last` word, by who says something."""
    sure_particles: Words = NONE
    """Those that stand in names of persons only."""
    opening_particles: Words = NONE
    """Capitalised, those that open a surname: "De Lund"."""
    clan: Pattern = NEVER
    """A surname by its form."""
    inverted: Pattern = NEVER
    """Groups `last`, and `given` with what is `after` it, or `initials`: "Lund, Ada"."""
    inverted_within: Pattern = NEVER
    """The same in the midst of a sentence, where what is after it leaves no doubt."""
    age: Pattern = NEVER
    """That what is after it is an age."""
    year: Pattern = NEVER
    """That a year follows, as where a work is cited."""
    of_company: Pattern = NEVER
    """What follows the name of one of a company: " of Orden Corp"."""
    no_names: Words = NONE
    """Words of the names of businesses, in lower case, that are hardly a person's."""
    suffixes: Words = NONE
    """What stands after a comma and is no given name."""
    two: Pattern = NEVER
    """Two capitalised words, `first` and `last`."""


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """What the words beside a name, or within it, say of its kind: see `entities.typing`."""

    before_place: Pattern = NEVER
    of_place: Pattern = NEVER
    of_group: Pattern = NEVER
    of_person: Pattern = NEVER
    in_: Pattern = NEVER
    by: Pattern = NEVER
    the: Pattern = NEVER
    """Those end where the name begins; the next begin where it ends."""
    after_place: Pattern = NEVER
    after_group: Pattern = NEVER
    after_person: Pattern = NEVER
    speaks: Pattern = NEVER
    speaks_of_it: Pattern = NEVER
    """A saying whose subject calls itself a thing: " said it"."""
    speaks_of_self: Pattern = NEVER
    """A saying whose subject is called he or she."""
    then_person: Pattern = NEVER
    """The rest of a sentence without further names, and the next that opens with he or she."""
    called_group: Pattern = NEVER
    """What it is, after a comma or a possessive: ", the airline"."""
    called_person: Pattern = NEVER
    """Who it is, after a comma: ", a surgeon"."""
    of_person_s: Pattern = NEVER
    """What is called after a person, with an article: "the Ada Lund case"."""
    of_company: Pattern = NEVER
    """Ends where the name begins: "shares of "."""
    known: Words = NONE
    """Organizations known before any story is read."""
    sure_known: Words = NONE
    """Those of them that are nothing else."""
    known_group: Pattern = NEVER
    """One of these."""
    verb_within: Pattern = NEVER
    """A name that is a sentence: a campaign, a band, a website; no person is called so."""
    named_for_place: Words = NONE
    """What a place lends its name to."""
    place_endings: Words = NONE
    org_phrases: tuple[str, ...] = ()
    """How names of organizations end in several words."""
    groups: Words = NONE
    """Nouns before a name of an organization, besides heads of names."""

    @cached_property
    def heard_before(self) -> tuple[Heard, ...]:
        """What ends where a name begins."""
        return (
            (self.before_place, "place", 3),
            (self.of_place, "place", 1),
            (self.of_group, "organization", 1),
            (self.of_company, "organization", 3),
            (self.of_person, "person", 1),
            (self.by, "organization", 1),
        )

    @cached_property
    def heard_after(self) -> tuple[Heard, ...]:
        """What begins where a name ends."""
        return (
            (self.after_place, "place", 2),
            (self.after_group, "organization", 2),
            (self.called_group, "organization", 3),
            (self.speaks_of_self, "person", 2),
            (self.then_person, "person", 2),
        )


@dataclass(frozen=True, kw_only=True)
class Prose:
    """How a text is set, and what damage tells: see `segment`."""

    abbreviations: Words = NONE
    """Words with a full stop of their own, which may end a sentence too; those of single letters besides."""
    leading: Words = NONE
    """Of these, what stands before a name or a number and so ends nothing: "Dr. X"."""
    before_number: Words = NONE
    """Words with a full stop of their own only before a number: "No. 5"."""
    capitalised: Words = NONE
    """Abbreviations that without a capital are words: "ill."."""
    regions: Words = NONE
    """What ends an aside on where somebody is from, "X, R-Ky.", so that what follows opens a sentence."""
    times: Words = NONE
    """Abbreviations after which a new subject opens a sentence, whatever stands before."""
    attributive: Words = NONE
    """What may stand before a name as a part of its phrase: "U.S. Senate", "St. Louis"."""
    openers: Words = NONE
    """Common words that, capitalised, open a sentence."""
    letters: Words = NONE
    """Words of one letter: no initials."""
    dependent: Words = NONE
    """What opens a clause that says nothing of its own."""
    joining: Words = NONE
    """What may stand alone before a verb of saying without being its subject."""
    closes_all: Pattern = NEVER
    """An attribution at the very end of a sentence: it is that of all its clauses."""
    dateline: Pattern = NEVER
    """With groups `place` and `outlet`."""
    caption: Pattern = NEVER
    caption_lead: Pattern = NEVER
    """What a page sets before a caption: whose picture it is and that it is one; the caption itself is prose."""
    credit: Pattern = NEVER
    link: Pattern = NEVER
    newsletter: Pattern = NEVER
    contributor: Pattern = NEVER
    lost_possessive: Pattern = NEVER
    """A space where an apostrophe stood; it is the match's last but for letters."""
    lost_contraction: Pattern = NEVER
    orphan: Pattern = NEVER
    """What a lost apostrophe leaves."""
    double_space: Pattern = NEVER
    """Two spaces where a quotation mark stood."""
    spoken: Pattern = NEVER
    """Someone's "we" or "I" with its attribution: words that only a quotation can hold."""


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """How speech is set that no verb reports: see `dialogue`."""

    questions: Words = NONE
    answers: Words = NONE
    """What stands before a question and an answer instead of names; they end in a stop or a colon."""
    parts: Words = NONE
    """Who may speak by their part alone, besides roles: "host"."""
    no_labels: Words = NONE
    """What stands before a colon at the head of a line and is nobody: "Update"."""
    particles: Words = NONE
    """Small words of a name: "van"."""
    talk: Pattern = NEVER
    """A word that is spoken to someone: "I", "you", "thanks"."""
    age: Pattern = NEVER
    """Someone's age among what is told of them."""
    interviewed: Pattern = NEVER
    """What stands right before the name of one who is interviewed; it ends where that begins."""
    interviews: Pattern = NEVER
    """What stands right after it."""
    written_by: Pattern = NEVER
    """What stands before a writer's name."""
    comes_from: Pattern = NEVER
    """What may stand before the name of one whose words follow, with a title: "And from "; it ends there."""
    topic: Pattern = NEVER
    """What, after a name, tells on what or where one speaks: " on the vote"."""
    written_within: Pattern = NEVER
    """What is no part of the name of one who wrote something: "Letter from "."""
    greeting: Pattern = NEVER
    """How a letter begins."""
    quote_heading: Pattern = NEVER
    """A line, whole, over a quotation that is set apart."""


@dataclass(frozen=True, kw_only=True)
class Plain:
    """What is read without a model: see `models.rule_model` and `models.shallow_parser`."""

    run: Pattern = NEVER
    """A run of capitalised words, small ones between them."""
    linked: Pattern = NEVER
    """What may join two names in a run."""
    place_before: Pattern = NEVER
    said_after: Pattern = NEVER
    said_before: Pattern = NEVER
    days: Words = NONE
    common: Words = NONE
    """Words that are capitalised only because they open a sentence."""
    links: Words = NONE
    """What ties a noun to what follows it."""
    breaks: Words = NONE
    """What no noun phrase goes over."""
    between: Words = NONE
    """What may stand between a subject and its verb, besides words with `adverb_endings`."""
    adverb_endings: tuple[str, ...] = ()
    when: Words = NONE
    """What opens a phrase on when and where."""
    phrase_openers: Words = NONE
    """What a noun phrase is not to begin with."""
    before_nouns: Words = NONE
    """What stands before a word that is then no verb: "to say", "the report"."""
