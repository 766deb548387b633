"""What the contracts share: where an engine's indexes are made, what it can't do, three stories one can read.

An engine has a class for each contract, with its name and the place of a new index. What it declares as a gap is
skipped by its word, for its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, is_hypothesis_test, settings
from hypothesis import strategies as st

from searchapp.engines import GAPS, Index, Place, load, open_index
from searchapp.model import Mention, Story
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from tests.conftest import publish
from tests.stories import random_archive, said, story

COUNCIL = "Foreign fighters are included in the deal, the council said. IS men may leave."
MILITIA = "The militia said the foreign fighters would stay. It is not for us to say who leaves."
COALITION = "Fighters who are foreign to the U.S. Army left, an officer said. Raqqa s council had no comment."

Make = Callable[..., Index]
T = TypeVar("T")


def ids(index: Index, query: str, **more: object) -> list[str]:
    return [h.id for h in index.search(SearchRequest(parse(query), **more)).hits]  # type: ignore[arg-type]


def facet(index: Index, key: str, kind: str = "story") -> dict[str, int]:
    return {v.label: v.count for v in index.facet_values(SearchRequest(kind=kind), key).values}  # type: ignore[arg-type]


def parse_day(text: str):  # type: ignore[no-untyped-def]
    from datetime import date

    return date.fromisoformat(text)


def tried(most: int, **drawn: st.SearchStrategy[Any]) -> Callable[[T], T]:
    """A property, tried on so many examples in the class of each engine, or as many as that one has time for."""

    def mark(test: T) -> T:
        test.tried = (most, drawn)  # type: ignore[attr-defined]
        return test

    return mark


def needs(*words: str) -> pytest.MarkDecorator:
    """Skip a test, or one of its cases, where the engine has one of these gaps."""
    assert not set(words) - GAPS.keys()
    return pytest.mark.needs(*words)


def skip_by(gaps: Mapping[str, str], marks: Iterable[pytest.Mark]) -> None:
    """Skip where one of the marks names a gap, and say why the engine has it."""
    for word in (word for mark in marks for word in mark.args if word in gaps):
        pytest.skip(f"can't {GAPS[word]}: {gaps[word]}")


class OnEngine:
    """What the classes of an engine share: where its indexes are made, and what it can't do."""

    engine: str
    most_examples = 400
    """Of a property; fewer where each costs a way over the network."""
    weighs_what_is_gone = False
    """Whether what was written anew weighs for a while as it was too, so that scores are near and not equal."""

    def __init_subclass__(cls) -> None:
        """Give the class of an engine properties of its own."""
        super().__init_subclass__()
        for name, test in [(name, getattr(cls, name)) for name in dir(cls) if hasattr(cls, "engine")]:
            if hasattr(test, "tried") and not is_hypothesis_test(test):
                most, drawn = test.tried
                few = settings(
                    max_examples=min(most, cls.most_examples),
                    deadline=None,
                    suppress_health_check=[HealthCheck.function_scoped_fixture],
                )
                setattr(cls, name, few(given(**drawn)(test)))

    @pytest.fixture(scope="class")
    @classmethod
    def new_place(cls, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Place]:
        """Gives a place in which there is no index yet."""
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def skip_gaps(self, request: pytest.FixtureRequest) -> None:
        skip_by(load(self.engine).gaps, request.node.iter_markers("needs"))

    @pytest.fixture(scope="class")
    @classmethod
    def place_of(cls, new_place: Callable[[], Place]) -> Callable[..., Place]:
        """Gives the place of an index of these stories: the same for the same ones, so nobody writes there."""
        made: list[tuple[tuple[Story, ...], Place]] = []

        def place_of(*given: Story) -> Place:
            for stories, place in made:
                if stories == given:
                    return place
            place = new_place()
            publish(place, given)
            made.append((given, place))
            return place

        return place_of

    @pytest.fixture
    def make_index(self, place_of: Callable[..., Place]) -> Iterator[Make]:
        """Open an index of these stories, which is built where the class has none; closed after the test."""
        opened: list[Index] = []

        def make(*given: Story) -> Index:
            opened.append(open_index(place_of(*given)))
            return opened[-1]

        yield make
        for index in opened:
            index.close()

    @pytest.fixture(scope="class")
    @classmethod
    def archive(cls, new_place: Callable[[], Place]) -> Iterator[Index]:
        """An index of `stories.random_archive()`."""
        place = new_place()
        publish(place, random_archive())
        index = open_index(place)
        yield index
        index.close()

    @pytest.fixture
    def index(self, make_index: Make) -> Index:
        return make_index(
            story(
                "council", COUNCIL, title="Council: foreigners included", outlet="Ledger", published="2017-10-14",
                statements=(said(COUNCIL, "Foreign fighters are included in the deal", "The Council"),),
            ),
            story(
                "militia", MILITIA, title="US SAYS IS FIGHTERS LEAVE", outlet="Wire", published="2017-10-15",
                statements=(
                    said(MILITIA, "the foreign fighters would stay", "Silo"),
                    said(MILITIA, "It is not for us to say", "a source", speaker_kind="unnamed"),
                ),
                mentions=(Mention("organization", "militia", "militia", 4, 11),),
            ),
            story("coalition", COALITION, outlet="Wire", entities={"place": ("Raqqa",)}),
        )  # fmt: skip
