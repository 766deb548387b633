"""Syntax of other engines: each kind is told, what is left out is said, and plain words are left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.query.foreign_syntax import foreign
from searchapp.query.parse import parse, read
from searchapp.query.tree import And, Phrase, Prefix, Word

A, B = Word("port"), Word("closed")


@pytest.mark.parametrize(
    ("text", "node", "says"),
    [
        ('"port closed"~3', Phrase("port closed"), "a NEAR/3 b"),
        ("(port closed)~", And((A, B)), ""),
        ("port~1", A, "“~1” was left out"),
        ("port~", A, "“~” was left out"),
        ("port~0.7 closed", And((A, B)), "“~0.7” was left out"),
        ("port^2.5", A, "“^2.5” was left out"),
        ('"port closed"^2', Phrase("port closed"), "“^2” was left out"),
        ("(port closed)^2", And((A, B)), "“^2” was left out"),
        ("port*^2", Prefix("port"), "“^2” was left out"),
        ("por?", Word("por?"), "“?” does not stand for a letter"),
        ("p?rt closed", And((Word("p?rt"), B)), "“?” does not stand for a letter"),
        ("+port +closed", And((Word("+port"), Word("+closed"))), "“+” is not needed"),
        ('+"port closed"', Phrase("port closed"), "“+” is not needed"),
        ("port && closed", And((A, B)), "“&&” was left out"),
        ("port || closed", And((A, B)), "write OR"),
        ("port !closed", And((A, Word("!closed"))), "write -word"),
        ("port ! closed", And((A, B)), "write -word"),
        ("clos! port", And((Word("clos!"), A)), "write clos*"),
        ("[port TO quay]", And((Word("[port"), Word("TO"), Word("quay]"))), "after:2017-10-01"),
        ("day:{2017 TO 2018}", None, "There is no field day"),
        ("/[pm]ort/", Word("/[pm]ort/"), "Regular expressions"),
        ("port w/5 closed", None, "a NEAR/5 b"),
        ("port AROUND(5) closed", None, "a NEAR/5 b"),
        ("*port", Word("*port"), "at the end of a word only"),
        ("p*rt", Word("p*rt"), "at the end of a word only"),
    ],
)  # fmt: skip
def test_each_kind_is_told_and_what_is_left_out_changes_nothing(text: str, node: object, says: str) -> None:
    found = read(text)
    assert node is None or found.node == node
    assert says in " ".join(found.notices)
    assert len(found.notices) <= 2
    assert parse(str(found.node)) == found.node


@pytest.mark.parametrize(
    "text",
    [
        "port closed", "who closed the port?", "C++", "AT&T", "port-au-prince", "~500 fighters", "5% of 3+4",
        "Yahoo!", "http://x.example/~user/a?", "\\~1 a\\^2 por\\? \\+a", '"por? closed~2 [a TO b]"', "evac*",
        "a/b", "and/or", "U.S.-backed", "+49 30 1234", "title:port", "port NEAR/3 closed", "x^y", "A TO Z",
        "Omar’s", "-port", "W/ port",
    ],
)  # fmt: skip
def test_plain_words_are_left_alone(text: str) -> None:
    assert foreign(text) == []


@given(st.text(st.sampled_from('ab 1~^?*!+&|/[]{}()":\\.-TO'), max_size=30))
def test_any_mixture_is_read_and_read_back(text: str) -> None:
    node = read(text).node
    assert parse(str(node)) == node
    assert read(str(node)).notices == ()


def test_words_with_such_characters_can_still_be_asked_for() -> None:
    assert parse("x\\~1") == Word("x~1")
    assert parse(str(Word("x~1"))) == Word("x~1")
    assert parse(str(Word("x^2"))) == Word("x^2")


def test_no_real_query_raises_and_foreign_ones_are_told(shared: Path) -> None:
    queries = json.loads((shared / "data/hostile/lucene-queries.json").read_text(encoding="utf-8"))
    for text in map(str, queries):
        found = read(text)
        assert parse(str(found.node)) == found.node
        if any(sign in text for sign in ("~2", "^2", "&&", "||")) and "\\" not in text:
            assert found.notices, text
