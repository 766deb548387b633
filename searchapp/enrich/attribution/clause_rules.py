"""Who says what within one parsed sentence, by the grammar: the rules that go by relations between words.

A clause below the verb, the clause a verb is set into, an infinitive, an object, "according to": each rule takes a
clue and gives the words said with their source. Knows nothing of names: a source is a word of the tree.
"""

from __future__ import annotations

from dataclasses import replace

from searchapp.enrich.attribution.candidate import (
    WITHIN_NOUN,
    Clue,
    Said,
    agent_of,
    is_noun,
    is_told,
    joined,
    may_report,
    quotation_of,
    subject_of,
)
from searchapp.enrich.attribution.insertion import inserted_at
from searchapp.enrich.attribution.position_rules import (
    apposed_name,
    noun_after_quote,
    noun_beside_quote,
    set_apart,
)
from searchapp.enrich.lexicon.lexicon import Cue
from searchapp.enrich.models.tree import Tree


def verb_clue(tree: Tree, i: int, cue: Cue) -> Clue | None:
    """A verb of saying with its source; None where it is a noun, or a passive that no one is named for."""
    if cue.quote and not cue.participle and (after := noun_after_quote(tree, i)) is not None:
        return Clue(tree, i, cue, after)
    if (between := inserted_at(tree, i, cue)) is not None:
        return Clue(tree, i, cue, between.source)
    relation = tree.tokens[i].relation
    if relation in WITHIN_NOUN or is_noun(tree, i, cue) or not may_report(tree, i, cue):
        return None
    participle = (relation == "acl" and not cue.participle) or is_told(tree, i, cue)
    passive = bool(tree.kids(i, "auxpass", "nsubjpass")) or participle
    source = agent_of(tree, i) if passive else subject_of(tree, i)
    if passive and source is None:
        return None
    clue = Clue(tree, i, cue, source, passive)
    placed = closing_attribution(clue) if i == 1 else None
    return replace(clue, source=placed.source, headless=True) if placed and not placed.content else clue


def according_to(clue: Clue) -> Said | None:
    """ "According to X, …" and "…, according to X"."""
    tree, i = clue.tree, clue.at
    to = next(
        (k for k in range(i + 1, min(i + 2, len(tree.tokens))) if tree.word(k) in tree.lexicon.grammar.to), None
    )
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
    return Said(content, source, (to,)) if content else None


def _without_aside(tree: Tree, content: tuple[int, ...], source: int) -> tuple[int, ...]:
    """The words said less what is told of the source after it: "…, according to X, a lawyer for Y"."""
    after = [k for k in content if k > source]
    first = next((k for k in after if tree.tokens[k].text[:1].isalnum()), None)
    if first is None:
        return content
    aside = (
        tree.word(first) in tree.lexicon.grammar.asides
        or tree.tokens[first].text[:1].isupper()
        or first == source + 1
    )
    return tuple(k for k in content if k < source) if aside else content


def answer(clue: Clue) -> Said | None:
    """ "X said yes"."""
    tree, i = clue.tree, clue.at
    if clue.source is None or clue.source >= i:
        return None
    grammar = tree.lexicon.grammar
    whole = tree.word(i + 1) in grammar.answers and tree.word(i + 2) in grammar.answer_ends
    return Said((i + 1,), clue.source) if whole else None


def quotation(clue: Clue) -> Said | None:
    """ "…," X said, where the parser hung the quotation on the verb, and "…," said X."""
    tree, i = clue.tree, clue.at
    quoted = [k for k in tree.kids(i, "ccomp") if tree.tokens[k].quote]
    if not quoted and noun_after_quote(tree, i) is not None:
        quoted = [k for k in (i - 1, i - 2) if tree.tokens[k].quote][:1]
    if not quoted or not clue.cue.quote:
        return None
    content = tuple(sorted({w for k in quoted for w in quotation_of(tree, k)}))
    return Said(content, _source_beside(clue, content))


