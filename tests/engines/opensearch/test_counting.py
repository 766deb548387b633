"""What the cluster counts is what the embedded engine counts: every value, every order, merged names or not."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index, Place, in_folder, open_index
from searchapp.model import Story
from searchapp.query.parse import parse
from searchapp.query.request import DATE, Axis, Filter, SearchRequest
from tests.conftest import publish
from tests.engines.brute_contract import axis, requests
from tests.servers.cluster import forget
from tests.stories import PEOPLE, PLACES, random_archive, story

pytestmark = [pytest.mark.ci, pytest.mark.opensearch("2"), pytest.mark.xdist_group("opensearch-counting")]
Both = tuple[Index, Index]
KEYS = ("outlet", "speaker", "person", "place", "mode", "source", "certainty")
MERGED = Authority((
    Entry("p", "person", PEOPLE[0], tuple(PEOPLE[1:3])),
    Entry("q", "place", PLACES[1], (PLACES[0], "Nowhere")),
    Entry("r", "place", "Somewhere", (PLACES[2],)),
))  # fmt: skip


@pytest.fixture(scope="module")
def made(
    opensearch: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Both]]:
    """Makes the same index twice: in a folder, and on the cluster."""
    url, own = opensearch("2"), f"counting-{secrets.token_hex(4)}"
    opened: list[Index] = []

    def make(name: str, stories: Sequence[Story]) -> Both:
        folder = tmp_path_factory.mktemp(name) / "index"
        places = in_folder(folder), Place("opensearch", f"{url}/{own}-{name}")
        for place in places:
            publish(place, stories)
            opened.append(open_index(place))
        return opened[-2], opened[-1]

    yield make
    for index in opened:
        index.close()
    forget(url, own)


def under(both: Both, authority: Authority) -> Both:
    one, other = (index.with_decisions(Decisions(authority)) for index in both)
    return one, other


def same(both: Both, request: SearchRequest) -> None:
    """All that is counted is the same."""
    embedded, cluster = both
    expected, found = embedded.search(request), cluster.search(request)
    assert found.totals == expected.totals
    for one, other in zip(found.facets, expected.facets, strict=True):
        assert one == other
    assert found.timeline == expected.timeline
    assert found.crosstab == expected.crosstab


@pytest.fixture(scope="module")
def archive(made: Callable[..., Both]) -> Both:
    return made("archive", random_archive())


crosstabs = st.none() | st.permutations(KEYS).flatmap(
    lambda keys: st.tuples(axis(keys[0]), axis(keys[1]) | st.just(Axis(DATE)))
)


@pytest.mark.parametrize("authority", [Authority(), MERGED], ids=["as found", "merged"])
def test_what_is_counted_is_the_same(archive: Both, authority: Authority) -> None:
    both = under(archive, authority)

    @settings(max_examples=25, deadline=None)
    @given(
        request=requests,
        words=st.sampled_from(["", "deal", "fighters OR deal", "person:omar -deal"]),
        table=crosstabs,
        size=st.sampled_from([None, 0, 1, 3]),
        sideways=st.booleans(),
    )
    def check(
        request: SearchRequest, words: str, table: tuple[Axis, Axis] | None, size: int | None, sideways: bool
    ) -> None:
        node = parse(words)
        same(both, replace(request, node=node, crosstab=table, facet_size=size, sideways=sideways, limit=0))

    check()


@pytest.fixture(scope="module")
def crowd(made: Callable[..., Both]) -> Both:
    """Stories that name more people than are asked for at first, most of them as often as another."""
    rng = random.Random(5)
    last = list(map(_name, range(90)))
    names = [f"{one} {other}" for one in ("Ada", "Bea", "Cem", "Dan", "Eli", "Fay", "Gus") for other in last]
    some = [story(f"s{n}", "fog", entities={"person": tuple(_several(rng, names))}) for n in range(160)]
    return made("crowd", some)


def _name(number: int) -> str:
    return "".join("aeioubcdfg"[int(digit)] for digit in f"{number:03}").capitalize()


def _several(rng: random.Random, names: list[str]) -> list[str]:
    """A few names, the first of all far more often than the last."""
    return list(dict.fromkeys(names[int(len(names) * rng.random() ** 4)] for _ in range(12)))


@pytest.mark.parametrize("groups", [0, 40])
def test_a_facet_of_many_values_is_the_same(crowd: Both, groups: int) -> None:
    (facet,) = crowd[0].search(SearchRequest(facets=("person",), facet_size=0)).facets
    names = [v.value for v in facet.values]
    assert len(names) > 300
    order = [*names[:60:2], *random.Random(1).sample(names[60:], 200)]
    each = [order[n : len(order) : 40] for n in range(groups)]
    authority = Authority(tuple(Entry(f"p{n}", "person", some[0], tuple(some[1:])) for n, some in enumerate(each)))
    both = under(crowd, authority)
    for size in (1, 6, 90, 0):
        for chosen in ((), (Filter("person", names[40]),), (Filter("person", names[0], exclude=True),)):
            same(both, SearchRequest(filters=chosen, facets=("person",), facet_size=size, limit=0))
    for contains in ("", "ada", "nobody"):
        one, other = (index.facet_values(SearchRequest(), "person", contains=contains) for index in both)
        assert one == other
