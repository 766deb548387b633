"""The authority file: reading, refusing, widening, and edits that keep people's comments and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.authority import edits, load_authority, merge_names, split_name, undo_last
from searchapp.errors import BadRequest, ConfigError, NotFound
from searchapp.names import Authority, Entry
from searchapp.parse import parse

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
    split_name(path, "daesh")
    entry = load_authority(path).named("Islamic State")
    assert entry is not None
    assert (entry.aliases, entry.not_aliases) == (("IS", "ISIL"), ("daesh",))
    with pytest.raises(NotFound):
        split_name(path, "Nobody")
    merge_names(path, kind="organization", preferred="Islamic State", names=["Daesh"])
    assert load_authority(path).named("Daesh") is not None


def test_edits_can_be_taken_back_one_by_one(path: Path) -> None:
    before = path.read_text()
    merge_names(path, kind="place", preferred="Raqqa", names=["Raqqah"])
    split_name(path, "ISIL")
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
    for name in ("../../etc/passwd", "a: b # c", "- x", "'\"\n", "<script>", "x" * 5000, "NO", "1984"):
        merge_names(path, kind="person", preferred="Somebody", names=[f"{name} z"])
    assert all(p.parent == path.parent / "names.history" for p in path.parent.rglob("*.yaml") if p != path)
    assert len(load_authority(path).named("Somebody").forms) == 9  # type: ignore[union-attr]
