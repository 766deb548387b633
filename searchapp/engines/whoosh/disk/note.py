"""NOTE: a text beside the generations that is none of theirs: what the last runs could not take."""

from __future__ import annotations

from pathlib import Path

from searchapp.engines.whoosh.disk.folder import NOTE
from searchapp.system.disk import write_whole
from searchapp.system.permissions import keep_to_oneself


def read_note(directory: Path) -> str:
    """The text; "" where there is none that can be read."""
    try:
        return (directory / NOTE).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def write_note(directory: Path, note: str) -> None:
    """Put a text in the place of the one before, whole or not at all."""
    write_whole(directory / NOTE, note.encode("utf-8"))
    keep_to_oneself(directory / NOTE)
