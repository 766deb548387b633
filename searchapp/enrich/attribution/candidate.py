"""What the rules for statements share: the value they give, subjects, agents, nouns that look like verbs.

Reads one parsed sentence; knows nothing of names or of the story.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from searchapp.enrich.lexicon.en_cues import Cue
from searchapp.enrich.models.tree import Tree

NOMINAL = frozenset(
    "nsubj nsubjpass dobj pobj compound appos attr poss nmod amod dative iobj npadvmod oprd".split()
)
_TAKES_SUBJECT = frozenset(("conj", "xcomp", "advcl", "pcomp", "prep", "acl", "dep"))
_CLAUSES_UP = 5
"""A verb takes over a subject from at most so many clauses up."""
RELATIVE = frozenset(("who", "which", "that", "whom"))
WITHIN_NOUN = frozenset(("amod", "compound", "nmod"))

CONFIDENCE = {
    "clause": 0.92,
    "quote": 0.93,
    "inserted": 0.9,
    "according": 0.95,
    "saying": 0.85,
    "as-said": 0.7,
    "infinitive": 0.7,
    "gerund": 0.7,
    "preposition": 0.7,
    "object": 0.65,
    "noun": 0.65,
    "nearby": 0.75,
    "that": 0.75,
    "rest": 0.7,
    "apart": 0.85,
    "colon": 0.8,
}
"""How far each rule is to be trusted, in 0..1."""


@dataclass(frozen=True, slots=True)
class Found:
    """A statement of one sentence. `source` and `cue` are words of the tree; `content` words of it, in order."""

    cue: int
    cue_words: tuple[int, ...]
    source: int | None
    content: tuple[int, ...]
    rule: str
    confidence: float


def is_noun(tree: Tree, i: int, cue: Cue) -> bool:
    if not cue.noun and not cue.participle:
        return False
    if tree.kids(i, "nsubj", "aux", "ccomp", "nsubjpass", "auxpass"):
        return False
    if tree.kids(i, "det", "poss", "amod", "nummod"):
        return True
    return tree.tokens[i].relation in NOMINAL


def agent_of(tree: Tree, i: int) -> int | None:
    agent = tree.first(i, "agent")
    return None if agent is None else tree.first(agent, "pobj")


def nearest_subject(tree: Tree, i: int) -> int | None:
    """A verb's own subject; of several (one of them is the parser's error) the nearest."""
    return min(tree.kids(i, "nsubj"), key=lambda k: abs(k - i), default=None)


def subject_of(tree: Tree, i: int, depth: int = 0) -> int | None:
    """The word that is the subject of a verb, its own or the one it takes over; None if there is none."""
    token = tree.tokens[i]
    own = nearest_subject(tree, i)
    if own is not None:
        if tree.word(own) in RELATIVE and token.relation in ("relcl", "acl", "conj"):
            head = token.head
            return head if token.relation != "conj" else subject_of(tree, head, depth + 1)
        return own
    if depth > _CLAUSES_UP or token.head == i:
        return None
    if depth and (passive := tree.first(i, "nsubjpass")) is not None:
        return passive
    if token.relation == "pcomp" and tree.word(token.head) == "as":
        # "quoted an official as saying": the official speaks.
        return tree.first(tree.tokens[token.head].head, "dobj", "pobj", "nsubjpass")
    if token.relation == "acl":
        return token.head
    if token.relation == "relcl":
        return token.head
    if token.relation in _TAKES_SUBJECT:
        return subject_of(tree, token.head, depth + 1)
    return None


def quotation_of(tree: Tree, k: int) -> tuple[int, ...]:
    """The words that stand for a quotation, and what is tied to it without a comma ("…" of the city)."""
    quote = tree.tokens[k].quote
    words = [w for w, t in enumerate(tree.tokens) if t.quote is quote]
    below = set(tree.subtree(k))
    following = words[-1] + 1
    while following in below and tree.word(following) not in (",", ".", ":", ";", "-", "–", "—"):
        words.append(following)
        following += 1
    others = [w for w, t in enumerate(tree.tokens) if t.quote and t.quote is not quote and w in below]
    return tuple(sorted({*words, *others}))


def joined(tree: Tree, i: int, roots: Iterable[int]) -> tuple[int, ...]:
    words: set[int] = set()
    for root in roots:
        words.update(tree.subtree(root, without=(i,)))
    return tuple(sorted(words))
