"""Content and source by their place in the sentence, where the parser missed the grammar of a sure verb.

Reads one parsed sentence; knows nothing of names or of the story.
"""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.enrich.attribution.candidate import NOMINAL, Clue, Said, nearest_subject
from searchapp.enrich.lexicon.lexicon import Cue
from searchapp.enrich.models.tree import Tree

_COLON_WORDS = 14
"""A verb so near the closing colon of its sentence announces what follows."""
_ADJUNCT_WORDS = 9
"""So many words after its verb may tell when and where a thing was said."""
_INSERTED_WORDS = 18
"""So many words an insertion between two commas may have."""
_OPENS_ADJUNCT = frozenset("prep advmod npadvmod dative agent neg punct intj".split())
_VERBAL = frozenset("ROOT ccomp xcomp aux auxpass acomp attr dep".split())
_BEFORE_NOUN = frozenset("det compound amod nmod poss case nummod".split())
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
        if tree.word(k) in opens and tree.tokens[k].relation not in ("nsubj", "det", "dobj", "nsubjpass"):
            named = clue.source is None and tree.tokens[i].relation == "ROOT"
            return Said(tuple(range(k + 1, last)), apposed_name(tree, i) if named else clue.source)
        if tree.word(k) in (",", ";", ":"):
            break
    return None


def rest(clue: Clue) -> Said | None:
    """All of a sentence but the verb, its subject and when it was said."""
    if not clue.sure:
        return None
    tree, i, last = clue.tree, clue.at, len(clue.tree.tokens)
    subject = nearest_subject(tree, i)
    if any(token.quote for token in tree.tokens):
        return None  # A quotation goes to the nearest verb.
    if subject is None or tree.kids(i, "dobj"):
        return None
    left_edge = tree.subtree(subject)[0]
    comma = next((k for k in range(i + 1, last) if tree.word(k) == ","), last)
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
    if tree.word(left - 1) != "," or not _has_clause(tree, before) or not _closes(tree, i):
        return None
    return Said(tuple(before), subject)


def _noun_before(tree: Tree, i: int) -> int | None:
    """The head of a noun phrase that fills the room between the last comma and a verb."""
    comma = next((k for k in range(i - 1, max(-1, i - 14), -1) if tree.word(k) == ","), None)
    if comma is None or comma >= i - 1 or tree.word(comma + 1) in tree.lexicon.grammar.next_clause:
        return None
    phrase = range(comma + 1, i)
    heads = [k for k in phrase if tree.tokens[k].head not in phrase]
    if len(heads) != 1 or tree.tokens[heads[0]].relation not in ("nsubj", "appos", "dobj", "pobj"):
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


