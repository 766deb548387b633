"""The three stories it began with: what a reader would find. Texts of their outlets, read but never kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from searchapp.cli.program import main
from searchapp.compare.compared import Pair
from searchapp.compare.shared_passages.among import pairs_among
from searchapp.compare.shared_passages.whose import told, whose
from searchapp.curation.authority_file import load_authority
from searchapp.curation.decisions import Decisions
from searchapp.engines import Index, in_folder, open_index
from searchapp.ingest import Source, read_source
from searchapp.model import Story
from searchapp.query.matching import marks
from searchapp.query.parse import parse
from searchapp.query.request import Filter, SearchRequest
from searchapp.text.analysis import same_name
from tests.conftest import ROOT

SIDECARS = {
    "000_70b97f20b631e44e": "Seed One",
    "001_5c5f3507a3eaeced": "Seed Two",
    "004_595e6f41229b2515": "Seed Three",
}


@pytest.fixture(scope="module")
def index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("seeds")
    for name, outlet in SIDECARS.items():
        (folder / f"{name}.txt").write_bytes((shared / "seeds" / f"{name}.txt").read_bytes())
        sidecar = {"id": name[:3], "title": f"Story of {outlet}", "outlet": outlet, "published": "2017-10-14"}
        (folder / f"{name}.txt.meta.json").write_text(json.dumps(sidecar))
    result = CliRunner().invoke(
        main, ["index", str(folder), "--index", str(folder / "index"), "--data", str(folder / "data"), "--strict"]
    )
    assert result.exit_code == 0, result.output
    opened = open_index(in_folder(folder / "index"))
    yield opened
    opened.close()


def found(index: Index, query: str, **more: object) -> set[str]:
    return {h.story_id for h in index.search(SearchRequest(parse(query), limit=100, **more)).hits}  # type: ignore[arg-type]


def test_the_phrase_is_in_all_three_and_marked_once_a_phrase(index: Index) -> None:
    assert found(index, '"foreign fighters"') == {"000", "001", "004"}
    counts = {i: len(marks(parse('"foreign fighters"'), index.story(i).text)) for i in ("000", "001", "004")}  # type: ignore[union-attr]
    assert counts == {"000": 4, "001": 4, "004": 2}


@pytest.mark.parametrize(("speaker", "at_least"), [("Omar Alloush", 9), ("Ryan Dillon", 3)])
def test_a_speaker_s_statements_from_every_story(index: Index, speaker: str, at_least: int) -> None:
    result = index.search(SearchRequest(kind="statement", filters=(Filter("speaker", speaker),), limit=100))
    assert {h.story_id for h in result.hits} == {"000", "001", "004"}
    assert {h.statement.speaker for h in result.hits if h.statement} == {speaker}
    assert result.total >= at_least


def test_no_thing_and_no_event_is_a_speaker_of_any_kind(index: Index) -> None:
    stories = [index.story(i) for i in ("000", "001", "004")]
    speakers = {s.speaker.lower() for story in stories if story for s in story.statements}
    assert len(speakers) > 10
    for thing in ("exclusion", "footage", "deal", "arrangement"):
        assert [speaker for speaker in speakers if thing in speaker] == []
    assert "group" not in speakers


@pytest.mark.parametrize(
    ("query", "stories"),
    [
        ("IS", {"001"}),
        ("US", {"000", "001", "004"}),
        ("U.S.-backed", {"000", "001", "004"}),
        ("US-led", {"000", "001", "004"}),
        ("minimise", {"000", "001", "004"}),
        ("minimize", {"000", "001", "004"}),
        ("Raqqah", {"004"}),
        ('"Raqqa\'s Civil Council"', {"000", "001"}),
        ("speaker:alloush speaker:silo", {"001"}),
    ],
)
def test_words_find_what_a_reader_would(index: Index, query: str, stories: set[str]) -> None:
    assert found(index, query) >= stories
    if query != "US-led":
        assert found(index, query) == stories


def test_the_authority_file_joins_the_spellings(index: Index) -> None:
    authority = load_authority(ROOT / "corpus" / "names.yaml")
    for typed in ("Raqqah", "al-Mayadin", "Mayadeen", "Daesh", "IS"):
        node, added = authority.widen(parse(typed))
        assert added
        assert {h.story_id for h in index.search(SearchRequest(node)).hits} == {"000", "001", "004"}


NAMES = """
- id: mayadeen
  kind: place
  preferred: al-Mayadeen
  aliases: [Al Mayadeen, al-Mayadin, Mayadeen]
