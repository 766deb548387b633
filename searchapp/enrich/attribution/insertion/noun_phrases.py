"""Noun phrases in a stretch of a sentence, whatever the parser hung them on: who may speak there.

Reads one parsed sentence; knows nothing of names or of the story.
"""

from __future__ import annotations

from searchapp.enrich.attribution.candidate import NOMINAL
from searchapp.enrich.lexicon.saying import Cue
from searchapp.enrich.models.tree import Tree

OPENS_ADJUNCT = frozenset("prep advmod npadvmod dative agent neg punct intj".split())
"""What the first word of a phrase is to its verb that tells when, where and how."""
VERBAL = frozenset("ROOT ccomp xcomp aux auxpass acomp attr dep".split())
"""Words that stand in no noun phrase."""


def has_clause(tree: Tree, words: range, *, relative: bool = True) -> bool:
    """Whether a subject stands among words with its verb; one of a relative clause only if `relative`."""
    return any(
        tree.tokens[k].relation in ("nsubj", "nsubjpass", "expl")
        and tree.tokens[k].head in words
        and (relative or not _is_relative(tree, k))
        for k in words
    )


def _is_relative(tree: Tree, subject: int) -> bool:
    return (
        tree.word(subject) in tree.lexicon.grammar.relatives
        or tree.tokens[tree.tokens[subject].head].relation == "relcl"
    )


def speaker_in(tree: Tree, phrase: range, left: range, cue: Cue) -> int | None:
    """The head of a noun phrase right after its verb that may be its subject."""
    lexicon = tree.lexicon
    if not phrase or has_clause(tree, phrase) or any(tree.tokens[k].relation in VERBAL for k in phrase):
        return None
    head = _phrase_head(tree, phrase)
    first, word = tree.word(phrase[0]), tree.word(head)
    barred = lexicon.grammar.not_told | lexicon.grammar.answers | lexicon.plain.when | lexicon.plain.days
    if tree.tokens[phrase[0]].relation in OPENS_ADJUNCT or first in barred or word in barred or word.isdigit():
        return None
    if may_speak(tree, head):
        return head
    bare = not has_clause(tree, left) and not any(tree.word(k) == "," for k in left)
    made = (cue.object and first in lexicon.grammar.indefinite) or tree.tokens[head].relation == "npadvmod"
    return head if bare and not made else None


def may_speak(tree: Tree, noun: int) -> bool:
    """Whether a noun is a name, or a word for those who speak."""
    people, word = tree.lexicon.people, tree.word(noun)
    known = not people.may_speak.isdisjoint((word, word.removesuffix(people.plural_ending)))
    return known or tree.tokens[noun].text[:1].isupper()


def subject_in(tree: Tree, phrase: range) -> int | None:
    """The head of a noun phrase, and of nothing else, right before its verb."""
    plain, end = tree.lexicon.plain, phrase.stop
    while end > phrase.start and (
        tree.word(end - 1) in plain.between or tree.word(end - 1).endswith(plain.adverb_endings)
    ):
        end -= 1
    phrase = range(phrase.start, end)
    grammar = tree.lexicon.grammar
    barred = grammar.next_clause | grammar.joining | grammar.meanwhile | grammar.subordinating | grammar.as_
    if not phrase or tree.word(phrase[0]) in barred or tree.tokens[phrase[0]].relation in OPENS_ADJUNCT:
        return None
    if has_clause(tree, phrase) or any(tree.tokens[k].relation in (*VERBAL, "mark") for k in phrase):
        return None
    return _phrase_head(tree, phrase)


def _phrase_head(tree: Tree, phrase: range) -> int:
    """The noun of a phrase, whatever the parser hung it on; else the last word before a preposition."""
    nouns = (k for k in phrase if tree.tokens[k].relation in NOMINAL and tree.tokens[k].head not in phrase)
    ends = (k for k in phrase[1:] if tree.tokens[k].relation == "prep")
    return next(nouns, next(ends, phrase.stop) - 1)
