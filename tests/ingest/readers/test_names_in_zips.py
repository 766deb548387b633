"""Names in a ZIP that does not say how they are written: in UTF-8, or as computers of a country had them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from searchapp.ingest import Item
from searchapp.model import Story

Read = Callable[..., list[Item]]
TEXT = "The ferry to Olm sailed again on Sunday."


def packed(*names: bytes) -> bytes:
    """A ZIP with these names and no mark of how they are written, as the Explorer of Windows makes it."""

    class Unmarked(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:
            return names[int(self.filename)], 0

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(len(names)):
            archive.writestr(Unmarked(str(number)), f"{TEXT} {number}")
    return out.getvalue()


@pytest.mark.parametrize(
    ("codec", "names"),
    [
        ("cp866", ("Новости/паром вернулся.txt", "Новости/мост закрыт.txt")),
        ("cp932", ("新聞の記事/橋はしばらく通れない.txt", "新聞の記事/渡し船のはなし.txt")),
        ("utf-8", ("Fähre.txt", "Новости.txt")),
        ("cp437", ("Fähre.txt", "März.txt")),
        ("ascii", ("ferry.txt", "bridge.txt")),
    ],
)
def test_names_are_read_as_they_were_written(read: Read, codec: str, names: tuple[str, ...]) -> None:
    found = read("a.zip", packed(*(name.encode(codec) for name in names)))
    assert {item.source for item in found if isinstance(item, Story)} == {f"a.zip#{name}" for name in names}
