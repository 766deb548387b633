"""JSON Lines: fields, strictness, reasons, streams that are too long, damaged or hostile."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from searchapp.ingest import Failure, Source, read_source
from searchapp.ingest.files import safe_open
from searchapp.ingest.readers import json_lines
from searchapp.model import Story
from tests.conftest import ROOT

Read = Callable[..., list[Story | Failure]]
HOSTILE = ROOT.parent / "shared" / "data" / "hostile"
PYTHONS = {"n_number_NaN", "n_number_infinity", "n_number_minus_infinity"}
"""No JSON, but what Python writes for a number that is not there: a story is not refused for it."""
CASES = sorted((HOSTILE / "json-parsing").glob("*.json"))


def line(**fields: object) -> str:
    return json.dumps({"text": "The bridge was closed.", **fields}) + "\n"


def test_every_field_is_read(read: Read) -> None:
    (found,) = read(
        "wire/day.jsonl",
        line(
            id=7,
            title=" Bridge\nclosed ",
            outlet="The Gulf Ledger",
            published="2017-10-14T23:59:00-05:00",
            url="https://Ledger.example/a#top",
            byline=["Ana Ruiz", "Bo Li"],
            language="EN-us",
            entities={"person": [" Ana Ruiz", "Ana Ruiz", "", 7, "Bo\tLi"], "place": "Aleppo", "car": ["Kia"]},
            section="Foreign",
            desk="ignored",
        ),
    )
    given = ("title", "url", "id", "entities", "published", "outlet", "byline", "language", "section")
    assert found == Story(
        id="7",
        text="The bridge was closed.",
        title="Bridge closed",
        outlet="The Gulf Ledger",
        published=date(2017, 10, 14),
        url="https://ledger.example/a",
        byline="Ana Ruiz, Bo Li",
        language="en",
        source="wire/day.jsonl#1",
        format="JSON Lines",
        section="Foreign",
        origins=dict.fromkeys(given, "given"),
        entities={"person": ("Ana Ruiz", "Bo Li"), "place": ("Aleppo",)},
    )


def test_the_text_is_kept_code_point_for_code_point(read: Read) -> None:
    text = " \r\n A\u0000B \ud83d\ude00 \ud800 C\r\n"
    (found,) = read("a.jsonl", line(text=text))
    assert isinstance(found, Story)
    assert found.text == " \r\n A\ufffdB 😀 \ufffd C\r\n"


def test_lines_are_numbered_as_an_editor_does(read: Read) -> None:
    found = read("wire.jsonl", "\n" + line(id="a") + "  \r\n" + "{\n" + line(id="b").strip())
    assert [f.source if isinstance(f, Story) else f.place for f in found] == [
        "wire.jsonl#2",
        "line 4",
        "wire.jsonl#5",
    ]


def test_only_text_is_required_and_the_id_comes_from_it(read: Read) -> None:
    first, second, titled = read("a.jsonl", line() + line(text="Another.") + line(title="Bridge: closed!"))
    assert isinstance(first, Story) and isinstance(second, Story) and isinstance(titled, Story)  # noqa: PT018
    assert (first.id, second.id) == ("story-88ef22eaa5", "story-3dfc7f1910")
    assert titled.id.startswith("bridge-closed-")
    shifted = read("renamed.jsonl", line(text="New above.") + line())[1]
    assert isinstance(shifted, Story)
    assert shifted.id == first.id


def test_the_id_comes_from_the_address_where_there_is_one(read: Read) -> None:
    url = "https://ledger.example/2017/bridge?utm_source=a"
    ids = {f.id for f in read("a.jsonl", line(url=url) + line(url=url[:-13], title="B")) if isinstance(f, Story)}
    assert len(ids) == 1
    assert ids.pop().startswith("bridge-")


@pytest.mark.parametrize("given", ["x" * 201, "a\x00b", "a\nb", "\ud800", ".."])
def test_an_impossible_id_is_replaced(read: Read, given: str) -> None:
    (found,) = read("a.jsonl", line(id=given))
    assert isinstance(found, Story)
    assert found.id != given
    assert found.id.isascii()
    assert len(found.id) <= 71


def test_a_date_that_can_not_be_read_keeps_the_story(read: Read) -> None:
    (found,) = read("a.jsonl", line(published="the ides of March"))
    assert isinstance(found, Story)
    assert (found.published, found.origins) == (None, {"published": "unreadable: the ides of March"})


def test_a_script_for_an_address_is_refused(read: Read) -> None:
    (found,) = read("a.jsonl", line(url="javascript:alert(1)"))
    assert isinstance(found, Story)
    assert (found.url, found.origins) == (None, {"url": "refused"})


@pytest.mark.parametrize(
    "number", [1508000000, 1508000000.25, 1508000000000, 1508000000000000, 1508000000000000000, 20171014]
)
def test_a_number_is_a_count_of_seconds_or_figures_of_a_day(read: Read, number: float) -> None:
    (found,) = read("a.jsonl", line(published=number))
    assert isinstance(found, Story)
    assert (found.published, found.origins["published"]) == (date(2017, 10, 14), "given")


@pytest.mark.parametrize("number", [0, 0.0, -1, 1, 2017, 99999999, 9e18, 1e308, 10**30, 20171345, 7258118400])
def test_a_number_that_is_no_day_keeps_the_story(read: Read, number: float) -> None:
    (found,) = read("a.jsonl", line(published=number))
    assert isinstance(found, Story)
    assert found.published is None
    assert found.origins["published"].startswith("unreadable: ")


def test_a_dateline_gives_the_outlet_where_none_is_given(read: Read) -> None:
    (found,) = read("a.jsonl", line(text="ALEPPO, Syria (Reuters) - The bridge was closed."))
    assert isinstance(found, Story)
    assert (found.outlet, found.origins) == ("Reuters", {"outlet": "dateline"})


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"title": "x"}', '"text" is missing'),
        ('{"text": null}', '"text" is missing'),
        ('{"text": " \\n"}', '"text" is empty'),
        ('{"text": 7}', '"text" must be a string, this is a number'),
        ('{"text": "x", "text": "y"}', '"text" stands there twice, and which one is meant can\'t be known'),
        ('["x"]', "an object {…} is expected, this is a list"),
        ("null", "an object {…} is expected, this is null"),
        ('{"text": "x"', "not valid JSON: a comma or a closing bracket is missing (at character 13)"),
        ('{"text": "x}', "not valid JSON: a quotation mark is opened and not closed (at character 10)"),
        ('{"text": "x"},', "not valid JSON: more follows after the object's end (at character 14)"),
        (
            '{"text": "a\tb"}',
            "not valid JSON: a string has a raw control character in it, such as a tab (at character 12)",
        ),
        ('{"text": "a\\xb"}', "not valid JSON: a backslash begins no valid escape (at character 12)"),
        ("{'text': 'x'}", "not valid JSON: a key in double quotation marks is expected (at character 2)"),
        ('{"text" "x"}', "not valid JSON: a colon after the key is missing (at character 9)"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "not usable JSON: a number has too many digits"),
        ('{"text": "x", "n": ' + "[" * 100_000, "not usable JSON: nested too deeply"),
    ],
)
def test_a_bad_line_is_told_and_the_run_goes_on(read: Read, bad: str, reason: str) -> None:
    before, failure, after = read("wire.jsonl", line(id="a") + bad + "\n" + line(id="b"))
    assert failure == Failure("wire.jsonl", "line 2", reason)
    assert isinstance(before, Story)
    assert isinstance(after, Story)
    assert (before.id, after.id) == ("a", "b")


def test_a_key_repeated_where_nobody_reads_it_does_no_harm(read: Read) -> None:
    (found,) = read("a.jsonl", '{"text": "x", "n": 1, "n": 2, "entities": {"car": 1, "car": 2}}')
    assert isinstance(found, Story)


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_a_list_or_objects_spread_over_lines_are_read(read: Read, indent: int | None) -> None:
    records = [{"text": "One.", "id": "a"}, {"text": "Two.", "deep": [{"text": "No."}]}, {"title": "Three"}]
    spread = "\n".join(json.dumps(record, indent=indent) for record in records)
    for written in (json.dumps(records, indent=indent), spread, "\n " + spread.replace("\n", "\r\n")):
        one, two, failure = read("a.jsonl", written)
        assert isinstance(one, Story)
        assert isinstance(two, Story)
        assert isinstance(failure, Failure)
        assert (one.id, one.text, two.text, failure.reason) == ("a", "One.", "Two.", '"text" is missing')


def test_a_line_of_a_spread_object_in_the_middle_gets_a_hint(read: Read) -> None:
    failures = read("a.jsonl", line(id="a") + json.dumps([{"text": "x"}], indent=1))[1:]
    assert isinstance(failures[0], Failure)
    assert failures[0].reason.endswith("JSON Lines wants each story on a line of its own")
    assert all(isinstance(f, Failure) for f in failures)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(read: Read, codec: str) -> None:
    lines = "".join(json.dumps({"text": f"Zoë – “{n}”"}, ensure_ascii=False) + "\n" for n in range(3))
    found = read("a.jsonl", lines.encode(codec))
    assert [f.text for f in found if isinstance(f, Story)] == ["Zoë – “0”", "Zoë – “1”", "Zoë – “2”"]


def test_joined_files_with_a_mark_in_the_middle(read: Read) -> None:
    found = read("a.jsonl", (line(id="a").encode("utf-8-sig")) + line(id="b").encode("utf-8-sig"))
    assert [f.id for f in found if isinstance(f, Story)] == ["a", "b"]


def test_a_binary_file_is_one_failure(read: Read) -> None:
    assert read("a.jsonl", bytes(range(256)) * 100 + b"\n" * 50) == [
        Failure("a.jsonl", "", "not a text: the file is binary")
    ]


def test_an_empty_file_has_no_stories_and_no_fault(read: Read) -> None:
    assert read("a.jsonl", "") == read("b.ndjson", "\n \n") == read("c.jsonl.gz", gzip.compress(b"")) == []


def test_a_giant_line_is_a_failure_and_the_next_is_read(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LINE_CAP", 3 * safe_open.MEGABYTE)
    giant = line(text="x" * 5 * safe_open.MEGABYTE)
    fits = line(text="y" * 2 * safe_open.MEGABYTE)
    found = read("a.jsonl", giant + fits + giant.strip())
    assert found[0] == Failure("a.jsonl", "line 1", "the line is longer than 3 MB")
    assert isinstance(found[1], Story)
    assert len(found[1].text) == 2 * safe_open.MEGABYTE
    assert found[2] == Failure("a.jsonl", "line 3", "the line is longer than 3 MB")


def test_a_giant_line_is_not_held_in_memory(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LINE_CAP", 2 * safe_open.MEGABYTE)
    with gzip.open(archive / "a.jsonl.gz", "wb", compresslevel=1) as file:
        for _ in range(40):
            file.write(b'{"text": ' * (safe_open.MEGABYTE // 9))
    tracemalloc.start()
    found = list(read_source(Source(archive / "a.jsonl.gz", "a.jsonl.gz")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [Failure("a.jsonl.gz", "line 1", "the line is longer than 2 MB")]
    assert peak < 12 * safe_open.MEGABYTE


def test_what_can_be_read_of_a_damaged_gzip_is_read(read: Read) -> None:
    packed = gzip.compress("".join(line(id=str(n), title=str(n * 7919)) for n in range(2000)).encode())
    *stories, failure = read("wire.jsonl.gz", packed[: len(packed) // 2])
    assert all(isinstance(s, Story) for s in stories)
    assert 500 < len(stories) < 1500
    assert failure == Failure("wire.jsonl.gz", f"line {len(stories) + 1}", "the compressed file is cut short")


def test_a_bomb_gives_its_stories_and_then_a_failure(read: Read) -> None:
    bomb = gzip.compress(line(id="a").encode() + b" " * safe_open.BOMB_FLOOR)
    found, failure = read("a.jsonl.gz", bomb)
    assert isinstance(found, Story)
    assert isinstance(failure, Failure)
    assert failure.place == "line 2"
    assert failure.reason.endswith("taken for a decompression bomb")


def test_a_file_that_grows_while_it_is_read_ends(archive: Path) -> None:
    path = archive / "live.jsonl"
    path.write_text(line(id="0") * 3)
    seen = 0
    for _ in read_source(Source(path, "live.jsonl")):
        seen += 1
        with path.open("a") as file:
            file.write(line(id=str(seen)) * 2)
        assert seen < 10
    assert seen == 3


@pytest.mark.parametrize("name", ["naughty-strings.json", "xss-payloads.json"])
def test_hostile_strings_in_every_field_are_only_strings(read: Read, name: str) -> None:
    if not (HOSTILE / name).exists():
        pytest.skip("there are no hostile strings beside the project")
    strings = [
        s for s in json.loads((HOSTILE / name).read_text(encoding="utf-8")) if isinstance(s, str) and s.strip()
    ]
    keys = ("id", "title", "outlet", "published", "url", "byline", "language", "text")
    found = read("a.jsonl", "".join(json.dumps(dict.fromkeys(keys, s)) + "\n" for s in strings))
    stories = [f for f in found if isinstance(f, Story)]
    assert len(stories) == len(found) == len(strings) > 100
    for story, given in zip(stories, strings, strict=True):
        assert len(story.text) == len(given)
        assert story.id
        assert story.id.isprintable()
        assert story.url is None or story.url.startswith(("http://", "https://"))
        assert story.published is None or story.origins["published"] == "given"


@pytest.mark.skipif(not CASES, reason="there are no JSON parsing cases beside the project")
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_json_parsing_cases(read: Read, case: Path) -> None:
    """A line each: the case alone is never a story here; within a story's extra key it decides its fate."""
    raw = case.read_bytes()
    alone = read("alone.jsonl", raw)
    assert all(isinstance(f, Failure) for f in alone)
    assert bool(alone) == bool(raw.removeprefix(b"\xef\xbb\xbf").strip())
    if b"\n" in raw and case.name.startswith("n_"):
        return  # a line end would part the story
    within = read("within.jsonl", b'{"text": "x", "extra": ' + raw.replace(b"\n", b" ") + b"}")
    if not case.name.startswith("i_"):  # those a reader may take or refuse
        taken = case.name.startswith("y_") or case.stem in PYTHONS
        assert [type(f) for f in within] == [Story if taken else Failure], within


