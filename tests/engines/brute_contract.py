"""The engine against the reference: ids, totals, facet counts, timeline and marks, for any request at all."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from hypothesis import strategies as st

from searchapp.engines import Index, Place, open_builder, open_index
from searchapp.facets import FACET_KEYS, FACETS
from searchapp.model import Record, Story
from searchapp.query.matching import marks, passage
from searchapp.query.parse import parse
from searchapp.query.request import UNCERTAIN_TOO, Axis, Filter, SearchRequest
from searchapp.query.tree import (
    After,
    Before,
    Everything,
    Field,
    Near,
    Node,
    Phrase,
    Prefix,
    Word,
    conjoin,
    disjoin,
    negate,
)
from searchapp.records import records
from tests import brute, stories
from tests.conftest import publish
from tests.engines.on_engine import OnEngine, needs, tried

STORIES = stories.random_archive()
BY_ID = {s.id: s for s in STORIES}
EVERYTHING: list[Record] = [r for s in STORIES for r in records(s)]

words = st.sampled_from([*stories.WORDS, "absent", "Ezzor"])
leaves = st.one_of(
    words.map(Word),
    st.lists(words, min_size=1, max_size=3).map(" ".join).map(Phrase),
    words.map(lambda w: w[: max(1, len(w) // 2)]).filter(lambda w: parse(w) != Everything()).map(Prefix),
)
values = {
    "outlet": ["Euphrates Wire", "The Gulf Ledger", "Nowhere", ""],
    "speaker": [*stories.PEOPLE, "Nobody", ""],
    "person": [*stories.PEOPLE, ""],
    "place": [*stories.PLACES, "Nowhere"],
    "organization": ["Nobody"],
    "mode": ["direct", "indirect", "mixed"],
    "verb": ["says", "denies"],
    "polarity": ["affirmed", "refused", "denied"],
    "source": ["named", "unnamed"],
    "certainty": ["certain", "uncertain", "any"],
    "section": ["Foreign", "Opinion", "Sport", ""],
    "filetype": ["HTML", "PDF", ""],
    "lacks": ["date", "text", "title", ""],
    "doubt": ["cut", ""],
    "tag": ["to check", ""],
    "event": ["deal", ""],
    "reporting": ["own", ""],
}
days = st.integers(-2, 24).map(lambda n: date(2017, 10, 1) + timedelta(days=n))
nodes: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        leaves,
        st.builds(Near, leaves, leaves, st.integers(1, 12)),
        st.builds(Field, st.sampled_from(["title", "text"]), leaves),
        st.builds(
            Field, st.sampled_from(FACET_KEYS), st.sampled_from(["Omar", "Alloush", "wire", "O'Neil"]).map(Word)
        ),
        st.builds(After, days),
        st.builds(Before, days),
        st.just(Everything()),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(conjoin),
        st.lists(inner, min_size=2, max_size=4).map(disjoin),
        inner.map(negate),
    ),
    max_leaves=6,
)


def filters_of(keys: tuple[str, ...]) -> st.SearchStrategy[tuple[Filter, ...]]:
    """Some values of these facets, each chosen or left out."""
    one = st.sampled_from(keys).flatmap(
        lambda key: st.builds(Filter, st.just(key), st.sampled_from(values[key]), st.booleans())
    )
    return st.lists(one, max_size=5, unique_by=lambda f: (f.key, f.value)).map(tuple)


filters = (
    filters_of(FACET_KEYS)
    | filters_of(("certainty", "polarity"))
    | filters_of(("person",))
    | filters_of(("place", "speaker"))
)
together = st.sampled_from([f.key for f in FACETS if f.together]).flatmap(
    lambda key: st.lists(st.builds(Filter, st.just(key), st.sampled_from(values[key])), max_size=3).map(tuple)
)
requests = st.builds(
    SearchRequest,
    node=nodes,
    kind=st.sampled_from(["story", "statement"]),
    within=st.sampled_from(["said", "said", "story"]),
    filters=filters,
    together=st.just(()) | together,
    since=st.none() | days,
    until=st.none() | days,
    undated=st.sampled_from([False, False, False, True]),
    match=st.sampled_from(["all", "all", "any"]),
    least=st.sampled_from([0, 0, 1, 2, 9]),
    limit=st.just(1000),
    facet_size=st.just(0),
)
EXAMPLES = 400 if os.environ.get("CI") else 15
"""Requests that each property is tried on; fewer on a user's machine, where the whole is to end in minutes."""
thorough = partial(tried, EXAMPLES)


def axis(key: str) -> st.SearchStrategy[Axis]:
    """Some values of a facet, or the most frequent few, or all."""
    named = st.lists(st.sampled_from(values[key]), min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Axis, st.just(key), named) | st.builds(Axis, st.just(key), most=st.integers(0, 3))


def check(index: Index, everything: list[Record], request: SearchRequest) -> None:
    """The engine's answer to a request is the reference's."""
    result = index.search(request)
    ids, counts = brute.search(everything, request)
    assert {h.id for h in result.hits} == ids
    assert result.total == len(ids) == index.count(request)
    chosen = {(f.key, f.value) for f in request.filters}
    for facet in result.facets:
        shown = {v.value: v.count for v in facet.values}
        wanted = dict(counts[facet.key])
        assert facet.unknown == wanted.pop("", 0)
        assert {v: n for v, n in shown.items() if n} == wanted
        assert all(n or (facet.key, v) in chosen for v, n in shown.items())
        assert facet.distinct == len(wanted)
        assert index.facet_values(request, facet.key) == facet
    other = "statement" if request.kind == "story" else "story"
    assert result.totals[other] == len(brute.search(everything, replace(request, kind=other))[0])
    line = [r for r in everything if brute.passes(r, request, but="date") and brute.wanted(r, request)]
    days = [r.story.published for r in line if r.story.published]
    assert result.timeline.extent == ((min(days), max(days)) if days else None)
    for b in result.timeline.buckets:
        assert b.count == sum(b.first <= day <= b.last for day in days)
    assert result.timeline.undated == sum(r.story.published is None for r in line)


