"""The statements of one sentence set against each other: nested, coordinate, or with a quotation left over.

Knows nothing of names or of the story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from searchapp.enrich.attribution.candidate import (
    WITHIN_NOUN,
    Candidate,
    Clue,
    Rule,
    Said,
    found_by,
    is_noun,
    may_report,
    subject_of,
)
from searchapp.enrich.attribution.position_rules import noun_beside_quote
from searchapp.enrich.models.tree import Tree


def outermost(tree: Tree, found: Sequence[Candidate]) -> list[Candidate]:
    """Drop what is said within what is said; a source quoted "as saying" comes before its quoter."""
    kept: list[Candidate] = []
    for one in found:
        if tree.word(one.cue) in tree.lexicon.saying.quotings and any(
            o.cue in one.content for o in found if o is not one
        ):
            continue
        kept.append(one)
    kept = [one for one in kept if not any(_is_closed_by(tree, one, o) for o in kept)]
    freed: list[Candidate] = []
    for one in kept:
        holders = [o for o in kept if o is not one and one.cue in o.content and o.cue not in one.content]
        if not holders:
            freed.append(one)
        elif _goes_on(tree, one):
            # "X said A, but Y said B", "X said A, adding B": the next one, whatever the parser hung it on.
            own = tree.first(one.cue, "nsubj") is not None
            freed.append(one if own else replace(one, source=holders[0].source))
    return [_without_later(tree, one, freed) for one in freed]


def _is_closed_by(tree: Tree, one: Candidate, other: Candidate) -> bool:
    """ "Y demanded A, X said": each within the other's words, but X's verb with its subject stands set apart."""
    if one is other or other.source is None or one.cue not in other.content or other.cue not in one.content:
        return False
    edges = sorted((other.source, other.cue))
    return (
        one.cue < edges[0] and edges[1] - edges[0] <= 2
        and "," in (tree.word(edges[0] - 1), tree.word(edges[0] - 2), tree.word(edges[0] - 3))
        and tree.word(edges[1] + 1) in (",", ".", "")
    )  # fmt: skip


def _without_later(tree: Tree, one: Candidate, others: Sequence[Candidate]) -> Candidate:
    """A statement without the words from which another, coordinate one begins."""
    later = [
        o.content[0] if _is_set_in(tree, o) else min(tree.subtree(o.cue))
        for o in others
        if o is not one and o.cue in one.content and one.cue not in o.content
    ]
    return replace(one, content=tuple(c for c in one.content if c < min(later))) if later else one


def _goes_on(tree: Tree, one: Candidate) -> bool:
    """Whether a statement within another's words is really the next one, joined by "and", "but" or a comma."""
    if _is_set_in(tree, one):
        return True
    token = tree.tokens[one.cue]
    grammar, cues = tree.lexicon.grammar, tree.lexicon.saying.cues
    cue = cues.get(tree.word(one.cue))
    if cue is None or cue.weak:
        return False
    # "X said it would declare A and suggested B": B is X's, for "would … suggested" is no English.
    head_is_finite = not tree.kids(token.head, "aux", "auxpass")
    finite = token.relation == "conj" and token.text.endswith(grammar.finite_endings)
    unlike = finite and not head_is_finite
    if not cue.clause or one.rule not in ("clause", "quote", "saying", "that", "infinitive"):
        own = tree.first(one.cue, "nsubj")
        if own is not None:
            return tree.tokens[own].text[:1].isupper() and _has_noun_joined(tree, one.cue)
        return unlike or (finite and tree.word(token.head) not in cues and _is_of_a_thing(tree, token.head))
    first = tree.subtree(one.cue)[0]
    opening, before, further = tree.word(first), tree.word(first - 1), tree.word(first - 2)
    if cue.participle:
        return token.relation in ("advcl", "conj") and first == one.cue and before == ","
    if _has_noun_joined(tree, one.cue):
        return True
    if tree.first(one.cue, "nsubj") is not None:
        return (before in grammar.joining and further == ",") or (opening in grammar.joining and before == ",")
    deeper = tree.tokens[token.head].relation in ("relcl", "advcl", "acl") and bool(tree.kids(token.head, "nsubj"))
    return not deeper and (unlike or (finite and tree.word(token.head) not in cues))


