"""Who shares a statement: "X, a lawyer, and Y said", "said X as well as Y".

Goes by what stands between names, for the parser often hangs the second on something else. "X of Y and Z" is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from searchapp.enrich.attribution.candidate import Candidate
from searchapp.enrich.attribution.salience import Speaker
from searchapp.enrich.lexicon.lexicon import Lexicon
from searchapp.enrich.lexicon.patterns import Pattern
from searchapp.enrich.models.tree import Tree
from searchapp.model import Mention, Offsets, SpeakerKind

_BETWEEN_CHARS = 170
_TAIL_WORDS = 12
_MARKS = (",", ".", ";", "")
_LOOK_AHEAD = 4
"""Names; so many may stand in the words that describe one."""


def with_others(view: str, tree: Tree, found: Candidate, speaker: Speaker, mentions: Sequence[Mention]) -> Speaker:
    """A speaker with the names of those who share the statement; `mentions` are those of its sentence in order."""
    if speaker.kind == "unnamed" or found.source is None or found.rule == "noun":
        return speaker
    able = [m for m in mentions if m.kind != "place" and not view.startswith("'", m.end)]
    first = next((m for m in able if m.name == speaker.name and _meets(m, speaker.span)), None)
    token = tree.tokens[found.source]
    if first is None:
        if tree.word(found.source) not in tree.lexicon.people.pronouns:
            return speaker
        first = Mention(speaker.kind, speaker.name, token.text, token.start, token.end)
    if before := _before(view, tree, found, first, able):
        first = before
    all_of_them = _chain(view, tree, found, first, [m for m in able if m.start >= first.end])
    names = tuple(dict.fromkeys(m.name for m in all_of_them))
    if len(names) < 2 or not any(" " in name for name in names):
        return speaker
    kind: SpeakerKind = "person" if first.kind == "person" else "organization"
    span = (min(first.start, speaker.span[0]), max(speaker.span[1], all_of_them[-1].end))
    return replace(speaker, name=names[0], kind=kind, span=span, others=names[1:])


def _meets(mention: Mention, span: Offsets) -> bool:
    return mention.start < span[1] and span[0] < mention.end


def _before(view: str, tree: Tree, found: Candidate, first: Mention, able: Sequence[Mention]) -> Mention | None:
    """The name before that a row begins with of which the parser saw the last: "X, Y, and Z wrote"."""
    subjects = [tree.tokens[k] for k in tree.kids(found.cue, "nsubj")]
    for mention in able:
        if mention.end > first.start:
            break
        if not any(_meets(mention, (t.start, t.end)) for t in subjects) and not _opens(view, tree, mention):
            continue
        row = _chain(view, tree, found, mention, [m for m in able if m.start >= mention.end])
        if first in row:
            return mention
    return None


def _opens(view: str, tree: Tree, mention: Mention) -> bool:
    """Whether a name opens its sentence, or follows the quotation that does."""
    start = max((q.end for q in tree.sentence.quotes if q.end <= mention.start), default=tree.sentence.start)
    openers = tree.lexicon.people.name_openers
    return all(word in openers for word in _words(view[start : mention.start]) if word)


def _chain(view: str, tree: Tree, found: Candidate, first: Mention, following: Sequence[Mention]) -> list[Mention]:
    """The names in a row that begins with the first and has an "and" before its last."""
    cue = tree.tokens[found.cue]
    limit = cue.start if cue.start >= first.end else tree.sentence.end
    row, whole = [first], 1
    left = [m for m in following if m.end <= limit and _is_free(tree, found, m)]
    while left:
        step = _next(view, tree, row[-1], left)
        if step is None:
            break
        at, closes = step
        row.append(left[at])
        left = left[at + 1 :]
        if closes:
            whole = len(row)
    row = row[:whole]
    if whole > 1 and limit == cue.start and len(view[row[-1].end : limit].split()) > _TAIL_WORDS:
        return [first]
    # "According to X, Y and Z met": only a mark after the last tells a row from the next subject.
    if whole > 2 and limit != cue.start and view[row[-1].end : limit][:1] not in _MARKS:
        return [first]
    return row


def _next(view: str, tree: Tree, last: Mention, left: Sequence[Mention]) -> tuple[int, bool] | None:
    """Which of the names that are left is joined to the last, and whether by a word that closes a row."""
    grammar = tree.lexicon.grammar
    for at, mention in enumerate(left[:_LOOK_AHEAD]):
        between = view[last.end : mention.start]
        if _joined(grammar.joins, tree.lexicon, between, last, mention):
            return at, True
        if at == 0 and _joined(grammar.lists, tree.lexicon, between, last, mention):
            return at, False
        if mention.kind == last.kind:
            break
    return None


def _joined(joins: Pattern, lexicon: Lexicon, between: str, one: Mention, other: Mention) -> bool:
    """Whether what stands between two names makes them a pair."""
    if len(between) > _BETWEEN_CHARS or (match := joins.fullmatch(between)) is None:
        return False
    if any(word in lexicon.saying.sure_cues for word in _words(between)):
        return False
    if match.groupdict().get("aside") and other.kind != one.kind:
        return False
    role, people = match.group("role").split(), lexicon.people
    openers = people.name_openers | people.group_nouns | lexicon.grammar.articles
    return not role or role[-1].lower().strip(",.") in openers


def _words(text: str) -> Iterator[str]:
    return (word.strip(".,").lower() for word in text.split())


def _is_free(tree: Tree, found: Candidate, mention: Mention) -> bool:
    """Whether a name is no part of what is said, nor the subject of another verb."""
    tokens = [k for k, t in enumerate(tree.tokens) if mention.start <= t.start < mention.end]
    content = set(found.content)
    return not any(
        k in content or (tree.tokens[k].relation == "nsubj" and tree.tokens[k].head != found.cue) for k in tokens
    )
