"""What the rules for statements share: the values they take and give, subjects, agents, nouns like verbs.

Reads one parsed sentence; knows nothing of names or of the story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from searchapp.enrich.lexicon.saying import Cue
from searchapp.enrich.models.tree import Tree

NOMINAL = frozenset(
    "nsubj nsubjpass dobj pobj compound appos attr poss nmod amod dative iobj npadvmod oprd".split()
)
_TAKES_SUBJECT = frozenset(("conj", "xcomp", "advcl", "pcomp", "prep", "acl", "dep", "advmod"))
_CLAUSES_UP = 5
"""A verb takes over a subject from at most so many clauses up."""
WITHIN_NOUN = frozenset(("amod", "compound", "nmod"))

ClueKind = Literal["according", "phrase", "words", "verb", "noun", "quotation"]
"""What a rule goes by: what names a source, a set phrase with a clause, a phrase of somebody's words, a verb or a
noun of saying, or a quotation that no verb has for its own."""


@dataclass(frozen=True, slots=True)
class Clue:
    """A word of a sentence that may report, as the rules see it; all positions are words of the tree.

    `source` is its subject, of a passive the one it was done by. Where it is `headless`, what came before
    ", said X" is lost, and only the place of words tells what is said. `quotation` is set where the clue is a
    quotation that is left over, and `at` then the verb next to it; `that` opens the clause of a set phrase.
    """

    tree: Tree
    at: int
    cue: Cue
    source: int | None = None
    passive: bool = False
    headless: bool = False
    quotation: int | None = None
    that: int | None = None

    @property
    def sure(self) -> bool:
        """Whether it is an active verb that, clause or not, says something."""
        return self.cue.clause and not self.cue.weak and not self.passive

    @property
    def takes_more(self) -> bool:
        """Whether it may have other words for its content than a clause or a quotation."""
        return not self.headless and (not self.passive or self.cue.object)


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule finds: the words said and who says them. `further` are words of the cue besides its own."""

    content: tuple[int, ...]
    source: int | None
    further: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to find a statement. `name` and `confidence`, in 0..1, are those of the statements it finds.

    `find` gives None where the rule has nothing to say of a clue. With `may_lack_source` what it finds is kept for
    the quotations beside it even where nobody is seen to say it.
    """

    name: str
    clue: ClueKind
    find: Callable[[Clue], Said | None]
    confidence: float
    may_lack_source: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement of one sentence. `source` and `cue` are words of the tree; `content` words of it, in order."""

    cue: int
    cue_words: tuple[int, ...]
    source: int | None
    content: tuple[int, ...]
    rule: str
    confidence: float


def found_by(rule: Rule, clue: Clue, said: Said) -> Candidate:
    """What a rule found, under its name."""
    content = tuple(c for c in said.content if c != clue.at)
    opening = (clue.at - 2, clue.at - 1) if clue.cue.after else ()
    words = (*opening, clue.at, *said.further)
    return Candidate(clue.at, words, said.source, content, rule.name, rule.confidence)


def is_noun(tree: Tree, i: int, cue: Cue) -> bool:
    if not cue.noun and not cue.participle:
        return False
    if tree.kids(i, "nsubj", "aux", "ccomp", "nsubjpass", "auxpass"):
        return False
    if tree.kids(i, "det", "poss", "amod", "nummod"):
        return True
    return tree.tokens[i].relation in NOMINAL


def may_report(tree: Tree, i: int, cue: Cue) -> bool:
    """Whether a verb stands below one that makes it report, if it needs such a one: "wanted to know"."""
    return not cue.after or (tree.word(i - 1) in tree.lexicon.grammar.to and tree.word(i - 2) in cue.after)


def is_told(tree: Tree, i: int, cue: Cue) -> bool:
    """Whether a verb is a participle of the one told: "asked whether …, X said", "X, told to go, said"."""
    lexicon, word = tree.lexicon, tree.word(i)
    done_to = cue.addressee or (cue.object and not cue.clause) or cue.lemma in lexicon.saying.charges
    if not done_to or cue.participle or word == cue.lemma or word.endswith("s") or tree.kids(i, "aux", "auxpass"):
        return False
    plain, before = lexicon.plain, i - 1
    while tree.word(before) in plain.between or tree.word(before).endswith(plain.adverb_endings):
        before -= 1
    opened = tree.word(before) in lexicon.grammar.subordinating
    subject = nearest_subject(tree, i)
    if subject is not None:
        comma = before - 1 if opened else before
        return tree.word(comma) == "," and subject == comma - 1 and _goes_on_after(tree, i)
    aside = before < 0 or opened or tree.word(before) == ","
    return aside and tree.tokens[i].relation not in ("ROOT", "conj")


def _goes_on_after(tree: Tree, i: int) -> bool:
    """Whether a verb follows, after a comma and without a subject, that takes up the subject of this one."""
    after = [k for k in (tree.tokens[i].head, *tree.kids(i, "ccomp", "conj")) if k > i]
    return any(tree.word(k - 1) == "," and not tree.kids(k, "nsubj", "nsubjpass") for k in after)


