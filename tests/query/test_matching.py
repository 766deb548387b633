"""Marks and passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query.matching import SNIPPET_WIDTH, cut, marks, passage
from searchapp.query.parse import parse
from searchapp.query.result import Span

TEXT = "Foreign fighters left. The foreign\nfighters' convoy, with fighters from abroad, was foreign to us."


def marked(query: str, text: str = TEXT, **more: str) -> list[str]:
    return [text[a:b] for a, b in marks(parse(query), text, **more)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"foreign fighters"', ["Foreign fighters", "foreign\nfighters"]),
        ("foreign", ["Foreign", "foreign", "foreign"]),
        ("foreign fighters", ["Foreign", "fighters", "foreign", "fighters", "fighters", "foreign"]),
        ('"foreign fighters" fighters', ["Foreign fighters", "foreign\nfighters", "fighters"]),
        ("fighters NEAR/2 abroad", ["fighters", "abroad"]),
        ("conv*", ["convoy"]),
        ("-foreign", []),
        ("convoy -foreign", ["convoy"]),
        ("title:convoy", []),
        ("text:convoy", ["convoy"]),
        ("speaker:convoy", []),
        ("US", []),
        ("us", ["us"]),
        ("*", []),
    ],
)
def test_marks(query: str, found: list[str]) -> None:
    assert marked(query) == found


def test_a_field_marks_only_its_own_text() -> None:
    assert marked("title:convoy", field="title") == ["convoy"]
    assert marked("text:convoy", field="title") == []


@given(st.text(max_size=200), st.lists(st.integers(0, 200), min_size=2, max_size=8))
def test_cutting_loses_nothing(text: str, edges: list[int]) -> None:
    cuts = sorted(set(edges))
    found = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if b <= len(text)]
    spans = cut(text, 0, len(text), found)
    assert "".join(s.text for s in spans) == text
    assert [s.text for s in spans if s.hit] == [text[a:b] for a, b in found]


def test_a_passage_is_where_most_different_words_are() -> None:
    filler = "Nothing is said here of the matter at all. " * 20
    text = f"{filler}A convoy passed. {filler}The convoy carried foreign fighters. {filler}"
    spans = passage(text, marks(parse("convoy foreign fighters"), text))
    assert [s.text for s in spans if s.hit] == ["convoy", "foreign", "fighters"]
    assert spans[-1].text == " …"
    assert sum(len(s.text) for s in spans) < SNIPPET_WIDTH * 1.6


def test_without_a_match_the_lead_is_shown() -> None:
    assert passage("  First. Second.\n\nThird.", []) == (Span("First. Second. Third."),)
    assert passage("", []) == ()


@given(st.text(max_size=2000), st.sampled_from(["a", "the", '"a b"', "b*"]))
def test_a_passage_shows_a_match_of_any_text_that_has_one(text: str, query: str) -> None:
    found = marks(parse(query), text)
    spans = passage(text, found)
    assert any(s.hit for s in spans) == bool(found)
