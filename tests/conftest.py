"""Fixtures for every test.

Strategy: the real engine in a temporary folder, real files, never a mock of what we own. Small stories are made
in the test that needs them; `archive` (tests/stories.py) is the one shared set, built once a session. Real sets
lie in ../shared beside the checkout; tests that need them ask for `shared` and skip where it is absent.
"""

from __future__ import annotations

import gc
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from searchapp.engines import Index, Place, in_folder, open_builder, open_index
from searchapp.model import Story
from searchapp.records import records
from tests import stories

pytest_plugins = ("tests.servers.plugin",)

ROOT = Path(__file__).parent.parent

for _number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(_number) is signal.SIG_IGN:  # so it is under nohup; programs would inherit it
        signal.signal(_number, signal.default_int_handler if _number == signal.SIGINT else signal.SIG_DFL)


class _Compiled(BytecodeCache):
    """Templates as compiled, for all applications of a session: nearly every test of a page makes its own."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code
        self._kept[bucket.key, bucket.checksum] = bucket.code


def pytest_collection_finish() -> None:
    """Take the nine thousand tests themselves out of what is looked through for garbage while they run."""
    gc.collect()
    gc.freeze()


Flask.jinja_options = {"bytecode_cache": _Compiled()}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real sets, or a skip."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared, which is not part of a user's checkout")
    return folder


def fill(folder: Path, given: Iterable[Story], *, rebuild: bool = False) -> None:
    """Publish these stories in the embedded engine's index in a folder, over what is there."""
    publish(in_folder(folder), given, rebuild=rebuild)


def publish(place: Place, given: Iterable[Story], *, rebuild: bool = False) -> None:
    """Publish these stories in an index, over what is there."""
    with open_builder(place, enrichment="test", rebuild=rebuild) as builder:
        for story in given:
            builder.add(records(story), fingerprint=story.id)
        builder.publish()


@pytest.fixture
def make_index(tmp_path: Path) -> Iterator[Callable[..., Index]]:
    """Build and open an index of these stories; closed after the test."""
    opened: list[Index] = []

    def make(*given: Story) -> Index:
        folder = tmp_path / f"index-{len(opened)}"
        fill(folder, given)
        opened.append(open_index(in_folder(folder)))
        return opened[-1]

    yield make
    for index in opened:
        index.close()


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of `stories.random_archive()`."""
    folder = tmp_path_factory.mktemp("archive") / "index"
    fill(folder, stories.random_archive())
    index = open_index(in_folder(folder))
    yield index
    index.close()


@pytest.fixture
def own_certificate(tmp_path: Path) -> Path:
    """A key and a certificate of localhost that nobody has signed, in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl to make a certificate")
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    made = tmp_path / "own.pem"
    given = [*words.split(), "-keyout", str(tmp_path / "key.pem"), "-out", str(made)]
    subprocess.run(["openssl", *given], check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + (tmp_path / "key.pem").read_bytes())
    return made