def _resumed(tree: Tree, i: int) -> int | None:
    """The subject that a verb takes up again after an aside: "X, when asked whether …, said"."""
    cues = tree.lexicon.saying.cues
    for k in (*tree.kids(i, "ccomp", "advcl"), tree.tokens[i].head):
        if k < i and (cue := cues.get(tree.word(k))) and is_told(tree, k, cue):
            return nearest_subject(tree, k)
    return None


def agent_of(tree: Tree, i: int) -> int | None:
    agent = tree.first(i, "agent")
    return None if agent is None else tree.first(agent, "pobj")


def nearest_subject(tree: Tree, i: int) -> int | None:
    """A verb's own subject; of several (one of them is the parser's error) the nearest."""
    return min(tree.kids(i, "nsubj"), key=lambda k: abs(k - i), default=None)


def subject_of(tree: Tree, i: int, depth: int = 0) -> int | None:
    """The word that is the subject of a verb, its own or the one it takes over; None if there is none."""
    token = tree.tokens[i]
    own = nearest_subject(tree, i)
    if own is not None:
        if tree.word(own) in tree.lexicon.grammar.relatives and token.relation in ("relcl", "acl", "conj"):
            if (nested := next((k for k in tree.kids(own, "nsubj", "appos") if own < k < i), None)) is not None:
                return nested  # "Which the chief, X, called a shame": the parser took both for the subject.
            head = token.head
            return head if token.relation != "conj" else subject_of(tree, head, depth + 1)
        return own
    if not depth and (resumed := _resumed(tree, i)) is not None:
        return resumed
    if not depth and (named := _named_of(tree, i)) is not None:
        return named
    if not depth and _is_purpose(tree, i) and tree.first(token.head, "nsubjpass") is not None:
        return None  # "X was called in to talk about …"
    if depth and (passive := tree.first(i, "nsubjpass")) is not None:
        return passive
    if depth > _CLAUSES_UP or token.head == i:
        return None
    if not depth and (joined_to := _noun_joined_before(tree, i)) is not None:
        return joined_to
    if token.relation == "pcomp" and tree.word(token.head) in tree.lexicon.grammar.as_:
        # "quoted an official as saying": the official speaks.
        return tree.first(tree.tokens[token.head].head, "dobj", "pobj", "nsubjpass")
    if token.relation in ("acl", "relcl") and _is_purpose(tree, i):
        return None  # "A way to report losses": it is not the way that reports.
    if token.relation == "acl":
        return token.head
    if token.relation == "relcl":
        return token.head
    if token.relation == "acomp":
        # "X was unable to say", but not "it is worth saying".
        subject = subject_of(tree, token.head, depth + 1)
        return None if subject is None or tree.word(subject) in tree.lexicon.people.it else subject
    if token.relation in _TAKES_SUBJECT:
        return subject_of(tree, token.head, depth + 1)
    return None


def _is_purpose(tree: Tree, i: int) -> bool:
    return any(tree.word(k) in tree.lexicon.grammar.to for k in tree.kids(i, "aux"))


def _named_of(tree: Tree, i: int) -> int | None:
    """The name right before a participle, tied by a preposition to what it did: "a photo of X telling Y …"."""
    noun, grammar = tree.tokens[i - 1], tree.lexicon.grammar
    if i < 1 or tree.tokens[i].relation != "advcl" or not tree.word(i).endswith(grammar.gerund_ending):
        return None
    named = noun.relation == "pobj" and noun.text[:1].isupper()
    return i - 1 if named and tree.word(noun.head) in grammar.of_acts else None


def _noun_joined_before(tree: Tree, i: int) -> int | None:
    """The noun between "and" and a verb, which the parser joined to a noun before: "A met B and X said …"."""
    noun = i - 1
    if i < 1 or tree.tokens[i].relation != "conj" or tree.tokens[noun].relation != "conj":
        return None
    joins = tree.lexicon.grammar.joining | tree.lexicon.grammar.and_
    return noun if tree.word(tree.subtree(noun)[0] - 1) in joins else None


def quotation_of(tree: Tree, k: int) -> tuple[int, ...]:
    """The words that stand for a quotation, and what is tied to it without a comma ("…" of the city)."""
    quote = tree.tokens[k].quote
    words = [w for w, t in enumerate(tree.tokens) if t.quote is quote]
    below = set(tree.subtree(k))
    following = words[-1] + 1
    while following in below and tree.word(following) not in (",", ".", ":", ";", "-", "–", "—"):
        words.append(following)
        following += 1
    others = [w for w, t in enumerate(tree.tokens) if t.quote and t.quote is not quote and w in below]
    return tuple(sorted({*words, *others}))


def joined(tree: Tree, i: int, roots: Iterable[int]) -> tuple[int, ...]:
    words: set[int] = set()
    for root in roots:
        words.update(tree.subtree(root, without=(i,)))
    return tuple(sorted(words))
