"""Content and source by their place in the sentence, where the parser missed the grammar of a sure verb.

Reads one parsed sentence; knows nothing of names or of the story.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from searchapp.enrich.attribution.candidate import NOMINAL, Clue, Said, nearest_subject, subject_of
from searchapp.enrich.attribution.insertion.noun_phrases import has_clause as _has_clause
from searchapp.enrich.lexicon.saying import Cue
from searchapp.enrich.models.tree import Tree

_COLON_WORDS = 14
"""A verb so near the closing colon of its sentence announces what follows."""
_ADJUNCT_WORDS = 9
"""So many words after its verb may tell when and where a thing was said."""
_BEFORE_NOUN = frozenset("det compound amod nmod poss case nummod".split())
_PRONOUNS = frozenset("nsubj det dobj nsubjpass".split())
"""What a "that" is which opens no words said."""
_THAT_WORDS = 16
"""How far after its verb a "that" may open the words said."""


def colon(clue: Clue) -> Said | None:
    """ "X said:" at the end of a sentence: what follows is said."""
    tree, last = clue.tree, len(clue.tree.tokens)
    closes = tree.word(last - 1) == ":" and last - clue.at < _COLON_WORDS
    return Said((), clue.source) if clue.sure and closes else None


def that(clue: Clue) -> Said | None:
    """ "X said on Monday that …", where the parser hung the clause elsewhere."""
    if not clue.sure:
        return None
    tree, i, last = clue.tree, clue.at, len(clue.tree.tokens)
    opens = tree.lexicon.grammar.that
    for k in range(i + 1, min(last, i + _THAT_WORDS)):
        told = clue.cue.addressee and tree.tokens[k].relation == "dobj" and k - 1 in tree.kids(i, "dobj")
        if tree.word(k) in opens and (told or tree.tokens[k].relation not in _PRONOUNS):
            if told:
                return Said(tuple(w for w in tree.subtree(tree.tokens[k].head) if w > k), clue.source)
            named = clue.source is None and tree.tokens[i].relation == "ROOT"
            return Said(tuple(range(k + 1, last)), apposed_name(tree, i) if named else clue.source)
        if tree.word(k) in (",", ";", ":"):
            return _after_aside(clue, k) if tree.word(k) == "," else None
    return None


def _after_aside(clue: Clue, comma: int) -> Said | None:
    """ "X said, in an interview with Y, that …"."""
    tree, last = clue.tree, len(clue.tree.tokens)
    closes = next((k for k in range(comma + 1, min(last, comma + _THAT_WORDS)) if tree.word(k) == ","), last)
    if tree.word(closes + 1) not in tree.lexicon.grammar.that or clue.source is None or comma > clue.at + 1:
        return None
    return Said(tuple(range(closes + 2, last)), clue.source)


def opening_participle(clue: Clue) -> Said | None:
    """ "Claiming that …, X left" and "After saying …, X left": what stands before the subject of the sentence."""
    tree, i = clue.tree, clue.at
    if not clue.cue.participle or not clue.cue.clause or clue.cue.weak or i > 1:
        return None
    if i == 1 and tree.tokens[0].relation not in ("prep", "mark"):
        return None
    root = tree.above(i)[-1] if tree.above(i) else i
    subject = next((k for k in tree.kids(root, "nsubj", "nsubjpass") if k > i), None)
    if subject is None:
        return None
    words = range(i + 1, max(i + 1, _left_edge(tree, subject) - 1))
    helped = any(tree.word(k) in tree.lexicon.unsaid.helpers for k in words)
    if tree.word(words.stop) != "," or not (helped or _has_clause(tree, words)):
        return None
    return Said(tuple(words), subject)


def phrase_clues(tree: Tree) -> Iterator[Clue]:
    """The set phrases that report in a sentence, "X made clear that …", each by its verb."""
    starts = list(accumulate((len(token.text) + 1 for token in tree.tokens), initial=0))
    text = " ".join(token.text for token in tree.tokens)
    for match in tree.lexicon.saying.phrases.finditer(text):
        verb, that = bisect_left(starts, match.start()), bisect_left(starts, match.end()) - 1
        if not any(token.quote for token in tree.tokens[verb : that + 1]):
            source = subject_of(tree, verb)
            if source is None and tree.tokens[verb].relation == "ROOT":
                source = apposed_name(tree, verb)
            yield Clue(tree, verb, Cue(tree.word(verb)), source, that=that)


def set_phrase(clue: Clue) -> Said | None:
    """ "X made clear that …", where X is one who may speak."""
    tree, source, that = clue.tree, clue.source, clue.that
    if that is None or source is None or source > clue.at or tree.kids(clue.at, "neg"):
        return None
    people, word = tree.lexicon.people, tree.word(source)
    known = people.pronouns | people.roles | people.group_nouns
    if not (tree.tokens[source].text[:1].isupper() or {word, word.removesuffix(people.plural_ending)} & known):
        return None
    below = tuple(k for k in tree.subtree(clue.at) if k > that)
    return Said(below or tuple(range(that + 1, len(tree.tokens))), source, tuple(range(clue.at + 1, that)))


def in_words(clue: Clue) -> Said | None:
    """ "In the words of X, …", "…, in X's words"."""
    tree, i = clue.tree, clue.at
    opens = next((k for k in tree.above(i)[:1] if tree.tokens[k].relation == "prep"), None)
    tied = (tree.first(k, "pobj") for k in tree.kids(i, "prep") if tree.word(k) in tree.lexicon.grammar.of)
    source = next((k for k in (tree.first(i, "poss"), *tied) if k is not None), None)
    if opens is None or source is None or tree.tokens[opens].head == opens:
        return None
    content = tree.subtree(tree.above(i)[-1], without=(opens,))
    beside = tree.word(opens - 1), tree.word(tree.subtree(opens)[-1] + 1)
    return Said(tuple(content), source) if "," in beside else None


def rest(clue: Clue) -> Said | None:
    """All of a sentence but the verb, its subject and when it was said."""
    if not clue.sure:
        return None
    tree, i, last = clue.tree, clue.at, len(clue.tree.tokens)
    subject = nearest_subject(tree, i)
    if any(token.quote for token in tree.tokens):
        return None  # A quotation goes to the nearest verb.
    relative = subject is not None and tree.word(subject) in tree.lexicon.grammar.relatives
    if subject is None or relative or tree.kids(i, "dobj") or tree.tokens[i].relation == "relcl":
        return None  # "The truce the army declared in May": what is declared stands before.
    left_edge = tree.subtree(subject)[0]
    comma = next((k for k in range(i + 1, last) if tree.word(k) == ","), last)
    if _only_when(tree, range(left_edge - 1)):
        return None
    if left_edge > 1 and tree.word(left_edge - 1) == "," and (comma < last - 2 or left_edge > 3) and subject < i:
        return Said((*range(left_edge - 1), *range(comma + 1, last)), clue.source)
    right = [k for k in range(i + 1, last) if tree.tokens[k].relation in ("nsubj", "nsubjpass", "expl")]
    return Said(tuple(range(i + 1, last)), clue.source) if right and subject < i else None


def set_apart(tree: Tree, i: int, cue: Cue) -> Said | None:
    """What is said, and by whom, where the verb closes it: "…, X said on Monday." and "…, said X, who …".

    None where the place of the verb doesn't tell.
    """
    if any(token.quote for token in tree.tokens):
        return None
    if tree.word(i - 1) == "," and not cue.addressee:
        source = _noun_after(tree, i)
        return None if source is None else Said(_resumed(tree, range(i - 1), source), source)
    subject = _noun_before(tree, i) or nearest_subject(tree, i)
    if subject is None or subject > i or any(k > i for k in tree.kids(i, "ccomp", "dobj", "xcomp", "neg", "mark")):
        return None
    left = _left_edge(tree, subject)
    before = range(left - 1)
    if (
        tree.word(left - 1) != ","
        or not _has_clause(tree, before)
        or not _closes(tree, i)
        or _only_when(tree, before)
    ):
        return None
    return Said(tuple(before), subject)


def _noun_before(tree: Tree, i: int) -> int | None:
    """The head of a noun phrase that fills the room between the last comma and a verb."""
    comma = next((k for k in range(i - 1, max(-1, i - 14), -1) if tree.word(k) == ","), None)
    if comma is None or comma >= i - 1 or tree.word(comma + 1) in tree.lexicon.grammar.next_clause:
        return None
    phrase = range(comma + 1, i)
    heads = [k for k in phrase if tree.tokens[k].head not in phrase]
    if len(heads) != 1 or tree.tokens[heads[0]].relation not in ("nsubj", "appos", "dobj", "pobj", "conj"):
        return None
    return heads[0]


def _left_edge(tree: Tree, noun: int) -> int:
    """Where a noun's phrase begins, its titles included ("Brig. Gen. X", whatever the parser made of them)."""
    left = noun
    titles = tree.lexicon.people.titles
    while left > 0 and (
        tree.tokens[left - 1].relation in _BEFORE_NOUN
        or tree.word(left - 1).rstrip(".") in titles
        or (tree.word(left - 1) == "." and tree.word(left - 2) in titles)
    ):
        left -= 1
    return left


