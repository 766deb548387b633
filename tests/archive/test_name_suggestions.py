"""Which names an index suggests as one: the likeliest first, nothing that is more often another kind of name."""

from __future__ import annotations

from collections.abc import Callable

from searchapp.archive.name_suggestions import name_suggestions
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index
from searchapp.model import EntityKind
from tests.stories import story


def naming(kind: EntityKind, *names: str, times: int = 2) -> list[dict[EntityKind, tuple[str, ...]]]:
    """So many stories for each name, which stands there alone."""
    return [{kind: (name,)} for name in names for _ in range(times)]


def test_the_likeliest_come_first_and_what_is_an_organization_is_no_person(
    make_index: Callable[..., Index],
) -> None:
    given = naming(
        "person", "Muammar Rashid", "Moammar Rashid", "Bill Quist", "William Quist", "Falk", "Hugo Falk"
    )
    given += naming("person", "Vellamire", "Velamire", times=1) + naming("organization", "Vellamire", "Velamire")
    given += [{"person": ("Ada Sand", "Adda Sand")}]
    index = make_index(*(story(f"s{n}", "x", entities=names) for n, names in enumerate(given)))
    assert [(s.name, s.other, s.reason) for s in name_suggestions(index, "person")] == [
        ("Falk", "Hugo Falk", "the surname of the other"),
        ("Bill Quist", "William Quist", "a nickname of the other"),
        ("Moammar Rashid", "Muammar Rashid", "sounds alike"),
    ]
    assert len(name_suggestions(index, "person", most=1)) == 1


def test_what_the_archive_resolved_is_not_asked_again(make_index: Callable[..., Index]) -> None:
    given = naming("person", "Hugo T. Falk", "Mayor Hugo Falk") + naming("person", "Hugo Falk", times=20)
    given += naming("person", "Falk")
    index = make_index(*(story(f"s{n}", "x", entities=names) for n, names in enumerate(given)))
    assert [s.reason for s in name_suggestions(index, "person")] == ["the surname of the other"]
    assert name_suggestions(index.with_decisions(Decisions(resolving=True)), "person") == []
