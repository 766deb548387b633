"""Full and read-only disks, folders that may not be written: a message with its remedy, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from searchapp.archive.indexing import build
from searchapp.archive.saved_queries import SavedQueries
from searchapp.config import Settings
from searchapp.curation.corrections_file import note
from searchapp.engines import in_folder, open_index
from searchapp.web import create_app
from tests.archive.test_saved_copies import NOW
from tests.conftest import ROOT, fill
from tests.curation.test_data_folder import files, let_all_in, nameless, room_for
from tests.web.bureau import bureau

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk or run as another user")


def searchapp(*args: object, user: int | None = None, **more: object) -> subprocess.CompletedProcess[str]:
    """A command as a program of its own, on request as another user."""
    start = f"import os; os.setgroups([]); os.setgid({user}); os.setuid({user});" if user else ""
    words = [str(a) for a in args]
    imports = (
        "from searchapp import cli; import searchapp.archive.backup, searchapp.archive.data_notices"
        ", searchapp.archive.indexing.finding, searchapp.archive.open_archive"
        ", searchapp.engines.whoosh.index, searchapp.engines.whoosh.write.builder"
        ", searchapp.enrich.run.workers"
    )
    code = f"{imports}; {start} cli.main()"
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *words],
        cwd=ROOT, capture_output=True, text=True, check=False, **more,  # type: ignore[call-overload]
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str], *said: str) -> None:
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 1, done.stderr
    last = done.stderr[done.stderr.index("searchapp: ") :]
    assert len(last.splitlines()) == 2, last
    for part in said:
        assert part in last


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = ({"id": f"s{n}", "text": f"The convoy number {n} left Raqqa. " * 40} for n in range(300))
    (tmp_path / "stories.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path / "stories.jsonl"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 300 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k,mode=755", "tmpfs", folder]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@needs_root
def test_an_index_that_fills_the_disk_leaves_the_one_that_answers(small_disk: Path, corpus: Path) -> None:
    index = small_disk / "index"
    (corpus.parent / "first.txt").write_text("The convoy left.")
    build([corpus.parent / "first.txt"], in_folder(index), enricher=None)
    answering = open_index(in_folder(index)).status().generation
    for more in ([], ["--rebuild"]):
        done = searchapp("index", corpus, "--no-enrich", "--index", index, *more)
        refused(done, f"The index in {index} can't be written: No space left on device", "Free some space")
        assert open_index(in_folder(index)).status().generation == answering
        assert len(open_index(in_folder(index)).story_ids()) == 1
        assert not list(index.glob("building-*"))


@needs_root
def test_what_is_kept_on_a_full_disk_stays_and_is_shown(small_disk: Path, tmp_path: Path) -> None:
    data = small_disk / "data"
    SavedQueries(data).save("one", "q=raqqa", seen=["a"], now=NOW)
    note(data / "corrections.jsonl", nameless("UN"))
    fill(tmp_path / "index", bureau())
    client = create_app(Settings(index=tmp_path / "index", data=data)).test_client()
    filler = os.open(small_disk / "filler", os.O_WRONLY | os.O_CREAT)
    with suppress(OSError):
        while True:
            os.write(filler, b"\0" * 4096)
    os.close(filler)
    before = files(data)
    changes_nothing(client, 507)
    assert files(data) == before
    (small_disk / "filler").unlink()
    assert client.post("/names/apart", data=APART).status_code == 303


APART = {"kind": "person", "name": "Omar Alloush", "other": "Talal Silo"}


def changes_nothing(client: FlaskClient, status: int) -> None:
    """Every page is there, and each change is answered as one that was not made."""
    for page in ("/", "/search?q=raqqa", "/saved", "/saved/one", "/names", "/corrections", "/corrections.jsonl"):
        assert client.get(page).status_code == 200
    assert "one" in client.get("/saved").text
    for path, form in (
        ("/names/apart", APART),
        ("/saved", {"name": "two", "query": "q=x"}),
    ):
        answer = client.post(path, data=form)
        assert answer.status_code in (status, 503), path
    answer = client.post("/names/apart", data=APART)
    assert answer.status_code == status
    assert "can&#39;t be written" in answer.text


def test_a_post_on_a_disk_that_takes_no_more_is_answered_as_failed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    SavedQueries(data).save("one", "q=raqqa", seen=["a"], now=NOW)
    fill(tmp_path / "index", bureau())
    client = create_app(Settings(index=tmp_path / "index", data=data)).test_client()
    with room_for(20):
        changes_nothing(client, 507)
        assert client.post("/name/organization/UN", data={"action": "place"}).status_code == 507
    assert client.post("/name/organization/UN", data={"action": "place"}).status_code == 303


@pytest.mark.ci
@needs_root
def test_a_read_only_disk_is_said_and_what_is_on_it_shown(small_disk: Path, corpus: Path) -> None:
    index, data = small_disk / "index", small_disk / "data"
    fill(index, bureau())
    SavedQueries(data).save("one", "q=raqqa", seen=["a"], now=NOW)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    changes_nothing(create_app(Settings(index=index, data=data)).test_client(), 503)
    common = ["--index", index, "--data", data]
    refused(searchapp("index", corpus, "--no-enrich", *common), "Read-only file system", "mount it for writing")
    refused(searchapp("backup", small_disk / "b.tar.gz", *common), "Read-only file system")
    assert searchapp("backup", small_disk.parent / "b.tar.gz", *common).returncode == 0
    refused(searchapp("restore", small_disk.parent / "b.tar.gz", *common), "Read-only file system")
    for command in (["search", "raqqa"], ["status"], ["names"], ["verify"]):
        assert searchapp(*command, *common).returncode == 0


@needs_root
def test_a_folder_that_another_user_may_not_write_is_said(tmp_path: Path, corpus: Path) -> None:
    let_all_in(tmp_path)
    corpus.chmod(0o644)
    index = tmp_path / "index"
    fill(index, bureau())
    refused(searchapp("index", corpus, "--no-enrich", "--index", index, user=65534), "Permission denied")
    new = tmp_path / "new"
    refused(searchapp("index", corpus, "--no-enrich", "--index", new, user=65534), "Permission denied")
    assert not (tmp_path / "new").exists()


def test_a_file_where_a_folder_should_be_is_said(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "file").write_text("mine")
    refused(searchapp("index", corpus, "--no-enrich", "--index", tmp_path / "file"), "file is a file")
    refused(searchapp("index", corpus, "--no-enrich", "--index", tmp_path / "file" / "index"), "lies in one")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.ci
def test_output_that_can_not_be_written_is_said(tmp_path: Path, corpus: Path) -> None:
    assert searchapp("index", corpus, "--no-enrich", "--index", tmp_path / "index").returncode == 0
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "searchapp", "export", "--index", str(tmp_path / "index")],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    refused(done, "No space left on device")