- id: islamic-state
  kind: organization
  preferred: Islamic State
  aliases: ["IS", ISIL, Daesh]
"""


def values(index: Index, key: str, among: set[str]) -> dict[str, int]:
    return {v.value: v.count for v in index.facet_values(SearchRequest(), key).values if v.value in among}


def test_the_authority_file_makes_one_value_of_the_spellings(index: Index, tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text(NAMES)
    authority = load_authority(tmp_path / "names.yaml")
    named = index.with_decisions(Decisions(authority))
    spellings = {
        entry.kind: {
            m.text
            for i in ("000", "001", "004")
            for m in index.story(i).mentions  # type: ignore[union-attr]
            if m.kind == entry.kind and same_name(m.text) in {same_name(f) for f in entry.forms}
        }
        for entry in authority.entries
    }
    assert spellings["place"] == {"Al Mayadeen", "al-Mayadin", "al-Mayadeen", "Mayadeen"}
    assert spellings["organization"] == {"Islamic State", "IS", "ISIL", "Daesh"}
    before = {kind: values(index, kind, forms) for kind, forms in spellings.items()}
    after = {kind: values(named, kind, forms) for kind, forms in spellings.items()}
    # Hyphens and capitals never tell two names apart, and a story's own short forms are its full name already:
    # Mayadeen is its al-Mayadeen, IS its Islamic State.
    assert before == {
        "place": {"Al Mayadeen": 2, "al-Mayadin": 1},
        "organization": {"Daesh": 3, "Islamic State": 2, "ISIL": 1},
    }
    assert after == {"place": {"al-Mayadeen": 3}, "organization": {"Islamic State": 3}}


def test_outlets_come_from_the_sidecars(index: Index) -> None:
    facet = index.search(SearchRequest()).facets[0]
    assert {v.value: v.count for v in facet.values} == {"Seed One": 1, "Seed Two": 1, "Seed Three": 1}
    story = index.story("001")
    assert story is not None
    assert story.origins["outlet"] == "sidecar"


def covered(pairs: dict[tuple[str, str], Pair], story: str, other: str, span: tuple[int, int]) -> float:
    """The part of a stretch of a story that one passage shared with another story covers."""
    pair = pairs.get((story, other)) or pairs.get((other, story))
    ours = [passage.a for passage in pair.seen_from(story).passages] if pair else []
    return max((min(end, span[1]) - max(start, span[0]) for start, end in ours), default=0) / (span[1] - span[0])


def test_shared_copy_is_found_by_passages_and_a_quotation_is_none(index: Index, shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seeds.json").read_text())["shared_copy"]
    stories = index.stories(["000", "001", "004"])
    pairs = {(pair.a, pair.b): pair for pair in pairs_among(list(stories.values()))}
    assert [span for span in gold["a_spans"] if covered(pairs, "001", "000", span) < 0.9] == []
    assert len(pairs["000", "000"].passages) == 2
    assert {tuple(sorted(both)) for both in pairs} == {("000", "000"), ("000", "001")}
    assert all(max(pair.share_a, pair.share_b) < 0.8 for pair in pairs.values())


def test_no_outlet_reprints_another_s_account_of_an_event(shared: Path) -> None:
    source = Source(shared / "data" / "basil-5-events.jsonl", "basil-5-events.jsonl")
    stories = [item for item in read_source(source) if isinstance(item, Story)]
    reporting, groups = whose({story.id: told(story) for story in stories}, pairs_among(stories))
    assert len(stories) == 15
    assert "reprint" not in reporting.values()
    assert groups == {}
