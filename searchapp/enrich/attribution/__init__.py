"""Who said what: every rule there is, in the order they are tried, and what walks them.

What a cue is, by the words of the language, decides which of the rules are tried on it; the first that finds
something decides. Statements found in one sentence are then set against each other by `combine`, and each is asked
to whom it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

from searchapp.enrich.attribution import addressee, clause_rules, combine, insertion, polarity, position_rules
from searchapp.enrich.attribution.candidate import Candidate, Clue, ClueKind, Rule, found_by
from searchapp.enrich.lexicon.lexicon import Cue
from searchapp.enrich.models.tree import Tree
from searchapp.model import Offsets

RULES: tuple[Rule, ...] = (
    Rule("according", "phrase", clause_rules.according_to, 0.95),  # According to X, …
    # What the grammar says.
    Rule("clause", "verb", clause_rules.answer, 0.92),  # X said yes
    Rule("quote", "verb", clause_rules.quotation, 0.93, may_lack_source=True),  # “…,” X said
    Rule("inserted", "verb", insertion.between_commas, 0.9),  # The road, says X, was closed
    Rule("saying", "verb", clause_rules.participle_clause, 0.85),  # …, saying that …
    Rule("clause", "verb", clause_rules.clause, 0.92),  # X said that …
    Rule("inserted", "verb", clause_rules.inserted, 0.9),  # The road, X said, was closed
    Rule("apart", "verb", clause_rules.closing_attribution, 0.85),  # …, said X, who …
    Rule("as-said", "verb", clause_rules.as_said, 0.7),  # As X said, …
    Rule("preposition", "verb", clause_rules.prepositional, 0.7),  # X called for calm
    Rule("infinitive", "verb", clause_rules.called_upon, 0.7),  # X called on Y to leave
    Rule("infinitive", "verb", clause_rules.infinitive, 0.7),  # X promised to leave
    Rule("gerund", "verb", clause_rules.gerund, 0.7),  # X suggested waiting
    Rule("object", "verb", clause_rules.direct_object, 0.65),  # X denied the charge
    # What the place says, where the parser missed the grammar of a sure verb.
    Rule("colon", "verb", position_rules.colon, 0.8),  # X said:
    Rule("that", "verb", position_rules.that, 0.75),  # X said of it that …
    Rule("rest", "verb", position_rules.rest, 0.7),  # X said …
    # A verb that found nothing may be a noun.
    Rule("noun", "noun", clause_rules.owned_noun, 0.65),  # X’s claim that …
    # What is left over when all words of the sentence have been asked.
    Rule("nearby", "quotation", combine.nearest_verb, 0.75),  # X walked on, chanting “…”
)
"""How statements are found: the name that each bears as its rule, what the rule goes by, and its confidence."""

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


def statements_in(tree: Tree) -> list[Candidate]:
    """The outermost statements of a sentence, in the order of their cues."""
    signs = tree.lexicon.saying.signs
    able = (i for i, token in enumerate(tree.tokens) if not token.quote and token.text.lower() in signs)
    found = [one for i in able if (one := _found_at(tree, i)) and _may_hold(tree, one)]
    (left_over,) = _BY_CLUE["quotation"]
    whole = combine.with_quotations(tree, combine.outermost(tree, found), left_over)
    return [one for one in whole if polarity.is_said(tree, one)]


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
        yield "phrase", Clue(tree, i, Cue(word))
        return
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
