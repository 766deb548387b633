"""A story in JSON: every story comes back from every form of it, and a new field needs no one's help for that."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchapp.formats.codec import Layout, form_of
from searchapp.formats.interchange import (
    ROWS,
    extraction,
    statement_to_json,
    story_from_json,
    story_to_json,
)
from searchapp.model import (
    ENTITY_KINDS,
    FrameKind,
    FramePart,
    Mention,
    Mode,
    Offsets,
    Polarity,
    SpeakerKind,
    Statement,
    Story,
    VerbKind,
)
from searchapp.provenance import Doubt, DoubtKind
from tests.conftest import ROOT

WORDS = st.text(max_size=12)
MAYBE = st.none() | WORDS


def one_of(kind: Any) -> st.SearchStrategy[Any]:
    """A value of a type that lists its values."""
    return st.sampled_from(get_args(kind))


@st.composite
def offsets(draw: Callable[..., Any], length: int) -> Offsets:
    """A stretch of a text of this length."""
    start = draw(st.integers(0, length - 1))
    return start, draw(st.integers(start + 1, length))


@st.composite
def statements(draw: Callable[..., Any], length: int) -> Statement:
    """A statement in such a text."""
    place = offsets(length)
    return Statement(
        speaker=draw(WORDS),
        speaker_kind=draw(one_of(SpeakerKind)),
        mode=draw(one_of(Mode)),
        spans=tuple(draw(st.lists(place, max_size=3))),
        sentence=draw(place),
        cue=draw(WORDS),
        cue_span=draw(st.none() | place),
        speaker_span=draw(st.none() | place),
        confidence=draw(st.floats(0, 1)),
        rule=draw(WORDS),
        verb=draw(one_of(VerbKind)),
        addressee=draw(WORDS),
        polarity=draw(one_of(Polarity)),
        speakers=tuple(draw(st.lists(WORDS, max_size=3))),
    )


@st.composite
def stories(draw: Callable[..., Any]) -> Story:
    """A story with anything in it that may be."""
    text = draw(st.text(min_size=1, max_size=40))
    place = offsets(len(text))
    named = draw(st.lists(place, max_size=3))
    return Story(
        id=draw(WORDS),
        text=text,
        title=draw(MAYBE),
        outlet=draw(MAYBE),
        published=draw(st.none() | st.dates()),
        url=draw(MAYBE),
        byline=draw(MAYBE),
        language=draw(MAYBE),
        source=draw(WORDS),
        origins=draw(st.dictionaries(WORDS, WORDS, max_size=3)),
        entities=draw(
            st.dictionaries(st.sampled_from(ENTITY_KINDS), st.lists(WORDS, min_size=1, max_size=3).map(tuple))
        ),
        mentions=tuple(
            Mention(draw(st.sampled_from(ENTITY_KINDS)), draw(WORDS), text[a:b], a, b) for a, b in named
        ),
        statements=tuple(draw(st.lists(statements(len(text)), max_size=3))),
        frame=tuple(FramePart(draw(one_of(FrameKind)), *part) for part in draw(st.lists(place, max_size=2))),
        quotes_lost=draw(st.booleans()),
        doubts=tuple(draw(st.lists(st.builds(Doubt, one_of(DoubtKind), st.integers(0, 10**9)), max_size=2))),
    )


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(stories())
def test_every_story_comes_back(story: Story) -> None:
    assert story_from_json(json.loads(json.dumps(story_to_json(story)))) == story
    rows = form_of(Story, ROWS)
    assert rows.from_row(json.loads(json.dumps(rows.to_row(story)))) == story


@given(stories())
def test_an_extraction_says_what_the_whole_story_says(story: Story) -> None:
    whole, part = story_to_json(story), extraction(story)
    assert (part["id"], part["mentions"]) == (whole["id"], whole["mentions"])
    assert [list(p.values()) for p in part["frame"]] == whole["frame"]
    for shown, said in zip(part["statements"], whole["statements"], strict=True):
        unsaid = {name for name in ("speakers", "uncertain") if not said[name]} | {"sentence"}
        assert shown == {name: value for name, value in said.items() if name not in unsaid}


TEXT = "Ada Lund said it was dry."
STORY = Story(
    "one", TEXT, title="Dry", published=date(2017, 10, 14),
    origins={"title": "header"}, entities={"place": ("Ely",)},
    mentions=(Mention("person", "Ada Lund", "Ada Lund", 0, 8),),
    statements=(
        Statement("Ada Lund", "person", "indirect", ((14, 24),), (0, 25), "said", (9, 13), (0, 8), 0.5, "r"),
    ),
    frame=(FramePart("credit", 0, 3),), doubts=(Doubt("several documents", 2),),
)  # fmt: skip


def test_other_programs_read_the_same_keys_in_the_same_order() -> None:
    row = story_to_json(STORY)
    assert (
        list(row)
        == """id title text outlet published url byline language entities source origins mentions
        statements frame quotes_lost doubts format section pages captured copies""".split()
    )
    assert (
        list(row["statements"][0])
        == """speaker speaker_kind speaker_span cue cue_span mode spans sentence
        confidence rule verb addressee polarity speakers uncertain""".split()
    )
    assert list(row["mentions"][0]) == ["kind", "name", "text", "start", "end"]
    assert row["published"] == "2017-10-14"
    assert row["entities"] == {"person": [], "organization": [], "place": ["Ely"]}
    assert row["frame"] == [["credit", 0, 3]]
    assert list(row["doubts"][0]) == ["kind", "number", "text"]
    assert statement_to_json(STORY.statements[0]) == row["statements"][0]


def test_forms_have_every_field_of_their_class() -> None:
    for cls in (Story, Statement, Mention, FramePart, Doubt):
        assert set(form_of(cls, ROWS).names) >= {f.name for f in fields(cls)}


def without(row: dict[str, Any], key: str) -> dict[str, Any]:
    """The row less one key."""
    return {k: v for k, v in row.items() if k != key}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda row: without(row, "byline"),
        lambda row: row | {"more": 1},
        lambda row: row | {"published": "14 October"},
        lambda row: row | {"published": 20171014},
        lambda row: row | {"entities": ["Ely"]},
        lambda row: row | {"mentions": [without(row["mentions"][0], "end")]},
        lambda row: row | {"mentions": [row["mentions"][0] | {"more": 1}]},
        lambda row: row | {"mentions": [row["mentions"][0] | {"text": "Ada"}]},
        lambda row: row | {"mentions": [["person", "Ada Lund", "Ada Lund", 0, 8]]},
        lambda row: row | {"statements": [row["statements"][0] | {"spans": [[1, 2, 3]]}]},
        lambda row: row | {"statements": [row["statements"][0] | {"spans": 3}]},
        lambda row: row | {"statements": [row["statements"][0] | {"sentence": [0]}]},
        lambda row: row | {"statements": [row["statements"][0] | {"sentence": [0, 400]}]},
        lambda row: row | {"statements": [row["statements"][0] | {"cue_span": 9}]},
        lambda row: row | {"statements": None},
        lambda row: row | {"frame": [["credit", 0]]},
        lambda row: row | {"doubts": [{"kind": "several documents"}]},
    ],
)
def test_what_was_never_written_is_refused(wrong: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    row = wrong(deepcopy(story_to_json(STORY)))
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        story_from_json(row)


@dataclass(frozen=True)
class _Strange:
    one: int
    other: complex


def test_a_field_without_a_form_is_refused_when_the_form_is_made() -> None:
    with pytest.raises(TypeError, match="complex"):
        form_of(_Strange, Layout())


def test_what_is_shown_in_part_is_not_read_back() -> None:
    part = form_of(Story, Layout(only={Story: ("id", "text")}))
    assert part.to_json(STORY) == {"id": "one", "text": TEXT}
    with pytest.raises(TypeError):
        part.from_json({"id": "one", "text": TEXT})


NEW_FIELD = """
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from searchapp.engines import in_folder, open_index
from searchapp.enrich.run.cache import CachedFinder
from searchapp.formats.exports import to_jsonl
from searchapp.formats.interchange import story_from_json
from searchapp.model import Statement, Story
from tests.conftest import fill

