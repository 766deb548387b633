"""Did you mean …: a query with other words where hardly any story has its own, as far as these find something.

Nothing is searched for instead of what was typed; that is for whoever typed it to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce

from searchapp.archive.questions import Asked, ask
from searchapp.archive.rounds import Part, alone
from searchapp.curation.authority import Authority
from searchapp.engines import Index
from searchapp.query.request import SearchRequest
from searchapp.query.respelling import respelled
from searchapp.query.result import DidYouMean, Respelling, SearchResult
from searchapp.query.tree import Node
from searchapp.text.wording import either, number

MOST_TRIED = 8
MOST_MEANT = 3


def did_you_mean_part(
    typed: Node, result: SearchResult, request_of: Callable[[str], SearchRequest]
) -> Part[tuple[DidYouMean, ...]]:
    """The queries that may be meant by one, likeliest first, each with what it finds: more than was found.

    `request_of` makes the request of a query. What has all of the words counts, not what widening finds.
    """
    tries = queries(typed, result.spellings)[:MOST_TRIED]
    if not tries:
        return ()
    before = result.total if result.had == result.wanted else 0
    answers = yield [request_of(q).bare for q in tries]
    found = (DidYouMean(q, answer.total) for q, answer in zip(tries, answers, strict=True))
    return tuple(one for one in found if one.count > before)[:MOST_MEANT]


def did_you_mean(index: Index, asked: Asked, result: SearchResult, authority: Authority) -> tuple[DidYouMean, ...]:
    """The same, asked for by itself."""
    strict = asked.request.strict
    return alone(index, did_you_mean_part(asked.typed, result, lambda q: ask(q, strict, authority).request))


def said(meant: Sequence[DidYouMean]) -> str:
    """What may be meant, as a question; "" where nothing is."""
    queries = [f"“{one.q}” ({number(one.count)})" for one in meant]
    return f"Did you mean {either(queries)}?" if queries else ""


def queries(typed: Node, spellings: Sequence[Respelling]) -> list[str]:
    """The query with the likeliest word in the place of each, then with one of them in another way."""
    return list(dict.fromkeys(_queries(typed, spellings)))


def _queries(typed: Node, spellings: Sequence[Respelling]) -> Iterator[str]:
    if not spellings:
        return
    likeliest = {exact: instead[0].word for exact, instead in spellings}
    yield _with(typed, likeliest)
    for exact, instead in spellings:
        for other in instead[1:]:
            yield _with(typed, {**likeliest, exact: other.word})


def _with(typed: Node, words: dict[str, str]) -> str:
    return str(reduce(lambda node, pair: respelled(node, *pair), words.items(), typed))
