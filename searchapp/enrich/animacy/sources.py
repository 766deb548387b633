"""Who may speak: persons, groups, and what is written or counted; never things, events or places of a clause.

Goes by what the noun of a source means. Reads one parsed sentence; knows nothing of the names of the story.
"""

from __future__ import annotations

from searchapp.enrich.animacy.nouns import NounKind
from searchapp.enrich.attribution.candidate import NOMINAL
from searchapp.enrich.models.tree import Tree

_DEPTH = 3
"""How many words that only count may stand on each other: "most of one half of the voters"."""


def kind_of_source(tree: Tree, source: int, depth: int = 0) -> NounKind:
    """What a source without a known name is; a "thing" says nothing, whatever its verb."""
    lexicon, token, word = tree.lexicon, tree.tokens[source], _whole(tree, source)
    nouns, people = lexicon.nouns, lexicon.people
    if word in lexicon.edges.days:
        return "thing"
    kind = nouns.kind_of(word)
    alone = word in nouns.counted or word in lexicon.grammar.those or nouns.number.fullmatch(word) is not None
    if kind == "part" or alone:
        counted = _counted(tree, source)
        if counted is None and not alone:
            return "thing"
        if counted is None or depth >= _DEPTH or tree.word(counted) in lexicon.grammar.relatives:
            return "person"
        return kind_of_source(tree, counted, depth + 1)
    if kind != "thing":
        return kind
    if word in people.pronouns or lexicon.geography.people_word.fullmatch(token.text) or word[:1] == "@":
        return "person"
    if source + 1 in tree.children[source] and nouns.kind_of(tree.word(source + 1)) in ("person", "group"):
        return "person"  # The parser took "show insiders" for a verb and its object.
    # A name that nobody found.
    named = token.text[:1].isupper() and (token.start > tree.sentence.start or token.text[1:2].isupper())
    return "group" if named else "thing"


def actor_around(tree: Tree, source: int, cue: int) -> int | None:
    """Who says what a thing seems to: "she held a rally demanding that …", "his answer was to say that …"."""
    verb = tree.tokens[cue]
    if verb.relation == "acl" and verb.head == source and tree.word(source) in tree.lexicon.nouns.acts:
        acting = next((k for k in tree.above(source) if tree.first(k, "nsubj") is not None), None)
        return None if acting is None else tree.first(acting, "nsubj")
    if verb.relation == "xcomp" and tree.first(verb.head, "nsubj") == source:
        return tree.first(source, "poss")
    before = cue - 2 if tree.word(cue - 1) == "," else cue - 1
    # "Lund, a baker, said Monday morning …", where the parser took the morning for who says it.
    named = before >= 0 and tree.tokens[before].text[:1].isalpha()
    return before if source > cue and named and tree.tokens[before].relation in NOMINAL else None


def _whole(tree: Tree, i: int) -> str:
    """A word with what a hyphen ties before it, which the parser may have cut: "34-year-old"."""
    first = i
    while (
        first > 0 and tree.tokens[first - 1].end == tree.tokens[first].start and not tree.tokens[first - 1].quote
    ):
        first -= 1
    return "".join(token.text for token in tree.tokens[first : i + 1]).lower().lstrip("\"'“‘-–—(")


def _counted(tree: Tree, source: int) -> int | None:
    """What a number or a share is of."""
    for prep in tree.kids(source, "prep"):
        if tree.word(prep) in tree.lexicon.grammar.of:
            return tree.first(prep, "pobj")
    return None
