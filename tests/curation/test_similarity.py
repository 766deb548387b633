"""Suggestions: what may be one name, why, and what must never be merged by likeness."""

from __future__ import annotations

import pytest

from searchapp.curation.similarity import Use, skeleton, suggestions


def pairs(*names: str) -> dict[frozenset[str], str]:
    return {frozenset((s.name, s.other)): s.reason for s in suggestions([Use(n, 1) for n in names])}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mayadeen", "al-Mayadin"),
        ("Raqqa", "Raqqah"),
        ("Muammar Gaddafi", "Moammar Qadhafi"),
        ("Osama bin Laden", "Usama bin Ladin"),
        ("Khan Younis", "Khan Yunis"),
        ("Tchaikovsky", "Chaikovsky"),
    ],
)
def test_transliterations_are_suggested(a: str, b: str) -> None:
    assert frozenset((a, b)) in pairs(a, b, "Somebody Else")


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("SDF", "Syrian Democratic Forces", "the initials of the other"),
        ("Jonathan Bragz", "Jonathan Braga", "one letter differs"),
        ("J. Smithson", "John Smithson", "same surname and initial"),
    ],
)
def test_each_suggestion_says_why(a: str, b: str, reason: str) -> None:
    assert pairs(a, b)[frozenset((a, b))] == reason


@pytest.mark.parametrize(
    ("a", "b"), [("John Smith", "Jane Smith"), ("Paris", "London"), ("UN", "EU"), ("Rome", "Roma")]
)
def test_what_is_only_similar_is_left_alone(a: str, b: str) -> None:
    assert pairs(a, b) == {}


def test_company_ranks_and_the_frequent_name_stands_first() -> None:
    uses = [
        Use("Mayadeen", 2, frozenset("abc")),
        Use("Mayadin", 9, frozenset("abd")),
        Use("Khan Younis", 5, frozenset("x")),
        Use("Khan Yunis", 3, frozenset("y")),
    ]
    found = suggestions(uses)
    assert [(s.name, s.other, s.shared) for s in found] == [
        ("Mayadin", "Mayadeen", 0.5),
        ("Khan Younis", "Khan Yunis", 0.0),
    ]


def test_many_names_are_not_compared_each_with_each() -> None:
    names = [
        f"Person {chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}qx Surname{i}" for i in range(5000)
    ]
    assert len(suggestions([Use(n, 1) for n in names])) < 50_000


def test_skeletons() -> None:
    assert skeleton("Deir ez-Zor") == skeleton("Deir Ezzor") == skeleton("Deir ezzour")
