"""What users made is written whole or not at all: full disks, torn lines, links, and several writers at once."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from searchapp.curation.authority_file import (
    edits,
    keep_apart,
    load_authority,
    merge_names,
    split_by_story,
    undo_last,
)
from searchapp.curation.corrections import NameCorrection
from searchapp.curation.corrections_file import (
    corrections_set_aside,
    history,
    load_corrections,
    note,
    read_corrections,
    undo,
)
from searchapp.errors import BadRequest, DiskError
from tests.conftest import ROOT


def nameless(name: str) -> NameCorrection:
    return NameCorrection("", "place", name, "reject")


def names_of(path: Path) -> list[str]:
    return [c.name for c in load_corrections(path).entries if isinstance(c, NameCorrection)]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """A disk on which no file can grow beyond so many bytes: a write stops half way, as where it is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def let_all_in(folder: Path) -> None:
    """Let every user look into a folder of a test, which pytest keeps to its own."""
    for place in (folder, *folder.parents):
        if "pytest-" in str(place):
            place.chmod(0o755)


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.endswith(".lock")
    }


# -- corrections ------------------------------------------------------------------------------------


def test_a_correction_that_the_disk_cut_short_is_answered_as_failed_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    note(path, nameless("Daesh"))
    before = path.read_bytes()
    for more in (0, 1, 50, len(before) - 1):
        with room_for(len(before) + more), pytest.raises(DiskError, match="can't be written") as caught:
            note(path, nameless("Somewhere"))
        assert caught.value.status == 507
        assert files(tmp_path) == {"corrections.jsonl": before}
    note(path, nameless("Rome"))
    assert names_of(path) == ["Daesh", "Rome"]
    assert read_corrections(path).damaged == ()


def test_the_first_correction_on_a_full_disk_leaves_no_line(tmp_path: Path) -> None:
    path = tmp_path / "data" / "corrections.jsonl"
    with room_for(20), pytest.raises(DiskError):
        note(path, nameless("Daesh"))
    assert path.read_bytes() == b""
    note(path, nameless("Rome"))
    assert names_of(path) == ["Rome"]


@pytest.mark.parametrize("summed", [True, False], ids=["with sums", "as written before"])
def test_a_line_torn_at_any_byte_costs_that_line_alone(tmp_path: Path, summed: bool) -> None:
    path = tmp_path / "corrections.jsonl"
    note(path, nameless("Daesh"))
    first = path.stat().st_size
    note(path, nameless("Rômé"))
    whole = path.read_bytes()
    if not summed:
        rows = [{k: v for k, v in json.loads(line).items() if k != "sum"} for line in whole.splitlines()]
        lines = [json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows]
        first, whole = len(lines[0]), b"".join(lines)
    for end in range(first, len(whole) + 1):
        folder = tmp_path / f"cut-{end}"
        folder.mkdir()
        torn = folder / "corrections.jsonl"
        torn.write_bytes(whole[:end])
        kept = ["Daesh", "Rômé"] if end >= len(whole) - 1 else ["Daesh"]
        damaged = first < end < len(whole) - 1
        assert names_of(torn) == kept
        assert [d.partition(":")[0] for d in read_corrections(torn).damaged] == ["line 2"] * damaged
        note(torn, nameless("Paris"))
        assert names_of(torn) == [*kept, "Paris"]
        assert read_corrections(torn).damaged == ()
        aside = [p.read_bytes() for p in folder.glob("corrections.damaged-*.jsonl")]
        assert aside == [whole[first:end] + b"\n"] * damaged
        assert len(corrections_set_aside(torn)) == damaged


def test_a_correction_glued_to_half_of_another_is_in_force(tmp_path: Path) -> None:
    """As the versions before left them: half a line, and the next one right behind it."""
    path = tmp_path / "corrections.jsonl"
    for name in ("Daesh", "Rome", "Paris"):
        note(path, nameless(name))
    one, two, three = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(one + two[:40] + three)
    assert names_of(path) == ["Daesh", "Paris"]
    undo(path, history(path)[1].id)
    assert names_of(path) == ["Daesh"]
    assert [len(history(path)), read_corrections(path).damaged] == [2, ()]


def test_an_altered_line_is_left_out_and_a_plain_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    note(path, nameless("Daesh"))
    note(path, nameless("Rome"))
    path.write_bytes(path.read_bytes().replace(b"Daesh", "Dæsh".encode()))
    assert names_of(path) == ["Rome"]
    assert "take its “sum” out" in read_corrections(path).damaged[0]
    by_hand = {k: v for k, v in json.loads(path.read_bytes().splitlines()[0]).items() if k != "sum"}
    path.write_bytes(json.dumps(by_hand).encode() + b"\r\n" + path.read_bytes().splitlines()[1])
    assert names_of(path) == ["Dæsh", "Rome"]