def participle_clause(clue: Clue) -> Said | None:
    """ "…, saying that …"."""
    if not clue.cue.participle or clue.tree.tokens[clue.at].relation not in ("advcl", "acl"):
        return None
    clauses = _clauses(clue)
    return Said(joined(clue.tree, clue.at, clauses), clue.source) if clauses else None


def clause(clue: Clue) -> Said | None:
    """ "X said that …"."""
    clauses = _clauses(clue)
    if not clauses:
        return None
    if placed := closing_attribution(clue):
        return placed
    source = clue.source
    if source is None and not clue.cue.weak and clue.tree.tokens[clue.at].relation == "ROOT":
        source = apposed_name(clue.tree, clue.at)
    return Said(joined(clue.tree, clue.at, clauses), source)


def _clauses(clue: Clue) -> list[int]:
    """The verbs of the clauses that a verb of saying takes."""
    if clue.headless or not (clue.cue.addressee or clue.cue.clause):
        return []
    tree, i = clue.tree, clue.at
    cues = tree.lexicon.saying.cues
    asides = {k for k in tree.kids(i, "ccomp") if (c := cues.get(tree.word(k))) and k < i and is_told(tree, k, c)}
    return [k for k in tree.kids(i, "ccomp") if k not in asides] + [
        k
        for k in tree.kids(i, "advcl")
        if k > i and (_is_asked(clue, k) or (tree.kids(k, "nsubj") and not tree.kids(k, "mark", "advmod")))
    ]


def _is_asked(clue: Clue, k: int) -> bool:
    """Whether a clause on a condition is a question that someone is asked: "X asked Y if …"."""
    tree, unsaid = clue.tree, clue.tree.lexicon.unsaid
    if clue.cue.lemma not in unsaid.asks or tree.kids(clue.at, "prep", "xcomp"):
        return False
    return any(tree.word(w) in unsaid.interrogatives for w in tree.kids(k, "mark"))


def inserted(clue: Clue) -> Said | None:
    """ "The road, X said, was closed": a verb set into the clause that is said."""
    tree, i, cue = clue.tree, clue.at, clue.cue
    relation = tree.tokens[i].relation
    beside = relation == "parataxis" and cue.quote and (cue.addressee or not tree.kids(i, "dobj"))
    within = relation in ("ccomp", "advcl", "conj") and cue.clause and not cue.weak
    if not clue.takes_more or not (beside or (within and _is_inserted(tree, i))):
        return None
    if placed := closing_attribution(clue):
        return placed
    content = _around(tree, i)
    return Said(content, _source_beside(clue, content))


def closing_attribution(clue: Clue) -> Said | None:
    """ "…, X said on Monday." and "…, said X, who …": what stands before is said, whatever it was hung on."""
    able = clue.sure and not clue.cue.participle and not clue.headless
    return set_apart(clue.tree, clue.at, clue.cue) if able else None


def as_said(clue: Clue) -> Said | None:
    """ "As X said, …"."""
    tree, i = clue.tree, clue.at
    if not clue.takes_more or tree.tokens[i].relation != "advcl" or not clue.cue.clause:
        return None
    is_as = any(tree.word(k) in tree.lexicon.grammar.as_ for k in tree.kids(i, "mark", "advmod"))
    return Said(_around(tree, i), clue.source) if is_as and not tree.kids(i, "dobj", "prep") else None


def prepositional(clue: Clue) -> Said | None:
    """ "X called for calm", "X accused Y of theft"."""
    tree, i, cue = clue.tree, clue.at, clue.cue
    if not clue.takes_more:
        return None
    charges, as_ = tree.lexicon.saying.charges, tree.lexicon.grammar.as_
    for prep in tree.kids(i, "prep"):
        if prep > i and tree.word(prep) in cue.prepositions and tree.kids(prep, "pobj", "pcomp"):
            told = tree.kids(i, "dobj") if cue.lemma in charges or tree.word(prep) in as_ else []
            return Said(joined(tree, i, [*told, prep]), clue.source)
    return None