def _only_when(tree: Tree, words: range) -> bool:
    """Whether words are nothing but a clause on the time: "When the ferry was late, X said so."."""
    lexicon = tree.lexicon
    opens = next((k for k in words if tree.word(k) not in lexicon.prose.joining), 0)
    return tree.word(opens) in lexicon.grammar.meanwhile - lexicon.grammar.as_ and not any(
        tree.word(k) == "," for k in words
    )


def _closes(tree: Tree, i: int) -> bool:
    """Whether nothing but when and where it was said follows a verb."""
    after = range(i + 1, len(tree.tokens))
    if tree.word(i + 1) == "," and tree.word(i + 2) in tree.lexicon.grammar.meanwhile:
        return True
    return len(after) <= _ADJUNCT_WORDS and not any(
        tree.tokens[k].relation in ("nsubj", "nsubjpass", "expl", "ccomp", "advcl", "conj") for k in after
    )


def _noun_after(tree: Tree, i: int) -> int | None:
    """The head of the noun phrase right after a verb: ", said the old mayor"."""
    subject = nearest_subject(tree, i)
    if subject is not None and subject < i:
        return None
    if subject is not None:
        return subject if all(tree.tokens[k].relation in _BEFORE_NOUN for k in range(i + 1, subject)) else None
    at = i + 1
    while at < len(tree.tokens) and tree.tokens[at].relation in _BEFORE_NOUN:
        at += 1
    if (
        at >= len(tree.tokens)
        or tree.tokens[at].relation not in NOMINAL
        or tree.word(at) in tree.lexicon.grammar.relatives
    ):
        return None
    return at if tree.tokens[at].text[0].isupper() or at > i + 1 else None


