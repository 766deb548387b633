"""Words of a parsed sentence as spans of the view: what is stored as the words said.

Knows nothing of who said them.
"""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.enrich.models.tree import Tree
from searchapp.model import Offsets

_EDGE = frozenset(",;:-—–.!?()[]\"'`")


def spans_of(tree: Tree, view: str, content: Sequence[int]) -> tuple[Offsets, ...]:
    """Content words as spans of the view: without "that", outer punctuation, quotation marks around the whole."""
    spans: list[Offsets] = []
    run: list[int] = []
    for position in [*content, -9]:
        if run and position != run[-1] + 1:
            if span := _trimmed(tree, view, run):
                spans.append(span)
            run = []
        run.append(position)
    merged: list[Offsets] = []
    for span in sorted(set(spans)):
        if merged and span[0] <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(span[1], merged[-1][1]))
        else:
            merged.append(span)
    return tuple(merged)


def _trimmed(tree: Tree, view: str, run: Sequence[int]) -> Offsets | None:
    grammar = tree.lexicon.grammar
    words = list(run)
    while words and (tree.word(words[0]) in _EDGE or tree.word(words[0]) in grammar.content_edges):
        if not words[0] and tree.word(0) in grammar.that:
            break  # "That house, X said, …"
        words.pop(0)
    while (
        words
        and not tree.tokens[words[-1]].quote
        and (tree.word(words[-1]) in _EDGE or tree.word(words[-1]) in grammar.content_ends)
    ):
        words.pop()
    if not words:
        return None
    start, end = tree.span(words)
    whole = tree.tokens[words[0]].quote
    if whole and all(tree.tokens[w].quote is whole for w in words):
        inner_end = min(end, whole.end - 1 if whole.closed else whole.end)
        return trim_span(view, whole.start + 1, inner_end)
    for quote in tree.sentence.quotes:
        # A mark that the parser did not see belongs to the span when its pair does.
        if start == quote.start + 1 and quote.end - 1 <= end:
            start = quote.start
        if start <= quote.start < end < quote.end:
            # What opens within the words said is said to its end.
            end = min(quote.end, tree.sentence.end)
    return (start, end) if any(c.isalnum() for c in view[start:end]) else None


def trim_span(view: str, start: int, end: int) -> Offsets | None:
    """Without spaces and a trailing comma; None if nothing is left."""
    while start < end and view[start].isspace():
        start += 1
    while end > start and (view[end - 1].isspace() or view[end - 1] == ","):
        end -= 1
    return (start, end) if start < end else None
