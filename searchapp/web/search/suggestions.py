"""What to ask instead of a question with no answer or few hits: other spellings, what bears the name, fewer words.

Each is a link with what it finds. They are asked for together, and beside the other parts of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from searchapp.archive.rounds import Part
from searchapp.archive.suggesting.spellings import did_you_mean_part
from searchapp.facets import BY_KEY, Called
from searchapp.model import RecordKind
from searchapp.query.request import FEW, SearchRequest
from searchapp.query.result import FacetCount, FacetCounts, SearchResult
from searchapp.query.tree import And, Field, Node, Phrase, Prefix, Word, conjoin
from searchapp.text.analysis import folded
from searchapp.text.wording import count_of, number, shorten
from searchapp.web.arguments import filter_label
from searchapp.web.question import Question
from searchapp.web.search_state import SearchState
from searchapp.web.ui.parts import Link

MOST_TRIED = 16
MOST_BESIDE_HITS = 4
"""Other questions under a few hits."""
MOST_NAMED = 2
"""Names in one facet that have the words in them."""
MOST_COMPARED = 12
"""Values that stand with such a name, the name itself among them."""
_BY_NAME: tuple[tuple[str, RecordKind, str], ...] = (
    ("speaker", "statement", "by {}"),
    ("person", "story", "in which {} is named"),
    ("organization", "story", "in which the organization {} is named"),
    ("outlet", "story", "of {}"),
)
"""Facets in which the words may be a name, the kind of records that are asked for, and how that is said."""


class Try(NamedTuple):
    """Another question, and how it differs, to be said after what it finds; `words`: by other words."""

    says: str
    state: SearchState
    words: bool = False


def meant_part(question: Question, result: SearchResult) -> Part[tuple[Link, ...]]:
    """The queries that may be meant, by other spellings, likeliest first.

    Where nothing was found, not even with fewer words, one that finds something with fewer will do.
    """
    state = question.state
    found = yield from did_you_mean_part(
        question.typed, result, lambda q: question.respelled(q, widen=not result.total)
    )
    return tuple(Link(one.q, state.with_query(one.q).url(), number(one.count)) for one in found)


def others_part(
    question: Question, result: SearchResult, instead: tuple[Link, ...], called: Called
) -> Part[tuple[Link, ...]]:
    """Other questions than one that has few hits: what bears the name, `instead`, with less, most hits first.

    `called` tells what the values of facets are called.
    """
    if result.total >= FEW:
        return ()
    tries = [*_tries(question, called)][:MOST_TRIED]
    named = _by_name(question)
    asked = [question.of(other.state).request(widen=not other.words).bare for other in tries]
    answers = yield [*(request for *_, request in named), *asked]
    links = [
        Link(says.format(value.label), by_name.only(key, value.value).url(), count_of(by_name.kind, value.count))
        for (key, says, by_name, _), answer in zip(named, answers, strict=False)
        for value in _bearing(question.state.q, answer.facets[0])[:MOST_NAMED]
    ]
    totals = zip((answer.total for answer in answers[len(named) :]), tries, strict=True)
    found = sorted(_telling(pair for pair in totals if pair[0] > result.total), key=lambda pair: -pair[0])
    links += instead
    links += [Link(other.says, other.state.url(), count_of(other.state.kind, n)) for n, other in found]
    return tuple(links if not result.total else links[:MOST_BESIDE_HITS])


def _telling(found: Iterable[tuple[int, Try]]) -> Iterator[tuple[int, Try]]:
    """Without "any of the words" where that finds no more than some of them do, which stand before it."""
    most = 0
    for n, other in found:
        if other.words and other.state.match == "any" and n == most:
            continue
        most = max(most, n if other.words else 0)
        yield n, other


def _by_name(question: Question) -> list[tuple[str, str, SearchState, SearchRequest]]:
    """(facet, wording, state without the words, request) for each facet in which the words may be a name."""
    state, node = question.state, question.typed
    if not _is_wording(node):
        return []
    out = []
    for key, kind, says in _BY_NAME:
        if not any(f.key == key for f in state.filters):
            by_name = state.with_query("").with_kind(kind).with_words_in("said").in_one_list()
            asked = replace(question, state=by_name, node=Field(key, node)).request(
                facets=(key,), facet_size=MOST_COMPARED
            )
            out.append((key, says, by_name, replace(asked, limit=0)))
    return out


def _bearing(q: str, counts: FacetCounts) -> list[FacetCount]:
    """The values with all words of a query in their name; who is named beside them is another."""
    words = set(folded(q).split())
    return [value for value in counts.values if value.count and words <= set(folded(value.label).split())]


def _is_wording(node: Node) -> bool:
    """Whether a query is nothing but words, as a name is."""
    return all(isinstance(n, Word | Phrase) for n in (node.nodes if isinstance(node, And) else (node,)))


def _tries(question: Question, called: Called) -> Iterator[Try]:
    """Questions that ask for less, those about filters first."""
    state = question.state
    for f in state.filters:
        said = (
            f"not {filter_label(f, called)}" if f.exclude else f"{BY_KEY[f.key].label}: {filter_label(f, called)}"
        )
        yield Try(f"without “{said}”", state.without(f.key, f.value))
    if state.since or state.until or state.undated:
        yield Try("of any date", state.with_dates(None, None))
    if state.narrowed > 1:
        yield Try("without any filter", state.cleared())
    if state.exact:
        yield Try("with other names of the same", state.with_exact(False))
    other: RecordKind = "statement" if state.kind == "story" else "story"
    if question.state.q:
        yield Try("with these words", state.with_kind(other))
    yield from _with_fewer_words(question)


def _with_fewer_words(question: Question) -> Iterator[Try]:
    """The same with a word less, with one alone, with any of them, apart, or begun so."""
    state = question.state
    match question.typed:
        case And(nodes=parts):
            few = parts if len(parts) <= MOST_TRIED else ()
            for i, part in enumerate(few):
                rest = conjoin([*parts[:i], *parts[i + 1 :]])
                yield Try(f"without {shorten(str(part), 60)}", state.with_query(str(rest)), words=True)
            for part in few if len(parts) > 2 else ():
                yield Try(f"with {shorten(str(part), 60)} alone", state.with_query(str(part)), words=True)
            if state.match == "all":
                yield Try("with any of the words", state.with_match("any"), words=True)
        case Phrase(text=text) if len(words := text.split()) > 1:
            apart = state.with_query(str(conjoin([Word(w) for w in words])))
            yield Try("with the words apart", apart)
            if state.kind == "statement" and state.within == "said":
                yield Try("in stories with the words apart", apart.with_words_in("story"))
        case Word(text=text) if len(text) > 4:
            start = Prefix(text[: max(4, len(text) - 2)])
            yield Try(f"that have a word beginning with “{start.text}”", state.with_query(str(start)))
        case _:
            return
