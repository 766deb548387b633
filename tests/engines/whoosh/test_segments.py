"""Segments: what is written again and what is linked, parts made by other processes, what a merge leaves out."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.engines import current_generation, in_folder, open_index, verify
from searchapp.engines.whoosh.disk import generation
from searchapp.engines.whoosh.write.builder import WhooshBuilder
from searchapp.formats.interchange import story_to_json
from searchapp.model import Story
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from searchapp.records import records
from tests import stories
from tests.conftest import fill
from tests.engines.brute_contract import check

QUERIES = (
    "fighters",
    '"foreign fighters"',
    "fight*",
    "convoy NEAR/3 deal",
    "-IS",
    "title:deal OR us",
    "place:raqqa",
)


def segments(folder: Path) -> list[tuple[str, int]]:
    """Each segment's name and how many stories were written to it."""
    name = current_generation(in_folder(folder))
    assert name
    return [(s.name, s.stories) for s in generation.load_manifest(folder, name).segments]


def compare(folder: Path, kept: dict[str, Story]) -> None:
    """Every query is answered as the reference does."""
    everything = [r for story in kept.values() for r in records(story)]
    index = open_index(in_folder(folder))
    for query in QUERIES:
        for kind in ("story", "statement"):
            request = SearchRequest(parse(query), kind=kind, limit=1000, facet_size=0)
            check(index, everything, request)
            check(index, everything, replace(request, match="any"))
    assert index.story_ids() == sorted(kept)
    for story_id, story in kept.items():
        found = index.story(story_id)
        assert found
        assert story_to_json(found) == story_to_json(story)
    assert verify(in_folder(folder)) == []


def test_a_small_addition_leaves_the_large_segment_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    kept = {s.id: s for s in stories.random_archive(60)}
    fill(folder, kept.values())
    (first,) = segments(folder)
    assert first[1] == 60
    for n in range(5):
        more = stories.random_story(f"n{n}", random.Random(n))
        kept[more.id] = more
        fill(folder, [more])
        assert segments(folder)[0] == first
        assert len(segments(folder)) <= 4
    assert sum(n for _, n in segments(folder)) == 65
    compare(folder, kept)


def test_a_segment_of_which_much_was_deleted_is_written_anew(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    kept = {s.id: s for s in stories.random_archive(40)}
    fill(folder, kept.values())
    (before,) = segments(folder)
    for share, rewritten in ((4, False), (12, True)):
        with WhooshBuilder.begin(folder, enrichment="test") as builder:
            for story_id in sorted(kept)[:share]:
                builder.remove(story_id)
                del kept[story_id]
            builder.publish()
        assert (segments(folder)[0][0] != before[0]) is rewritten
        compare(folder, kept)
    assert segments(folder)[0][1] == 24


def test_an_index_emptied_answers_nothing_and_takes_stories_again(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    fill(folder, stories.random_archive(5))
    with WhooshBuilder.begin(folder, enrichment="test") as builder:
        for story_id in list(builder.fingerprints):
            builder.remove(story_id)
        builder.publish()
    compare(folder, {})
    fill(folder, [stories.story("a", "foreign fighters")])
    compare(folder, {"a": stories.story("a", "foreign fighters")})


def test_a_field_that_lost_all_its_words_is_merged(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    fill(folder, [stories.story("a", "buses", title="Convoy"), stories.story("b", "roads", title="Deal")])
    kept = {"c": stories.story("c", "fighters"), "d": stories.story("d", "deals")}
    with WhooshBuilder.begin(folder, enrichment="test") as builder:
        for gone in ("a", "b"):
            builder.remove(gone)
        for story in kept.values():
            builder.add(records(story), fingerprint="")
        builder.publish()
    compare(folder, kept)


def test_a_replaced_story_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    kept = {s.id: s for s in stories.random_archive(30)}
    fill(folder, kept.values())
    kept["s003"] = stories.story("s003", "quagga quagga", outlet="Wire")
    fill(folder, [kept["s003"]])
    index = open_index(in_folder(folder))
    assert [h.id for h in index.search(SearchRequest(parse("quagga"))).hits] == ["s003"]
    assert index.story("s003") == kept["s003"]
    compare(folder, kept)


@pytest.mark.parametrize("processes", [pytest.param(1, marks=pytest.mark.ci), 2])
def test_parts_make_the_same_index_wherever_they_are_made(tmp_path: Path, processes: int) -> None:
    kept = {s.id: s for s in stories.random_archive(60)}
    folder = tmp_path / "index"
    with WhooshBuilder.begin(folder, enrichment="test", part_chars=2000, processes=processes) as builder:
        for story in kept.values():
            builder.add(records(story), fingerprint="")
        builder.publish()
    assert [n for _, n in segments(folder)] == [60]
    compare(folder, kept)
    whole = tmp_path / "whole"
    fill(whole, kept.values())
    request = SearchRequest(parse("fighters OR deal OR raqqa"), limit=100)
    assert open_index(in_folder(folder)).ranking(request) == open_index(in_folder(whole)).ranking(request)


def test_a_build_that_fails_ends_its_processes_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    fill(folder, [stories.story("first", "foreign fighters")])

    def build() -> None:
        with WhooshBuilder.begin(folder, enrichment="test", part_chars=500, processes=2) as builder:
            for story in stories.random_archive(40):
                builder.add(records(story), fingerprint="")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        build()
    assert open_index(in_folder(folder)).story_ids() == ["first"]
    assert {p.name for p in folder.iterdir()} == {"CURRENT", "LOCK", current_generation(in_folder(folder))}


def test_awkward_texts_come_back_as_they_were(tmp_path: Path) -> None:
    kept = {
        "lone": stories.story("lone", "a \ud800 lone surrogate", title="\ud800"),
        "astral": stories.story("astral", "😀 foreign 😀 fighters", title="😀"),
        "long": stories.story("long", "foreign " * 20_000 + "x" * 70_000 + " fighters"),
        "ü/1": stories.story("ü/1", "اللاجئون foreign 外国人 fighters", outlet="\x1f"),
        "blank": stories.story("blank", " . "),
    }
    folder = tmp_path / "index"
    fill(folder, kept.values())
    index = open_index(in_folder(folder))
    for story_id, story in kept.items():
        assert index.story(story_id) == story
    hits = {h.id: h for h in index.search(SearchRequest(parse("fighters"))).hits}
    assert set(hits) == {"astral", "long", "ü/1"}
    assert [run.text for run in hits["astral"].snippet if run.hit] == ["fighters"]
    assert [run.text for run in hits["long"].snippet if run.hit] == ["fighters"]
    assert index.search(SearchRequest(parse("foreign"))).hits[0].id == "long"
