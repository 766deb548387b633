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
from searchapp.enrich.lexicon.saying import Cue
from searchapp.enrich.models.tree import Tree

_BELOW_HEAD = frozenset("ROOT appos prep pobj relcl dobj".split())
"""What may stand between a verb and the noun that heads its sentence: "One of those who led X called Y …"."""


def verb_clue(tree: Tree, i: int, cue: Cue) -> Clue | None:
    """A verb of saying with its source; None where it is a noun, or a passive that no one is named for."""
    if cue.quote and not cue.participle and (after := noun_after_quote(tree, i)) is not None:
        return Clue(tree, i, cue, after)
    if (between := inserted_at(tree, i, cue)) is not None:
        return Clue(tree, i, cue, between.source)
    relation = tree.tokens[i].relation
    if relation in WITHIN_NOUN or is_noun(tree, i, cue) or not may_report(tree, i, cue):
        return None
    if relation == "acl" and (head := _headed_by(tree, i, cue)) is not None:
        return Clue(tree, i, cue, head)
    if relation == "relcl" and _has_done(tree, i, cue):
        return Clue(tree, i, cue, tree.tokens[i].head)
    participle = (relation == "acl" and not cue.participle) or is_told(tree, i, cue)
    passive = bool(tree.kids(i, "auxpass", "nsubjpass")) or participle
    source = agent_of(tree, i) if passive else subject_of(tree, i)
    if passive and source is None:
        return None
    clue = Clue(tree, i, cue, source, passive)
    placed = closing_attribution(clue) if i == 1 else None
    return replace(clue, source=placed.source, headless=True) if placed and not placed.content else clue


def _has_done(tree: Tree, i: int, cue: Cue) -> bool:
    """Whether a participle after a contraction is active, by what follows: "X, who's called for calm"."""
    one_s_own = cue.lemma not in tree.lexicon.saying.charges and not cue.addressee
    return (
        one_s_own and tree.word(i - 1) in tree.lexicon.grammar.contracted and tree.word(i + 1) in cue.prepositions
    )


def _headed_by(tree: Tree, i: int, cue: Cue) -> int | None:
    """The noun that the parser took for the head of a sentence, and its verb for a participle: "One called X Y".

    Only an active verb has both the one told and what is said, or a name and what bears it, behind it.
    """
    if cue.participle or tree.kids(i, "agent", "auxpass"):
        return None
    root = next((k for k in reversed(tree.above(i))), i)
    if root > i or tree.kids(root, "nsubj", "nsubjpass", "aux", "dobj"):
        return None
    if any(tree.tokens[k].relation not in _BELOW_HEAD for k in tree.above(i)):
        return None
    after = [k for k in tree.kids(i, "dobj", "oprd", "ccomp", "xcomp") if k > i]
    after += [further for k in after for further in tree.kids(k, "dobj", "oprd")]
    clause = any(tree.tokens[k].relation == "ccomp" for k in after)
    resumed = tree.word(i - 1) == "," and any(tree.word(k) in cue.prepositions for k in tree.kids(i, "prep"))
    return root if clause or resumed or len(after) > 1 else None


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
    """ "X said yes", "X said the same of Y"."""
    tree, i = clue.tree, clue.at
    if clue.source is None or clue.source >= i:
        return None
    grammar = tree.lexicon.grammar
    if tree.word(i + 1) in grammar.answers and tree.word(i + 2) in grammar.answer_ends:
        return Said((i + 1,), clue.source)
    told = tree.first(i, "dobj") if clue.sure and not tree.kids(i, "ccomp") else None
    if told is None or grammar.likewise.isdisjoint(tree.word(k) for k in (told, *tree.kids(told, "amod"))):
        return None
    return Said(tuple(k for k in tree.subtree(told) if k > i), clue.source)


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
    content = joined(clue.tree, clue.at, clauses)
    return Said(_without_fronted(clue, clauses, content, source), source)


def _without_fronted(
    clue: Clue, clauses: list[int], content: tuple[int, ...], source: int | None
) -> tuple[int, ...]:
    """The words said less a clause before the source, on the saying: "While A, X said B"."""
    tree = clue.tree
    if source is None or source > clue.at or min(clauses) < clue.at:
        return content
    fronted = [w for k in clauses for a in tree.kids(k, "advcl") if a < source for w in tree.subtree(a)]
    return tuple(w for w in content if w not in set(fronted)) if fronted else content


