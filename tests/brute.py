"""The reference: a search engine in a page, over a list, without an index. Slow, obvious, and shares only the
tokenizer and the reading of a word as terms with the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from searchapp.facets import BY_KEY
from searchapp.model import Record, Story
from searchapp.query.request import Axis, Filter, SearchRequest
from searchapp.query.tree import After, And, Before, Everything, Field, Near, Node, Not, Or, Phrase, Word
from searchapp.text.analysis import index_terms, is_function_word, phrase_terms, prefix_terms, tokenize, word_terms


def row_of(leaf: Node) -> list:
    """What a leaf wants at each position: a term, or a tuple of beginnings."""
    if isinstance(leaf, Word):
        return list(word_terms(leaf.text))
    if isinstance(leaf, Phrase):
        return list(phrase_terms(leaf.text))
    before, starts = prefix_terms(leaf.text)
    return [*before, starts] if starts else list(before)


def runs(leaf: Node, text: str) -> list[tuple[int, int]]:
    """(first, last) token of every place where a leaf stands in a text."""
    row, terms = row_of(leaf), [index_terms(t) for t in tokenize(text)]
    fits = lambda want, have: any(h.startswith(want) for h in have) if isinstance(want, tuple) else want in have  # noqa: E731
    return [
        (i, i + len(row) - 1)
        for i in range(len(terms) - len(row) + 1)
        if row and all(fits(w, terms[i + k]) for k, w in enumerate(row))
    ]


def near(node: Near, text: str) -> bool:
    """Whether the two stand at most so many words apart, either first, without sharing a word."""
    pairs = [(a, b) for a in runs(node.left, text) for b in runs(node.right, text)]
    return any(0 < later[0] - sooner[1] <= node.distance for a, b in pairs for sooner, later in ((a, b), (b, a)))


def matches(node: Node, record: Record, field: str = "") -> bool:
    """Whether a record is what a node asks for."""
    match node:
        case Everything():
            return True
        case And(nodes=nodes):
            return all(matches(n, record, field) for n in nodes)
        case Or(nodes=nodes):
            return any(matches(n, record, field) for n in nodes)
        case Not(node=inner):
            return not matches(inner, record, field)
        case After(day=day):
            return record.story.published is not None and record.story.published >= day
        case Before(day=day):
            return record.story.published is not None and record.story.published <= day
        case Field(name=name, node=inner) if name in ("title", "text"):
            return matches(inner, record, name)
        case Field(name=name, node=inner):
            return any(in_text(inner, value) for value in record.facets[name])
    fields = [field] if field else ["text"] if record.kind == "statement" else ["title", "text"]
    return any(in_text(node, getattr(record, name)) for name in fields)


def in_text(node: Node, text: str) -> bool:
    """Whether a piece of text alone is what a node asks for."""
    match node:
        case And(nodes=nodes):
            return all(in_text(n, text) for n in nodes)
        case Or(nodes=nodes):
            return any(in_text(n, text) for n in nodes)
        case Not(node=inner):
            return not in_text(inner, text)
        case Near():
            return near(node, text)
        case Everything():
            return True
    return bool(runs(node, text))


def passes(record: Record, request: SearchRequest, *, but: str = "") -> bool:
    """Whether a record passes every filter but those of one facet (or "date")."""
    if record.kind != request.kind:
        return False
    for key, values in record.facets.items():
        mine = [f for f in request.in_force if f.key == key and key != but]
        has = lambda value, values=values: value in values if value else not values  # noqa: E731
        if any(not f.exclude for f in mine) and not any(has(f.value) for f in mine if not f.exclude):
            return False
        if any(has(f.value) for f in mine if f.exclude):
            return False
    for f in request.together:
        whole = BY_KEY[f.key].together == "story"
        values = BY_KEY[f.key].values(record.story, None) if whole else record.facets[f.key]
        if f.value not in (values or ("",)):
            return False
    day: date | None = record.story.published
    if but == "date":
        return True
    if request.undated and day:
        return False
    if (request.since or request.until) and not day:
        return False
    return not (request.since and day < request.since) and not (request.until and day > request.until)


def search(everything: list[Record], request: SearchRequest) -> tuple[set[str], dict[str, Counter]]:
    """The ids that answer a request, and every facet's counts, "" for records without a value.

    Each counts what its value gives as the only choice, beside what else is left out.
    """
    found = [r for r in everything if r.kind == request.kind and wanted(r, request)]
    ids = {r.id for r in found if passes(r, request)}
    counts: dict[str, Counter] = {}
    for key in request.facets:
        out = {f.value for f in request.filters if f.key == key and f.exclude}
        beside = [set(r.facets[key]) or {""} for r in found if passes(r, request, but=key)]
        counts[key] = Counter(v for values in beside for v in values if not (values - {v}) & out)
    return ids, counts


def folded(ranked: list[str], groups: dict[str, str]) -> dict[str, list[str]]:
    """Of stories in their order those that stand for their groups, each with the others, in order."""
    first: dict[str, str] = {}
    out: dict[str, list[str]] = {}
    for story in ranked:
        stands = first.setdefault(groups[story], story) if story in groups else story
        if stands == story:
            out[story] = []
        else:
            out[stands].append(story)
    return out


def crosstab(everything: list[Record], request: SearchRequest, rows: Axis, columns: Axis) -> dict:
    """The cells by (row, column), for all values that any record has and those that are named, "" for none.

    Each is the number of records that have both, with these two as the only choices of their facets.
    """

    def of(axis: Axis) -> list[str]:
        every = [v for r in everything if r.kind == request.kind for v in (r.facets[axis.key] or ("",))]
        return list(dict.fromkeys([*axis.values, *every]))

    def only(filters: tuple[Filter, ...], key: str, value: str) -> tuple[Filter, ...]:
        kept = [f for f in filters if f.key != key or (f.exclude and f.value != value)]
        return (*kept, Filter(key, value))

    cells = {}
    for row in of(rows):
        for column in of(columns):
            both = only(only(request.filters, rows.key, row), columns.key, column)
            cells[row, column] = len(search(everything, replace(request, filters=both, facets=()))[0])
    return cells


def wanted(record: Record, request: SearchRequest) -> bool:
    """Whether a record has the words: all, with `least` so many of the top-level ones, with `match any` one.

    Of these, function words count only where there are no others.
    """
    if request.kind == "statement" and request.within == "story":
        record = replace(record, kind="story", text=record.story.own_text)
    node = request.node
    least = 1 if request.match == "any" else request.least
    if least and isinstance(node, And):
        loose = [n for n in node.nodes if not isinstance(n, Not | After | Before) and not _facet(n)]
        bound = [n for n in node.nodes if n not in loose]
        loose = [n for n in loose if not (isinstance(n, Word) and is_function_word(n.text))] or loose
        if loose:
            have = sum(matches(n, record) for n in loose)
            return have >= min(least, len(loose)) and all(matches(n, record) for n in bound)
    return matches(node, record)


def _facet(node: Node) -> bool:
    return isinstance(node, Field) and node.name not in ("title", "text")


def edits(a: str, b: str) -> int:
    """How many letters to add, leave out, change, or exchange with the next, to make one word the other."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y)))
            if i > 1 and j > 1 and (x, y) == (b[j - 2], a[i - 2]):
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def exact_forms(stories: Iterable[Story]) -> set[str]:
    """The exact form of every word of some stories."""
    return {t.exact for s in stories for text in (s.title or "", s.own_text) for t in tokenize(text)}


def having(stories: Iterable[Story], word: str) -> int:
    """How many stories have a word in its exact form."""
    return sum(tokenize(word)[0].exact in exact_forms([s]) for s in stories)
