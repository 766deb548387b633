"""Suggestions: what may be one name, why, and what must never be merged by likeness."""

from __future__ import annotations

import pytest

from searchapp.curation.similarity import Use, skeleton, suggestions
from searchapp.model import EntityKind


def pairs(*names: str, kind: EntityKind | None = None) -> dict[frozenset[str], str]:
    found = suggestions([Use(n, 2) for n in names], kind=kind)
    return {frozenset((s.name, s.other)): s.reason for s in found}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mayadeen", "al-Mayadin"),
        ("Raqqa", "Raqqah"),
        ("Muammar Gaddafi", "Moammar Qadhafi"),
        ("Osama bin Laden", "Usama bin Ladin"),
        ("Khan Younis", "Khan Yunis"),
        ("Tchaikovsky", "Chaikovsky"),
        ("Mohammed Rashid", "Muhammad Rashid"),
        ("Mohamed Rashid", "Mohammad Rasheed"),
        ("Muammar Qaddafi", "Moammar Gaddafi"),
        ("Hassan al-Attar", "Hasan el-Attar"),
        ("Abdel Fattah el-Sisi", "Abdul Fatah al-Sisi"),
        ("Deir ez-Zor", "Deir Ezzor"),
        ("Dushanbe", "Dyushanbe"),
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
    ("a", "b"),
    [
        ("John Smith", "Jane Smith"),
        ("Paris", "London"),
        ("UN", "EU"),
        ("Rome", "Roma"),
        ("Kentucky", "Quantico"),
        ("Ireland", "Iceland"),
        ("Colombia", "Colombo"),
        ("Kenya", "Guinea"),
        ("Virginia", "Virginian"),
        ("Brazil", "Brazils"),
        ("Hugo Falk", "Hugo Falk Jr."),
        ("Mrs Hugo Falk", "Hugo Falk"),
        ("Hugo Falk Sr.", "Hugo Falk II"),
        ("J. Tyler Webb", "John Webb"),
        ("J. A. Webb", "John B. Webb"),
        ("Anna Maria Quist", "Ada Quist"),
    ],
)
def test_what_is_only_similar_is_left_alone(a: str, b: str) -> None:
    assert pairs(a, b) == {}


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ("Falk", "Hugo Falk", "the surname of the other"),
        ("von Falk", "Hugo von Falk", "the surname of the other"),
        ("H. Falk", "Hugo Falk", "same surname and initial"),
        ("H. T. Falk", "Hugo T. Falk", "same surname and initial"),
        ("Hugo Falk", "Hugo Tobias Falk", "a middle name more"),
        ("Hugo T. Falk", "Hugo Tobias Falk", "a middle name more"),
        ("Chuck Falk", "Charles Falk", "a nickname of the other"),
        ("Bill Falk", "William T. Falk", "a nickname of the other"),
        ("Peggy Falk Jr.", "Margaret Falk Jr.", "a nickname of the other"),
        ("Bob Falk", "Robert Falk", "a nickname of the other"),
        ("Liz Falk", "Elizabeth Falk", "a nickname of the other"),
    ],
)
def test_persons_are_known_by_parts_of_their_names(a: str, b: str, reason: str) -> None:
    assert pairs(a, b, "Ada Quist", kind="person") == {frozenset((a, b)): reason}


@pytest.mark.parametrize(
    "names",
    [
        ("Falk", "Hugo Falk", "Ada Falk"),
        ("Bill Falk", "Charles Falk"),
        ("Bill Falk", "William Falk Jr."),
        ("BILL FALK", "WILLIAM FALK"),
        ("READ MORE", "Read Moore"),
        ("GB", "Glenn Burke"),
        ("Hugo", "Hugo Falk", "Ada Hugo", "Hugo Quist"),
        ("Falk & Sons", "Falk"),
    ],
)
def test_what_is_no_persons_name_or_anybodys_is_left_alone(names: tuple[str, ...]) -> None:
    assert pairs(*names, kind="person") == {}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("WHO", "World Health Organization"),
        ("VTC", "Vell Trading Company"),
        ("OECD", "Organisation for Economic Cooperation and Development"),
        ("SEC", "Securities and Exchange Commission"),
    ],
)
def test_acronyms_stand_for_what_they_spell(a: str, b: str) -> None:
    assert pairs(a, b, kind="organization") == {frozenset((a, b)): "the initials of the other"}


def test_an_acronym_stands_for_the_likeliest_and_not_for_what_has_it() -> None:
    company = frozenset("abcd")
    uses = [
        Use("VTC", 9, company),
        Use("VTC Vell", 3, company),
        Use("Vell Trading Company", 4, frozenset("abx")),
        Use("Viennese Tram Club", 4, frozenset("ay")),
        Use("Vell Tariff of", 4, company),
    ]
    found = suggestions(uses, kind="organization")
    assert [(s.name, s.other) for s in found] == [("VTC", "Vell Trading Company")]


def test_two_full_names_in_one_story_are_two() -> None:
    uses = [Use("Bill Falk", 9, frozenset(("William Falk", "x"))), Use("William Falk", 3, frozenset("x"))]
    assert suggestions(uses, kind="person") == []
    apart = [Use("Bill Falk", 9, frozenset("xy")), Use("William Falk", 3, frozenset("x"))]
    assert [s.reason for s in suggestions(apart, kind="person")] == ["a nickname of the other"]


def test_what_tells_most_stands_first() -> None:
    uses = [
        Use("Hugo Falk", 9, frozenset("a")),
        Use("Falk", 3, frozenset("z")),
        Use("Bill Quist", 9, frozenset("a")),
        Use("William Quist", 3, frozenset("a")),
        Use("Moammar Rashid", 9, frozenset("a")),
        Use("Muammar Rashid", 3, frozenset("a")),
    ]
    assert [s.other for s in suggestions(uses, kind="person")] == ["Falk", "William Quist", "Muammar Rashid"]


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
