"""The authority file: reading, refusing, widening, and edits that keep people's comments and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.curation.authority import Authority, Entry
from searchapp.curation.authority_file import (
    edits,
    keep_apart,
    load_authority,
    merge_names,
    split_by_story,
    split_name,
    undo_last,
)
from searchapp.errors import BadRequest, ConfigError, NotFound
from searchapp.query.parse import parse

TEXT = """# Our names; ask the desk before you change one.
- id: islamic-state
  kind: organization
  preferred: Islamic State   # as in the style book
  aliases: ["IS", ISIL, Daesh]
- id: raqqa
  kind: place
  preferred: Raqqa
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "names.yaml").write_text(TEXT)
    return tmp_path / "names.yaml"


def forms(path: Path) -> dict[str, tuple[str, ...]]:
    return {e.id: e.forms for e in load_authority(path).entries}


def test_reading(path: Path, tmp_path: Path) -> None:
    assert forms(path) == {"islamic-state": ("Islamic State", "IS", "ISIL", "Daesh"), "raqqa": ("Raqqa",)}
    assert load_authority(tmp_path / "none.yaml") == Authority()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b", "a list of entries"),
        ("- just a word", "entry 1: is not an entry"),
        ("- {id: x, kind: place}", "no preferred name"),
        ("- {id: x, kind: thing, preferred: X}", "kind is 'thing'"),
        ("- {id: x, kind: place, preferred: X, alias: [Y]}", "no use for ['alias']"),
        ("- {id: x, kind: place, preferred: X, aliases: [NO, 1984, yes]}", "quotation marks"),
        ("- {id: x, kind: place, preferred: X}\n- {id: x, kind: place, preferred: Y}", "two entries"),
        ("- [unclosed", "can't be read as YAML"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "names.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_authority(tmp_path / "names.yaml")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("query", "wide", "added"),
    [
        ("IS", 'IS OR "Islamic State" OR "ISIL" OR "Daesh"', ("Islamic State", "ISIL", "Daesh")),
        ("is", "is", ()),
        (
            "islamic state fighters",
            '((islamic state) OR "IS" OR "ISIL" OR "Daesh") fighters',
            ("IS", "ISIL", "Daesh"),
        ),
        ('"Islamic State"', '"Islamic State" OR "IS" OR "ISIL" OR "Daesh"', ("IS", "ISIL", "Daesh")),
        ("title:isil", 'title:(isil OR "Islamic State" OR "IS" OR "Daesh")', ("Islamic State", "IS", "Daesh")),
        ("raqqa -daesh", "raqqa -daesh", ()),
        ("speaker:isil", "speaker:isil", ()),
    ],
)
def test_a_query_is_widened_and_says_by_what(path: Path, query: str, wide: str, added: tuple[str, ...]) -> None:
    node, names = load_authority(path).widen(parse(query))
    assert node == parse(wide)
    assert names == added


def test_not_aliases_are_left_out() -> None:
    entry = Entry("x", "place", "Washington", ("D.C.", "Seattle"), not_aliases=("Seattle",))
    assert entry.forms == ("Washington", "D.C.")


def test_hidden_aliases_count_but_are_not_shown() -> None:
    entry = Entry("x", "place", "Washington", ("D.C.",), hidden_aliases=("Wahsington",))
    node, shown = Authority((entry,)).widen(parse("washington"))
    assert node == parse('washington OR "D.C." OR "Wahsington"')
    assert shown == ("D.C.",)


def test_a_merge_joins_an_entry_and_keeps_comments(path: Path) -> None:
    merge_names(path, kind="place", preferred="Raqqa", names=["Raqqah", "Ar-Raqqah"])
    assert forms(path)["raqqa"] == ("Raqqa", "Raqqah", "Ar-Raqqah")
    text = path.read_text()
    assert text.startswith("# Our names; ask the desk")
    assert "# as in the style book" in text


