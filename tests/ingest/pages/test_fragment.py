"""HTML within a field: what it costs is bounded, whatever it is."""

from __future__ import annotations

import pytest

from searchapp.errors import IngestError
from searchapp.ingest.pages.fragment import MARKS_CAP
from searchapp.ingest.pages.marked_up import is_marked_up, is_of_paragraphs, text_of_fragment


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "x",
        "<ul><li>" * 50_000 + "x",
        "<table><tr>" + "<td>x" * 100_000,
        "<p " + " ".join(f"a{n}=b" for n in range(50_000)) + ">x</p>",
        "<p>" + "word " * 1_000_000,
        "<p>&" + "a" * 1_000_000,
        "<!--" * 50_000,
        "<p>\x00</p><p>\ud800</p>",
        '<?xml version="1.0" encoding="utf-16"?><p>x</p>',
    ],
)
def test_hostile_markup_ends(markup: str) -> None:
    text_of_fragment(markup)
    is_of_paragraphs(markup)


@pytest.mark.parametrize("text", ["<p " * 200_000, "&a" * 200_000, "<" * 200_000, "<p>" + ". " * 200_000])
def test_telling_html_from_text_ends(text: str) -> None:
    is_marked_up(text)
    is_of_paragraphs(text)


def test_too_many_tags_are_refused() -> None:
    with pytest.raises(IngestError, match="more than 500,000 tags"):
        text_of_fragment("<b>" * (MARKS_CAP + 1))


def test_a_whole_page_in_a_field_is_its_text() -> None:
    page = "<!doctype html><html><head><title>No</title></head><body><p>Tide.</p><pre>a\n  b</pre></body></html>"
    assert text_of_fragment(page) == "Tide.\n\na\nb"
