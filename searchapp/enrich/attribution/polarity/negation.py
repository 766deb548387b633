"""Whether a verb is done, by what stands around it: negations, refusals, auxiliaries, verbs that it hangs on.

Reads one parsed sentence; knows nothing of names or of the story.
"""

from __future__ import annotations

from searchapp.enrich.models.tree import Tree

_HANGS = frozenset("xcomp pcomp prep acomp oprd".split())
_VERBS_UP = 6


def verbs_of(tree: Tree, i: int) -> list[int]:
    """A verb, and those that it hangs on without a subject of its own: "refused to say", "without saying"."""
    verbs = [i]
    if tree.word(i) in tree.lexicon.saying.according:
        return verbs
    while len(verbs) < _VERBS_UP:
        token = tree.tokens[i]
        if token.head == i or not (token.relation in _HANGS or _is_second(tree, i)):
            break
        verbs.append(i := token.head)
        if tree.word(i) in tree.lexicon.grammar.meanwhile:
            break  # "Did not leave after saying …": it was said.
    return verbs


def _is_second(tree: Tree, i: int) -> bool:
    """Whether what holds of the verb before holds of this: "did not confirm or deny", "unable to go and say"."""
    token, grammar = tree.tokens[i], tree.lexicon.grammar
    if token.relation != "conj" or tree.kids(i, "nsubj", "aux"):
        return False
    ties = {tree.word(k) for k in tree.kids(token.head, "cc") if token.head < k < i}
    if not ties.isdisjoint(tree.lexicon.unsaid.alternatives):
        return True
    cue = tree.lexicon.saying.cues.get(tree.word(i))
    plain = cue is not None and cue.lemma == tree.word(i)
    return plain and any(tree.word(k) in grammar.to for k in tree.kids(token.head, "aux"))


def group_of(tree: Tree, i: int) -> list[str]:
    """The words right before a verb that belong to it, nearest first: "has", "never", "quite", "been able to"."""
    unsaid, adverbs = tree.lexicon.unsaid, tree.lexicon.plain.adverb_endings
    words: list[str] = []
    for k in range(i - 1, -1, -1):
        word = tree.word(k)
        named = k > 0 and not tree.tokens[k].text.islower()
        if named or not (word in unsaid.beside_verbs or word.endswith(adverbs) or negates(tree, word)):
            break
        words.append(word)
    return words


def undone(tree: Tree, verbs: list[int]) -> tuple[bool, bool]:
    """Whether a saying is negated, and whether its speaker refuses it: of which one takes the other back."""
    unsaid = tree.lexicon.unsaid
    negated = refused = False
    for verb in verbs:
        group = group_of(tree, verb)
        if verb != verbs[0]:
            group.insert(0, tree.word(verb))
        for at, word in enumerate(group):
            nearer = group[at - 1] if at else ""
            refused |= word in unsaid.refusals or (word in unsaid.delays and nearer in tree.lexicon.grammar.to)
            negated |= negates(tree, word) and nearer not in unsaid.merely
        beside = [tree.word(k) for k in tree.kids(verb, "neg", "preconj") if k < verb]
        negated |= any(negates(tree, word) for word in beside) and unsaid.merely.isdisjoint(group)
    return negated, refused


def negates(tree: Tree, word: str) -> bool:
    unsaid = tree.lexicon.unsaid
    return word in unsaid.negations or word.endswith(unsaid.negation_endings)
