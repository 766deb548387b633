"""Backups: all that users made is in them; one that is not whole neither replaces a good one nor is restored."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import tarfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from searchapp.archive.backup import restore_backup, write_backup
from searchapp.archive.saved_queries import SavedQueries
from searchapp.curation.authority_file import merge_names
from searchapp.curation.corrections_file import note
from searchapp.errors import BadRequest, DiskError
from tests.curation.test_data_folder import files, nameless, room_for

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with all that users make."""
    folder = tmp_path / "data"
    merge_names(folder / "names.yaml", kind="place", preferred="Raqqa", names=["Raqqah"])
    note(folder / "corrections.jsonl", nameless("Daesh"))
    SavedQueries(folder).save("one", "q=1", seen=["a"], now=NOW)
    return folder


@pytest.fixture
def backup(data: Path, tmp_path: Path) -> Path:
    """A good backup of it."""
    assert write_backup(data, tmp_path / "b.tar.gz").files == 5
    return tmp_path / "b.tar.gz"


def users(folder: Path) -> dict[str, bytes]:
    """The users' files; a database's header changes when it is copied."""
    return {name: b"" if "sqlite3" in name else content for name, content in files(folder).items()}


def test_what_links_lead_to_is_in_the_backup(data: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "git"
    elsewhere.mkdir()
    for name in ("names.yaml", "names.history", "saved.sqlite3"):
        shutil.move(data / name, elsewhere / name)
        (data / name).symlink_to(elsewhere / name)
    (data / "hard.yaml").hardlink_to(elsewhere / "names.yaml")
    (data / "again").symlink_to(data)
    (data / ".#names.yaml").symlink_to("nobody@nowhere")
    os.mkfifo(data / "pipe")
    before = {
        **users(data),
        **{f"names.history/{p.name}": p.read_bytes() for p in (data / "names.history").iterdir()},
    }
    written = write_backup(data, tmp_path / "b.tar.gz")
    assert written.files == 6
    assert [line.split()[0] for line in written.left_out] == [".#names.yaml", "pipe"]
    fresh = tmp_path / "fresh"
    assert restore_backup(tmp_path / "b.tar.gz", fresh) == (6, None)
    assert users(fresh) == before
    assert [q.slug for q in SavedQueries(fresh).all()] == ["one"]
    assert not any(p.is_symlink() for p in fresh.rglob("*"))


def test_a_backup_in_the_data_folder_is_not_in_itself(data: Path) -> None:
    for _ in range(2):
        assert write_backup(data, data / "b.tar.gz").files == 5
    with tarfile.open(data / "b.tar.gz") as tar:
        assert sorted(tar.getnames())[0] == ".searchapp-backup.json"
        assert len(tar.getnames()) == 6


def test_a_damaged_database_leaves_the_earlier_backup(data: Path, backup: Path) -> None:
    good = backup.read_bytes()
    shutil.rmtree(data / "saved.history")
    (data / "saved.sqlite3").write_bytes((data / "saved.sqlite3").read_bytes()[:5000])
    with pytest.raises(DiskError, match="damaged"):
        write_backup(data, backup)
    assert backup.read_bytes() == good
    assert sorted(p.name for p in backup.parent.iterdir()) == ["b.tar.gz", "data"]


def test_a_full_disk_leaves_the_earlier_backup(data: Path, backup: Path) -> None:
    good = backup.read_bytes()
    for size in (0, 100, len(good) - 1):
        with room_for(size), pytest.raises(DiskError, match=r"can.t be written|No backup"):
            write_backup(data, backup)
        assert backup.read_bytes() == good
    assert sorted(p.name for p in backup.parent.iterdir()) == ["b.tar.gz", "data"]


def refused(backup: Path, data: Path) -> None:
    before = files(data)
    with pytest.raises(BadRequest, match="is no backup"):
        restore_backup(backup, data)
    assert files(data) == before
    assert not list(data.parent.glob("data-before-*"))
    assert not list(data.parent.glob(".data-*"))


def unpacked(packed: bytes) -> bytes:
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error):
        return b""


