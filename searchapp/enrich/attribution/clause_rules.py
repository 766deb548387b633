"""Who says what within one parsed sentence: cue, source and content, by the grammar.

Rules over relations (a clause below the verb, the clause it is set into, an infinitive, an object, "according
to") in the spirit of the parser's own labels. Knows nothing of names: a source is a word of the tree.
"""

from __future__ import annotations

from searchapp.enrich.attribution.candidate import (
    CONFIDENCE,
    RELATIVE,
    WITHIN_NOUN,
    Found,
    agent_of,
    is_noun,
    joined,
    quotation_of,
    subject_of,
)
from searchapp.enrich.attribution.combine import outermost, with_quotations
from searchapp.enrich.attribution.position_rules import apposed_name, by_place, noun_beside_quote, set_apart
from searchapp.enrich.lexicon.en_cues import CUES, SAYING_NOUNS, Cue
from searchapp.enrich.models.tree import Tree

_TELLS_OF = frozenset("a an the who which whose one its his her their".split())
"""What opens an aside about the source just named."""
_ANSWERS = frozenset(("yes", "no"))
_ENDS = frozenset((",", ".", ";", "", "and", "but", "while"))
_CONDITIONS = frozenset(("if", "unless", "whether"))


def statements_in(tree: Tree) -> list[Found]:
    """The outermost statements of a sentence, in the order of their cues."""
    found: list[Found] = []
    for i, token in enumerate(tree.tokens):
        if token.quote:
            continue
        word = tree.word(i)
        if word == "according":
            one = _according(tree, i)
        elif cue := CUES.get(word):
            one = _of_verb(tree, i, cue)
            if one is None and word in SAYING_NOUNS:
                one = _of_noun(tree, i)
        elif word in SAYING_NOUNS:
            one = _of_noun(tree, i)
        else:
            continue
        if one:
            found.append(one)
    found = outermost(tree, found)
    return with_quotations(tree, found)


def _of_verb(tree: Tree, i: int, cue: Cue) -> Found | None:
    relation = tree.tokens[i].relation
    if relation in WITHIN_NOUN or is_noun(tree, i, cue):
        return None
    if tree.kids(i, "neg") and not tree.word(i).startswith("den"):
        return None
    if any(tree.word(k) in _CONDITIONS for k in tree.kids(i, "mark")):
        return None
    participle = relation == "acl" and not cue.participle
    passive = bool(tree.kids(i, "auxpass", "nsubjpass")) or participle
    source = agent_of(tree, i) if passive else subject_of(tree, i)
    if passive and source is None:
        return None
    if tree.word(i + 1) in _ANSWERS and tree.word(i + 2) in _ENDS and source is not None and source < i:
        return Found(i, (i,), source, (i + 1,), "clause", CONFIDENCE["clause"])
    content, rule = _content(tree, i, cue, passive=passive)
    if cue.clause and not cue.weak and not cue.participle and not passive and (placed := set_apart(tree, i, cue)):
        source, content = placed
        rule = rule if rule in ("clause", "inserted") else "apart"
    if not content and not passive and cue.clause and not cue.weak:
        content, rule = by_place(tree, i)
    if rule in ("quote", "inserted") and source is None:
        source = noun_beside_quote(tree, i, content)
    if rule in ("clause", "that") and source is None and not cue.weak and relation == "ROOT":
        source = apposed_name(tree, i)
    if rule == "colon":
        return Found(i, (i,), source, (), rule, CONFIDENCE[rule]) if source is not None else None
    if not content or (source is None and rule != "quote"):
        return None
    words = (i,)
    kept = tuple(c for c in content if c not in words)
    if source in kept:
        # The source can't be part of what it says: the parse is wrong here.
        return None
    return Found(i, words, source, kept, rule, CONFIDENCE[rule])


