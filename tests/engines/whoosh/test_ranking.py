"""What a word is worth: as it was typed, said again, in a headline."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from searchapp.engines import in_folder, open_index
from searchapp.engines.ranking import weights
from searchapp.model import Story
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest
from tests.conftest import fill
from tests.stories import story


def ranked(folder: Path, query: str, *stories: Story, **more: object) -> list[str]:
    fill(folder, stories)
    index = open_index(in_folder(folder))
    found = [key for key, _ in index.ranking(SearchRequest(parse(query), **more))]  # type: ignore[arg-type]
    index.close()
    return found


@pytest.mark.parametrize(
    ("typed", "other"), [("dredging", "dredged"), ("Dredged", "dredging"), ("levies", "levy"), ("barge", "barges")]
)
def test_a_word_as_it_was_typed_counts_more_than_its_inflections(tmp_path: Path, typed: str, other: str) -> None:
    inflected = story("a", f"The harbour {other} in June.")
    same = story("b", f"The harbour {typed} in June.")
    assert ranked(tmp_path / "i", typed, inflected, same) == ["b", "a"]


def test_a_headline_counts_as_part_of_the_story(tmp_path: Path) -> None:
    told = story("told", "The weir was shut. Nothing else was said of it that day.", title="Weir shut")
    brief = story("brief", "The weir was shut. Nothing was said of it that day. A weir is a dam.")
    other = story("other", "A dam was shut, and nothing was said of it.", title="Dam")
    assert ranked(tmp_path / "i", "weir", brief, other, told) == ["told", "brief"]


def test_said_n_times_is_worth_1_and_the_logarithm_of_n() -> None:
    assert weights(["tin", "zinc"]) == [1, 1]
    assert sum(weights(["tin", "tin", "tin"])) == pytest.approx(1 + math.log(3))
    assert weights(["tin", "zinc", "tin"])[1] == 1


@pytest.mark.parametrize("more", [{"match": "any"}, {"least": 1}, {"least": 3}, {"widen": True}])
def test_a_story_of_function_words_alone_is_no_hit_where_some_words_will_do(
    tmp_path: Path, more: dict[str, object]
) -> None:
    empty = story("empty", "What is the matter of this?")
    ferry = story("ferry", "Ferry rammed pier.")
    assert ranked(tmp_path / "i", "what is the ferry", empty, ferry, **more) == ["ferry"]
    assert ranked(tmp_path / "j", "what is the", empty, ferry, **more) == ["empty"]
