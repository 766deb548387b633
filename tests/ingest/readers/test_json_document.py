"""Files of JSON that are no JSON Lines: where in them the stories lie, and which of them have none."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.ingest import Choices, Failure, Item, LeftOut, Remark, Source, find_sources, read_source
from searchapp.ingest.files.safe_open import MEGABYTE
from searchapp.ingest.limits import LimitedReader, Limits
from searchapp.model import Story
from tests.conftest import ROOT

Read = Callable[..., list[Item]]
POSTS = [
    {"headline": f"Tide {n}", "body": f"The tide rose {n} feet at Kell.", "date": "2019-03-07"} for n in (1, 2)
]
TURNED = {key: {str(n): post[key] for n, post in enumerate(POSTS)} for key in POSTS[0]}


def told(items: list[Item]) -> list[tuple[str | None, str]]:
    assert all(isinstance(item, Story | Remark) for item in items), items
    return [(item.title, item.text) for item in items if isinstance(item, Story)]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "whole",
    [
        POSTS,
        {"posts": POSTS, "total": 2, "next": None},
        {"response": {"status": "ok", "results": POSTS, "facets": [{"name": "x", "count": 2}]}},
        {"data": {"articles": POSTS}},
        {"site": {"title": "Kell Post", "pages": {"news": {"items": POSTS}}}},
        {"hits": {"total": 2, "hits": [{"_id": "x", "_source": post} for post in POSTS]}},
        {"edges": [{"node": post} for post in POSTS]},
        {"17": POSTS[0], "18": POSTS[1]},
        {"posts": POSTS, "users": [{"name": f"U{n}", "description": "Writes on tides."} for n in range(9)]},
        TURNED,
        {"columns": list(POSTS[0]), "index": [0, 1], "data": [list(post.values()) for post in POSTS]},
    ],
)
def test_the_stories_are_found_wherever_they_lie(read: Read, whole: object, indent: int | None) -> None:
    found = read("a.json", json.dumps(whole, indent=indent))
    assert told(found) == [(post["headline"], post["body"]) for post in POSTS]
    stories = [item for item in found if isinstance(item, Story)]
    assert [s.source for s in stories] == ["a.json#1", "a.json#2"]
    assert {(s.format, str(s.published)) for s in stories} == {("JSON", "2019-03-07")}


def test_the_report_says_where_they_lay(read: Read) -> None:
    *_, remark = read("a.json", json.dumps({"data": {"articles": [{**POSTS[0], "mood": "wet"}]}}))
    said = "stories in data.articles: title = headline, text = body, published = date; not used: mood"
    assert remark == Remark("a.json", said)


def test_one_object_is_one_story(read: Read, archive: Path) -> None:
    (archive / "tide.json.meta.json").write_text('{"outlet": "Kell Post"}')
    found, _ = read(
        "tide.json", json.dumps({**POSTS[0], "comments": [{"body": "Wow. Well said.", "author": "x"}] * 9})
    )
    assert isinstance(found, Story)
    assert (found.source, found.title, found.outlet) == ("tide.json", "Tide 1", "Kell Post")
    assert found.id.startswith("tide-")


def test_lines_called_json_are_read(read: Read) -> None:
    for lines in ("\n".join(map(json.dumps, POSTS)), " ".join(json.dumps(p, indent=1) for p in POSTS)):
        assert len(told(read("a.json", lines))) == 2


@pytest.mark.parametrize(
    "whole",
    [
        {"name": "kell", "version": "1.0", "description": "A tide table.", "author": "Ida Voss", "license": "MIT"},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Kell. A port."}}]},
        {"$schema": "x", "title": "Tide", "description": "A tide.", "properties": {"url": {"type": "string"}}},
        {"title": "Welcome", "text": "Send", "button": "Go on"},
        {"theme": "dark", "text": "blue"},
        {"compilerOptions": {"strict": True}, "include": ["src"]},
        [{"city": "Kell", "feet": 7}], [1, 2], [], {}, "Tide.", 7, None,
    ],
)  # fmt: skip
def test_what_is_no_story_is_said_to_be_none(read: Read, whole: object) -> None:
    assert read("a.json", json.dumps(whole)) == [LeftOut("a.json", "no story")]


def test_records_without_a_text_are_a_failure_that_names_their_keys(reason: Callable[..., str]) -> None:
    listed = [{"title": "Tide", "url": "https://kell.example/tide-1", "wording": "The tide rose."}]
    said = reason("a.json", json.dumps(listed))
    assert said == "no key has the text of a story (title, url, wording): name it by --map text=KEY"


def test_the_user_names_the_keys(archive: Path) -> None:
    (archive / "a.json").write_text(
        json.dumps({"rows": [{"k": {"t": "Tide"}, "w": [{"p": "One."}, {"p": "Two."}]}]})
    )
    columns = (("text", "w.p"), ("title", "k.t"))
    found = list(read_source(Source(archive / "a.json", "a.json", Choices(columns))))
    assert told(found) == [("Tide", "One.\n\nTwo.")]
    (failure,) = read_source(Source(archive / "a.json", "a.json", Choices((("text", "words"),))))
    assert isinstance(failure, Failure)
    assert "(rows)" in failure.reason


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"title": }', "not valid JSON: a value is missing or misspelt (at character 11)"),
        ('{"title": "Tide"', "not valid JSON: a comma or a closing bracket is missing (at character 17)"),
        ("[1 2]", "not valid JSON: a comma or a closing bracket is missing (at character 4)"),
        ("[1, 2", "not valid JSON: a comma or a closing bracket is missing (at character 6)"),
        ("[1, ]", "not valid JSON: a value is missing or misspelt (at character 5)"),
        ("not json", "not valid JSON: a value is missing or misspelt (at character 1)"),
        ("[" * 100_000, "not usable JSON: nested too deeply"),
        (
            b"\x89PNG\r\n" + bytes(300),
            "not a text: the file begins like a PDF, an archive, a picture or a program",
        ),
    ],
)
def test_a_damaged_file_is_a_failure(read: Read, bad: str | bytes, reason: str) -> None:
    assert read("a.json", bad) == [Failure("a.json", "", reason)]


def test_what_stands_before_a_damage_is_read(read: Read) -> None:
    for number in (2, 45):
        *stories, failure, _ = read("a.json", json.dumps(POSTS[:1] * number)[:-1] + ', {"body": ')
        assert [type(item) for item in stories] == [Story] * number
        assert isinstance(failure, Failure)
        assert (failure.place, failure.reason[:15]) == (f"item {number + 1}", "not valid JSON:")


def test_an_odd_record_among_stories_is_a_failure_of_its_own(read: Read) -> None:
    found = read("a.json", json.dumps([POSTS[0], 7, {"title": "x"}, POSTS[1]]))
    assert [(f.place, f.reason) for f in found if isinstance(f, Failure)] == [
        ("item 2", "an object {…} is expected, this is a number"),
        ("item 3", '"text" is missing'),
    ]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(read: Read, codec: str) -> None:
    text = json.dumps([{"title": "Café", "text": "Zoë – “déjà vu”."}], ensure_ascii=False)
    assert told(read("a.json", text.encode(codec))) == [("Café", "Zoë – “déjà vu”.")]


@pytest.mark.ci
def test_a_long_list_is_never_held_whole(archive: Path) -> None:
    with gzip.open(archive / "a.json.gz", "wt", compresslevel=0) as file:
        file.write("[")
        for n in range(60):
            file.write(
                ("," if n else "") + json.dumps({"id": n, "title": "T", "text": f"{n}. " + "x " * MEGABYTE})
            )
        file.write("]")
    tracemalloc.start()
    number = sum(isinstance(item, Story) for item in read_source(Source(archive / "a.json.gz", "a.json.gz")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 60
    assert peak < 90 * MEGABYTE


def test_a_giant_value_is_refused(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchapp.ingest.readers.json_document.TEXT_CAP", MEGABYTE)
    (archive / "a.json").write_text(json.dumps({"text": "x. " * 2 * MEGABYTE}))
    (failure,) = read_source(Source(archive / "a.json", "a.json"))
    assert failure == Failure("a.json", "", "a value has more than 1,048,576 characters: no story")


def test_a_sidecar_is_no_source(archive: Path) -> None:
    for name in ("a.json", "a.json.meta.json", "b.meta.json"):
        (archive / name).write_text("{}")
    found = find_sources([archive])
    assert [source.name for source in found.sources] == ["a.json"]
    assert [(left.name, left.why) for left in found.left_out] == [("b.meta.json", "sidecar")]


def test_a_story_beyond_the_limit_is_told_by_its_place(archive: Path) -> None:
    (archive / "a.json").write_text(json.dumps([*POSTS, {"title": "T", "text": "Long. " * 50}]))
    with LimitedReader(Limits(story_chars=100)) as reading:
        failures = [i for i in reading.read(Source(archive / "a.json", "a.json")) if isinstance(i, Failure)]
    assert [failure.place for failure in failures] == ["item 3"]


CASES = sorted((ROOT.parent / "shared" / "data" / "hostile" / "json-parsing").glob("*.json"))
ALSO_READ = {
    "n_number_NaN", "n_number_infinity", "n_number_minus_infinity",  # as Python writes them
    "n_structure_double_array", "n_structure_object_with_trailing_garbage",  # several values, one after the other
    "n_single_space", "n_structure_no_data", "n_structure_UTF8_BOM_no_data",  # nothing is wrong with nothing
}  # fmt: skip


@pytest.mark.skipif(not CASES, reason="there are no JSON parsing cases beside the project")
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_json_parsing_cases(read: Read, case: Path) -> None:
    (found,) = read("a.json", case.read_bytes())
    if not case.name.startswith("i_"):
        assert isinstance(found, LeftOut) == (case.name.startswith("y_") or case.stem in ALSO_READ)
