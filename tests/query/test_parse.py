"""The query language's two properties, and how each construct reads."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.query.parse import MAX_CHARS, parse, read
from searchapp.query.tree import (
    After,
    And,
    Before,
    Everything,
    Field,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    positive_leaves,
)

A, B, C = Word("a"), Word("b"), Word("c")

fragments = st.sampled_from(
    ["(", ")", '"', "“", "”", "-", "*", ":", "\\", " ", "\n", "AND ", "OR ", "NOT ", "NEAR/5 ", "NEAR ", "title:",
     "speaker:", "after:2017", "before:2017-13", "foo:", "foo", "IS", "US", '"IS US UN EU"', "3", "é", "x*", "-x",
     "U ", "S ", "b ", "s "]
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.one_of(st.lists(fragments, max_size=16).map("".join), st.text(max_size=40)))
@example("W0")
@example(r"title:(\(AND ")
def test_any_text_parses_and_its_canonical_text_is_a_fixed_point(text: str) -> None:
    node = parse(text)
    assert parse(str(node)) == node
    assert read(str(node)).notices == ()


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", Everything()),
        ("*", Everything()),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", And((A, Or((B, C))))),
        ("a AND b OR c", Or((And((A, B)), C))),
        ("(a b) OR c", Or((And((A, B)), C))),
        ("a or b and c", And((A, Word("or"), B, Word("and"), C))),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("--a", A),
        ("a -(b c)", And((A, Not(And((B, C)))))),
        ('"foreign fighters"', Phrase("foreign fighters")),
        ("“foreign  fighters”", Phrase("foreign fighters")),
        ("«foreign fighters»", Phrase("foreign fighters")),
        ("fight*", Prefix("fight")),
        ("a NEAR/5 b", Near(A, B, 5)),
        ("a NEAR b", Near(A, B, 10)),
        ("a NEAR/0 b", Near(A, B, 1)),
        ("a NEAR/12345 b", Near(A, B, 99)),
        ("a NEAR/2 b NEAR/3 c", And((Near(A, B, 2), Near(B, C, 3)))),
        ("title:a b", And((Field("title", A), B))),
        ("TITLE:a", Field("title", A)),
        ('speaker:"Omar Alloush"', Field("speaker", Phrase("Omar Alloush"))),
        ("title:(a OR b)", Field("title", Or((A, B)))),
        ("after:2017-10-01", After(date(2017, 10, 1))),
        ("since:2017-10", After(date(2017, 10, 1))),
        ("before:2017", Before(date(2017, 12, 31))),
        ("until:2016-02", Before(date(2016, 2, 29))),
        ("http://x.y/z", Word("http://x.y/z")),
        ("\\AND", Word("AND")),
        ("title\\:a", Word("title:a")),
        ("U.S.-backed", Word("U.S.-backed")),
        ("IS US", And((Word("IS"), Word("US")))),
        ("U S fleet", And((Word("U.S."), Word("fleet")))),
        ("u s fleet", And((Word("u.s."), Word("fleet")))),
        ("fleet -U S", And((Word("fleet"), Not(Word("U.S."))))),
        ("title:U S-built ships", And((Field("title", Word("U.S.-built")), Word("ships")))),
        ("S (U)", And((Word("S"), Word("U")))),
        ("S \\U", And((Word("S"), Word("U")))),
        ("U S*", And((Word("U"), Prefix("S")))),
        ("Lisbon s port", And((Word("Lisbon"), Word("port")))),
        ("what s the news", And(tuple(map(Word, ["what", "the", "news"])))),
        ("Lisbon (s)", And((Word("Lisbon"), Word("s")))),
        ("s", Word("s")),
        ("WHO IS IN THE DEAL", And(tuple(map(Word, ["who", "is", "in", "the", "deal"])))),
        ("WAR OR PEACE AND QUIET", And(tuple(map(Word, ["war", "or", "peace", "and", "quiet"])))),
    ],
)
def test_reading(text: str, node: object) -> None:
    found = read(text)
    assert found.node == node
    assert found.notices == ()


@pytest.mark.parametrize(
    ("text", "node", "notice"),
    [
        ('"a b', Phrase("a b"), "not closed"),
        ("(a b", And((A, B)), "not closed"),
        ("a) b", And((A, B)), "no opening"),
        ("a OR", A, "OR needs"),
        ("AND a", A, "AND needs"),
        ("NEAR a", A, "NEAR needs"),
        ("a -", A, "no letters or digits"),
        ("foo:a", Word("foo:a"), "no field foo"),
        ("after:soon", Word("after:soon"), "2017-10-01"),
        ("title:NOT", Everything(), "title: needs"),
        ("title:(a speaker:b)", Field("title", And((A, B))), "inside another field"),
    ],
)
def test_a_mistake_is_read_literally_and_said(text: str, node: object, notice: str) -> None:
    found = read(text)
    assert found.node == node
    assert notice in " ".join(found.notices)


@pytest.mark.parametrize(
    "text",
    ["(" * 5000, "a " * 5000, "NOT " * 3000, "x" * 100_000, "?" * 200, "a~2/99", '"a b"~99999999', "foo^1e999",
     "\ud800", "(" * 5000 + "a" + ")" * 5000, "a OR " * 5000, "title:(" * 2000, "\\" * 5001, '"' * 5001]
)  # fmt: skip
def test_hostile_queries_are_read_fast(text: str) -> None:
    started = time.process_time()
    node = parse(text)
    assert parse(str(node)) == node
    assert time.process_time() - started < 1  # a guard against a hang, not a measurement


def test_a_long_query_is_cut_and_said() -> None:
    found = read("word " * MAX_CHARS)
    assert len(list(positive_leaves(found.node))) <= 501
    assert any("Only the first" in n for n in found.notices)


def test_real_hostile_strings(shared: Path) -> None:
    texts = []
    for name in ("naughty-strings", "lucene-queries", "xss-payloads"):
        texts += [str(t) for t in json.loads((shared / f"data/hostile/{name}.json").read_text(encoding="utf-8"))]
    assert len(texts) > 2000
    for text in texts:
        node = parse(text)
        assert parse(str(node)) == node, text
