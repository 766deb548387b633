"""What one input may cost: pages that take too long or too much memory, stories that are too long."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.ingest import Failure, LeftOut, Source, find_sources, story_lines
from searchapp.ingest.limits import LimitedReader, Limits
from searchapp.ingest.pages import markup as markup_of
from searchapp.ingest.pages.body import article
from searchapp.model import Story

P = "<p>The council of Aru said on Monday that the bridge would stay closed until the snow melts in spring.</p>"
GOOD = f"<html><body><article>{P}{P}</article></body></html>"
SLOW = '<html><body><div x=y"z ' + " ".join(f"a{i}=v{i}" for i in range(150_000)) + f">{P * 5}</div></body></html>"
"""Its attributes are hidden behind a quotation mark that opens no value, so that they are not cut off before."""


@pytest.fixture
def reading() -> Iterator[LimitedReader]:
    with LimitedReader(Limits(page_seconds=4, story_chars=10_000)) as made:
        yield made


def read(reading: LimitedReader, folder: Path, name: str, content: str | bytes) -> list[Story | Failure]:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return list(reading.read(Source(folder / name, name)))


def test_a_page_that_takes_too_long_is_put_aside_and_the_next_is_read(
    reading: LimitedReader, tmp_path: Path
) -> None:
    slow = read(reading, tmp_path, "slow.html", SLOW)
    assert slow == [Failure("slow.html", "", "the page takes more than 4 seconds to read")]
    (good,) = read(reading, tmp_path, "good.html", GOOD)
    assert isinstance(good, Story)
    assert good.text.startswith("The council of Aru")


@pytest.mark.ci
def test_a_page_that_takes_too_much_memory_is_put_aside(tmp_path: Path) -> None:
    with LimitedReader(Limits(page_memory=100 * 2**20)) as reading:
        (large,) = read(reading, tmp_path, "large.html", f"<html><body>{P * 100_000}</body></html>")
        assert large == Failure("large.html", "", "the page takes more than 100 MB of memory to read")
        (good,) = read(reading, tmp_path, "good.html", GOOD)
        assert isinstance(good, Story)


def test_pages_are_read_in_one_process_that_ends_with_the_reading(tmp_path: Path) -> None:
    with LimitedReader() as reading:
        read(reading, tmp_path, "a.html", GOOD)
        first = reading.process_id
        read(reading, tmp_path, "b.html.gz", gzip.compress(GOOD.encode()))
        assert reading.process_id == first
    assert first is not None
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_no_process_is_begun_for_texts(reading: LimitedReader, tmp_path: Path) -> None:
    read(reading, tmp_path, "a.txt", "Words.")
    read(reading, tmp_path, "a.jsonl", '{"text": "Words."}')
    assert reading.process_id is None


def test_a_story_that_is_too_long_is_put_aside_with_its_size_the_limit_and_the_remedy(
    reading: LimitedReader, tmp_path: Path
) -> None:
    said = (
        "{} characters, and at most 10,000 characters are taken as one story: split the file, or raise the setting"
    )
    (text,) = read(reading, tmp_path, "a.txt", "word " * 3_000)
    assert text == Failure("a.txt", "", said.format("15,000") + " `longest_story`")
    various = "".join(P.replace("Aru", f"Aru {i}") for i in range(200))
    (page,) = read(reading, tmp_path, "a.html", f"<html><body><article>{various}</article></body></html>")
    assert isinstance(page, Failure)
    assert page.reason.endswith("or raise the setting `longest_story`")
    short, long, last = read(
        reading,
        tmp_path,
        "a.jsonl",
        '{{"text": "One."}}\n{{"text": "{}"}}\n{{"text": "Three."}}\n'.format("x" * 10_001),
    )
    assert isinstance(short, Story)
    assert long == Failure("a.jsonl", "line 2", said.format("10,001") + " `longest_story`")
    assert isinstance(last, Story)


def test_a_text_that_is_far_too_long_is_not_even_read(reading: LimitedReader, tmp_path: Path) -> None:
    with open(tmp_path / "a.txt", "wb") as file:
        file.truncate(40_001)
    (failure,) = reading.read(Source(tmp_path / "a.txt", "a.txt"))
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("40,001 bytes, and at most 10,000 characters are taken as one story")


# -- attributes -------------------------------------------------------------------------------------------


def test_a_tag_of_very_many_attributes_keeps_its_first_and_the_text_stays(tmp_path: Path) -> None:
    many = " ".join(f'a{i}="v {i}"' for i in range(300_000))
    markup = f'<html><head><title>T</title></head><body><div class="story" {many}>{P}{P}</div></body></html>'
    fewer = markup_of.with_few_attributes(markup)
    assert (fewer.count("="), 'class="story" a0="v 0"' in fewer) == (markup_of.ATTRIBUTES_CAP, True)
    assert article.article_text(fewer) == article.article_text(f"<html><body>{P}{P}</body></html>")


@pytest.mark.parametrize(
    "markup",
    [
        GOOD,
        "<div " + " ".join(f"a{i}" for i in range(300)) + ">x</div>",
        "<script>for(i=0;i<n;i++){" + "a = b; " * 2_000 + "}</script><p>x</p>",
        "<!-- <a " + "b=c " * 2_000 + "--><p>x</p>",
        "<p title='" + "a=b " * 2_000 + "'>x</p>",
        "if a <b then " + "c = d " * 100,
    ],
)
def test_other_markup_is_left_as_it_is(markup: str) -> None:
    assert markup_of.with_few_attributes(markup) == markup


@pytest.mark.parametrize("piece", ['<a "', "<a '", "<!--", "<script", "<a b", "<"])
def test_markup_that_never_ends_is_scanned_once(piece: str) -> None:
    markup_of.with_few_attributes(piece * 200_000)


# -- how many stories there are to do ---------------------------------------------------------------------


def test_stories_are_counted_by_lines_in_json_lines_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a\nb\nc\n")
    (tmp_path / "b.jsonl").write_text('{"text": "a"}\n' * 7)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n' * 5))
    (tmp_path / "d.jsonl").write_text('{"text": "a"}\n' * 1_500_000)
    (tmp_path / "e.jsonl.gz").write_bytes(b"\x1f\x8bno gzip")
    sources = find_sources([tmp_path]).sources
    counts = list(map(story_lines, sources))
    assert (counts[:3], counts[4]) == ([1, 7, 5], 1)
    assert abs(counts[3] - 1_500_000) < 10


# -- reading ahead ----------------------------------------------------------------------------------------


def sources_of(folder: Path, number: int, slow: int = -1) -> list[Source]:
    found = []
    for n in range(number):
        path = folder / f"{n:03}.html"
        path.write_text(SLOW if n == slow else GOOD.replace("Aru", f"Aru {n}"))
        found.append(Source(path, path.name))
    return found


def items_of(reading: LimitedReader, sources: list[Source]) -> list[Story | Failure | LeftOut]:
    return [item for source in sources for item in reading.read(source)]


def test_what_is_read_ahead_comes_in_its_turn(tmp_path: Path) -> None:
    sources = sources_of(tmp_path, 40)
    with LimitedReader() as reading:
        reading.expect(sources)
        items = items_of(reading, sources)
    assert [item.source for item in items if isinstance(item, Story)] == [source.name for source in sources]
    assert all(f"of Aru {n} said" in item.text for n, item in enumerate(items) if isinstance(item, Story))


@pytest.mark.ci
def test_a_page_ahead_that_takes_too_long_fails_alone(reading: LimitedReader, tmp_path: Path) -> None:
    sources = sources_of(tmp_path, 24, slow=17)
    reading.expect(sources)
    items = items_of(reading, sources)
    assert [isinstance(item, Story) for item in items] == [n != 17 for n in range(24)]
    assert items[17] == Failure("017.html", "", "the page takes more than 4 seconds to read")


@pytest.mark.ci
def test_sources_may_be_read_out_of_turn(tmp_path: Path) -> None:
    sources = sources_of(tmp_path, 30)
    others = [sources[0], sources[20], sources[1], sources[2], sources[29], *sources[3:20]]
    with LimitedReader() as reading:
        reading.expect(sources)
        items = items_of(reading, others)
    assert [item.source for item in items if isinstance(item, Story)] == [source.name for source in others]


def test_who_stops_in_the_middle_of_a_source_may_go_on_with_the_next(tmp_path: Path) -> None:
    sources = sources_of(tmp_path, 20)
    with LimitedReader() as reading:
        reading.expect(sources)
        assert isinstance(next(reading.read(sources[0])), Story)
        items = items_of(reading, sources[1:])
    assert [item.source for item in items if isinstance(item, Story)] == [source.name for source in sources[1:]]