plain = Story("one", "Ada Lund said it was dry.")
found = replace(plain, statements=(
    Statement("Ada Lund", "person", "indirect", ((14, 24),), (0, 25), tones=("calm", "dry"), since=(1, 2)),
))

class Finder:
    version, notice = "1", ""
    def pipe(self, stories):
        return (found for _ in stories)

class Never(Finder):
    def pipe(self, stories):
        assert not list(stories)
        return iter(())

for finder in (Finder(), Never()):
    with closing(CachedFinder(finder, Path("found.sqlite3"))) as cached:
        assert list(cached.pipe([plain])) == [found]
fill(Path("index"), [found])
assert open_index(in_folder(Path("index"))).story("one") == found
(line,) = to_jsonl([found])
assert json.loads(line)["statements"][0]["tones"] == ["calm", "dry"]
assert story_from_json(json.loads(line)) == found
"""


def test_a_new_field_of_statements_reaches_store_cache_and_export_by_itself(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "searchapp", tmp_path / "searchapp", ignore=shutil.ignore_patterns("__pycache__"))
    model = tmp_path / "searchapp" / "model.py"
    last = '    addressee: str = ""\n'
    written = model.read_text(encoding="utf-8")
    assert written.count(last) == 1
    added = "    tones: tuple[str, ...] = ()\n    since: Offsets | None = None\n"
    model.write_text(written.replace(last, last + added), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", NEW_FIELD],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_an_extraction_names_several_speakers_and_doubts_and_else_leaves_them_out() -> None:
    (one,) = STORY.statements
    plain = extraction(STORY)["statements"][0]
    assert "speakers" not in plain
    assert "uncertain" not in plain
    shared = replace(one, speakers=("Ada Lund", "Carl Boone"), polarity="refused", confidence=0.3)
    shown = extraction(replace(STORY, statements=(shared,)))["statements"][0]
    assert (shown["speaker"], shown["speakers"]) == ("Ada Lund", ["Ada Lund", "Carl Boone"])
    assert (shown["polarity"], shown["uncertain"], shown["confidence"]) == ("refused", True, 0.3)
    assert (statement_to_json(one)["speakers"], statement_to_json(one)["uncertain"]) == ([], False)
    assert statement_to_json(shared)["uncertain"] is True


@pytest.mark.parametrize(("confidence", "uncertain"), [(0.0, True), (0.49, True), (0.5, False), (1.0, False)])
def test_a_statement_of_little_confidence_is_uncertain(confidence: float, uncertain: bool) -> None:
    assert replace(STORY.statements[0], confidence=confidence).uncertain is uncertain
