"""Whether words were said, refused, asked or denied, or not said at all: by nobody, in a question, on a condition.

Reads one parsed sentence and a statement found in it; knows nothing of names or of the story.
"""

from __future__ import annotations

from searchapp.enrich.attribution.candidate import Candidate
from searchapp.enrich.models.tree import Tree
from searchapp.model import Polarity

_HANGS = frozenset("xcomp pcomp prep acomp oprd".split())
_SUBJECTS = frozenset("nsubj nsubjpass expl".split())
_VERBS_UP = 6
_BREAKS = frozenset("- – — ; :".split())


def is_said(tree: Tree, found: Candidate) -> bool:
    """Whether someone says the words, or will not: not nobody, no question of the author's, no mere condition."""
    unsaid, verbs = tree.lexicon.unsaid, _verbs(tree, found.cue)
    if found.source is not None and _is_nobody(tree, found.source):
        return False
    if any(k > found.cue for k in tree.kids(found.cue, "neg")):
        return False  # It is of something else, and the parse is wrong here.
    if any(tree.word(k) in tree.lexicon.grammar.conditions for verb in verbs for k in tree.kids(verb, "mark")):
        return False
    if not unsaid.bound.isdisjoint(group := _group(tree, found.cue)):
        return False
    possible = not unsaid.able.isdisjoint(group) and unsaid.merely.isdisjoint((*group, tree.word(found.cue + 1)))
    if possible and not any(_negates(tree, word) for word in group):
        return False
    negated, refused = _undone(tree, verbs)
    return not _is_inquired(tree, found, verbs) and (refused or not negated or _is_news_unsaid(tree, found))


def polarity_of(tree: Tree, found: Candidate) -> Polarity:
    """How words stand that are said. A question or a denial in quotation marks was said, word for word."""
    unsaid = tree.lexicon.unsaid
    cue = tree.lexicon.saying.cues.get(tree.word(found.cue))
    negated, refused = _undone(tree, _verbs(tree, found.cue))
    if negated != refused:
        return "refused"
    if cue is None or all(tree.tokens[k].quote for k in found.content):
        return "affirmed"
    if cue.lemma in unsaid.denies:
        return "denied"
    first = next((k for k in found.content if tree.tokens[k].text[:1].isalnum()), found.cue)
    asks = cue.lemma in unsaid.asks and (first < found.cue or tree.word(first) in unsaid.interrogatives)
    return "asked" if asks else "affirmed"


def _is_nobody(tree: Tree, source: int) -> bool:
    """ "Nobody", "no official", "none of the doctors", "neither X nor Y"; "No 10" is somebody."""
    nobody = tree.lexicon.unsaid.nobody
    if tree.word(source) in nobody:
        return True
    first = tree.subtree(source)[0]
    opens = next((k for k in (first, first - 1) if tree.word(k) in nobody), None)
    return opens is not None and opens < source and not tree.word(opens + 1).isdigit()


def _is_news_unsaid(tree: Tree, found: Candidate) -> bool:
    """Whether what is not said tells something: a clause, a quotation, what is neither confirmed nor denied."""
    content, unsaid = found.content, tree.lexicon.unsaid
    if any(tree.tokens[k].quote for k in content):
        return True
    cue = tree.lexicon.saying.cues.get(tree.word(found.cue))
    if not content or content[0] < found.cue or cue is None:
        return False
    return cue.lemma in unsaid.withheld or any(tree.tokens[k].relation in _SUBJECTS for k in content)


def _verbs(tree: Tree, i: int) -> list[int]:
    """A verb, and those that it hangs on without a subject of its own: "refused to say", "without saying"."""
    verbs = [i]
    while len(verbs) < _VERBS_UP:
        token = tree.tokens[i]
        if token.head == i or not (token.relation in _HANGS or _is_second(tree, i)):
            break
        verbs.append(i := token.head)
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


def _group(tree: Tree, i: int) -> list[str]:
    """The words right before a verb that belong to it, nearest first: "has", "never", "quite", "been able to"."""
    unsaid, adverbs = tree.lexicon.unsaid, tree.lexicon.plain.adverb_endings
    words: list[str] = []
    for k in range(i - 1, -1, -1):
        word = tree.word(k)
        named = k > 0 and not tree.tokens[k].text.islower()
        if named or not (word in unsaid.beside_verbs or word.endswith(adverbs) or _negates(tree, word)):
            break
        words.append(word)
    return words


def _undone(tree: Tree, verbs: list[int]) -> tuple[bool, bool]:
    """Whether a saying is negated, and whether its speaker refuses it: of which one takes the other back."""
    unsaid = tree.lexicon.unsaid
    negated = refused = False
    for verb in verbs:
        group = _group(tree, verb)
        if verb != verbs[0]:
            group.insert(0, tree.word(verb))
        for at, word in enumerate(group):
            nearer = group[at - 1] if at else ""
            refused |= word in unsaid.refusals or (word in unsaid.delays and nearer in tree.lexicon.grammar.to)
            negated |= _negates(tree, word) and nearer not in unsaid.merely
        beside = [tree.word(k) for k in tree.kids(verb, "neg", "preconj") if k < verb]
        negated |= any(_negates(tree, word) for word in beside) and unsaid.merely.isdisjoint(group)
    return negated, refused


def _negates(tree: Tree, word: str) -> bool:
    unsaid = tree.lexicon.unsaid
    return word in unsaid.negations or word.endswith(unsaid.negation_endings)


def _is_inquired(tree: Tree, found: Candidate, verbs: list[int]) -> bool:
    """Whether a saying is itself what a question or a condition is about: "did X say …?", "had X said …"."""
    unsaid, at = tree.lexicon.unsaid, found.cue
    subject = at if found.source is None else found.source
    apart = bool(found.content) and found.content[0] < min(at, subject)
    end = next((k for k in range(len(tree.tokens) - 1, at, -1) if not tree.tokens[k].quote), at)
    if tree.word(end) in unsaid.question_marks and not apart:
        return not any(tree.word(k) in _BREAKS for k in range(at, end))
    opens = [k for verb in verbs for k in tree.kids(verb, "aux", "auxpass") if k < subject < verb]
    return any(tree.word(k) in unsaid.unreal and (k == 0 or tree.word(k - 1) == ",") for k in opens)
