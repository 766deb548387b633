"""ZIP and tar: what lies in them is read as in folders, and an archive built to do harm does none."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from searchapp.ingest import Failure, Item, LeftOut, Source, read_source
from searchapp.ingest.files import containers
from searchapp.ingest.limits import LimitedReader, Limits
from searchapp.ingest.readers import html
from searchapp.model import Story
from tests.ingest.test_limits import SLOW

Read = Callable[..., list[Item]]
TEXT = "The ferry to Olm sailed again on Sunday, after three weeks in the dock.\n"
PAGE = (
    "<html><head><title>Bridge closed</title></head><body><article><p>The council of Aru said on Monday that the"
    " bridge would stay closed until the snow melts in spring.</p><p>“We can't send people over it,” said"
    " Ana Ruiz, who heads the council, at a meeting in the old hall.</p></article></body></html>"
)
Files = Mapping[str, str | bytes]


def as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(files: Files, mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(as_bytes(content))
            archive.addfile(info, io.BytesIO(as_bytes(content)))
    return packed.getvalue()


PACKERS: dict[str, Callable[[Files], bytes]] = {
    "news.zip": zipped,
    "stored.zip": lambda files: zipped(files, zipfile.ZIP_STORED),
    "bz.zip": lambda files: zipped(files, zipfile.ZIP_BZIP2),
    "xz.zip": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "news.zip.gz": lambda files: gzip.compress(zipped(files)),
    "news.tar": tarred,
    "NEWS.TAR": tarred,
    "news.tar.gz": lambda files: tarred(files, "w:gz"),
    "old.news.tgz": lambda files: tarred(files, "w:gz"),
    "news.tar.bz2": lambda files: tarred(files, "w:bz2"),
    "news.tbz2": lambda files: tarred(files, "w:bz2"),
    "news.tar.xz": lambda files: tarred(files, "w:xz"),
    "news.txz": lambda files: lzma.compress(tarred(files)[:3000]) + lzma.compress(tarred(files)[3000:]),
}


@pytest.fixture(params=PACKERS)
def packer(request: pytest.FixtureRequest) -> tuple[str, Callable[[Files], bytes]]:
    return request.param, PACKERS[request.param]


def stories(items: list[Item]) -> list[Story]:
    return [item for item in items if isinstance(item, Story)]


def failures(items: list[Item]) -> dict[str, str]:
    return {item.name: item.reason for item in items if isinstance(item, Failure)}


def left_out(items: list[Item]) -> dict[str, str]:
    return {item.name: item.why for item in items if isinstance(item, LeftOut)}


# -- what is read -----------------------------------------------------------------------------------------


def test_each_file_is_read_by_its_suffix(read: Read, packer: tuple[str, Callable[[Files], bytes]]) -> None:
    name, pack = packer
    files = {"2017/may/vote.html": PAGE, "ferry.txt": TEXT, "wire.jsonl": '{"text": "One."}\n{"text": "Two."}\n'}
    found = stories(read(name, pack(files)))
    assert {story.source: story.format for story in found} == {
        f"{name}#2017/may/vote.html": "HTML",
        f"{name}#ferry.txt": "Text",
        f"{name}#wire.jsonl#1": "JSON Lines",
        f"{name}#wire.jsonl#2": "JSON Lines",
    }
    assert next(s.text for s in found if s.format == "Text") == TEXT.strip()


def test_a_sidecar_in_an_archive_stands_beside_its_story(
    read: Read, packer: tuple[str, Callable[[Files], bytes]]
) -> None:
    name, pack = packer
    sidecars = {"a/x.txt.meta.json": '{"outlet": "The Olm Wire"}', "y.meta.json": '{"byline": "Ida Holm"}'}
    files = {"a/x.txt": TEXT, **sidecars, "y.txt.gz": gzip.compress(TEXT.encode())}
    x, y = stories(items := read(name, pack(files)))
    assert (x.source, x.outlet, x.byline) == (f"{name}#a/x.txt", "The Olm Wire", None)
    assert (y.source, y.outlet, y.byline) == (f"{name}#y.txt.gz", None, "Ida Holm")
    assert len(items) == 2


def test_the_sidecar_of_an_archive_stands_for_what_its_stories_do_not_say(
    read: Read, packer: tuple[str, Callable[[Files], bytes]]
) -> None:
    name, pack = packer
    read(
        f"{name}.meta.json",
        '{"outlet": "The Olm Wire", "published": "2017-10-14", "title": "no", "language": "en"}',
    )
    one, two = stories(items := read(name, pack({"a.txt": f"Outlet: Aru Post\n\n{TEXT}", "b.txt": TEXT})))
    assert (one.outlet, two.outlet, two.origins["outlet"]) == ("Aru Post", "The Olm Wire", "sidecar")
    assert (two.title, two.language, str(two.published)) == (None, "en", "2017-10-14")
    assert len(items) == 2
    read(f"{name}.meta.json", "{")
    items = read(name, pack({"a.txt": TEXT}))
    assert (list(failures(items)), len(stories(items))) == ([f"{name}.meta.json"], 1)


def test_a_bad_sidecar_is_told_by_its_own_name(read: Read, packer: tuple[str, Callable[[Files], bytes]]) -> None:
    name, pack = packer
    items = read(name, pack({"a/x.txt": TEXT, "a/x.meta.json": "{"}))
    assert list(failures(items)) == [f"{name}#a/x.meta.json"]
    assert len(stories(items)) == 1


def test_what_is_no_story_is_passed_over_as_in_folders(
    read: Read, packer: tuple[str, Callable[[Files], bytes]]
) -> None:
    name, pack = packer
    files = {
        "x.html": PAGE,
        "x_files/style.css": "p {}",
        "x_files/photo.jpg": "…",
        "README.txt": "Read me.",
        "sub/LICENSE": "…",
        ".git/config": "…",
        ".git/hooks/x.txt": "…",
        "sub/.hidden.txt": TEXT,
        "__MACOSX/._x.html": "…",
        "__MACOSX/sub/._y.html": "…",
        "photo.jpg": "…",
        "lonely.txt.meta.json": "{}",
    }
    items = read(name, pack(files))
    assert [story.source for story in stories(items)] == [f"{name}#x.html"]
    assert left_out(items) == {
        f"{name}#x_files/style.css": "page part",
        f"{name}#x_files/photo.jpg": "page part",
        f"{name}#README.txt": "no story",
        f"{name}#sub/LICENSE": "no story",
        f"{name}#.git": "hidden",
        f"{name}#sub/.hidden.txt": "hidden",
        f"{name}#__MACOSX": "hidden",
        f"{name}#photo.jpg": "kind",
        f"{name}#lonely.txt.meta.json": "sidecar",
    }
    assert failures(items) == {}


def test_archives_in_archives_are_read_to_a_depth_of_three(read: Read) -> None:
    items = read("a.zip", zipped({"b.zip": zipped({"c.zip": zipped({"x.txt": TEXT, "d.zip": zipped({})})})}))
    assert [story.source for story in stories(items)] == ["a.zip#b.zip#c.zip#x.txt"]
    assert "at most 3" in failures(items)["a.zip#b.zip#c.zip#d.zip"]
    tar = PACKERS["news.tar.gz"]({"x.txt": TEXT})
    mixed = read("m.tar.xz", PACKERS["news.tar.xz"]({"b.zip": zipped({"c.tar.gz": tar})}))
    assert [story.source for story in stories(mixed)] == ["m.tar.xz#b.zip#c.tar.gz#x.txt"]


def test_names_are_read_whatever_wrote_them(read: Read) -> None:
    windows = zipped({"may\\vote.txt": TEXT, "./june/./sun.txt": TEXT, "Ærø.txt": TEXT})
    unmarked = windows.replace(b"Sunday", b"Monday")
    found = stories(read("w.zip", unmarked))
    assert [s.source for s in found] == ["w.zip#june/sun.txt", "w.zip#may/vote.txt", "w.zip#Ærø.txt"]


def test_control_characters_in_names_are_spelled_out(read: Read) -> None:
    (story,) = stories(read("a.tar", tarred({"a\nb\u202e.txt": TEXT})))
    assert story.source == "a.tar#a\\nb\\u202e.txt"


# -- harm -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad", ["../up.txt", "a/../../up.txt", "/etc/up.txt", "C:\\up.txt", "..\\up.txt", "c:up.txt"]
)
def test_paths_that_lead_out_are_listed_and_lead_nowhere(
    read: Read, archive: Path, bad: str, packer: tuple[str, Callable[[Files], bytes]]
) -> None:
    name, pack = packer
    before = {p.name for p in archive.parent.iterdir()}
    items = read(name, pack({"a.txt": TEXT, bad: TEXT, "z.txt": TEXT}))
    assert [s.source for s in stories(items)] == [f"{name}#a.txt", f"{name}#z.txt"]
    ((_, reason),) = failures(items).items()
    assert "out of the archive" in reason
    assert {p.name for p in archive.parent.iterdir()} == before


def test_links_and_devices_are_listed(read: Read) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, kind in (
            ("soft.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE), ("pipe.txt", tarfile.FIFOTYPE),
            ("dev.txt", tarfile.CHRTYPE), ("block.txt", tarfile.BLKTYPE),
        ):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("z.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    items = read("links.tar", packed.getvalue())
    assert len(stories(items)) == 1
    reasons = failures(items)
    assert "link" in reasons["links.tar#soft.txt"]
    assert "link" in reasons["links.tar#hard.txt"]
    assert all("not a regular file" in reasons[f"links.tar#{n}.txt"] for n in ("pipe", "dev", "block"))


def test_a_link_in_a_zip_is_listed(read: Read) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("soft.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", TEXT)
    items = read("l.zip", packed.getvalue())
    assert (len(stories(items)), "link" in failures(items)["l.zip#soft.txt"]) == (1, True)


def test_of_one_name_the_last_is_read_and_the_others_are_listed(read: Read) -> None:
    packed = io.BytesIO(zipped({"a.txt": "The first.", "b.txt": "The second."}).replace(b"b.txt", b"a.txt"))
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as both:
        for text in (b"The first.", b"The second."):
            info = tarfile.TarInfo("./a.txt")
            info.size = len(text)
            both.addfile(info, io.BytesIO(text))
    for name, content in (("t.zip", packed), ("t.tar", tar)):
        items = read(name, content.getvalue())
        assert [s.text for s in stories(items)] == ["The second."]
        assert "same name" in failures(items)[f"{name}#a.txt"]


def test_an_encrypted_member_is_listed(read: Read) -> None:
    packed = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.find(signature) + at] |= 1
    items = read("e.zip", bytes(packed))
    assert [s.source for s in stories(items)] == ["e.zip#b.txt"]
    assert "encrypted" in failures(items)["e.zip#a.txt"]


def test_a_member_packed_in_an_unknown_way_is_listed(read: Read) -> None:
    packed = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED))
    for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        packed[packed.find(signature) + at] = 9
    items = read("m.zip", bytes(packed))
    assert [s.source for s in stories(items)] == ["m.zip#b.txt"]
    assert "method 9" in failures(items)["m.zip#a.txt"]


def test_damaged_members_are_listed_and_the_rest_is_read(read: Read) -> None:
    packed = zipped({"a.txt": TEXT, "b.txt": TEXT + "More."}, zipfile.ZIP_STORED)
    items = read("d.zip", packed.replace(b"Sunday", b"Xunday", 1))
    assert [s.source for s in stories(items)] == ["d.zip#b.txt"]
    assert "damaged" in failures(items)["d.zip#a.txt"]


def test_a_size_that_lies_is_no_way_in(read: Read) -> None:
    packed = bytearray(zipped({"a.txt": TEXT * 100, "b.txt": TEXT}))
    at = packed.find(b"PK\x01\x02")
    struct.pack_into("<I", packed, at + 24, 5)
    items = read("s.zip", bytes(packed))
    assert [s.source for s in stories(items)] == ["s.zip#b.txt"]
    assert list(failures(items)) == ["s.zip#a.txt"]


@pytest.mark.parametrize("cut", [550, 1300])
def test_of_a_tar_cut_short_what_is_there_is_read(read: Read, cut: int) -> None:
    whole = tarred({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT})
    for name, content in (("c.tar", whole[:cut]), ("c.tar.gz", gzip.compress(whole[:cut]))):
        items = read(name, content)
        assert "damaged" in " ".join(failures(items).values())
        assert len(stories(items)) == (1 if cut > 1024 else 0)


def test_a_tar_damaged_within_says_that_the_rest_is_lost(read: Read) -> None:
    whole = bytearray(tarred({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}))
    whole[1024:1124] = b"x" * 100
    items = read("d.tar", bytes(whole))
    assert [s.source for s in stories(items)] == ["d.tar#a.txt"]
    assert "what follows is not read" in failures(items)["d.tar"]


@pytest.mark.parametrize(
    ("name", "mode"),
    [("a.tar", "w:gz"), ("a.tgz", "w"), ("a.tar.gz", "w:xz"), ("a.tar.xz", "w:bz2"), ("a.tar.bz2", "w")],
)
def test_a_tar_is_unpacked_by_what_it_is(read: Read, name: str, mode: str) -> None:
    assert [s.source for s in stories(read(name, tarred({"a.txt": TEXT}, mode)))] == [f"{name}#a.txt"]


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tgz", "x.tar.bz2", "x.tar.xz", "x.tar.gz", "x.zip.gz"])
@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x03\x04 and no more", bytes(600)])
def test_what_is_no_archive_is_a_failure(read: Read, name: str, content: bytes) -> None:
    (found,) = read(name, content)
    assert isinstance(found, Failure)
    assert found.name == name


def test_a_bomb_is_listed_and_the_rest_is_read(read: Read) -> None:
    items = read("b.zip", zipped({"a.txt": bytes(70_000_000), "b.txt": TEXT}))
    assert "bomb" in failures(items)["b.zip#a.txt"]


@pytest.mark.ci
def test_bombs_in_many_small_parts_end_with_the_allowance(read: Read) -> None:
    inner = zipped({f"{n}.txt": b" " * 3_000_000 + b"x" for n in range(4)})
    items = read("b.zip", zipped({f"{n:02}.zip": inner for n in range(10)}))
    assert len(stories(items)) < 30
    assert any("bomb" in reason for reason in failures(items).values())


@pytest.mark.ci
@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, gzip.compress])
def test_a_packed_tar_that_is_a_bomb_is_listed(read: Read, pack: Callable[[bytes], bytes]) -> None:
    ending = {bz2.compress: "tar.bz2", lzma.compress: "tar.xz"}.get(pack, "tar.gz")
    items = read(f"b.{ending}", pack(tarred({"a.txt": bytes(80_000_000)})))
    assert stories(items) == []
    assert any("bomb" in reason for reason in failures(items).values())


def test_a_name_of_megabytes_in_a_tar_is_refused(read: Read) -> None:
    items = read("n.tar", tarred({"n" * 3_000_000 + ".txt": TEXT}))
    assert stories(items) == []
    assert "longer than" in failures(items)["n.tar"]


def test_an_archive_of_very_many_is_read_to_the_most(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_MEMBERS", 5)
    for name, pack in (("m.zip", zipped), ("m.tar", tarred)):
        items = read(name, pack({f"{n}.txt": TEXT for n in range(9)}))
        assert "more than 5 files" in failures(items)[name]


@pytest.mark.ci
def test_a_page_that_takes_too_long_is_listed_and_the_rest_is_read(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive / "p.zip"
    path.write_bytes(zipped({"a.html": PAGE, "b.html": SLOW, "c.html": PAGE}))
    with LimitedReader(Limits(page_seconds=4)) as reading:
        items = list(reading.read(Source(path, "p.zip")))
    assert [s.source for s in stories(items)] == ["p.zip#a.html", "p.zip#c.html"]
    assert failures(items) == {"p.zip#b.html": "the page takes more than 4 seconds to read"}


def test_nothing_is_left_behind(read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    read("n.zip", zipped({"a.txt": TEXT, "b.zip": zipped({"c.html": "broken"})}))
    items = read_source(Source(tmp_path / "archive" / "n.zip", "n.zip"))
    next(items)
    items.close()  # type: ignore[attr-defined]
    assert set(tmp_path.iterdir()) == before


def test_the_caps_of_pages_hold_in_archives(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "PAGE_CAP", 100)
    items = read("c.zip", zipped({"a.html": PAGE}))
    assert "at most 100 bytes" in failures(items)["c.zip#a.html"]
