"""The table of formats: every reader is there, and a library that is missing is named with what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.errors import IngestError
from searchapp.ingest import formats
from searchapp.ingest.formats import BY_SUFFIX, FORMATS, Format
from searchapp.ingest.source import Source


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_every_row_has_a_reader_and_suffixes_of_its_own(row: Format) -> None:
    name = f"a{row.suffixes[0]}"
    with pytest.raises(IngestError, match="no longer there"):
        list(row.read(Source(Path("/nowhere") / name, name), lambda _: iter(())))
    assert all(BY_SUFFIX[suffix] is row for suffix in row.suffixes)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in row.suffixes)


def test_a_library_that_is_missing_is_named(reason: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    formats._imported.cache_clear()
    of_pdf = ("pypdfium2", "searchapp.ingest.readers.documents")
    for name in [name for name in sys.modules if name.startswith(of_pdf)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    said = "PDF is read with pypdfium2, which is not installed: pip install pypdfium2"
    assert reason("a.pdf", b"%PDF-1.7") == f"{said}, then run the same command again"
    formats._imported.cache_clear()
