"""What the archive itself shows to be one person's name, and what stays apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.bearers import Resolved, Uses, parts_of, resolve

DAY = date(2030, 6, 1).toordinal()
NO_FILE = Authority()
Told = Mapping[str, list[int | None]]
"""For each name the days of its stories (relative; None: no day); a story of its own each."""


def decided(told: Told, authority: Authority = NO_FILE, *, together: tuple[tuple[str, ...], ...] = ()) -> Resolved:
    names = list(told)
    days: list[int | None] = []
    having: dict[int, list[int]] = {}
    for i, name in enumerate(names):
        having[i] = list(range(len(days), len(days) + len(told[name])))
        days += [None if d is None else DAY + d for d in told[name]]
    for several in together:
        for name in several:
            if name not in names:
                names.append(name)
            having.setdefault(names.index(name), []).append(len(days))
        days.append(DAY)
    return resolve(
        Uses(names, [len(having[i]) for i in range(len(names))], having.__getitem__, days.__getitem__), authority
    )


def merges(*names: str, authority: Authority = NO_FILE) -> dict[str, str]:
    """What these names are merged into; each next one has more stories."""
    told: Told = {name: [0] * (i + 1) for i, name in enumerate(names)}
    return {m.form: m.person for m in decided(told, authority).made if m.why != "surname"}


def surnames(
    told: Told, authority: Authority = NO_FILE, **more: tuple[tuple[str, ...], ...]
) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for m in decided(told, authority, **more).made:
        if m.why == "surname":
            out.setdefault(m.form, {})[m.person] = m.stories
    return out


@pytest.mark.parametrize(
    ("form", "person"),
    [
        ("Hugo T. Falk", "Hugo Falk"),
        ("Hugo T Falk", "Hugo Falk"),
        ("President Hugo Falk", "Hugo Falk"),
        ("Vice President Hugo T. Falk", "Hugo Falk"),
        ("Sen. Hugo Falk", "Hugo Falk"),
        ("Lt. Gov. Hugo Falk", "Hugo Falk"),
        ("Mr Hugo Falk", "Hugo Falk"),
        ("Ms. Ada Quist", "Ada Quist"),
        ("Sir Hugo Falk", "Hugo Falk"),
        ("Dr. Ada M. Quist", "Ada Quist"),
        ("Gen. Ada van der Quist", "Ada van der Quist"),
        ("Judge Omar R. al-Rashid", "Omar al-Rashid"),
        ("Hugo T. Falk Jr.", "Hugo Falk Jr."),
        ("Senator Hugo Falk III", "Hugo Falk III"),
        ("Émil T. Falk", "Emil Falk"),
        ("Jean-Luc T. Falk", "Jean-Luc Falk"),
        ("Mr. J.R. Falk", "J.R. Falk"),
        ("Gen. van der Quist Falk", "Quist Falk"),
        ("Falk, T. Quist", "Falk Quist"),
    ],
)
def test_a_title_and_an_initial_are_no_one_else(form: str, person: str) -> None:
    assert merges(form, person) == {form: person}


@pytest.mark.parametrize(
    "names",
    [
        ("John A. Webb", "John B. Webb", "John Webb"),
        ("John A. Webb", "John Barry Webb", "John Webb"),
        ("George H. W. Mills", "George W. Mills", "George Mills"),
        ("Hugo Falk Jr.", "Hugo Falk"),
        ("Hugo Falk Jr", "Hugo Falk Sr", "Hugo Falk"),
        ("Hugo Falk II", "Hugo Falk III", "Hugo Falk"),
        ("Mrs Hugo Falk", "Hugo Falk"),
        ("Mrs. Hugo Falk", "Hugo T. Falk"),
        ("Mrs Ada Quist", "Ada Quist"),
        ("J. Webb", "John Webb"),
        ("J. R. Webb", "J. Webb"),
        ("Ada Falk", "Adam Falk"),
        ("John Webb", "John Webber"),
        ("Hugo Falk", "Hugo Falk (the mayor)"),
        ("Anna Maria Quist", "Anna Quist"),
        ("King Hugo", "Hugo"),
    ],
)
def test_who_is_told_apart_stays_apart(names: tuple[str, ...]) -> None:
    assert merges(*names) == {}


def test_a_second_initial_of_another_first_name_is_no_second() -> None:
    assert merges("John A. Webb", "Jane B. Webb", "Jane Webb", "John Webb") == {
        "John A. Webb": "John Webb",
        "Jane B. Webb": "Jane Webb",
    }


def test_titles_are_left_out_where_initials_tell_apart() -> None:
    assert merges("Senator John A. Webb", "John B. Webb", "John A. Webb", "John Webb") == {
        "Senator John A. Webb": "John A. Webb"
    }


def test_they_go_by_the_most_frequent_name_without_a_title() -> None:
    assert merges("Hugo Falk", "Hugo T. Falk", "President Hugo Falk") == {
        "Hugo Falk": "Hugo T. Falk",
        "President Hugo Falk": "Hugo T. Falk",
    }


FALK: Told = {"Hugo Falk": [0] * 19, "Hugo T. Falk": [0], "Falk": [0, 5, None]}


def test_a_surname_is_that_of_the_one_who_bears_it() -> None:
    assert surnames(FALK) == {"Falk": {"Hugo Falk": 3}}
    found = next(m for m in decided(FALK).made if m.why == "surname")
    day = date.fromordinal(DAY)
    assert (found.full, found.share, found.since, found.until) == (20, 1.0, day, day + timedelta(5))


@pytest.mark.parametrize("form", ["President Falk", "Mr. Falk", "Dr Falk", "FALK"])
def test_a_title_before_a_surname_changes_nothing(form: str) -> None:
    assert surnames({"Hugo Falk": [0] * 10, form: [0]}) == {form: {"Hugo Falk": 1}}


@pytest.mark.parametrize("form", ["Mrs Falk", "Ms. Falk", "Miss Falk", "Falk Jr.", "King Falk", "Sir Falk"])
def test_what_may_be_of_another_stays(form: str) -> None:
    assert surnames({"Hugo Falk": [0] * 30, form: [0]}) == {}


@pytest.mark.parametrize(
    "told",
    [
        {"Hugo Falk": [0] * 9, "Falk": [0]},
        {"Hugo Falk": [0] * 18, "Ada Falk": [0], "Falk": [0]},
        {"Hugo Falk": [0] * 18, "Hugo Falk Jr.": [0], "Falk": [0]},
        {"Hugo Falk": [0] * 18, "Mrs Hugo Falk": [0], "Falk": [0]},
        {"Hugo A. Falk": [0] * 10, "Hugo B. Falk": [0] * 10, "Hugo Falk": [0] * 10, "Falk": [0]},
        {"Hugo Falk": [0] * 10 + [900], "Falk": [500]},
        {"Hugo Falk": [None] * 30, "Falk": [0]},
        {"Hugo Falk": [0] * 12, "Falk Brown": [0] * 13, "Falk": [0]},
    ],
)
def test_too_few_or_two_of_them_leave_it_bare(told: Told) -> None:
    assert surnames(told) == {}


def test_nineteen_of_twenty_are_enough() -> None:
    assert surnames({"Hugo Falk": [0] * 19, "Ada Falk": [0], "Falk": [0]}) == {"Falk": {"Hugo Falk": 1}}


def test_each_time_has_its_own() -> None:
    told: Told = {"Hugo Falk": [0] * 12, "Ada Falk": [600] * 12, "Falk": [10, 300, 590, None]}
    assert surnames(told) == {"Falk": {"Hugo Falk": 1, "Ada Falk": 1}}


@pytest.mark.parametrize("beside", ["Ada Falk", "Hugo Falk", "Falk Brown"])
def test_never_beside_a_full_name_with_it(beside: str) -> None:
    told: Told = {"Hugo Falk": [0] * 40, "Falk": [0]}
    assert surnames(told, together=(("Falk", beside),)) == {"Falk": {"Hugo Falk": 1}}


def test_a_word_that_is_a_given_name_more_often_is_left() -> None:
    told: Told = {"Hugo Martin": [0] * 11, "Martin Quist": [0] * 6, "Martin Sand": [0] * 6, "Martin": [0]}
    assert surnames(told) == {}


def test_the_names_file_is_above_it() -> None:
    two = Authority((Entry("a", "person", "Hugo Falk", not_aliases=("Hugo T. Falk", "Falk")),))
    assert decided(FALK, two).made == ()
    known = Authority((Entry("a", "person", "Hugo T. Falk"), Entry("b", "person", "Falk", ("The Falk",))))
    assert [(m.form, m.person) for m in decided(FALK, known).made] == [("Hugo Falk", "Hugo T. Falk")]
    other = Authority((Entry("a", "place", "Hugo Falk", not_aliases=("Hugo T. Falk", "Falk")),))
    assert len(decided(FALK, other).made) == 2
    here = Authority((Entry("a", "person", "Falk the Elder", ("Falk",), stories=("x",)),))
    assert len(decided(FALK, here).made) == 2


def test_parts() -> None:
    parts = parts_of("Lt. Gov. J.R. O'Neil-Falk, Jr.")
    assert parts is not None
    assert (parts.given, parts.middles, parts.suffix) == ("j", ("r",), "jr")
    assert [n for n in ("", "...", "Dr.", "Hugo Falk 3000", "Hugo Falk (the mayor)") if parts_of(n)] == []
