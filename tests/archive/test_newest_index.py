"""The web process shows a new index at the next request, and lets go of the old one when nobody uses it."""

import threading
from pathlib import Path

import pytest

from searchapp.archive import newest_index as module
from searchapp.archive.newest_index import NewestIndex
from searchapp.collections.tags_file import put_tag
from searchapp.curation.corrections import NameCorrection
from searchapp.curation.corrections_file import note, undo
from searchapp.curation.watched_files import CorrectionsFile, NamesFile, TagsFile
from searchapp.engines import Index, Place, in_folder, open_index
from searchapp.errors import IndexMissing, IndexRefused
from searchapp.query.request import SearchRequest
from tests.conftest import fill
from tests.stories import story


class Watched:
    """An index that tells when it was closed."""

    pending = ""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.closed = 0

    def count(self) -> int:
        return self.index.count(SearchRequest())

    def close(self) -> None:
        self.closed += 1
        self.index.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Watched]:
    """Every index that an archive opens."""
    watched: list[Watched] = []

    def open_watched(place: Place) -> Watched:
        watched.append(Watched(open_index(place)))
        return watched[-1]

    monkeypatch.setattr(module, "open_index", open_watched)
    return watched


def test_a_new_generation_answers_and_the_old_one_is_closed(tmp_path: Path, opened: list[Watched]) -> None:
    archive = NewestIndex(in_folder(tmp_path))
    with pytest.raises(IndexMissing, match="no index"), archive.lease():
        pass
    fill(tmp_path, [story("a", "one")])
    with archive.lease() as first:
        assert first.count() == 1  # type: ignore[call-arg]
        fill(tmp_path, [story("b", "two")])
        with archive.lease() as second:
            assert second.count() == 2  # type: ignore[call-arg]
        assert first.count() == 1  # type: ignore[call-arg]
        assert [w.closed for w in opened] == [0, 0]
    assert [w.closed for w in opened] == [1, 0]
    archive.close()
    assert [w.closed for w in opened] == [1, 1]


def test_an_index_is_opened_once_for_many_requests(tmp_path: Path, opened: list[Watched]) -> None:
    fill(tmp_path, [story("a", "one")])
    archive = NewestIndex(in_folder(tmp_path))
    counts: list[int] = []

    def read() -> None:
        for n in range(20):
            with archive.lease() as index:
                counts.append(index.count(SearchRequest()) if n < 0 else index.count())  # type: ignore[call-arg]

    threads = [threading.Thread(target=read) for _ in range(8)]
    for t in threads:
        t.start()
    for n in range(5):
        fill(tmp_path, [story(f"more{n}", "two")])
    for t in threads:
        t.join()
    assert len(counts) == 160
    assert set(counts) <= set(range(1, 7))
    with archive.lease() as index:
        assert index.count() == 6  # type: ignore[call-arg]
    assert [w.closed for w in opened[:-1]] == [1] * (len(opened) - 1)


def test_a_refused_index_leaves_the_old_one_answering(
    tmp_path: Path, opened: list[Watched], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, [story("a", "one")])
    archive = NewestIndex(in_folder(tmp_path))
    with archive.lease() as index:
        assert index.count() == 1  # type: ignore[call-arg]
    tries = 0

    def refuse(place: Place) -> Index:
        nonlocal tries
        tries += 1
        raise IndexRefused("altered", hint="rebuild")

    monkeypatch.setattr(module, "open_index", refuse)
    fill(tmp_path, [story("b", "two")])
    for _ in range(3):
        with archive.lease() as index:
            assert index.count() == 1  # type: ignore[call-arg]
    assert tries == 1


def test_a_change_of_the_names_file_shows_at_the_next_request(tmp_path: Path) -> None:
    spelled = [story(n, "x", entities={"place": (n,)}) for n in ("Raqqa", "Raqqah", "Rome")]
    fill(tmp_path / "index", spelled)
    file = tmp_path / "names.yaml"
    archive = NewestIndex(in_folder(tmp_path / "index"), NamesFile(file))

    def places() -> list[tuple[str, int]]:
        with archive.lease() as index:
            return [(v.label, v.count) for v in index.facet_values(SearchRequest(), "place").values]

    assert places() == [("Raqqa", 1), ("Raqqah", 1), ("Rome", 1)]
    file.write_text("- {id: raqqa, kind: place, preferred: Raqqa, aliases: [Raqqah]}\n")
    assert places() == [("Raqqa", 2), ("Rome", 1)]
    file.write_text("- this is: [no names file\n")
    assert places() == [("Raqqa", 2), ("Rome", 1)]  # the last that could be read
    file.unlink()
    assert places() == [("Raqqa", 1), ("Raqqah", 1), ("Rome", 1)]
    archive.close()


def test_a_correction_shows_at_the_next_request_and_nothing_is_made_anew_without_need(tmp_path: Path) -> None:
    named = [story(n, "x", entities={"place": (n,)}) for n in ("Raqqa", "Raqqah", "May")]
    fill(tmp_path / "index", named)
    names, corrections = tmp_path / "names.yaml", tmp_path / "corrections.jsonl"
    archive = NewestIndex(in_folder(tmp_path / "index"), NamesFile(names), CorrectionsFile(corrections))

    def leased() -> Index:
        with archive.lease() as index:
            return index

    def places() -> dict[str, int]:
        return {v.label: v.count for v in leased().facet_values(SearchRequest(), "place").values}

    first = leased()
    assert leased() is first
    noted = note(corrections, NameCorrection("", "place", "May", "reject"))
    assert places() == {"Raqqa": 1, "Raqqah": 1}
    names.write_text("- {id: raqqa, kind: place, preferred: Raqqa, aliases: [Raqqah]}\n")
    assert places() == {"Raqqa": 2}
    second = leased()
    assert leased() is second
    corrections.write_text(corrections.read_text() + "{}\n")
    assert places() == {"Raqqa": 2}  # the line that is none is left out
    corrections.write_text(corrections.read_text()[:-3])
    undo(corrections, noted)
    assert places() == {"May": 1, "Raqqa": 2}
    fill(tmp_path / "index", [story("more", "x", entities={"place": ("Raqqah",)})])
    assert places() == {"May": 1, "Raqqa": 3}
    archive.close()


def test_a_tag_shows_at_the_next_request(tmp_path: Path) -> None:
    fill(tmp_path / "index", [story("a", "x"), story("b", "x")])
    tags = tmp_path / "tags.jsonl"
    archive = NewestIndex(in_folder(tmp_path / "index"), tags=TagsFile(tags))

    def tagged() -> dict[str, int]:
        with archive.lease() as index:
            return {v.label: v.count for v in index.facet_values(SearchRequest(), "tag").values}

    assert tagged() == {}
    put_tag(tags, "a", "to check")
    assert tagged() == {"to check": 1}
    fill(tmp_path / "index", [story("c", "x")])
    put_tag(tags, "c", "to check")
    assert tagged() == {"to check": 2}
    put_tag(tags, "a", "to check", drop=True)
    assert tagged() == {"to check": 1}
    archive.close()