def called_upon(clue: Clue) -> Said | None:
    """ "X called on Y to leave"."""
    tree, i = clue.tree, clue.at
    if not clue.takes_more or not _calls_upon(clue) or not (infinitives := tree.kids(i, "xcomp")):
        return None
    upon = tree.lexicon.grammar.upon
    called = next((k for k in range(i + 1, infinitives[0]) if tree.word(k) in upon), None)
    if called is None:
        return None
    return Said((*range(called + 1, infinitives[0]), *joined(tree, i, infinitives)), clue.source)


def _calls_upon(clue: Clue) -> bool:
    return clue.cue.lemma in clue.tree.lexicon.saying.calls_upon


def infinitive(clue: Clue) -> Said | None:
    """ "X promised to leave", "X urged Y to leave"."""
    tree, i, cue = clue.tree, clue.at, clue.cue
    if not clue.takes_more or not cue.infinitive or cue.weak or _calls_upon(clue):
        return None
    if not (infinitives := tree.kids(i, "xcomp")):
        return None
    roots = [*tree.kids(i, "dobj"), *infinitives] if cue.addressee else infinitives
    return Said(joined(tree, i, roots), clue.source)


def gerund(clue: Clue) -> Said | None:
    """ "X suggested waiting"."""
    tree, i = clue.tree, clue.at
    if not clue.takes_more or not clue.cue.gerund or not (gerunds := tree.kids(i, "xcomp")):
        return None
    is_gerund = tree.word(gerunds[0]).endswith(tree.lexicon.grammar.gerund_ending)
    return Said(joined(tree, i, gerunds), clue.source) if is_gerund else None


def direct_object(clue: Clue) -> Said | None:
    """ "X denied the charge"."""
    tree, i, cue = clue.tree, clue.at, clue.cue
    if not clue.takes_more or not cue.object or cue.weak or (_calls_upon(clue) and tree.kids(i, "xcomp")):
        return None
    grammar = tree.lexicon.grammar
    objects = [
        k for k in tree.kids(i, "dobj", "oprd", "nsubjpass", "ccomp") if tree.word(k) not in grammar.relatives
    ]
    if not objects:
        return None
    more = [k for k in tree.kids(i, "prep") if tree.word(k) in grammar.after_object and k > objects[0]]
    return Said(joined(tree, i, [*objects, *more]), clue.source)


def owned_noun(clue: Clue) -> Said | None:
    """ "Her claim that …": a noun with an owner and a clause."""
    tree, i = clue.tree, clue.at
    owner = tree.first(i, "poss")
    clause = next((k for k in tree.kids(i, "acl", "ccomp", "relcl") if tree.kids(k, "mark")), None)
    that = tree.lexicon.grammar.that
    if owner is None or clause is None or not any(tree.word(k) in that for k in tree.kids(clause, "mark")):
        return None
    return Said(joined(tree, i, [clause]), owner)


def _is_inserted(tree: Tree, i: int) -> bool:
    """Whether a verb with its subject stands between commas or at the end after one: ", he said,"."""
    own = tree.subtree(i)
    if len(own) > 14:
        return False
    before, after = tree.word(own[0] - 1), tree.word(own[-1] + 1)
    return before == "," and after in (",", ".", "", ";") and tree.first(i, "nsubj") is not None


def _around(tree: Tree, i: int) -> tuple[int, ...]:
    """The clause a verb is set into: all below its head, less the verb's own words and another's saying."""
    head = tree.tokens[i].head
    if tree.tokens[head].quote:
        return quotation_of(tree, head)
    others = [
        k for k in tree.kids(head, "advcl", "conj", "parataxis")
        if k > i and tree.word(k) in tree.lexicon.saying.cues and tree.kids(k, "nsubj")
    ]  # fmt: skip
    return tuple(tree.subtree(head, without=(i, *others)))


def _source_beside(clue: Clue, content: tuple[int, ...]) -> int | None:
    """The source of a verb, or the noun beside the quotation where the parser gave it none."""
    return noun_beside_quote(clue.tree, clue.at, content) if clue.source is None else clue.source