def test_what_looks_like_the_end_of_a_line_does_not_end_it(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    odd = ["a\u2028b", "a\x85b", "a\x0cb", "a\nb", '{"id": "x"}', "\x00", "𠜎"]
    for name in odd:
        note(path, nameless(name))
    assert names_of(path) == odd
    with pytest.raises(BadRequest):
        note(path, nameless("\ud800"))
    assert names_of(path) == odd


# -- the names file ---------------------------------------------------------------------------------


def test_names_on_a_full_disk_stay_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    merge_names(path, kind="place", preferred="Raqqa", names=["Raqqah", "Ar-Raqqah"])
    before = files(tmp_path)
    edit = lambda: keep_apart(path, kind="place", name="Rome", other="Roma")  # noqa: E731
    for size in (0, 10, len(before["names.yaml"]) - 1, len(before["names.yaml"]) + 1):
        with room_for(size), pytest.raises(DiskError, match="can't be written"):
            edit()
        assert files(tmp_path) == before
    with room_for(10), pytest.raises(DiskError):
        undo_last(path)
    assert files(tmp_path) == before
    edit()
    assert [e.what for e in edits(path)] == [
        "kept Rome and Roma apart",
        "merged Raqqah, Ar-Raqqah into Raqqa",
    ]


def test_a_linked_file_is_written_where_it_lies(tmp_path: Path) -> None:
    folder, data = tmp_path / "git", tmp_path / "data"
    folder.mkdir()
    data.mkdir()
    for name in ("names.yaml", "corrections.jsonl"):
        (data / name).symlink_to(folder / name)
    merge_names(data / "names.yaml", kind="place", preferred="Raqqa", names=["Raqqah"])
    undo_last(data / "names.yaml")
    merge_names(data / "names.yaml", kind="place", preferred="Rome", names=["Roma"])
    note(data / "corrections.jsonl", nameless("Daesh"))
    assert all((data / name).is_symlink() for name in ("names.yaml", "corrections.jsonl"))
    assert [e.preferred for e in load_authority(folder / "names.yaml").entries] == ["Rome"]
    assert names_of(folder / "corrections.jsonl") == ["Daesh"]


def test_what_others_put_into_the_history_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    merge_names(path, kind="place", preferred="Raqqa", names=["Raqqah"])
    for name in ("zzz.yaml", "2017-13-45T99_99_99.000000 x.yaml", "2026 note.yaml", "9.yaml"):
        (tmp_path / "names.history" / name).write_text("- [broken")
    keep_apart(path, kind="place", name="Rome", other="Roma")
    assert len(edits(path)) == 2
    undo_last(path)
    assert undo_last(path) == "merged Raqqah into Raqqa"
    assert not path.exists()


def test_an_edit_is_taken_back_only_if_it_is_the_one_that_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    merge_names(path, kind="place", preferred="Raqqa", names=["Raqqah"])
    first = edits(path)[0].id
    keep_apart(path, kind="place", name="Rome", other="Roma")
    with pytest.raises(BadRequest, match="edited again"):
        undo_last(path, edit=first)
    assert undo_last(path, edit=edits(path)[0].id) == "kept Rome and Roma apart"


# -- several at once --------------------------------------------------------------------------------

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from searchapp.curation.authority_file import keep_apart
from searchapp.curation.corrections_file import note
from searchapp.curation.corrections import NameCorrection
from searchapp.archive.saved_queries import SavedQueries

data, me, n = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for i in range(n):
    note(data / "corrections.jsonl", NameCorrection("", "place", f"{me}-{i}", "reject"))
    keep_apart(data / "names.yaml", kind="person", name=f"Ada {me}", other=f"Ida {me} {i}")
    SavedQueries(data).save("same", "q=x", seen=["a"], now=datetime.now(UTC))
"""


def test_what_several_programs_write_at_once_is_all_there(tmp_path: Path) -> None:
    data, writers, each = tmp_path / "data", 4, 5
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(data), f"w{w}", str(each)],
            cwd=ROOT, stderr=subprocess.PIPE, text=True,
        )
        for w in range(writers)
    ]  # fmt: skip
    said = [child.communicate(timeout=120)[1] for child in running]
    assert [child.returncode for child in running] == [0] * writers, said
    wanted = {f"w{w}-{i}" for w in range(writers) for i in range(each)}
    assert sorted(names_of(data / "corrections.jsonl")) == sorted(wanted)
    apart = {n for e in load_authority(data / "names.yaml").entries for n in e.not_aliases}
    assert apart == {f"Ida w{w} {i}" for w in range(writers) for i in range(each)}
    assert len(edits(data / "names.yaml")) == writers * each
    from searchapp.archive.saved_queries import SavedQueries

    assert len({s.slug for s in SavedQueries(data).all()}) == writers * each
    assert not list(data.rglob("*.part"))


def test_a_split_by_story_is_written_as_any_other_edit(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    split_by_story(path, kind="person", name="Ada Lund", meant="Ada Lund (poet)", stories=["s1"])
    with room_for(10), pytest.raises(DiskError):
        split_by_story(path, kind="person", name="Ada Lund", meant="Ada Lund (poet)", stories=["s2"])
    assert [e.stories for e in load_authority(path).entries] == [("s1",)]