def test_a_backup_cut_short_or_altered_is_refused(data: Path, backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    bad = tmp_path / "bad.tar.gz"
    for size in [*range(0, len(whole), 97), len(whole) - 1, len(whole) - 8, len(whole) - 9]:
        bad.write_bytes(whole[:size])
        refused(bad, data)
    for at in range(10, len(whole), 61):
        altered = whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :]
        if unpacked(altered) != unpacked(whole):  # some bits of a packed file stand for nothing
            bad.write_bytes(altered)
            refused(bad, data)


def test_a_backup_packed_anew_with_other_content_is_refused(data: Path, backup: Path, tmp_path: Path) -> None:
    tar = gzip.decompress(backup.read_bytes())
    bad = tmp_path / "bad.tar.gz"
    for cut in range(0, len(tar), 512):
        if cut and not tar[:cut].strip(b"\0"):
            break
        bad.write_bytes(gzip.compress(tar[:cut]))
        with tarfile.open(fileobj=io.BytesIO(tar)) as whole:
            if cut > next(m for m in whole if m.name == ".searchapp-backup.json").offset_data:
                break
        refused(bad, data)
    bad.write_bytes(gzip.compress(tar.replace(b"Raqqah", b"Rokkah")))
    refused(bad, data)
    at = tar.index(b"corrections.jsonl")
    bad.write_bytes(gzip.compress(tar[:at] + b"X" + tar[at + 1 :]))
    refused(bad, data)


def packed(path: Path, *members: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for member in members:
            content = b"[]\n" if member.isreg() else b""
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def member(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, to
    return found


@pytest.mark.parametrize(
    "members",
    [
        [member("names.yaml"), member("../outside")],
        [member("names.yaml"), member("/tmp/outside-of-data")],
        [member("names.yaml"), member("a/../../outside")],
        [member("names.yaml", tarfile.SYMTYPE, "/etc/passwd")],
        [member("names.yaml"), member("x", tarfile.SYMTYPE, ".."), member("x/outside")],
        [member("names.yaml"), member("x", tarfile.LNKTYPE, "names.yaml")],
        [member("names.yaml"), member("pipe", tarfile.FIFOTYPE)],
        [member("names.yaml"), member("null", tarfile.CHRTYPE)],
        [member("names.yaml"), member("names.yaml")],
        [member("names.yaml"), member("names.yaml/x")],
        [member("names.yaml"), member("x" * 300)],
        [member("holiday.jpg")],
        [],
    ],
)
def test_what_can_not_be_a_backup_changes_nothing(
    data: Path, tmp_path: Path, members: list[tarfile.TarInfo]
) -> None:
    refused(packed(tmp_path / "bad.tar.gz", *members), data)
    assert not (tmp_path / "outside").exists()
    assert not Path("/tmp/outside-of-data").exists()


def test_a_backup_of_an_earlier_version_is_restored(data: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.tar.gz"
    with tarfile.open(old, "w:gz") as tar:
        for path in sorted(p for p in data.rglob("*") if p.is_file() and not p.name.endswith(".lock")):
            tar.add(path, arcname=path.relative_to(data).as_posix())
    before = files(data)
    shutil.rmtree(data)
    assert restore_backup(old, data) == (5, None)
    assert files(data) == before


def test_a_restore_on_a_full_disk_changes_nothing(data: Path, backup: Path) -> None:
    note(data / "corrections.jsonl", nameless("Rome"))
    before = files(data)
    with room_for(300), pytest.raises(DiskError, match="can't be restored"):
        restore_backup(backup, data)
    assert files(data) == before
    assert sorted(p.name for p in backup.parent.iterdir()) == ["b.tar.gz", "data"]


def test_a_linked_data_folder_is_restored_where_it_lies(data: Path, backup: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(data)
    note(data / "corrections.jsonl", nameless("Rome"))
    count, aside = restore_backup(backup, tmp_path / "link")
    assert (count, (tmp_path / "link").is_symlink()) == (5, True)
    assert aside is not None
    assert aside.parent == tmp_path
    assert len((data / "corrections.jsonl").read_text().splitlines()) == 1
    assert len((aside / "corrections.jsonl").read_text().splitlines()) == 2