def _has_clause(tree: Tree, words: range, *, relative: bool = True) -> bool:
    """Whether a subject stands among words with its verb; a relative pronoun is none without `relative`."""
    return any(
        tree.tokens[k].relation in ("nsubj", "nsubjpass", "expl")
        and tree.tokens[k].head in words
        and (relative or tree.word(k) not in tree.lexicon.grammar.relatives)
        for k in words
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
    quoted = tree.tokens[i - 1].quote if i else None
    if i > 1 and tree.word(i - 1) == ",":
        quoted = tree.tokens[i - 2].quote
    at = i + 1
    while at < len(tree.tokens) and tree.tokens[at].relation in (*_BEFORE_NOUN, "advmod"):
        at += 1
    if not quoted or at >= len(tree.tokens) or tree.tokens[at].quote or tree.kids(i, "aux", "auxpass"):
        return None
    noun = tree.tokens[at].relation in NOMINAL and tree.tokens[at].text[:1].isalpha()
    return at if noun and tree.word(at) not in tree.lexicon.plain.days else None


def _resumed(tree: Tree, before: range, source: int) -> tuple[int, ...]:
    """The words before "said X", and the "that …" which goes on after it: "It mattered, said X, that …"."""
    that = tree.lexicon.grammar.that
    for k in range(source + 1, len(tree.tokens) - 2):
        if tree.word(k) == "," and tree.word(k + 1) in that and tree.tokens[k + 1].relation == "mark":
            return (*before, *range(k + 2, len(tree.tokens)))
    return tuple(before)


def apposed_name(tree: Tree, i: int) -> int | None:
    """A name before the verb that the parser took for an apposition: "In remarks to X, Y, a builder, said"."""
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
    phrase = range(i + 1, closes) if inverted else range(opens + 1, i)
    source = _speaker_in(tree, phrase, left, cue) if inverted else _subject_in(tree, phrase)
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
        return _may_speak(tree, source) and helped
    if inverted and cue.addressee:
        return _may_speak(tree, source) and (helped or _has_clause(tree, right))
    return not cue.weak or _may_speak(tree, source)


def _next_comma(tree: Tree, i: int) -> int | None:
    return next((k for k in range(i + 1, len(tree.tokens)) if tree.word(k) == ","), None)


def _clause_start(tree: Tree, end: int) -> int:
    """Where the clause begins that goes on to a place: behind ", but" where there is another saying before it."""
    joining, cues = tree.lexicon.grammar.joining, tree.lexicon.saying.sure_cues
    for k in range(end - 2, 0, -1):
        if tree.word(k) == "," and tree.word(k + 1) in joining:
            return k + 1 if any(tree.word(w) in cues for w in range(k)) else 0
    return 0


def _speaker_in(tree: Tree, phrase: range, left: range, cue: Cue) -> int | None:
    """The head of a noun phrase right after its verb that may be its subject."""
    lexicon = tree.lexicon
    if not phrase or _has_clause(tree, phrase) or any(tree.tokens[k].relation in _VERBAL for k in phrase):
        return None
    head = _phrase_head(tree, phrase)
    first, word = tree.word(phrase[0]), tree.word(head)
    barred = lexicon.grammar.not_told | lexicon.grammar.answers | lexicon.plain.when | lexicon.plain.days
    if tree.tokens[phrase[0]].relation in _OPENS_ADJUNCT or first in barred or word in barred or word.isdigit():
        return None
    if _may_speak(tree, head):
        return head
    bare = not _has_clause(tree, left) and not any(tree.word(k) == "," for k in left)
    made = (cue.object and first in lexicon.grammar.indefinite) or tree.tokens[head].relation == "npadvmod"
    return head if bare and not made else None


def _may_speak(tree: Tree, noun: int) -> bool:
    """Whether a noun is a name, or a word for those who speak."""
    people, word = tree.lexicon.people, tree.word(noun)
    known = not people.may_speak.isdisjoint((word, word.removesuffix(people.plural_ending)))
    return known or tree.tokens[noun].text[:1].isupper()


def _subject_in(tree: Tree, phrase: range) -> int | None:
    """The head of a noun phrase, and of nothing else, right before its verb."""
    plain, end = tree.lexicon.plain, phrase.stop
    while end > phrase.start and (
        tree.word(end - 1) in plain.between or tree.word(end - 1).endswith(plain.adverb_endings)
    ):
        end -= 1
    phrase = range(phrase.start, end)
    grammar = tree.lexicon.grammar
    barred = grammar.next_clause | grammar.joining | grammar.meanwhile | grammar.subordinating | grammar.as_
    if not phrase or tree.word(phrase[0]) in barred or tree.tokens[phrase[0]].relation in _OPENS_ADJUNCT:
        return None
    if _has_clause(tree, phrase) or any(tree.tokens[k].relation in (*_VERBAL, "mark") for k in phrase):
        return None
    return _phrase_head(tree, phrase)


def _phrase_head(tree: Tree, phrase: range) -> int:
    """The noun of a phrase, whatever the parser hung it on; else the last word before a preposition."""
    nouns = (k for k in phrase if tree.tokens[k].relation in NOMINAL and tree.tokens[k].head not in phrase)
    ends = (k for k in phrase[1:] if tree.tokens[k].relation == "prep")
    return next(nouns, next(ends, phrase.stop) - 1)


def _is_adjunct(tree: Tree, words: range, cue: Cue) -> bool:
    """Whether words after a verb tell but when, where and to whom a thing was said."""
    if not words:
        return True
    opens = tree.tokens[words[0]].relation in _OPENS_ADJUNCT or tree.word(words[0]) in tree.lexicon.plain.when
    return (opens or cue.addressee) and not _has_clause(tree, words)


def _after_asides(tree: Tree, comma: int, left: range) -> int:
    """The comma after what is told of a source: ", an engineer,", ", who runs the mill,"."""
    grammar, unsaid = tree.lexicon.grammar, tree.lexicon.unsaid
    while tree.word(left[-1]) not in unsaid.helpers and (closes := _next_comma(tree, comma)) is not None:
        aside = range(comma + 1, closes)
        opens = tree.word(aside[0]) if aside else ""
        relative = opens in grammar.next_clause - grammar.joining
        if not relative and (_has_clause(tree, aside) or not (opens in grammar.asides or opens.isdigit())):
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
    whole, more = _has_clause(tree, left), _has_clause(tree, right, relative=False)
    if opens in grammar.that or (more and tree.tokens[left[-1]].relation == "npadvmod"):
        return more or _has_clause(tree, right)
    if whole or tree.tokens[left[0]].relation in (*_OPENS_ADJUNCT, "mark"):
        return more or (whole and tree.word(left[-1]) in helpers)
    return tree.tokens[right[0]].relation == "conj" or any(tree.tokens[k].relation in _VERBAL for k in right)
