"""Archives of earlier versions: an index opens or says how it is rebuilt, what users made always opens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import searchapp
from searchapp.archive.open_archive import Archive
from searchapp.curation.corrections_file import FILE_NAME, history
from searchapp.errors import IndexRefused
from searchapp.web import create_app

HERE = Path(__file__).parent / "earlier"
VERSIONS = sorted(folder.name for folder in HERE.iterdir() if folder.is_dir())
IDS = ["bridge", "dam-51dc4ceb08", "fire-cf89326615", "untitled"]


@pytest.fixture(params=VERSIONS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy that is its user's own, as it would lie on their disk."""
    copy = tmp_path / "archive"
    shutil.copytree(HERE / request.param, copy)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return copy


def opened(folder: Path) -> Archive:
    return searchapp.open(folder / "index", data=folder / "data")


def ready(folder: Path) -> Archive:
    """The archive, its index rebuilt as the refusal says where it is refused."""
    archive = opened(folder)
    remedy = ""
    try:
        archive.search()
    except IndexRefused as refused:
        remedy = refused.hint
    if remedy:
        assert "--rebuild" in remedy
        archive.index([folder / "stories"], rebuild=True)
    return archive


def test_there_is_an_earlier_version() -> None:
    assert VERSIONS


def test_what_users_made_opens(folder: Path) -> None:
    with opened(folder) as archive:
        assert {(s.slug, s.name, s.query) for s in archive.saved.all()} == {
            ("dam", "Dam", "q=dam"),
            ("what-lund-said", "What Lund said", "kind=statement&speaker=Anna+Lund"),
        }
        assert archive.saved.unseen("dam", ["dam-51dc4ceb08", "another"]) == {"another"}
        [entry] = archive.authority.entries
        assert (entry.preferred, entry.aliases, entry.note) == ("Anna Lund", ("A. Lund",), "the engineer")
        assert len(history(folder / "data" / FILE_NAME)) == len(archive.corrections.required().entries) == 3


def test_an_index_answers_or_is_rebuilt_with_all_decisions_in_force(folder: Path) -> None:
    with ready(folder) as archive:
        with archive.lease() as index:
            assert index.story_ids() == IDS
        assert [h.id for h in archive.search("dam").hits] == ["dam-51dc4ceb08"]
        lund = archive.search(kind="statement", speaker="Anna Lund")
        assert {(h.story_id, h.statement.speaker) for h in lund.hits if h.statement} == {
            ("dam-51dc4ceb08", "Anna Lund"),
            ("fire-cf89326615", "A. Lund"),
        }
        assert archive.search(kind="statement", speaker="Orrin County").total == 1
        assert archive.search("heard morning", kind="statement").total == 0  # a reader rejected it
        assert archive.search(place="Orrin").total == 0
        assert archive.search(person="Tomas Reyl").total == 1


def test_the_pages_of_an_earlier_archive_answer(folder: Path) -> None:
    with ready(folder) as archive:
        client = create_app(archive.settings).test_client()
    for url in ("/", "/search?q=dam", "/story/dam-51dc4ceb08", "/saved", "/saved/dam", "/names", "/corrections"):
        assert client.get(url).status_code == 200, url


def test_an_update_takes_up_where_the_earlier_version_ended(folder: Path) -> None:
    with ready(folder) as archive:
        new = folder / "stories" / "new.txt"
        new.write_text("The dam at Wexley is a hundred years old.\n")
        report = archive.index([new], enrich=False)
        assert report.added == 1
        assert archive.search("dam").total == 2
