"""Whether words were said, refused, asked or denied, or not said at all: by nobody, in a question, on a condition.

Reads one parsed sentence and a statement found in it; knows nothing of names or of the story.
"""

from __future__ import annotations

from searchapp.enrich.attribution.candidate import Candidate, is_told
from searchapp.enrich.attribution.polarity.negation import group_of, negates, undone, verbs_of
from searchapp.enrich.models.tree import Tree
from searchapp.model import Polarity

_SUBJECTS = frozenset("nsubj nsubjpass expl".split())
_OPENING_WORDS = 3
"""A question that is not seen by its grammar opens with one of so many words."""
_BREAKS = frozenset("- – — ; :".split())


def is_said(tree: Tree, found: Candidate) -> bool:
    """Whether someone says the words, or will not: not nobody, no question of the author's, no mere condition."""
    unsaid, verbs = tree.lexicon.unsaid, verbs_of(tree, found.cue)
    if (source := found.source) is not None and (
        _is_nobody(tree, source) or _is_hardly_anybody(tree, source) or _is_mere_it(tree, source, verbs)
    ):
        return False
    if any(k > found.cue for k in tree.kids(found.cue, "neg")):
        return False  # It is of something else, and the parse is wrong here.
    if any(tree.word(k) in tree.lexicon.grammar.conditions for verb in verbs for k in tree.kids(verb, "mark")):
        return False
    if not unsaid.bound.isdisjoint(group := group_of(tree, found.cue)):
        return False
    if any(_is_passive_told(tree, verb) for verb in verbs[1:]) or _is_wanted(tree, found.cue):
        return False
    possible = not unsaid.able.isdisjoint(group) and unsaid.merely.isdisjoint((*group, tree.word(found.cue + 1)))
    if possible and _has_clause(tree, found) and not any(negates(tree, word) for word in group):
        return False
    negated, refused = undone(tree, verbs)
    negated |= _is_told_to_nobody(tree, found.cue)
    return not _is_inquired(tree, found, verbs) and (refused or not negated or _is_news_unsaid(tree, found))


def polarity_of(tree: Tree, found: Candidate) -> Polarity:
    """How words stand that are said. A question or a denial in quotation marks was said, word for word."""
    unsaid = tree.lexicon.unsaid
    cue = tree.lexicon.saying.cues.get(tree.word(found.cue))
    negated, refused = undone(tree, verbs_of(tree, found.cue))
    negated |= _is_told_to_nobody(tree, found.cue)
    if negated != refused:
        return "refused"
    if cue is None or all(tree.tokens[k].quote for k in found.content):
        return "affirmed"
    if cue.lemma in unsaid.denies:
        return "denied"
    first = next((k for k in found.content if tree.tokens[k].text[:1].isalnum()), found.cue)
    opens = unsaid.interrogatives | unsaid.helpers
    asks = cue.lemma in unsaid.asks and (first < found.cue or tree.word(first) in opens)
    return "asked" if asks else "affirmed"


def _is_passive_told(tree: Tree, i: int) -> bool:
    """Whether a verb is what was done to the one who then may speak or not: "was asked to explain"."""
    cue = tree.lexicon.saying.cues.get(tree.word(i))
    if cue is None or cue.lemma not in tree.lexicon.saying.tells:
        return False
    return bool(tree.kids(i, "auxpass", "nsubjpass")) or is_told(tree, i, cue)


def _is_wanted(tree: Tree, i: int) -> bool:
    """Whether a saying is what someone wants of another: "wanted X to say", "ordered X to say"."""
    if not any(tree.word(k) in tree.lexicon.grammar.to for k in tree.kids(i, "aux")):
        return False
    head = tree.tokens[i].head
    cue = tree.lexicon.saying.cues.get(tree.word(head))
    asked = cue is not None and cue.infinitive and any(head < k < i for k in tree.kids(head, "dobj"))
    return asked or (bool(tree.kids(i, "nsubj")) and tree.word(head) in tree.lexicon.unsaid.wants)


def _is_nobody(tree: Tree, source: int) -> bool:
    """ "Nobody", "no official", "none of the doctors", "neither X nor Y"; "No 10" is somebody."""
    nobody = tree.lexicon.unsaid.nobody
    if tree.word(source) in nobody:
        return True
    first = tree.subtree(source)[0]
    opens = next((k for k in (first, first - 1) if tree.word(k) in nobody), None)
    following = tree.word(-1 if opens is None else opens + 1)
    return opens is not None and opens < source and not following.isdigit() and following != ","


def _is_hardly_anybody(tree: Tree, source: int) -> bool:
    """ "Few doctors", "very few of them", but not "a few" and "the few"."""
    unsaid, first = tree.lexicon.unsaid, tree.subtree(source)[0]
    at = first + 1 if tree.word(first) in unsaid.intensives else first
    return tree.word(at) in unsaid.hardly_any and tree.word(first - 1) not in tree.lexicon.grammar.articles


def _is_mere_it(tree: Tree, source: int, verbs: list[int]) -> bool:
    """ "It is hard to say …", where "it" stands for nothing."""
    return tree.word(source) in tree.lexicon.people.it and any(
        tree.kids(verb, "acomp", "attr") or tree.tokens[verb].relation == "acomp" for verb in verbs[1:]
    )


def _is_told_to_nobody(tree: Tree, i: int) -> bool:
    """ "X told no one that …"."""
    cue = tree.lexicon.saying.cues.get(tree.word(i))
    if cue is None or cue.lemma not in tree.lexicon.saying.tells:
        return False
    return any(_is_nobody(tree, k) for k in tree.kids(i, "dobj", "dative") if k > i)


def _is_news_unsaid(tree: Tree, found: Candidate) -> bool:
    """Whether what is not said tells something: a clause, a quotation, what is neither confirmed nor denied."""
    content, cue = found.content, tree.lexicon.saying.cues.get(tree.word(found.cue))
    if any(tree.tokens[k].quote for k in content):
        return True
    if not content or content[0] < found.cue or cue is None:
        return False
    return cue.lemma in tree.lexicon.unsaid.withheld or _has_clause(tree, found)


def _has_clause(tree: Tree, found: Candidate) -> bool:
    """Whether a whole clause or a quotation is said, not a thing or an end."""
    return any(tree.tokens[k].quote or tree.tokens[k].relation in _SUBJECTS for k in found.content)


def _is_inquired(tree: Tree, found: Candidate, verbs: list[int]) -> bool:
    """Whether a saying is itself what a question or a condition is about: "did X say …?", "had X said …"."""
    unsaid, at = tree.lexicon.unsaid, found.cue
    subject = at if found.source is None else found.source
    inverted = [k for verb in verbs for k in tree.kids(verb, "aux", "auxpass") if k < subject < verb]
    end = next((k for k in range(len(tree.tokens) - 1, at, -1) if not tree.tokens[k].quote), at)
    if tree.word(end) not in unsaid.question_marks:
        return any(tree.word(k) in unsaid.unreal and (k == 0 or tree.word(k - 1) == ",") for k in inverted)
    if found.content and found.content[0] < min(at, subject):
        return False  # It is the words said that ask.
    opens = any(tree.word(k) in unsaid.interrogatives | unsaid.helpers for k in range(min(at, _OPENING_WORDS)))
    return bool(inverted) or (opens and not any(tree.word(k) in _BREAKS for k in range(at, end)))
