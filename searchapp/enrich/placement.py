"""Content and source by their place in the sentence, where the parser missed the grammar of a sure verb.

Reads one parsed sentence; knows nothing of names or of the story.
"""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.enrich.grammar import nearest_subject
from searchapp.enrich.tree import Tree

_COLON_WORDS = 14
"""A verb so near the closing colon of its sentence announces what follows."""
_THAT_WORDS = 16
"""How far after its verb a "that" may open the words said."""


def by_place(tree: Tree, i: int) -> tuple[tuple[int, ...], str]:
    """The words said, by their place alone, where the grammar of a sure verb of saying was missed."""
    last = len(tree.tokens)
    if tree.word(last - 1) == ":" and last - i < _COLON_WORDS:
        return (), "colon"
    for k in range(i + 1, min(last, i + _THAT_WORDS)):
        if tree.word(k) == "that" and tree.tokens[k].relation not in ("nsubj", "det", "dobj", "nsubjpass"):
            return tuple(range(k + 1, last)), "that"
        if tree.word(k) in (",", ";", ":"):
            break
    subject = nearest_subject(tree, i)
    if any(token.quote for token in tree.tokens):
        return (), ""  # A quotation goes to the nearest verb.
    if subject is None or tree.kids(i, "dobj"):
        return (), ""
    left_edge = tree.subtree(subject)[0]
    comma = next((k for k in range(i + 1, last) if tree.word(k) == ","), last)
    if left_edge > 1 and tree.word(left_edge - 1) == "," and (comma < last - 2 or left_edge > 3) and subject < i:
        return (*range(left_edge - 1), *range(comma + 1, last)), "rest"
    right = [k for k in range(i + 1, last) if tree.tokens[k].relation in ("nsubj", "nsubjpass", "expl")]
    if right and subject < i:
        return tuple(range(i + 1, last)), "rest"
    return (), ""


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
