"""Documents made by the programs that people make them with; all that is told in them is invented."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.ingest import Choices, Failure, Source, read_source
from searchapp.model import Story

TITLE = "Lantern tax divides the valley"
PARAGRAPHS = (
    "The valley council of Ostermoor voted on Thursday to tax every lantern that burns after midnight,"
    " a measure that shopkeepers along the river had fought since spring.",
    "“Nobody here can read a ledger in the dark,” said Runa Velde, who has kept the mill’s books for twenty-one"
    " years. She told the council that the government in the capital had promised otherwise.",
    "Councillor Bram Iversen denied that the decision had been made in haste. The spokesman of the lamplighters,"
    " Odd Telle, said that his members would strike in the week before harvest.",
    "The tax is to be raised for the first time in October. A second reading was not asked for, and the hall was"
    " empty before the clock of the customs house struck ten.",
)


def words_of(text: str) -> list[str]:
    """The words of a text with plain quotation marks, whatever its lines and marks were made into."""
    for fancy, plain in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'")):
        text = text.replace(fancy, plain)
    return text.split()


@pytest.fixture
def read_file() -> Callable[..., Story]:
    """The one story of a file that lies somewhere."""

    def only(path: Path, *, ocr: bool = False) -> Story:
        (found,) = read_source(Source(path, path.name, Choices(ocr=ocr)))
        assert isinstance(found, Story), found
        return found

    return only


@pytest.fixture
def reason_of() -> Callable[..., str]:
    """Why a file that lies somewhere gives nothing but a failure."""

    def only(path: Path, *, ocr: bool = False) -> str:
        (found,) = read_source(Source(path, path.name, Choices(ocr=ocr)))
        assert isinstance(found, Failure), found
        return found.reason

    return only


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Path]:
    """Runs a program that may not be there, in a folder of the test's own, and gives the file that it made."""

    def run(made: str, *command: str) -> Path:
        if shutil.which(command[0]) is None:
            pytest.skip(f"{command[0]} is not installed")
        home = ("-env:UserInstallation=file://" + str(tmp_path / "office"),) if command[0] == "soffice" else ()
        subprocess.run(
            [command[0], *home, *command[1:]], cwd=tmp_path, check=True, capture_output=True, timeout=300
        )
        return tmp_path / made

    return run
