"""The door to an archive: the program's own Python interface, as docs/api.md shows it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import searchapp
from searchapp.archive.open_archive import Archive
from searchapp.config import Settings
from searchapp.curation.authority_file import FILE_NAME
from searchapp.errors import BadRequest, ConfigError, IndexMissing
from searchapp.query.request import SearchRequest
from searchapp.web import create_app
from tests.conftest import ROOT, fill
from tests.stories import said, story

PAGE = (ROOT / "docs/api.md").read_text(encoding="utf-8")
TEXTS = (
    story("a", "The dam holds, Anna Lund said.", outlet="Alpha Wire", published=date(2017, 10, 14)),
    story("b", "The dam broke. Lund was not there.", outlet="Beta Post", published=date(2017, 10, 15)),
    story("c", "A fire in the hills.", outlet="Beta Post", published=date(2018, 1, 2)),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    spoken = TEXTS[0].text
    first = story(
        "a", spoken, outlet="Alpha Wire", published=date(2017, 10, 14),
        statements=(said(spoken, "The dam holds", "Anna Lund"),),
    )  # fmt: skip
    fill(tmp_path / "index", (first, *TEXTS[1:]))
    with searchapp.open(tmp_path / "index", data=tmp_path / "data") as opened:
        yield opened


def test_a_search_answers_with_hits_counts_and_what_is_to_be_said(archive: Archive) -> None:
    answer = archive.search("dam", outlet="Beta Post", sort="newest")
    assert (answer.total, [hit.id for hit in answer.hits]) == (1, ["b"])
    outlets = next(f for f in answer.facets if f.key == "outlet")
    assert [(v.value, v.count, v.state) for v in outlets.values] == [
        ("Alpha Wire", 1, "any"),
        ("Beta Post", 1, "only"),
    ]
    assert answer.notices == ()
    assert archive.search("dam", limit=1, offset=1).hits[0].id in "ab"
    assert [h.id for h in archive.search(since="2018", until=date(2018, 1, 31)).hits] == ["c"]


def test_statements_are_found_by_their_speaker(archive: Archive) -> None:
    answer = archive.search("dam", kind="statement", speaker="Anna Lund")
    assert [h.statement.speaker for h in answer.hits if h.statement] == ["Anna Lund"]
    assert "".join(span.text for span in answer.hits[0].snippet) == "The dam holds"


def test_what_widening_would_find_is_said_and_found(archive: Archive) -> None:
    answer = archive.search("dam volcano")
    assert (answer.total, len(answer.notices)) == (0, 1)
    assert "with widen there are 2" in answer.notices[0]
    widened = archive.search("dam volcano", widen=True)
    assert widened.total == 2
    assert "at least 1 of 2" in widened.notices[0]


def test_a_wrong_choice_is_refused_with_the_nearest(archive: Archive) -> None:
    with pytest.raises(BadRequest, match="'speeker'") as caught:
        archive.search("dam", speeker="Anna Lund")
    assert caught.value.hint == "Did you mean speaker?"


def test_stories_come_whole_and_each_once(archive: Archive) -> None:
    assert [s.id for s in archive.stories("dam")] == ["a", "b"]
    assert [s.id for s in archive.stories(kind="statement")] == ["a"]
    assert archive.story("a").statements[0].speaker == "Anna Lund"  # type: ignore[union-attr]
    assert archive.story("nothing") is None


def test_decisions_are_in_force_as_soon_as_they_are_made(archive: Archive) -> None:
    assert archive.search(person="Mayor Lund").total == 0
    archive.settings.data.mkdir(parents=True, exist_ok=True)
    names = archive.settings.data / FILE_NAME
    names.write_text("- {id: l, kind: person, preferred: Anna Lund, aliases: [Lund]}\n")
    answer = archive.search('"Anna Lund"')
    assert (answer.total, answer.notices) == (2, ("Also searched: Lund.",))
    assert archive.search('"Anna Lund"', exact=True).total == 1


def test_a_names_file_that_can_not_be_read_is_an_error_or_is_said(archive: Archive) -> None:
    archive.settings.data.mkdir(parents=True, exist_ok=True)
    names = archive.settings.data / FILE_NAME
    names.write_text("- {id: [")
    with pytest.raises(ConfigError):
        archive.search("dam")
    with pytest.raises(ConfigError):
        archive.story("a")
    with Archive(archive.settings, forgiving=True) as forgiving:
        assert forgiving.search("dam").total == 2
        assert forgiving.notices()[0].startswith("The names file can't be read.")


def test_where_there_is_no_index_the_remedy_is_said(tmp_path: Path) -> None:
    with searchapp.open(tmp_path / "none") as archive, pytest.raises(IndexMissing) as caught:
        archive.search("dam")
    assert "searchapp index" in caught.value.hint


def test_it_indexes_and_the_next_search_finds(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Outlet: Alpha Wire\n\nThe dam holds.\n")
    (tmp_path / "empty.txt").write_text("")
    with searchapp.open(tmp_path / "index", data=tmp_path / "data") as archive:
        report = archive.index([tmp_path / "story.txt", str(tmp_path / "empty.txt")], enrich=False)
        assert (report.added, [f.name for f in report.failures]) == (1, ["empty.txt"])
        assert archive.search("dam").total == 1
        (tmp_path / "other.txt").write_text("Another dam.\n")
        assert archive.index([tmp_path / "other.txt"], enrich=False).added == 1
        assert archive.search("dam").total == 2


def test_a_text_in_another_language_has_no_statements_made_up(archive: Archive) -> None:
    french = (
        "Le barrage tiendra toute la nuit, a déclaré lundi la porte-parole Anna Lund aux journalistes. "
        "Personne dans la vallée ne doit partir ce soir, et les habitants attendent la fin de la pluie. "
    )
    found = archive.extract(french)
    assert (found.language, found.mentions, found.statements) == ("fr", (), ())
    assert [doubt.kind for doubt in found.doubts] == ["not in English"]


def test_threads_share_one_archive(archive: Archive) -> None:
    totals: list[int] = []
    threads = [threading.Thread(target=lambda: totals.append(archive.search("dam").total)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [2] * 8


def test_what_answers_is_what_the_engine_answers(archive: Archive) -> None:
    with archive.lease() as index:
        assert index.search(SearchRequest()).total == archive.search().total == 3


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's archive in `index` and `data`."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "data").mkdir()
    shutil.copy(ROOT / "corpus" / FILE_NAME, folder / "data")
    with searchapp.open(folder / "index", data=folder / "data") as archive:
        assert archive.index([ROOT / "corpus"]).added == 37
    return folder


@pytest.mark.ci
@pytest.mark.xdist_group("demo")
def test_the_python_of_the_page_runs(demo: Path) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"],
        cwd=demo, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    first, *_, place, found = done.stdout.splitlines()
    with searchapp.open(demo / "index", data=demo / "data") as archive:
        answer = archive.search('"foreign fighters"', speaker="Omar Alloush", kind="statement")
    assert first == f"{answer.total} statements."
    assert answer.total > 10
    assert "Raqqa" in place
    assert found == "[('Anna Lund', 'told', 'direct')]"


@pytest.mark.xdist_group("demo")
def test_every_address_of_the_page_answers(demo: Path) -> None:
    client = create_app(Settings(index=demo / "index", data=demo / "data")).test_client()
    urls = [urlsplit(url) for url in re.findall(r"curl '([^']+)'", PAGE)]
    assert len(urls) == 11
    for url in urls:
        answer = client.get(f"{url.path}?{url.query}")
        assert answer.status_code == 200, url
        if url.path == "/api/v1/search":
            assert answer.json is not None
            assert answer.json["total"] > 0, url
            assert not [n for n in answer.json["notices"] if n.startswith("No ")] or "widen" in url.query, url
        if "facets" in url.path:
            assert answer.json is not None
            assert answer.json["values"], url
