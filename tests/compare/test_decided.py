"""What readers decide on events, from the file to the archive that answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from searchapp.archive.comparing.events_file import begin_event, put_lineage, put_membership, read_events
from searchapp.compare.compared import Compared, Event
from searchapp.compare.events.decided import Membership, decided
from searchapp.errors import BadRequest

DAYS = {"a": date(2019, 3, 1), "b": date(2019, 3, 2), "c": date(2019, 3, 5), "d": date(2019, 3, 4)}
FERRY = Event("ferry", "Aru, ferry", DAYS["a"], DAYS["c"], ("a", "b", "c"))
VOTE = Event("vote", "Belmar, vote", DAYS["d"], DAYS["d"], ("d", "e"))
FOUND = Compared(
    {"ferry": FERRY, "vote": VOTE},
    {"a": "ferry", "b": "ferry", "c": "ferry", "d": "vote", "e": "vote"},
    {"boat": "ferry"},
    reporting=dict.fromkeys("abcdefg", "own"),
)


def members(found: Compared) -> dict[str, str]:
    """The stories of each event; each is in the one that its story leads to."""
    assert found.event_of == {story: slug for slug, event in found.events.items() for story in event.stories}
    return {slug: "".join(event.stories) for slug, event in found.events.items()}


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([], {"ferry": "abc", "vote": "de"}),
        ([("ferry", "c", "out")], {"ferry": "ab", "vote": "de"}),
        ([("boat", "c", "out")], {"ferry": "ab", "vote": "de"}),
        ([("vote", "c", "out")], {"ferry": "abc", "vote": "de"}),
        ([("ferry", "f", "in")], {"ferry": "abcf", "vote": "de"}),
        ([("ferry", "d", "in")], {"ferry": "abdc"}),
        ([("ferry", "d", "in"), ("vote", "d", "in")], {"ferry": "abc", "vote": "de"}),
        ([("ferry", s, "out") for s in "ab"], {"ferry": "c", "vote": "de"}),
        ([("ferry", s, "out") for s in "abc"], {"vote": "de"}),
        ([("storm", s, "in") for s in "fg"], {"ferry": "abc", "vote": "de", "storm": "fg"}),
        ([("ferry", "nobody has it", "in")], {"ferry": "abc", "vote": "de"}),
    ],
)
def test_decisions_are_laid_over_what_was_found(
    decisions: list[tuple[str, str, str]], expected: dict[str, str]
) -> None:
    laid = decided(FOUND, [Membership(*decision) for decision in decisions], {"storm": "A storm"}, DAYS)  # type: ignore[arg-type]
    assert members(laid) == expected
    if expected["vote" if "ferry" not in expected else "ferry"] == "ab":
        assert (laid.events["ferry"].since, laid.events["ferry"].until) == (DAYS["a"], DAYS["b"])
    if "storm" in expected:
        assert laid.events["storm"].called == "A storm"


def test_decisions_are_kept_in_their_order_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    put_lineage(path, [FERRY], {"boat": "ferry"})
    put_membership(path, "ferry", "c", where="out")
    put_membership(path, "vote", "c", where="in")
    put_membership(path, "vote", "c", where="in")
    log = read_events(path)
    assert log.stories == {"ferry": ("a", "b", "c")}
    assert log.labels == {"ferry": "Aru, ferry"}
    assert log.moved == {"boat": "ferry"}
    assert log.memberships == (Membership("ferry", "c", "out"), Membership("vote", "c", "in"))
    assert len(path.read_text().splitlines()) == 4
    put_membership(path, "ferry", "c", where="out", drop=True)
    put_membership(path, "ferry", "c", where="out", drop=True)
    assert read_events(path).memberships == (Membership("vote", "c", "in"),)
    put_membership(path, "ferry", "c", where="in")
    put_membership(path, "vote", "c", where="in")
    assert read_events(path).memberships[-1] == Membership("vote", "c", "in")


def test_a_reader_s_own_event_begins_with_its_stories(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    begin_event(path, Event("storm", "A storm", None, None, ("f", "g")))
    log = read_events(path)
    laid = decided(FOUND, log.memberships, log.labels, DAYS)
    assert members(laid)["storm"] == "fg"


def test_lines_that_are_damaged_are_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    put_membership(path, "ferry", "c", where="out")
    path.write_text(path.read_text() + '{"event": "vote", "story": 3, "where": "in"}\n{"event"\n[]\n')
    put_membership(path, "vote", "c", where="in")
    log = read_events(path)
    assert [m.event for m in log.memberships] == ["ferry", "vote"]
    assert "3 lines of the events can't be read" in log.notice


def test_what_is_neither_in_nor_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest):
        put_membership(tmp_path / "events.jsonl", "ferry", "c", where="perhaps")  # type: ignore[arg-type]
    assert not (tmp_path / "events.jsonl").exists()
