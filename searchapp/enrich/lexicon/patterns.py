"""Patterns made of a language's words: what a name looks like and what stands beside it, how a page is set.

Values, no rules and no language. A pattern that a language has no use for stays at NEVER, a set of words empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Pattern = re.Pattern[str]
Words = frozenset[str]
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
    among: Pattern = NEVER
    """A place and a group, as groups 1 and 2: "Lisbon of NATO"."""
    both: Pattern = NEVER
    """What joins two names: " and "."""
    apart: Pattern = NEVER
    """What joins two names that are surely two: " and the "."""
    titled: Pattern = NEVER
    """A title right before a name."""
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
    headed: Pattern = NEVER
    """A capitalised run that ends in a word for an organization."""
    described: Pattern = NEVER
    """A name after what it is, "a group called X": the group `name`."""
    acronym_group: Pattern = NEVER
    """An acronym, group 1, before a word for its members."""
    platform: Pattern = NEVER
    """A website, group 1, that someone has a page on."""
    company: Pattern = NEVER
    event: Pattern = NEVER
    """How events, prizes, laws and works end: named, but no organizations."""
    portfolio: Pattern = NEVER
    """What a minister is for."""
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
    verb_within: Pattern = NEVER
    """A name that is a sentence: a campaign, a band, a website; no person is called so."""
    named_for_place: Words = NONE
    """What a place lends its name to."""
    place_endings: Words = NONE
    org_phrases: tuple[str, ...] = ()
    """How names of organizations end in several words."""
    groups: Words = NONE
    """Nouns before a name of an organization, besides heads of names."""


@dataclass(frozen=True, kw_only=True)
class Prose:
    """How a text is set, and what damage tells: see `segment`."""

    abbreviations: Words = NONE
    may_end: Words = NONE
    """Abbreviations that may also close a sentence: they do when a capitalised common opener follows."""
    openers: Words = NONE
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