def _clauses(clue: Clue) -> list[int]:
    """The verbs of the clauses that a verb of saying takes."""
    if clue.headless or not (clue.cue.addressee or clue.cue.clause):
        return []
    tree, i = clue.tree, clue.at
    cues = tree.lexicon.saying.cues
    told = tree.kids(i, "ccomp")
    told = [k for k in told if not (k < i and (c := cues.get(tree.word(k))) and is_told(tree, k, c))]
    plans = tree.kids(i, "xcomp") if clue.cue.gerund or clue.cue.infinitive else []
    if any(k > i and not tree.tokens[k].quote for k in (*told, *plans)):
        # "Asked of A, X said B", "X said A, Y said B": what stands before has a saying or a place of its own.
        told = [k for k in told if k > i or any(tree.tokens[w].quote for w in tree.subtree(k))]
    return told + [
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
    named = cue.lemma in tree.lexicon.saying.naming and tree.word(i - 1) == ","  # "Their group, called Y, …"
    if named or not clue.takes_more or not (beside or (within and _is_inserted(tree, i))):
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
    """ "As X said, …", "…, as X put it", "As promised by X, …"."""
    tree, i = clue.tree, clue.at
    if tree.tokens[i].relation != "advcl" or not _is_as(tree, i):
        return None
    by = agent_of(tree, i)
    by = _written_in(tree, i) if by is None else by
    if by is not None:
        return Said(_around(tree, i), by) if clue.cue.clause else None
    if not clue.takes_more:
        return None
    puts_it = clue.cue.quote and tree.word(i + 1) in tree.lexicon.people.it and tree.word(i + 2) in (",", ".", "")
    whole = clue.cue.clause and not tree.kids(i, "dobj", "prep", "xcomp")
    return Said(_around(tree, i), clue.source) if puts_it or whole else None


def _written_in(tree: Tree, i: int) -> int | None:
    """What a thing was written in that someone is told by: "As stated in the report, …"."""
    if tree.kids(i, "nsubj"):
        return None
    within = [k for k in tree.kids(i, "prep") if tree.word(k) in tree.lexicon.grammar.at_occasion]
    named = next((k for prep in within for k in tree.kids(prep, "pobj")), None)
    if named is None or tree.lexicon.nouns.kind_of(tree.word(named)) != "document":
        return None
    return named


def _is_as(tree: Tree, i: int) -> bool:
    """Whether a verb is one of comparison or of agreement: "as X said", "as rich as X claims to be"."""
    return any(tree.word(k) in tree.lexicon.grammar.as_ for k in tree.kids(i, "mark", "advmod"))


def prepositional(clue: Clue) -> Said | None:
    """ "X called for calm", "X accused Y of theft"."""
    tree, i, cue = clue.tree, clue.at, clue.cue
    if not clue.takes_more:
        return None
    charges, as_, to = tree.lexicon.saying.charges, tree.lexicon.grammar.as_, tree.lexicon.grammar.to
    aside = cue.participle and tree.word(tree.tokens[i].head) in tree.lexicon.saying.sure_cues
    for prep in tree.kids(i, "prep"):
        if aside and tree.word(prep) in to:
            continue  # "X said, referring to Y"
        apart = prep > i + 1 and cue.lemma not in charges
        if apart and (clue.passive or (tree.kids(i, "dobj") and not cue.addressee and tree.word(prep) not in as_)):
            continue  # "was called a liar by X for …", "called a meeting on Monday"
        if prep > i and tree.word(prep) in cue.prepositions and tree.kids(prep, "pobj", "pcomp"):
            told = tree.kids(i, "dobj") if cue.lemma in charges or tree.word(prep) in as_ else []
            return Said(joined(tree, i, [*told, prep]), clue.source)
    return None


def called_upon(clue: Clue) -> Said | None:
    """ "X called on Y to leave"."""
    tree, i = clue.tree, clue.at
    if not clue.takes_more or not _calls_upon(clue):
        return None
    upon, to = tree.lexicon.grammar.upon, tree.lexicon.grammar.to
    called = next((k for k in range(i + 1, min(i + 3, len(tree.tokens))) if tree.word(k) in upon), None)
    if called is None:
        return None
    below = tree.subtree(i)
    asked = next(
        (k for k in below if k > called and tree.tokens[k].relation == "aux" and tree.word(k) in to), None
    )
    if asked is None:
        return None
    return Said(tuple(k for k in below if k > called), clue.source)


def _calls_upon(clue: Clue) -> bool:
    return clue.cue.lemma in clue.tree.lexicon.saying.calls_upon


def infinitive(clue: Clue) -> Said | None:
    """ "X promised to leave", "X urged Y to leave"."""
    tree, i, cue = clue.tree, clue.at, clue.cue
    if not clue.takes_more or not cue.infinitive or cue.weak or _calls_upon(clue):
        return None
    if not (infinitives := tree.kids(i, "xcomp")) or _is_as(tree, i):
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
    if tree.tokens[i].relation == "advcl" and any(tree.word(k) in grammar.to for k in tree.kids(i, "aux")):
        return None  # "X needs a majority to confirm the judge"
    objects = [
        k for k in tree.kids(i, "dobj", "oprd", "nsubjpass", "ccomp") if tree.word(k) not in grammar.relatives
    ]
    if not objects:
        return None
    more = [k for k in tree.kids(i, "prep") if tree.word(k) in grammar.after_object and k > objects[0]]
    if (
        cue.lemma in tree.lexicon.saying.naming
        and not more
        and len(objects) == 1
        and _only_named(tree, i, objects[0])
    ):
        return None  # "X called a meeting"
    plans = [k for k in tree.kids(i, "xcomp") if k > objects[0]] if not cue.infinitive else []
    return Said(joined(tree, i, [*objects, *more, *plans]), clue.source)


def _only_named(tree: Tree, i: int, thing: int) -> bool:
    """Whether the object of a verb of naming has nothing that it is called."""
    quoted = any(q.start > tree.tokens[i].start for q in tree.sentence.quotes)
    articles = sum(tree.word(k) in tree.lexicon.grammar.articles for k in tree.subtree(i) if k > i)
    return tree.tokens[thing].relation == "dobj" and i < thing and not quoted and articles < 2


def owned_noun(clue: Clue) -> Said | None:
    """ "Her claim that …", "a warning from X that …": a noun with an owner and a clause."""
    tree, i = clue.tree, clue.at
    owner = tree.first(i, "poss")
    if owner is None:
        by = (tree.first(k, "pobj") for k in tree.kids(i, "prep") if tree.word(k) in tree.lexicon.grammar.owners)
        named = (k for k in tree.kids(i, "compound", "nmod") if tree.tokens[k].text[:1].isupper())
        owner = next((k for k in (*by, *named) if k is not None), None)
    holders = [i] if owner is None or owner < i else [i, owner]
    clauses = (k for holder in holders for k in tree.kids(holder, "acl", "ccomp", "relcl"))
    clause = next((k for k in clauses if tree.kids(k, "mark")), None)
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
