"""Fixtures of the ingest tests: real files in a temporary archive, read through the package's front door.

All story texts here are made up. A hostile data set beside the project is read where it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.ingest import Failure, Source, read_source
from searchapp.model import Story

Read = Callable[..., list[Story | Failure]]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


@pytest.fixture
def read(archive: Path) -> Read:
    """Writes a file (a str as UTF-8, bytes as they are) into the archive and reads it."""

    def write_and_read(name: str, content: str | bytes) -> list[Story | Failure]:
        path = archive / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read_source(Source(path, name)))

    return write_and_read


@pytest.fixture
def story(read: Read) -> Callable[..., Story]:
    """The one story of a file that has nothing wrong with it."""

    def only(name: str, content: str | bytes) -> Story:
        (found,) = read(name, content)
        assert isinstance(found, Story), found
        return found

    return only


@pytest.fixture
def reason(read: Read) -> Callable[..., str]:
    """Why a file gives nothing but one failure, whose name is the file's."""

    def only(name: str, content: str | bytes) -> str:
        (found,) = read(name, content)
        assert isinstance(found, Failure), found
        assert (found.name, found.place) == (name, "")
        return found.reason

    return only