def _content(tree: Tree, i: int, cue: Cue, *, passive: bool) -> tuple[tuple[int, ...], str]:
    """The words said, by the first rule that finds some, and the rule's name."""
    token = tree.tokens[i]
    clauses = tree.kids(i, "ccomp")
    quoted = [k for k in clauses if tree.tokens[k].quote]
    if quoted and cue.quote:
        return tuple(sorted({w for k in quoted for w in quotation_of(tree, k)})), "quote"
    clauses += [
        k for k in tree.kids(i, "advcl") if k > i and tree.kids(k, "nsubj") and not tree.kids(k, "mark", "advmod")
    ]
    if (clauses and cue.clause and not passive) or (clauses and cue.addressee):
        return joined(tree, i, clauses), "saying" if cue.participle and token.relation in (
            "advcl",
            "acl",
        ) else "clause"
    if passive and not cue.object:
        return (), ""
    if token.relation == "parataxis" and cue.quote and (cue.addressee or not tree.kids(i, "dobj")):
        return _around(tree, i), "inserted"
    if token.relation in ("ccomp", "advcl", "conj") and cue.clause and not cue.weak and _is_inserted(tree, i):
        return _around(tree, i), "inserted"
    is_as = token.relation == "advcl" and any(tree.word(k) == "as" for k in tree.kids(i, "mark", "advmod"))
    if is_as and cue.clause and not tree.kids(i, "dobj", "prep"):
        return _around(tree, i), "as-said"
    if cue.prepositions and (found := _prepositional(tree, i, cue)):
        return found, "preposition"
    infinitives = tree.kids(i, "xcomp")
    if infinitives and cue.lemma == "call":
        called = next((k for k in range(i + 1, infinitives[0]) if tree.word(k) in ("on", "upon")), None)
        if called is None:
            return (), ""
        return (*range(called + 1, infinitives[0]), *joined(tree, i, infinitives)), "infinitive"
    if infinitives and cue.infinitive and not cue.weak:
        return joined(
            tree, i, [*tree.kids(i, "dobj"), *infinitives] if cue.addressee else infinitives
        ), "infinitive"
    if infinitives and cue.gerund and tree.word(infinitives[0]).endswith("ing"):
        return joined(tree, i, infinitives), "gerund"
    if cue.object and not cue.weak:
        objects = [k for k in tree.kids(i, "dobj", "oprd", "nsubjpass", "ccomp") if not _is_relative(tree, k)]
        if objects:
            more = [k for k in tree.kids(i, "prep") if tree.word(k) in ("as", "of", "for") and k > objects[0]]
            return joined(tree, i, [*objects, *more]), "object"
    return (), ""


def _is_relative(tree: Tree, k: int) -> bool:
    return tree.word(k) in RELATIVE


def _is_inserted(tree: Tree, i: int) -> bool:
    """Whether a verb with its subject stands between commas or at the end after one: ", he said,"."""
    own = tree.subtree(i)
    if len(own) > 14:
        return False
    before, after = tree.word(own[0] - 1), tree.word(own[-1] + 1)
    return before == "," and after in (",", ".", "", ";") and tree.first(i, "nsubj") is not None


def _prepositional(tree: Tree, i: int, cue: Cue) -> tuple[int, ...]:
    for prep in tree.kids(i, "prep"):
        if prep > i and tree.word(prep) in cue.prepositions:
            objects = tree.kids(prep, "pobj", "pcomp")
            if objects:
                told = tree.kids(i, "dobj") if cue.lemma in ("accuse", "blame") or tree.word(prep) == "as" else []
                return joined(tree, i, [*told, prep])
    return ()


def _around(tree: Tree, i: int) -> tuple[int, ...]:
    """The clause a verb is set into: all below its head, less the verb's own words and another's saying."""
    head = tree.tokens[i].head
    if tree.tokens[head].quote:
        return quotation_of(tree, head)
    others = [
        k for k in tree.kids(head, "advcl", "conj", "parataxis")
        if k > i and tree.word(k) in CUES and tree.kids(k, "nsubj")
    ]  # fmt: skip
    return tuple(tree.subtree(head, without=(i, *others)))


def _according(tree: Tree, i: int) -> Found | None:
    to = next((k for k in range(i + 1, min(i + 2, len(tree.tokens))) if tree.word(k) == "to"), None)
    if to is None:
        return None
    source = tree.first(to, "pobj")
    if source is None and to + 1 < len(tree.tokens):
        following = [k for k in tree.children[to] if k > to] or [k for k in tree.children[i] if k > to]
        source = following[0] if following else None
    if source is None:
        return None
    below = set(tree.subtree(i)) | set(tree.subtree(to))
    heads = tree.above(i)
    root = heads[-1] if heads else i
    content = tuple(k for k in tree.subtree(root) if k not in below)
    if i == 0 and (not content or len(content) < len(tree.tokens) - len(below)):
        # It leads its sentence and the parser took the clause for part of the name: what follows the comma.
        comma = next((k for k in range(source + 1, len(tree.tokens)) if tree.word(k) == ","), None)
        content = tuple(range(comma + 1, len(tree.tokens))) if comma else content
    elif root < i:
        content = _without_aside(tree, content, source)
    return Found(i, (i, to), source, content, "according", CONFIDENCE["according"]) if content else None


def _without_aside(tree: Tree, content: tuple[int, ...], source: int) -> tuple[int, ...]:
    """The words said less what is told of the source after it: "…, according to X, a lawyer for Y"."""
    after = [k for k in content if k > source]
    first = next((k for k in after if tree.tokens[k].text[:1].isalnum()), None)
    if first is None:
        return content
    aside = tree.word(first) in _TELLS_OF or tree.tokens[first].text[:1].isupper() or first == source + 1
    return tuple(k for k in content if k < source) if aside else content


def _of_noun(tree: Tree, i: int) -> Found | None:
    """ "Her claim that …": a noun with an owner and a clause."""
    owner = tree.first(i, "poss")
    clause = next((k for k in tree.kids(i, "acl", "ccomp", "relcl") if tree.kids(k, "mark")), None)
    if owner is None or clause is None or not any(tree.word(k) == "that" for k in tree.kids(clause, "mark")):
        return None
    return Found(i, (i,), owner, joined(tree, i, [clause]), "noun", CONFIDENCE["noun"])
