"""Events of an archive: found after a run, kept at their addresses, corrected, printed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from searchapp.archive.comparing.events_file import FILE_NAME, put_membership, read_events
from searchapp.archive.open_archive import Archive
from searchapp.cli.program import main
from searchapp.config import Settings, load_settings

FERRY = (
    "The ferry Halcyon sank off Corvane harbour in a storm, and divers searched for nine passengers.",
    "Divers searched the wreck of the ferry Halcyon near Corvane after the storm; nine passengers are missing.",
    "Nine missing as storm sinks the Halcyon: lifeboats and divers left the harbour of Corvane for the ferry.",
)
VOTE = (
    "The council of Belmar voted to close its library, and the mayor spoke of a deficit in the budget.",
    "Belmar's library will close: the council voted for the mayor's budget, which has a deficit.",
)
LATER = (
    "The mayor of Belmar defended the vote of the council on the library and the deficit of its budget.",
    "Divers raised the engine of the ferry Halcyon, sunk by the storm off Corvane harbour with passengers aboard.",
)
OUTLETS = ("Aru Gazette", "Harbour Post", "Corvane Courier")


def story(id: str, text: str, n: int, day: str) -> dict[str, Any]:
    return {"id": id, "title": "", "text": text, "outlet": OUTLETS[n % 3], "published": day}


FIRST = [
    *(story(f"ferry-{n}", text, n, "2019-03-04") for n, text in enumerate(FERRY)),
    *(story(f"vote-{n}", text, n, "2019-03-05") for n, text in enumerate(VOTE)),
    story(
        "alone",
        "A gardener in Esterwold grew a pumpkin of ninety kilograms for a school.",
        0,
        "2019-03-05",
    ),
]


class Desk:
    """An archive of a folder, as the command line has it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def settings(self) -> Settings:
        return load_settings(flags={"index": self.folder / "index", "data": self.folder / "data"})

    @property
    def places(self) -> list[str]:
        return ["--index", str(self.folder / "index"), "--data", str(self.folder / "data")]

    def index(self, stories: Iterable[dict[str, Any]], **more: Any) -> None:
        path = self.folder / "wire.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in stories))
        with Archive(self.settings) as archive:
            archive.index([path], enrich=False, **more)

    def events(self) -> dict[str, tuple[str, ...]]:
        with Archive(self.settings) as archive:
            return {slug: event.stories for slug, event in archive.compared.current()[0].events.items()}

    def run(self, *command: str) -> str:
        result = CliRunner().invoke(main, [*command, *self.places])
        assert result.exit_code == 0, result.output
        return result.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.index(FIRST)
    return made


def test_stories_of_one_event_are_found_across_outlets(desk: Desk) -> None:
    assert sorted(desk.events().values()) == [("ferry-0", "ferry-1", "ferry-2"), ("vote-0", "vote-1")]


def test_new_stories_join_their_events_which_keep_their_addresses(desk: Desk) -> None:
    before = {stories[0]: slug for slug, stories in desk.events().items()}
    later = [story("vote-2", LATER[0], 2, "2019-03-06"), story("ferry-3", LATER[1], 1, "2019-03-06")]
    desk.index([*FIRST, *later])
    assert desk.events() == {
        before["ferry-0"]: ("ferry-0", "ferry-1", "ferry-2", "ferry-3"),
        before["vote-0"]: ("vote-0", "vote-1", "vote-2"),
    }
    desk.index([*FIRST, *later], rebuild=True)
    assert set(desk.events()) == set(before.values())
    shutil.rmtree(desk.folder / "index")
    desk.index(FIRST[1:])
    assert desk.events() == {before["ferry-0"]: ("ferry-1", "ferry-2"), before["vote-0"]: ("vote-0", "vote-1")}


BRIDGES = (
    "The council of Dunsel opened the Lathom bridge over the river Ister with a parade of masons and a choir.",
    "A parade of masons and a choir opened the Lathom bridge, as the council of Dunsel wished, over the Ister.",
)
FIRE = (
    "Fire destroyed the Orrin mill and its granary; the brigade of Tarn pumped water from a frozen pond.",
    "The brigade of Tarn pumped water from a frozen pond as fire destroyed the granary of the Orrin mill.",
)


def test_a_story_that_joins_two_events_leads_from_one_to_the_other_and_is_taken_out_again(desk: Desk) -> None:
    apart = [
        *(story(f"bridge-{n}", text, n, "2019-05-02") for n, text in enumerate(BRIDGES)),
        *(story(f"fire-{n}", text, n, "2019-05-02") for n, text in enumerate(FIRE)),
    ]
    desk.index([*FIRST, *apart])
    was = {stories[0]: slug for slug, stories in desk.events().items()}
    assert {"bridge-0", "fire-0"} <= was.keys()

    told = f"{BRIDGES[0]} {FIRE[1]} "
    both = [story(f"both-{n}", told, n, "2019-05-02") for n in range(3)]
    desk.index([*FIRST, *apart, *both])
    joined = [slug for slug, stories in desk.events().items() if "both-0" in stories]
    assert joined == [was["bridge-0"]]
    assert set(desk.events()[joined[0]]) >= {"bridge-0", "fire-0", "fire-1"}
    with Archive(desk.settings) as archive:
        assert archive.compared.current()[0].event(was["fire-0"]).slug == was["bridge-0"]  # type: ignore[union-attr]
    desk.index([*FIRST, *apart, *both], rebuild=True)
    assert [slug for slug, stories in desk.events().items() if "both-0" in stories] == joined

    desk.index([*FIRST, *apart], prune=True)
    now = {story: slug for slug, stories in desk.events().items() for story in stories}
    assert now["bridge-0"] == was["bridge-0"]
    assert now["fire-0"] == now["fire-1"] != now["bridge-0"]
    shutil.rmtree(desk.folder / "index")
    desk.index([*FIRST, *apart])
    assert {story: slug for slug, stories in desk.events().items() for story in stories} == now


