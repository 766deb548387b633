"""The words that name a source: its noun and what belongs to it, and what it is called where it has no name.

Reads one parsed sentence; knows nothing of the names of the story.
"""

from __future__ import annotations

from searchapp.enrich.attribution.salience import Speaker
from searchapp.enrich.models.tree import Tree
from searchapp.model import Offsets

_ASIDE = frozenset("appos relcl acl advcl parataxis punct cc preconj nsubj".split())
_EDGES = " \t\n,;:.\"'-—–"
PHRASE_WORDS = 14
"""An unnamed source is called by at most so many of the story's own words."""


def phrase_of(view: str, tree: Tree, source: int) -> Offsets:
    """The words of the source: its noun and what goes before it or hangs on it by a preposition."""
    asides = [k for k in tree.children[source] if tree.tokens[k].relation in _ASIDE and (
        k > source or tree.tokens[k].relation != "punct")]  # fmt: skip
    listener = listener_after(tree, source)
    asides += [k for k in tree.kids(source, "prep") if _is_occasion(tree, k) or k == listener]
    words = tree.subtree(source, without=asides)
    # "One of those asked called it a lie": the verb that the parser hung on a noun of the phrase.
    verbs = [k for k in words if tree.tokens[k].relation == "acl" and tree.word(k) in tree.lexicon.saying.cues]
    taken = [k for k in verbs if len(tree.kids(k, "dobj", "oprd", "ccomp")) > 1]
    words = tree.subtree(source, without=[*asides, *taken])
    run = [source]
    for position in [w for w in words if w > source]:
        if position != run[-1] + 1:
            break
        run.append(position)
    for position in reversed([w for w in words if w < source]):
        if position != run[0] - 1 or tree.word(position) in tree.lexicon.saying.sure_cues:
            break
        run.insert(0, position)
    while len(run) > 1 and tree.tokens[run[-1]].relation == "case":
        run.pop()
    start, end = tree.span(run)
    while start < end and view[start] in _EDGES:
        start += 1
    while end > start and view[end - 1] in ' \t\n,;:"-—–':
        end -= 1
    return start, max(end, start + 1)


def by_own_words(view: str, tree: Tree, source: int, span: Offsets, *, relative: bool = False) -> Speaker | None:
    """A source without a known name: named if it is capitalised, else by its phrase.

    `relative`: it speaks in its own relative clause, which tells nothing else of it.
    """
    text = view[span[0] : span[1]]
    grammar, people = tree.lexicon.grammar, tree.lexicon.people
    words = text.split()
    article = words[0].lower() in grammar.articles and len(words) > 1
    if article and words[0].lower() in grammar.indefinite and len(words) == 2:
        words += [] if relative else _relative_words(view, tree, source)
    elif article:
        words = words[1:]
    phrase = " ".join(words[:PHRASE_WORDS])
    head = tree.tokens[source].text
    if len(phrase) > 1 and phrase[0].isupper() and phrase.lower() in people.platforms:
        return Speaker(phrase, "organization", span, 0.7)
    if tree.word(source) in people.group_nouns and any(w[0].isupper() for w in words[:-1]):
        return Speaker(phrase, "organization", span, 0.7)
    if head[:1].isupper() and not article and head.lower() not in people.roles and len(words) <= 4:
        capital = tree.tokens[source].start > tree.sentence.start
        if capital and all(w[0].isupper() for w in words):
            return Speaker(phrase, "person", span, 0.6)
    return Speaker(phrase, "unnamed", span, 0.9)


def _relative_words(view: str, tree: Tree, source: int) -> list[str]:
    """What tells one "group" from another: "that monitors the war"."""
    clause = next((k for k in tree.kids(source, "relcl") if tree.kids(k, "nsubj")), None)
    if clause is None:
        return []
    words = [k for k in tree.subtree(clause) if k > source]
    contiguous = words == list(range(source + 1, source + 1 + len(words)))
    if (
        not contiguous
        or len(words) > PHRASE_WORDS - 4
        or tree.word(words[0]) not in tree.lexicon.grammar.relatives
    ):
        return []
    start, end = tree.span(words)
    return view[start:end].rstrip(_EDGES).split()


def listener_after(tree: Tree, source: int) -> int | None:
    """The preposition that ties the one told to a source after its verb: "said the chairman to X"."""
    saying, verb = tree.lexicon.saying, tree.tokens[source].head
    cue = saying.cues.get(tree.word(verb))
    if cue is None or verb > source or cue.lemma not in saying.says_to or tree.word(source) in saying.serving:
        return None
    return next((k for k in tree.kids(source, "prep") if tree.word(k) in tree.lexicon.grammar.to), None)


def _is_occasion(tree: Tree, prep: int) -> bool:
    """ "In a statement", "in an interview", "on Twitter": where it was said, not who said it."""
    what = tree.first(prep, "pobj")
    lexicon = tree.lexicon
    if what is None:
        return False
    if tree.word(prep) in lexicon.grammar.on_platform and tree.word(what) in lexicon.people.platforms:
        return tree.tokens[what].text[0].isupper()
    return tree.word(prep) in lexicon.grammar.at_occasion and tree.word(what) in lexicon.saying.written