# -- the file's sidecar -----------------------------------------------------------------------------------

DEFAULTS = {
    "outlet": "Gulf Ledger", "published": "2017-10-14", "language": "en", "byline": ["Ana Ruiz"],
    "id": "no", "title": "no", "url": "https://no.example/no-1", "entities": {"place": ["Aru"]},
}  # fmt: skip


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
@pytest.mark.parametrize("beside", ["{}.meta.json", "a.jsonl.meta.json", "a.meta.json"])
def test_a_sidecar_stands_for_what_a_line_does_not_say(read: Read, archive: Path, name: str, beside: str) -> None:
    (archive / beside.format(name)).write_text(json.dumps(DEFAULTS))
    own = {"text": "Two.", "outlet": "Wire", "id": "2", "entities": {"place": ["Bo"]}}
    content = (json.dumps({"text": "One."}) + "\n" + json.dumps(own)).encode()
    content = gzip.compress(content) if name.endswith(".gz") else content
    one, two = read(name, content)
    assert isinstance(one, Story)
    assert isinstance(two, Story)
    assert (one.outlet, one.byline, one.language, one.title, one.url) == (
        "Gulf Ledger",
        "Ana Ruiz",
        "en",
        None,
        None,
    )
    assert (one.published, one.origins["published"]) == (date(2017, 10, 14), "sidecar")
    assert (two.id, two.outlet, two.origins["outlet"], two.byline) == ("2", "Wire", "given", "Ana Ruiz")
    assert (one.entities, two.entities) == ({"place": ("Aru",)}, {"place": ("Bo",)})


def test_a_bad_sidecar_is_a_failure_and_the_lines_stay(read: Read, archive: Path) -> None:
    (archive / "a.jsonl.meta.json").write_text('{"outlet": 7}')
    failure, found = read("a.jsonl", '{"text": "One."}')
    assert failure == Failure(
        "a.jsonl.meta.json",
        "",
        '"outlet" must be a string, this is a number; what it stands beside is kept without it',
    )
    assert isinstance(found, Story)


def test_an_address_given_as_outlet_is_the_storys_address(read: Read) -> None:
    place = "https://ledger.example/bridge-7"
    lines = [
        {"outlet": place},
        {"outlet": place, "url": "https://a.example/b-1"},
        {"outlet": "https://ledger.example"},
    ]
    found = read("a.jsonl", "\n".join(json.dumps({"text": f"Text {n}.", **line}) for n, line in enumerate(lines)))
    assert [(s.outlet, s.url) for s in found if isinstance(s, Story)] == [
        (None, place), (None, "https://a.example/b-1"), (None, None),
    ]  # fmt: skip