def test_events_that_could_not_be_noted_are_told_and_noted_by_the_next_run(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "wire.jsonl").write_text("".join(json.dumps(row) + "\n" for row in FIRST))
    (tmp_path / "data").write_text("a file stands where the folder should be")
    command = ["index", str(tmp_path / "wire.jsonl"), "--no-enrich", "--index", str(tmp_path / "index")]
    result = CliRunner().invoke(main, [*command, "--data", str(tmp_path / "data")])
    assert result.exit_code == 0, result.output
    assert "which events it has could not be noted" in result.stderr
    assert "could not be noted" in CliRunner().invoke(main, ["copies", *desk.places]).stderr
    (tmp_path / "data").unlink()
    found = desk.events()
    assert len(found) == 2
    desk.index(FIRST)
    assert desk.events() == found
    assert read_events(tmp_path / "data" / FILE_NAME).stories == found


def test_a_story_that_says_something_else_leaves_its_event(desk: Desk) -> None:
    slug = next(slug for slug, stories in desk.events().items() if "ferry-0" in stories)
    desk.index([{**FIRST[0], "text": "A tram in Dunsel was painted green by its drivers."}, *FIRST[1:]])
    assert desk.events()[slug] == ("ferry-1", "ferry-2")


def test_readers_correct_events_at_once_and_take_it_back(desk: Desk) -> None:
    log = desk.folder / "data" / FILE_NAME
    ferry, vote = sorted(desk.events(), key=lambda slug: desk.events()[slug])
    with Archive(desk.settings) as archive:
        put_membership(log, ferry, "ferry-2", where="out")
        put_membership(log, vote, "alone", where="in")
        with archive.lease() as index:
            assert index.decisions.compared.events[ferry].stories == ("ferry-0", "ferry-1")
        assert {reason.kind for reason in archive.compared.reasons(vote)["alone"]} == {"reader"}
        assert [m.story for m in archive.compared.decisions_on(vote)] == ["alone"]
        put_membership(log, ferry, "ferry-2", where="out", drop=True)
        assert archive.compared.current()[0].events[ferry].stories == ("ferry-0", "ferry-1", "ferry-2")
    desk.index(FIRST, rebuild=True)
    assert "alone" in desk.events()[vote]


def test_verbs_of_saying_are_no_reasons(desk: Desk) -> None:
    said = " The mayor said and announced it, the council's clerk stated it, and all added more."
    desk.index([{**row, "text": row["text"] + said} for row in FIRST])
    rows = [json.loads(line) for line in desk.run("events", "--json").splitlines()]
    words = {why["what"] for row in rows for reasons in row["reasons"].values() for why in reasons}
    related = json.loads(desk.run("related", "alone", "--limit", "9", "--json"))
    words.update(why["what"] for row in related for why in row["reasons"])
    assert words
    assert words.isdisjoint({"said", "announced", "stated", "added"})


def test_a_file_of_events_with_a_damaged_line_is_told(desk: Desk) -> None:
    log = desk.folder / "data" / FILE_NAME
    log.write_text(log.read_text() + "{half a line\n")
    with Archive(desk.settings) as archive:
        assert any("A line of the events can't be read" in said for said in archive.notices())
    assert len(read_events(log).stories) == 2


def test_events_and_related_are_printed_for_readers_and_programs(desk: Desk) -> None:
    rows = [json.loads(line) for line in desk.run("events", "--json").splitlines()]
    assert [row["stories"] for row in rows] == [["ferry-0", "ferry-1", "ferry-2"], ["vote-0", "vote-1"]]
    assert rows[0]["outlets"] == ["Aru Gazette", "Corvane Courier", "Harbour Post"]
    assert (rows[0]["since"], rows[1]["until"]) == ("2019-03-04", "2019-03-05")
    assert {"kind": "day", "what": "2019-03-04"} in rows[0]["reasons"]["ferry-1"]
    assert rows[0]["event"] in desk.run("events")

    found = json.loads(desk.run("related", "ferry-0", "--json"))
    assert {row["id"] for row in found[:2]} == {"ferry-1", "ferry-2"}
    assert found[0]["score"] >= found[1]["score"] > 0
    assert "same day: 4 March 2019" in desk.run("related", "ferry-0", "--limit", "1")
    refused = CliRunner().invoke(main, ["related", "nobody", *desk.places])
    assert "There is no story “nobody”" in refused.stderr