def test_a_merge_makes_an_entry_or_joins_two(path: Path) -> None:
    merge_names(path, kind="person", preferred="Omar Alloush", names=["Umar Alloush"])
    assert forms(path)["omar-alloush"] == ("Omar Alloush", "Umar Alloush")
    merge_names(path, kind="organization", preferred="ISIS", names=["Islamic Caliphate"])
    merge_names(path, kind="organization", preferred="Islamic State", names=["ISIS"])
    assert set(forms(path)["islamic-state"]) == {
        "Islamic State",
        "IS",
        "ISIL",
        "Daesh",
        "ISIS",
        "Islamic Caliphate",
    }
    assert set(forms(path)) == {"islamic-state", "raqqa", "omar-alloush"}


def test_splitting_off_is_remembered(path: Path) -> None:
    split_name(path, "daesh", kind="organization")
    entry = load_authority(path).named("Islamic State")
    assert entry is not None
    assert (entry.aliases, entry.not_aliases) == (("IS", "ISIL"), ("daesh",))
    with pytest.raises(NotFound):
        split_name(path, "Nobody", kind="organization")
    merge_names(path, kind="organization", preferred="Islamic State", names=["Daesh"])
    assert load_authority(path).named("Daesh") is not None


def test_a_name_is_split_off_the_entry_of_its_kind(path: Path) -> None:
    path.write_text(
        "- {id: p, kind: place, preferred: Nordhaven, aliases: [Haven, Havn]}\n"
        "- {id: o, kind: organization, preferred: Haven Council, aliases: [Haven], hidden_aliases: [Havven]}\n"
    )
    split_name(path, "Haven", kind="organization")
    assert forms(path) == {"p": ("Nordhaven", "Haven", "Havn"), "o": ("Haven Council", "Havven")}
    split_name(path, "Havven", kind="organization")
    assert forms(path)["o"] == ("Haven Council",)
    with pytest.raises(NotFound):
        split_name(path, "Haven", kind="person")


def apart(path: Path) -> dict[str, tuple[str, ...]]:
    return {e.preferred: e.not_aliases for e in load_authority(path).entries if e.not_aliases}


def test_two_names_are_kept_apart_without_a_merge(path: Path) -> None:
    keep_apart(path, kind="person", name="Ada Lund", other="Ada Lunde")
    assert apart(path) == {"Ada Lund": ("Ada Lunde",)}
    assert edits(path)[0].what == "kept Ada Lund and Ada Lunde apart"
    keep_apart(path, kind="person", name="Ada Lunde", other="ada lund")
    assert apart(path) == {"Ada Lund": ("Ada Lunde",)}
    keep_apart(path, kind="place", name="Raqqada", other="Raqqa")
    assert apart(path) == {"Ada Lund": ("Ada Lunde",), "Raqqa": ("Raqqada",)}
    with pytest.raises(BadRequest):
        keep_apart(path, kind="organization", name="Daesh", other="ISIL")
    with pytest.raises(BadRequest):
        keep_apart(path, kind="place", name="Raqqa", other="RAQQA's")
    undo_last(path)
    assert apart(path) == {"Ada Lund": ("Ada Lunde",)}
    merge_names(path, kind="person", preferred="Ada Lunde", names=["Ada Lund"])
    assert apart(path) == {}


def test_joined_entries_keep_what_is_not_them(path: Path) -> None:
    path.write_text(
        "- {id: a, kind: person, preferred: Ada Lund, not_aliases: [Ida Lund]}\n"
        "- {id: b, kind: person, preferred: A. Lund, not_aliases: [Alf Lund, Ada Lund]}\n"
    )
    merge_names(path, kind="person", preferred="Ada Lund", names=["A. Lund"])
    assert apart(path) == {"Ada Lund": ("Ida Lund", "Alf Lund")}


