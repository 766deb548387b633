"""Who said what: every rule there is, in the order they are tried, and what walks them.

What a cue is, by the words of the language, decides which of the rules are tried on it; the first that finds
something decides. Statements found in one sentence are then set against each other by `combine`, and each is asked
to whom it was made.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, get_args

from searchapp.enrich.attribution import addressee, clause_rules, combine, insertion, polarity, position_rules
from searchapp.enrich.attribution.candidate import Candidate, Clue, ClueKind, Rule, found_by
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.lexicon.saying import Cue
from searchapp.enrich.models.tree import Tree
from searchapp.model import CERTAIN_FROM, Mode, Offsets, SpeakerKind

RULES: tuple[Rule, ...] = (
    Rule("according", "according", clause_rules.according_to, 0.93),  # According to X, …
    Rule("phrase", "phrase", position_rules.set_phrase, 0.94),  # X made clear that …
    Rule("phrase", "words", position_rules.in_words, 0.94),  # In the words of X, …
    # What the grammar says.
    Rule("clause", "verb", clause_rules.answer, 0.95),  # X said yes
    Rule("quote", "verb", clause_rules.quotation, 0.97, may_lack_source=True),  # “…,” X said
    Rule("inserted", "verb", insertion.between_commas, 0.95),  # The road, says X, was closed
    Rule("saying", "verb", clause_rules.participle_clause, 0.94),  # …, saying that …
    Rule("saying", "verb", position_rules.opening_participle, 0.94),  # Claiming that …, X left
    Rule("clause", "verb", clause_rules.clause, 0.95),  # X said that …
    Rule("inserted", "verb", clause_rules.inserted, 0.95),  # The road, X said, was closed
    Rule("apart", "verb", clause_rules.closing_attribution, 0.92),  # …, said X, who …
    Rule("as-said", "verb", clause_rules.as_said, 0.76),  # As X said, …
    Rule("infinitive", "verb", clause_rules.called_upon, 0.91),  # X called on Y to leave
    Rule("preposition", "verb", clause_rules.prepositional, 0.87),  # X called for calm
    Rule("infinitive", "verb", clause_rules.infinitive, 0.91),  # X promised to leave
    Rule("gerund", "verb", clause_rules.gerund, 0.96),  # X suggested waiting
    Rule("object", "verb", clause_rules.direct_object, 0.92),  # X denied the charge
    # What the place says, where the parser missed the grammar of a sure verb.
    Rule("colon", "verb", position_rules.colon, 0.85),  # X said:
    Rule("that", "verb", position_rules.that, 0.91),  # X said of it that …
    Rule("rest", "verb", position_rules.rest, 0.90),  # X said …
    # A verb that found nothing may be a noun.
    Rule("noun", "noun", clause_rules.owned_noun, 0.73),  # X’s claim that …
    # What is left over when all words of the sentence have been asked.
    Rule("nearby", "quotation", combine.nearest_verb, 0.92),  # X walked on, chanting “…”
)
"""How statements are found: the name that each bears as its rule, what the rule goes by, and its confidence.

