"""Which words of a query count where some of them will do."""

from __future__ import annotations

import pytest

from searchapp.query.loosening import loosened, marked
from searchapp.query.matching import marks
from searchapp.query.parse import parse
from searchapp.query.request import SearchRequest


def counted(query: str) -> list[str]:
    return [str(n) for n in loosened(parse(query)).words]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("the harbour of Lisbon", ["harbour", "Lisbon"]),
        ("what is the price of tin", ["price", "tin"]),
        ("Should farmers be paid for what they don t grow", ["farmers", "paid", "don", "grow"]),
        ("who owns IT and who owns the WHO", ["owns", "IT", "owns", "WHO"]),
        ("What’s a dam", ["dam"]),
        ("us trade", ["us", "trade"]),
        ("gold mine", ["gold", "mine"]),
        ("Theresa May", ["Theresa", "May"]),
        ("who is who", ["who", "is", "who"]),
        ("the", ["the"]),
        ('"the who" of', ['"the who"']),
        ("th* of", ["th*"]),
        ("(the OR of) ships", ["the OR of", "ships"]),
        ("the NEAR/2 of ships", ["the NEAR/2 of", "ships"]),
        ("title:the ships", ["title:the", "ships"]),
        ("off-shore", ["off-shore"]),
        ("of ships -the speaker:Ito", ["ships"]),
    ],
)
def test_function_words_do_not_count_beside_others(query: str, words: list[str]) -> None:
    assert counted(query) == words


def test_conditions_hold_whatever_words_do() -> None:
    found = loosened(parse("of ships -the speaker:Ito after:2001"))
    assert [str(n) for n in found.binding] == ["-the", "speaker:Ito", "after:2001-01-01"]
    assert [str(n) for n in found.uncounted] == ["of"]
    assert found.size == 2
    assert str(found.node) == "ships -the speaker:Ito after:2001-01-01"


@pytest.mark.parametrize(
    ("more", "found"), [({}, ["The", "ships", "the"]), ({"match": "any"}, ["ships"]), ({"least": 1}, ["ships"])]
)
def test_what_does_not_count_is_not_marked(more: dict[str, object], found: list[str]) -> None:
    text = "The ships left the port."
    request = SearchRequest(parse("the ships"), **more)  # type: ignore[arg-type]
    assert [text[a:b] for a, b in marks(marked(request), text)] == found
