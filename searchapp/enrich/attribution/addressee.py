"""To whom a statement was made: "told reporters", "said to Reuters", "in comments to the Associated Press".

Rules take a sentence and a statement of it, and give the words for the one told: none where that is nobody who
could be named, None where the rule has nothing to say. They know nothing of names or of the story.
"""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.enrich.attribution.candidate import Candidate
from searchapp.enrich.attribution.source_phrase import listener_after
from searchapp.enrich.models.tree import Tree

Words = Sequence[int]
"""Positions in the tree, in a row."""

_PHRASE_WORDS = 10
_WITHIN = frozenset("det compound amod nmod poss case nummod quantmod punct cc conj advmod".split())


def told_object(tree: Tree, found: Candidate) -> Words | None:
    """ "X told reporters that …", "reporters were told by X that …"."""
    if not _tells(tree, found):
        return None
    told = [k for k in tree.kids(found.cue, "dobj", "dative") if k > found.cue]
    told = [k for k in told if found.rule == "infinitive" or k not in found.content]
    told = told or tree.kids(found.cue, "nsubjpass")
    return _phrase(tree, told[0]) if told and told[0] != found.source else None


def told_name(tree: Tree, found: Candidate) -> Words | None:
    """ "X told Reuters the road …": a name after the verb that the parser took for a part of what follows."""
    if not _tells(tree, found) or _lemma(tree, found) not in tree.lexicon.saying.tells_names:
        return None
    at = end = found.cue + 1
    while end < len(tree.tokens) and end - at < 5 and tree.tokens[end].text[:1].isupper():
        end += 1
    if end == at or not set(range(at, end)).isdisjoint(found.content):
        return None
    return range(at, end)


def said_to(tree: Tree, found: Candidate) -> Words | None:
    """ "X said to Reuters that …"."""
    if _lemma(tree, found) not in tree.lexicon.saying.says_to:
        return None
    beside = listener_after(tree, found.source) if found.source is not None else None
    for prep in [*tree.kids(found.cue, "prep", "dative"), *([] if beside is None else [beside])]:
        listener = tree.first(prep, "pobj")
        if tree.word(prep) in tree.lexicon.grammar.to and listener is not None and listener not in found.content:
            return _phrase(tree, listener)
    return None


def turned_to(tree: Tree, found: Candidate) -> Words | None:
    """ "X turned to Y and said …", "turning to Y, X said …"."""
    turns, to = tree.lexicon.saying.turns_to, tree.lexicon.grammar.to
    token = tree.tokens[found.cue]
    verbs = [*tree.kids(found.cue, "advcl"), *([token.head] if token.relation in ("conj", "dep") else [])]
    for verb in (k for k in verbs if tree.word(k) in turns):
        preps = (k for k in tree.kids(verb, "prep") if tree.word(k) in to)
        listener = next((k for k in (tree.first(prep, "pobj") for prep in preps) if k is not None), None)
        if listener is not None and listener not in found.content:
            return _phrase(tree, listener)
    return None


def on_occasion(tree: Tree, found: Candidate) -> Words | None:
    """ "In comments to X", "in an interview with X", outside the words said."""
    occasions, made_to = tree.lexicon.saying.occasions, tree.lexicon.grammar.made_to
    said = set(found.content)
    for i in range(len(tree.tokens)):
        if i in said or tree.word(i) not in occasions or i == found.cue:
            continue
        if tree.word(i + 1) in made_to and i + 1 not in said:
            listener = tree.first(i + 1, "pobj")
            if listener is not None and listener != found.source:
                return _phrase(tree, listener)
    return None


def _tells(tree: Tree, found: Candidate) -> bool:
    """Whether the cue is a verb that has the one told for its object."""
    return _lemma(tree, found) in tree.lexicon.saying.tells and found.rule not in ("object", "preposition")


def _lemma(tree: Tree, found: Candidate) -> str:
    """The verb that the cue is a form of, or "" where it is none."""
    cue = tree.lexicon.saying.cues.get(tree.word(found.cue))
    return cue.lemma if cue else ""


def _phrase(tree: Tree, head: int) -> Words:
    """A noun with what stands before it, and what "of" ties to it; () for one that is nobody."""
    grammar = tree.lexicon.grammar
    if tree.word(head) in grammar.not_told or tree.tokens[head].quote:
        return ()
    words = {head}
    for kid in tree.children[head]:
        if _belongs(tree, kid, head):
            words.update(tree.subtree(kid))
    run = [head]
    for position in sorted(w for w in words if w > head):
        if position == run[-1] + 1:
            run.append(position)
    for position in sorted((w for w in words if w < head), reverse=True):
        if position == run[0] - 1:
            run.insert(0, position)
    while len(run) > 1 and not any(map(str.isalnum, tree.tokens[run[0]].text)):
        run.pop(0)
    while len(run) > 1 and (
        not any(map(str.isalnum, tree.tokens[run[-1]].text)) or tree.word(run[-1]) in grammar.and_
    ):
        run.pop()
    return run if len(run) <= _PHRASE_WORDS and tree.tokens[run[0]].text[:1].isalnum() else ()


def _belongs(tree: Tree, kid: int, head: int) -> bool:
    if kid < head:
        return tree.tokens[kid].relation in _WITHIN
    if tree.word(kid) in tree.lexicon.grammar.of:
        return tree.first(kid, "pobj") is not None
    return tree.tokens[kid].relation in ("cc", "conj", "compound") and kid - head <= 3