def noun_after_quote(tree: Tree, i: int) -> int | None:
    """The head of the noun phrase after a verb that stands right behind a quotation: "…?" asked the old mayor."""
    before = i - 2 if i > 1 and tree.word(i - 1) in (",", "-", "–", "—") else i - 1
    at = i + 1
    while at < len(tree.tokens) and _is_before_noun(tree, at):
        at += 1
    if before < 0 or not tree.tokens[before].quote or at >= len(tree.tokens) or tree.tokens[at].quote:
        return None
    noun = tree.tokens[at].relation in NOMINAL and tree.tokens[at].text[:1].isalpha()
    able = noun and not tree.kids(i, "aux", "auxpass")
    return at if able and tree.word(at) not in tree.lexicon.plain.days else None


def _is_before_noun(tree: Tree, k: int) -> bool:
    """Whether a word belongs to the noun after it: "a visibly angry", "the 54-year-old"."""
    token = tree.tokens[k]
    return (
        token.relation in (*_BEFORE_NOUN, "advmod")
        or (token.relation == "npadvmod" and token.head > k)
        or (token.text == "-" and token.head > k)
    )


def _resumed(tree: Tree, before: range, source: int) -> tuple[int, ...]:
    """The words before "said X", and the "that …" which goes on after it: "It mattered, said X, that …"."""
    that = tree.lexicon.grammar.that
    for k in range(source + 1, len(tree.tokens) - 2):
        if tree.word(k) == "," and tree.word(k + 1) in that and tree.tokens[k + 1].relation == "mark":
            return (*before, *range(k + 2, len(tree.tokens)))
    return tuple(before)


def apposed_name(tree: Tree, i: int) -> int | None:
    """What the parser took for an apposition before the verb: "In remarks to X, Y, a builder, said"."""
    if (beside := _noun_before(tree, i)) is not None:
        return beside
    return next(
        (k for k in range(i) if tree.tokens[k].relation == "appos" and tree.tokens[k].text[0].isupper()), None
    )


def noun_beside_quote(tree: Tree, i: int, content: Sequence[int]) -> int | None:
    """The noun between a quotation and its verb, or right after that verb: "…," X, a builder, said."""
    stand_ins = [k for k in content if tree.tokens[k].quote]
    if not stand_ins:
        return None
    between = range(stand_ins[-1] + 1, i) if stand_ins[-1] < i else range(i)
    after = range(i + 1, min(i + 8, len(tree.tokens)))
    for k in (*between, *after):
        token = tree.tokens[k]
        if token.quote or token.relation in (
            "punct",
            "det",
            "compound",
            "amod",
            "advmod",
            "poss",
            "nmod",
            "case",
            "cc",
        ):
            continue
        return k if token.text[:1].isalpha() else None
    return None
