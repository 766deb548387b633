"""Files of arrays: an altered byte is found by whatever looks at it first, a binary search too."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from searchapp.engines.arrays import Strings
from searchapp.engines.whoosh.disk.array_file import BLOCK, ColumnFile, ColumnWriter, first_at_least
from searchapp.errors import IndexRefused

TERMS = [f"{n:07d}".encode() for n in range(3 * BLOCK // 7)]


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, str]:
    """A file with a list of terms that spans several blocks, and the digest of its table."""
    with ColumnWriter(tmp_path / "terms.bin") as out:
        out.add("terms", Strings.of(TERMS))
        return tmp_path / "terms.bin", out.finish()


def flip(path: Path, at: int) -> None:
    with path.open("r+b") as f:
        f.seek(at)
        was = f.read(1)
        f.seek(at)
        f.write(bytes([was[0] ^ 0x10]))


@pytest.mark.parametrize("opened_first", [False, True])
@pytest.mark.parametrize("share", [0.5, 0.25, 0.75, 0.99])
def test_a_binary_search_over_altered_terms_is_refused(
    written: tuple[Path, str], share: float, opened_first: bool
) -> None:
    path, digest = written
    early = ColumnFile(path, digest) if opened_first else None
    flip(path, int(len(TERMS) * 7 * share))
    terms = (early or ColumnFile(path, digest)).strings("terms")
    found: list[int] = []
    for at in range(0, len(TERMS), 997):
        with suppress(IndexRefused):
            found.append(first_at_least(terms, TERMS[at]) - at)
    assert set(found) <= {0}
    with pytest.raises(IndexRefused, match="has changed"):
        first_at_least(terms, TERMS[int(len(TERMS) * share)])


def test_each_value_is_found_and_read_across_blocks(written: tuple[Path, str]) -> None:
    terms = ColumnFile(*written).strings("terms")
    for at in (0, 1, BLOCK // 7 - 1, BLOCK // 7, BLOCK // 7 + 1, len(TERMS) - 1):
        assert (first_at_least(terms, TERMS[at]), terms[at]) == (at, TERMS[at])
    assert first_at_least(terms, b"9") == len(TERMS) == len(terms)
    assert first_at_least(terms, b"") == 0


def test_what_was_let_go_is_checked_again(written: tuple[Path, str]) -> None:
    path, digest = written
    file = ColumnFile(path, digest)
    assert len(file.load("terms").tolist()) == len(TERMS)
    file.release()
    flip(path, 5)
    with pytest.raises(IndexRefused, match="has changed"):
        file.load("terms")
