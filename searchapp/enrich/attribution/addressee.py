"""To whom a statement was made: "told reporters", "said to Reuters", "in comments to the Associated Press".

Reads one parsed sentence; knows nothing of names or of the story.
"""

from __future__ import annotations

from searchapp.enrich.attribution.candidate import Found
from searchapp.enrich.lexicon.en_cues import CUES, STATEMENT_NOUNS
from searchapp.enrich.models.tree import Tree
from searchapp.model import Offsets

_TOLD = frozenset(
    "tell inform assure remind advise warn notify ask caution convince persuade urge implore beg".split()
)
"""Verbs whose object is the one told, whatever else they take."""
_TO = frozenset("say explain write speak talk confirm complain announce admit confess add reveal disclose".split())
"""Verbs after which "to" names the one told."""
_MADE_OF = frozenset(("to", "with", "before"))
_OCCASIONS = STATEMENT_NOUNS | {"interviews", "address", "conversation", "conversations", "talk", "complaint"}
_PHRASE_WORDS = 10
_WITHIN = frozenset("det compound amod nmod poss case nummod quantmod punct cc conj advmod".split())
_NOT_TOLD = frozenset("that who which what it this itself themselves himself herself".split())


def addressee_of(tree: Tree, found: Found) -> Offsets | None:
    """Where the phrase stands that names the one told; None where nobody is."""
    cue = CUES.get(tree.word(found.cue))
    if cue is not None and cue.lemma in _TOLD and found.rule not in ("object", "preposition"):
        told = [k for k in tree.kids(found.cue, "dobj", "dative") if k > found.cue]
        told = [k for k in told if found.rule == "infinitive" or k not in found.content]
        told = told or tree.kids(found.cue, "nsubjpass")
        if told and told[0] != found.source:
            return _phrase(tree, told[0])
        if cue.lemma == "tell" and (following := _capitalised(tree, found.cue + 1, found)):
            return following
    if cue is not None and cue.lemma in _TO:
        for prep in tree.kids(found.cue, "prep", "dative"):
            listener = tree.first(prep, "pobj")
            if tree.word(prep) == "to" and listener is not None and listener not in found.content:
                return _phrase(tree, listener)
    return _on_occasion(tree, found)


def _on_occasion(tree: Tree, found: Found) -> Offsets | None:
    """ "In comments to X", "in an interview with X", outside the words said."""
    said = set(found.content)
    for i in range(len(tree.tokens)):
        if i in said or tree.word(i) not in _OCCASIONS or i == found.cue:
            continue
        if tree.word(i + 1) in _MADE_OF and i + 1 not in said:
            listener = tree.first(i + 1, "pobj")
            if listener is not None and listener != found.source:
                return _phrase(tree, listener)
    return None


def _capitalised(tree: Tree, at: int, found: Found) -> Offsets | None:
    """The name right after "told" that the parser took for a part of what follows."""
    end = at
    while end < len(tree.tokens) and end - at < 5 and tree.tokens[end].text[:1].isupper():
        end += 1
    if end == at or not set(range(at, end)).isdisjoint(found.content):
        return None
    return tree.span(range(at, end))


def _phrase(tree: Tree, head: int) -> Offsets | None:
    """A noun with what stands before it, and what "of" ties to it."""
    if tree.word(head) in _NOT_TOLD or tree.tokens[head].quote:
        return None
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
    while len(run) > 1 and (not any(map(str.isalnum, tree.tokens[run[-1]].text)) or tree.word(run[-1]) == "and"):
        run.pop()
    return tree.span(run) if len(run) <= _PHRASE_WORDS and tree.tokens[run[0]].text[:1].isalnum() else None


def _belongs(tree: Tree, kid: int, head: int) -> bool:
    if kid < head:
        return tree.tokens[kid].relation in _WITHIN
    if tree.word(kid) == "of":
        return tree.first(kid, "pobj") is not None
    return tree.tokens[kid].relation in ("cc", "conj", "compound") and kid - head <= 3
