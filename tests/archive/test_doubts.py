"""A doubt on its way: found with the text or with the statements, kept, counted in status, said in the reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchapp.cli.program import main
from searchapp.enrich import PARSED_A_STORY, Enricher
from searchapp.enrich.models.rule_model import RuleModel
from searchapp.enrich.run.cache import CachedFinder
from searchapp.enrich.segment.normalize import MINED_CHARS
from searchapp.enrich.segment.sentences import MOST_PARAGRAPHS
from searchapp.formats.interchange import story_from_json, story_to_json
from searchapp.model import Story
from searchapp.provenance import DOUBT_KINDS, NOT_ENGLISH, Doubt, doubt_lines, doubt_said
from tests.ingest.test_language import ARABIC, ENGLISH, FRENCH
from tests.stories import story

EXPORT = "1 of 2 DOCUMENTS\n\nThe road was open.\n\n2 of 2 DOCUMENTS\n\nThe road was shut.\n"
SEVERAL = Doubt("several documents", 2)

UNCOUNTED = (NOT_ENGLISH, "cut off", "only a summary", "for subscribers", "damaged", "withdrawn", "embargoed")


@pytest.fixture
def finder() -> Enricher:
    return Enricher(RuleModel())


def enriched(finder: Enricher | CachedFinder, text: str, *doubts: Doubt) -> Story:
    (found,) = finder.pipe([Story("t", text, doubts=doubts)])
    return found


# -- too long for statements ------------------------------------------------------------------------------


def test_a_text_that_is_looked_through_whole_has_no_doubt(finder: Enricher) -> None:
    assert enriched(finder, "Amal Darwish said the road was open.").doubts == ()


def test_a_text_too_long_to_be_mined_says_where_it_stopped(finder: Enricher) -> None:
    found = enriched(finder, "The road was open. " * (MINED_CHARS // 19 + 2), SEVERAL)
    assert found.doubts == (SEVERAL, Doubt("statements cut short", MINED_CHARS))


def test_a_text_of_too_many_paragraphs_says_where_it_stopped(finder: Enricher) -> None:
    found = enriched(finder, "A line.\n\n" * (MOST_PARAGRAPHS + 5))
    assert found.doubts == (Doubt("statements cut short", 9 * (MOST_PARAGRAPHS - 1) + 7),)
    assert enriched(finder, "A line.\n\n" * MOST_PARAGRAPHS).doubts == ()


def test_a_text_of_too_many_statements_says_where_it_stopped(finder: Enricher) -> None:
    said = "Amal Darwish said the road was open.\n\n"
    found = enriched(finder, said * (PARSED_A_STORY + 3))
    assert found.doubts == (Doubt("statements cut short", len(said) * PARSED_A_STORY),)
    assert max(s.sentence[1] for s in found.statements) <= found.doubts[0].number


def test_the_cache_keeps_where_it_stopped_and_no_doubt_of_the_texts(finder: Enricher, tmp_path: Path) -> None:
    text = "A line.\n\n" * (MOST_PARAGRAPHS + 5)
    (stopped,) = enriched(finder, text).doubts
    for doubts in ((), (SEVERAL,)):
        cached = CachedFinder(finder, tmp_path / "found.sqlite3")
        assert enriched(cached, text, *doubts).doubts == (*doubts, stopped)


# -- kept, counted and said -------------------------------------------------------------------------------


def test_every_doubt_has_a_sentence_and_survives_json() -> None:
    doubtful = story("a", "Text.", doubts=tuple(Doubt(kind, 1234) for kind in DOUBT_KINDS))
    row = json.loads(json.dumps(story_to_json(doubtful)))
    assert story_from_json(row) == doubtful
    assert [d["text"] for d in row["doubts"]] == [doubt_said(d) for d in doubtful.doubts]
    assert all("1,234" in doubt_said(d) for d in doubtful.doubts if d.kind not in UNCOUNTED)


def test_the_report_names_the_first_of_each_kind() -> None:
    assert doubt_lines({"several documents": [f"{n}.txt" for n in range(7)], "part left out": ["a.html"]}) == [
        "1 with more than a third of the page’s running text left out: a.html",
        "7 with several documents in one file, taken as one story: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more",
    ]


def run(folder: Path, *arguments: object) -> Result:
    where = ["--index", str(folder / "index"), "--data", str(folder / "data")]
    command, *rest = map(str, arguments)
    result = CliRunner().invoke(main, [command, *rest, *where[: 4 if command != "extract" else 2]])
    assert result.exit_code == 0, result.output
    return result


def test_index_and_status_tell_of_doubts_and_search_lists_them(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "export.txt").write_text(EXPORT)
    (tmp_path / "in" / "plain.txt").write_text("The road was open.\n")
    made = run(tmp_path, "index", tmp_path / "in", "--no-enrich")
    assert "1 with several documents in one file, taken as one story: export.txt" in made.stderr
    assert json.loads(run(tmp_path, "status", "--json").stdout)["doubts"] == {"several documents": 1}
    assert "several documents: 1, listed by" in run(tmp_path, "status").stdout
    found = json.loads(run(tmp_path, "search", "--doubt", "several documents", "--json").stdout)
    assert found["total"] == 1
    (line,) = run(tmp_path, "export", "--doubt", "several documents").stdout.splitlines()
    assert json.loads(line)["doubts"] == [{"kind": "several documents", "number": 2, "text": doubt_said(SEVERAL)}]


def test_a_story_in_another_language_is_told_of_everywhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, text in (("fr.txt", FRENCH), ("ar.txt", ARABIC), ("en.txt", ENGLISH)):
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    made = run(tmp_path, "index", tmp_path / "in", "--jobs", "1")
    assert "2 not in English, the one language in which names and statements are looked for: " in made.stderr
    assert json.loads(run(tmp_path, "status", "--json").stdout)["doubts"] == {NOT_ENGLISH: 2}
    rows = [json.loads(line) for line in run(tmp_path, "export", "--doubt", NOT_ENGLISH).stdout.splitlines()]
    assert {(row["language"], row["origins"]["language"]) for row in rows} == {("fr", "text"), ("ar", "text")}
    assert json.loads(run(tmp_path, "search", "مفاوضة", "--json").stdout)["total"] == 1
    extracted = map(json.loads, run(tmp_path, "extract", tmp_path / "in").stdout.splitlines())
    assert {row["id"][:2]: bool(row["statements"]) for row in extracted} == {"ar": False, "fr": False, "en": True}


def test_a_storys_language_is_found_without_names_and_statements_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "fr.txt").write_text(FRENCH, encoding="utf-8")
    run(tmp_path, "index", tmp_path / "in", "--no-enrich")
    (line,) = run(tmp_path, "export").stdout.splitlines()
    assert json.loads(line)["language"] == "fr"