The confidence is the share that is right of what it finds where a person is named and a sure verb reports, without
quotation marks; `benchmarks.calibration` measures it, and EVIDENCE.
"""

Evidence = Literal["organization", "unnamed", "pronoun", "relative", "weak", "quoted"]
EVIDENCE: Mapping[Evidence, float] = {
    "organization": -0.49,
    "unnamed": -0.66,  # An official said …
    "pronoun": -0.30,  # She said …
    "relative": -1.13,  # …, who said …
    "weak": -0.37,  # A verb that is also common where nobody speaks.
    "quoted": 0.33,  # All or a part of the words are quoted.
}
"""What else tells whether a statement is right: by how much, in log-odds."""

LISTENERS: tuple[Callable[[Tree, Candidate], addressee.Words | None], ...] = (
    addressee.told_object,  # X told reporters that …
    addressee.told_name,  # X told Reuters the road …
    addressee.said_to,  # X said to Reuters that …
    addressee.turned_to,  # X turned to Y and said …
    addressee.on_occasion,  # In an interview with Y, X said …
)
"""How the one is found to whom a statement was made."""

_BY_CLUE: dict[ClueKind, tuple[Rule, ...]] = {
    kind: tuple(rule for rule in RULES if rule.clue == kind) for kind in get_args(ClueKind)
}


def evidence_of(source: str, cue: str, *, kind: SpeakerKind, mode: Mode, lexicon: Lexicon) -> list[Evidence]:
    """What tells for or against a statement, by the words of its source and its cue as they stand."""
    found: list[Evidence] = []
    if (said_by := source.lower()) in lexicon.grammar.relatives:
        found.append("relative")
    elif said_by in lexicon.people.pronouns:
        found.append("pronoun")
    elif kind != "person":
        found.append(kind)
    cues = (lexicon.saying.cues.get(word.lower()) for word in lexicon.saying.letters.findall(cue))
    if any(known.weak for known in cues if known):
        found.append("weak")
    if mode != "indirect":
        found.append("quoted")
    return found


TOLD_APART_FROM = 0.7
POOLED = 0.6
"""The share that is right of all that is certain and less than that: so few are (15 of 1,298) that the values of
a fit rise where their shares fall, and such neighbours get one value (pool adjacent violators, Ayer 1955)."""


def confidence_of(rule: float, evidence: Iterable[Evidence], table: Mapping[Evidence, float] = EVIDENCE) -> float:
    """How likely a statement is right, by the confidence of its rule and what else there is."""
    odds = math.log(rule / (1 - rule)) + sum(table[one] for one in evidence)
    found = 1 / (1 + math.exp(-odds))
    return POOLED if CERTAIN_FROM <= found < TOLD_APART_FROM else found


def statements_in(tree: Tree) -> list[Candidate]:
    """The outermost statements of a sentence, in the order of their cues."""
    found = [one for i in _able(tree) if (one := _found_at(tree, i)) and _may_hold(tree, one)]
    found += [one for clue in position_rules.phrase_clues(tree) if (one := _by_rules("phrase", clue))]
    found.sort(key=lambda one: one.cue)
    (left_over,) = _BY_CLUE["quotation"]
    whole = combine.with_quotations(tree, combine.outermost(tree, found), left_over)
    return [one for one in whole if polarity.is_said(tree, one)]


def tells_nothing(tree: Tree) -> bool:
    """Whether no word of a sentence is found to report, be it a thing that is not said."""
    return not any(_found_at(tree, i) for i in _able(tree))


def _able(tree: Tree) -> Iterator[int]:
    """The words that may report."""
    signs = tree.lexicon.saying.clue_words
    return (i for i, token in enumerate(tree.tokens) if not token.quote and token.text.lower() in signs)


def _may_hold(tree: Tree, one: Candidate) -> bool:
    """Whether a finding stands for now: one that is not said still holds the clause below it."""
    below = one.content[:1] > (one.cue,) and any(k > one.cue for k in tree.kids(one.cue, "ccomp"))
    return below or polarity.is_said(tree, one)


def _found_at(tree: Tree, i: int) -> Candidate | None:
    return next(filter(None, (_by_rules(kind, clue) for kind, clue in _clues(tree, i))), None)


def _clues(tree: Tree, i: int) -> Iterator[tuple[ClueKind, Clue]]:
    """What a word may be."""
    saying, word = tree.lexicon.saying, tree.word(i)
    if word in saying.according:
        yield "according", Clue(tree, i, Cue(word))
        return
    if word in saying.own_words:
        yield "words", Clue(tree, i, Cue(word))
    cue = saying.cues.get(word)
    if cue and (clue := clause_rules.verb_clue(tree, i, cue)):
        yield "verb", clue
    if word in saying.nouns:
        yield "noun", Clue(tree, i, cue or Cue(word))


def _by_rules(kind: ClueKind, clue: Clue) -> Candidate | None:
    """What the first rule that finds anything finds; None where nobody is seen to say it."""
    for rule in _BY_CLUE[kind]:
        if (said := rule.find(clue)) is None:
            continue
        found = found_by(rule, clue, said)
        known = said.source is not None or rule.may_lack_source
        # The source can't be part of what it says: the parse is wrong here.
        return found if known and said.source not in found.content else None
    return None


def addressee_of(tree: Tree, found: Candidate) -> Offsets | None:
    """Where the phrase stands that names the one told; None where nobody is."""
    for listener in LISTENERS:
        if (words := listener(tree, found)) is not None:
            return tree.span(words) if words else None
    return None
