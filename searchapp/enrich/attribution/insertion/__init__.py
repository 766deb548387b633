"""An attribution that stands between commas in the sentence it reports: "The dam, says X, is old".

Reads one parsed sentence by the place of its words; knows nothing of names or of the story.
"""

from __future__ import annotations

from searchapp.enrich.attribution.candidate import Clue, Said
from searchapp.enrich.attribution.insertion.noun_phrases import (
    OPENS_ADJUNCT,
    VERBAL,
    has_clause,
    may_speak,
    speaker_in,
    subject_in,
)
from searchapp.enrich.lexicon.saying import Cue
from searchapp.enrich.models.tree import Tree

_INSERTED_WORDS = 18
"""So many words an insertion between two commas may have."""


def between_commas(clue: Clue) -> Said | None:
    """ "The dam, says X, is old", "the road, X said on Monday, was shut"."""
    return inserted_at(clue.tree, clue.at, clue.cue)


def inserted_at(tree: Tree, i: int, cue: Cue) -> Said | None:
    """What is said around a verb that stands between two commas with its subject, and by whom; None elsewhere."""
    named = i > 0 and tree.tokens[i].text[:1].isupper()
    if not cue.clause or cue.participle or named or any(token.quote for token in tree.tokens):
        return None
    opens = next((k for k in range(i - 1, max(0, i - _INSERTED_WORDS), -1) if tree.word(k) == ","), None)
    closes = _next_comma(tree, i)
    if opens is None or closes is None or closes - opens > _INSERTED_WORDS:
        return None
    left = range(_clause_start(tree, opens), opens)
    inverted = opens == i - 1
    apposed = _before_aside(tree, opens) if inverted and closes == i + 1 else None
    if apposed is not None:
        left, inverted = range(_clause_start(tree, apposed.start - 1), apposed.start - 1), False
    phrase = apposed or (range(i + 1, closes) if inverted else range(opens + 1, i))
    source = speaker_in(tree, phrase, left, cue) if inverted else subject_in(tree, phrase)
    if source is None or not (inverted or _is_adjunct(tree, range(i + 1, closes), cue)):
        return None
    closes = _after_asides(tree, closes, left) if inverted else closes
    right = range(closes + 1, len(tree.tokens))
    if not _is_sure(tree, cue, source, right, inverted=inverted) or not _goes_on(tree, left, right):
        return None
    return Said((*left, *right), source)


def _is_sure(tree: Tree, cue: Cue, source: int, right: range, *, inverted: bool) -> bool:
    """Whether a verb can be one of saying here; more is asked for of one that may be a noun or have other uses."""
    helped = tree.word(right.start) in tree.lexicon.unsaid.helpers
    if cue.noun:
        return may_speak(tree, source) and helped
    if inverted and cue.addressee:
        return may_speak(tree, source) and (helped or has_clause(tree, right))
    return not cue.weak or may_speak(tree, source)


def _next_comma(tree: Tree, i: int) -> int | None:
    return next((k for k in range(i + 1, len(tree.tokens)) if tree.word(k) == ","), None)


def _before_aside(tree: Tree, comma: int) -> range | None:
    """The noun phrase before an aside that a comma closes: ", X, a baker," before "says"."""
    commas = [k for k in range(max(0, comma - _INSERTED_WORDS), comma) if tree.word(k) == ","][-2:]
    if len(commas) < 2 or commas[0] + 1 == commas[1]:
        return None
    return (
        None if has_clause(tree, range(commas[1] + 1, comma), relative=False) else range(commas[0] + 1, commas[1])
    )


def _clause_start(tree: Tree, end: int) -> int:
    """Where the clause begins that goes on to a comma: at ", which,", behind ", but" after another saying."""
    grammar, cues = tree.lexicon.grammar, tree.lexicon.saying.sure_cues
    joining = grammar.joining
    if tree.word(end - 1) in joining | grammar.relatives and tree.word(end - 2) == ",":
        return end - 1
    for k in range(end - 2, 0, -1):
        if tree.word(k) == "," and tree.word(k + 1) in joining:
            return k + 1 if any(tree.word(w) in cues for w in range(k)) else 0
    return 0


def _is_adjunct(tree: Tree, words: range, cue: Cue) -> bool:
    """Whether words after a verb tell but when, where and to whom a thing was said."""
    if not words:
        return True
    opens = tree.tokens[words[0]].relation in OPENS_ADJUNCT or tree.word(words[0]) in tree.lexicon.plain.when
    return (opens or cue.addressee) and not has_clause(tree, words)


def _after_asides(tree: Tree, comma: int, left: range) -> int:
    """The comma after what is told of a source: ", an engineer,", ", who runs the mill,"."""
    grammar, unsaid = tree.lexicon.grammar, tree.lexicon.unsaid
    while tree.word(left[-1]) not in unsaid.helpers and (closes := _next_comma(tree, comma)) is not None:
        aside = range(comma + 1, closes)
        opens = tree.word(aside[0]) if aside else ""
        relative = opens in grammar.next_clause - grammar.joining
        told = opens in grammar.asides or opens.isdigit() or tree.word(closes + 1) in unsaid.helpers
        if not relative and (has_clause(tree, aside) or not told):
            break
        comma = closes
    return comma


def _goes_on(tree: Tree, left: range, right: range) -> bool:
    """Whether a clause begins before an insertion and goes on after it."""
    grammar, helpers = tree.lexicon.grammar, tree.lexicon.unsaid.helpers
    opens = tree.word(right[0]) if right else ""
    if not left or not opens[:1].isalnum() or opens in grammar.joining | grammar.next_clause - grammar.that:
        return False
    if opens.endswith(grammar.gerund_ending) or opens in grammar.meanwhile:
        return False
    whole, more = (has_clause(tree, part, relative=False) for part in (left, right))
    if opens in grammar.that or (more and tree.tokens[left[-1]].relation == "npadvmod"):
        return more or has_clause(tree, right)
    if whole or tree.tokens[left[0]].relation in (*OPENS_ADJUNCT, "mark"):
        return more or (whole and (tree.word(left[-1]) in helpers or opens in helpers))
    return tree.tokens[right[0]].relation == "conj" or any(tree.tokens[k].relation in VERBAL for k in right)
