"""What counts ask beside the hits of a request, put together: one body for all that counts the same records.

A count is a generator (`Part`): it yields questions, is sent what the cluster told to each, and returns what it
made of that. All that the parts ask in one round is one request. As no body asks for hits, the cluster keeps what
its shards answered: the values of a facet are not counted again when another of them is chosen.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from searchapp.engines.opensearch.ask.asked import Asked
from searchapp.engines.opensearch.ask.words import Clause

T = TypeVar("T")
Body = dict[str, Any]
Told = dict[str, Any]
"""What the cluster told to a question, by the names of its aggregations."""
Search = Callable[[Sequence[Body]], list[Body]]
MOST_BUCKETS = 60_000
"""Buckets that one body may ask for; a cluster as it is installed refuses more than 65,535."""


class Question(NamedTuple):
    """Aggregations over what matches the words, the filters but those of some facets, and these clauses too.

    `buckets` is how many there may be in the answer.
    """

    aggs: dict[str, Any]
    but: frozenset[str] = frozenset()
    more: tuple[Clause, ...] = ()
    buckets: int = 100


Part = Generator[Sequence[Question], Sequence[Told], T]


class Pending(Generic[T]):
    """What a part will have made; there when its rounds are over."""

    def __init__(self, part: Part[T]) -> None:
        self._part = part
        self.asked: Sequence[Question] = ()
        self.value: T

    def go_on(self, told: Sequence[Told] | None) -> bool:
        """Send a part what it was told (None to begin); whether it asks for more."""
        try:
            self.asked = next(self._part) if told is None else self._part.send(told)
        except StopIteration as end:
            self.value = end.value
            return False
        return True


def together(*parts: Part[Any]) -> Part[list[Any]]:
    """Several parts as one, which takes as many rounds as the one that asks most often."""
    pending = [Pending(part) for part in parts]
    asking = [one for one in pending if one.go_on(None)]
    while asking:
        told = iter((yield [question for one in asking for question in one.asked]))
        given = [[next(told) for _ in one.asked] for one in asking]
        asking = [one for one, theirs in zip(asking, given, strict=True) if one.go_on(theirs)]
    return [one.value for one in pending]


class Rounds(Generic[T]):
    """A part of the answer to each of some requests, asked round by round.

    What is asked in the first round may go along with something else.
    """

    def __init__(self, parts: Sequence[tuple[Asked, Part[T]]]) -> None:
        self._parts = [(found, Pending(part)) for found, part in parts]
        self._asking = [(found, part) for found, part in self._parts if part.go_on(None)]

    def bodies(self) -> list[Body]:
        """What is asked in this round."""
        return [body for found, part in self._asking for body in _bodies(found, part.asked)]

    def end(self, answers: Sequence[Body], search: Search) -> list[T]:
        """What the parts make of the answers to this round, and of all that they ask after it."""
        while self._asking:
            left = iter(answers)
            told = [_by_question(left, len(part.asked)) for _, part in self._asking]
            self._asking = [one for one, theirs in zip(self._asking, told, strict=True) if one[1].go_on(theirs)]
            answers = search(self.bodies())
        return [part.value for _, part in self._parts]


def run(found: Asked, part: Part[T], search: Search) -> T:
    """What a part makes, asked for by itself."""
    rounds = Rounds([(found, part)])
    return rounds.end(search(rounds.bodies()), search)[0]


def _bodies(found: Asked, asked: Sequence[Question]) -> list[Body]:
    """As few bodies as these questions need; each aggregation is called by its question's number and its name."""
    bodies: list[Body] = []
    last: dict[tuple[frozenset[str], str], tuple[Body, int]] = {}
    for number, question in enumerate(asked):
        same = question.but.intersection(found.filters), json.dumps(question.more)
        body, room = last.get(same, (None, 0))
        if body is None or room < question.buckets:
            query = found.query(but=question.but, more=question.more)
            body, room = {"query": query, "size": 0, "track_total_hits": False, "aggs": {}}, MOST_BUCKETS
            bodies.append(body)
        body["aggs"].update({f"{number} {name}": agg for name, agg in question.aggs.items()})
        last[same] = body, room - question.buckets
    return bodies


def _by_question(answers: Iterator[Body], many: int) -> list[Told]:
    """What was told to each of so many questions, by as many of the answers as have it."""
    told: list[Told] = [{} for _ in range(many)]
    while not all(told):
        for name, found in next(answers)["aggregations"].items():
            number, _, own = name.partition(" ")
            told[int(number)][own] = found
    return told
