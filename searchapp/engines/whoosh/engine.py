"""The embedded engine as the program knows it: an index in a folder of this machine.

Each function loads only what it needs, so that a command that opens no index does without numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from searchapp.engines import Builder, Engine, Index, Place


class WhooshEngine:
    """See `searchapp.engines.Engine`; the address of a place is the path of the folder."""

    gaps: Mapping[str, str] = {}

    def folder(self, place: Place) -> Path:
        """The folder that holds the index."""
        return Path(place.address)

    def open_index(self, place: Place, *, answers_kept: int) -> Index:
        """The generation that answers now."""
        from searchapp.engines.whoosh.index import WhooshIndex

        return WhooshIndex.open(Path(place.address), answers_kept=answers_kept)

    def open_builder(self, place: Place, *, enrichment: str, rebuild: bool) -> Builder:
        """A write to the index in the folder, which is made where it is absent."""
        from searchapp.engines.whoosh.write.builder import WhooshBuilder

        return WhooshBuilder.begin(Path(place.address), enrichment=enrichment, rebuild=rebuild)

    def current_generation(self, place: Place) -> str | None:
        """The generation that the folder's pointer names."""
        from searchapp.engines.whoosh.disk.generation import current

        return current(Path(place.address))

    def remembered(self, place: Place) -> dict[str, str]:
        """Story id -> fingerprint in the generation that answers, of whatever version."""
        from searchapp.engines.whoosh.disk.generation import remembered

        return remembered(Path(place.address))

    def refuse_foreign(self, place: Place) -> None:
        """Refuse a folder that holds anything but an index."""
        from searchapp.engines.whoosh.disk.folder import refuse_foreign

        refuse_foreign(Path(place.address))

    def is_index(self, folder: Path) -> bool:
        """Whether a folder bears the mark of an index, or is an older one."""
        from searchapp.engines.whoosh.disk.folder import is_index

        return is_index(folder)

    def verify(self, place: Place) -> list[str]:
        """The files that are not as they were built."""
        from searchapp.engines.whoosh.disk.generation import verify

        return verify(Path(place.address))

    def note(self, place: Place) -> str:
        """The folder's note."""
        from searchapp.engines.whoosh.disk.note import read_note

        return read_note(Path(place.address))

    def keep_note(self, place: Place, note: str) -> None:
        """Put the note into the folder."""
        from searchapp.engines.whoosh.disk.note import write_note

        write_note(Path(place.address), note)


ENGINE: Engine = WhooshEngine()