def _is_of_a_thing(tree: Tree, verb: int) -> bool:
    """Whether the subject of a verb is a thing, so that a saying joined to the verb is another's."""
    subject = tree.first(verb, "nsubj", "nsubjpass", "expl")
    people = tree.lexicon.people
    if subject is None or tree.tokens[subject].text[:1].isupper():
        return False
    word = tree.word(subject)
    persons = people.he | people.she | people.they | people.first_second | people.roles | people.group_nouns
    return word in people.it or not (
        word in persons or word.endswith(people.plural_ending) or word in people.plurals
    )


def _is_set_in(tree: Tree, one: Candidate) -> bool:
    """Whether a saying is set into a clause of its own: "X said A, but the road, Y said, was shut"."""
    first = one.content[0] if one.content else one.cue
    return 0 < first < one.cue and tree.word(first - 1) == "," and tree.word(first) in tree.lexicon.grammar.joining


def _has_noun_joined(tree: Tree, cue: int) -> bool:
    """Whether a verb has a noun for its own subject right after "and": "X said A and the board accused Y"."""
    subject = tree.first(cue, "nsubj")
    if (
        subject is None
        or tree.tokens[cue].relation != "conj"
        or tree.word(subject) in tree.lexicon.people.pronouns
    ):
        return False
    return subject < cue and tree.word(tree.subtree(cue)[0] - 1) in tree.lexicon.grammar.joining


def with_quotations(tree: Tree, found: list[Candidate], rule: Rule) -> list[Candidate]:
    """Give each quotation that no rule reached to the nearest verb of saying, by `rule` if that found nothing."""
    stand_ins = [i for i, t in enumerate(tree.tokens) if t.quote]
    claimed = {c for one in found for c in one.content}
    for i in stand_ins:
        if i in claimed:
            continue
        able = [k for k in range(len(tree.tokens)) if _may_quote(tree, k)]
        best = min(able, key=lambda k, i=i: (abs(k - i), k), default=None)  # type: ignore[misc]
        if best is None:
            continue
        place = next((n for n, one in enumerate(found) if one.cue == best), None)
        if place is not None:
            one = found[place]
            name = "quote" if one.rule == "colon" else one.rule  # It announced this one, not the next sentence.
            found[place] = replace(one, content=tuple(sorted({*one.content, i})), rule=name)
        else:
            clue = Clue(tree, best, tree.lexicon.saying.cues[tree.word(best)], quotation=i)
            within = any(best in one.content for one in found)
            if (said := rule.find(clue)) is None or (within and not _announces(tree, best, i)):
                continue
            new = found_by(rule, clue, said)
            found[:] = [*(_without_later(tree, one, [new]) for one in found), new]
        claimed.add(i)
    found = [_without_others(tree, one, found) for one in found]
    return sorted((_with_speaker(tree, one, found) for one in found), key=lambda one: one.cue)


def _without_others(tree: Tree, one: Candidate, found: Sequence[Candidate]) -> Candidate:
    """A statement without a quotation that another one announces: "“A,” X said, and added: “B”"."""
    others = {
        c
        for o in found
        if o is not one and one.cue < o.cue and one.cue not in o.content
        for c in o.content
        if tree.tokens[c].quote and c > o.cue
    }
    content = tuple(c for c in one.content if c not in others)
    return replace(one, content=content) if content and len(content) < len(one.content) else one


def _announces(tree: Tree, verb: int, quotation: int) -> bool:
    """Whether a verb with its own subject stands right before a quotation: "…, and Y replied, “…”"."""
    return (
        verb < quotation <= verb + 2 and tree.word(quotation - 1) in (",", ":") and bool(tree.kids(verb, "nsubj"))
    )


def nearest_verb(clue: Clue) -> Said | None:
    """ "…," X said, where the parser hung the quotation on something else."""
    if clue.quotation is None:
        return None
    content = (clue.quotation,)
    source = subject_of(clue.tree, clue.at)
    return Said(content, noun_beside_quote(clue.tree, clue.at, content) if source is None else source)


def _with_speaker(tree: Tree, one: Candidate, found: Sequence[Candidate]) -> Candidate:
    """A source that is itself a quotation ("…," X said, going on to say) is whoever said that."""
    if one.source is None or not tree.tokens[one.source].quote:
        return one
    holder = next((o for o in found if o is not one and one.source in o.content), None)
    return replace(one, source=holder.source if holder else None)


def _may_quote(tree: Tree, k: int) -> bool:
    cue = tree.lexicon.saying.cues.get(tree.word(k))
    if not cue or not cue.quote or tree.tokens[k].quote or is_noun(tree, k, cue) or not may_report(tree, k, cue):
        return False
    return not (tree.tokens[k].relation in WITHIN_NOUN and k > 0)