def stories_tokens(story: Story) -> list:
    from searchapp.text.analysis import tokenize

    return tokenize(story.text)


class BruteForceContract(OnEngine):
    """Random requests over a random archive."""

    @thorough(request=requests)
    def test_any_request_is_answered_as_the_reference_does(self, archive: Index, request: SearchRequest) -> None:
        check(archive, EVERYTHING, request)

    @thorough(request=requests, data=st.data())
    def test_a_count_is_the_total_when_its_value_is_the_only_choice(
        self, archive: Index, request: SearchRequest, data: st.DataObject
    ) -> None:
        result = archive.search(request)
        shown = [(f.key, v.value, v.count) for f in result.facets for v in f.values]
        shown += [(f.key, "", f.unknown) for f in result.facets]
        key, value, count = data.draw(st.sampled_from(shown))
        kept = tuple(f for f in request.filters if f.key != key or (f.exclude and f.value != value))
        assert archive.count(replace(request, filters=(*kept, Filter(key, value)))) == count

    @thorough(node=leaves, kind=st.sampled_from(["story", "statement"]))
    def test_a_record_is_found_exactly_when_it_has_a_mark(self, archive: Index, node: Node, kind: str) -> None:
        asked = SearchRequest(node, kind=kind, filters=(UNCERTAIN_TOO,), limit=1000)  # type: ignore[arg-type]
        found = {h.id for h in archive.search(asked).hits}
        marked = {
            r.id
            for r in EVERYTHING
            if r.kind == kind
            and (marks(node, r.text) or (kind == "story" and marks(node, r.title, field="title")))
        }
        assert found == marked

    @thorough(node=nodes)
    def test_an_engine_s_marks_are_the_matcher_s(self, archive: Index, node: Node) -> None:
        for hit in archive.search(SearchRequest(node, limit=30)).hits:
            story = BY_ID[hit.story_id]
            assert hit.snippet == passage(story.text, marks(node, story.text))

    @thorough(node=leaves)
    def test_marks_are_the_reference_runs(self, node: Node) -> None:
        for story in STORIES[:20]:
            tokens = stories_tokens(story)
            covered = {i for a, b in brute.runs(node, story.text) for i in range(a, b + 1)}
            found = marks(node, story.text)
            assert {i for i, t in enumerate(tokens) if any(a <= t.start < b for a, b in found)} == covered
            assert all(a < b <= c for (a, b), (c, _) in itertools.pairwise(found))

    @tried(12, seed=st.integers(0, 10_000), request=requests)
    def test_updates_and_deletes_leave_no_ghosts(
        self, new_place: Callable[[], Place], seed: int, request: SearchRequest
    ) -> None:
        rng = random.Random(seed)
        place = new_place()
        kept = {s.id: s for s in stories.random_archive(20, seed)}
        publish(place, kept.values())
        for _ in range(3):
            with open_builder(place, enrichment="test") as builder:
                for story_id in rng.sample(sorted(kept), 4):
                    builder.remove(story_id)
                    del kept[story_id]
                for story_id in [*rng.sample(sorted(kept), 3), f"n{rng.random()}"]:
                    kept[story_id] = stories.random_story(story_id, rng)
                    builder.add(records(kept[story_id]), fingerprint="new")
                builder.publish()
        index = open_index(place)
        assert index.story_ids() == sorted(kept)
        assert index.status().stories == len(kept)
        everything = [r for s in kept.values() for r in records(s)]
        check(index, everything, request)
        check(index, everything, SearchRequest(limit=1000, facet_size=0))
        index.close()

    @needs("crosstab")
    @thorough(request=requests, data=st.data())
    def test_a_crosstab_is_the_reference_s(
        self, archive: Index, request: SearchRequest, data: st.DataObject
    ) -> None:
        keys = ("outlet", "speaker", "place", "mode", "source", "certainty")
        down, across = data.draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True))
        rows, columns = data.draw(axis(down)), data.draw(axis(across))
        found = archive.search(replace(request, crosstab=(rows, columns), limit=0, timeline=False)).crosstab
        assert found is not None
        expected = brute.crosstab(EVERYTHING, request, rows, columns)
        seen = {
            (r.value, c.value): n
            for r, cells in zip(found.rows, found.cells, strict=True)
            for c, n in zip(found.columns, cells, strict=True)
        }
        assert seen == {pair: expected.get(pair, 0) for pair in seen}
        for side, shown in ((rows, found.rows), (columns, found.columns)):
            facet = archive.facet_values(request, side.key)
            counts = {v.value: v.count for v in facet.values} | {"": facet.unknown}
            assert [v.count for v in shown] == [counts.get(v.value, 0) for v in shown]
            if side.values:
                assert [v.value for v in shown] == list(side.values)
            elif not side.most:
                assert {v.value for v in shown if v.count} == {v for v, n in counts.items() if n}

    @thorough(asked=st.lists(requests, max_size=4))
    def test_many_counts_are_the_reference_s(self, archive: Index, asked: list[SearchRequest]) -> None:
        assert archive.counts(asked) == [len(brute.search(EVERYTHING, request)[0]) for request in asked]
