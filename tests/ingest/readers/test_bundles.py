"""Downloads of news databases: every story comes out with its fields, and what is missing is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.ingest import BY_SUFFIX, Choices, Failure, Source, read_source
from searchapp.ingest.readers.bundles import stories_of_bundle
from searchapp.model import Story
from tests.ingest.readers.downloads import FILES, LAYOUTS, Made, as_long_lines, made_stories

One = Callable[..., Story]
Read = Callable[..., list[Story | Failure]]


def text_in(suffix: str, data: bytes) -> str:
    """What the libraries for a format find in a file of it."""
    if suffix == ".docx":
        docx = pytest.importorskip("docx")
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    striprtf = pytest.importorskip("striprtf.striprtf")
    return str(striprtf.rtf_to_text(data.decode("ascii")))


def items_of(folder: Path, suffix: str, data: bytes, *, choices: Choices | None = None) -> list[object]:
    """What comes out of a file, by its reader where there is one."""
    path = folder / f"download{suffix}"
    path.write_bytes(data)
    source = Source(path, path.name, choices or Choices())
    if suffix in BY_SUFFIX:
        return list(read_source(source))
    found = stories_of_bundle(text_in(suffix, data), source, suffix)
    assert found is not None
    return list(found)


def same_words(text: str) -> str:
    return " ".join(text.split())


def check(found: object, made: Made, layout: str) -> None:
    assert isinstance(found, Story), found
    assert (found.title, found.outlet, found.published) == (made.title, made.outlet, made.published)
    assert (found.byline or "", found.section) == (made.byline, made.section)
    assert same_words(found.text) == same_words(" ".join(made.paragraphs))
    assert found.format == layout.split(maxsplit=1)[0]
    assert found.doubts == ()
    assert found.source.endswith(f"#{made.number}")


@pytest.mark.parametrize("suffix", FILES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_fifty_stories_in_a_download_are_fifty_stories_with_their_fields(
    tmp_path: Path, layout: str, suffix: str
) -> None:
    stories = made_stories(50)
    found = items_of(tmp_path, suffix, FILES[suffix](LAYOUTS[layout](stories)))
    assert len(found) == 50, [item for item in found if isinstance(item, Failure)]
    for item, made in zip(found, stories, strict=True):
        check(item, made, layout)
    assert len({item.id for item in found if isinstance(item, Story)}) == 50


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lines_may_be_as_long_as_their_paragraphs(tmp_path: Path, layout: str) -> None:
    stories = made_stories(9, seed=3)
    found = items_of(tmp_path, ".txt", as_long_lines(LAYOUTS[layout](stories)))
    for item, made in zip(found, stories, strict=True):
        check(item, made, layout)