def test_one_name_of_two_people_is_told_apart_by_story(path: Path) -> None:
    merge_names(path, kind="person", preferred="Ada Lund", names=["A. Lund"])
    split_by_story(path, kind="person", name="Ada Lund", meant="Ada Lund (poet)", stories=["s1", "s2"])
    assert edits(path)[0].what == "took Ada Lund for Ada Lund (poet) in 2 stories"

    def split() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        return {e.preferred: (e.aliases, e.stories) for e in load_authority(path).splits(("person",))}

    assert split() == {"Ada Lund (poet)": (("Ada Lund", "A. Lund"), ("s1", "s2"))}
    split_by_story(path, kind="person", name="Ada Lund", meant="Ada Lund (mayor)", stories=["s2", "s3"])
    split_by_story(path, kind="person", name="Ada Lund", meant="Ada Lund (poet)", stories=["s4"])
    assert {k: v[1] for k, v in split().items()} == {
        "Ada Lund (poet)": ("s1", "s4"),
        "Ada Lund (mayor)": ("s2", "s3"),
    }
    split_by_story(path, kind="person", name="A. Lund", meant="Ada Lund (mayor)", stories=["s1", "s4"])
    assert {k: v[1] for k, v in split().items()} == {"Ada Lund (mayor)": ("s2", "s3", "s1", "s4")}
    for meant, stories in (("ada lund", ["s1"]), ("Somebody", [])):
        with pytest.raises(BadRequest):
            split_by_story(path, kind="person", name="Ada Lund", meant=meant, stories=stories)
    assert len(edits(path)) == 5


def test_no_two_edits_have_one_id(path: Path) -> None:
    for n in range(30):
        keep_apart(path, kind="person", name="Ada Lund", other=f"Ada Lund {n}")
    made = edits(path)
    assert len({e.id for e in made}) == 30
    assert [e.what for e in made] == [f"kept Ada Lund and Ada Lund {n} apart" for n in reversed(range(30))]


def test_what_was_edited_by_hand_is_kept_beside_when_an_edit_is_taken_back(path: Path) -> None:
    merge_names(path, kind="place", preferred="Raqqa", names=["Raqqah"])
    by_hand = path.read_text() + "# by hand\n"
    path.write_text(by_hand)
    undo_last(path)
    assert path.read_text() == TEXT
    assert [p.read_text() for p in (path.parent / "names.history").glob("*.undone")] == [by_hand]


def test_edits_can_be_taken_back_one_by_one(path: Path) -> None:
    before = path.read_text()
    merge_names(path, kind="place", preferred="Raqqa", names=["Raqqah"])
    split_name(path, "ISIL", kind="organization")
    assert [e.what for e in edits(path)] == ["split ISIL off", "merged Raqqah into Raqqa"]
    assert undo_last(path) == "split ISIL off"
    assert load_authority(path).named("ISIL") is not None
    assert undo_last(path) == "merged Raqqah into Raqqa"
    assert path.read_text() == before
    assert edits(path) == []
    with pytest.raises(NotFound):
        undo_last(path)


def test_the_first_edit_makes_the_file_and_undo_removes_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "names.yaml"
    merge_names(path, kind="place", preferred="Raqqa", names=["Raqqah"])
    assert forms(path) == {"raqqa": ("Raqqa", "Raqqah")}
    undo_last(path)
    assert not path.exists()


def test_an_edit_of_a_broken_file_changes_nothing(path: Path) -> None:
    path.write_text("- [broken")
    with pytest.raises(ConfigError):
        merge_names(path, kind="place", preferred="Raqqa", names=["Raqqah"])
    assert path.read_text() == "- [broken"
    assert edits(path) == []


def test_one_name_is_no_merge(path: Path) -> None:
    with pytest.raises(BadRequest):
        merge_names(path, kind="place", preferred="Raqqa", names=["RAQQA's"])


def test_hostile_names_are_only_text(path: Path) -> None:
    for name in ("../../etc/passwd", "a: b # c", "- x", "'\"\n", "<script>", "x" * 5000, "𠜎" * 90, "NO", "1984"):
        merge_names(path, kind="person", preferred="Somebody", names=[f"{name} z"])
    assert all(p.parent == path.parent / "names.history" for p in path.parent.rglob("*.yaml") if p != path)
    assert len(load_authority(path).named("Somebody").forms) == 10  # type: ignore[union-attr]
